"""On which paper a sheet prints, and how: as offices do, or one page wide."""

from __future__ import annotations

from typing import Any, Final

from plansheet.language.wording import Language, Wording

_A4: Final = 9
_A3: Final = 8
_A4_WIDTH: Final = 215
"""Characters beside each other on a landscape A4 page of which one can still be read: 7 points."""
_PAGE: Final = Wording("Trang &P/&N", "Page &P/&N")


def print_setup(sheet: Any, *, lang: Language, landscape: bool, width: float = 0) -> None:
    """One page wide, with its name and number at the foot.

    A sheet of more `width` (in characters) than an A4 page can show is for A3.
    """
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(_A3 if width > _A4_WIDTH else _A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer(f"&L&A&R{_PAGE.say(lang)}")


def print_official(sheet: Any, first_header: int, last_header: int) -> None:
    """A sheet as offices print it: A4 with the margins of Decree 30/2020/NĐ-CP, appendix I.

    The rows of headers come again on each page; pages are numbered from 1 at the top.
    """
    _as_offices_print(sheet)
    sheet.set_start_page(1)
    sheet.repeat_rows(first_header, last_header)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def print_signed(sheet: Any, headers: tuple[int, int], last: int, last_column: int) -> None:
    """A wide table as offices print and sign it: the same on A4 landscape, in black and white.

    The first page has no number. What stands behind the last row and column stays on the screen.
    """
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    _as_offices_print(sheet)
    sheet.different_first = True
    sheet.print_black_and_white()
    sheet.repeat_rows(*headers)
    sheet.print_area(0, 0, last, last_column)


def _as_offices_print(sheet: Any) -> None:
    inches = {"left": 30 / 25.4, "right": 15 / 25.4, "top": 20 / 25.4, "bottom": 20 / 25.4}
    sheet.set_margins(**inches)
    sheet.set_footer("")
    sheet.set_header(
        '&C&"Times New Roman,Regular"&13&P', {"margin": 10 / 25.4, "scale_with_doc": False}
    )
