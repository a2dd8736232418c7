"""Returns of a form held against what the same agencies gave last time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from plansheet.forms.values import Value
from plansheet.language.numbers_and_dates import decimal_of
from plansheet.own_forms.checking import Held, held, is_of_previous
from plansheet.own_forms.explaining import source_rows
from plansheet.own_forms.formulas import FormFormulas, figures_in
from plansheet.own_forms.model import CellKey, OwnForm
from plansheet.own_forms.returned import FormReturn, SheetPlace
from plansheet.own_forms.stamp import TOTAL_KIND, read_stamp
from plansheet.plan.periods import Period
from plansheet.problems import InputError, Problem, in_order
from plansheet.report.reading import open_report
from plansheet.workbooks.reading import a1, cell_position
from plansheet.workbooks.remote import Location, source_of


@dataclass(frozen=True)
class PreviousTotal:
    """What each agency gave last time, by its code and by cell; formulas worked out anew."""

    period: str
    by_agency: Mapping[str, Mapping[CellKey, Value]] = field(repr=False)


def read_previous(path: Location, form: OwnForm, period: Period | None = None) -> PreviousTotal:
    """The total of an earlier period, as `merge` with a form wrote it.

    Raises:
        InputError: the file cannot be read, is no total, or is one of this period.
    """
    path = source_of(path)
    workbook = open_report(path)
    stamp = read_stamp(workbook, TOTAL_KIND)
    if stamp is None:
        raise InputError("not-a-total", path=path)
    if period is not None and stamp.period == str(period):
        raise InputError("report-not-earlier", path=path, other=stamp.period, own=period)
    given: dict[str, dict[CellKey, Value]] = {}
    for sheet, cell, row, column, agency, _, value, *_ in source_rows(workbook):
        if isinstance(value, int | float) and not isinstance(value, bool):
            key = CellKey(_table(form, str(sheet), str(cell)), str(row), str(column))
            given.setdefault(str(agency), {})[key] = decimal_of(value)
    return PreviousTotal(
        stamp.period, {code: _with_formulas(form, typed) for code, typed in given.items()}
    )


def _table(form: OwnForm, sheet: str, cell: str) -> str:
    """The table of a sheet in which a cell stands."""
    tables = form.tables(sheet)
    if len(tables) < 2:
        return sheet
    return next((one.name for one in tables if cell_position(cell)[0] in one.block), sheet)


def _with_formulas(form: OwnForm, typed: Mapping[CellKey, Value]) -> Mapping[CellKey, Value]:
    """The figures, and what the formulas of the form give with them."""
    every = dict(typed)
    for sheet in form.sheets:
        blank = form.blanks[sheet.name]
        if sheet.kind == "list":
            continue
        formulas = FormFormulas(dict(blank.formulas), figures_in(sheet, blank.rows, typed))
        for at, cell in sheet.formulas.items():
            value = formulas.value(at)
            if value is not None:
                every[cell.key] = value
    return every


def held_against_previous(found: FormReturn, form: OwnForm, earlier: PreviousTotal) -> FormReturn:
    """A return with what contradicts what its agency gave last time; an error blanks its cell.

    Nothing is said of an agency that gave nothing then.
    """
    previous = earlier.by_agency.get(found.agency)
    if previous is None or found.refused:
        return found
    told: list[Problem] = []
    gone: set[CellKey] = set()
    for sheet in form.sheets:
        there = found.places.get(sheet.name)
        checks = [check for check in sheet.checks if is_of_previous(check)]
        if there is None or not checks:
            continue
        wrong = {
            one.place.cell
            for one in found.problems
            if one.severity == "error" and one.place.sheet == there.sheet
        }
        at = partial(_address, there)
        broken = {cell.key for cell in sheet.inputs.values() if at(cell.key) in wrong}
        against = Held(sheet, found.figures, broken, previous)
        out, problems = held(against, checks, there, found.file)
        gone |= out
        told += problems
    cells = {key: cell for key, cell in found.cells.items() if key not in gone}
    problems = in_order((*found.problems, *(one.sent_by(found.agency) for one in told)))
    return replace(found, ret=replace(found.ret, problems=tuple(problems)), cells=cells)


def _address(there: SheetPlace, key: CellKey) -> str:
    row, column = there.rows.get(key.row), there.columns.get(key.column)
    return a1(row, column) if row is not None and column is not None else ""
