"""Compound files, the container of .xls, read by us and by olefile: the same streams."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import UTC, datetime, timedelta

import olefile
import pytest

from plansheet.workbooks.reading.binary.compound import Compound
from support.hostile import other_cases  # noqa: F401  (names its files)
from support.hostile.builders import compound
from support.hostile.registry import CASES
from support.places import MACROS

SAVED = datetime(2021, 7, 1, 16, 59, tzinfo=UTC)


def summary(saved: datetime) -> bytes:
    """A stream of properties that has one: when the file was last saved."""
    ticks = (saved - datetime(1601, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1) * 10
    head = struct.pack("<HHI16xI16xI", 0xFFFE, 0, 0x20006, 1, 48)
    return head + struct.pack("<IIII", 32, 1, 13, 16) + struct.pack("<IQI", 0x40, ticks, 0)


def vba_project() -> bytes:
    with zipfile.ZipFile(MACROS / "plansheet.xlam") as addin:
        return addin.read("xl/vbaProject.bin")


FILES = {
    "vbaProject.bin": vba_project(),
    "saved.xls": compound({"Workbook": b"x", "\x05SummaryInformation": summary(SAVED)}, ["MBD0"]),
    **{name: make() for name, (end, make) in CASES.items() if end == "read"},
}
OLE = {name: data for name, data in FILES.items() if data.startswith(olefile.MAGIC)}


@pytest.mark.parametrize("name", OLE)
def test_olefile_finds_the_same(name: str) -> None:
    ours, theirs = Compound(OLE[name]), olefile.OleFileIO(io.BytesIO(OLE[name]))
    streams = [entry for entry in theirs.root.kids if entry.entry_type == olefile.STGTY_STREAM]
    storages = [entry for entry in theirs.root.kids if entry.entry_type == olefile.STGTY_STORAGE]
    contents = {entry.name: theirs.openstream([entry.name]).read() for entry in streams}
    assert {stream: ours.read(stream) for stream in ours.streams} == contents
    assert ours.storages == {entry.name for entry in storages}
    saved = theirs.get_metadata().last_saved_time
    assert ours.modified() == (saved and saved + timedelta(hours=7))


def test_there_are_files_of_both_kinds_of_streams() -> None:
    """Streams of less than 4,096 bytes stand in a stream of their own."""
    assert len(OLE) >= 8
    sizes = [entry.size for entry in Compound(OLE["vbaProject.bin"]).streams.values()]
    assert sizes
    assert max(sizes) < 4096
    assert Compound(OLE["saved.xls"]).modified() == datetime(2021, 7, 1, 23, 59)
