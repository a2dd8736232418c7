"""Target texts of plans ("ít nhất 50", "duy trì dưới 3%", "7-9"): their grammar and attainment."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from plansheet.figures import plan_number
from plansheet.text import tidy

_COMPARATORS = {
    "exact": "=",
    "ge": ">=",
    "gt": ">",
    "le": "<=",
    "lt": "<",
    "range": "between",
    "approx": "~",
    "growth": "=",
    "reduction": "=",
    "percent_of": "=",
    "count_of_total": "=",
}


@dataclass(frozen=True, slots=True)
class Target:
    """A target text and what it asks for.

    Attributes:
        text: as written in the plan.
        kind: "blank"; "exact"; "ge", "gt" (low is the bound); "le", "lt" (high is the bound);
            "range"; "approx"; "growth" ("tăng 2,25%"); "reduction" ("kéo giảm 5%"); "percent_of"
            ("100% xã", a share of something); "count_of_total" ("67/85 xã");
            "text_with_number" (a number that is not the figure itself); "text".
        low, high: the bounds; equal for kinds with one number; None for an open side.
        unit: as written after the number: "%", "‰", "triệu đồng", "xã", or "".
        direction: "up", "down" or "steady" from the plan, or ""; for "growth" always at least "up".
        total: the total of a count ("67/85 xã" has 85), else None.
        comparable: whether reported figures, in the indicator's unit, can be held against it.
    """

    text: str
    kind: str
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    direction: str = ""
    total: Decimal | None = None
    comparable: bool = True

    @property
    def comparator(self) -> str:
        """The sign of the comparison: "=", ">=", ">", "<=", "<", "between", "~" or ""."""
        return _COMPARATORS.get(self.kind, "")

    @property
    def number(self) -> Decimal | None:
        """The one number that a figure can be divided by; None for ranges and texts."""
        if self.comparator in ("", "between") or not self.comparable:
            return None
        return self.high if self.low is None else self.low

    @property
    def is_number(self) -> bool:
        """Whether the target comes down to one number of the indicator's unit."""
        return self.number is not None

    def met_by(self, value: Decimal) -> bool | None:
        """Tell whether a figure in the indicator's unit meets the target; None if nobody can know.

        A bound decides by itself. A single number is reached from the side that the direction
        names; without direction only the very number is known to meet it. A value inside a range
        meets it; below, it fails unless less is better; above, it depends on the direction. Around
        "khoảng" only the number itself and the good side are certain.
        """
        if not self.comparable:
            return None
        low, high = self.low, self.high
        match self.kind:
            case "ge":
                return low is not None and value >= low
            case "gt":
                return low is not None and value > low
            case "le":
                return high is not None and value <= high
            case "lt":
                return high is not None and value < high
            case "exact" | "growth" | "percent_of" | "count_of_total":
                return low is not None and self._met_exactly(value, low)
            case "approx":
                return True if low is not None and self._met_exactly(value, low) else None
            case "reduction":
                return True if value == low else None
            case "range":
                return low is not None and high is not None and self._met_within(value, low, high)
        return None

    def _met_exactly(self, value: Decimal, goal: Decimal) -> bool | None:
        match self.direction:
            case "up":
                return value >= goal
            case "down":
                return value <= goal
            case "steady":
                return value == goal
        return True if value == goal else None

    def _met_within(self, value: Decimal, low: Decimal, high: Decimal) -> bool | None:
        if low <= value <= high:
            return True
        if value < low:
            return self.direction == "down"
        return {"up": True, "down": False, "steady": False}.get(self.direction)


_NUM = r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?(?![0-9])|[0-9]+(?:[.,][0-9]+)?"
_PERCENT = r"%\s?[oO0](?![0-9])|‰|%"
_WORDS = r"[^\W\d_][^0-9,;:()%<>≤≥~-]*"
_UNIT = rf"{_PERCENT}|{_WORDS}"
_HEAD = re.compile(rf"(?<![\w/])(?P<low>{_NUM})\s?(?P<unit>{_UNIT})?", re.IGNORECASE)
_SECOND = re.compile(rf"\s*(?:-|đến|tới)\s*(?P<high>{_NUM})\s?(?P<unit>{_UNIT})?", re.IGNORECASE)
_CHANGED_TO = re.compile(
    rf"\s*(?:lên|xuống)(?: còn| đến| mức)*\s*(?P<low>{_NUM})\s?(?P<unit>{_UNIT})?", re.IGNORECASE
)
_OF_TOTAL = re.compile(rf"(?P<part>{_NUM})[^0-9/()]{{0,40}}/\s?(?P<total>{_NUM})(?![0-9/])")
_YEARS = re.compile(
    r"\b(?:(?:đến|trong|vào|hết|cuối|đầu|so với|so)\s+)*(?:năm|giai đoạn)\s+(?:19|20)[0-9]{2}"
    r"(?:\s?-\s?(?:19|20)[0-9]{2})?(?![0-9])",
    re.IGNORECASE,
)

# What may stand right before the number, longest first, and what it makes of the target.
_BEFORE: tuple[tuple[str, str], ...] = (
    ("ge", r"không (?:được )?(?:thấp|ít|nhỏ|kém) hơn|không dưới|ít nhất|tối thiểu|từ|>=|≥"),
    ("le", r"không (?:được )?(?:vượt quá|vượt|quá|cao hơn|lớn hơn|nhiều hơn|trên)"),
    ("le", r"tối đa|nhiều nhất|cao nhất|<=|≤"),
    ("gt", r"trên|cao hơn|lớn hơn|nhiều hơn|vượt|hơn|>"),
    ("lt", r"dưới|thấp hơn|ít hơn|nhỏ hơn|chưa đến|<"),
    ("approx", r"khoảng|xấp xỉ|gần|tầm|cỡ|~|≈"),
    ("level", r"xuống|lên|còn|duy trì|đuy trì|giữ vững|giữ|ổn định"),
    ("growth", r"tăng trưởng|tăng thêm|tăng"),
    ("reduction", r"kéo giảm|giảm"),
    (
        "",
        r"phấn đấu|hoàn thành|tương đương|ước đạt|đạt|ước|đến|mức|ở|là|bằng|thêm|được|tỷ lệ|:|,|\(",
    ),
)
_PEELED = tuple(
    (kind, re.compile(rf"(?:(?<=\W)|^)(?:{words})\s*$", re.IGNORECASE)) for kind, words in _BEFORE
)
_AND_MORE = re.compile(r"^[^0-9;]{0,40}?\(?\s*\btrở lên\b", re.IGNORECASE)
_AND_LESS = re.compile(r"^[^0-9;]{0,40}?\(?\s*\btrở xuống\b", re.IGNORECASE)
_UNIT_ENDS = re.compile(
    r"\s*\b(?:trở lên|trở xuống|so với|so|tăng|giảm|bằng|đến|tới|lên|xuống|đạt|hoặc|và|mỗi)\b.*$",
    re.IGNORECASE,
)
_COUNTABLE = re.compile(r"%|‰|nghìn|ngàn|triệu|tỷ|tỉ|đồng|USD", re.IGNORECASE)
_NOT_THE_FIGURE = re.compile(r"^(?:mức|số|bình quân).*\b(?:giảm|tăng)\b", re.IGNORECASE)
_AGAINST_BEFORE = re.compile(r"so (?:với )?(?:cùng kỳ|năm trước|kế hoạch|năm)", re.IGNORECASE)


def parse_target(text: str, direction: str = "", unit: str = "") -> Target:
    """Read a target as plans write it.

    Args:
        text: as written: "6,5%", "từ 9,3% (trở lên)", "không quá 2,5%", "67/85 xã", or blank.
        direction: the plan's word on the indicator: "up", "down", "steady" or "".
        unit: the indicator's unit; a target in per cent of something counted otherwise ("100% xã"
            for an indicator in "xã") is then not comparable.

    Returns:
        The target; what has no comparable number is of kind "text" or "text_with_number".
    """
    target = _read(tidy(text), text, direction)
    if unit and target.unit and ("%" in target.unit) != ("%" in tidy(unit)):
        mixed = "%" in target.unit or "%" in tidy(unit)
        return replace(target, comparable=not mixed or "‰" in target.unit)
    return target


def inherit(target: Target, head: Target) -> Target:
    """Give a bare number the comparator of the item that it follows in a list.

    In "ít nhất 50 tổ hợp tác, 15 hợp tác xã" the second number is a minimum as well.
    """
    if target.kind != "exact":
        return target
    if head.kind in ("ge", "gt"):
        return replace(target, kind=head.kind, high=None)
    if head.kind in ("le", "lt"):
        return replace(target, kind=head.kind, low=None)
    return target


def _read(line: str, text: str, direction: str) -> Target:
    if not line.strip(" -."):
        return Target(text, "blank", direction=direction)
    if re.match(r"không còn\s+\D", line, re.IGNORECASE):
        return Target(text, "exact", Decimal(0), Decimal(0), direction=direction)
    line = _YEARS.sub(" ", line)
    head = _HEAD.search(line)
    if head is None or re.search(r"\bcả\s*$", line[: head.start()], re.IGNORECASE):
        return Target(text, "text", direction=direction)
    return _around(head, line, text, direction)


def _around(head: re.Match[str], line: str, text: str, direction: str) -> Target:
    """Read a target from its first number and the words on both sides of it."""
    before, after = line[: head.start()], line[head.end("low") :]
    low, written_unit = plan_number(head["low"]), head["unit"] or ""
    if low is None:
        return Target(text, "text", direction=direction)
    marks, rest = _peel(before)
    unit = _clean_unit(written_unit)
    if _NOT_THE_FIGURE.match(before) or (rest and not _COUNTABLE.search(unit)):
        return Target(text, "text_with_number", low, low, unit, direction, comparable=False)
    tail = after if not unit or unit[0] not in "%‰" else line[head.end("unit") :]
    if changed := _CHANGED_TO.match(tail):
        value = plan_number(changed["low"])
        return Target(text, "exact", value, value, _clean_unit(changed["unit"] or ""), direction)
    if second := _SECOND.match(tail):
        high = plan_number(second["high"])
        if high is None or high < low:
            return Target(text, "text_with_number", low, high, unit, direction, comparable=False)
        return Target(text, "range", low, high, _clean_unit(second["unit"] or unit), direction)
    total = _total_of(line)
    if _AND_MORE.match(after):
        marks = ("ge",)
    elif _AND_LESS.match(after):
        marks = ("le",)
    kind = _kind_of(marks, rest)
    if kind == "exact":
        if total is not None and total[0] == low:
            kind = "count_of_total"
        elif unit.startswith("%") and (len(tail.strip(" .")) > 1 and _is_share(tail)):
            kind = "percent_of"
    if kind == "growth" and not direction:
        direction = "up"
    bounds = {"ge": (low, None), "gt": (low, None), "le": (None, low), "lt": (None, low)}
    bottom, top = bounds.get(kind, (low, low))
    return Target(text, kind, bottom, top, unit, direction, total[1] if total else None)


def _peel(before: str) -> tuple[tuple[str, ...], str]:
    """Take the known words off the end of what precedes a number.

    Returns:
        What they make of the target, nearest to the number first, and the words left over.
    """
    marks: list[str] = []
    rest = before.rstrip()
    while rest:
        for kind, pattern in _PEELED:
            if found := pattern.search(rest):
                marks.append(kind)
                rest = rest[: found.start()].rstrip()
                break
        else:
            break
    return tuple(mark for mark in marks if mark), rest


def _kind_of(marks: tuple[str, ...], rest: str) -> str:
    for kind in ("ge", "gt", "le", "lt", "approx"):
        if kind in marks:
            return kind
    for mark in marks:
        if mark == "level":
            return "exact"
        if mark in ("growth", "reduction"):
            return mark
    if re.search(r"\bgiảm\b", rest, re.IGNORECASE) and "tinh giảm" not in rest.casefold():
        return "reduction"
    return "exact"


def _is_share(tail: str) -> bool:
    """Tell whether the words after a per cent sign name what it is a share of."""
    return re.match(r"\s*[^\W\d_]", tail) is not None and not re.match(
        r"\s*(?:/|tăng|giảm|trở|so|mỗi|một)\b", tail, re.IGNORECASE
    )


def _total_of(line: str) -> tuple[Decimal, Decimal] | None:
    found = _OF_TOTAL.search(line)
    if found is None:
        return None
    part, total = plan_number(found["part"]), plan_number(found["total"])
    if part is None or total is None or part > total:
        return None
    return part, total


def _clean_unit(written: str) -> str:
    if re.fullmatch(r"%\s?[oO0]", written):
        return "‰"
    return _UNIT_ENDS.sub("", written).strip(" .")
