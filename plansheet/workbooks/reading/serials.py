"""Excel's serial numbers and number formats: when a number is a date, a time, a per cent."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from math import isfinite
from typing import Final, Literal

Meaning = Literal["number", "moment", "duration"]
Dayless = Literal["", "month", "year"]
"""What a date shows where it shows no day: "mmm-yy" a month, "yyyy" a year; "" for any other."""

_LITERAL: Final = re.compile(r'"[^"]*"|[\\_*].', re.DOTALL)
_BRACKETS: Final = re.compile(r"\[([^\]]*)\]")
_ELAPSED: Final = re.compile(r"h+|m+|s+", re.IGNORECASE)
_MOMENT_FORMATS: Final = frozenset(
    {*range(14, 23), *range(27, 37), 45, 47, *range(50, 59), *range(71, 79), 80, 81}
)
"""Of the built-in ones; those from 27 are what the Excels of East Asia and Thailand write (ECMA-376
part 1, 18.8.30)."""
_DURATION_FORMATS: Final = frozenset({46, 79})
_MONTH_FORMATS: Final = frozenset({17, 74})
_PERCENT_FORMATS: Final = frozenset({9, 10, 67, 68})
_EPOCHS: Final = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}
_LAST: Final = 2_958_466  # 31 December 9999
_MILLISECOND: Final = 86_400_000


@lru_cache(maxsize=1024)
def shows_percent(number_format: str | int) -> bool:
    """Whether a number format, as text or as a built-in number, shows a number times a hundred."""
    if isinstance(number_format, int):
        return number_format in _PERCENT_FORMATS
    return "%" in _BRACKETS.sub("", _LITERAL.sub("", number_format))


@lru_cache(maxsize=1024)
def meaning(number_format: str | int) -> Meaning:
    """Whether numbers of a format, as text or as a built-in number, are moments or durations."""
    if isinstance(number_format, int):
        if number_format in _DURATION_FORMATS:
            return "duration"
        return "moment" if number_format in _MOMENT_FORMATS else "number"
    positive = _LITERAL.sub("", number_format).partition(";")[0]
    if any(_ELAPSED.fullmatch(inside) for inside in _BRACKETS.findall(positive)):
        return "duration"
    tokens = _BRACKETS.sub("", positive).lower().replace("general", "")
    return "moment" if any(letter in "dmyhs" for letter in tokens) else "number"


@lru_cache(maxsize=1024)
def shows_no_day(number_format: str | int) -> Dayless:
    """What dates of a number format, as text or as a built-in number, show instead of a day."""
    if isinstance(number_format, int):
        return "month" if number_format in _MONTH_FORMATS else ""
    if meaning(number_format) != "moment":
        return ""
    positive = _LITERAL.sub("", number_format).partition(";")[0]
    letters = set(_BRACKETS.sub("", positive).lower()) & set("dmyhs")
    return "month" if letters == {"m", "y"} else "year" if letters == {"y"} else ""


def from_moment(moment: datetime, date1904: bool = False) -> date | datetime | time:
    """A written moment as what it says: midnight is a date, a time on day zero a time.

    A zone is passed over: what the cell shows is the clock of whoever typed it.
    """
    moment = moment.replace(tzinfo=None)
    if moment.date() == _EPOCHS[date1904].date():
        return moment.time()
    return moment if moment.time() != time() else moment.date()


def from_serial(
    number: float, means: Meaning, date1904: bool
) -> float | date | datetime | time | timedelta:
    """A cell's number as what it shows: whole days are dates, parts of a day times.

    Numbers outside the calendar stay numbers.
    """
    if means == "number" or not isfinite(number) or not 0 <= number < _LAST:
        return number
    if means == "duration":
        return timedelta(milliseconds=round(number * _MILLISECOND))
    days, part = divmod(round(number * _MILLISECOND), _MILLISECOND)
    clock = (datetime.min + timedelta(milliseconds=part)).time()
    if days == 0:
        return clock
    if days < 60 and not date1904:
        days += 1  # Excel counts a 29 February 1900 that never was
    try:
        day = _EPOCHS[date1904] + timedelta(days=days)
        return day + timedelta(milliseconds=part) if part else day.date()
    except OverflowError:
        return number
