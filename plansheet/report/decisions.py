"""What the coordinator typed into `Xung đột`: decisions, and values that came otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from plansheet.consolidation import ConflictKind, operands, owners
from plansheet.forms import Column, Form, SheetColumns
from plansheet.forms.names import FormName
from plansheet.forms.report_sheets import CONFLICT_COLUMNS, CONFLICTS
from plansheet.forms.values import Value, code_meant, read_cell, show
from plansheet.issuing.earlier_report import Decision
from plansheet.language.text import match_key
from plansheet.language.wording import Wording
from plansheet.plan import Plan
from plansheet.problems import Place, Problem, has_errors, problem
from plansheet.problems.catalogue import phrases
from plansheet.tables.check import check_row, finding_problem
from plansheet.tables.find import Table, find_table
from plansheet.workbooks.reading import Sheet, Workbook, a1

_CHOSEN: Final = frozenset({"x", "chọn", "v", "✓", "có"})
"""Marks in the column `Quyết định` that choose the row they stand in."""

_KINDS: Final = {match_key(kind.label.vi): kind for kind in ConflictKind}
_OF_TASK: Final = (ConflictKind.LEADS, ConflictKind.COORDINATOR)
"""Conflicts between agencies, which are decided for the task as a whole."""


def read_decisions(
    workbook: Workbook, plan: Plan, file: str
) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    """The decisions in a report, and what is wrong with those that cannot be used.

    `plan` is the plan as it is in the period of the report; `file` what to call the report.
    """
    sheet = workbook.sheet(CONFLICTS)
    table = find_table(CONFLICT_COLUMNS, sheet) if sheet else None
    if sheet is None or table is None:
        code = "header-missing" if sheet else "sheet-missing"
        return (), (problem(code, Place(file, CONFLICTS), value=CONFLICTS),)
    reader = _DecisionReader(sheet, table, plan, file, workbook.sha256)
    decisions = reader.read()
    return decisions, tuple(reader.problems)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of the sheet: its position, its cells, and the kind of conflict, blank if added."""

    index: int
    cells: Mapping[str, object]
    kind: str

    def text(self, name: str) -> str:
        """What a cell says, as text."""
        return show(self.cells[name]).strip()

    @property
    def conflict(self) -> tuple[str, str, str]:
        """What the candidates of one conflict about a task share."""
        return (self.text("code"), self.text("column"), self.kind)


class _DecisionReader:
    def __init__(
        self, sheet: Sheet, table: Table[SheetColumns], plan: Plan, file: str, digest: str
    ) -> None:
        self.sheet, self.table, self.plan = sheet, table, plan
        self.file, self.digest = file, digest
        self.owners = owners(plan)
        self.known = {match_key(c): c for c in (*plan.tasks_by_code, *self.owners)}
        self.problems: list[Problem] = []

    def read(self) -> tuple[Decision, ...]:
        rows = list(self._rows())
        candidates: dict[tuple[str, str, str], set[tuple[str, str]]] = {}
        for row in rows:
            if row.kind in _OF_TASK and row.text("file"):
                one = (row.text("agency"), show(row.cells["value"]))
                candidates.setdefault(row.conflict, set()).add(one)
        typed = [
            self._decision(row, frozenset(candidates.get(row.conflict, ())))
            for row in rows
            if self._says_something(row)
        ]
        return tuple(self._agreed(one for one in typed if one is not None))

    def _rows(self) -> Iterator[_Row]:
        for index, raw in self.table.rows():
            cells = {c.name: self.table.cell(raw, c.name) for c in CONFLICT_COLUMNS.columns}
            yield _Row(index, cells, _KINDS.get(match_key(show(cells["kind"])), ""))

    def _says_something(self, row: _Row) -> bool:
        """Whether the coordinator typed anything that asks to be a decision."""
        if self._is_filled(row, "decision") or row.text("reason"):
            return True
        return not row.kind and any(self._is_filled(row, n) for n in ("value", "agency", "column"))

    def _is_filled(self, row: _Row, name: str) -> bool:
        at = self._position(row, name)
        return bool(row.text(name)) or at in self.sheet.uncached or at in self.sheet.errors

    def _agreed(self, decisions: Iterable[Decision]) -> Iterator[Decision]:
        """Each decision once; of those that contradict each other none."""
        alike: dict[tuple[str, ...], list[Decision]] = {}
        for one in decisions:
            key = (one.form, one.code, one.column, one.agency)
            alike.setdefault(key, []).append(one)
        for group in alike.values():
            if len({one.value for one in group}) == 1:
                yield group[0]
                continue
            said = "; ".join(dict.fromkeys(show(one.value) for one in group))
            for one in group:
                title = self.plan.forms[one.form].by_name[one.column].title
                found = problem(
                    "decisions-differ",
                    one.place,
                    value=show(one.value),
                    row_code=one.code,
                    column=title,
                    decisions=said,
                )
                self.problems.append(found)

    # One row.

    def _decision(self, row: _Row, candidates: frozenset[tuple[str, str]]) -> Decision | None:
        before = len(self.problems)
        code = self._code(row)
        agency = "" if row.kind in _OF_TASK else self._agency(row)
        found = self._column(row, code, agency) if code else None
        if found and row.kind not in (ConflictKind.RETURNS, *_OF_TASK):
            self._check_asked(row, found[0].name, code, agency)
        if not row.text("reason"):
            self._missing(row, "reason")
        where = self._where(row)
        if where is None or found is None:
            return None
        form, column = found
        place = self._place(row, where)
        value = self._value(row, form, column, where, code)
        if value is None or has_errors(self.problems[before:]):
            return None
        return Decision(
            code=code,
            agency=agency,
            form=form.name,
            column=column.name,
            value=value,
            reason=row.text("reason"),
            place=place,
            candidates=candidates,
            sha256=self.digest,
        )

    def _code(self, row: _Row) -> str:
        code = code_meant(row.cells["code"], self.known)
        if not row.text("code"):
            self._missing(row, "code")
        elif not code:
            self._say("unknown-code", row, "code")
        return code

    def _agency(self, row: _Row) -> str:
        """The code of the agency that a row names by code or name; blank where it names none."""
        text = row.text("agency")
        found = self.plan.agency(text) or self.plan.resolve_agency(text)
        if text and found is None:
            self._say("unknown-agency", row, "agency", nearest="", advice=phrases.WRITE_AGENCY)
        return found.code if text and found else ""

    def _column(self, row: _Row, code: str, agency: str) -> tuple[Form, Column] | None:
        """The form and column that a row is about: of an agency's own form where two have it."""
        if not row.text("column"):
            self._missing(row, "column")
            return None
        wanted = match_key(row.text("column"))
        found = [
            (form, column)
            for form in self._forms(code)
            for column in self._columns(form, code)
            if wanted in (match_key(column.title), match_key(column.name))
        ]
        if not found:
            self._say("not-in-list", row, "column", choices=self._choices(code))
            return None
        return next((one for one in found if agency in self._asked(one[0].name, code)), found[0])

    def _forms(self, code: str) -> Sequence[Form]:
        tasks = (FormName.TASK_REPORT, FormName.COORDINATION_REPORT)
        names = tasks if code in self.plan.tasks_by_code else (FormName.INDICATOR_REPORT,)
        return [self.plan.forms[name] for name in names]

    def _columns(self, form: Form, code: str) -> Sequence[Column]:
        """The input columns that count: the figures of a ratio stand in the rows below it."""
        owner = self.owners.get(code)
        is_computed = owner is not None and code not in operands(owner)
        return [c for c in form.inputs if not (is_computed and c.is_numeric)]

    def _choices(self, code: str) -> Wording:
        """The columns that `_columns` gives, and in which rows the figures of a ratio stand."""
        titles = [c.title for form in self._forms(code) for c in self._columns(form, code)]
        owner = self.owners.get(code)
        text = " · ".join(dict.fromkeys(titles))
        rows = ", ".join(row for row, _ in owner.operands if row != code) if owner else ""
        if not rows:
            return Wording(text, text)
        return phrases.COLUMNS_OF_RATIO.fill(columns=text, rows=rows)

    def _asked(self, form: str, code: str) -> Sequence[str]:
        """Whose word on a row counts."""
        if code in self.owners:
            return self.owners[code].reporters
        task = self.plan.tasks_by_code[code]
        return task.leads if form == FormName.TASK_REPORT else task.coordinators

    def _check_asked(self, row: _Row, form: str, code: str, agency: str) -> None:
        """A value from elsewhere is somebody's: only of a task as a whole it may be nobody's."""
        asked = self._asked(form, code)
        if not row.text("agency"):
            if form != FormName.TASK_REPORT:
                self._missing(row, "agency")
        elif agency and agency not in asked:
            name = self.plan.agency_name(agency)
            self._say("not-asked", row, "agency", code, agency=name, asked="; ".join(asked))

    def _where(self, row: _Row) -> str | None:
        """The column in which the row says its value."""
        if self._is_filled(row, "decision"):
            return "decision"
        if not row.kind and self._is_filled(row, "value"):
            return "value"
        self._missing(row, "decision" if row.kind else "value")
        return None

    def _value(self, row: _Row, form: Form, column: Column, where: str, code: str) -> Value | None:
        """The value that was typed or chosen, if the form takes it there."""
        place = self._place(row, where)
        if self._is_odd(row, column, where, code):
            return None
        if where == "decision" and match_key(row.text(where)) in _CHOSEN:
            where = "value"
        raw = row.cells[where]
        value, finding = read_cell(column, raw)
        if value is None:
            if finding is None:
                self._missing(row, where)
            else:
                self.problems.append(finding_problem(finding, column, raw, place, code))
            return None
        checked = check_row(form, {column.name: value}, lambda _: place, code)
        own = [
            p for p in checked.problems if p.column == column.title and p.code != "rule-violated"
        ]
        self.problems += own
        return None if own else value

    def _is_odd(self, row: _Row, column: Column, where: str, code: str) -> bool:
        """Whether the cell holds an error, or a formula that nobody has computed.

        A formula whose value was saved with it counts, with a warning.
        """
        at = self._position(row, where)
        found = self.sheet.errors.get(at, "")
        if not found and at not in self.sheet.formulas:
            return False
        cannot_be_used = bool(found) or at in self.sheet.uncached
        self.problems.append(
            problem(
                "error-value" if found else "formula-in-input",
                self._place(row, where),
                value=found or f"={self.sheet.formulas[at]}",
                row_code=code,
                column=column.title,
                severity="error" if cannot_be_used else "warning",
            )
        )
        return cannot_be_used

    # What to say.

    def _position(self, row: _Row, name: str) -> tuple[int, int]:
        return row.index, self.table.columns.get(name, 0)

    def _place(self, row: _Row, name: str) -> Place:
        return Place(self.file, CONFLICTS, a1(*self._position(row, name)))

    def _missing(self, row: _Row, name: str) -> None:
        self._say("missing-required", row, name)

    def _say(
        self, problem_code: str, row: _Row, name: str, code: str = "", **more: str | Wording
    ) -> None:
        self.problems.append(
            problem(
                problem_code,
                self._place(row, name),
                value=row.text(name),
                row_code=code or row.text("code"),
                column=CONFLICT_COLUMNS.by_name[name].title,
                more=more,
            )
        )
