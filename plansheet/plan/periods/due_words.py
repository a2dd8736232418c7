"""The words of due texts: parts of the year, how often, what joins and bounds them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from plansheet.language.numbers_and_dates import MONTH_WORDS, YEARS, full_year, last_day

_QUARTERS: Final = {
    "i": 1, "1": 1, "01": 1, "một": 1, "ii": 2, "2": 2, "02": 2, "hai": 2,
    "iii": 3, "3": 3, "03": 3, "ba": 3, "iv": 4, "4": 4, "04": 4, "tư": 4, "bốn": 4,
}  # fmt: skip
_ENGLISH: Final = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
_NO_SUCH: Final = 99
"""A day or month that no calendar has."""
_MONTHS: Final = {
    **{word: n for word, n in MONTH_WORDS.items() if word != "năm"},
    **{name: n for n, name in enumerate(_ENGLISH, start=1)},
}
"""Months by name; "tháng năm" may be May, but also "a month of the year"."""


@dataclass(frozen=True, slots=True)
class YearPart:
    """A part of a year as a text names it: the year, months in a row, or a day.

    Attributes:
        first, last: the months, equal for one month or day.
        day: the day of the month; 0 where the text names none, -1 for the last one.
        year: the year; 0 where the text leaves it out.
        approximate: whether only its beginning or middle is meant ("đầu quý III").
    """

    first: int = 1
    last: int = 12
    day: int = 0
    year: int = 0
    approximate: bool = False

    @property
    def is_year(self) -> bool:
        """Whether it is a whole year."""
        return (self.first, self.last, self.day) == (1, 12, 0)

    @property
    def start(self) -> date | None:
        """The first day; None where there is no such day."""
        return self._date(self.first, self.day or 1)

    @property
    def end(self) -> date | None:
        """The last day; None where there is no such day."""
        return self._date(self.last, self.day)

    def _date(self, month: int, day: int) -> date | None:
        if self.year not in YEARS or not 1 <= month <= 12:
            return None
        last = last_day(self.year, month)
        if day <= 0:
            return last
        return last.replace(day=day) if day <= last.day else None

    def narrowed(self, third: str) -> YearPart:
        """Its beginning or middle, as far as offices mean one: of a year the first quarter."""
        if self.day or third == "cuối":
            return self
        at = 0 if third == "đầu" else 1
        if self.first == self.last:
            return replace(self, day=10 * (at + 1), approximate=True)
        length = self.last - self.first + 1
        step = length // 4 if length == 12 else length // 3
        last = self.first - 1 + step * (2 * at or 1 if length == 12 else at + 1)
        return replace(self, last=last, approximate=True)


@dataclass(frozen=True, slots=True)
class DueWord:
    """A word, or words that belong together, of a due text.

    Attributes:
        kind: "part", "day", "every", "unit" (of time, in a list: "tháng, quý"), "always",
            "sometimes" (comes back, but when: "02 lần/năm"), "from", "to", "before", "after",
            "onwards", "and", "or", "extended", "open", "close", "skip" (says nothing of the time),
            "other" (is not understood).
        text: the words, as they are compared.
        part: of "part".
        every: of "every" and "unit": "year", "half", "nine_months", "quarter", "month", or "" for
            what has no day of its own.
        day: of "day".
    """

    kind: str
    text: str
    part: YearPart | None = None
    every: str = ""
    day: int = 0


_YEAR4: Final = "(?:19|20)[0-9]{2}"
_IN_YEAR: Final = rf"(?P<year>{_YEAR4}|(?<=/)[0-9]{{2}})(?![0-9/])"
_OF_YEAR: Final = rf"(?:(?: ?[,.]? ?(?:của )?năm | ?[/.-] ?|, ?| ){_IN_YEAR})?"
_QUARTER: Final = rf"(?P<quarter>{'|'.join(sorted(_QUARTERS, key=len, reverse=True))})(?!\w)"
_NUMBERED: Final = r"(?P<month>0?[1-9]|1[0-2])(?![0-9])"
_NAMED: Final = rf"(?P<month>{'|'.join(sorted(_MONTHS, key=len, reverse=True))})(?!\w)"
_TIME: Final = r"(?:[ t][0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?z?)?"
_DAY: Final = r"(?P<day>[0-9]{1,2})"
_MONTH: Final = r"(?P<month>[0-9]{1,2})"
_HALF: Final = r"(?P<months>0?3|0?6|0?9|ba|sáu|chín) tháng"
_EVERY: Final = (
    r"(?P<every>(?:0?[13691] )?tháng|(?:ba|sáu|chín) tháng|(?:0?1 )?(?:quý|năm)|tuần|ngày)(?!\w)"
)
_NO_NUMBER: Final = r"(?! ?(?:[0-9]|[iv]+\b))"

_PARTS: Final = tuple(
    re.compile(form)
    for form in (
        rf"(?:ngày )?{_DAY} ?(?P<mark>[-/.]) ?{_MONTH} ?(?P=mark) ?"
        rf"(?P<year>[0-9]{{4}}|[0-9]{{2}})(?![0-9/]){_TIME}",
        rf"(?P<year>[0-9]{{4}})(?P<mark>[-/.]){_MONTH}(?P=mark){_DAY}(?![0-9]){_TIME}",
        rf"{_HALF} (?P<half>đầu|cuối)(?:(?: của)? năm)?(?: ?/? ?{_IN_YEAR})?",
        rf"{_HALF}(?: năm)? {_IN_YEAR}",
        rf"nửa (?P<half>đầu|cuối) năm(?: ?/? ?{_IN_YEAR})?",
        rf"(?:ngày )?{_DAY} tháng {_NUMBERED}{_OF_YEAR}",
        rf"(?:ngày )?{_DAY} tháng {_NAMED}(?! lần){_OF_YEAR}",
        rf"(?:tháng )?{_MONTH} ?[-/.] ?(?P<year>[0-9]{{4}})(?![0-9/.-])",
        rf"(?P<year>{_YEAR4})[-/]{_MONTH}(?![0-9])",
        rf"(?:ngày )?{_DAY}[-/]{_MONTH} (?:năm )?(?P<year>{_YEAR4})(?![0-9/.-])",
        rf"ngày {_DAY} ?[-/.] ?{_MONTH}(?![0-9/])",
        rf"{_DAY}/{_MONTH}(?![0-9/])",
        rf"(?:quý |q)\.? ?{_QUARTER}{_OF_YEAR}",
        rf"(?:quý )(?P<no_quarter>[05-9]|[0-9]{{2}}|v+i*|x+)(?!\w){_OF_YEAR}",
        rf"(?P<last>ngày cuối)(?: cùng)?(?: của)? tháng {_NUMBERED}{_OF_YEAR}",
        rf"(?:tháng |thg ?|t){_NUMBERED}{_OF_YEAR}",
        rf"tháng {_NAMED}(?! lần){_OF_YEAR}",
        rf"(?P<month>{'|'.join(_ENGLISH)})[a-z]*[-/ ](?P<year>[0-9]{{4}}|[0-9]{{2}})(?![0-9])",
        rf"(?P<quarter>i{{1,3}}|iv) ?/ ?(?P<year>{_YEAR4})(?![0-9/])",
        rf"(?:(?:trong|cả|hết|suốt) )*(?:năm )?(?P<year>{_YEAR4})(?![0-9])",
        rf"(?:trong |cả |hết |suốt )+năm(?: nay)?(?!\w){_NO_NUMBER}(?! (?:sau|tới|tiếp|học))",
    )
)
_BARE_YEAR: Final = re.compile(rf"năm(?: nay)?(?!\w){_NO_NUMBER}")
_MORE: Final = {
    "quarter": re.compile(rf"{_QUARTER}{_OF_YEAR}"),
    "month": re.compile(rf"{_NUMBERED}(?!\w){_OF_YEAR}"),
    "day": re.compile(rf"{_DAY}(?![0-9/.-])"),
}
"""What goes on with the unit of the part before: "quý III - IV/2021", "tháng 6, 12"."""
_THIRD: Final = re.compile(
    r"(?P<third>đầu|giữa|cuối|thượng tuần|trung tuần|hạ tuần)(?: của)? "
    r"(?=quý|tháng|năm|q[1-4iv]|t[0-9])"
)
_THIRDS: Final = {"thượng tuần": "đầu", "trung tuần": "giữa", "hạ tuần": "cuối"}
_SAID_EVERY: Final = {
    "năm": "year", "quý": "quarter", "tháng": "month",
    "1 năm": "year", "1 quý": "quarter", "1 tháng": "month",
    "3 tháng": "quarter", "ba tháng": "quarter", "6 tháng": "half", "sáu tháng": "half",
    "9 tháng": "nine_months", "chín tháng": "nine_months",
}  # fmt: skip
_DOCUMENT: Final = (
    r"kế hoạch|quyết định|nghị quyết|chỉ thị|thông báo|công văn|kết luận|văn bản|đề án"
)
_SAYS_NOTHING: Final = (
    r"hoàn thành|thực hiện|triển khai|về|trình|xong|chậm nhất|muộn nhất|là|vào|trong|hết|cuối|ngay"
    r"|ban hành|tổ chức|tham mưu|xây dựng|phê duyệt|thông qua|báo cáo|gửi|nộp|dự kiến|phấn đấu"
    r"|giai đoạn|thời kỳ|thời gian|thời hạn|tiến độ|hạn|của|cơ bản|tiếp tục|duy trì|sơ kết|tổng kết"
    r"|đánh giá|công bố|thẩm định|hoàn thiện|theo quy định|ngày cuối(?: cùng)?|mốc|các|đợt [0-9]"
    r"|lần (?:thứ )?(?:[0-9]|nhất|hai)|(?:ubnd|hđnd)(?: tỉnh)?|tỉnh ủy|chính phủ|thủ tướng"
)
_WORDS: Final = tuple(
    (kind, re.compile(words))
    for kind, words in (
        ("other", rf"(?:theo |tại )?(?:{_DOCUMENT})(?: số)? [0-9]+[^ ,;()]*(?:,? ngày [0-9/.-]+)?"),
        ("other", rf"tết(?!\w)(?: [^,;()0-9]*)?(?: ?{_YEAR4})?"),
        (
            "other",
            rf"(?:tại |trước |sau )?(?:kỳ họp|phiên họp)(?: [^,;()0-9]*?)? ?(?:đầu|giữa|cuối) năm"
            rf"(?: {_YEAR4})?",
        ),
        ("other", r"tuần (?:thứ )?(?:[1-5]|nhất|hai|ba|tư)(?!\w)"),
        ("other", r"đến nay(?!\w)|năm học [0-9]{4}(?: ?- ?[0-9]{4})?"),
        ("sometimes", r"(?:0?[2-9]|hai|ba|bốn) năm (?:một |1 |/ ?)?lần(?!\w)"),
        (
            "sometimes",
            r"(?:0?[2-9]|hai|ba|bốn)(?: lần| đợt) ?(?:/|mỗi|một|trong) ?(?:năm|quý|tháng)(?!\w)",
        ),
        (
            "every",
            rf"(?:theo )?(?:định kỳ )?(?:h[àằ]ng|mỗi|từng) {_EVERY}(?:(?: một| 1| 01)? lần)?",
        ),
        ("every", rf"(?:theo )?định kỳ:? {_EVERY}{_NO_NUMBER}(?:(?: ?/| một| 1| 01)? ?lần)?"),
        ("every", rf"(?:(?:0?1|một) lần ?(?:/|mỗi|một|trong) ?){_EVERY}"),
        ("every", rf"{_EVERY} ?(?:/ ?|một |1 |01 )lần(?!\w)"),
        ("every", rf"các (?P<every>quý|tháng)(?: trong năm| của năm)?(?!\w){_NO_NUMBER}"),
        ("every", rf"các (?P<every>năm)(?!\w)(?! (?:tiếp|sau|kế|tới)){_NO_NUMBER}"),
        ("every", r"thường niên"),
        ("always", r"thường xuyên|liên tục|quanh năm|(?:theo )?định kỳ(?!\w)"),
        ("skip", r"chuyển tiếp(?!\w)"),
        ("onwards", r"(?:và )?(?:các|những) năm (?:tiếp theo|sau|kế tiếp)(?!\w)|trở đi(?!\w)"),
        (
            "extended",
            r"(?:gia hạn|kéo dài|lùi|hoãn|dời|điều chỉnh|chuyển)(?: thời (?:gian|hạn))?(?!\w)",
        ),
        ("skip", r"từ nay (?=đến|tới)|(?:sang|thành|lại)(?!\w)"),
        ("skip", r"(?:ngày )?[0-9]{1,2} ?(?:-|đến) ?(?=(?:ngày )?[0-9]{1,2}(?:/| tháng )[0-9])"),
        ("after", r"không (?:trước|sớm hơn)(?!\w)"),
        ("from", r"(?:bắt đầu |kể )?từ(?!\w)|bắt đầu(?!\w)"),
        ("to", r"(?:cho )?(?:đến|tới)(?: hết)?(?!\w)|->|→|-"),
        ("before", r"trước(?!\w)"),
        ("after", r"sau(?!\w)"),
        ("and", r"và(?!\w)|[,;&+]"),
        ("or", r"hoặc(?!\w)"),
        ("open", r"\("),
        ("close", r"\)"),
        ("unit", rf"(?:cả )?{_EVERY}(?= ?(?:$|[,;&()]|và |hoặc ))"),
        ("day", rf"(?:các )?ngày {_DAY}(?![0-9/.-])"),
        ("day", rf"{_DAY}(?= (?:h[àằ]ng|mỗi) tháng)"),
        (
            "skip",
            rf"(?:{_SAYS_NOTHING})(?!\w)|[.:*]",
        ),
        ("other", r"[^ ,;()]+|."),
    )
)


def words_of(key: str) -> list[DueWord]:
    """The words of a due text, by its match key; what is not understood is there as "other"."""
    found: list[DueWord] = []
    at, third = 0, ""
    while at < len(key):
        if key[at] == " ":
            at += 1
            continue
        if match := _THIRD.match(key, at):
            third = _THIRDS.get(match["third"], match["third"])
            at = match.end()
            continue
        word, at = _word_at(key, at, found, bool(third))
        if third and word.part is not None:
            word = replace(word, part=word.part.narrowed(third))
        found.append(word)
        third = ""
    return found


def _word_at(key: str, at: int, before: list[DueWord], after_third: bool) -> tuple[DueWord, int]:
    if after_third and (match := _BARE_YEAR.match(key, at)):
        return DueWord("part", match[0], YearPart()), match.end()
    for form in (*_going_on(before), *_PARTS):
        if match := form.match(key, at):
            if form is _MORE["day"]:
                return DueWord("day", match[0], day=int(match["day"])), match.end()
            return DueWord("part", match[0], _part_of(match.groupdict())), match.end()
    kind, match = next((k, m) for k, form in _WORDS if (m := form.match(key, at)))
    groups = match.groupdict()
    every = (
        _SAID_EVERY.get((groups.get("every") or "năm").lstrip("0"), "")
        if kind in ("every", "unit")
        else ""
    )
    if kind == "every" and not every:
        kind = "always"
    day = int(groups["day"]) if kind == "day" else 0
    return DueWord(kind, match[0], every=every, day=day), match.end()


def _going_on(before: list[DueWord]) -> Iterator[re.Pattern[str]]:
    """What a bare number means after a part and a joint: another of the same unit."""
    if len(before) < 2 or before[-1].kind not in ("and", "to", "or"):
        return
    last = before[-2]
    if last.kind == "day":
        yield _MORE["day"]
    elif last.part is not None and not last.part.day:
        if last.part.first == last.part.last:
            yield _MORE["month"]
        elif last.part.last - last.part.first == 2 and not last.part.approximate:
            yield _MORE["quarter"]


def _part_of(said: Mapping[str, str | None]) -> YearPart:
    """The part of a year that the named groups of a form say."""
    year = full_year(said["year"] or "") if said.get("year") else 0
    if quarter := said.get("quarter"):
        n = _QUARTERS[quarter]
        return YearPart(3 * n - 2, 3 * n, year=year)
    if said.get("half") or said.get("months"):
        length = {"3": 3, "ba": 3, "9": 9, "chín": 9}.get((said.get("months") or "").lstrip("0"), 6)
        last = 12 if said.get("half") == "cuối" else length
        return YearPart(last - length + 1, last, year=year)
    if said.get("no_quarter"):
        return YearPart(_NO_SUCH, _NO_SUCH, year=year)
    if month := said.get("month"):
        n = _MONTHS.get(month) or (int(month) if month.isdecimal() else _NO_SUCH)
        day = -1 if said.get("last") else int(said.get("day") or 0)
        return YearPart(n, n, day or (_NO_SUCH if said.get("day") else 0), year)
    return YearPart(year=year)
