"""When a task is due and to whom it goes up, where only its own sentence says so.

"… trình UBND tỉnh trong quý II/2026", "… trước ngày 31/3/2026". A year alone is no deadline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from plansheet.plan.periods import Due, parse_due

_SLASH = r"\s*[/.-]\s*"
_END = (
    rf"(?:ngày\s+\d{{1,2}}(?:{_SLASH}\d{{1,2}}(?:{_SLASH}\d{{4}})?"
    r"|\s+tháng\s+\d{1,2}(?:\s+năm\s+\d{4})?)"
    rf"|tháng\s+\d{{1,2}}(?:{_SLASH}\d{{4}}|\s+năm\s+\d{{4}})?"
    rf"|quý\s+(?:IV|I{{1,3}}|[1-4])(?:{_SLASH}\d{{4}}|\s+năm\s+\d{{4}})?)"
)
_DEADLINE = re.compile(
    rf"\b(?:trong|trước|chậm nhất|muộn nhất|xong)(?:\s+(?:là|vào|trong|trước))*"
    rf"(?:\s+(?:cuối|đầu|hết))?\s+{_END}(?![\w/])(?:\s+(?:h[àằ]ng|mỗi)\s+(?:tháng|quý|năm)\b)?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\d{4}")
_OF_TIME_PAST = re.compile(r"\b(?:từ|sau|kể từ)\s+$", re.IGNORECASE)
_AUTHORITY = (
    r"(?:(?:(?:Ban Thường vụ|Thường trực|Chủ tịch|Ban Cán sự [Đđ]ảng)\s+)?"
    r"(?:(?:Tỉnh|Thành|Huyện|Đảng)\s+[uủ][ỷy]|(?:HĐND|UBND|Hội đồng nhân dân|[UỦ]y ban nhân dân"
    r"|Uỷ ban nhân dân)(?:\s+(?:tỉnh|thành phố|huyện|xã|phường|đặc khu))?)"
    r"|Thủ tướng Chính phủ|Chính phủ|Quốc hội|Bộ Chính trị|Trung ương)"
)
_LEVEL = re.compile(rf"\b[Tt]rình\s+(?P<level>{_AUTHORITY}(?:(?:,|\s+và)\s+{_AUTHORITY})*)")


def _is_a_time(due: Due) -> bool:
    return due.date is not None or due.recurrence is not None


@dataclass(frozen=True, slots=True)
class Deadline:
    """What a sentence says of the time: `due` and `level` verbatim, `doubt` where it says more."""

    due: str = ""
    level: str = ""
    doubt: str = ""


def deadline_of(text: str, first_year: int, last_year: int) -> Deadline:
    """The deadline in the text of a task and the body that it is submitted to.

    Args:
        text: one task, verbatim.
        first_year, last_year: of the plan.
    """
    found = list(
        dict.fromkeys(
            match[0]
            for match in _DEADLINE.finditer(text)
            if not _OF_TIME_PAST.search(text[: match.start()])
            and _is_a_time(parse_due(match[0], first_year))
        )
    )
    years = [int(year) for named in found for year in _YEAR.findall(named)]
    quoted = "”, “".join(found)
    if len(found) > 1:
        return Deadline(doubt=f"nhiều thời hạn trong câu: “{quoted}”")
    if any(not first_year <= year <= last_year for year in years):
        return Deadline(doubt=f"thời hạn trong câu ngoài các năm của kế hoạch: “{quoted}”")
    level = _LEVEL.search(text) if found else None
    return Deadline("".join(found), level["level"] if level else "")
