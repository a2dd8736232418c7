"""The records of a consolidation as tables for scripts."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import astuple, fields
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, Protocol

from plansheet.consolidation.indicators import (
    figure_columns,
    operands,
    owners,
    ratio_row,
    with_ratios,
)
from plansheet.consolidation.results import (
    Change,
    IndicatorResult,
    Receipt,
    ReportedRow,
    Source,
    by_code,
)
from plansheet.consolidation.tasks import Judging
from plansheet.forms.choices import Aggregation
from plansheet.forms.model import NO_TEXT
from plansheet.forms.names import ColumnName, FormName, ReportColumn
from plansheet.forms.report_sheets import (
    CONFLICT_COLUMNS,
    PROBLEM_COLUMNS,
    RECEIPT_COLUMNS,
    indicator_columns,
    source_columns,
    task_columns,
)
from plansheet.forms.values import Value
from plansheet.language.wording import LabelledWord, Language, Term
from plansheet.plan import Plan
from plansheet.plan.classes import Attainment, ReturnState, TaskClass
from plansheet.plan.rounds import Occasion
from plansheet.problems import PROBLEM_FIELDS, Problem
from plansheet.tables.frames import FrameColumn, FrameKind, FrameTable

if TYPE_CHECKING:
    from plansheet.consolidation.consolidation import Consolidation


_KINDS: Final[Mapping[str, FrameKind]] = {
    ReportColumn.VALUE: "any",
    ReportColumn.BEFORE: "any",
    ReportColumn.AFTER: "any",
    ReportColumn.DUE_DATE: "date",
    ReportColumn.REPORTED: "integer",
    ReportColumn.EXPECTED: "integer",
    ReportColumn.ALLOCATED_AGENCIES: "integer",
    ReportColumn.ROW: "integer",
    ReportColumn.RECEIVED_AT: "moment",
}
"""What the columns that no form has hold, where that is not text."""

_WORDS: Final[Mapping[str, type[LabelledWord]]] = {
    ReportColumn.CLASS: TaskClass,
    ReportColumn.STATE: ReturnState,
    **dict.fromkeys(
        (
            ReportColumn.ATTAINMENT,
            ReportColumn.STRETCH_ATTAINMENT,
            ReportColumn.SCENARIO_ATTAINMENT,
        ),
        Attainment,
    ),
}
"""Columns of words that scripts see."""


class WithReceipts(Protocol):
    """What came of returns: of a period, of a round, of a form of an office's own."""

    @property
    def plan(self) -> Plan:
        """The plan that they report on."""

    @property
    def period(self) -> Occasion:
        """What they are of."""

    @property
    def deadline(self) -> date | None:
        """By when they were due."""

    @property
    def receipts(self) -> Sequence[Receipt]:
        """Who sent what, and who sent nothing."""

    @property
    def all_problems(self) -> Sequence[Problem]:
        """Everything that is wrong with them."""


def described_table(
    rows: Iterable[Sequence[Any]],
    names: Iterable[str],
    plan: Plan,
    form_name: str = "",
    lists: Container[str] = (),
) -> FrameTable:
    """The rows under columns of those names, as the form or the report's sheets describe them.

    `lists` are columns that hold the codes which the form has as one text.
    """
    form = plan.forms[form_name] if form_name else None
    known = _report_columns(plan)
    columns = []
    for name in names:
        if form and name in form.by_name:
            column = form.by_name[name]
            if name in lists:
                columns.append(FrameColumn(name, "codes", column.title))
                continue
            mixed = column.kind == "text" and form.holds_numbers(name)
            columns.append(FrameColumn.of(column, mixed=mixed))
        else:
            words = tuple(word.value for word in _WORDS.get(name, ()))
            kind = "choice" if words else _KINDS.get(name, "text")
            columns.append(FrameColumn(name, kind, known.get(name, NO_TEXT), choices=words))
    return FrameTable(columns, [*rows])


def _report_columns(plan: Plan) -> Mapping[str, Term]:
    """What the report calls its columns, by name."""
    sheets = (
        source_columns(plan.forms),
        PROBLEM_COLUMNS,
        CONFLICT_COLUMNS,
        RECEIPT_COLUMNS,
        indicator_columns(plan.forms, stretched=True, by_scenario=True),
        task_columns(plan.forms),
    )
    return {column.name: column.title for sheet in sheets for column in sheet.columns}


def task_table(merged: Consolidation) -> FrameTable:
    """One row a task: its outcome and the values of the report that counts."""
    inputs = [c.name for c in merged.plan.forms[FormName.TASK_REPORT].inputs]
    columns = [ColumnName.TASK_CODE, ColumnName.TASK_NAME, ColumnName.LEADS, *inputs]
    columns += [
        ReportColumn.DUE_DATE,
        ReportColumn.CLASS,
        ReportColumn.REPORTED,
        ReportColumn.EXPECTED,
    ]
    by_code = merged.plan.tasks_by_code
    return described_table(
        (
            [
                outcome.code,
                by_code[outcome.code].name,
                list(by_code[outcome.code].leads),
                *(outcome.values.get(name) for name in inputs),
                outcome.due_date,
                outcome.task_class.value,
                outcome.reported,
                outcome.expected,
            ]
            for outcome in merged.task_outcomes
        ),
        columns,
        merged.plan,
        FormName.TASK_REPORT,
        lists={ColumnName.LEADS},
    )


def indicator_table(merged: Consolidation) -> FrameTable:
    """One row an indicator: its consolidated figures."""
    form = merged.plan.forms[FormName.INDICATOR_REPORT]
    figures = [c.name for c in form.columns if c.aggregate]
    columns = [
        ColumnName.INDICATOR_CODE,
        ColumnName.INDICATOR_NAME,
        ColumnName.UNIT,
        *figures,
        ColumnName.TARGET,
        ColumnName.VS_PLAN,
    ]
    columns += [
        ReportColumn.ATTAINMENT,
        ColumnName.AGGREGATION,
        ReportColumn.REPORTED,
        ReportColumn.EXPECTED,
    ]
    more = _of_plan(merged.plan)
    rows = []
    for result in merged.indicator_results:
        indicator = merged.plan.indicators_by_code[result.code]
        rows.append(
            [
                result.code,
                indicator.name,
                indicator.unit,
                *(result.figures.get(name) for name in figures),
                result.target or None,
                result.vs_plan,
                result.attainment.value,
                str(indicator.aggregation) or None,
                result.reported,
                result.expected,
                *(value(result) for value in more.values()),
            ]
        )
    return described_table(rows, [*columns, *more], merged.plan, FormName.INDICATOR_REPORT)


def _of_plan(plan: Plan) -> Mapping[str, Callable[[IndicatorResult], str | int | None]]:
    """The columns that a plan with targets for agencies, of two levels or within the year adds."""
    more: dict[str, Callable[[IndicatorResult], str | int | None]] = {}
    if plan.allocations:
        more |= {
            ReportColumn.ALLOCATED: lambda r: r.allocated.text if r.allocated else None,
            ReportColumn.ALLOCATED_AGENCIES: lambda r: r.judged_by if r.allocated else None,
        }
    if any(indicator.stretch for indicator in plan.indicators):
        more |= {
            ColumnName.STRETCH: lambda r: r.stretch or None,
            ReportColumn.STRETCH_ATTAINMENT: lambda r: (
                r.stretch_attainment.value if r.stretch else None
            ),
        }
    if plan.scenario:
        more |= {
            ReportColumn.SCENARIO: lambda r: r.scenario or None,
            ReportColumn.SCENARIO_ATTAINMENT: lambda r: (
                r.scenario_attainment.value if r.scenario else None
            ),
        }
    return more


_OUTCOMES: Final[Mapping[str, tuple[str, ...]]] = {
    FormName.TASK_REPORT: (ReportColumn.CLASS,),
    FormName.INDICATOR_REPORT: (ColumnName.TARGET, ReportColumn.ATTAINMENT),
}


def _own_attainment(result: IndicatorResult | None, agency: str) -> list[str | None]:
    """An agency's own target and whether it is met; nothing of an operand."""
    own = result.by_agency.get(agency) if result else None
    if own is None:
        return [None, None]
    return [own.target.text or None if own.target else None, own.attainment.value]


def reported_table(
    merged: Consolidation, form_name: str, reported: Sequence[ReportedRow]
) -> FrameTable:
    """One line a reported row: the form's columns, agency, what it comes to, file, sheet, row.

    That is the class of a task; of an indicator the agency's own target and whether it is met.
    """
    names = [c.name for c in merged.plan.forms[form_name].columns]
    columns = [
        *names,
        ReportColumn.AGENCY,
        *_OUTCOMES.get(form_name, ()),
        ReportColumn.FILE,
        ReportColumn.SHEET,
        ReportColumn.ROW,
    ]
    results = {result.code: result for result in merged.indicator_results}
    rows = []
    for row in reported:
        values = _full_values(merged, form_name, row)
        cells: list[Any] = [values.get(name) for name in names]
        cells.append(row.agency)
        if form_name == FormName.TASK_REPORT:
            cells.append(_class_of(merged, row))
        elif form_name == FormName.INDICATOR_REPORT:
            cells += _own_attainment(results.get(row.code), row.agency)
        number = row.returned.number if row.returned else None
        rows.append([*cells, row.file or None, row.sheet or None, number])
    return described_table(rows, columns, merged.plan, form_name)


def narrative_table(merged: Consolidation) -> FrameTable:
    """One row a text of an agency's own: field, heading, whose it is, where it stands."""
    inputs = [c.name for c in merged.plan.forms[FormName.NARRATIVE_REPORT].inputs]
    columns = [ColumnName.FIELD, ColumnName.HEADING, ReportColumn.AGENCY, *inputs]
    columns += [ReportColumn.FILE, ReportColumn.SHEET, ReportColumn.CELL, ReportColumn.CODE]
    rows = []
    for one in merged.all_narratives:
        row, place = one.row, one.row.place(ColumnName.NARRATIVE)
        values = [row.values.get(name) for name in inputs]
        said = [one.field, one.heading, row.agency, *values]
        rows.append([*said, place.file, place.sheet, place.cell, row.code])
    return described_table(rows, columns, merged.plan, FormName.NARRATIVE_REPORT)


def with_ratio_rows(merged: Consolidation) -> list[ReportedRow]:
    """The rows of figures in the plan's order, each ratio's own row before its operands."""
    of_code = dict(by_code(merged.indicator_rows))
    columns = [column.name for column in figure_columns(merged.plan)]
    rows: list[ReportedRow] = []
    for code, indicator in owners(merged.plan).items():
        if code != indicator.code or indicator.aggregation != Aggregation.RATIO:
            rows += of_code.pop(code, ())
            continue
        of_agency: dict[str, dict[str, ReportedRow]] = {}
        for row in (
            *of_code.pop(code, ()),
            *chain(*(of_code.get(o, ()) for o in operands(indicator))),
        ):
            of_agency.setdefault(row.agency, {})[row.code] = row
        order = [agency.code for agency in merged.plan.agencies if agency.code in of_agency]
        rows += (ratio_row(indicator, of_agency[agency], columns) for agency in order)
    return [*rows, *chain(*of_code.values())]


def _full_values(merged: Consolidation, form_name: str, row: ReportedRow) -> Mapping[str, Value]:
    """What the plan issued in the row and what the agency filled in, per cents recomputed."""
    issued = merged.issued.get((form_name, row.agency, row.code), {})
    key = merged.plan.forms[form_name].key
    values: Mapping[str, Value] = {key: row.code, **issued, **row.values}
    if form_name == FormName.INDICATOR_REPORT:
        return with_ratios(values, _exact(values.get(ColumnName.PLAN_YEAR)), merged.period)
    return values


def _exact(value: Value | None) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def _class_of(merged: Consolidation, row: ReportedRow) -> str:
    """The class that one lead's row gives its task."""
    task = merged.plan.tasks_by_code.get(row.code)
    if task is None:
        return Judging(None, merged.as_of).task_class(row.values).value
    return Judging.of(task, merged.period, merged.as_of).task_class(row.values).value


def return_table(merged: WithReceipts) -> FrameTable:
    """One row an expected or received file."""
    columns = [
        ReportColumn.AGENCY,
        ReportColumn.FILE,
        ReportColumn.SHA256,
        ReportColumn.STATE,
        ReportColumn.RECEIVED_AT,
    ]
    return described_table(
        (
            [r.agency or None, r.file or None, r.sha256 or None, r.state.value, r.received_at]
            for r in merged.receipts
        ),
        columns,
        merged.plan,
    )


def problem_table(merged: WithReceipts, lang: Language = "vi") -> FrameTable:
    """One row a problem, as `--json` prints it."""
    rows = [p.to_dict(lang) for p in merged.all_problems]
    return described_table(
        ([row[name] for name in PROBLEM_FIELDS] for row in rows), PROBLEM_FIELDS, merged.plan
    )


def record_table(
    merged: Consolidation, kind: type[Change | Source], records: Iterable[Change | Source]
) -> FrameTable:
    """One row a record, a column for each of its fields."""
    names = [field.name for field in fields(kind)]
    return described_table((astuple(record) for record in records), names, merged.plan)


PROBLEM_TABLE: Final = "problems"
"""The table that has sentences: in one language or the other."""

TABLES: Final[Mapping[str, Callable[[Consolidation], FrameTable]]] = {
    FormName.TASKS: task_table,
    "task_reports": lambda m: reported_table(m, FormName.TASK_REPORT, m.lead_rows),
    ReportColumn.CONTRIBUTIONS: lambda m: reported_table(
        m, FormName.COORDINATION_REPORT, m.coordinator_rows
    ),
    FormName.INDICATORS: indicator_table,
    "indicator_reports": lambda m: reported_table(m, FormName.INDICATOR_REPORT, with_ratio_rows(m)),
    "narratives": narrative_table,
    "returns": return_table,
    "changes": lambda m: record_table(m, Change, m.all_changes),
    PROBLEM_TABLE: problem_table,
    "provenance": lambda m: record_table(m, Source, m.sources()),
}
"""The tables for scripts, by the name of the DataFrame."""
