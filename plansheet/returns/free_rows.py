"""Rows that an agency adds where a form leaves rows free: held against the form and the plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from plansheet.forms import Form
from plansheet.forms.choices import Request
from plansheet.forms.names import ColumnName, FormName
from plansheet.forms.values import code_meant, show
from plansheet.language.text import match_key
from plansheet.plan import Plan
from plansheet.problems import Place, Problem, has_errors, problem
from plansheet.returns.model import ReturnRow, Section
from plansheet.returns.whole_row import WholeRows
from plansheet.tables.check import check_row
from plansheet.workbooks.reading import cell_position
from plansheet.workbooks.reading.addresses import ranges

_WITHOUT_CODE: Final = (Request.NEW_TASK, Request.OTHER)
"""What can be asked without saying about which task."""


def check_free_rows(
    plan: Plan, section: Section, whole: WholeRows
) -> tuple[tuple[ReturnRow, ...], list[Problem]]:
    """The rows that can be used, each with the code that it means, and what is wrong with them."""
    form = plan.forms[section.form]
    known = _known(plan, form, section) if section.free else {}
    rows: list[ReturnRow] = []
    problems: list[Problem] = []
    for row in section.free:
        place = partial(section.place, row)
        checked = check_row(form, row.values, place, row.code, row.broken, whole.beside(row))
        code = code_meant(row.code, known)
        found = checked.problems
        if not has_errors(found):
            found += _unclear(form, section, row, code)
        problems += found
        if has_errors(found) or row.broken:
            problems += _unused(section, row)
            continue
        rows.append(replace(row, code=code or row.code, values=checked.values))
    return tuple(rows), problems


def _unused(section: Section, row: ReturnRow) -> Iterator[Problem]:
    """What stands in a row of which nothing is used."""
    if row.values:
        cells = [cell_position(section.cell(row, name)) for name in row.values]
        text = " · ".join(map(show, row.values.values()))
        place = Place(section.file, section.sheet, ",".join(ranges(cells)))
        yield problem("row-unusable", place, value=text, row_code=row.code or str(row.number))


def _known(plan: Plan, form: Form, section: Section) -> Mapping[str, str]:
    """The codes that a row may have, by match key; of products only tasks of the agency's own."""
    if form.name == FormName.SCHEDULE:
        return _by_key((*(row.code for row in section.rows), *section.missing))
    return plan.once(_all_codes, "")


def _all_codes(plan: Plan, _: str) -> Mapping[str, str]:
    return _by_key((*plan.tasks_by_code, *plan.indicators_by_code))


def _by_key(codes: Iterable[str]) -> Mapping[str, str]:
    return {match_key(code): code for code in codes}


def _unclear(form: Form, section: Section, row: ReturnRow, code: str) -> Iterator[Problem]:
    """What a row lacks to be about something."""
    if form.name == FormName.COMMENTS:
        if row.values.keys().isdisjoint((ColumnName.DRAFT, ColumnName.COMMENT)):
            yield section.at(row, form.by_name[ColumnName.COMMENT]).problem("missing-required")
        return
    if form.name == FormName.SCHEDULE and not row.values.keys() - {form.key}:
        yield section.at(row, form.by_name[ColumnName.PRODUCT]).problem("missing-required")
        return
    cell, request = section.at(row, form.by_name[form.key]), row.values.get(ColumnName.REQUEST)
    if row.code.strip() and not code and request != Request.NEW_TASK:
        yield cell.problem("unknown-code")
    elif not row.code.strip() and request not in _WITHOUT_CODE:
        yield cell.problem("missing-required")


def check_due(plan: Plan, section: Section, row: ReturnRow) -> Iterator[Problem]:
    """A due text that is proposed and gives no date: the plan will have it as it is written."""
    is_asked = row.values.get(ColumnName.REQUEST) == Request.DUE
    name = ColumnName.REQUESTED if is_asked else ColumnName.DUE
    form = plan.forms[section.form]
    if not form.free or name not in row.values:
        return
    from plansheet.plan.periods import parse_due

    due = parse_due(show(row.values[name]), plan.years[0])
    if due.doubt is not None:
        cell = section.at(row, form.by_name[name])
        yield cell.problem("due-unclear", why=due.doubt, year=str(plan.years[0]))
