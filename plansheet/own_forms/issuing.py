"""The blank workbook of a form, made for one agency and one period; nothing else is touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, cast

from plansheet.forms.names import STAMP_SHEET
from plansheet.own_forms.grid import SheetGrid
from plansheet.own_forms.model import FormSheet, OwnForm
from plansheet.own_forms.stamp import FormStamp, stamp_rows
from plansheet.plan import Plan
from plansheet.plan.agencies import Agency
from plansheet.plan.periods import Period
from plansheet.problems import InputError
from plansheet.workbooks.editing import put_rows, put_text, same_bytes
from plansheet.workbooks.extensions import open_for_editing
from plansheet.workbooks.reading import a1
from plansheet.workbooks.reading.addresses import Position
from plansheet.workbooks.remote import L
from plansheet.workbooks.writing.files import all_or_none

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_MOST_LISTED: Final = 255
"""Characters of the choices of a drop-down that Excel takes in one formula."""
_FREE_ROWS: Final = 500
"""Rows of a list that are open to be filled in."""


def agencies_of(form: OwnForm, plan: Plan) -> Sequence[Agency]:
    """The agencies that get a form: those that it names, else all of the plan.

    Raises:
        InputError: it names one that the plan does not have.
    """
    if not form.agencies:
        return plan.agencies
    found = []
    for name in form.agencies:
        agency = plan.agency(name) or plan.resolve_agency(name)
        if agency is None:
            raise InputError("form-of-unknown-agency", name=name)
        found.append(agency)
    return found


def issue_form(
    form: OwnForm,
    plan: Plan,
    period: Period,
    out: L,
    progress: Callable[[int, int], None] | None = None,
    announce: Callable[[list[str]], None] | None = None,
) -> list[L]:
    """Write the form's workbook for each agency; all of them or none.

    Raises:
        InputError: the form names an agency that the plan does not have.
        OutputError: a file cannot be written, or stands there already and differs.
    """
    agencies = agencies_of(form, plan)
    names = [f"{agency.code}_{period}.xlsx" for agency in agencies]
    if announce:
        announce(names)
    with all_or_none(out, "template-filled-in") as workshop:
        for done, (agency, name) in enumerate(zip(agencies, names, strict=True), 1):
            (workshop / name).write_bytes(_made(form, plan, period, agency))
            if progress:
                progress(done, len(agencies))
    return [cast(L, out / name) for name in names]


def _made(form: OwnForm, plan: Plan, period: Period, agency: Agency) -> bytes:
    workbook = open_for_editing(form.path)
    for sheet in form.sheets:
        there = workbook[sheet.worksheet]
        put_head(there, sheet, agency.name, period)
        _protect(there, sheet, form.grids[sheet.name])
        _validate(there, sheet)
    stamp = FormStamp(plan.id, str(period), agency.code, form.digest)
    put_stamp(workbook, stamp_rows(stamp))
    return same_bytes(workbook)


def put_head(there: Worksheet, sheet: FormSheet, agency: str, period: Period) -> None:
    """The names of the agency and the period, behind the label of their cell if it has one."""
    for what, text in (("agency", agency), ("period", str(period.label))):
        if what in sheet.head:
            cell: Any = there[a1(*sheet.head[what])]
            label, colon, _ = str(cell.value or "").partition(":")
            put_text(cell, f"{label}: {text}" if colon else text)


def put_stamp(workbook: Workbook, rows: Sequence[Sequence[str]]) -> None:
    """The stamp on its very hidden sheet."""
    if STAMP_SHEET in workbook.sheetnames:
        workbook.remove(workbook[STAMP_SHEET])
    sheet = workbook.create_sheet(STAMP_SHEET)
    put_rows(sheet, rows)
    sheet.sheet_state = "veryHidden"


def _open_cells(sheet: FormSheet) -> Iterator[Position]:
    if sheet.kind == "matrix":
        yield from sheet.inputs
        return
    top = sheet.area[0]
    for row in range(top, top + _FREE_ROWS):
        for column in sheet.columns:
            yield row, column


def _open_fields(sheet: FormSheet, grid: SheetGrid) -> Iterator[Position]:
    """The other cells above the table that are filled in: behind their label, or beside it."""
    for row, column in sheet.fields.values():
        beside = (row, grid.next_to(row, column))
        yield from ((row, column), *([beside] if grid.is_blank(*beside) else []))


def _protect(there: Worksheet, sheet: FormSheet, grid: SheetGrid) -> None:
    """Inputs can be typed in, all else cannot; columns and rows may be made wider."""
    from openpyxl.styles import Protection

    is_open = Protection(locked=False)
    for row, column in (*_open_cells(sheet), *_open_fields(sheet, grid)):
        cell: Any = there.cell(row + 1, column + 1)
        if type(cell).__name__ == "Cell":
            cell.protection = is_open
    there.protection.sheet = True
    there.protection.formatColumns = False
    there.protection.formatRows = False
    there.protection.formatCells = False


def _validate(there: Worksheet, sheet: FormSheet) -> None:
    """Drop-downs and types, where form.json says more than that anything may stand there.

    A cell that has a rule in the blank workbook keeps that one.
    """
    from openpyxl.worksheet.datavalidation import DataValidation

    rules: dict[tuple[str, str], Any] = {}
    ruled = [area for rule in there.data_validations.dataValidation for area in rule.sqref.ranges]
    for at, cell in sheet.inputs.items():
        if any(a1(*at) in area for area in ruled):
            continue
        choices, kind = sheet.choice(cell), sheet.type(cell)
        listed = ",".join(choices)
        is_short = len(listed) <= _MOST_LISTED and not any("," in c or '"' in c for c in choices)
        if choices and is_short:
            key = ("list", f'"{listed}"')
        elif kind == "integer":
            key = ("whole", "")
        elif kind == "number" and not choices:
            key = ("decimal", "")
        else:
            continue
        if key not in rules:
            rule: Any = DataValidation(operator="between", allow_blank=True)
            rule.type, rule.formula1 = key[0], key[1] or "-1E+15"
            rule.formula2 = None if key[1] else "1E+15"
            rules[key] = rule
        rules[key].add(a1(*at))
    for rule in rules.values():
        there.add_data_validation(rule)
