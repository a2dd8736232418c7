"""States over periods: what stays done, what begins anew, what was decided, what a code was."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook import Workbook

import plansheet
from plansheet import Plan
from plansheet.consolidation import Consolidation
from support.filling import make_plan, plan_tables, task
from support.sending import DONE, GOING, Filled, decide, send, status

TASK = "task_report"
Q2, Q3, Q4 = "2021-Q2", "2021-Q3", "2021-Q4"
END = {
    Q2: date(2021, 7, 1),
    Q3: date(2021, 10, 1),
    Q4: date(2022, 1, 1),
    "2022-Q1": date(2022, 4, 1),
    "2022-Q2": date(2022, 7, 1),
}
END |= {"2021-M04": date(2021, 5, 1), "2021-M05": date(2021, 6, 1), "2021-M07": date(2021, 8, 1)}


def plan_of(folder: Path, *tasks: Mapping[str, str], name: str = "plan") -> Plan:
    (folder / name).mkdir()
    return make_plan(folder / name, plan_tables(list(tasks)))


def reported(
    plan: Plan,
    folder: Path,
    period: str,
    told: Mapping[str, Filled],
    previous: Path | None = None,
    decisions: Path | None = None,
) -> tuple[Consolidation, Path]:
    """A period merged, and its report."""
    folder = folder / period
    if not (folder / "in").exists():
        (folder / "in").mkdir(parents=True)
        send(plan, folder / "in", told, period, previous=previous)
    merged = plansheet.merge(plan, period, folder / "in", END[period], previous, decisions)
    name = "decided.xlsx" if decisions else "report.xlsx"
    return merged, plansheet.write_report(merged, folder / name)


def row_of(merged: Consolidation, code: str = "NV1") -> Mapping[str, object]:
    """The row of a task, as scripts see it."""
    table = merged.tasks.set_index("task_code")
    return {str(name): value for name, value in table.loc[code].items()}


def issued(
    plan: Plan, folder: Path, period: str, previous: Path, code: str = "NV1"
) -> list[object]:
    """Of the issued row of SYT: the status in it, and whether that cell is locked."""
    plansheet.issue(plan, period, folder, previous)
    sheet = openpyxl.load_workbook(folder / f"SYT_{period}.xlsx")["Nhiệm vụ"]
    (row,) = [r for r in sheet.iter_rows(min_row=6) if r[1].value == code]
    return [row[7].value, row[7].protection.locked]


def codes(merged: Consolidation) -> set[tuple[str, str]]:
    return {(p.code, p.row_code) for p in merged.all_problems}


def test_done_stays_done_while_nobody_says_otherwise(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, task("NV1", "SYT", due="30/6/2021"))
    _, second = reported(plan, tmp_path, Q2, {"SYT": {(TASK, "NV1"): DONE}})
    merged, third = reported(plan, tmp_path, Q3, {}, second)
    silent = row_of(merged)
    assert (silent["class"], silent["status"]) == ("done_on_time", "Hoàn thành")
    assert (silent["reported"], silent["expected"]) == (0, 1)
    told = merged.provenance.set_index("column").loc["status"]
    assert (told["file"], told["sheet"], told["agency"]) == ("report.xlsx", "Nguồn số liệu", "SYT")
    sheet = openpyxl.load_workbook(third)["Nhiệm vụ"]
    assert any("Đã hoàn thành kỳ trước (Quý II/2021)." in str(c.value) for r in sheet for c in r)
    merged, _ = reported(plan, tmp_path, Q4, {}, third)
    assert row_of(merged)["class"] == "done_on_time"
    assert merged.changes.empty


def test_a_member_of_a_group_that_was_done_stays_done(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, task("NV1", "UBND các huyện, thành phố", due="31/12/2021"))
    told: dict[str, Filled] = {"UBA": {(TASK, "NV1"): DONE}, "UBB": {(TASK, "NV1"): GOING}}
    _, second = reported(plan, tmp_path, Q2, told)
    merged, _ = reported(plan, tmp_path, Q3, {"UBB": {(TASK, "NV1"): DONE}}, second)
    row = row_of(merged)
    assert (row["class"], row["reported"], row["expected"]) == ("done_on_time", 1, 2)


def moves(report: Workbook) -> list[tuple[Any, ...]]:
    """Code and words of each row of `Thay đổi`."""
    return [row[::2] for row in report["Thay đổi"].iter_rows(5, max_col=3, values_only=True)]


def test_what_is_taken_back_is_open_again_and_said(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, task("NV1", "SYT", due="31/12/2021"))
    _, second = reported(plan, tmp_path, Q2, {"SYT": {(TASK, "NV1"): DONE}})
    folder = send(plan, tmp_path / "open", {"SYT": {(TASK, "NV1"): GOING}}, Q3)
    merged = plansheet.merge(plan, Q3, folder, END[Q3], second)
    assert row_of(merged)["class"] == "open_in_time"
    assert ("history-changed", "NV1") in codes(merged)
    first_page = openpyxl.load_workbook(plansheet.write_report(merged, tmp_path / "r.xlsx"))
    assert moves(first_page) == [("NV1", "nhiệm vụ trở lại chưa hoàn thành")]


@pytest.mark.parametrize(
    ("due", "done_in", "then", "locked"),
    [
        ("Hằng năm", Q4, "2022-Q1", False),
        ("Hằng năm", Q2, Q3, True),
        ("Hằng quý", "2021-M04", "2021-M05", True),
        ("Hằng quý", "2021-M05", "2021-M07", False),
        ("Tháng 6 và tháng 12 hằng năm", "2021-M05", Q2, True),
        ("Tháng 6 và tháng 12 hằng năm", Q2, Q3, False),
        ("Thường xuyên", Q2, Q3, False),
        ("31/12/2022", Q4, "2022-Q1", True),
    ],
)
def test_each_turn_of_a_recurring_task_is_done_anew(
    due: str, done_in: str, then: str, locked: bool, tmp_path: Path
) -> None:
    plan = plan_of(tmp_path, task("NV1", "SYT", due=due))
    document = date(2021, 4, 20) if done_in == "2021-M04" else date(2021, 5, 20)
    done = {**DONE, "document_date": document}
    _, report = reported(plan, tmp_path, done_in, {"SYT": {(TASK, "NV1"): done}})
    row = issued(plan, tmp_path / "issued", then, report)
    assert row == (["Hoàn thành", True] if locked else [None, False])
    merged, _ = reported(plan, tmp_path, then, {}, report)
    assert (row_of(merged)["class"] == "not_reported") is not locked


def test_last_years_document_does_not_make_this_year_done(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, task("NV1", "SYT", due="Hằng năm"))
    merged, _ = reported(plan, tmp_path, "2022-Q1", {"SYT": {(TASK, "NV1"): DONE}})
    assert row_of(merged)["class"] == "open_in_time"
    (told,) = [p for p in merged.all_problems if p.code == "other-turn"]
    assert (told.sheet, told.cell, told.severity) == ("Nhiệm vụ", "L6", "warning")


def test_a_decision_is_what_later_periods_start_from(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, task("NV1", "SYT; STC", due="31/12/2021"))
    told: dict[str, Filled] = {"SYT": {(TASK, "NV1"): DONE}, "STC": {(TASK, "NV1"): GOING}}
    _, first = reported(plan, tmp_path, Q2, told)
    decide(first, {1: {"Quyết định": "Đang thực hiện", "Lý do": "Chưa trình"}})
    merged, decided = reported(plan, tmp_path, Q2, told, decisions=first)
    row = row_of(merged)
    assert (row["status"], row["class"]) == ("Đang thực hiện", "open_in_time")
    assert (row["progress"], row["document_no"], row["document_date"]) == (40, None, None)
    assert issued(plan, tmp_path / "issued", Q3, decided) == [None, False]
    merged, _ = reported(plan, tmp_path, Q3, {}, decided)
    assert row_of(merged)["class"] == "not_reported"


def test_a_status_that_was_overruled_takes_its_document_with_it(tmp_path: Path) -> None:
    """Nobody reported what was decided: nothing of the overruled report speaks for it."""
    plan = plan_of(tmp_path, task("NV1", "SYT", due="31/12/2021"))
    told: dict[str, Filled] = {"SYT": {(TASK, "NV1"): {**DONE, "result": "Đã trình"}}}
    _, first = reported(plan, tmp_path, Q2, told)
    typed = {"Mã": "NV1", "Cột": "Tình trạng", "Mã cơ quan": "SYT", "Giá trị": "Đang thực hiện"}
    decide(first, {1: {**typed, "Lý do": "Điện thoại"}})
    merged, _ = reported(plan, tmp_path, Q2, told, decisions=first)
    row = row_of(merged)
    assert (row["status"], row["result"]) == ("Đang thực hiện", "Đã trình")
    assert (row["progress"], row["document_no"], row["document_date"]) == (None, None, None)


def test_what_nobody_decided_is_not_carried_on_as_done(tmp_path: Path) -> None:
    """Until it is decided the least advanced counts, in the periods that follow too."""
    plan = plan_of(tmp_path, task("NV1", "SYT; STC", due="30/6/2021"))
    told: dict[str, Filled] = {"SYT": {(TASK, "NV1"): DONE}, "STC": {(TASK, "NV1"): GOING}}
    _, first = reported(plan, tmp_path, Q2, told)
    assert issued(plan, tmp_path / "issued", Q3, first) == [None, False]
    merged, _ = reported(plan, tmp_path, Q3, {}, first)
    assert row_of(merged)["class"] == "not_reported"


def test_an_earlier_turns_document_locks_no_later_template(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, task("NV1", "SYT", due="Hằng năm"))
    told: dict[str, Filled] = {
        "SYT": {(TASK, "NV1"): {**DONE, "document_date": date(2020, 11, 22)}}
    }
    merged, first = reported(plan, tmp_path, Q2, told)
    assert row_of(merged)["class"] == "open_in_time"
    assert issued(plan, tmp_path / "issued", Q3, first) == [None, False]


def test_a_code_that_is_used_again_starts_blank(tmp_path: Path) -> None:
    old = plan_of(tmp_path, {**task("NV1", "SYT"), "task_name": "Xây dựng đề án A"}, name="old")
    new = plan_of(tmp_path, {**task("NV1", "SYT"), "task_name": "Xây dựng đề án B"}, name="new")
    _, report = reported(old, tmp_path, Q2, {"SYT": {(TASK, "NV1"): DONE}})
    assert issued(new, tmp_path / "issued", Q3, report) == [None, False]
    merged, _ = reported(new, tmp_path, Q3, {}, report)
    assert row_of(merged)["class"] == "not_reported"
    (told,) = [p for p in merged.all_problems if p.code == "code-reused"]
    assert (told.file, told.sheet, told.row_code) == ("report.xlsx", "Nhiệm vụ", "NV1")
    assert told.value == "Xây dựng đề án A"


def test_a_new_due_date_does_not_make_a_done_task_newly_done(tmp_path: Path) -> None:
    late = {**DONE, "document_date": date(2021, 6, 15)}
    old = plan_of(tmp_path, task("NV1", "SYT", due="31/5/2021"), name="old")
    new = plan_of(tmp_path, task("NV1", "SYT", due="30/6/2021"), name="new")
    first, report = reported(old, tmp_path, Q2, {"SYT": {(TASK, "NV1"): late}})
    assert row_of(first)["class"] == "done_late"
    merged, page = reported(new, tmp_path, Q3, {}, report)
    assert row_of(merged)["class"] == "done_on_time"
    assert moves(openpyxl.load_workbook(page)) == [("NV1", "nhiệm vụ đổi xếp loại")]


def test_what_named_leads_say_differently_is_shown_of_each(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, task("NV1", "SYT; STC", due="31/12/2021"))
    told: dict[str, Filled] = {
        "SYT": {(TASK, "NV1"): status("Đang thực hiện", progress=Decimal(90), document_no="1/BC")},
        "STC": {(TASK, "NV1"): status("Đang thực hiện", progress=Decimal(10), document_no="2/BC")},
    }
    merged, _ = reported(plan, tmp_path, Q2, told)
    row = row_of(merged)
    assert row["note"] == "Tiến độ (%): Sở Y tế 90; Sở Tài chính 10"
    assert row["document_no"] == "Sở Y tế: 1/BC\nSở Tài chính: 2/BC"
    assert row["progress"] == 10


def test_a_silent_co_lead_is_not_credited(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, task("NV1", "SYT; STC", due="31/12/2021"))
    merged, page = reported(plan, tmp_path, Q2, {"SYT": {(TASK, "NV1"): DONE}})
    (outcome,) = merged.task_outcomes
    assert outcome.task_class == "done_on_time"
    assert outcome.by_agency == {"SYT": "done_on_time", "STC": "not_reported"}
    sheet = openpyxl.load_workbook(page)["Theo cơ quan"]
    counts = {str(r[1].value): [c.value for c in r[3:9]] for r in sheet.iter_rows()}
    assert counts["Sở Y tế"] == [1, None, None, None, None, None]
    assert counts["Sở Tài chính"] == [None, None, None, None, None, 1]


def test_what_was_done_before_may_be_overruled(tmp_path: Path) -> None:
    """Its lead is silent, and what it said in an earlier period is no word of this one."""
    plan = plan_of(tmp_path, task("NV1", "SYT", due="31/12/2021"))
    _, first = reported(plan, tmp_path, Q2, {"SYT": {(TASK, "NV1"): DONE}})
    _, second = reported(plan, tmp_path, Q3, {}, first)
    typed = {"Mã": "NV1", "Cột": "Tình trạng", "Mã cơ quan": "SYT", "Giá trị": "Đang thực hiện"}
    decide(second, {1: {**typed, "Lý do": "Điện thoại"}})
    merged, third = reported(plan, tmp_path, Q3, {}, first, decisions=second)
    row = row_of(merged)
    assert (row["status"], row["class"]) == ("Đang thực hiện", "open_in_time")
    assert not [p for p in merged.all_problems if p.code == "decision-outdated"]
    assert issued(plan, tmp_path / "issued", Q4, third) == [None, False]


def test_what_one_named_lead_had_done_the_other_is_not_asked_again(tmp_path: Path) -> None:
    plan = plan_of(tmp_path, task("NV1", "STC; SYT", due="31/12/2021"))
    _, first = reported(plan, tmp_path, Q2, {"STC": {(TASK, "NV1"): DONE}})
    assert issued(plan, tmp_path / "issued", Q3, first) == ["Hoàn thành", True]
    silent, second = reported(plan, tmp_path, Q3, {}, first)
    assert silent.task_outcomes[0].by_agency == {"STC": "done_on_time", "SYT": "not_reported"}
    send(plan, tmp_path / Q4 / "in", {"SYT": {(TASK, "NV1"): GOING}}, Q4)
    back, _ = reported(plan, tmp_path, Q4, {}, second)
    assert row_of(back)["class"] == "open_overdue"
    assert ("history-changed", "NV1") in codes(back)


def test_done_without_a_date_is_judged_by_the_day_of_the_report_that_had_it_first(
    tmp_path: Path,
) -> None:
    plan = plan_of(tmp_path, task("NV1", "SYT", due="31/7/2021"), task("NV2", "SYT"))
    done = {key: value for key, value in DONE.items() if key != "document_date"}
    first, second = reported(plan, tmp_path, Q2, {"SYT": {(TASK, "NV1"): done}})
    assert row_of(first)["class"] == "done_on_time"
    for period in (Q3, Q4):
        assert issued(plan, tmp_path / f"{period} issued", period, second) == ["Hoàn thành", True]
        merged, second = reported(plan, tmp_path, period, {}, second)
        row = row_of(merged)
        assert (row["class"], row["document_date"]) == ("done_on_time", None)
    first_of_next_year = "2022-Q1"
    other = {"SYT": {(TASK, "NV2"): GOING}}
    merged, third = reported(plan, tmp_path, first_of_next_year, other, second)
    assert row_of(merged)["class"] == "done_on_time"
    assert dict(merged.task_reports[["task_code", "class"]].values)["NV1"] == "done_on_time"
    merged, _ = reported(plan, tmp_path, "2022-Q2", {}, third)
    assert row_of(merged)["class"] == "done_on_time"


@pytest.mark.parametrize(("early", "other"), [("SYT", "STC"), ("STC", "SYT")])
def test_what_a_co_lead_did_in_an_earlier_turn_says_less_than_what_the_other_says(
    early: str, other: str, tmp_path: Path
) -> None:
    plan = plan_of(tmp_path, task("NV1", "SYT; STC", due="Hằng năm"))
    told: dict[str, Filled] = {
        early: {(TASK, "NV1"): {**DONE, "document_date": date(2020, 12, 1)}},
        other: {(TASK, "NV1"): status("Đang thực hiện")},
    }
    merged, _ = reported(plan, tmp_path, Q2, told)
    row = row_of(merged)
    assert (row["status"], row["document_date"]) == ("Đang thực hiện", None)
    assert row["class"] == "open_in_time"
