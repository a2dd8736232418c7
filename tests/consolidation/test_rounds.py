"""Rounds on the plan itself, from the issued workbook to the revised plan."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.worksheet.worksheet import Worksheet

import plansheet
from plansheet import RoundResult, issue_round, merge_round, write_proposals, write_revised
from plansheet.cli.commands import cli
from plansheet.plan.revision import diff
from plansheet.plan.rounds import Round
from plansheet.problems import PlanError
from support.filling import indicator, key, make_plan, plan_tables, task
from support.places import EXAMPLES
from support.word import lines

AS_OF = date(2021, 2, 1)
SCHEDULE, COMMENTS = "Đăng ký tiến độ", "Góp ý"
Cells = Mapping[str, str]


@pytest.fixture
def plan(tmp_path: Path) -> plansheet.Plan:
    return make_plan(
        tmp_path,
        plan_tables(
            [
                task("NV01", "SYT", due="", level="UBND tỉnh"),
                task("NV02", "SYT; STC", due="Quý II/2021", note="Chuyển tiếp"),
                task("NV03", "STP", coordinators="SYT"),
            ],
            [indicator("CT1", "STC", target_2021="50")],
        ),
    )


def table(sheet: Worksheet) -> int:
    """The row of the headers."""
    return next(int(c.row) for row in sheet["A1:B20"] for c in row if c.value == "Mã")


def issued(plan: plansheet.Plan, of: str, folder: Path) -> dict[str, Path]:
    return {path.stem.partition("_")[0]: path for path in issue_round(plan, of, folder / "issued")}


def fill(path: Path, sheet: str, cells: Cells, folder: Path) -> Path:
    """The workbook with cells filled in, sent back."""
    book = openpyxl.load_workbook(path)
    for at, text in cells.items():
        book[sheet][at] = text
    folder.mkdir(exist_ok=True)
    book.save(folder / path.name)
    return folder / path.name


def proposed(result: RoundResult) -> list[tuple[str, str, str, str, str, str]]:
    return [(p.code, p.agency, p.title, p.before, p.value, p.place.cell) for p in result.proposals]


def decided(result: RoundResult, folder: Path, words: Mapping[int, str]) -> Path:
    """The workbook of proposals, with words in `Quyết định` by number of the proposal."""
    path = write_proposals(result, folder / "proposals.xlsx")
    book = openpyxl.load_workbook(path)
    for number, word in words.items():
        book["Đề xuất"][f"G{5 + number}"] = word
    book.save(path)
    return path


def test_who_is_asked_for_the_schedule_and_what_stands_there(
    plan: plansheet.Plan, tmp_path: Path
) -> None:
    paths = issued(plan, "schedule", tmp_path)
    assert list(paths) == ["SYT", "STC", "STP"]
    book = openpyxl.load_workbook(paths["SYT"])
    assert book.sheetnames == ["Hướng dẫn", SCHEDULE, "_plansheet"]
    sheet = book[SCHEDULE]
    top = table(sheet)
    rows = list(sheet.iter_rows(min_row=top, max_row=top + 3, max_col=8, values_only=True))
    assert sheet.cell(top, 9).value == "Kiểm tra"
    assert rows == [
        (
            *("STT", "Mã", "Tên đề án/nhiệm vụ", "Sản phẩm", "Thời gian trình", "Cấp trình"),
            *("Đầu mối thực hiện", "Ghi chú"),
        ),
        (1, "NV01", "Đề án số NV01", None, None, "UBND tỉnh", None, None),
        (2, "NV02", "Đề án số NV02", None, "Quý II/2021", None, None, "Chuyển tiếp"),
        (None,) * 8,
    ]
    locked = {c.coordinate: c.protection.locked for c in sheet[top + 1]}
    assert [at for at, is_locked in locked.items() if not is_locked] == [
        *("D6", "E6", "F6", "G6", "H6"),
    ]
    assert [c.coordinate for c in sheet[top + 3] if c.protection.locked] == ["I8"]


def test_what_nobody_touched_is_no_answer(plan: plansheet.Plan, tmp_path: Path) -> None:
    paths = issued(plan, "schedule", tmp_path)
    result = merge_round(plan, "schedule", paths.values(), AS_OF)
    assert (result.received, result.missing) == ([], ["SYT", "STC", "STP"])
    assert result.proposals == ()
    assert key(result.all_problems) == {("blank-return", "", "")}


def schedule(plan: plansheet.Plan, folder: Path) -> RoundResult:
    paths = issued(plan, "schedule", folder)
    returns = folder / "returns"
    fill(
        paths["SYT"],
        SCHEDULE,
        {
            "D6": "Đề án",
            "E6": "Quý III/2021",
            "G6": "Phòng Kế hoạch",
            "E7": "Quý IV/2021",
            "B8": "nv01",
            "D8": "Nghị quyết",
            "E8": "Quý IV/2021",
            "F8": "HĐND tỉnh",
            "B9": "NV03",
            "D9": "Không phải của mình",
        },
        returns,
    )
    fill(paths["STC"], SCHEDULE, {"E6": "Tháng 9/2021"}, returns)
    return merge_round(plan, "schedule", returns, AS_OF)


def test_the_schedule_becomes_proposals(plan: plansheet.Plan, tmp_path: Path) -> None:
    result = schedule(plan, tmp_path)
    assert (result.received, result.missing) == (["SYT", "STC"], ["STP"])
    assert key(result.all_problems) == {
        ("unknown-code", SCHEDULE, "B9"),
        ("row-unusable", SCHEDULE, "B9,D9"),
        ("missing-return", "", ""),
    }
    assert proposed(result) == [
        ("NV01", "SYT", "Thời gian trình", "", "Quý III/2021", "E6"),
        ("NV01", "SYT", "Đầu mối thực hiện", "", "Phòng Kế hoạch", "G6"),
        ("NV01.1", "SYT", "Sản phẩm", "", "Đề án", "D6"),
        ("NV01.1", "SYT", "Thời gian trình", "", "Quý III/2021", "E6"),
        ("NV01.1", "SYT", "Cấp trình", "", "UBND tỉnh", "F6"),
        ("NV01.1", "SYT", "Đầu mối thực hiện", "", "Phòng Kế hoạch", "G6"),
        ("NV01.2", "SYT", "Sản phẩm", "", "Nghị quyết", "D8"),
        ("NV01.2", "SYT", "Thời gian trình", "", "Quý IV/2021", "E8"),
        ("NV01.2", "SYT", "Cấp trình", "", "HĐND tỉnh", "F8"),
        ("NV02", "SYT", "Thời gian trình", "Quý II/2021", "Quý IV/2021", "E7"),
        ("NV02", "STC", "Thời gian trình", "Quý II/2021", "Tháng 9/2021", "E6"),
    ]


def test_what_was_accepted_is_the_new_plan(plan: plansheet.Plan, tmp_path: Path) -> None:
    result = schedule(plan, tmp_path)
    words = {0: "Chấp nhận", 1: "Chấp nhận", 2: "Chấp nhận", 3: "chấp nhận", 6: "Nghị quyết mới"}
    words |= {8: "Không", 9: "Quý III/2021"}
    path = tmp_path / "plan2.xlsx"
    assert write_revised(plan, result.proposals, decided(result, tmp_path, words), path) == []
    new = plansheet.read_plan(path)
    changes = [(c.kind, c.code, c.column, c.before, c.after) for c in diff(plan, new)]
    assert changes == [
        ("changed", "NV01", "Thời gian trình", "", "Quý III/2021"),
        ("changed", "NV01", "Ghi chú", "", "Đầu mối thực hiện: Phòng Kế hoạch"),
        ("added", "NV01.1", "", "", ""),
        ("added", "NV01.2", "", "", ""),
        ("changed", "NV02", "Thời gian trình", "Quý II/2021", "Quý III/2021"),
    ]
    assert [t.code for t in new.tasks] == ["NV01", "NV01.1", "NV01.2", "NV02", "NV03"]
    product = new.tasks_by_code["NV01.2"]
    assert (product.name, product.leads, product.due.text) == ("Nghị quyết mới", ("SYT",), "")
    assert (product.product_of, product.note) == ("NV01", "")
    again = openpyxl.load_workbook(issued(new, "schedule", tmp_path / "again")["SYT"])[SCHEDULE]
    assert [c.value for c in again[6]][4:8] == ["Quý III/2021", "UBND tỉnh", "Phòng Kế hoạch", None]


def test_a_decision_is_chosen_from_a_list_or_is_a_value(
    plan: plansheet.Plan, tmp_path: Path
) -> None:
    path = write_proposals(schedule(plan, tmp_path), tmp_path / "proposals.xlsx")
    (rule,) = openpyxl.load_workbook(path)["Đề xuất"].data_validations.dataValidation
    assert (rule.type, rule.formula1, bool(rule.showErrorMessage), str(rule.sqref)) == (
        *("list", '"Chấp nhận,Không"', False, "G5:G35"),
    )


def test_who_did_not_answer_is_listed_and_gets_a_letter(
    plan: plansheet.Plan, tmp_path: Path
) -> None:
    paths = issued(plan, "schedule", tmp_path)
    returns = tmp_path / "returns"
    fill(paths["SYT"], SCHEDULE, {"E6": "Quý III/2021"}, returns)
    fill(paths["STC"], SCHEDULE, {"D6": "Đề án", "E6": "=1/0"}, returns)
    asked = (tmp_path / "plan.xlsx", returns, "--round", "schedule", "--as-of", "1/2/2021")
    said = json.loads(run("status", *asked, "--json"))
    assert (said["round"], said["received"], said["missing"]) == ("schedule", 2, ["STP"])
    assert "Chưa trả lời: Sở Tư pháp." in run("status", *asked)
    folder = tmp_path / "letters"
    letters = json.loads(run("remind", *asked, "-o", folder, "--json"))["letters"]
    assert [(one["agency"], one["reasons"], one.get("in_round", [])) for one in letters] == [
        ("STC", ["errors"], []),
        ("STP", ["missing"], ["NV03"]),
    ]
    said = lines(folder / "STP_schedule.docx")
    assert said[1].split(" | ")[0] == "Số:          /…-… / V/v đôn đốc gửi bản đăng ký tiến độ"
    assert said[3:10] == [
        "Thực hiện Kế hoạch số 01/KH-UBND ngày 15 tháng 01 năm 2021 của UBND tỉnh Bình Minh, các cơ"
        " quan được giao nhiệm vụ, chỉ tiêu gửi bản đăng ký tiến độ về Sở Kế hoạch và Đầu tư.",
        "Tính đến ngày 01 tháng 02 năm 2021, Sở Kế hoạch và Đầu tư chưa nhận được bản đăng ký tiến"
        " độ của Sở Tư pháp.",
        "Để kịp tổng hợp, Sở Kế hoạch và Đầu tư đề nghị Sở Tư pháp:",
        "1. Đăng ký tiến độ của 1 nhiệm vụ được giao chủ trì:",
        "STT | Mã | Tên đề án/nhiệm vụ | Thời gian trình",
        "1 | NV03 | Đề án số NV03 | Quý IV/2021",
        "2. Ghi vào đúng biểu mẫu đăng ký tiến độ đã phát hành (STP_schedule.xlsx), giữ dạng .xlsx,"
        " gửi về Sở Kế hoạch và Đầu tư chậm nhất ngày … tháng … năm 2021.",
    ]
    assert lines(folder / "STC_schedule.docx")[4:10] == [
        "Trong bản đăng ký tiến độ của Sở Tài chính còn 1 lỗi; các ô có lỗi chưa được tổng hợp.",
        "Để kịp tổng hợp, Sở Kế hoạch và Đầu tư đề nghị Sở Tài chính:",
        "1. Sửa 1 lỗi trong tệp đã gửi:",
        "STT | Trang tính, ô | Dòng | Nội dung | Cách xử lý",
        "Tệp STC_schedule.xlsx",
        "1 | Đăng ký tiến độ, E6 | NV02 | Ô nhập liệu chứa công thức =1/0. | Thay công thức bằng"
        " giá trị của nó (Dán đặc biệt → Giá trị).",
    ]


def test_a_draft_is_asked_back_in_a_letter(plan: plansheet.Plan, tmp_path: Path) -> None:
    result = comments(plan, tmp_path)
    paths = plansheet.remind(result, tmp_path / "letters")
    assert [path.name for path in paths] == [
        *("SYT_comments.docx", "STC_comments.docx", "STP_comments.docx"),
    ]
    assert lines(paths[1])[3:8] == [
        "Để hoàn chỉnh dự thảo Kế hoạch số 01/KH-UBND ngày 15 tháng 01 năm 2021 của UBND tỉnh Bình"
        " Minh, các cơ quan có liên quan gửi ý kiến góp ý về Sở Kế hoạch và Đầu tư.",
        "Tính đến ngày 01 tháng 02 năm 2021, Sở Kế hoạch và Đầu tư chưa nhận được ý kiến góp ý của"
        " Sở Tài chính.",
        "Để kịp tổng hợp, Sở Kế hoạch và Đầu tư đề nghị Sở Tài chính:",
        "1. Cho ý kiến về 2 nội dung của dự thảo.",
        "2. Ghi vào đúng biểu mẫu lấy ý kiến đã phát hành (STC_comments.xlsx), giữ dạng .xlsx, gửi"
        " về Sở Kế hoạch và Đầu tư chậm nhất ngày … tháng … năm 2021.",
    ]


def test_two_decisions_for_one_cell_write_nothing(plan: plansheet.Plan, tmp_path: Path) -> None:
    result = schedule(plan, tmp_path)
    path = tmp_path / "plan2.xlsx"
    decisions = decided(result, tmp_path, {0: "x", 9: "Chấp nhận", 10: "Chấp nhận", 5: "x"})
    with pytest.raises(PlanError) as stopped:
        write_revised(plan, result.proposals, decisions, path)
    assert key(stopped.value.problems) == {
        ("decisions-differ", "Đề xuất", "G14"),
        ("decisions-differ", "Đề xuất", "G15"),
        ("unknown-code", "Đề xuất", "A10"),
    }
    assert not path.exists()
    same = decided(result, tmp_path, {9: "30/9/2021", 10: "30/9/2021"})
    assert write_revised(plan, result.proposals, same, path) == []


def test_decisions_about_something_else_are_named(plan: plansheet.Plan, tmp_path: Path) -> None:
    result = schedule(plan, tmp_path)
    decisions = decided(result, tmp_path, {9: "Chấp nhận"})
    book = openpyxl.load_workbook(decisions)
    sheet = book["Đề xuất"]
    sheet["E14"] = "Quý I/2022"
    for at, text in {"A18": "NV03", "C18": "Cấp trình", "G18": "HĐND tỉnh"}.items():
        sheet[at] = text
    book.save(decisions)
    path = tmp_path / "plan2.xlsx"
    noticed = write_revised(plan, result.proposals, decisions, path)
    assert key(noticed) == {("decision-outdated", "Đề xuất", "G14")}
    changes = diff(plan, plansheet.read_plan(path))
    assert [(c.code, c.column, c.after) for c in changes] == [("NV03", "Cấp trình", "HĐND tỉnh")]


def test_an_agency_that_does_not_exist_stops_the_plan(plan: plansheet.Plan, tmp_path: Path) -> None:
    result = comments(plan, tmp_path)
    path = tmp_path / "plan2.xlsx"
    leads = [str(p.title) for p in result.proposals].index("Cơ quan chủ trì")
    with pytest.raises(PlanError) as stopped:
        decisions = decided(result, tmp_path, {leads: "Sở Không Có"})
        write_revised(plan, result.proposals, decisions, path)
    assert {p.code for p in stopped.value.problems if p.severity == "error"} == {"unknown-agency"}
    assert not path.exists()


def comments(plan: plansheet.Plan, folder: Path) -> RoundResult:
    paths = issued(plan, "comments", folder)
    returns = folder / "returns"
    text = "Thời gian trình: Quý IV/2021\nCơ quan chủ trì: Sở Tài chính"
    fill(
        paths["SYT"],
        COMMENTS,
        {
            "C6": "Thống nhất",
            "C7": "Sửa",
            "D7": text,
            "E7": "Chưa có hướng dẫn",
            "C8": "Bổ sung",
            "D8": "Cơ quan phối hợp: Sở Tài chính",
            "C9": "Bổ sung",
            "D9": "Đề án y tế số\nThời gian trình: Quý I/2022",
            "C10": "Sửa đổi",
            "B11": "Chỉ tiêu: Tỷ lệ tiêm chủng",
            "D11": "Đơn vị tính: %",
        },
        returns,
    )
    return merge_round(plan, "comments", returns, AS_OF)


def test_comments_become_proposals_and_a_table_of_answers(
    plan: plansheet.Plan, tmp_path: Path
) -> None:
    result = comments(plan, tmp_path)
    assert (result.received, result.missing) == (["SYT"], ["STC", "STP"])
    assert key(p for p in result.all_problems if p.file) == {
        ("choice-repaired", COMMENTS, "C7"),
        ("rule-violated", COMMENTS, "D10"),
        ("row-unusable", COMMENTS, "C10"),
    }
    reason = "Chưa có hướng dẫn"
    assert [
        (*p[:5], one.why) for p, one in zip(proposed(result), result.proposals, strict=True)
    ] == [
        ("NV02", "SYT", "Thời gian trình", "Quý II/2021", "Quý IV/2021", reason),
        ("NV02", "SYT", "Cơ quan chủ trì", "SYT; STC", "Sở Tài chính", reason),
        ("NV03", "SYT", "Cơ quan phối hợp", "SYT", "SYT; Sở Tài chính", ""),
        ("NV04", "SYT", "Nhiệm vụ mới", "", "Đề án y tế số", ""),
        ("NV04", "SYT", "Thời gian trình", "", "Quý I/2022", ""),
        ("NV04", "SYT", "Cơ quan chủ trì", "", "Sở Y tế", ""),
        ("CT2", "SYT", "Chỉ tiêu mới", "", "Tỷ lệ tiêm chủng", ""),
        ("CT2", "SYT", "Đơn vị tính", "", "%", ""),
        ("CT2", "SYT", "Cơ quan báo cáo", "", "Sở Y tế", ""),
    ]
    path = write_proposals(result, tmp_path / "proposals.xlsx")
    book = openpyxl.load_workbook(path, data_only=True)
    assert book.sheetnames == ["Đề xuất", "Tiếp thu, giải trình", "Tình hình gửi", "Lỗi"]
    answers = book["Tiếp thu, giải trình"]
    assert [c.value for c in answers[4]] == [
        *("Mã", "Cơ quan", "Nội dung góp ý", "Tiếp thu/Giải trình", "Lý do"),
    ]
    assert [c.value for c in answers[5]][:3] == ["NV02", "Sở Y tế", "Thời gian trình: Quý IV/2021"]
    assert [c.value for c in answers[14]][:3] == [None, "Sở Y tế", "Thống nhất 1 nội dung"]


def test_the_draft_is_revised(plan: plansheet.Plan, tmp_path: Path) -> None:
    result = comments(plan, tmp_path)
    decisions = decided(result, tmp_path, dict.fromkeys(range(9), "Chấp nhận") | {2: "Không"})
    path = tmp_path / "plan2.xlsx"
    assert write_revised(plan, result.proposals, decisions, path) == []
    changes = diff(plan, plansheet.read_plan(path))
    assert [(c.kind, c.code, c.column, c.after) for c in changes] == [
        ("added", "CT2", "", ""),
        ("changed", "NV02", "Cơ quan chủ trì", "Sở Tài chính"),
        ("changed", "NV02", "Thời gian trình", "Quý IV/2021"),
        ("added", "NV04", "", ""),
    ]


def test_a_workbook_of_another_occasion_is_refused(plan: plansheet.Plan, tmp_path: Path) -> None:
    period = plansheet.issue(plan, "2021-Q2", tmp_path / "period")[0]
    paths = issued(plan, "schedule", tmp_path)
    own = fill(paths["STP"], SCHEDULE, {"E6": "Quý IV/2021 "}, tmp_path / "returns")
    merged = merge_round(plan, "schedule", [period, own], AS_OF)
    assert merged.received == ["STP"]
    assert key(p for p in merged.all_problems if p.code == "wrong-period") == {
        ("wrong-period", "", "")
    }
    assert plansheet.merge(plan, "2021-Q2", [own], AS_OF).received == []


def test_a_table_without_its_stamp_is_read_in_its_round(
    plan: plansheet.Plan, tmp_path: Path
) -> None:
    path = fill(issued(plan, "schedule", tmp_path)["STP"], SCHEDULE, {"E6": "Quý I/2022"}, tmp_path)
    book = openpyxl.load_workbook(path)
    del book["_plansheet"]
    book.save(path)
    result = merge_round(plan, Round.SCHEDULE, [path], AS_OF)
    assert proposed(result) == [
        ("NV03", "STP", "Thời gian trình", "Quý IV/2021", "Quý I/2022", "E6")
    ]
    assert key(p for p in result.all_problems if p.file) == {("no-stamp", "", "")}


@pytest.mark.parametrize("province", ["ben_tre_2023", "hau_giang_2021"])
def test_a_province_registers_its_schedule(province: str, tmp_path: Path) -> None:
    """From the commands: every lead gives each task a quarter; two agencies stay silent."""
    plan_path = EXAMPLES / province / "plan.xlsx"
    plan = plansheet.read_plan(plan_path)
    year = plan.years[0]
    folder, returns = tmp_path / "issued", tmp_path / "returns"
    run("issue", plan_path, "--round", "schedule", "-o", folder)
    leads = list(dict.fromkeys(code for t in plan.tasks for code in t.leads))
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        f"{code}_schedule.xlsx" for code in leads
    )
    order = [agency.code for agency in plan.agencies if agency.code in leads]
    silent = set(order[-2:])
    rows = 0
    for code in order[:-2]:
        path = folder / f"{code}_schedule.xlsx"
        sheet = openpyxl.load_workbook(path)[SCHEDULE]
        own = [r for r in range(table(sheet) + 1, sheet.max_row + 1) if sheet.cell(r, 2).value]
        assert len(own) == sum(code in t.leads for t in plan.tasks)
        fill(path, SCHEDULE, {f"E{r}": f"Quý IV/{year}" for r in own}, returns)
        rows += len(own)
    proposals = tmp_path / "proposals.xlsx"
    asked = ("merge", plan_path, returns, "--round", "schedule", "--as-of", f"{year}-02-01")
    run(*asked, "-o", proposals)
    book = openpyxl.load_workbook(proposals)
    sheet = book["Đề xuất"]
    written = [r for r in range(5, sheet.max_row + 1) if sheet.cell(r, 1).value]
    assert len(written) == rows
    for row in written:
        sheet.cell(row, 7).value = "Chấp nhận"
    book.save(proposals)
    run(*asked, "--decisions", proposals, "-o", tmp_path / "plan2.xlsx")
    new = plansheet.read_plan(tmp_path / "plan2.xlsx")
    dated = {t.code for t in new.tasks if t.due.date == date(year, 12, 31)}
    assert dated >= {t.code for t in plan.tasks if set(t.leads) - silent}
    assert {c.column for c in diff(plan, new)} == {"Thời gian trình"}


def run(*words: object) -> str:
    result = CliRunner().invoke(cli, [*map(str, words)], standalone_mode=False)
    assert result.exception is None, result.output
    return result.output
