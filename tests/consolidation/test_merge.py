"""Consolidation: classes, leads, several returns, aggregation, provenance, determinism."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random

import pandas as pd
import pytest

from plansheet import Plan
from plansheet.consolidation import Consolidation
from plansheet.language.wording import say
from plansheet.plan.workbook.tables import PlanRow
from plansheet.report.counts import classes_by_agency, overdue_tasks, owing
from plansheet.report.overview_parts import panels_of
from plansheet.workbooks.writing.cells import Link
from support.damages import FIGURES, TASKS, fill_clean
from support.filling import (
    AS_OF,
    STC,
    STP,
    SYT,
    UBA,
    UBB,
    Copy,
    allocation,
    asked,
    everything,
    indicator,
    make_plan,
    merge_copies,
    plan_tables,
    task,
)

EARLY, LATER, LAST = datetime(2021, 6, 1), datetime(2021, 6, 10), datetime(2021, 6, 14)


def found(merged: Consolidation, *codes: str) -> set[tuple[str, str, str, str, str]]:
    """Code, file, sheet, cell and row of the problems of some codes."""
    return {
        (p.code, p.file, p.sheet, p.cell, p.row_code)
        for p in merged.all_problems
        if p.code in codes
    }


def fill(copy: Copy, code: str, status: str, day: date | None = None, **more: object) -> Copy:
    number = "5/QĐ" if status == "Hoàn thành" else None
    copy.fill(TASKS, code, status=status, document_date=day, document_no=number, **more)
    return copy


def again(copy: Copy, name: str, saved: datetime) -> Copy:
    """The same workbook, sent again."""
    other = deepcopy(copy)
    other.name, other.modified = name, saved
    return other


# Tasks.

BEFORE, DUE, AFTER = date(2021, 6, 1), date(2021, 6, 30), date(2021, 7, 15)
CLASSES = [
    # due, status, day of the document, day of the consolidation → class
    ("30/6/2021", "Hoàn thành", BEFORE, AFTER, "done_on_time"),
    ("30/6/2021", "Hoàn thành", DUE, AFTER, "done_on_time"),
    ("30/6/2021", "Hoàn thành", date(2021, 7, 1), AFTER, "done_late"),
    ("30/6/2021", "Hoàn thành", None, BEFORE, "done_on_time"),
    ("30/6/2021", "Hoàn thành", None, AFTER, "done_late"),
    ("30/6/2021", "Hoàn thành", date(2021, 8, 1), AFTER, "done_late"),
    ("30/6/2021", "Hoàn thành", date(2021, 8, 1), BEFORE, "done_on_time"),
    ("30/6/2021", "Đang thực hiện", None, DUE, "open_in_time"),
    ("30/6/2021", "Đang thực hiện", None, date(2021, 7, 1), "open_overdue"),
    ("30/6/2021", "Chưa triển khai", None, AFTER, "open_overdue"),
    ("30/6/2021", "Tạm dừng", None, AFTER, "open_overdue"),
    ("30/6/2021", "Tạm dừng", None, BEFORE, "open_in_time"),
    ("30/6/2021", None, None, AFTER, "not_reported"),
    ("30/6/2021", "không rõ", None, AFTER, "not_reported"),
    ("", "Đang thực hiện", None, AFTER, "no_due_date"),
    ("", "Tạm dừng", None, AFTER, "no_due_date"),
    ("", "Hoàn thành", BEFORE, AFTER, "done_on_time"),
    ("Thường xuyên", "Đang thực hiện", None, AFTER, "no_due_date"),
    ("Hàng năm", "Đang thực hiện", None, date(2021, 12, 31), "open_in_time"),
    ("Hàng năm", "Đang thực hiện", None, date(2022, 1, 1), "open_overdue"),
    ("Quý II/2021", "Đang thực hiện", None, date(2021, 7, 1), "open_overdue"),
    ("Năm 2022", "Đang thực hiện", None, AFTER, "open_in_time"),
]


@pytest.mark.parametrize(("due", "status", "day", "as_of", "wanted"), CLASSES)
def test_the_class_of_a_task(
    due: str, status: str | None, day: date | None, as_of: date, wanted: str, tmp_path: Path
) -> None:
    plan = make_plan(tmp_path, plan_tables([task("NV1", "SYT", due)]))
    copy = asked(plan)[SYT]
    copy.fill(TASKS, "NV1", status=status, document_date=day, document_no="5/QĐ")
    merged = merge_copies(plan, [copy], as_of)
    assert merged.classes == {name: int(name == wanted) for name in merged.classes}
    assert list(merged.tasks["class"]) == [wanted]


def test_a_task_without_lead_or_return_is_not_reported(tmp_path: Path) -> None:
    plan = make_plan(tmp_path, plan_tables([task("NV1", ""), task("NV2", "SYT")]))
    merged = merge_copies(plan, [])
    assert merged.tasks[["class", "reported", "expected"]].values.tolist() == [
        ["not_reported", 0, 0],
        ["not_reported", 0, 1],
    ]


def test_yearly_tasks_are_due_at_the_end_of_the_year_reported_on(tmp_path: Path) -> None:
    plan = make_plan(tmp_path, plan_tables([task("NV1", "SYT", "Hàng năm")]))
    days = [merge_copies(plan, [], period=p).tasks["due_date"][0] for p in ("2021-Q2", "2022-Q1")]
    assert days == [date(2021, 12, 31), date(2022, 12, 31)]


def leads_plan(folder: Path) -> Plan:
    return make_plan(
        folder,
        plan_tables(
            [
                task("NV1", "SYT; STC", "30/6/2021"),
                task("NV2", "UBND các huyện, thành phố", "30/6/2021"),
                task("NV3", "SYT; UBND các huyện, thành phố", "30/6/2021"),
            ]
        ),
    )


def test_named_leads_share_one_outcome_and_may_contradict(tmp_path: Path) -> None:
    plan = leads_plan(tmp_path)
    copies = asked(plan)
    fill(copies[SYT], "NV1", "Hoàn thành", BEFORE)
    fill(copies[STC], "NV1", "Đang thực hiện", progress=40)
    merged = merge_copies(plan, [copies[SYT], copies[STC]])
    row = merged.tasks.iloc[0]
    assert (row["status"], row["class"], row["reported"], row["expected"]) == (
        "Đang thực hiện",
        "open_in_time",
        2,
        2,
    )
    assert (row["progress"], row["document_date"]) == (Decimal(40), None)
    assert found(merged, "lead-conflict") == {
        ("lead-conflict", f"{code}.xlsx", "Nhiệm vụ", "H2", "NV1") for code in (SYT, STC)
    }


@pytest.mark.parametrize(
    ("first", "second", "counts"),
    [
        ("Hoàn thành", "Đang thực hiện", "Đang thực hiện"),
        ("Đang thực hiện", "Tạm dừng", "Tạm dừng"),
        ("Tạm dừng", "Chưa triển khai", "Chưa triển khai"),
    ],
)
def test_the_least_advanced_lead_counts(
    first: str, second: str, counts: str, tmp_path: Path
) -> None:
    plan = leads_plan(tmp_path)
    for one, other in ((first, second), (second, first)):
        copies = asked(plan)
        fill(copies[SYT], "NV1", one, BEFORE if one == "Hoàn thành" else None)
        fill(copies[STC], "NV1", other, BEFORE if other == "Hoàn thành" else None)
        merged = merge_copies(plan, [copies[SYT], copies[STC]])
        assert merged.tasks["status"][0] == counts


def test_leads_that_agree_do_not_contradict(tmp_path: Path) -> None:
    plan = leads_plan(tmp_path)
    copies = asked(plan)
    fill(copies[SYT], "NV1", "Hoàn thành", BEFORE, result="Đã trình")
    fill(copies[STC], "NV1", "Hoàn thành", BEFORE, result="Đã góp ý", progress=100)
    merged = merge_copies(plan, [copies[SYT], copies[STC]])
    assert found(merged, "lead-conflict") == set()
    assert merged.tasks["result"][0] == "Sở Y tế: Đã trình\nSở Tài chính: Đã góp ý"


def test_leads_done_in_time_and_late_contradict(tmp_path: Path) -> None:
    plan = leads_plan(tmp_path)
    copies = asked(plan)
    fill(copies[SYT], "NV1", "Hoàn thành", BEFORE)
    fill(copies[STC], "NV1", "Hoàn thành", AFTER)
    merged = merge_copies(plan, [copies[SYT], copies[STC]], as_of=date(2021, 8, 1))
    assert len(found(merged, "lead-conflict")) == 2
    assert merged.tasks["class"][0] == "done_late"


def test_the_members_of_a_group_are_counted(tmp_path: Path) -> None:
    plan = leads_plan(tmp_path)
    copies = asked(plan)
    fill(copies[UBA], "NV2", "Hoàn thành", BEFORE)
    one = merge_copies(plan, [copies[UBA]])
    assert one.tasks.iloc[1][["class", "reported", "expected"]].tolist() == ["open_in_time", 1, 2]
    assert one.tasks.iloc[1][["status", "document_date"]].tolist() == ["Đang thực hiện", None]
    (outcome,) = [o for o in one.task_outcomes if o.code == "NV2"]
    assert outcome.by_agency == {UBA: "done_on_time", UBB: "not_reported"}
    assert dict(classes_by_agency(one)) == {
        SYT: {"not_reported": 2},
        STC: {"not_reported": 1},
        UBA: {"done_on_time": 1, "not_reported": 1},
        UBB: {"not_reported": 2},
    }
    late = merge_copies(plan, [copies[UBA]], as_of=date(2022, 1, 1))
    assert [(one.code, owing(one)) for one in overdue_tasks(late)] == [("NV2", [UBB])]
    fill(copies[UBB], "NV2", "Chưa triển khai")
    both = merge_copies(plan, [copies[UBA], copies[UBB]])
    assert both.tasks.iloc[1][["class", "reported", "expected"]].tolist() == ["open_in_time", 2, 2]
    assert found(both, "lead-conflict") == set()


def test_a_lead_and_a_group_do_not_contradict_each_other(tmp_path: Path) -> None:
    plan = leads_plan(tmp_path)
    copies = asked(plan)
    fill(copies[SYT], "NV3", "Hoàn thành", BEFORE)
    fill(copies[UBA], "NV3", "Đang thực hiện")
    merged = merge_copies(plan, [copies[SYT], copies[UBA]])
    assert found(merged, "lead-conflict") == set()
    assert merged.tasks.iloc[2][["class", "reported", "expected"]].tolist() == [
        "open_in_time",
        2,
        3,
    ]


def test_a_report_of_a_task_that_went_to_somebody_else_is_kept(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    old = make_plan(tmp_path / "old", plan_tables([task("NV1", "SYT"), task("NV2", "SYT")]))
    plan = make_plan(tmp_path, plan_tables([task("NV1", "STC"), task("NV2", "SYT")]))
    copy = asked(old)[SYT]
    fill(copy, "NV1", "Đang thực hiện", result="Đã làm")
    fill(copy, "NV2", "Đang thực hiện")
    merged = merge_copies(plan, [copy])
    assert list(merged.tasks["class"]) == ["not_reported", "open_in_time"]
    assert list(merged.task_reports["result"]) == ["Đã làm", None]
    assert len(found(merged, "stale-template")) == 1


def test_a_report_of_what_the_plan_has_no_more_is_kept(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    old = make_plan(
        tmp_path / "old",
        plan_tables([task("NV1", "SYT"), task("NV2", "SYT")], [indicator("CT1", "SYT")]),
    )
    plan = make_plan(tmp_path, plan_tables([task("NV2", "SYT")]))
    copy = asked(old)[SYT]
    fill(copy, "NV1", "Đang thực hiện", result="Đã làm")
    fill(copy, "NV2", "Đang thực hiện")
    copy.fill(FIGURES, "CT1", cumulative=5)
    merged = merge_copies(plan, [copy])
    assert merged.task_reports["task_code"].tolist() == ["NV2", "NV1"]
    assert merged.indicator_reports["cumulative"].tolist() == [Decimal(5)]
    assert merged.tasks["class"].tolist() == ["open_in_time"]
    assert [p.row_code for p in merged.all_problems if p.severity == "error"] == []


# Several returns of one agency.


@pytest.fixture(scope="module")
def template(plan: Plan) -> Copy:
    copy = asked(plan)[SYT]
    copy.modified = EARLY
    return copy


@pytest.fixture
def filled(template: Copy) -> Copy:
    copy = deepcopy(template)
    fill_clean(copy, Random(1))
    return copy


def values(merged: Consolidation) -> dict[tuple[str, str, str], object]:
    """What stands, whoever's file it came from."""
    table = merged.provenance
    names = ("agency", "code", "column")
    return {tuple(row[n] for n in names): row["value"] for _, row in table.iterrows()}


def own_problems(merged: Consolidation) -> list[tuple[str, str, str, str]]:
    """Problems of the returns themselves."""
    told = {"missing-return", "late-return", "no-deadline"}
    return sorted(
        (p.code, p.row_code, p.column, p.value) for p in merged.all_problems if p.code not in told
    )


def test_the_latest_row_with_any_input_stands(plan: Plan, template: Copy) -> None:
    first, second, third = (
        again(template, f"{n}.xlsx", day) for n, day in ((3, EARLY), (2, LATER), (1, LAST))
    )
    fill(first, "NV01", "Đang thực hiện", progress=20, result="Một")
    fill(first, "NV02", "Đang thực hiện", progress=50)
    fill(second, "NV01", "Tạm dừng", result="Hai")
    fill(third, "NV03", "Chưa triển khai")
    merged = merge_copies(plan, [third, first, second])
    stands = {(k[1], k[2]): v for k, v in values(merged).items()}
    assert stands == {
        ("NV01", "status"): "Tạm dừng",
        ("NV01", "result"): "Hai",
        ("NV02", "status"): "Đang thực hiện",
        ("NV02", "progress"): Decimal(50),
        ("NV03", "status"): "Chưa triển khai",
    }
    assert found(merged, "duplicate-return") == {
        ("duplicate-return", "3.xlsx", "Nhiệm vụ", cell, "NV01") for cell in ("H2", "I2", "J2")
    }


def test_a_file_that_may_be_anothers_does_not_replace_the_agencys_own(
    plan: Plan, template: Copy
) -> None:
    own, doubted = again(template, "1.xlsx", EARLY), again(template, "STC_2021-Q2.xlsx", LATER)
    fill(own, "NV01", "Đang thực hiện", progress=20)
    fill(doubted, "NV01", "Đang thực hiện", progress=90)
    fill(doubted, "NV02", "Tạm dừng")
    merged = merge_copies(plan, [own, doubted])
    assert {(k[1], k[2]): v for k, v in values(merged).items()} == {
        ("NV01", "status"): "Đang thực hiện",
        ("NV01", "progress"): Decimal(20),
    }
    file = "STC_2021-Q2.xlsx"
    assert found(merged, "sender-contradicted", "sender-unsure", "duplicate-return") == {
        ("sender-contradicted", file, "", "", ""),
        ("sender-unsure", file, "Nhiệm vụ", "I2", "NV01"),
        ("sender-unsure", file, "Nhiệm vụ", "H3", "NV02"),
    }
    listed = {(c.code, c.column, c.kind.value, len(c.candidates)) for c in merged.conflicts}
    assert listed == {
        ("NV01", "progress", "sender-unsure", 2),
        ("NV02", "status", "sender-unsure", 1),
    }
    alone = merge_copies(plan, [doubted])
    assert values(alone)[SYT, "NV01", "progress"] == Decimal(90)


def test_a_later_row_stands_even_if_it_cannot_be_used(plan: Plan, template: Copy) -> None:
    for unusable in ("không rõ", "#REF!", 17):
        first, second = again(template, "1.xlsx", EARLY), again(template, "2.xlsx", LATER)
        fill(first, "NV01", "Đang thực hiện")
        second.fill(TASKS, "NV01", status=unusable)
        merged = merge_copies(plan, [first, second])
        assert merged.tasks["class"][0] == "not_reported"
        assert len(found(merged, "duplicate-return")) == 1


def test_the_same_file_twice_changes_nothing(plan: Plan, filled: Copy) -> None:
    once = merge_copies(plan, [filled])
    twice = merge_copies(plan, [filled, again(filled, "2.xlsx", LATER)])
    assert values(twice) == values(once)
    assert own_problems(twice) == own_problems(once) == []
    assert once.summary()["received"] == twice.summary()["received"]


def test_rows_missing_from_every_file_are_missing(plan: Plan, filled: Copy) -> None:
    first, second = again(filled, "1.xlsx", EARLY), again(filled, "2.xlsx", LATER)
    for copy, codes in ((first, ("NV01", "NV02")), (second, ("NV02", "NV03"))):
        grid = copy.grid(TASKS)
        for code in codes:
            del grid.cells[grid.index(code)]
    merged = merge_copies(plan, [first, second])
    assert found(merged, "row-missing") == {("row-missing", "2.xlsx", "Nhiệm vụ", "", "NV02")}


def test_a_row_blank_in_the_one_file_that_has_it_is_still_to_be_filled_in(
    plan: Plan, filled: Copy
) -> None:
    first, second = again(filled, "1.xlsx", EARLY), again(filled, "2.xlsx", LATER)
    first.fill(TASKS, "NV01", **dict.fromkeys(("status", "progress", "result"), None))
    first.fill(TASKS, "NV01", document_no=None, document_date=None)
    grid = second.grid(TASKS)
    del grid.cells[grid.index("NV01")]
    merged = merge_copies(plan, [first, second])
    assert [p[:2] for p in own_problems(merged)] == [("missing-required", "NV01")]


def test_what_nobody_filled_in_is_said_once(plan: Plan, filled: Copy) -> None:
    filled.fill(TASKS, "NV01", **dict.fromkeys(("status", "progress", "result"), None))
    filled.fill(TASKS, "NV01", document_no=None, document_date=None)
    merged = merge_copies(plan, [filled, again(filled, "2.xlsx", LATER)])
    assert found(merged, "missing-required") == {
        ("missing-required", "2.xlsx", "Nhiệm vụ", "H2", "NV01")
    }


def test_a_sheet_that_another_file_has_is_not_missing(plan: Plan, filled: Copy) -> None:
    first, second = again(filled, "1.xlsx", EARLY), again(filled, "2.xlsx", LATER)
    first.grids.remove(first.grid(FIGURES))
    second.grids.remove(second.grid(TASKS))
    merged = merge_copies(plan, [first, second])
    assert values(merged) == values(merge_copies(plan, [filled]))
    assert own_problems(merged) == []
    second.grids.remove(second.grid(FIGURES))
    merged = merge_copies(plan, [first, second])
    assert found(merged, "sheet-missing") == {("sheet-missing", "2.xlsx", "Chỉ tiêu", "", "")}


# Late, missing, refused.


def test_who_sent_what_and_when(plan: Plan, filled: Copy) -> None:
    copies = asked(plan)
    filled.name, filled.modified = "SYT.xlsx", datetime(2021, 6, 15, 23, 59)
    for code in copies[STP].grid(TASKS).codes:
        copies[STP].fill(TASKS, code, status="Đang thực hiện")
    late, early = again(copies[STP], "a.xlsx", datetime(2021, 6, 18)), copies[UBA]
    early.modified = None
    early.fill(FIGURES, "CT01", actual=5)
    wrong = again(copies[STC], "sai kỳ.xlsx", EARLY)
    wrong.restamp("period", "2021-Q1")
    merged = merge_copies(plan, [filled, late, early, wrong])
    table = merged.returns
    assert {tuple(row) for row in table[["agency", "file", "state"]].values.tolist()} == {
        ("SYT", "SYT.xlsx", "on_time"),
        ("STP", "a.xlsx", "late"),
        ("UBA", "UBA.xlsx", "on_time"),
        ("STC", "sai kỳ.xlsx", "refused"),
        ("STC", None, "missing"),
    }
    summary = merged.summary()
    assert (summary["expected"], summary["received"]) == (4, 3)
    assert (summary["on_time"], summary["late"], summary["missing"]) == (2, 1, ["STC"])
    assert found(merged, "late-return", "missing-return", "wrong-period") == {
        ("late-return", "a.xlsx", "", "", ""),
        ("missing-return", "", "", "", ""),
        ("wrong-period", "sai kỳ.xlsx", "", "", ""),
    }
    late_one = next(p for p in merged.all_problems if p.code == "late-return")
    assert "3 ngày" in late_one.message


def test_what_nobody_filled_in_is_not_received(plan: Plan, filled: Copy) -> None:
    copies = asked(plan)
    filled.name, filled.modified = "SYT.xlsx", LATER
    empty = again(asked(plan)[SYT], "SYT trống.xlsx", LAST)
    for code in copies[STC].grid("coordination_report").codes:
        copies[STC].fill("coordination_report", code, stt=7)
    merged = merge_copies(plan, [filled, empty, copies[STP], copies[UBA], copies[STC]])
    assert {tuple(row) for row in merged.returns[["agency", "file", "state"]].values.tolist()} == {
        ("SYT", "SYT.xlsx", "on_time"),
        ("SYT", "SYT trống.xlsx", "blank"),
        ("STP", "STP.xlsx", "blank"),
        ("STC", "STC.xlsx", "blank"),
        ("UBA", "UBA.xlsx", "blank"),
    }
    summary = merged.summary()
    assert (summary["expected"], summary["received"], summary["late"]) == (4, 1, 0)
    assert summary["missing"] == summary["blank"] == ["STC", "STP", "UBA"]
    codes = ("blank-return", "missing-return", "missing-required", "duplicate-return")
    files = ("SYT trống.xlsx", "STP.xlsx", "UBA.xlsx", "STC.xlsx")
    assert found(merged, *codes) == {("blank-return", file, "", "", "") for file in files}
    cells = [entry for panel in panels_of(merged) for row in panel.rows for entry in row]
    told = {
        (say(entry.value.text, "vi"), say(entry.behind, "vi"))
        for entry in cells
        if isinstance(entry.value, Link)
    }
    assert ("UBND huyện An Bình", " (Biểu mẫu còn trống)") in told


@pytest.mark.parametrize(
    "typed",
    [
        {"actual": 0},
        {"actual": "khoảng năm"},
        {"explanation": "không phát sinh"},
    ],
)
def test_whatever_is_typed_is_input(typed: dict[str, object], plan: Plan) -> None:
    copy = asked(plan)[UBA]
    copy.fill(FIGURES, "CT01", **typed)
    assert merge_copies(plan, [copy]).received == [UBA]


def test_what_is_typed_where_it_is_not_read_is_no_blank_return(plan: Plan) -> None:
    copy = asked(plan)[UBA]
    grid = copy.grid(FIGURES)
    row = grid.insert_row(len(grid.cells))
    row[grid.column("indicator_code")].value = "CT99"
    row[grid.column("actual")].value = 12
    merged = merge_copies(plan, [copy])
    assert (merged.received, found(merged, "blank-return")) == ([UBA], set())


@pytest.mark.parametrize(
    ("title", "name", "cell"),
    [
        ("BÁO CÁO TÌNH HÌNH THỰC HIỆN – QUÝ I/2021", "x", "B1"),
        ("BÁO CÁO QUÝ I", "x", "B1"),
        ("Báo cáo 6 tháng đầu năm 2021", "SYT_2021-Q2", "B1"),
        ("Báo cáo tháng 3 năm 2021", "x", "B1"),
        ("Báo cáo", "SYT_2021-Q1", ""),
        ("Báo cáo quý II và 6 tháng đầu năm 2021", "x", None),
        ("Báo cáo Quý II năm 2021", "SYT_2021-Q1", None),
        ("Bình Minh, ngày 15 tháng 3 năm 2021", "x", None),
        ("Thực hiện Kế hoạch số 01 quý I/2021, năm 2021", "x", None),
        ("Kế hoạch năm 2021, so với quý I/2021", "x", None),
        ("Báo cáo", "SYT_2021-Q2", None),
    ],
)
def test_a_file_without_stamp_that_names_another_period_is_refused(
    title: str, name: str, cell: str | None, plan: Plan, filled: Copy
) -> None:
    filled.grids = [grid for grid in filled.grids if grid.form == FIGURES]
    filled.grid(FIGURES).insert_row(0, {0: "SỞ Y TẾ", 1: title})
    filled.name = f"{name}.xlsx"
    merged = merge_copies(plan, [filled])
    sheet = "Chỉ tiêu" if cell else ""
    wanted = set() if cell is None else {("wrong-period", filled.name, sheet, cell, "")}
    assert found(merged, "wrong-period") == wanted
    assert (SYT in merged.missing) == (cell is not None)


def test_a_period_that_the_calendar_does_not_have(plan: Plan) -> None:
    copies = asked(plan, "2021-M06")
    copies[UBA].modified = datetime(2025, 1, 1)
    copies[UBA].fill(FIGURES, "CT01", actual=5)
    merged = merge_copies(plan, [copies[UBA]], period="2021-M06")
    assert merged.deadline is None
    assert (merged.on_time, merged.late) == ([UBA], [])
    assert [p.severity for p in merged.all_problems if p.code == "no-deadline"] == ["warning"]


def test_as_of_does_not_filter_returns(plan: Plan, filled: Copy) -> None:
    filled.modified = datetime(2021, 6, 30)
    merged = merge_copies(plan, [filled], as_of=date(2021, 6, 20))
    assert merged.summary()["received"] == 1
    assert not merged.provenance.empty


def test_an_agency_that_was_not_asked_may_report(plan: Plan) -> None:
    copy = asked(plan)[UBA]
    copy.restamp("agency", UBB)
    copy.fill(FIGURES, "CT01", actual=5)
    merged = merge_copies(plan, [copy])
    assert set(merged.expected) == {SYT, STC, STP, UBA, UBB}
    assert merged.summary()["received"] == 1


# Indicators.


def figures_plan(folder: Path, *rows: PlanRow) -> Plan:
    return make_plan(folder, plan_tables(indicators=rows))


def reported(plan: Plan, numbers: Mapping[str, Mapping[str, Sequence[object]]]) -> Consolidation:
    """By agency and row code: actual, cumulative, forecast."""
    copies = asked(plan)
    for who, rows in numbers.items():
        for code, row in rows.items():
            names = ("actual", "cumulative", "forecast")
            copies[who].fill(FIGURES, code, **dict(zip(names, row, strict=False)))
    return merge_copies(plan, [copies[who] for who in numbers])


def figures(merged: Consolidation, code: str, *names: str) -> list[object]:
    table = merged.indicators.set_index("indicator_code")
    return [table.loc[code][name] for name in names]


AGGREGATIONS = [
    # rule, unit, what UBA and UBB report (value, numerator, denominator, weight) → figure, n
    ("Cộng", "tỷ đồng", {UBA: {"": "13513,03"}, UBB: {"": "14806,05"}}, "28319.08", 2),
    ("Cộng", "tấn", {UBA: {"": 0.1}, UBB: {"": 0.2}}, "0.3", 2),
    ("Cộng", "tấn", {UBA: {"": 5}, UBB: {}}, "5", 1),
    ("Cộng", "tấn", {UBA: {"": -3}, UBB: {"": 3}}, "0", 2),
    ("Cộng", "tấn", {UBA: {}, UBB: {}}, None, 0),
    (
        "Tỷ lệ",
        "%",
        {UBA: {".tu": 1, ".mau": 4}, UBB: {".tu": 2, ".mau": 4}},
        "37.5",
        2,
    ),
    ("Tỷ lệ", "‰", {UBA: {".tu": 1, ".mau": 4}, UBB: {}}, "250", 1),
    ("Tỷ lệ", "lần", {UBA: {".tu": 1, ".mau": 4}, UBB: {".tu": 5}}, "0.25", 1),
    ("Tỷ lệ", "phần trăm", {UBA: {".tu": 1, ".mau": 4}, UBB: {}}, "25", 1),
    ("Tỷ lệ", "phần nghìn", {UBA: {".tu": 1, ".mau": 4}, UBB: {}}, "250", 1),
    ("Tỷ lệ", "giường/vạn dân", {UBA: {".tu": 12, ".mau": 4}, UBB: {}}, "3", 1),
    ("Tỷ lệ", "%", {UBA: {".tu": 1, ".mau": 0}, UBB: {}}, None, 1),
    ("Tỷ lệ", "%", {UBA: {".tu": 0, ".mau": 8}, UBB: {}}, "0", 1),
    (
        "Bình quân gia quyền",
        "triệu đồng",
        {UBA: {"": 10, ".qs": 1}, UBB: {"": 20, ".qs": 3}},
        "17.5",
        2,
    ),
    ("Bình quân gia quyền", "%", {UBA: {"": 10, ".qs": 1}, UBB: {"": 20}}, "10", 1),
    ("Bình quân gia quyền", "%", {UBA: {"": 10, ".qs": 0}, UBB: {}}, None, 1),
    ("Lớn nhất", "%", {UBA: {"": 1.5}, UBB: {"": -2}}, "1.5", 2),
    ("Nhỏ nhất", "%", {UBA: {"": 1.5}, UBB: {"": -2}}, "-2", 2),
    ("Nhỏ nhất", "%", {UBA: {"": 1.5}, UBB: {}}, "1.5", 1),
    ("Không tổng hợp", "xã", {UBA: {"": 1}, UBB: {"": 2}}, None, 2),
]


@pytest.mark.parametrize(("rule", "unit", "given", "wanted", "count"), AGGREGATIONS)
def test_aggregation(
    rule: str,
    unit: str,
    given: dict[str, dict[str, float]],
    wanted: str | None,
    count: int,
    tmp_path: Path,
) -> None:
    plan = figures_plan(tmp_path, indicator("CT1", "UBA; UBB", unit=unit, aggregation=rule))
    merged = reported(
        plan,
        {
            who: {f"CT1{suffix}": (None, value, None) for suffix, value in rows.items()}
            for who, rows in given.items()
        },
    )
    value, n, of = figures(merged, "CT1", "cumulative", "reported", "expected")
    assert (value, n, of) == (None if wanted is None else Decimal(wanted), count, 2)
    assert figures(merged, "CT1", "actual", "forecast") == [None, None]


def test_a_single_reporter(tmp_path: Path) -> None:
    plan = figures_plan(tmp_path, indicator("CT1", "SYT", unit="%", aggregation="Một đầu mối"))
    merged = reported(plan, {SYT: {"CT1": (1, "88,15", 90)}})
    assert figures(merged, "CT1", "actual", "cumulative", "forecast") == [
        Decimal(1),
        Decimal("88.15"),
        Decimal(90),
    ]


def test_a_zero_denominator_is_a_problem_at_its_cell(tmp_path: Path) -> None:
    row = indicator("CT1", "UBA; UBB", unit="%", aggregation="Tỷ lệ")
    plan = figures_plan(tmp_path, row)
    merged = reported(
        plan, {who: {"CT1.tu": (1, 1, 1), "CT1.mau": (0, 2, None)} for who in (UBA, UBB)}
    )
    assert found(merged, "zero-denominator") == {
        ("zero-denominator", f"{who}.xlsx", "Chỉ tiêu", "G4", "CT1") for who in (UBA, UBB)
    }
    assert figures(merged, "CT1", "actual", "cumulative", "forecast") == [None, Decimal(50), None]


@pytest.mark.parametrize(
    ("rule", "parts", "wanted", "cell"),
    [
        ("Bình quân gia quyền", {"CT1": (10, 90), "CT1.qs": (-1, 1)}, 90, "H3"),
        ("Tỷ lệ", {"CT1.tu": (1, 1), "CT1.mau": (-4, 2)}, 50, "H4"),
    ],
)
def test_nothing_is_divided_by_less_than_nothing(
    rule: str, parts: Mapping[str, tuple[int, int]], wanted: int, cell: str, tmp_path: Path
) -> None:
    plan = figures_plan(tmp_path, indicator("CT1", "UBA; UBB", unit="%", aggregation=rule))
    merged = reported(
        plan,
        {
            who: {code: (None, two[at]) for code, two in parts.items()}
            for at, who in enumerate((UBA, UBB))
        },
    )
    code = f"CT1{'.mau' if rule == 'Tỷ lệ' else '.qs'}"
    assert found(merged, "negative-weight") == {
        ("negative-weight", "UBA.xlsx", "Chỉ tiêu", cell, code)
    }
    assert figures(merged, "CT1", "cumulative", "reported") == [Decimal(wanted), 1]


@pytest.mark.parametrize("last", [0, -10])
def test_a_year_of_nothing_is_no_base(last: int, tmp_path: Path) -> None:
    plan = figures_plan(tmp_path, indicator("CT1", "UBA"))
    copy = asked(plan)[UBA]
    copy.fill(FIGURES, "CT1", cumulative=25, last_year=last)
    merged = merge_copies(plan, [copy])
    (result,) = merged.indicator_results
    assert (result.last_year, result.vs_last_year) == (Decimal(last), None)
    assert merged.indicator_reports["vs_last_year"].tolist() == [None]


def test_a_number_typed_over_the_formula_of_a_ratio_does_not_count(tmp_path: Path) -> None:
    row = indicator("CT1", "UBA", unit="%", aggregation="Tỷ lệ")
    merged = reported(
        figures_plan(tmp_path, row),
        {UBA: {"CT1": (99, 99, 99), "CT1.tu": (1, 1, 1), "CT1.mau": (2, 2, 2)}},
    )
    assert figures(merged, "CT1", "actual") == [Decimal(50)]


def test_the_row_of_a_ratio_is_recomputed_for_each_agency(tmp_path: Path) -> None:
    """Against what is allocated to it: UBA reaches 20 of the 10 that are its own."""
    row = indicator("CT1", "UBA; UBB", unit="%", aggregation="Tỷ lệ", target_2021="10")
    given = [allocation("CT1", agency, target_2021="10") for agency in (UBA, UBB)]
    plan = make_plan(tmp_path, plan_tables(indicators=[row], allocations=given))
    merged = reported(
        plan,
        {
            UBA: {"CT1.tu": (1, 1, 1), "CT1.mau": (2, 0, 5)},
            UBB: {"CT1": (99, None, None), "CT1.tu": (1, 1, None), "CT1.mau": (4, 8, None)},
        },
    )
    table = merged.indicator_reports
    assert list(zip(table["indicator_code"], table["agency"], strict=True)) == [
        (code, agency) for code in ("CT1", "CT1.tu", "CT1.mau") for agency in (UBA, UBB)
    ]
    own = table[table["indicator_code"] == "CT1"]
    columns = ["actual", "cumulative", "forecast", "vs_plan", "file", "row"]
    assert own[columns].to_numpy().tolist() == [
        [Decimal(50), None, Decimal(20), Decimal(200), f"{UBA}.xlsx", 2],
        [Decimal(25), Decimal("12.5"), None, None, f"{UBB}.xlsx", 2],
    ]
    assert "CT1" not in set(merged.provenance["code"])


def test_an_unusable_cell_is_blank_and_not_zero(tmp_path: Path) -> None:
    plan = figures_plan(tmp_path, indicator("CT1", "UBA; UBB"))
    merged = reported(plan, {UBA: {"CT1": ("?", "?", "?")}, UBB: {"CT1": (1, 2, 3)}})
    assert figures(merged, "CT1", "actual", "cumulative", "forecast") == [
        Decimal(n) for n in (1, 2, 3)
    ]
    assert figures(merged, "CT1", "reported", "expected") == [1, 2]


ATTAINMENTS = [
    # target, direction, forecast → attainment, per cent of plan
    ("50", "Tăng", 50, "met", "100"),
    ("50", "Tăng", 49, "not_met", "98"),
    ("50", "Tăng", 75, "met", "150"),
    ("50", "Giảm", 49, "met", "98"),
    ("50", "Giảm", 51, "not_met", "102"),
    ("50", "", 50, "met", "100"),
    ("50", "", 51, "unknown", "102"),
    ("50", "Ổn định", 51, "not_met", "102"),
    ("> 50", "Tăng", 51, "met", None),
    ("> 50", "Tăng", 50, "not_met", None),
    ("≤ 50", "Giảm", 50, "met", None),
    ("40-50", "Tăng", 45, "met", None),
    ("40-50", "Tăng", 39, "not_met", None),
    ("khoảng 50", "", 49, "unknown", None),
    ("giữ vững", "", 49, "unknown", None),
    ("tăng 5%", "", 49, "unknown", None),
    ("100% xã", "", 100, "unknown", None),
    ("", "", 49, "unknown", None),
    ("50", "Tăng", None, "unknown", None),
    ("0", "Giảm", 0, "met", None),
]


@pytest.mark.parametrize(("target", "direction", "forecast", "attainment", "vs_plan"), ATTAINMENTS)
def test_attainment(
    target: str,
    direction: str,
    forecast: float | str | None,
    attainment: str,
    vs_plan: str | None,
    tmp_path: Path,
) -> None:
    row = indicator("CT1", "UBA", target_2021=target, direction=direction)
    merged = reported(figures_plan(tmp_path, row), {UBA: {"CT1": (999, 999, forecast)}})
    assert figures(merged, "CT1", "attainment", "vs_plan") == [
        attainment,
        None if vs_plan is None else Decimal(vs_plan),
    ]


@pytest.mark.parametrize(
    ("period", "figures_told", "attainment", "vs_plan"),
    [
        ("2021-9M", {"actual": 250, "cumulative": 750, "forecast": 1000}, "met", 100),
        ("2021-Q4", {"actual": 250, "cumulative": 1000, "forecast": 1}, "met", 100),
        ("2021-M12", {"actual": 80, "cumulative": 1000}, "met", 100),
        ("2021-H2", {"actual": 1000, "cumulative": 990}, "not_met", 99),
        ("2021-Q4", {"actual": 1000}, "unknown", None),
        ("2021", {"actual": 1000}, "met", 100),
        ("2021", {"actual": 1000, "cumulative": 900}, "not_met", 90),
    ],
)
def test_at_the_end_of_the_year_what_was_accumulated_is_judged(
    period: str,
    figures_told: dict[str, int],
    attainment: str,
    vs_plan: int | None,
    tmp_path: Path,
) -> None:
    plan = figures_plan(tmp_path, indicator("CT1", "UBA", target_2021="1000"))
    copy = asked(plan, period)[UBA]
    copy.fill(FIGURES, "CT1", **figures_told)
    merged = merge_copies(plan, [copy], period=period)
    assert figures(merged, "CT1", "attainment", "vs_plan") == [attainment, vs_plan]


def test_a_ceiling_holds_for_the_year_not_for_its_last_quarter(tmp_path: Path) -> None:
    plan = figures_plan(tmp_path, indicator("CT1", "UBA", target_2021="không quá 100"))
    copy = asked(plan, "2021-Q4")[UBA]
    copy.fill(FIGURES, "CT1", actual=60, cumulative=180)
    merged = merge_copies(plan, [copy], period="2021-Q4")
    assert figures(merged, "CT1", "attainment") == ["not_met"]


def test_in_the_years_report_each_agency_is_judged_by_what_it_gave(tmp_path: Path) -> None:
    plan = figures_plan(tmp_path, indicator("CT1", "UBA; UBB", target_2021="100"))
    copies = asked(plan, "2021")
    copies[UBA].fill(FIGURES, "CT1", actual=40)
    copies[UBB].fill(FIGURES, "CT1", actual=99, cumulative=60)
    merged = merge_copies(plan, [copies[UBA], copies[UBB]], period="2021")
    assert figures(merged, "CT1", "attainment", "vs_plan", "cumulative") == ["met", 100, 60]


def test_a_partial_sum_attains_nothing(tmp_path: Path) -> None:
    plan = figures_plan(tmp_path, indicator("CT1", "UBA; UBB", target_2021="50"))
    merged = reported(plan, {UBA: {"CT1": (60, 60, 60)}})
    assert figures(merged, "CT1", "attainment", "reported", "expected") == ["unknown", 1, 2]


def test_last_year_is_aggregated_like_this_year(tmp_path: Path) -> None:
    plan = figures_plan(tmp_path, indicator("CT1", "UBA; UBB"))
    copies = asked(plan)
    for code, last in ((UBA, 10), (UBB, 30)):
        copies[code].fill(FIGURES, "CT1", cumulative=25, last_year=last)
    merged = merge_copies(plan, [copies[UBA], copies[UBB]])
    (result,) = merged.indicator_results
    assert (result.last_year, result.vs_last_year) == (Decimal(40), Decimal(125))
    own = merged.indicator_reports.set_index("agency")["vs_last_year"]
    assert (own[UBA], own[UBB]) == (Decimal(250), Decimal(25) / Decimal(30) * 100)


def test_last_year_of_other_agencies_is_not_compared(tmp_path: Path) -> None:
    plan = figures_plan(tmp_path, indicator("CT1", "UBA; UBB"))
    copies = asked(plan)
    copies[UBA].fill(FIGURES, "CT1", cumulative=25, last_year=10)
    copies[UBB].fill(FIGURES, "CT1", cumulative=25)
    merged = merge_copies(plan, [copies[UBA], copies[UBB]])
    (result,) = merged.indicator_results
    assert (result.last_year, result.vs_last_year) == (Decimal(10), None)
    assert (result.missing, result.partial) == ((), {"last_year": (UBB,)})


def test_parts_that_do_not_add_up_to_their_whole(tmp_path: Path) -> None:
    rows = [
        indicator("CT1", "UBA"),
        indicator("CT1.1", "UBA", parent="CT1", adds_up="Có"),
        indicator("CT1.2", "UBA", parent="CT1", adds_up="Có"),
        indicator("CT1.3", "UBA", parent="CT1", adds_up="Không"),
    ]
    plan = figures_plan(tmp_path, *rows)
    numbers = {"CT1": (10, 10, 10), "CT1.1": (4, 4, 4), "CT1.2": (6, 5, None), "CT1.3": (9, 9, 9)}
    merged = reported(plan, {UBA: numbers})
    assert found(merged, "sum-mismatch") == {("sum-mismatch", "UBA.xlsx", "Chỉ tiêu", "H2", "CT1")}


def test_a_partial_column_proves_no_mismatch_and_a_whole_one_does(tmp_path: Path) -> None:
    rows = [
        indicator("CT1", "UBA; UBB"),
        indicator("CT1.1", "UBA; UBB", parent="CT1", adds_up="Có"),
    ]
    plan = figures_plan(tmp_path, *rows)
    numbers: dict[str, dict[str, Sequence[object]]] = {
        UBA: {"CT1": (1, None, 10), "CT1.1": (2, None, 4)},
        UBB: {"CT1": (1, 5, 10), "CT1.1": (3, 5, None)},
    }
    merged = reported(plan, numbers)
    assert found(merged, "sum-mismatch") == {("sum-mismatch", "UBA.xlsx", "Chỉ tiêu", "G2", "CT1")}
    result = merged.indicator_results[1]
    assert (result.missing, result.partial) == ((UBA,), {"actual": (), "forecast": (UBB,)})


def test_the_decimals_of_a_sum_do_not_depend_on_its_order(tmp_path: Path) -> None:
    row = indicator("CT1", "SYT; STC; UBA; UBB", aggregation="Bình quân gia quyền", unit="%")
    numbers = {
        SYT: {"CT1": (123456789.12345,), "CT1.qs": (987654321.54321,)},
        STC: {"CT1": (0.000012345,), "CT1.qs": (999999999999.99,)},
        UBA: {"CT1": (33.3333333333333,), "CT1.qs": (66.6666666666667,)},
        UBB: {"CT1": (1e-9,), "CT1.qs": (1e15,)},
    }
    found_values = set()
    for turn in range(4):
        names = ["SYT", "STC", "UBA", "UBB"]
        order = "; ".join([*names[turn:], *names[:turn]])
        plan = figures_plan(tmp_path, {**row, "reporters": order})
        found_values.add(figures(reported(plan, numbers), "CT1", "actual")[0])
    assert len(found_values) == 1


# Provenance.


def test_every_value_knows_its_cell(plan: Plan, filled: Copy) -> None:
    merged = merge_copies(plan, [filled])
    table = merged.provenance
    assert list(table.columns) == ["code", "column", "value", "agency", "file", "sheet", "cell"]
    stands = {filled.where(cell): cell.tag[1:] for cell, _, _ in filled.inputs(plan) if cell.tag}
    told = {(r["sheet"], r["cell"]): (r["code"], r["column"]) for _, r in table.iterrows()}
    assert told == stands
    assert set(table["agency"]) == {SYT}
    assert set(table["file"]) == {filled.name}


def test_frames_have_the_columns_of_the_interface(plan: Plan, filled: Copy) -> None:
    merged = merge_copies(plan, [filled])
    inputs = [
        "status",
        "progress",
        "result",
        "document_no",
        "document_date",
        "difficulty",
        "proposal",
        "note",
    ]
    assert list(merged.tasks.columns) == [
        *("task_code", "task_name", "leads"),
        *inputs,
        *("due_date", "class", "reported", "expected"),
    ]
    forms = plan.forms
    for table, form, more in (
        (merged.task_reports, "task_report", ["agency", "class", "file", "sheet", "row"]),
        (merged.contributions, "coordination_report", ["agency", "file", "sheet", "row"]),
        (
            merged.indicator_reports,
            "indicator_report",
            ["agency", "target", "attainment", "file", "sheet", "row"],
        ),
    ):
        assert list(table.columns) == [*(c.name for c in forms[form].columns), *more]
    wanted = "indicator_code indicator_name unit actual cumulative forecast target vs_plan"
    wanted += " attainment aggregation reported expected"
    assert list(merged.indicators.columns) == wanted.split()
    assert list(merged.returns.columns) == ["agency", "file", "sha256", "state", "received_at"]
    wanted = "code severity file sheet cell row_code column value message hint agency"
    assert list(merged.problems.columns) == wanted.split()
    assert list(merged.changes.columns) == ["code", "column", "before", "after"]


def test_numbers_are_decimals_and_blanks_are_none(plan: Plan, filled: Copy) -> None:
    merged = merge_copies(plan, [filled])
    for table in (merged.tasks, merged.indicators, merged.indicator_reports, merged.task_reports):
        cells = [value for name in table for value in table[name]]
        assert not any(isinstance(value, float) for value in cells)
    blank = merged.tasks["progress"].map(lambda value: value is None)
    assert blank.any()
    assert not merged.tasks["progress"][~blank].map(lambda v: not isinstance(v, Decimal)).any()


# What must not matter.


def many_files(plan: Plan) -> list[Copy]:
    copies = []
    for number, (code, copy) in enumerate(asked(plan).items()):
        for turn in range(2):
            rng = Random(10 * number + turn)
            one = again(copy, f"{code}_{turn}.xlsx", datetime(2021, 6, 10 + rng.randint(0, 9)))
            for grid in one.grids:
                for row in grid.codes:
                    if rng.random() < 0.7 and grid.form == TASKS:
                        fill(one, row, rng.choice(["Đang thực hiện", "Tạm dừng", "?"]))
                    elif rng.random() < 0.7 and grid.form == FIGURES:
                        one.fill(FIGURES, row, cumulative=rng.choice([1, "2.457", 7.5]))
            copies.append(one)
    return copies


def test_the_order_of_the_files_does_not_matter(plan: Plan) -> None:
    copies = many_files(plan)
    first = everything(merge_copies(plan, copies))
    for seed in range(4):
        Random(seed).shuffle(copies)
        assert everything(merge_copies(plan, copies)) == first


def test_rows_split_over_two_files_merge_as_one(plan: Plan, filled: Copy) -> None:
    whole = merge_copies(plan, [filled])
    for seed in range(4):
        rng = Random(seed)
        halves = [again(filled, "1.xlsx", EARLY), again(filled, "2.xlsx", LATER)]
        for form in (TASKS, FIGURES, "coordination_report"):
            for code in filled.grid(form).codes:
                grid = rng.choice(halves).grid(form)
                del grid.cells[grid.index(code)]
        merged = merge_copies(plan, halves)
        assert values(merged) == values(whole)
        assert merged.tasks.equals(whole.tasks)
        assert merged.indicators.equals(whole.indicators)
        assert own_problems(merged) == own_problems(whole) == []


def test_columns_blank_in_a_later_file_do_not_hide_a_difference(plan: Plan, filled: Copy) -> None:
    later = again(filled, "2.xlsx", LATER)
    later.fill(TASKS, "NV01", result=None)
    merged = merge_copies(plan, [filled, later])
    assert [p[:3] for p in own_problems(merged)] == [
        ("duplicate-return", "NV01", "Kết quả thực hiện")
    ]


@pytest.mark.parametrize("day", [datetime(2021, 5, 1), LAST])
def test_an_empty_return_adds_nothing(
    day: datetime, plan: Plan, filled: Copy, template: Copy
) -> None:
    whole = merge_copies(plan, [filled])
    merged = merge_copies(plan, [filled, again(template, "trống.xlsx", day)])
    assert values(merged) == values(whole)
    assert merged.tasks.equals(whole.tasks)
    assert merged.indicators.equals(whole.indicators)
    assert own_problems(whole) == []
    code = "blank-return" if day == LAST else "superseded"
    assert own_problems(merged) == [(code, "", "", "")]


def test_what_a_later_return_mends_is_superseded(plan: Plan) -> None:
    wrong = again(asked(plan)[SYT], "1.xlsx", EARLY)
    fill(wrong, "NV01", "Gần xong")
    fill(wrong, "NV02", "Đang thực hiện", progress=140)
    wrong.fill(FIGURES, "CT01", actual="nhiều")
    mended = again(asked(plan)[SYT], "2.xlsx", LATER)
    fill(mended, "NV01", "Đang thực hiện")
    mended.fill(FIGURES, "CT01", actual=5)
    merged = merge_copies(plan, [mended, wrong])
    cells = {
        code: wrong.where(wrong.grid(form).at(code, column))
        for form, code, column in (
            (TASKS, "NV01", "status"),
            (TASKS, "NV02", "progress"),
            (FIGURES, "CT01", "actual"),
        )
    }
    errors = ("not-in-list", "out-of-range", "not-a-number", "superseded")
    assert found(merged, *errors) == {
        ("superseded", "1.xlsx", *cells["NV01"], "NV01"),
        ("out-of-range", "1.xlsx", *cells["NV02"], "NV02"),
        ("superseded", "1.xlsx", *cells["CT01"], "CT01"),
    }
    (old,) = [p for p in merged.all_problems if p.code == "superseded" and p.row_code == "CT01"]
    assert (old.severity, old.value) == ("info", "nhiều")
    assert "“nhiều”" in old.message and "không phải là số" in old.message
    errors_of = {r.file: r.errors for r in merged.receipts if r.file}
    left = [p.file for p in merged.all_problems if p.severity == "error"]
    assert errors_of == {name: left.count(name) for name in ("1.xlsx", "2.xlsx")}


def test_what_was_wrong_with_a_file_is_superseded_by_a_whole_one(plan: Plan, filled: Copy) -> None:
    refused = again(asked(plan)[SYT], "1.xlsx", EARLY)
    refused.restamp("period", "2021-Q1")
    headless = again(asked(plan)[SYT], "2.xlsx", EARLY)
    fill(headless, "NV01", "Đang thực hiện")
    headless.grid(FIGURES).cells.pop(0)
    filled.name, filled.modified = "3.xlsx", LATER
    merged = merge_copies(plan, [filled, headless, refused])
    assert {
        (p.code, p.severity) for p in merged.all_problems if p.file in ("1.xlsx", "2.xlsx")
    } <= {
        ("superseded", "info"),
        ("duplicate-return", "warning"),
    }
    assert merged.received == [SYT]
    before = merge_copies(plan, [again(filled, "3.xlsx", datetime(2021, 5, 1)), refused])
    assert found(before, "wrong-period", "superseded") == {("wrong-period", "1.xlsx", "", "", "")}


def test_names_of_files_do_not_matter(plan: Plan) -> None:
    copies = many_files(plan)
    first = merge_copies(plan, copies)
    for number, copy in enumerate(copies):
        copy.name = f"x{number}.xlsx"
    renamed = merge_copies(plan, copies)
    assert values(renamed) == values(first)
    pd.testing.assert_frame_equal(renamed.tasks, first.tasks)
    pd.testing.assert_frame_equal(renamed.indicators, first.indicators)
    assert own_problems(renamed) == own_problems(first)


def test_summing_twice_or_once_gives_the_same(tmp_path: Path) -> None:
    plan = figures_plan(tmp_path, indicator("CT1", "SYT; STC; UBA; UBB"))
    numbers = {code: (0.1 * n, "1,1", 7) for n, code in enumerate((SYT, STC, UBA, UBB), 1)}
    merged = reported(plan, {code: {"CT1": row} for code, row in numbers.items()})
    assert figures(merged, "CT1", "actual", "cumulative", "forecast") == [
        Decimal(1),
        Decimal("4.4"),
        Decimal(28),
    ]


def test_the_day_of_the_consolidation_is_not_a_filter_but_a_judge(tmp_path: Path) -> None:
    plan = make_plan(tmp_path, plan_tables([task("NV1", "SYT", "30/6/2021")]))
    copy = fill(asked(plan)[SYT], "NV1", "Đang thực hiện")
    classes = [merge_copies(plan, [copy], day).tasks["class"][0] for day in (AS_OF, AFTER)]
    assert classes == ["open_in_time", "open_overdue"]
