"""Dates of one column that were typed in two orders: day first, and month first.

A computer set to month first takes 5/6/2021 for the 6th of May and leaves 13/6/2021 a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from plansheet.forms import Form
from plansheet.forms.values import show
from plansheet.problems import Problem
from plansheet.problems.catalogue import phrases
from plansheet.returns.model import Section

_TYPED: Final = re.compile(r"\s*([0-9]{1,2})[/.-]([0-9]{1,2})[/.-][0-9]{2,4}\s*")
_MONTHS: Final = 12

_EARLY: Final = 0.4
"""The part of all days that could be months, 12 of 30.5."""

_ACCIDENT: Final = 0.01
"""Below this chance it is no accident that the days of a column fall so."""


def mixed_orders(section: Section, form: Form, problems: Iterable[Problem]) -> Iterator[Problem]:
    """`implausible-date` at each date that may have been read with day and month exchanged.

    `problems` are those of reading: they tell the dates that were typed as text, read or not.
    """
    typed = {
        p.cell: p.value
        for p in problems
        if p.sheet == section.sheet and p.code in ("date-repaired", "bad-date")
    }
    for column in form.columns:
        if column.kind != "date" or column.name not in section.columns:
            continue
        dates = {
            section.cell(row, column.name): (row, value)
            for row in section.rows
            if isinstance(value := row.values.get(column.name), date)
        }
        cells = {section.cell(row, column.name) for row in section.rows}
        if not _is_mixed({cell: typed[cell] for cell in cells & typed.keys()}, dates):
            continue
        for cell, (row, value) in dates.items():
            is_doubtful = value.day <= _MONTHS and value.day != value.month
            if is_doubtful and cell not in typed:
                other = show(date(value.year, value.day, value.month))
                why = phrases.OTHER_ORDER.fill(other=other)
                yield section.at(row, column).problem("implausible-date", why=why)


def _is_mixed(typed: Mapping[str, str], dates: Mapping[str, tuple[object, date]]) -> bool:
    """Whether the texts and the dates of a column are what a computer set to month first makes.

    A text with the month first says so. Else every text has a day that is no month, and no date
    has one, in so many cells that it is no accident.
    """
    orders = [(int(found[1]), int(found[2])) for t in typed.values() if (found := _TYPED.match(t))]
    real = [value for cell, (_, value) in dates.items() if cell not in typed]
    if not real or any(value.day > _MONTHS for value in real):
        return False
    if any(second > _MONTHS >= first for first, second in orders):
        return True
    all_left = bool(orders) and all(first > _MONTHS for first, _ in orders)
    return all_left and _EARLY ** len(real) * (1 - _EARLY) ** len(orders) <= _ACCIDENT
