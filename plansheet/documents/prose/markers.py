"""The marks with which items of an administrative document begin: I. 1. 1.1. a) (1) - + *.

Their order is that of Decree 30/2020/NĐ-CP, annex I: parts, then Roman numbers, Arabic numbers,
decimal numbers, letters, dashes; documents depart from it in the lower levels.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_LETTERS = "abcdđeghiklmnopqrstuvxy"
_ROMAN = {"I": 1, "V": 5, "X": 10}
_ORDINALS = ("nhất", "hai", "ba", "tư", "năm", "sáu", "bảy")

FIXED = {"part": 0, "A": 1, "I": 2, "caps": 2, "1": 3, "1.1": 4, "1.1.1": 5}
"""Levels that have their place wherever they come; the others nest in the order of coming."""

_PART = re.compile(
    r"(?P<mark>(?:Phần|PHẦN|Chương|CHƯƠNG|Phụ lục|PHỤ LỤC)\b"
    r"(?:\s+(?:thứ|THỨ)\s+(?P<ordinal>\w+)|\s+(?P<roman>[IVX]+)\b|\s+(?P<digits>\d+)\b)?)[.:]?\s*"
)
_FORMS = (
    ("I", re.compile(r"(?P<mark>(?P<roman>[IVX]{1,5}))\s*(?:[.)]\s*|[/–-]\s+)(?=\S)")),
    ("A", re.compile(r"(?P<mark>(?P<capital>[A-HĐ]))\s*[.)/]\s+(?=\S)")),
    (
        "1.1.1",
        re.compile(r"(?P<mark>(?P<path>(?:\d{1,2}\.){2,4})(?P<digits>\d{1,2}))[.)]?\s+(?=\S)"),
    ),
    ("1.1", re.compile(r"(?P<mark>(?P<path>\d{1,2}\.)(?P<digits>\d{1,2}))[.)]?\s+(?=\S)")),
    (
        "1",
        re.compile(
            r"(?P<mark>(?P<digits>\d{1,2}))(?:\s*\.\s*(?=[^\d\s])|\.\s+(?=\d[\d.,]*\s?%)|\s*/\s+(?=\S))"
        ),
    ),
    ("1)", re.compile(r"(?P<mark>(?P<digits>\d{1,2}))\)\s*(?=\S)")),
    ("(1)", re.compile(r"(?P<mark>\((?P<digits>\d{1,2})\))\s*(?=\S)")),
    ("a)", re.compile(rf"(?P<mark>\(?(?P<letter>[{_LETTERS}]))(?:[.)]\s*|/\s+)(?=\S)")),
    ("-", re.compile(r"(?P<mark>[-–—])\s*(?=[^\s\d-])|(?P<mark2>[-–—])\s+(?=\d)")),
    ("+", re.compile(r"(?P<mark>\+)\s*(?=\S)")),
    ("*", re.compile(r"(?P<mark>[*•●▪◦·])\s*(?=\S)")),
)


@dataclass(frozen=True, slots=True)
class Marker:
    """The mark of an item: its style, its place in its sequence, and the text after it.

    `path` is what stands before the last number of a decimal: "1." of "1.2".
    """

    style: str
    value: int
    path: str
    mark: str
    rest: str


def read_marker(text: str) -> Marker | None:
    """The mark with which a line begins, or None."""
    part = _PART.match(text)
    if part and (part["ordinal"] or part["roman"] or part["digits"] or part.end() == len(text)):
        return Marker("part", _value(part.groupdict()), "", part["mark"], text[part.end() :])
    for style, form in _FORMS:
        match = form.match(text)
        if match:
            groups = match.groupdict()
            mark = groups.get("mark") or groups.get("mark2") or ""
            return Marker(
                style, _value(groups), groups.get("path") or "", mark, text[match.end() :]
            )
    return None


def _value(groups: dict[str, str | None]) -> int:
    if ordinal := groups.get("ordinal"):
        return _ORDINALS.index(ordinal.lower()) + 1 if ordinal.lower() in _ORDINALS else 1
    if roman := groups.get("roman"):
        digits = [_ROMAN[letter] for letter in roman]
        return sum(
            -digit if digit < max(digits[i + 1 :], default=0) else digit
            for i, digit in enumerate(digits)
        )
    if number := groups.get("digits"):
        return int(number)
    if letter := groups.get("letter"):
        return _LETTERS.index(letter) + 1
    if capital := groups.get("capital"):
        return "ABCDĐEGH".index(capital) + 1 if capital in "ABCDĐEGH" else 6
    return 1
