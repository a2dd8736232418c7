"""A workbook that came back → FormReturn: whose it is, its cells, and an account of all others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from plansheet.forms.names import STAMP_SHEET
from plansheet.forms.report_sheets import PROBLEMS, RECEIPTS, SOURCES
from plansheet.language.text import match_key
from plansheet.own_forms.accounting import unread_cells
from plansheet.own_forms.checking import broken_checks
from plansheet.own_forms.finding import Located, find_cells
from plansheet.own_forms.head import head_texts
from plansheet.own_forms.lists import read_list
from plansheet.own_forms.matrices import read_matrix
from plansheet.own_forms.model import OwnForm
from plansheet.own_forms.returned import CellKey, FormReturn, ReadCell
from plansheet.own_forms.stamp import read_stamp
from plansheet.plan import Plan
from plansheet.plan.periods.naming import periods_named
from plansheet.problems import PeriodError, Place, Problem, in_order, problem
from plansheet.problems.catalogue import phrases
from plansheet.returns import Return
from plansheet.returns.sender import sender
from plansheet.workbooks.reading import Workbook
from plansheet.workbooks.reading.addresses import one_range

OUR_SHEETS = tuple(map(match_key, (STAMP_SHEET, RECEIPTS, PROBLEMS, SOURCES)))
"""Sheets that we add: what stands there is no report."""


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
    ret = _whose(workbook, form, plan, agency)
    if ret.refused:
        return FormReturn(_sent(ret))
    located = {sheet.name: find_cells(sheet, workbook) for sheet in form.sheets}
    problems = [*ret.problems, *_other_sheets(workbook, form, located)]
    cells: dict[CellKey, ReadCell] = {}
    lists: dict[str, tuple[Mapping[str, ReadCell], ...]] = {}
    for sheet in form.sheets:
        there = located[sheet.name]
        if there is None:
            place = Place(workbook.file, sheet.name)
            problems.append(problem("sheet-missing", place, value=sheet.name))
            continue
        if there.sheet.name != sheet.name:
            place = Place(workbook.file, there.sheet.name)
            renamed = problem("sheet-renamed", place, value=there.sheet.name, read=sheet.name)
            problems.append(renamed)
        if sheet.kind == "list":
            rows, consumed, noticed = read_list(sheet, there, workbook.file)
            lists[sheet.name] = rows
            problems += [*noticed, *unread_cells(form, sheet, there, workbook.file, consumed)]
            continue
        reading = read_matrix(form, sheet, there, workbook.file)
        problems += reading.problems
        problems += unread_cells(form, sheet, there, workbook.file, reading.consumed)
        broken, noticed = broken_checks(sheet, reading, there, workbook.file)
        problems += noticed
        cells |= {k: c for k, c in reading.cells.items() if k not in broken}
    found = FormReturn(replace(ret, problems=tuple(problems)), cells, lists)
    if not found.has_input and not any(p.severity == "error" for p in problems):
        blank = problem("blank-return", Place(workbook.file))
        ret = replace(ret, problems=(*problems, blank))
        return replace(found, ret=_sent(ret))
    return replace(found, ret=_sent(found.ret))


def _sent(ret: Return) -> Return:
    """The return, each of its problems known to be its sender's."""
    return replace(ret, problems=tuple(in_order(p.sent_by(ret.agency) for p in ret.problems)))


def _whose(workbook: Workbook, form: OwnForm, plan: Plan, agency: str | None) -> Return:
    """The file and its sender: by the stamp, by the coordinator's word, by its head, its name."""
    ret = Return(workbook.file, workbook.sha256, workbook.modified, problems=_notes(workbook, form))
    stamp = read_stamp(workbook)
    if stamp is not None:
        if stamp.plan != plan.id:
            place = Place(ret.file)
            wrong = problem("wrong-plan", place, value=stamp.plan, expected=plan.id)
            return _refused(ret, wrong)
        if plan.agency(stamp.agency) is None:
            return _refused(ret, _unknown(ret.file, stamp.agency))
        return replace(ret, agency=stamp.agency, period=stamp.period)
    code, source = _in_head(workbook, form, plan), phrases.BY_TITLE
    if agency is not None or not code:
        code, source = sender(workbook, plan, agency)
    if not code:
        return _refused(ret, _unknown(ret.file, agency or ret.file))
    note = problem("no-stamp", Place(ret.file), value=code, source=source)
    period = _period_in_head(workbook, form, plan)
    return replace(ret, agency=code, period=period, problems=(*ret.problems, note))


def _notes(workbook: Workbook, form: OwnForm) -> tuple[Problem, ...]:
    """What the reader says of the file, but for what it would say of the blank workbook too."""
    known = {(p.code, p.sheet, p.cell, p.value) for p in form.blank.notes}
    return tuple(p for p in workbook.notes if (p.code, p.sheet, p.cell, p.value) not in known)


def _refused(ret: Return, reason: Problem) -> Return:
    return replace(ret, problems=(*ret.problems, reason), refused=True)


def _unknown(file: str, value: str) -> Problem:
    place, advice = Place(file), phrases.NAME_SENDER
    return problem("unknown-agency", place, value=value, nearest="", advice=advice)


def _in_head(workbook: Workbook, form: OwnForm, plan: Plan) -> str:
    """The code of the one agency that the head names."""
    texts = head_texts(workbook, form.sheets, "agency")
    found = {agency.code for text in texts if (agency := plan.resolve_agency(text))}
    return found.pop() if len(found) == 1 else ""


def _period_in_head(workbook: Workbook, form: OwnForm, plan: Plan) -> str:
    """The one period that the head names, blank where it names none or several."""
    found: set[str] = set()
    for text in head_texts(workbook, form.sheets, "period"):
        try:
            found.add(str(plan.period(text)))
        except PeriodError:
            found |= {str(period) for period in periods_named(text, plan.years)}
    return found.pop() if len(found) == 1 else ""


def _other_sheets(
    workbook: Workbook, form: OwnForm, located: Mapping[str, Located | None]
) -> Iterator[Problem]:
    """Sheets that are none of the form, with content that the blank workbook does not have."""
    read = {there.sheet.name for there in located.values() if there is not None}
    for sheet in workbook.sheets:
        if sheet.name in read or match_key(sheet.name) in OUR_SHEETS:
            continue
        blank = form.blank.sheet(sheet.name)
        rows = enumerate(sheet.rows)
        filled = [(r, c) for r, row in rows for c, v in enumerate(row) if v not in (None, "")]
        filled += [*sheet.errors, *sheet.uncached]
        same = blank is not None and [list(row) for row in blank.rows] == [
            list(row) for row in sheet.rows
        ]
        if filled and not same:
            place = Place(workbook.file, sheet.name, one_range(filled))
            count = str(len(filled))
            yield problem("unread-sheet", place, value=sheet.name, more={"count": count})
