"""Sums that hold in filled workbooks, proposed as checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final

from plansheet.forms.comparisons import EVERY, Reference
from plansheet.language.numbers_and_dates import decimal_of
from plansheet.own_forms.finding import find_cells
from plansheet.own_forms.model import FormSheet, OwnForm
from plansheet.workbooks.reading import Workbook

_FEWEST: Final = 3
"""Rows in which an identity must hold to be proposed."""
_MOST_COLUMNS: Final = 14
_ZERO: Final = Decimal(0)


def proposed_checks(form: OwnForm, examples: Sequence[Workbook]) -> dict[str, list[dict[str, str]]]:
    """By sheet the identities between columns that hold in every row of every example."""
    found: dict[str, list[dict[str, str]]] = {}
    for sheet in form.sheets:
        rows = [row for example in examples for row in _rows(sheet, example)]
        checks = [{"check": text, "missing": "zero"} for text in _identities(sheet, rows)]
        if sheet.kind == "matrix" and checks:
            found[sheet.name] = checks
    return found


def _rows(sheet: FormSheet, example: Workbook) -> Iterator[Mapping[str, Decimal]]:
    """The figures of each row of an example, by column key."""
    located = find_cells(sheet, example)
    if located is None:
        return
    for row_key, row in located.rows.items():
        figures = {}
        for column_key, column in located.columns.items():
            value = located.grid.value(row, column)
            if isinstance(value, int | float) and not isinstance(value, bool):
                figures[column_key] = decimal_of(value)
        if figures and row_key:
            yield figures


def _identities(sheet: FormSheet, rows: Sequence[Mapping[str, Decimal]]) -> Iterator[str]:
    """a = b + c, and a = b + c − d: each whole once, the shortest first."""
    keys = [key for column, key in sheet.columns.items() if column not in sheet.row_keys.at]
    keys = [key for key in keys if any(row.get(key) for row in rows)][:_MOST_COLUMNS]
    told: set[str] = set()
    for plus, minus in ((2, 0), (2, 1), (3, 0)):
        for whole in keys:
            if whole in told:
                continue
            others = [key for key in keys if key != whole]
            for added in combinations(others, plus):
                for taken in combinations([k for k in others if k not in added], minus):
                    if _holds(rows, whole, added, taken):
                        told |= {whole, *added} if not minus else {whole, *added, *taken}
                        yield _written(whole, added, taken)
                        break
                else:
                    continue
                break


def _holds(
    rows: Sequence[Mapping[str, Decimal]], whole: str, added: Sequence[str], taken: Sequence[str]
) -> bool:
    """Whether it holds in all rows, in enough of them with each of the figures."""
    telling = 0
    for row in rows:
        total = sum((row.get(k, _ZERO) for k in added), _ZERO)
        total -= sum((row.get(k, _ZERO) for k in taken), _ZERO)
        if abs(row.get(whole, _ZERO) - total) > Decimal("0.000001"):
            return False
        telling += all(row.get(key) for key in (whole, *added, *taken))
    return telling >= _FEWEST


def _written(whole: str, added: Sequence[str], taken: Sequence[str]) -> str:
    def cell(key: str) -> str:
        return str(Reference((EVERY, key)))

    right = " + ".join(map(cell, added)) + "".join(f" - {cell(key)}" for key in taken)
    return f"{cell(whole)} = {right}"
