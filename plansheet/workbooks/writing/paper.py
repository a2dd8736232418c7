"""On which paper a sheet prints, and how: as offices do, or one page wide."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any, Final, Literal, get_args

from plansheet.language.wording import Language, Wording

Paper = Literal["a4", "a3"]
PAPERS: Final[tuple[Paper, ...]] = get_args(Paper)

_CODE: Final = {"a4": 9, "a3": 8}
"""What Excel calls the papers."""

_WIDTH: Final = {"a4": 215, "a3": 310}
"""Characters beside each other on a landscape page of which one can still be read: 7 points."""

_TOLERANCE: Final = 0.02
"""Of a page: columns are a whole number of pixels wide."""

_PIXELS: Final = {"a4": 1309, "a3": 1940}
"""Pixels of a landscape page within the margins of offices, of letters of 11 points that are
printed with 8."""

_OF_SEVEN_POINTS: Final = 7 / 11
_OF_EIGHT_POINTS: Final = 8 / 11
_SMALLEST: Final = 0.75
"""To what part of their size letters of 11 points are printed."""

_PAGE: Final = Wording("Trang &P/&N", "Page &P/&N")


def pixels_of(paper: Paper) -> float:
    """Pixels of columns beside each other that a page takes where letters have 8 points on it."""
    return _PIXELS[paper]


def characters_of(paper: Paper) -> float:
    """Characters beside each other that a page takes within narrow margins."""
    return _WIDTH[paper]


def again_on(paper: Paper, widths: Sequence[float], repeated: int) -> int:
    """How many of the first `repeated` columns each page has again: half of it is left to others.

    A long text may have made one of them wider than a page.
    """
    while sum(widths[:repeated]) > _WIDTH[paper] / 2:
        repeated -= 1
    return repeated


def pages_beside(paper: Paper, widths: Sequence[float], repeated: int) -> int:
    """How many pages columns take beside each other, so many of them `repeated` on each."""
    width, again = sum(widths), sum(widths[:repeated])
    return ceil((width - again) / (_WIDTH[paper] - again) - _TOLERANCE)


def print_setup(
    sheet: Any, *, lang: Language, landscape: bool, paper: Paper = "a4", repeated: int = 0
) -> None:
    """One page wide, with its name and number at the foot.

    What is too wide to be read so goes on beside, once all columns have their widths (see
    `go_on_beside`), with so many columns `repeated` on each page.
    """
    if landscape:
        sheet.set_landscape()
        sheet.beside = (paper, repeated)
    sheet.set_paper(_CODE[paper])
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer(f"&L&A&R{_PAGE.say(lang)}")


def go_on_beside(sheet: Any, widths: Sequence[float]) -> None:
    """Let a sheet, whose columns show so many characters each, be as many pages wide as it takes.

    A hidden column shows none. Where a column is wider than a page beside those that come again,
    letters are as small as it takes: a program cuts it off at the edge, or goes on in the middle
    of its lines.
    """
    paper, repeated = sheet.beside
    repeated = again_on(paper, widths, repeated)
    pages = pages_beside(paper, widths, repeated)
    if pages > 1:
        needed = sum(widths[:repeated]) + max(widths[repeated:])
        if needed > _WIDTH[paper]:
            sheet.set_print_scale(int(100 * _OF_SEVEN_POINTS * _WIDTH[paper] / needed))
        else:
            sheet.fit_to_pages(pages, 0)
        sheet.print_across()
        if repeated:
            sheet.repeat_columns(0, repeated - 1)


def print_official(sheet: Any, first_header: int, last_header: int) -> None:
    """A sheet as offices print it: A4 with the margins of Decree 30/2020/NĐ-CP, appendix I.

    The rows of headers come again on each page; pages are numbered from 1 at the top.
    """
    _as_offices_print(sheet)
    sheet.set_start_page(1)
    sheet.repeat_rows(first_header, last_header)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def print_signed(
    sheet: Any, headers: tuple[int, int], last: int, last_column: int, paper: Paper
) -> None:
    """A wide table as offices print and sign it: the same in landscape, in black and white.

    The first page has no number. What stands behind the last row and column stays on the screen.
    """
    sheet.set_landscape()
    sheet.set_paper(_CODE[paper])
    sheet.fit_to_pages(1, 0)
    _as_offices_print(sheet)
    sheet.different_first = True
    sheet.print_black_and_white()
    sheet.repeat_rows(*headers)
    sheet.print_area(0, 0, last, last_column)


def shrink_to_sign(sheet: Any, pixels: float, paper: Paper) -> None:
    """Print a table of free rows smaller, its lines for signatures on the same page.

    With 8 points at least, and not where its columns, so many pixels wide, would leave the page.
    """
    if pixels * _SMALLEST <= _PIXELS[paper] * _OF_EIGHT_POINTS:
        sheet.set_print_scale(int(_SMALLEST * 100))


def _as_offices_print(sheet: Any) -> None:
    inches = {"left": 30 / 25.4, "right": 15 / 25.4, "top": 20 / 25.4, "bottom": 20 / 25.4}
    sheet.set_margins(**inches)
    sheet.set_footer("")
    sheet.set_header(
        '&C&"Times New Roman,Regular"&13&P', {"margin": 10 / 25.4, "scale_with_doc": False}
    )
