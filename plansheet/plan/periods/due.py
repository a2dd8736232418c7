"""When a task is due, once or turn by turn."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Final

from plansheet.language.numbers_and_dates import format_date
from plansheet.language.wording import Wording
from plansheet.plan.periods.period import Period
from plansheet.plan.periods.recurrence import Recurrence, Turn, YearDay
from plansheet.problems.catalogue import readings

_EVERY: Final = {
    tuple(YearDay(month) for month in range(12 // count, 13, 12 // count)): wording
    for count, wording in (
        (12, readings.EVERY_MONTH),
        (4, readings.EVERY_QUARTER),
        (2, readings.EVERY_HALF_YEAR),
        (1, readings.EVERY_YEAR),
    )
}


@dataclass(frozen=True, slots=True)
class Due:
    """When a task is due.

    Attributes:
        text: as written.
        date: the last day that is in time; None where the text names none, and for recurring tasks.
        recurrence: when the task comes back; None for a task that is done once.
        assumed_year: whether the text has no year ("Quý II") and the plan's first was taken.
        approximate: whether the text names a stretch of time without a firm end ("đầu quý III").
        unread: words beside the date that were not understood.
        doubt: why there is no date, where the text is not blank and names no recurring duty.
        original: the last day in time before the first extension; None where the text names none.
        extensions: how often the text says that the time was extended, or set anew.
        by_default: whether the plan's `Hạn mặc định` serves: the text itself gives no date.
    """

    text: str
    date: datetime.date | None = None
    recurrence: Recurrence | None = None
    assumed_year: bool = False
    approximate: bool = False
    unread: str = ""
    doubt: Wording | None = None
    original: datetime.date | None = field(default=None, compare=False)
    extensions: int = field(default=0, compare=False)
    by_default: bool = False

    def or_by(self, default: datetime.date | None) -> Due:
        """The same, due on `default` where the text gives neither a date nor a recurring duty."""
        is_open = self.date is None and self.recurrence is None
        return replace(self, date=default, by_default=True) if is_open and default else self

    @property
    def shown(self) -> str:
        """The text, and the day that serves where it gives none."""
        if self.date is None or not self.by_default:
            return self.text
        return "\n".join(filter(None, (self.text, f"(hạn mặc định {format_date(self.date)})")))

    @property
    def recurring(self) -> bool:
        """Whether the task comes back: "Hàng năm", "Hàng quý", "Thường xuyên"."""
        return self.recurrence is not None

    def turns(self, year: int) -> tuple[Turn, ...]:
        """The turns of a recurring task that are due in a year, in order; none of any other."""
        return self.recurrence.turns(year) if self.recurrence else ()

    def turn_in(self, period: Period) -> Turn | None:
        """The turn of a recurring task that a report on the period is about."""
        return self.recurrence.turn_in(period) if self.recurrence else None

    def on(self, period: Period) -> datetime.date | None:
        """The last day in time, as seen by somebody who reports on `period`.

        Of a recurring task that of the turn in which the period ends; None before its first turn
        and after its last.
        """
        turn = self.turn_in(period)
        return turn.due if turn else self.date

    @property
    def reading(self) -> Wording:
        """What was understood, in words that read as the same; why not, where it was not."""
        if self.doubt is not None:
            return readings.NO_DATE_TOLD.fill(doubt=self.doubt)
        if self.recurrence is not None:
            return _recurring(self.recurrence)
        if self.date is None:
            return readings.NO_DUE_DATE
        return readings.UNTIL_DAY.fill(day=format_date(self.date))


def _recurring(recurrence: Recurrence) -> Wording:
    said = _how_often(recurrence.days)
    if recurrence.since:
        said = readings.STARTING.fill(often=said, day=format_date(recurrence.since))
    if recurrence.until:
        said = readings.ENDING.fill(often=said, day=format_date(recurrence.until))
    return said


def _how_often(days: tuple[YearDay, ...]) -> Wording:
    if not days:
        return readings.ALWAYS
    if days in _EVERY:
        return _EVERY[days]
    each = tuple(day.day for day in days if day.month == 1)
    if days == tuple(YearDay(month, day) for month in range(1, 13) for day in each):
        return readings.EACH_MONTH_ON.fill(
            days=_joined(readings.A_DAY.fill(day=day) for day in each)
        )
    return readings.EACH_YEAR_ON.fill(
        days=_joined(
            readings.LAST_OF_MONTH.fill(month=day.month)
            if day == YearDay(day.month)
            else readings.A_DAY.fill(day=f"{day.day}/{day.month}")
            for day in days
        )
    )


def _joined(said: Iterable[Wording]) -> Wording:
    return reduce(lambda one, other: readings.AND_ALSO.fill(first=one, second=other), said)
