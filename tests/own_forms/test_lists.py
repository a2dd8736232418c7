"""Forms with free rows: read as they are, and stacked with whose each row is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from plansheet import learn_form, merge, write_total
from support.blank_forms import fill, list_form
from support.filling import AS_OF, STC, SYT, make_plan, plan_tables

TITLES = ("STT", "Họ và tên", "Năm sinh", "Điện thoại")


def test_rows_are_stacked_as_they_were_written(tmp_path: Path) -> None:
    plan = make_plan(tmp_path, plan_tables())
    form = learn_form(list_form(tmp_path / "list.xlsx", TITLES), tmp_path / "form").form
    assert [sheet.kind for sheet in form.sheets] == ["list"]
    (returns := tmp_path / "returns").mkdir()
    wanted = []
    for code, name, count in ((SYT, "Sở Y tế", 2), (STC, "Sở Tài chính", 9)):
        rows = [(at, f"Người {code} {at}", 1950 + at, f"09{at}") for at in range(1, count + 1)]
        values = {(4 + at, c): v for at, *_ in rows for c, v in enumerate(rows[at - 1], 1)}
        fill(tmp_path / "list.xlsx", returns / f"{code}_2021-Q2.xlsx", values, "Danh sách")
        wanted += [(*row, name) for row in rows]
    merged = merge(plan, "2021-Q2", returns, AS_OF, form=form)
    assert [p.code for p in merged.all_problems if p.severity == "error"] == []
    total: Any = openpyxl.load_workbook(write_total(merged, tmp_path / "t.xlsx"))["Danh sách"]
    rows = total.iter_rows(min_row=5, max_row=4 + len(wanted), max_col=5, values_only=True)
    assert [*rows] == wanted


@pytest.mark.parametrize("titles", [TITLES, TITLES[:3]])
def test_a_header_with_nothing_below_it_is_a_list(titles: tuple[str, ...], tmp_path: Path) -> None:
    form = learn_form(list_form(tmp_path / "list.xlsx", titles), tmp_path / "form").form
    assert list(form.sheets[0].columns.values()) == [*titles]
