"""Forms with free rows: read as they are, and stacked with whose each row is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from plansheet import learn_form, merge, read_return, write_total
from plansheet.own_forms.explaining import explain_cell
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
    found = explain_cell(tmp_path / "t.xlsx", "Danh sách!B7")
    assert [(o.agency, o.value, o.cell) for o in found.origins] == [(STC, f"Người {STC} 1", "B5")]


@pytest.mark.parametrize("titles", [TITLES, TITLES[:3]])
def test_a_header_with_nothing_below_it_is_a_list(titles: tuple[str, ...], tmp_path: Path) -> None:
    form = learn_form(list_form(tmp_path / "list.xlsx", titles), tmp_path / "form").form
    assert list(form.sheets[0].columns.values()) == [*titles]


PEOPLE: dict[str, list[tuple[object, ...]]] = {
    SYT: [(1, "An", 10), (2, "Bình", 20), ("Tổng cộng", None, 30)],
    STC: [("Cộng:", None, 6), (1, "Chi", 5), (2, "Dũng", 2), ("Người lập biểu", "Thủ trưởng")],
}


def test_totals_and_signatures_are_no_rows_of_a_list(tmp_path: Path) -> None:
    """Each is told, and where it is not what the rows come to."""
    plan = make_plan(tmp_path, plan_tables())
    blank = list_form(tmp_path / "list.xlsx", (*TITLES[:2], "Số tiền"))
    form = learn_form(blank, tmp_path / "form").form
    told, read = set(), []
    for code, rows in PEOPLE.items():
        values = {(5 + at, c): v for at, row in enumerate(rows) for c, v in enumerate(row, 1)}
        path = fill(blank, tmp_path / f"{code}_2021-Q2.xlsx", values, "Danh sách")
        found = read_return(path, plan, form=form)
        read += [row["Số tiền"].value for row in found.lists["Danh sách"]]
        told |= {(p.code, code, p.place.cell) for p in found.problems if p.code != "no-stamp"}
    assert read == [10, 20, 5, 2]
    assert told == {
        ("list-total", SYT, "A7"),
        ("list-total", STC, "A5"),
        ("list-total-differs", STC, "C5"),
        ("unread-cell", STC, "B8"),
    }


@pytest.mark.parametrize("at", [5, 10])
def test_a_total_of_the_blank_goes_on_summing_up_all_rows(at: int, tmp_path: Path) -> None:
    """Above the free rows or below them, whether they are enough or not."""
    plan = make_plan(tmp_path, plan_tables())
    blank = list_form(tmp_path / "list.xlsx", (*TITLES[:2], "Số tiền"))
    first = 6 if at == 5 else 5
    issued = {(at, 2): "Tổng cộng", (at, 3): f"=SUM(C{first}:C{first + 4})", (12, 1): f"=C{at}*2"}
    fill(blank, blank, issued, "Danh sách")
    form = learn_form(blank, tmp_path / "form").form
    (returns := tmp_path / "returns").mkdir()
    for code, count in ((SYT, 3), (STC, 4)):
        rows = {(first + n, c): v for n in range(count) for c, v in ((2, f"{code}{n}"), (3, 1 + n))}
        fill(blank, returns / f"{code}_2021-Q2.xlsx", rows, "Danh sách")
    merged = merge(plan, "2021-Q2", returns, AS_OF, form=form)
    assert [row.values["Số tiền"].value for row in merged.stacked] == [1, 2, 3, 1, 2, 3, 4]
    total: Any = openpyxl.load_workbook(write_total(merged, tmp_path / "t.xlsx"))["Danh sách"]
    formulas = {c.coordinate: c.value for row in total for c in row if c.data_type == "f"}
    assert formulas == (
        {"C5": "=SUM(C6:C12)", "A14": "=C5*2"}
        if at == 5
        else {"C13": "=SUM(C5:C11)", "A15": "=C13*2"}
    )
