"""The grammar of target texts: "ít nhất 50", "duy trì dưới 3%", "7-9"."""

import re
from dataclasses import replace
from decimal import Decimal

from plansheet.forms.choices import Direction
from plansheet.language.numbers_and_dates import plan_number
from plansheet.language.text import tidy
from plansheet.plan.targets.target import AnyDirection, Target

_LONGEST = 500
_NUM = r"(?:[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?(?![0-9])|[0-9]+(?:[.,][0-9]+)?)"
_UNIT = r"(?:%\s?[oO0](?![0-9])|‰|%|[^\W\d_][^0-9,;:()%<>≤≥~-]*)"
_SKIPPED = r"\s*(?:[^\W\d_][^0-9,;:()%]*?|%\s?o?|‰)??\s*"
_FIRST = re.compile(rf"(?<![\w/])(?P<low>{_NUM})\s?(?P<unit>{_UNIT})?", re.IGNORECASE)
_SECOND = re.compile(
    rf"{_SKIPPED}(?:-|\bđến\b|\btới\b)\s*(?P<high>{_NUM})(?!/?[0-9])\s?(?P<unit>{_UNIT})?",
    re.IGNORECASE,
)
_CHANGED_TO = re.compile(
    rf"{_SKIPPED}\b(?:lên|xuống)(?: còn| đến| mức)*\s*(?P<low>{_NUM})\s?(?P<unit>{_UNIT})?",
    re.IGNORECASE,
)
_OF_TOTAL = re.compile(
    rf"(?P<part>{_NUM})\s?(?P<of>[^\W\d_][^0-9/(),;]*?)?\s?/\s?(?P<total>{_NUM})(?![0-9/])"
    rf"\s?(?P<unit>{_UNIT})?"
)
_SLASH = re.compile(r"\s?/\s?[0-9]")
_YEAR = r"(?:19|20)[0-9]{2}(?![0-9,.])"
_YEARS = re.compile(
    rf"\b(?:(?:đến|trong|vào|hết|cuối|đầu|so với|so)\s+)*(?:năm|giai đoạn)\s+{_YEAR}"
    rf"(?:\s?-\s?{_YEAR})?",
    re.IGNORECASE,
)

# What may stand right before the number, and what it makes of the target.
_BEFORE = tuple(
    (mark, re.compile(rf"(?:(?<=\W)|^)(?:{words})\s*$", re.IGNORECASE))
    for mark, words in (
        ("ge", r"không (?:được )?(?:thấp|ít|nhỏ|kém) hơn|không dưới|ít nhất|tối thiểu|thấp nhất"),
        ("ge", r">\s?=|=>|≥|đạt và vượt|bằng hoặc (?:cao|lớn|nhiều) hơn"),
        (
            "le",
            r"không (?:được )?(?:tăng )?(?:vượt quá|vượt|quá|cao hơn|lớn hơn|nhiều hơn|trên|hơn)",
        ),
        ("le", r"tối đa|nhiều nhất|cao nhất|<\s?=|=<|≤"),
        ("from", r"từ"),
        ("gt", r"trên|cao hơn|lớn hơn|nhiều hơn|vượt|hơn|>"),
        ("lt", r"dưới|thấp hơn|ít hơn|nhỏ hơn|chưa đến|<"),
        ("approx", r"khoảng|xấp xỉ|gần|tầm|cỡ|~|≈"),
        ("level", r"xuống|lên|còn|duy trì|đuy trì|giữ vững|giữ|ổn định"),
        ("growth", r"tăng trưởng|tăng thêm|tăng"),
        ("reduction", r"kéo giảm|giảm"),
        ("", r"phấn đấu|hoàn thành|tương đương|ước đạt|đạt|ước|đến|mức|tỷ lệ|ở|là|bằng|được|chỉ"),
        ("", r"bình quân|trung bình|h[àằ]ng năm|mỗi năm|[:,(]"),
    )
)
_COMPARISONS = {"ge": "ge", "from": "ge", "gt": "gt", "le": "le", "lt": "lt", "approx": "approx"}
_AND_MORE = re.compile(r"[^0-9;]{0,40}?\btrở lên\b", re.IGNORECASE)
_AND_LESS = re.compile(r"[^0-9;]{0,40}?\btrở xuống\b", re.IGNORECASE)
_UNIT_ENDS = re.compile(
    r"\s*\b(?:trở lên|trở xuống|so với|so|tăng|giảm|bằng|đến|tới|lên|xuống|đạt|hoặc|và|mỗi|trong đó"
    r"|có|được)\b.*$",
    re.IGNORECASE,
)
_NOT_OF_SHARE = re.compile(r"\s*(?:/|tăng|giảm|trở|so|mỗi|một|trong|và|đến)\b", re.IGNORECASE)
_ALL = re.compile(r"\bcả\s*$", re.IGNORECASE)
_NONE_LEFT = re.compile(r"không còn\s+[^\W\d]", re.IGNORECASE)
_RATE_OF_CHANGE = re.compile(r"^(?:mức|số|bình quân).*\b(?:giảm|tăng)\b", re.IGNORECASE)
_SCALE = re.compile(r"%|‰|\b(?:nghìn|ngàn|triệu|t[ỷỉ](?! lệ))\b", re.IGNORECASE)
_MONEY = re.compile(r"\b(?:đồng|usd)\b", re.IGNORECASE)
_AGAINST_BEFORE = re.compile(r"\s*so (?:với )?(?:cùng kỳ|năm trước|kỳ trước)", re.IGNORECASE)


def parse_target(text: str, direction: AnyDirection = "", unit: str = "") -> Target:
    """Read a target as plans write it.

    Args:
        text: as written: "6,5%", "từ 9,3% (trở lên)", "không quá 2,5%", "67/85 xã", or blank.
        direction: what the plan says of the indicator.
        unit: the indicator's unit. A target of another scale, such as "100% xã" or "tăng 5%" for an
            indicator in "xã", is then not comparable with the reported figures.

    Returns:
        The target; what has no number of the indicator is of kind "text" or "text_with_number".
    """
    target = replace(_read(tidy(text), direction), text=text)
    if unit and target.unit and _scale(target.unit) != _scale(_unit(tidy(unit))):
        return replace(target, comparable=False)
    return target


def _scale(unit: str) -> str:
    """Return what a unit multiplies by: "%", "‰", "nghìn", "triệu", "tỷ" or ""."""
    found = _SCALE.search(unit)
    scale = found[0].casefold() if found else ""
    return {"ngàn": "nghìn", "tỉ": "tỷ"}.get(scale, scale)


def _read(line: str, direction: AnyDirection) -> Target:
    if not line.strip(" -./"):
        return Target("", "blank", direction=direction, comparable=False)
    if len(line) > _LONGEST:
        return Target("", "text", direction=direction, comparable=False)
    if _NONE_LEFT.match(line):
        return Target("", "exact", Decimal(0), Decimal(0), direction=direction or Direction.DOWN)
    many_years = len(_YEARS.findall(line)) > 1
    line = _YEARS.sub(" ", line)
    first = _FIRST.search(line)
    if first is None or _ALL.search(line[: first.start()]):
        return Target("", "text", direction=direction, comparable=False)
    marks, unknown = _words_before(line[: first.start()])
    unit = _unit(first["unit"])
    if (
        many_years
        or (unknown and not _scale(unit) and not _MONEY.search(unit))
        or _RATE_OF_CHANGE.match(line[: first.start()])
    ):
        low = plan_number(first["low"])
        return Target("", "text_with_number", low, low, unit, direction, comparable=False)
    if not direction and "level" in marks:
        direction = _trend(line[: first.start()])
    return (
        _changed(first, line, direction)
        or _ranged(first, line, marks, direction)
        or _counted(first, line, marks, direction)
        or _single(first, line, marks, unknown, direction)
    )


def _words_before(before: str) -> tuple[tuple[str, ...], str]:
    """Take the known words off the end of what precedes a number.

    Returns:
        What they make of the target, nearest to the number first, and the words left over.
    """
    marks: list[str] = []
    rest = before.rstrip()
    while found := next(((m, at) for m, p in _BEFORE if (at := p.search(rest))), None):
        marks.append(found[0])
        rest = rest[: found[1].start()].rstrip()
    return tuple(mark for mark in marks if mark), rest


def _trend(words: str) -> AnyDirection:
    """Return the direction of "giảm còn", "tăng lên"."""
    moves = re.findall(r"\b(tăng|giảm)\b", words.casefold())
    return {"tăng": Direction.UP, "giảm": Direction.DOWN}[moves[-1]] if moves else ""


def _changed(first: re.Match[str], line: str, direction: AnyDirection) -> Target | None:
    """Read "tăng từ 25% lên 28%": the second number is the target."""
    found = _CHANGED_TO.match(line, first.end("low"))
    if found is None:
        return None
    value = plan_number(found["low"])
    trend = direction or _trend(line[: first.start()])
    return Target("", "exact", value, value, _unit(found["unit"] or first["unit"]), trend)


def _ranged(
    first: re.Match[str], line: str, marks: tuple[str, ...], direction: AnyDirection
) -> Target | None:
    """Read "13 - 14%", "từ 50 đến 60"."""
    found = _SECOND.match(line, first.end("low"))
    if found is None or (first["unit"] and not found["unit"] and re.match(_YEAR, found["high"])):
        return None
    low, high = plan_number(first["low"]), plan_number(found["high"])
    unit = _unit(found["unit"] or first["unit"])
    if low is None or high is None or high < low:
        return Target("", "text_with_number", low, high, unit, direction, comparable=False)
    if marks[:1] in (("le",), ("lt",)):
        return Target("", marks[0], None, high, unit, direction)
    kind = "approx" if "approx" in marks else "range"
    change = "reduction" in marks and "level" not in marks
    return Target("", kind, low, high, unit, direction, comparable=not change)


def _counted(
    first: re.Match[str], line: str, marks: tuple[str, ...], direction: AnyDirection
) -> Target | None:
    """Read "67/85 xã", "34 xã/51 xã"; another slash between numbers is no target."""
    found = _OF_TOTAL.match(line, first.start())
    if found is None:
        if _SLASH.match(line, first.end("low")):
            return Target("", "text", direction=direction, comparable=False)
        return None
    part, total = plan_number(found["part"]), plan_number(found["total"])
    counted, unit = (found["of"] or "").casefold(), _unit(found["unit"])
    if part is None or total is None or (counted and not unit.casefold().startswith(counted)):
        return None
    if part > total:
        return Target("", "text", direction=direction, comparable=False)
    if any(mark in _COMPARISONS for mark in marks):
        return None
    return Target("", "count_of_total", part, part, unit, direction, total)


def _single(
    first: re.Match[str], line: str, marks: tuple[str, ...], unknown: str, direction: AnyDirection
) -> Target:
    value, unit = plan_number(first["low"]), _unit(first["unit"])
    after = line[first.end("unit") :] if unit[:1] in ("%", "‰") else line[first.end("low") :]
    if _AND_MORE.match(after):
        marks = ("ge",)
    elif _AND_LESS.match(after):
        marks = ("le",)
    kind = next((_COMPARISONS[mark] for mark in marks if mark in _COMPARISONS), "")
    change = _change(marks, unknown)
    comparable = True
    if not kind:
        kind = change or ("percent_of" if unit == "%" and _is_share(after) else "exact")
        comparable = kind != "growth" or unit[:1] in ("%", "‰")
    elif change == "reduction":
        comparable = False
    if kind == "growth":
        direction = direction or Direction.UP
    low = None if kind in ("le", "lt") else value
    high = None if kind in ("ge", "gt") else value
    total = _OF_TOTAL.search(after)
    of = plan_number(total["total"]) if total and unit == "%" else None
    return Target("", kind, low, high, unit, direction, of, comparable)


def _change(marks: tuple[str, ...], unknown: str) -> str:
    """Tell whether the number is a growth or a reduction rather than a level."""
    for mark in marks:
        if mark in ("level", "growth", "reduction"):
            return "" if mark == "level" else mark
    return "reduction" if re.search(r"\bgiảm\b", unknown, re.IGNORECASE) else ""


def _is_share(after: str) -> bool:
    """Tell whether what follows a per cent sign names what it is a share of."""
    if _AGAINST_BEFORE.match(after):
        return True
    return re.match(r"\s*[^\W\d_]", after) is not None and not _NOT_OF_SHARE.match(after)


def _unit(written: str | None) -> str:
    if written and re.fullmatch(r"%\s?[oO0]", written):
        return "‰"
    return _UNIT_ENDS.sub("", written or "").strip(" ./")
