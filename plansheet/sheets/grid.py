"""A sheet while it is being read, cell by cell, in any order, within the limits."""

from __future__ import annotations

from plansheet.sheets import limits
from plansheet.sheets.addresses import Position, a1
from plansheet.sheets.model import CellValue, Sheet, Visibility
from plansheet.sheets.refusal import too_large


class Grid:
    """Collects what a reader finds; `sheet` gives the result."""

    def __init__(self, name: str, visibility: Visibility = "visible") -> None:
        self.name = name
        self.visibility: Visibility = visibility
        self.formulas: dict[Position, str] = {}
        self.uncached: set[Position] = set()
        self.errors: dict[Position, str] = {}
        self.percents: set[Position] = set()
        self.tcvn3: set[Position] = set()
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self._cells: list[list[CellValue]] = []
        self._columns = 0

    @property
    def area(self) -> int:
        """How many cells the rectangle from A1 has."""
        return len(self._cells) * self._columns

    def put(self, row: int, column: int, value: CellValue) -> None:
        """Set a value; None and blank text leave the cell as it was.

        Raises `Fault` (`too-large`) where the cell lies beyond the limits.
        """
        if value is None or value == "":
            return
        cells = self._reach(row, column)
        cells += [None] * (column + 1 - len(cells))
        cells[column] = value

    def put_error(self, row: int, column: int, error: str) -> None:
        """Mark an error cell; as `put`."""
        self._reach(row, column)
        self.errors[row, column] = error

    def put_formula(self, row: int, column: int, formula: str) -> None:
        """Mark a formula cell; as `put`."""
        self._reach(row, column)
        self.formulas[row, column] = formula

    def _reach(self, row: int, column: int) -> list[CellValue]:
        """The row of a cell within the limits."""
        if row >= len(self._cells) or column >= self._columns:
            rows, columns = max(len(self._cells), row + 1), max(self._columns, column + 1)
            if rows > limits.ROWS or columns > limits.COLUMNS or rows * columns > limits.CELLS:
                raise beyond(row, column)
            self._cells += [[] for _ in range(rows - len(self._cells))]
            self._columns = columns
        return self._cells[row]

    def sheet(self) -> Sheet:
        """The finished sheet."""
        return Sheet(
            self.name,
            self._cells,
            self.visibility,
            self.formulas,
            frozenset(self.uncached),
            self.errors,
            frozenset(self.percents),
            frozenset(self.tcvn3),
            frozenset(self.hidden_rows),
            frozenset(self.hidden_columns),
        )


def beyond(row: int, column: int) -> Exception:
    """A value lies further out than any return needs."""
    return too_large(
        f"có số liệu ở tận ô {a1(row, column)}",
        f"there is data as far out as cell {a1(row, column)}",
    )
