"""The periods that a title names, as people write them: "QUÝ I/2021", "6 tháng đầu năm 2021"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from plansheet.language.text import match_key
from plansheet.plan.periods.period import Period

_DIGITS: Final = r"(?P<year>(?:19|20|21)[0-9]{2})\b"
_YEAR: Final = rf"(?:\s*[-/,.]\s*|\s+)?(?:năm\s+)?{_DIGITS}"
_NUMBER: Final = {
    **{word: at for at, word in enumerate(("i", "ii", "iii", "iv"), 1)},
    **{word: at for at, word in enumerate(("một", "hai", "ba", "bốn"), 1)},
    **{word: int(word) for word in ("1", "2", "3", "4")},
    "nhất": 1,
    "tư": 4,
}
_QUARTER: Final = (
    rf"(?:quý\s*|q)0?(?P<quarter>{'|'.join(sorted(_NUMBER, key=len, reverse=True))})\b"
)
_OTHER: Final = re.compile(r"so với|cùng kỳ|kỳ trước|năm trước|kế hoạch số|quyết định số")
"""Words of a text that names a period to compare with, or the day of a document."""
_FORMS: Final[Mapping[str, Callable[[re.Match[str]], tuple[str, int]]]] = {
    rf"\b{_QUARTER}{_YEAR}": lambda found: ("quarter", _NUMBER[found["quarter"]]),
    rf"(?<!ngày [0-9] )(?<!ngày [0-9]{{2}} )(?<!đến )\btháng\s*(?P<month>0?[1-9]|1[0-2]){_YEAR}": (
        lambda found: ("month", int(found["month"]))
    ),
    rf"\b(?:0?6|sáu)\s*tháng(?:\s*(?P<half>đầu|cuối)(?:\s*năm)?)?{_YEAR}": (
        lambda found: ("half", 2 if found["half"] == "cuối" else 1)
    ),
    rf"\b(?:0?3|ba)\s*tháng\s*đầu(?:\s*năm)?{_YEAR}": lambda _: ("quarter", 1),
    rf"\b(?:0?9|chín)\s*tháng(?:\s*đầu)?(?:\s*năm)?{_YEAR}": lambda _: ("nine_months", 1),
    rf"(?:[-:]\s*|\b(?:cả|báo cáo|kỳ)\s+)năm\s+{_DIGITS}\W*$": lambda _: ("year", 1),
}
_COMPILED: Final = tuple((re.compile(form), read) for form, read in _FORMS.items())
_ALONE: Final = re.compile(rf"\bquý\s*(?P<quarter>iv|i{{1,3}}|[1-4])\b(?!{_YEAR})")
_CODE: Final = re.compile(r"(?<![0-9A-Za-z])[0-9]{4}-(?:M[0-9]{2}|Q[1-4]|H[12]|9M)(?![0-9A-Za-z])")


def periods_named(text: str, years: Iterable[int]) -> Iterator[Period]:
    """The periods that a text names; a quarter without a year is one of the year that another has.

    Where none has, it may be one of any of `years`.

    A year is one only where it ends the title ("… – Năm 2021", "Báo cáo năm 2021"): most titles
    name that of the plan. Nothing is read in a text that compares, or that cites a document.
    """
    key = match_key(text)
    if _OTHER.search(key):
        return
    dated = [
        Period(kind, int(found["year"]), index)
        for form, read in _COMPILED
        for found in form.finditer(key)
        for kind, index in (read(found),)
    ]
    yield from dated
    years = {period.year for period in dated} or years
    for found in _ALONE.finditer(key):
        for year in years:
            yield Period("quarter", year, _NUMBER[found["quarter"]])
    yield from period_codes(text)


def period_codes(text: str) -> Iterator[Period]:
    """The periods in a text that are written as in the names of issued files: "SYT_2021-Q1"."""
    for found in _CODE.findall(text.upper()):
        try:
            yield Period.parse(found)
        except ValueError:
            continue
