"""The day on which returns are checked, and on which other days the same would come of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from plansheet.forms.values import show


@dataclass
class DayOfCheck:
    """The day, of which checks may ask only this: so it is known from which to which day the
    answers, `first` and `last` included, would be the same.
    """

    day: date
    first: date = date.min
    last: date = date.max

    def is_before(self, value: date) -> bool:
        """Whether a day is still to come."""
        if value > self.day:
            self.last = min(self.last, value - timedelta(days=1))
            return True
        self.first = max(self.first, value)
        return False

    def shown(self) -> str:
        """The day in words, which are true on this day alone."""
        self.first = self.last = self.day
        return show(self.day)
