"""The sheet `Thay đổi`: what moved since the report of the period before."""

from __future__ import annotations

from typing import Final

from plansheet.consolidation import Attainment, Change, Consolidation, TaskClass
from plansheet.forms.names import ColumnName, ReportColumn
from plansheet.forms.report_sheets import MOVED_COLUMNS
from plansheet.forms.values import Value
from plansheet.language.wording import Wording
from plansheet.plan.classes import DONE_CLASSES
from plansheet.report import sentences
from plansheet.report.layout import Row, heading_of, linked, name_of, places_in, sheet_of
from plansheet.tables.table_sheet import TableSheet
from plansheet.workbooks.writing.cells import Cell

_OPEN: Final = (TaskClass.OPEN_OVERDUE, TaskClass.OPEN_IN_TIME, TaskClass.NO_DUE_DATE)
_KNOWN: Final = (Attainment.MET, Attainment.NOT_MET)


def movement_sheet(merged: Consolidation) -> TableSheet | None:
    """One row a change that a leader hears of; None where no earlier report is at hand."""
    if merged.earlier is None:
        return None
    places = places_in(merged)
    rows: list[Row] = [
        {
            ReportColumn.CODE: linked(places, change.code),
            ReportColumn.NAME: name_of(merged.plan, change.code),
            ReportColumn.MOVE: words,
            ReportColumn.BEFORE: _labelled(change.column, change.before),
            ReportColumn.VALUE: _labelled(change.column, change.after),
        }
        for change in merged.all_changes
        if (words := _in_words(change)) is not None
    ]
    heading = sentences.SINCE.fill(period=merged.earlier.period.label)
    notes = () if rows else (sentences.NO_CHANGE,)
    return sheet_of(
        MOVED_COLUMNS, rows, heading_of(merged, heading), freeze=1, tab="#1F3864", notes=notes
    )


def _labelled(column: str, value: Value | None) -> Cell:
    if column == ReportColumn.CLASS and value:
        return TaskClass[str(value).upper()].label
    if column == ReportColumn.ATTAINMENT and value:
        return Attainment[str(value).upper()].label
    return value


def _in_words(change: Change) -> Wording | None:
    """What a change comes to; None for what only the tables say."""
    before, after = change.before, change.after
    match change.column:
        case ReportColumn.CLASS if after in DONE_CLASSES and before not in DONE_CLASSES:
            return sentences.NEWLY_DONE
        case ReportColumn.CLASS if before in DONE_CLASSES and after in _OPEN:
            return sentences.REOPENED
        case ReportColumn.CLASS if after == TaskClass.OPEN_OVERDUE:
            return sentences.NEWLY_OVERDUE
        case ReportColumn.CLASS if after == TaskClass.NOT_REPORTED and before:
            return sentences.NOW_SILENT
        case ReportColumn.CLASS:
            return sentences.RECLASSED
        case ReportColumn.ATTAINMENT if after == Attainment.MET:
            return sentences.NEWLY_MET
        case ReportColumn.ATTAINMENT if after == Attainment.NOT_MET:
            return sentences.NO_LONGER_MET
        case ReportColumn.ATTAINMENT if before in _KNOWN:
            return sentences.NO_LONGER_KNOWN
        case ColumnName.CUMULATIVE | ColumnName.FORECAST if before is not None:
            return sentences.FIGURE_MOVED
    return None
