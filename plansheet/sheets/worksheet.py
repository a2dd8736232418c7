"""The raw XML of one OOXML sheet: what calamine does not tell.

A sheet in the plain shape that Excel, LibreOffice, WPS, Google and the usual libraries write is
searched with regular expressions on its bytes. Anything else is first rewritten into that shape
(normal.py), so everything below may rely on it: `<c r="B5" …>` with `r` first, no prefixes, no
comments, no CDATA, UTF-8, the cells within the limits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import Final

from plansheet.sheets import limits
from plansheet.sheets.addresses import Position, column_number
from plansheet.sheets.formulas import BOOLEANS, shifted
from plansheet.sheets.normal import normal
from plansheet.sheets.refusal import too_large
from plansheet.sheets.styles import Styles

_HEAD: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*"
    rb"(?:<\?xml(?![^<>]*encoding=[\"'](?!utf-8[\"']))[^<>]*\?>)?\s*<worksheet[\s>]",
    re.IGNORECASE,
)
_DECLARATION: Final = re.compile(rb"<!")
_PREFIXED: Final = re.compile(rb":(?:c|row|sheetData)[ />\t\r\n]")
_NOT_NEAR: Final = re.compile(rb'<c(?! r="[A-Z]{1,2}[1-9][0-9]{0,2}"[ />])(?=[ />\t\r\n])')
_NOT_PLAIN: Final = re.compile(rb'<c(?! r="[A-Z]{1,3}[1-9][0-9]{0,6}"[ />])(?=[ />\t\r\n])')
_ADDRESS: Final = re.compile(rb'<c r="([A-Z]+)([0-9]+)"')
_ERROR: Final = re.compile(
    rb'(<c r="([A-Z]+)([0-9]+)"[^<>]*? t=)"e"'
    rb"([^<>]*>\s*(?:<f[^<>]*/>|<f[^<>]*>[^<]*</f>)?\s*<v[^<>]*>([^<]*)</v>)"
)
_FORMULA: Final = re.compile(
    rb'<c r="([A-Z]+)([0-9]+)"([^<>]*)>\s*<f(?=[ />])([^<>]*)>(?:([^<]*)</f>)?'
    rb"\s*(?:<v[^<>/]*>([^<]*)</v>)?"
)
_SHARED: Final = re.compile(rb'\bsi="([0-9]+)"')
_HIDDEN_ROW: Final = re.compile(rb'<row(?=[^<>]* hidden="(?:1|true)")[^<>]*? r="([0-9]{1,7})"')
_COLUMN: Final = re.compile(rb"<col ([^<>]*)>")
_MIN: Final = re.compile(rb'\bmin="([0-9]{1,5})"')
_MAX: Final = re.compile(rb'\bmax="([0-9]{1,5})"')
_STRING_CELL: Final = re.compile(
    rb'<c r="([A-Z]+)([0-9]+)"[^<>]* t="s"[^<>]*>\s*<v[^<>]*>([0-9]{1,9})</v>'
)
_STYLED: Final = (
    rb'<c r="([A-Z]+)([0-9]+)"(?=[^<>]* s="(?:%s)")([^<>]*[^/<>])>\s*'
    rb"(?:<f[^<>]*/>|<f[^<>]*>[^<]*</f>)?\s*<v[^<>]*>([^<]+)</v>"
)
_TYPE: Final = re.compile(rb' t="([a-zA-Z]*)"')
EXPANDED_CHARACTERS: Final = 32 * limits.MB
"""Copies of shared formulas, all together."""


@dataclass(slots=True)
class Marks:
    """What the raw XML says of the cells of one sheet, beside their values."""

    formulas: dict[Position, str] = field(default_factory=dict)
    uncached: set[Position] = field(default_factory=set)
    errors: dict[Position, str] = field(default_factory=dict)
    percents: set[Position] = field(default_factory=set)
    tcvn3: set[Position] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def plain(part: bytes) -> bytes:
    """The sheet in the plain shape, every cell within the limits.

    Raises `Fault`: `too-large` where a value lies beyond the limits, `unreadable` where the
    part is no sheet.
    """
    return part if _is_plain(part) else normal(part)


def _is_plain(part: bytes) -> bool:
    if _HEAD.match(part[:1024]) is None or (b"!" in part and _DECLARATION.search(part)):
        return False
    if part.count(b"?") > 2 and part.find(b"<?", 6) >= 0:
        return False
    if _PREFIXED.search(part) or not (b"</sheetData>" in part or b"<sheetData/>" in part):
        return False
    if _NOT_NEAR.search(part) is None:
        return True
    return _NOT_PLAIN.search(part) is None and _within_limits(part)


def _within_limits(part: bytes) -> bool:
    """Whether the used area is; formatted blank cells far away are common and count as used."""
    found = _ADDRESS.findall(part)
    rows = max(int(row) for _, row in found)
    columns = max(column_number(c.decode()) for c in {column for column, _ in found}) + 1
    return rows <= limits.ROWS and columns <= limits.COLUMNS and rows * columns <= limits.CELLS


def marks(part: bytes, styles: Styles) -> tuple[bytes, Marks]:
    """Read what calamine does not tell from a plain sheet.

    Returns the part with its error cells turned into text (calamine gives known errors as blank
    and fails on the others) and the marks.
    """
    found = Marks()
    start, end = part.find(b"<sheetData"), part.rfind(b"</sheetData>")
    if start < 0 or end < 0:
        return part, found
    head, data = part[:start], part[start:end]
    if b"#" in data and b' t="e"' in data:
        data, part = _errors(data, part, start, end, found)
    if b"f" in data:
        _formulas(data, found)
    if b" hidden=" in part:
        found.hidden_rows.update(int(r) - 1 for r in _HIDDEN_ROW.findall(data))
        _hidden_columns(head, found)
    if styles.percent:
        cells = _styled(data, styles.percent)
        found.percents.update(position for position, kind, _ in cells if kind == b"n")
    if styles.tcvn3 or styles.tcvn3_strings:
        _legacy(data, styles, found)
    return part, found


def _position(column: bytes, row: bytes) -> Position:
    return int(row) - 1, column_number(column.decode())


def _text(raw: bytes) -> str:
    text = raw.decode("utf-8", "replace")
    return unescape(text) if "&" in text else text


def _errors(data: bytes, part: bytes, start: int, end: int, found: Marks) -> tuple[bytes, bytes]:
    def as_text(cell: re.Match[bytes]) -> bytes:
        found.errors[_position(cell[2], cell[3])] = _text(cell[5])
        return cell[1] + b'"str"' + cell[4]

    data = _ERROR.sub(as_text, data)
    return data, part[:start] + data + part[end:]


def _formulas(data: bytes, found: Marks) -> None:
    shared: dict[bytes, tuple[Position, str]] = {}
    expanded = 0
    for formula in _FORMULA.finditer(data):
        column, line, cell, attributes, raw, value = formula.groups()
        position = _position(column, line)
        text = _text(raw or b"")[: limits.FORMULA_CHARACTERS]
        if b"shared" in attributes and (index := _SHARED.search(attributes)):
            if text and b"ref=" in attributes:
                shared[index[1]] = position, text
            elif index[1] in shared:
                (row, column), origin = shared[index[1]]
                text = shifted(origin, (position[0] - row, position[1] - column))
                expanded += len(text)
                if expanded > EXPANDED_CHARACTERS:
                    raise too_large("công thức quá dài", "the formulas are too long")
        if text in BOOLEANS:
            continue
        found.formulas[position] = text
        if not value and (value is None or b' t="str"' not in cell):
            found.uncached.add(position)


def _hidden_columns(head: bytes, found: Marks) -> None:
    for attributes in _COLUMN.findall(head)[: limits.COLUMN_RECORDS]:
        if b'hidden="1"' in attributes or b'hidden="true"' in attributes:
            first, last = _MIN.search(attributes), _MAX.search(attributes)
            if first and last:
                end = min(int(last[1]), limits.COLUMNS)
                found.hidden_columns.update(range(int(first[1]) - 1, end))


def _legacy(data: bytes, styles: Styles, found: Marks) -> None:
    """Text in a TCVN3 font: that of the runs where the text has runs, else that of the cell."""
    for position, kind, value in _styled(data, styles.tcvn3):
        if kind == b"str" or (kind == b"s" and _number(value) not in styles.other_strings):
            found.tcvn3.add(position)
    if styles.tcvn3_strings:
        for column, row, value in _STRING_CELL.findall(data):
            if _number(value) in styles.tcvn3_strings:
                found.tcvn3.add(_position(column, row))


def _number(raw: bytes) -> int:
    return int(raw) if len(raw) < 10 and raw.isdigit() else -1


def _styled(data: bytes, styles: frozenset[int]) -> Iterator[tuple[Position, bytes, bytes]]:
    """Position, type and raw value of the cells that have one of these styles."""
    if styles:
        wanted = b"|".join(str(s).encode() for s in sorted(styles))
        for column, row, attributes, value in re.findall(_STYLED % wanted, data):
            kind = _TYPE.search(attributes)
            yield _position(column, row), kind[1] if kind else b"n", value
