"""The first number of a target text: its unit, and what the words before it make of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from plansheet.forms.choices import Direction
from plansheet.language.numbers_and_dates import plan_number
from plansheet.language.units import SHARE_SIGNS, share_sign
from plansheet.plan.targets.target import AnyDirection, TargetChange

_GROUPED: Final = r"[1-9][0-9]{0,2}(?:(?:\.[0-9]{3}){1,6}|(?: [0-9]{3}){1,6})(?:,[0-9]{1,9})?"
WRITTEN_NUMBER: Final = rf"(?:{_GROUPED}(?![0-9])|[0-9]{{1,19}}(?:[.,][0-9]{{1,9}})?(?![0-9]))"
_RELATED: Final = r"(?:/\s?|\btrên )1[0.]*(?=\s?[^\W\d_])"
WRITTEN_UNIT: Final = (
    rf"(?:{SHARE_SIGNS}|điểm\s?%"
    rf"|[^\W\d_](?:{_RELATED}|[^0-9,;:()%<>≤≥~-]|(?<=[mM])[23](?![0-9]))*)"
)
FIRST_NUMBER: Final = re.compile(
    rf"(?<![\w/])(?P<number>{WRITTEN_NUMBER})\s?(?P<unit>{WRITTEN_UNIT})?", re.IGNORECASE
)
_SIGN: Final = re.compile(r"(?P<sign>[-+])(?P<gap>\s?)$|\bâm\s$", re.IGNORECASE)
_FREE: Final = re.compile(r"(?:^|[\s(:;,])$")
"""What stands before a sign that is one: after a word "-" may join."""
COMPARING: Final = (
    ("ge", r"không (?:được )?(?:thấp|ít|nhỏ|kém) hơn|không dưới|ít nhất|tối thiểu|thấp nhất"),
    ("ge", r">\s?=|=>|≥|đạt và vượt|bằng hoặc (?:cao|lớn|nhiều) hơn"),
    ("le growth", r"không (?:được )?tăng (?:vượt quá|vượt|quá|cao hơn|trên|hơn)"),
    ("le", r"không (?:được )?(?:vượt quá|vượt|quá|cao hơn|lớn hơn|nhiều hơn|trên|hơn)"),
    ("le", r"tối đa|nhiều nhất|cao nhất|<\s?=|=<|≤"),
    ("from", r"từ"),
    ("gt", r"trên|cao hơn|lớn hơn|nhiều hơn|vượt|hơn|>"),
    ("lt", r"dưới|thấp hơn|ít hơn|nhỏ hơn|chưa đến|<"),
    ("approx", r"khoảng|xấp xỉ|gần|tầm|cỡ|~|≈"),
)
_BEFORE: Final = tuple(
    (marks, re.compile(rf"(?:(?<=\W)|^)(?:{words})\s*$", re.IGNORECASE))
    for marks, words in (
        *COMPARING,
        ("level", r"xuống|lên|còn|duy trì|đuy trì|giữ vững|giữ|ổn định|ước đạt|đạt"),
        ("growth", r"tăng trưởng|tăng thêm|tăng"),
        ("reduction", r"kéo giảm|giảm"),
        ("", r"phấn đấu|hoàn thành|tương đương|ước|đến|mức|tỷ lệ|ở|là|bằng|được|chỉ|đúng"),
        ("", r"bình quân|trung bình|h[àằ]ng năm|mỗi năm|[:,(]"),
    )
)
"""What may stand right before the number, and what it makes of the target."""
COMPARISONS: Final = {
    "ge": "ge", "from": "ge", "gt": "gt", "le": "le", "lt": "lt", "approx": "approx",
}  # fmt: skip
UNIT_ENDS: Final = re.compile(
    r"\s*\b(?:trở lên|trở xuống|so với|so|tăng|giảm|bằng|đến|tới|lên|xuống|đạt|hoặc|và|nhưng|mỗi"
    r"|trong đó|có|được|trên(?! [0-9]))\b.*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Opening:
    """The first number of a text and what stands before it.

    `marks` are what the words right before it make of the target, the nearest first; `unknown` is
    what is left of the words; `end` is where the number ends and `after` where its unit does.
    """

    value: Decimal
    unit: str
    before: str
    marks: tuple[str, ...]
    unknown: str
    start: int
    end: int
    after: int

    @property
    def comparison(self) -> str:
        """The kind of target that a comparing word makes of it, "" where there is none."""
        return next((COMPARISONS[mark] for mark in self.marks if mark in COMPARISONS), "")

    @property
    def change(self) -> TargetChange:
        """Whether the number is a growth or a reduction rather than a level."""
        for mark in self.marks:
            if mark in ("level", "growth", "reduction"):
                return "" if mark == "level" else "growth" if mark == "growth" else "reduction"
        moves = moves_in(self.unknown)
        return "" if not moves else "growth" if moves[-1] == Direction.UP else "reduction"


def opening_of(line: str, first: re.Match[str]) -> Opening:
    """The opening of a text whose first number is `first`, a match of `FIRST_NUMBER`."""
    before = line[: first.start()]
    sign = _SIGN.search(before)
    words = before[: sign.start()] if sign else before
    marks, unknown = marks_before(words)
    if sign and sign["sign"]:
        is_plain = not sign["gap"] and _FREE.search(words)
        marks = ("dash" if not is_plain else "growth" if sign["sign"] == "+" else "", *marks)
    value = value_of(first["number"], minus=sign is not None and sign["sign"] != "+")
    return Opening(
        value,
        unit_of(first["unit"]),
        before,
        marks,
        unknown,
        first.start(),
        first.end("number"),
        first.end("unit") if first["unit"] else first.end("number"),
    )


def value_of(digits: str, minus: bool) -> Decimal:
    """The number that digits matching `WRITTEN_NUMBER` say."""
    value = plan_number(digits)
    assert value is not None
    return -value if minus and value else value


def marks_before(before: str) -> tuple[tuple[str, ...], str]:
    """Take the known words off the end of what precedes a number.

    Returns:
        What they make of the target, nearest to the number first, and the words left over.
    """
    marks: list[str] = []
    rest = before.rstrip()
    while found := next(((m, at) for m, p in _BEFORE if (at := p.search(rest))), None):
        marks += found[0].split()
        rest = rest[: found[1].start()].rstrip()
    return tuple(marks), rest


def moves_in(words: str) -> list[AnyDirection]:
    """The directions that words like "giảm còn", "tăng lên" name, in order."""
    found = re.findall(r"\b(tăng|giảm)\b", words.casefold())
    return [Direction.UP if move == "tăng" else Direction.DOWN for move in found]


def unit_of(written: str | None) -> str:
    """A unit as it stands after a number, without the words that are not of it."""
    words = UNIT_ENDS.sub("", written or "").strip(" ./")
    return share_sign(words) or words
