"""What is written into a cell: values, formulas of ours, links inside the workbook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Final

from plansheet.language.wording import Language, Term, Wording, Words, say
from plansheet.workbooks.parts import place_in_parts
from plansheet.workbooks.reading.addresses import a1, cell_position
from plansheet.workbooks.writing.cell_text import quoted

DATE_FORMAT: Final = "dd/mm/yyyy"

BIGGEST: Final = 9.99e307
"""Numbers of this size or more are no numbers of Excel."""

Cell = str | Wording | int | float | Decimal | date | None


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of ours (never somebody's text) with the value that it has now.

    `{name}` is the cell of that column in the same row, `{name+1}` the one below it.
    """

    text: str
    value: Cell = None


@dataclass(frozen=True, slots=True)
class Link:
    """A cell that leads to another place of the same workbook."""

    sheet: str
    cell: str
    text: Words

    def target(self, rows: int) -> str:
        """Where it leads, `'Nguồn số liệu (2)'!A7`, where no sheet has more than so many rows."""
        return _target(self.sheet, self.cell, rows)


@lru_cache(maxsize=1_000)
def _target(sheet: str, cell: str, rows: int) -> str:
    row, column = cell_position(cell)
    part, number = place_in_parts(sheet, row + 1, rows)
    return f"{quoted(part)}!{a1(number - 1, column)}"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked above a table: a label, beside it a cell in which an `answer` is chosen."""

    label: Term
    choices: tuple[Term, ...]
    about: Words
    answer: str = ""


def spoken(value: Cell | Link, lang: Language) -> Cell | Link:
    """A value as a workbook in `lang` has it."""
    if isinstance(value, Link):
        return Link(say(value.sheet, lang), value.cell, say(value.text, lang))
    return say(value, lang) if isinstance(value, str | Wording) else value
