"""The workbook of one agency: its sheets, its guide with live counts, its stamp."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace

from plansheet.forms import Form
from plansheet.forms.choices import YesNo
from plansheet.forms.names import GUIDE_SHEET, STAMP_SHEET
from plansheet.issuing.asked_rows import IssuedRow
from plansheet.issuing.assignments import Assignment, Assignments
from plansheet.issuing.checking import RowChecks
from plansheet.issuing.guide import (
    CONFIRMATION,
    GuideCell,
    guide_cells,
    guide_colours,
)
from plansheet.issuing.heading import sheet_heading
from plansheet.issuing.layout import layout_of
from plansheet.issuing.progress import FIRST_AT, CountedTable, counted_table, status_colour
from plansheet.issuing.row_formulas import row_formula
from plansheet.issuing.stamp import stamp_of
from plansheet.issuing.stamp_rows import stamp_rows
from plansheet.language.wording import Language, joined_words
from plansheet.plan import Plan
from plansheet.plan.judging import judged_columns
from plansheet.plan.rounds import when_answered
from plansheet.tables.excel_rules import Ref, TableCells
from plansheet.tables.issued import IssuedSheet, write_issued
from plansheet.tables.table_sheet import TableSheet, WrittenTable
from plansheet.workbooks.reading.addresses import Position, a1
from plansheet.workbooks.remote import PathOrRemote
from plansheet.workbooks.writing.cells import Cell, Formula
from plansheet.workbooks.writing.paper import Paper
from plansheet.workbooks.writing.workbook import Book, Page, new_book


def write_template(
    assigned: Assignments,
    assignment: Assignment,
    path: PathOrRemote,
    *,
    shown: Assignment | None = None,
    lang: Language = "vi",
    paper: Paper = "a4",
) -> None:
    """Write the workbook of one agency, in a language, to be printed on `paper`.

    `shown` are rows to show instead of those that were issued: the same workbook filled in. The
    stamp is always that of `assignment`.

    Raises:
        OutputError: the file cannot be written.
    """
    plan = assigned.plan
    about = (plan.title, assignment.period.label, assignment.agency.name)
    title = joined_words(" – ", about)
    with new_book(path, title=title, lock_structure=True, lang=lang, paper=paper) as book:
        guide = book.page(GUIDE_SHEET)
        tables = {
            name: _data_sheet(book, plan, assignment, shown or assignment, name)
            for name in assignment.rows
        }
        counted = {
            name: counted_table(plan.forms[name].sheet, len(assignment.rows[name]), table)
            for name, table in tables.items()
        }
        _guide(guide, guide_cells(plan, assignment, counted, lang))
        _status_lines(book, tables, counted)
        _open_at(book, tables)
        data = {t.table.sheet: _inputs(t.table) for t in tables.values()}
        layout = layout_of(book.contents(), data)
        stamp = replace(stamp_of(assigned, assignment, lang), layout=layout)
        book.very_hidden(STAMP_SHEET, stamp_rows(stamp))


def _status_lines(
    book: Book, tables: Mapping[str, IssuedSheet], counted: Mapping[str, CountedTable]
) -> None:
    """On each sheet what is left to do there."""
    for name, table in tables.items():
        formula = counted[name].status(book.lang)
        page = book.existing(table.table.sheet)
        page.formula(*table.status, formula.text, formula.value, "status")
        page.colour([status_colour(a1(*table.status))])


def _open_at(book: Book, tables: Mapping[str, IssuedSheet]) -> None:
    """Open the workbook at the first cell that must be filled in, and at the guide without one."""
    first = next((table for table in tables.values() if table.blanks), None)
    if first is not None:
        book.existing(first.table.sheet).open()


def _inputs(table: WrittenTable) -> Set[Position]:
    """The cells of a table, which a stamp knows by row and column."""
    rows = range(table.first, table.last + 1)
    return {(row, column) for row in rows for column in table.columns.values()}


def _data_sheet(
    book: Book, plan: Plan, assignment: Assignment, shown: Assignment, name: str
) -> IssuedSheet:
    form = plan.forms[name]
    issued, rows = assignment.by_code[name], shown.rows[name]
    filled = [_cells(plan, form, row) for row in rows]
    answer = YesNo.YES if name in shown.confirmed else ""
    locked = frozenset(
        (index, column.name)
        for index, (row, cells) in enumerate(zip(rows, filled, strict=True))
        for column, cell in zip(form.columns, cells, strict=True)
        if row.done
        or isinstance(cell, Formula)
        or (column.lock_when_filled and column.name in issued.get(row.code, row).values)
    )

    def checks(cells: TableCells, header: Ref) -> RowChecks:
        return RowChecks(plan, form, rows, cells, header, book.lang)

    return write_issued(
        book,
        TableSheet(
            name=form.sheet,
            columns=form.columns,
            rows=filled,
            question=replace(CONFIRMATION, answer=answer)
            if any(row.prefilled for row in rows) and not form.free
            else None,
            form=form,
            sender=assignment.agency.code,
            protect=True,
            locked=locked,
            judged=judged_columns(when_answered(plan, assignment.period)),
            spare=form.free,
            freeze=[c.name for c in form.columns].index(form.label or form.key) + 1,
        ),
        sheet_heading(plan, form, assignment),
        checks,
    )


def _cells(plan: Plan, form: Form, row: IssuedRow) -> list[Cell | Formula]:
    formulas = ((c.name, row_formula(plan, form, row.code, c)) for c in form.columns)
    return [Formula(text) if text else row.values.get(name) for name, text in formulas]


def _guide(page: Page, cells: Iterable[GuideCell]) -> None:
    page.widths(30, 18, 18, 18, 18)
    counted: list[int] = []
    for cell in cells:
        value = cell.value
        if isinstance(value, Formula):
            last = cell.column if cell.last is None else cell.last
            page.formula(cell.row, cell.column, value.text, value.value, cell.style, last=last)
            counted += [cell.row] if cell.column == FIRST_AT else []
        elif cell.last is None:
            page.put(cell.row, cell.column, value, cell.style)
        else:
            page.wide(cell.row, cell.column, cell.last, cell.text, cell.style)
    page.colour(guide_colours(counted[0], counted[-1]))
    page.protect()
