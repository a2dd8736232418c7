"""What the table sheets of the report share: heading, columns and rows in one order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from plansheet.consolidation import Consolidation, IndicatorResult, TaskOutcome
from plansheet.forms import Forms, SheetColumns
from plansheet.forms.names import ColumnName, FormName
from plansheet.forms.report_sheets import INDICATORS, TASKS
from plansheet.forms.values import show
from plansheet.issuing.stamp import Coverage
from plansheet.language.text import match_key
from plansheet.language.wording import Term, Wording, Words, joined_words
from plansheet.plan import Indicator, Plan, Task
from plansheet.tables.showing import places_of
from plansheet.tables.table_sheet import TableSheet
from plansheet.workbooks.writing.cells import Cell, Formula, Link

Row = Mapping[str, Cell | Link | Formula]
"""What stands in one row, by the names of the form's columns."""

FIRST_ROW: Final = 5
"""Of a sheet with two heading lines: these, a blank row, the header, then this row."""


def sheet_of(
    form: SheetColumns,
    rows: Sequence[Row],
    heading: Sequence[Words],
    figures: Iterable[str] = (),
    **options: Any,
) -> TableSheet:
    """The sheet of `form` with `rows`; `options` are those of `TableSheet`.

    Columns in which nothing stands are not shown, and not where spare rows are there to be filled
    in. The columns in `figures` show numbers of one unit in each row.
    """
    figures, named = frozenset(figures), frozenset().union(*rows)
    values = [
        [row.get(c.name) for row in rows] if c.name in named else [None] * len(rows)
        for c in form.columns
    ]
    unused = frozenset(
        c.name for c, own in zip(form.columns, values, strict=True) if _is_unused(own)
    )
    return TableSheet(
        name=form.sheet,
        columns=[
            replace(c, align=c.align or "right") if c.name in figures else c for c in form.columns
        ],
        rows=[*zip(*values, strict=True)],
        heading=heading,
        hidden=frozenset() if "spare" in options or not rows else unused,
        figures=figures,
        places=[_places(row, figures) for row in rows] if figures else (),
        **options,
    )


def _is_unused(values: Sequence[object]) -> bool:
    return all(value is None or value == "" for value in values)


def _places(row: Row, figures: frozenset[str]) -> int:
    """Decimal places of the figures of a row: enough to tell them from its target."""
    target = row.get(ColumnName.PLAN_YEAR)
    bounds = [target] if isinstance(target, Decimal) else []
    values = [value for name in figures if not isinstance(value := row.get(name), Link | Formula)]
    return places_of(values, bounds)


def figure_columns(forms: Forms, so_far: Iterable[str] = ()) -> list[str]:
    """The columns of `Chỉ tiêu` whose numbers are in the unit of the row; `so_far` are more."""
    inputs = forms[FormName.INDICATOR_REPORT].inputs
    return [
        *(ColumnName.LAST_YEAR, ColumnName.PLAN_YEAR),
        *so_far,
        *(c.name for c in inputs if c.is_numeric),
    ]


def tasks_in_order(merged: Consolidation) -> Sequence[TaskOutcome]:
    """The tasks in the order of their sheet: the plan's, those of one field together."""
    order = _field_order(merged.plan.tasks)
    return sorted(merged.task_outcomes, key=lambda outcome: order[outcome.code])


def indicators_in_order(merged: Consolidation) -> Sequence[IndicatorResult]:
    """The indicators in the order of their sheet: the plan's, those of one field together."""
    order = _field_order(merged.plan.indicators)
    return sorted(merged.indicator_results, key=lambda result: order[result.code])


def _field_order(rows: Sequence[Task | Indicator]) -> Mapping[str, int]:
    """By code the number of its field, in the order in which the plan comes to them."""
    fields = dict.fromkeys(row.field for row in rows)
    numbers: dict[str, int] = {}
    order = {field: numbers.setdefault(match_key(field), len(numbers)) for field in fields}
    return {row.code: order[row.field] for row in rows}


RowPlaces = Mapping[str, tuple[Term, str]]
"""By the code of a task or indicator the sheet and the cell at which its row begins."""


def places_in(merged: Consolidation) -> RowPlaces:
    """Where the row of each task and indicator stands in the report."""
    return {
        row.code: (sheet, f"A{number}")
        for sheet, rows in (
            (TASKS, tasks_in_order(merged)),
            (INDICATORS, indicators_in_order(merged)),
        )
        for number, row in enumerate[TaskOutcome | IndicatorResult](rows, FIRST_ROW)
    }


def linked(places: RowPlaces, code: str, text: Words = "") -> Link | Words:
    """A link to the row of a task or indicator; the text or the code alone where it has none."""
    return Link(*places[code], text or code) if code in places else text or code


def name_of(plan: Plan, code: str) -> str:
    """What a task or indicator is called; blank for any other code."""
    row = plan.tasks_by_code.get(code) or plan.indicators_by_code.get(code)
    return row.name if row else ""


_SHORT: Final = 120
"""Letters of a name where the code leads to the row that has it whole."""


def in_short(name: str) -> str:
    """A name that is too long for a table of other things, up to a word."""
    if len(name) <= _SHORT:
        return name
    return f"{name[:_SHORT].rpartition(' ')[0] or name[:_SHORT]} …"


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
    "targets of the {agencies:agency} that reported: {target}",
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
