"""A faulty return and its problems → a marked copy to send back.

The copy is the very file that came, so that the agency corrects it and sends it again: its
drop-downs, formats, protection and stamp stay. What a stranger put into it does not: macros,
links, foreign formulas and embedded objects are not carried over.
"""

from __future__ import annotations

import zipfile
from collections.abc import (
    Callable,
    Container,
    Iterable,
    Iterator,
    MutableMapping,
    Sequence,
)
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from plansheet.forms.names import STAMP_SHEET
from plansheet.forms.report_sheets import PROBLEMS
from plansheet.forms.values import show
from plansheet.issuing.layout import layout_of, mark_of
from plansheet.issuing.renewing import StandingTable, renew_rules
from plansheet.issuing.stamp_rows import read_stamp, stamp_rows
from plansheet.language.text import match_key
from plansheet.language.wording import LANGUAGE_TAGS, spellings
from plansheet.plan import Plan
from plansheet.problems import Problem, in_order
from plansheet.returns.marks import by_cell, is_of_sheet, mark_cells, remove_old_marks
from plansheet.returns.mended import mended
from plansheet.returns.model import Return
from plansheet.returns.not_returns import MARKED_TITLE, CellContent, contents_mark
from plansheet.returns.objects import words_of_others
from plansheet.returns.problem_list import SentBack, list_problems
from plansheet.workbooks.editing import put_rows, put_text, same_bytes
from plansheet.workbooks.extensions import open_for_editing, open_for_results
from plansheet.workbooks.formula_safety import is_harmless
from plansheet.workbooks.reading.addresses import Position
from plansheet.workbooks.remote import L
from plansheet.workbooks.writing.cells import Formula
from plansheet.workbooks.writing.files import ISSUED_AT, replacing

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_READABLE: Final = (".xlsx", ".xlsm")


def can_annotate(path: Path) -> bool:
    """Whether a copy of the file can be marked: Excel's own format, not .xls, .xlsb or .ods."""
    return path.suffix.lower() in _READABLE and zipfile.is_zipfile(path)


def annotate(
    path: Path | None,
    problems: Iterable[Problem],
    target: L,
    about: SentBack | None = None,
    of: tuple[Return, Plan] | None = None,
) -> L:
    """Write a copy of the return at `path` to `target` (an .xlsx), each bad cell marked.

    A cell with a problem has a colour, which goes when it is mended, and a comment that says what
    is wrong and what to do; the sheet `Lỗi` lists all problems with links and counts what is left.
    Without a path (a file that was refused), or for one that cannot be marked (see
    `can_annotate`), the copy is that list alone. `about` says whose it is and until when. `of` is
    what was read of the file, and the plan by whose forms its rules and colours are written anew.

    Raises:
        OutputError: it cannot be written.
    """
    from openpyxl import Workbook

    found, about = in_order(problems), about or SentBack()
    links: Sequence[tuple[str, Position]] = ()
    if path is not None and can_annotate(path):
        workbook = open_for_editing(path)
        computed = cache(partial(open_for_results, path))
        _make_harmless(workbook, computed, by_cell(found).keys())
        remove_old_marks(workbook)
        if of is not None:
            _renew(workbook, *of)
        outside = {p: _mended(workbook, p, from_outside=True) for p in found}
        links = list(mark_cells(workbook, found, about, partial(_mended, workbook)))
    else:
        workbook = Workbook()
        workbook.remove(workbook.worksheets[0])
        workbook.properties.created = workbook.properties.modified = ISSUED_AT
        outside = {}
    list_problems(workbook, found, about, lambda p: outside.get(p, ""))
    _stamp_list(workbook, links)
    workbook.properties.language = LANGUAGE_TAGS[about.lang]
    workbook.properties.title = workbook.properties.title or about.say(MARKED_TITLE)
    with replacing(target) as temporary:
        temporary.write_bytes(same_bytes(workbook))
    return target


def _renew(workbook: Workbook, ret: Return, plan: Plan) -> None:
    """Whatever the program that saved a return lost of its rules and colours."""
    tables = [
        StandingTable(name, of.sheet, of.header - 1, of.columns, of.codes, of.check)
        for name, of in ret.sections.items()
    ]
    renew_rules(workbook, plan, ret.agency, tables)


def _mended(workbook: Workbook, found: Problem, *, from_outside: bool = False) -> str:
    """The formula that is true once a problem is mended; blank for one of no cell of the copy."""
    if not found.cell or found.sheet not in workbook.sheetnames or is_of_sheet(found):
        return ""
    return mended(workbook[found.sheet], found, from_outside=from_outside)


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


def _stamp_list(workbook: Workbook, links: Iterable[tuple[str, Position]]) -> None:
    """Let the stamp know the list and what leads to it: no news when the copy comes back."""
    if STAMP_SHEET not in workbook.sheetnames:
        return
    sheet = workbook[STAMP_SHEET]
    stamp = read_stamp([list(row) for row in sheet.iter_rows(values_only=True)])
    if stamp is not None:
        listed = workbook.worksheets[0]
        written = {
            (cell.row - 1, cell.column - 1): _as_written(cell)
            for row in listed.iter_rows()
            for cell in row
            if isinstance(cell.value, str)
        }
        layout = {**stamp.layout, **layout_of({listed.title: written}, {})}
        for name, (row, column) in links:
            text = workbook[name].cell(row + 1, column + 1).value
            layout[name] = {**layout.get(name, {}), (row, column): mark_of(str(text))}
        marked = contents_mark(_contents(workbook))
        put_rows(sheet, stamp_rows(replace(stamp, layout=layout, marked=marked)))


def _as_written(cell: Any) -> str | Formula:
    return Formula(cell.value) if cell.data_type == "f" else str(cell.value)


def _contents(workbook: Workbook) -> Iterator[CellContent]:
    """What stands in the copy beside the list and the stamp."""
    for sheet in workbook.worksheets:
        if sheet.title not in (*spellings(PROBLEMS), STAMP_SHEET):
            for r, row in enumerate(sheet.iter_rows()):
                for c, cell in enumerate(row):
                    if cell.value is not None and cell.data_type not in "fe":
                        yield sheet.title, r, c, show(cell.value)
                    if cell.comment is not None:
                        yield sheet.title, r, c, match_key(words_of_others(cell.comment.text))
