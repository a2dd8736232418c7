"""What the table sheets of the report share: heading, columns and rows in one order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from plansheet.book import Cell, Link, TableSheet
from plansheet.cells import show
from plansheet.forms import Form
from plansheet.merge import Consolidation

Row = Mapping[str, Cell | Link]
"""What stands in one row, by the names of the form's columns."""

FIRST_ROW: Final = 5
"""Of a sheet with two heading lines: these, a blank row, the header, then this row."""


def sheet_of(form: Form, rows: Sequence[Row], heading: Sequence[str], **options: Any) -> TableSheet:
    """The sheet of `form` with `rows`; `options` are those of `TableSheet`."""
    names = [c.name for c in form.columns]
    return TableSheet(
        name=form.sheet,
        columns=form.columns,
        rows=[[row.get(name) for name in names] for row in rows],
        heading=heading,
        **options,
    )


def heading_of(merged: Consolidation, text: str) -> tuple[str, str]:
    """The two heading lines: `text` and the period, then the plan and the day."""
    as_of = show(merged.as_of)
    return f"{text} – {merged.period.label}".upper(), f"{merged.plan.title} – tính đến {as_of}"
