"""The list of a marked copy while somebody mends it: what is ticked, what is left."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

import plansheet
from plansheet.returns.marked_copy import annotate
from plansheet.returns.marks import BACK
from plansheet.returns.problem_list import SentBack
from support.filling import indicator, make_plan, plan_tables, task
from support.office.clipping import clipped_cells
from support.office.libreoffice import LibreOffice
from support.office.validator import MISSING, schema_faults, validator_command

AS_OF = date(2021, 6, 20)
ABOUT = SentBack("Sở Y tế", "Quý II/2021", date(2021, 6, 25), {"NV1": "Đề án " * 30})


@pytest.fixture
def plan(tmp_path: Path) -> plansheet.Plan:
    tasks = [task(f"NV{n}", "SYT") for n in range(1, 4)]
    return make_plan(tmp_path, plan_tables(tasks, [indicator("CT1", "SYT")]))


WRONG = {
    "H6": "Gần xong",  # not in the list
    "I7": 140,  # out of range
    "L7": "tháng 5",  # no date
    "H8": "Hoàn thành",  # without a day, which is a rule
    "J8": '="x"&"y"',  # a formula, which no rule of the sheet sees
}
FOUND = {
    *(("not-in-list", "H6"), ("out-of-range", "I7"), ("bad-date", "L7")),
    *(("rule-violated", "L8"), ("formula-in-input", "J8"), ("missing-required", "H7")),
    *(("rule-violated", "K8"),),
}


@pytest.fixture
def faulty(plan: plansheet.Plan, tmp_path: Path) -> Path:
    (path,) = plansheet.issue(plan, "2021-Q2", tmp_path / "issued")
    workbook = openpyxl.load_workbook(path)
    for cell, value in WRONG.items():
        workbook["Nhiệm vụ"][cell].value = value
    workbook.save(path)
    return path


@pytest.fixture
def copy(plan: plansheet.Plan, faulty: Path, tmp_path: Path) -> Path:
    problems = plansheet.validate(plansheet.read_return(faulty, plan), plan, AS_OF)
    assert {(p.code, p.cell) for p in problems} == FOUND
    return annotate(faulty, problems, tmp_path / "copy.xlsx", ABOUT)


def test_the_list_says_whose_it_is_and_nothing_of_it_can_be_typed_over(copy: Path) -> None:
    sheet = openpyxl.load_workbook(copy)["Lỗi"]
    assert [sheet.cell(row, 1).value for row in range(2, 5)] == [
        *("Cơ quan báo cáo: Sở Y tế", "Kỳ báo cáo: Quý II/2021", "Gửi lại trước: 25/6/2021"),
    ]
    assert sheet.protection.sheet and all(cell.protection.locked for cell in sheet[8])
    assert [cell.value for cell in sheet[7]] == [
        *("TT", "Mức", "Nhiệm vụ, chỉ tiêu", "Cột", "Bạn đã ghi"),
        *("Sai ở đâu", "Sửa thế nào", "Đi tới", "Đã sửa"),
    ]
    first = [cell.value for cell in sheet[8]][:5]
    assert first == ["1", "✖ Lỗi", f"NV1 {'Đề án ' * 11}Đề…", "Tình trạng", "Gần xong"]
    assert list(clipped_cells(copy)) == []


def test_a_sheet_leads_back_from_the_rows_that_never_scroll_away(copy: Path) -> None:
    workbook = openpyxl.load_workbook(copy)
    links = {
        sheet.title: (cell.coordinate, cell.hyperlink.location)
        for sheet in workbook.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value == BACK.vi and cell.hyperlink is not None
    }
    assert links == {"Nhiệm vụ": ("D4", "'Lỗi'!A1")}
    assert workbook["Nhiệm vụ"].freeze_panes == "D6"


def test_marks_are_colours_that_go_and_leave_nothing_behind(
    plan: plansheet.Plan, copy: Path, tmp_path: Path
) -> None:
    sheet = openpyxl.load_workbook(copy)["Nhiệm vụ"]
    marks = {str(area.sqref) for area in sheet.conditional_formatting for _ in area.rules}
    assert marks >= {cell for _, cell in FOUND}
    plain = openpyxl.load_workbook(next((tmp_path / "issued").iterdir()))["Nhiệm vụ"]
    cells = [cell for _, cell in FOUND]
    fills = [[one[c].fill.fgColor.rgb for c in cells] for one in (sheet, plain)]
    assert fills[0] == fills[1]
    before = {s.title: len(s.conditional_formatting) for s in openpyxl.load_workbook(copy)}
    again = openpyxl.load_workbook(annotate(copy, [], tmp_path / "clean.xlsx"))
    issued = next((tmp_path / "issued").iterdir())
    own = {s.title: len(s.conditional_formatting) for s in openpyxl.load_workbook(issued)}
    after = {s.title: len(s.conditional_formatting) for s in again if s.title != "Lỗi"}
    assert after == own != before
    assert again["Nhiệm vụ"]["D4"].value is None


def test_in_english(plan: plansheet.Plan, faulty: Path, tmp_path: Path) -> None:
    problems = plansheet.validate(plansheet.read_return(faulty, plan), plan, AS_OF)
    about = SentBack("SYT", "2021-Q2", lang="en")
    copy = annotate(faulty, problems, tmp_path / "copy.xlsx", about)
    workbook = openpyxl.load_workbook(copy)
    assert workbook.sheetnames[0] == "Problems"
    assert [workbook["Problems"].cell(8, column).value for column in (2, 4)] == [
        "✖ error",
        "Status",
    ]
    found = plansheet.read_return(copy, plan).problems
    assert [p.code for p in found if p.code == "unread-sheet"] == []


def test_ticks_and_counter_follow_what_is_typed(copy: Path, libreoffice: LibreOffice) -> None:
    libreoffice.open(copy)
    rows = [f"H{row}" for row in range(8, 8 + len(FOUND))]
    places = [text.partition(": ")[2] for text in libreoffice.values("Lỗi", rows)]
    assert {*places} == {cell for _, cell in FOUND}

    def ticked() -> set[str]:
        libreoffice.recalculate()
        ticks = libreoffice.values("Lỗi", [row.replace("H", "I") for row in rows])
        return {place for place, tick in zip(places, ticks, strict=True) if tick == "✔"}

    def counter() -> str:
        return str(libreoffice.values("Lỗi", ["A5"])[0])

    assert (ticked(), counter()) == (set(), "Còn 6 lỗi phải sửa, 1 chỗ nên xem")
    libreoffice.type("Nhiệm vụ", {"H6": "Vẫn gần xong", "I7": 150})
    assert ticked() == set()
    libreoffice.type("Nhiệm vụ", {"H6": "Tạm dừng", "I7": 40, "J8": "Đã họp"})
    assert (ticked(), counter()) == ({"H6", "I7", "J8"}, "Còn 3 lỗi phải sửa, 1 chỗ nên xem")
    libreoffice.type("Nhiệm vụ", {"H7": "Đang thực hiện", "L7": "2021-06-01", "K8": "12/QĐ"})
    libreoffice.type("Nhiệm vụ", {"H8": "Đang thực hiện"})
    assert (ticked(), counter()) == ({*places}, "Còn 0 lỗi phải sửa, 0 chỗ nên xem")


def test_microsofts_validator_takes_it(copy: Path) -> None:
    command = validator_command()
    if command is None:
        pytest.skip(MISSING)
    assert schema_faults(command, copy) == []
