"""The grammar of target texts: "ít nhất 50", "duy trì dưới 3%", "7-9", "trên 3% và dưới 5%".

Every number of a text is accounted for: it is a bound, the total of a count, or stands in words
that are known to say something else (a comparison with last year, an age, a decree). Where one is
left over nobody can say which of them is the target.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Final

from plansheet.forms.choices import Direction
from plansheet.language.figures import BETWEEN_FIGURES
from plansheet.language.text import tidy
from plansheet.language.units import (
    PER_CENT,
    SHARE_SIGNS,
    conversion_in_prose,
    is_share,
    share_sign,
)
from plansheet.language.wording import Wording
from plansheet.plan.targets.fitting import fitted
from plansheet.plan.targets.opening import (
    COMPARING,
    COMPARISONS,
    FIRST_NUMBER,
    UNIT_ENDS,
    WRITTEN_NUMBER,
    WRITTEN_UNIT,
    Opening,
    marks_before,
    moves_in,
    opening_of,
    unit_of,
    value_of,
)
from plansheet.plan.targets.target import AnyDirection, Target
from plansheet.problems.catalogue import doubts

_LONGEST: Final = 500
_SKIPPED: Final = rf"\s*(?:[^\W\d_][^0-9,;:()%]*?|{SHARE_SIGNS})??\s*"
_SECOND_NUMBER: Final = (
    rf"(?P<minus>-|âm )?(?P<number>{WRITTEN_NUMBER})(?!/?[0-9])\s?(?P<unit>{WRITTEN_UNIT})?"
)
_LIST_DASH: Final = re.compile(r"^[-+*•]\s*(?=[^\W\d_])")
_RANGE: Final = re.compile(
    rf"{_SKIPPED}(?P<joint>[-÷~]|\bđến\b|\btới\b)\s*{_SECOND_NUMBER}", re.IGNORECASE
)
_CHANGED_TO: Final = re.compile(
    rf"{_SKIPPED}\b(?:lên|xuống)(?: còn| đến| mức)*\s*{_SECOND_NUMBER}", re.IGNORECASE
)
_OF_TOTAL: Final = re.compile(
    rf"(?P<part>{WRITTEN_NUMBER})\s?(?P<of>[^\W\d_][^0-9/(),;]*?)?\s?/\s?(?P<total>{WRITTEN_NUMBER})(?![0-9/])"
    rf"\s?(?P<unit>{WRITTEN_UNIT})?"
)
_BRACKETED: Final = re.compile(rf"\({WRITTEN_NUMBER}\s?[%‰]?\)")
"""What an accountant writes for a negative number."""
_SLASH: Final = re.compile(r"\s?/\s?[0-9]")
_YEAR: Final = r"(?:19|20)[0-9]{2}(?![0-9,.])"
_YEARS: Final = re.compile(
    rf"\b(?:(?:đến|trong|vào|hết|cuối|đầu|so với|so)\s+)*(?:năm|giai đoạn)\s+{_YEAR}"
    rf"(?:\s?-\s?{_YEAR})?",
    re.IGNORECASE,
)

_OTHER_BOUND: Final = re.compile(
    rf"{_SKIPPED}(?:\(?trở lên\)?\s*)?(?P<joint>-|,|;|\bđến\b|\btới\b|\bvà\b|\bnhưng\b)\s*"
    rf"(?:(?:và|nhưng|đạt|còn|mức)\s+)*(?P<words>{'|'.join(words for _, words in COMPARING)})\s*"
    rf"(?:(?:mức|là)\s+)*{_SECOND_NUMBER}",
    re.IGNORECASE,
)
_LOWER: Final = ("ge", "gt", "from")
_UPPER: Final = ("le", "lt")
_AND_MORE: Final = re.compile(
    r"[^0-9;]{0,40}?\b(?:trở lên|hoặc (?:cao|lớn|nhiều) hơn)\b", re.IGNORECASE
)
_AND_LESS: Final = re.compile(
    r"[^0-9;]{0,40}?\b(?:trở xuống|hoặc (?:thấp|ít|nhỏ) hơn)\b", re.IGNORECASE
)
_NOT_OF_SHARE: Final = re.compile(
    r"\s*(?:/|tăng|giảm|trở|so|mỗi|một|trong|và|đến|hoặc)\b", re.IGNORECASE
)
_ALL: Final = re.compile(r"\bcả\s*$", re.IGNORECASE)
_NONE_LEFT: Final = re.compile(r"không còn\s+[^\W\d]", re.IGNORECASE)
_RATE_OF_CHANGE: Final = re.compile(r"^(?:mức|số|bình quân).*\b(?:giảm|tăng)\b", re.IGNORECASE)
_SCALE: Final = re.compile(
    r"%|‰|\b(?:nghìn|ngàn|triệu|t[ỷỉ](?! lệ)|đồng|usd|điểm phần trăm)\b", re.IGNORECASE
)
_A_YEAR: Final = re.compile(r"\b(?:hơn|bằng|mức|như|so với|so) 20[0-3][0-9]$", re.IGNORECASE)
"""A year that is compared with: "cao hơn 2020"."""
_NEGATED: Final = re.compile(r"\b(?:không|chưa|chẳng)\b", re.IGNORECASE)
_AGAINST_BEFORE: Final = re.compile(r"\s*so (?:với )?(?:cùng kỳ|năm trước|kỳ trước)", re.IGNORECASE)
_TO_CLAUSE_END: Final = r"\b(?:[^,;]|,(?=[0-9]))*?(?=[,;](?![0-9])|\bvà\b|$)"
_SAYS_ELSE: Final = re.compile(
    r"\([^()]*\)|\btrong đó\b.*$"
    r"|\b(?:từ |dưới |trên )?[0-9]+(?:\s?-\s?[0-9]+)? tuổi(?: trở lên)?"
    r"|\b(?:từ )?[0-9](?:\s?-\s?[0-9])? sao(?: trở lên)?"
    r"|\b(?:khu vực|loại|hạng|mức độ|cấp|lớp|nhóm|vùng|đợt|giai đoạn|quý|tháng|tiêu chí) [0-9]+"
    r"|(?:,\s*|;\s*|\s)(?:tăng|giảm|bằng|cao hơn|thấp hơn|vượt|gấp)(?! (?:còn|xuống|lên))"
    rf"{_TO_CLAUSE_END}"
    r"|\b(?:theo|tại|so|tương đương|Luật|Nghị quyết|Quyết định|Kế hoạch)"
    rf"{_TO_CLAUSE_END}",
    re.IGNORECASE,
)
"""Words after a target whose numbers are known not to be the target."""


def parse_target(text: str, direction: AnyDirection = "", unit: str = "", name: str = "") -> Target:
    """Read a target as plans write it.

    Args:
        text: as written: "6,5%", "từ 9,3% (trở lên)", "không quá 2,5%", "67/85 xã", or blank.
        direction: what the plan says of the indicator.
        unit: the indicator's unit. A number in another one, be it "50 km" for "m" or "100% xã" for
            "xã", cannot be compared with its figures.
        name: the indicator's name and those it is a part of: they tell whether the reported figures
            are changes themselves, so that "tăng 5%" can be compared with them.

    Returns:
        The target; `doubt` says why, where its text does not say what value meets it.
    """
    line = tidy(BETWEEN_FIGURES.sub("; ", text))
    return fitted(replace(_read(line, direction), text=text), unit, name)


def _read(line: str, direction: AnyDirection) -> Target:
    if not line.strip(" -./"):
        return Target("", "blank", direction=direction)
    if len(line) > _LONGEST:
        return Target("", "text", direction=direction, doubt=doubts.TOO_LONG)
    line = _LIST_DASH.sub("", line)
    if _NONE_LEFT.match(line):
        return Target("", "exact", Decimal(0), Decimal(0), direction=direction or Direction.DOWN)
    many_years = len(_YEARS.findall(line)) > 1
    line = _YEARS.sub(" ", line)
    first = FIRST_NUMBER.search(line)
    if first is None or _ALL.search(line[: first.start()]):
        return Target("", "text", direction=direction, doubt=doubts.NO_NUMBER)
    opening = opening_of(line, first)
    doubt = doubts.SEVERAL_YEARS if many_years else _not_of_the_indicator(opening, line)
    if doubt is not None:
        number, unit = opening.value, opening.unit
        return Target("", "text_with_number", number, number, unit, direction, doubt=doubt)
    if not direction and "level" in opening.marks:
        direction = next(reversed(moves_in(opening.before)), "")
    target, end = next(_readings(opening, line, direction))
    if target.doubt is None and re.search("[0-9]", _SAYS_ELSE.sub(" ", line[end:])):
        return replace(target, doubt=doubts.SEVERAL_NUMBERS)
    return target


def _not_of_the_indicator(opening: Opening, line: str) -> Wording | None:
    """Why the first number is no level of the indicator, if it is none."""
    if "dash" in opening.marks or _BRACKETED.fullmatch(line):
        return doubts.SIGN
    if opening.unknown and not _SCALE.search(opening.unit):
        return doubts.ANOTHER
    if _A_YEAR.search(line[: opening.end]) and not opening.unit:
        return doubts.ANOTHER
    if _NEGATED.search(opening.unknown) or _RATE_OF_CHANGE.match(line[: opening.start]):
        return doubts.ANOTHER
    return None


def _readings(opening: Opening, line: str, direction: AnyDirection) -> Iterator[tuple[Target, int]]:
    """What the text can be, the fuller readings first, each with where it ends."""
    for read in (_changed, _bounded, _ranged, _counted):
        if found := read(opening, line, direction):
            yield found
    yield _single(opening, line, direction)


def _changed(opening: Opening, line: str, direction: AnyDirection) -> tuple[Target, int] | None:
    """Read "tăng từ 25% lên 28%": the second number is the target."""
    found = _CHANGED_TO.match(line, opening.end)
    if found is None:
        return None
    value = value_of(found["number"], bool(found["minus"]))
    trend = direction or next(reversed(moves_in(line[: opening.start])), "")
    unit = unit_of(found["unit"]) or opening.unit
    return Target("", "exact", value, value, unit, trend), found.end()


def _bounded(opening: Opening, line: str, direction: AnyDirection) -> tuple[Target, int] | None:
    """Read "trên 3% và dưới 5%", "từ 3% đến dưới 5%": two bounds, in whichever order."""
    found = _OTHER_BOUND.match(line, opening.end)
    if found is None:
        return None
    first = opening.comparison
    if _AND_MORE.match(line[opening.end : found.start("words")]):
        first = "ge"
    if not first and found["joint"].casefold() in ("-", "đến", "tới"):
        first = "ge"
    marks, _ = marks_before(found["words"])
    second = COMPARISONS.get(marks[0], "")
    if {first in _LOWER, second in _LOWER} != {True, False} or "approx" in (first, second):
        return None
    unit = unit_of(found["unit"]) or opening.unit
    value = _converted(opening, unit)
    other = value_of(found["number"], bool(found["minus"]))
    if value is None or "" in (first, second):
        return None
    lower, upper = sorted(((first, value), (second, other)), key=lambda one: one[0] in _UPPER)
    target = Target(
        "", "range", lower[1], upper[1], unit, direction,
        change=opening.change, above_low=lower[0] == "gt", below_high=upper[0] == "lt",
    )  # fmt: skip
    is_empty = lower[1] > upper[1] or (
        lower[1] == upper[1] and (target.above_low or target.below_high)
    )
    return replace(target, doubt=doubts.CONTRADICTION if is_empty else None), found.end()


def _ranged(opening: Opening, line: str, direction: AnyDirection) -> tuple[Target, int] | None:
    """Read "13 - 14%", "từ 50 đến 60"."""
    found = _RANGE.match(line, opening.end)
    if found is None or (opening.unit and not found["unit"] and re.match(_YEAR, found["number"])):
        return None
    unit = unit_of(found["unit"]) or opening.unit
    low, high = _converted(opening, unit), value_of(found["number"], bool(found["minus"]))
    doubt = None
    if low is None:
        low, doubt = opening.value, doubts.SEVERAL_NUMBERS
    elif high < low or (high == low and opening.comparison == "gt"):
        doubt = doubts.CONTRADICTION
    if doubt is not None:
        return Target("", "text_with_number", low, high, unit, direction, doubt=doubt), found.end()
    change = opening.change
    match opening.comparison:
        case "le" | "lt" as kind:
            read = Target("", kind, None, high, unit, direction, below_high=kind == "lt")
        case "approx":
            read = Target("", "approx", low, high, unit, direction)
        case "gt" if found["joint"].casefold() in ("đến", "tới"):
            read = Target("", "range", low, high, unit, direction, above_low=True)
        case "ge" | "gt" if "from" not in opening.marks:
            read = Target("", "range", low, high, unit, direction, doubt=doubts.SEVERAL_NUMBERS)
        case _:
            read = Target("", "range", low, high, unit, direction)
    return replace(read, change=change), found.end()


def _converted(opening: Opening, unit: str) -> Decimal | None:
    """The first of two numbers in the unit of the second: "từ 900 triệu đến 1,2 tỷ đồng"."""
    factor = conversion_in_prose(opening.unit, unit)
    return None if factor is None else opening.value * factor


def _counted(opening: Opening, line: str, direction: AnyDirection) -> tuple[Target, int] | None:
    """Read "67/85 xã", "34 xã/51 xã"; another slash between numbers is no target."""
    found = _OF_TOTAL.match(line, opening.start)
    if found is None:
        if _SLASH.match(line, opening.end):
            return Target("", "text", direction=direction, doubt=doubts.SEVERAL_NUMBERS), len(line)
        return None
    total = value_of(found["total"], minus=False)
    counted = (found["of"] or "").casefold()
    unit = unit_of(found["unit"]) or unit_of(found["of"])
    if counted and not unit.casefold().startswith(counted):
        return None
    if opening.value > total or opening.value < 0:
        return Target("", "text", direction=direction, doubt=doubts.SEVERAL_NUMBERS), len(line)
    single, _ = _single(opening, line, direction)
    if opening.comparison or single.kind in ("ge", "le"):
        return replace(single, unit=unit, total=total), found.end()
    return Target(
        "", "count_of_total", opening.value, opening.value, unit, direction, total
    ), found.end()


def _single(opening: Opening, line: str, direction: AnyDirection) -> tuple[Target, int]:
    value, unit = opening.value, opening.unit
    after = line[opening.after :] if share_sign(unit[:1]) else line[opening.end :]
    kind, change = opening.comparison, opening.change
    if _AND_MORE.match(after):
        kind = "ge"
    elif _AND_LESS.match(after):
        kind = "le"
    if not kind and not change and unit == PER_CENT and _AGAINST_BEFORE.match(after):
        kind, change = "percent_of", "ratio"
    if not kind:
        kind = change or ("percent_of" if unit == PER_CENT and _is_share(after) else "exact")
    if change == "growth":
        direction = direction or Direction.UP
    total = _OF_TOTAL.search(after) if is_share(unit) else None
    target = Target(
        "",
        kind,
        None if kind in _UPPER else value,
        None if kind in _LOWER else value,
        unit,
        direction,
        total=value_of(total["total"], minus=False) if total else None,
        change=change,
        above_low=kind == "gt",
        below_high=kind == "lt",
    )
    return target, opening.end + len(_unit_written(line, opening))


def _unit_written(line: str, opening: Opening) -> str:
    """The unit as it stands after the number, with the words of it that end it left out."""
    written = line[opening.end : opening.after]
    return written[: len(UNIT_ENDS.sub("", written))]


def _is_share(after: str) -> bool:
    """Whether what follows a per cent sign names what it is a share of."""
    return re.match(r"\s*[^\W\d_]", after) is not None and not _NOT_OF_SHARE.match(after)
