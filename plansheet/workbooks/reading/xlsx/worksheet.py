"""One OOXML sheet: values, formulas, errors and what is hidden, in one pass over its XML.

A sheet in the plain shape that Excel, LibreOffice, WPS, Google and the usual libraries write is
read with regular expressions, several times faster than through a parser; the number of cells
found is compared with the number of cells there, so nothing is passed over. Anything else is
first rewritten into that shape (normal.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from plansheet.language.text import Tcvn3
from plansheet.problems.catalogue import refusals
from plansheet.workbooks.reading import limits
from plansheet.workbooks.reading.addresses import (
    Position,
    cell_position,
    column_letters,
    column_number,
)
from plansheet.workbooks.reading.binary.biff import Font, Style
from plansheet.workbooks.reading.grid import Grid, beyond
from plansheet.workbooks.reading.model import CellValue, finite
from plansheet.workbooks.reading.moments import duration
from plansheet.workbooks.reading.refusal import Fault
from plansheet.workbooks.reading.serials import from_moment, from_serial
from plansheet.workbooks.reading.xlsx.formulas import BOOLEANS
from plansheet.workbooks.reading.xlsx.strings import Strings
from plansheet.workbooks.reading.xlsx.xmltext import decoded, excel_text, number, unescaped

_HEAD: Final = re.compile(r"\s{0,9}(?:<\?xml[^<>]*\?>)?\s{0,9}<worksheet[\s>]")
_DECLARATION: Final = re.compile("!(?<=<!)")
"""Looked for by its "!", which is rarer than <."""
_PREFIXED: Final = re.compile(r":(?:c|row|sheetData)[ />\t\n]")
_AT: Final = r'<c r="([A-Z]+)([0-9]+)"([^>]{0,99})>'
_VALUE_CELL: Final = re.compile(_AT + r"(?:<f([^<>]*)>(?:([^<]*)</f>)?)?<v>([^<]*)</v></c>")
_INLINE_CELL: Final = re.compile(_AT + r'()()<is><t(?: xml:space="preserve")?>([^<]*)</t></is></c>')
_OTHER_CELL: Final = re.compile(
    _AT + r"(?!(?:<f[^<>]*>(?:[^<]*</f>)?)?<v>[^<]*</v></c>)\s*"
    r"(?:<f([^<>]*)>(?:([^<]*)</f>)?\s*)?(?:<v(?: [^<>/]*)?>([^<]*)</v>\s*|<v ?/>\s*)?</c>"
)
"""Cells by where they stand, their attributes, their formula's attributes and text, their value;
each pattern knows other cells."""
_ATTRIBUTES: Final = re.compile(
    r'(?: (?:s="([0-9]+)"|t="([a-zA-Z]+)"|(?:cm|vm|ph|marked)="[0-9]*"))*\s*'
)
_SHARED: Final = re.compile(r'\bsi="([0-9]+)"')
_HIDDEN_ROW: Final = re.compile(r'<row(?=[^<>]* hidden="(?:1|true)")[^<>]*? r="([1-9][0-9]{0,6})"')
_COLUMN: Final = re.compile(r"<col ([^<>]*)>")
_MERGED: Final = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^<>]*?\bref="([A-Z]{1,3}[1-9][0-9]{0,6}):([A-Z]{1,3}[1-9][0-9]{0,6})"'
)
_MIN: Final = re.compile(r'\bmin="([1-9][0-9]{0,4})"')
_MAX: Final = re.compile(r'\bmax="([1-9][0-9]{0,4})"')
_COLUMNS: Final = {column_letters(number): number for number in range(limits.COLUMNS)}
_AT_ONCE: Final = 4 * limits.MB
"""Longer sheets are searched cell by cell: a list of all matches takes thirty times their size."""
_LONG_FORMULA: Final = 200
"""Characters from which a formula's entities are left for whoever reads it."""
_TEXT, _NUMBER, _WORDS, _SPECIAL = range(4)
"""How a cell's value is read: a shared text, a number as it stands, a text that stands in the
cell, anything else."""


class _NotPlainError(Exception):
    """The sheet is not in the plain shape after all."""


@dataclass(frozen=True, slots=True)
class Shared:
    """What the sheets of a workbook have in common."""

    strings: Strings
    styles: Mapping[str, Style]
    date1904: bool


def read_sheet(part: bytes, shared: Shared, grid: Grid) -> None:
    """Read a sheet part into a grid.

    Raises:
        Fault: `too-large` where a value lies beyond the limits, `unreadable` where the part is no
            sheet, and others as `normal` does.
    """
    try:
        _Sheet(_plain(part), shared, grid).read()
    except _NotPlainError:
        from plansheet.workbooks.reading.normal import normal

        grid.clear()
        try:
            _Sheet(_plain(normal(part)), shared, grid).read()
        except _NotPlainError as error:
            raise Fault(refusals.DAMAGED_SHEET) from error
    behind = max(part.rfind(b"</sheetData>"), 0)
    for first, last in _MERGED.findall(part, behind):
        grid.merge(cell_position(first.decode()), cell_position(last.decode()))


def _plain(part: bytes) -> str:
    """The source of a sheet that has nothing that only a parser understands."""
    source = decoded(part)
    if source is None or (head := _HEAD.match(source)) is None:
        raise _NotPlainError
    if _DECLARATION.search(source):
        raise _NotPlainError
    if source.count("?") > 2 and source.find("<?", head.end()) >= 0:
        raise _NotPlainError
    if _PREFIXED.search(source):
        raise _NotPlainError
    return source


class _Sheet:
    """Reads the source of one sheet into a grid."""

    def __init__(self, source: str, shared: Shared, grid: Grid) -> None:
        start, end = source.find("<sheetData"), source.rfind("</sheetData>")
        if end < 0 and "<sheetData/>" not in source:
            raise _NotPlainError
        self._head = source[:start]
        self._data = source[start:end] if end >= 0 else ""
        self._shared = shared
        self._grid = grid
        self._found = 0
        self._sorts: dict[str, int] = {}
        self._filled_down: dict[str, tuple[Position, str]] = {}
        self._expanded = 0
        fonts = any(style.font != Font() for style in shared.styles.values())
        self._marked = bool(shared.strings.own_font or shared.strings.marked) or fonts
        self._strict = "_" in self._data or not self._data.isascii()

    def read(self) -> None:
        """Take everything in.

        Each cell that is not empty has an end tag, so as many are found as there are end tags.
        """
        data = self._data
        self._values(self._cells(_VALUE_CELL))
        ends = data.count("</c")
        if self._found != ends and "<is>" in data:
            self._values(self._cells(_INLINE_CELL))
        if self._found != ends:
            self._values(self._cells(_OTHER_CELL))
        if self._found != ends:
            raise _NotPlainError
        if " hidden=" in data:
            self._grid.hidden_rows.update(int(row) - 1 for row in _HIDDEN_ROW.findall(data))
        if " hidden=" in self._head:
            self._hidden_columns()

    def _cells(self, cell: re.Pattern[str]) -> Iterable[tuple[str, ...]]:
        """The groups of every cell that the pattern knows."""
        if len(self._data) > _AT_ONCE:
            return self._one_by_one(cell)
        found: list[tuple[str, ...]] = cell.findall(self._data)
        self._found += len(found)
        return found

    def _one_by_one(self, cell: re.Pattern[str]) -> Iterator[tuple[str, ...]]:
        for found in cell.finditer(self._data):
            self._found += 1
            yield found.groups("")

    def _values(self, cells: Iterable[tuple[str, ...]]) -> None:
        """Put the values; this loop is what reading a workbook costs, so nothing is called in it
        for a plain number or text.
        """
        sorts, columns, texts = self._sorts, _COLUMNS, self._shared.strings.texts
        rows, area, within = self._grid.rows, 0, self._grid.within
        values: list[CellValue] = []
        as_number = number if self._strict else float
        current, row = "", 0
        letters = digits = attributes = raw = ""
        value: CellValue
        try:
            for letters, digits, attributes, formula, text, raw in cells:
                if formula or text:
                    is_uncached = not raw and 't="str"' not in attributes
                    self._formula(self._position(letters, digits), formula, text, is_uncached)
                if not raw:
                    continue
                try:
                    sort = sorts[attributes]
                except KeyError:
                    sort = sorts[attributes] = self._sort(attributes)
                if digits != current:
                    area += len(values)
                    if area > within.area:
                        raise Fault(refusals.MANY_CELLS)
                    current, row = digits, _row(digits)
                    if row == len(rows) < within.rows:
                        rows.append([])
                    values = rows[row] if row < len(rows) else self._grid.row(row)
                column = columns[letters]
                if sort == _TEXT:
                    value = texts[raw]
                elif sort == _NUMBER:
                    try:
                        value = as_number(raw)
                    except ValueError:
                        value = excel_text(raw)
                    else:
                        if value - value:  # not 0, but no number at all, only for NaN and infinity
                            value = finite(value)
                elif sort == _WORDS:
                    value = excel_text(raw) if "&" in raw or "_x" in raw else raw
                else:
                    value = self._special(attributes, raw, (row, column))
                gap = column - len(values)
                if not gap:
                    values.append(value)
                elif gap > 0:
                    values += [None] * gap
                    values.append(value)
                elif values[column] is None:
                    values[column] = value
                else:
                    raise Fault(refusals.CELL_TWICE)
        except KeyError as error:
            if letters not in columns:
                raise beyond(_row(digits), column_number(letters[:9])) from error
            raise Fault(refusals.NO_SHARED_STRING) from error
        self._grid.area = sum(map(len, rows))

    def _sort(self, attributes: str) -> int:
        """How the value of a cell with these attributes is read."""
        kind, style = _kind(attributes)
        if kind in _PLAIN_TEXTS:
            return _SPECIAL if self._marked or _marked(attributes) else _PLAIN_TEXTS[kind]
        return _NUMBER if kind == "n" and style not in self._shared.styles else _SPECIAL

    def _note_font(
        self, position: Position, font: Font, own: Tcvn3 | None = None, marked: bool | None = None
    ) -> None:
        """Keep what the font of a text means: its own if it has one, else that of the cell."""
        if legacy := font.tcvn3 if own is None else own:
            self._grid.tcvn3[position] = legacy
        if font.is_marked if marked is None else marked:
            self._grid.marked.add(position)

    def _special(self, attributes: str, raw: str, position: Position) -> CellValue:
        """The value of anything but a plain number or a shared text."""
        kind, style = _kind(attributes)
        shown = self._shared.styles.get(style, _NO_STYLE)
        if kind == "s":
            strings, number_ = self._shared.strings, raw.strip()
            own, marked = strings.own_font.get(number_), strings.marked.get(number_)
            self._note_font(position, shown.font, own, marked)
            return strings.texts[raw]
        if shown.dayless and kind in ("n", "d"):
            self._grid.dayless[position] = shown.dayless
        if kind == "n":
            if shown.percent:
                self._grid.percents.add(position)
            if shown.font.is_marked:
                self._grid.marked.add(position)
            try:
                return finite(from_serial(number(raw), shown.meaning, self._shared.date1904))
            except ValueError:
                return excel_text(raw)
        if kind == "e":
            self._grid.errors[position] = unescaped(raw).strip()
            return None
        if kind == "b" and raw.strip() in _BOOLEANS:
            return _BOOLEANS[raw.strip()]
        if kind == "d":
            return _moment(raw.strip(), self._shared.date1904)
        self._note_font(position, shown.font, None, _marked(attributes) or None)
        return excel_text(raw)

    def _formula(self, at: Position, attributes: str, text: str, is_uncached: bool) -> None:
        """Put a formula; one that was filled down reads as in the first of its cells."""
        first, number = at, _shared_number(attributes)
        if len(text) > _LONG_FORMULA and not number:
            self._grid.formulas.put_source(at, text)
        else:
            text = unescaped(text)[: limits.FORMULA_CHARACTERS] if text else text
            if number and text and "ref=" in attributes:
                self._filled_down[number] = at, text
            elif number in self._filled_down:
                first, text = self._filled_down[number]
                self._expanded += len(text)
                if self._expanded > limits.EXPANDED_CHARACTERS:
                    raise Fault(refusals.LONG_FORMULAS)
            if text in BOOLEANS:
                return
            self._grid.formulas.put_shared(at, first, text)
        if is_uncached:
            self._grid.uncached.add(at)

    def _position(self, letters: str, digits: str) -> Position:
        row = _row(digits)
        if letters not in _COLUMNS or row >= self._grid.within.rows:
            raise beyond(row, column_number(letters[:9]))
        return row, _COLUMNS[letters]

    def _hidden_columns(self) -> None:
        for attributes in _COLUMN.findall(self._head)[: limits.COLUMN_RECORDS]:
            if 'hidden="1"' in attributes or 'hidden="true"' in attributes:
                first, last = _MIN.search(attributes), _MAX.search(attributes)
                if first and last:
                    end = min(int(last[1]), limits.COLUMNS)
                    self._grid.hidden_columns.update(range(int(first[1]) - 1, end))


_PLAIN_TEXTS: Final = {"s": _TEXT, "str": _WORDS, "inlineStr": _WORDS}
_NO_STYLE: Final = Style()
_BOOLEANS: Final = {"1": True, "0": False, "true": True, "false": False}


@lru_cache(maxsize=1024)
def _kind(attributes: str) -> tuple[str, str]:
    """Type and style of a cell from its attributes."""
    found = _ATTRIBUTES.fullmatch(attributes)
    if found is None:
        raise _NotPlainError
    return found[2] or "n", found[1] or ""


@lru_cache(maxsize=1024)
def _shared_number(attributes: str) -> str:
    """The number of a shared formula from the attributes of a formula; blank of any other."""
    index = _SHARED.search(attributes) if "shared" in attributes else None
    return index[1] if index else ""


def _marked(attributes: str) -> bool:
    """Whether `normal` found something marked in the cell's own rich text."""
    return ' marked="' in attributes


def _row(digits: str) -> int:
    if len(digits) > 7 or digits[0] == "0":
        raise Fault(refusals.WRONG_ADDRESS)
    return int(digits) - 1


def _moment(raw: str, date1904: bool) -> date | datetime | time | timedelta | str:
    """An ISO 8601 date, time or duration, as strict files may have; as text where it is none."""
    with suppress(ValueError, OverflowError):
        if raw.startswith(("P", "-P")):
            return duration(raw)
        if raw[2:3] == ":":
            return time.fromisoformat(raw).replace(tzinfo=None)
        return from_moment(datetime.fromisoformat(raw), date1904)
    return excel_text(raw)
