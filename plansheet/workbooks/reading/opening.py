"""From a file to plain cells.

Nearly all files are .xlsx: what reads others is imported when one comes.
"""

from __future__ import annotations

import hashlib
import stat
from datetime import datetime
from itertools import chain
from pathlib import Path

from plansheet.language.wording import Wording
from plansheet.problems.catalogue import refusals
from plansheet.workbooks.reading.archive import Archive
from plansheet.workbooks.reading.kinds import is_ods, kind_of, other_archive
from plansheet.workbooks.reading.limits import STRANGERS, Limits
from plansheet.workbooks.reading.model import Sheet, Workbook
from plansheet.workbooks.reading.notes import notes
from plansheet.workbooks.reading.refusal import Fault
from plansheet.workbooks.reading.xlsx.ooxml import (
    modified,
    read_ooxml,
    unsafe_content,
    workbook_part,
)
from plansheet.workbooks.remote import PathOrRemote, Remote

Content = tuple[tuple[Sheet, ...], datetime | None, list[Wording]]


def open_workbook(path: PathOrRemote, *, name: str = "", within: Limits = STRANGERS) -> Workbook:
    """Read a spreadsheet file whatever its extension says.

    Args:
        path: the file.
        name: what problems and the result call it; the file's own name where blank.
        within: how large it may be.

    Raises:
        Refused: with the one problem that says why it is not read.
    """
    file = name or path.name
    try:
        return _open(path, file, within)
    except Fault as fault:
        raise fault.refuse(file) from fault
    except MemoryError as error:
        raise Fault(refusals.NO_MEMORY).refuse(file) from error


def _open(path: PathOrRemote, file: str, within: Limits) -> Workbook:
    data = content_of(path, within)
    content = _read_archive(data, within) if kind_of(data) == "zip" else _read_compound(data)
    sheets, saved, unsafe = content
    _bound_text(sheets, within)
    digest = hashlib.sha256(data).hexdigest()
    return Workbook(file, digest, saved, sheets, notes(file, unsafe, sheets))


def _bound_text(sheets: tuple[Sheet, ...], within: Limits) -> None:
    """Refuse text that is too long to be compared with anything: one string may fill many cells."""
    rows = chain.from_iterable(sheet.rows for sheet in sheets)
    texts = sum([len(v) for v in chain.from_iterable(rows) if v.__class__ is str])
    comments = sum(len(text) for sheet in sheets for text in sheet.comments.values())
    if texts + comments > within.text_characters:
        raise Fault(refusals.MUCH_TEXT)


def _read_compound(data: bytes) -> Content:
    from plansheet.workbooks.reading.binary.compound import Compound
    from plansheet.workbooks.reading.binary.xls import read_xls

    book = Compound(data)
    sheets, unsafe = read_xls(book)
    return sheets, book.modified(), unsafe


def _read_archive(data: bytes, within: Limits) -> Content:
    archive = Archive(data, within)
    content = _read_ods(archive) if is_ods(archive) else _read_package(archive)
    archive.count_rest()
    return content


def _read_ods(archive: Archive) -> Content:
    from plansheet.workbooks.reading.opendocument.ods import read_ods

    return read_ods(archive)


def _read_package(archive: Archive) -> Content:
    main = workbook_part(archive)
    if not main:
        raise other_archive(archive)
    read = _read_xlsb if main.lower().endswith(".bin") else read_ooxml
    return read(archive, main), modified(archive), unsafe_content(archive)


def _read_xlsb(archive: Archive, main: str) -> tuple[Sheet, ...]:
    from plansheet.workbooks.reading.binary.xlsb import read_xlsb

    return read_xlsb(archive, main)


def file_digest(path: PathOrRemote) -> str:
    """The digest that the workbook of a file has; blank of a file that is not even opened."""
    try:
        return hashlib.sha256(content_of(path, STRANGERS)).hexdigest()
    except Fault:
        return ""


def content_of(path: PathOrRemote, within: Limits) -> bytes:
    """What a file holds.

    Raises:
        Fault: it is too large, or cannot be opened.
    """
    try:
        data = _local(path, within) if isinstance(path, Path) else _remote(path, within)
    except OSError as error:
        raise Fault(refusals.CANNOT_OPEN) from error
    if len(data) > within.file_bytes:
        raise Fault(refusals.LARGE_FILE)
    return data


def _remote(file: Remote, within: Limits) -> bytes:
    if file.size() > within.file_bytes:
        raise Fault(refusals.LARGE_FILE)
    return file.read_bytes()


def _local(path: Path, within: Limits) -> bytes:
    """The content of a regular file: a pipe or a device would never end."""
    state = path.stat()
    if not stat.S_ISREG(state.st_mode):
        raise Fault(refusals.NO_REGULAR_FILE)
    if state.st_size > within.file_bytes:
        raise Fault(refusals.LARGE_FILE)
    with path.open("rb") as file:
        return file.read(within.file_bytes + 1)  # it may be growing
