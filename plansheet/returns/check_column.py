"""The column `Kiểm tra` of a table that came back, which holds formulas of ours or what they said.

It belongs to no form: of what else stands in it the account tells.
"""

from __future__ import annotations

from collections.abc import Iterator

from plansheet.forms import Form
from plansheet.forms.values import show
from plansheet.returns.model import Section
from plansheet.tables.row_check import CheckTexts, is_check_header
from plansheet.tables.table import Table
from plansheet.workbooks.reading import Sheet
from plansheet.workbooks.reading.addresses import Position


def check_position(table: Table[Form]) -> int | None:
    """Where the column stands in a table; None where it has none."""
    return next((at for at, head in table.others.items() if is_check_header(head)), None)


def said_cells(sheet: Sheet, section: Section, form: Form) -> Iterator[Position]:
    """The cells of the column without a formula that say what one may say."""
    texts = CheckTexts(form)
    for at, text in _texts(sheet, section):
        if at not in sheet.formulas and texts.has(text):
            yield at


def count_marks(sheet: Sheet, section: Section, mark: str) -> int:
    """How often the column has a mark."""
    return sum(text.count(mark) for _, text in _texts(sheet, section))


def _texts(sheet: Sheet, section: Section) -> Iterator[tuple[Position, str]]:
    column = section.check
    if column is None:
        return
    for row, cells in enumerate(sheet.rows[section.header :], section.header):
        if column < len(cells) and cells[column] is not None:
            yield (row, column), show(cells[column])
