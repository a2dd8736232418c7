"""A coordinating agency that says something else of a task than its lead."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

import plansheet
from plansheet.consolidation import Consolidation
from support.filling import Typed, make_plan, plan_tables, task
from support.sending import AS_OF, DONE, GOING, conflicts, decide, header_row, send

LEADS = {
    "SYT": {("task_report", "NV1"): GOING},
    "STC": {("task_report", "NV2"): GOING},
    "STP": {("task_report", "NV3"): GOING},
}


def plan_of(folder: Path, lead: str = "SYT", coordinators: str = "STC") -> plansheet.Plan:
    folder.mkdir(exist_ok=True)
    tasks = [task("NV1", lead, coordinators=coordinators), task("NV2", "STC"), task("NV3", "STP")]
    return make_plan(folder, plan_tables(tasks))


def add_row(path: Path, cells: Mapping[str, Typed]) -> None:
    """Write a row below the one task of a return: by header, as somebody would in Excel."""
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["Nhiệm vụ"]
    header = header_row(sheet, 2)
    columns = {sheet.cell(header, c).value: c for c in range(1, sheet.max_column + 1)}
    for title, value in cells.items():
        sheet.cell(header + 2, columns[title]).value = value
    workbook.save(path)


ADDED = {"Mã": "NV1", "Tên đề án/nhiệm vụ": "Đề án số NV1", "Tình trạng": "Hoàn thành"}


def conflicts_of(merged: Consolidation) -> list[tuple[str, str, list[tuple[str, object]]]]:
    return [
        (c.kind, c.column, [(one.agency, one.value) for one in c.candidates])
        for c in merged.conflicts
    ]


def found(merged: Consolidation) -> set[tuple[str, str, str]]:
    return {(p.code, p.file, p.cell) for p in merged.all_problems if p.file}


def test_a_coordinator_that_adds_the_task_contradicts_its_lead(tmp_path: Path) -> None:
    plan = plan_of(tmp_path)
    returns = send(plan, tmp_path / "returns", LEADS)
    add_row(returns / "STC_2021-Q2.xlsx", ADDED | {"Ngày văn bản": "5/6/2021"})
    merged = plansheet.merge(plan, "2021-Q2", returns, AS_OF)
    said = [("SYT", "Đang thực hiện"), ("STC", "Hoàn thành")]
    assert conflicts_of(merged) == [("coordinator-conflict", "status", said)]
    assert merged.tasks.set_index("task_code").loc["NV1", "status"] == "Đang thực hiện"
    assert found(merged) == {
        ("coordinator-conflict", "SYT_2021-Q2.xlsx", "H6"),
        ("coordinator-conflict", "STC_2021-Q2.xlsx", "H7"),
        ("row-added", "STC_2021-Q2.xlsx", "B7"),
        ("row-added", "STC_2021-Q2.xlsx", "C7"),
        ("row-added", "STC_2021-Q2.xlsx", "H7"),
        ("row-added", "STC_2021-Q2.xlsx", "L7"),
    }
    report = plansheet.write_report(merged, tmp_path / "report.xlsx")
    assert [(row[4], row[6]) for row in conflicts(report)] == said
    decide(report, {2: {"Quyết định": "x", "Lý do": "Đã thấy quyết định"}})
    second = plansheet.merge(plan, "2021-Q2", returns, AS_OF, decisions=report)
    assert second.tasks.set_index("task_code").loc["NV1", "status"] == "Hoàn thành"
    assert "coordinator-conflict" not in {p.code for p in second.all_problems}


@pytest.mark.parametrize(
    ("cells", "file"),
    [
        ({**ADDED, "Tình trạng": "Đang thực hiện"}, "STC"),
        ({**ADDED, "Tình trạng": "Sắp xong"}, "STC"),
        ({**ADDED, "Mã": "NV9"}, "STC"),
        (ADDED, "STP"),
    ],
    ids=["the same", "no status", "no task of the plan", "no coordinator"],
)
def test_what_is_no_conflict(cells: Mapping[str, Typed], file: str, tmp_path: Path) -> None:
    plan = plan_of(tmp_path)
    returns = send(plan, tmp_path / "returns", LEADS)
    add_row(returns / f"{file}_2021-Q2.xlsx", cells)
    merged = plansheet.merge(plan, "2021-Q2", returns, AS_OF)
    assert conflicts_of(merged) == []
    assert {cell for code, _, cell in found(merged) if code == "row-added"} == {"B7", "C7", "H7"}


def test_without_a_word_of_the_lead_a_coordinator_does_not_count(tmp_path: Path) -> None:
    plan = plan_of(tmp_path)
    returns = send(plan, tmp_path / "returns", {c: LEADS[c] for c in ("STC", "STP")})
    add_row(returns / "STC_2021-Q2.xlsx", ADDED)
    merged = plansheet.merge(plan, "2021-Q2", returns, AS_OF)
    assert conflicts_of(merged) == []
    assert merged.tasks.set_index("task_code").loc["NV1", "class"] == "not_reported"


def test_a_lead_that_a_revision_made_a_coordinator(tmp_path: Path) -> None:
    before = plan_of(tmp_path / "before", lead="STC", coordinators="SYT")
    returns = send(before, tmp_path / "returns", {"STC": {("task_report", "NV1"): DONE}})
    plan = plan_of(tmp_path / "now")
    send(plan, returns, {"SYT": LEADS["SYT"]})
    merged = plansheet.merge(plan, "2021-Q2", returns, AS_OF)
    assert [(kind, column) for kind, column, _ in conflicts_of(merged)] == [
        ("coordinator-conflict", "status"),
        ("coordinator-conflict", "progress"),
    ]
    assert merged.tasks.set_index("task_code").loc["NV1", "status"] == "Đang thực hiện"
