"""What a Word document says, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph


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
