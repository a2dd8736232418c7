"""What a marked copy shows in its sheets: colours that go, comments, the way back to the list."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from plansheet.forms.report_sheets import PROBLEMS
from plansheet.language.text import visible
from plansheet.language.wording import LANGUAGES, Wording, spellings
from plansheet.problems import Problem
from plansheet.returns.objects import ADVICE, OURS_BELOW, words_of_others
from plansheet.returns.problem_list import MARKS, SentBack
from plansheet.workbooks.editing import put_text
from plansheet.workbooks.reading import a1, column_letters
from plansheet.workbooks.reading.addresses import Position, cells_of
from plansheet.workbooks.writing.cell_text import quoted
from plansheet.workbooks.writing.styles import FONT, LINK

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

AUTHOR: Final = "plansheet"
_MOST_MARKS: Final = 100
"""Cells of one problem that are marked."""

_OF_SHEETS: Final = frozenset({"unread-object", "unread-sheet", "stamp-changed"})
"""Problems of a sheet as a whole: what stands in its cells is not wrong."""

_PLAIN: Final = {True: "FFF2F2F2", False: "FFFFFFFF"}
"""What a cell looked like without the fill that marked it in copies of version 0.1."""

_OURS: Final = 'LEN("plansheet")>0'
"""In the formula of a mark, to know it again."""

BACK: Final = Wording("← về trang Lỗi", "← back to the list of problems")
_NEAR: Final = 12
"""Columns in which the way back may begin."""

_SPAN: Final = 4
_ROOM: Final = 14
"""Columns over which it may go on, and characters that they need."""


def is_of_sheet(found: Problem) -> bool:
    """Whether a problem is of a sheet as a whole."""
    return found.code in _OF_SHEETS


def by_cell(problems: Sequence[Problem]) -> Mapping[tuple[str, str], list[Problem]]:
    """The problems of each cell that is marked, by sheet and address."""
    cells: dict[tuple[str, str], list[Problem]] = {}
    for found in problems:
        is_marked = found.sheet and not is_of_sheet(found)
        for at in islice(cells_of(found.cell), _MOST_MARKS) if is_marked else ():
            cells.setdefault((found.sheet, a1(*at)), []).append(found)
    return cells


def remove_old_marks(workbook: Workbook) -> None:
    """Take away what an earlier marked copy added to the sheets, and its list."""
    for name in spellings(PROBLEMS):
        if name in workbook.sheetnames:
            workbook.remove(workbook[name])
    links = [BACK.say(lang) for lang in LANGUAGES]
    for sheet in workbook.worksheets:
        _remove_colours(sheet)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment is not None and ADVICE in cell.comment.text:
                    _remove_comment(cell)
                elif cell.value in links:
                    cell.value = None


def _remove_comment(cell: Any) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    theirs = words_of_others(cell.comment.text)
    cell.comment = Comment(theirs, cell.comment.author) if theirs else None
    if cell.fill.start_color.rgb in MARKS.values():
        cell.fill = PatternFill("solid", start_color=_PLAIN[bool(cell.protection.locked)])


def _remove_colours(sheet: Any) -> None:
    from openpyxl.formatting.formatting import ConditionalFormattingList

    areas, sheet.conditional_formatting = sheet.conditional_formatting, ConditionalFormattingList()
    for area in areas:
        for rule in area.rules:
            if not any(_OURS in formula for formula in rule.formula):
                sheet.conditional_formatting.add(str(area.sqref), rule)


def mark_cells(
    workbook: Workbook,
    problems: Sequence[Problem],
    about: SentBack,
    mended: Callable[[Problem], str],
) -> Iterator[tuple[str, Position]]:
    """Colour and comment each bad cell of the sheets.

    The colour goes when what is wrong with the cell is mended.

    Yields:
        Sheet and position of each cell that leads back to the list.
    """
    cells = [(*at, of) for at, of in by_cell(problems).items() if at[0] in workbook.sheetnames]
    tests = [[mended(found) for found in of] for _, _, of in cells]
    for (sheet, address, of), formulas in zip(cells, tests, strict=True):
        cell: Any = workbook[sheet][address]
        if type(cell).__name__ != "MergedCell":
            _comment(cell, of, about)
            _colour(workbook[sheet], address, of, formulas)
    for name in dict.fromkeys(sheet for sheet, _, _ in cells):
        if (at := _way_back(workbook[name], about)) is not None:
            yield name, at


def _comment(cell: Any, problems: Sequence[Problem], about: SentBack) -> None:
    from openpyxl.comments import Comment

    said = ((p.text(about.lang), p.advice(about.lang)) for p in problems)
    text = "\n".join(f"{visible(wrong)}{ADVICE}{visible(advice)}" for wrong, advice in said)
    if cell.comment is not None:
        text = f"{visible(cell.comment.text)}{OURS_BELOW}{text}"
    cell.comment = Comment(text, AUTHOR, height=40 + 18 * text.count("\n"), width=360)


def _colour(
    sheet: Worksheet, address: str, problems: Sequence[Problem], mended: Sequence[str]
) -> None:
    """A conditional format above all others, with the colour of the worst problem."""
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles import PatternFill
    from openpyxl.styles.differential import DifferentialStyle

    worst = min((found.severity for found in problems), key=list(MARKS).index)
    fill = PatternFill("solid", bgColor=MARKS[worst], fgColor=MARKS[worst])
    all_mended = ",".join(mended) if all(mended) else "FALSE"
    formula = f"AND({_OURS},NOT(AND({all_mended})))"
    rule = Rule("expression", dxf=DifferentialStyle(fill=fill), formula=[formula])
    for area in sheet.conditional_formatting:
        for other in area.rules:
            other.priority += 1
    sheet.conditional_formatting.add(address, rule)
    rule.priority = 1


def _way_back(sheet: Any, about: SentBack) -> Position | None:
    """Let a free cell of the rows that never scroll away lead to the list; None without one."""
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    frozen = sheet.sheet_view.pane
    rows = int(frozen.ySplit or 0) if frozen is not None else 0
    merged = {cell for area in sheet.merged_cells.ranges for cell in area.cells}
    for row in range(1, rows + 1):
        for column in range(1, _NEAR + 1):
            if _has_room(sheet, row, column, merged):
                cell = sheet.cell(row, column)
                put_text(cell, about.say(BACK))
                place = f"{quoted(about.say(PROBLEMS))}!A1"
                cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place)
                cell.font = Font(name=FONT, size=11, color=f"FF{LINK[1:]}", underline="single")
                return row - 1, column - 1
    return None


def _has_room(sheet: Any, row: int, column: int, merged: Set[Position]) -> bool:
    """Whether no text runs over a cell from the left, and nothing stands where ours goes on."""
    before = (at for at in range(column - 1, 0, -1) if sheet.cell(row, at).value is not None)
    nearest = next(before, None)
    if nearest is not None and (row, nearest) not in merged:
        return False
    room = 0.0
    for at in range(column, column + _SPAN):
        if (row, at) in merged or sheet.cell(row, at).value is not None:
            break
        room += sheet.column_dimensions[column_letters(at - 1)].width
    return room >= _ROOM
