"""A faulty return and its problems → a marked copy to send back.

The copy is the very file that came, so that the agency corrects it and sends it again: its
drop-downs, formats, protection and stamp stay. What a stranger put into it does not: macros,
links, foreign formulas and embedded objects are not carried over.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import (
    Callable,
    Container,
    Iterable,
    Iterator,
    Mapping,
    MutableMapping,
    Sequence,
)
from dataclasses import replace
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from plansheet.forms.names import STAMP_SHEET, ReportColumn
from plansheet.forms.report_sheets import PROBLEM_TITLES, PROBLEMS
from plansheet.forms.values import show
from plansheet.issuing.layout import layout_of
from plansheet.issuing.stamp_rows import read_stamp, stamp_rows
from plansheet.language.text import match_key, visible
from plansheet.problems import Problem, in_order
from plansheet.problems.catalogue import SEVERITY_NAMES
from plansheet.returns.not_returns import MARKED_TITLE, CellContent, contents_mark
from plansheet.returns.objects import ADVICE, OURS_BELOW, words_of_others
from plansheet.workbooks.editing import put_rows, put_text, same_bytes
from plansheet.workbooks.extensions import open_for_editing, open_for_results
from plansheet.workbooks.formula_safety import is_harmless
from plansheet.workbooks.reading import a1
from plansheet.workbooks.reading.addresses import cells_of
from plansheet.workbooks.writing.cell_text import quoted
from plansheet.workbooks.writing.files import replacing
from plansheet.workbooks.writing.styles import FONT

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

AUTHOR: Final = "plansheet"
_MOST_MARKS: Final = 100
"""Cells of one problem that are marked."""

_OF_SHEETS: Final = frozenset({"unread-object", "unread-sheet", "stamp-changed"})
"""Problems of a sheet as a whole: what stands in its cells is not wrong."""

MARKS: Final = {"error": "FFF8CBAD", "warning": "FFFFE699", "info": "FFDDEBF7"}
_PLAIN: Final = {True: "FFF2F2F2", False: "FFFFFFFF"}
"""What a cell of ours looks like without a mark: locked grey, to be filled in white."""

_READABLE: Final = (".xlsx", ".xlsm")


def can_annotate(path: Path) -> bool:
    """Whether a copy of the file can be marked: Excel's own format, not .xls, .xlsb or .ods."""
    return path.suffix.lower() in _READABLE and zipfile.is_zipfile(path)


def annotate(path: Path | None, problems: Iterable[Problem], target: Path) -> Path:
    """Write a copy of the return at `path` to `target` (an .xlsx), each bad cell marked.

    A cell with a problem is coloured and has a comment that says what is wrong and what to do; the
    sheet `Lỗi` lists all problems with links. Without a path (a file that was refused), or for one
    that cannot be marked (see `can_annotate`), the copy is that list alone. Raises
    `OutputError` where it cannot be written.
    """
    from openpyxl import Workbook

    found = in_order(problems)
    if path is not None and can_annotate(path):
        workbook = open_for_editing(path)
        computed = cache(partial(open_for_results, path))
        _make_harmless(workbook, computed, _by_cell(found).keys())
        _remove_old_marks(workbook)
        _mark_cells(workbook, found)
    else:
        workbook = Workbook()
        workbook.remove(workbook.worksheets[0])
    _list_problems(workbook, found)
    _stamp_list(workbook)
    with replacing(target) as temporary:
        temporary.write_bytes(same_bytes(workbook))
    return target


def _make_harmless(
    workbook: Workbook, computed: Callable[[], Workbook], bad: Container[tuple[str, str]]
) -> None:
    """Formulas that are not ours become what they gave; links, foreign names and rules go.

    Ours are harmless, stand in locked cells, and have never a problem.
    """
    from openpyxl.formatting.formatting import ConditionalFormattingList

    _drop_foreign_names(workbook.defined_names)
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink is not None:
                    cell.hyperlink = None
                at = sheet.title, cell.coordinate
                if cell.data_type == "f" and (at in bad or not _may_be_ours(sheet, cell)):
                    _put_value(cell, computed()[sheet.title][cell.coordinate].value)
        sheet.data_validations.dataValidation = [
            rule
            for rule in sheet.data_validations.dataValidation
            if is_harmless(f"={rule.formula1 or 1}") and is_harmless(f"={rule.formula2 or 1}")
        ]
        paints, sheet.conditional_formatting = (
            sheet.conditional_formatting,
            ConditionalFormattingList(),
        )
        for paint in paints:
            for rule in paint.rules:
                if all(is_harmless(f"={formula}") for formula in rule.formula):
                    sheet.conditional_formatting.add(str(paint.sqref), rule)
        _drop_foreign_names(sheet.defined_names)
        sheet.tables.clear()
        for kind in ("_images", "_charts", "_pivots"):
            setattr(sheet, kind, [])


def _drop_foreign_names(names: MutableMapping[str, Any]) -> None:
    for name in [n for n, d in names.items() if not is_harmless(f"={d.value}")]:
        del names[name]


def _may_be_ours(sheet: Worksheet, cell: Any) -> bool:
    """Whether a formula is where nobody can type and computes only from cells of the workbook."""
    is_locked = sheet.protection.sheet and cell.protection.locked
    return bool(is_locked and _formula(cell)) and is_harmless(_formula(cell))


def _formula(cell: Any) -> str:
    """The formula of a cell as text, an array formula too; blank for a table of what-ifs."""
    formula = getattr(cell.value, "text", cell.value)
    return formula if isinstance(formula, str) else ""


def _put_value(cell: Any, value: object) -> None:
    """What a formula gave instead of it; its own text where the file does not say what it gave."""
    if value is None or isinstance(value, str):
        put_text(cell, value or _formula(cell))
    else:
        cell.value = value


def _remove_old_marks(workbook: Workbook) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    if PROBLEMS in workbook.sheetnames:
        workbook.remove(workbook[PROBLEMS])
    for sheet in workbook.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.comment is not None and ADVICE in cell.comment.text:
                    theirs = words_of_others(cell.comment.text)
                    cell.comment = Comment(theirs, cell.comment.author) if theirs else None
                    plain = _PLAIN[bool(cell.protection.locked)]
                    cell.fill = PatternFill("solid", start_color=plain)


def _mark_cells(workbook: Workbook, problems: Sequence[Problem]) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    for (sheet, address), group in _by_cell(problems).items():
        if sheet not in workbook.sheetnames:
            continue
        cell: Any = workbook[sheet][address]
        if type(cell).__name__ == "MergedCell":
            continue
        text = "\n".join(f"{visible(p.message)}{ADVICE}{visible(p.hint)}" for p in group)
        if cell.comment is not None:
            text = f"{visible(cell.comment.text)}{OURS_BELOW}{text}"
        cell.comment = Comment(text, AUTHOR, height=40 + 18 * text.count("\n"), width=360)
        worst = min(group, key=_rank)
        cell.fill = PatternFill("solid", start_color=MARKS[worst.severity])


def _rank(found: Problem) -> int:
    """The worst severity first."""
    return list(MARKS).index(found.severity)


def _by_cell(problems: Sequence[Problem]) -> Mapping[tuple[str, str], list[Problem]]:
    cells: dict[tuple[str, str], list[Problem]] = {}
    for p in problems:
        is_marked = p.sheet and p.code not in _OF_SHEETS
        for at in islice(cells_of(p.cell), _MOST_MARKS) if is_marked else ():
            cells.setdefault((p.sheet, a1(*at)), []).append(p)
    return cells


_HEADS: Final = (
    (PROBLEM_TITLES[ReportColumn.SEVERITY], 11),
    (PROBLEM_TITLES[ReportColumn.SHEET], 14),
    (PROBLEM_TITLES[ReportColumn.CELLS], 9),
    (PROBLEM_TITLES[ReportColumn.MESSAGE], 64),
    ("Cách sửa", 64),
)


def _list_problems(workbook: Workbook, problems: Sequence[Problem]) -> None:
    """The sheet that lists every problem, errors first, and leads to its cell."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.worksheet.hyperlink import Hyperlink

    sheet = workbook.create_sheet(PROBLEMS, 0)
    title: Cell = sheet["A1"]
    title.value = MARKED_TITLE
    title.font = Font(name=FONT, size=14, bold=True)
    for column, (head, width) in enumerate(_HEADS, 1):
        cell = sheet.cell(3, column, head)
        cell.font = Font(name=FONT, bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", start_color="FF1F3864")
        sheet.column_dimensions[cell.column_letter].width = width
    for row, p in enumerate(sorted(problems, key=_rank), 4):
        texts = (SEVERITY_NAMES[p.severity].vi, p.sheet, p.cell, p.message, p.hint)
        for column, text in enumerate(texts, 1):
            cell = sheet.cell(row, column)
            put_text(cell, visible(text))
            cell.font = Font(name=FONT)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(row, 1).fill = PatternFill("solid", start_color=MARKS[p.severity])
        if p.cell and p.sheet in workbook.sheetnames:
            place = f"{quoted(p.sheet)}!{re.split('[:,]', p.cell)[0]}"
            sheet.cell(row, 3).hyperlink = Hyperlink(ref=f"C{row}", location=place)
            sheet.cell(row, 3).font = Font(name=FONT, color="FF0563C1", underline="single")
    sheet.freeze_panes = "A4"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    _open_at(workbook, sheet)


def _stamp_list(workbook: Workbook) -> None:
    """Let the stamp know the list, so that it is no news when the copy comes back."""
    if STAMP_SHEET not in workbook.sheetnames:
        return
    sheet = workbook[STAMP_SHEET]
    stamp = read_stamp([list(row) for row in sheet.iter_rows(values_only=True)])
    if stamp is not None:
        written = {
            (cell.row - 1, cell.column - 1): cell.value
            for row in workbook[PROBLEMS].iter_rows()
            for cell in row
            if isinstance(cell.value, str)
        }
        layout = layout_of({PROBLEMS: written}, {})
        marked = contents_mark(_contents(workbook))
        stamp = replace(stamp, layout={**stamp.layout, **layout}, marked=marked)
        put_rows(sheet, stamp_rows(stamp))


def _contents(workbook: Workbook) -> Iterator[CellContent]:
    """What stands in the copy beside the list and the stamp."""
    for sheet in workbook.worksheets:
        if sheet.title not in (PROBLEMS, STAMP_SHEET):
            for r, row in enumerate(sheet.iter_rows()):
                for c, cell in enumerate(row):
                    if cell.value is not None and cell.data_type not in "fe":
                        yield sheet.title, r, c, show(cell.value)
                    if cell.comment is not None:
                        yield sheet.title, r, c, match_key(words_of_others(cell.comment.text))


def _open_at(workbook: Workbook, sheet: Worksheet) -> None:
    """Open the copy at the list, and at no other sheet as well."""
    for other in workbook.worksheets:
        for view in other.views.sheetView:
            view.tabSelected = other is sheet
    workbook.active = sheet
