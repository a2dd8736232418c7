"""The rules, colours and checks of issued tables, written anew into a workbook that came back.

Office programs lose some of them, each others: what a form asks is said again from the form itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from plansheet.forms import Form
from plansheet.forms.names import GUIDE_SHEET
from plansheet.issuing.asked_rows import IssuedRow
from plansheet.issuing.checking import RowChecks
from plansheet.issuing.guide import CONFIRMATION, guide_colours
from plansheet.issuing.progress import HEADS, LACKING_AT, status_colour
from plansheet.language.text import header_key
from plansheet.language.wording import LANGUAGES, Language, say, spellings
from plansheet.plan import Plan
from plansheet.tables.cell_rules import (
    answer_rule,
    check_colours,
    column_rule,
    needs_cells,
    rule_colours,
)
from plansheet.tables.excel_rules import TableCells
from plansheet.tables.row_check import CheckTexts
from plansheet.workbooks.cell_rules import CellRule, Colour, renew
from plansheet.workbooks.reading import a1, column_letters

_LISTS: Final = 200
"""Columns of the first row in which the choices of a long list may stand."""


@dataclass(frozen=True)
class StandingTable:
    """Where the table of a form stands in a sheet; `header` and the positions are counted from 0.

    `codes` are those of its issued rows by number of the row (from 1), `check` is the position of
    the column Kiểm tra, None where there is none.
    """

    form: str
    sheet: str
    header: int
    columns: Mapping[str, int]
    codes: Mapping[int, str]
    check: int | None


def renew_rules(workbook: Any, plan: Plan, sender: str, tables: Sequence[StandingTable]) -> None:
    """Write drop-downs, limits, messages, colours and the column Kiểm tra as a template has them.

    What else an agency typed into the column Kiểm tra stays.

    Args:
        workbook: of openpyxl.
        plan: whose forms the tables are of.
        sender: the code of the agency.
        tables: those of the workbook.
    """
    for table in tables:
        if table.sheet in workbook.sheetnames and table.columns:
            _Renewing(workbook[table.sheet], plan, sender, table).renew()
    for name in spellings(GUIDE_SHEET):
        if name in workbook.sheetnames:
            _renew_guide(workbook[name])


class _Renewing:
    """Renews the sheet of one table."""

    def __init__(self, sheet: Any, plan: Plan, sender: str, table: StandingTable) -> None:
        self.sheet, self.plan, self.table = sheet, plan, table
        self.form, self.lang = plan.forms[table.form], _language(sheet, plan, table)
        first = table.header + 1
        codes = [
            table.codes.get(n, "") for n in range(first + 1, max(table.codes, default=first) + 1)
        ]
        self.rows = [IssuedRow(code, {}) for code in codes]
        last = first + max(len(codes) + self.form.free, 1) - 1
        self.cells = TableCells(table.columns, first, last, tuple(codes), sender)
        self.is_whole = all(c.name in table.columns for c in self.form.columns)

    def renew(self) -> None:
        """Give the sheet what it was issued with."""
        form, table, cells = self.form.spoken(self.lang), self.table, self.cells
        colours: list[Colour] = []
        old = [cells.of_column(name) for name in table.columns]
        if table.check is not None and self.is_whole:
            self._write_checks(table.check)
            status = a1(table.header - 1 - any(c.group for c in form.columns), 0)
            colours = [
                *check_colours(form, cells, table.header, table.check),
                status_colour(status),
            ]
            letter = column_letters(table.check)
            old += [status, f"{letter}{cells.first + 1}:{letter}{cells.last + 1}"]
        elif self.is_whole:
            colours = [*rule_colours(form, cells)]
        rules = [*self._rules(form)]
        rules += [(at, answer_rule(CONFIRMATION, self.lang)) for at in self._answers()]
        renew(self.sheet, [*old, *(at for at, _ in rules)], rules, colours)

    def _rules(self, form: Form) -> Iterator[tuple[str, CellRule]]:
        for column in form.columns:
            if column.is_input and column.name in self.table.columns:
                listed = self._listed(column.choices) if needs_cells(column.choices) else ""
                rule = column_rule(column, self.cells, self.lang, listed or "")
                if rule is not None and listed is not None:
                    yield self.cells.of_column(column.name), rule

    def _listed(self, choices: Sequence[str]) -> str | None:
        """The cells of the first row that hold choices; None where they are gone."""
        row = [self.sheet.cell(1, at + 1).value for at in range(_LISTS)]
        for at in range(_LISTS - len(choices)):
            if row[at : at + len(choices)] == [*choices]:
                first, last = column_letters(at), column_letters(at + len(choices) - 1)
                return f"=${first}$1:${last}$1"
        return None

    def _answers(self) -> Iterator[str]:
        """The cell beside the question above the table, where it is asked."""
        label = f"{say(CONFIRMATION.label, self.lang)}:"
        for row in self.sheet.iter_rows(max_row=self.table.header):
            yield from (a1(c.row - 1, c.column) for c in row if c.value == label)

    def _write_checks(self, check: int) -> None:
        """The formulas of the column Kiểm tra, but where somebody typed something else."""
        texts = CheckTexts(self.form)
        checks = RowChecks(self.plan, self.form, self.rows, self.cells, self._header, self.lang)
        for index in range(len(self.rows) + self.form.free):
            if index < len(self.rows) and not self.rows[index].code:
                continue
            cell = self.sheet.cell(self.cells.first + index + 1, check + 1)
            if cell.data_type == "f" or cell.value is None or texts.has(str(cell.value)):
                cell.value = checks.formula(index)

    def _header(self, name: str) -> str:
        return f"${column_letters(self.cells.columns[name])}${self.table.header + 1}"


def _language(sheet: Any, plan: Plan, table: StandingTable) -> Language:
    """The language of most headers of a table."""
    keys = {header_key(str(cell.value or "")) for cell in sheet[table.header + 1]}
    columns = plan.forms[table.form].columns

    def headers(lang: Language) -> int:
        return sum(header_key(say(column.title, lang)) in keys for column in columns)

    return max(LANGUAGES, key=headers)


def _renew_guide(sheet: Any) -> None:
    """The colours of the counters of a guide, below their header."""
    counters = [*_counters(sheet)]
    if counters:
        colours = [*guide_colours(counters[0], counters[-1])]
        renew(sheet, [colour.cells for colour in colours], (), colours)


def _counters(sheet: Any) -> Iterator[int]:
    """The rows of the counters, from 0."""
    heads = {say(HEADS[LACKING_AT], lang) for lang in LANGUAGES}
    is_below = False
    for row in sheet.iter_rows(max_col=LACKING_AT + 1):
        if is_below and row[0].value is None:
            return
        if is_below:
            yield row[0].row - 1
        is_below = is_below or row[LACKING_AT].value in heads
