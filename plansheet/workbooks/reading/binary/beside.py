"""What stands in a sheet of .xls besides its cells: comments, and what lies on it.

Source: [MS-XLS] 2.4.179 (Note), 2.4.181 (Obj), 2.4.329 (TxO).
"""

from __future__ import annotations

import struct
from contextlib import suppress
from typing import Final

from plansheet.workbooks.reading.addresses import Position
from plansheet.workbooks.reading.binary.biff_records import Pieces
from plansheet.workbooks.reading.grid import Grid
from plansheet.workbooks.reading.model import Drawn

NOTE, OBJECT, OBJECT_TEXT = 0x1C, 0x5D, 0x1B6
BESIDE: Final = frozenset({NOTE, OBJECT, OBJECT_TEXT})
"""The records that say of it."""

_GROUP, _CHART, _TEXT, _PICTURE, _COMMENT, _LIST = 0x00, 0x05, 0x06, 0x08, 0x19, 0x14
_CONTROLS: Final = frozenset({0x07, *range(0x0B, 0x15)})
_OF_EXCEL: Final = 0x0100
"""Excel made it: the arrow of a filter, the list of a cell rule."""
_PICTURE_FLAGS, _EMBEDDED = 0x08, 0x09
_IS_CONTROL: Final = 0x10


class XlsObjects:
    """Collects what the records of one sheet say; `finish` puts it into the grid."""

    def __init__(self, grid: Grid, biff8: bool) -> None:
        self._grid = grid
        self._biff8 = biff8
        self._comments: dict[Position, int] = {}
        self._drawn: dict[int, Drawn] = {}
        self._texts: dict[int, str] = {}
        self._last = 0

    def take(self, kind: int, pieces: list[bytes]) -> None:
        """Take in one record of `BESIDE`; one that is damaged says nothing."""
        with suppress(struct.error, IndexError):
            if kind == NOTE:
                row, column, _, number = struct.unpack_from("<4H", pieces[0])
                self._comments[row, column] = number
            elif kind == OBJECT:
                self._object(pieces[0])
            else:
                (length,) = struct.unpack_from("<H", pieces[0], 10)
                source = Pieces(pieces[1:])
                if length:
                    text = source.characters(length, source.take(1)[0] & 1)
                    self._texts[self._last] = text

    def _object(self, content: bytes) -> None:
        sort, self._last = struct.unpack_from("<HH", content, 4)
        if sort in (_GROUP, _COMMENT):
            return
        if sort in _CONTROLS:
            (flags,) = struct.unpack_from("<H", content, 8)
            if sort == _LIST and self._biff8 and flags & _OF_EXCEL:
                return
            self._drawn[self._last] = Drawn.CONTROL
        elif sort == _PICTURE:
            self._drawn[self._last] = self._picture(content) if self._biff8 else Drawn.PICTURE
        else:
            self._drawn[self._last] = {_CHART: Drawn.CHART, _TEXT: Drawn.TEXT_BOX}.get(
                sort, Drawn.SHAPE
            )

    def _picture(self, content: bytes) -> Drawn:
        """A picture may be that of a control or of an embedded document."""
        found, offset = Drawn.PICTURE, 22
        while offset + 4 <= len(content):
            part, length = struct.unpack_from("<HH", content, offset)
            if part == _PICTURE_FLAGS and content[offset + 4] & _IS_CONTROL:
                return Drawn.CONTROL
            if part == _EMBEDDED:
                found = Drawn.OBJECT
            offset += 4 + length
        return found

    def finish(self) -> None:
        """Put what was collected into the grid."""
        for at, number in self._comments.items():
            self._grid.comments[at] = self._texts.get(number, "")
        for number, drawn in self._drawn.items():
            has_text = drawn == Drawn.SHAPE and self._texts.get(number, "").strip()
            self._grid.drawn[Drawn.TEXT_BOX if has_text else drawn] += 1
