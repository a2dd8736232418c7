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

    def records(self, start: int) -> Iterator[BiffRecord]:
        """Records from `start` to the end of the substream that begins there.

        Raises:
            Fault: none begins there, or records are cut, overlap or are too many.
        """
        offset, depth = start, 0
        if self._content[offset : offset + 2] != _BEGIN:
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

    def characters(self, count: int, wide: int) -> str:
        """So many characters; each further piece says anew whether they are wide."""
        text = ""
        while count:
            number = self._number
            rest = self._rest()
            if self._number != number:
                wide = self.take(1)[0] & 1
                rest = self._rest()
            part = min(count, rest >> wide)
            if not part:
                raise IndexError
            raw = self.take(part << wide)
            text += raw.decode("utf-16-le" if wide else "latin-1", "replace")
            count -= part
        return text
