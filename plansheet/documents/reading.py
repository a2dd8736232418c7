"""Opening a document by its format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from plansheet.documents.draft import Draft
from plansheet.documents.formats.blocks import Document
from plansheet.documents.formats.read_html import read_html
from plansheet.documents.formats.read_sheets import read_sheets
from plansheet.documents.formats.read_text import read_text
from plansheet.documents.importing import draft_of
from plansheet.forms.names import FACTS_SHEET
from plansheet.plan.workbook.reading import read_plan
from plansheet.plan.workbook.sheets import is_named
from plansheet.plan.workbook.tables import PlanTables, plan_tables
from plansheet.problems import DocumentError, InputError, existing_file
from plansheet.workbooks.reading import Refused, open_workbook

MOST_LETTERS = 2_000_000
"""Letters of the longest text that is read: a plan of 300 pages has 600,000."""
LARGEST_TEXT = 20_000_000
"""Bytes of the largest .txt or .html; most of a web page is no text."""
LARGEST_PACKAGE = 50_000_000
"""Bytes of the largest .docx or .xlsx, which may have pictures in it."""


def import_document(path: Path | str) -> Draft:
    """Read a published plan and make the draft of a plan of it.

    Args:
        path: a .docx, .xlsx, .html or .txt file. An .xlsx that is a plan workbook already gives
            its rows.

    Returns:
        The draft: its `tables` are rows for `write_plan`, its `unused` the lines that gave none.

    Raises:
        InputError: the file does not exist or may not be read.
        PlanError: a plan workbook has errors.
        DocumentError: the file is too large, damaged, of another format, or has no plan in it.
    """
    path = existing_file(path)
    if path.suffix.lower() not in _READERS:
        raise DocumentError("document-of-other-format", name=path.name)
    try:
        read = _read(path)
    except OSError as error:
        raise InputError("document-unreadable", name=path.name) from error
    except Refused as error:
        why = error.problem.wording
        raise DocumentError("file-refused", path=path.name, why=why) from error
    except (ValueError, RecursionError) as error:
        suffix = path.suffix.lower()
        raise DocumentError("document-damaged", name=path.name, suffix=suffix) from error
    if isinstance(read, PlanTables):
        return Draft(read)
    draft = draft_of(read).called(path.stem)
    if not draft.tables.tasks and not draft.tables.indicators:
        raise DocumentError("document-without-plan", name=path.name)
    return draft


def _read(path: Path) -> Document | PlanTables:
    """The document in a file, or the rows of a plan workbook."""
    read, largest = _READERS[path.suffix.lower()]
    size = path.stat().st_size
    too_large = DocumentError("document-too-large", name=path.name, size=size // 1_000_000)
    if size > largest:
        raise too_large
    found = read(path)
    if isinstance(found, Document) and found.letters > MOST_LETTERS:
        raise too_large
    return found


def _read_workbook(path: Path) -> Document | PlanTables:
    """A workbook: a plan workbook already, or one with tables in it."""
    if any(is_named(sheet, FACTS_SHEET) for sheet in open_workbook(path).sheets):
        return plan_tables(read_plan(path))
    return read_sheets(path)


def _of_bytes(read: Callable[[bytes], Document]) -> Callable[[Path], Document]:
    return lambda path: read(path.read_bytes())


def _read_docx(data: bytes) -> Document:
    from plansheet.documents.formats.read_docx import read_docx  # python-docx takes a while to load

    return read_docx(data)


_READERS: Mapping[str, tuple[Callable[[Path], Document | PlanTables], int]] = {
    ".txt": (_of_bytes(read_text), LARGEST_TEXT),
    ".html": (_of_bytes(read_html), LARGEST_TEXT),
    ".htm": (_of_bytes(read_html), LARGEST_TEXT),
    ".docx": (_of_bytes(_read_docx), LARGEST_PACKAGE),
    ".xlsx": (_read_workbook, LARGEST_PACKAGE),
}
