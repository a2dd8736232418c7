"""The table sheets of the report; their columns are those of the forms and what merging adds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from plansheet.consolidation import (
    Attainment,
    Candidate,
    Conflict,
    Consolidation,
    IndicatorResult,
    ReportedRow,
    ReturnState,
    TaskClass,
    TaskOutcome,
    by_code,
)
from plansheet.forms import Column
from plansheet.forms.names import ColumnName, FormName, ReportColumn
from plansheet.forms.report_sheets import (
    CONFLICT_COLUMNS,
    PROBLEM_COLUMNS,
    RECEIPT_COLUMNS,
    agency_indicator_columns,
    indicator_columns,
    task_columns,
)
from plansheet.forms.values import share, show, typed_row
from plansheet.issuing.earlier_report import Decision
from plansheet.language.text import match_key, visible
from plansheet.plan import Indicator, Task
from plansheet.plan.allocated import allocated
from plansheet.plan.judging import judged_columns
from plansheet.problems import grouped
from plansheet.problems.catalogue import SEVERITY_NAMES
from plansheet.report.counts import responsible_columns
from plansheet.report.layout import Row, allocated_share, heading_of, named_with_coverage, sheet_of
from plansheet.report.provenance import SourceSheet
from plansheet.report.so_far import columns_so_far, figures_so_far, sparklines, year_so_far
from plansheet.rounds import RoundResult
from plansheet.tables.write import TableSheet
from plansheet.workbooks.writing.cells import Cell, Link

CLASS_COLORS: Final = {
    TaskClass.DONE_ON_TIME: "good",
    TaskClass.DONE_LATE: "fair",
    TaskClass.OPEN_IN_TIME: "in_time",
    TaskClass.OPEN_OVERDUE: "wrong",
    TaskClass.NOT_REPORTED: "missing",
}
_CLASS_HIGHLIGHT: Final = {name.label.vi: style for name, style in CLASS_COLORS.items()}

_ATTAINMENT_HIGHLIGHT: Final = {
    ReportColumn.ATTAINMENT: {
        Attainment.MET.label.vi: "good",
        Attainment.NOT_MET.label.vi: "wrong",
    },
}

SPARE_DECISIONS: Final = 20
"""Empty rows of `Xung đột` for values that came by telephone or on paper."""


def task_sheet(merged: Consolidation, sources: SourceSheet) -> TableSheet:
    """One row a task: what was assigned, what came of it."""
    contributions = by_code(merged.coordinator_rows)
    numbers = _numbers(merged.plan.tasks)
    rows: list[Row] = []
    for outcome in merged.task_outcomes:
        task = merged.plan.tasks_by_code[outcome.code]
        rows.append(
            {
                ColumnName.STT: numbers[len(rows)],
                ColumnName.TASK_CODE: sources.link(task.code),
                ColumnName.FIELD: task.field,
                ColumnName.TASK_NAME: task.name,
                ColumnName.LEADS: task.leads_text,
                ColumnName.DUE: task.due.shown,
                ColumnName.LEVEL: task.level,
                ColumnName.PRODUCT_OF: task.product_of,
                ColumnName.LEADER: task.leader,
                ColumnName.OFFICER: task.officer,
                **typed_row(merged.plan.forms[FormName.TASKS], task.extra),
                **outcome.values,
                **_done_before(merged, outcome),
                ReportColumn.DUE_DATE: outcome.due_date,
                ReportColumn.ORIGINAL_DUE: task.due.original,
                ReportColumn.EXTENSIONS: task.due.extensions or None,
                ReportColumn.CLASS: outcome.task_class.label.vi,
                ReportColumn.REPORTED: f"{outcome.reported}/{outcome.expected}",
                ReportColumn.CONTRIBUTIONS: _said(
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
        heading_of(merged, "Kết quả thực hiện nhiệm vụ"),
        freeze=4,
        tab="#1F3864",
        highlight={ReportColumn.CLASS: _CLASS_HIGHLIGHT},
    )


def _done_before(merged: Consolidation, outcome: TaskOutcome) -> Row:
    """The note of a task that is done by what an earlier report said."""
    if not outcome.done_before or merged.earlier is None:
        return {}
    own = [show(outcome.values[ColumnName.NOTE])] if ColumnName.NOTE in outcome.values else []
    return {
        ColumnName.NOTE: "\n".join(
            [*own, f"Đã hoàn thành kỳ trước ({merged.earlier.period.label})."]
        )
    }


def _predecessors(merged: Consolidation, task: Task) -> str:
    """The last report of agencies that no longer lead a task: it is not lost with them."""
    if merged.earlier is None:
        return ""
    title = {c.name: c.title for c in merged.plan.forms[FormName.TASK_REPORT].inputs}
    reports = []
    for (form, agency, code), values in merged.earlier.rows.items():
        if (form, code) == (FormName.TASK_REPORT, task.code) and agency not in task.leads:
            words = "; ".join(f"{title[n]}: {show(v)}" for n, v in values.items() if n in title)
            who = merged.plan.agency_name(agency)
            reports.append(f"{who} ({merged.earlier.period.label}): {words}")
    return "\n".join(reports)


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
    columns = indicator_columns(
        merged.plan.forms,
        in_part=in_part,
        by_field=any(indicator.field for indicator in plan.indicators),
        by_scenario=any(result.scenario for result in merged.indicator_results),
        stretched=any(result.stretch for result in merged.indicator_results),
        so_far=so_far,
    )
    rows: list[Row] = []
    for result in _by_field(merged):
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
                ColumnName.PLAN_YEAR: result.target,
                **figures_so_far(merged, result, reports),
                **result.figures,
                ColumnName.VS_PLAN: result.vs_plan,
                ColumnName.VS_LAST_YEAR: result.vs_last_year,
                ReportColumn.ATTAINMENT: result.attainment.label.vi,
                ReportColumn.COMPARED_WITH: allocated_share(result),
                ReportColumn.SCENARIO: result.scenario,
                ReportColumn.SCENARIO_ATTAINMENT: result.scenario_attainment.label.vi
                if result.scenario
                else "",
                ColumnName.STRETCH: result.stretch,
                ReportColumn.STRETCH_ATTAINMENT: result.stretch_attainment.label.vi
                if result.stretch
                else "",
                ColumnName.AGGREGATION: indicator.aggregation,
                ReportColumn.REPORTED: _n_of_n(result, columns.by_name[ReportColumn.ATTAINMENT]),
                ReportColumn.MISSING: _missing(merged, result),
                **typed_row(merged.plan.forms[FormName.INDICATORS], indicator.extra),
                **{name: _said(merged, own, name) for name in words},
            }
        )
    return sheet_of(
        columns,
        rows,
        heading_of(merged, "Kết quả thực hiện chỉ tiêu"),
        freeze=3,
        tab="#1F3864",
        highlight=_ATTAINMENT_HIGHLIGHT,
        sparklines={ReportColumn.TREND: sparklines(rows, (*so_far, ColumnName.CUMULATIVE))}
        if so_far
        else {},
    )


def _by_field(merged: Consolidation) -> Sequence[IndicatorResult]:
    """The indicators in the plan's order, those of one field together."""
    fields = {i.code: match_key(i.field) for i in merged.plan.indicators}
    order = {field: at for at, field in enumerate(dict.fromkeys(fields.values()))}
    return sorted(merged.indicator_results, key=lambda result: order[fields[result.code]])


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
                    ReportColumn.ATTAINMENT: own.attainment.label.vi,
                }
            )
    if not rows:
        return None
    return sheet_of(
        agency_indicator_columns(merged.plan.forms, judged),
        rows,
        heading_of(merged, "Chỉ tiêu giao cho các cơ quan"),
        freeze=2,
        tab="#1F3864",
        highlight=_ATTAINMENT_HIGHLIGHT,
    )


def _n_of_n(result: IndicatorResult, attainment: Column) -> str:
    """How many gave the cumulative figure, and the one held against a target if others did."""
    n_of_n = f"{result.reported}/{result.expected}"
    if not result.target or result.judged_by == result.reported:
        return n_of_n
    return f"{n_of_n}\n{attainment.title}: {result.judged_by}/{result.expected}"


def _missing(merged: Consolidation, result: IndicatorResult) -> str:
    """Who is missing from the cumulative figure, then from others where that differs."""
    titles = merged.plan.forms[FormName.INDICATOR_REPORT].by_name
    lacking = [("", result.missing)]
    lacking += [(f"{titles[name].title}: ", codes) for name, codes in result.partial.items()]
    return "\n".join(
        title + "; ".join(named_with_coverage(merged.plan, codes, result.coverage))
        for title, codes in lacking
        if codes
    )


def receipt_sheet(merged: Consolidation | RoundResult) -> TableSheet:
    """One row a file that came or an agency that sent none, and its record over the periods."""
    rows: list[Row] = []
    for receipt in merged.receipts:
        agency, punctuality = merged.plan.agency(receipt.agency), receipt.punctuality
        rows.append(
            {
                ReportColumn.AGENCY: receipt.agency,
                ReportColumn.NAME: agency.name if agency else "",
                ColumnName.KIND: agency.kind if agency else "",
                ReportColumn.STATE: receipt.state.label.vi,
                ReportColumn.RECEIVED_AT: receipt.received_at.date()
                if receipt.received_at
                else None,
                ReportColumn.DAYS_LATE: receipt.days_late or None,
                ReportColumn.ERRORS: receipt.errors if receipt.file else None,
                ReportColumn.WARNINGS: receipt.warnings if receipt.file else None,
                ReportColumn.FILE: visible(receipt.file),
                ReportColumn.WHY: receipt.why,
                ColumnName.CONTACT: agency.contact if agency else "",
                ReportColumn.EXPECTED_PERIODS: punctuality.expected or None,
                ReportColumn.RECEIVED_PERIODS: punctuality.received
                if punctuality.expected
                else None,
                ReportColumn.ON_TIME_PERIODS: punctuality.on_time if punctuality.expected else None,
                ReportColumn.RATE: share(punctuality.received, punctuality.expected),
                ReportColumn.ON_TIME_RATE: share(punctuality.on_time, punctuality.expected),
            }
        )
    deadline = f"Hạn gửi: {show(merged.deadline)}" if merged.deadline else "Không quy định hạn gửi"
    return sheet_of(
        RECEIPT_COLUMNS,
        rows,
        (f"Tình hình gửi báo cáo – {merged.period.label}".upper(), deadline),
        freeze=2,
        tab="#7F7F7F",
        highlight={
            ReportColumn.STATE: {
                ReturnState.ON_TIME.label.vi: "good",
                ReturnState.LATE.label.vi: "missing",
                ReturnState.MISSING.label.vi: "wrong",
                ReturnState.BLANK.label.vi: "wrong",
                ReturnState.REFUSED.label.vi: "wrong",
            }
        },
    )


def conflict_sheet(merged: Consolidation) -> TableSheet:
    """One row a candidate of each conflict, then empty rows for values from elsewhere."""
    rows = [row for conflict in merged.conflicts for row in _conflict_rows(merged, conflict)]
    how = (
        "Ghi giá trị được chọn (hoặc x ở dòng được chọn) vào “Quyết định”, nêu “Lý do”, lưu tệp, "
        "rồi bấm Tổng hợp lần nữa (dòng lệnh: merge --decisions với chính tệp này).",
        "Số liệu nhận qua điện thoại, văn bản: thêm dòng ở dưới với Mã, Cột, Mã cơ quan, Giá trị "
        "và Lý do.",
    )
    return sheet_of(
        CONFLICT_COLUMNS,
        rows,
        (f"Xung đột cần quyết định – {merged.period.label}".upper(),),
        notes=how if rows else ("Không có xung đột nào.", *how),
        freeze=2,
        spare=SPARE_DECISIONS,
        tab="#C00000" if rows else "#7F7F7F",
    )


def _conflict_rows(merged: Consolidation, conflict: Conflict) -> list[Row]:
    form = merged.plan.forms[conflict.form]
    shared: dict[str, Cell | Link] = {
        ReportColumn.CODE: conflict.code,
        ReportColumn.NAME: _name_of(merged, conflict.code),
        ReportColumn.COLUMN: form.by_name[conflict.column].title,
        ColumnName.KIND: conflict.kind.label.vi,
        ReportColumn.AGENCY: conflict.agency,
    }
    decision = conflict.decision or conflict.outdated
    if not conflict.candidates:
        return [{**shared, **_decision(conflict.decision, conflict.outdated)}] if decision else []
    rows: list[Row] = []
    for at, one in enumerate(conflict.candidates):
        word = _decision(conflict.decision, conflict.outdated) if at == 0 else {}
        rows.append({**shared, **_candidate(one), **word})
    return rows


def _candidate(candidate: Candidate) -> Row:
    return {
        ReportColumn.AGENCY: candidate.agency,
        ReportColumn.VALUE: candidate.value,
        ReportColumn.FILE: visible(candidate.place.file),
        ReportColumn.SHEET: candidate.place.sheet,
        ReportColumn.CELL: candidate.place.cell,
    }


def _decision(decision: Decision | None, outdated: Decision | None) -> Row:
    if decision is not None:
        return {ReportColumn.DECISION: decision.value, ReportColumn.REASON: decision.reason}
    if outdated is not None:
        return {ReportColumn.EARLIER: f"{show(outdated.value)} ({outdated.reason})"}
    return {}


def problem_sheet(merged: Consolidation | RoundResult) -> TableSheet:
    """Every problem; the same thing said of many cells of a sheet is one row."""
    order = list(SEVERITY_NAMES)
    groups = sorted(grouped(merged.all_problems), key=lambda g: order.index(g.first.severity))
    rows: list[Row] = [
        {
            ReportColumn.SEVERITY: SEVERITY_NAMES[g.first.severity].vi,
            ReportColumn.FILE: visible(g.first.file),
            ReportColumn.SHEET: g.first.sheet,
            ReportColumn.CELLS: ", ".join(g.cells),
            ReportColumn.ROW_CODE: g.first.row_code if len(g.cells) < 2 else "",
            ReportColumn.COLUMN: g.first.column,
            ReportColumn.VALUE: visible(g.first.value),
            ReportColumn.MESSAGE: visible(g.first.message),
            ReportColumn.HINT: g.first.hint,
            ReportColumn.CODE: g.first.code,
        }
        for g in groups
    ]
    return sheet_of(
        PROBLEM_COLUMNS,
        rows,
        (f"Lỗi và cảnh báo – {merged.period.label}".upper(),),
        freeze=2,
        tab="#7F7F7F",
        highlight={
            ReportColumn.SEVERITY: {
                SEVERITY_NAMES["error"].vi: "wrong",
                SEVERITY_NAMES["warning"].vi: "missing",
            }
        },
    )


def _said(merged: Consolidation, reports: Sequence[ReportedRow], column: str) -> str:
    """What agencies wrote in words: as it is where one wrote, else with their names."""
    texts = [(r.agency, show(r.values[column])) for r in reports if column in r.values]
    if len(texts) == 1:
        return texts[0][1]
    return "\n".join(f"{merged.plan.agency_name(agency)}: {text}" for agency, text in texts)


def _numbers(rows: Sequence[Task | Indicator]) -> Sequence[str | int]:
    """The plan's own numbers, which may leave out rows; where it has none, 1, 2, 3 …"""
    own = [row.stt for row in rows]
    return own if any(own) else range(1, len(own) + 1)


def _name_of(merged: Consolidation, code: str) -> str:
    task = merged.plan.tasks_by_code.get(code)
    indicator = merged.plan.indicators_by_code.get(code)
    return task.name if task else indicator.name if indicator else ""
