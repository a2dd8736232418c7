"""What the table sheets of the report share: heading, columns and rows in one order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from plansheet.consolidation import Consolidation, IndicatorResult, TaskOutcome
from plansheet.forms import Column, SheetColumns
from plansheet.forms.report_sheets import INDICATORS, TASKS
from plansheet.forms.values import show
from plansheet.issuing.stamp import Coverage
from plansheet.language.text import match_key
from plansheet.language.wording import Wording, Words, joined_words
from plansheet.plan import Plan
from plansheet.tables.write import TableSheet
from plansheet.workbooks.writing.cells import Cell, Formula, Link

Row = Mapping[str, Cell | Link | Formula]
"""What stands in one row, by the names of the form's columns."""

FIRST_ROW: Final = 5
"""Of a sheet with two heading lines: these, a blank row, the header, then this row."""

_NARROW: Final = 9
"""Characters: room for the header's words below each other."""


def sheet_of(
    form: SheetColumns, rows: Sequence[Row], heading: Sequence[Words], **options: Any
) -> TableSheet:
    """The sheet of `form` with `rows`; `options` are those of `TableSheet`.

    Columns in which nothing stands are narrow, so that the others can be read on paper; not where
    spare rows are there to be filled in.
    """
    fixed = "spare" in options or not rows
    return TableSheet(
        name=form.sheet,
        columns=form.columns if fixed else [_fitted(c, rows) for c in form.columns],
        rows=[[row.get(c.name) for c in form.columns] for row in rows],
        heading=heading,
        **options,
    )


def _fitted(column: Column, rows: Sequence[Row]) -> Column:
    is_used = any(row.get(column.name) not in (None, "") for row in rows)
    return column if is_used else replace(column, width=min(column.width, _NARROW))


def tasks_in_order(merged: Consolidation) -> Sequence[TaskOutcome]:
    """The tasks in the order of their sheet: the plan's, those of one field together."""
    fields = {task.code: match_key(task.field) for task in merged.plan.tasks}
    order = {field: at for at, field in enumerate(dict.fromkeys(fields.values()))}
    return sorted(merged.task_outcomes, key=lambda outcome: order[fields[outcome.code]])


def indicators_in_order(merged: Consolidation) -> Sequence[IndicatorResult]:
    """The indicators in the order of their sheet: the plan's, those of one field together."""
    fields = {i.code: match_key(i.field) for i in merged.plan.indicators}
    order = {field: at for at, field in enumerate(dict.fromkeys(fields.values()))}
    return sorted(merged.indicator_results, key=lambda result: order[fields[result.code]])


def linked(merged: Consolidation, code: str, text: Words = "") -> Link | str:
    """A link to the row of a task or indicator on its sheet; the code alone where it has none."""
    for sheet, codes in (
        (TASKS, [outcome.code for outcome in tasks_in_order(merged)]),
        (INDICATORS, [result.code for result in indicators_in_order(merged)]),
    ):
        if code in codes:
            return Link(sheet, f"A{FIRST_ROW + codes.index(code)}", text or code)
    return code


def name_of(merged: Consolidation, code: str) -> str:
    """What a task or indicator is called; blank for any other code."""
    row = merged.plan.tasks_by_code.get(code) or merged.plan.indicators_by_code.get(code)
    return row.name if row else ""


def heading_of(merged: Consolidation, text: Words) -> tuple[Wording, Wording]:
    """The two heading lines: `text` and the period, then the plan and the day."""
    about = _AS_OF.fill(title=merged.plan.title, day=show(merged.as_of))
    return title_of(text, merged.period.label), about


def title_of(text: Words, period: str) -> Wording:
    """The title of a sheet: what it has, of which period."""
    return joined_words(" – ", (text, period)).upper()


_AS_OF: Final = Wording("{title} – tính đến {day}", "{title} – as of {day}")
_ALLOCATED: Final = Wording(
    "chỉ tiêu giao của {agencies} cơ quan đã báo cáo: {target}",
    "targets of the {agencies} agencies that reported: {target}",
)


def allocated_share(result: IndicatorResult) -> Words:
    """Against what a figure was held that is not held against the target of the whole."""
    if result.allocated is None:
        return ""
    agencies = f"{result.judged_by}/{result.expected}"
    return _ALLOCATED.fill(agencies=agencies, target=result.allocated.text)


def named_with_coverage(
    plan: Plan, agencies: Iterable[str], coverage: Mapping[str, Coverage]
) -> Iterator[str]:
    """The names of agencies; of one whose own figure is partial with its own n/N."""
    for code in agencies:
        partial = coverage.get(code)
        behind = f" ({partial.reported}/{partial.expected})" if partial else ""
        yield plan.agency_name(code) + behind
