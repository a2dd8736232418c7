"""What a file really is, by its first bytes, and how to say what it is not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final, Literal

from plansheet.problems.catalogue import refusals
from plansheet.workbooks.reading.archive import Archive
from plansheet.workbooks.reading.refusal import Fault

ContainerKind = Literal["zip", "ole"]

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNATURES: Final = (
    (re.compile(rb"%PDF-"), refusals.PDF),
    (re.compile(rb"\{\\rtf"), refusals.RTF),
    (
        re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0\0\0\0|II\*\0|MM\0\*|RIFF.{4}WEBP", re.S),
        refusals.PICTURE,
    ),
    (
        re.compile(rb"Rar!|7z\xbc\xaf\x27\x1c|\x1f\x8b|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd"),
        refusals.ARCHIVE,
    ),
    (re.compile(rb"MZ|\x7fELF"), refusals.PROGRAM),
    (
        re.compile(
            rb"\s*(?:From |(?:[a-z][a-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){0,60}?"
            rb"(?:Received|Return-Path|Delivered-To|Message-ID|To|Cc|X-Unsent):)",
            re.I,
        ),
        refusals.MAIL,
    ),
    (
        re.compile(rb"\s*(?:From:|MIME-Version:|Content-Type:)", re.I),
        refusals.MHTML,
    ),
    (
        re.compile(
            rb"(?=.*<(?:[a-z]+:)?workbook\b.*schemas-microsoft-com:office:spreadsheet)", re.I | re.S
        ),
        refusals.XML_SPREADSHEET,
    ),
    (
        re.compile(rb"(?=\s*<)(?=.*<(?:!doctype html|html|table|body|meta|head)\b)", re.I | re.S),
        refusals.HTML,
    ),
    (re.compile(rb"\s*<\?xml"), refusals.XML),
)
_OLD_EXCEL: Final = re.compile(rb"\x09[\x00\x02\x04\x08][\x04-\x08\x10]\x00")
_BETWEEN: Final = re.compile(rb"[;,\t]")
_HEAD: Final = 4096
_OPENDOCUMENT: Final = b"application/vnd.oasis.opendocument.spreadsheet"


def kind_of(data: bytes) -> ContainerKind:
    """Whether it is an archive (.xlsx, .xlsb, .ods) or a compound file (.xls).

    Raises:
        Fault: `not-a-workbook` for everything else, saying what it seems to be.
    """
    if data.startswith(_ZIP):
        return "zip"
    if data.startswith(_OLE):
        return "ole"
    raise _other(data)


def _other(data: bytes) -> Fault:
    if not data:
        return Fault(refusals.EMPTY_FILE)
    head = data[:_HEAD]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "replace").encode()
    head = head.removeprefix(b"\xef\xbb\xbf")
    for signature, what in _SIGNATURES:
        if signature.match(head):
            return Fault(what)
    if _OLD_EXCEL.match(head):
        return Fault(refusals.OLD_EXCEL)
    if b"\0" in head:
        return Fault(refusals.BINARY)
    columns = [len(_BETWEEN.findall(line)) for line in head.split(b"\n")]
    if any(above > 1 and below for above, below in pairwise(columns)):
        return Fault(refusals.CSV)
    return Fault(refusals.PLAIN_TEXT)


def is_ods(archive: Archive) -> bool:
    """Whether an archive says that it is an OpenDocument spreadsheet.

    Raises:
        Fault: why it is not read.
    """
    if named := archive.find("mimetype"):
        return archive.read(named).startswith(_OPENDOCUMENT)
    listing = archive.find("META-INF/manifest.xml")
    return bool(listing) and _OPENDOCUMENT in archive.read(listing)


def other_archive(names: Iterable[str]) -> Fault:
    """What an archive without a workbook seems to be."""
    folders = {name.partition("/")[0] for name in names}
    if "word" in folders:
        return Fault(refusals.WORD)
    if "ppt" in folders:
        return Fault(refusals.PRESENTATION)
    if "content.xml" in folders:
        return Fault(refusals.OTHER_OPENDOCUMENT)
    return Fault(refusals.ARCHIVE)


def other_compound(streams: Iterable[str]) -> Fault:
    """What a compound file without a workbook seems to be."""
    names = {name.lower() for name in streams}
    if "worddocument" in names:
        return Fault(refusals.WORD)
    if "powerpoint document" in names:
        return Fault(refusals.PRESENTATION)
    if any(name.startswith("__properties_version") for name in names):
        return Fault(refusals.MAIL)
    return Fault(refusals.OTHER_OFFICE)
