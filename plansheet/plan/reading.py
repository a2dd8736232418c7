"""Reading a plan workbook: rows first, then what they mean, every problem at its cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from plansheet.agencies import Agency, Parties, Registry
from plansheet.catalogue import Severity
from plansheet.cells import Value, read_cell, show
from plansheet.figures import read_date
from plansheet.forms import Form, Forms, load_forms, packaged_forms, year_column
from plansheet.periods import parse_deadline, parse_due
from plansheet.plan.facts import (
    CONSOLIDATOR,
    FACTS,
    FACTS_SHEET,
    FIRST_YEAR,
    ID,
    ISSUER,
    LAST_YEAR,
    NUMBER,
    PROVINCE,
    TITLE,
    Fact,
)
from plansheet.plan.model import OPERANDS, CalendarEntry, Indicator, Plan, Task
from plansheet.problems import (
    Place,
    PlanError,
    PlanUnreadableError,
    Problem,
    has_errors,
    in_order,
    problem,
)
from plansheet.rows import check_row, finding_problem
from plansheet.sheets import Refused, Sheet, Workbook, a1, open_workbook
from plansheet.tables import find_table
from plansheet.targets import parse_target
from plansheet.text import header_key
from plansheet.wording import Wording

_CODE: Final = re.compile(r"[^\W_](?:[\w.\-]*[^\W_])?")
_SUFFIXES: Final = tuple(f".{suffix}" for rows in OPERANDS.values() for suffix, _ in rows)
_DIRECTIONS: Final = {"Tăng": "up", "Giảm": "down", "Ổn định": "steady"}


def read_plan(path: Path | str, forms: Path | str | Forms | None = None) -> Plan:
    """Read a plan workbook.

    `forms` is a folder of own forms or loaded ones. The plan's `problems` are its warnings.
    Raises `PlanError` with every problem where one of them is an error, and
    `PlanUnreadableError` for a file that is no workbook.
    """
    plan, problems = check_plan(path, forms)
    if plan is None or has_errors(problems):
        errors = sum(p.severity == "error" for p in problems)
        raise PlanError(
            Wording(
                "Kế hoạch {f} có {n} lỗi; chạy `plansheet check` để xem từng ô.",
                "Plan {f} has {n} errors; run `plansheet check` to see each cell.",
            ).fill(f=Path(path).name, n=errors),
            problems,
        )
    return plan


def check_plan(
    path: Path | str, forms: Path | str | Forms | None = None
) -> tuple[Plan | None, list[Problem]]:
    """The plan in a workbook as far as it can be understood, and everything wrong with it.

    Raises `PlanUnreadableError` for a file that is no workbook.
    """
    path = Path(path)
    loaded = forms if isinstance(forms, Forms) else load_forms(forms)
    try:
        if not path.is_file():
            raise FileNotFoundError(path)
        workbook = open_workbook(path)
    except FileNotFoundError as error:
        raise PlanUnreadableError(
            Wording("Không có tệp {f}.", "There is no file {f}.").fill(f=path), ()
        ) from error
    except Refused as refused:
        found = refused.problem
        wording = Wording(f"{path.name}: {found.text('vi')}", f"{path.name}: {found.text('en')}")
        raise PlanUnreadableError(wording, [found]) from refused
    return _PlanReader(workbook, loaded).read()


@dataclass(frozen=True, slots=True)
class _Row:
    """One row of a plan sheet: its texts and values, and where each cell stands."""

    form: Form
    number: int
    values: Mapping[str, Value]
    places: Mapping[str, Place]

    def text(self, name: str) -> str:
        return show(self.values.get(name)).strip()

    def verbatim(self, name: str) -> str:
        return show(self.values.get(name))

    def date(self, name: str) -> date | None:
        value = self.values.get(name)
        return value if isinstance(value, date) else None

    @property
    def code(self) -> str:
        return self.text(self.form.key)

    def at(self, name: str) -> Place:
        return self.places[name] if name in self.places else self.places[self.form.key]

    def problem(
        self,
        code: str,
        name: str,
        severity: Severity | None = None,
        value: str | None = None,
        **details: str | Wording,
    ) -> Problem:
        return problem(
            code,
            self.at(name),
            value=self.verbatim(name) if value is None else value,
            row_code=self.code,
            column=self.form.by_name[name].title,
            severity=severity,
            more=details,
        )


class _PlanReader:
    """Collects the problems of one plan workbook while it is read."""

    def __init__(self, workbook: Workbook, forms: Forms) -> None:
        self.workbook, self.forms = workbook, forms
        self.problems: list[Problem] = []

    def read(self) -> tuple[Plan | None, list[Problem]]:
        facts = self._facts()
        agencies = tuple(_agency(row) for row in self._rows("agencies"))
        registry = Registry(agencies, facts.get(PROVINCE.name, ""))
        years = self._years(facts)
        plan = Plan(
            id=facts.get(ID.name, ""),
            title=facts.get(TITLE.name, ""),
            years=years,
            forms=self.forms,
            number=facts.get(NUMBER.name, ""),
            issuer=facts.get(ISSUER.name, ""),
            issued=self._issued,
            province=facts.get(PROVINCE.name, ""),
            consolidator=self._consolidator(facts, registry),
            agencies=agencies,
            indicators=self._indicators(registry),
            tasks=self._tasks(registry, years[0] if years else 0),
            calendar=tuple(self._calendar_entry(row) for row in self._rows("calendar")),
        )
        problems = in_order(self.problems)
        if not years:
            return None, problems
        warnings = tuple(p for p in problems if p.severity != "error")
        return replace(plan, problems=warnings), problems

    # The sheet of facts.

    def _facts(self) -> dict[str, str]:
        sheet = self.workbook.sheet(FACTS_SHEET)
        self._fact_places: dict[str, Place] = {}
        self._issued: date | None = None
        found: dict[str, str] = {}
        if sheet is None:
            place = Place(self.workbook.file)
            self.problems.append(problem("sheet-missing", place, value=FACTS_SHEET))
            return found
        names = {header_key(fact.name): fact for fact in FACTS}
        for index, row in enumerate(sheet.rows):
            fact = names.get(header_key(show(row[0]))) if row else None
            if fact is None:
                continue
            raw = row[1] if len(row) > 1 else None
            self._fact_places[fact.name] = Place(self.workbook.file, sheet.name, a1(index, 1))
            found[fact.name] = self._fact(fact, raw)
        for fact in FACTS:
            if fact.required and not found.get(fact.name):
                place = self._fact_places.get(fact.name) or Place(
                    self.workbook.file, sheet.name, a1(len(sheet.rows), 1)
                )
                self.problems.append(
                    problem("missing-required", place, column=fact.name, row_code=FACTS_SHEET)
                )
        if found.get(ID.name) and not _CODE.fullmatch(found[ID.name]):
            self._fact_problem("bad-code", ID, found[ID.name])
        return found

    def _fact(self, fact: Fact, raw: object) -> str:
        text = show(raw).strip()
        if fact.kind == "date" and text:
            day = raw.date() if isinstance(raw, datetime) else raw
            if not isinstance(day, date):
                reading = read_date(text)
                day = reading.value if reading else None
            if day is None:
                what, examples = Wording("một ngày", "a date"), Wording("30/6/2021", "30/6/2021")
                self._fact_problem("bad-date", fact, text, what=what, examples=examples)
            self._issued = day
        if fact.kind == "year" and text and not (text.isdecimal() and 1990 <= int(text) <= 2100):
            self._fact_problem("out-of-range", fact, text, allowed="1990 – 2100")
            return ""
        return text

    def _fact_problem(
        self,
        code: str,
        fact: Fact,
        value: str,
        severity: Severity | None = None,
        **details: str | Wording,
    ) -> None:
        place = self._fact_places[fact.name]
        self.problems.append(
            problem(code, place, value=value, column=fact.name, severity=severity, more=details)
        )

    def _years(self, facts: Mapping[str, str]) -> tuple[int, ...]:
        first, last = facts.get(FIRST_YEAR.name, ""), facts.get(LAST_YEAR.name, "")
        if not first or not last:
            return ()
        if int(last) < int(first):
            self._fact_problem("out-of-range", LAST_YEAR, last, allowed=f"≥ {first}")
            return ()
        return tuple(range(int(first), int(last) + 1))

    def _consolidator(self, facts: Mapping[str, str], registry: Registry) -> str:
        name = facts.get(CONSOLIDATOR.name, "")
        if name and registry.resolve(name) is None:
            self._fact_problem(
                "unknown-agency",
                CONSOLIDATOR,
                name,
                severity="warning",
                nearest="",
                advice=_ADD_AGENCY,
            )
        return name

    # The sheets with a form.

    def _rows(self, form_name: str) -> list[_Row]:
        """The rows of one sheet, held against their form, without those that repeat a code."""
        form = self.forms[form_name]
        sheet = self.workbook.sheet(form.sheet)
        table = find_table(form, sheet) if sheet else None
        if sheet is None or table is None:
            if sheet is not None and any(any(row) for row in sheet.rows):
                place = Place(self.workbook.file, sheet.name)
                header = form.columns[0].title
                self.problems.append(problem("column-missing", place, column=header))
            return []
        rows: list[_Row] = []
        numbers: dict[str, int] = {}
        for index, raw in table.rows():
            places = {
                name: Place(self.workbook.file, sheet.name, a1(index, position))
                for name, position in table.columns.items()
            }
            row = self._row(
                table.form, index, {n: table.cell(raw, n) for n in places}, places, sheet
            )
            if row is None:
                continue
            key = row.code.casefold()
            if key and key in numbers:
                self.problems.append(
                    row.problem("row-duplicated", form.key, other=str(numbers[key]))
                )
                continue
            if key and (not _CODE.fullmatch(row.code) or key.endswith(_SUFFIXES)):
                self.problems.append(row.problem("bad-code", form.key))
            numbers[key] = row.number
            rows.append(row)
        return rows

    def _row(
        self,
        form: Form,
        index: int,
        raw: Mapping[str, object],
        places: Mapping[str, Place],
        sheet: Sheet,
    ) -> _Row | None:
        values: dict[str, Value] = {}
        broken: set[str] = set()
        code = show(raw.get(form.key)).strip()
        for name, cell in raw.items():
            column = form.by_name[name]
            value, finding = read_cell(column, cell)
            if value is not None:
                values[name] = value
            if finding is not None:
                found = finding_problem(finding, column, cell, places[name], code)
                self.problems.append(found)
                broken |= {name} if found.severity == "error" else set()
        if not values and not broken:
            return None

        def at(name: str) -> Place:
            return places.get(name) or Place(self.workbook.file, sheet.name, a1(index, 0))

        checked = check_row(form, values, at, code, frozenset(broken))
        self.problems += checked.problems
        return _Row(form, index + 1, checked.values, {form.key: at(form.key), **places})

    # What the rows mean.

    def _tasks(self, registry: Registry, first_year: int) -> tuple[Task, ...]:
        return tuple(self._task(row, registry, first_year) for row in self._rows("tasks"))

    def _task(self, row: _Row, registry: Registry, first_year: int) -> Task:
        leads = self._parties(row, "leads", registry, "error")
        coordinators = self._parties(row, "coordinators", registry, "warning")
        if not row.text("leads"):
            self.problems.append(row.problem("no-lead", "leads"))
        due = parse_due(row.text("due"), first_year)
        if due is None:
            self.problems.append(row.problem("bad-date", "due", what=_A_DUE, examples=_DUES))
            due = parse_due("", first_year)
            assert due is not None
        elif due.assumed_year:
            self.problems.append(row.problem("assumed-year", "due", year=str(first_year)))
        lead_codes = tuple(p.code for p in leads.members)
        others = [p for p in coordinators.members if p.code not in lead_codes]
        return Task(
            code=row.code,
            name=row.verbatim("task_name"),
            due=due,
            field=row.verbatim("field"),
            leads=lead_codes,
            coordinators=tuple(p.code for p in others),
            group_leads=frozenset(p.code for p in leads.members if p.group),
            group_coordinators=frozenset(p.code for p in others if p.group),
            leads_text=row.verbatim("leads"),
            coordinators_text=row.verbatim("coordinators"),
            level=row.verbatim("level"),
            stt=row.verbatim("stt"),
            note=row.verbatim("note"),
            extra=_extra(row, "tasks"),
        )

    def _parties(self, row: _Row, name: str, registry: Registry, severity: Severity) -> Parties:
        parties = registry.resolve_cell(row.text(name))
        for piece in parties.unresolved:
            self.problems.append(
                row.problem(
                    "unknown-agency",
                    name,
                    severity,
                    value=piece,
                    nearest=_nearest(registry.suggest(piece)),
                    advice=_ADD_AGENCY,
                )
            )
        return parties

    def _indicators(self, registry: Registry) -> tuple[Indicator, ...]:
        rows = self._rows("indicators")
        indicators = [self._indicator(row, registry) for row in rows]
        parents = {i.code: i.parent for i in indicators}
        for row, indicator in zip(rows, indicators, strict=True):
            if indicator.parent and indicator.parent not in parents:
                self.problems.append(row.problem("unknown-code", "parent"))
            elif _in_loop(indicator.code, parents):
                self.problems.append(row.problem("loop", "parent"))
        return tuple(indicators)

    def _indicator(self, row: _Row, registry: Registry) -> Indicator:
        reporters = self._parties(row, "reporters", registry, "error")
        direction = row.text("direction")
        up_down = _DIRECTIONS.get(direction, "")
        goal = row.verbatim("goal")
        indicator = Indicator(
            code=row.code,
            name=row.verbatim("indicator_name"),
            unit=row.verbatim("unit"),
            parent=row.text("parent"),
            goal=parse_target(goal, up_down) if goal else None,
            previous_term=row.verbatim("previous_term"),
            history={y: row.verbatim(n) for y, n in _years(row, "history")},
            targets={y: parse_target(row.verbatim(n), up_down) for y, n in _years(row, "target")},
            direction=direction,
            aggregation=row.text("aggregation"),
            reporters=tuple(p.code for p in reporters.members),
            reporters_text=row.verbatim("reporters"),
            adds_up={"Có": True, "Không": False}.get(row.text("adds_up")),
            stt=row.verbatim("stt"),
            note=row.verbatim("note"),
            extra=_extra(row, "indicators"),
        )
        self._check_indicator(row, indicator)
        return indicator

    def _check_indicator(self, row: _Row, indicator: Indicator) -> None:
        targets = [*indicator.targets.values(), *([indicator.goal] if indicator.goal else [])]
        if not indicator.unit and (indicator.reporters or any(t.low or t.high for t in targets)):
            self.problems.append(row.problem("missing-required", "unit"))
        if indicator.aggregation == "Cộng" and indicator.is_percent:
            self.problems.append(row.problem("not-additive", "aggregation", value=indicator.unit))
        if not row.text("reporters"):
            self.problems.append(row.problem("no-reporter", "reporters"))
        elif indicator.aggregation == "Một đầu mối" and len(indicator.reporters) > 1:
            count = str(len(indicator.reporters))
            self.problems.append(row.problem("one-reporter", "aggregation", count=count))
        elif not indicator.aggregation and len(indicator.reporters) > 1:
            self.problems.append(row.problem("missing-required", "aggregation"))

    def _calendar_entry(self, row: _Row) -> CalendarEntry:
        text = row.text("deadline")
        rule = parse_deadline(text)
        if text and rule is None:
            self.problems.append(
                row.problem("bad-date", "deadline", what=_A_DEADLINE, examples=_DEADLINES)
            )
        return CalendarEntry(
            kind=row.text("period_kind"),
            deadline=rule,
            deadline_text=row.verbatim("deadline"),
            recipient=row.verbatim("recipient"),
            note=row.verbatim("note"),
        )


_ADD_AGENCY: Final = Wording(
    "Sửa tên, hoặc thêm cơ quan vào trang “Cơ quan” (có thể ghi ở “Tên khác”).",
    "Correct the name, or add the agency to “Cơ quan” (also under “Tên khác”).",
)
_A_DUE: Final = Wording("thời gian trình", "a due date")
_DUES: Final = Wording(
    "“Quý IV/2021”, “Tháng 6/2021”, “Năm 2021”, “30/6/2021”, “Hàng năm”, hoặc để trống",
    "“Quý IV/2021”, “Tháng 6/2021”, “Năm 2021”, “30/6/2021”, “Hàng năm”, or leave it blank",
)
_A_DEADLINE: Final = Wording("hạn gửi", "a deadline")
_DEADLINES: Final = Wording(
    "“ngày 15 tháng cuối kỳ”, “trước ngày 15 tháng cuối quý”, một ngày, hoặc để trống",
    "“ngày 15 tháng cuối kỳ”, “trước ngày 15 tháng cuối quý”, a date, or leave it blank",
)


def _extra(row: _Row, form_name: str) -> dict[str, str]:
    """The columns that a user's own form adds to those of the package."""
    own = packaged_forms()[form_name].by_name
    yearly = {n for stem in ("history", "target") for _, n in _years(row, stem)}
    return {n: row.verbatim(n) for n in row.values if n not in own and n not in yearly}


def _years(row: _Row, stem: str) -> list[tuple[int, str]]:
    """The years of a yearly column that this row fills in, with the column's name."""
    found = []
    for name in row.values:
        head, _, year = name.rpartition("_")
        if head == stem and year.isdecimal() and name == year_column(stem, int(year)):
            found.append((int(year), name))
    return sorted(found)


def _nearest(names: Sequence[str]) -> Wording:
    if not names:
        return Wording("", "")
    listed = ", ".join(f"“{n}”" for n in names)
    return Wording(f" (gần giống: {listed})", f" (nearest: {listed})")


def _agency(row: _Row) -> Agency:
    return Agency(
        code=row.code,
        name=row.verbatim("agency_name"),
        aliases=tuple(_pieces(row.verbatim("aliases"))),
        kind=row.text("kind"),
        valid_from=row.date("valid_from"),
        valid_until=row.date("valid_until"),
        successors=tuple(_pieces(row.text("successors"))),
        contact=row.verbatim("contact"),
    )


def _pieces(text: str) -> Iterable[str]:
    return (piece for piece in (p.strip() for p in text.split(";")) if piece)


def _in_loop(code: str, parents: Mapping[str, str]) -> bool:
    seen, at = set(), parents.get(code, "")
    while at and at not in seen:
        if at == code:
            return True
        seen.add(at)
        at = parents.get(at, "")
    return False
