"""The sheets about returns: one conflict is one block, a problem names whose it is and of what."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

import plansheet
from plansheet import Plan
from plansheet.report.reading import read_report
from support.filling import make_plan, plan_tables, task
from support.sending import AS_OF, DONE, GOING, Filled, decide, send

LONG = "Xây dựng đề án về cơ chế, chính sách thu hút nguồn lực xã hội đầu tư phát triển " * 3


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """Two tasks of two leads, who contradict each other; one of a silent agency."""
    tasks = [
        {**task("NV1", "SYT; STC"), "task_name": LONG.strip()},
        task("NV2", "SYT; STC"),
        task("NV3", "STP"),
    ]
    return make_plan(tmp_path, plan_tables(tasks))


@pytest.fixture
def report(plan: Plan, tmp_path: Path) -> Path:
    told: dict[str, Filled] = {
        "SYT": {("task_report", "NV1"): DONE, ("task_report", "NV2"): DONE},
        "STC": {
            ("task_report", "NV1"): GOING,
            ("task_report", "NV2"): {**GOING, "progress": "nhiều"},
        },
    }
    merged = plansheet.merge(plan, "2021-Q2", send(plan, tmp_path / "in", told), AS_OF)
    return plansheet.write_report(merged, tmp_path / "r.xlsx")


def rows(sheet: Worksheet, *titles: str) -> list[list[Any]]:
    """The cells below these headers, of the rows that have any."""
    header = next(row for row in sheet.iter_rows() if row[0].value in ("Mã", "Mức độ"))
    at = {str(cell.value): cell.column or 0 for cell in header}
    number = header[0].row or 0
    found = [
        [sheet.cell(row, at[title]).value for title in titles]
        for row in range(number + 1, sheet.max_row + 1)
    ]
    return [row for row in found if any(row)]


def test_one_conflict_is_one_block(report: Path) -> None:
    book = openpyxl.load_workbook(report)
    sheet = book["Xung đột"]
    titles = ("Mã", "Nhiệm vụ/Chỉ tiêu", "Cột", "Mã cơ quan", "Cơ quan", "Giá trị")
    name = f"{LONG[:120].rpartition(' ')[0]} …"
    assert rows(sheet, *titles) == [
        ["NV1", name, "Tình trạng", "SYT", "Sở Y tế", "Hoàn thành"],
        ["NV1", None, "Tình trạng", "STC", "Sở Tài chính", "Đang thực hiện"],
        ["NV2", "Đề án số NV2", "Tình trạng", "SYT", "Sở Y tế", "Hoàn thành"],
        ["NV2", None, "Tình trạng", "STC", "Sở Tài chính", "Đang thực hiện"],
    ]
    first = next(row for row in sheet.iter_rows() if row[0].value == "NV1")[0].row or 0
    codes = [sheet.cell(first + n, 1) for n in range(4)]
    assert [cell.number_format == ";;;" for cell in codes] == [False, True, False, True]
    assert [bool(cell.hyperlink) for cell in codes] == [True, False, True, False]
    shades = [cell.fill.start_color.rgb for cell in codes]
    assert shades[0] == shades[1] != shades[2] == shades[3]


def without_column(report: Path, title: str) -> None:
    """The report as it was before it had this column."""
    book: Workbook = openpyxl.load_workbook(report)
    sheet = book["Xung đột"]
    header = next(row for row in sheet.iter_rows() if row[0].value == "Mã")
    (at,) = (cell.column or 0 for cell in header if cell.value == title)
    sheet.delete_cols(at)
    book.save(report)


@pytest.mark.parametrize("is_older", [False, True])
def test_what_is_decided_in_a_block_is_read_back(
    report: Path, plan: Plan, *, is_older: bool
) -> None:
    if is_older:
        without_column(report, "Cơ quan")
    decide(report, {2: {"Quyết định": "x", "Lý do": "Đã xác minh"}})
    read = read_report(report, plan)
    assert [(d.code, d.value, d.reason) for d in read.decisions] == [
        ("NV1", "Đang thực hiện", "Đã xác minh")
    ]
    assert read.undecided == 1
    assert read.sent == 2


def test_a_problem_names_agency_and_task(report: Path) -> None:
    book = openpyxl.load_workbook(report)
    found = rows(book["Lỗi"], "Mã lỗi", "Cơ quan", "Dòng", "Nhiệm vụ/Chỉ tiêu")
    assert ["not-a-number", "Sở Tài chính", "NV2", "Đề án số NV2"] in found
    assert ["missing-return", "Sở Tư pháp", None, None] in found
    cells = (cell for row in book["Lỗi"].iter_rows() for cell in row)
    led = {c.hyperlink.location for c in cells if c.value == "NV2" and c.hyperlink}
    assert led == {"'Nhiệm vụ'!A6"}


def test_the_digest_is_cut_on_the_screen_and_whole_in_the_cell(report: Path) -> None:
    sheet = openpyxl.load_workbook(report)["Nguồn số liệu"]
    (at,) = (c for row in sheet.iter_rows(max_row=5) for c in row if c.value == "SHA-256 của tệp")
    cell = sheet.cell((at.row or 0) + 1, at.column or 0)
    assert len(str(cell.value)) == 64
    assert (cell.alignment.horizontal, cell.alignment.wrap_text) == ("fill", None)
    widths = [d.width for d in sheet.column_dimensions.values() if not d.hidden]
    assert sum(widths) < 260
