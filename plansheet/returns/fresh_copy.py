"""In place of a return that cannot be marked a template, filled in with what could be read."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from plansheet.forms import Form
from plansheet.forms.names import ColumnName
from plansheet.forms.values import Value, shown_value
from plansheet.issuing import Assignment, IssuedRow, PeriodAssignments, prepare
from plansheet.issuing.stamp import Stamp
from plansheet.plan import Plan
from plansheet.problems import PeriodError, Problem
from plansheet.returns.marked_copy import annotate
from plansheet.returns.model import Return, Section
from plansheet.returns.problem_list import SentBack
from plansheet.returns.reading import interpret
from plansheet.workbooks.reading import open_workbook
from plansheet.workbooks.reading.addresses import cell_position
from plansheet.workbooks.remote import PathOrRemote


def fresh_copy(
    ret: Return, plan: Plan, problems: Iterable[Problem], target: PathOrRemote, about: SentBack
) -> bool:
    """Write the template of the sender of `ret` to `target`, with its values and its problems.

    Values that are wrong stand there as they were written, marked, so that the clerk sees them. A
    problem of a cell that the template does not have is listed with the name of the file.

    Args:
        ret: what was read; without sections the template is blank.
        plan: the plan that it reports on.
        problems: what is wrong with it, at the cells of the file that came.
        target: the .xlsx file.
        about: what it says of itself, and in which language.

    Returns:
        Whether there is such a template: not where nobody knows whose it is or of which period, or
        where the agency is asked nothing.

    Raises:
        OutputError: it cannot be written.
    """
    from plansheet.issuing.template import write_template

    asked = _asked(ret, plan)
    if asked is None:
        return False
    assigned, issued = asked
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / target.name
        write_template(assigned, issued, template, shown=_filled(ret, issued), lang=about.lang)
        fresh = interpret(open_workbook(template), plan)
        annotate(template, [_moved(p, ret, fresh) for p in problems], target, about)
    return True


def _asked(ret: Return, plan: Plan) -> tuple[PeriodAssignments, Assignment] | None:
    """What the sender was asked: as its stamp has it, else as the plan has it."""
    try:
        assigned = prepare(plan, ret.period)
    except PeriodError:
        return None
    asked = assigned.assignments.get(ret.agency)
    rows = ret.stamp.rows if ret.stamp else {}
    if asked is None or any(set(of) - set(asked.by_code.get(f, ())) for f, of in rows.items()):
        asked = assigned.with_groups.get(ret.agency)
    if asked is None:
        return None
    if ret.stamp is None:
        return assigned, asked
    begun = {
        name: tuple(_begun(plan.forms[name], row, ret.stamp) for row in of_form)
        for name, of_form in asked.rows.items()
    }
    return assigned, replace(asked, rows=begun)


def _begun(form: Form, row: IssuedRow, stamp: Stamp) -> IssuedRow:
    """A row with what an earlier report had put into its input cells."""
    texts = ((c, stamp.text(form.name, row.code, c.name)) for c in form.inputs)
    locked = {column.name: shown_value(column, text) for column, text in texts if text}
    begun = {
        cell.column: shown_value(form.by_name[cell.column], text)
        for cell, text in stamp.prefilled.items()
        if (cell.form, cell.code) == (form.name, row.code) and cell.column in form.by_name
    }
    known = {name: value for name, value in (locked | begun).items() if value is not None}
    return replace(
        row,
        values={**row.values, **known},
        done=ColumnName.STATUS in locked,
        prefilled=frozenset(begun),
    )


def _filled(ret: Return, issued: Assignment) -> Assignment:
    """The rows with what the agency typed, verbatim where it cannot be used."""
    written = {(p.sheet, p.cell): p.value for p in ret.problems if p.severity == "error"}
    rows = {
        name: tuple(
            replace(row, values={**row.values, **_typed(ret.sections.get(name), row.code, written)})
            for row in of_form
        )
        for name, of_form in issued.rows.items()
    }
    for name, section in ret.sections.items():
        if name in rows:
            rows[name] += tuple(IssuedRow(row.code, row.values) for row in section.free)
    confirmed = {name for name, of in ret.sections.items() if any(r.confirmed for r in of.rows)}
    return replace(issued, rows=rows, confirmed=frozenset(confirmed))


def _typed(
    section: Section | None, code: str, written: Mapping[tuple[str, str], str]
) -> Mapping[str, Value]:
    row = section.by_code.get(code) if section else None
    if section is None or row is None:
        return {}
    broken = {
        name: written.get((section.sheet, section.cell(row, name)), "") for name in row.broken
    }
    return {**row.values, **broken}


def _moved(p: Problem, ret: Return, fresh: Return) -> Problem:
    """A problem at its cell of the template; one that has none there speaks of the file."""
    for form, code, column in _cells(p, ret):
        section = fresh.sections.get(form)
        row = section.by_code.get(code) if section else None
        if section is not None and row is not None:
            return replace(p, sheet=section.sheet, cell=section.cell(row, column))
    return replace(p, sheet=f"{ret.file} – {p.sheet}") if p.sheet else p


def _cells(p: Problem, ret: Return) -> Iterator[tuple[str, str, str]]:
    """Form, row code and column of the one cell that a problem is of."""
    if not re.fullmatch("[A-Z]{1,3}[1-9][0-9]{0,6}", p.cell):
        return
    index, position = cell_position(p.cell)
    for name, section in ret.sections.items():
        columns = {at: column for column, at in section.columns.items()}
        if section.sheet == p.sheet and position in columns:
            for row in section.rows:
                if row.number == index + 1:
                    yield name, row.code, columns[position]
