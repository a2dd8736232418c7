"""What an agency answers above a table: whether figures that were filled in still hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from plansheet.forms import Column, Form
from plansheet.forms.choices import YesNo
from plansheet.issuing.guide import CONFIRMATION
from plansheet.language.text import match_key
from plansheet.language.wording import joined_words, spellings
from plansheet.problems import Problem
from plansheet.tables.read import read_at
from plansheet.tables.table import Table, TableRow

_ANSWER: Final = Column(
    *("", CONFIRMATION.label),
    kind="choice",
    choices=CONFIRMATION.choices,
    synonyms={match_key(word): str(one) for one in CONFIRMATION.choices for word in spellings(one)},
)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """An answer: its cell (an A1 address, blank where none was given), and whether it is yes."""

    cell: str = ""
    is_given: bool = False
    problems: tuple[Problem, ...] = ()


def read_confirmation(table: Table[Form]) -> Confirmation:
    """The answer to the question above a table: the first cell beside it that says anything."""
    for index in reversed(range(table.header_row)):
        row = TableRow(table, index, table.sheet.rows[index])
        asked = next(_questions(row), None)
        if asked is not None:
            return _answer(row, asked)
    return Confirmation()


def _questions(row: TableRow) -> Iterator[int]:
    """The positions at which a row asks."""
    for position, value in enumerate(row.cells):
        if isinstance(value, str) and match_key(value).rstrip(" :") in _KEYS:
            yield position


_KEYS: Final = frozenset(map(match_key, spellings(CONFIRMATION.label)))


def _answer(row: TableRow, asked: int) -> Confirmation:
    width = max([len(row.cells), *(at + 1 for at in _odd(row))])
    position = next((at for at, _ in row.filled(range(asked + 1, width))), None)
    if position is None:
        return Confirmation()
    cell = row.labelled(position, _ANSWER.title)
    value, problems = read_at(row, position, _ANSWER)
    if value is not None and value not in _ANSWER.choices:
        problems.append(cell.problem("not-in-list", choices=joined_words(", ", _ANSWER.choices)))
    return Confirmation(cell.place.cell, value == YesNo.YES, tuple(problems))


def _odd(row: TableRow) -> Iterator[int]:
    """Positions of the row's errors and formulas without a value."""
    sheet = row.table.sheet
    return (at for index, at in (*sheet.errors, *sheet.uncached) if index == row.index)
