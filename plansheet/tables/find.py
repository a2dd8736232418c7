"""Finding a form's table in a sheet: its header row by name, its columns, its rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from plansheet.forms import SheetColumns, year_column
from plansheet.language.text import header_key
from plansheet.workbooks.reading import Sheet

HEADER_DEPTH: Final = 60
"""Rows in which a header is looked for: title blocks of 20 rows exist, 60 is generous."""


F = TypeVar("F", bound=SheetColumns)
F_co = TypeVar("F_co", bound=SheetColumns, covariant=True)


@dataclass(frozen=True)
class Table(Generic[F_co]):
    """A form's table in a sheet; rows and columns are 0-based from A1.

    `end` is the row before which it ends, where another table stands below it.
    """

    sheet: Sheet
    form: F_co
    header_row: int
    columns: Mapping[str, int]
    others: Mapping[int, str]
    end: int | None = None

    def rows(self) -> Iterator[tuple[int, Sequence[object]]]:
        """The rows below the header that have anything in them, be it an error."""
        odd = {row for row, _ in (*self.sheet.errors, *self.sheet.uncached)}
        first = self.header_row + 1
        for index, row in enumerate(self.sheet.rows[first : self.end], first):
            if index in odd or any(value is not None for value in row):
                yield index, row

    def cell(self, row: Sequence[object], name: str) -> object:
        """What stands in `row` under the column `name`; None where there is no such column."""
        column = self.columns.get(name)
        return row[column] if column is not None and column < len(row) else None

    @property
    def missing(self) -> list[str]:
        """The columns of the form that the table does not have."""
        return [c.name for c in self.form.columns if c.name not in self.columns]


def find_table(
    form: F, sheet: Sheet, among: Iterable[int] = range(HEADER_DEPTH)
) -> Table[F] | None:
    """The table of `form` in `sheet`, or None where no row looks like its header.

    The header is the row, of those `among` which it is looked for, that has most of the form's
    headers, at least half of those that are not years. Columns may stand in any order; those of
    years get their own names.
    """
    headers = _Headers(form)
    best: Table[F] | None = None
    for index in among:
        if index >= len(sheet.rows):
            break
        found = headers.match(sheet, index)
        if found and (best is None or len(found.columns) > len(best.columns)):
            best = found
            if headers.fixed_names <= best.columns.keys():
                break
    return best


class _Headers(Generic[F]):
    """The headers of a form, to find them in a row."""

    def __init__(self, form: F) -> None:
        self.form = form
        columns = form.by_header.items()
        self.fixed = {key.replace(" ", ""): c.name for key, c in columns if not c.repeat}
        self.fixed_names = frozenset(self.fixed.values())
        self.yearly = {c.name: _year_pattern(c.title) for c in form.columns if c.repeat}

    def match(self, sheet: Sheet, index: int) -> Table[F] | None:
        """The table whose header is row `index`; None where too few headers stand there."""
        texts = _header_texts(sheet.rows, index)
        if 2 * len(texts) < len(self.fixed):
            return None
        columns: dict[str, int] = {}
        years: dict[str, list[int]] = {name: [] for name in self.yearly}
        others: dict[int, str] = {}
        for position, text in texts.items():
            name = self._name(_squeezed(text), years)
            if name is None or name in columns:
                others[position] = text
            else:
                columns[name] = position
        if 2 * len(self.fixed_names & columns.keys()) < len(self.fixed):
            return None
        form = self.form
        if self.yearly:
            form = form.expanded({name: sorted(set(found)) for name, found in years.items()})
        return Table(sheet, form, index, columns, others)

    def _name(self, key: str, years: dict[str, list[int]]) -> str | None:
        """The column that a header means; the year of a yearly one is noted in `years`."""
        name = self.fixed.get(key)
        if name is None:
            for repeated, pattern in self.yearly.items():
                if found := pattern.fullmatch(key):
                    years[repeated].append(int(found[1]))
                    return year_column(repeated, int(found[1]))
        return name


def _header_texts(rows: Sequence[Sequence[object]], index: int) -> dict[int, str]:
    """The header text of each column: its own cell, else (a vertical merge) the one above."""
    above = rows[index - 1] if index else ()
    width = max(len(rows[index]), len(above) if any(rows[index]) else 0)
    texts: dict[int, str] = {}
    for position in range(width):
        for row in (rows[index], above):
            value = row[position] if position < len(row) else None
            if isinstance(value, str) and value.strip():
                texts[position] = value
                break
    return texts


def _year_pattern(title: str) -> re.Pattern[str]:
    return re.compile(re.escape(_squeezed(title)).replace(r"\{year\}", "([0-9]{4})"))


def _squeezed(header: str) -> str:
    """A header without its spaces: “Tiến độ(%)” and “Khó khăn,vướng mắc” are no other columns."""
    return header_key(header).replace(" ", "")
