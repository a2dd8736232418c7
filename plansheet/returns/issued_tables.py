"""What the tables of a return were issued with: by its stamp, or by the plan where it has none."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace

from plansheet.forms import RETURN_FORMS, Form
from plansheet.forms.names import FormName
from plansheet.issuing import Assignment, IssuedRow, prepare, stamp_of
from plansheet.issuing.stamp import Stamp
from plansheet.plan import Plan
from plansheet.plan.periods import Period
from plansheet.returns.model import IssuedTable, Return


def issued_tables(plan: Plan, ret: Return) -> dict[str, IssuedTable]:
    """By form what the tables of a return were issued with."""
    stamp = ret.stamp
    if stamp is None:
        return _unstamped(plan, ret.agency)
    return {
        name: IssuedTable(_labels(plan.forms[name], stamp), stamp, planned=_planned(plan, name))
        for name in RETURN_FORMS
        if name in stamp.rows
    }


def _unstamped(plan: Plan, agency: str) -> dict[str, IssuedTable]:
    """What the plan asks of an agency, whenever that is.

    Nobody knows for which period the file is, nor whether the agency was asked as a member of
    groups: rows that only some of its workbooks have are optional.
    """
    times = (*plan.stretches, Period("year", plan.years[-1]))
    periods = [prepare(plan, time) for time in times]
    assigned = [period for period in periods if agency in period.with_groups]
    if not assigned:
        return {}
    at_most = [period.with_groups[agency] for period in assigned]
    at_least = [period.assignments.get(agency) for period in assigned]
    rows = {name: _rows(at_most, name) for name in RETURN_FORMS}
    rows = {name: of_form for name, of_form in rows.items() if of_form}
    stamp = stamp_of(assigned[-1], replace(at_most[-1], rows=rows))
    return {
        name: IssuedTable(
            _labels(plan.forms[name], stamp),
            replace(stamp, issued={}),
            frozenset(stamp.rows[name]).difference(_codes_of_all(at_least, name)),
            _planned(plan, name),
        )
        for name in rows
    }


def _rows(assignments: Iterable[Assignment], form: str) -> tuple[IssuedRow, ...]:
    """The rows of a form that any of the assignments has."""
    rows = (row for assignment in assignments for row in assignment.rows.get(form, ()))
    return tuple({row.code: row for row in rows}.values())


def _codes_of_all(assignments: Iterable[Assignment | None], form: str) -> Set[str]:
    """The codes of a form's rows that all of the assignments have."""
    codes = [
        set(assignment.by_code.get(form, ()) if assignment else ()) for assignment in assignments
    ]
    return set.intersection(*codes)


def _planned(plan: Plan, form: str) -> Set[str]:
    """The codes of a form's rows in the whole plan."""
    is_task = plan.forms[form].key == plan.forms[FormName.TASKS].key
    return plan.tasks_by_code.keys() if is_task else plan.indicators_by_code.keys()


def _labels(form: Form, stamp: Stamp) -> dict[str, str]:
    return {code: stamp.text(form.name, code, form.label) or "" for code in stamp.rows[form.name]}
