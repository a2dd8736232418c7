"""The workbook of one agency: its sheets, its guide with live counts, its stamp."""

from __future__ import annotations

from pathlib import Path

from plansheet.forms import Form
from plansheet.forms.choices import Aggregation
from plansheet.forms.names import GUIDE_SHEET, STAMP_SHEET, ColumnName
from plansheet.issuing.assignments import (
    Assignment,
    IssuedRow,
    PeriodAssignments,
)
from plansheet.issuing.guide import NOTES, CountedTable, heading, write_guide
from plansheet.issuing.stamp import stamp_of
from plansheet.plan import Plan
from plansheet.plan.judging import judged_columns
from plansheet.tables.write import TableSheet, WrittenTable, write_table
from plansheet.workbooks.writing.cells import Cell, Formula
from plansheet.workbooks.writing.workbook import Book, new_book


def write_template(
    assigned: PeriodAssignments,
    assignment: Assignment,
    path: Path,
    *,
    shown: Assignment | None = None,
) -> None:
    """Write the workbook of one agency.

    `shown` are rows to show instead of those that were issued: the same workbook filled in. The
    stamp is always that of `assignment`.

    Raises:
        OutputError: the file cannot be written.
    """
    plan = assigned.plan
    title = f"{plan.title} – {assignment.period.label} – {assignment.agency.name}"
    with new_book(path, title=title, lock_structure=True) as book:
        guide = book.page(GUIDE_SHEET)
        tables = {
            name: _data_sheet(book, plan, shown or assignment, name) for name in assignment.rows
        }
        counted = {n: CountedTable(t.last - t.first + 1, t.range) for n, t in tables.items()}
        write_guide(guide, plan, assignment, counted)
        book.very_hidden(STAMP_SHEET, stamp_of(assigned, assignment).to_rows())


def _data_sheet(book: Book, plan: Plan, assignment: Assignment, name: str) -> WrittenTable:
    form = plan.forms[name]
    rows = assignment.rows[name]
    filled = [_cells(plan, form, row) for row in rows]
    locked = frozenset(
        (index, column.name)
        for index, (row, cells) in enumerate(zip(rows, filled, strict=True))
        for column, cell in zip(form.columns, cells, strict=True)
        if row.done
        or isinstance(cell, Formula)
        or (column.lock_when_filled and column.name in row.values)
    )
    return write_table(
        book,
        TableSheet(
            name=form.sheet,
            columns=form.columns,
            rows=filled,
            heading=heading(form, assignment),
            notes=NOTES,
            form=form,
            protect=True,
            locked=locked,
            judged=judged_columns(assignment.period),
            freeze=[c.name for c in form.columns].index(form.label) + 1,
        ),
    )


def _cells(plan: Plan, form: Form, row: IssuedRow) -> list[Cell | Formula]:
    indicator = (
        plan.indicators_by_code.get(row.code) if form.key == ColumnName.INDICATOR_CODE else None
    )
    is_operand = form.key == ColumnName.INDICATOR_CODE and indicator is None
    cells: list[Cell | Formula] = []
    for column in form.columns:
        if column.formula:
            cells.append(None if is_operand else Formula(column.formula))
        elif indicator and indicator.aggregation == Aggregation.RATIO and column.aggregate:
            cells.append(_ratio(column.name, indicator.points))
        else:
            cells.append(row.values.get(column.name))
    return cells


def _ratio(name: str, times: int) -> Formula:
    """Numerator over denominator, which stand in the two rows below."""
    top, bottom = f"{{{name}+1}}", f"{{{name}+2}}"
    return Formula(f'=IF(COUNT({top},{bottom})=2,IF({bottom}=0,"",{top}/{bottom}*{times}),"")')
