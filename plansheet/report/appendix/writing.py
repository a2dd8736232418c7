"""The appendix of a plan as a Word document or as a workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from plansheet.forms.names import ColumnName
from plansheet.language.wording import Language
from plansheet.plan import Plan
from plansheet.problems import InputError, expect
from plansheet.report.appendix.annexes import GROUPINGS, Annex, annexes_of
from plansheet.report.document.blocks import TabulationColumn
from plansheet.report.document.naming import issuer_of, signer_for
from plansheet.report.document.official import OfficialDocument
from plansheet.report.document.words import NAME_OF_SIGNER
from plansheet.workbooks.remote import Location, PathOrRemote, Written
from plansheet.workbooks.writing.cell_text import clipped
from plansheet.workbooks.writing.files import named_as
from plansheet.workbooks.writing.paper import print_official
from plansheet.workbooks.writing.workbook import Book, Page, new_book

_MILLIMETRES: Final = 2.0
"""Of one character of a column's width."""
_ROOM_TO_SIGN: Final = 4


def appendix(
    plan: Plan, path: Location, by: str = ColumnName.FIELD, *, lang: Language = "vi"
) -> Written:
    """Write a plan as the province's appendix, in the layout of Decree 30/2020/NĐ-CP.

    One annex has the indicators, one the tasks, with the columns of the Kiên Giang appendix and
    without codes. `plansheet import` reads it back: names, fields, leads and coordinators, due
    texts, levels; units, history, goals, targets, and what belongs to what. An appendix has no
    codes, aliases, directions, ways of consolidating, reporters, allocations, notes or calendar.
    The same plan gives the same bytes.

    Args:
        plan: from `read_plan`.
        path: the .docx or .xlsx file; one that exists is replaced.
        by: whether tasks stand together by `field` or by `agency`, the one that leads first.
        lang: the language of its heads; what the plan says stays as it is.

    Returns:
        The path.

    Raises:
        InputError: a plan without tasks and indicators.
        OutputError: another kind of file, or it cannot be written; nothing half-written is left.
        ArgumentError: `plan` is no plan.
        ValueError: `by` is something else.
    """
    expect(plan, Plan)
    path = named_as(path, *_WRITERS)
    if by not in GROUPINGS:
        raise ValueError(by)
    annexes = annexes_of(plan, by, lang)
    if not annexes:
        raise InputError("nothing-to-append", title=plan.title)
    write = _WRITERS.get(path.suffix.lower(), _write_document)
    write(annexes, [line.say(lang) for line in signer_for(issuer_of(plan))], path, lang)
    return path


def _write_document(
    annexes: Sequence[Annex], signer: Sequence[str], path: PathOrRemote, lang: Language
) -> None:
    document = OfficialDocument(annexes[0].titles[-1], lang)
    for annex in annexes:
        document.annex_alone(annex.label, annex.titles, annex.attached)
        document.table(annex.table.columns, annex.table.rows)
    document.signature((), signer)
    document.save(path)


def _write_workbook(
    annexes: Sequence[Annex], signer: Sequence[str], path: PathOrRemote, lang: Language
) -> None:
    with new_book(path, title=annexes[0].titles[-1], lang=lang) as book:
        for annex in annexes:
            _Sheet(book, annex).write([] if annex is not annexes[-1] else signer)


class _Sheet:
    """One annex on a sheet of its own."""

    def __init__(self, book: Book, annex: Annex) -> None:
        self.annex = annex
        self.columns = annex.table.columns
        self.last = len(self.columns) - 1
        self.page: Page = book.page(annex.sheet, landscape=True)
        self.page.widths(*(column.width / _MILLIMETRES for column in self.columns))
        self.row = 0

    def write(self, signer: Sequence[str]) -> None:
        """The head, the table, and who signs where anybody does."""
        annex = self.annex
        self._line(annex.label.upper(), "official_title")
        for title in annex.titles:
            self._line(title, "official_title")
        self._line(annex.attached, "official_note")
        self.row += 1
        header = self.row
        self._headers()
        print_official(self.page.sheet, header, self.row - 1)
        for texts in annex.table.rows:
            self._table_row(texts)
        self.row += 1
        for text in (
            (*signer, *[""] * _ROOM_TO_SIGN, NAME_OF_SIGNER.say(self.page.book.lang))
            if signer
            else ()
        ):
            self._over(self._right_half(), self.last, text, "official_title")
            self.row += 1

    def _right_half(self) -> int:
        """The first column that begins in the right half of the page."""
        half, left = sum(column.width for column in self.columns) / 2, 0.0
        for at, column in enumerate(self.columns[:-1]):
            if left >= half:
                return at
            left += column.width
        return self.last

    def _line(self, text: str, style: str) -> None:
        self.page.wide(self.row, 0, self.last, text, style)
        self.row += 1

    def _over(self, first: int, last: int, text: str, style: str) -> None:
        """Text over several columns of one row."""
        if first < last:
            cell_format = self.page.book.style(style)
            self.page.sheet.merge_range(self.row, first, self.row, last, "", cell_format)
        self.page.put(self.row, first, text, style)

    def _headers(self) -> None:
        grouped = any(column.group for column in self.columns)
        if grouped:
            self._groups()
        for at, column in enumerate(self.columns):
            if column.group or not grouped:
                self.page.put(self.row, at, column.title, "official_header")
        self.row += 1

    def _groups(self) -> None:
        """The row of the groups; a column without one goes over both rows of headers."""
        style = self.page.book.style("official_header")
        at = 0
        while at <= self.last:
            group = self.columns[at].group
            end = at
            while group and end < self.last and self.columns[end + 1].group == group:
                end += 1
            if group:
                self._over(at, end, group, "official_header")
            else:
                self.page.sheet.merge_range(self.row, at, self.row + 1, at, "", style)
                self.page.put(self.row, at, self.columns[at].title, "official_header")
            at = end + 1
        self.row += 1

    def _table_row(self, texts: Sequence[str]) -> None:
        if len(texts) < len(self.columns):
            self.page.put(self.row, 0, texts[0], "official_group_number")
            self._over(1, self.last, texts[1], "official_group")
        else:
            for at, (column, text) in enumerate(zip(self.columns, texts, strict=True)):
                self._cell(at, column, text)
        self.row += 1

    def _cell(self, at: int, column: TabulationColumn, text: str) -> None:
        style = "official_center" if column.centered else "official_cell"
        self.page.put(self.row, at, clipped(text), style)


_WRITERS: Final[
    Mapping[str, Callable[[Sequence[Annex], Sequence[str], PathOrRemote, Language], Any]]
] = {
    ".docx": _write_document,
    ".xlsx": _write_workbook,
}
