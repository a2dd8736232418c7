"""The report workbook, sheet by sheet."""

from __future__ import annotations

from typing import Final

from plansheet.consolidation import Consolidation
from plansheet.forms.names import REPORT_STAMP_SHEET, ReportColumn
from plansheet.forms.report_sheets import FACT_NAMES
from plansheet.forms.values import show
from plansheet.language.wording import Language, Wording
from plansheet.problems import expect
from plansheet.report.breakdown import write_breakdowns
from plansheet.report.movements import movement_sheet
from plansheet.report.overview import write_overview
from plansheet.report.proposals import proposals_of
from plansheet.report.provenance import source_sheet
from plansheet.report.return_sheets import conflict_sheet, problem_sheet, receipt_sheet
from plansheet.report.sheets import (
    agency_indicator_sheet,
    indicator_sheet,
    narrative_sheet,
    task_sheet,
)
from plansheet.tables.splitting import write_long_table
from plansheet.tables.table_sheet import TableSheet
from plansheet.workbooks.reading.addresses import EXCEL_ROWS
from plansheet.workbooks.remote import Location, Written
from plansheet.workbooks.writing.files import named_as
from plansheet.workbooks.writing.paper import Paper
from plansheet.workbooks.writing.workbook import Book, new_book

_TITLE: Final = Wording("{plan} – Tổng hợp {period}", "{plan} – Report, {period}")


def write_report(
    merged: Consolidation,
    path: Location,
    decisions: Location | None = None,
    *,
    lang: Language = "vi",
    as_document: bool = False,
    paper: Paper = "a4",
    sheet_rows: int = EXCEL_ROWS,
) -> Written:
    """Write the report: the consolidation as a workbook of eight sheets.

    They are Tổng hợp, Nhiệm vụ, Chỉ tiêu, Theo cơ quan, Tình hình gửi, Xung đột, Lỗi and Nguồn số
    liệu; where targets are allocated to agencies also Chỉ tiêu theo cơ quan, where the plan names
    who answers for a task also Theo lãnh đạo and Theo chuyên viên, where agencies assess the period
    in words also Đánh giá chung, where they ask for changes of the plan also Đề xuất. The same
    consolidation gives the same bytes.

    Args:
        merged: from `merge`.
        path: the .xlsx file; one that exists is replaced.
        decisions: a report of this period whose sheet Đề xuất has decisions, to be shown again.
        lang: the language of the report; one in either is read back.
        as_document: whether the first page has the heading and signature of an issued document.
        paper: what the tables print on, "a4" or "a3"; the first page is A4.
        sheet_rows: how many rows a sheet may have; a longer table goes on in another sheet, whose
            name ends with (2). Excel's own number, 1,048,576, unless a program reads fewer.

    Returns:
        The path.

    Raises:
        ArgumentError: `merged` is no consolidation.
        OutputError: the file cannot be written, or something goes beyond what Excel holds; nothing
            half-written is left.
    """
    expect(merged, Consolidation)
    path = named_as(path, ".xlsx")
    proposals = proposals_of(merged, decisions)
    title = _TITLE.fill(plan=merged.plan.title, period=merged.period.label)
    sources = source_sheet(merged)
    with new_book(path, title=title, lang=lang, paper=paper, rows=sheet_rows) as book:
        write_overview(
            book, merged, questions_to_decide(merged, proposals), as_document=as_document
        )
        if merged.task_outcomes:
            _write(book, task_sheet(merged, sources))
        if merged.indicator_results:
            _write(book, indicator_sheet(merged, sources))
        _write(book, agency_indicator_sheet(merged))
        write_breakdowns(book, merged)
        _write(book, narrative_sheet(merged), movement_sheet(merged), receipt_sheet(merged))
        _write(book, conflict_sheet(merged), proposals)
        _write(book, problem_sheet(merged), sources.sheet)
        facts = (merged.plan.id, str(merged.period), show(merged.as_of))
        book.very_hidden(REPORT_STAMP_SHEET, [*zip(FACT_NAMES, facts, strict=True)])
    return path


def questions_to_decide(merged: Consolidation, proposals: TableSheet | None) -> int:
    """How many questions wait for the coordinator: conflicts, and changes that are asked for."""
    conflicts = sum(bool(c.candidates) and c.decision is None for c in merged.conflicts)
    if proposals is None:
        return conflicts
    at = [column.name for column in proposals.columns].index(ReportColumn.DECISION)
    return conflicts + sum(row[at] is None for row in proposals.rows)


def _write(book: Book, *sheets: TableSheet | None) -> None:
    for sheet in sheets:
        if sheet is not None:
            write_long_table(book, sheet)
