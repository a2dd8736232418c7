"""What the styles of an OOXML workbook say: which cells show per cent, which use TCVN3 fonts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from plansheet.sheets.markup import local_name, parse
from plansheet.sheets.serials import shows_percent
from plansheet.text import is_tcvn3_font

_PERCENT_HINT: Final = re.compile(rb'%|numFmtId="(?:9|10)"')
_LEGACY_HINT: Final = re.compile(rb"[\"']\.vn", re.IGNORECASE)
_BUILT_IN_PERCENT: Final = frozenset({"9", "10"})
_ITEM: Final = re.compile(rb"<(?:\w+:)?si(?=[ />])")
_RUN: Final = re.compile(rb"<(?:\w+:)?r(?=[ />])")
_LEGACY_RUN: Final = re.compile(rb"<(?:\w+:)?rFont\s+val=[\"']\.vn", re.IGNORECASE)
_NONE: Final[frozenset[int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Styles:
    """Numbers of the cell styles (the `s` of a cell) and of the shared strings that matter here."""

    percent: frozenset[int] = frozenset()
    tcvn3: frozenset[int] = frozenset()
    tcvn3_strings: frozenset[int] = frozenset()
    other_strings: frozenset[int] = frozenset()


def read_styles(part: bytes, strings: bytes) -> Styles:
    """Read xl/styles.xml and the fonts in xl/sharedStrings.xml (blank where there is none).

    Costs next to nothing where no style matters. Raises `Fault` where the styles are no XML.
    """
    in_strings = _LEGACY_RUN.search(strings) if b"rFont" in strings else None
    if not part or (not _PERCENT_HINT.search(part) and not _LEGACY_HINT.search(part)):
        if in_strings is None:
            return Styles()
        part = part or b"<styleSheet/>"
    formats: dict[str, str] = {}
    fonts: list[str] = []
    cells: list[tuple[str, str]] = []
    path: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        within = path[-1] if path else ""
        path.append(element := local_name(name))
        if element == "numFmt":
            formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif element == "font" and within == "fonts":
            fonts.append("")
        elif element == "name" and within == "font" and fonts:
            fonts[-1] = attributes.get("val", "")
        elif element == "xf" and within == "cellXfs":
            cells.append((attributes.get("numFmtId", ""), attributes.get("fontId", "")))

    parse(part, start, lambda _: path.pop())
    percent = {k for k, v in formats.items() if shows_percent(v)}
    percent |= _BUILT_IN_PERCENT - formats.keys()
    legacy = {str(i) for i, font in enumerate(fonts) if is_tcvn3_font(font)}
    with_font, without = legacy_strings(strings) if legacy or in_strings else (_NONE, _NONE)
    return Styles(
        frozenset(i for i, (number, _) in enumerate(cells) if number in percent),
        frozenset(i for i, (_, font) in enumerate(cells) if font in legacy),
        with_font,
        without,
    )


def legacy_strings(part: bytes) -> tuple[frozenset[int], frozenset[int]]:
    """Which shared strings bring fonts of their own, whatever the cell's font is.

    Returns the numbers of the strings that have letters beyond ASCII in a TCVN3 font, and of
    those that are rich text without any.
    """
    legacy, other = set(), set()
    for number, item in enumerate(_ITEM.split(part)[1:]):
        runs = _RUN.split(item)[1:]
        if any(_LEGACY_RUN.search(run) and not run.isascii() for run in runs):
            legacy.add(number)
        elif runs and all(b"rFont" in run for run in runs):
            other.add(number)
    return frozenset(legacy), frozenset(other)
