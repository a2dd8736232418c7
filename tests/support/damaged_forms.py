"""What happens to a filled-in form on its way, and what becomes of its figures then."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from openpyxl.utils import column_index_from_string, get_column_letter

from support.blank_forms import Blank

Key = tuple[int, int]
"""A cell of the blank workbook: row and column number."""

_REFERENCE = re.compile(r"([A-Z]{1,2})([0-9]+)(?::([A-Z]{1,2})([0-9]+))?")


@dataclass
class FilledForm:
    """A sheet that was filled in: where its rows and columns were in the blank workbook.

    `rows` and `columns` have for each of today's the number that it was issued with, None where
    it is new. `figures` are the inputs by issued cell, `lost` those of which no figure may come.
    """

    sheet: Any
    rows: list[int | None]
    columns: list[int | None]
    figures: dict[Key, object]
    lost: set[Key] = field(default_factory=set)

    @classmethod
    def of(cls, sheet: Any, figures: dict[Key, object]) -> FilledForm:
        """Today's rows and columns are the issued ones."""
        height, width = sheet.max_row + 3, sheet.max_column + 3
        return cls(sheet, [*range(1, height + 1)], [*range(1, width + 1)], figures)

    def now(self, at: Key) -> Key:
        """Where an issued cell is today."""
        return self.rows.index(at[0]) + 1, self.columns.index(at[1]) + 1

    def place(self, at: Key) -> Key | None:
        """The same, None where it is no more."""
        return self.now(at) if at[0] in self.rows and at[1] in self.columns else None

    def put(self, at: Key, value: object) -> None:
        """A value in a cell of today."""
        self.sheet.cell(*at).value = value

    def arrange(self, rows: Sequence[int | None], columns: Sequence[int | None]) -> None:
        """Put today's rows and columns in another order; None is a new one."""
        sheet = self.sheet
        cells = {(c.row, c.column): c for line in sheet.iter_rows() for c in line}
        merged = [area.bounds for area in sheet.merged_cells.ranges]
        for area in [*sheet.merged_cells.ranges]:
            sheet.unmerge_cells(str(area))
        old = {at: (c.value, copy(c._style)) for at, c in cells.items() if c.value is not None}
        for line in sheet.iter_rows():
            for cell in line:
                cell.value = None
        to_row = {was: number for number, was in enumerate(rows, 1) if was}
        to_column = {was: number for number, was in enumerate(columns, 1) if was}
        for (row, column), (value, style) in old.items():
            if row in to_row and column in to_column:
                cell = sheet.cell(to_row[row], to_column[column])
                cell.value, cell._style = _moved(value, to_row, to_column), style
        for left, top, right, bottom in merged:
            if {top, bottom} <= to_row.keys() and {left, right} <= to_column.keys():
                area = (to_row[top], to_column[left], to_row[bottom], to_column[right])
                if area[2] - area[0] >= 0 and area[3] - area[1] >= 0:
                    sheet.merge_cells(None, *area)
        self.rows = [self.rows[was - 1] if was else None for was in rows]
        self.columns = [self.columns[was - 1] if was else None for was in columns]


def _moved(value: object, rows: dict[int, int], columns: dict[int, int]) -> object:
    """A formula whose cells have moved; any other value as it is."""
    if not (isinstance(value, str) and value.startswith("=")):
        return value

    def reference(found: re.Match[str]) -> str:
        ends = [(found[1], int(found[2]))] + ([(found[3], int(found[4]))] if found[3] else [])
        moved = [
            (columns.get(c := column_index_from_string(letters), c), rows.get(row, row))
            for letters, row in ends
        ]
        return ":".join(f"{get_column_letter(c)}{r}" for c, r in sorted(moved))

    return _REFERENCE.sub(reference, value)


Damage = Callable[[FilledForm, Random], None]


def rows_above(form: FilledForm, rng: Random) -> None:
    """Further rows above everything."""
    number: list[int | None] = [None] * rng.randint(1, 4)
    form.arrange([*number, *_all(form.rows)], _all(form.columns))


def row_inside(form: FilledForm, rng: Random) -> None:
    """A blank row between two of the table."""
    at = form.now((rng.choice(_rows(form)), 1))[0] - 1
    rows = _all(form.rows)
    form.arrange([*rows[:at], None, *rows[at:]], _all(form.columns))


def note_inside(form: FilledForm, rng: Random) -> None:
    """A row with a remark between two of the table."""
    row_inside(form, rng)
    row = max(at for at, was in enumerate(form.rows, 1) if was is None)
    form.put((row, rng.randint(2, len(form.columns) - 3)), "ghi thêm ở đây")


def rows_moved(form: FilledForm, rng: Random) -> None:
    """Rows of the table sorted otherwise."""
    old = _all(form.rows)
    at = sorted(form.now((row, 1))[0] - 1 for row in _rows(form))
    mixed = rng.sample(at, len(at))
    moved = dict(zip(at, mixed, strict=True))
    form.arrange([old[moved.get(n, n)] for n in range(len(old))], _all(form.columns))


def row_deleted(form: FilledForm, rng: Random) -> None:
    """A row that is no more."""
    row = rng.choice(_rows(form))
    at = form.now((row, 1))[0] - 1
    rows = _all(form.rows)
    form.arrange([*rows[:at], *rows[at + 1 :]], _all(form.columns))
    form.lost |= {key for key in form.figures if key[0] == row}


def row_twice(form: FilledForm, rng: Random) -> None:
    """A copy of a row below the table's last one but one."""
    row = rng.choice(_rows(form))
    row_inside(form, rng)
    (new,) = [n for n, was in enumerate(form.rows, 1) if was is None][-1:]
    source = form.now((row, 1))[0]
    for column in range(1, len(form.columns) + 1):
        form.put((new, column), form.sheet.cell(source, column).value)
    form.lost |= {key for key in form.figures if key[0] == row}


def hidden(form: FilledForm, rng: Random) -> None:
    """A row and a column that nobody sees."""
    row, column = rng.choice(list(form.figures))
    at = form.now((row, column)) if row in form.rows else (1, 1)
    form.sheet.row_dimensions[at[0]].hidden = True
    form.sheet.column_dimensions[get_column_letter(at[1])].hidden = True


def column_before(form: FilledForm, rng: Random) -> None:
    """A blank column before the table, or before one of figures."""
    at = rng.choice([0, form.now((1, max(c for _, c in form.figures)))[1] - 1])
    columns = _all(form.columns)
    form.arrange(_all(form.rows), [*columns[:at], None, *columns[at:]])


def columns_swapped(form: FilledForm, rng: Random) -> None:
    """Two columns of figures that changed places, headers and all."""
    inputs = sorted({column for _, column in form.figures})
    one, other = (form.now((1, c))[1] - 1 for c in rng.sample(inputs, 2))
    columns = _all(form.columns)
    columns[one], columns[other] = columns[other], columns[one]
    form.arrange(_all(form.rows), columns)


def words_typed(form: FilledForm, rng: Random) -> None:
    """Words, an error, a truth, a date where a figure belongs."""
    key = rng.choice(list(form.figures))
    said = rng.choice(["chưa có", "#N/A", True, "12/5/2021", "5 và 6", "=1/0"])
    form.put(form.now(key), said)
    form.lost.add(key)


def written_beside(form: FilledForm, rng: Random) -> None:
    """Something in a cell that nobody asks for."""
    free = [
        (row, column)
        for row in range(1, len(form.rows) + 1)
        for column in range(1, len(form.columns) + 1)
        if form.sheet.cell(row, column).value is None
        and type(form.sheet.cell(row, column)).__name__ == "Cell"
        and not is_input(form, (row, column))
    ]
    form.put(rng.choice(free), rng.choice(["xem phụ lục", 17, "=2+3"]))


def label_changed(form: FilledForm, rng: Random) -> None:
    """Another text in a cell that was issued with one."""
    issued = [
        (c.row, c.column)
        for line in form.sheet.iter_rows()
        for c in line
        if c.value is not None
        and not is_input(form, (c.row, c.column))
        and form.rows[c.row - 1] is not None
    ]
    at = rng.choice(issued)
    form.put(at, "Chữ khác")
    # Whether the row or column is still known is the reader's to say: it says so or reads it.
    row, column = form.rows[at[0] - 1], form.columns[at[1] - 1]
    form.lost |= {key for key in form.figures if row == key[0] or column == key[1]}


def is_input(form: FilledForm, at: Key) -> bool:
    """Whether a cell of today is one to fill in."""
    return (form.rows[at[0] - 1], form.columns[at[1] - 1]) in form.figures


HARMLESS: Final = frozenset(
    {rows_above, row_inside, rows_moved, hidden, column_before, columns_swapped}
)
"""After these every figure is read, and there is nothing to say."""
DAMAGES: Final[Sequence[Damage]] = (
    *(rows_above, row_inside, rows_moved, hidden, column_before, columns_swapped, note_inside),
    *(row_deleted, row_twice, words_typed, written_beside, label_changed),
)


def damages_of(blank: Blank) -> Sequence[Damage]:
    """What can happen to a form: rows are sorted where they have keys of their own.

    Whoever puts a column elsewhere under a header of several levels breaks the header.
    """
    without: set[Damage] = set() if blank.codes or blank.counted else {rows_moved}
    if blank.levels > 1 and not blank.numbered:
        without.add(columns_swapped)
    return [damage for damage in DAMAGES if damage not in without]


def _all(of: Sequence[int | None]) -> list[int | None]:
    return [*range(1, len(of) + 1)]


def _rows(form: FilledForm) -> list[int]:
    return sorted({row for row, _ in form.figures if row in form.rows})
