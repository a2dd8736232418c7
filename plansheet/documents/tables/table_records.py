"""Tables of a document as records: repeated headers dropped, page-split rows rejoined.

A converted document breaks a table at each page: the header comes again, and what was left of a
row stands under it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from plansheet.documents.formats.blocks import Document, DocumentRow, DocumentTable, Paragraph
from plansheet.documents.tables.headers import Header, find_header, header_at, is_of_other_kind
from plansheet.forms.names import ColumnName
from plansheet.language.text import match_key
from plansheet.tables.strays import is_sign_off

_COLUMN_NUMBER = re.compile(r"[(\[]?-?(\d{1,2}|[A-Z])[)\]]?(\s?=.*)?")
_FEWEST_NUMBERS = 3
_LONGEST_PAGE_MARK = 12
_OF_AGENCIES = frozenset((ColumnName.LEADS, ColumnName.COORDINATORS, ColumnName.REPORTERS))


@dataclass(slots=True)
class TableRecord:
    """One row of a table by property name; `others` has the columns without a known name.

    `after_break` says that it stands right under a repeated header.
    """

    values: dict[str, str]
    others: dict[str, str]
    place: str
    after_break: bool = False

    def text(self, name: str) -> str:
        """The text of a property, blank where the table has no such column."""
        return self.values.get(name, "")

    @property
    def source(self) -> str:
        """What stands in the row, cell by cell."""
        return " | ".join(filter(None, (*self.values.values(), *self.others.values())))

    def only(self, *names: str) -> bool:
        """Whether nothing but these properties is filled in."""
        return not any(v for n, v in self.values.items() if n not in names) and not any(
            self.others.values()
        )

    def take(self, rest: TableRecord) -> None:
        """Append the rest of a row that a page break split off."""
        for mine, more in ((self.values, rest.values), (self.others, rest.others)):
            for name, text in more.items():
                mine[name] = f"{mine.get(name, '')} {text}".strip()

    def add(self, other: TableRecord) -> None:
        """Take up what another row of the same merged cell has of its own."""
        for mine, more in ((self.values, other.values), (self.others, other.others)):
            for name, text in more.items():
                if text and text != mine.get(name):
                    mine[name] = "; ".join(filter(None, (mine.get(name), text)))


@dataclass(slots=True)
class Listing:
    """A task or indicator table with all its parts."""

    header: Header
    records: list[TableRecord] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """What its rows are."""
        return self.header.kind


def other_lists(document: Document) -> tuple[list[Paragraph], Document]:
    """The tables that list something else (units to be inspected), one line each, and the rest."""
    listed: list[Paragraph] = []
    blocks = []
    for block in document.blocks:
        rows = [] if isinstance(block, Paragraph) else [r for r in block.rows if any(r.cells)]
        if rows and is_of_other_kind(rows[0]):
            names = " | ".join(text for text in rows[0].cells if text)
            place = f"{rows[0].place} – {rows[-1].place}"
            listed.append(Paragraph(f"{names} ({len(rows) - 1} dòng)", place))
        else:
            blocks.append(block)
    return listed, Document(tuple(blocks))


def listings(document: Document, first_year: int | None) -> tuple[list[Listing], list[Paragraph]]:
    """The task and indicator tables of a document, and everything else as paragraphs.

    Tables that are neither (a letterhead, a signature) and rows above a header are flattened to
    paragraphs. A table without a header right after a listing of the same width continues it.
    """
    listings: list[Listing] = []
    prose: list[Paragraph] = []
    open_listing: Listing | None = None
    for block in document.blocks:
        if isinstance(block, Paragraph):
            prose.append(block)
            if len(block.text) > _LONGEST_PAGE_MARK:
                open_listing = None
        else:
            open_listing = _collect(block, listings, prose, open_listing, first_year)
    return listings, prose


def _collect(
    table: DocumentTable,
    listings: list[Listing],
    prose: list[Paragraph],
    open_listing: Listing | None,
    first_year: int | None,
) -> Listing | None:
    """Add the rows of a table to listings, new or continued; returns the one that is open after."""
    rows = [row for row in table.rows if any(row.cells)]
    first = find_header(rows, first_year)
    if first is None:
        if open_listing is None or not rows or len(rows[0].cells) != len(open_listing.header.names):
            prose.extend(_flattened(rows))
            return None
        open_listing.records.extend(_records(rows, open_listing.header, after_break=True))
        return open_listing
    signed = first.end + _unsigned(rows[first.end :])
    prose.extend(_flattened([*rows[: first.start], *rows[signed:]]))
    rows = rows[:signed]
    headers = [first, *_later_headers(rows, first, listings, first_year)]
    for header, following in zip(headers, [*headers[1:], None], strict=True):
        open_listing = next((x for x in listings if x.header.names == header.names), None)
        again = open_listing is not None
        if open_listing is None:
            open_listing = Listing(header)
            listings.append(open_listing)
        part = rows[header.end : following.start if following else None]
        open_listing.records.extend(_records(part, header, after_break=again))
    return open_listing


def _later_headers(
    rows: Sequence[DocumentRow], first: Header, listings: Sequence[Listing], first_year: int | None
) -> Iterator[Header]:
    """Headers below the first one: repeated ones, and those of other tables on the same sheet."""
    known = {first.names, *(listing.header.names for listing in listings)}
    start = first.end
    while start < len(rows):
        header = header_at(rows, start, first_year)
        if header and (header.names in known or ColumnName.STT in header.columns):
            yield header
            start = header.end
        else:
            start += 1


def _records(
    rows: Sequence[DocumentRow], header: Header, after_break: bool
) -> Iterator[TableRecord]:
    for at, row in enumerate(rows):
        if at or not _numbers_columns(row):
            yield TableRecord(
                {
                    name: _in_time(name, _value(name, row.cell(column)), header.names[column])
                    for name, column in header.columns.items()
                },
                {name: _value("", row.cell(column)) for column, name in header.others.items()},
                row.place,
                after_break,
            )
            after_break = False


def _in_time(name: str, text: str, header: str) -> str:
    """A bare number in a column “Tháng” or “Quý” with the word that makes it a time."""
    word = next((w for w in ("tháng", "quý") if header.endswith(w)), "")
    bare = name == ColumnName.DUE and bool(re.fullmatch(r"\d{1,2}|[IV]+", text))
    return f"{word.capitalize()} {text}" if word and bare else text


def _value(name: str, cell: str) -> str:
    """The text of a cell on one line; agencies on lines of their own are a list of agencies."""
    lines = [line.strip() for line in cell.split("\n") if line.strip()]
    if name not in _OF_AGENCIES:
        return " ".join(lines)
    text = ""
    for line in lines:
        joined = not text or text.endswith((",", ";")) or line[0].islower()
        text += f"{' ' if joined else '; '}{line.lstrip('-+ ')}"
    return text.strip()


def _numbers_columns(row: DocumentRow) -> bool:
    """Whether a row under a header only numbers the columns: (1) (2) (3), or A B 1 2, or 5=4/3."""
    found = [_COLUMN_NUMBER.fullmatch(text) for text in row.cells if text]
    numbers = [match[1] for match in found if match]
    differ = len(set(numbers)) == len(numbers) == len(found)
    return differ and len(found) >= _FEWEST_NUMBERS


def _unsigned(rows: Sequence[DocumentRow]) -> int:
    """How many rows stand before the signature, which on a sheet stands below the table."""
    return next((at for at, row in enumerate(rows) if _is_signature(row)), len(rows))


def _is_signature(row: DocumentRow) -> bool:
    return not row.cell(0) and is_sign_off([match_key(text) for text in row.cells if text])


def _flattened(rows: Sequence[DocumentRow]) -> Iterator[Paragraph]:
    for row in rows:
        for cell in row.cells:
            for line in cell.split("\n"):
                if line.strip():
                    yield Paragraph(" ".join(line.split()), row.place)
