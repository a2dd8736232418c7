"""Making the stamp of an issued workbook: pure, before anything is written."""

from __future__ import annotations

from plansheet.forms.values import show
from plansheet.issuing.assignments import Assignment, form_digest, is_ratio_cell
from plansheet.issuing.stamp import Stamp
from plansheet.plan import Plan


def stamp_of(plan: Plan, assignment: Assignment, digest: str) -> Stamp:
    """The stamp of an issued workbook: who, when, and what stood in its locked cells."""
    issued: dict[tuple[str, str], dict[str, str]] = {}
    computed: set[tuple[str, str, str]] = set()
    prefilled: dict[tuple[str, str, str], str] = {}
    rows: dict[str, tuple[str, ...]] = {}
    for name, form_rows in assignment.rows.items():
        form = plan.forms[name]
        rows[name] = tuple(row.code for row in form_rows)
        for row in form_rows:
            computed |= {
                (name, row.code, column.name)
                for column in form.columns
                if not column.formula and is_ratio_cell(plan, row.code, column)
            }
            for column in form.columns if row.done else form.locked:
                if column.formula or (column.lock_when_filled and column.name not in row.values):
                    continue
                texts = issued.setdefault((name, column.name), {})
                texts[row.code] = show(row.values.get(column.name))
            for column_name in row.prefilled:
                prefilled[name, row.code, column_name] = show(row.values[column_name])
    return Stamp(
        plan=plan.id,
        period=str(assignment.period),
        agency=assignment.agency.code,
        plan_digest=digest,
        form_digests={name: form_digest(plan.forms[name]) for name in assignment.rows},
        rows=rows,
        issued=issued,
        computed=frozenset(computed),
        prefilled=prefilled,
    )
