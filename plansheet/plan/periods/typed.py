"""Periods and days as people type them: "Quý II/2026", "6 tháng 2026"; 2026-06-30, "30/6/2026"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Final

from plansheet.language.numbers_and_dates import read_date
from plansheet.language.text import match_key, unmarked
from plansheet.plan.periods.period import Period
from plansheet.problems import InputError

_QUARTERS: Final = {
    **{word: at for at, word in enumerate(("i", "ii", "iii", "iv"), 1)},
    **{word: at for at, word in enumerate(("mot", "hai", "ba", "bon"), 1)},
    **{word: int(word) for word in ("1", "2", "3", "4")},
    "nhat": 1,
    "tu": 4,
}
_QUARTER: Final = rf"(?:quy ?|q|quarter )0?({'|'.join(sorted(_QUARTERS, key=len, reverse=True))})"
_MONTH: Final = "(0?[1-9]|1[0-2])"
_HALF: Final = "(?:(?:0?6|sau) ?(?:thang|t|m)( dau| cuoi)?|h([12])|(first|second) half(?: of)?)"
_NINE: Final = "(?:0?9|chin) ?(?:thang|t|m)(?: dau)?|nine months(?: of)?"

Parts = tuple[str, int]
"""Kind of period and its index in the year."""


def _half(found: tuple[str, ...]) -> Parts:
    return "half", 2 if found in (("", "2", ""), (" cuoi", "", ""), ("", "", "second")) else 1


_BEFORE_YEAR: Final[Mapping[str, Callable[[tuple[str, ...]], Parts]]] = {
    _QUARTER: lambda found: ("quarter", _QUARTERS[found[0]]),
    rf"(?:thang|t|m|month)? ?{_MONTH}": lambda found: ("month", int(found[0])),
    _HALF: _half,
    "(?:0?3|ba) ?thang dau": lambda _: ("quarter", 1),
    _NINE: lambda _: ("nine_months", 1),
    "(?:ca|year)?": lambda _: ("year", 1),
}
_YEAR: Final = "([0-9]{4})"
_AROUND: Final = (
    rf"(?:ky )?FORM ?(?:[-/.,] ?)?(?:cua )?(?:nam ?)?{_YEAR}",
    rf"(?:nam ?)?{_YEAR} ?(?:[-/.,] ?)?FORM",
)
_COMPILED: Final = tuple(
    (re.compile(around.replace("FORM", f"(?:{form})")), read, is_last)
    for form, read in _BEFORE_YEAR.items()
    for is_last, around in zip((True, False), _AROUND, strict=True)
)


def typed_period(text: str) -> Period | None:
    """The one period that a text is, with or without its marks; None where it is none.

    Args:
        text: as it was typed: "2026-Q2" as files are named, or as people write.
    """
    try:
        return Period.parse(text)
    except ValueError:
        key = unmarked(match_key(text))
    for form, read, year_is_last in _COMPILED:
        if (found := form.fullmatch(key)) is not None:
            groups = [part or "" for part in found.groups()]
            year = int(groups.pop(-1 if year_is_last else 0))
            try:
                kind, index = read(tuple(groups))
                return Period(kind, year, index)
            except ValueError:
                return None
    return None


def typed_day(day: date | str) -> date:
    """A day that a caller gives: a date, a moment of it, or a text: 2021-06-30 or 30/6/2021.

    Raises:
        InputError: it is no day.
    """
    if isinstance(day, date):
        return day.date() if isinstance(day, datetime) else day
    reading = read_date(day) if isinstance(day, str) else None
    if reading is None or reading.value is None or reading.kind != "day":
        raise InputError("not-a-day", text=day)
    return reading.value
