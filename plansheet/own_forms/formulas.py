"""What the formulas of a form give with the figures of a return."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from contextlib import suppress
from decimal import Decimal
from functools import lru_cache
from typing import Final

from plansheet.forms.values import Value
from plansheet.language.numbers_and_dates import decimal_of
from plansheet.own_forms.model import CellKey, FormSheet
from plansheet.tables.formula_value import UnknownValueError, formula_value
from plansheet.workbooks.reading import a1, cell_position
from plansheet.workbooks.reading.addresses import Position

_REFERENCE: Final = re.compile(
    r'"[^"]*"|(?<![A-Za-z0-9_.!:$])\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})'
    r"(?::\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6}))?(?![A-Za-z0-9_(!:])"
)
_NAMED: Final = re.compile(r"\{([A-Z]+[0-9]+)\}")
_SUM: Final = re.compile(r"SUM\(([^()\"]*)\)", re.IGNORECASE)
_MOST_CELLS: Final = 5_000


class FormFormulas:
    """Evaluates formulas of the blank workbook, each once; `figure` gives its input cells."""

    def __init__(
        self, formulas: dict[Position, str], figure: Callable[[Position], Value | None]
    ) -> None:
        self._formulas, self._figure = formulas, figure
        self._values: dict[Position, Decimal | None] = {}
        self._open: set[Position] = set()

    def value(self, at: Position) -> Decimal | None:
        """What the formula of a cell gives; None where nobody here knows."""
        if at not in self._values:
            self._values[at] = self._computed(at)
        return self._values[at]

    def operands(self, at: Position) -> list[Decimal]:
        """The figures of the cells that a formula reads itself."""
        found: list[Decimal] = []
        with suppress(UnknownValueError):
            for read in _read_by(self._formulas[at]):
                value = self._at(read)
                found += [value] if isinstance(value, Decimal) else []
        return found

    def _computed(self, at: Position) -> Decimal | None:
        if at in self._open or len(self._open) > 50:
            return None
        self._open.add(at)
        formula = self._formulas[at]
        try:
            if (added := _added_by(formula)) is not None:
                figures = map(self._at, added)
                return sum((one for one in figures if isinstance(one, Decimal)), Decimal(0))
            value = formula_value(f"={_named(formula)}", self._cell)
        except (UnknownValueError, RecursionError):
            return None
        finally:
            self._open.discard(at)
        return value if isinstance(value, Decimal) else None

    def _cell(self, name: str) -> Decimal | str | None:
        return self._at(cell_position(name))

    def _at(self, at: Position) -> Decimal | str | None:
        if at in self._formulas:
            value = self.value(at)
            if value is None:
                raise UnknownValueError(at)
            return value
        figure = self._figure(at)
        return figure if isinstance(figure, Decimal | str) or figure is None else None


def cells_behind(formulas: Mapping[Position, str], at: Position) -> Set[Position]:
    """The cells that a cell rests on: itself where it is no formula, else those that it reads."""
    found: set[Position] = set()
    left = [at]
    while left:
        cell = left.pop()
        if cell not in found:
            found.add(cell)
            left += _read_by(formulas[cell]) if cell in formulas else []
    return found


def _read_by(formula: str) -> list[Position]:
    """The cells of its own sheet that a formula reads; none where they are too many."""
    try:
        return [cell_position(name) for name in _NAMED.findall(_named(formula))]
    except UnknownValueError:
        return []


@lru_cache(maxsize=4096)
def _added_by(formula: str) -> Sequence[Position] | None:
    """The cells that a formula adds up, where it is nothing but a SUM of cells."""
    found = _SUM.fullmatch(formula.strip())
    named = _named(found[1]) if found else ""
    is_sum = named != "" and not _NAMED.sub("", named).strip(", ")
    return tuple(map(cell_position, _NAMED.findall(named))) if is_sum else None


@lru_cache(maxsize=4096)
def _named(formula: str) -> str:
    """The formula with its cells as names in braces, ranges written out."""

    def name(found: re.Match[str]) -> str:
        if found[1] is None:
            return found[0]
        first = cell_position(found[1] + found[2])
        if found[3] is None:
            return f"{{{a1(*first)}}}"
        last = cell_position(found[3] + found[4])
        rows, columns = range(first[0], last[0] + 1), range(first[1], last[1] + 1)
        if len(rows) * len(columns) > _MOST_CELLS:
            raise UnknownValueError(formula)
        return ",".join(f"{{{a1(row, column)}}}" for row in rows for column in columns)

    return _REFERENCE.sub(name, formula)


def figures_in(
    form: FormSheet, rows: Sequence[Sequence[object]], totals: Mapping[CellKey, Value]
) -> Callable[[Position], Value | None]:
    """What stands in the cells of the blank workbook once the totals are in them."""

    def figure(at: Position) -> Value | None:
        if at[0] not in form.block:
            raise UnknownValueError(at)
        key = form.key_at.get(at)
        if key is not None:
            return totals.get(key)
        value = rows[at[0]][at[1]] if at[0] < len(rows) and at[1] < len(rows[at[0]]) else None
        if isinstance(value, int | float) and not isinstance(value, bool):
            return decimal_of(value)
        return None if value is None else str(value)

    return figure
