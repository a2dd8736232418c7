"""Which sheet of a workbook that came back holds which table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from plansheet.forms import Form, Forms
from plansheet.forms.names import STAMP_SHEET
from plansheet.forms.report_sheets import SOURCES
from plansheet.language.wording import is_spelt
from plansheet.returns.matching import recognized
from plansheet.returns.model import IssuedTable
from plansheet.tables.find import find_table
from plansheet.tables.table import Table
from plansheet.workbooks.parts import part_of
from plansheet.workbooks.reading import Sheet, Workbook

_STACK_DEPTH: Final = 2_000
"""Rows in which the header of a table below another one is looked for."""

_Fit = tuple[bool, bool, Table[Form]]
"""Whether rows of a table are known, whether its sheet has the form's name, and the table."""


@dataclass(frozen=True, slots=True)
class ReturnTables:
    """By name of the form the table that was found, and other tables that repeat it."""

    found: dict[str, Table[Form]] = field(default_factory=dict)
    copies: dict[str, list[Table[Form]]] = field(default_factory=dict)


def search_tables(
    workbook: Workbook, forms: Forms, asked: Mapping[str, IssuedTable]
) -> ReturnTables:
    """The table of each form asked for: on the sheet of its name, else wherever it is."""
    return _Search(workbook, forms, asked).run()


def is_named_for(sheet: Sheet, form: Form) -> bool:
    """Whether a sheet has the name of a form's, in either language and however composed."""
    return is_spelt(sheet.name, form.sheet)


class _Search:
    def __init__(self, workbook: Workbook, forms: Forms, asked: Mapping[str, IssuedTable]) -> None:
        self.workbook, self.forms, self.asked = workbook, forms, asked
        self.tables = ReturnTables()

    def run(self) -> ReturnTables:
        found = self.tables.found
        free = [
            sheet
            for sheet in self.workbook.sheets
            if sheet.name != STAMP_SHEET and not part_of(sheet.name, SOURCES)
        ]
        for name, asked in self.asked.items():
            for sheet in free:
                if is_named_for(sheet, self.forms[name]):
                    table = find_table(self.forms[name], sheet, self.workbook.file)
                    if table is not None and (recognized(table, asked) or not asked.labels):
                        found[name] = table
                        free.remove(sheet)
                        break
        if free:
            self._elsewhere(free)
        self._stacked()
        return self.tables

    def _elsewhere(self, free: Sequence[Sheet]) -> None:
        """Look for tables on sheets of other names; a second table of a form is a copy."""
        fits = sorted((fit for sheet in free for fit in self._fits(sheet)), key=_rank, reverse=True)
        taken: set[str] = set()
        for is_known, _, table in fits:
            name, sheet = table.form.name, table.sheet.name
            if sheet not in taken and name not in self.tables.found:
                self.tables.found[name] = table
                taken.add(sheet)
            elif sheet not in taken and is_known:
                taken.add(sheet)
                self.tables.copies.setdefault(name, []).append(table)

    def _fits(self, sheet: Sheet) -> Iterator[_Fit]:
        """The forms whose table a sheet may hold: where rows are known, or the headers fit best."""
        tables = (find_table(self.forms[name], sheet, self.workbook.file) for name in self.asked)
        found = [table for table in tables if table is not None]
        most = max((len(table.columns) for table in found), default=0)
        for table in found:
            is_known = recognized(table, self.asked[table.form.name])
            if is_known or len(table.columns) == most:
                yield is_known, is_named_for(sheet, table.form), table

    def _stacked(self) -> None:
        """Tables that were copied below each other into one sheet: each ends where the next is."""
        found = self.tables.found
        for name, asked in self.asked.items():
            if name in found:
                continue
            for other in tuple(found.values()):
                heads = {t.header_row for t in found.values() if t.sheet is other.sheet}
                rows = (index for index in range(_STACK_DEPTH) if index not in heads)
                table = find_table(self.forms[name], other.sheet, other.file, rows)
                if table is not None and recognized(table, asked):
                    found[name] = table
                    break
        for name, table in found.items():
            tops = [t.header_row for t in found.values() if t.sheet is table.sheet]
            if len(tops) > 1:
                below = (top for top in tops if top > table.header_row)
                is_first = table.header_row == min(tops)
                begin = 0 if is_first else table.header_row
                found[name] = replace(table, end=min(below, default=None), begin=begin)


def _rank(fit: _Fit) -> tuple[bool, bool, int]:
    return fit[0], fit[1], len(fit[2].columns)
