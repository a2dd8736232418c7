"""The rows of a table as XML, many times quicker than through the cells of XlsxWriter.

What is written of a cell, and how high it is, is made once for each value of a column: a long table
says the same name, file and day in thousands of rows. Rows are made when their sheet is written, a
few at a time, and none is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any, Final

from plansheet.workbooks.reading.addresses import column_letters
from plansheet.workbooks.writing.cell_text import clipped, in_attribute, looks_typed
from plansheet.workbooks.writing.cells import Link
from plansheet.workbooks.writing.fitted_rows import said_height, seen_width, text_height
from plansheet.workbooks.writing.workbook import write_value

FormatAt = Callable[[int, int, Any], Any]
"""The format of the value at a row and column: its kind's, where it is no `Decimal`."""

_Made = tuple[str, float]
"""What is written of a cell, and how high it is in points."""

_NOTHING: Final[_Made] = "", 0
_TEXTS: Final = frozenset({str, type(None)})
_IS_TEXT: Final = ' t="s">'

_ROW: Final = "\0"
"""The number of the row in what is made of a cell, which stands in many of them."""

_AT_ONCE: Final = 500
"""Rows that are made at a time."""


class TableRows:
    """Rows of a sheet below its header, the last that it has; None is no cell.

    Equal numbers of a column have the same format, but for the columns `unlike`.
    """

    def __init__(
        self,
        sheet: Any,
        first: int,
        rows: Sequence[Sequence[Any]],
        format_at: FormatAt,
        unlike: frozenset[int] = frozenset(),
    ) -> None:
        self.sheet, self.first, self.rows = sheet, first, rows
        self.format_at, self.unlike = format_at, unlike
        for row, column in ((first, 0), (first + len(rows) - 1, len(rows[0]) - 1)):
            sheet._check_dimensions(row, column)
        sheet.below = self

    def write(self) -> None:
        """Write them into the file of the sheet."""
        columns = [_Column(self, position) for position in range(len(self.rows[0]))]
        high = _Heights()
        for start in range(0, len(self.rows), _AT_ONCE):
            first, some = self.first + start, self.rows[start : start + _AT_ONCE]
            values = zip(*some, strict=True)
            made = [c.made(first, below) for c, below in zip(columns, values, strict=True)]
            xml = "".join(
                f'<row r="{_ROW}"{high[max(heights)]}>{"".join(cells)}</row>'.replace(_ROW, number)
                for number, cells, heights in _rows(first, made)
            )
            self.sheet.str_table.count += xml.count(_IS_TEXT)
            self.sheet.fh.write(xml)

    def shown(self, row: int, column: int) -> str | None:
        """What a chart shows of a cell."""
        value = self.rows[row - self.first][column]
        if isinstance(value, date):
            value = self.sheet._convert_date_time(value)
        return value if value is None or isinstance(value, str) else f"{value:.16g}"


def _rows(
    first: int, columns: Sequence[Sequence[_Made]]
) -> Iterator[tuple[str, tuple[str, ...], tuple[float, ...]]]:
    """The number of each row, what is written of its cells, and how high each of these is."""
    cells = [[xml for xml, _ in made] for made in columns]
    heights = [[height for _, height in made] for made in columns]
    numbers = map(str, count(first + 1))
    return zip(numbers, zip(*cells, strict=True), zip(*heights, strict=True), strict=False)


class _Heights(dict[float, str]):
    """How a row says its height, by points."""

    def __missing__(self, points: float) -> str:
        self[points] = said = said_height(points)
        return said


class _Column(dict[str | None, _Made]):
    """What is made of the values of a column, by text where they are texts."""

    def __init__(self, table: TableRows, position: int) -> None:
        super().__init__({None: _NOTHING})
        self.format_at, self.first, self.position = table.format_at, table.first, position
        self.unlike = position in table.unlike
        self.cell = _Cell(table.sheet, position)
        self.others: dict[tuple[type, object], _Made] = {}
        self.formats: dict[type, Any] = {}

    def __missing__(self, text: str) -> _Made:
        if (cell_format := self.formats.get(str)) is None:
            cell_format = self.formats[str] = self.format_at(self.first, self.position, text)
        if text:
            self.cell.write_text(0, 0, clipped(text), cell_format)
        else:
            self.cell.write_blank(0, 0, None, cell_format)
        self[text] = self.cell.made
        return self.cell.made

    def made(self, first: int, values: Sequence[Any]) -> list[_Made]:
        """What is made of values below each other, from the row `first`."""
        if _TEXTS.issuperset(map(type, values)):
            return [self[value] for value in values]
        return [
            self[value] if value.__class__ in _TEXTS else self._other(row, value)
            for row, value in enumerate(values, first)
        ]

    def _other(self, row: int, value: Any) -> _Made:
        kind = value.__class__
        if kind is Link or self.unlike:
            return self._make(row, value)
        key = kind, str(value) if kind is Decimal else value
        if key not in self.others:
            self.others[key] = self._make(row, value)
        return self.others[key]

    def _make(self, row: int, value: Any) -> _Made:
        kind = value.__class__
        if kind is Decimal:
            cell_format = self.format_at(row, self.position, value)
        elif (cell_format := self.formats.get(kind)) is None:
            cell_format = self.formats[kind] = self.format_at(row, self.position, value)
        write_value(self.cell, row, self.position, value, cell_format)
        return self.cell.made


class _Cell:
    """Makes a cell of what `write_value` writes; its methods are those of a sheet of XlsxWriter."""

    made: _Made = _NOTHING

    def __init__(self, sheet: Any, position: int) -> None:
        self.sheet, self.xls_rowmax = sheet, sheet.xls_rowmax
        self.letters, self.width = column_letters(position), seen_width(sheet, position)
        self.starts: dict[Any, str] = {}

    @property
    def hlink_count(self) -> int:
        """How many links the sheet has."""
        return int(self.sheet.hlink_count)

    def write_text(self, _row: int, _column: int, text: str, cell_format: Any) -> None:
        """A text that `clipped` has seen."""
        height = text_height(text, self.width, cell_format)
        if looks_typed(text):
            cell_format = self.sheet.quoted(cell_format)
        number = self.sheet.str_table.number_of(text)
        self._put(cell_format, f"{_IS_TEXT}<v>{number}</v></c>", height)

    write_string = write_text

    def write_blank(self, _row: int, _column: int, _blank: None, cell_format: Any) -> None:
        """Nothing but a format."""
        self._put(cell_format, "/>")

    def write_number(self, _row: int, _column: int, number: Any, cell_format: Any) -> None:
        """A number with all digits that Excel has."""
        self._put(cell_format, f"><v>{number:.16G}</v></c>")

    def write_datetime(self, row: int, column: int, day: date, cell_format: Any) -> None:
        """A day or a moment."""
        self.write_number(row, column, self.sheet._convert_date_time(day), cell_format)

    def write_url(self, row: int, column: int, url: str, cell_format: Any, text: str) -> None:
        """A text that leads to another place of the workbook."""
        self.sheet.hlink_count += 1
        place, said = in_attribute(url.removeprefix("internal:")), in_attribute(text)
        ref = f"{self.letters}{row + 1}"
        self.sheet.links.append(f'<hyperlink ref="{ref}" location="{place}" display="{said}"/>')
        self.write_text(row, column, text, cell_format)

    def _put(self, cell_format: Any, rest: str, height: float = 0) -> None:
        if (start := self.starts.get(cell_format)) is None:
            style = cell_format._get_xf_index()
            start = self.starts[cell_format] = f'<c r="{self.letters}{_ROW}" s="{style}"'
        self.made = start + rest, height
