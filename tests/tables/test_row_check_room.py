"""The column `Kiểm tra` of a table so long that its formulas have little room."""

from __future__ import annotations

import pytest

from plansheet import load_forms
from plansheet.tables.row_check import RowCheck
from plansheet.workbooks.writing.filled_down import may_be_shared

FORM = load_forms()["task_report"]


@pytest.mark.parametrize("room", [8_000, 4_000, 1_200])
def test_a_formula_keeps_to_its_room_and_asks_what_is_required(room: int) -> None:
    formula = RowCheck(FORM, lambda name: f"<{name}>", str, room=room).formula
    assert len(formula) <= room + len("=TRIM()")
    for column in FORM.inputs:
        assert f"ISERROR(<{column.name}>)" in formula
    assert formula.count("còn thiếu") == sum(column.required for column in FORM.inputs)


@pytest.mark.parametrize("name", sorted(load_forms().by_name))
@pytest.mark.parametrize("room", [8_000, 3_000, 1_200])
@pytest.mark.parametrize("free", [True, False])
def test_rows_can_share_a_formula(name: str, room: int, free: bool) -> None:
    row = RowCheck(load_forms()[name], lambda name: f"<{name}>", str, room=room, free=free)
    assert may_be_shared(row.formula)
