"""The only module that makes new workbooks: styles, tables, drop-downs, print set-up.

It knows how a sheet should look and nothing of what it says. Text is always written as text: what
came out of a return can never become a formula or a link.
"""

from __future__ import annotations

import os
import re
import tempfile
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from plansheet.excel_rules import Ref, blank, missing, violated
from plansheet.forms import Column, Form
from plansheet.problems import OutputError
from plansheet.wording import Wording

ISSUED_AT: Final = datetime(2000, 1, 1)
"""The creation time that every workbook gets: the same input gives the same bytes."""

CELL_LIMIT: Final = 32_767
"""Characters that a cell of Excel holds."""

BIGGEST: Final = 9.99e307
"""Numbers of this size or more are no numbers of Excel."""

_CUT: Final = "… [còn nữa, xem DataFrame]"
_NOT_XML: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
_CONTROL: Final = re.compile("[\x00-\x1f]")
_SPELT_OUT: Final = re.compile("[\x00-\x08\x0b-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")

MAX_HEIGHT: Final = 409
"""The highest that a row of Excel may be, in points."""

MAX_WIDTH: Final = 254
"""The widest that a column of Excel may be, in characters, without its padding."""

FONT: Final = "Times New Roman"
NAVY: Final = "#1F3864"
_BASE: Final = {"font_name": FONT, "font_size": 11, "valign": "top"}
_BORDER: Final = {"border": 1, "border_color": "#BFBFBF"}
_WRAP: Final = {"text_wrap": True}
STYLES: Final[Mapping[str, Mapping[str, object]]] = {
    "plain": {},
    "wrap": _WRAP,
    "bold": {"bold": True},
    "bold_wrap": {"bold": True, **_WRAP},
    "title": {"bold": True, "font_size": 15, "font_color": NAVY, "valign": "vcenter"},
    "section": {"bold": True, "font_size": 12, "font_color": NAVY, "bottom": 1},
    "note": {"italic": True, "font_color": "#595959"},
    "note_wrap": {"italic": True, "font_color": "#595959", **_WRAP},
    "header": {
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": NAVY,
        "align": "center",
        "valign": "vcenter",
        **_WRAP,
        **_BORDER,
    },
    "group": {
        "bold": True,
        "font_color": NAVY,
        "bg_color": "#D9E2F3",
        "align": "center",
        "valign": "vcenter",
        **_BORDER,
    },
    "label": {"bold": True, "bg_color": "#F2F2F2", **_WRAP, **_BORDER},
    "cell": {**_WRAP, **_BORDER},
    "locked": {"bg_color": "#F2F2F2", **_WRAP, **_BORDER},
    "input": {"locked": False, **_WRAP, **_BORDER},
    "link": {"font_color": "#0563C1", "underline": 1, **_WRAP, **_BORDER},
    "card_label": {"font_color": "#595959", "align": "center", "top": 2, "top_color": NAVY},
    "card": {"bold": True, "font_size": 20, "font_color": NAVY, "align": "center"},
    "good": {"bg_color": "#C6E0B4"},
    "done_late": {"bg_color": "#E2EFDA"},
    "in_time": {"bg_color": "#DDEBF7"},
    "missing": {"bg_color": "#FFF2CC"},
    "wrong": {"bg_color": "#F8CBAD", "font_color": "#C00000"},
}

Cell = str | int | float | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of ours (never somebody's text) with the value that it has now.

    `{name}` is the cell of that column in the same row, `{name+1}` the one below it.
    """

    text: str
    value: Cell = None


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads to another place of the same workbook."""

    sheet: str
    cell: str
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """Where a table was written: 0-based header row, first and last data row, its columns."""

    sheet: str
    header: int
    first: int
    last: int
    columns: Mapping[str, int]

    def range(self, name: str, *, absolute_sheet: bool = True) -> str:
        """The data cells of column `name`, e.g. `'Nhiệm vụ'!$I$7:$I$20`."""
        letter = xl_col_to_name(self.columns[name], col_abs=True)
        cells = f"{letter}${self.first + 1}:{letter}${self.last + 1}"
        return f"{quoted(self.sheet)}!{cells}" if absolute_sheet else cells


def quoted(sheet: str) -> str:
    """A sheet's name as formulas write it."""
    return "'" + sheet.replace("'", "''") + "'"


@dataclass(frozen=True)
class TableSheet:
    """One sheet with a title block and a table.

    `rows` hold one value for each column. `protect` locks all but the input columns; `locked`
    adds single cells (0-based data row, column name) to what is locked. `form` brings live
    checks (missing, wrong) into the sheet. `spare` rows below the table may be filled in too.
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell | Link | Formula]]
    heading: Sequence[str] = ()
    notes: Sequence[str] = ()
    form: Form | None = None
    protect: bool = False
    locked: frozenset[tuple[int, str]] = frozenset()
    judged: str = ""
    spare: int = 0
    freeze: int = 0
    paper: int = 9
    tab: str = ""
    text_numbers: bool = False
    highlight: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class _Worksheet(Worksheet):
    """A sheet whose fitted rows have a height but stay free to grow while one types.

    XlsxWriter marks every row that has a height as set by hand (customHeight); without that mark
    Excel fits the row again when its text changes.
    """

    def __init__(self) -> None:
        super().__init__()
        self.fitted: set[int] = set()

    def _xml_start_tag_unencoded(self, tag: Any, attributes: Any = ()) -> None:
        if tag == "row" and attributes[0][1] - 1 in self.fitted:
            attributes = [one for one in attributes if one[0] != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


class _Workbook(xlsxwriter.Workbook):
    """XlsxWriter has no lockStructure: agencies should not rename or delete the sheets."""

    worksheet_class = _Worksheet
    lock_structure = False

    def _write_book_views(self) -> None:
        if self.lock_structure:
            self._xml_empty_tag("workbookProtection", [("lockStructure", 1)])
        super()._write_book_views()


class Book:
    """A workbook in the making; close it through `new_book`."""

    def __init__(self, path: Path, *, title: str, lock_structure: bool = False) -> None:
        self._book = _Workbook(
            str(path),
            {
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "default_date_format": "dd/mm/yyyy",
                "nan_inf_to_errors": False,
            },
        )
        self._book.lock_structure = lock_structure
        self._book.set_properties(
            {"title": plain(title)[:255], "author": "plansheet", "created": ISSUED_AT}
        )
        self._book.set_size(2400, 1400)
        self._formats: dict[tuple[str, str, str], Any] = {}

    def close(self) -> None:
        """Write the file."""
        self._book.close()

    def style(self, name: str, number_format: str = "", align: str = "") -> Any:
        """A format of `STYLES`, made once."""
        key = (name, number_format, align)
        if key not in self._formats:
            extra = {"num_format": number_format} if number_format else {}
            extra |= {"align": align} if align else {}
            self._formats[key] = self._book.add_format({**_BASE, **STYLES[name], **extra})
        return self._formats[key]

    def page(self, name: str, *, landscape: bool = False) -> Page:
        """A sheet for free text, counts and charts."""
        sheet = self._book.add_worksheet(name)
        _print_setup(sheet, landscape=landscape)
        sheet.hide_gridlines(2)
        return Page(self, sheet, name)

    def chart(self, kind: str, subtype: str = "") -> Any:
        """A native chart: `kind` as XlsxWriter has it."""
        return self._book.add_chart({"type": kind, **({"subtype": subtype} if subtype else {})})

    def very_hidden(self, name: str, rows: Sequence[Sequence[str]]) -> None:
        """A sheet that only programs see: plain rows of text."""
        sheet = self._book.add_worksheet(name)
        for index, row in enumerate(rows):
            for position, text in enumerate(row):
                sheet.write_string(index, position, clipped(text))
        sheet.very_hidden()

    def table(self, spec: TableSheet) -> Grid:
        """Write a table sheet; returns where it stands."""
        return _TableWriter(self, self._book.add_worksheet(spec.name), spec).write()


class Page:
    """A sheet written cell by cell, always as text, number or a formula of our own."""

    def __init__(self, book: Book, sheet: Any, name: str) -> None:
        self.book = book
        self.sheet = sheet
        self.name = name
        self._widths: Sequence[float] = ()

    def widths(self, *widths: float) -> None:
        """Set the widths of the first columns, in characters."""
        self._widths = widths
        for index, width in enumerate(widths):
            self.sheet.set_column(index, index, width)

    def put(self, row: int, column: int, value: Cell | Link, style: str = "plain") -> None:
        """One cell."""
        _write(self.book, self.sheet, row, column, value, style)

    def wide(
        self, row: int, first: int, last: int, text: str, style: str, line: float = 15
    ) -> None:
        """Text across several columns, as high as it needs: Excel cannot fit merged rows.

        `line` is the height of one line in points.
        """
        self.sheet.merge_range(row, first, row, last, "", self.book.style(style))
        self.sheet.write_string(row, first, clipped(text), self.book.style(style))
        lines = lines_of(text, sum(self._widths[first : last + 1]))
        self.sheet.set_row(row, min(line * lines + 3, MAX_HEIGHT))

    def height(self, row: int, points: float) -> None:
        """Set the height of a row."""
        self.sheet.set_row(row, points)

    def formula(self, row: int, column: int, text: str, value: Any, style: str) -> None:
        """A formula of ours with the value that it has now."""
        self.sheet.write_formula(row, column, text, self.book.style(style), value)

    def paint(self, cells: str, formula: str, style: str) -> None:
        """Colour `cells` where `formula` is true."""
        self.sheet.conditional_format(
            cells, {"type": "formula", "criteria": formula, "format": self.book.style(style)}
        )

    def protect(self) -> None:
        """Nothing on this page is for typing in."""
        self.sheet.protect("", {"select_locked_cells": True})


class _TableWriter:
    def __init__(self, book: Book, sheet: Any, spec: TableSheet) -> None:
        self.book, self.sheet, self.spec = book, sheet, spec
        self.has_groups = any(c.group for c in spec.columns)
        top = len(spec.heading) + len(spec.notes)
        self.header = top + (1 if top else 0) + (1 if self.has_groups else 0)
        self.first = self.header + 1
        self.last = self.first + max(len(spec.rows) + spec.spare, 1) - 1
        self.positions = {c.name: i for i, c in enumerate(spec.columns)}

    def write(self) -> Grid:
        spec, sheet = self.spec, self.sheet
        self._heading()
        self._headers()
        for index in range(len(spec.rows) + spec.spare):
            self._row(index, spec.rows[index] if index < len(spec.rows) else ())
        lists = 0
        for position, column in enumerate(spec.columns):
            sheet.set_column(position, position, min(column.width, MAX_WIDTH))
            if spec.form is not None and column.is_input:
                lists += self._validation(position, column, lists)
        if spec.form is not None and spec.form.key:
            self._live_checks(spec.form)
        self._highlight()
        sheet.freeze_panes(self.first, spec.freeze)
        _print_setup(sheet, landscape=True, paper=spec.paper)
        sheet.repeat_rows(self.header)
        if spec.tab:
            sheet.set_tab_color(spec.tab)
        if spec.text_numbers:
            sheet.ignore_errors({"number_stored_as_text": self._cells(0, len(spec.columns) - 1)})
        if spec.protect:
            sheet.protect("", _ALLOWED)
        else:
            sheet.autofilter(self.header, 0, self.last, len(spec.columns) - 1)
        return Grid(spec.name, self.header, self.first, self.last, self.positions)

    def _cells(self, first: int, last: int) -> str:
        left, right = xl_col_to_name(first), xl_col_to_name(last)
        return f"{left}{self.first + 1}:{right}{self.last + 1}"

    def _heading(self) -> None:
        spec = self.spec
        for index, text in enumerate(spec.heading):
            self.sheet.write_string(
                index, 0, clipped(text), self.book.style("title" if index == 0 else "bold")
            )
            if index == 0:
                self.sheet.set_row(0, 24)
        for index, text in enumerate(spec.notes, len(spec.heading)):
            self.sheet.write_string(index, 0, clipped(text), self.book.style("note"))

    def _headers(self) -> None:
        header = self.book.style("header")
        lines = 1
        for position, column in enumerate(self.spec.columns):
            self.sheet.write_string(self.header, position, column.title, header)
            lines = max(lines, lines_of(column.title, column.width * 0.75))
        self.sheet.set_row(self.header, 16 * lines + 4)
        for text, first, last in _groups(self.spec.columns) if self.has_groups else ():
            style = self.book.style("group")
            if first == last:
                self.sheet.write_string(self.header - 1, first, text, style)
            else:
                self.sheet.merge_range(self.header - 1, first, self.header - 1, last, "", style)
                self.sheet.write_string(self.header - 1, first, text, style)

    def _row(self, index: int, values: Sequence[Cell | Link | Formula]) -> None:
        row = self.first + index
        lines = 1
        for position, column in enumerate(self.spec.columns):
            value = values[position] if position < len(values) else None
            style = self._style_of(index, column)
            if isinstance(value, Formula):
                text = value.text.format_map(_Refs(self, row))
                cell_format = self.book.style(style, column.number_format, column.align)
                self.sheet.write_formula(row, position, text, cell_format, value.value or "")
                continue
            _write(self.book, self.sheet, row, position, value, style, column)
            if isinstance(value, str) and (len(value) > column.width * 1.2 or "\n" in value):
                lines = max(lines, lines_of(value, column.width))
        if lines > 1:
            self.sheet.set_row(row, min(15 * lines + 1, MAX_HEIGHT))
            self.sheet.fitted.add(row)

    def _style_of(self, index: int, column: Column) -> str:
        if not self.spec.protect:
            return "cell"
        is_locked = column.locked or (index, column.name) in self.spec.locked
        return "locked" if is_locked else "input"

    def ref(self, row: int) -> Ref:
        """Relative references to the cells of one row, the column fixed."""
        return lambda name: f"{xl_col_to_name(self.positions[name], col_abs=True)}{row + 1}"

    def _validation(self, position: int, column: Column, lists: int) -> int:
        """Add the cell rule and input message of a column; returns the helper cells it took."""
        options: dict[str, Any] = {"validate": "any"}
        took = 0
        if column.kind == "choice":
            options = {"validate": "list", "source": list(column.choices)}
            literal = ",".join(column.choices)
            if literal.count(",") >= len(column.choices) or '"' in literal or len(literal) > 255:
                options["source"] = self._list_cells(column.choices, lists)
                took = len(column.choices)
        elif column.is_numeric:
            options = {
                "validate": "integer" if column.kind == "integer" else "decimal",
                "criteria": "between",
                "minimum": column.minimum if column.minimum is not None else -1e15,
                "maximum": column.maximum if column.maximum is not None else 1e15,
            }
        elif column.kind == "date":
            options = {
                "validate": "date",
                "criteria": "between",
                "minimum": date(1990, 1, 1),
                "maximum": date(2100, 12, 31),
            }
        if column.description:
            options |= {
                "input_title": column.title[:32],
                "input_message": column.description[:255],
            }
        if options["validate"] != "any":
            options |= {
                "error_title": column.title[:32],
                "error_message": (column.description or "Giá trị không hợp lệ.")[:225],
            }
        if len(options) > 1:
            self.sheet.data_validation(self.first, position, self.last, position, options)
        return took

    def _list_cells(self, choices: Sequence[str], lists: int) -> str:
        """Choices that a literal list cannot hold: unseen in the first row, right of the table.

        Not below each other, where they would be cells of data rows; not in hidden columns, which
        would be news on return.
        """
        first = len(self.spec.columns) + 2 + lists
        last = first + len(choices) - 1
        for position, choice in enumerate(choices, first):
            self.sheet.write_string(0, position, choice, self.book.style("plain", ";;;"))
        self.sheet.set_column(first, last, 1)
        self.sheet.print_area(0, 0, self.last, len(self.spec.columns) - 1)
        return f"=${xl_col_to_name(first)}$1:${xl_col_to_name(last)}$1"

    def _live_checks(self, form: Form) -> None:
        """Colour what is missing and what breaks a rule, while the agency types."""
        ref = self.ref(self.first)
        for rule in form.rules:
            formula = violated(rule, ref) if rule.severity == "error" else None
            if formula and rule.column in self.positions:
                self._paint(rule.column, f"={formula}>0", "wrong")
        for column in form.columns:
            if column.required and column.is_input and column.name in self.positions:
                self._paint(column.name, f"={missing(form, column, ref)}>0", "missing")

    def _highlight(self) -> None:
        for name, styles in self.spec.highlight.items():
            for text, style in styles.items():
                cell = self.ref(self.first)(name)
                test = f'={cell}="{text}"' if text else f"={blank(cell)}"
                self._paint(name, test, style)

    def _paint(self, name: str, formula: str, style: str) -> None:
        position = self.positions[name]
        self.sheet.conditional_format(
            self._cells(position, position),
            {"type": "formula", "criteria": formula, "format": self.book.style(style)},
        )


class _Refs(dict[str, str]):
    """The cells of one row by column name, for a `Formula`; `judged` is one of them."""

    def __init__(self, table: _TableWriter, row: int) -> None:
        super().__init__()
        self._table, self._row = table, row

    def __missing__(self, name: str) -> str:
        name, _, below = name.partition("+")
        return self._table.ref(self._row + int(below or 0))(
            self._table.spec.judged if name == "judged" else name
        )


_ALLOWED: Final = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
}


def _print_setup(sheet: Any, *, landscape: bool, paper: int = 9) -> None:
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(paper)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&A&RTrang &P/&N")


def _groups(columns: Sequence[Column]) -> Iterator[tuple[str, int, int]]:
    start = 0
    for index in range(1, len(columns) + 1):
        if index == len(columns) or columns[index].group != columns[start].group:
            if columns[start].group:
                yield columns[start].group, start, index - 1
            start = index


def lines_of(text: str, width: float) -> int:
    """How many lines `text` takes in a column `width` characters wide.

    Excel's unit is the digit 0 of its default font; letters of ours are a little narrower.
    """
    room = max(1.0, width * 1.2)
    lines = 0
    for paragraph in text.split("\n"):
        lines, used = lines + 1, 0.0
        for word in paragraph.split():
            if used and used + len(word) > room:
                lines, used = lines + 1, 0.0
            used += len(word) + 1
    return lines


def clipped(text: str) -> str:
    """Text that a cell can hold: no characters that XML lacks, no more than Excel takes."""
    text = _NOT_XML.sub("\ufffd", text)
    if len(text) * len("_x0000_") <= CELL_LIMIT or _written_length(text) <= CELL_LIMIT:
        return text
    room = CELL_LIMIT - len(_CUT)
    end = bisect_right(range(len(text)), room, key=lambda n: _written_length(text[:n])) - 1
    return text[:end] + _CUT


def plain(text: str) -> str:
    """Text for places where control characters cannot be spelt out: attributes, properties."""
    return _CONTROL.sub(" ", _NOT_XML.sub("\ufffd", text))


def _written_length(text: str) -> int:
    """Excel counts UTF-16 units, and control characters as the file spells them."""
    return len(text.encode("utf-16-le")) // 2 + 6 * len(_SPELT_OUT.findall(text))


_PLAIN: Final = Column("", "")


def _write(
    book: Book,
    sheet: Any,
    row: int,
    position: int,
    value: Cell | Link,
    style: str,
    column: Column = _PLAIN,
) -> None:
    number_format, align = column.number_format, column.align
    if isinstance(value, date) or column.kind == "date":
        number_format = number_format or "dd/mm/yyyy"
    cell_format = book.style("link" if isinstance(value, Link) else style, number_format, align)
    if value is None or value == "":
        sheet.write_blank(row, position, None, cell_format)
    elif isinstance(value, str):
        sheet.write_string(row, position, clipped(value), cell_format)
    elif isinstance(value, date):
        sheet.write_datetime(row, position, value, cell_format)
    elif isinstance(value, Link):
        target = f"internal:{quoted(value.sheet)}!{value.cell}"
        sheet.write_url(row, position, target, cell_format, plain(value.text)[:120])
    elif abs(value) < BIGGEST:
        sheet.write_number(row, position, value, cell_format)
    else:
        sheet.write_string(row, position, clipped(str(value)), cell_format)


@contextmanager
def new_book(path: Path, *, title: str, lock_structure: bool = False) -> Iterator[Book]:
    """Make a workbook that appears at `path` whole or not at all.

    Raises `OutputError` where it cannot be written, or is open in Excel.
    """
    with replacing(path) as temporary:
        book = Book(temporary, title=title, lock_structure=lock_structure)
        yield book
        book.close()


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary path beside `path` that takes its place when the block ends well."""
    if (path.parent / f"~${path.name}").exists():
        raise OutputError(
            Wording(
                "{p} đang mở trong Excel; hãy đóng lại.", "{p} is open in Excel; close it."
            ).fill(p=path)
        )
    try:
        handle, name = tempfile.mkstemp(prefix=".plansheet-", suffix=".tmp", dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise cannot_write(path, error) from error
    temporary = Path(name)
    try:
        yield temporary
        temporary.chmod(0o644)
        temporary.replace(path)
    except (OSError, xlsxwriter.exceptions.FileCreateError) as error:
        raise cannot_write(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def cannot_write(path: Path, error: Exception) -> OutputError:
    """The one sentence for an output that the system refuses."""
    reason = getattr(error, "strerror", None) or str(error)
    return OutputError(
        Wording("Không ghi được {p}: {why}.", "Cannot write {p}: {why}.").fill(p=path, why=reason)
    )
