"""A workbook in the making: its formats, its pages, its cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Final

from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import CellBlankTuple, CellFormulaTuple, CellStringTuple

from plansheet.language.wording import Language, Wording, Words, say
from plansheet.problems import OutputError
from plansheet.workbooks.cell_rules import Colour
from plansheet.workbooks.reading.addresses import EXCEL_ROWS, Position, column_letters
from plansheet.workbooks.remote import PathOrRemote
from plansheet.workbooks.writing.cell_text import clipped, plain, quoted
from plansheet.workbooks.writing.cells import BIGGEST, DATE_FORMAT, Cell, Formula, Link, spoken
from plansheet.workbooks.writing.charts import StackedBars, arrange, arrange_one
from plansheet.workbooks.writing.files import ISSUED_AT, replacing
from plansheet.workbooks.writing.filled_down import SharedFormulaTuple
from plansheet.workbooks.writing.fitted_rows import fit_rows
from plansheet.workbooks.writing.paper import Paper, print_setup
from plansheet.workbooks.writing.raising import NotWrittenError
from plansheet.workbooks.writing.sheet import OwnWorkbook
from plansheet.workbooks.writing.styles import BASE, NORMAL, STYLES

_MAX_LINKS: Final = 65_530
"""On one sheet of Excel; XlsxWriter leaves out the text of those above it too."""


class Book:
    """A workbook in the making; close it through `new_book`."""

    def __init__(
        self,
        path: Path,
        title: Words,
        lock_structure: bool = False,
        lang: Language = "vi",
        paper: Paper = "a4",
        rows: int = EXCEL_ROWS,
    ) -> None:
        self.lang, self.paper, self.rows = lang, paper, rows
        self._book = OwnWorkbook(
            path,
            {
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_date_format": DATE_FORMAT,
                "default_format_properties": NORMAL,
                "nan_inf_to_errors": False,
            },
        )
        self._book.lock_structure, self._book.lang, self._book.rows = lock_structure, lang, rows
        self._book.set_properties(
            {"title": plain(self.say(title))[:255], "author": "plansheet", "created": ISSUED_AT}
        )
        self._book.set_size(2400, 1400)
        self._formats: dict[tuple[str, str, str, bool, str], Any] = {}

    def say(self, text: Words) -> str:
        """A text in the language of the workbook."""
        return say(text, self.lang)

    def close(self) -> None:
        """Write the file, every row as high as its texts.

        Raises:
            OSError: the system refuses it.
        """
        texts = list(self._book.str_table.string_table)
        for sheet in self._book.worksheets():
            fit_rows(sheet, texts)
        try:
            self._book.close()
        except FileCreateError as error:
            refused: OSError = error.args[0]
            raise refused from error

    def style(
        self,
        name: str,
        number_format: str = "",
        align: str = "",
        *,
        wrap: bool = False,
        fill: str = "",
    ) -> Any:
        """A format of `STYLES`, made once; `wrap` lets a text go on in the next line."""
        key = (name, number_format, align, wrap, fill)
        if key not in self._formats:
            extra: dict[str, Any] = {"num_format": number_format} if number_format else {}
            extra |= {"align": align} if align else {}
            extra |= {"text_wrap": True} if wrap else {}
            extra |= {"bg_color": fill} if fill else {}
            self._formats[key] = self._book.add_format({**BASE, **STYLES[name], **extra})
        return self._formats[key]

    def colour(self, sheet: Any, colours: Iterable[Colour]) -> None:
        """Colour cells of a sheet while somebody types."""
        for colour in colours:
            options = colour.options() | {"format": self.style(colour.style)}
            sheet.conditional_format(colour.cells, options)

    def page(self, name: Words, *, landscape: bool = False) -> Page:
        """A sheet for free text, counts and charts."""
        sheet = self.sheet(name)
        print_setup(sheet, lang=self.lang, landscape=landscape)
        sheet.hide_gridlines(2)
        return Page(self, sheet, self.say(name))

    def add_bars(self, sheet: str, at: Position, bars: StackedBars) -> None:
        """Put a chart below what stands on a sheet, its corner at a cell, on a page of its own."""
        chart: Any = self._book.add_chart({"type": "bar", "subtype": "stacked"})
        arrange(chart, bars, self.lang)
        where: Any = self._book.get_worksheet_by_name(sheet)
        where.set_h_pagebreaks([at[0]])
        where.insert_chart(
            *at, chart, {"x_offset": 4, "y_offset": 4, "description": self.say(bars.title)}
        )

    def add_bar(self, sheet: str, at: Position, bar: StackedBars) -> None:
        """Put one bar of several parts over a sheet, its corner at a cell."""
        chart: Any = self._book.add_chart({"type": "bar", "subtype": "percent_stacked"})
        arrange_one(chart, bar)
        where: Any = self._book.get_worksheet_by_name(sheet)
        where.insert_chart(*at, chart, {"object_position": 1, "description": self.say(bar.title)})

    def very_hidden(self, name: str, rows: Sequence[Sequence[str]]) -> None:
        """A sheet that only programs see: plain rows of text."""
        sheet = self._book.add_worksheet(name)
        for index, row in enumerate(rows):
            for position, text in enumerate(row):
                sheet.write_string(index, position, clipped(text))
        sheet.very_hidden()

    def contents(self) -> dict[str, dict[Position, Cell | Formula]]:
        """What was written so far, by sheet and cell."""
        texts = list(self._book.str_table.string_table)
        return {
            str(sheet.name): {
                (row, column): _content(cell, texts)
                for row, cells in sheet.table.items()
                for column, cell in cells.items()
                if not isinstance(cell, CellBlankTuple)
            }
            for sheet in self._book.worksheets()
        }

    def existing(self, name: str) -> Page:
        """A sheet that was written already, to write more on it."""
        return Page(self, self._book.get_worksheet_by_name(name), name)

    def sheet(self, name: Words) -> Any:
        """A bare sheet, for `write_table`."""
        return self._book.add_worksheet(self.say(name))


def _content(cell: Any, texts: Sequence[str]) -> Cell | Formula:
    """What XlsxWriter keeps of a cell until it writes it."""
    if isinstance(cell, CellFormulaTuple | SharedFormulaTuple):
        return Formula(f"={cell.formula}", cell.value)
    value: Cell = texts[cell.string] if isinstance(cell, CellStringTuple) else cell.number
    return value


class Page:
    """A sheet written cell by cell, always as text, number or a formula of our own."""

    def __init__(self, book: Book, sheet: Any, name: str) -> None:
        self.book = book
        self.sheet = sheet
        self.name = name

    def widths(self, *widths: float) -> None:
        """Set the widths of the first columns, in characters."""
        for index, width in enumerate(widths):
            self.sheet.set_column(index, index, width)

    def put(self, row: int, column: int, value: Cell | Link, style: str = "plain") -> None:
        """One cell."""
        value = spoken(value, self.book.lang)
        number_format = DATE_FORMAT if isinstance(value, date) else ""
        cell_format = self.book.style("jump" if isinstance(value, Link) else style, number_format)
        write_value(self.sheet, row, column, value, cell_format)

    def wide(self, row: int, first: int, last: int, text: Words, style: str) -> None:
        """Text across several columns, as high as it needs."""
        cell_format = self.book.style(style, wrap=True)
        self.sheet.merge_range(row, first, row, last, "", cell_format)
        self.sheet.write_string(row, first, clipped(self.book.say(text)), cell_format)

    def span(
        self,
        row: int,
        first: int,
        last: int,
        value: Cell | Link,
        style: str,
        number_format: str = "",
        fill: str = "",
    ) -> None:
        """One value over the columns from `first` to `last`."""
        value = spoken(value, self.book.lang)
        cell_format = self.book.style(style, number_format, fill=fill)
        if first < last:
            self.sheet.merge_range(row, first, row, last, "", cell_format)
        write_value(self.sheet, row, first, value, cell_format)

    def lead(self, row: int, column: int, link: Link) -> None:
        """Let a cell that is written lead to another place; its value stays."""
        cell = self.sheet.table[row][column]
        spoken_link = spoken(link, self.book.lang)
        write_value(self.sheet, row, column, spoken_link, cell.format)
        self.sheet.table[row][column] = cell

    def cell(self, row: int, column: int) -> str:
        """The reference of a cell of this page, for charts: `'Tổng hợp'!$A$5`."""
        return f"{quoted(self.name)}!${column_letters(column)}${row + 1}"

    def data_bars(self, first: int, last: int, column: int, color: str) -> None:
        """Draw the numbers of a column as bars behind them."""
        options = {"type": "data_bar", "bar_color": color, "min_type": "num", "min_value": 0}
        self.sheet.conditional_format(first, column, last, column, options)

    def one_sheet_of_paper(self, **margins: float) -> None:
        """All on one sheet of paper without a page number; margins in millimetres."""
        self.sheet.fit_to_pages(1, 1)
        self.sheet.set_margins(**{side: size / 25.4 for side, size in margins.items()})
        self.sheet.center_horizontally()
        self.sheet.set_footer("")

    def height(self, row: int, points: float) -> None:
        """Set the least height of a row."""
        self.sheet.set_row(row, points)

    def formula(
        self, row: int, column: int, text: str, value: Any, style: str, last: int | None = None
    ) -> None:
        """A formula of ours with the value that it has now; over several columns up to `last`."""
        cell_format = self.book.style(style)
        if last is not None and last > column:
            self.sheet.merge_range(row, column, row, last, "", cell_format)
        self.sheet.write_formula(row, column, text, cell_format, value)

    def colour(self, colours: Iterable[Colour]) -> None:
        """Colour cells while somebody types."""
        self.book.colour(self.sheet, colours)

    def open(self) -> None:
        """Let the workbook open at this sheet."""
        self.sheet.activate()

    def protect(self) -> None:
        """Nothing on this page is for typing in."""
        self.sheet.protect("", {"select_locked_cells": True})


def write_value(sheet: Any, row: int, position: int, value: Cell | Link, cell_format: Any) -> None:
    """Write one value as what it is: text never becomes a formula, a link or a number.

    Raises:
        TypeError: a text in two languages, which nobody has said yet.
    """
    if isinstance(value, Wording):
        raise TypeError(f"in which language? {value!r}")
    if isinstance(value, str) and value:
        sheet.write_text(row, position, clipped(value), cell_format)
    elif value is None or value == "":
        sheet.write_blank(row, position, None, cell_format)
    elif isinstance(value, date):
        sheet.write_datetime(row, position, value, cell_format)
    elif isinstance(value, Link):
        target = f"internal:{value.target(sheet.xls_rowmax)}"
        text = plain(str(value.text))[:120]
        if sheet.hlink_count < _MAX_LINKS:
            sheet.write_url(row, position, target, cell_format, text)
        else:
            sheet.write_string(row, position, text, cell_format)
    elif -BIGGEST < value < BIGGEST:
        sheet.write_number(row, position, value, cell_format)
    else:
        sheet.write_string(row, position, clipped(str(value)), cell_format)


@contextmanager
def new_book(
    path: PathOrRemote,
    *,
    title: Words,
    lock_structure: bool = False,
    lang: Language = "vi",
    paper: Paper = "a4",
    rows: int = EXCEL_ROWS,
) -> Iterator[Book]:
    """Make a workbook in a language that appears at `path` whole or not at all.

    Whatever is written into it may be a `Wording` or a `Term`: the book says it in its language.
    Its tables print on `paper`. No sheet has more than `rows`.

    Raises:
        OutputError: it cannot be written, is open in Excel, or does not fit into one.
    """
    with replacing(path) as temporary:
        try:
            book = Book(temporary, title, lock_structure, lang, paper, rows)
            yield book
            book.close()
        except NotWrittenError as refused:
            raise OutputError(
                "beyond-excel", path=path, sheet=refused.sheet, what=refused.what
            ) from refused
