"""What .xls and .xlsb have in common: numbers, errors, styles, and putting cells into a grid."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from plansheet.language.text import Tcvn3
from plansheet.workbooks.reading import limits
from plansheet.workbooks.reading.grid import Grid
from plansheet.workbooks.reading.model import Visibility
from plansheet.workbooks.reading.serials import (
    Dayless,
    Meaning,
    from_serial,
    meaning,
    shows_no_day,
    shows_percent,
)

ERRORS: Final = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
VISIBILITY: Final[tuple[Visibility, ...]] = ("visible", "hidden", "veryHidden")


@dataclass(frozen=True, slots=True)
class Font:
    """What a font means for a value: in which encoding it is, whether it is struck out, and whether
    it is `raised` or lowered.
    """

    tcvn3: Tcvn3 = Tcvn3.NO
    struck: bool = False
    raised: bool = False

    @property
    def is_marked(self) -> bool:
        """Whether a figure in it may not be what its digits say."""
        return self.struck or self.raised

    def after(self, text: str) -> Font:
        """The font as it counts behind `text`: the 2 of m² and of CO₂ is no figure's."""
        return replace(self, raised=False) if text[-1:].isalpha() else self


@dataclass(frozen=True, slots=True)
class Text:
    """A string with what the fonts of its letters mean (None: as the cell's font says)."""

    text: str
    tcvn3: Tcvn3 | None = None
    marked: bool | None = None


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell's style means for its value."""

    meaning: Meaning = "number"
    percent: bool = False
    dayless: Dayless = ""
    font: Font = Font()


def cell_styles(
    styles: Iterable[tuple[int, int]], formats: Mapping[int, str], fonts: Sequence[Font]
) -> list[Style]:
    """The cell styles of a workbook from their (font, number format) numbers.

    `formats` are the workbook's own number formats.
    """
    cell_styles = []
    for font, number in styles:
        own = formats.get(number)
        number_format = number if own is None else own[: limits.FORMAT_CHARACTERS]
        cell_styles.append(
            Style(
                meaning(number_format),
                shows_percent(number_format),
                shows_no_day(number_format),
                fonts[font] if font < len(fonts) else Font(),
            )
        )
    return cell_styles


def rich_text(text: str, runs: Sequence[int], fonts: Sequence[Font]) -> Text:
    """A text and what its fonts mean; `runs` has start and font of each run in turn."""
    starts = runs[::2]
    ends = [*starts[1:], len(text)]
    used = [
        fonts[font].after(text[:start])
        for start, end, font in zip(starts, ends, runs[1::2], strict=False)
        if font < len(fonts) and text[start:end].strip()
    ]
    return Text(text, *meant(used, whole=bool(runs) and runs[0] == 0))


def meant(fonts: Iterable[Font], *, whole: bool) -> tuple[Tcvn3 | None, bool | None]:
    """Which TCVN3 font a text in these fonts is in, and whether anything of it is marked.

    None where the cell's font decides: where they are not those of the `whole` text.
    """
    fonts = list(fonts)
    legacy = [font.tcvn3 for font in fonts if font.tcvn3]
    marked = any(font.is_marked for font in fonts)
    return (
        min(legacy) if legacy else Tcvn3.NO if whole else None,
        marked if marked or whole else None,
    )


class CellWriter:
    """Puts values as the records hold them into a grid."""

    def __init__(self, grid: Grid, styles: Sequence[Style], date1904: bool) -> None:
        self.grid = grid
        self._styles = styles
        self._date1904 = date1904

    def style(self, number: int) -> Style:
        """The style of this number; a plain one where there is none."""
        return self._styles[number] if number < len(self._styles) else Style()

    def number(self, row: int, column: int, style: int, value: float) -> None:
        """A number, which is a date or a time where the style says so."""
        shown = self.style(style)
        self.grid.put(row, column, from_serial(value, shown.meaning, self._date1904))
        if shown.percent:
            self.grid.percents.add((row, column))
        if shown.dayless:
            self.grid.dayless[row, column] = shown.dayless
        if shown.font.is_marked:
            self.grid.marked.add((row, column))

    def text(self, row: int, column: int, style: int, text: Text) -> None:
        """A text."""
        self.grid.put(row, column, text.text)
        own = self.style(style).font
        if font := own.tcvn3 if text.tcvn3 is None else text.tcvn3:
            self.grid.tcvn3[row, column] = font
        if own.is_marked if text.marked is None else text.marked:
            self.grid.marked.add((row, column))

    def error(self, row: int, column: int, code: int) -> None:
        """An error by its number."""
        self.grid.put_error(row, column, ERRORS.get(code, "#VALUE!"))


def rk(raw: int) -> float:
    """A number squeezed into 30 bits: an integer or the upper half of a float, perhaps × 100."""
    if raw & 2:
        value = float(raw >> 2 if raw < 0x80000000 else (raw >> 2) - 0x40000000)
    else:
        (value,) = struct.unpack("<d", struct.pack("<II", 0, raw & 0xFFFFFFFC))
    return value / 100 if raw & 1 else value
