"""Every text can be read whole in its cell."""

from __future__ import annotations

import runpy
import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

import make_advances
import plansheet
from make_blank_workbooks import write_blank_workbooks
from plansheet.forms import Column
from plansheet.forms.report_sheets import OVERVIEW
from plansheet.issuing import file_name, prepare
from plansheet.issuing.template import write_template
from plansheet.language.wording import Term
from plansheet.plan.workbook.writing import write_plan
from plansheet.report.appendix.writing import appendix
from plansheet.tables.table_sheet import TableSheet
from plansheet.tables.write import write_table
from plansheet.workbooks.writing import advances
from plansheet.workbooks.writing.fitting import MAX_HEIGHT, lines_of, shortened, text_width
from plansheet.workbooks.writing.workbook import new_book
from support.filling import agency, indicator, make_plan, plan_tables, task
from support.office.clipping import clipped_cells
from support.office.clipping import lines as drawn_lines
from support.office.libreoffice import MISSING, LibreOffice, python_with_uno
from support.places import EXAMPLES
from support.sending import Filled, send, status

LONG = (
    "Phối hợp xây dựng, trình Ủy ban nhân dân tỉnh ban hành Đề án phát triển nguồn nhân lực chất "
    "lượng cao, ứng dụng chuyển đổi số, nghiên cứu khoa học giữa trường đại học với doanh nghiệp "
)
PLACES = ("Mỹ Đức Thượng", "Vĩnh Thuận Đông", "Nguyễn Huệ", "Phước Hữu")


def test_the_advances_are_those_of_the_font() -> None:
    if not (make_advances.FONTS / make_advances.FACES["REGULAR"]).exists():
        pytest.skip("Tinos is not installed: apt-get install fonts-croscore")
    assert make_advances.TARGET.read_text(encoding="utf-8") == make_advances.module()


@pytest.mark.parametrize("table", [advances.REGULAR, advances.BOLD])
def test_a_letter_with_marks_is_as_wide_as_without(table: dict[int, str]) -> None:
    widths = {letter: width for width, letters in table.items() for letter in letters}
    families = ("aàảãáạăằẳẵắặâầẩẫấậ", "eèẻẽéẹêềểễếệ", "oòỏõóọôồổỗốộ", "uùủũúụ", "ơờởỡớợ", "ưừửữứự")
    for family in (*families, "yỳỷỹýỵ", "dđ"):
        for letters in (family, family.upper()):
            assert len({widths[letter] for letter in letters}) == 1, letters


def test_marks_that_stand_alone_take_no_room() -> None:
    assert text_width("e\u0302\u0323") == text_width("ệ") == text_width("e")


@pytest.mark.parametrize("width", [3, 8, 20, 43.5])
@pytest.mark.parametrize(
    "text", [LONG, LONG.upper(), "một\n\nhai  ba", "W" * 90, "x/" * 70, "", "漢字 " * 20, LONG * 4]
)
def test_there_is_a_line_for_whatever_is_drawn(text: str, width: float) -> None:
    drawn = drawn_lines(text, width * 7, 11, False)
    assert drawn <= lines_of(text, width) <= drawn * 1.4 + 1


def test_a_text_that_no_row_can_hold_widens_its_column(tmp_path: Path) -> None:
    columns = [Column("a", Term("A"), width=10), Column("b", Term("B"), width=12)]
    with new_book(tmp_path / "x.xlsx", title="x") as book:
        write_table(book, TableSheet("Bảng", columns, [[LONG * 9, "1"], [LONG, "2"]]))
    assert list(clipped_cells(tmp_path / "x.xlsx")) == []
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx")["Bảng"]
    assert 25 < sheet.column_dimensions["A"].width < 80
    assert sheet.column_dimensions["B"].width < 13
    assert max(d.height or 0 for d in sheet.row_dimensions.values()) < MAX_HEIGHT


def test_what_is_clipped_is_seen(tmp_path: Path) -> None:
    """The tool itself: a low row, a title that runs into its neighbour, a figure too wide."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet["B1"] = "Một dòng chữ dài", "x"
    sheet["A2"], sheet["A3"] = LONG, 12_345_678_901
    sheet["A2"].alignment = openpyxl.styles.Alignment(wrap_text=True)
    sheet["A3"].number_format = "#,##0"
    sheet.row_dimensions[2].height = 40
    book.save(tmp_path / "x.xlsx")
    assert [fault.partition(":")[0] for fault in clipped_cells(tmp_path / "x.xlsx")] == [
        *("Sheet!A1", "Sheet!A2", "Sheet!A3")
    ]


def workbooks_of(plan: plansheet.Plan, period: str, day: date, folder: Path) -> list[Path]:
    """Workbooks about a period: every fourth issued, the plan, the report, the appendix."""
    asked = prepare(plan, period)
    (folder / "issued").mkdir()
    issued = []
    for assignment in list(asked.assignments.values())[::4]:
        issued.append(folder / "issued" / file_name(assignment))
        write_template(asked, assignment, issued[-1])
    write_plan(plan, folder / "plan.xlsx")
    simulate = runpy.run_path(str(EXAMPLES / "simulate_returns.py"))["main"]
    simulate(str(folder / "plan.xlsx"), period, day.isoformat(), str(folder / "returns"))
    merged = plansheet.merge(plan, period, folder / "returns", day)
    report = plansheet.write_report(merged, folder / "report.xlsx")
    annex = appendix(plan, folder / "appendix.xlsx")
    return [*issued, folder / "plan.xlsx", report, annex]


def faults(paths: Sequence[Path]) -> list[str]:
    return [f"{path.name} {fault}" for path in paths for fault in clipped_cells(path)]


def test_blank_workbooks_are_read_whole(tmp_path: Path) -> None:
    assert faults(write_blank_workbooks(tmp_path)) == []


PROVINCES = {
    "ben_tre_2023": ("2023-H1", date(2023, 7, 1)),
    "ha_tinh_2021": ("2021-M05", date(2021, 6, 1)),
    "hau_giang_2021": ("2021-Q1", date(2021, 4, 1)),
    "kien_giang_2021_2025": ("2021-Q2", date(2021, 7, 1)),
    "tra_vinh_2020": ("2020-Q3", date(2020, 10, 1)),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", PROVINCES)
def test_every_workbook_of_the_examples_is_read_whole(name: str, tmp_path: Path) -> None:
    plan = plansheet.read_plan(EXAMPLES / name / "plan.xlsx")
    period, day = PROVINCES[name]
    paths = workbooks_of(plan, period, day, tmp_path)
    assert len(paths) > 5
    assert faults(paths) == []


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> plansheet.Plan:
    """200 agencies with names of 80 characters, texts of 600."""
    names = [f"{LONG[:60]} {PLACES[n % 4]} số {n:03}"[-80:] for n in range(200)]
    agencies = [agency(f"CQ{n:03}", name) for n, name in enumerate(names)]
    text = (LONG * 4)[:600]
    tasks = [
        task(
            f"NV{n:03}",
            f"CQ{n:03}",
            task_name=f"{n} {text}"[:600],
            coordinators="; ".join(names[n : n + 3]),
            note=text,
        )
        for n in range(200)
    ]
    rows = [
        indicator(f"CT{n}", f"CQ{n:03}; CQ{n + 1:03}", indicator_name=f"{n} {text}"[:600])
        for n in range(20)
    ]
    folder = tmp_path_factory.mktemp("large")
    return make_plan(folder, plan_tables(tasks, rows, agencies=agencies))


@pytest.mark.slow
def test_long_texts_and_two_hundred_agencies_are_read_whole(
    large: plansheet.Plan, tmp_path: Path
) -> None:
    """Of two hundred that are asked, twenty answer at length; the others are named."""
    asked = list(prepare(large, "2021-Q2").assignments)
    assert len(asked) == 200
    going = status("Đang thực hiện", note=LONG)
    said: dict[str, Filled] = {
        code: {("task_report", code.replace("CQ", "NV")): going} for code in asked[::10]
    }
    returns = send(large, tmp_path / "returns", said)
    merged = plansheet.merge(large, "2021-Q2", returns, date(2021, 7, 1))
    assert len(merged.missing) == 180
    report = plansheet.write_report(merged, tmp_path / "report.xlsx")
    plan = write_plan(large, tmp_path / "plan.xlsx")
    annex = appendix(large, tmp_path / "appendix.xlsx")
    assert faults([*sorted(returns.glob("*.xlsx"))[::4], plan, report, annex]) == []


def test_libreoffice_would_make_no_row_higher(kien_giang: plansheet.Plan, tmp_path: Path) -> None:
    """A second opinion on every row without merged cells, which it fits by its own measure.

    But for the first page of the report: its letters are smaller than those that the empty cells
    beside them would have. The LibreOffice is a new one: what it has drawn before moves its measure
    by a hair.
    """
    python = python_with_uno()
    if python is None:
        pytest.skip(MISSING)
    if not subprocess.run(["fc-list", "Tinos"], capture_output=True, check=False).stdout:
        pytest.skip("without Tinos it takes other, wider letters: apt-get install fonts-croscore")
    paths = workbooks_of(kien_giang, "2021-Q2", date(2021, 7, 1), tmp_path)
    low = []
    with LibreOffice(python, tmp_path / "libreoffice") as office:
        for path in [*paths[-3:], *paths[:-3:2]]:
            office.open(path)
            low += [(path.name, *row) for row in office.low_rows() if row[0] != OVERVIEW]
    assert low == []


@pytest.mark.parametrize(
    ("text", "end", "seen"),
    [
        ("Trung tâm 24", 0.4, "Trung tâm 24"),
        ("Ban Quản lý dự án đầu tư xây dựng công trình giao thông số 24", 0, "Ban Quản lý dự án …"),
        (
            "Ban Quản lý dự án đầu tư xây dựng công trình giao thông số 24",
            0.4,
            "Ban Quản lý … số 24",
        ),
        ("Ủyban" * 20, 0.4, "ỦybanỦybanỦyba …"),
    ],
)
def test_what_is_left_of_a_text_in_one_line(text: str, end: float, seen: str) -> None:
    """First words, and of a name the last, too."""
    shown = shortened(text, 140, end=end)
    assert text_width(shown) <= 140
    assert shown == seen
