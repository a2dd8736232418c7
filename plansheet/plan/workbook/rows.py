"""The rows of one sheet of a plan workbook: texts and values, each with its cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from plansheet.forms import Column, Form
from plansheet.forms.names import ColumnName, FormName
from plansheet.forms.values import Finding, Value, plain, read_cell, show
from plansheet.language.numbers_and_dates import decimal_of
from plansheet.language.text import match_key
from plansheet.language.wording import Wording
from plansheet.plan.model import OPERANDS
from plansheet.problems import Place, Problem, problem
from plansheet.problems.catalogue import Severity
from plansheet.tables.check import check_row, finding_problem
from plansheet.tables.find import Table, find_table
from plansheet.workbooks.reading import Sheet, Workbook, a1

CODE: Final = re.compile(r"[^\W_](?:[\w.\-]*[^\W_])?")
"""What a code may look like: it becomes part of file names and formulas."""

_SUFFIXES: Final = tuple(f".{suffix}" for rows in OPERANDS.values() for suffix, _ in rows)
_NEEDED: Final = (FormName.AGENCIES,)
"""Without these sheets a plan is none; the others may have nothing to say."""


@dataclass(frozen=True, slots=True)
class PlanSheetRow:
    """One row of a plan sheet: its texts and values, and where each cell stands.

    `explained` are the columns of which something was said that a blank cell would repeat.
    """

    form: Form
    number: int
    values: Mapping[str, Value]
    places: Mapping[str, Place]
    explained: frozenset[str] = frozenset()

    def text(self, name: str) -> str:
        """The cell without blanks around it."""
        return show(self.values.get(name)).strip()

    def verbatim(self, name: str) -> str:
        """The cell as it was written."""
        return show(self.values.get(name))

    def date(self, name: str) -> date | None:
        """The date in the cell."""
        value = self.values.get(name)
        return value if isinstance(value, date) else None

    @property
    def code(self) -> str:
        """The code of the row."""
        return self.text(self.form.key)

    def lacks(self, name: str) -> bool:
        """Whether a cell is blank and nothing was said of it yet."""
        return name not in self.explained and not self.text(name)

    def at(self, name: str) -> Place:
        """The cell of a column; that of the code where the sheet lacks the column."""
        return self.places[name] if name in self.places else self.places[self.form.key]

    def problem(
        self,
        code: str,
        name: str,
        severity: Severity | None = None,
        value: str | None = None,
        **details: str | Wording,
    ) -> Problem:
        """A problem at one cell of the row."""
        return problem(
            code,
            self.at(name),
            value=self.verbatim(name) if value is None else value,
            row_code=self.code,
            column=self.form.by_name[name].title,
            severity=severity,
            more=details,
        )


def sheet_named(workbook: Workbook, name: str) -> Sheet | None:
    """The sheet of this name, however its letters are composed."""
    wanted = match_key(name)
    return next((s for s in workbook.sheets if match_key(s.name) == wanted), None)


def read_rows(workbook: Workbook, form: Form) -> tuple[list[PlanSheetRow], list[Problem]]:
    """The rows of a form's sheet without those that repeat a code, and what is wrong with them."""
    sheet = sheet_named(workbook, form.sheet)
    if sheet is None:
        severity: Severity = "error" if form.name in _NEEDED else "warning"
        place = Place(workbook.file)
        return [], [problem("sheet-missing", place, value=form.sheet, severity=severity)]
    table = find_table(form, sheet)
    if table is None:
        place, header = Place(workbook.file, sheet.name), form.columns[0].title
        is_blank = not any(value is not None for row in sheet.rows for value in row)
        return [], [] if is_blank else [problem("column-missing", place, column=header)]
    reader = _RowsReader(workbook.file, table)
    return reader.read(), reader.problems


class _RowsReader:
    def __init__(self, file: str, table: Table[Form]) -> None:
        self.file, self.table, self.form = file, table, table.form
        self.problems: list[Problem] = []

    def read(self) -> list[PlanSheetRow]:
        self._missing_columns()
        rows: list[PlanSheetRow] = []
        numbers: dict[str, int] = {}
        for index, raw in self.table.rows():
            row = self._row(index, {n: self.table.cell(raw, n) for n in self.table.columns})
            if row is None:
                continue
            key = match_key(row.code)
            if key and key in numbers:
                self.problems.append(
                    row.problem("row-duplicated", self.form.key, other=str(numbers[key]))
                )
                continue
            if key and (not CODE.fullmatch(row.code) or key.endswith(_SUFFIXES)):
                self.problems.append(row.problem("bad-code", self.form.key))
            numbers[key] = row.number
            rows.append(row)
        return rows

    def _missing_columns(self) -> None:
        header = Place(self.file, self.table.sheet.name, a1(self.table.header_row, 0))
        for name in self.table.missing:
            column = self.form.by_name[name]
            severity: Severity = "error" if column.required else "warning"
            self.problems.append(
                problem("column-missing", header, column=column.title, severity=severity)
            )

    def _row(self, index: int, raw: Mapping[str, object]) -> PlanSheetRow | None:
        places = {
            name: Place(self.file, self.table.sheet.name, a1(index, position))
            for name, position in self.table.columns.items()
        }
        code = show(raw.get(self.form.key)).strip()
        values: dict[str, Value] = {}
        broken = {name for name in raw if self._is_unusable(index, name, places[name], code)}
        for name, cell in raw.items():
            column = self.form.by_name[name]
            value, finding = self._as_shown(index, column, cell) or read_cell(column, cell)
            if value is not None:
                values[name] = value
            if finding is not None:
                found = finding_problem(finding, column, cell, places[name], code)
                self.problems.append(found)
                broken |= {name} if found.severity == "error" else set()
        if not values and not broken:
            return None

        def at(name: str) -> Place:
            return places.get(name) or Place(self.file, self.table.sheet.name, a1(index, 0))

        explained = frozenset({*broken, *self.table.missing})
        checked = check_row(self.form, values, at, code, explained)
        self.problems += checked.problems
        places = {self.form.key: at(self.form.key), **places}
        return PlanSheetRow(self.form, index + 1, checked.values, places, explained)

    def _as_shown(
        self, index: int, column: Column, cell: object
    ) -> tuple[Value, Finding | None] | None:
        """What a cell of a text column shows, where its number format says more than its value.

        A date shown as "mmm-yy" is that month, 0.4 shown as per cent is 40%; None for any other.
        """
        sheet, at = self.table.sheet, (index, self.table.columns[column.name])
        if column.kind != "text":
            return None
        if at in sheet.dayless and isinstance(cell, date):
            month = f"Tháng {cell.month}/{cell.year}"
            return month if sheet.dayless[at] == "month" else f"Năm {cell.year}", None
        if at in sheet.percents and isinstance(cell, int | float):
            read = f"{plain(decimal_of(cell) * 100)}%"
            return read, Finding("number-repaired", {"read": read, ColumnName.UNIT: "%"})
        return None

    def _is_unusable(self, index: int, name: str, place: Place, row_code: str) -> bool:
        """Whether a cell holds an Excel error, or a formula that was saved without a value."""
        sheet, at = self.table.sheet, (index, self.table.columns[name])
        if at in sheet.errors:
            code, value = "error-value", sheet.errors[at]
        elif at in sheet.uncached:
            code, value = "formula-in-input", f"={sheet.formulas.get(at, '')}"
        else:
            return False
        title = self.form.by_name[name].title
        self.problems.append(
            problem(code, place, value=value, row_code=row_code, column=title, severity="error")
        )
        return True
