"""What merging gives: records, counts, and where each value came from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final

from plansheet.consolidation.frames import PROBLEM_TABLE, TABLES, problem_table
from plansheet.consolidation.narratives import Narrative
from plansheet.consolidation.receipts import Answered
from plansheet.consolidation.results import (
    Change,
    Conflict,
    IndicatorResult,
    Receipt,
    ReportedRow,
    Source,
    TaskOutcome,
)
from plansheet.forms.names import FormName, ReportColumn
from plansheet.forms.values import Value
from plansheet.issuing import PeriodAssignments
from plansheet.issuing.earlier_report import CarriedSource, Decision, EarlierReport
from plansheet.language.shown import ShownByFacts
from plansheet.language.wording import Language
from plansheet.plan import Plan
from plansheet.plan.classes import Attainment, ReturnState, TaskClass
from plansheet.plan.periods import Period
from plansheet.problems import Problem, WithProblems
from plansheet.tables.frames import Dates, FrameTable, Numbers

if TYPE_CHECKING:
    from plansheet.tables.frames import DataFrame

COORDINATOR: Final = "coordinator"
"""Whose word a decided value is."""


def _decided(decision: Decision) -> Source:
    place = decision.place
    return Source(
        decision.code,
        decision.column,
        decision.value,
        COORDINATOR,
        place.file,
        place.sheet,
        place.cell,
    )


@dataclass(frozen=True, repr=False)
class Consolidation(Answered, WithProblems, ShownByFacts):
    """The returns of one period merged.

    The records (`task_outcomes` …) are what the report is written from. The DataFrames are for
    scripts: every column holds objects, numbers are `Decimal`, days `date`, and what was not
    reported is None. `final_rows` are the final figures of what the earlier report had estimates
    of. `requests` are the changes of the plan that agencies ask for. `carried` has by
    file and row code what a return that was itself consolidated carried along.

    Attributes:
        tasks: one row a task: task_code, task_name, leads (codes), the form's columns to fill in
            (status, progress in per cent …), due_date, class, reported, expected (n of N leads).
        task_reports: one row a task and lead that reported: the form's columns, agency, class,
            file, sheet, row.
        contributions: the same of those that coordinate, without class.
        indicators: one row an indicator: indicator_code, indicator_name, unit, actual, cumulative,
            forecast (in that unit), target (its text), vs_plan (per cent), attainment ("met",
            "not_met", "unknown"), aggregation, reported, expected (n of N agencies); allocated,
            allocated_agencies: the sum of what is allocated to those that reported, and how many
            they are, where the figure was held against that and not against target.
        indicator_reports: one row an indicator or operand row and agency that reported, ratios
            recomputed; target, attainment: the agency's own.
        narratives: one row a text in which an agency assesses the period, by field and heading:
            field, heading, agency, narrative (verbatim), file, sheet, cell, code.
        returns: one row an expected or received file: agency, file, sha256, state, received_at.
        problems: one row a problem, as `--json` prints it.
        provenance: one row a value used: code, column, value, agency, file, sheet, cell; where the
            agency confirmed a figure that was filled in, with a comma the cell that says so.
        changes: one row a thing that moved since the earlier report: code, column, before, after.
    """

    maker: ClassVar = "merge"

    assigned: PeriodAssignments
    as_of: date
    deadline: date | None
    expected: tuple[str, ...]
    task_outcomes: tuple[TaskOutcome, ...] = ()
    lead_rows: tuple[ReportedRow, ...] = ()
    coordinator_rows: tuple[ReportedRow, ...] = ()
    indicator_results: tuple[IndicatorResult, ...] = ()
    indicator_rows: tuple[ReportedRow, ...] = ()
    final_rows: tuple[ReportedRow, ...] = ()
    all_narratives: tuple[Narrative, ...] = ()
    requests: tuple[ReportedRow, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    all_changes: tuple[Change, ...] = ()
    earlier: EarlierReport | None = None
    carried: Mapping[str, Mapping[str, tuple[CarriedSource, ...]]] = field(default_factory=dict)
    all_problems: tuple[Problem, ...] = ()

    def _facts(self) -> Mapping[str, object]:
        """What tells it from others, and how much it has of each thing."""
        severities = Counter(p.severity for p in self.all_problems)
        return {
            "plan": self.plan.id,
            "period": str(self.period),
            "as_of": str(self.as_of),
            "received": f"{len(self.received)}/{len(self.expected)}",
            "tasks": len(self.task_outcomes),
            "indicators": len(self.indicator_results),
            "conflicts": len(self.conflicts),
            ReportColumn.ERRORS: severities["error"],
            ReportColumn.WARNINGS: severities["warning"],
        }

    @property
    def plan(self) -> Plan:
        """The plan as it is in the period."""
        return self.assigned.plan

    @property
    def period(self) -> Period:
        """The period of the returns."""
        return self.assigned.period

    @property
    def history(self) -> tuple[EarlierReport, ...]:
        """The reports of earlier periods, the earliest first."""
        return (*self.earlier.before, self.earlier) if self.earlier else ()

    @property
    def reported_rows(self) -> tuple[ReportedRow, ...]:
        """Every row that stands, of tasks, coordination, indicators, and in words."""
        told = (one.row for one in self.all_narratives)
        figures = (*self.indicator_rows, *self.final_rows)
        return (*self.lead_rows, *self.coordinator_rows, *figures, *told)

    def sources(self) -> Iterator[Source]:
        """Where each value used came from, row by row."""
        for row in self.reported_rows:
            for column, value in row.values.items():
                decision = row.decisions.get(column)
                if decision is not None:
                    yield _decided(decision)
                    continue
                cells = row.sources(column)
                yield Source(row.code, column, value, row.agency, row.file, row.sheet, cells)
        for outcome in self.task_outcomes:
            for done in outcome.done_before:
                for column, value in done.values.items():
                    yield Source(done.code, column, value, done.agency, done.file, done.sheet, "")
            for decision in outcome.decisions.values():
                yield _decided(decision)

    @property
    def classes(self) -> dict[str, int]:
        """How many tasks are in each class."""
        counts = Counter(o.task_class for o in self.task_outcomes)
        return {name.value: counts[name] for name in TaskClass}

    @property
    def attainments(self) -> dict[str, int]:
        """How many indicators meet their target, do not, or cannot be told."""
        counts = Counter(r.attainment for r in self.indicator_results)
        return {name.value: counts[name] for name in Attainment}

    def summary(self, lang: Language = "vi") -> dict[str, Any]:
        """The counts that `merge --json` prints, without the report's path."""
        return {
            "period": str(self.period),
            "as_of": self.as_of.isoformat(),
            "expected": len(self.expected),
            "received": len(self.received),
            ReturnState.ON_TIME.value: len(self.on_time),
            ReturnState.LATE.value: len(self.late),
            ReturnState.MISSING.value: self.missing,
            ReturnState.BLANK.value: self.blank,
            "tasks": {"total": len(self.task_outcomes), "by_class": self.classes},
            "indicators": {"total": len(self.indicator_results), **self.attainments},
            "problems": [p.to_dict(lang) for p in self.all_problems],
        }

    @cached_property
    def issued(self) -> Mapping[tuple[str, str, str], Mapping[str, Value]]:
        """By (form, agency, row code) the values that the plan puts into the locked cells."""
        return {
            (form, agency, row.code): row.values
            for agency, assignment in self.assigned.with_groups.items()
            for form, rows in assignment.rows.items()
            for row in rows
        }

    # The records as tables and DataFrames, each made when it is first asked for.

    def table(self, name: str, lang: Language = "vi") -> FrameTable:
        """The rows of the DataFrame of that name, each column with what it holds.

        `lang` is the language of the sentences; stored values stay as they are.

        Raises:
            KeyError: there is no such DataFrame.
        """
        return problem_table(self, lang) if name == PROBLEM_TABLE else TABLES[name](self)

    def frames(self, numbers: Numbers = "Decimal", dates: Dates = "date") -> dict[str, DataFrame]:
        """All DataFrames, with the types that pandas computes with where that is asked for.

        Args:
            numbers: "Decimal" as in the attributes; "float": float64 for figures, Int64 for counts.
            dates: "date" as in the attributes; "datetime64": days and times as pandas has them.

        Returns:
            By name of the attribute ("tasks", "provenance" …) the DataFrame.

        Raises:
            ValueError: `numbers` or `dates` is another word.
        """
        return {name: self.table(name).frame(numbers, dates) for name in TABLES}

    @cached_property
    def tasks(self) -> DataFrame:
        """One row a task."""
        return self.table(FormName.TASKS).frame()

    @cached_property
    def task_reports(self) -> DataFrame:
        """One row a task and lead that reported."""
        return self.table("task_reports").frame()

    @cached_property
    def contributions(self) -> DataFrame:
        """One row a task and coordinator that reported."""
        return self.table(ReportColumn.CONTRIBUTIONS).frame()

    @cached_property
    def indicators(self) -> DataFrame:
        """One row an indicator."""
        return self.table(FormName.INDICATORS).frame()

    @cached_property
    def indicator_reports(self) -> DataFrame:
        """One row an indicator (or operand row) and agency that reported, ratios recomputed."""
        return self.table("indicator_reports").frame()

    @cached_property
    def narratives(self) -> DataFrame:
        """One row a text in which an agency assesses the period."""
        return self.table("narratives").frame()

    @cached_property
    def returns(self) -> DataFrame:
        """One row an expected or received file."""
        return self.table("returns").frame()

    @cached_property
    def changes(self) -> DataFrame:
        """One row a thing that moved since the earlier report: code, column, before, after."""
        return self.table("changes").frame()

    @cached_property
    def problems(self) -> DataFrame:
        """One row a problem, as `--json` prints it."""
        return self.table(PROBLEM_TABLE).frame()

    @cached_property
    def provenance(self) -> DataFrame:
        """One row a value used."""
        return self.table("provenance").frame()
