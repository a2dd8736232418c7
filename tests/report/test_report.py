"""The report workbook: its first page says what to act on and leads there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from plansheet import Consolidation, Plan, merge, write_report
from plansheet.demo.simulation import simulate
from plansheet.forms import Column
from plansheet.language.wording import Term
from plansheet.language.wording import said as in_language
from plansheet.plan.periods import Period
from plansheet.report.explain import explain
from plansheet.report.provenance import source_sheet
from plansheet.report.sheets import indicator_sheet
from plansheet.tables.showing import unlike
from support.filling import agency, indicator, make_plan, plan_tables, task
from support.sending import DONE, Filled, send

AS_OF = date(2021, 7, 1)


@pytest.fixture(scope="module")
def merged(kien_giang: Plan, tmp_path_factory: pytest.TempPathFactory) -> Consolidation:
    """The simulated returns of a quarter of the Kiên Giang plan, merged."""
    folder = tmp_path_factory.mktemp("report")
    simulate(kien_giang, Period.parse("2021-Q2"), folder, AS_OF, seed=2021)
    return merge(kien_giang, "2021-Q2", folder, AS_OF)


@pytest.fixture(scope="module")
def report(merged: Consolidation, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return openpyxl.load_workbook(write_report(merged, tmp_path_factory.mktemp("r") / "r.xlsx"))


def test_what_is_just_missed_is_not_shown_as_met(tmp_path: Path) -> None:
    row = indicator("CT1", "SYT", target_2021="1000")
    plan = make_plan(tmp_path, plan_tables(indicators=[row]))
    told: Filled = {("indicator_report", "CT1"): {"forecast": Decimal("999.6")}}
    returns = send(plan, tmp_path / "in", {"SYT": told})
    path = write_report(merge(plan, "2021-Q2", returns, AS_OF), tmp_path / "r.xlsx")
    sheet = openpyxl.load_workbook(path)["Chỉ tiêu"]
    (cell,) = (c for row in sheet.iter_rows() for c in row if c.value == 99.96)
    assert cell.number_format == "0.00"
    assert explain(path, "CT1").says["So với kế hoạch (%)"] == "99,96"


@pytest.mark.parametrize(
    ("target", "told", "shown"),
    [
        ("50", [{"cumulative": 10, "forecast": 30}, {"forecast": 20}], "1/2\nĐánh giá: 2/2"),
        ("50", [{"cumulative": 10}, {"cumulative": 20}], "2/2\nĐánh giá: 0/2"),
        ("50", [{"cumulative": 10, "forecast": 30}], "1/2"),
        ("", [{"cumulative": 10}, {"cumulative": 20}], "2/2"),
    ],
)
def test_who_gave_what_is_judged_stands_beside_who_reported(
    target: str, told: list[dict[str, int]], shown: str, tmp_path: Path
) -> None:
    row = indicator("CT1", "SYT; STC", target_2021=target)
    plan = make_plan(tmp_path, plan_tables(indicators=[row]))
    said: dict[str, Filled] = {
        agency: {("indicator_report", "CT1"): {name: Decimal(n) for name, n in figures.items()}}
        for agency, figures in zip(("SYT", "STC"), told, strict=False)
    }
    merged = merge(plan, "2021-Q2", send(plan, tmp_path / "in", said), AS_OF)
    sheet = indicator_sheet(merged, source_sheet(merged))
    names = [column.name for column in sheet.columns]
    assert in_language(sheet.rows[0][names.index("reported")], "vi") == shown


def test_rows_bear_the_numbers_of_the_plan(report: Workbook, kien_giang: Plan) -> None:
    numbers = [row[0].value for row in report["Chỉ tiêu"].iter_rows(min_row=5, max_col=1)]
    assert numbers == [indicator.stt or None for indicator in kien_giang.indicators]
    assert None in numbers


def test_columns_in_which_nothing_stands_are_not_shown(report: Workbook) -> None:
    for name in ("Nhiệm vụ", "Chỉ tiêu"):
        sheet = report[name]
        header = {c.value: get_column_letter(c.column or 0) for c in sheet[4]}
        empty = {
            title
            for title, letter in header.items()
            if all(cell.value is None for cell in sheet[letter][4:])
        }
        hidden = {t for t, letter in header.items() if sheet.column_dimensions[letter].hidden}
        assert hidden == empty != set()
    decided = report["Xung đột"]
    assert not [d for d in decided.column_dimensions.values() if d.hidden]


def test_tasks_and_indicators_are_tables_of_excel(report: Workbook) -> None:
    found = {table.name: (sheet, table.ref) for sheet in report for table in sheet.tables.values()}
    assert [*found] == ["Nhiem_vu", "Chi_tieu"]
    for sheet, ref in found.values():
        (table,) = sheet.tables.values()
        header, *rows = sheet[ref]
        assert [c.value for c in header] == [column.name for column in table.tableColumns]
        assert len(rows) == sheet.max_row - header[0].row
        assert sheet.auto_filter.ref is None


def test_headers_of_own_forms_that_are_alike_are_told_apart() -> None:
    titles = ["Hạn", "hạn", "Ghi\nchú", "Ghi chú"]
    columns = [Column(str(n), Term(title)) for n, title in enumerate(titles)]
    assert [*unlike(columns)] == ["Hạn", "hạn (2)", "Ghi chú", "Ghi chú (2)"]


def test_figures_of_a_row_have_as_many_places_and_are_numbers(tmp_path: Path) -> None:
    rows = [indicator("CT1", "SYT", target_2021="1500,5"), indicator("CT2", "SYT", target_2021="9")]
    plan = make_plan(tmp_path, plan_tables(indicators=rows))
    told: Filled = {
        ("indicator_report", "CT1"): {
            "actual": Decimal(40) / 3,
            "cumulative": Decimal(1234567),
            "forecast": Decimal("1500.4999"),
        },
        ("indicator_report", "CT2"): {"actual": Decimal(5), "cumulative": Decimal(1000)},
    }
    merged = merge(plan, "2021-Q2", send(plan, tmp_path / "in", {"SYT": told}), AS_OF)
    sheet = openpyxl.load_workbook(write_report(merged, tmp_path / "r.xlsx"))["Chỉ tiêu"]
    at = {str(c.value): c.column or 0 for c in sheet[4]}
    shown = [
        [sheet.cell(row, at[title]) for title in ("Kế hoạch năm", "Lũy kế từ đầu năm")]
        for row in (5, 6)
    ]
    assert [[(c.value, c.number_format) for c in cells] for cells in shown] == [
        [(1500.5, "#,##0.0000"), (1234567, "#,##0.0000")],
        [(9, "#,##0"), (1000, "#,##0")],
    ]
    assert {c.alignment.horizontal for cells in shown for c in cells} == {"right"}
    width = sheet.column_dimensions[get_column_letter(at["Lũy kế từ đầu năm"])].width
    assert width > len("1,234,567.0000")


def test_a_task_of_many_agencies_says_who_is_behind(tmp_path: Path) -> None:
    districts = [agency(f"X{n}", f"UBND huyện X{n}", "UBND cấp huyện") for n in range(1, 7)]
    plan = make_plan(
        tmp_path,
        plan_tables([task("NV1", "UBND các huyện, thành phố", "31/3/2021")], agencies=districts),
    )
    going = {"status": "Đang thực hiện", "result": "đang làm", "difficulty": "thiếu vốn"}
    told: dict[str, Filled] = {f"X{n}": {("task_report", "NV1"): going} for n in range(2, 6)}
    told["X1"] = {("task_report", "NV1"): {**DONE, "document_date": date(2021, 3, 1)}}
    merged = merge(plan, "2021-Q2", send(plan, tmp_path / "in", told), AS_OF)
    sheet = openpyxl.load_workbook(write_report(merged, tmp_path / "r.xlsx"))["Nhiệm vụ"]
    at = {str(c.value): c.column or 0 for c in sheet[4]}
    assert sheet.cell(5, at["Kết quả thực hiện"]).value == (
        "5/6 đã báo cáo\n"
        "Hoàn thành đúng hạn: 1 (UBND huyện X1)\n"
        "Chưa hoàn thành, quá hạn: 4\n"
        "Chưa báo cáo: 1 (UBND huyện X6)"
    )
    assert sheet.cell(5, at["Khó khăn, vướng mắc"]).value == (
        "UBND huyện X2: thiếu vốn\nUBND huyện X3: thiếu vốn\nUBND huyện X4: thiếu vốn\n"
        "… và 1 cơ quan khác: xem trang Nguồn số liệu"
    )
    reported = sheet.cell(5, at["Số cơ quan đã báo cáo"])
    assert reported.value == "5/6"
    assert reported.hyperlink and reported.hyperlink.location == "'Nguồn số liệu'!A5"


def test_agencies_go_by_one_name_and_tasks_of_a_field_stand_together(tmp_path: Path) -> None:
    tasks = [
        task("NV1", "Sở YT", field="Xã hội"),
        task("NV2", "SYT", field="Kinh tế"),
        task("NV3", "SYT", field="xã  hội"),
    ]
    agencies = [{**agency("SYT", "Sở Y tế"), "aliases": "Sở YT"}]
    plan = make_plan(tmp_path, plan_tables(tasks, agencies=agencies))
    merged = merge(plan, "2021-Q2", send(plan, tmp_path / "in", {}), AS_OF)
    sheet = openpyxl.load_workbook(write_report(merged, tmp_path / "r.xlsx"))["Nhiệm vụ"]
    at = {str(c.value): (c.column or 0) - 1 for c in sheet[4]}
    rows = [*sheet.iter_rows(5, values_only=True)]
    assert [(r[at["Mã"]], r[at["Cơ quan chủ trì"]]) for r in rows] == [
        ("NV1", "Sở Y tế"),
        ("NV3", "Sở Y tế"),
        ("NV2", "Sở Y tế"),
    ]
