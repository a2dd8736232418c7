"""OLE compound files, the container of .xls: streams by name, in bounded time.

olefile reads the same (a test compares), but takes all memory for a list of sectors that leads to
itself, minutes for some hundred thousand entries, and gives what is left of a broken stream.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from plansheet.problems.catalogue import refusals
from plansheet.workbooks.reading import limits
from plansheet.workbooks.reading.moments import VIETNAM_OFFSET
from plansheet.workbooks.reading.refusal import Fault

_ENTRY: Final = 128
_FREE: Final = 0xFFFFFFFA
"""This sector number and those above mark ends and gaps."""
_MINI: Final = 64
_MINI_CUTOFF: Final = 4096
_ROOT, _STREAM, _STORAGE = 5, 2, 1
_SUMMARY: Final = "\x05SummaryInformation"
_LAST_SAVED: Final = 13
_FILETIME: Final = 0x40
_FILETIME_EPOCH: Final = datetime(1601, 1, 1)


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class Compound:
    """The directory of a compound file; chains of sectors that loop or lead nowhere are damage.

    Raises:
        Fault: `unreadable`, `too-large`.
    """

    def __init__(self, data: bytes) -> None:
        self._data = data
        try:
            self._open()
        except (struct.error, IndexError) as error:
            raise Fault(refusals.DAMAGED_STRUCTURE) from error

    def _open(self) -> None:
        shift, mini_shift = struct.unpack_from("<HH", self._data, 30)
        if shift not in (9, 12) or mini_shift != 6:
            raise Fault(refusals.DAMAGED_STRUCTURE)
        self._size = 1 << shift
        directory, _, _, mini_fat, _, more, _ = struct.unpack_from("<7I", self._data, 48)
        self._fat = self._table(self._fat_sectors(more))
        entries = self._chain(directory, self._fat, None)
        self._entries = [
            self._entry(entries[at : at + _ENTRY])
            for at in range(0, len(entries) - _ENTRY + 1, _ENTRY)
        ]
        if not self._entries or self._entries[0].kind != _ROOT:
            raise Fault(refusals.DAMAGED_STRUCTURE)
        if len(self._entries) > limits.ARCHIVE_ENTRIES:
            raise Fault(refusals.MANY_ENTRIES)
        root = self._entries[0]
        self._mini_fat = self._table(self._sectors(mini_fat, self._fat))
        self._mini = self._chain(root.start, self._fat, root.size) if root.size else b""
        self.streams = {e.name: e for e in self._children(root.child) if e.kind == _STREAM}
        self._lower = {name.lower(): name for name in reversed(self.streams)}
        self.storages = {e.name for e in self._children(root.child) if e.kind == _STORAGE}

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        sector = self._data[start : start + self._size]
        if not sector:
            raise Fault(refusals.DAMAGED_STRUCTURE)
        return sector.ljust(self._size, b"\0")

    def _numbers(self, sector: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(sector) // 4}I", sector)

    def _fat_sectors(self, more: int) -> list[int]:
        sectors = list(struct.unpack_from("<109I", self._data, 76))
        visited = 0
        while more < _FREE:
            *numbers, more = self._numbers(self._sector(more))
            sectors += numbers
            visited += 1
            if visited * self._size > len(self._data):
                raise Fault(refusals.DAMAGED_STRUCTURE)
        return [s for s in sectors if s < _FREE]

    def _table(self, sectors: list[int]) -> list[int]:
        if len(sectors) * self._size > len(self._data):
            raise Fault(refusals.DAMAGED_STRUCTURE)
        return [number for s in sectors for number in self._numbers(self._sector(s))]

    def _sectors(self, start: int, table: list[int]) -> list[int]:
        sectors: list[int] = []
        while start < _FREE:
            if start >= len(table) or len(sectors) > len(table):
                raise Fault(refusals.DAMAGED_STRUCTURE)
            sectors.append(start)
            start = table[start]
        return sectors

    def _chain(self, start: int, table: list[int], size: int | None) -> bytes:
        sectors = self._sectors(start, table)
        if len(sectors) * self._size > limits.STRANGERS.part_bytes:
            raise Fault(refusals.LARGE_PART)
        whole = b"".join(self._sector(s) for s in sectors)
        return whole if size is None else whole[:size]

    def _entry(self, raw: bytes) -> _Entry:
        length, kind, _, left, right, child = struct.unpack_from("<HBBIII", raw, 64)
        start, size = struct.unpack_from("<II", raw, 116)
        name = raw[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        return _Entry(name, kind, left, right, child, start, size)

    def _children(self, first: int) -> Iterator[_Entry]:
        waiting, seen = [first], set()
        while waiting:
            number = waiting.pop()
            if number < len(self._entries) and number not in seen:
                seen.add(number)
                entry = self._entries[number]
                waiting += (entry.left, entry.right)
                yield entry

    def find(self, name: str) -> str:
        """The stream of the root of this name in whatever case; blank where there is none."""
        return self._lower.get(name.lower(), "")

    def read(self, name: str) -> bytes:
        """The content of a stream of the root.

        Raises:
            Fault: it is damaged or too large.
            KeyError: a name that is not there.
        """
        entry = self.streams[name]
        try:
            if entry.size >= _MINI_CUTOFF:
                return self._chain(entry.start, self._fat, entry.size)
            sectors = self._sectors(entry.start, self._mini_fat)
        except (struct.error, IndexError) as error:
            raise Fault(refusals.DAMAGED_STRUCTURE) from error
        whole = b"".join(self._mini[s * _MINI : (s + 1) * _MINI] for s in sectors)
        return whole[: entry.size]

    def modified(self) -> datetime | None:
        """When the file was last saved, in the time of Vietnam; None where it does not say."""
        if not (summary := self.find(_SUMMARY)):
            return None
        raw = self.read(summary)
        try:
            (section,) = struct.unpack_from("<I", raw, 44)
            (count,) = struct.unpack_from("<I", raw, section + 4)
            for number in range(min(count, 64)):
                kind, offset = struct.unpack_from("<II", raw, section + 8 + 8 * number)
                if kind == _LAST_SAVED:
                    form, ticks = struct.unpack_from("<IQ", raw, section + offset)
                    if form == _FILETIME and ticks:
                        saved = _FILETIME_EPOCH + timedelta(microseconds=ticks // 10)
                        return saved + VIETNAM_OFFSET
        except (struct.error, OverflowError):
            return None
        return None
