"""What is left to do in an issued workbook, as formulas: how many cells, and where the first is.

They count the marks of the columns `Kiểm tra` and know no rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from plansheet.forms.names import ReportColumn
from plansheet.forms.report_sheets import PROBLEM_TITLES
from plansheet.language.wording import Language, Wording, Words, say
from plansheet.tables.excel_values import literal
from plansheet.tables.row_check import STILL_MISSING, WRONG
from plansheet.workbooks.cell_rules import Colour
from plansheet.workbooks.reading.addresses import a1
from plansheet.workbooks.writing.cell_text import quoted
from plansheet.workbooks.writing.cells import Formula

if TYPE_CHECKING:
    from plansheet.tables.issued import IssuedSheet

LACKING_AT: Final = 2
WRONG_AT: Final = 3
FIRST_AT: Final = 4
"""The columns of the two counters and of the link to the first cell, counted from 0."""

HEADS: Final[tuple[Words, ...]] = (
    PROBLEM_TITLES[ReportColumn.SHEET],
    Wording("Số dòng", "Rows"),
    Wording("Ô bắt buộc còn thiếu", "Required cells that are blank"),
    Wording("Ô sai", "Cells that are wrong"),
    Wording("Ô đầu tiên", "The first of them"),
)
"""The headers of the table of what is left to do."""

_LEFT: Final = Wording(
    "Còn {missing} ô bắt buộc, {wrong} ô sai: đi tới ô đầu tiên",
    "Required cells blank: {missing}, wrong: {wrong}: go to the first",
)
_NOTHING_LEFT: Final = Wording(
    "✔ Đủ ô bắt buộc, không có ô sai", "✔ No required cell blank, none wrong"
)

_NONE: Final = 10**9
_ROW: Final = 1000
"""A cell as one number: its row times this, and its column."""


@dataclass(frozen=True, slots=True)
class CountedTable:
    """A table that is counted: its sheet and rows, its cells as formulas call them.

    `checks` are those of the column Kiểm tra, `heads` the headers. `missing` and `wrong` are the
    counts now, `first` is the first of these cells.
    """

    sheet: Words
    rows: int
    checks: str = "K"
    heads: str = "H"
    missing: int = 0
    wrong: int = 0
    first: str = ""

    def count(self, mark: str, now: int) -> Formula:
        """How many cells have a mark."""
        cells = self.checks
        return Formula(f'=SUMPRODUCT(LEN({cells})-LEN(SUBSTITUTE({cells},"{mark}","")))', now)

    def link(self, lang: Language) -> Formula:
        """The address of the first cell that is blank or wrong, leading there; else nothing."""
        address, is_left = self._first()
        sheet = literal(f"#{quoted(say(self.sheet, lang))}!")
        link = f"HYPERLINK({sheet}&{address},{address})"
        return Formula(f'=IF({is_left},{link},"")', self.first)

    def status(self, lang: Language) -> Formula:
        """What is left to do on the sheet itself, leading there.

        It looks at no other sheet: one that is moved into another workbook takes no link along.
        """
        own = replace(self, checks=_bare(self.checks), heads=_bare(self.heads))
        counts = [own.count(mark, 0).text[1:] for mark in (STILL_MISSING, WRONG)]
        address, _ = own._first()
        place = f"{literal(f'#{quoted(say(self.sheet, lang))}!')}&{address}"
        return _status(counts[0], counts[1], place, (self.missing, self.wrong), lang)

    def _first(self) -> tuple[str, str]:
        """The formulas of the address of the first cell, and of whether there is one."""
        found = "+".join(
            f'ISNUMBER(FIND("{mark} "&{self.heads}&":",{self.checks}))'
            for mark in (STILL_MISSING, WRONG)
        )
        cell = f"ROW({self.checks})*{_ROW}+COLUMN({self.heads})"
        first = f"SUMPRODUCT(MIN({cell}+{_NONE}*(({found})=0)))"
        return f"ADDRESS(INT({first}/{_ROW}),MOD({first},{_ROW}),4)", f"{first}<{_NONE}"


def _bare(cells: str) -> str:
    """Cells as their own sheet calls them."""
    return cells.rpartition("!")[2]


def counted_table(sheet: Words, rows: int, issued: IssuedSheet) -> CountedTable:
    """What is counted of a table that was written."""
    first = a1(*issued.blanks[0]) if issued.blanks else ""
    blank = len(issued.blanks)
    return CountedTable(sheet, rows, issued.checks, issued.heads, blank, issued.wrong, first)


def count_cells(
    row: int, tables: Mapping[str, CountedTable], lang: Language
) -> Iterator[tuple[int, int, Words | int | Formula]]:
    """The table of what is left to do from a 0-based row of the guide on: row, column, content."""
    for position, head in enumerate(HEADS):
        yield row, position, head
    for line, table in enumerate(tables.values(), row + 1):
        yield line, 0, table.sheet
        yield line, 1, table.rows
        yield line, LACKING_AT, table.count(STILL_MISSING, table.missing)
        yield line, WRONG_AT, table.count(WRONG, table.wrong)
        yield line, FIRST_AT, table.link(lang)


def overall(row: int, tables: Mapping[str, CountedTable], lang: Language) -> Formula:
    """The same of the whole workbook, for the guide, which counts from a 0-based row on."""
    last = row + len(tables) - 1
    missing, wrong = (f"SUM({_cell(row, n)}:{_cell(last, n)})" for n in (LACKING_AT, WRONG_AT))
    place = literal("")
    for line, table in reversed([*enumerate(tables.values(), row)]):
        sheet, first = literal(f"{quoted(say(table.sheet, lang))}!"), _cell(line, FIRST_AT)
        place = f"IF(LEN({first})>0,{sheet}&{first},{place})"
    place = f'"#"&{place}'
    now = (sum(t.missing for t in tables.values()), sum(t.wrong for t in tables.values()))
    return _status(missing, wrong, place, now, lang)


def _cell(row: int, column: int) -> str:
    return re.sub("([A-Z]+)([0-9]+)", r"$\1$\2", a1(row, column))


def _status(missing: str, wrong: str, place: str, now: tuple[int, int], lang: Language) -> Formula:
    words = _LEFT.fill(missing=f'"&{missing}&"', wrong=f'"&{wrong}&"').say(lang)
    done = _NOTHING_LEFT.say(lang)
    value = _LEFT.fill(missing=now[0], wrong=now[1]).say(lang) if sum(now) else done
    link = f'HYPERLINK({place},"{words}")'
    return Formula(f"=IF({missing}+{wrong}=0,{literal(done)},{link})", value)


def status_colour(cell: str) -> Colour:
    """The colour of a line that says that nothing is left to do."""
    return Colour(cell, f'=LEFT({cell},1)="✔"', "good")


_STATUS: Final = [
    re.compile(r"[0-9]+".join(map(re.escape, re.split(r"\{[a-z]+\}", words.say(lang)))))
    for words in (_LEFT, _NOTHING_LEFT)
    for lang in ("vi", "en")
]
_ADDRESS: Final = re.compile("[A-Z]{1,3}[1-9][0-9]{0,6}")


def is_status(text: str) -> bool:
    """Whether a text is one that a status line or a link to the first cell may show."""
    return bool(_ADDRESS.fullmatch(text)) or any(one.fullmatch(text) for one in _STATUS)
