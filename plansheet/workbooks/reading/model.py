"""What opening a file gives: plain cells, and nothing that could run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from math import isfinite
from operator import itemgetter
from typing import Literal

from plansheet.language.wording import spellings
from plansheet.problems import Problem
from plansheet.workbooks.parts import part_of
from plansheet.workbooks.reading.addresses import Area, Position
from plansheet.workbooks.reading.serials import Dayless

CellValue = str | float | int | bool | date | datetime | time | timedelta | None
"""A cell's value; None where it is blank, holds an error, or a formula without a value."""


def finite(value: CellValue) -> CellValue:
    """The value, as text where it is a number that is none: NaN or infinity."""
    return value if not isinstance(value, float) or isfinite(value) else str(value)


Visibility = Literal["visible", "hidden", "veryHidden"]

"""The very hidden sheet that issued workbooks carry: that it is hidden is no news."""


class Drawn(StrEnum):
    """What lies on a sheet, above its cells."""

    PICTURE = "picture"
    CHART = "chart"
    TEXT_BOX = "text-box"
    SHAPE = "shape"
    OBJECT = "object"
    """A document of another program, embedded."""
    CONTROL = "control"
    """A button, a check box and the like."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `rows[r][c]` counted from A1 whatever the used area; rows may be short.

    `formulas` has the text without "=" of every formula cell, shared formulas written out. .xls
    and .xlsb keep formulas compiled: there the text is blank, or the first reference to another
    workbook, like "[other.xls]!". `uncached` are formula cells that were saved without a value.
    `errors` are the cells that hold an Excel error, with its text ("#REF!"); their value is None.
    `percents` are number cells shown as per cent. `dayless` are date cells that show no day, and
    what they show instead. `tcvn3` are cells whose font is one of the .Vn… fonts of the TCVN3
    encoding, with the text as the file has it; `rows` have it in Unicode. `marked` are cells of
    which something is struck out, raised or lowered. `comments` are the
    comments and threaded comments at cells, with their text; `drawn` says how much of what lies
    on the sheet. `merged` are the areas of cells that were merged into one.
    """

    name: str
    rows: Sequence[Sequence[CellValue]]
    visibility: Visibility = "visible"
    formulas: Mapping[Position, str] = field(default_factory=dict)
    uncached: frozenset[Position] = frozenset()
    errors: Mapping[Position, str] = field(default_factory=dict)
    percents: frozenset[Position] = frozenset()
    dayless: Mapping[Position, Dayless] = field(default_factory=dict)
    tcvn3: Mapping[Position, str] = field(default_factory=dict)
    marked: frozenset[Position] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    comments: Mapping[Position, str] = field(default_factory=dict)
    drawn: Mapping[Drawn, int] = field(default_factory=dict)
    merged: Sequence[Area] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file that was read.

    `modified` is when it was last saved according to the file itself, as a naive time of
    Vietnam (UTC+7). `notes` are what a person should know about the file as a whole: macros,
    links and the like (`unsafe-content`), hidden sheets, rows and columns (`hidden-content`).
    """

    file: str
    sha256: str
    modified: datetime | None
    sheets: tuple[Sheet, ...]
    notes: tuple[Problem, ...] = ()

    def sheet(self, name: str) -> Sheet | None:
        """The first sheet of exactly this name, a Term's in either language."""
        return next((s for s in self.sheets if s.name in spellings(name)), None)

    def parts(self, name: str) -> list[Sheet]:
        """The sheets of a table of this name that plansheet wrote, which is longer than a sheet."""
        numbered = ((part_of(sheet.name, name), sheet) for sheet in self.sheets)
        return [sheet for part, sheet in sorted(numbered, key=itemgetter(0)) if part]
