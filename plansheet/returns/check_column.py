"""The column `Kiểm tra` of a table that came back, which holds formulas of ours or what they said.

It belongs to no form: of what else stands in it the account tells.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from plansheet.forms import Form
from plansheet.forms.values import show
from plansheet.issuing.layout import Mark, formula_mark_in
from plansheet.returns.model import Section
from plansheet.tables.find import HEADER_DEPTH
from plansheet.tables.row_check import CheckTexts, is_check_header
from plansheet.tables.table import Table
from plansheet.workbooks.reading import Sheet
from plansheet.workbooks.reading.addresses import Position
from plansheet.workbooks.reading.xlsx.formulas import names_in


def check_position(table: Table[Form]) -> int | None:
    """Where the column stands beside a table; None where it has none.

    Its header need not be in the row of the others: they may have been sorted without it.
    """
    rows = (table.sheet.rows[table.header_row], *table.sheet.rows[:HEADER_DEPTH])
    own = set(table.columns.values())
    heads = ((at, head) for row in rows for at, head in enumerate(row) if at not in own)
    return next((at for at, head in heads if is_check_header(head)), None)


def said_cells(
    sheet: Sheet, section: Section, form: Form, issued: Container[Mark]
) -> Iterator[Position]:
    """The header, and the cells that hold a formula with an `issued` mark or say what one may say.

    However many there are: a row that was copied took its formula along.
    """
    yield from (at for at, text in _texts(sheet, section, 0) if is_check_header(text))
    for at in sheet.formulas:
        is_below = at[0] >= section.header and at[1] == section.check
        formula, row = names_in(sheet.formulas, at) if is_below else ("", 0)
        if formula and formula_mark_in(formula, row) in issued:
            yield at
    plain = [
        (at, text)
        for at, text in _texts(sheet, section, section.header)
        if not (at in sheet.formulas and names_in(sheet.formulas, at)[0])
    ]
    texts = CheckTexts(form) if plain else None
    yield from (at for at, text in plain if texts and texts.has(text))


def count_marks(sheet: Sheet, section: Section, mark: str) -> int:
    """How often the column has a mark."""
    return sum(text.count(mark) for _, text in _texts(sheet, section, section.header))


def _texts(sheet: Sheet, section: Section, top: int) -> Iterator[tuple[Position, str]]:
    """What the column says, from a row down."""
    column = section.check
    if column is None:
        return
    for row, cells in enumerate(sheet.rows[top:], top):
        if column < len(cells) and cells[column] is not None:
            yield (row, column), show(cells[column])
