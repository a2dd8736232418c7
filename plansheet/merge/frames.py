"""The tables of a consolidation as pandas DataFrames."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple, fields
from decimal import Decimal
from typing import Any

import pandas as pd

from plansheet.cells import Value
from plansheet.merge.consolidation import Consolidation, Source
from plansheet.merge.indicators import with_ratios
from plansheet.merge.records import Change, Report
from plansheet.merge.tasks import task_class
from plansheet.periods import Period


def _frame(rows: Iterable[Sequence[Any]], columns: Sequence[str]) -> pd.DataFrame:
    """All columns hold objects: pandas would turn None into NaN and Decimal into float."""
    return pd.DataFrame(list(rows), columns=list(columns), dtype=object)


def tasks(merged: Consolidation) -> pd.DataFrame:
    """One row a task: its outcome and the values of the report that counts."""
    inputs = [c.name for c in merged.plan.forms["task_report"].inputs]
    columns = ["task_code", "task_name", "leads", *inputs]
    columns += ["due_date", "class", "reported", "expected"]
    by_code = merged.plan.tasks_by_code
    return _frame(
        (
            [
                outcome.code,
                by_code[outcome.code].name,
                list(by_code[outcome.code].leads),
                *(outcome.values.get(name) for name in inputs),
                outcome.due_date,
                outcome.task_class,
                outcome.reported,
                outcome.expected,
            ]
            for outcome in merged.task_outcomes
        ),
        columns,
    )


def indicators(merged: Consolidation) -> pd.DataFrame:
    """One row an indicator: its consolidated figures."""
    form = merged.plan.forms["indicator_report"]
    figures = [c.name for c in form.columns if c.aggregate]
    columns = ["indicator_code", "indicator_name", "unit", *figures, "target", "vs_plan"]
    columns += ["attainment", "aggregation", "reported", "expected", "last_year", "vs_last_year"]
    rows = []
    for result in merged.indicator_results:
        indicator = merged.plan.indicators_by_code[result.code]
        rows.append(
            [
                result.code,
                indicator.name,
                indicator.unit,
                *(result.figures.get(name) for name in figures),
                result.target or None,
                result.vs_plan,
                result.attainment,
                indicator.aggregation or None,
                result.reported,
                result.expected,
                result.last_year,
                result.vs_last_year,
            ]
        )
    return _frame(rows, columns)


def reports(merged: Consolidation, form_name: str, found: Sequence[Report]) -> pd.DataFrame:
    """One row a report: the form's columns, then agency, class (of tasks), file, sheet, row."""
    names = [c.name for c in merged.plan.forms[form_name].columns]
    with_class = form_name == "task_report"
    columns = [*names, "agency", *(["class"] if with_class else []), "file", "sheet", "row"]
    rows = []
    for report in found:
        values = full_values(merged, form_name, report)
        row: list[Any] = [values.get(name) for name in names]
        row.append(report.agency)
        if with_class:
            row.append(class_of(merged, report))
        rows.append([*row, report.file, report.sheet, report.row.row])
    return _frame(rows, columns)


def full_values(merged: Consolidation, form_name: str, report: Report) -> Mapping[str, Value]:
    """What the plan issued in the row and what the agency filled in, per cents recomputed."""
    issued = merged.issued.get((form_name, report.agency, report.code), {})
    key = merged.plan.forms[form_name].key
    values: Mapping[str, Value] = {key: report.code, **issued, **report.values}
    if form_name == "indicator_report":
        return with_ratios(values, _exact(values.get("plan_year")), merged.period)
    return values


def _exact(value: Value | None) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def class_of(merged: Consolidation, report: Report) -> str:
    """The class that one lead's report gives its task."""
    task = merged.plan.tasks_by_code.get(report.code)
    period: Period = merged.period
    return task_class(report.values, task.due.on(period) if task else None, merged.as_of)


def returns(merged: Consolidation) -> pd.DataFrame:
    """One row an expected or received file."""
    columns = ["agency", "file", "sha256", "state", "received_at"]
    return _frame(
        (
            [r.agency or None, r.file or None, r.sha256 or None, r.state, r.received_at]
            for r in merged.receipts
        ),
        columns,
    )


def changes(merged: Consolidation) -> pd.DataFrame:
    """One row a class, attainment or figure that moved since the earlier report."""
    return _frame((astuple(one) for one in merged.moved), [f.name for f in fields(Change)])


def problems(merged: Consolidation) -> pd.DataFrame:
    """One row a problem, as `--json` prints it."""
    rows = [p.to_dict() for p in merged.found]
    columns = ["code", "severity", "file", "sheet", "cell", "row_code", "column", "value"]
    columns += ["message", "hint"]
    return _frame(([row[name] for name in columns] for row in rows), columns)


def provenance(merged: Consolidation) -> pd.DataFrame:
    """One row a value used."""
    return _frame((astuple(s) for s in merged.sources()), [f.name for f in fields(Source)])
