"""The table of an issued workbook: locked but for what is asked, checked while it is filled in.

Above it stands the heading of statutory statistical forms, below it the lines for signatures; at
its right end the column `Kiểm tra`. It is printed as offices print (Decree 30/2020/NĐ-CP).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

from plansheet.forms import Column, Form
from plansheet.forms.values import Value
from plansheet.language.wording import Words
from plansheet.tables.around import (
    HEAD_OF_UNIT,
    MAKER,
    PLACE_AND_DATE,
    WITH_NAME,
    WITH_SEAL,
    Heading,
)
from plansheet.tables.cell_rules import check_colours
from plansheet.tables.excel_rules import Ref, TableCells
from plansheet.tables.narrowing import narrowed, pixels_of_columns
from plansheet.tables.row_check import (
    CHECK_COLUMN,
    CHECK_WIDTH,
    STILL_MISSING,
    WRONG,
    RowCheck,
)
from plansheet.tables.table_sheet import TableSheet, WrittenTable
from plansheet.tables.write import ALLOWED, TableWriter
from plansheet.workbooks.reading import column_letters
from plansheet.workbooks.reading.addresses import Position
from plansheet.workbooks.writing.cell_text import clipped, quoted
from plansheet.workbooks.writing.filled_down import fill_down
from plansheet.workbooks.writing.paper import print_signed, shrink_to_sign
from plansheet.workbooks.writing.workbook import Book

_BESIDE: Final = 30
"""Columns right of the table that are shaded too: as many as a screen shows."""

_LEFT_PART: Final = 0.2
_MIDDLE_PART: Final = 0.6
"""Where the blocks of the heading end, in parts of the table's width."""

_NARROW: Final = 0.2
"""The part of the table's width that the block in the middle takes at least."""

_FREE_ROWS: Final = 5
"""Rows that stay free below a table."""

ChecksOf = Callable[[TableCells, Ref], Iterable[tuple[RowCheck, Mapping[str, Value]]]]
"""From the cells of a table and its headers to the check of each row and the values in it."""


@dataclass(frozen=True, slots=True)
class IssuedSheet:
    """Where an issued table was written.

    `checks` are the cells of the column Kiểm tra and `heads` the headers, as other sheets call
    them; `status` is the cell for what is left to do; `lacking` and `wrong` are how many cells
    are, and `first` is the first that is blank.
    """

    table: WrittenTable
    checks: str
    heads: str
    status: Position
    blanks: Sequence[Position]
    wrong: int


def write_issued(book: Book, spec: TableSheet, heading: Heading, checks: ChecksOf) -> IssuedSheet:
    """Write the sheet of an issued table; the line of what is left to do stays blank."""
    sheet = book.sheet(spec.name)
    spoken = spec.spoken(book.lang)
    narrow = narrowed(spoken, book.paper)
    writer = _IssuedWriter(book, sheet, narrow, heading, checks)
    table = writer.write()
    return IssuedSheet(
        table,
        f"{quoted(table.sheet)}!{writer.check_cells()}",
        f"{quoted(table.sheet)}!$A${table.header + 1}:${writer.last_letter}${table.header + 1}",
        writer.status,
        writer.blanks,
        writer.wrong,
    )


class _IssuedWriter(TableWriter):
    def __init__(
        self, book: Book, sheet: Any, spec: TableSheet, heading: Heading, checks: ChecksOf
    ) -> None:
        self.above, self.checks_of = heading, checks
        self.spec, self.check_at = spec, len(spec.columns)
        is_above = self._blocks[0] is None
        self.title = [line for line in heading.middle if line and is_above]
        self.status = (len(self.title) + len(heading.left), 0)
        super().__init__(book, sheet, spec)
        self.end = self.last
        self.last_letter = column_letters(self.check_at - 1)
        self.wrong = 0
        self.blanks: list[Position] = []

    def check_cells(self) -> str:
        """The cells of the column Kiểm tra."""
        letter = column_letters(self.check_at)
        return f"${letter}${self.first + 1}:${letter}${self.last + 1}"

    def header_row(self) -> int:
        """Below the heading and the status line."""
        return self.status[0] + 1 + self.has_groups

    def style_of(self, index: int, column: Column) -> str:
        """As of any table, what must be filled in deeper."""
        style = super().style_of(index, column)
        is_asked = column.required and index < len(self.spec.rows)
        return "required" if style == "input" and is_asked else style

    def beyond(self, _: Column, /) -> Any:
        """What is outside the table is locked, and looks so."""
        return self.book.style("shade")

    def heading(self) -> None:
        """The three blocks above the table, and the room of the status line."""
        middle, left = self._blocks
        last, below = self.check_at - 1, len(self.title)
        for row, line in enumerate(self.above.left, below):
            self.across(row, 0, left, line, "head_left")
        for row, line in enumerate(self.above.middle if middle else self.title):
            style = "head_middle" if row else "head_title"
            self.across(row, left + 1 if middle else 0, middle or last, line, style)
        if (first := middle or left) < last:
            for row, line in enumerate(self.above.right, below):
                self.across(row, first + 1, last, line, "head_left")
        self.across(self.status[0], 0, left, "", "status")
        if self.spec.question is not None:
            self.question(self.spec.question, self.status[0], min(left + 3, last))

    @cached_property
    def _blocks(self) -> tuple[int | None, int]:
        """The last columns of the middle and the left block of the heading.

        None where three have no room beside each other: the title then stands above the others.
        """
        last = self.check_at - 1
        left = max(0, min(max(self.spec.freeze - 1, self._column_at(_LEFT_PART)), last - 2))
        middle = min(max(left + 1, self._column_at(_MIDDLE_PART)), last - 1)
        wide = self.sheet_width(middle + 1) - self.sheet_width(left + 1)
        if wide < _NARROW * self.sheet_width():
            return None, max(0, min(self._column_at(0.5), last - 1))
        return middle, left

    def _column_at(self, part: float) -> int:
        """The column in which a part of the table's width ends, before the last."""
        end = part * self.sheet_width()
        columns = range(self.check_at - 1)
        return next((n for n in columns if self.sheet_width(n + 1) > end), self.check_at - 1)

    def across(self, row: int, first: int, last: int, text: Words, style: str) -> None:
        """A text over several columns."""
        cell_format = self.book.style(style, wrap=True)
        if last > first:
            self.sheet.merge_range(row, first, row, last, "", cell_format)
        if said := self.say(text):
            self.sheet.write_string(row, first, clipped(said), cell_format)

    def sheet_width(self, columns: int | None = None) -> float:
        """Pixels of the first so many columns of the table."""
        of = self.spec.columns[:columns]
        return pixels_of_columns(of)

    def live_checks(self, form: Form) -> None:
        """The column Kiểm tra, and the colours of what it says is wrong."""
        at = self.check_at
        self.sheet.set_column(at, at, CHECK_WIDTH, self.book.style("shade"))
        self.sheet.write_string(self.header, at, self.say(CHECK_COLUMN), self.book.style("header"))
        row = self.first
        checks = self.checks_of(self.cells, self.header_ref)
        for check, alike in groupby(checks, key=itemgetter(0)):
            row += self._check(check, row, [values for _, values in alike])
        colours = check_colours(form, self.cells, self.header, at)
        self.book.colour(self.sheet, colours)
        self._sign_off()
        shade = self.book.style("shade")
        self.sheet.set_column(at + 1, at + _BESIDE, None, shade)

    def header_ref(self, name: str) -> str:
        """The cell of a column's header."""
        return f"${column_letters(self.positions[name])}${self.header + 1}"

    def _check(self, check: RowCheck, first: int, rows: Sequence[Mapping[str, Value]]) -> int:
        """Rows with a check from the `first` on, by the values in them; returns how many."""
        texts = []
        for row, values in enumerate(rows, first):
            found = check.found(values)
            marks = [(self.positions[column.name], fault.mark) for column, fault in found]
            self.blanks += [(row, at) for at, mark in marks if mark == STILL_MISSING]
            self.wrong += sum(mark == WRONG for _, mark in marks)
            texts.append(check.said(found))
        formula = partial(self.cells.in_row, check.formula)
        style = self.book.style("check")
        fill_down(self.sheet, first, self.check_at, formula, texts, style)
        return len(rows)

    def _sign_off(self) -> None:
        """Place and date, who made it and who signs it, below the free rows."""
        row, last = self.last + 1 + _FREE_ROWS, self.check_at - 1
        half = min(self._column_at(0.5), last - 1)
        if half < 0:
            return
        self.across(row, half + 1, last, PLACE_AND_DATE, "sign_date")
        for first, end, who, how in (
            (0, half, MAKER, WITH_NAME),
            (half + 1, last, HEAD_OF_UNIT, WITH_SEAL),
        ):
            self.across(row + 1, first, end, who, "sign_who")
            self.across(row + 2, first, end, how, "sign_how")
        self.end = row + 2 + _FREE_ROWS

    def set_up(self) -> None:
        """Printed without the column Kiểm tra; Tab goes from input to input."""
        sheet = self.sheet
        sheet.hide_gridlines(2)
        heads = (self.header - self.has_groups, self.header)
        print_signed(sheet, heads, self.end, self.check_at - 1, self.book.paper)
        if not self.spec.rows:
            shrink_to_sign(sheet, self.sheet_width(), self.book.paper)
        sheet.protect("", ALLOWED)
        if self.blanks:
            sheet.set_selection(*self.blanks[0], *self.blanks[0])
