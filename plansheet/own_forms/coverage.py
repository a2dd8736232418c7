"""How many of how many stand behind the figures of a total: said in it, read where it came back.

A district's total is a return to the province: what is partial there stays partial above.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from plansheet.forms.names import ReportColumn
from plansheet.forms.report_sheets import RECEIPT_COLUMNS
from plansheet.language.text import match_key
from plansheet.language.wording import Wording, Words, say
from plansheet.own_forms.finding import Located
from plansheet.own_forms.model import CellKey, FormSheet
from plansheet.workbooks.reading.addresses import Position

GivenBy = tuple[int, int]
"""How many gave a figure, of how many that are asked."""

LACKING: Final = Wording(
    "Tổng hợp từ {n}/{of} đơn vị; còn thiếu: {names}",
    "From {n} of {of:agency}; missing: {names}",
)
PARTIAL: Final = Wording("{n}/{of} đơn vị có số liệu", "{n} of {of:agency} gave a figure")
OF_ROW: Final[tuple[Words, ...]] = (
    RECEIPT_COLUMNS.by_name[ReportColumn.NAME].title,
    Wording("Tệp và ô nguồn", "Source"),
)
"""The heads of the columns beside a list that say whose each row is."""
NOT_WHOLE: Final = Wording("{said}; chưa đủ: {names}", "{said}; not complete: {names}")


def partial_words(reported: int, expected: int, partial: Iterable[tuple[str, GivenBy]]) -> Words:
    """How many gave a figure; which of those that did have not heard from all of theirs."""
    said = PARTIAL.fill(n=reported, of=expected)
    names = "; ".join(f"{name} ({n}/{of})" for name, (n, of) in partial)
    return NOT_WHOLE.fill(said=said, names=names) if names else said


def coverage_in(text: str) -> GivenBy | None:
    """What a text that a total says of itself tells; None where it is none."""
    found = next(filter(None, (pattern.match(text) for pattern in _PATTERNS)), None)
    return (int(found["n"]), int(found["of"])) if found else None


def coverage_of(
    sheet: FormSheet, there: Located
) -> tuple[Mapping[CellKey, GivenBy], Iterable[Position]]:
    """Of the figures of a total that came back those that are partial, and where it says so.

    A comment speaks of its cell; a sentence above the table of every other one.
    """
    told = dict(_told(there, max(sheet.area[0] + there.shift, 1)))
    of_all = next(iter(told.values()), None)
    found: dict[CellKey, GivenBy] = {}
    for cell in sheet.inputs.values() if of_all or there.sheet.comments else ():
        row, column = there.rows.get(cell.row_key), there.columns.get(cell.column_key)
        said = (
            there.sheet.comments.get((row, column), "")
            if row is not None and column is not None
            else ""
        )
        covered = coverage_in(said) or of_all
        if covered and covered[0] < covered[1]:
            found[CellKey(sheet.name, cell.row_key, cell.column_key)] = covered
    return found, told


def source_columns(sheet: FormSheet, there: Located) -> Iterator[Position]:
    """The cells beside the list of a total that say whose each row is, heads and all."""
    header = max(sheet.column_keys.at) + there.shift
    heads = {match_key(text) for words in OF_ROW for text in (say(words, "vi"), say(words, "en"))}
    for column in range(there.grid.width):
        is_ours = match_key(there.grid.text(header, column)) in heads
        if is_ours and column not in there.columns.values():
            yield from ((row, column) for row in range(header, there.grid.height))


def _told(there: Located, top: int) -> Iterator[tuple[Position, GivenBy]]:
    """The cells above the table, which begins at `top`, in which it says from how many it is."""
    for row, cells in enumerate(there.sheet.rows[:top]):
        for column, value in enumerate(cells):
            if isinstance(value, str) and (covered := coverage_in(value)):
                yield (row, column), covered


def _pattern(words: str) -> re.Pattern[str]:
    """A sentence up to the last of its numbers and the word behind it."""
    escaped = re.escape(words.partition(";")[0])
    return re.compile(
        escaped.replace(r"\{n\}", "(?P<n>[0-9]+)").replace(r"\{of\}", "(?P<of>[0-9]+)")
    )


_PATTERNS: Final = [_pattern(text) for of in (LACKING, PARTIAL) for text in (of.vi, of.en)]
