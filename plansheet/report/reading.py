"""Reading a report back: what agencies said, what came of it, what the coordinator decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from plansheet.cells import Value, read_cell, show
from plansheet.forms import Column, Form
from plansheet.merge import ATTAINMENTS, CLASSES
from plansheet.past import Decision, PastOutcome, PastReport, Record, RowKey
from plansheet.plan import Plan
from plansheet.problems import InputError, Place, Problem, problem
from plansheet.report_forms import (
    CONFLICT_FORM,
    CONFLICTS,
    FACT_NAMES,
    OVERVIEW,
    RECEIPT_FORM,
    REPORTED,
    indicator_form,
    source_form,
    task_form,
)
from plansheet.rows import check_row, finding_problem
from plansheet.sheets import Refused, Workbook, a1, open_workbook
from plansheet.tables import find_table
from plansheet.text import match_key
from plansheet.wording import Wording

_CHOSEN: Final = frozenset({"x", "chọn", "v", "✓", "có"})
"""Marks in the column `Quyết định` that choose the row they stand in."""


@dataclass(frozen=True)
class ReadReport:
    """A report read back, and what is wrong with the decisions in it."""

    past: PastReport
    problems: tuple[Problem, ...] = ()


def read_report(path: Path | str, plan: Plan) -> ReadReport:
    """Read back a report that `write_report` wrote, decisions typed into it included.

    Raises `InputError` where the file is not there, is no report, or is of another plan.
    """
    path = Path(path)
    return _ReportReader(open_report(path), plan, path).read()


def open_report(path: Path) -> Workbook:
    """Open a report; raises `InputError` where the file is not there or cannot be read."""
    if not path.is_file():
        raise InputError(Wording("Không có tệp {p}.", "There is no file {p}.").fill(p=path))
    try:
        return open_workbook(path)
    except Refused as refused:
        said = refused.problem
        wording = Wording(f"{path}: {said.text('vi')}", f"{path}: {said.text('en')}")
        raise InputError(wording) from refused


def rows_of(workbook: Workbook, form: Form) -> Iterator[tuple[int, dict[str, Value]]]:
    """The rows of one sheet of a report as values by column, with their 0-based row."""
    sheet = workbook.sheet(form.sheet)
    table = find_table(form, sheet) if sheet else None
    for index, raw in table.rows() if table else ():
        values = {}
        for column in form.columns:
            value, _ = read_cell(column, table.cell(raw, column.name)) if table else (None, None)
            if value is not None:
                values[column.name] = value
        if values:
            yield index, values


class _ReportReader:
    def __init__(self, workbook: Workbook, plan: Plan, path: Path) -> None:
        self.workbook, self.plan, self.path = workbook, plan, path
        self.problems: list[Problem] = []

    def read(self) -> ReadReport:
        facts = self._facts()
        if facts[FACT_NAMES[0]] != self.plan.id:
            raise InputError(
                Wording(
                    "{p} là báo cáo của kế hoạch {other}, không phải {own}.",
                    "{p} is a report of plan {other}, not of {own}.",
                ).fill(p=self.path, other=facts[FACT_NAMES[0]], own=self.plan.id)
            )
        rows, decided = self._sources()
        past = PastReport(
            file=self.path.name,
            plan_id=facts[FACT_NAMES[0]],
            period=self.plan.period(facts[FACT_NAMES[1]]),
            as_of=_date(facts[FACT_NAMES[2]]),
            rows=rows,
            decided=decided,
            tasks=self._outcomes(task_form(self.plan.forms), "class", CLASSES),
            indicators=self._outcomes(indicator_form(self.plan.forms), "attainment", ATTAINMENTS),
            records=self._records(),
            decisions=tuple(self._decisions()),
        )
        return ReadReport(past, tuple(self.problems))

    def _facts(self) -> dict[str, str]:
        sheet = self.workbook.sheet(OVERVIEW)
        found: dict[str, str] = {}
        for row in sheet.rows[:6] if sheet else ():
            for at, value in enumerate(row[:-1]):
                if value in FACT_NAMES:
                    found[str(value)] = show(row[at + 1])
        if len(found) < len(FACT_NAMES):
            raise InputError(
                Wording(
                    "{p} không phải là báo cáo tổng hợp.", "{p} is no consolidated report."
                ).fill(p=self.path)
            )
        return found

    def _sources(
        self,
    ) -> tuple[dict[RowKey, Mapping[str, Value]], dict[RowKey, Mapping[str, Value]]]:
        forms = {self.plan.forms[name].sheet: name for name in REPORTED}
        rows: dict[RowKey, Mapping[str, Value]] = {}
        decided: dict[RowKey, Mapping[str, Value]] = {}
        for _, values in rows_of(self.workbook, source_form(self.plan.forms)):
            name = forms.get(show(values.get("form")), "")
            if not name or "through" in values:
                continue
            key = (name, show(values.get("agency")), show(values.get("code")))
            own = {n: values[n] for n in self.plan.forms[name].by_name if n in values}
            kept = decided if values.get("sheet") == CONFLICTS else rows
            kept[key] = {**kept.get(key, {}), **own}
        return rows, decided

    def _outcomes(self, form: Form, state: str, names: Mapping[str, str]) -> dict[str, PastOutcome]:
        states = {shown: name for name, shown in names.items()}
        return {
            show(values.get(form.key)): PastOutcome(states.get(show(values.get(state)), ""), values)
            for _, values in rows_of(self.workbook, form)
        }

    def _records(self) -> dict[str, Record]:
        found = {}
        names = ("expected_periods", "received_periods", "on_time_periods")
        for _, values in rows_of(self.workbook, RECEIPT_FORM):
            counts = [values.get(name) for name in names]
            if "agency" in values and counts[0] is not None:
                numbers = [int(show(count) or 0) for count in counts]
                found[show(values["agency"])] = Record(*numbers)
        return found

    # Decisions.

    def _decisions(self) -> Iterator[Decision]:
        """What the coordinator typed into `Xung đột`."""
        rows = list(rows_of(self.workbook, CONFLICT_FORM))
        candidates: dict[tuple[str, ...], set[tuple[str, str]]] = {}
        for _, values in rows:
            if "file" in values:
                one = (show(values.get("agency")), show(values.get("value")))
                candidates.setdefault(self._conflict_key(values), set()).add(one)
        for index, values in rows:
            added = "kind" not in values and "value" in values
            if "decision" in values or added:
                among = frozenset(candidates.get(self._conflict_key(values), ()))
                decision = self._decision(index, values, among)
                if decision is not None:
                    yield decision

    @staticmethod
    def _conflict_key(values: Mapping[str, Value]) -> tuple[str, ...]:
        """Rows of one conflict share code, column and kind; of one agency, the agency too."""
        kind = show(values.get("kind"))
        alone = "của một cơ quan" in kind
        agency = show(values.get("agency")) if alone else ""
        return (show(values.get("code")), show(values.get("column")), kind, agency)

    def _place(self, index: int, name: str) -> Place:
        sheet = self.workbook.sheet(CONFLICTS)
        table = find_table(CONFLICT_FORM, sheet) if sheet else None
        position = table.columns.get(name, 0) if table else 0
        return Place(self.path.name, CONFLICTS, a1(index, position))

    def _decision(
        self, index: int, values: Mapping[str, Value], candidates: frozenset[tuple[str, str]]
    ) -> Decision | None:
        code, title = show(values.get("code")), show(values.get("column"))
        found = self._column(code, title)
        if found is None:
            named = "code" if not self._is_known(code) else "column"
            wrong = "unknown-code" if named == "code" else "not-in-list"
            self._say(wrong, index, named, values, choices=self._titles(code))
            return None
        form, column = found
        agency = self._agency(index, values)
        if agency is None:
            return None
        if "reason" not in values:
            self._say("missing-required", index, "reason", values)
            return None
        typed = show(values.get("decision", values.get("value")))
        where = "decision" if "decision" in values else "value"
        if match_key(typed) in _CHOSEN:
            typed = show(values.get("value"))
        value = self._value(form, column, typed, code, self._place(index, where))
        if value is None:
            return None
        of_task = bool(candidates) and "của một cơ quan" not in show(values.get("kind"))
        return Decision(
            code=code,
            agency="" if of_task else agency,
            column=column.name,
            value=value,
            reason=show(values["reason"]),
            place=self._place(index, where),
            candidates=candidates if of_task else frozenset(),
        )

    def _say(
        self, code: str, index: int, name: str, values: Mapping[str, Value], **more: str
    ) -> None:
        self.problems.append(
            problem(
                code,
                self._place(index, name),
                value=show(values.get(name)),
                row_code=show(values.get("code")),
                column=CONFLICT_FORM.by_name[name].title,
                more=more,
            )
        )

    def _is_known(self, code: str) -> bool:
        return code in self.plan.tasks_by_code or self._is_figure(code)

    def _is_figure(self, code: str) -> bool:
        operands = {c for i in self.plan.indicators for c, _ in i.operands}
        return code in self.plan.indicators_by_code or code in operands

    def _forms(self, code: str) -> tuple[str, ...]:
        if self._is_figure(code):
            return ("indicator_report",)
        is_task = code in self.plan.tasks_by_code
        return ("task_report", "coordination_report") if is_task else ()

    def _titles(self, code: str) -> str:
        inputs = [c.title for name in self._forms(code) for c in self.plan.forms[name].inputs]
        return " · ".join(dict.fromkeys(inputs))

    def _column(self, code: str, title: str) -> tuple[Form, Column] | None:
        wanted = match_key(title)
        for name in self._forms(code):
            form = self.plan.forms[name]
            for column in form.inputs:
                if wanted in (match_key(column.title), match_key(column.name)):
                    return form, column
        return None

    def _agency(self, index: int, values: Mapping[str, Value]) -> str | None:
        """The agency of a row by code or name; blank where the row names none."""
        text = show(values.get("agency"))
        if not text:
            return ""
        found = self.plan.agency(text) or self.plan.resolve_agency(text)
        if found is None:
            advice = Wording("Ghi mã hoặc tên cơ quan.", "Write the agency's code or name.")
            place = self._place(index, "agency")
            self.problems.append(
                problem("unknown-agency", place, value=text, nearest="", advice=advice)
            )
            return None
        return found.code

    def _value(
        self, form: Form, column: Column, typed: str, code: str, place: Place
    ) -> Value | None:
        """The value that was typed, if the form takes it there."""
        value, finding = read_cell(column, typed)
        if value is None:
            if finding is not None:
                found = finding_problem(finding, column, typed, place, code)
                self.problems.append(found)
            return None
        checked = check_row(form, {column.name: value}, lambda _: place, code)
        own = [
            p for p in checked.problems if p.column == column.title and p.code != "rule-violated"
        ]
        self.problems += own
        return checked.values.get(column.name) if not own else None


def _date(text: str) -> date | None:
    value, _ = read_cell(Column("", "", kind="date"), text)
    return value if isinstance(value, date) else None
