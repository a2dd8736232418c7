"""The neutral form of a document: paragraphs and tables in order, each with its place.

Every reader of a format produces this and nothing else; everything that understands a plan starts
from it. Merged cells are written one way for all formats: the text stands in the first column that
the merge covers, and in every row of it, for what a merged cell says holds for all its rows.
"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, or one line of a plain text.

    `place` is what a person looks for: "dòng 412", "đoạn 12". `apart` says that the format itself
    separates it from what stands before (a blank line, a paragraph mark); a line of a hard-wrapped
    text that merely follows another line does not stand apart.
    """

    text: str
    place: str
    apart: bool = True


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """The cell texts of one row of a table."""

    cells: tuple[str, ...]
    place: str

    def cell(self, column: int) -> str:
        """The text of a column; blank where the row is shorter than the table."""
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class DocumentTable:
    """Consecutive rows; what is header and what is data is not known yet."""

    rows: tuple[DocumentRow, ...]


@dataclass(frozen=True, slots=True)
class Aside:
    """What stands in a file beside its text or could not be read, and why it is not in it."""

    place: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document as paragraphs and tables in the order in which they stand."""

    blocks: tuple[Paragraph | DocumentTable, ...]
    asides: tuple[Aside, ...] = ()

    def within(self, name: str) -> Document:
        """The same, its places told apart from those of other files: "annex.xlsx: hàng 3"."""
        blocks = tuple(
            replace(block, place=f"{name}: {block.place}")
            if isinstance(block, Paragraph)
            else DocumentTable(tuple(replace(r, place=f"{name}: {r.place}") for r in block.rows))
            for block in self.blocks
        )
        asides = (replace(aside, place=f"{name}: {aside.place}") for aside in self.asides)
        return Document(blocks, tuple(asides))

    @property
    def letters(self) -> int:
        """The length of all its texts."""
        return sum(
            len(block.text)
            if isinstance(block, Paragraph)
            else sum(len(cell) for row in block.rows for cell in row.cells)
            for block in self.blocks
        )
