"""OpenDocument spreadsheets (.ods): one pass over content.xml.

Repeated cells and rows are a number in the file, so blank ones cost nothing here and filled ones
run into the limits before they are written out. Source: OASIS OpenDocument 1.3, part 3.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from plansheet.language.text import Tcvn3
from plansheet.language.wording import Wording
from plansheet.problems.catalogue import refusals
from plansheet.problems.catalogue.phrases import CONNECTIONS, DDE, LINKS, MACROS, OBJECTS
from plansheet.workbooks.reading import limits
from plansheet.workbooks.reading.archive import Archive
from plansheet.workbooks.reading.binary.biff import Font
from plansheet.workbooks.reading.grid import Grid
from plansheet.workbooks.reading.model import CellValue, Sheet
from plansheet.workbooks.reading.moments import vietnam_time
from plansheet.workbooks.reading.opendocument.beside import APART, OdsObjects
from plansheet.workbooks.reading.opendocument.opendocument import (
    ERROR,
    OdfStyles,
    cell_value,
    excel_formula,
    repeats,
    shown_without_day,
)
from plansheet.workbooks.reading.refusal import Fault
from plansheet.workbooks.reading.serials import Dayless
from plansheet.workbooks.reading.xlsx.markup import elements, local_name, parse

_CACHE: Final = re.compile(r"'[A-Za-z]+:(?:[^']|'')*'#")
"""How the tables are called in which LibreOffice keeps what formulas read in other files: no sheets
of this one."""
_LAYOUT: Final = re.compile(r"[ \t]*\n\s*")
"""Line ends inside a paragraph are the indentation of the file (part 3, 6.1.2)."""
_SAVED: Final = re.compile(rb"<(?:\w+:)?date>([0-9T:.Z+-]+)<")
_UNSAFE: Final = {
    "table-source": LINKS,
    "cell-range-source": LINKS,
    "dde-link": DDE,
    "dde-source": DDE,
    "database-source-sql": CONNECTIONS,
    "database-source-query": CONNECTIONS,
    "database-source-table": CONNECTIONS,
    "object-ole": OBJECTS,
}


def read_ods(archive: Archive) -> tuple[tuple[Sheet, ...], datetime | None, list[Wording]]:
    """Every table, when the file was saved, and what in it could run or reach out.

    Raises:
        Fault: why it is not read.
    """
    unsafe, charts = _manifest(archive)
    content = archive.find("content.xml")
    if not content:
        raise Fault(refusals.NO_WORKBOOK_CONTENT)
    styles = OdfStyles()
    if common := archive.find("styles.xml"):
        parse(archive.read(common), lambda name, a: styles.start(local_name(name), _plain(a)))
    reader = _Content(styles, charts)
    parse(archive.read(content), reader.start, reader.end, reader.text)
    if not reader.sheets:
        raise Fault(refusals.NO_SHEETS)
    meta = archive.find("meta.xml")
    saved = _SAVED.search(archive.read(meta)) if meta else None
    found = list(dict.fromkeys(unsafe + reader.unsafe))
    return tuple(reader.sheets), vietnam_time(saved[1].decode()) if saved else None, found


def _plain(attributes: Mapping[str, str]) -> dict[str, str]:
    return {local_name(name): value for name, value in attributes.items()}


def _manifest(archive: Archive) -> tuple[list[Wording], frozenset[str]]:
    """What the archive's parts could do, and which of its objects are charts."""
    listing = archive.find("META-INF/manifest.xml")
    unsafe = []
    charts = set()
    if listing:
        wanted = frozenset({"file-entry", "encryption-data"})
        for element, attributes in elements(archive.read(listing), wanted):
            if element == "encryption-data":
                raise Fault(refusals.ENCRYPTED)
            kind, path = attributes.get("media-type", ""), attributes.get("full-path", "")
            is_object = "oleobject" in kind or re.fullmatch(r"Object [0-9]+/", path)
            if is_object and "chart" in kind:
                charts.add(path.rstrip("/"))
            elif is_object:
                unsafe.append(OBJECTS)
    if any(re.match(r"(?:Basic|Scripts)/.+/", part) for part in archive):
        unsafe.append(MACROS)
    return unsafe, frozenset(charts)


def _is_cache(element: str, raw: Mapping[str, str]) -> bool:
    return element == "table" and bool(_CACHE.match(_plain(raw).get("name", "")))


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell that holds something, and how many columns it fills."""

    column: int
    repeated: int
    value: CellValue
    error: str
    formula: str
    uncached: bool
    percent: bool
    dayless: Dayless
    tcvn3: Tcvn3
    marked: bool


class _Content:
    """Takes the events of content.xml."""

    def __init__(self, styles: OdfStyles, charts: frozenset[str]) -> None:
        self.sheets: list[Sheet] = []
        self.unsafe: list[Wording] = []
        self._styles = styles
        self._grid: Grid | None = None
        self._area = self._spaces = 0
        self._tables = 0
        self._beside: OdsObjects | None = None
        self._charts = charts
        self._row = self._column = 0
        self._rows_repeated = 1
        self._ends: list[int] = []
        self._defaults: list[str] = []
        self._cells: list[_Cell] = []
        self._cell: dict[str, str] | None = None
        self._text: list[str] = []
        self._paragraphs = 0
        self._spans: list[Font] = []
        self._laid_out = False

    def start(self, name: str, raw: dict[str, str]) -> None:
        """An element begins."""
        element = local_name(name)
        if element in _UNSAFE:
            self.unsafe.append(_UNSAFE[element])
        if self._beside is not None:
            self._beside.start(element, _plain(raw))
        elif element in APART or (not self._tables and _is_cache(element, raw)):
            self._beside = OdsObjects(self._charts)
            self._beside.start(element, _plain(raw))
        elif element == "table":
            self._tables += 1
            if self._tables == 1:
                self._begin(_plain(raw))
        elif self._grid is None:
            self._styles.start(element, _plain(raw))
        elif self._tables == 1:
            self._inside(element, _plain(raw), self._grid)

    def _begin(self, table: dict[str, str]) -> None:
        if len(self.sheets) >= limits.SHEETS:
            raise Fault(refusals.MANY_SHEETS)
        hidden = table.get("style-name", "") in self._styles.hidden
        self._grid = Grid(table.get("name", ""), "hidden" if hidden else "visible")
        self._row = self._column = 0
        self._ends, self._defaults = [], []

    def _inside(self, element: str, attributes: dict[str, str], grid: Grid) -> None:
        if element == "table-column":
            self._columns(attributes, grid)
        elif element == "table-row":
            self._rows_repeated = repeats(attributes, "number-rows-repeated")
            self._column = 0
            self._cells = []
            if attributes.get("visibility", "visible") != "visible":
                last = min(self._row + self._rows_repeated, limits.STRANGERS.rows)
                grid.hidden_rows.update(range(self._row, last))
        elif element in ("table-cell", "covered-table-cell"):
            down = repeats(attributes, "number-rows-spanned") - 1
            across = repeats(attributes, "number-columns-spanned") - 1
            if down or across:
                first = self._row, self._column
                grid.merge(first, (self._row + down, self._column + across))
            self._cell = attributes
            self._text, self._paragraphs, self._spans = [], 0, []
            self._laid_out = False
        elif self._cell is not None:
            self._inside_cell(element, attributes)

    def _columns(self, column: dict[str, str], grid: Grid) -> None:
        end = self._column + repeats(column, "number-columns-repeated")
        if column.get("visibility", "visible") != "visible":
            grid.hidden_columns.update(range(self._column, min(end, limits.COLUMNS)))
        self._ends.append(end)
        self._defaults.append(column.get("default-cell-style-name", ""))
        self._column = end

    def _inside_cell(self, element: str, attributes: dict[str, str]) -> None:
        if element == "p":
            self._text += ["\n"] if self._paragraphs else []
            self._paragraphs += 1
        elif element == "s":
            count = repeats(attributes, "c")
            self._spaces += count
            if self._spaces > limits.SPACES:
                raise Fault(refusals.MANY_BLANKS)
            self._text.append(" " * count)
        elif element in ("tab", "line-break"):
            self._text.append("\t" if element == "tab" else "\n")
        elif element == "span":
            font = self._styles.font(attributes.get("style-name", ""))
            self._spans.append(font.after(self._text[-1] if self._text else ""))

    def text(self, data: str) -> None:
        """Characters; those between the paragraphs are layout."""
        if self._beside is not None:
            self._beside.text(data)
        elif self._cell is not None and self._paragraphs:
            if "\n" in data:
                self._laid_out = True
                data = _LAYOUT.sub(" ", data)
            self._text.append(data)

    def end(self, name: str) -> None:
        """An element ends."""
        element = local_name(name)
        if self._beside is not None:
            if self._beside.end((self._row, self._column), self._grid):
                self._beside = None
        elif element == "table" and self._tables:
            self._tables -= 1
            if not self._tables and self._grid is not None:
                self._finish(self._grid)
        elif self._tables != 1 or self._grid is None:
            return
        elif element in ("table-cell", "covered-table-cell") and self._cell is not None:
            text = "".join(self._text)
            if self._laid_out:
                text = "\n".join(line.strip() for line in text.split("\n"))
            self._column += self._read(self._cell, text)
            self._cell = None
        elif element == "table-row":
            for row in range(self._row, self._row + self._rows_repeated if self._cells else 0):
                for cell in self._cells:
                    _put(self._grid, row, cell)
            self._row += self._rows_repeated

    def _finish(self, grid: Grid) -> None:
        self._area += grid.area
        if self._area > limits.STRANGERS.area:
            raise Fault(refusals.MANY_CELLS)
        self.sheets.append(grid.sheet())
        self._grid = None

    def _read(self, cell: dict[str, str], text: str) -> int:
        """Keep the cell if it holds something; returns how many columns it fills."""
        repeated = repeats(cell, "number-columns-repeated")
        kind = cell.get("value-type", "")
        value = cell_value(kind, cell, text)
        formula = excel_formula(cell.get("formula", ""))
        if "'#" in cell.get("formula", ""):
            self.unsafe.append(LINKS)
        shown = isinstance(value, str)
        typed = shown and not formula
        is_error = kind == "error" or (not typed and bool(ERROR.fullmatch(text.strip())))
        if value not in (None, "") or formula or is_error:
            default = bisect_right(self._ends, self._column)
            style = self._defaults[default] if default < len(self._defaults) else ""
            is_text = shown and not is_error
            fonts = [*self._spans, self._styles.font(cell.get("style-name", style))]
            legacy = next((font.tcvn3 for font in fonts if font.tcvn3), Tcvn3.NO)
            self._cells.append(
                _Cell(
                    self._column,
                    repeated,
                    None if is_error else value,
                    (text.strip() or "#VALUE!") if is_error else "",
                    formula,
                    bool(formula) and not kind,
                    kind == "percentage",
                    shown_without_day(kind, cell, text),
                    legacy if is_text else Tcvn3.NO,
                    any(font.is_marked for font in fonts),
                )
            )
        return repeated


def _put(grid: Grid, row: int, cell: _Cell) -> None:
    for column in range(cell.column, cell.column + cell.repeated):
        grid.put(row, column, cell.value)
        if cell.formula:
            grid.put_formula(row, column, cell.formula)
        if cell.error:
            grid.put_error(row, column, cell.error)
        if cell.uncached:
            grid.uncached.add((row, column))
        if cell.percent:
            grid.percents.add((row, column))
        if cell.dayless:
            grid.dayless[row, column] = cell.dayless
        if cell.marked:
            grid.marked.add((row, column))
        if cell.tcvn3:
            grid.tcvn3[row, column] = cell.tcvn3
