"""Finding a form's table in a sheet: its header row by name, and its columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, Generic

from plansheet.forms import year_column
from plansheet.language.text import header_key
from plansheet.language.wording import spellings
from plansheet.tables.table import F, Table
from plansheet.workbooks.reading import Sheet

HEADER_DEPTH: Final = 60
"""Rows in which a header is looked for: title blocks of 20 rows exist, 60 is generous."""

_PERIOD: Final = (
    r"((?=.*[0-9]{4})(?:quý|q[1-4]|tháng|[0-9]tháng|sáutháng|chíntháng|[0-9]{4}-"
    r"|quarter|month|firsthalf|secondhalf|ninemonths).*)"
)
"""What the header of a period begins with; what it means is for those who know the plan."""


def find_table(
    form: F, sheet: Sheet, file: str = "", among: Iterable[int] = range(HEADER_DEPTH)
) -> Table[F] | None:
    """The table of `form` in `sheet` of `file`, or None where no row looks like its header.

    The header is the row, of those `among` which it is looked for, that has most of the form's
    headers, at least half of those that are neither years nor optional. Columns may stand in any
    order; those of years get their own names.
    """
    headers = _Headers(form, file)
    best: Table[F] | None = None
    for index in among:
        if index >= len(sheet.rows):
            break
        found = headers.match(sheet, index)
        if found and (best is None or len(found.columns) > len(best.columns)):
            best = found
            if headers.asked <= best.columns.keys():
                break
    return best


class _Headers(Generic[F]):
    """The headers of a form, to find them in a row."""

    def __init__(self, form: F, file: str) -> None:
        self.form, self.file = form, file
        columns = form.by_header.items()
        self.fixed = {key.replace(" ", ""): c.name for key, c in columns if not c.repeat}
        self.asked = frozenset(n for n in self.fixed.values() if not form.by_name[n].optional)
        self.yearly = [
            (c.name, _year_pattern(title))
            for c in form.columns
            if c.repeat
            for title in spellings(c.title)
        ]

        self.by_period = [c.name for c in form.columns if c.repeat == "periods"]

    def match(self, sheet: Sheet, index: int) -> Table[F] | None:
        """The table whose header is row `index`; None where too few headers stand there."""
        if 2 * _filled(sheet.rows, index) < len(self.asked):
            return None
        texts = _header_texts(sheet.rows, index)
        if 2 * len(texts) < len(self.asked):
            return None
        columns: dict[str, int] = {}
        years: dict[str, list[int | str]] = {name: [] for name, _ in self.yearly}
        others: dict[int, str] = {}
        for position, text in texts.items():
            name = self._name(text, years)
            if name is None or name in columns:
                others[position] = text
            else:
                columns[name] = position
        if 2 * len(self.asked & columns.keys()) < len(self.asked):
            return None
        if any(not years[name] for name in self.by_period):
            return None
        form = self.form
        if self.yearly:
            form = form.expanded(
                {name: sorted(set(found), key=str) for name, found in years.items()}
            )
        return Table(sheet, form, index, columns, others, self.file)

    def _name(self, text: str, years: dict[str, list[int | str]]) -> str | None:
        """The column that a header means; the year of a yearly one is noted in `years`."""
        key = squeezed(text)
        name = self.fixed.get(key)
        if name is None:
            for repeated, pattern in self.yearly:
                if found := pattern.fullmatch(key):
                    year = int(found[1]) if found[1].isdecimal() else " ".join(text.split())
                    years[repeated].append(year)
                    return year_column(repeated, year)
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


def rows_with_headers(forms: Iterable[F], sheet: Sheet, among: range) -> Iterable[int]:
    """Those `among` the rows that may be the header of a form's table: no other is.

    One of the headers that the form must have stands there, or (a vertical merge) above.
    """
    asked = [(of_form, of_form.asked) for of_form in (_Headers(form, "") for form in forms)]
    if not all(names for _, names in asked):
        return among
    keys = {key for one, names in asked for key, name in one.fixed.items() if name in names}
    if not keys:
        return ()
    begin = max(among.start - 1, 0)
    rows = enumerate(sheet.rows[begin : among.stop], begin)
    named = {n for n, row in rows if any(isinstance(v, str) and squeezed(v) in keys for v in row)}
    return [n for n in among if n in named or n - 1 in named]


def _filled(rows: Sequence[Sequence[object]], index: int) -> int:
    """How many headers may stand in a row and the one above it, at most."""
    both = rows[max(index - 1, 0) : index + 1]
    return sum(len(row) - row.count(None) for row in both)


def _year_pattern(title: str) -> re.Pattern[str]:
    pattern = re.escape(squeezed(title)).replace(r"\{year\}", "([0-9]{4})")
    return re.compile(pattern.replace(r"\{period\}", _PERIOD))


def squeezed(header: str) -> str:
    """A header without its spaces: “Tiến độ(%)” and “Khó khăn,vướng mắc” are no other columns."""
    return header_key(header).replace(" ", "")
