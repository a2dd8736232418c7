"""What a document really is: its content decides, as with returns; a suffix only tells texts apart.

Offices send pages of the web as .doc, workbooks as .xls and .docx under the name of .doc.
"""

from __future__ import annotations

import struct
from enum import Enum, auto
from typing import Final

from plansheet.problems.catalogue import refusals
from plansheet.workbooks.reading.archive import Archive
from plansheet.workbooks.reading.binary.compound import Compound
from plansheet.workbooks.reading.kinds import is_ods, kind_of, other_archive, other_compound
from plansheet.workbooks.reading.refusal import Fault
from plansheet.workbooks.reading.xlsx.ooxml import workbook_part

TEXT_SUFFIXES: Final = (".txt", ".md")
PAGE_SUFFIXES: Final = (".html", ".htm")
_PDF_WITHIN: Final = 1024
"""Bytes that may stand before the signature of a .pdf (ISO 32000-1, annex H.3.4.1)."""
_IS_ENCRYPTED: Final = 0x0100
"""A bit of the flags of a .doc, and where they stand ([MS-DOC] 2.5.2)."""
_FLAGS_AT: Final = 0x0A
_OF_WORKBOOKS: Final = ("Workbook", "Book", "EncryptedPackage", "EncryptionInfo")


class Format(Enum):
    """Who reads a document."""

    WORKBOOK = auto()
    DOCX = auto()
    WRITER = auto()
    PDF = auto()
    HTML = auto()
    TEXT = auto()


def format_of(data: bytes, suffix: str) -> Format:
    """The format of a document.

    Args:
        data: the whole file.
        suffix: of its name; ".txt", ".md" and ".html" promise a text, which has no signature.

    Raises:
        Fault: it has a password, is damaged, or is something that no reader reads.
    """
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return Format.PDF
    try:
        container = kind_of(data)
    except Fault as fault:
        return _of_text(fault, suffix)
    return _of_archive(Archive(data)) if container == "zip" else _of_compound(Compound(data))


def _of_text(seems: Fault, suffix: str) -> Format:
    if seems.reason is refusals.RTF:
        return Format.WRITER
    if seems.reason is refusals.HTML or suffix in PAGE_SUFFIXES:
        return Format.HTML
    if suffix in TEXT_SUFFIXES:
        return Format.TEXT
    raise seems


def _of_archive(archive: Archive) -> Format:
    if archive.find("word/document.xml"):
        types = archive.read(archive.find("[Content_Types].xml") or "word/document.xml")
        is_plain = b"wordprocessingml.document.main+xml" in types
        return Format.DOCX if is_plain else Format.WRITER
    named = archive.find("mimetype")
    if not named or not archive.read(named).startswith(b"application/vnd.oasis.opendocument.text"):
        return _workbook_in(archive)
    listing = archive.find("META-INF/manifest.xml")
    if listing and b"encryption-data" in archive.read(listing):
        raise Fault(refusals.ENCRYPTED)
    archive.count_rest()
    return Format.WRITER


def _workbook_in(archive: Archive) -> Format:
    if is_ods(archive) or workbook_part(archive):
        return Format.WORKBOOK
    raise other_archive(archive)


def _of_compound(book: Compound) -> Format:
    named = book.find("WordDocument")
    if not named and any(map(book.find, _OF_WORKBOOKS)):
        return Format.WORKBOOK
    if not named:
        raise other_compound(book.streams)
    try:
        (flags,) = struct.unpack_from("<H", book.read(named), _FLAGS_AT)
    except struct.error as error:
        raise Fault(refusals.CUT_SHORT) from error
    if flags & _IS_ENCRYPTED:
        raise Fault(refusals.ENCRYPTED)
    return Format.WRITER
