"""Reading a plan workbook: rows first, then what they mean, every problem at its cell."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path, PureWindowsPath
from typing import Final, Literal, TypeVar

from plansheet.forms import Forms, load_forms
from plansheet.forms.choices import Aggregation, Direction, YesNo
from plansheet.forms.names import ColumnName, FormName
from plansheet.language.units import read_unit
from plansheet.language.wording import Wording
from plansheet.plan.agencies import Agency, Parties, Registry
from plansheet.plan.model import Plan
from plansheet.plan.periods import parse_deadline
from plansheet.plan.rows import Allocation, CalendarEntry, Indicator, Scenario, Task
from plansheet.plan.targets import AnyDirection, Target
from plansheet.plan.workbook.account import account
from plansheet.plan.workbook.allocations import read_allocations
from plansheet.plan.workbook.coherence import calendar_problems, target_problems, task_problems
from plansheet.plan.workbook.facts import (
    CONSOLIDATOR,
    CUTOFF,
    DEFAULT_DUE,
    FACTS,
    ID,
    ISSUER,
    NUMBER,
    OWN_FORMS,
    PROVINCE,
    TITLE,
    Facts,
    read_facts,
)
from plansheet.plan.workbook.operands import operand_problems
from plansheet.plan.workbook.products import with_products
from plansheet.plan.workbook.review import problems_of_draft
from plansheet.plan.workbook.rows import PlanSheetRow, extra_of, read_rows, years_of
from plansheet.plan.workbook.scale import scale_problems
from plansheet.plan.workbook.scenario import read_scenario
from plansheet.plan.workbook.sheets import find_sheets
from plansheet.plan.workbook.successors import (
    begun_later,
    stand_for_all,
    unknown_successors,
    without_heir,
)
from plansheet.plan.workbook.texts import (
    full_names,
    nearest,
    read_due,
    read_target,
)
from plansheet.problems import (
    FormError,
    InputError,
    PlanError,
    PlanUnreadableError,
    Problem,
    has_errors,
    in_order,
)
from plansheet.problems.catalogue import Severity, phrases
from plansheet.workbooks.reading import Refused, Workbook, open_workbook
from plansheet.workbooks.remote import Location, PathOrRemote, Remote, existing_source, source_of

_log: Final = logging.getLogger(__name__)
_Word = TypeVar("_Word", bound=StrEnum)
_NOBODY: Final[frozenset[str]] = frozenset()
"""One for all tasks: an empty set of its own would take more than all else of it."""
_ANSWERS: Final[Mapping[str, bool | None]] = {YesNo.YES: True, YesNo.NO: False, "": None}


def read_plan(path: Location, forms: Path | str | Forms | None = None) -> Plan:
    """Read a plan workbook.

    Args:
        path: an .xlsx, .xlsm, .xlsb, .xls or .ods file with the sheets of a plan.
        forms: a folder of own forms, or forms from `load_forms`; where None those of the folder
            that the plan names, else the package's.

    Returns:
        The plan; its `problems` are warnings.

    Raises:
        PlanError: the plan has errors; `problems` has every problem, not the first.
        InputError: the file, or the folder of `forms`, is not there.
        PlanUnreadableError: the file is no workbook.
        FormError: `forms` are none that plansheet can work with.
    """
    plan, problems = check_plan(path, forms)
    _log.debug("read %s: %r, %d problems", path, plan, len(problems))
    if plan is None or has_errors(problems):
        errors = [p for p in problems if p.severity == "error"]
        first = Wording(errors[0].said("vi"), errors[0].said("en"))
        name = source_of(path).name
        raise PlanError("plan-has-errors", problems, name=name, count=len(errors), first=first)
    return plan


def check_plan(
    path: Location, forms: Path | str | Forms | None = None
) -> tuple[Plan | None, list[Problem]]:
    """The plan in a workbook as far as it can be understood, and everything wrong with it.

    Args:
        path: an .xlsx, .xlsm, .xlsb, .xls or .ods file with the sheets of a plan.
        forms: a folder of own forms, or forms from `load_forms`; where None those of the folder
            that the plan names, else the package's.

    Returns:
        The plan, None where there is an error; and the problems in the order of sheets and cells.

    Raises:
        InputError: the file, or the folder of `forms`, is not there.
        PlanUnreadableError: the file is no workbook.
        FormError: `forms` are none that plansheet can work with.
    """
    path = source_of(path)
    reader = _PlanReader(_opened(path), load_forms(forms))
    folder = reader.facts.text(OWN_FORMS)
    if forms is not None or not folder:
        return reader.read()
    try:
        own = _forms_beside(path, folder)
    except (FormError, InputError) as error:
        unusable = reader.facts.problem("forms-unusable", OWN_FORMS, why=error.wording)
        return None, [unusable]
    return _PlanReader(reader.workbook, own).read()


def _forms_beside(path: PathOrRemote, folder: str) -> Forms:
    """The forms in a folder as seen from a plan; a plan must not lead to another machine."""
    if isinstance(path, Remote):
        raise InputError("not-at-a-url")
    written = PureWindowsPath(folder)
    if written.anchor:
        raise InputError("no-folder", path=folder)
    return load_forms(path.parent / written.as_posix())


def _opened(path: PathOrRemote) -> Workbook:
    try:
        return open_workbook(existing_source(path))
    except Refused as refused:
        why = refused.problem
        raise PlanUnreadableError(
            "file-refused", [why], path=path.name, why=why.wording
        ) from refused


class _PlanReader:
    """Collects the problems of one plan workbook while it is read."""

    def __init__(self, workbook: Workbook, forms: Forms) -> None:
        self.workbook, self.file, self.forms = workbook, workbook.file, forms
        self.sheets = find_sheets(workbook, forms, [fact.name for fact in FACTS])
        self.facts = read_facts(self.sheets.facts, self.file)
        self.problems: list[Problem] = [*self.sheets.problems]
        self.issued: date | None = None
        self.years: Sequence[int] = ()
        self.indicator_rows: Sequence[PlanSheetRow] = ()
        self.task_rows: Sequence[PlanSheetRow] = ()

    def read(self) -> tuple[Plan | None, list[Problem]]:
        facts = self.facts
        self.problems += facts.problems
        bodies = self._rows(FormName.AGENCIES)
        agencies = tuple(map(_agency, bodies))
        registry = Registry(agencies, facts.text(PROVINCE))
        calendar = self._rows(FormName.CALENDAR)
        self.issued, self.years = facts.issued, facts.years
        self._check_consolidator(facts, registry)
        plan = Plan(
            id=facts.text(ID),
            title=facts.text(TITLE),
            years=facts.years,
            forms=self.forms,
            number=facts.text(NUMBER),
            issuer=facts.text(ISSUER),
            issued=facts.issued,
            province=facts.text(PROVINCE),
            consolidator=facts.text(CONSOLIDATOR),
            cutoff=facts.text(CUTOFF),
            default_due=facts.text(DEFAULT_DUE),
            agencies=agencies,
            agency_extra={
                row.code: extra for row in bodies if (extra := extra_of(row, FormName.AGENCIES))
            },
            indicators=self._indicators(registry),
            tasks=self._tasks(registry, facts.default_due),
            calendar=tuple(self._calendar_entry(row, registry) for row in calendar),
        )
        for doubtful in (unknown_successors, without_heir, stand_for_all, begun_later):
            self.problems += doubtful(bodies, plan)
        self.problems += account(self.file, self.sheets)
        self.problems += target_problems(plan, self.indicator_rows)
        self.problems += task_problems(plan, self.task_rows)
        self.problems += calendar_problems(plan, calendar)
        plan = replace(plan, allocations=self._allocations(plan), scenario=self._scenario(plan))
        problems = in_order(self.problems)
        if not facts.years:
            return None, problems
        warnings = tuple(p for p in problems if p.severity != "error")
        return replace(plan, problems=warnings), problems

    def _rows(self, form_name: str) -> list[PlanSheetRow]:
        table = self.sheets.tables.get(form_name)
        rows, problems = read_rows(table) if table else ([], [])
        self.problems += problems_of_draft(rows, problems)
        return rows

    def _check_consolidator(self, facts: Facts, registry: Registry) -> None:
        name = facts.text(CONSOLIDATOR)
        if name and registry.resolve(name, facts.issued) is None:
            self.problems.append(
                facts.problem(
                    "unknown-agency", CONSOLIDATOR, "warning", nearest="", advice=phrases.ADD_AGENCY
                )
            )

    # What the rows mean.

    def _tasks(self, registry: Registry, default_due: date | None) -> tuple[Task, ...]:
        rows = self.task_rows = self._rows(FormName.TASKS)
        read = [self._task(row, registry, default_due) for row in rows]
        tasks, problems = with_products(read, rows)
        self.problems += problems
        return tasks

    def _task(self, row: PlanSheetRow, registry: Registry, default_due: date | None) -> Task:
        leads = self._parties(row, ColumnName.LEADS, registry, "error")
        coordinators = self._parties(row, ColumnName.COORDINATORS, registry, "warning")
        due, problems = read_due(row, self.years)
        self.problems += problems
        lead_codes = tuple(p.code for p in leads.members)
        others = [p for p in coordinators.members if p.code not in lead_codes]
        return Task(
            code=row.code,
            name=row.verbatim(ColumnName.TASK_NAME),
            due=due.or_by(default_due),
            field=row.verbatim(ColumnName.FIELD),
            leads=lead_codes,
            coordinators=tuple(p.code for p in others),
            group_leads=frozenset(p.code for p in leads.members if p.group) or _NOBODY,
            group_coordinators=frozenset(p.code for p in others if p.group) or _NOBODY,
            leads_text=row.verbatim(ColumnName.LEADS),
            coordinators_text=row.verbatim(ColumnName.COORDINATORS),
            level=row.verbatim(ColumnName.LEVEL),
            leader=row.verbatim(ColumnName.LEADER),
            officer=row.verbatim(ColumnName.OFFICER),
            stt=row.verbatim(ColumnName.STT),
            note=row.verbatim(ColumnName.NOTE),
            extra=extra_of(row, FormName.TASKS),
        )

    def _parties(
        self, row: PlanSheetRow, name: str, registry: Registry, severity: Severity
    ) -> Parties:
        parties = registry.resolve_cell(row.text(name), self.issued)
        for piece in parties.unresolved:
            self.problems.append(
                row.at(name).problem(
                    "unknown-agency",
                    severity,
                    value=piece,
                    nearest=nearest(registry.suggest(piece)),
                    advice=phrases.ADD_AGENCY,
                )
            )
        return parties

    def _indicators(self, registry: Registry) -> tuple[Indicator, ...]:
        rows = self.indicator_rows = self._rows(FormName.INDICATORS)
        names = full_names(rows)
        indicators = [self._indicator(row, registry, names[row.code]) for row in rows]
        parents = {i.code: i.parent for i in indicators}
        for row, indicator in zip(rows, indicators, strict=True):
            if indicator.parent and indicator.parent not in parents:
                self.problems.append(row.at(ColumnName.PARENT).problem("unknown-code"))
            elif _in_loop(indicator.code, parents):
                self.problems.append(row.at(ColumnName.PARENT).problem("loop"))
        return tuple(indicators)

    def _indicator(self, row: PlanSheetRow, registry: Registry, full_name: str) -> Indicator:
        reporters = self._parties(row, ColumnName.REPORTERS, registry, "error")
        direction: AnyDirection = _chosen(Direction, row, ColumnName.DIRECTION)

        def target(column: str) -> Target:
            unit = row.text(ColumnName.UNIT)
            found, problems = read_target(row, column, direction, unit, full_name)
            self.problems += problems
            return found

        indicator = Indicator(
            code=row.code,
            name=row.verbatim(ColumnName.INDICATOR_NAME),
            unit=row.verbatim(ColumnName.UNIT),
            parent=row.text(ColumnName.PARENT),
            goal=target(ColumnName.GOAL) if row.text(ColumnName.GOAL) else None,
            previous_term=row.verbatim(ColumnName.PREVIOUS_TERM),
            history={y: row.verbatim(n) for y, n in years_of(row, ColumnName.HISTORY)},
            targets={y: target(n) for y, n in years_of(row, ColumnName.TARGET)},
            stretch={y: target(n) for y, n in years_of(row, ColumnName.STRETCH)},
            direction=direction,
            aggregation=_chosen(Aggregation, row, ColumnName.AGGREGATION),
            reporters=tuple(p.code for p in reporters.members),
            reporters_text=row.verbatim(ColumnName.REPORTERS),
            adds_up=_ANSWERS[_chosen(YesNo, row, ColumnName.ADDS_UP)],
            field=row.verbatim(ColumnName.FIELD),
            numerator=row.verbatim(ColumnName.NUMERATOR),
            denominator=row.verbatim(ColumnName.DENOMINATOR),
            weight=row.verbatim(ColumnName.WEIGHT),
            stt=row.verbatim(ColumnName.STT),
            note=row.verbatim(ColumnName.NOTE),
            extra=extra_of(row, FormName.INDICATORS),
        )
        self._check_indicator(row, indicator)
        return indicator

    def _check_indicator(self, row: PlanSheetRow, indicator: Indicator) -> None:
        self.problems += (*operand_problems(row, indicator), *scale_problems(row))
        aggregation = row.at(ColumnName.AGGREGATION)
        if indicator.aggregation == Aggregation.SUM and not read_unit(indicator.unit).adds_up:
            self.problems.append(aggregation.problem("not-additive", value=indicator.unit))
        if row.lacks(ColumnName.REPORTERS):
            self.problems.append(row.at(ColumnName.REPORTERS).problem("no-reporter"))
        elif indicator.aggregation == Aggregation.ONE_REPORTER and len(indicator.reporters) > 1:
            count = str(len(indicator.reporters))
            self.problems.append(aggregation.problem("one-reporter", count=count))
        elif row.lacks(ColumnName.AGGREGATION) and len(indicator.reporters) > 1:
            self.problems.append(aggregation.problem("missing-required"))

    def _allocations(self, plan: Plan) -> tuple[Allocation, ...]:
        rows = self._rows(FormName.ALLOCATIONS)
        allocations, problems = read_allocations(rows, plan, self.indicator_rows)
        self.problems += problems
        return allocations

    def _scenario(self, plan: Plan) -> tuple[Scenario, ...]:
        rows = self._rows(FormName.SCENARIO) if plan.years else []
        scenario, problems = read_scenario(rows, plan, self.indicator_rows)
        self.problems += problems
        return scenario

    def _calendar_entry(self, row: PlanSheetRow, registry: Registry) -> CalendarEntry:
        reporters = self._parties(row, ColumnName.REPORTERS, registry, "error")
        text = row.text(ColumnName.DEADLINE)
        rule = parse_deadline(text)
        if text and rule is None:
            self.problems.append(
                row.at(ColumnName.DEADLINE).problem(
                    "bad-date",
                    what=phrases.A_DEADLINE,
                    examples=phrases.DEADLINE_EXAMPLES,
                )
            )
        return CalendarEntry(
            kind=row.text(ColumnName.PERIOD_KIND),
            deadline=rule,
            deadline_text=row.verbatim(ColumnName.DEADLINE),
            recipient=row.verbatim(ColumnName.RECIPIENT),
            reporters=tuple(p.code for p in reporters.members),
            reporters_text=row.verbatim(ColumnName.REPORTERS),
            note=row.verbatim(ColumnName.NOTE),
            extra=extra_of(row, FormName.CALENDAR),
        )


def _chosen(words: type[_Word], row: PlanSheetRow, name: str) -> _Word | Literal[""]:
    """The word in a choice column, "" where there is none that can be used."""
    text = row.text(name)
    return words(text) if text else ""


def _agency(row: PlanSheetRow) -> Agency:
    return Agency(
        code=row.code,
        name=row.verbatim(ColumnName.AGENCY_NAME),
        aliases=row.pieces(ColumnName.ALIASES),
        kind=row.text(ColumnName.KIND),
        valid_from=row.date(ColumnName.VALID_FROM),
        valid_until=row.date(ColumnName.VALID_UNTIL),
        successors=row.pieces(ColumnName.SUCCESSORS),
        contact=row.verbatim(ColumnName.CONTACT),
    )


def _in_loop(code: str, parents: Mapping[str, str]) -> bool:
    seen, at = set(), parents.get(code, "")
    while at and at not in seen:
        if at == code:
            return True
        seen.add(at)
        at = parents.get(at, "")
    return False
