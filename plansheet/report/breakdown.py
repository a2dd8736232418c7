"""The sheets that break the tasks down: by lead agency, and by the persons who answer for them."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Final

from plansheet.consolidation import Consolidation, TaskClass
from plansheet.forms import Column, SheetColumns
from plansheet.forms.names import FormName, ReportColumn
from plansheet.forms.report_sheets import BY_AGENCY, BY_PERSON, RECEIPT_COLUMNS
from plansheet.language.wording import Term, Wording
from plansheet.report import sentences
from plansheet.report.counts import classes_by_person, needs, responsible_columns
from plansheet.report.layout import Row, heading_of, sheet_of
from plansheet.report.sheets import CLASS_COLORS
from plansheet.tables.splitting import write_long_table
from plansheet.tables.table_sheet import TableSheet, WrittenTable
from plansheet.workbooks.writing.charts import Part, StackedBars
from plansheet.workbooks.writing.workbook import Book

CHART_COLORS: Final = {
    TaskClass.DONE_ON_TIME: "#A9D08E",
    TaskClass.DONE_LATE: "#E2EFDA",
    TaskClass.OPEN_IN_TIME: "#BDD7EE",
    TaskClass.OPEN_OVERDUE: "#F4A582",
    TaskClass.NO_DUE_DATE: "#D9D9D9",
    TaskClass.NOT_REPORTED: "#FFE699",
}
"""Fills on which dark text can be read."""

_CHARTED: Final = 15
"""Agencies of the chart."""


def _term(wording: Wording) -> Term:
    return Term(wording.vi, wording.en)


_TEXTS: Final = {c.name: c for c in RECEIPT_COLUMNS.columns}
_COUNTS: Final = (
    *(
        Column(one.value, _term(one.label), kind="number", width=12, align="center")
        for one in TaskClass
    ),
    Column(ReportColumn.TASK_COUNT, sentences.TOTAL, kind="number", width=9, align="center"),
)
_AGENCY_COLUMNS: Final = SheetColumns(
    BY_AGENCY,
    (
        *(_TEXTS[n] for n in (ReportColumn.AGENCY, ReportColumn.NAME, ReportColumn.STATE)),
        *_COUNTS,
        Column(
            ReportColumn.DAYS_OVERDUE,
            sentences.OLDEST_OVERDUE,
            kind="number",
            width=11,
            align="center",
        ),
        _TEXTS[ReportColumn.ERRORS],
    ),
    ReportColumn.AGENCY,
)
_PAINTED: Final = {
    one.value: CLASS_COLORS[one] for one in (TaskClass.OPEN_OVERDUE, TaskClass.NOT_REPORTED)
}
"""The counts that ask for something to be done."""


def write_breakdowns(book: Book, merged: Consolidation) -> None:
    """Write the sheet by agency, those in need first, and where the plan names persons theirs."""
    table = write_long_table(book, agency_sheet(merged))
    if merged.task_outcomes:
        _chart(book, table)
    for column in responsible_columns(merged.plan):
        write_long_table(book, person_sheet(merged, column))


def agency_sheet(merged: Consolidation) -> TableSheet:
    """One row an agency that leads a task or is to report, who needs most first."""
    rows: list[Row] = [
        {
            ReportColumn.AGENCY: need.agency,
            ReportColumn.NAME: merged.plan.agency_name(need.agency),
            ReportColumn.STATE: need.state,
            **_counts(need.by_class),
            ReportColumn.DAYS_OVERDUE: need.days_overdue or None,
            ReportColumn.ERRORS: need.errors or None,
        }
        for need in needs(merged)
    ]
    return _sheet(merged, _AGENCY_COLUMNS, rows, sentences.TASKS_BY_AGENCY)


def person_sheet(merged: Consolidation, column: str) -> TableSheet:
    """One row a person that the plan names in `column`, who has most tasks first."""
    title = merged.plan.forms[FormName.TASKS].by_name[column].title
    columns = (Column(ReportColumn.PERSON, title, width=42), *_COUNTS)
    rows: list[Row] = [
        {ReportColumn.PERSON: who or sentences.NOBODY, **_counts(by_class)}
        for who, by_class in classes_by_person(merged, column)
    ]
    heading = sentences.TASKS_BY_PERSON.fill(who=Wording(_lower(title), _lower(title.english)))
    return _sheet(merged, SheetColumns(BY_PERSON[column], columns), rows, heading)


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]


def _counts(by_class: Counter[str]) -> Row:
    counts = {one.value: by_class[one] or None for one in TaskClass}
    return {**counts, ReportColumn.TASK_COUNT: by_class.total() or None}


def _sheet(
    merged: Consolidation, columns: SheetColumns, rows: list[Row], heading: Wording
) -> TableSheet:
    return sheet_of(
        columns,
        rows,
        heading_of(merged, heading),
        freeze=min(2, len(columns.columns) - len(_COUNTS)),
        tab="#1F3864",
        positive=_PAINTED,
    )


def _chart(book: Book, table: WrittenTable) -> None:
    """Below the table a bar of classes for each of the agencies in its first rows."""
    top = replace(table, last=min(table.last, table.first + _CHARTED - 1))
    count = top.last - top.first + 1
    title = sentences.NEEDING_MOST.fill(count=count)
    parts = [Part(one.label, top.range(one.value), color) for one, color in CHART_COLORS.items()]
    bars = StackedBars(title, top.range(ReportColumn.NAME), parts, (900, 110 + 24 * count))
    book.add_bars(table.sheet, (table.last + 2, 0), bars)
