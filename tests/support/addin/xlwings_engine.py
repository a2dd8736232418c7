"""An engine for xlwings that has openpyxl workbooks where Excel would be.

It lets the buttons run against xlwings' public objects on any machine. What it imitates of Excel is
what happens to values on the way in: "=…" becomes a formula, "'…" text, "12" a number. It proves
nothing of COM, Apple events, focus, or the order in which Excel does things.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import xlwings as xw
from openpyxl.styles import Font as FontStyle
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter, range_boundaries
from xlwings import base_classes

from plansheet.addin.office_file import WORKBOOK, OfficeFile
from plansheet.addin.vba import MACRO_WORKBOOK

NAME = "openpyxl"
_FORBIDDEN = set(":\\/?*[]")


class Engine:
    """What xlwings asks an engine for."""

    name = NAME
    type = "desktop"

    def __init__(self) -> None:
        self.apps = Apps()

    @staticmethod
    def prepare_xl_data_element(value: Any, options: Any) -> Any:
        """A Python value as Excel is given it."""
        return value

    @staticmethod
    def clean_value_data(
        data: Any, datetime_builder: Any, empty_as: Any, number_builder: Any, err_to_str: Any
    ) -> Any:
        """Values as xlwings hands them out."""
        return [[empty_as if value is None else value for value in row] for row in data]


class Apps(base_classes.Apps):
    """The one Excel that runs."""

    def __init__(self) -> None:
        self.running: list[App] = []

    def __iter__(self) -> Iterator[App]:
        return iter(self.running)

    def __len__(self) -> int:
        return len(self.running)


class App(base_classes.App):
    """Excel: its open workbooks, what its status bar said, what it asked and was told."""

    def activate(self, steal_focus: bool = False) -> None:
        """Excel comes to the front."""

    books: Any = None
    display_alerts: Any = True

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.books = Books(self)
        self.statuses: list[str | bool] = []
        self.alerts: list[tuple[str, str | None]] = []
        self.replies: list[str] = []
        engine.apps.running.append(self)

    pid = 1
    hwnd = 0
    api = None

    @property
    def status_bar(self) -> str | bool:
        return self.statuses[-1] if self.statuses else False

    @status_bar.setter
    def status_bar(self, value: str | bool) -> None:
        self.statuses.append(value)

    def alert(self, prompt: str, title: str, buttons: str, mode: str, callback: Any) -> str:
        self.alerts.append((prompt, mode))
        return "ok" if buttons == "ok" else self.replies.pop(0)


class Books(base_classes.Books):
    """The open workbooks, the active one last."""

    def __init__(self, app: App) -> None:
        self.app = app
        self.open_books: list[Book] = []
        self.added = 0

    api = None

    @property
    def active(self) -> Book:
        return self.open_books[-1]

    def __call__(self, name_or_index: str | int) -> Book:
        if isinstance(name_or_index, int):
            return self.open_books[name_or_index - 1]
        for book in self.open_books:
            if book.name.lower() == name_or_index.lower():
                return book
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self.open_books)

    def __iter__(self) -> Iterator[Book]:
        return iter(self.open_books)

    def add(self) -> Book:
        self.added += 1
        self.open_books.append(Book(self.app, openpyxl.Workbook(), f"Book{self.added}"))
        return self.active

    def open(self, fullname: str, *_: Any, **__: Any) -> Book:
        path = Path(fullname)
        package = OfficeFile.read(path)
        if path.suffix == ".xlam":  # the same parts, but openpyxl does not know the type
            package.set_type(WORKBOOK, MACRO_WORKBOOK)
        workbook = openpyxl.load_workbook(io.BytesIO(package.to_bytes()))
        self.open_books.append(Book(self.app, workbook, str(path)))
        return self.active


class Book(base_classes.Book):
    """A workbook."""

    app: Any = None
    api: Any = None

    def __init__(self, app: App, api: openpyxl.Workbook, address: str) -> None:
        self.app, self.api, self.address = app, api, address
        self.read_only = False

    @property
    def fullname(self) -> str:
        """Where it is; xlwings raises for what lies in the cloud and nowhere on this computer."""
        if "://" in self.address:
            raise xw.XlwingsError("Couldn't find your local OneDrive file")
        return self.address

    @property
    def name(self) -> str:
        return Path(self.address).name

    @property
    def sheets(self) -> Sheets:
        return Sheets(self)

    def activate(self) -> None:
        books = self.app.books.open_books
        books.append(books.pop(books.index(self)))

    def close(self) -> None:
        self.app.books.open_books.remove(self)

    def save(self, path: str | None = None, password: str | None = None) -> None:
        if self.read_only:
            raise RuntimeError("Excel does not save a workbook that is open to read only")
        self.api.save(path or self.fullname)


class Sheets(base_classes.Sheets):
    """The sheets of a workbook."""

    def __init__(self, book: Book) -> None:
        self.book = book

    @property
    def api(self) -> Any:
        return self.book.api

    def __call__(self, name_or_index: str | int) -> Sheet:
        if isinstance(name_or_index, int):
            return Sheet(self.book, self.book.api.worksheets[name_or_index - 1])
        for sheet in self:
            if sheet.name.lower() == name_or_index.lower():
                return sheet
        raise KeyError(name_or_index)

    def __len__(self) -> int:
        return len(self.book.api.worksheets)

    def __iter__(self) -> Iterator[Sheet]:
        return (Sheet(self.book, sheet) for sheet in self.book.api.worksheets)


class Sheet(base_classes.Sheet):
    """A sheet."""

    book: Any = None
    api: Any = None

    def __init__(self, book: Book, api: Any) -> None:
        self.book, self.api = book, api

    @property
    def name(self) -> str:
        return str(self.api.title)

    @name.setter
    def name(self, value: str) -> None:
        assert 0 < len(value) <= 31 and not _FORBIDDEN & set(value), value
        self.api.title = value

    def activate(self) -> None:
        """The sheet comes to the front of its workbook."""
        self.api.parent.active = self.api

    def range(self, arg1: Any, arg2: Any = None) -> Range:
        return Range(self, _corners(arg1)[0], _corners(arg1 if arg2 is None else arg2)[1])


Corner = tuple[int, int]


def _corners(place: Any) -> tuple[Corner, Corner]:
    """The first and last cell of an address, a (row, column), or a range."""
    if isinstance(place, Range):
        return place.first, place.last
    if isinstance(place, str):
        left, top, right, bottom = (int(one or 1) for one in range_boundaries(place))
        return (top, left), (bottom, right)
    return place, place


class Range(base_classes.Range):
    """A block of cells, by the rows and columns of its corners."""

    max_cells_per_read = None
    max_cells_per_write = None

    def __init__(self, sheet: Sheet, first: Corner, last: Corner) -> None:
        self.sheet, self.first, self.last = sheet, first, last
        self.options: Any = None

    @property
    def api(self) -> Any:
        return self.sheet.api

    @property
    def row(self) -> int:
        return self.first[0]

    @property
    def column(self) -> int:
        return self.first[1]

    @property
    def shape(self) -> tuple[int, int]:
        return self.last[0] - self.first[0] + 1, self.last[1] - self.first[1] + 1

    def __len__(self) -> int:
        return self.shape[0] * self.shape[1]

    def __call__(self, row: int, column: int | None = None) -> Range:
        assert column is not None
        return self.sheet.range((self.first[0] + row - 1, self.first[1] + column - 1))

    def cells_of(self) -> Iterator[list[Any]]:
        for row in range(self.first[0], self.last[0] + 1):
            columns = range(self.first[1], self.last[1] + 1)
            yield [self.sheet.api.cell(row, column) for column in columns]

    @property
    def raw_value(self) -> Any:
        return [[_read(cell.value) for cell in row] for row in self.cells_of()]

    @raw_value.setter
    def raw_value(self, value: Any) -> None:
        if not isinstance(value, list):  # a single value fills the block
            value = [[value] * self.shape[1]] * self.shape[0]
        for row, values in zip(self.cells_of(), value, strict=True):
            for cell, one in zip(row, values, strict=True):
                _write(cell, one)

    def clear_contents(self) -> None:
        for row in self.cells_of():
            for cell in row:
                cell.value = None

    @property
    def color(self) -> tuple[int, ...] | None:
        fill = self.sheet.api.cell(*self.first).fill
        text = fill.start_color.rgb if fill.fill_type else None
        return tuple(bytes.fromhex(text[2:])) if text else None

    @color.setter
    def color(self, value: Any) -> None:
        protection = self.sheet.api.protection
        if protection.sheet and protection.formatCells:
            raise RuntimeError("Excel formats no cell of a protected sheet that does not allow it")
        text = _hex(value)
        for row in self.cells_of():
            for cell in row:
                cell.fill = PatternFill("solid", start_color=f"FF{text}")

    @property
    def font(self) -> Font:
        return Font(self)

    @property
    def column_width(self) -> float:
        letter = get_column_letter(self.first[1])
        return float(self.sheet.api.column_dimensions[letter].width)

    @column_width.setter
    def column_width(self, value: float) -> None:
        assert 0 <= value <= 255
        self.sheet.api.column_dimensions[get_column_letter(self.first[1])].width = value

    @property
    def wrap_text(self) -> bool:
        return bool(self.sheet.api.cell(*self.first).alignment.wrap_text)

    @wrap_text.setter
    def wrap_text(self, value: bool) -> None:
        for row in self.cells_of():
            for cell in row:
                cell.alignment = openpyxl.styles.Alignment(wrap_text=value)

    @property
    def hyperlink(self) -> str:
        link = self.sheet.api.cell(*self.first).hyperlink
        return str(link.target) if link else ""

    def add_hyperlink(self, address: str, text_to_display: str = "", screen_tip: str = "") -> None:
        assert len(screen_tip) <= 255
        cell = self.sheet.api.cell(*self.first)
        cell.hyperlink = address
        _write(cell, text_to_display)


def _hex(color: str | tuple[int, int, int]) -> str:
    """A colour as Excel writes it: RRGGBB."""
    return color.lstrip("#") if isinstance(color, str) else bytes(color).hex()


class Font(base_classes.Font):
    """The font of a block of cells."""

    def __init__(self, of: Range) -> None:
        self.of = of

    @property
    def bold(self) -> bool:
        return bool(next(self.of.cells_of())[0].font.bold)

    @bold.setter
    def bold(self, value: bool) -> None:
        self._set(bold=value)

    @property
    def color(self) -> Any:
        return next(self.of.cells_of())[0].font.color

    @color.setter
    def color(self, value: Any) -> None:
        text = _hex(value)
        self._set(color=f"FF{text}")

    def _set(self, **change: Any) -> None:
        for row in self.of.cells_of():
            for cell in row:
                kept = {"bold": cell.font.bold, "color": cell.font.color}
                cell.font = FontStyle(**{**kept, **change})


def _read(value: Any) -> Any:
    """A value as Excel returns it: every number is a double."""
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return datetime.datetime(value.year, value.month, value.day)
    return value


def _write(cell: Any, value: Any) -> None:
    """A value as Excel takes it in."""
    if not isinstance(value, str):
        cell.value = value
    elif value.startswith("'"):
        cell.value, cell.data_type = value[1:], "s"
        cell.quotePrefix = True
    elif value.startswith("="):
        cell.value, cell.data_type = value, "f"
    else:
        try:
            cell.value = float(value)
        except ValueError:
            cell.value, cell.data_type = value, "s"


def start() -> xw.App:
    """A new Excel; xlwings knows its engine by `NAME`."""
    engine = Engine()
    xw.engines.add(xw.main.Engine(impl=engine))
    xw.engines[NAME].activate()
    return xw.App(impl=App(engine))
