"""Formula text: that of each cell, shared formulas written out where somebody reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from functools import lru_cache
from typing import Final

from plansheet.workbooks.reading import limits
from plansheet.workbooks.reading.addresses import (
    EXCEL_COLUMNS,
    EXCEL_ROWS,
    Position,
    column_letters,
    column_number,
)
from plansheet.workbooks.reading.xlsx.xmltext import unescaped

BOOLEANS: Final = frozenset({"TRUE()", "FALSE()"})
"""How LibreOffice saves the values true and false: nobody typed a formula there."""

_LONGEST_SOURCE: Final = 10 * limits.FORMULA_CHARACTERS
"""Characters that XML takes for as many as a formula may hold: `&#x10FFFF;` is one."""

_REFERENCE: Final = re.compile(
    r'"(?:[^"]|"")*"'  # a text
    r"|'(?:[^']|'')*'"  # the quoted name of a sheet
    r"|\[[^\]]*\]"  # another workbook, or a column of a table
    r"|(?<![A-Za-z0-9_.$])(\$?)([A-Za-z]{1,3})(\$?)([1-9][0-9]{0,6})(?![A-Za-z0-9_.(!])"
    r"|(?<![A-Za-z0-9_.$:])(\$?)([A-Za-z]{1,3}):(\$?)([A-Za-z]{1,3})(?![A-Za-z0-9_.(!:])"
    r"|(?<![A-Za-z0-9_.$:])(\$?)([1-9][0-9]{0,6}):(\$?)([1-9][0-9]{0,6})(?![A-Za-z0-9_.(!:])"
)


def shifted(formula: str, by: Position) -> str:
    """The formula as it reads in a cell that lies `by` rows and columns further.

    Relative references move along; absolute ones, texts and names stay. What would leave the
    sheet becomes #REF!, as in Excel.
    """
    down, right = by

    def column(fixed: str, letters: str) -> str:
        if fixed:
            return fixed + letters
        moved = column_number(letters) + right
        return column_letters(moved) if 0 <= moved < EXCEL_COLUMNS else "#REF!"

    def row(fixed: str, digits: str) -> str:
        if fixed:
            return fixed + digits
        moved = int(digits) + down
        return str(moved) if 1 <= moved <= EXCEL_ROWS else "#REF!"

    def move(match: re.Match[str]) -> str:
        g = match.groups()
        if g[1] is not None and column_number(g[1]) < EXCEL_COLUMNS:
            cell = column(g[0], g[1]), row(g[2], g[3])
            return "#REF!" if "#REF!" in cell else "".join(cell)
        if g[5] is not None:
            return f"{column(g[4], g[5])}:{column(g[6], g[7])}"
        if g[9] is not None:
            return f"{row(g[8], g[9])}:{row(g[10], g[11])}"
        return match[0]

    pieces = _pieces(formula)
    moved = {piece[0]: move(piece) for piece in pieces[1::2] if not isinstance(piece, str)}
    return "".join(p if isinstance(p, str) else moved[p[0]] for p in pieces)


@lru_cache(maxsize=16)
def _pieces(formula: str) -> Sequence[str | re.Match[str]]:
    """A formula in pieces, every second one a reference, a text or a name.

    It is shifted to as many cells as share it.
    """
    pieces: list[str | re.Match[str]] = []
    end = 0
    for found in _REFERENCE.finditer(formula):
        pieces += (formula[end : found.start()], found)
        end = found.end()
    return [*pieces, formula[end:]]


class Formulas(MutableMapping[Position, str]):
    """By cell the text of its formula; what XML spells otherwise is made out when it is read.

    Nobody reads most of them: a template has thousands of letters of them in every row.
    """

    def __init__(self) -> None:
        self._texts: dict[Position, str] = {}
        self._escaped: set[Position] = set()
        self._shared: dict[Position, Position] = {}

    def put_source(self, at: Position, source: str) -> None:
        """Set a formula as XML spells it."""
        self._texts[at] = source[:_LONGEST_SOURCE]
        if "&" in source:
            self._escaped.add(at)

    def put_shared(self, at: Position, first: Position, text: str) -> None:
        """Set a formula as it reads in the first of the cells that share it, or in its own."""
        self._texts[at] = text
        if at != first:
            self._shared[at] = first

    def names(self, at: Position) -> tuple[str, int]:
        """As `names_in` says it, of a formula as XML spells it or as the first that shares it."""
        text = self._texts[at]
        if at in self._escaped and "&#" in text:
            return self[at], at[0] + 1
        return text, self._shared.get(at, at)[0] + 1

    def __getitem__(self, at: Position) -> str:
        text = self._texts[at]
        text = unescaped(text) if at in self._escaped else text
        if first := self._shared.get(at):
            text = shifted(text, (at[0] - first[0], at[1] - first[1]))
        return text[: limits.FORMULA_CHARACTERS]

    def __setitem__(self, at: Position, text: str) -> None:
        self._texts[at] = text
        self._forget(at)

    def __delitem__(self, at: Position) -> None:
        del self._texts[at]
        self._forget(at)

    def _forget(self, at: Position) -> None:
        self._escaped.discard(at)
        self._shared.pop(at, None)

    def __contains__(self, at: object) -> bool:
        return at in self._texts

    def __iter__(self) -> Iterator[Position]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)


def names_in(formulas: Mapping[Position, str], at: Position) -> tuple[str, int]:
    """A text in which the same names stand before brackets as in the formula of a cell.

    Beside it the number of the row in which a formula would read so.
    """
    if not isinstance(formulas, Formulas):
        return formulas[at], at[0] + 1
    return formulas.names(at)
