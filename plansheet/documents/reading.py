"""Opening a document by what it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from plansheet.documents.draft import Draft
from plansheet.documents.formats.blocks import Document
from plansheet.documents.formats.kinds import PAGE_SUFFIXES, TEXT_SUFFIXES, Format, format_of
from plansheet.documents.formats.read_html import read_html
from plansheet.documents.formats.read_sheets import read_sheets
from plansheet.documents.formats.read_text import read_text
from plansheet.documents.importing import draft_of
from plansheet.forms.names import FACTS_SHEET
from plansheet.plan.workbook.reading import read_plan
from plansheet.plan.workbook.sheets import is_named
from plansheet.plan.workbook.tables import PlanTables, plan_tables
from plansheet.problems import DocumentError, InputError, Problem, existing_file
from plansheet.workbooks.reading import Refused, open_workbook
from plansheet.workbooks.reading.reader import read_apart
from plansheet.workbooks.reading.refusal import Fault

MOST_LETTERS = 2_000_000
"""Letters of the longest text that is read: a plan of 300 pages has 600,000."""
LARGEST_TEXT = 20_000_000
"""Bytes of the largest .txt or .html; most of a web page is no text."""
LARGEST_PACKAGE = 50_000_000
"""Bytes of the largest file of an office program, which may have pictures in it."""
PDF_SECONDS = 60
"""Processor time for a .pdf: a page takes a seventh of a second, so some four hundred pages."""


def import_document(path: Path | str, *more: Path | str) -> Draft:
    """Read a published plan and make the draft of a plan of it.

    Args:
        path: the file; its content says what it is, whatever its suffix: .docx, .xlsx, .xls, .xlsb,
            .ods, .html, .txt; .doc, .odt and .rtf where LibreOffice Writer is there, .pdf with a
            text layer with `plansheet[pdf]`. A plan workbook already gives its rows.
        more: further files of the same plan, such as its annexes: places say which file, and what
            two of them have is doubtful.

    Returns:
        The draft: its `tables` are rows for `write_plan`, its `unused` the lines that gave none.

    Raises:
        InputError: a file does not exist or may not be read.
        PlanError: a plan workbook has errors.
        DocumentError: a file is too large, damaged, of another format, or none has a plan in it.
    """
    paths = [existing_file(each) for each in (path, *more)]
    read = [_opened(each) for each in paths]
    if len(read) == 1 and isinstance(read[0], PlanTables):
        return Draft(read[0])
    saved = datetime.fromtimestamp(paths[0].stat().st_mtime, tz=UTC).year
    draft = draft_of(_documents(paths, read)).called(paths[0].stem, saved)
    if not draft.tables.tasks and not draft.tables.indicators:
        raise DocumentError("document-without-plan", name=", ".join(each.name for each in paths))
    return draft


def _documents(paths: Sequence[Path], read: Sequence[Document | PlanTables]) -> list[Document]:
    """The documents in files; where there are several, each place says in which."""
    names = [path.name for path in paths]
    if len(set(names)) < len(names):
        names = [str(path) for path in paths]
    found = []
    for path, name, document in zip(paths, names, read, strict=True):
        if isinstance(document, PlanTables):
            raise DocumentError("plan-among-documents", name=path.name)
        found.append(document.within(name) if len(paths) > 1 else document)
    return found


def _opened(path: Path) -> Document | PlanTables:
    """What a file has, or the one sentence that says why it is not read."""
    try:
        return _read(path)
    except OSError as error:
        raise InputError("document-unreadable", name=path.name) from error
    except Refused as error:
        why = error.problem.wording
        raise DocumentError("file-refused", path=path.name, why=why) from error
    except (ValueError, RecursionError) as error:
        suffix = path.suffix.lower()
        raise DocumentError("document-damaged", name=path.name, suffix=suffix) from error


def _read(path: Path) -> Document | PlanTables:
    """The document in a file, or the rows of a plan workbook."""
    suffix, size = path.suffix.lower(), path.stat().st_size
    too_large = DocumentError("document-too-large", name=path.name, size=size // 1_000_000)
    if size > (LARGEST_TEXT if suffix in (*TEXT_SUFFIXES, *PAGE_SUFFIXES) else LARGEST_PACKAGE):
        raise too_large
    data = path.read_bytes()
    found = _read_as(_format(data, path, suffix), data, path)
    if isinstance(found, Document) and found.letters > MOST_LETTERS:
        raise too_large
    return found


def _format(data: bytes, path: Path, suffix: str) -> Format:
    try:
        return format_of(data, suffix)
    except Fault as fault:
        if fault.code != "not-a-workbook":
            raise fault.refuse(path.name) from fault
        raise DocumentError("document-of-other-format", name=path.name, what=fault.why) from fault


def _read_as(kind: Format, data: bytes, path: Path) -> Document | PlanTables:
    match kind:
        case Format.WORKBOOK:
            return _read_workbook(path)
        case Format.DOCX:
            from plansheet.documents.formats.read_docx import read_docx  # takes a while to load

            return read_docx(data)
        case Format.HTML:
            return read_html(data)
        case Format.TEXT:
            return read_text(data)
        case Format.WRITER:
            from plansheet.documents.formats.read_office import read_office

            return read_office(data, path.name, LARGEST_PACKAGE)
        case Format.PDF:
            return _read_pdf(path)


def _read_pdf(path: Path) -> Document:
    """The document in a .pdf, read in a process that its file may take down."""
    if find_spec("pdfplumber") is None:
        raise DocumentError("no-pdfplumber", name=path.name)
    from plansheet.documents.formats.read_pdf import read_pdf

    found = read_apart(read_pdf, path, path.name, PDF_SECONDS)
    if isinstance(found, Problem):
        raise DocumentError("file-refused", path=path.name, why=found.wording)
    if not found.blocks:
        raise DocumentError("document-scanned", name=path.name)
    assert isinstance(found, Document)
    return found


def _read_workbook(path: Path) -> Document | PlanTables:
    """A workbook: a plan workbook already, or one with tables in it."""
    if any(is_named(sheet, FACTS_SHEET) for sheet in open_workbook(path).sheets):
        return plan_tables(read_plan(path))
    return read_sheets(path)
