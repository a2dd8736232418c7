"""A zip archive opened with suspicion.

Names, sizes and checksums that an archive claims are compared with what is really in it.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from plansheet.problems.catalogue import refusals
from plansheet.workbooks.reading import limits
from plansheet.workbooks.reading.limits import STRANGERS, Limits
from plansheet.workbooks.reading.refusal import Fault

_LOCAL = struct.Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 0x1
_BLOCK = 128 * 1024
_DTD = re.compile(rb"!(?:(?<=<!)DOCTYPE|(?<=<\0!)\0D\0O\0C\0T\0Y\0P\0E)")
"""Looked for by its "!", which is rare where every tag begins with <."""
_NAMED_DTD = re.compile(
    rb'\A((?:\xef\xbb\xbf)?\s*<\?xml[^<>]*\?>\s*)<!DOCTYPE\s+[\w:]+\s+PUBLIC\s+"-//OpenOffice\.org//'
    rb'DTD [\w ]+ 1\.0//EN"\s+"[\w-]+\.dtd"\s*>'
)
"""How OpenOffice says what its macros and listings are: it names a DTD and declares nothing."""
_PICTURE = re.compile(r"docProps/thumbnail\.|Thumbnails/|Pictures/", re.I)
_DAMAGE = (refusals.DAMAGED_ARCHIVE, refusals.CUT_SHORT, refusals.STRANGE_COMPRESSION)
"""A damaged picture that no cell needs costs only itself."""


class Archive:
    """The entries of a zip file, unpacked one by one within the limits.

    Raises:
        Fault: `unreadable`, `too-large`, `unsafe-content` or `encrypted`: it is damaged or built to
            mislead.
    """

    def __init__(self, data: bytes, within: Limits = STRANGERS) -> None:
        if data.count(b"PK\x01\x02") > limits.ARCHIVE_ENTRIES:
            raise Fault(refusals.MANY_ARCHIVE_ENTRIES)
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                entries = archive.infolist()
        except Exception as error:  # zipfile lets many kinds through on damaged directories
            raise Fault(refusals.DAMAGED_ARCHIVE) from error
        self._data, self.within = data, within
        self._unpacked = 0
        self._parsed = 0
        files = [e for e in entries if not e.filename.endswith("/")]
        self._entries = {_plain_name(e.filename): e for e in files}
        self._lower = {name.lower(): name for name in self._entries}
        self._uncounted = set(self._entries)
        self._check_names(files)
        self._check_places(entries)

    def _check_names(self, files: list[zipfile.ZipInfo]) -> None:
        if len(self._lower) != len(files):
            raise Fault(refusals.SAME_NAMES)
        if any(e.flag_bits & _ENCRYPTED for e in files):
            raise Fault(refusals.ENCRYPTED)

    def _check_places(self, entries: list[zipfile.ZipInfo]) -> None:
        """Each entry has bytes of its own: overlapping ones are how bombs stay small."""
        end = 0
        for entry in sorted(entries, key=lambda e: e.header_offset):
            if entry.header_offset < end:
                raise Fault(refusals.ENTRIES_OVERLAP)
            end = self._start(entry) + entry.compress_size
        if end > len(self._data):
            raise Fault(refusals.CUT_SHORT)

    def _start(self, entry: zipfile.ZipInfo) -> int:
        try:
            header = _LOCAL.unpack_from(self._data, entry.header_offset)
        except struct.error as error:
            raise Fault(refusals.CUT_SHORT) from error
        if header[0] != b"PK\x03\x04":
            raise Fault(refusals.DAMAGED_ARCHIVE)
        return entry.header_offset + _LOCAL.size + int(header[9]) + int(header[10])

    def find(self, name: str) -> str:
        """The entry of this name in whatever case; blank where there is none."""
        return name if name in self._entries else self._lower.get(name.lower(), "")

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def read(self, name: str) -> bytes:
        """A part that will be parsed: unpacked, checked against its checksum, free of DTDs.

        Raises:
            Fault: it is damaged or too large.
            KeyError: a name that the archive does not have.
        """
        blocks = []
        for block in self._unpack(self._entries[name]):
            blocks.append(block)
            self._parsed += len(block)
            if self._parsed > self.within.parsed_bytes:
                raise _bomb()
        part = _NAMED_DTD.sub(rb"\1", b"".join(blocks))
        if _declares_dtd(part):
            raise Fault(refusals.DTD)
        return part

    def count_rest(self) -> None:
        """Unpack, count and forget what nobody read: another program may open this file.

        Raises:
            Fault: as `read` does.
        """
        for name in sorted(self._uncounted):
            xml = name.lower().endswith((".xml", ".rels", ".vml"))
            tail = b""
            try:
                for block in self._unpack(self._entries[name]):
                    if xml and _declares_dtd(_NAMED_DTD.sub(b"", tail + block)):
                        raise Fault(refusals.DTD)
                    tail = block[-32:]
            except Fault as fault:
                if fault.reason not in _DAMAGE or not _PICTURE.match(name):
                    raise

    def _unpack(self, entry: zipfile.ZipInfo) -> Iterator[bytes]:
        start = self._start(entry)
        packed = memoryview(self._data)[start : start + entry.compress_size]
        size, checksum, within = 0, 0, self.within
        for block in _inflate(packed, entry.compress_type):
            size += len(block)
            if size > within.part_bytes or self._unpacked + size > within.unpacked_bytes:
                raise _bomb()
            if size > limits.RATIO_FROM and size > limits.RATIO * max(1, entry.compress_size):
                raise _bomb()
            checksum = zlib.crc32(block, checksum)
            yield block
        if checksum != entry.CRC or size != entry.file_size:
            raise Fault(refusals.DAMAGED_ARCHIVE)
        self._unpacked += size
        self._uncounted.discard(_plain_name(entry.filename))


def _declares_dtd(part: bytes) -> bool:
    return _DTD.search(part) is not None


def _bomb() -> Exception:
    return Fault(refusals.LARGE_UNPACKED)


def _plain_name(name: str) -> str:
    """Some writers put backslashes or a leading slash; both mean the same part."""
    return name.replace("\\", "/").lstrip("/")


def _inflate(packed: memoryview, method: int) -> Iterator[bytes]:
    if method == _STORED:
        for start in range(0, len(packed), _BLOCK):
            yield bytes(packed[start : start + _BLOCK])
    elif method == _DEFLATED:
        yield from _deflated(packed)
    else:
        raise Fault(refusals.STRANGE_COMPRESSION)


def _deflated(packed: memoryview) -> Iterator[bytes]:
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for start in range(0, len(packed), _BLOCK):
            rest: bytes | memoryview = packed[start : start + _BLOCK]
            while rest and not stream.eof:
                yield stream.decompress(rest, _BLOCK)
                rest = stream.unconsumed_tail
        if rest := stream.flush():
            yield rest
    except zlib.error as error:
        raise Fault(refusals.DAMAGED_ARCHIVE) from error
    if not stream.eof:
        raise Fault(refusals.CUT_SHORT)
