"""Every row as high as its texts, on every sheet of a workbook that is about to be written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from xlsxwriter.utility import xl_cell_to_rowcol
from xlsxwriter.worksheet import CellFormulaTuple, CellRichStringTuple, CellStringTuple

from plansheet.workbooks.reading.addresses import Position
from plansheet.workbooks.writing.filled_down import SharedFormulaTuple
from plansheet.workbooks.writing.fitting import (
    MAX_HEIGHT,
    MAX_WIDTH,
    height_of,
    lines_of,
    wide_enough,
)
from plansheet.workbooks.writing.paper import go_on_beside

_DEFAULT_HEIGHT: Final = 15
_DEFAULT_WIDTH: Final = 8.43
_PIXELS_OF_WIDTH: Final = 7
_PADDING: Final = 5
"""Pixels of a column beside its width in characters."""

_BUTTON: Final = 18 / _PIXELS_OF_WIDTH
"""Characters that the button of a filter takes in its header."""

_FORMULAS: Final = (CellFormulaTuple, SharedFormulaTuple)
_TEXTS: Final = frozenset({CellStringTuple, CellRichStringTuple, *_FORMULAS})
"""What XlsxWriter keeps of the cells that can have a text."""

_ONE_LINE: Final = 0.45
"""Letters of which any text is certainly one line, in characters of the column's width."""


def fit_rows(sheet: Any, texts: Sequence[str]) -> None:
    """Let every text of a sheet of XlsxWriter be seen whole; `texts` are those of its workbook.

    A row that has a height of its own becomes no lower. A text that no row can hold widens its
    column, and what is too wide for a page then goes on beside.
    """
    fitting = _Fitting(sheet, texts)
    fitting.fit()
    if sheet.beside and sheet.fit_height == 0 and sheet.dim_colmax is not None:
        go_on_beside(sheet, [seen_width(sheet, column) for column in range(sheet.dim_colmax + 1)])


def text_height(text: str, width: float, cell_format: Any) -> float:
    """The height of a text, in points, where so many characters have room beside each other."""
    if cell_format is None:
        return 0
    size = cell_format.font_size
    if not cell_format.text_wrap:
        return height_of(1, size)
    if len(text) * size < width * 11 * _ONE_LINE and "\n" not in text:
        return height_of(1, size)
    return height_of(lines_of(text, width, size, bool(cell_format.bold)), size)


def said_height(points: float) -> str:
    """What the file says of the height of a row that only its texts make higher."""
    return f' ht="{int(points / 0.75 + 0.5) * 0.75:.16g}"' if points > _DEFAULT_HEIGHT + 1 else ""


def seen_width(sheet: Any, column: int) -> float:
    """Characters that a column of a sheet can show; none where it is hidden."""
    info = sheet.col_info.get(column)
    return 0 if info and info.hidden else _info_width(info)


def _info_width(info: Any) -> float:
    if info is None or info.width is None:
        return _DEFAULT_WIDTH
    return float(info.width - _PADDING) / _PIXELS_OF_WIDTH


class _Fitting:
    def __init__(self, sheet: Any, texts: Sequence[str]) -> None:
        self.sheet, self.texts = sheet, texts
        self.merged = {(r, c): (last_row, last) for r, c, last_row, last in sheet.merge}
        self.buttons = frozenset(_buttons(sheet))
        self.widths: dict[int, float] = {}
        self.heights: dict[int, float] = {}
        self.known = _Columns(self)
        self.like: dict[float, int] = {}
        """By height the first row that was set to it: the others share what is known of it."""

    def fit(self) -> None:
        apart = {row for row, _ in (*self.merged, *self.buttons)}
        known = self.known
        for row, cells in self.sheet.table.items():
            if row in apart:
                heights = [*self._each(row, cells)]
            else:
                heights = [known[c][cell] for c, cell in cells.items() if cell.__class__ in _TEXTS]
            height = max(heights, default=0)
            if height > _DEFAULT_HEIGHT + 1:
                self.heights[row] = height
        own_rows = {*self.heights}
        for (row, column), (last_row, last) in self.merged.items():
            cell = self.sheet.table[row][column]
            height = self._height(column, last, _text(cell, self.texts), cell.format)
            above = sum(self.heights.get(r, _DEFAULT_HEIGHT) for r in range(row, last_row))
            if height - above > self.heights.get(last_row, _DEFAULT_HEIGHT + 1):
                self.heights[last_row] = height - above
                own_rows.discard(last_row)
        for row, height in self.heights.items():
            self._set(row, height, refits=row in own_rows)

    def _each(self, row: int, cells: Mapping[int, Any]) -> Iterator[float]:
        """The heights of a row in which some cells are merged or have the button of a filter."""
        for column, cell in cells.items():
            text = _text(cell, self.texts)
            if text and (row, column) not in self.merged:
                button = _BUTTON if (row, column) in self.buttons else 0
                yield self._height(column, column, text, cell.format, button)

    def height_in(self, column: int, cell: Any) -> float:
        """The height of the text of a cell in a column."""
        return self._height(column, column, _text(cell, self.texts), cell.format)

    def _height(
        self, first: int, last: int, text: str, cell_format: Any, taken: float = 0
    ) -> float:
        """The height of a text over the columns from `first` to `last`, but for what is `taken`."""
        width = self._width(first, last) - taken
        height = text_height(text, width, cell_format)
        if height < MAX_HEIGHT:
            return height
        size, bold = cell_format.font_size, bool(cell_format.bold)
        enough = wide_enough([text], width, size, bold)
        self._widen(last, enough - width)
        return height_of(lines_of(text, enough, size, bold), size)

    def _width(self, first: int, last: int) -> float:
        """Characters that the columns can show beside each other."""
        if first == last and first in self.widths:
            return self.widths[first]
        infos = [self.sheet.col_info.get(column) for column in range(first, last + 1)]
        width = sum(
            _info_width(info)
            for info in infos
            if len(infos) == 1 or info is None or not info.hidden
        )
        if first == last:
            self.widths[first] = width
        return width

    def _widen(self, column: int, more: float) -> None:
        if more > 0:
            info = self.sheet.col_info.get(column)
            width = min(self._width(column, column) + more, MAX_WIDTH)
            self.sheet.set_column(column, column, width, info.column_format if info else None)
            del self.widths[column]
            self.known[column].clear()

    def _set(self, row: int, height: float, *, refits: bool) -> None:
        """Excel fits a row again when its text changes, but one of merged cells to nothing."""
        infos, sizes = self.sheet.row_info, self.sheet.row_sizes
        info = infos.get(row)
        if info is None:
            if (first := self.like.setdefault(height, row)) == row:
                self.sheet.set_row(row, height)
            else:
                infos[row], sizes[row] = infos[first], sizes[first]
            if refits:
                self.sheet.fitted.add(row)
        elif height > info.height:
            options = {"hidden": info.hidden, "level": info.level, "collapsed": info.collapsed}
            self.sheet.set_row(row, height, info.row_format, options)


class _Heights(dict[Any, float]):
    """The heights of the texts of one column, by cell: each is computed once."""

    def __init__(self, column: int, fitting: _Fitting) -> None:
        super().__init__()
        self.column, self.fitting = column, fitting

    def __missing__(self, cell: Any) -> float:
        height = self.fitting.height_in(self.column, cell)
        self[cell] = height
        return height


class _Columns(dict[int, _Heights]):
    def __init__(self, fitting: _Fitting) -> None:
        super().__init__()
        self.fitting = fitting

    def __missing__(self, column: int) -> _Heights:
        self[column] = heights = _Heights(column, self.fitting)
        return heights


def _buttons(sheet: Any) -> Iterator[Position]:
    """The headers of a sheet that can be filtered by."""
    areas = [sheet.autofilter_area, *(table.get("autofilter") for table in sheet.tables)]
    for area in filter(None, areas):
        first, last = area.rpartition("!")[2].replace("$", "").split(":")
        row, left = xl_cell_to_rowcol(first)
        yield from ((row, column) for column in range(left, xl_cell_to_rowcol(last)[1] + 1))


def _text(cell: Any, texts: Sequence[str]) -> str:
    """The text of a cell as XlsxWriter keeps it; blank for one of another kind."""
    if isinstance(cell, CellStringTuple):
        return str(texts[cell.string])
    if isinstance(cell, CellRichStringTuple):
        return str(cell.raw_string)
    if isinstance(cell, _FORMULAS) and isinstance(cell.value, str):
        return cell.value
    return ""
