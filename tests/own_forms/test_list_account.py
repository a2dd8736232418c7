"""The account of lists: every filled cell is in a row of the list, a total, or a Problem."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest

from plansheet import issue, learn_form, merge, read_return
from plansheet.workbooks.reading import a1
from plansheet.workbooks.reading.addresses import cells_of
from support.blank_forms import list_form
from support.effort import examples
from support.filling import AS_OF, STC, SYT, make_plan, plan_tables

pytestmark = pytest.mark.usefixtures("read_here")

TITLES = ("STT", "Họ và tên", "Ngày sinh", "Số tiền", "Ghi chú")
SHEET = "Danh sách"


def entry(rng: Random, number: int) -> list[object]:
    """A row as people leave it: some cells blank, some with what does not belong there."""
    row: list[object] = [number, f"Người {number}", "5/3/1980", rng.randint(1, 999), "x"]
    for at, odd in ((2, "không rõ"), (3, "nhiều"), (3, "1.234,5"), (0, None), (4, None)):
        row[at] = odd if rng.random() < 0.15 else row[at]
    return row


def write(sheet: Any, rng: Random) -> None:
    """Entries, a blank row among them, a total, words beside and below."""
    rows = [entry(rng, number) for number in range(1, rng.randint(2, 6))]
    at = 5 + rng.randint(0, 2) * (rng.random() < 0.3)
    for number, row in enumerate(rows):
        at += rng.random() < 0.1 and number > 0
        for column, value in enumerate(row, 1):
            sheet.cell(at, column).value = value
        at += 1
    if rng.random() < 0.5:
        sheet.cell(at, 2).value, sheet.cell(at, 4).value = "Tổng cộng", 12
    if rng.random() < 0.5:
        sheet.cell(rng.randint(4, 8), 8).value = "ghi thêm"
    if rng.random() < 0.5:
        sheet.cell(at + rng.randint(2, 4), 2).value = "một câu ở dưới"


def test_every_cell_of_a_list_is_stacked_or_named(tmp_path: Path) -> None:
    plan = make_plan(tmp_path, plan_tables())
    blank = list_form(tmp_path / "list.xlsx", TITLES)
    form = learn_form(blank, tmp_path / "form").form
    issued_ones = issue(plan, "2021-Q2", tmp_path / "issued", form=form)
    paths = [path for path in issued_ones if path.name.startswith((SYT, STC))]
    for seed in range(examples(5)):
        rng = Random(seed)
        (folder := tmp_path / str(seed)).mkdir()
        stacked = 0
        for path in paths:
            book: Any = openpyxl.load_workbook(path)
            issued = {cell.value for row in book[SHEET] for cell in row if cell.value is not None}
            write(book[SHEET], rng)
            book.save(folder / path.name)
            found = read_return(folder / path.name, plan, form=form)
            listed = found.lists[SHEET]
            stacked += len(listed)
            read = {cell.place.cell for row in listed for cell in row.values()}
            parts = (part for p in found.problems if p.cell for part in p.cell.split(","))
            named = {a1(*at) for part in parts for at in cells_of(part)}
            for cell in (cell for row in book[SHEET] for cell in row if cell.value is not None):
                is_of_total = book[SHEET].cell(cell.row, 2).value == "Tổng cộng"
                is_said = cell.coordinate in read | named or is_of_total or cell.value in issued
                assert is_said, (seed, cell.coordinate, cell.value)
        merged = merge(plan, "2021-Q2", folder, AS_OF, form=form)
        assert len(merged.stacked) == stacked, seed
