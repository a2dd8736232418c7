"""Returns that cannot be marked go back as a template, filled in with what could be read."""

from __future__ import annotations

import json
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.worksheet.worksheet import Worksheet

import plansheet
from plansheet.cli.commands import cli
from plansheet.returns.check_all import check_files
from plansheet.returns.find import find_returns
from support.filling import Typed, fill_file, indicator, key, make_plan, plan_tables, task
from support.sending import AS_OF, DONE, Filled, send

TODAY = date(2021, 7, 1)


@pytest.fixture
def plan(tmp_path: Path) -> plansheet.Plan:
    tables = plan_tables(
        [task("NV1", "SYT"), task("NV2", "SYT"), task("NV3", "STC")], [indicator("CT1", "SYT; UBA")]
    )
    return make_plan(tmp_path, tables)


def sent_back(plan: plansheet.Plan, folder: Path, agency: str | None = None) -> dict[str, Path]:
    """The copies to send back, by name; `folder` is one of returns."""
    out = folder.with_name("back")
    check_files(find_returns(folder), plan, TODAY, agency=agency, annotated=out)
    return {path.name: path for path in out.iterdir()}


def marks(sheet: Worksheet) -> set[str]:
    return {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}


def listed(workbook: openpyxl.Workbook) -> set[tuple[object, object, bool]]:
    """Sheet and cell of each problem in the list, and whether it leads there."""
    rows = list(workbook["Lỗi"].iter_rows())
    header = next(at for at, row in enumerate(rows) if row[0].value == "TT")
    column = [cell.value for cell in rows[header]].index("Đi tới")
    places = [row[column] for row in rows[header + 1 :]]
    parts = [(*str(at.value or "").partition(": "), at.hyperlink) for at in places]
    return {(sheet or None, cell or None, link is not None) for sheet, _, cell, link in parts}


def test_an_old_workbook_goes_back_as_a_template(plan: plansheet.Plan, tmp_path: Path) -> None:
    """The file is named .xls; its cells stand where they stood, wrong ones as they were typed."""
    (folder := tmp_path / "in").mkdir()
    plansheet.issue(plan, "2021-Q2", tmp_path / "issued")
    typed: dict[tuple[str, str, str], Typed] = {
        ("task_report", "NV1", "status"): "Gần xong",
        ("task_report", "NV2", "status"): "Đang thực hiện",
        ("task_report", "NV2", "progress"): 140,
        ("task_report", "NV2", "result"): "=1+1 là hai",
        ("indicator_report", "CT1", "last_year"): 8,
        ("indicator_report", "CT1", "actual"): "khoảng 7 đến 9",
        ("indicator_report", "CT1", "cumulative"): 12,
    }
    path = fill_file(tmp_path / "issued" / "SYT_2021-Q2.xlsx", tmp_path / "x.xlsx", plan, typed)
    book = openpyxl.load_workbook(path)
    book["Chỉ tiêu"]["C6"].value = "Sửa tên"
    book.save(path)
    shutil.move(path, folder / "SYT_2021-Q2.xls")
    (copy,) = sent_back(plan, folder).values()
    assert copy.name == "SYT_2021-Q2.xlsx"
    workbook = openpyxl.load_workbook(copy)
    assert workbook.sheetnames == [
        *("Lỗi", "Hướng dẫn", "Nhiệm vụ", "Chỉ tiêu"),
        *("Đánh giá chung", "Đề nghị điều chỉnh", "_plansheet"),
    ]
    tasks, figures = workbook["Nhiệm vụ"], workbook["Chỉ tiêu"]
    assert [tasks[at].value for at in ("H6", "H7", "I7", "J7")] == [
        *("Gần xong", "Đang thực hiện", 140, "=1+1 là hai"),
    ]
    assert tasks["J7"].data_type == "s"
    assert [figures[at].value for at in ("C6", "E6", "G6", "H6")] == [
        *("Chỉ tiêu số CT1", 8, "khoảng 7 đến 9", 12),
    ]
    assert not figures["E6"].protection.locked
    assert (marks(tasks), marks(figures)) == ({"H6", "I7", "J7"}, {"C6", "G6"})
    assert listed(workbook) == {
        ("Nhiệm vụ", "H6", True),
        ("Nhiệm vụ", "I7", True),
        ("Nhiệm vụ", "J7", True),
        ("Chỉ tiêu", "C6", True),
        ("Chỉ tiêu", "G6", True),
    }
    tasks["H6"].value, tasks["I7"].value, figures["G6"].value = "Tạm dừng", 40, 8
    workbook.save(copy)
    back = plansheet.read_return(copy, plan)
    assert (back.agency, back.period) == ("SYT", "2021-Q2")
    assert plansheet.validate(back, plan, TODAY) == []
    assert dict(back.sections["indicator_report"].by_code["CT1"].values) == {
        "last_year": Decimal(8),
        "actual": Decimal(8),
        "cumulative": Decimal(12),
    }


def test_a_table_of_ones_own_is_put_into_the_template(plan: plansheet.Plan, tmp_path: Path) -> None:
    """Other columns, other rows, no stamp; what the template has no cell for is listed alone."""
    (folder := tmp_path / "in").mkdir()
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Bảng 1"
    for row in (
        ["Cơ quan báo cáo: Sở Y tế"],
        ["Báo cáo Quý II/2021"],
        [
            *("Mã", "Tên đề án/nhiệm vụ", "Tình trạng", "Tiến độ (%)", "Ghi chú"),
            *("Ngày văn bản", "Số, ký hiệu văn bản", "Kết quả thực hiện", "Kiến nghị, đề xuất"),
        ],
        ["NV2", "Đề án số NV2", "Gần xong", 40],
        ["NV9", "Việc thêm", "Hoàn thành", 100],
        ["NV1", "Đề án số NV1", "Tạm dừng", "ít"],
    ):
        sheet.append(row)
    book.save(path := tmp_path / "own.xlsx")
    shutil.move(path, folder / "bao cao.ods")
    workbook = openpyxl.load_workbook(sent_back(plan, folder)["bao cao.xlsx"])
    tasks = workbook["Nhiệm vụ"]
    assert [tasks[at].value for at in ("B6", "H6", "I6", "B7", "H7", "I7")] == [
        *("NV1", "Tạm dừng", "ít", "NV2", "Gần xong", 40),
    ]
    assert marks(tasks) == {"I6", "H7"}
    leading = {(sheet, cell) for sheet, cell, leads in listed(workbook) if leads}
    assert leading == {("Nhiệm vụ", "I6"), ("Nhiệm vụ", "H7")}
    others = {(sheet, cell) for sheet, cell, leads in listed(workbook) if not leads}
    assert {("bao cao.ods – Bảng 1", at) for at in ("A5", "C5", "D5")} <= others
    assert {sheet for sheet, _ in others} == {None, "bao cao.ods – Bảng 1"}


@pytest.mark.parametrize(
    ("name", "agency", "period", "sheets"),
    [
        ("SYT_2021-Q2.pdf", None, False, 7),
        ("Bao cao So Y te.docx", None, True, 7),
        ("Bao cao So Y te.docx", None, False, 1),
        ("quet.pdf", "SYT", True, 7),
        ("quet.pdf", None, True, 1),
        ("SYT_2021-Q2.xlsx", None, False, 7),
        ("SYT_1999-Q2.pdf", None, False, 1),
        ("UBB_2021-Q2.pdf", None, False, 1),
    ],
    ids=str,
)
def test_what_nobody_can_read_goes_back_as_a_blank_template(
    name: str,
    agency: str | None,
    period: bool,
    sheets: int,
    plan: plansheet.Plan,
    tmp_path: Path,
) -> None:
    """With the list of what is wrong; that list alone where nobody knows whose it is, or when."""
    (folder := tmp_path / "in").mkdir()
    (folder / name).write_bytes(b"%PDF-1.7 ...")
    (folder / "Thumbs.db").write_bytes(b"\0" * 600)
    if period:
        plansheet.issue(plan, "2021-Q2", tmp_path / "issued")
        shutil.copy(tmp_path / "issued" / "STC_2021-Q2.xlsx", folder)
    copies = sent_back(plan, folder, agency)
    assert {*copies} - {"STC_2021-Q2.xlsx"} == {f"{Path(name).stem}.xlsx"}
    workbook = openpyxl.load_workbook(copies[f"{Path(name).stem}.xlsx"])
    assert len(workbook.sheetnames) == sheets
    assert listed(workbook) == {(None, None, False)}
    if sheets > 1:
        back = plansheet.read_return(copies[f"{Path(name).stem}.xlsx"], plan)
        assert (back.agency, back.period) == ("SYT", "2021-Q2")
        assert not any(row.values for section in back.sections.values() for row in section.rows)


def test_figures_of_an_earlier_period_and_their_confirmation_stay(
    plan: plansheet.Plan, tmp_path: Path
) -> None:
    (folder := tmp_path / "in").mkdir()
    said: dict[str, Filled] = {
        "SYT": {
            ("task_report", "NV2"): DONE,
            ("indicator_report", "CT1"): {"cumulative": Decimal(12)},
        }
    }
    merged = plansheet.merge(plan, "2021-Q2", send(plan, tmp_path / "q2", said), AS_OF)
    report = plansheet.write_report(merged, tmp_path / "q2.xlsx")
    plansheet.issue(plan, "2021-Q3", tmp_path / "q3", previous=report)
    cells: dict[tuple[str, str, str], Typed] = {("indicator_report", "CT1", "actual"): "bảy"}
    issued = tmp_path / "q3" / "SYT_2021-Q3.xlsx"
    workbook = openpyxl.load_workbook(fill_file(issued, tmp_path / "x.xlsx", plan, cells))
    workbook["Chỉ tiêu"]["F4"].value = "Có"
    workbook.save(tmp_path / "x.xlsx")
    shutil.move(tmp_path / "x.xlsx", folder / "SYT.xls")
    (copy,) = sent_back(plan, folder).values()
    workbook = openpyxl.load_workbook(copy)
    figures = workbook["Chỉ tiêu"]
    assert [figures[at].value for at in ("F4", "G6", "H6")] == ["Có", "bảy", 12]
    assert workbook["Nhiệm vụ"]["H7"].value == "Hoàn thành"
    assert workbook["Nhiệm vụ"]["H7"].protection.locked
    assert key(plansheet.read_return(copy, plan).problems) == {("marked-copy", "", "")}
    figures["G6"].value = 7
    workbook.save(copy)
    back = plansheet.read_return(copy, plan)
    assert key(back.problems) == set()
    assert dict(back.sections["indicator_report"].by_code["CT1"].values) == {
        "actual": Decimal(7),
        "cumulative": Decimal(12),
    }


def test_the_command_says_what_it_wrote(plan: plansheet.Plan, tmp_path: Path) -> None:
    (folder := tmp_path / "in").mkdir()
    (folder / "SYT_2021-Q2.pdf").write_bytes(b"%PDF-1.7 ...")
    words = ["validate", str(folder), "--plan", str(tmp_path / "plan.xlsx"), "--json"]
    words += ["--as-of", "2021-07-01", "--annotate", str(tmp_path / "back")]
    done = CliRunner().invoke(cli, words, standalone_mode=False)
    found = {(p["code"], p["file"]) for p in json.loads(done.stdout)["problems"]}
    assert (done.return_value, found) == (1, {("not-a-workbook", "SYT_2021-Q2.pdf")})
    workbook = openpyxl.load_workbook(tmp_path / "back" / "SYT_2021-Q2.xlsx")
    assert workbook.sheetnames[:3] == ["Lỗi", "Hướng dẫn", "Nhiệm vụ"]


def test_a_folder_among_files_gives_its_own(tmp_path: Path) -> None:
    """Files that are named come first, once; those of folders under their path in it."""
    for name in ("a.xlsx", "folder/b.xlsx", "folder/lower/c.xlsx", "folder/~$b.xlsx"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    named = [tmp_path / name for name in ("folder", "a.xlsx", "folder/b.xlsx")]
    found = find_returns(named)
    assert [file.name for file in found] == ["a.xlsx", "b.xlsx", "lower/c.xlsx"]
