"""The account of a plan workbook: what stands in it, on any sheet, that was not read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from plansheet.forms import Form
from plansheet.forms.review_sheet import MARK
from plansheet.forms.values import show
from plansheet.language.text import header_key
from plansheet.language.wording import spellings
from plansheet.plan.workbook.facts import FACTS
from plansheet.plan.workbook.sheets import PlanSheets
from plansheet.problems import Place, Problem, problem
from plansheet.problems.catalogue import Severity
from plansheet.tables.table import Table
from plansheet.workbooks.reading import Sheet
from plansheet.workbooks.reading.addresses import Position, one_range, ranges

Cells = Mapping[Position, str]
"""What stands in cells, by position."""


def account(file: str, sheets: PlanSheets) -> Iterator[Problem]:
    """What nobody reads, few problems for many cells: `unread-cell`, `unread-sheet`.

    Args:
        file: the plan workbook.
        sheets: what stands where in it; of a table each row and column is read.
    """
    facts = sheets.facts
    if facts is not None:
        cells = _cells(facts)
        known = set(_of_facts(cells))
        begin = min((row for row, _ in known), default=0)
        yield from _left_over(file, facts, cells, known, begin)
    by_sheet: dict[str, list[Table[Form]]] = {}
    for table in sheets.tables.values():
        by_sheet.setdefault(table.sheet.name, []).append(table)
    for of_sheet in by_sheet.values():
        sheet = of_sheet[0].sheet
        cells = _cells(sheet)
        known = {at for table in of_sheet for at in _of_table(table, cells)}
        begin = min(table.header_row for table in of_sheet)
        yield from _left_over(file, sheet, cells, known, begin)
    refused = {p.sheet for p in sheets.problems if p.severity == "error"}
    for sheet in (sheet for sheet in sheets.unread if sheet.name not in refused):
        cells = _cells(sheet)
        place = Place(file, sheet.name, one_range(cells))
        yield problem("unread-sheet", place, value=sheet.name, count=str(len(cells)))


def _cells(sheet: Sheet) -> Cells:
    """All that stands on a sheet, errors and formulas without a value included."""
    cells = {at: f"={sheet.formulas.get(at, '')}" for at in sheet.uncached} | dict(sheet.errors)
    for row, values in enumerate(sheet.rows):
        for position, value in enumerate(values):
            if value is not None and (text := show(value)).strip():
                cells[row, position] = text
    return cells


def _of_facts(cells: Cells) -> Iterator[Position]:
    """The cells of names and values of facts, and what we wrote beside them."""
    names = {header_key(name) for fact in FACTS for name in fact.names}
    remarks = {header_key(text) for f in FACTS for text in (*spellings(f.about), *f.former) if text}
    for (row, position), text in cells.items():
        if header_key(text) in names:
            yield from ((row, position), (row, position + 1))
        elif header_key(text) in remarks or text.startswith(MARK):
            yield row, position


def _of_table(table: Table[Form], cells: Cells) -> Iterator[Position]:
    """The cells of a table: its columns from the header down, the headers above them, its lists."""
    columns, head = frozenset(table.columns.values()), table.header_row
    groups = {
        header_key(group)
        for column in table.form.columns
        for group in spellings(column.group)
        if group
    }
    choices = {
        word for column in table.form.columns for one in column.choices for word in spellings(one)
    }
    for (row, position), text in cells.items():
        if position in columns and head <= row and (table.end is None or row < table.end):
            yield row, position
        elif row == head - 1:
            is_merged = position in columns and (head, position) not in cells
            if is_merged or header_key(text) in groups:
                yield row, position
        if row <= head and text in choices:
            yield row, position


def _left_over(
    file: str, sheet: Sheet, cells: Cells, known: Set[Position], begin: int
) -> Iterator[Problem]:
    """What is left over: little is made of what stands above the rows that are read."""
    rest = sorted(cells.keys() - known)
    above = [at for at in rest if at[0] < begin]
    by_severity: Mapping[Severity, Sequence[Position]] = {
        "info": above,
        "warning": rest[len(above) :],
    }
    for severity, left in by_severity.items():
        if left:
            place = Place(file, sheet.name, ",".join(ranges(left)))
            texts = " · ".join(cells[at] for at in left)
            yield problem("unread-cell", place, value=texts, severity=severity)
