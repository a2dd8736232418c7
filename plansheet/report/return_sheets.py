"""The sheets of the report about the returns: which came, what they contradict, what is wrong."""

from __future__ import annotations

from typing import Final

from plansheet.consolidation import (
    Candidate,
    Conflict,
    Consolidation,
    ReturnState,
)
from plansheet.consolidation.frames import WithReceipts
from plansheet.forms import Column
from plansheet.forms.names import ColumnName, FormName, ReportColumn
from plansheet.forms.report_sheets import (
    CONFLICT_COLUMNS,
    PROBLEM_COLUMNS,
    RECEIPT_COLUMNS,
)
from plansheet.forms.values import Value, share, show
from plansheet.issuing.earlier_report import Decision
from plansheet.issuing.narrative import all_narrative_rows
from plansheet.language.text import visible
from plansheet.language.wording import Wording, Words, joined_words, worded
from plansheet.problems import grouped
from plansheet.problems.catalogue import SEVERITY_NAMES
from plansheet.report.layout import (
    Row,
    RowPlaces,
    in_short,
    linked,
    name_of,
    places_in,
    sheet_of,
    title_of,
)
from plansheet.tables.table_sheet import TableSheet
from plansheet.workbooks.writing.cells import Cell, Link

_SHARED: Final = frozenset({ReportColumn.CODE, ReportColumn.COLUMN, ColumnName.KIND})
"""What all candidates of a conflict have in common: it is seen once, and stands in each row."""

SPARE_DECISIONS: Final = 20
"""Empty rows of `Xung đột` for values that came by telephone or on paper."""


_RECEIPTS: Final = Wording("Tình hình gửi báo cáo", "Returns")
_DEADLINE: Final = Wording("Hạn gửi: {day}", "Deadline: {day}")
_NO_DEADLINE: Final = Wording("Không quy định hạn gửi", "No deadline is set")
_CONFLICTS: Final = Wording("Xung đột cần quyết định", "Conflicts to be decided")
_NO_CONFLICTS: Final = Wording("Không có xung đột nào.", "There are no conflicts.")
_HOW: Final = (
    Wording(
        "Ghi giá trị được chọn (hoặc x ở dòng được chọn) vào “Quyết định”, nêu “Lý do”, lưu tệp, "
        "rồi bấm Tổng hợp lần nữa (dòng lệnh: merge --decisions với chính tệp này).",
        "Write the value (or x in its row) under “Decision”, say why under “Reason”, save the "
        "file, and consolidate again (command line: merge --decisions with this file).",
    ),
    Wording(
        "Số liệu nhận qua điện thoại, văn bản: thêm dòng ở dưới với Mã, Cột, Mã cơ quan, Giá trị "
        "và Lý do.",
        "Values by telephone or letter: add a row below with Code, Column, Agency code, Value and "
        "Reason.",
    ),
)
_PROBLEMS: Final = Wording("Lỗi và cảnh báo", "Errors and warnings")


def receipt_sheet(merged: WithReceipts) -> TableSheet:
    """One row a file that came or an agency that sent none, and its record over the periods."""
    rows: list[Row] = []
    kinds = merged.plan.forms[FormName.AGENCIES].by_name[ColumnName.KIND]
    for receipt in merged.receipts:
        agency, punctuality = merged.plan.agency(receipt.agency), receipt.punctuality
        rows.append(
            {
                ReportColumn.AGENCY: receipt.agency,
                ReportColumn.NAME: agency.name if agency else "",
                ColumnName.KIND: kinds.term(agency.kind) if agency else "",
                ReportColumn.STATE: receipt.state.label,
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
    day = show(merged.deadline)
    deadline = _DEADLINE.fill(day=day) if merged.deadline else _NO_DEADLINE
    return sheet_of(
        RECEIPT_COLUMNS,
        rows,
        (title_of(_RECEIPTS, merged.period.label), deadline),
        freeze=2,
        tab="#7F7F7F",
        highlight={
            ReportColumn.STATE: {
                ReturnState.ON_TIME.label: "good",
                ReturnState.LATE.label: "missing",
                ReturnState.MISSING.label: "wrong",
                ReturnState.BLANK.label: "wrong",
                ReturnState.REFUSED.label: "wrong",
            }
        },
    )


def conflict_sheet(merged: Consolidation) -> TableSheet:
    """One row a candidate of each conflict, then empty rows for values from elsewhere."""
    places = places_in(merged)
    blocks = [_conflict_rows(merged, places, conflict) for conflict in merged.conflicts]
    rows = [row for block in blocks for row in block]
    return sheet_of(
        CONFLICT_COLUMNS,
        rows,
        (title_of(_CONFLICTS, merged.period.label),),
        notes=_HOW if rows else (_NO_CONFLICTS, *_HOW),
        freeze=2,
        spare=SPARE_DECISIONS,
        blocks=[number for number, block in enumerate(filter(None, blocks)) for _ in block],
        shared=_SHARED,
        tab="#C00000" if rows else "#7F7F7F",
    )


def _conflict_rows(merged: Consolidation, places: RowPlaces, conflict: Conflict) -> list[Row]:
    column = merged.plan.forms[conflict.form].by_name[conflict.column]
    shared: dict[str, Cell | Link] = {
        ReportColumn.CODE: conflict.code,
        ReportColumn.COLUMN: column.title,
        ColumnName.KIND: conflict.kind.label,
        ReportColumn.AGENCY: conflict.agency,
    }
    named = {
        ReportColumn.CODE: linked(places, conflict.code),
        ReportColumn.NAME: _name_of(merged, conflict),
        ColumnName.AGENCY_NAME: _agency_name(merged, conflict.agency),
    }
    decision = conflict.decision or conflict.outdated
    if not conflict.candidates:
        decided = {**named, **_decision(conflict.decision, conflict.outdated, column)}
        return [{**shared, **decided}] if decision else []
    rows: list[Row] = []
    for at, one in enumerate(conflict.candidates):
        word = _decision(conflict.decision, conflict.outdated, column) if at == 0 else {}
        first = {**named, **word} if at == 0 else {}
        who = {ColumnName.AGENCY_NAME: _agency_name(merged, one.agency)}
        rows.append({**shared, **first, **_candidate(one, column), **who})
    return rows


def _candidate(candidate: Candidate, column: Column) -> Row:
    return {
        ReportColumn.AGENCY: candidate.agency,
        ReportColumn.VALUE: _term(column, candidate.value),
        ReportColumn.FILE: visible(candidate.place.file),
        ReportColumn.SHEET: candidate.place.sheet,
        ReportColumn.CELL: candidate.place.cell,
    }


def _term(column: Column, value: Value | None) -> Value | None:
    """A value, as the choice that it is where it is one."""
    return column.term(value) if isinstance(value, str) else value


def _decision(decision: Decision | None, outdated: Decision | None, column: Column) -> Row:
    if decision is not None:
        return {
            ReportColumn.DECISION: _term(column, decision.value),
            ReportColumn.REASON: decision.reason,
        }
    if outdated is not None:
        return {ReportColumn.EARLIER: f"{show(outdated.value)} ({outdated.reason})"}
    return {}


def problem_sheet(merged: WithReceipts) -> TableSheet:
    """Every problem; the same thing said of many cells of a sheet is one row."""
    order = list(SEVERITY_NAMES)
    places = places_in(merged) if isinstance(merged, Consolidation) else {}
    groups = sorted(grouped(merged.all_problems), key=lambda g: order.index(g.first.severity))
    rows: list[Row] = [
        {
            ReportColumn.SEVERITY: SEVERITY_NAMES[g.first.severity],
            ColumnName.AGENCY_NAME: _agency_name(merged, g.first.agency),
            ReportColumn.FILE: visible(g.first.file),
            ReportColumn.SHEET: g.first.sheet,
            ReportColumn.CELLS: ", ".join(g.cells),
            **_row_meant(merged, places, g.first.row_code if len(g.cells) < 2 else ""),
            ReportColumn.COLUMN: g.first.column,
            ReportColumn.VALUE: _visible(worded(g.first.value)),
            ReportColumn.MESSAGE: _visible(g.first.wording),
            ReportColumn.HINT: g.first.advice_wording,
            ReportColumn.CODE: g.first.code,
        }
        for g in groups
    ]
    return sheet_of(
        PROBLEM_COLUMNS,
        rows,
        (title_of(_PROBLEMS, merged.period.label),),
        freeze=2,
        tab="#7F7F7F",
        highlight={
            ReportColumn.SEVERITY: {
                SEVERITY_NAMES["error"]: "wrong",
                SEVERITY_NAMES["warning"]: "missing",
            }
        },
    )


def _visible(wording: Wording) -> Wording:
    return Wording(visible(wording.vi), visible(wording.en))


def _agency_name(merged: WithReceipts, code: str) -> str:
    return merged.plan.agency_name(code) if code else ""


def _row_meant(merged: WithReceipts, places: RowPlaces, code: str) -> Row:
    """The row that a problem is about: its code, which leads there, and its name in short."""
    return {
        ReportColumn.ROW_CODE: linked(places, code),
        ReportColumn.NAME: in_short(name_of(merged.plan, code)),
    }


def _name_of(merged: Consolidation, conflict: Conflict) -> Words:
    if conflict.form == FormName.NARRATIVE_REPORT:
        row = all_narrative_rows(merged.plan).get(conflict.code)
        return joined_words(" – ", (row.field, row.heading)) if row else ""
    return in_short(name_of(merged.plan, conflict.code))
