"""What the tables of a return were issued with: by its stamp, or by the plan where it has none."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import replace

from plansheet.forms import Form
from plansheet.forms.names import GUIDE_SHEET, ISSUED_FORMS, FormName
from plansheet.issuing import Assignment, Assignments, IssuedRow, prepare, stamp_of
from plansheet.issuing.layout import Layout, issued_as, planned_layout, with_earlier_texts
from plansheet.issuing.rounds import asked
from plansheet.issuing.stamp import IssuedTexts, Stamp
from plansheet.plan import Plan
from plansheet.plan.periods import Period
from plansheet.plan.rounds import Occasion, occasion
from plansheet.problems import PeriodError
from plansheet.returns.model import IssuedTable, Return


def issued_tables(plan: Plan, ret: Return) -> dict[str, IssuedTable]:
    """By form what the tables of a return were issued with."""
    stamp = ret.stamp
    if stamp is None:
        return _unstamped(plan, ret.agency, time_of(plan, ret))
    return {
        name: IssuedTable(
            _labels(plan.forms[name], stamp),
            stamp,
            frozenset(stamp.rows[name] if plan.forms[name].optional else ()),
            _planned(plan, name),
        )
        for name in ISSUED_FORMS
        if name in stamp.rows
    }


def issued_layout(plan: Plan, ret: Return) -> Layout:
    """What was issued beside the tables of a return: by its stamp, or else by the plan.

    Stamps of release 0.1.0 do not say it; of a file without a stamp the period may be unknown.
    """
    stamped = ret.stamp.layout if ret.stamp else {}
    if issued_as(GUIDE_SHEET, stamped) in stamped:
        return stamped
    rows = None if ret.stamp is None else tuple(ret.stamp.rows.items())
    return {**plan.once(_earlier_layout, (ret.agency, time_of(plan, ret), rows)), **stamped}


def _earlier_layout(
    plan: Plan, given: tuple[str, Occasion, tuple[tuple[str, tuple[str, ...]], ...] | None]
) -> Layout:
    """What an agency was issued for an occasion, by form the codes that its stamp has, if any."""
    agency, time, rows = given
    if rows is None:
        assignments = [p.with_groups[agency] for p in _asking(plan, agency, time)]
    else:
        assignments = _stamped(asked(plan, time), agency, dict(rows))
    if not assignments:
        return {}
    return with_earlier_texts(planned_layout(plan, assignments[-1]), plan, assignments[-1])


def _stamped(
    assigned: Assignments, agency: str, stamped: Mapping[str, Collection[str]]
) -> list[Assignment]:
    """What an agency is asked, as far as its stamp has it; nothing where that is nothing now."""
    assignment = assigned.assignments.get(agency)
    if assignment is None or any(
        set(codes) - assignment.by_code.get(form, {}).keys() for form, codes in stamped.items()
    ):
        assignment = assigned.with_groups.get(agency)
    if assignment is None:
        return []
    rows = {
        form: tuple(row for row in of_form if row.code in stamped[form])
        for form, of_form in assignment.rows.items()
        if form in stamped
    }
    return [replace(assignment, rows=rows)]


def _asking(plan: Plan, agency: str, time: Occasion) -> Sequence[Assignments]:
    """What is asked in the stretches of the plan's time and at `time`, where an agency is asked."""
    if not isinstance(time, Period):
        assigned = asked(plan, time)
        return [assigned] if agency in assigned.with_groups else []
    times = (*plan.stretches, Period("year", plan.years[-1]), time)
    periods = [prepare(plan, one) for one in dict.fromkeys(times)]
    return [period for period in periods if agency in period.with_groups]


def time_of(plan: Plan, ret: Return) -> Occasion:
    """What a return was issued for, the plan's last year where nobody knows it."""
    try:
        return occasion(plan, ret.period)
    except PeriodError:
        return Period("year", plan.years[-1])


def _unstamped(plan: Plan, agency: str, time: Occasion) -> dict[str, IssuedTable]:
    """What the plan asks of an agency, whenever that is.

    Nobody knows for which period the file is, nor whether the agency was asked as a member of
    groups: rows that only some of its workbooks have are optional.
    """
    assigned = _asking(plan, agency, time)
    if not assigned:
        return {}
    at_most = [period.with_groups[agency] for period in assigned]
    at_least = [period.assignments.get(agency) for period in assigned]
    forms = [n for n in ISSUED_FORMS if any(n in assignment.rows for assignment in at_most)]
    rows = {name: _rows(at_most, name) for name in forms}
    stamp = stamp_of(assigned[-1], replace(at_most[-1], rows=rows))
    texts = {n: IssuedTexts((), dict.fromkeys(of.rows, ())) for n, of in stamp.issued.items()}
    unknown = replace(stamp, issued=texts)
    return {
        name: IssuedTable(
            _labels(plan.forms[name], stamp),
            unknown,
            frozenset(stamp.rows[name]).difference(
                () if plan.forms[name].optional else _codes_of_all(at_least, name)
            ),
            _planned(plan, name),
            stamp,
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
    if plan.forms[form].free or plan.forms[form].optional:
        return frozenset()
    is_task = plan.forms[form].key == plan.forms[FormName.TASKS].key
    return plan.tasks_by_code.keys() if is_task else plan.indicators_by_code.keys()


def _labels(form: Form, stamp: Stamp) -> dict[str, str]:
    texts = stamp.of(form.name)
    return {**dict.fromkeys(texts.rows, ""), **texts.column(form.label)}
