"""Where the head of a blank form names the agency, the period and the unit."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from plansheet.language.text import match_key
from plansheet.own_forms.form_words import (
    AGENCY_LABELS,
    PERIOD_LABELS,
    UNIT_LABELS,
    UNIT_WORDS,
    is_measure,
    rank_of,
    starts_with,
)
from plansheet.own_forms.grid import SheetGrid
from plansheet.workbooks.reading.addresses import Position

_LOWEST: Final = 25
"""Rows of the head that are looked at."""
_LONGEST: Final = 4
"""Words of a label without a colon at most, but of one that speaks of the data."""
_LONGEST_FIELD: Final = 8
"""Words of the label of another cell to fill in at most."""
_ASKS: Final = re.compile(
    r"(?:[0-9]+[.)])?\s*(?P<label>[^\W\d_][^:.…_]*?)\s*"
    r"(?::|(?=…|[._]{3}))\s*(?P<dots>(?:…|[._]{3}).*)?"
)
"""“Người lập:” before a blank cell, “Số văn bản: ……”, “Họ và tên ……”."""
_TO_FILL: Final = re.compile(
    r"\(?(?:tháng|quý|năm|kỳ|month|quarter|year)[\s.…_]{2,}.*", re.IGNORECASE
)


def find_head(grid: SheetGrid, above: int) -> Iterator[tuple[str, Position]]:
    """What the head holds and where, above the first row of the table.

    A cell is the one that says it behind its label, else the one beside the label.
    """
    labels = {"unit": UNIT_LABELS, "agency": AGENCY_LABELS, "period": PERIOD_LABELS}
    taken: set[Position] = set()
    for what, words in labels.items():
        at = _labelled(grid, range(min(above, _LOWEST)), what, words, taken)
        if at is None and what == "period":
            at = _to_fill(grid, range(min(above, _LOWEST)))
        if at is not None:
            taken.add(at)
            yield what, at


def find_fields(grid: SheetGrid, above: int, head: Collection[Position]) -> dict[str, Position]:
    """The other cells above the first row of the table that ask for something, by their label."""
    found: dict[str, Position] = {}
    for row in range(min(above, _LOWEST)):
        for column in range(grid.width):
            asks = _ASKS.fullmatch(grid.text(row, column))
            beside = (row, grid.next_to(row, column))
            if asks is None or (row, column) in head or beside in head:
                continue
            is_label = len(asks["label"].split()) <= _LONGEST_FIELD
            if is_label and (asks["dots"] or grid.is_blank(*beside)):
                found.setdefault(asks["label"], (row, column))
    return found


def _labelled(
    grid: SheetGrid, rows: range, what: str, words: Sequence[str], taken: set[Position]
) -> Position | None:
    """The cell that the label of the highest rank leads to."""
    found: list[tuple[int, Position]] = []
    for row in rows:
        for column in range(grid.width):
            label, colon, said = grid.text(row, column).partition(":")
            rank = rank_of(label, words) if colon or _is_label(label) else -1
            if rank < 0 or not _is_of(what, label, said):
                continue
            at = (row, column) if colon else (row, grid.next_to(row, column))
            if at not in taken and (colon or grid.is_blank(*at)):
                found.append((rank, at))
    return min(found, default=(0, None))[1]


def _is_label(text: str) -> bool:
    """Whether a text without a colon may be a label: short, and no period or name itself."""
    is_short = len(text.split()) <= _LONGEST or "dữ liệu" in match_key(text)
    return bool(text) and is_short and not any(sign.isdigit() for sign in text)


def _is_of(what: str, label: str, said: str) -> bool:
    """Whether “Đơn vị: …” names a unit or an agency, which what stands behind it tells."""
    if what == "period" or starts_with(label, UNIT_WORDS):
        return True
    return is_measure(said.strip()) == (what == "unit")


def _to_fill(grid: SheetGrid, rows: range) -> Position | None:
    """The cell in which a period is to be filled in: “Tháng … năm …”."""
    for row in rows:
        for column in range(grid.width):
            if _TO_FILL.fullmatch(grid.text(row, column)):
                return row, column
    return None
