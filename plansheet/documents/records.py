"""Tables of a document as records: repeated headers dropped, page-split rows rejoined.

A converted document breaks a table at each page: the header comes again, and what was left of a
row stands under it. A row right after a repeated header that has neither number nor lead (or unit)
continues the row before the break.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from plansheet.documents.blocks import Document, Paragraph, Row, Table
from plansheet.documents.headers import Header, Kind, find_header, header_at

_COLUMN_NUMBER = re.compile(r"[(\[]?-?(\d{1,2}|[A-Z])[)\]]?")
_FEWEST_NUMBERS = 3


@dataclass(slots=True)
class Record:
    """One row of a table by property name; `others` has the columns without a known name."""

    values: dict[str, str]
    others: dict[str, str]
    place: str
    after_break: bool = False

    def text(self, name: str) -> str:
        """The text of a property, blank where the table has no such column."""
        return self.values.get(name, "")

    def only(self, *names: str) -> bool:
        """Whether nothing but these properties is filled in."""
        return not any(v for n, v in self.values.items() if n not in names) and not any(
            self.others.values()
        )

    def take(self, rest: Record) -> None:
        """Append the rest of a row that a page break split off."""
        for mine, more in ((self.values, rest.values), (self.others, rest.others)):
            for name, text in more.items():
                mine[name] = f"{mine.get(name, '')} {text}".strip()


@dataclass(slots=True)
class Listing:
    """A task or indicator table with all its parts."""

    header: Header
    records: list[Record] = field(default_factory=list)

    @property
    def kind(self) -> Kind:
        """What its rows are."""
        return self.header.kind


def listings(document: Document, first_year: int | None) -> tuple[list[Listing], list[Paragraph]]:
    """The task and indicator tables of a document, and everything else as paragraphs.

    Tables that are neither (a letterhead, a signature) are flattened to paragraphs.
    """
    found: list[Listing] = []
    prose: list[Paragraph] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            prose.append(block)
        elif not _collect(block, found, first_year):
            prose.extend(_flattened(block))
    return found, prose


def _collect(table: Table, found: list[Listing], first_year: int | None) -> bool:
    """Add the rows of `table` to a listing, new or continued; False if it is no listing."""
    rows = [row for row in table.rows if any(row.cells)]
    header = find_header(rows, first_year)
    last = found[-1] if found else None
    if header is None:
        if last is None or len(rows[0].cells) != len(last.header.names):
            return False
        last.records.extend(_records(rows, last.header, first_year))
        return True
    listing = next((x for x in found if x.header.names == header.names), None)
    if listing is None:
        listing = Listing(header)
        found.append(listing)
    listing.records.extend(_records(rows[header.end :], header, first_year, listing.records != []))
    return True


def _records(
    rows: Sequence[Row], header: Header, first_year: int | None, after_break: bool = True
) -> Iterator[Record]:
    skip = 0
    for i, row in enumerate(rows):
        if skip:
            skip -= 1
            continue
        again = header_at(rows, i, first_year)
        if again and again.names == header.names:
            skip = again.end - i - 1
            after_break = True
        elif not _numbers_columns(row):
            yield Record(
                {name: row.cell(column) for name, column in header.columns.items()},
                {name: row.cell(column) for column, name in header.others.items()},
                row.place,
                after_break,
            )
            after_break = False


def _numbers_columns(row: Row) -> bool:
    """Whether the row only numbers the columns: (1) (2) (3), or A B 1 2."""
    filled = [text for text in row.cells if text]
    return len(filled) >= _FEWEST_NUMBERS and all(map(_COLUMN_NUMBER.fullmatch, filled))


def _flattened(table: Table) -> Iterator[Paragraph]:
    for row in table.rows:
        for cell in row.cells:
            for line in cell.split("\n"):
                if line.strip():
                    yield Paragraph(" ".join(line.split()), row.place)
