"""Rows of a form's range that are no part of it, since nothing there tells them from others."""

from __future__ import annotations

from typing import Final

from plansheet.language.wording import Wording
from plansheet.own_forms.grid import SheetGrid
from plansheet.own_forms.model import FormSheet
from plansheet.problems.catalogue import own_form_faults as faults
from plansheet.workbooks.reading import a1, column_letters
from plansheet.workbooks.reading.addresses import Position

_SHOWN: Final = 5
"""How many of the rows are written out."""


def told_left_out(form: FormSheet, grid: SheetGrid) -> tuple[Position, Wording] | None:
    """The first row without a code in which one could write, and what a person does about them."""
    if not form.row_keys.is_code:
        return None
    code, opened = form.row_keys.at[0], {at[1] for at in form.inputs}
    texts = [c for c in range(form.area[1], form.area[3] + 1) if c not in opened and c != code]
    rows = [
        row
        for row in range(form.area[0], form.area[2] + 1)
        if row not in form.rows
        and any(grid.text(row, column) for column in texts)
        and any(grid.is_blank(row, c) and not grid.is_covered(row, c) for c in opened)
    ]
    if not rows:
        return None
    named = [c for c in texts if any(map(str.isalpha, grid.text(rows[0], c)))]
    cells = ", ".join(a1(row, code) for row in rows[:_SHOWN]) + " …" * (len(rows) > _SHOWN)
    what = faults.ROWS_WITHOUT_CODE.fill(
        count=len(rows),
        cells=cells,
        column=column_letters(code),
        labels=", ".join(map(column_letters, named or texts)),
    )
    return (rows[0], code), what
