"""Annexes that give each body its part of a target become the sheet `Giao chỉ tiêu`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl

from plansheet import check_plan
from plansheet.documents import import_document
from plansheet.plan.workbook.writing import write_tables
from support.filling import key

TITLE: list[Sequence[object]] = [
    ["ỦY BAN NHÂN DÂN", None, None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["TỈNH BÌNH MINH"],
    ["Số: 12/QĐ-UBND", None, None, "Bình Minh, ngày 15 tháng 12 năm 2025"],
    ["QUYẾT ĐỊNH"],
    ["Về việc giao chỉ tiêu kế hoạch phát triển kinh tế - xã hội năm 2026 cho các xã, phường"],
    [],
]
ROWS: list[Sequence[object]] = [
    ["1", "Số lao động được giải quyết việc làm", "Người", 1000, 300, 500, 200],
    ["2", "Tỷ lệ hộ nghèo", "%", 3.5, 4, 3, 2.5],
    ["3", "Số trường đạt chuẩn quốc gia", "Trường", 5, 3, 2, "-"],
]


def imported(folder: Path, *table: Sequence[object]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (*TITLE, *table):
        sheet.append(list(row))
    book.save(folder / "phu luc.xlsx")
    draft = import_document(folder / "phu luc.xlsx")
    return write_tables(draft.tables, folder / "plan.xlsx")


HEADER: Sequence[object] = [
    *("TT", "Chỉ tiêu", "Đơn vị tính", "Toàn tỉnh", "Xã An Bình", "Phường Đông Hồ", "Xã Mỹ Đức"),
]
GROUPED: Sequence[Sequence[object]] = (
    ["TT", "Chỉ tiêu", "Đơn vị tính", "Tổng số", "Kế hoạch năm 2026 của các xã, phường"],
    [None, None, None, None, "UBND xã An Bình", "UBND phường Đông Hồ", "UBND xã Mỹ Đức"],
)
BODIES = ("UBND xã An Bình", "UBND phường Đông Hồ", "UBND xã Mỹ Đức")


def said(path: Path) -> list[tuple[str, str, dict[int, str]]]:
    plan, problems = check_plan(path)
    assert plan is not None
    unclear = {code for code, sheet, _ in key(problems) if sheet == "Giao chỉ tiêu"}
    assert unclear == set()
    names = {agency.code: agency.name for agency in plan.agencies}
    assert {a.kind for a in plan.agencies if a.name in BODIES} == {"UBND cấp xã"}
    return [
        (a.indicator, names[a.agency], {y: t.text for y, t in a.targets.items()})
        for a in plan.allocations
    ]


EXPECTED = [
    ("CT1", "UBND xã An Bình", {2026: "300"}),
    ("CT1", "UBND phường Đông Hồ", {2026: "500"}),
    ("CT1", "UBND xã Mỹ Đức", {2026: "200"}),
    ("CT2", "UBND xã An Bình", {2026: "4"}),
    ("CT2", "UBND phường Đông Hồ", {2026: "3"}),
    ("CT2", "UBND xã Mỹ Đức", {2026: "2,5"}),
    ("CT3", "UBND xã An Bình", {2026: "3"}),
    ("CT3", "UBND phường Đông Hồ", {2026: "2"}),
]


def test_rows_are_indicators_and_columns_are_bodies(tmp_path: Path) -> None:
    path = imported(tmp_path, HEADER, *ROWS)
    assert said(path) == EXPECTED
    plan, problems = check_plan(path)
    assert plan is not None
    assert [(i.name, i.unit, i.targets[2026].text, i.aggregation) for i in plan.indicators] == [
        ("Số lao động được giải quyết việc làm", "Người", "1000", "Cộng"),
        ("Tỷ lệ hộ nghèo", "%", "3,5", "Không tổng hợp"),
        ("Số trường đạt chuẩn quốc gia", "Trường", "5", "Cộng"),
    ]
    assert [len(i.reporters) for i in plan.indicators] == [3, 3, 2]
    assert "chưa rõ cách tổng hợp" in plan.indicators[1].note
    assert {p.code for p in problems if p.sheet == "Chỉ tiêu"} == {"needs-review"}


def test_the_year_may_stand_over_the_bodies(tmp_path: Path) -> None:
    assert said(imported(tmp_path, *GROUPED, *ROWS)) == EXPECTED


def test_bodies_may_be_named_without_their_kind_below_it(tmp_path: Path) -> None:
    header = (
        ["TT", "Chỉ tiêu", "Đơn vị tính", "Toàn tỉnh", "Chia ra các xã"],
        [None, None, None, None, "An Bình", "Mỹ Đức"],
    )
    path = imported(tmp_path, *header, ["1", "Số trường đạt chuẩn", "Trường", 5, 3, 2])
    assert said(path) == [
        ("CT1", "UBND xã An Bình", {2026: "3"}),
        ("CT1", "UBND xã Mỹ Đức", {2026: "2"}),
    ]


def test_one_body_is_no_list_of_bodies(tmp_path: Path) -> None:
    header = ["TT", "Chỉ tiêu", "Đơn vị tính", "KH 2026", "Xã An Bình"]
    path = imported(tmp_path, header, ["1", "Số trường", "Trường", 5, 2])
    assert "Giao chỉ tiêu" not in openpyxl.load_workbook(path).sheetnames
