"""The counters of a guide that came back as values: what they count in the return, or counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plansheet.forms import Form
from plansheet.forms.values import show, to_json
from plansheet.issuing.layout import Mark
from plansheet.issuing.progress import LACKING_AT, WRONG_AT, is_status
from plansheet.language.text import match_key
from plansheet.language.wording import spellings
from plansheet.plan import Plan
from plansheet.returns.check_column import count_marks
from plansheet.returns.model import Section
from plansheet.tables.excel_rules import RowRules
from plansheet.tables.row_check import STILL_MISSING, WRONG
from plansheet.workbooks.reading import Sheet, Workbook
from plansheet.workbooks.reading.addresses import Position


def counter_cells(
    sheet: Sheet,
    workbook: Workbook,
    sections: Mapping[str, Section],
    plan: Plan,
    issued: Mapping[Position, Mark],
) -> Iterator[Position]:
    """The cells of a guide that hold what their counter shows now, or showed when it was issued.

    Args:
        sheet: the guide that came back.
        workbook: the file that it is of.
        sections: the tables that it counts, by form.
        plan: the plan.
        issued: the marks of the guide as it was issued.
    """
    counts = {
        match_key(sheet): (plan.forms[name], section)
        for name, section in sections.items()
        for sheet in spellings(plan.forms[name].sheet)
    }
    for (row, column), mark in issued.items():
        cells = sheet.rows[row] if row < len(sheet.rows) else ()
        counted = counts.get(match_key(show(cells[0])) if cells else "")
        figure = cells[column] if column < len(cells) else None
        if counted and mark.startswith("=") and type(figure) in (int, float):
            shown = {LACKING_AT: _lacking, WRONG_AT: _wrong}.get(column)
            said = {LACKING_AT: STILL_MISSING, WRONG_AT: WRONG}.get(column, "")
            if shown and (
                figure == _marks(workbook, counted[1], said) or figure in shown(*counted)
            ):
                yield row, column


def status_cells(sheet: Sheet, issued: Mapping[Position, Mark]) -> Iterator[Position]:
    """The cells of a sheet that say what a line about what is left to do may say."""
    for (row, column), mark in issued.items():
        cells = sheet.rows[row] if row < len(sheet.rows) else ()
        text = cells[column] if column < len(cells) else None
        if mark.startswith("=") and isinstance(text, str) and is_status(text):
            yield row, column


def _marks(workbook: Workbook, section: Section, mark: str) -> int:
    named = (sheet for sheet in workbook.sheets if sheet.name == section.sheet)
    return sum(count_marks(sheet, section, mark) for sheet in named)


def _lacking(form: Form, section: Section) -> set[int]:
    """How many required cells are blank, and how many were at first."""
    required = {column.name for column in form.inputs if column.required}
    given = (required & (row.values.keys() | row.broken) for row in section.rows)
    of_all = len(section.rows) * len(required)
    return {of_all, of_all - sum(map(len, given))}


def _wrong(form: Form, section: Section) -> set[int]:
    """How often a rule is broken that Excel checks, too; at first none was."""
    rules = RowRules(form, str)
    counted = {id(r) for r in form.rules if r.severity == "error" and rules.violated(r)}
    values = ({name: to_json(v) for name, v in row.values.items()} for row in section.rows)
    broken = (v.rule for row in values for v in form.violations(row))
    return {0, len([rule for rule in broken if id(rule) in counted])}
