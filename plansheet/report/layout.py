"""What the table sheets of the report share: heading, columns and rows in one order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from plansheet.consolidation import Consolidation, IndicatorResult
from plansheet.forms import Column, SheetColumns
from plansheet.forms.values import show
from plansheet.issuing.stamp import Coverage
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
    form: SheetColumns, rows: Sequence[Row], heading: Sequence[str], **options: Any
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


def heading_of(merged: Consolidation, text: str) -> tuple[str, str]:
    """The two heading lines: `text` and the period, then the plan and the day."""
    as_of = show(merged.as_of)
    return f"{text} – {merged.period.label}".upper(), f"{merged.plan.title} – tính đến {as_of}"


def allocated_share(result: IndicatorResult) -> str:
    """Against what a figure was held that is not held against the target of the whole."""
    if result.allocated is None:
        return ""
    agencies = f"{result.judged_by}/{result.expected}"
    return f"chỉ tiêu giao của {agencies} cơ quan đã báo cáo: {result.allocated.text}"


def named_with_coverage(
    plan: Plan, agencies: Iterable[str], coverage: Mapping[str, Coverage]
) -> Iterator[str]:
    """The names of agencies; of one whose own figure is partial with its own n/N."""
    for code in agencies:
        partial = coverage.get(code)
        behind = f" ({partial.reported}/{partial.expected})" if partial else ""
        yield plan.agency_name(code) + behind
