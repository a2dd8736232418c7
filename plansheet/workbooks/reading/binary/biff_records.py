"""The records of a BIFF stream (.xls), and the pieces that long ones are cut into."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

from plansheet.problems.catalogue import refusals
from plansheet.workbooks.reading import limits
from plansheet.workbooks.reading.refusal import Fault

BOF: Final = 0x809
EOF: Final = 0x0A
_CONTINUE: Final = 0x3C
_BEGIN: Final = struct.pack("<H", BOF)

BiffRecord = tuple[int, list[bytes]]
"""Type, and content in the pieces that records of at most 8 KB cut it into."""


class Stream:
    """The records of the Workbook stream, each walked over no more than about once."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._walked = self._count = 0

    def begins(self, place: int) -> bool:
        """Whether a substream begins there."""
        return self._content[place : place + 2] == _BEGIN

    def substreams(self) -> list[int]:
        """Where the substreams begin that lie in no other."""
        starts, offset, depth = [], 0, 0
        while offset + 4 <= len(self._content):
            kind, length = struct.unpack_from("<HH", self._content, offset)
            if kind == BOF:
                starts += [] if depth else [offset]
                depth += 1
            elif kind == EOF:
                depth -= 1
            elif not depth:
                break
            offset += 4 + length
        return starts

    def records(self, start: int) -> Iterator[BiffRecord]:
        """Records from `start` to the end of the substream that begins there.

        Raises:
            Fault: none begins there, or records are cut, overlap or are too many.
        """
        offset, depth = start, 0
        if not self.begins(start):
            raise Fault(refusals.SHEET_NOT_THERE)
        record: BiffRecord | None = None
        while offset + 4 <= len(self._content):
            kind, length = struct.unpack_from("<HH", self._content, offset)
            piece = self._content[offset + 4 : offset + 4 + length]
            self._walked += 4 + length
            self._count += 1
            if self._count > limits.RECORDS:
                raise Fault(refusals.MANY_RECORDS)
            if len(piece) < length:
                raise Fault(refusals.CUT_SHORT)
            if self._walked > 2 * len(self._content):
                raise Fault(refusals.SHEETS_OVERLAP)
            offset += 4 + length
            if kind == _CONTINUE and record is not None:
                record[1].append(piece)
                continue
            if record is not None:
                yield record
                depth += (record[0] == BOF) - (record[0] == EOF)
                if depth <= 0:
                    return
            record = kind, [piece]
        if record is not None:
            yield record


class Pieces:
    """Bytes that run on from one piece of a record to the next."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = pieces
        self._number = self._at = 0

    def _rest(self) -> int:
        rest = len(self._pieces[self._number]) - self._at
        while not rest:
            self._number, self._at = self._number + 1, 0
            rest = len(self._pieces[self._number])
        return rest

    def take(self, count: int) -> bytes:
        """So many bytes, from several pieces where needed.

        Raises:
            IndexError: at the end of the record.
        """
        parts = []
        while count:
            part = min(count, self._rest())
            parts.append(self._pieces[self._number][self._at : self._at + part])
            self._at += part
            count -= part
        return b"".join(parts)

    def at_end(self) -> bool:
        """Whether nothing is left."""
        while self._number < len(self._pieces):
            if self._at < len(self._pieces[self._number]):
                return False
            self._number, self._at = self._number + 1, 0
        return True

    def characters(self, count: int, wide: int) -> str:
        """So many characters; each further piece that is not empty says anew whether they are wide.

        Raises:
            IndexError: as `take` does.
        """
        parts = []
        while count:
            piece = self._pieces[self._number]
            if self._at >= len(piece):
                self._number, self._at = self._number + 1, 1
                wide = (self._pieces[self._number] or b"\0")[0] & 1
                continue
            part = min(count, (len(piece) - self._at) >> wide)
            if not part:
                raise IndexError
            raw = self.take(part << wide)
            parts.append(raw if wide else raw.decode("latin-1").encode("utf-16-le"))
            count -= part
        return b"".join(parts).decode("utf-16-le", "replace")
