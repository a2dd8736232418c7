"""What agencies ask to be changed beside their reports: decided in the report, then in the plan."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

import plansheet
from plansheet.cli.commands import cli
from plansheet.consolidation.rounds import adjustment_proposals
from plansheet.consolidation.rounds.revising import extended
from plansheet.language.text import match_key
from plansheet.plan.revision import diff
from plansheet.returns import free_rows, interpret
from plansheet.returns.check import check_return
from plansheet.workbooks.reading import open_workbook
from support.filling import key, make_plan, plan_tables, task

AS_OF = date(2021, 6, 20)
REQUESTS = "Đề nghị điều chỉnh"


@pytest.fixture
def plan(tmp_path: Path) -> plansheet.Plan:
    return make_plan(
        tmp_path,
        plan_tables([task("NV1", "SYT", due="Quý II/2021"), task("NV2", "SYT; STC", level="")]),
    )


def sent(plan: plansheet.Plan, folder: Path, *requests: tuple[str, str, str, str]) -> Path:
    """The return of Sở Y tế with its requests, and nothing else."""
    path = plansheet.issue(plan, "2021-Q2", folder / "issued")[0]
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Hướng dẫn", "Nhiệm vụ", "Đánh giá chung", REQUESTS, "_plansheet"]
    sheet = book[REQUESTS]
    assert [c.value for c in sheet[5]] == ["Mã", "Đề nghị", "Giá trị đề nghị", "Lý do", "Kiểm tra"]
    for number, request in enumerate(requests, 6):
        for column, text in enumerate(request, 1):
            sheet.cell(number, column).value = text or None
    (folder / "returns").mkdir()
    book.save(folder / "returns" / path.name)
    return folder / "returns" / path.name


def test_what_is_wrong_with_a_request(plan: plansheet.Plan, tmp_path: Path) -> None:
    path = sent(
        plan,
        tmp_path,
        ("NV1", "Thời gian trình", "sớm nhất có thể", ""),
        ("NV9", "Cấp trình", "Chính phủ", ""),
        ("", "Cơ quan chủ trì", "Sở Tài chính", ""),
        ("NV1", "Bỏ", "", ""),
        ("", "Nhiệm vụ mới", "Đề án mới", ""),
    )
    book = openpyxl.load_workbook(path)
    book[REQUESTS]["F7"] = "ghi chú bên cạnh"
    book.save(path)
    ret = interpret(open_workbook(path), plan)
    of_sheet = {p for p in key(check_return(ret, plan, AS_OF).problems) if p[1] == REQUESTS}
    assert of_sheet == {
        ("due-unclear", REQUESTS, "C6"),
        ("unknown-code", REQUESTS, "A7"),
        ("column-added", REQUESTS, "F7"),
        ("missing-required", REQUESTS, "A8"),
        ("not-in-list", REQUESTS, "B9"),
        ("row-unusable", REQUESTS, "A7:C7"),
        ("row-unusable", REQUESTS, "B8:C8"),
        ("row-unusable", REQUESTS, "A9:B9"),
        ("missing-required", REQUESTS, "C9"),
    }


def test_the_codes_of_a_plan_are_gone_through_once_and_only_for_rows_that_agencies_add(
    plan: plansheet.Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else what reading a return takes grows with the plan."""
    folded: list[str] = []

    def noted(text: str) -> str:
        folded.append(text)
        return match_key(text)

    monkeypatch.setattr(free_rows, "match_key", noted)
    without = plansheet.issue(plan, "2021-Q2", tmp_path / "without")[0]
    check_return(interpret(open_workbook(without), plan), plan, AS_OF)
    assert folded == []
    path = sent(plan, tmp_path, ("NV1", "Bỏ", "", "trùng"))
    for _ in range(2):
        check_return(interpret(open_workbook(path), plan), plan, AS_OF)
    assert folded == ["NV1", "NV2"]


def test_requests_become_proposals_and_a_revised_plan(plan: plansheet.Plan, tmp_path: Path) -> None:
    path = sent(
        plan,
        tmp_path,
        ("NV1", "Gia hạn", "Quý IV/2021", "Chờ hướng dẫn"),
        ("NV2", "Cơ quan chủ trì", "Sở Tài chính", ""),
        ("NV2", "Khác", "Gộp vào NV1", ""),
        ("", "Nhiệm vụ mới", "Đề án mới", "Chỉ đạo mới"),
    )
    merged = plansheet.merge(plan, "2021-Q2", [path], AS_OF)
    found = adjustment_proposals(plan, merged.requests)
    assert [(p.code, p.title, p.before, p.value, p.place.cell, p.why) for p in found] == [
        ("NV1", "Thời gian trình", "Quý II/2021", "Quý IV/2021", "C6", "Chờ hướng dẫn"),
        ("NV2", "Cơ quan chủ trì", "SYT; STC", "Sở Tài chính", "C7", ""),
        ("NV2", "Khác", "", "Gộp vào NV1", "C8", ""),
        ("NV3", "Nhiệm vụ mới", "", "Đề án mới", "C9", "Chỉ đạo mới"),
        ("NV3", "Cơ quan chủ trì", "", "Sở Y tế", "C9", "Chỉ đạo mới"),
    ]
    report = plansheet.write_report(merged, tmp_path / "report.xlsx")
    book = openpyxl.load_workbook(report)
    for number, word in enumerate(["Chấp nhận", "Không", "", "Chấp nhận", "Chấp nhận"], 5):
        book["Đề xuất"][f"G{number}"] = word or None
    book["Đề xuất"]["H6"] = "Giữ như đã giao"
    book.save(report)
    words = ["merge", str(tmp_path / "plan.xlsx"), str(path.parent), "--period", "2021-Q2"]
    words += ["--as-of", "2021-06-20", "--decisions", str(report)]
    words += ["-o", str(tmp_path / "again.xlsx"), "--revise", str(tmp_path / "plan2.xlsx")]
    result = CliRunner().invoke(cli, words, standalone_mode=False)
    assert result.exception is None, result.output
    kept = openpyxl.load_workbook(tmp_path / "again.xlsx")["Đề xuất"]
    assert [kept[at].value for at in ("G5", "G6", "H6", "G7")] == [
        *("Chấp nhận", "Không", "Giữ như đã giao", None),
    ]
    new = plansheet.read_plan(tmp_path / "plan2.xlsx")
    assert [(c.kind, c.code, c.column, c.after) for c in diff(plan, new)] == [
        ("changed", "NV1", "Thời gian trình", "Quý II/2021 (gia hạn đến Quý IV/2021)"),
        ("added", "NV3", "", ""),
    ]
    due = new.tasks_by_code["NV1"].due
    assert (due.date, due.original, due.extensions) == (date(2021, 12, 31), date(2021, 6, 30), 1)


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("", "Quý IV/2021", "Quý IV/2021"),
        ("Hàng năm", "Quý IV/2021", "Quý IV/2021"),
        ("Quý II/2021", "30/9/2021", "Quý II/2021 (gia hạn đến 30/9/2021)"),
        ("Quý IV/2021", "Quý II/2021", "Quý IV/2021 (điều chỉnh thành Quý II/2021)"),
        (
            "Quý II/2021 (gia hạn đến 30/9/2021)",
            "Quý IV/2021",
            "Quý II/2021 (gia hạn đến 30/9/2021; gia hạn đến Quý IV/2021)",
        ),
        ("Quý II/2021", "Khi có hướng dẫn", "Khi có hướng dẫn"),
    ],
)
def test_a_due_text_keeps_what_it_said(old: str, new: str, text: str) -> None:
    assert extended(old, new, 2021) == text


def test_no_request_no_sheet(plan: plansheet.Plan, tmp_path: Path) -> None:
    path = sent(plan, tmp_path)
    merged = plansheet.merge(plan, "2021-Q2", [path], AS_OF)
    assert merged.blank == ["SYT"]
    report = plansheet.write_report(merged, tmp_path / "report.xlsx")
    assert "Đề xuất" not in openpyxl.load_workbook(report).sheetnames
