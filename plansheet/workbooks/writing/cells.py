"""What is written into a cell: values, formulas of ours, links inside the workbook."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

DATE_FORMAT: Final = "dd/mm/yyyy"

Cell = str | int | float | Decimal | date | None


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
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked above a table: a label, beside it a cell in which an `answer` is chosen."""

    label: str
    choices: tuple[str, ...]
    about: str
    answer: str = ""
