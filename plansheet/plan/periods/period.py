"""The reporting period: what it is called, and which days it covers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering

from plansheet.forms.choices import CalendarKind
from plansheet.language.numbers_and_dates import YEARS, last_day
from plansheet.language.wording import Term

_ONE_DAY = timedelta(days=1)
_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of period: how it is written, how long, how many a year, the calendar's word."""

    form: str
    months: int
    count: int
    word: CalendarKind


_KINDS = {
    "month": _Kind("-M{:02d}", 1, 12, CalendarKind.MONTH),
    "quarter": _Kind("-Q{}", 3, 4, CalendarKind.QUARTER),
    "half": _Kind("-H{}", 6, 2, CalendarKind.HALF_YEAR),
    "nine_months": _Kind("-9M", 9, 1, CalendarKind.NINE_MONTHS),
    "year": _Kind("", 12, 1, CalendarKind.YEAR),
}
_WRITTEN = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?:M(?P<month>[0-9]{1,2})|Q(?P<quarter>[0-9])|H(?P<half>[0-9])"
    r"|(?P<nine_months>9M)))?"
)


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period: "2021-M03", "2021-Q2", "2021-H1", "2021-9M" or "2021".

    Periods are ordered by their end, the shorter one first: 2021-M06 < 2021-Q2 < 2021-H1.

    Attributes:
        kind: "month", "quarter", "half", "nine_months" or "year".
        year: the calendar year.
        index: which one of its kind in the year, from 1.

    Raises:
        ValueError: if there is no such period.
    """

    kind: str
    year: int
    index: int = 1

    def __post_init__(self) -> None:
        known = self.kind in _KINDS and 1 <= self.index <= _KINDS[self.kind].count
        if not known or self.year not in YEARS:
            raise ValueError(f"no such period: {self.kind} {self.index} of {self.year}")

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read a period as it is written on the command line, in either case.

        Raises:
            ValueError: if the text is no period.
        """
        found = _WRITTEN.fullmatch(text.strip().upper())
        if found is None:
            raise ValueError(f"not a period: {text!r}")
        parts = {kind: digits for kind, digits in found.groupdict().items() if digits}
        year = int(parts.pop("year"))
        kind, index = next(iter(parts.items()), ("year", "1"))
        return cls(kind, year, 1 if kind == "nine_months" else int(index))

    def __str__(self) -> str:
        return f"{self.year}{_KINDS[self.kind].form.format(self.index)}"

    def __lt__(self, other: Period) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return (self.end, other.start) < (other.end, self.start)

    @property
    def start(self) -> date:
        """The first day."""
        return date(self.year, _KINDS[self.kind].months * (self.index - 1) + 1, 1)

    @property
    def end(self) -> date:
        """The last day."""
        return last_day(self.year, _KINDS[self.kind].months * self.index)

    @property
    def label(self) -> Term:
        """Its name: "Quý II/2021", "6 tháng đầu năm 2021"; in English "Quarter II/2021"."""
        year, index = self.year, self.index
        match self.kind:
            case "month":
                return Term(f"Tháng {index}/{year}", f"Month {index}/{year}")
            case "quarter":
                number = _ROMAN[index - 1]
                return Term(f"Quý {number}/{year}", f"Quarter {number}/{year}")
            case "half":
                which, half = ("đầu", "First") if index == 1 else ("cuối", "Second")
                return Term(f"6 tháng {which} năm {year}", f"{half} half of {year}")
            case "nine_months":
                return Term(f"9 tháng năm {year}", f"Nine months of {year}")
        return Term(f"Năm {year}", f"Year {year}")

    @property
    def calendar_kind(self) -> CalendarKind:
        """The word for this kind of period in the reporting calendar."""
        return _KINDS[self.kind].word

    @property
    def ends_year(self) -> bool:
        """Whether the year is over when the period is."""
        return self.end.month == 12

    @property
    def year_before(self) -> Period:
        """The same period of the year before."""
        return Period(self.kind, self.year - 1, self.index)


def reporting_span(period: Period, cutoff: int = 0) -> tuple[date, date]:
    """The first and the last day whose figures a report of the period covers.

    `cutoff` is the last day that counts in the last month of a period; what comes after it is of
    the next one. With 0 it is the last day of the month.
    """
    if not cutoff:
        return period.start, period.end
    before = period.start - _ONE_DAY
    first = before.replace(day=min(cutoff, before.day)) + _ONE_DAY
    return first, period.end.replace(day=min(cutoff, period.end.day))


def periods_of(kind: str, years: Iterable[int]) -> Iterator[Period]:
    """The periods of a kind, by the calendar's word for it, in the order of time."""
    for year in years:
        for name, one in _KINDS.items():
            if one.word == kind:
                yield from (Period(name, year, index) for index in range(1, one.count + 1))
