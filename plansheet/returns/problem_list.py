"""The first sheet of a marked copy: what is to be mended, where, how, and how much is left."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from plansheet.forms.names import ReportColumn
from plansheet.forms.report_sheets import PROBLEM_TITLES, PROBLEMS
from plansheet.language.numbers_and_dates import format_date
from plansheet.language.text import visible
from plansheet.language.wording import NOTHING, Language, Wording, Words, say
from plansheet.problems import Problem
from plansheet.problems.catalogue import SEVERITY_NAMES, Severity
from plansheet.returns.not_returns import MARKED_TITLE
from plansheet.workbooks.editing import put_text
from plansheet.workbooks.reading import column_letters
from plansheet.workbooks.writing.cell_text import quoted
from plansheet.workbooks.writing.fitting import height_of, lines_of
from plansheet.workbooks.writing.styles import FONT, LINK, NAVY

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

MARKS: Final[Mapping[Severity, str]] = {
    "error": "FFF8CBAD",
    "warning": "FFFFE699",
    "info": "FFDDEBF7",
}
"""The colours of bad cells, the worst first."""

SIGNS: Final[Mapping[Severity, str]] = {"error": "✖", "warning": "⚠", "info": "·"}
"""What stands before the word for a severity, for those who see no colours."""

DONE: Final = "✔"
_SHOWN: Final = 300
_NAMED: Final = 70
"""Characters that are shown of what somebody wrote, and of the name of a task."""

_AGENCY: Final = Wording("Cơ quan báo cáo: {agency}", "Reporting agency: {agency}")
_PERIOD: Final = Wording("Kỳ báo cáo: {period}", "Reporting period: {period}")
_BACK_BY: Final = Wording("Gửi lại trước: {day}", "Send back by: {day}")
_NO_DAY: Final = Wording("ngày …… tháng …… năm ………", "………………………")
_LEFT: Final = Wording(
    '="Còn "&{error}&" lỗi phải sửa, "&{warning}&" chỗ nên xem"',
    '="Errors to correct: "&{error}&", places to look at: "&{warning}',
)
_HOW: Final = Wording(
    f"Bấm “Đi tới” để đến ô; ô được sửa đúng thì hết màu và cột cuối có {DONE}. Dòng không có ô "
    "được kiểm tra lại khi gửi.",
    f"“Go to” leads to the cell; a cell that was corrected loses its colour and the last column "
    f"has {DONE}. A line without a cell is checked when the file is sent.",
)


@dataclass(frozen=True, slots=True)
class SentBack:
    """Whose return goes back, of which period, until when, and what its rows are called."""

    agency: str = ""
    period: Words = ""
    back_by: date | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    lang: Language = "vi"

    def say(self, text: Words) -> str:
        """A text in the language of the copy."""
        return say(text, self.lang)


@dataclass(frozen=True, slots=True)
class _Column:
    title: Words
    width: float


_LEVEL: Final = 1
_GO_TO: Final = 7
_TICK: Final = 8
_COLUMNS: Final = (
    _Column(Wording("TT", "No."), 5),
    _Column(Wording("Mức", "Level"), 12.5),
    _Column(Wording("Nhiệm vụ, chỉ tiêu", "Task or indicator"), 26),
    _Column(PROBLEM_TITLES[ReportColumn.COLUMN].label, 14),
    _Column(Wording("Bạn đã ghi", "You wrote"), 18),
    _Column(Wording("Sai ở đâu", "What is wrong"), 36),
    _Column(Wording("Sửa thế nào", "What to do"), 38),
    _Column(Wording("Đi tới", "Go to"), 15),
    _Column(Wording("Đã sửa", "Corrected"), 9),
)
_RED, _BROWN, _GREEN = "FFC00000", "FF7F6000", "FF375623"
"""Of the counter."""

_MARGIN: Final = 0.4
"""Inches at the sides of the page, on which letters of 11 points become 9 high."""

_COUNTER_ROW: Final = 5
_HEADER_ROW: Final = 7


def list_problems(
    workbook: Workbook,
    problems: Sequence[Problem],
    about: SentBack,
    mended: Callable[[Problem], str],
) -> None:
    """Write the sheet and open the workbook at it; nothing of it can be typed over.

    Args:
        workbook: the copy.
        problems: what is wrong with it.
        about: what stands above the list.
        mended: by problem the formula that is true once it is mended, blank where none tells.
    """
    sheet = workbook.create_sheet(about.say(PROBLEMS), 0)
    ordered = sorted(problems, key=lambda found: list(MARKS).index(found.severity))
    _above(sheet, about, len(ordered))
    for column, head in enumerate(_COLUMNS, 1):
        _put(sheet, _HEADER_ROW, column, about.say(head.title), bold=True, colour="FFFFFFFF")
        sheet.cell(_HEADER_ROW, column).fill = _fill(f"FF{NAVY[1:]}")
        sheet.column_dimensions[column_letters(column - 1)].width = head.width
    for number, found in enumerate(ordered, 1):
        is_there = found.sheet in workbook.sheetnames
        _row(sheet, number, found, about, mended(found) if is_there else "")
        if found.cell and is_there:
            _link(sheet, _HEADER_ROW + number, found)
    _set_up(sheet)
    _open_at(workbook, sheet)


def _above(sheet: Worksheet, about: SentBack, count: int) -> None:
    day = about.back_by
    when: Words = NOTHING if day is None else format_date(day)
    lines: list[Words] = [
        MARKED_TITLE,
        _AGENCY.fill(agency=about.agency),
        _PERIOD.fill(period=about.period),
        _BACK_BY.fill(day=when if day else _NO_DAY),
    ]
    for row, line in enumerate(lines, 1):
        _put(sheet, row, 1, about.say(line), size=14 if row == 1 else 12, bold=row in (1, 4))
    last = _HEADER_ROW + max(count, 1)
    levels, ticks = (f"${c}${_HEADER_ROW + 1}:${c}${last}" for c in "BI")
    left = {
        severity: f'SUMPRODUCT((LEFT({levels},1)="{sign}")*({ticks}<>"{DONE}"))'
        for severity, sign in SIGNS.items()
    }
    counter = sheet.cell(_COUNTER_ROW, 1, about.say(_LEFT).format(**left))
    _colour_counter(counter, left["error"], left["warning"])
    _put(sheet, _COUNTER_ROW + 1, 1, about.say(_HOW), italic=True)


def _colour_counter(cell: Any, error: str, warning: str) -> None:
    """Red as long as there are errors, brown while there are places to look at, then green."""
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles import Font
    from openpyxl.styles.differential import DifferentialStyle

    cell.font = _font(size=14, bold=True, colour=_GREEN)
    for count, colour in ((error, _RED), (warning, _BROWN)):
        look = DifferentialStyle(font=Font(color=colour))
        rule = Rule("expression", dxf=look, stopIfTrue=True, formula=[f"{count}>0"])
        cell.parent.conditional_formatting.add(cell.coordinate, rule)


def _row(sheet: Worksheet, number: int, found: Problem, about: SentBack, mended: str) -> None:
    row = _HEADER_ROW + number
    name = about.names.get(found.row_code, "")
    level = f"{SIGNS[found.severity]} {SEVERITY_NAMES[found.severity].say(about.lang)}"
    value = about.say(found.value)
    value = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
    texts = (
        *(str(number), level, f"{found.row_code} {_short(name)}".strip()),
        *(about.say(found.column), value),
        *(found.text(about.lang), found.advice(about.lang)),
        ": ".join(filter(None, (found.sheet, found.cell.partition(",")[0]))),
    )
    for column, text in enumerate(texts, 1):
        _put(sheet, row, column, visible(text), wrap=True)
    sheet.cell(row, _LEVEL + 1).fill = _fill(MARKS[found.severity])
    tick = sheet.cell(row, _TICK + 1, f'=IF({mended},"{DONE}","")' if mended else None)
    tick.font, tick.alignment, tick.border = _font(bold=True), _aligned(center=True), _border()
    lines = (
        lines_of(text, head.width - 0.7)
        for text, head in zip(texts, _COLUMNS[: len(texts)], strict=True)
    )
    sheet.row_dimensions[row].height = height_of(max(lines))


def _short(name: str) -> str:
    return name if len(name) <= _NAMED else f"{name[:_NAMED].rpartition(' ')[0]}…"


def _link(sheet: Worksheet, row: int, found: Problem) -> None:
    """Let the cell that names a place lead there."""
    from openpyxl.worksheet.hyperlink import Hyperlink

    cell = sheet.cell(row, _GO_TO + 1)
    place = f"{quoted(found.sheet)}!{re.split('[:,]', found.cell)[0]}"
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place)
    cell.font = _font(colour=f"FF{LINK[1:]}", underline=True)


def _put(
    sheet: Worksheet, row: int, column: int, text: str, *, wrap: bool = False, **look: Any
) -> None:
    cell = sheet.cell(row, column)
    put_text(cell, text)
    cell.font = _font(**look)
    if wrap or row == _HEADER_ROW:
        cell.alignment, cell.border = _aligned(center=row == _HEADER_ROW), _border()


def _font(
    size: float = 11,
    *,
    bold: bool = False,
    italic: bool = False,
    colour: str = "FF000000",
    underline: bool = False,
) -> Any:
    from openpyxl.styles import Font

    look: Any = {"underline": "single"} if underline else {}
    return Font(name=FONT, size=size, bold=bold, italic=italic, color=colour, **look)


def _fill(colour: str) -> Any:
    from openpyxl.styles import PatternFill

    return PatternFill("solid", start_color=colour)


def _aligned(*, center: bool) -> Any:
    from openpyxl.styles import Alignment

    return Alignment(wrap_text=True, vertical="top", horizontal="center" if center else None)


def _border() -> Any:
    from openpyxl.styles import Border, Side

    side = Side("thin", color="FFBFBFBF")
    return Border(side, side, side, side)


def _set_up(sheet: Any) -> None:
    sheet.freeze_panes = f"A{_HEADER_ROW + 1}"
    sheet.sheet_view.showGridLines = False
    sheet.protection.enable()
    sheet.print_title_rows = f"{_HEADER_ROW}:{_HEADER_ROW}"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.page_margins.left = sheet.page_margins.right = _MARGIN
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _open_at(workbook: Workbook, sheet: Worksheet) -> None:
    """Open the copy at the list, and at no other sheet as well."""
    for other in workbook.worksheets:
        for view in other.views.sheetView:
            view.tabSelected = other is sheet
    workbook.active = sheet
