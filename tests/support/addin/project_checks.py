"""What must be true of vbaProject.bin, stream by stream ([MS-OVBA] 2.3)."""

from __future__ import annotations

import io
import re
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import olefile

with warnings.catch_warnings():  # oletools calls old names of its own libraries
    warnings.simplefilter("ignore")
    from oletools.olevba import decompress_stream

NO_COMPILED_CODE = bytes.fromhex("cc61ffff000000")

SYSTEM, CODE_PAGE, VERSION, REFERENCE = 0x01, 0x03, 0x09, 0x0D
NAME, STREAM, OFFSET, PROCEDURAL, CLASS = 0x19, 0x1A, 0x31, 0x21, 0x22
TERMINATOR = 0x10
"""Kinds of record in the dir stream ([MS-OVBA] 2.3.4.2)."""

LIBRARIES = {
    b"{00020430-0000-0000-C000-000000000046}#2.0",  # OLE Automation
    b"{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0",  # Office: IRibbonControl
}
"""VBA and Excel itself are understood."""

BASES = {
    "workbook": "0{00020819-0000-0000-C000-000000000046}",
    "sheet": "0{00020820-0000-0000-C000-000000000046}",
    "class": "0{FCFB3D2A-A0FA-1068-A738-08002B3371B5}",
}
LONGEST_LINE = 1023
"""Of VBA's editor; a line may be continued on 24 others."""


@dataclass(frozen=True)
class Entry:
    """A module as the dir stream has it."""

    name: str
    stream: str
    offset: int
    is_class: bool


def stream_faults(data: bytes, modules: set[str], documents: set[str]) -> Iterator[str]:
    """What is wrong with a vbaProject.bin that shall have these modules, some of documents."""
    file = olefile.OleFileIO(io.BytesIO(data))
    streams = {"/".join(path): file.openstream(path).read() for path in file.listdir()}
    if streams["VBA/_VBA_PROJECT"] != NO_COMPILED_CODE:
        yield "_VBA_PROJECT is not of version 0xFFFF"
    wanted = {f"VBA/{name}" for name in modules | {"_VBA_PROJECT", "dir"}}
    if set(streams) != wanted | {"PROJECT", "PROJECTwm"}:
        yield f"streams and modules differ: {set(streams) ^ wanted}"
    directory = list(records(_plain(streams["VBA/dir"])))
    yield from _directory_faults(directory, modules)
    project = streams["PROJECT"].decode("ascii").splitlines()
    yield from _project_faults(project, modules, documents)
    yield from _key_faults(dict(line.partition("=")[::2] for line in project))
    named = {name.decode() for name in re.findall(rb"(\w+)\0(?:\w\0)+\0\0", streams["PROJECTwm"])}
    if named != modules:
        yield f"PROJECTwm names {sorted(named)}"
    for entry in entries(directory):
        yield from _source_faults(entry, streams[f"VBA/{entry.stream}"], documents)


def _plain(stream: bytes) -> bytes:
    return bytes(decompress_stream(bytearray(stream)))


def records(directory: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a dir stream: each a kind, a size, and so many bytes."""
    at, kind = 0, 0
    while kind != TERMINATOR:
        kind = int.from_bytes(directory[at : at + 2], "little")
        size = int.from_bytes(directory[at + 2 : at + 6], "little")
        size = 6 if kind == VERSION else size  # the one record whose size is not its size
        if at + 6 + size > len(directory):
            raise ValueError(f"dir: a record {kind:#x} of {size} bytes at {at}")
        yield kind, directory[at + 6 : at + 6 + size]
        at += 6 + size


def entries(directory: list[tuple[int, bytes]]) -> list[Entry]:
    """The modules that the dir stream lists."""
    starts = [at for at, (kind, _) in enumerate(directory) if kind == NAME]
    found = []
    for start, end in zip(starts, [*starts[1:], len(directory)], strict=True):
        one = dict(directory[start:end])
        found.append(
            Entry(
                one[NAME].decode(),
                one[STREAM].decode(),
                int.from_bytes(one[OFFSET], "little"),
                CLASS in one and PROCEDURAL not in one,
            )
        )
    return found


def _directory_faults(directory: list[tuple[int, bytes]], modules: set[str]) -> Iterator[str]:
    first = dict(reversed(directory))
    if first[SYSTEM] != b"\3\0\0\0" or first[CODE_PAGE] != (1252).to_bytes(2, "little"):
        yield "dir: not Win64 with code page 1252"
    references = b"".join(data for kind, data in directory if kind == REFERENCE)
    if set(re.findall(rb"\*\\G(\{[0-9A-F-]+\}#[0-9.]+)#", references)) != LIBRARIES:
        yield "dir: other libraries"
    listed = [entry.name for entry in entries(directory)]
    if sorted(listed) != sorted(modules):
        yield f"dir lists {listed}"
    if any(entry.offset for entry in entries(directory)):
        yield "source does not begin its streams"


def _project_faults(project: list[str], modules: set[str], documents: set[str]) -> Iterator[str]:
    lines = Counter(
        (key, value.partition("/")[0])
        for key, _, value in (line.partition("=") for line in project)
        if key in ("Document", "Module", "Class")
    )
    if {name for _, name in lines} != modules or max(lines.values()) > 1:
        yield f"PROJECT does not list the modules: {sorted(lines)}"
    if {name for key, name in lines if key == "Document"} != documents:
        yield "PROJECT lists other document modules"
    if {name for key, name in lines if key == "Class"} != modules & {"Dictionary"}:
        yield "PROJECT lists other classes"


def _key_faults(project: Mapping[str, str]) -> Iterator[str]:
    """Whether the project says, in its cipher, that it is not protected and can be seen."""
    identity = sum(project["ID"].strip('"').encode()) & 0xFF
    for key, wanted in (("CMG", bytes(4)), ("DPB", b"\0"), ("GC", b"\xff")):
        if deciphered(bytes.fromhex(project[key].strip('"'))) != (2, identity, wanted):
            yield f"PROJECT: {key} is not that of an open project"


def deciphered(data: bytes) -> tuple[int, int, bytes]:
    """Version, key of the project and content of a cipher text ([MS-OVBA] 2.4.3.3)."""
    seed, version, key = data[0], data[0] ^ data[1], data[0] ^ data[2]
    plain, last, before = key, data[2], data[1]
    out = bytearray()
    for byte in data[3:]:
        plain = byte ^ ((before + plain) & 0xFF)
        before, last = last, byte
        out.append(plain)
    content = out[(seed & 6) // 2 :]
    return version, key, bytes(content[4 : 4 + int.from_bytes(content[:4], "little")])


def _source_faults(entry: Entry, stream: bytes, documents: set[str]) -> Iterator[str]:
    source = _plain(stream[entry.offset :]).decode("ascii", errors="replace")
    if re.search(r"(?<!\r)\n|\r(?!\n)", source):
        yield f"module {entry.name}: lines do not end as VBA's do"
    lines = source.split("\r\n")
    if any(len(line) > LONGEST_LINE for line in lines):
        yield f"module {entry.name}: a line of more than {LONGEST_LINE} characters"
    if re.search(r"(?: _\r\n[^\r]*){25}", source):
        yield f"module {entry.name}: a line that is continued too often"
    if lines[0] != f'Attribute VB_Name = "{entry.name}"':
        yield f"module {entry.name}: begins with {lines[0]}"
    attributes = dict(re.findall(r'(?m)^Attribute (VB_\w+) = "?([^"\r]*)"?\r', source))
    if entry.name in documents:
        kind = "workbook" if entry.name == "ThisWorkbook" else "sheet"
    else:
        kind = "class" if entry.is_class else ""
    if entry.is_class is not (kind != ""):
        yield f"module {entry.name}: dir says class: {entry.is_class}"
    if attributes.get("VB_Base", "") != BASES.get(kind, ""):
        yield f"module {entry.name}: VB_Base {attributes.get('VB_Base')}"
    if kind and attributes.get("VB_PredeclaredId") != str(kind != "class"):
        yield f"module {entry.name}: VB_PredeclaredId {attributes.get('VB_PredeclaredId')}"
