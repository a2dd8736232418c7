"""What the styles of an OOXML workbook say: which cells show per cent, which use TCVN3 fonts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from plansheet.sheets.markup import local_name, parse

_PERCENT_HINT: Final = re.compile(rb'%|numFmtId="(?:9|10)"')
_LITERAL: Final = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_BUILT_IN_PERCENT: Final = frozenset({"9", "10"})
LEGACY_FONT: Final = ".vn"


@dataclass(frozen=True, slots=True)
class Styles:
    """Numbers of the cell styles (the `s` of a cell) that matter here."""

    percent: frozenset[int] = frozenset()
    tcvn3: frozenset[int] = frozenset()


def shows_percent(number_format: str) -> bool:
    """Whether a number format multiplies by a hundred: a % that is not mere text."""
    return "%" in _LITERAL.sub("", number_format)


def is_legacy_font(name: str) -> bool:
    """Whether a font is of the TCVN3 encoding: .VnTime, .VnArialH …"""
    return name.lower().startswith(LEGACY_FONT)


def read_styles(part: bytes) -> Styles:
    """Read xl/styles.xml; costs next to nothing where no style matters.

    Raises `Fault` where it is no XML.
    """
    if not _PERCENT_HINT.search(part) and b".vn" not in part.lower():
        return Styles()
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
    legacy = {str(i) for i, font in enumerate(fonts) if is_legacy_font(font)}
    return Styles(
        frozenset(i for i, (number, _) in enumerate(cells) if number in percent),
        frozenset(i for i, (_, font) in enumerate(cells) if font in legacy),
    )
