"""The first page: one sheet of paper that says what to act on, and leads there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import plansheet
from plansheet import Consolidation, Plan
from plansheet.report.verdict import verdict
from support.filling import FACTS, agency, indicator, make_plan, plan_tables, task
from support.sending import AS_OF, Filled, send, status

GOING = status("Đang thực hiện")
A4 = (297, 210)
LONG = "Kế hoạch thực hiện Nghị quyết về nhiệm vụ, giải pháp chủ yếu thực hiện kế hoạch " * 4


def forecast(code: str, number: str) -> Filled:
    return {("indicator_report", code): {"forecast": Decimal(number)}}


def page_of(merged: Consolidation, folder: Path, **options: Any) -> Worksheet:
    path = plansheet.write_report(merged, folder / "page.xlsx", **options)
    sheet = openpyxl.load_workbook(path)["Tổng hợp"]
    assert isinstance(sheet, Worksheet)
    return sheet


def lines(sheet: Worksheet) -> list[list[Any]]:
    """What stands in each row, without the cells that are blank."""
    return [[v for v in row if v is not None] for row in sheet.values]


def numbers(sheet: Worksheet) -> Mapping[str, tuple[Any, str, str]]:
    """By the label of a card its number, how it is shown, and the sheet that it leads to."""
    row = next(r for r in sheet.iter_rows() if r[0].value and "\n" in str(r[0].value))
    found = {}
    for cell in row:
        if cell.value:
            below = sheet.cell(cell.row + 1, cell.column)
            assert below.hyperlink and below.hyperlink.location
            to = below.hyperlink.location.partition("!")[0].strip("'")
            found[str(cell.value).replace("\n", " ")] = (below.value, below.number_format, to)
    return found


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """Four tasks of three agencies, of which STP is silent; three indicators, one is doubtful."""
    tasks = [
        task("NV1", "SYT", "31/3/2021"),
        task("NV2", "STC", "30/6/2021"),
        task("NV3", "STC", ""),
        task("NV4", "STP", ""),
    ]
    figures = [indicator(f"CT{n}", "SYT", target_2021="100") for n in (1, 2, 3)]
    agencies = [agency(code, f"Sở {code}") for code in ("SYT", "STC", "STP")]
    return make_plan(tmp_path, plan_tables(tasks, figures, agencies=agencies))


TOLD: Mapping[str, Filled] = {
    "SYT": {
        ("task_report", "NV1"): GOING,
        **forecast("CT1", "80"),
        **forecast("CT2", "101"),
    },
    "STC": {("task_report", "NV2"): GOING, ("task_report", "NV3"): status("Tạm dừng")},
}


def merged_of(plan: Plan, folder: Path) -> Consolidation:
    return plansheet.merge(plan, "2021-Q2", send(plan, folder / "in", dict(TOLD)), AS_OF)


def test_one_sentence_says_what_to_act_on(plan: Plan, tmp_path: Path) -> None:
    assert verdict(merged_of(plan, tmp_path)).vi == (
        "2 nhiệm vụ quá hạn, lâu nhất 92 ngày; 1 cơ quan chưa gửi; 1/3 chỉ tiêu khó đạt; "
        "1/3 chỉ tiêu chưa rõ."
    )
    assert verdict(merged_of(plan, tmp_path)).en == (
        "2 tasks overdue, the longest 92 days; 1 agency has not reported; "
        "1 of 3 indicators unlikely to be met; 1 of 3 indicators unknown."
    )


def test_where_all_is_well_the_sentence_says_that(tmp_path: Path) -> None:
    tables = plan_tables([task("NV1", "SYT", "31/12/2021")], agencies=[agency("SYT", "Sở Y tế")])
    plan = make_plan(tmp_path, tables)
    told: dict[str, Filled] = {"SYT": {("task_report", "NV1"): GOING}}
    merged = plansheet.merge(plan, "2021-Q2", send(plan, tmp_path / "in", told), AS_OF)
    assert verdict(merged).vi == "Mọi cơ quan đã gửi báo cáo; không có nhiệm vụ quá hạn."


def test_the_cards_are_numbers_that_lead_on(plan: Plan, tmp_path: Path) -> None:
    assert numbers(page_of(merged_of(plan, tmp_path), tmp_path)) == {
        "Cơ quan đã gửi": (2, '0"/3"', "Tình hình gửi"),
        "Nhiệm vụ hoàn thành": (0, '0"/4"', "Nhiệm vụ"),
        "Nhiệm vụ quá hạn": (2, "0", "Theo cơ quan"),
        "Chỉ tiêu đạt": (1, '0"/3"', "Chỉ tiêu"),
        "Việc cần quyết định": (0, "0", "Xung đột"),
    }


def test_the_cards_say_how_they_moved(plan: Plan, tmp_path: Path) -> None:
    first = plansheet.write_report(merged_of(plan, tmp_path), tmp_path / "q2.xlsx")
    told: dict[str, Filled] = {"STC": {("task_report", "NV2"): GOING}}
    folder = send(plan, tmp_path / "q3", told, period="2021-Q3")
    later = plansheet.merge(plan, "2021-Q3", folder, date(2021, 10, 1), previous=first)
    (said,) = (row for row in lines(page_of(later, tmp_path)) if "▼ 1 so với Quý II/2021" in row)
    assert said == [
        "▼ 1 so với Quý II/2021",
        "bằng Quý II/2021",
        "▼ 1 so với Quý II/2021",
        "▼ 1 so với Quý II/2021",
        "bằng Quý II/2021",
    ]


def test_tasks_without_a_due_date_are_split_by_status(plan: Plan, tmp_path: Path) -> None:
    found = lines(page_of(merged_of(plan, tmp_path), tmp_path))
    assert [row[:3] for row in found if "· trong đó" in str(row[:1])] == [
        ["· trong đó: Tạm dừng", 1, 25]
    ]


def test_a_task_that_nobody_leads_is_named_as_such(tmp_path: Path) -> None:
    """Not one that an agency has not reported."""
    plan = make_plan(tmp_path, plan_tables([task("NV1", "SYT"), task("NV2", ""), task("NV3", "")]))
    merged = plansheet.merge(plan, "2021-Q2", send(plan, tmp_path / "in", {"SYT": {}}), AS_OF)
    found = lines(page_of(merged, tmp_path))
    assert [row[:2] for row in found if "chủ trì" in str(row[:1])] == [
        ["· trong đó: chưa có cơ quan chủ trì", 2]
    ]
    sheet = openpyxl.load_workbook(tmp_path / "page.xlsx")["Nhiệm vụ"]
    assert [row[4] for row in sheet.values if str(row[1]).startswith("NV")] == [
        "Sở Y tế",
        "chưa có cơ quan chủ trì",
        "chưa có cơ quan chủ trì",
    ]


def test_the_worst_stand_first_and_lead_to_their_rows(plan: Plan, tmp_path: Path) -> None:
    merged = merged_of(plan, tmp_path)
    path = plansheet.write_report(merged, tmp_path / "r.xlsx")
    book = openpyxl.load_workbook(path)
    led = {}
    for row in book["Tổng hợp"].iter_rows():
        for cell in row:
            if cell.hyperlink and "Đề án" in str(cell.value):
                led[cell.value] = str(cell.hyperlink.location).replace("'", "").split("!")
    assert [*led] == ["Đề án số NV1", "Đề án số NV2"]
    for name, (sheet, address) in led.items():
        number = book[sheet][address].row
        assert name in [cell.value for cell in book[sheet][number]]


def test_of_many_the_rest_are_counted(tmp_path: Path) -> None:
    figures = [indicator(f"CT{n}", "SYT", target_2021="100") for n in range(1, 21)]
    plan = make_plan(tmp_path, plan_tables(indicators=figures))
    told: Filled = {
        key: v for n in range(1, 21) for key, v in forecast(f"CT{n}", str(100 - n)).items()
    }
    merged = plansheet.merge(plan, "2021-Q2", send(plan, tmp_path / "in", {"SYT": told}), AS_OF)
    found = lines(page_of(merged, tmp_path))
    shown = [row[0] for row in found if str(row[:1]).startswith("['Chỉ tiêu số")]
    assert shown[:2] == ["Chỉ tiêu số CT20 (xã)", "Chỉ tiêu số CT19 (xã)"]
    assert [f"và {20 - len(shown)} chỉ tiêu khác"] in [row[:1] for row in found]
    assert len(shown) == 10


def test_of_a_long_name_the_end_and_what_is_said_behind_it_are_seen(tmp_path: Path) -> None:
    """Offices are told apart by where they are."""
    names = [f"Ban Quản lý dự án đầu tư xây dựng các công trình huyện số {n}" for n in (1, 2)]
    agencies = [agency(f"B{n}", name) for n, name in enumerate(names, 1)]
    tasks = [task(f"NV{n}", f"B{n}", "31/3/2021") for n in (1, 2)]
    plan = make_plan(tmp_path, plan_tables(tasks, agencies=agencies))
    folder = send(plan, tmp_path / "in", {"B1": {("task_report", "NV1"): GOING}})
    found = lines(page_of(plansheet.merge(plan, "2021-Q2", folder, AS_OF), tmp_path))
    said = {str(text) for row in found for text in row if str(text).startswith("Ban Quản lý")}
    assert said == {
        "Ban Quản lý dự án … số 2 (Chưa gửi)",
        "Ban Quản lý dự án đầu … huyện số 1",
        "Ban Quản lý dự … huyện số 1",
    }


def test_a_plan_without_indicators_says_nothing_about_them(tmp_path: Path) -> None:
    plan = make_plan(tmp_path, plan_tables([task("NV1", "SYT", "31/3/2021")]))
    merged = plansheet.merge(plan, "2021-Q2", send(plan, tmp_path / "in", {}), AS_OF)
    path = plansheet.write_report(merged, tmp_path / "r.xlsx")
    book = openpyxl.load_workbook(path)
    assert "Chỉ tiêu" not in book.sheetnames
    assert not [text for row in lines(book["Tổng hợp"]) for text in row if "hỉ tiêu" in str(text)]


@pytest.mark.parametrize("as_document", [False, True])
def test_all_fits_on_one_sheet_in_nine_points(tmp_path: Path, *, as_document: bool) -> None:
    """Of 40 agencies in need, each with a long name and an overdue task, and an earlier period."""
    codes = [f"S{n:02}" for n in range(40)]
    agencies = [agency(code, f"Sở {code} của tỉnh, {LONG[:70]}") for code in codes]
    tasks = [task(f"NV{n}", code, "31/3/2021") for n, code in enumerate(codes)]
    figures = [indicator(f"CT{n}", "S00", target_2021="100") for n in range(30)]
    plan = make_plan(
        tmp_path,
        plan_tables(tasks, figures, agencies=agencies, facts={**FACTS, "Tên kế hoạch": LONG}),
    )
    told: Filled = {key: v for n in range(30) for key, v in forecast(f"CT{n}", "80").items()}
    before = send(plan, tmp_path / "q1", {}, period="2021-Q1")
    first = plansheet.merge(plan, "2021-Q1", before, AS_OF)
    earlier = plansheet.write_report(first, tmp_path / "q1.xlsx")
    folder = send(plan, tmp_path / "q2", {"S00": told})
    merged = plansheet.merge(plan, "2021-Q2", folder, AS_OF, previous=earlier)
    sheet = page_of(merged, tmp_path, as_document=as_document)
    margins, points = sheet.page_margins, 72
    width = (A4[0] / 25.4 - margins.left - margins.right) * points
    height = (A4[1] / 25.4 - margins.top - margins.bottom) * points
    rows = range(1, sheet.max_row + 1)
    assert sum(sheet.row_dimensions[row].height or 15 for row in rows) <= height
    assert width >= 25 * 40 * 0.75
    assert sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, None)
    assert sheet.page_setup.orientation == "landscape"
    sizes = {c.font.sz for row in sheet.iter_rows() for c in row if c.value is not None}
    assert min(sizes) >= 9
    texts = {str(value) for row in lines(sheet) for value in row}
    assert ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in texts) == as_document
