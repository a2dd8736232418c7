"""Rows of a list that sum up others: none of its entries, and held against them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from plansheet.forms.values import in_sentence, show
from plansheet.language.numbers_and_dates import decimal_of
from plansheet.language.text import match_key
from plansheet.own_forms.form_words import is_rate
from plansheet.own_forms.grid import SheetGrid
from plansheet.own_forms.model import FormSheet
from plansheet.own_forms.returned import ReadCell
from plansheet.own_forms.rounding import is_nothing
from plansheet.problems import LabelledCell, Problem
from plansheet.tables.strays import is_sign_off, names_total
from plansheet.tables.table import TableRow

ListRow = Mapping[str, ReadCell]


def is_signed(row: TableRow) -> bool:
    """Whether nothing but lines for date and signatures stands in a row: the list is over."""
    texts = [match_key(show(value)) for value in row.cells if value is not None]
    return any(texts) and all(is_sign_off([text]) for text in texts if text)


def first_free(sheet: FormSheet, blank: SheetGrid) -> int:
    """The first free row of a list, from 0: below a total that stands before the free rows."""
    top = sheet.area[0]
    cells = ((top, column) for column in range(blank.width) if not blank.is_formula(top, column))
    texts = (value for at in cells if isinstance(value := blank.value(*at), str))
    return top + names_total(next(texts, ""))


def told_totals(
    totals: Sequence[tuple[TableRow, int]], rows: Sequence[ListRow]
) -> Iterator[Problem]:
    """That a row is a total, and where it is not what the rows come to.

    Each with how many rows stand above it. It may sum up all of those, those since the total before
    it, or those below it; it may also count them.
    """
    since = 0
    for row, above in totals:
        first = next(at for at, value in enumerate(row.cells) if isinstance(value, str))
        yield _cell(row, "", first).problem("list-total")
        parts = (rows[:above], rows[since:above], rows[above:])
        for key, column in row.table.columns.items():
            value = row.value(column)
            if type(value) is not float or is_rate([key]):
                continue
            given, sums = decimal_of(value), [_sum(part, key) for part in parts]
            sums += [Decimal(len(part)) for part in parts]
            if not any(is_nothing(given - one, given) for one in sums):
                expected = in_sentence(sums[0] if above else sums[2])
                yield _cell(row, key, column).problem("list-total-differs", expected=expected)
        since = above


def _cell(row: TableRow, key: str, column: int) -> LabelledCell:
    place = row.table.place(row.index, column)
    return LabelledCell(place, str(row.number), key, in_sentence(row.value(column)))


def _sum(rows: Sequence[ListRow], key: str) -> Decimal:
    values = (row[key].value for row in rows if key in row)
    return sum((value for value in values if isinstance(value, Decimal)), Decimal(0))
