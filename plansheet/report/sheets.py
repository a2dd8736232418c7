"""The table sheets of the report; their columns are those of the forms and what merging adds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from plansheet.consolidation import (
    Attainment,
    Consolidation,
    IndicatorResult,
    TaskClass,
    TaskOutcome,
    by_code,
)
from plansheet.forms import Column
from plansheet.forms.names import ColumnName, FormName, ReportColumn
from plansheet.forms.report_sheets import (
    agency_indicator_columns,
    indicator_columns,
    narrative_columns,
    task_columns,
)
from plansheet.forms.values import show, typed_row
from plansheet.language.text import visible
from plansheet.language.wording import Wording, Words, joined_words
from plansheet.plan import Indicator, Plan, Task
from plansheet.plan.allocated import allocated
from plansheet.plan.judging import judged_columns
from plansheet.report import sentences
from plansheet.report.counts import responsible_columns
from plansheet.report.final_figures import final_figures
from plansheet.report.layout import (
    Row,
    allocated_share,
    figure_columns,
    heading_of,
    indicators_in_order,
    named_with_coverage,
    sheet_of,
    tasks_in_order,
)
from plansheet.report.provenance import SourceSheet
from plansheet.report.said import of_many, said
from plansheet.report.so_far import columns_so_far, figures_so_far, sparklines, year_so_far
from plansheet.tables.table_sheet import TableSheet
from plansheet.workbooks.writing.cells import Cell

CLASS_COLORS: Final = {
    TaskClass.DONE_ON_TIME: "good",
    TaskClass.DONE_LATE: "fair",
    TaskClass.OPEN_IN_TIME: "in_time",
    TaskClass.OPEN_OVERDUE: "wrong",
    TaskClass.NOT_REPORTED: "missing",
}
_CLASS_HIGHLIGHT: Final = {name.label: style for name, style in CLASS_COLORS.items()}

_ATTAINMENT_HIGHLIGHT: Final = {
    ReportColumn.ATTAINMENT: {
        Attainment.MET.label: "good",
        Attainment.NOT_MET.label: "wrong",
    },
}


_TASK_RESULTS: Final = Wording("Kết quả thực hiện nhiệm vụ", "Progress of the tasks")
_INDICATOR_RESULTS: Final = Wording("Kết quả thực hiện chỉ tiêu", "Progress of the indicators")
_ALLOCATED_TARGETS: Final = Wording(
    "Chỉ tiêu giao cho các cơ quan", "Targets allocated to the agencies"
)
_DONE_BEFORE: Final = Wording(
    "Đã hoàn thành kỳ trước ({period}).", "Completed in an earlier period ({period})."
)
_OF: Final = Wording("{agency} ({period})", "{agency} ({period})")
_SAID: Final = Wording("{title}: {text}", "{title}: {text}")


def task_sheet(merged: Consolidation, sources: SourceSheet) -> TableSheet:
    """One row a task: what was assigned, what came of it."""
    contributions = by_code(merged.coordinator_rows)
    numbers = dict(zip(merged.plan.tasks_by_code, _numbers(merged.plan.tasks), strict=True))
    rows: list[Row] = []
    for outcome in tasks_in_order(merged):
        task = merged.plan.tasks_by_code[outcome.code]
        rows.append(
            {
                ColumnName.STT: numbers[task.code],
                ColumnName.TASK_CODE: sources.link(task.code),
                ColumnName.FIELD: task.field,
                ColumnName.TASK_NAME: task.name,
                ColumnName.LEADS: _leads(merged.plan, task),
                ColumnName.DUE: task.due.shown,
                ColumnName.LEVEL: task.level,
                ColumnName.PRODUCT_OF: task.product_of,
                ColumnName.LEADER: task.leader,
                ColumnName.OFFICER: task.officer,
                **typed_row(merged.plan.forms[FormName.TASKS], task.extra),
                **outcome.values,
                **of_many(merged, outcome),
                **_done_before(merged, outcome),
                ReportColumn.DUE_DATE: outcome.due_date,
                ReportColumn.ORIGINAL_DUE: task.due.original,
                ReportColumn.EXTENSIONS: task.due.extensions or None,
                ReportColumn.CLASS: outcome.task_class.label,
                ReportColumn.REPORTED: sources.link(
                    task.code, f"{outcome.reported}/{outcome.expected}"
                ),
                ReportColumn.CONTRIBUTIONS: said(
                    merged, contributions.get(task.code, ()), ColumnName.CONTRIBUTION
                ),
                ReportColumn.PREDECESSORS: _predecessors(merged, task),
            }
        )
    extended = any(task.due.extensions for task in merged.plan.tasks)
    handed_on = any(row[ReportColumn.PREDECESSORS] for row in rows)
    return sheet_of(
        task_columns(
            merged.plan.forms,
            extended=extended,
            handed_on=handed_on,
            used=[
                *([ColumnName.PRODUCT_OF] if any(t.product_of for t in merged.plan.tasks) else ()),
                *responsible_columns(merged.plan),
            ],
        ),
        rows,
        heading_of(merged, _TASK_RESULTS),
        freeze=4,
        tab="#1F3864",
        excel_table="Nhiem_vu",
        highlight={ReportColumn.CLASS: _CLASS_HIGHLIGHT},
    )


def _leads(plan: Plan, task: Task) -> Words:
    """Who leads a task, by the names that the whole report uses; a group by the plan's words."""
    if task.group_leads or not task.leads:
        return task.led_by or sentences.NO_LEAD
    return "; ".join(map(plan.agency_name, task.leads))


def _number_or_text(merged: Consolidation, result: IndicatorResult) -> Cell:
    """The target of the year: a number where it is nothing else, verbatim otherwise."""
    indicator = merged.plan.indicators_by_code[result.code]
    target = merged.plan.target_for(indicator, merged.period.year)
    exact = target.exact if target else None
    return result.target if exact is None else exact


def _done_before(merged: Consolidation, outcome: TaskOutcome) -> Row:
    """The note of a task that is done by what an earlier report said."""
    if not outcome.done_before or merged.earlier is None:
        return {}
    own = [show(outcome.values[ColumnName.NOTE])] if ColumnName.NOTE in outcome.values else []
    return {
        ColumnName.NOTE: joined_words(
            "\n", [*own, _DONE_BEFORE.fill(period=merged.earlier.period.label)]
        )
    }


def _predecessors(merged: Consolidation, task: Task) -> Words:
    """The last report of agencies that no longer lead a task: it is not lost with them."""
    if merged.earlier is None:
        return ""
    columns = {c.name: c for c in merged.plan.forms[FormName.TASK_REPORT].inputs}
    reports = []
    for (form, agency, code), values in merged.earlier.rows.items():
        if (form, code) == (FormName.TASK_REPORT, task.code) and agency not in task.leads:
            words = joined_words(
                "; ",
                (
                    _SAID.fill(title=columns[n].title, text=columns[n].term(show(v)))
                    for n, v in values.items()
                    if n in columns
                ),
            )
            who, when = merged.plan.agency_name(agency), merged.earlier.period.label
            reports.append(_SAID.fill(title=_OF.fill(agency=who, period=when), text=words))
    return joined_words("\n", reports) if reports else ""


def indicator_sheet(merged: Consolidation, sources: SourceSheet) -> TableSheet:
    """One row an indicator: the consolidated figures, and how many of how many reported."""
    words = [
        c.name for c in merged.plan.forms[FormName.INDICATOR_REPORT].inputs if not c.is_numeric
    ]
    plan = merged.plan
    numbers = dict(zip(plan.indicators_by_code, _numbers(plan.indicators), strict=True))
    in_part = any(result.allocated for result in merged.indicator_results)
    reports = year_so_far(merged)
    so_far = columns_so_far(reports)
    finals = final_figures(merged)
    columns = indicator_columns(
        merged.plan.forms,
        in_part=in_part,
        by_field=any(indicator.field for indicator in plan.indicators),
        by_scenario=any(result.scenario for result in merged.indicator_results),
        corrected=bool(finals),
        stretched=any(result.stretch for result in merged.indicator_results),
        so_far=so_far,
    )
    rows: list[Row] = []
    for result in indicators_in_order(merged):
        indicator = plan.indicators_by_code[result.code]
        own = [r for r in result.rows if r.code == result.code]
        rows.append(
            {
                ColumnName.STT: numbers[result.code],
                ColumnName.INDICATOR_CODE: sources.link(result.code),
                ColumnName.INDICATOR_NAME: indicator.name,
                ColumnName.UNIT: indicator.unit,
                ColumnName.FIELD: indicator.field,
                ColumnName.LAST_YEAR: result.last_year,
                ColumnName.PLAN_YEAR: _number_or_text(merged, result),
                **figures_so_far(merged, result, reports),
                **result.figures,
                ColumnName.VS_PLAN: result.vs_plan,
                ColumnName.VS_LAST_YEAR: result.vs_last_year,
                ReportColumn.ATTAINMENT: result.attainment.label,
                ReportColumn.COMPARED_WITH: allocated_share(result),
                ReportColumn.SCENARIO: result.scenario,
                ReportColumn.SCENARIO_ATTAINMENT: result.scenario_attainment.label
                if result.scenario
                else "",
                ReportColumn.FINAL: finals.get(result.code, ""),
                ColumnName.STRETCH: result.stretch,
                ReportColumn.STRETCH_ATTAINMENT: result.stretch_attainment.label
                if result.stretch
                else "",
                ColumnName.AGGREGATION: indicator.aggregation,
                ReportColumn.REPORTED: _n_of_n(result, columns.by_name[ReportColumn.ATTAINMENT]),
                ReportColumn.MISSING: _missing(merged, result),
                **typed_row(merged.plan.forms[FormName.INDICATORS], indicator.extra),
                **{name: said(merged, own, name) for name in words},
            }
        )
    return sheet_of(
        columns,
        rows,
        heading_of(merged, _INDICATOR_RESULTS),
        figures=figure_columns(plan.forms, so_far),
        freeze=3,
        tab="#1F3864",
        excel_table="Chi_tieu",
        highlight=_ATTAINMENT_HIGHLIGHT,
        sparklines={ReportColumn.TREND: sparklines(rows, (*so_far, ColumnName.CUMULATIVE))}
        if so_far
        else {},
    )


def agency_indicator_sheet(merged: Consolidation) -> TableSheet | None:
    """One row an indicator that is allocated and an agency; None where nothing is allocated."""
    given = allocated(merged.plan, merged.period)
    judged = judged_columns(merged.period)[0]
    rows: list[Row] = []
    for result in merged.indicator_results:
        indicator = merged.plan.indicators_by_code[result.code]
        if not any((result.code, agency) in given for agency in result.by_agency):
            continue
        for agency, own in result.by_agency.items():
            exact = own.target.exact if own.target else None
            rows.append(
                {
                    ColumnName.INDICATOR_CODE: result.code,
                    ColumnName.INDICATOR_NAME: indicator.name,
                    ColumnName.UNIT: indicator.unit,
                    ReportColumn.AGENCY: agency,
                    ReportColumn.NAME: merged.plan.agency_name(agency),
                    ColumnName.PLAN_YEAR: (own.target.text if own.target else None)
                    if exact is None
                    else exact,
                    judged: own.judged,
                    ColumnName.VS_PLAN: own.vs_plan,
                    ReportColumn.ATTAINMENT: own.attainment.label,
                }
            )
    if not rows:
        return None
    return sheet_of(
        agency_indicator_columns(merged.plan.forms, judged),
        rows,
        heading_of(merged, _ALLOCATED_TARGETS),
        figures=[ColumnName.PLAN_YEAR, judged],
        freeze=2,
        tab="#1F3864",
        highlight=_ATTAINMENT_HIGHLIGHT,
    )


def narrative_sheet(merged: Consolidation) -> TableSheet | None:
    """One row a text in which an agency assesses the period; None where nobody does."""
    if not merged.all_narratives:
        return None
    rows: list[Row] = []
    for one in merged.all_narratives:
        row, place = one.row, one.row.place(ColumnName.NARRATIVE)
        rows.append(
            {
                ColumnName.FIELD: one.field,
                ColumnName.HEADING: one.heading,
                ReportColumn.AGENCY: row.agency,
                ReportColumn.NAME: merged.plan.agency_name(row.agency),
                **row.values,
                ReportColumn.FILE: visible(place.file),
                ReportColumn.SHEET: place.sheet,
                ReportColumn.CELL: place.cell,
                ReportColumn.CODE: row.code,
            }
        )
    title = merged.plan.forms[FormName.NARRATIVE_REPORT].title
    return sheet_of(
        narrative_columns(merged.plan.forms),
        rows,
        heading_of(merged, title),
        freeze=2,
        tab="#1F3864",
    )


def _n_of_n(result: IndicatorResult, attainment: Column) -> Words:
    """How many gave the cumulative figure, and the one held against a target if others did."""
    n_of_n = f"{result.reported}/{result.expected}"
    if not result.target or result.judged_by == result.reported:
        return n_of_n
    judged = f"{result.judged_by}/{result.expected}"
    return joined_words("\n", (n_of_n, _SAID.fill(title=attainment.title, text=judged)))


def _missing(merged: Consolidation, result: IndicatorResult) -> Words:
    """Who is missing from the cumulative figure, then from others where that differs."""
    titles = merged.plan.forms[FormName.INDICATOR_REPORT].by_name

    def named(codes: Sequence[str]) -> str:
        return "; ".join(named_with_coverage(merged.plan, codes, result.coverage))

    lacking: list[Words] = [named(result.missing)] if result.missing else []
    lacking += [
        _SAID.fill(title=titles[name].title, text=named(codes))
        for name, codes in result.partial.items()
        if codes
    ]
    return joined_words("\n", lacking) if lacking else ""


def _numbers(rows: Sequence[Task | Indicator]) -> Sequence[str | int]:
    """The plan's own numbers, which may leave out rows; where it has none, 1, 2, 3 …"""
    own = [row.stt for row in rows]
    return own if any(own) else range(1, len(own) + 1)
