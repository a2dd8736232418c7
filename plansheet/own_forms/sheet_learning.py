"""One sheet of a blank workbook → what form.json says of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from plansheet.forms import Json
from plansheet.language.text import match_key
from plansheet.language.wording import Wording
from plansheet.own_forms.form_cells import sheet_of
from plansheet.own_forms.form_words import CODE_WORDS, NUMBER_WORDS, UNIT_WORDS, is_heading
from plansheet.own_forms.grid import SheetGrid, column_keys, is_mark, row_keys
from plansheet.own_forms.head_search import find_fields, find_head
from plansheet.own_forms.left_out import told_left_out
from plansheet.own_forms.meanings import find_meanings
from plansheet.own_forms.table_search import (
    FoundTable,
    columns_of,
    find_table,
    stated_range,
)
from plansheet.problems.catalogue import own_form_faults as faults
from plansheet.workbooks.reading import Sheet, a1, column_letters
from plansheet.workbooks.reading.addresses import Position

_LETTERED: Final = re.compile(r"[A-Za-zĐđ]{1,6}[-._ ]?[0-9][0-9A-Za-z.\-]{0,10}")
_PLAIN: Final = re.compile(r"[0-9][0-9A-Za-z.\-]{0,10}")
_NAMED: Final = re.compile(r"[0-9A-Za-zĐđ][0-9A-Za-zĐđ.\-_/]{0,14}")
_NEARLY_ALL: Final = 0.8
"""The share of the rows that a column that is headed as one of codes must have codes in."""


@dataclass(frozen=True, slots=True)
class FormDoubt:
    """Something that learning is not sure of: the sheet, the cell, what.

    `is_filled` where it is that the workbook seems to have been filled in.
    """

    sheet: str
    cell: str
    what: Wording
    is_filled: bool = False


@dataclass
class LearntSheet:
    """What form.json says of a sheet, and what is doubted."""

    spec: dict[str, Any]
    table: FoundTable
    doubts: list[FormDoubt] = field(default_factory=list)


def learn_sheet(sheet: Sheet) -> LearntSheet | None:
    """What form.json says of a sheet; None where it holds no table to fill in."""
    grid = SheetGrid(sheet)
    stated = stated_range(grid)
    found = find_table(grid, stated)
    return _SheetLearner(sheet, grid, found).learn(stated) if found and found.opened else None


class _SheetLearner:
    """Learns one sheet, its table known."""

    def __init__(self, sheet: Sheet, grid: SheetGrid, table: FoundTable) -> None:
        self.sheet, self.grid, self.table = sheet, grid, table
        self.doubts: list[FormDoubt] = []

    def learn(self, stated: tuple[Position, Position] | None) -> LearntSheet | None:
        """What form.json says of it; None where all of its cells are filled or computed."""
        table, columns = self.table, list(columns_of(self.table))
        data = table.data or range(table.header[-1] + 1, table.header[-1] + 2)
        top, left, bottom, right = data[0], columns[0], data[-1], columns[-1]
        spec: dict[str, Any] = {
            "kind": "matrix" if table.data else "list",
            "range": f"{a1(top, left)}:{a1(bottom, right)}",
        }
        if table.data:
            spec["rows"] = self._rows()
            spec["labels"] = [column_letters(column) for column in table.labels]
        spec["columns"] = self._columns()
        if table.data and not sheet_of(spec, self.sheet.name, self.sheet).inputs:
            return None
        if head := dict(find_head(self.grid, table.header[0])):
            spec["head"] = {what: a1(*at) for what, at in head.items()}
        if fields := find_fields(self.grid, table.header[0], head.values()):
            spec["fields"] = {name: a1(*at) for name, at in fields.items()}
        if "agency" not in head:
            self._doubt((0, 0), faults.NO_AGENCY_CELL)
        self._meanings(spec)
        self._around(stated, data)
        if self.doubts:
            spec["doubts"] = [{"cell": d.cell, "doubt": d.what.vi} for d in self.doubts]
        return LearntSheet(spec, self.table, self.doubts)

    def _doubt(self, at: Position, what: Wording, *, is_filled: bool = False) -> None:
        self.doubts.append(FormDoubt(self.sheet.name, a1(*at), what, is_filled))

    # Keys.

    def _title(self, column: int) -> str:
        parts = (self.grid.spread(row, column) for row in self.table.names)
        return " ".join(dict.fromkeys(filter(None, parts)))

    def _rows(self) -> Json:
        """The column of codes where there is one, else those of labels."""
        titles = {column: self._title(column) for column in self.table.labels}
        named = [c for c in titles if is_heading(titles[c], CODE_WORDS)]
        numbers = [c for c in titles if is_heading(titles[c], NUMBER_WORDS)]
        first_text = next((c for c in titles if self._has_texts(c)), 0)
        others = [c for c in titles if c not in numbers and (c <= first_text or c in named)]
        tried = [(c, _LETTERED, 1.0) for c in titles] + [(c, _NAMED, _NEARLY_ALL) for c in named]
        tried += [(c, _PLAIN, 1.0) for c in (*others, *numbers)]
        for column, pattern, share in tried:
            if self._is_code(column, pattern, share):
                return {"codes": column_letters(column)}
        for column in named:
            texts = [text for row in self.table.data if (text := self.grid.text(row, column))]
            if twice := [text for text, times in Counter(texts).items() if times > 1]:
                at = (self.table.header[0], column)
                self._doubt(at, faults.CODES_REPEAT.fill(count=len(twice), key=twice[0]))
        first = self._label_columns(titles)
        keys = row_keys(self.grid, self.table.data, first, is_code=False)
        said = Counter(match_key(self.grid.spread(row, first[-1])) for row in keys)
        if again := sum(count for count in said.values() if count > 1):
            at = (self.table.header[0], first[-1])
            self._doubt(at, faults.LABELS_REPEAT.fill(count=again))
        return {"labels": [column_letters(c) for c in first]}

    def _label_columns(self, titles: dict[int, str]) -> Sequence[int]:
        """The columns whose texts name the rows: those before the first cell to fill in."""
        apart = (*UNIT_WORDS, *NUMBER_WORDS)
        labels = [c for c in titles if not is_heading(titles[c], apart) and self._has_texts(c)]
        labels = labels or list(titles)[:1]
        return [c for c in labels if c < min(self.table.opened)] or labels

    def _has_texts(self, column: int) -> bool:
        values = (self.grid.value(row, column) for row in self.table.data)
        return any(isinstance(value, str) for value in values)

    def _labelled(self) -> list[int]:
        """The rows that have something in a column of labels."""
        labels = self.table.labels
        return [row for row in self.table.data if any(self.grid.text(row, c) for c in labels)]

    def _is_code(self, column: int, pattern: re.Pattern[str], share: float) -> bool:
        """Whether a column has a code of its own in all rows, or in that share of them."""
        filled = [text for row in self._open_rows() if (text := self.grid.text(row, column))]
        is_unique = len({match_key(text) for text in filled}) == len(filled)
        are_codes = all(map(pattern.fullmatch, filled))
        return len(filled) > 1 and is_unique and are_codes and self._enough(len(filled), share)

    def _enough(self, filled: int, share: float) -> bool:
        return filled >= share * len(self._open_rows())

    def _open_rows(self) -> list[int]:
        """The labelled rows with cells to fill in or computed ones: headings have none."""
        return [
            row for row in self._labelled() if any(self._is_open(row, c) for c in self.table.opened)
        ]

    def _is_open(self, row: int, column: int) -> bool:
        if self.grid.is_formula(row, column):
            return True
        return self.grid.is_blank(row, column) and not self.grid.is_covered(row, column)

    def _columns(self) -> Json:
        """The row of codes or of column numbers, else the rows of headers."""
        table = self.table
        if table.coded >= 0 or table.numbered >= 0:
            return {"codes": (table.coded if table.coded >= 0 else table.numbered) + 1}
        rows = table.names
        last = [self.grid.text(rows[-1], c) for c in table.opened]
        are_codes = all(map(_PLAIN.fullmatch, last)) and not any(map(is_mark, last))
        if len(rows) > 1 and are_codes and len(set(last)) == len(last) > 1:
            return {"codes": rows[-1] + 1}
        keys = column_keys(self.grid, rows, columns_of(table))
        for key, times in Counter(map(match_key, keys.values())).items():
            if times > 1:
                column = next(c for c, one in keys.items() if match_key(one) == key)
                self._doubt((rows[0], column), faults.HEADERS_REPEAT.fill(key=keys[column]))
        return {"labels": [row + 1 for row in rows]}

    # What the cells mean, and what is left out.

    def _meanings(self, spec: dict[str, Any]) -> None:
        form = sheet_of(spec, self.sheet.name, self.sheet)
        unit = self.grid.text(*form.head["unit"]) if "unit" in form.head else ""
        found = find_meanings(form, self.grid, self.table.names, unit.partition(":")[2])
        spec |= found.spec
        left_out = told_left_out(form, self.grid)
        for at, what in (*([left_out] if left_out else ()), *found.doubts):
            self._doubt(at, what)
        hidden = [
            at
            for at in form.inputs
            if at[0] in self.sheet.hidden_rows or at[1] in self.sheet.hidden_columns
        ]
        if hidden:
            self._doubt(min(hidden), faults.HIDDEN_INPUTS.fill(count=len(hidden)))

    def _figures(self) -> Iterator[int]:
        """Columns of labels that have figures: numbers of which some repeat."""
        for column in self.table.labels:
            values = [self.grid.value(row, column) for row in self.table.data]
            numbers = [v for v in values if isinstance(v, int | float) and not isinstance(v, bool)]
            is_counting = is_heading(self._title(column), (*NUMBER_WORDS, *CODE_WORDS))
            are_many = len(numbers) * 2 > len(values) and len(set(numbers)) < len(numbers)
            if are_many and not is_counting:
                yield column

    def _own(self, row: int) -> list[str]:
        """What stands in the table's columns of a row."""
        texts = (self.grid.text(row, column) for column in columns_of(self.table))
        return [text for text in texts if text and not is_mark(text)]

    def _around(self, stated: tuple[Position, Position] | None, data: range) -> None:
        """Say what else is on the sheet: another table, a range stated that is not this one."""
        listed = range(data[0], self.grid.height) if not self.table.data else range(0)
        filled = [row for row in listed if len(self._own(row)) > 2]
        if filled:
            at = (filled[0], self.table.opened[0])
            self._doubt(at, faults.LIST_FILLED.fill(count=len(filled)), is_filled=True)
        for column in self._figures():
            title = self._title(column) or column_letters(column)
            what = faults.FIGURES_THERE.fill(key=title)
            self._doubt((data[0], column), what, is_filled=True)
        if stated is not None and (stated[0][0], stated[1][0]) != (data[0], data[-1]):
            cells = f"{a1(*stated[0])}:{a1(*stated[1])}"
            at = (data[0], self.table.opened[0])
            self._doubt(at, faults.STATED_OTHERWISE.fill(range=cells))
