"""Workbooks of Excel 5 to 2003 (.xls): the BIFF records of the Workbook stream.

Read record by record in one pass: values, errors, hidden rows and fonts stand side by side in the
stream, and every record says its own length. Source: [MS-XLS].
"""

from __future__ import annotations

import codecs
import struct
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final

from plansheet.language.text import tcvn3_font
from plansheet.language.wording import Wording
from plansheet.problems.catalogue import refusals
from plansheet.problems.catalogue.phrases import CONNECTIONS, DDE, LINKS, MACROS, OBJECTS
from plansheet.workbooks.reading import limits
from plansheet.workbooks.reading.binary.beside import BESIDE, XlsObjects
from plansheet.workbooks.reading.binary.biff import (
    VISIBILITY,
    CellWriter,
    Font,
    Text,
    cell_styles,
    rich_text,
    rk,
)
from plansheet.workbooks.reading.binary.biff_records import BOF, EOF, BiffRecord, Pieces, Stream
from plansheet.workbooks.reading.binary.compiled import file_of, other_workbook, sheet_links
from plansheet.workbooks.reading.binary.compound import Compound
from plansheet.workbooks.reading.grid import Grid
from plansheet.workbooks.reading.kinds import other_compound
from plansheet.workbooks.reading.model import Sheet
from plansheet.workbooks.reading.refusal import Fault

FILEPASS = 0x2F
CODEPAGE, DATEMODE, BOUNDSHEET, FONT, FORMAT, XF, SST = 0x42, 0x22, 0x85, 0x31, 0x41E, 0xE0, 0xFC
SUPBOOK, EXTERNSHEET, QUERY, QUERY_TABLE = 0x1AE, 0x17, 0xDC, 0x1AD
ROW, COLUMNS, STRING, LABEL, RSTRING = 0x208, 0x7D, 0x207, 0x204, 0xD6
FORMULAS: Final = (0x06, 0x206, 0x406)
"""The last two are of Excel 3 and 4; some programs write them with the content of the first."""
NUMBER, RK, MULRK, BOOLERR, LABELSST = 0x203, 0x27E, 0xBD, 0x205, 0xFD
BIFF8: Final = 0x600
_WORKSHEET, _MACRO_SHEETS = 0, (1, 6)
_HIDDEN_ROW, _HIDDEN_COLUMN, _STRUCK = 0x20, 0x01, 0x08
_MERGED: Final = 0xE5
_BOOLEANS: Final = (b"\x02\x00\x1d\x00", b"\x02\x00\x1d\x01")
"""How LibreOffice saves the values true and false: a formula of that one constant."""
_SELF, _ADD_IN = b"\x01\x04", b"\x01\x3a"


@dataclass(slots=True)
class _Globals:
    """What the first part of the stream says for all sheets."""

    biff8: bool = True
    encoding: str = "latin-1"
    date1904: bool = False
    fonts: list[Font] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    styles: list[tuple[int, int]] = field(default_factory=list)
    tabs: list[tuple[int, int, int, str]] = field(default_factory=list)
    strings: list[Text] = field(default_factory=list)
    unsafe: list[Wording] = field(default_factory=list)
    books: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def add_book(self, content: bytes) -> None:
        """Take in the next workbook that formulas refer to; this one has no name."""
        if content[2:4] in (_SELF, _ADD_IN):
            self.books.append("")
            return
        path = _long_text(content, 2, self)
        self.books.append(file_of(path))
        self.unsafe.append(DDE if "\x03" in path and not path.startswith("\x01") else LINKS)

    def add_strings(self, pieces: list[bytes]) -> None:
        """Take in the shared strings, as far as they are whole."""
        with suppress(IndexError):
            for text in _shared_strings(pieces, self):
                self.strings.append(text)
                if len(self.strings) > limits.STRANGERS.strings:
                    raise Fault(refusals.MANY_STRINGS)

    def add_font(self, content: bytes) -> None:
        """Take in the next font; there is none of number 4."""
        flags, script = struct.unpack_from("<2xH4xH", content)
        name = _short_text(content, 14, self)
        font = Font(tcvn3_font(name), bool(flags & _STRUCK), bool(script))
        self.fonts += [font] * (2 if len(self.fonts) == 3 else 1)


def read_xls(book: Compound) -> tuple[tuple[Sheet, ...], list[Wording]]:
    """Every worksheet, and what in the file could run or reach out.

    Raises:
        Fault: why it is not read.
    """
    if book.find("EncryptedPackage") or book.find("EncryptionInfo"):
        raise Fault(refusals.ENCRYPTED)
    name = book.find("Workbook") or book.find("Book")
    if not name:
        raise other_compound(book.streams)
    stream = Stream(book.read(name))
    try:
        known = _globals(stream)
        sheets = tuple(_sheets(stream, known))
    except (struct.error, IndexError) as error:
        raise Fault(refusals.DAMAGED_RECORD) from error
    if not sheets:
        raise Fault(refusals.NO_SHEETS)
    if any("VBA" in storage.upper() for storage in book.storages):
        known.unsafe.append(MACROS)
    if any(storage.upper().startswith("MBD") for storage in book.storages):
        known.unsafe.append(OBJECTS)
    return sheets, list(dict.fromkeys(known.unsafe))


def _globals(stream: Stream) -> _Globals:
    known = _Globals()
    for kind, pieces in stream.records(0):
        content = pieces[0]
        if kind == BOF:
            known.biff8 = struct.unpack_from("<H", content)[0] >= BIFF8
        elif kind == FILEPASS:
            raise Fault(refusals.ENCRYPTED)
        elif kind == CODEPAGE:
            known.encoding = _encoding(struct.unpack_from("<H", content)[0])
        elif kind == DATEMODE:
            known.date1904 = struct.unpack_from("<H", content)[0] == 1
        elif kind == FONT:
            known.add_font(content)
        elif kind == FORMAT:
            (number,) = struct.unpack_from("<H", content)
            text = _long_text(content, 2, known) if known.biff8 else _short_text(content, 2, known)
            known.formats[number] = text
        elif kind == XF:
            known.styles.append(struct.unpack_from("<HH", content))
        elif kind == BOUNDSHEET:
            place, visibility, sort = struct.unpack_from("<IBB", content)
            known.tabs.append((place, visibility & 3, sort, _short_text(content, 6, known)))
        elif kind == SST:
            known.add_strings(pieces)
        elif kind == SUPBOOK:
            known.add_book(content)
        elif kind == EXTERNSHEET and known.biff8:
            known.links = sheet_links(content[2:], "<HHH", known.books)
        elif kind in (QUERY, QUERY_TABLE):
            known.unsafe.append(CONNECTIONS)
    if len(known.tabs) > limits.SHEETS:
        raise Fault(refusals.MANY_SHEETS)
    return known


def _whole(content: bytes, size: int) -> bytes:
    """As much of it as is whole pieces of a size."""
    return content[: len(content) // size * size]


def _encoding(codepage: int) -> str:
    """Source: [MS-XLS] 2.4.52; those from 10000 are of the Macintosh."""
    try:
        return codecs.lookup(_CODE_PAGES.get(codepage, f"cp{codepage}")).name
    except LookupError:
        return "cp1252"


_CODE_PAGES: Final = {
    367: "ascii",
    1200: "latin-1",
    10000: "mac_roman",
    10001: "shift_jis",
    10002: "big5",
    10003: "euc_kr",
    10004: "mac_arabic",
    10005: "cp1255",
    10006: "mac_greek",
    10007: "mac_cyrillic",
    10008: "gb2312",
    10010: "mac_romanian",
    10017: "mac_cyrillic",
    10021: "cp874",
    10029: "mac_latin2",
    10079: "mac_iceland",
    10081: "mac_turkish",
    10082: "mac_croatian",
    32768: "mac_roman",
    32769: "cp1252",
}


def _short_text(content: bytes, at: int, known: _Globals) -> str:
    """A text whose length is one byte."""
    return _characters(content, at + 1, content[at], known)


def _long_text(content: bytes, at: int, known: _Globals) -> str:
    """A text whose length is two bytes."""
    return _characters(content, at + 2, struct.unpack_from("<H", content, at)[0], known)


def _characters(content: bytes, offset: int, count: int, known: _Globals) -> str:
    if not count:
        return ""
    if not known.biff8:
        return content[offset : offset + count].decode(known.encoding, "replace")
    if content[offset] & 1:
        return content[offset + 1 : offset + 1 + 2 * count].decode("utf-16-le", "replace")
    return content[offset + 1 : offset + 1 + count].decode("latin-1")


def _shared_strings(pieces: list[bytes], known: _Globals) -> Iterator[Text]:
    """All that there are: how many the record says is wrong in the files of some programs."""
    source = Pieces(pieces)
    source.take(8)
    while not source.at_end():
        length, flags = struct.unpack("<HB", source.take(3))
        (runs,) = struct.unpack("<H", source.take(2)) if flags & 8 else (0,)
        (extra,) = struct.unpack("<I", source.take(4)) if flags & 4 else (0,)
        text = source.characters(length, flags & 1)
        fonts = struct.unpack(f"<{2 * runs}H", source.take(4 * runs))
        source.take(extra)
        yield rich_text(text, fonts, known.fonts)


def _sheets(stream: Stream, known: _Globals) -> Iterator[Sheet]:
    styles = cell_styles(known.styles, known.formats, known.fonts)
    area = 0
    for place, (_, visibility, sort, name) in zip(_places(stream, known), known.tabs, strict=True):
        if sort in _MACRO_SHEETS:
            known.unsafe.append(MACROS)
        if sort == _WORKSHEET:
            grid = Grid(name, VISIBILITY[min(visibility, 2)])
            _Cells(CellWriter(grid, styles, known.date1904), known).read(stream.records(place))
            area += grid.area
            if area > limits.STRANGERS.area:
                raise Fault(refusals.MANY_CELLS)
            yield grid.sheet()


def _places(stream: Stream, known: _Globals) -> list[int]:
    """Where the sheets begin: some programs count wrongly, but keep the order."""
    places = [place for place, *_ in known.tabs]
    if all(map(stream.begins, places)):
        return places
    begun = stream.substreams()[1:]
    return begun if len(begun) == len(places) else places


class _Cells:
    """Puts the cells of one sheet's records into a grid."""

    def __init__(self, writer: CellWriter, known: _Globals) -> None:
        self._write = writer
        self._grid = writer.grid
        self._known = known
        self._depth = self._columns = 0
        self._beside = XlsObjects(self._grid, known.biff8)
        self._awaited: tuple[int, int, int] | None = None

    def read(self, records: Iterator[BiffRecord]) -> None:
        """Take everything in; charts inside the sheet are passed over."""
        for kind, pieces in records:
            content = pieces[0]
            if kind in (BOF, EOF):
                self._depth += 1 if kind == BOF else -1
            elif self._depth > 1:
                continue
            elif kind == ROW:
                row, flags = struct.unpack_from("<H10xI", content)
                if flags & _HIDDEN_ROW:
                    self._grid.hidden_rows.add(row)
            elif kind == COLUMNS:
                first, last, flags = struct.unpack_from("<HH4xH", content)
                self._columns += 1
                if flags & _HIDDEN_COLUMN and self._columns <= limits.COLUMN_RECORDS:
                    last = min(last, limits.COLUMNS - 1)
                    self._grid.hidden_columns.update(range(first, last + 1))
            elif kind == _MERGED:
                for top, bottom, left, right in struct.iter_unpack("<4H", _whole(content[2:], 8)):
                    self._grid.merge((top, left), (bottom, right))
            elif kind == MULRK:
                row, first = struct.unpack_from("<HH", content)
                for number in range((len(content) - 6) // 6):
                    style, raw = struct.unpack_from("<HI", content, 4 + 6 * number)
                    self._write.number(row, first + number, style, rk(raw))
            elif kind == STRING and self._awaited is not None:
                self._write.text(*self._awaited, Text(self._long(pieces)))
                self._awaited = None
            elif kind in BESIDE:
                self._beside.take(kind, pieces)
            elif kind in _CELLS:
                row, column, style = struct.unpack_from("<HHH", content)
                _CELLS[kind](self, row, column, style, pieces)
            elif kind in (QUERY, QUERY_TABLE):
                self._known.unsafe.append(CONNECTIONS)
        self._beside.finish()

    def _long(self, pieces: list[bytes], offset: int = 0) -> str:
        if not self._known.biff8:
            return _long_text(b"".join(pieces), offset, self._known)
        source = Pieces(pieces)
        source.take(offset)
        (length,) = struct.unpack("<H", source.take(2))
        return source.characters(length, source.take(1)[0] & 1) if length else ""

    def _real(self, row: int, column: int, style: int, pieces: list[bytes]) -> None:
        self._write.number(row, column, style, struct.unpack_from("<d", pieces[0], 6)[0])

    def _short(self, row: int, column: int, style: int, pieces: list[bytes]) -> None:
        self._write.number(row, column, style, rk(struct.unpack_from("<I", pieces[0], 6)[0]))

    def _shared(self, row: int, column: int, style: int, pieces: list[bytes]) -> None:
        (number,) = struct.unpack_from("<I", pieces[0], 6)
        self._write.text(row, column, style, self._known.strings[number])

    def _label(self, row: int, column: int, style: int, pieces: list[bytes]) -> None:
        legacy = not self._known.biff8 and self._write.style(style).font.tcvn3
        text = b"".join(pieces)[8:].decode("latin-1") if legacy else self._long(pieces, 6)
        self._write.text(row, column, style, Text(text))

    def _flag(self, row: int, column: int, _: int, pieces: list[bytes]) -> None:
        value, is_error = pieces[0][6], pieces[0][7]
        if is_error:
            self._write.error(row, column, value)
        else:
            self._grid.put(row, column, bool(value))

    def _formula(self, row: int, column: int, style: int, pieces: list[bytes]) -> None:
        content = pieces[0]
        if content[20:24] not in _BOOLEANS:
            (length,) = struct.unpack_from("<H", content, 20)
            elsewhere = other_workbook(content[22 : 22 + length], self._known.links)
            self._grid.put_formula(row, column, elsewhere)
        self._awaited = None
        if content[12:14] != b"\xff\xff":
            self._real(row, column, style, pieces)
        elif content[6] == 0:
            self._awaited = row, column, style
        elif content[6] == 1:
            self._grid.put(row, column, bool(content[8]))
        elif content[6] == 2:
            self._write.error(row, column, content[8])


_CELLS: Final[Mapping[int, Callable[[_Cells, int, int, int, list[bytes]], None]]] = {
    NUMBER: _Cells._real,
    RK: _Cells._short,
    LABELSST: _Cells._shared,
    LABEL: _Cells._label,
    RSTRING: _Cells._label,
    BOOLERR: _Cells._flag,
    **dict.fromkeys(FORMULAS, _Cells._formula),
}
