"""A workbook that came back → FormReturn: whose it is, its cells, and an account of all others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from plansheet.forms.names import STAMP_SHEET
from plansheet.forms.report_sheets import PROBLEMS, RECEIPTS, SOURCES
from plansheet.own_forms.accounting import new_cells, new_objects, unread_cells
from plansheet.own_forms.checking import broken_checks
from plansheet.own_forms.coverage import GivenBy, coverage_of, source_columns
from plansheet.own_forms.finding import Located, find_sheets
from plansheet.own_forms.grid import SheetGrid
from plansheet.own_forms.head import ASKED, HeadAnswer, field_answers, head_answers
from plansheet.own_forms.lists import read_list
from plansheet.own_forms.matrices import read_matrix
from plansheet.own_forms.model import CellKey, FormSheet, OwnForm
from plansheet.own_forms.origins import Origins
from plansheet.own_forms.places import in_others_blocks
from plansheet.own_forms.returned import FormReturn, ReadCell, SheetPlace
from plansheet.own_forms.senders import whose
from plansheet.own_forms.stamp import TOTAL_KIND, read_stamp
from plansheet.plan import Plan
from plansheet.problems import Place, Problem, in_order, problem
from plansheet.returns import Return
from plansheet.workbooks.parts import part_of
from plansheet.workbooks.reading import Workbook
from plansheet.workbooks.reading.addresses import one_range

OUR_SHEETS = (STAMP_SHEET, RECEIPTS, PROBLEMS, SOURCES)
"""Sheets that we add: what stands there is no report."""


@dataclass(frozen=True)
class _Found:
    """A sheet of the form in a return: where its cells are and were, what its head says."""

    form: FormSheet
    there: Located
    blank: SheetGrid
    origins: Origins
    answers: tuple[HeadAnswer, ...]
    fields: tuple[HeadAnswer, ...]


@dataclass
class _Said:
    """What the sheets of a return say."""

    cells: dict[CellKey, ReadCell] = field(default_factory=dict)
    lists: dict[str, tuple[Mapping[str, ReadCell], ...]] = field(default_factory=dict)
    fields: dict[CellKey, ReadCell] = field(default_factory=dict)
    computed: dict[CellKey, Decimal] = field(default_factory=dict)
    covered: dict[CellKey, GivenBy] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_form_return(
    workbook: Workbook, form: OwnForm, plan: Plan, agency: str | None = None
) -> FormReturn:
    """What a workbook says in the cells of a form, and every problem; bad content never raises.

    Args:
        workbook: as the reader gives it.
        form: the form that it should be.
        plan: its agencies and years.
        agency: the code of the sender where the file has no stamp.
    """
    found = list(_sheets(workbook, form))
    answers = {what: [a for one in found for a in one.answers if a.what == what] for what in ASKED}
    ret = whose(workbook, form, plan, answers, agency)
    if ret.refused:
        return FormReturn(_sent(ret))
    said, is_total = _Said(), read_stamp(workbook, TOTAL_KIND) is not None
    for one in found:
        _read(form, one, workbook.file, said, is_total=is_total)
        for key, told in in_others_blocks(one.form, said.cells, ret.agency, plan):
            del said.cells[key]
            said.problems.append(told)
    said.problems += [*_sheet_problems(workbook, form, found), *new_objects(workbook, form.blank)]
    problems = (*ret.problems, *said.problems)
    places = {
        one.form.name: SheetPlace(one.there.sheet.name, one.there.rows, one.there.columns)
        for one in found
    }
    result = FormReturn(
        ret, said.cells, said.fields, said.lists, said.computed, places, said.covered
    )
    if not result.has_input and not any(p.severity == "error" for p in problems):
        problems = (*problems, problem("blank-return", Place(workbook.file)))
    return replace(result, ret=_sent(replace(ret, problems=problems)))


def _sent(ret: Return) -> Return:
    """The return, each of its problems known to be its sender's."""
    return replace(ret, problems=tuple(in_order(p.sent_by(ret.agency) for p in ret.problems)))


def _sheets(workbook: Workbook, form: OwnForm) -> Iterator[_Found]:
    for name, there in find_sheets(form, workbook).items():
        sheet, grid = form.by_name[name], form.grids[name]
        if there is not None:
            origins = Origins(sheet, there, grid)
            answers = head_answers(grid, sheet, there, origins, workbook.file)
            fields = field_answers(grid, sheet, there, origins, workbook.file)
            yield _Found(sheet, there, grid, origins, tuple(answers), tuple(fields))


def _read(form: OwnForm, found: _Found, file: str, said: _Said, *, is_total: bool) -> None:
    """Add what a sheet says, and what is wrong with it; in a total we wrote something beside."""
    sheet, there = found.form, found.there
    covered, told = coverage_of(sheet, there)
    said.covered |= covered
    said.fields |= {
        sheet.field_key(one.what): ReadCell(one.text, one.place) for one in found.fields
    }
    consumed = {*(answer.at for answer in (*found.answers, *found.fields)), *told}
    if sheet.kind == "list":
        rows, read, problems = read_list(sheet, there, file)
        consumed |= set(source_columns(sheet, there) if is_total else ())
        said.lists[sheet.name] = rows
    else:
        reading = read_matrix(form, sheet, there, file)
        broken, noticed = broken_checks(sheet, reading, there, file)
        read, problems = reading.consumed, [*reading.problems, *noticed]
        said.computed |= reading.computed
        said.cells |= {k: c for k, c in reading.cells.items() if k not in broken}
    said.problems += problems
    said.problems += unread_cells(found.blank, there, found.origins, file, consumed | read)


def _sheet_problems(workbook: Workbook, form: OwnForm, found: list[_Found]) -> Iterator[Problem]:
    """Sheets that are missing, have other names, or are none of the form."""
    there = {one.form.name: one.there.sheet.name for one in found}
    for sheet in form.sheets:
        name = there.get(sheet.name)
        if name is None:
            yield problem("sheet-missing", Place(workbook.file, sheet.name), value=sheet.name)
        elif name != sheet.worksheet and not sheet.block.start:
            place = Place(workbook.file, name)
            yield problem("sheet-renamed", place, value=name, read=sheet.worksheet)
    read = set(there.values())
    for other in workbook.sheets:
        if other.name in read or any(part_of(other.name, name) for name in OUR_SHEETS):
            continue
        filled = new_cells(other, form.blank.sheet(other.name))
        if filled:
            place = Place(workbook.file, other.name, one_range(filled))
            count = str(len(filled))
            yield problem("unread-sheet", place, value=other.name, more={"count": count})
