"""Duties that come back: the turns of a year, and which of them a day or a period falls in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from plansheet.language.numbers_and_dates import YEARS, last_day
from plansheet.plan.periods.period import Period

_ONE_DAY: Final = timedelta(days=1)
_A_LEAP_YEAR: Final = 2020
_LAST: Final = 31


class YearDay(NamedTuple):
    """A day of every year; day 31 is the last of its month, whichever that is."""

    month: int
    day: int = _LAST

    @classmethod
    def of(cls, day: date) -> YearDay:
        """The same day in every year; the last of a month stays the last."""
        last = last_day(_A_LEAP_YEAR, day.month).day
        return cls(day.month, _LAST if day.day >= last or day.day == _LAST else day.day)

    def in_year(self, year: int) -> date:
        """The day in a year."""
        last = last_day(year, self.month)
        return last.replace(day=min(self.day, last.day))


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a duty that comes back.

    Attributes:
        start, end: the days in which a document does this turn. Turns follow each other without a
            gap and never overlap.
        due: the last day in time; None for a duty without a day ("Thường xuyên").
    """

    start: date
    end: date
    due: date | None


@dataclass(frozen=True, slots=True)
class Recurrence:
    """When a duty comes back.

    Attributes:
        days: the days of a year on which a turn is due, in order; none for a duty without a day
            ("Thường xuyên"), whose turns are the periods reported on.
        since, until: the first and the last day on which a turn can be due; None where open.
    """

    days: tuple[YearDay, ...] = ()
    since: date | None = None
    until: date | None = None

    def turns(self, year: int) -> tuple[Turn, ...]:
        """The turns that are due in a year, in order; none for a duty without a day."""
        return _turns(self, year)

    def turn_in(self, period: Period) -> Turn | None:
        """The turn that a report on the period is about: the one in which the period ends."""
        if self.days:
            return self.turn_on(period.end)
        turn = Turn(period.start, period.end, None)
        begun = self.since is None or self.since <= period.end
        return turn if begun and (self.until is None or period.start <= self.until) else None

    def turn_on(self, day: date) -> Turn | None:
        """The turn that a document of this day does; None before the first and after the last."""
        return next((turn for turn in self.turns(day.year) if turn.start <= day <= turn.end), None)

    def _has(self, turn: Turn) -> bool:
        assert turn.due is not None
        return (self.since is None or self.since <= turn.due) and (
            self.until is None or turn.due <= self.until
        )

    def _all_turns(self, year: int) -> Iterator[Turn]:
        """Of the whole year, without regard to first and last.

        Where a turn is due in each month, quarter or half-year, those are the turns; else a turn
        ends with the day on which it is due, and the last one with the year.
        """
        if year not in YEARS:
            return
        days = sorted({day.in_year(year) for day in self.days})  # 28/2 may be the last of February
        ends = [last_day(year, month) for month in self._last_months()]
        ends = ends or [*days[:-1], date(year, 12, 31)][: len(days)]
        start = date(year, 1, 1)
        for day, end in zip(days, ends, strict=True):
            yield Turn(start, end, day)
            start = end + _ONE_DAY

    def _last_months(self) -> list[int]:
        """The months that end the equal parts of the year, if one turn is due in each part."""
        count = len(self.days)
        if count not in (1, 2, 4, 12):
            return []
        length = 12 // count
        parts = [(day.month - 1) // length for day in self.days]
        return [length * (n + 1) for n in range(count)] if parts == list(range(count)) else []


@lru_cache(maxsize=1024)
def _turns(recurrence: Recurrence, year: int) -> tuple[Turn, ...]:
    """Worked out once: most of the tasks of a plan that come back do so on the same days."""
    return tuple(turn for turn in recurrence._all_turns(year) if recurrence._has(turn))
