"""Reporting periods, due texts of tasks, and the deadlines of the reporting calendar."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering

from plansheet.figures import full_year, last_day, read_date
from plansheet.text import match_key

_ONE_DAY = timedelta(days=1)
_ROMAN = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of period: how it is written, how many there are a year, what people call it."""

    form: str
    months: int
    count: int
    calendar: str


_KINDS = {
    "month": _Kind("M{:02d}", 1, 12, "Tháng"),
    "quarter": _Kind("Q{}", 3, 4, "Quý"),
    "half": _Kind("H{}", 6, 2, "6 tháng"),
    "nine_months": _Kind("9M", 9, 1, "9 tháng"),
    "year": _Kind("", 12, 1, "Năm"),
}
_WRITTEN_PERIOD = re.compile(
    r"(?P<year>[0-9]{4})(?:-(?:M(?P<month>[0-9]{1,2})|Q(?P<quarter>[0-9])|H(?P<half>[0-9])"
    r"|(?P<nine_months>9M)))?"
)


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A reporting period: "2021-M03", "2021-Q2", "2021-H1", "2021-9M" or "2021".

    Periods are ordered by their end, the shorter one first: 2021-M06 < 2021-Q2 < 2021-H1.

    Raises:
        ValueError: if there is no such kind, year or index.
    """

    kind: str
    year: int
    index: int = 1

    def __post_init__(self) -> None:
        if self.kind not in _KINDS:
            raise ValueError(f"no such kind of period: {self.kind!r}")
        if not 1900 <= self.year <= 2199 or not 1 <= self.index <= _KINDS[self.kind].count:
            raise ValueError(f"no such period: {self.kind} {self.index} of {self.year}")

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read a period as written on the command line, in either case.

        Raises:
            ValueError: if the text is no period.
        """
        found = _WRITTEN_PERIOD.fullmatch(text.strip().upper())
        if found is None:
            raise ValueError(f"not a period: {text!r}")
        parts = {kind: digits for kind, digits in found.groupdict().items() if digits}
        year = int(parts.pop("year"))
        kind, index = next(iter(parts.items()), ("year", "1"))
        return cls(kind, year, 1 if kind == "nine_months" else int(index))

    def __str__(self) -> str:
        suffix = _KINDS[self.kind].form.format(self.index)
        return f"{self.year}-{suffix}" if suffix else str(self.year)

    def __lt__(self, other: "Period") -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return self._order < other._order

    @property
    def _order(self) -> tuple[date, int]:
        return self.end, -self.start.toordinal()

    @property
    def start(self) -> date:
        """The first day."""
        return date(self.year, _KINDS[self.kind].months * (self.index - 1) + 1, 1)

    @property
    def end(self) -> date:
        """The last day."""
        return last_day(self.year, _KINDS[self.kind].months * self.index)

    @property
    def label(self) -> str:
        """The Vietnamese name: "Quý II/2021", "6 tháng đầu năm 2021"."""
        match self.kind:
            case "month":
                return f"Tháng {self.index}/{self.year}"
            case "quarter":
                return f"Quý {_ROMAN[self.index - 1]}/{self.year}"
            case "half":
                return f"6 tháng {'đầu' if self.index == 1 else 'cuối'} năm {self.year}"
            case "nine_months":
                return f"9 tháng năm {self.year}"
        return f"Năm {self.year}"

    @property
    def calendar_kind(self) -> str:
        """The word for this kind of period in the reporting calendar."""
        return _KINDS[self.kind].calendar

    @property
    def ends_year(self) -> bool:
        """Whether the year is over at the end of the period."""
        return self.end.month == 12

    @property
    def year_before(self) -> "Period":
        """The same period of the year before."""
        return Period(self.kind, self.year - 1, self.index)


def reporting_span(period: Period, cutoff: bool = False) -> tuple[date, date]:
    """Return the first and last day whose figures a report of the period covers.

    With `cutoff`, the days of Decree 09/2019/NĐ-CP, article 12: from the 15th of the month before
    the period to the 14th of its last month. Otherwise the calendar days.
    """
    if not cutoff:
        return period.start, period.end
    return (period.start - _ONE_DAY).replace(day=15), period.end.replace(day=14)


# ---------------------------------------------------------------- due texts

_QUARTERS = {
    "i": 1, "1": 1, "01": 1, "một": 1, "ii": 2, "2": 2, "02": 2, "hai": 2,
    "iii": 3, "3": 3, "03": 3, "ba": 3, "iv": 4, "4": 4, "04": 4, "tư": 4, "bốn": 4,
}  # fmt: skip
_Q = "(?P<quarter>" + "|".join(sorted(_QUARTERS, key=len, reverse=True)) + ")"
_YEAR = r"(?:(?:[,.]? ?năm | ?[/.-] ?| )(?P<year>[0-9]{4}|(?<=/)[0-9]{2}))?"
_SPANS = tuple(
    re.compile(form)
    for form in (
        rf"(?:quý |q)\.? ?{_Q}{_YEAR}",
        rf"(?:tháng |t)(?P<month>0?[1-9]|1[0-2]){_YEAR}",
        rf"(?P<months>0?6|0?9|sáu|chín) tháng(?: (?P<part>đầu|cuối))?(?: năm)?{_YEAR}",
        rf"(?:ngày )?(?P<day>[0-9]{{1,2}})(?: ?[/-] ?| tháng )(?P<month>[0-9]{{1,2}}){_YEAR}",
        r"(?:năm )?(?P<year>(?:19|20)[0-9]{2})",
        r"(?P<whole>cuối năm|hết năm|trong năm|cả năm)",
    )
)
_BOUND = re.compile(
    r"(?P<before>trước(?: ngày)?)? ?"
    r"(?:(?:hoàn thành|trình|chậm nhất|muộn nhất|là|vào|đến|trong|hết|cuối|khoảng|xong) )*"
    r"(?P<late>trước(?: ngày)?)? ?"
)
_JOINTS = re.compile(r" ?(?: - |-|,|;| và | đến | hoặc ) ?")
_EVERY = (
    ("year", re.compile(r"(?:h[àằ]ng|mỗi|từng) năm|thường niên")),
    ("quarter", re.compile(r"(?:h[àằ]ng|mỗi|từng) quý")),
    ("month", re.compile(r"(?:h[àằ]ng|mỗi|từng) tháng")),
    ("", re.compile(r"thường xuyên|liên tục|định kỳ|h[àằ]ng (?:tuần|ngày)")),
)


@dataclass(frozen=True, slots=True)
class Due:
    """When a task is due ("thời gian trình").

    Attributes:
        text: as written.
        date: the last day that is in time; None where the text names none, and for recurring tasks.
        recurring: whether the task comes back: "Hàng năm", "Hàng quý", "Thường xuyên".
        assumed_year: whether the text has no year ("Quý II") and the plan's first was taken.
        every: "year", "quarter" or "month" for a recurring task that has a due day, else "".
    """

    text: str
    date: datetime.date | None = None
    recurring: bool = False
    assumed_year: bool = False
    every: str = ""

    def on(self, period: Period) -> datetime.date | None:
        """Return the last day in time for somebody who reports on `period`.

        A yearly task is due on 31 December of that year, or on its day ("Quý IV hàng năm"); a
        quarterly or monthly one at the end of the quarter or month in which the period ends.
        """
        if self.every == "year":
            span = _span_of(_without(self.text, "year"), period.year)
            return span[1] if span else datetime.date(period.year, 12, 31)
        if self.every == "quarter":
            return Period("quarter", period.year, (period.end.month + 2) // 3).end
        if self.every == "month":
            return period.end
        return self.date


def parse_due(text: str, first_year: int) -> Due | None:
    """Read when a task is due.

    A quarter, a month, a year or a span of them means its last day; "trước ngày 30/6/2021" means
    the day before. A text without a year is of the plan's first.

    Args:
        text: as written: "Quý IV/2021", "Quý II", "Năm 2021", "Hàng năm", "30/6/2021", or blank.
        first_year: the plan's first year.

    Returns:
        The reading, with no date for a blank; None where the text cannot be read.
    """
    key = match_key(text)
    if not key:
        return Due(text)
    for every, pattern in _EVERY:
        if pattern.search(key):
            rest = _without(text, every)
            if rest and every != "year":
                return None
            if rest and _span_of(rest, first_year) is None:
                return None
            return Due(text, recurring=True, every=every)
    span = _span_of(key, first_year)
    return Due(text, span[1], assumed_year=span[2]) if span else None


def _without(text: str, every: str) -> str:
    """Return the key of a recurring due text without the words that make it recur."""
    pattern = dict(_EVERY)[every]
    return pattern.sub(" ", match_key(text)).strip(" ,;.-()")


def _span_of(key: str, first_year: int) -> tuple[date, date, bool] | None:
    """Return first day, last day in time, and whether the year was assumed."""
    key = re.sub(r" ?\([^()]*\)$", "", key).strip(" .,;")
    bound = _BOUND.match(key)
    before = bound is not None and bool(bound["before"] or bound["late"])
    rest = key[bound.end() :] if bound else key
    span = _plain_span(key, first_year) or _plain_span(rest, first_year)
    if span and before:
        last = span[0] - _ONE_DAY
        return last, last, span[2]
    return span


def _plain_span(key: str, first_year: int) -> tuple[date, date, bool] | None:
    reading = read_date(key)
    if reading is not None:
        if reading.value is None:
            return None
        start = reading.value.replace(day=1) if reading.kind == "month" else reading.value
        return start, reading.value, False
    for form in _SPANS:
        if found := form.fullmatch(key):
            return _span_of_parts(found.groupdict(), first_year)
    return _joined_span(key, first_year)


def _joined_span(key: str, first_year: int) -> tuple[date, date, bool] | None:
    """Read several spans in a row, "quý iii - iv/2021": from the first one to the last one."""
    pieces = _JOINTS.split(key.removeprefix("từ ").removeprefix("giai đoạn "))
    if not 2 <= len(pieces) <= 6:
        return None
    unit = re.match(r"quý |tháng |năm |ngày ", pieces[0])
    named = [
        piece if not unit or re.match(r"[^0-9iv]", piece) else unit[0] + piece for piece in pieces
    ]
    last = _plain_span(named[-1], first_year)
    if last is None:
        return None
    spans = [
        _plain_span(piece, last[1].year if not last[2] else first_year) for piece in named[:-1]
    ]
    if any(span is None or span[0] > last[1] for span in spans):
        return None
    first = spans[0]
    return (first[0], last[1], last[2]) if first else None


def _span_of_parts(parts: dict[str, str | None], first_year: int) -> tuple[date, date, bool] | None:
    written = parts.get("year")
    year = full_year(written) if written else first_year
    if not 1900 <= year <= 2199:
        return None
    first, last = 1, 12
    if quarter := parts.get("quarter"):
        first, last = 3 * _QUARTERS[quarter] - 2, 3 * _QUARTERS[quarter]
    elif months := parts.get("months"):
        nine = months in ("9", "09", "chín")
        first, last = (7, 12) if parts.get("part") == "cuối" else (1, 9 if nine else 6)
    elif month := parts.get("month"):
        first = last = int(month)
    if not 1 <= first <= 12:
        return None
    start, end = date(year, first, 1), last_day(year, last)
    if day := parts.get("day"):
        if not 1 <= int(day) <= end.day:
            return None
        start = end = end.replace(day=int(day))
    return start, end, written is None


# ---------------------------------------------------------------- reporting calendar

_GRACE = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class CalendarRule:
    """A row of the reporting calendar: a kind of period ("Quý") and its deadline as written."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """When the report of a period has to arrive.

    Attributes:
        text: as written.
        day: the day of the month; 0 means its last day; None means no deadline.
        month: the month of a fixed day of the year, 0 otherwise.
        year: the year of a full date, 0 otherwise.
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
        """Return the last day in time for the report of `period`, None if there is no deadline.

        A full date holds for the period that contains it or ended up to three months before.
        """
        if self.day is None:
            return None
        named = self._named_day(period)
        if named is None:
            return None
        return named - _ONE_DAY if self.before else named

    def _named_day(self, period: Period) -> date | None:
        if not self.month:
            near = period.end + _ONE_DAY if self.after else period.end
            return _clamped(near.year, near.month, self.day or 31)
        years = (self.year,) if self.year else (period.year - 1, period.year, period.year + 1)
        days = [_clamped(year, self.month, self.day or 31) for year in years]
        nearest = min(days, key=lambda day: abs(day - period.end))
        return nearest if period.start <= nearest <= period.end + _GRACE else None


def _clamped(year: int, month: int, day: int) -> date:
    """Return a day of a month, its last day where the month is shorter."""
    last = last_day(year, month)
    return last.replace(day=min(day, last.day))


_PERIOD_WORD = r"(?:kỳ(?: báo cáo)?|quý|năm|tháng)"
_DEADLINE_LEAD = re.compile(
    r"(?:(?:gửi|báo cáo|hạn gửi|hạn|chậm nhất|muộn nhất|không quá|là|vào|đến|hết) )*"
    r"(?P<before>trước )?(?:ngày )?"
)
_LAST_MONTH = re.compile(
    rf"(?:(?:của )?tháng cuối(?: cùng)?(?: của| mỗi| hằng| hàng)? {_PERIOD_WORD}"
    rf"|(?:h[àằ]ng|mỗi|của|trong) {_PERIOD_WORD}|cuối {_PERIOD_WORD}|)"
)
_NEXT_MONTH = re.compile(
    rf"(?:của )?tháng (?:(?:liền )?(?:sau|kế tiếp|tiếp theo|kế)(?: (?:của )?{_PERIOD_WORD})?"
    rf"|(?:đầu|đầu tiên|thứ nhất)(?: của)? {_PERIOD_WORD} (?:sau|tiếp theo|kế tiếp|kế))"
    rf"(?: {_PERIOD_WORD})?"
)
_YEARLY_DAY = re.compile(
    r"(?P<day>[0-9]{1,2})(?: ?[/-] ?| tháng )(?P<month>[0-9]{1,2})(?: (?:h[àằ]ng|mỗi) năm)?"
)
_MONTH_END = re.compile(
    rf"(?:ngày )?(?:cuối(?: cùng)?(?: của)?(?: tháng cuối)?|hết) {_PERIOD_WORD}"
)


def parse_deadline(text: str) -> DeadlineRule | None:
    """Read a deadline of the reporting calendar.

    Args:
        text: as written: "ngày 15 tháng cuối kỳ" (that day is still in time), "trước ngày 15 tháng
            cuối quý" (it is late), "ngày 05 tháng sau kỳ", "ngày 20 hàng tháng", "ngày 10/11",
            "10/11/2021", or blank (no deadline).

    Returns:
        The rule; None where the text cannot be read.
    """
    key = match_key(text).strip(" .;")
    if not key:
        return DeadlineRule(text)
    if _MONTH_END.fullmatch(key):
        return DeadlineRule(text, day=0)
    lead = _DEADLINE_LEAD.match(key)
    before = lead is not None and bool(lead["before"])
    rest = key[lead.end() :] if lead else key
    reading = read_date(rest)
    if reading is not None and reading.kind == "day":
        day = reading.value
        return day and DeadlineRule(text, day.day, day.month, day.year, before=before)
    if found := _YEARLY_DAY.fullmatch(rest):
        day_no, month = int(found["day"]), int(found["month"])
        if 1 <= month <= 12 and 1 <= day_no <= last_day(2020, month).day:
            return DeadlineRule(text, day_no, month, before=before)
        return None
    digits = re.match(r"[0-9]{1,2}(?= |$)", rest)
    if digits is None or not 1 <= int(digits[0]) <= 31:
        return None
    where = rest[digits.end() :].strip()
    if _LAST_MONTH.fullmatch(where):
        return DeadlineRule(text, int(digits[0]), before=before)
    if _NEXT_MONTH.fullmatch(where):
        return DeadlineRule(text, int(digits[0]), after=True, before=before)
    return None


def deadline_for(calendar: Sequence[CalendarRule], period: Period) -> date | None:
    """Return the last day in time for the report of `period`, None if the calendar has none.

    Where several rows of one kind hold (a row for each quarter), the day nearest to the end of the
    period does.
    """
    wanted = match_key(period.calendar_kind)
    rules = (parse_deadline(row.text) for row in calendar if match_key(row.kind) == wanted)
    days = [day for rule in rules if rule and (day := rule.for_period(period))]
    return min(days, key=lambda day: abs(day - period.end), default=None)
