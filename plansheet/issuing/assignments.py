"""What each agency is asked in a period, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from typing import Final

from plansheet.forms.names import ColumnName, FormName
from plansheet.issuing.asked_rows import IssuedRow, assessed_rows, indicator_rows, task_rows
from plansheet.issuing.continuing import earlier_values, owner_then, settled_before
from plansheet.issuing.earlier_report import EarlierReport
from plansheet.issuing.narrative import narrative_rows
from plansheet.issuing.predecessors import reporters_before
from plansheet.issuing.row_formulas import is_ratio_cell
from plansheet.plan import Indicator, Plan, Task
from plansheet.plan.agencies import Agency
from plansheet.plan.periods import Period
from plansheet.plan.rounds import Occasion
from plansheet.plan.workbook.digest import plan_digest
from plansheet.problems import Place, Problem, problem


@dataclass(frozen=True)
class Assignment:
    """What one agency is asked in one period, or in a round on the plan itself.

    `confirmed` are the forms of which it has said that prefilled figures still hold.
    """

    agency: Agency
    period: Occasion
    rows: Mapping[str, tuple[IssuedRow, ...]] = field(default_factory=dict)
    confirmed: frozenset[str] = frozenset()

    @cached_property
    def by_code(self) -> Mapping[str, Mapping[str, IssuedRow]]:
        """The issued rows of each form by their code."""
        return {form: {r.code: r for r in rows} for form, rows in self.rows.items()}


_Rows = tuple[IssuedRow, ...]


class _Asked(Mapping[str, Assignment]):
    """Who is asked what, by agency code in the order of the plan: worked out when it is looked up.

    An agency gets a workbook where it leads a task (itself or as a member of a group), reports an
    indicator, or is named individually as coordinator; with `groups` also where it coordinates
    only as a member of a group. Of a task that has products these are asked about, not it. Each
    may assess the period in words, by the fields of what it leads and reports. Where the calendar
    names who reports in that kind of period, nobody else is asked. `earlier` is the report of an
    earlier period: tasks done then are shown as done, cumulative and same-period figures start
    from it.
    """

    def __init__(
        self, plan: Plan, period: Period, groups: bool, earlier: EarlierReport | None
    ) -> None:
        self._plan, self._period, self._earlier = plan, period, earlier
        self._leads: dict[str, list[Task]] = {}
        self._coordinates: dict[str, list[Task]] = {}
        self._reports: dict[str, list[Indicator]] = {}
        for task in plan.tasks:
            for code in () if plan.products(task.code) else task.leads:
                self._leads.setdefault(code, []).append(task)
            for code in task.coordinators:
                if groups or code not in task.group_coordinators:
                    self._coordinates.setdefault(code, []).append(task)
        for indicator in plan.indicators:
            for code in indicator.reporters:
                self._reports.setdefault(code, []).append(indicator)
        concerned = self._leads.keys() | self._coordinates.keys() | self._reports.keys()
        self._agencies = {
            agency.code: agency
            for agency in plan.agencies
            if agency.code in concerned and plan.reports_in(agency.code, period)
        }
        self._latest: dict[str, Assignment] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._agencies)

    def __len__(self) -> int:
        return len(self._agencies)

    def __contains__(self, code: object) -> bool:
        return code in self._agencies

    def __getitem__(self, code: str) -> Assignment:
        if code not in self._latest:
            assignment = Assignment(self._agencies[code], self._period, self._rows(code))
            if len(self._latest) >= _REMEMBERED:
                del self._latest[next(iter(self._latest))]
            self._latest[code] = assignment
        return self._latest[code]

    def codes(self, agency: str) -> Mapping[str, Sequence[str]]:
        """By form the codes of an agency's rows: what stands in them takes longer."""
        if agency not in self:
            return {}
        leads, reports = self._leads.get(agency, ()), self._reports.get(agency, ())
        fields = (one.field for one in (*leads, *reports))
        operands = {i.code: [operand.code for operand in i.operands] for i in reports}
        return {
            FormName.TASK_REPORT: [task.code for task in leads],
            FormName.COORDINATION_REPORT: [t.code for t in self._coordinates.get(agency, ())],
            FormName.INDICATOR_REPORT: [c for of, own in operands.items() for c in (of, *own)],
            FormName.NARRATIVE_REPORT: [row.code for row in narrative_rows(self._plan, fields)],
        }

    def _rows(self, code: str) -> Mapping[str, _Rows]:
        plan, period = self._plan, self._period
        leads, reports = self._leads.get(code, ()), self._reports.get(code, ())
        rows: dict[str, _Rows] = {
            FormName.TASK_REPORT: task_rows(plan, leads),
            FormName.COORDINATION_REPORT: task_rows(plan, self._coordinates.get(code, ())),
            FormName.INDICATOR_REPORT: tuple(indicator_rows(plan, code, reports, period)),
        }
        if self._earlier is not None:
            rows = _Continued(plan, period, self._earlier, code).rows(rows)
        asked = {name: of_form for name, of_form in rows.items() if of_form}
        asked[FormName.NARRATIVE_REPORT] = assessed_rows(
            plan, (one.field for one in (*leads, *reports))
        )
        return {**asked, FormName.ADJUSTMENTS: ()}


_REMEMBERED: Final = 16
"""Of so many agencies what they are asked is at hand: of all it takes a gigabyte where they are
ten thousand."""


ESTIMATES: Final = {
    ColumnName.ACTUAL: ColumnName.ESTIMATED_ACTUAL,
    ColumnName.CUMULATIVE: ColumnName.ESTIMATED_CUMULATIVE,
}
"""The figures of a period, by column, and where the estimate of each stands in `final_figures`."""
_NAMED: Final = (ColumnName.INDICATOR_CODE, ColumnName.INDICATOR_NAME, ColumnName.UNIT)


@dataclass(frozen=True, slots=True)
class _Continued:
    """What an earlier report puts into the rows of one agency."""

    plan: Plan
    period: Period
    earlier: EarlierReport
    agency: str

    def rows(self, rows: Mapping[str, _Rows]) -> dict[str, _Rows]:
        """The rows by form as they go on, and those of final figures."""
        return {
            FormName.TASK_REPORT: tuple(map(self.task_row, rows[FormName.TASK_REPORT])),
            FormName.COORDINATION_REPORT: rows[FormName.COORDINATION_REPORT],
            FormName.INDICATOR_REPORT: tuple(
                map(self.indicator_row, rows[FormName.INDICATOR_REPORT])
            ),
            FormName.FINAL_FIGURES: tuple(self.final_rows(rows[FormName.INDICATOR_REPORT])),
        }

    def task_row(self, row: IssuedRow) -> IssuedRow:
        """A task that was reported done stays done, with what was said of it."""
        task = self.plan.tasks_by_code[row.code]
        done = settled_before(self.plan, self.period, self.earlier, self.agency, task)
        return replace(row, values={**row.values, **done}, done=True) if done else row

    def final_rows(self, rows: Iterable[IssuedRow]) -> Iterator[IssuedRow]:
        """The figures that were estimates in the last report, to be given anew."""
        plan, earlier = self.plan, self.earlier
        if not plan.is_estimated(earlier.period):
            return
        number = 0
        for row in rows:
            key = (FormName.INDICATOR_REPORT, self.agency, row.code)
            told = earlier_values(plan, self.period, earlier, key)
            given = {name: told[of] for of, name in ESTIMATES.items() if of in told}
            if given:
                number += 1
                kept = {name: row.values[name] for name in _NAMED if name in row.values}
                about = {ColumnName.ESTIMATED_PERIOD: earlier.period.label}
                yield IssuedRow(
                    row.code, {ColumnName.STT: Decimal(number), **kept, **about, **given}
                )

    def indicator_row(self, row: IssuedRow) -> IssuedRow:
        """This year's cumulative figure so far, and last year's of the same period."""
        earlier, period = self.earlier, self.period
        if earlier.period.year == period.year and earlier.period < period:
            row = self._begun(row, earlier, ColumnName.CUMULATIVE)
        year_before = earlier.of(period.year_before)
        return self._begun(row, year_before, ColumnName.LAST_YEAR) if year_before else row

    def _begun(self, row: IssuedRow, earlier: EarlierReport, column: str) -> IssuedRow:
        """A row whose figure in `column` starts from the cumulative one of an earlier report."""
        period = self.period
        key = (FormName.INDICATOR_REPORT, self.agency, row.code)
        base = earlier_values(self.plan, period, earlier, key).get(ColumnName.CUMULATIVE)
        if not isinstance(base, Decimal):
            own = self.plan.forms[FormName.INDICATOR_REPORT].by_name[column]
            is_computed = is_ratio_cell(self.plan, row.code, own)
            if is_computed or not owner_then(self.plan, earlier, row.code):
                return row
            unadded = (*row.unadded, *reporters_before(self.plan, period, earlier, key))
            return replace(row, unadded=tuple(dict.fromkeys(unadded)))
        prefilled = row.prefilled | ({column} - {ColumnName.LAST_YEAR})
        return replace(row, values={**row.values, column: base}, prefilled=prefilled)


@dataclass(frozen=True)
class Assignments:
    """Everything that a plan asks at one time: whom, and what stands in their workbooks.

    `period` is the one at whose end those that are asked exist.
    """

    plan: Plan
    period: Period
    digest: str
    assignments: Mapping[str, Assignment]

    @property
    def with_groups(self) -> Mapping[str, Assignment]:
        """What it asks where all are asked that it may ask."""
        return self.assignments

    def codes(self, agency: str) -> Mapping[str, Iterable[str]]:
        """By form the codes of the rows that an agency is asked about."""
        assignment = self.assignments.get(agency)
        return assignment.by_code if assignment else {}

    @property
    def issued_to(self) -> Iterator[Assignment]:
        """Those that get a workbook: an agency that ended without one heir is asked in vain."""
        for code, assignment in self.assignments.items():
            if not self.plan.is_without_heir(code, self.period):
                yield assignment


@dataclass(frozen=True)
class PeriodAssignments(Assignments):
    """Everything that a plan asks in one period."""

    assignments: _Asked

    def codes(self, agency: str) -> Mapping[str, Iterable[str]]:
        """By form the codes of the rows that an agency is asked about."""
        return self.assignments.codes(agency)

    @property
    def unknown_bases(self) -> Iterator[Problem]:
        """The rows that start blank although there were earlier figures, as warnings."""
        for assignment in self.issued_to:
            for form, rows in assignment.rows.items():
                place = Place(file_name(assignment), self.plan.forms[form].sheet)
                for row in rows:
                    if row.unadded:
                        yield problem(
                            "base-unknown",
                            place,
                            row_code=row.code,
                            agency=assignment.agency.name,
                            agencies="; ".join(map(self.plan.agency_name, row.unadded)),
                        )

    @cached_property
    def with_groups(self) -> Mapping[str, Assignment]:
        """What it asks where those that coordinate only as members of a group are asked too."""
        return _Asked(self.plan, self.period, True, None)


def prepare(
    plan: Plan, period: Period | str, *, groups: bool = False, earlier: EarlierReport | None = None
) -> PeriodAssignments:
    """What `plan` asks in `period`.

    Without `groups` and an earlier report it is worked out once, however many returns ask for it.

    Raises:
        PeriodError: a period that it does not have.
    """
    period = plan.period(period)
    if groups or earlier is not None:
        return _prepared(plan, period, groups=groups, earlier=earlier)
    return plan.once(_prepared, period)


def _prepared(
    plan: Plan, period: Period, *, groups: bool = False, earlier: EarlierReport | None = None
) -> PeriodAssignments:
    now = plan.in_period(period)
    assigned = _Asked(now, period, groups, earlier)
    return PeriodAssignments(now, period, plan_digest(plan), assigned)


def file_name(assignment: Assignment) -> str:
    """The name of the workbook that an agency gets."""
    return f"{assignment.agency.code}_{assignment.period}.xlsx"
