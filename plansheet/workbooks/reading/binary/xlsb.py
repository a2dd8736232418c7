"""Binary workbooks of Excel 2007 and later (.xlsb): BIFF12 records in an OOXML package.

Source: [MS-XLSB].
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from plansheet.language.text import tcvn3_font
from plansheet.problems.catalogue import refusals
from plansheet.workbooks.reading import limits
from plansheet.workbooks.reading.addresses import Position
from plansheet.workbooks.reading.archive import Archive
from plansheet.workbooks.reading.binary.biff import (
    VISIBILITY,
    CellWriter,
    Font,
    Style,
    Text,
    cell_styles,
    rich_text,
    rk,
)
from plansheet.workbooks.reading.binary.compiled import other_workbook, sheet_links
from plansheet.workbooks.reading.grid import Grid
from plansheet.workbooks.reading.model import Sheet, Visibility
from plansheet.workbooks.reading.refusal import Fault
from plansheet.workbooks.reading.xlsx.beside import read_beside
from plansheet.workbooks.reading.xlsx.relations import relations

_WORKBOOK_PROPERTIES, _SHEET_ENTRY = 0x99, 0x9C
_FONT, _FORMAT, _XF, _BEGIN_CELL_STYLES, _END_CELL_STYLES = 0x2B, 0x2C, 0x2F, 0x269, 0x26A
_STRING = 0x13
_COMMENT, _COMMENT_TEXT = 0x27B, 0x27D
_ROW, _COLUMN, _BEGIN_DATA, _END_DATA = 0x00, 0x3C, 0x91, 0x92
_HIDDEN_ROW, _HIDDEN_COLUMN, _STRUCK = 0x10, 0x01, 0x08
_RICH: Final = 0x3E
_FORMULAS: Final = frozenset({0x08, 0x09, 0x0A, 0x0B})
_OTHER_BOOK: Final = 0x163
_BOOKS: Final = frozenset({_OTHER_BOOK, 0x165, 0x166, 0x29B})
_SHEET_LINKS: Final = 0x16A
_SHORT: Final = range(0x0C, 0x13)
"""Cells without a column of their own: they stand right of the one before."""
_SHORT_TO_LONG: Final = 0x0B


@dataclass(slots=True)
class _Known:
    """What the main part says for all sheets."""

    tabs: list[tuple[str, Visibility, str]] = field(default_factory=list)
    date1904: bool = False
    books: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    fonts: list[Font] = field(default_factory=list)
    strings: list[Text] = field(default_factory=list)


def read_xlsb(archive: Archive, main: str) -> tuple[Sheet, ...]:
    """Every worksheet of the workbook.

    Raises:
        Fault: why it is not read.
    """
    points_to = relations(archive, main)
    parts = dict(points_to.values())
    try:
        known = _read_workbook(archive.read(main))
        styles, known.fonts = _styles(_part(archive, parts.get("styles", "")))
        known.strings = _strings(_part(archive, parts.get("sharedStrings", "")), known.fonts)
        sheets, area = [], 0
        for name, visibility, relation in known.tabs:
            kind, part = points_to.get(relation, ("", ""))
            if kind == "worksheet":
                if not part:
                    raise Fault(refusals.NO_SHEET_CONTENT)
                grid = Grid(name, visibility)
                _read(archive.read(part), CellWriter(grid, styles, known.date1904), known)
                read_beside(archive, part, grid, _comments)
                area += grid.area
                if area > limits.STRANGERS.area:
                    raise Fault(refusals.MANY_CELLS)
                sheets.append(grid.sheet())
    except (struct.error, IndexError) as error:
        raise Fault(refusals.DAMAGED_RECORD) from error
    if not sheets:
        raise Fault(refusals.NO_SHEETS)
    return tuple(sheets)


def _part(archive: Archive, name: str) -> bytes:
    return archive.read(name) if name else b""


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Type and content of each record; both type and length are numbers of 7 bits a byte."""
    offset = count = 0
    while offset < len(part):
        kind = part[offset]
        offset += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (part[offset] & 0x7F) << 7
            offset += 1
        length = 0
        for shift in (0, 7, 14, 21):
            byte = part[offset]
            offset += 1
            length |= (byte & 0x7F) << shift
            if byte < 0x80:
                break
        content = part[offset : offset + length]
        if len(content) < length:
            raise Fault(refusals.CUT_SHORT)
        count += 1
        if count > limits.RECORDS:
            raise Fault(refusals.MANY_RECORDS)
        yield kind, content
        offset += length


def _text(content: bytes, offset: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends; a length of all ones is none."""
    (count,) = struct.unpack_from("<I", content, offset)
    if count == 0xFFFFFFFF:
        return "", offset + 4
    end = offset + 4 + 2 * count
    if end > len(content):
        raise IndexError
    return content[offset + 4 : end].decode("utf-16-le", "replace"), end


def _read_workbook(part: bytes) -> _Known:
    known = _Known()
    for kind, content in _records(part):
        if kind == _WORKBOOK_PROPERTIES:
            known.date1904 = bool(content[0] & 1)
        elif kind == _SHEET_ENTRY:
            (state,) = struct.unpack_from("<I", content)
            relation, end = _text(content, 8)
            name, _ = _text(content, end)
            known.tabs.append((name, VISIBILITY[min(state, 2)], relation))
            if len(known.tabs) > limits.SHEETS:
                raise Fault(refusals.MANY_SHEETS)
        elif kind in _BOOKS:
            others = sum(map(bool, known.books))
            known.books.append(str(others + 1) if kind == _OTHER_BOOK else "")
        elif kind == _SHEET_LINKS:
            known.links = sheet_links(content[4:], "<III", known.books)
    return known


def _styles(part: bytes) -> tuple[list[Style], list[Font]]:
    """The cell styles, and the fonts."""
    fonts: list[Font] = []
    formats: dict[int, str] = {}
    styles: list[tuple[int, int]] = []
    within = False
    for kind, content in _records(part):
        if kind == _FONT:
            flags, script = struct.unpack_from("<2xH2xH", content)
            legacy = tcvn3_font(_text(content, 21)[0])
            fonts.append(Font(legacy, bool(flags & _STRUCK), bool(script)))
        elif kind == _FORMAT:
            formats[struct.unpack_from("<H", content)[0]] = _text(content, 2)[0]
        elif kind in (_BEGIN_CELL_STYLES, _END_CELL_STYLES):
            within = kind == _BEGIN_CELL_STYLES
        elif kind == _XF and within:
            number, font = struct.unpack_from("<HH", content, 2)
            styles.append((font, number))
    return cell_styles(styles, formats, fonts), fonts


def _strings(part: bytes, fonts: list[Font]) -> list[Text]:
    strings: list[Text] = []
    for kind, content in _records(part):
        if kind == _STRING:
            strings.append(_rich(content, 0, fonts))
            if len(strings) > limits.STRANGERS.strings:
                raise Fault(refusals.MANY_STRINGS)
    return strings


def _comments(part: bytes) -> dict[Position, str]:
    found: dict[Position, str] = {}
    at = None
    for kind, content in _records(part):
        if kind == _COMMENT:
            row, column = struct.unpack_from("<I4xI", content, 4)
            at = row, column
        elif kind == _COMMENT_TEXT and at is not None:
            found[at] = _text(content, 1)[0]
    return found


def _rich(content: bytes, at: int, fonts: list[Font]) -> Text:
    text, end = _text(content, at + 1)
    if not content[at] & 1:
        return Text(text)
    (count,) = struct.unpack_from("<I", content, end)
    count = min(count, (len(content) - end - 4) // 4)
    return rich_text(text, struct.unpack_from(f"<{2 * count}H", content, end + 4), fonts)


def _read(part: bytes, write: CellWriter, known: _Known) -> None:
    """Take one sheet in."""
    row, column, columns, inside = 0, -1, 0, False
    for kind, content in _records(part):
        if kind in (_BEGIN_DATA, _END_DATA):
            inside = kind == _BEGIN_DATA
        elif kind == _COLUMN and not inside:
            columns += 1
            first, last, flags = struct.unpack_from("<II8xH", content)
            if flags & _HIDDEN_COLUMN and columns <= limits.COLUMN_RECORDS:
                last = min(last, limits.COLUMNS - 1)
                write.grid.hidden_columns.update(range(first, last + 1))
        elif not inside:
            continue
        elif kind == _ROW:
            (row,) = struct.unpack_from("<I", content)
            column = -1
            if content[11] & _HIDDEN_ROW:
                write.grid.hidden_rows.add(row)
        elif kind in _SHORT:
            column += 1
            _cell(write, kind - _SHORT_TO_LONG, (row, column), content, known)
        elif kind <= 0x0B or kind == _RICH:
            (column,) = struct.unpack_from("<I", content)
            _cell(write, kind, (row, column), content[4:], known)


def _cell(
    write: CellWriter, kind: int, place: tuple[int, int], content: bytes, known: _Known
) -> None:
    """Put one cell; `content` begins with its style."""
    style = int.from_bytes(content[:3], "little")
    row, column = place
    if kind in _FORMULAS:
        write.grid.put_formula(
            row, column, other_workbook(_tokens(kind, content), known.links, binary12=True)
        )
    if kind in _NUMBERS:
        write.number(row, column, style, _NUMBERS[kind](content))
    elif kind in (0x03, 0x0B):
        write.error(row, column, content[4])
    elif kind in (0x04, 0x0A):
        write.grid.put(row, column, bool(content[4]))
    elif kind in (0x06, 0x08):
        write.text(row, column, style, Text(_text(content, 4)[0]))
    elif kind == 0x07:
        write.text(row, column, style, known.strings[struct.unpack_from("<I", content, 4)[0]])
    elif kind == _RICH:
        write.text(row, column, style, _rich(content, 4, known.fonts))


def _tokens(kind: int, content: bytes) -> bytes:
    """The compiled formula of a cell: it stands behind the value."""
    at = _text(content, 4)[1] if kind == 0x08 else 12 if kind == 0x09 else 5
    (length,) = struct.unpack_from("<I", content, at + 2)
    return content[at + 6 : at + 6 + length]


def _real(content: bytes) -> float:
    return float(struct.unpack_from("<d", content, 4)[0])


_NUMBERS: Final[Mapping[int, Callable[[bytes], float]]] = {
    0x02: lambda content: rk(struct.unpack_from("<I", content, 4)[0]),
    0x05: _real,
    0x09: _real,
}
