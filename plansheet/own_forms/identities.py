"""Sums that hold in filled workbooks, proposed as checks.

A relation is proposed where it holds in every row (between columns) or in every column (between
rows) of all examples, and where figures other than zero tell so: blank and zero cells say nothing.
Decimals are let differ by the rounding of each term.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Final

from plansheet.forms.comparisons import EVERY, Reference
from plansheet.own_forms.examples_read import FilledSheet
from plansheet.own_forms.model import FormSheet

_FEWEST: Final = 3
"""Rows or columns whose figures must tell that a relation holds."""
_MOST_COLUMNS: Final = 24
_MOST_PARTS: Final = 60
_MOST_PROPOSED: Final = 200
_DECIMALS: Final = 4

RowFigures = Sequence[int]
Relation = Mapping[int, int]
"""The sign of each column in a sum that is zero; the first is the whole, +1."""


@dataclass(frozen=True, slots=True)
class _Scale:
    """How figures are counted: in units of the last decimal that any of them has."""

    places: int

    def count(self, value: Decimal) -> int:
        return int((value * 10**self.places).to_integral_value())

    def slack(self, terms: int) -> int:
        """By how many units the rounding of so many terms may let a sum differ."""
        return (terms + 1) // 2 if self.places else 0

    def tolerance(self, gap: int) -> dict[str, float]:
        return {"tolerance": float(Decimal(gap).scaleb(-self.places))} if gap else {}


def proposed_checks(sheet: FormSheet, filled: FilledSheet) -> list[dict[str, object]]:
    """The relations between columns and between rows that hold in all examples, as checks."""
    if sheet.kind != "matrix":
        return []
    every = [value for rows in filled.rows for row in rows.values() for value in row.values()]
    scale = _Scale(min(max((_places(value) for value in every), default=0), _DECIMALS))
    found = [*_between_columns(sheet, filled, scale), *_between_rows(sheet, filled, scale)]
    return found[:_MOST_PROPOSED]


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _check(text: str, held: int, gap: int, scale: _Scale) -> dict[str, object]:
    return {
        "check": text,
        "missing": "zero",
        **scale.tolerance(gap),
        "held": f"{held}/{held}",
    }


def _opened(sheet: FormSheet) -> set[str]:
    return {cell.column_key for cell in sheet.inputs.values()}


# Between columns: closing = opening + debit − credit.


def _between_columns(
    sheet: FormSheet, filled: FilledSheet, scale: _Scale
) -> Iterator[dict[str, object]]:
    rows = [row for rows in filled.rows for row in rows.values()]
    keys = [key for key in sheet.columns.values() if any(row.get(key) for row in rows)]
    keys = keys[:_MOST_COLUMNS]
    figures = [[scale.count(row.get(key, Decimal(0))) for key in keys] for row in rows]
    figures.sort(key=lambda row: -sum(map(bool, row)))
    opened = {at for at, key in enumerate(keys) if key in _opened(sheet)}
    basis: list[list[Fraction]] = []
    for relation in _relations(len(keys)):
        if next(iter(relation)) not in opened or not _holds(figures, relation, scale):
            continue
        if not _is_new(basis, relation, len(keys)) or len(relation) < 3:
            continue
        gap = max(abs(_sum(row, relation)) for row in figures)
        yield _check(_written(keys, relation), len(rows), gap, scale)


def _relations(width: int) -> Iterator[Relation]:
    """What may hold between columns, the simplest first."""
    columns = range(width)
    for size in (2, 3):
        for chosen in combinations(columns, size):
            yield from _wholes(chosen)
    for whole in columns:
        for first, last in combinations(range(width + 1), 2):
            if last - first > 3 and not first <= whole < last:
                yield {whole: 1, **dict.fromkeys(range(first, last), -1)}
    for chosen in combinations(columns, 4):
        yield from _wholes(chosen)
        for second in chosen[1:]:
            pair = {chosen[0], second}
            yield {at: 1 if at in pair else -1 for at in (chosen[0], second, *chosen)}
    pairs = [(at, at + 1) for at in columns[:-1]]
    for three in combinations(pairs, 3):
        if len({at for pair in three for at in pair}) == 6:
            for one in three[::-1]:
                signs = {one[0]: 1, one[1]: -1}
                for first, second in three:
                    signs |= {} if first in signs else {first: -1, second: 1}
                yield signs


def _wholes(chosen: Sequence[int]) -> Iterator[Relation]:
    """Each of some columns as the sum of the others, the last and the first of them first."""
    for whole in (chosen[-1], *chosen[:-1]):
        yield {whole: 1, **{at: -1 for at in chosen if at != whole}}


def _sum(row: RowFigures, relation: Relation) -> int:
    return sum(sign * row[at] for at, sign in relation.items())


def _holds(figures: Sequence[RowFigures], relation: Relation, scale: _Scale) -> bool:
    """Whether it holds in all rows, and figures in enough of them tell so."""
    slack, telling = scale.slack(len(relation)), 0
    seen = dict.fromkeys(relation, 0)
    for row in figures:
        if abs(_sum(row, relation)) > slack:
            return False
        given = [at for at in relation if row[at]]
        telling += len(given) >= min(len(relation), 3)
        for at in given:
            seen[at] += 1
    return telling >= _FEWEST and min(seen.values()) > 1


def _is_new(basis: list[list[Fraction]], relation: Relation, width: int) -> bool:
    """Whether a relation follows from none of those before it; it joins them then."""
    row = [Fraction(relation.get(at, 0)) for at in range(width)]
    for other in basis:
        lead = next(at for at, value in enumerate(other) if value)
        factor = row[lead] / other[lead]
        row = [mine - factor * its for mine, its in zip(row, other, strict=True)]
    if any(row):
        basis.append(row)
    return any(row)


def _written(keys: Sequence[str], relation: Relation) -> str:
    """The relation as a comparison: a pair that is subtracted from stands on the left whole."""

    def cell(at: int) -> str:
        return str(Reference((EVERY, keys[at])))

    whole, *others = relation
    left, right = cell(whole), ""
    if len(relation) == 6:
        taken, *others = others
        left += f" - {cell(taken)}"
    ordered = others if len(relation) == 6 else sorted(others, key=lambda at: relation[at])
    for at in ordered:
        sign = "+" if relation[at] < 0 else "-"
        right += f" {sign} {cell(at)}"
    return f"{left} = {right.removeprefix(' + ')}"


# Between rows: a total and its parts.


def _between_rows(
    sheet: FormSheet, filled: FilledSheet, scale: _Scale
) -> Iterator[dict[str, object]]:
    keys = list(sheet.rows.values())
    none = {key for key, rule in sheet.aggregate.items() if rule == "none"}
    columns = [key for key in sheet.columns.values() if key in filled.filled and key not in none]
    cells = [(rows, key) for rows in filled.rows for key in columns if _says(rows, key)]
    vectors = [
        [scale.count(rows.get(key, {}).get(column, Decimal(0))) for rows, column in cells]
        for key in keys
    ]
    opened = {cell.row_key for cell in sheet.inputs.values()}
    is_whole = not none.intersection(sheet.columns.values()) and "*" not in none
    for whole, parts in _Totals(vectors, scale).found():
        if keys[whole] not in opened:
            continue
        total = [sum(vectors[part][at] for part in parts) for at in range(len(cells))]
        gap = max(abs(a - b) for a, b in zip(vectors[whole], total, strict=True))
        for column in (EVERY,) if is_whole else columns:
            names = ", ".join(str(Reference((keys[part], column))) for part in parts)
            text = f"{Reference((keys[whole], column))} = sum({names})"
            held = len(cells) if is_whole else sum(key == column for _, key in cells)
            yield _check(text, held, gap, scale)


def _says(rows: Mapping[str, Mapping[str, Decimal]], column: str) -> bool:
    return any(row.get(column) for row in rows.values())


class _Totals:
    """Finds rows that are the sum of the rows below them, or of those above."""

    def __init__(self, vectors: Sequence[RowFigures], scale: _Scale) -> None:
        self.vectors, self.scale = vectors, scale
        self.ends: dict[int, int] = {}
        self.parts: dict[int, Sequence[int]] = {}

    def found(self) -> Iterator[tuple[int, Sequence[int]]]:
        """Each total with its parts, from the top down."""
        count = len(self.vectors)
        for row in reversed(range(count)):
            self._try(row, self._below(row))
        for row in range(count):
            if row not in self.parts:
                self._try(row, self._above(row))
        yield from sorted(self.parts.items())

    def _below(self, row: int) -> Iterator[int]:
        """The rows below, of a total that was found itself but not its parts."""
        at = row + 1
        while at < len(self.vectors):
            yield at
            at = self.ends.get(at, at) + 1

    def _above(self, row: int) -> Iterator[int]:
        at = row - 1
        while at >= 0:
            over = [top for top, end in self.ends.items() if top <= at <= end < row]
            top = min(over, default=at)
            yield top
            at = top - 1

    def _try(self, row: int, candidates: Iterator[int]) -> None:
        whole = self.vectors[row]
        if sum(map(bool, whole)) < _FEWEST:
            return
        total, parts = [0] * len(whole), list[int]()
        for at in candidates:
            parts.append(at)
            total = [a + b for a, b in zip(total, self.vectors[at], strict=True)]
            if len(parts) > _MOST_PARTS:
                return
            slack = self.scale.slack(len(parts) + 1)
            if all(abs(a - b) <= slack for a, b in zip(total, whole, strict=True)):
                if sum(any(self.vectors[part]) for part in parts) < 2:
                    continue
                self.parts[row] = sorted(parts)
                if parts[0] > row:
                    self.ends[row] = max(self.ends.get(at, at) for at in parts)
                return
