"""Periods, due texts and turns, as the design says ("Due dates", "Recurring tasks").

Nothing is parsed: whoever makes up a plan says in one breath what is written and what it means.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


@dataclass(frozen=True)
class Span:
    """A reporting period: what it is called, its first and its last day."""

    text: str
    start: date
    end: date

    @property
    def year(self) -> int:
        return self.end.year

    @property
    def ends_the_year(self) -> bool:
        """ "Every period that ends with the year (Q4, M12, H2, the year)"."""
        return self.end.month == 12

    @property
    def begins_the_year(self) -> bool:
        return self.start.month == 1

    @property
    def kind(self) -> str:
        """What the calendar calls it."""
        letter = self.text[5:6]
        if self.text.endswith("9M"):
            return "9 tháng"
        return {"M": "Tháng", "Q": "Quý", "H": "6 tháng"}.get(letter, "Năm")


def span(text: str) -> Span:
    """The period that is written `2021-M03`, `2021-Q2`, `2021-H1`, `2021-9M` or `2021`."""
    year, rest = int(text[:4]), text[5:]
    if not rest:
        first, last = 1, 12
    elif rest == "9M":
        first, last = 1, 9
    else:
        number = int(rest[1:])
        length = {"M": 1, "Q": 3, "H": 6}[rest[0]]
        first, last = (number - 1) * length + 1, number * length
    return Span(text, date(year, first, 1), month_end(year, last))


@dataclass(frozen=True)
class Turn:
    """One obligation of a task: it is done by a document dated from `start` to `end`.

    A task that does not recur has one turn without `start` and `end`: any document does it.
    """

    due: date | None
    start: date | None = None
    end: date | None = None

    def holds(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class Due:
    """What stands under Thời gian trình, and what it means.

    `by` is the last day of a task that is due once; None is none. `every` is the length of a
    turn in months, 0 for "Thường xuyên" (a turn is the period reported on, without a due date).
    `day` is the day of the month that a turn is due on, otherwise its last day.
    """

    text: str
    by: date | None = None
    every: int | None = None
    day: int | None = None

    @property
    def recurring(self) -> bool:
        return self.every is not None

    def turn(self, period: Span) -> Turn:
        """The turn that a period reports on: the one that its last day lies in."""
        if self.every is None:
            return Turn(self.by)
        if self.every == 0:
            return Turn(None, period.start, period.end)
        last = -(-period.end.month // self.every) * self.every
        start = date(period.year, last - self.every + 1, 1)
        end = month_end(period.year, last)
        return Turn(end.replace(day=self.day) if self.day else end, start, end)


DUES = (
    Due(""),
    Due("Quý I/2021", date(2021, 3, 31)),
    Due("Quý II/2021", date(2021, 6, 30)),
    Due("Tháng 8/2021", date(2021, 8, 31)),
    Due("15/5/2021", date(2021, 5, 15)),
    Due("Năm 2021", date(2021, 12, 31)),
    Due("Quý II/2021 (gia hạn đến Quý IV/2021)", date(2021, 12, 31)),
    Due("Từ 01/7/2021"),
    Due("Hằng năm", every=12),
    Due("Hàng năm", every=12),
    Due("Hằng quý", every=3),
    Due("Ngày 20 hằng tháng", every=1, day=20),
    Due("Tháng 6 và tháng 12 hàng năm", every=6),
)
"""What made-up plans say; how long a turn of "Thường xuyên" is, the design does not say."""
