"""By when the report of a period has to arrive: "trước ngày 15 tháng cuối quý"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from plansheet.forms.choices import YesNo
from plansheet.language.numbers_and_dates import last_day, read_date
from plansheet.language.text import match_key
from plansheet.plan.periods.period import Period

_ONE_DAY = timedelta(days=1)
_LONGEST = 120
_GRACE = timedelta(days=92)
"""How long after a period a fixed day still belongs to it."""


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """A deadline of the reporting calendar, for whichever period.

    Attributes:
        text: as written.
        day: the day of the month; 0 means its last day; None means no deadline.
        month: the month of a fixed day of the year, else 0.
        year: the year of a full date, else 0.
        after: whether the day is in the month after the period rather than in its last month.
        before: whether the day itself is late ("trước ngày 15").
    """

    text: str
    day: int | None = None
    month: int = 0
    year: int = 0
    after: bool = False
    before: bool = False

    def for_period(self, period: Period) -> date | None:
        """The last day in time for the report of `period`, None where the rule sets none.

        A fixed day holds for the period that contains it or ended up to three months before. Those
        first three months of a half-year or year belong to the one before.
        """
        if self.day is None:
            return None
        day = self._fixed_day(period) if self.month else self._day_of_month(period)
        return day - _ONE_DAY if day and self.before else day

    def _day_of_month(self, period: Period) -> date:
        near = period.end + _ONE_DAY if self.after else period.end
        return _day_within(near.year, near.month, self.day or 31)

    def _fixed_day(self, period: Period) -> date | None:
        years = (self.year,) if self.year else (period.year - 1, period.year, period.year + 1)
        days = [_day_within(year, self.month, self.day or 31) for year in years]
        nearest = min(days, key=lambda day: abs(day - period.end))
        is_long = period.end - period.start > _GRACE
        first = period.start + _GRACE if is_long else period.start
        return nearest if first <= nearest <= period.end + _GRACE else None


def _day_within(year: int, month: int, day: int) -> date:
    """A day of a month, its last one where the month is shorter."""
    last = last_day(year, month)
    return last.replace(day=min(day, last.day))


_EACH = r"(?:h[àằ]ng|mỗi|từng)"
_SPAN = r"(?:kỳ(?: báo cáo)?|quý(?: báo cáo)?|năm|tháng(?: báo cáo)?|6 tháng|9 tháng)"
_NEXT = r"(?:(?:liền )?(?:sau|kế tiếp|tiếp theo|kế)(?: liền kề)?|liền kề)"
_LEAD = re.compile(
    r"(?:(?:gửi|báo cáo|nộp|hạn|chậm nhất|muộn nhất|là|vào|đến|hết)(?: |$))*"
    r"(?P<before>trước )?(?:ngày )?"
)
_IN_LAST_MONTH = re.compile(
    rf"(?:của )?tháng cuối(?: cùng)?(?: của)?(?: {_EACH})? {_SPAN}"
    rf"|(?:{_EACH}|của|trong)(?: {_EACH})? {_SPAN}|(?:tháng )?báo cáo|cuối {_SPAN}|"
)
_IN_NEXT_MONTH = re.compile(
    rf"(?:của )?tháng (?:{_NEXT}|(?:đầu|đầu tiên|thứ nhất)(?: của)? {_SPAN} {_NEXT})"
    rf"(?: (?:của )?{_SPAN})?"
    rf"|sau(?: khi)?(?: kết thúc)? {_SPAN}"
)
_DAYS_AFTER = re.compile(
    rf"(?P<day>[0-9]{{1,2}}) ngày (?P<where>sau(?: khi)?(?: kết thúc)? {_SPAN}"
    rf"|kể từ(?: ngày| khi)? kết thúc {_SPAN})"
)
_DAY_OF_YEAR = re.compile(
    rf"(?P<day>[0-9]{{1,2}})(?: ?[/-] ?| tháng )(?P<month>[0-9]{{1,2}})(?: (?:{_EACH}) năm)?"
)
_LAST_DAY = re.compile(
    rf"(?:ngày )?(?:cuối|hết)(?: cùng)?(?: của)?(?: tháng cuối)?(?: của)?(?: {_EACH})? {_SPAN}"
)


def parse_deadline(text: str) -> DeadlineRule | None:
    """Read a deadline of the reporting calendar.

    Args:
        text: as written: "ngày 15 tháng cuối kỳ" (that day is still in time), "trước ngày 15 tháng
            cuối quý" (that day is late), "ngày 05 tháng sau kỳ", "ngày 20 hàng tháng", "ngày
            10/11", "10/11/2021", "05 ngày sau khi kết thúc kỳ", or blank (no deadline).

    Returns:
        The rule; None where the text cannot be read.
    """
    key = match_key(text).strip(" .;") if len(text) <= _LONGEST else "?"
    if not key:
        return DeadlineRule(text)
    if _LAST_DAY.fullmatch(key):
        return DeadlineRule(text, day=0)
    lead = _LEAD.match(key)
    assert lead is not None
    rest, before = key[lead.end() :], bool(lead["before"])
    reading = read_date(rest)
    if reading is not None and reading.kind == "day":
        full = reading.value
        if full is None:
            return None
        return DeadlineRule(text, full.day, full.month, full.year, before=before)
    if found := _DAY_OF_YEAR.fullmatch(rest):
        return _yearly(text, int(found["day"]), int(found["month"]), before)
    if found := _DAYS_AFTER.fullmatch(rest):
        return _monthly(text, int(found["day"]), after=True, before=before)
    digits, _, where = rest.partition(" ")
    if not re.fullmatch(r"[0-9]{1,2}", digits):
        return None
    if _IN_LAST_MONTH.fullmatch(where):
        return _monthly(text, int(digits), after=False, before=before)
    if _IN_NEXT_MONTH.fullmatch(where):
        return _monthly(text, int(digits), after=True, before=before)
    return None


DECREE_DAY: Final = 14
"""Decree 09/2019/NĐ-CP, article 12: a month's report covers the 15th of the month before to this
day, and so does that of a quarter, a half-year or a year in its last month."""
_DECREE: Final = "09/2019"


def parse_cutoff(text: str) -> int | None:
    """Read the day until which the figures of a period count.

    Args:
        text: as written in the plan: "Có" or a text that names Decree 09/2019/NĐ-CP, "Không" or
            blank (all days of the period), or a day: "ngày 9 tháng cuối kỳ".

    Returns:
        The day of the period's last month, 0 for its last one; None where it cannot be read.
    """
    key = match_key(text)
    if key in ("", match_key(YesNo.NO), "no"):
        return 0
    if key in (match_key(YesNo.YES), "yes", "x") or _DECREE in key:
        return DECREE_DAY
    rule = parse_deadline(text)
    if rule is None or rule.day is None or rule.month or rule.after:
        return None
    return rule.day - rule.before


def _yearly(text: str, day: int, month: int, before: bool) -> DeadlineRule | None:
    leap_year = 2020
    if not 1 <= month <= 12 or not 1 <= day <= last_day(leap_year, month).day:
        return None
    return DeadlineRule(text, day, month, before=before)


def _monthly(text: str, day: int, after: bool, before: bool) -> DeadlineRule | None:
    return DeadlineRule(text, day, after=after, before=before) if 1 <= day <= 31 else None


def deadline_for(rules: Iterable[DeadlineRule], period: Period) -> date | None:
    """The last day in time for the report of `period` under the rules of its kind.

    Where several hold (a row of the calendar for each quarter), the day nearest to the end of the
    period does. None where none holds.
    """
    days = [day for rule in rules if (day := rule.for_period(period))]
    return min(days, key=lambda day: (abs(day - period.end), day), default=None)
