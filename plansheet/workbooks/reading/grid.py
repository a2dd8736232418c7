"""A sheet while it is being read, cell by cell, in any order, within the limits."""

from __future__ import annotations

from collections import Counter

from plansheet.language.text import Tcvn3, decode_tcvn3
from plansheet.problems.catalogue import refusals
from plansheet.workbooks.reading import limits
from plansheet.workbooks.reading.addresses import Area, Position, a1
from plansheet.workbooks.reading.limits import STRANGERS, Limits
from plansheet.workbooks.reading.model import CellValue, Drawn, Sheet, Visibility, finite
from plansheet.workbooks.reading.refusal import Fault
from plansheet.workbooks.reading.serials import Dayless
from plansheet.workbooks.reading.xlsx.formulas import Formulas


class Grid:
    """Collects what a reader finds; `sheet` gives the result."""

    def __init__(
        self, name: str, visibility: Visibility = "visible", within: Limits = STRANGERS
    ) -> None:
        self.name, self.within = name, within
        self.visibility: Visibility = visibility
        self.clear()

    def clear(self) -> None:
        """Forget everything but the name and the limits."""
        self.formulas = Formulas()
        self.uncached: set[Position] = set()
        self.errors: dict[Position, str] = {}
        self.percents: set[Position] = set()
        self.dayless: dict[Position, Dayless] = {}
        self.marked: set[Position] = set()
        self.tcvn3: dict[Position, Tcvn3] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.merged: list[Area] = []
        self.comments: dict[Position, str] = {}
        self.drawn: Counter[Drawn] = Counter()
        self.rows: list[list[CellValue]] = []
        self.area = 0
        """Cells up to the last used one of each row: what the sheet costs."""

    def row(self, row: int) -> list[CellValue]:
        """The values of a row, to be changed; whoever makes it longer adds that to `area`.

        Raises:
            Fault: `too-large`, where it lies beyond the limits.
        """
        if row >= len(self.rows):
            if row >= self.within.rows:
                raise beyond(row, 0)
            self.rows += [[] for _ in range(row + 1 - len(self.rows))]
        return self.rows[row]

    def put(self, row: int, column: int, value: CellValue) -> None:
        """Set a value; None and blank text leave the cell as it was.

        Raises:
            Fault: `too-large`, where the cell lies beyond the limits.
        """
        if value is None or value == "":
            return
        self._reach(row, column)[column] = finite(value)

    def put_error(self, row: int, column: int, error: str) -> None:
        """Mark an error cell; as `put`."""
        self._reach(row, column)
        self.errors[row, column] = error

    def put_formula(self, row: int, column: int, formula: str) -> None:
        """Mark a formula cell; as `put`."""
        self._reach(row, column)
        self.formulas[row, column] = formula

    def merge(self, first: Position, last: Position) -> None:
        """Note cells that were merged into one."""
        if len(self.merged) < limits.COLUMN_RECORDS:
            self.merged.append((first, last))

    def _reach(self, row: int, column: int) -> list[CellValue]:
        cells = self.row(row)
        if (gap := column + 1 - len(cells)) > 0:
            if column >= limits.COLUMNS:
                raise beyond(row, column)
            self.area += gap
            if self.area > self.within.area:
                raise Fault(refusals.MANY_CELLS)
            cells += [None] * gap
        return cells

    def sheet(self) -> Sheet:
        """The finished sheet."""
        return Sheet(
            self.name,
            self.rows,
            self.visibility,
            self.formulas,
            frozenset(self.uncached),
            self.errors,
            frozenset(self.percents),
            self.dayless,
            self._in_unicode(),
            frozenset(self.marked),
            frozenset(self.hidden_rows),
            frozenset(self.hidden_columns),
            self.comments,
            dict(self.drawn),
            self.merged,
        )

    def _in_unicode(self) -> dict[Position, str]:
        """Decode what is in TCVN3 fonts; returns the texts that this changed as they were."""
        as_written: dict[Position, str] = {}
        for (row, column), font in self.tcvn3.items():
            cells = self.rows[row] if row < len(self.rows) else ()
            text = cells[column] if column < len(cells) else None
            if isinstance(text, str) and (read := decode_tcvn3(text, font)) != text:
                as_written[row, column], self.rows[row][column] = text, read
        return as_written


def beyond(row: int, column: int) -> Fault:
    """A value lies further out than any return needs."""
    return Fault(refusals.FAR_CELL, cell=a1(row, column))
