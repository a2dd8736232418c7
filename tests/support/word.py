"""What a Word document says, line by line."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from support.office.libreoffice import MISSING, LibreOffice


def lines(path: Path) -> list[str]:
    """The paragraphs, and the rows of tables with their cells apart by " | ", in order."""
    return [line for line in _lines(path) if line]


def _lines(path: Path) -> Iterator[str]:
    for block in docx.Document(str(path)).iter_inner_content():
        if isinstance(block, Paragraph):
            yield block.text
        elif isinstance(block, Table):
            for row in block.rows:
                cells = {id(cell._tc): _text(cell) for cell in row.cells}
                yield " | ".join(cells.values())


def _text(cell: _Cell) -> str:
    return " / ".join(p.text for p in cell.paragraphs if p.text)


def printed(path: Path, office: LibreOffice) -> list[list[str]]:
    """The lines of each page as LibreOffice Writer prints them, without white space in them."""
    if shutil.which("lowriter") is None or shutil.which("pdftotext") is None:
        pytest.skip(f"{MISSING} poppler-utils")
    office.open(path)
    pdf = office.save(path.with_suffix(".pdf"))
    office.close()
    command = ["pdftotext", "-layout", str(pdf), "-"]
    text = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    pages = text.removesuffix("\f").split("\f")
    return [["".join(line.split()) for line in page.splitlines() if line.strip()] for page in pages]
