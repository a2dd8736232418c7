"""Finding a form's table in a sheet."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from plansheet.forms import Form, load_forms
from plansheet.tables.find import HEADER_DEPTH, find_table
from plansheet.tables.table import Table
from plansheet.workbooks.reading import Sheet
from plansheet.workbooks.reading.model import CellValue

FORMS = load_forms()
TASKS = FORMS["task_report"]
TITLES = [column.title for column in TASKS.columns]
NAMES = [column.name for column in TASKS.columns]
ROW = ["1", "NV1", "Đề án", "Sở Y tế", None, "Quý II", "UBND tỉnh", "Hoàn thành"]


def table(*rows: Sequence[CellValue], form: str = "task_report") -> Table[Form] | None:
    return find_table(FORMS[form], Sheet("x", [list(row) for row in rows]))


def found(*rows: Sequence[CellValue], form: str = "task_report") -> Table[Form]:
    one = table(*rows, form=form)
    assert one is not None
    return one


def test_a_table_under_titles() -> None:
    one = found(["BÁO CÁO"], [], [None, "Sở Y tế"], TITLES, ROW)
    assert one.header_row == 3
    assert one.columns == {name: at for at, name in enumerate(NAMES)}
    assert (one.others, one.missing) == ({}, [])
    assert [row.index for row in one.rows] == [4]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [[]],
        [[None] * 20],
        [["Tên đề án/nhiệm vụ", "Mã"]],
        [ROW, ROW],
        [[1, 2, 3], ["Sở Y tế"]],
        [*([["x"]] * HEADER_DEPTH), TITLES],
    ],
)
def test_no_table(rows: list[list[CellValue]]) -> None:
    assert table(*rows) is None


def test_half_of_the_headers_are_enough() -> None:
    one = found(TITLES[:8], ROW)
    assert one.missing == NAMES[8:]
    assert table(TITLES[:7], ROW) is None


def test_other_columns_are_remembered_with_their_headers() -> None:
    one = found(["Cột riêng", *TITLES[:5], None, *TITLES[5:], "Ghi chú"], ROW)
    assert one.others == {0: "Cột riêng", 17: "Ghi chú"}
    assert one.columns["note"] == 16


def test_spaces_in_headers_make_no_difference() -> None:
    typed = ["Tiến độ(%)", "Khó khăn,vướng mắc", "Số , ký hiệu  văn bản", "Tình\ntrạng"]
    titles = [next((t for t in typed if _letters(t) == _letters(title)), title) for title in TITLES]
    assert set(typed) < set(titles)
    assert found(titles, ROW).missing == []
    plan = ["Mã", "Chỉ tiêu", "Đơn vị tính", "Mục tiêu", "Chiều", "Cách tổng hợp", "KH2021"]
    assert "target_2021" in found([*plan, "Cơ quan báo cáo"], form="indicators").columns


def _letters(text: str) -> str:
    return "".join(text.split())


def test_headers_over_two_rows() -> None:
    upper = [title if at % 2 else None for at, title in enumerate(TITLES)]
    lower = [None if at % 2 else title for at, title in enumerate(TITLES)]
    one = found(["x"], upper, lower, ROW)
    assert (one.header_row, one.missing) == (2, [])


def test_a_row_of_column_numbers_is_no_header() -> None:
    one = found(TITLES, list(range(1, 16)), ROW)
    assert one.header_row == 0


def test_columns_of_years() -> None:
    titles = ["Mã", "Chỉ tiêu", "Đơn vị tính", "Mục tiêu", "Chiều", "Cách tổng hợp"]
    titles += ["Cơ quan báo cáo", "TH 2019", "KH  2022", "kh 2021", "KH 2021"]
    one = found(titles, form="indicators")
    names = {name: at for name, at in one.columns.items() if name[-4:].isdecimal()}
    assert names == {"history_2019": 7, "target_2022": 8, "target_2021": 9}
    assert one.others == {10: "KH 2021"}
    assert [c.name for c in one.form.columns if c.name.startswith("target")] == [
        "target_2021",
        "target_2022",
    ]
    assert one.form.by_name["target_2022"].title == "KH 2022"


def test_rows_shorter_than_the_header() -> None:
    one = found(TITLES, ["1", "NV1"], [None], [])
    assert [(row.index, row.raw("status")) for row in one.rows] == [(1, None)]
