"""What stands in an issued workbook beside the cells that its stamp knows by row and column.

Titles, notes, headers, the guide, our formulas: a mark for each cell, by sheet and position. A
return is held against them cell by cell, in whatever language and of whatever revision of the plan
its workbook was.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Set
from functools import lru_cache
from typing import Final

from plansheet.forms.names import GUIDE_SHEET
from plansheet.forms.values import show
from plansheet.issuing.assignments import Assignment
from plansheet.issuing.checking import RowChecks
from plansheet.issuing.guide import guide_cells
from plansheet.issuing.heading import head_texts, sheet_heading
from plansheet.issuing.progress import CountedTable
from plansheet.issuing.release_0_1_0 import guide_texts, table_texts
from plansheet.issuing.row_formulas import row_formula
from plansheet.language.text import match_key
from plansheet.language.wording import Language, Words, say, spellings
from plansheet.plan import Plan
from plansheet.tables.around import SIGN_OFF
from plansheet.tables.excel_rules import TableCells
from plansheet.tables.row_check import CHECK_COLUMN
from plansheet.workbooks.reading import a1, cell_position
from plansheet.workbooks.reading.addresses import Position
from plansheet.workbooks.writing.cells import Cell, Formula, spoken

Mark = str
"""What a cell says, in eight hexadecimal digits; that of a formula begins with "="."""

Layout = Mapping[str, Mapping[Position, Mark]]
"""By sheet and position the marks of the cells."""

_FUNCTION: Final = re.compile(r"\(([A-Za-z0-9]*[A-Za-z])")
"""The name of a function in a formula read from its end: the search then looks for "(" alone."""

_ROW: Final = "\0"
_OF_NAME: Final = re.compile(r"\0[A-Za-z0-9\0]*\(")
_CELL: Final = re.compile(r"([A-Z]{1,3}[1-9][0-9]{0,6}):?(=?[0-9a-f]{8})")


def text_mark(text: str) -> Mark:
    """The mark of a text, the same however it is spelt."""
    plain = match_key(text) or text.strip()
    return hashlib.sha256(plain.encode(errors="replace")).hexdigest()[:8]


@lru_cache
def formula_mark(formula: str) -> Mark:
    """The mark of a formula without its "=": which functions it calls, one after the other.

    Programs write references, quotes and separators each in its own way, and rows that were
    inserted change them.
    """
    functions = " ".join(_FUNCTION.findall(formula[::-1]))[::-1].upper()
    return "=" + _functions_mark(functions or "no function")


_functions_mark = lru_cache(text_mark)
"""All rows of a table have formulas of the same functions."""


@lru_cache
def formula_mark_in(formula: str, row: int) -> Mark:
    """The mark of a formula in a row of a sheet, counted from 1; formulas that differ in the number
    of the row alone, as those of a table do, are looked through once.
    """
    return _mark_in_any_row(formula.replace(str(row), _ROW)) or formula_mark(formula)


@lru_cache
def _mark_in_any_row(formula: str) -> Mark:
    """The mark of a formula with `_ROW` for a number; blank where that is of a function's name."""
    return "" if _OF_NAME.search(formula) else formula_mark(formula)


def mark_of(shown: str) -> Mark:
    """The mark of what was written into a cell; a formula begins with "="."""
    return formula_mark(shown[1:]) if shown.startswith("=") else text_mark(shown)


def layout_of(
    contents: Mapping[str, Mapping[Position, Cell | Formula]], data: Mapping[str, Set[Position]]
) -> Layout:
    """The layout of a workbook that was written, without the values of its `data` cells."""
    return {
        sheet: {
            at: mark_of(cell.text) if isinstance(cell, Formula) else text_mark(show(cell))
            for at, cell in cells.items()
            if isinstance(cell, Formula) or at not in data.get(sheet, ())
        }
        for sheet, cells in contents.items()
    }


def layout_rows(layout: Layout) -> Iterator[tuple[str, str]]:
    """A layout as a stamp writes it: each sheet's name and its cells, “A1:1f0c77aa B2=…”."""
    for sheet, marks in layout.items():
        cells = sorted(marks.items())
        yield (
            sheet,
            " ".join(
                f"{a1(*at)}{mark}" if mark.startswith("=") else f"{a1(*at)}:{mark}"
                for at, mark in cells
            ),
        )


def read_layout(text: str) -> dict[Position, Mark]:
    """The cells of a sheet as a stamp writes them; what is none is passed over."""
    return {cell_position(at): mark for at, mark in _CELL.findall(text)}


def issued_as(sheet: str, layout: Layout) -> str:
    """What a sheet is called in a layout, which is of a workbook in one language."""
    return next((name for name in spellings(sheet) if name in layout), sheet)


def planned_layout(plan: Plan, assignment: Assignment, lang: Language = "vi") -> Layout:
    """What is issued to an agency today, for workbooks whose stamp does not say what they had.

    The sheets and texts are those that `issuing.template` writes; where tables stand is not.
    """
    counted = {n: CountedTable(plan.forms[n].sheet, len(of)) for n, of in assignment.rows.items()}
    guide = {
        (cell.row, cell.column): _mark_of(cell.value, lang)
        for cell in guide_cells(plan, assignment, counted, lang)
    }
    layout: dict[str, Mapping[Position, Mark]] = {say(GUIDE_SHEET, lang): guide}
    for name in assignment.rows:
        texts = enumerate(_table_texts(plan, assignment, name, lang))
        sheet = say(plan.forms[name].sheet, lang)
        layout[sheet] = {(row, 0): mark_of(text) for row, text in texts}
    return layout


def _mark_of(value: Cell | Formula, lang: Language) -> Mark:
    return mark_of(value.text if isinstance(value, Formula) else show(spoken(value, lang)))


def _table_texts(plan: Plan, assignment: Assignment, name: str, lang: Language) -> Iterator[str]:
    form, rows = plan.forms[name], assignment.rows[name]
    texts: list[Words] = [*head_texts(sheet_heading(plan, form, assignment)), CHECK_COLUMN]
    texts += SIGN_OFF
    texts += (column.title for column in form.columns)
    texts += dict.fromkeys(column.group for column in form.columns if column.group)
    yield from (say(text, lang) for text in texts)
    yield CountedTable(form.sheet, len(rows)).status(lang).text
    codes = tuple(row.code for row in rows)
    places = {column.name: at for at, column in enumerate(form.columns)}
    cells = TableCells(places, 0, len(rows), codes, assignment.agency.code)
    yield from (check.formula for check, _ in RowChecks(plan, form, rows, cells, str, lang))
    for row in assignment.rows[name]:
        yield from filter(None, (row_formula(plan, form, row.code, c) for c in form.columns))


def with_earlier_texts(layout: Layout, plan: Plan, assignment: Assignment) -> Layout:
    """A layout, and what release 0.1.0 wrote beside the same tables; nobody knows where."""
    forms = [plan.forms[name] for name in assignment.rows]
    earlier = {str(form.sheet): [*table_texts(form, assignment)] for form in forms}
    earlier[GUIDE_SHEET] = [*guide_texts()]
    return {
        sheet: {**of, **{(_BELOW + n, 0): mark_of(t) for n, t in enumerate(earlier.get(sheet, ()))}}
        for sheet, of in layout.items()
    }


_BELOW: Final = 10_000
"""The row from which texts are counted whose place nobody knows."""
