"""The tables of one sheet of a blank workbook: the one that opens most cells, then the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from plansheet.own_forms.blocks import WHOLE, rows_of
from plansheet.own_forms.form_words import NUMBER_WORDS, is_heading
from plansheet.own_forms.grid import SheetGrid
from plansheet.own_forms.sheet_learning import FormDoubt, LearntSheet, learn_sheet
from plansheet.own_forms.table_search import FoundTable, columns_of, find_table, stated_range
from plansheet.problems.catalogue import own_form_faults as faults
from plansheet.workbooks.reading import Sheet, a1

_FEWEST: Final = 4
"""Open cells of a further table for it to be spoken of."""


def learn_tables(sheet: Sheet, taken: Sequence[str]) -> dict[str, LearntSheet]:
    """What form.json says of the tables of a sheet, by name; nothing where none is to be filled in.

    Args:
        sheet: of the blank workbook.
        taken: the names of all its sheets, which no further table may have.
    """
    main = learn_sheet(sheet)
    if main is None:
        return {}
    if stated_range(SheetGrid(sheet)) is not None or not main.table.data:
        return {sheet.name: _doubting(sheet, main, [])}
    above = list(_above(sheet, range(main.table.header[0])))
    below = list(_below(sheet, main.table.data[-1] + 1))
    first = above[-1].table.data[-1] + 1 if above else 0
    if above and (again := learn_sheet(rows_of(sheet, range(first, WHOLE.stop)))):
        main = again
    found = [*above, main, *below]
    names = [sheet.name, *_names(sheet.name, len(found) - 1, taken)]
    for name, one in zip(names[1:], found[1:], strict=True):
        _say_further(sheet, one, name)
    return dict(zip(names, [_doubting(sheet, found[0], found[1:]), *found[1:]], strict=True))


def _above(sheet: Sheet, rows: range) -> Iterator[LearntSheet]:
    """The tables above another one, from the first row down."""
    learnt = _further(sheet, rows)
    if learnt is not None and learnt.table.data:
        yield from _above(sheet, range(rows.start, learnt.table.header[0]))
        yield learnt
        yield from _above(sheet, range(learnt.table.data[-1] + 1, rows.stop))


def _below(sheet: Sheet, first: int) -> Iterator[LearntSheet]:
    """The tables below another one, of which the last may be a list."""
    learnt = _further(sheet, range(first, WHOLE.stop))
    if learnt is None:
        return
    above = range(first, learnt.table.header[0])
    yield from _above(sheet, above)
    yield learnt
    if learnt.table.data:
        yield from _below(sheet, learnt.table.data[-1] + 1)


def _further(sheet: Sheet, rows: range) -> LearntSheet | None:
    """A table in some rows that is surely one to be filled in."""
    part = rows_of(sheet, rows)
    learnt = learn_sheet(part)
    return learnt if learnt is not None and _is_sure(SheetGrid(part), learnt.table) else None


def _is_sure(grid: SheetGrid, table: FoundTable) -> bool:
    """Whether every column has a title, and there are several to fill in, or a list is counted."""
    titles = {c: "".join(grid.spread(row, c) for row in table.names) for c in columns_of(table)}
    if not table.data:
        return any(is_heading(title, NUMBER_WORDS) for title in titles.values())
    cells = len(table.data) * len(table.opened)
    are_many = len(table.opened) > 1 or table.numbered >= 0
    return are_many and cells >= _FEWEST and all(titles[column] for column in table.opened)


def _names(name: str, count: int, taken: Sequence[str]) -> Iterator[str]:
    """Names for further tables: “Biểu 1 (2)”."""
    number = 2
    while count:
        if (further := f"{name} ({number})") not in taken:
            count -= 1
            yield further
        number += 1


def _say_further(sheet: Sheet, learnt: LearntSheet, name: str) -> None:
    at = a1(learnt.table.header[0], min(columns_of(learnt.table)))
    said = faults.FURTHER_PART.fill(range=learnt.spec["range"], name=name)
    learnt.doubts[:] = [d for d in learnt.doubts if d.what is not faults.NO_AGENCY_CELL]
    learnt.doubts.insert(0, FormDoubt(sheet.name, at, said))
    doubts = [{"cell": d.cell, "doubt": d.what.vi} for d in learnt.doubts]
    learnt.spec = {"sheet": sheet.name, **learnt.spec, "doubts": doubts}


def _doubting(sheet: Sheet, learnt: LearntSheet, further: Sequence[LearntSheet]) -> LearntSheet:
    """The first table, with a doubt of what else on the sheet may be one."""
    last = (further or [learnt])[-1].table
    rows = range(max(last.header[-1], *last.data, 0) + 1, WHOLE.stop)
    grid = SheetGrid(rows_of(sheet, rows))
    other = find_table(grid)
    if other is not None and len(other.data) * len(other.opened) >= _FEWEST:
        columns = list(columns_of(other))
        cells = f"{a1(other.header[0], columns[0])}:{a1(other.data[-1], columns[-1])}"
        said = faults.FURTHER_TABLE.fill(range=cells)
        doubt = FormDoubt(sheet.name, a1(other.header[0], columns[0]), said)
        learnt.doubts.append(doubt)
        noted = {"cell": doubt.cell, "doubt": said.vi}
        learnt.spec["doubts"] = [*learnt.spec.get("doubts", ()), noted]
    return learnt
