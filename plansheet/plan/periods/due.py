"""When a task is due ("thời gian trình"): "Quý IV/2021", "Hàng năm", "trước ngày 30/6/2021"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from plansheet.language.numbers_and_dates import YEARS, full_year, last_day, read_date
from plansheet.language.text import match_key
from plansheet.plan.periods.deadline import parse_deadline
from plansheet.plan.periods.period import Period

_ONE_DAY = timedelta(days=1)
_LONGEST = 120


class _Span(NamedTuple):
    """The days that a text names, and whether it left the year out."""

    first: date
    last: date
    assumed_year: bool


_QUARTERS = {
    "i": 1, "1": 1, "01": 1, "một": 1, "ii": 2, "2": 2, "02": 2, "hai": 2,
    "iii": 3, "3": 3, "03": 3, "ba": 3, "iv": 4, "4": 4, "04": 4, "tư": 4, "bốn": 4,
}  # fmt: skip
_QUARTER = "(?P<quarter>" + "|".join(sorted(_QUARTERS, key=len, reverse=True)) + ")"
_OF_YEAR = r"(?:(?:[,.]? ?năm | ?[/.-] ?| )(?P<year>[0-9]{4}|(?<=/)[0-9]{2}))?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?:quý |q)\.? ?{_QUARTER}{_OF_YEAR}",
        rf"(?:tháng |t)(?P<month>0?[1-9]|1[0-2]){_OF_YEAR}",
        rf"(?P<months>0?6|0?9|sáu|chín) tháng(?: (?P<half>đầu|cuối))?(?: năm)?{_OF_YEAR}",
        rf"(?:ngày )?(?P<day>[0-9]{{1,2}})(?: ?[/-] ?| tháng )(?P<month>[0-9]{{1,2}}){_OF_YEAR}",
        r"(?:năm )?(?P<year>(?:19|20)[0-9]{2})",
        r"(?:(?:cuối|hết|trong|cả) )?năm",
    )
)
_LEAD = re.compile(
    r"(?:(?:hoàn thành|thực hiện|trình|xong|chậm nhất|muộn nhất|là|vào|đến|từ|bắt đầu|trong|hết"
    r"|cuối|giai đoạn|(?P<before>trước)(?: ngày)?)(?: |$))*"
)
_JOINT = re.compile(r" - | ?[-,;] ?| và | đến | hoặc ")
_BARE = re.compile(r"[0-9iv](?![0-9]{3}$)")
_EVERY = (
    ("year", re.compile(r"(?:h[àằ]ng|mỗi|từng) năm|thường niên")),
    ("quarter", re.compile(r"(?:h[àằ]ng|mỗi|từng) quý")),
    ("month", re.compile(r"(?:h[àằ]ng|mỗi|từng) tháng")),
    ("", re.compile(r"thường xuyên|liên tục|định kỳ|(?:h[àằ]ng|mỗi) (?:tuần|ngày)")),
)
_NO_DAY = re.compile(
    r"\b(?:định kỳ|thường xuyên|liên tục|báo cáo|thực hiện|triển khai|tổ chức|theo"
    r"|(?:h[àằ]ng )?(?:tháng|quý|năm|6 tháng|9 tháng)(?=[ ,;]*(?:và |,|;|$)))(?!\w)"
)
_EDGE = re.compile(r"^(?:[ ,;.()-]|và\b)+|(?:[ ,;.()-]|\bvà)+$")


@dataclass(frozen=True, slots=True)
class Due:
    """When a task is due.

    Attributes:
        text: as written.
        date: the last day that is in time; None where the text names none, and for recurring tasks.
        recurring: whether the task comes back: "Hàng năm", "Hàng quý", "Thường xuyên".
        assumed_year: whether the text has no year ("Quý II") and the plan's first was taken.
        every: "year", "quarter" or "month" for a recurring task with a due day, else "".
    """

    text: str
    date: datetime.date | None = None
    recurring: bool = False
    assumed_year: bool = False
    every: str = ""

    def turn(self, period: Period) -> Period | None:
        """The turn of a recurring task to which a report on `period` belongs.

        That is the year, quarter or month in which the period ends. None where nothing recurs, or
        at no known times (“Thường xuyên”).
        """
        if not self.every:
            return None
        month = period.end.month
        index = {"year": 1, "quarter": (month + 2) // 3, "month": month}[self.every]
        return Period(self.every, period.year, index)

    def on(self, period: Period) -> datetime.date | None:
        """The last day in time, as seen by somebody who reports on `period`.

        A yearly task is due on 31 December of the year reported on, or on its own day ("Quý IV hàng
        năm"); a quarterly or monthly one at the end of the quarter or month in which the period
        ends, or on its day there ("ngày 20 hàng tháng").
        """
        if not self.every:
            return self.date
        if self.every == "year":
            own = _yearly_span(self.text, period.year)
            return own.last if own else datetime.date(period.year, 12, 31)
        month = period.end.month
        index = (month + 2) // 3 if self.every == "quarter" else month
        turn = Period(self.every, period.year, index)
        rule = parse_deadline(self.text)
        return (rule.for_period(turn) if rule else None) or turn.end


def parse_due(text: str, first_year: int) -> Due | None:
    """Read when a task is due.

    A quarter, a month, a year, or a span of them, means its last day. "Trước" leaves out what
    follows it: "trước ngày 30/6/2021" means 29 June. A text without a year is of the plan's first.

    Args:
        text: as written: "Quý IV/2021", "Quý II", "Năm 2021", "Hàng năm", "30/6/2021", or blank.
        first_year: the plan's first year.

    Returns:
        The reading, with no date for a blank; None where the text cannot be read.
    """
    key = match_key(text) if len(text) <= _LONGEST else "?"
    if not key:
        return Due(text)
    for every, pattern in _EVERY:
        if pattern.search(key):
            return _recurring(text, every, _without(key, pattern), first_year)
    span = _span(key, first_year)
    return Due(text, span.last, assumed_year=span.assumed_year) if span else None


def _recurring(text: str, every: str, rest: str, first_year: int) -> Due | None:
    """The recurring due if what else stands in the text can be understood."""
    due = Due(text, recurring=True, every=every)
    if not rest:
        return due
    if every == "year":
        return due if _span(rest, first_year) else None
    return due if every and parse_deadline(text) else None


def _yearly_span(text: str, year: int) -> _Span | None:
    """The part of the year that a yearly due text names, None if it names none."""
    span = _span(_without(match_key(text), _EVERY[0][1]), year)
    return span if span and span.assumed_year else None


def _without(key: str, words: re.Pattern[str]) -> str:
    """What a recurring due text says besides that it recurs."""
    return _EDGE.sub("", " ".join(_NO_DAY.sub(" ", words.sub(" ", key)).split()))


def _span(key: str, first_year: int) -> _Span | None:
    key = re.sub(r" ?\([^()]*\)$", "", key).strip(" .,;")
    lead = _LEAD.match(key)
    assert lead is not None
    span = _bare_span(key, first_year) or _bare_span(key[lead.end() :], first_year)
    if span and lead["before"]:
        last = span.first - _ONE_DAY
        return _Span(last, last, span.assumed_year)
    return span


def _bare_span(key: str, first_year: int) -> _Span | None:
    return _single_span(key, first_year) or _joined_span(key, first_year)


def _single_span(key: str, first_year: int) -> _Span | None:
    reading = read_date(key)
    if reading is not None:
        if reading.value is None:
            return None
        first = reading.value.replace(day=1) if reading.kind == "month" else reading.value
        return _Span(first, reading.value, assumed_year=False)
    for form in _FORMS:
        if found := form.fullmatch(key):
            return _span_of(found.groupdict(), first_year)
    return None


def _joined_span(key: str, first_year: int) -> _Span | None:
    """Read several parts of the year in a row, "quý iii - iv/2021", as one from first to last."""
    pieces = _JOINT.split(key)
    if not 2 <= len(pieces) <= 6:
        return None
    word = re.match(r"quý |tháng |năm |ngày ", pieces[0])
    if word:
        pieces = [word[0] + piece if _BARE.match(piece) else piece for piece in pieces]
    last = _single_span(pieces[-1], first_year)
    if last is None:
        return None
    spans = [_single_span(piece, last.last.year) for piece in pieces[:-1]]
    if any(span is None or span.first > last.last for span in spans) or spans[0] is None:
        return None
    return _Span(spans[0].first, last.last, last.assumed_year)


def _span_of(parts: Mapping[str, str | None], first_year: int) -> _Span | None:
    """The days of a quarter, a month, a day, six or nine months, or a year."""
    written = parts.get("year")
    year = full_year(written) if written else first_year
    first, last = 1, 12
    if quarter := parts.get("quarter"):
        first, last = 3 * _QUARTERS[quarter] - 2, 3 * _QUARTERS[quarter]
    elif months := parts.get("months"):
        nine = months in ("9", "09", "chín")
        first, last = (7, 12) if parts["half"] == "cuối" else (1, 9 if nine else 6)
    elif month := parts.get("month"):
        first = last = int(month)
    if year not in YEARS or not 1 <= first <= 12:
        return None
    start, end = date(year, first, 1), last_day(year, last)
    if day := parts.get("day"):
        if not 1 <= int(day) <= end.day:
            return None
        start = end = end.replace(day=int(day))
    return _Span(start, end, written is None)
