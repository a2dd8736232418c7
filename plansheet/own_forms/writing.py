"""The totals in the very workbook of the form, and the sheets that say where they are from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from plansheet.forms.names import ReportColumn
from plansheet.forms.report_sheets import PROBLEM_TITLES, RECEIPT_COLUMNS, SOURCES
from plansheet.language.text import visible
from plansheet.language.wording import Language, Wording, Words, say
from plansheet.own_forms.consolidating import FormConsolidation, Total
from plansheet.own_forms.coverage import LACKING, partial_words
from plansheet.own_forms.issuing import put_head, put_stamp
from plansheet.own_forms.model import CellKey, FormSheet
from plansheet.own_forms.results import Results
from plansheet.own_forms.stacking import stack
from plansheet.own_forms.stamp import TOTAL_KIND, FormStamp, stamp_rows
from plansheet.plan import Plan
from plansheet.problems import expect
from plansheet.report.return_sheets import problem_sheet, receipt_sheet
from plansheet.tables.table_sheet import TableSheet
from plansheet.workbooks.editing import put_parts, put_text, put_value, same_bytes
from plansheet.workbooks.extensions import open_for_editing
from plansheet.workbooks.long_tables import LongTables
from plansheet.workbooks.reading import a1
from plansheet.workbooks.remote import Location, Written
from plansheet.workbooks.writing.cells import Link
from plansheet.workbooks.writing.files import named_as, replacing

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_TITLES: Final = {**PROBLEM_TITLES, **{c.name: c.title for c in RECEIPT_COLUMNS.columns}}
SOURCE_HEADS: Final[tuple[Words, ...]] = (
    _TITLES[ReportColumn.SHEET],
    _TITLES[ReportColumn.CELLS],
    _TITLES[ReportColumn.ROW_CODE],
    _TITLES[ReportColumn.COLUMN],
    _TITLES[ReportColumn.AGENCY],
    _TITLES[ReportColumn.NAME],
    _TITLES[ReportColumn.VALUE],
    _TITLES[ReportColumn.FILE],
    Wording("Trang tính nguồn", "Sheet of the file"),
    Wording("Ô nguồn", "Cell of the file"),
    Wording("SHA-256", "SHA-256"),
    Wording("Đã có", "Given"),
    Wording("Tất cả", "Of"),
)
PARTIAL_MARK: Final = "plansheet"
"""Who writes the comments that say how many gave a figure."""


def write_total(merged: FormConsolidation, path: Location, *, lang: Language = "vi") -> Written:
    """Write the totals into the blank workbook of the form; its formulas stay alive.

    `Tình hình gửi`, `Lỗi` and `Nguồn số liệu` are added. A cell that not all have given says so in
    a comment; where agencies have sent nothing, the head says which.

    Args:
        merged: from `merge` with a form.
        path: the .xlsx file; one that exists is replaced.
        lang: the language of what is added.

    Returns:
        The path.

    Raises:
        ArgumentError: `merged` is no totals of a form.
        OutputError: the file cannot be written; nothing half-written is left.
    """
    expect(merged, FormConsolidation)
    path = named_as(path, ".xlsx")
    workbook = open_for_editing(merged.form.path)
    office = merged.plan.issuer or merged.plan.consolidator or merged.plan.province
    by_sheet: dict[str, list[Total]] = {}
    for total in merged.totals:
        by_sheet.setdefault(total.cell.sheet, []).append(total)
    for sheet in merged.form.sheets:
        there = workbook[sheet.worksheet]
        put_head(there, sheet, office, merged.period)
        if sheet.kind == "list":
            stack(merged, sheet, there, lang)
        for total in by_sheet.get(sheet.name, ()):
            _fill(there, total, merged.plan, lang)
        _lacking(merged, sheet, there, lang)
    long = LongTables()
    _append(workbook, receipt_sheet(merged), long, lang)
    _append(workbook, problem_sheet(merged), long, lang)
    _sources(workbook, merged, long, lang)
    stamp = FormStamp(merged.plan.id, str(merged.period), "", merged.form.digest)
    put_stamp(workbook, stamp_rows(stamp, TOTAL_KIND))
    figures = {
        CellKey(t.cell.sheet, t.cell.row_key, t.cell.column_key): t.value
        for t in merged.totals
        if t.value is not None
    }
    results = Results(merged.form, figures)
    with replacing(path) as temporary:
        temporary.write_bytes(same_bytes(workbook, long.in_part, results.in_part))
    return path


def _fill(there: Worksheet, total: Total, plan: Plan, lang: Language) -> None:
    """A total, and how many stand behind it where that is not all."""
    from openpyxl.comments import Comment

    if total.value is None:
        return
    row, column = total.cell.at
    cell: Any = there.cell(row + 1, column + 1)
    shown = cell.number_format
    put_value(cell, total.value)
    cell.number_format = shown if not isinstance(total.value, date) else cell.number_format
    if total.reported < total.expected:
        partial = ((plan.agency_name(code), covered) for code, covered in total.partial)
        words = partial_words(total.reported, total.expected, partial)
        cell.comment = Comment(say(words, lang), PARTIAL_MARK)


def _lacking(merged: FormConsolidation, sheet: FormSheet, there: Worksheet, lang: Language) -> None:
    """Who has sent nothing, beside the name of the office or above the table."""
    if not merged.missing or sheet.block.start:
        return
    names = "; ".join(map(merged.plan.agency_name, merged.missing))
    received = len(merged.received)
    said = LACKING.fill(n=received, of=len(merged.expected), names=names).say(lang)
    top = min(sheet.column_keys.at)
    for row in range(top - 1, -1, -1):
        cells: list[Any] = [there.cell(row + 1, at + 1) for at in sorted(sheet.columns)]
        if all(cell.value is None and type(cell).__name__ == "Cell" for cell in cells):
            put_text(cells[0], said)
            return
    last = there.cell(1, sheet.area[3] + 3)
    put_text(last, said)


def _append(workbook: Workbook, sheet: TableSheet, long: LongTables, lang: Language) -> None:
    """A table as a plain sheet at the end."""
    sheet = sheet.spoken(lang)
    head: list[Sequence[object]] = [[say(text, lang)] for text in sheet.heading]
    head += [[], [say(column.title, lang) for column in sheet.columns]]
    rows = [[v.text if isinstance(v, Link) else v for v in row] for row in sheet.rows]
    for there in _put(workbook, say(sheet.name, lang), head, rows, long):
        for number, column in enumerate(sheet.columns):
            there.column_dimensions[a1(0, number)[:-1]].width = min(column.width, 60)


def _put(
    workbook: Workbook,
    name: str,
    head: Sequence[Sequence[object]],
    rows: Sequence[Sequence[object]],
    long: LongTables,
) -> list[Worksheet]:
    """A table on sheets of its own, its title and headers in bold; returns the sheets."""
    from openpyxl.styles import Font

    sheets = put_parts(workbook, name, head, rows, long=long)
    for there in sheets:
        for cell in (*there[1], *there[len(head)]):
            if cell.value is not None:
                cell.font = Font(bold=True)
        there.freeze_panes = a1(len(head), 0)
    return sheets


def _sources(
    workbook: Workbook, merged: FormConsolidation, long: LongTables, lang: Language
) -> None:
    """`Nguồn số liệu`: one row a value that was used."""
    head = [[say(head, lang) for head in SOURCE_HEADS]]
    _put(workbook, say(SOURCES, lang), head, [*_source_rows(merged)], long)


def _source_rows(merged: FormConsolidation) -> Iterator[Sequence[object]]:
    counts = {(t.cell.sheet, t.cell.address): (t.reported, t.expected) for t in merged.totals}
    for source in merged.sources:
        reported, expected = counts.get((source.cell.sheet, source.address), (None, None))
        yield (
            merged.form.by_name[source.cell.sheet].worksheet,
            source.address,
            source.cell.row,
            source.cell.column,
            source.agency,
            merged.plan.agency_name(source.agency),
            source.value,
            visible(source.place.file),
            source.place.sheet,
            source.place.cell,
            source.sha256,
            reported,
            expected,
        )
