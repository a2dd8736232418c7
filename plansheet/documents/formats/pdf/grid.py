"""The cells of a ruled table → rows, written as `blocks` has merged cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from plansheet.documents.formats.pdf.lines import lines_of
from plansheet.documents.formats.pdf.model import Box, Line, PrintedPage, PrintedWord, RuledTable
from plansheet.documents.formats.pdf.paragraphs import goes_on, text_of_cell

_NEAR = 3.0
"""Lines as many points apart are one line drawn twice."""
_LONGEST_NUMBER = 5


@dataclass(frozen=True)
class RuledCell:
    """The lines of a cell, and between which sides they stand; `is_tall`: over several rows."""

    lines: tuple[Line, ...] = ()
    x0: float = 0.0
    x1: float = 0.0
    is_tall: bool = False
    rest: tuple[Line, ...] = ()

    @property
    def text(self) -> str:
        """What it says, with what stands on the next page."""
        return text_of_cell((*self.lines, *self.rest), self.x0, self.x1)

    def is_open_to(self, below: RuledCell) -> bool:
        """Whether what a cell on the next page says may be the rest of this one."""
        if not below.lines:
            return True
        return bool(self.lines) and goes_on(self.lines, below.lines[0], self.x0, self.x1)


@dataclass(frozen=True)
class RuledRow:
    """A row of a table, and where it stands."""

    cells: tuple[RuledCell, ...]
    place: str

    @property
    def texts(self) -> tuple[str, ...]:
        """What its cells say."""
        return tuple(cell.text for cell in self.cells)


@dataclass(frozen=True)
class RuledGrid:
    """A table, on one page or on several; `edges` are the lines between its columns."""

    edges: tuple[float, ...]
    rows: tuple[RuledRow, ...]


def grid_of(
    table: RuledTable, page: PrintedPage, place: str, before: RuledGrid | None
) -> RuledGrid:
    """The rows of a table.

    Args:
        table: its cells.
        page: where it stands.
        place: what its place is called.
        before: the table that stands before it, with nothing in between; a table with some of its
            columns has them all.
    """
    edges = _merged(x for cell in table.cells for x in (cell.x0, cell.x1))
    if before and len(edges) < len(before.edges) and _are_among(edges, before.edges):
        edges = before.edges
    tops = _merged(y for cell in table.cells for y in (cell.top, cell.bottom))
    rows = [[RuledCell()] * (len(edges) - 1) for _ in tops[1:]]
    for box in table.cells:
        column = _at(edges, box.x0)
        first, last = _at(tops, box.top), _at(tops, box.bottom)
        cell = RuledCell(_lines(box, page.words), box.x0, box.x1, last - first > 1)
        for row in rows[first:last]:
            if column < len(row):
                row[column] = cell
    found = (RuledRow(tuple(row), f"{place}, hàng {i}") for i, row in enumerate(rows, start=1))
    return RuledGrid(edges, tuple(found))


def continued(table: RuledGrid, more: RuledGrid) -> RuledGrid | None:
    """A table with what of it stands on the next page, None where that is another table.

    A head that comes again is left out. What did not fit goes to the row where it began; what a
    cell over several rows says holds on the next page as well.
    """
    if len(table.edges) != len(more.edges) or not table.rows:
        return None
    head = 0
    for above, row in zip(table.rows, more.rows, strict=False):
        if above.texts != row.texts:
            break
        head += 1
    rows = list(more.rows[head:])
    last = table.rows[-1]
    if rows and _is_rest(last.cells, rows[0].cells):
        last = _with_rest(last, rows.pop(0))
    for at, row in enumerate(rows):
        cells = [_carried(*pair) for pair in zip(last.cells, row.cells, strict=True)]
        if cells == list(row.cells):
            break
        rows[at] = replace(row, cells=tuple(cells))
    return RuledGrid(table.edges, (*table.rows[:-1], last, *rows))


def _carried(above: RuledCell, cell: RuledCell) -> RuledCell:
    """The cell of the page before where this one goes over several rows and says nothing."""
    return above if cell.is_tall and not cell.lines else cell


def _with_rest(row: RuledRow, below: RuledRow) -> RuledRow:
    pairs = zip(row.cells, below.cells, strict=True)
    cells = (replace(cell, rest=more.lines) if more.lines else cell for cell, more in pairs)
    return RuledRow(tuple(cells), row.place)


def _is_rest(row: Sequence[RuledCell], below: Sequence[RuledCell]) -> bool:
    """Whether a row is what did not fit on the page before.

    It has no number of its own, no cell that says the same again, less than the row above, and each
    of its cells may go on there. A cell over several rows says nothing about it.
    """
    pairs = [(a, b) for a, b in zip(row, below, strict=True) if b.lines or not b.is_tall]
    more = [b for _, b in pairs if b.lines]
    if not more or len(more) >= sum(bool(a.lines) for a, _ in pairs) or _is_number(below[0]):
        return False
    return all(a.is_open_to(b) and (not b.lines or a.text != b.text) for a, b in pairs)


def _is_number(cell: RuledCell) -> bool:
    return cell.text.rstrip(".)").isalnum() and len(cell.text) <= _LONGEST_NUMBER


def _lines(box: Box, words: Sequence[PrintedWord]) -> tuple[Line, ...]:
    return tuple(lines_of(word for word in words if box.holds(word)))


def _merged(places: Iterable[float]) -> tuple[float, ...]:
    """Where lines are: those near each other are one."""
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _NEAR:
            found.append(place)
    return tuple(found)


def _at(places: Sequence[float], place: float) -> int:
    """Which line a side of a cell lies on."""
    return min(range(len(places)), key=lambda i: abs(places[i] - place))


def _are_among(some: Sequence[float], all_of_them: Sequence[float]) -> bool:
    """Whether a table's outer lines are those of another, and each of its lines is one of it."""
    ends = all(abs(some[i] - all_of_them[i]) <= _NEAR for i in (0, -1))
    return ends and all(min(abs(x - y) for y in all_of_them) <= _NEAR for x in some)
