""".doc, .odt and .rtf → blocks: LibreOffice Writer, where it is there, makes a .docx of them."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Final

from plansheet.documents.formats.blocks import Document, DocumentTable
from plansheet.documents.formats.read_docx import read_docx
from plansheet.problems import DocumentError, OutputError
from plansheet.workbooks.writing.libreoffice import convert

SECONDS: Final = 180
"""Some five on a machine that has nothing else to do."""
_ROW_OF_DOC: Final = re.compile(rb"(?:[ -\xff][\0\x01\x1e]){2}\x07\0\x07\0")
"""The end of a row of a table in a .doc, after some text ([MS-DOC] 2.4.3): LibreOffice makes one
line of some tables, which would be read as one task."""
_TRIAL: Final = b"{\\rtf1 1}"


def read_office(data: bytes, name: str, largest: int) -> Document:
    """Read a document of an office program; places are those of the .docx that is made of it.

    Args:
        data: the file.
        name: what it is called.
        largest: bytes that the .docx may have.

    Raises:
        DocumentError: LibreOffice is not there or does not work, takes too long, or gives nothing.
        ValueError: what it gives cannot be read.
    """
    try:
        made = _docx_of(data)
        if made is None and _docx_of(_TRIAL) is None:
            raise DocumentError("no-writer", name=name)
    except OutputError as error:
        key = "no-writer" if error.key == "no-libreoffice" else "writer-slow"
        raise DocumentError(key, name=name, seconds=round(SECONDS)) from error
    if made is None or len(made) > largest:
        raise DocumentError("writer-failed", name=name)
    found = read_docx(made)
    if _ROW_OF_DOC.search(data) and not any(isinstance(b, DocumentTable) for b in found.blocks):
        raise DocumentError("writer-failed", name=name)
    return found


def _docx_of(data: bytes) -> bytes | None:
    """The same as .docx; the suffix of the copy is of no account."""
    with tempfile.TemporaryDirectory(prefix="plansheet-") as folder:
        copy = Path(folder) / "document.doc"
        copy.write_bytes(data)
        made = convert(copy, "docx", Path(folder), SECONDS)
        return made.read_bytes() if made else None
