"""Text that is hard to read for its colour: WCAG 2.1, success criterion 1.4.3."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import openpyxl

ENOUGH: Final = 4.5
BLACK, WHITE = "000000", "FFFFFF"


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, each six hexadecimal digits."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def pale_texts(path: Path) -> Iterator[str]:
    """Each pair of colours that is too pale, of cells and of conditional formats over them."""
    for sheet in openpyxl.load_workbook(path).worksheets:
        pairs: dict[tuple[str, str], str] = {}
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None and cell.number_format != ";;;":
                    pairs.setdefault((_ink(cell.font) or BLACK, _paper(cell)), cell.coordinate)
        for area in sheet.conditional_formatting:
            first = sheet[next(iter(area.sqref.ranges)).coord.partition(":")[0]]
            for rule in area.rules:
                if rule.dxf is not None:
                    ink = (_ink(rule.dxf.font) if rule.dxf.font else "") or _ink(first.font)
                    paper = _rgb(rule.dxf.fill.bgColor) if rule.dxf.fill else ""
                    pairs.setdefault((ink or BLACK, paper or _paper(first)), str(area.sqref))
        for (ink, paper), where in pairs.items():
            if contrast(ink, paper) < ENOUGH:
                yield f"{sheet.title}!{where}: {ink} on {paper}"


def _ink(font: Any) -> str:
    return _rgb(font.color) if font is not None and font.color is not None else ""


def _paper(cell: Any) -> str:
    return _rgb(cell.fill.fgColor) if cell.fill.fill_type == "solid" else WHITE


def _rgb(colour: Any) -> str:
    return str(colour.rgb)[-6:] if colour.type == "rgb" else ""
