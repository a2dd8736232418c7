"""What the coordinator decides in `Xung đột`: what holds, what is stale, what is nonsense."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import partial
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest

import plansheet
from plansheet.consolidation import Consolidation
from plansheet.forms.report_sheets import CONFLICTS
from plansheet.forms.values import Value
from plansheet.report.explain import explain
from support.filling import Typed, indicator, make_plan, plan_tables, task
from support.office.libreoffice import LibreOffice
from support.sending import AS_OF, DONE, GOING, Filled, conflicts, decide, send, status


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> plansheet.Plan:
    tables = plan_tables(
        [
            task("NV1", "SYT; STC"),
            task("NV2", "SYT", due="Quý II/2021", coordinators="STP"),
            task("1.1", "SYT"),
        ],
        [
            indicator("CT1", "SYT; UBA", target_2021="50"),
            indicator("TL", "UBA; UBB", unit="%", aggregation="Tỷ lệ"),
        ],
    )
    return make_plan(tmp_path_factory.mktemp("plan"), tables)


def test_a_decision_about_leads_settles_the_task(plan: plansheet.Plan, tmp_path: Path) -> None:
    said = {"SYT": {("task_report", "NV1"): DONE}, "STC": {("task_report", "NV1"): GOING}}
    returns = send(plan, tmp_path / "returns", said)
    first = plansheet.merge(plan, "2021-Q2", returns, AS_OF)
    assert [p.cell for p in first.all_problems if p.code == "lead-conflict"] == ["H6", "H6"]
    assert first.tasks.set_index("task_code").loc["NV1", "class"] == "open_in_time"
    report = plansheet.write_report(first, tmp_path / "first.xlsx")
    assert [(row[4], row[6]) for row in conflicts(report)] == [
        ("SYT", "Hoàn thành"),
        ("STC", "Đang thực hiện"),
    ]
    decide(report, {1: {"Quyết định": "x", "Lý do": "Đã có tờ trình"}})
    second = plansheet.merge(plan, "2021-Q2", returns, AS_OF, decisions=report)
    assert not [p for p in second.all_problems if p.code == "lead-conflict"]
    assert second.tasks.set_index("task_code").loc["NV1", "class"] == "done_on_time"
    word = second.provenance[second.provenance.agency == "coordinator"]
    assert word[["code", "column", "value", "file", "sheet"]].values.tolist() == [
        ["NV1", "status", "Hoàn thành", "first.xlsx", CONFLICTS]
    ]
    again = plansheet.write_report(second, tmp_path / "second.xlsx")
    assert conflicts(again)[0][10:12] == ("Hoàn thành", "Đã có tờ trình")
    third = plansheet.merge(plan, "2021-Q2", returns, AS_OF, decisions=again)
    assert third.tasks.equals(second.tasks)


def test_a_decision_whose_ground_has_shifted_is_shown_again(
    plan: plansheet.Plan, tmp_path: Path
) -> None:
    said = {"SYT": {("task_report", "NV1"): DONE}, "STC": {("task_report", "NV1"): GOING}}
    returns = send(plan, tmp_path / "returns", said)
    report = plansheet.write_report(
        plansheet.merge(plan, "2021-Q2", returns, AS_OF), tmp_path / "first.xlsx"
    )
    decide(report, {1: {"Quyết định": "Hoàn thành", "Lý do": "Đã có tờ trình"}})
    send(plan, returns, {"STC": {("task_report", "NV1"): status("Tạm dừng")}}, suffix="_2")
    merged = plansheet.merge(plan, "2021-Q2", returns, AS_OF, decisions=report)
    assert {p.code for p in merged.all_problems} >= {"lead-conflict", "decision-outdated"}
    assert merged.tasks.set_index("task_code").loc["NV1", "status"] == "Tạm dừng"
    rows = conflicts(plansheet.write_report(merged, tmp_path / "again.xlsx"))
    assert rows[0][10] is None and rows[0][12] == "Hoàn thành (Đã có tờ trình)"


def test_a_value_by_telephone(plan: plansheet.Plan, tmp_path: Path) -> None:
    returns = send(
        plan,
        tmp_path / "returns",
        {"SYT": {("indicator_report", "CT1"): {"cumulative": Decimal(7)}}},
    )
    first = plansheet.merge(plan, "2021-Q2", returns, AS_OF)
    report = plansheet.write_report(first, tmp_path / "first.xlsx")
    decide(report, {1: PHONED | {"Lý do": "Điện thoại ngày 20/6"}})
    merged = plansheet.merge(plan, "2021-Q2", returns, AS_OF, decisions=report)
    row = merged.indicators.set_index("indicator_code").loc["CT1"]
    assert (row["cumulative"], row["reported"], row["expected"]) == (Decimal(12), 2, 2)
    assert "UBA" in merged.missing
    decide(report, {1: {"Lý do": None}})
    unexplained = plansheet.merge(plan, "2021-Q2", returns, AS_OF, decisions=report)
    assert [(p.code, p.sheet) for p in unexplained.all_problems if p.file == "first.xlsx"] == [
        ("missing-required", CONFLICTS)
    ]
    decide(report, {1: {"Lý do": "Điện thoại ngày 20/6"}})
    send(plan, returns, {"UBA": {("indicator_report", "CT1"): {"cumulative": Decimal(6)}}})
    changed = plansheet.merge(plan, "2021-Q2", returns, AS_OF, decisions=report)
    assert changed.indicators.set_index("indicator_code").loc["CT1", "cumulative"] == 13
    assert [p.code for p in changed.all_problems if p.file == "first.xlsx"] == ["decision-outdated"]


def test_what_a_decision_mends_is_superseded(plan: plansheet.Plan, tmp_path: Path) -> None:
    said: dict[str, Filled] = {"SYT": {("indicator_report", "CT1"): {"cumulative": "nhiều"}}}
    returns = send(plan, tmp_path / "returns", said)
    first = plansheet.merge(plan, "2021-Q2", returns, AS_OF)
    (wrong,) = [p for p in first.all_problems if p.code == "not-a-number"]
    report = plansheet.write_report(first, tmp_path / "first.xlsx")
    told: dict[str, Typed] = {
        "Mã": "CT1",
        "Cột": "Lũy kế từ đầu năm",
        "Mã cơ quan": "SYT",
        "Giá trị": 7,
        "Lý do": "Điện thoại ngày 20/6",
    }
    decide(report, {1: told})
    merged = plansheet.merge(plan, "2021-Q2", returns, AS_OF, decisions=report)
    (old,) = [p for p in merged.all_problems if p.place == wrong.place]
    assert (old.code, old.severity, old.value) == ("superseded", "info", "nhiều")
    assert wrong.message in old.message
    assert merged.receipts[0].errors == first.receipts[0].errors - 1


def test_a_decided_value_stands_where_it_was_decided(plan: plansheet.Plan, tmp_path: Path) -> None:
    """A status by telephone that contradicts a lead is a conflict between two places."""
    returns = send(plan, tmp_path / "returns", {"SYT": {("task_report", "NV1"): DONE}})
    first = plansheet.merge(plan, "2021-Q2", returns, AS_OF)
    report = plansheet.write_report(first, tmp_path / "first.xlsx")
    phoned = {"Mã": "NV1", "Cột": "Tình trạng", "Mã cơ quan": "STC", "Giá trị": "Tạm dừng"}
    decide(report, {1: {**phoned, "Lý do": "Điện thoại"}})
    merged = plansheet.merge(plan, "2021-Q2", returns, AS_OF, decisions=report)
    places = {(p.file, p.sheet, p.cell) for p in merged.all_problems if p.code == "lead-conflict"}
    assert places == {("SYT_2021-Q2.xlsx", "Nhiệm vụ", "H6"), ("first.xlsx", CONFLICTS, "G7")}
    own = merged.task_reports.set_index("agency").loc["STC"]
    assert (own["status"], own["file"], own["sheet"], own["row"]) == ("Tạm dừng", None, None, None)


def test_the_earlier_of_two_returns_may_be_chosen(plan: plansheet.Plan, tmp_path: Path) -> None:
    returns = send(plan, tmp_path / "returns", {"SYT": {("task_report", "NV2"): DONE}})
    send(plan, returns, {"SYT": {("task_report", "NV2"): GOING}}, suffix="_2")
    first = plansheet.merge(plan, "2021-Q2", returns, AS_OF)
    assert first.tasks.set_index("task_code").loc["NV2", "status"] == "Đang thực hiện"
    report = plansheet.write_report(first, tmp_path / "first.xlsx")
    listed = conflicts(report)
    at = 1 + next(i for i, row in enumerate(listed) if row[6] == "Hoàn thành")
    decide(report, {at: {"Quyết định": "x", "Lý do": "Bản sau gửi nhầm"}})
    merged = plansheet.merge(plan, "2021-Q2", returns, AS_OF, decisions=report)
    assert merged.tasks.set_index("task_code").loc["NV2", "status"] == "Hoàn thành"


@pytest.fixture(scope="module")
def differing(plan: plansheet.Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns in which two leads of NV1 differ, and the report of them: rows 6 and 7."""
    folder = tmp_path_factory.mktemp("differing")
    figures = {("indicator_report", "CT1"): {"cumulative": Decimal("7.5")}}
    said: dict[str, Filled] = {
        "SYT": {("task_report", "NV1"): DONE, **figures},
        "STC": {("task_report", "NV1"): GOING},
    }
    merged = plansheet.merge(plan, "2021-Q2", send(plan, folder / "returns", said), AS_OF)
    plansheet.write_report(merged, folder / "report.xlsx")
    return folder


@pytest.fixture
def reported(differing: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Those returns and their report, to do something to."""
    shutil.copytree(differing, tmp_path, dirs_exist_ok=True)
    return tmp_path / "returns", tmp_path / "report.xlsx"


def decided(
    plan: plansheet.Plan, reported: tuple[Path, Path], rows: Mapping[int, Mapping[str, Typed]]
) -> Consolidation:
    """The merge with a copy of the report into which `rows` were typed."""
    returns, report = reported
    typed = report.with_name("typed.xlsx")
    shutil.copy(report, typed)
    decide(typed, rows)
    return plansheet.merge(plan, "2021-Q2", returns, AS_OF, decisions=typed)


def about_decisions(merged: Consolidation) -> list[tuple[str, str, str]]:
    return [(p.code, p.cell, p.column) for p in merged.all_problems if p.file == "typed.xlsx"]


CUMULATIVE = "Lũy kế từ đầu năm"
PHONED: dict[str, Typed] = {
    "Mã": "CT1",
    "Cột": CUMULATIVE,
    "Mã cơ quan": "UBA",
    "Giá trị": 5,
    "Lý do": "Điện thoại",
}
OF_NV2: dict[str, Typed] = {"Mã": "NV2", "Mã cơ quan": "SYT", "Lý do": "Công văn"}
WHY = {"Lý do": "Họp ngày 30/6"}
STATUS, DECISION, VALUE = "Tình trạng", "Quyết định", "Giá trị"

UNUSABLE: dict[str, tuple[Mapping[int, Mapping[str, Typed]], list[tuple[str, str, str]]]] = {
    "two candidates chosen": (
        {1: {DECISION: "x", **WHY}, 2: {DECISION: "x", **WHY}},
        [("decisions-differ", "K6", STATUS), ("decisions-differ", "K7", STATUS)],
    ),
    "the same value phoned in twice, differently": (
        {3: PHONED, 4: {**PHONED, VALUE: 6}},
        [("decisions-differ", "G8", CUMULATIVE), ("decisions-differ", "G9", CUMULATIVE)],
    ),
    "no such status": ({1: {DECISION: "xong rồi", **WHY}}, [("not-in-list", "K6", STATUS)]),
    "a dash": ({1: {DECISION: "-", **WHY}}, [("not-in-list", "K6", STATUS)]),
    "a reason alone": ({1: WHY}, [("missing-required", "K6", DECISION)]),
    "a decision without reason": ({1: {DECISION: "x"}}, [("missing-required", "L6", "Lý do")]),
    "a formula nobody computed": (
        {1: {DECISION: "=F6", **WHY}},
        [("formula-in-input", "K6", STATUS)],
    ),
    "an error": (
        {3: {**PHONED, VALUE: "#N/A"}},
        [("error-value", "G8", CUMULATIVE)],
    ),
    "no code, no value": (
        {3: {**PHONED, "Mã": None, VALUE: None}},
        [("missing-required", "A8", "Mã"), ("missing-required", "G8", VALUE)],
    ),
    "no such code": ({3: {**PHONED, "Mã": "CT9"}}, [("unknown-code", "A8", "Mã")]),
    "no column": ({3: {**PHONED, "Cột": None}}, [("missing-required", "C8", "Cột")]),
    "no such column": ({3: {**PHONED, "Cột": STATUS}}, [("not-in-list", "C8", "Cột")]),
    "nobody's figure": (
        {3: {**PHONED, "Mã cơ quan": None}},
        [("missing-required", "E8", "Mã cơ quan")],
    ),
    "no such agency": (
        {3: {**PHONED, "Mã cơ quan": "Sở Lạ"}},
        [("unknown-agency", "E8", "Mã cơ quan")],
    ),
    "an agency that does not report it": (
        {3: {**PHONED, "Mã cơ quan": "STP"}},
        [("not-asked", "E8", "Mã cơ quan")],
    ),
    "an agency that does not lead it": (
        {3: {**OF_NV2, "Mã cơ quan": "STC", "Cột": STATUS, VALUE: "Tạm dừng"}},
        [("not-asked", "E8", "Mã cơ quan")],
    ),
    "nobody's contribution": (
        {3: {**OF_NV2, "Mã cơ quan": None, "Cột": "Nội dung đã phối hợp", VALUE: "góp ý"}},
        [("missing-required", "E8", "Mã cơ quan")],
    ),
    "a figure that is none": (
        {3: {**PHONED, VALUE: "năm"}},
        [("not-a-number", "G8", CUMULATIVE)],
    ),
    "a figure of two readings": (
        {3: {**PHONED, VALUE: "1.234"}},
        [("ambiguous-number", "G8", CUMULATIVE)],
    ),
    "out of range": (
        {3: {**OF_NV2, "Cột": "Tiến độ (%)", VALUE: 150}},
        [("out-of-range", "G8", "Tiến độ (%)")],
    ),
    "a document of tomorrow": (
        {3: {**OF_NV2, "Cột": "Ngày văn bản", VALUE: date(2021, 7, 2)}},
        [("date-in-future", "G8", "Ngày văn bản")],
    ),
    "a denominator below zero": (
        {3: {**PHONED, "Mã": "TL.mau", VALUE: -5}},
        [("negative-weight", "G8", CUMULATIVE)],
    ),
    "a ratio itself": ({3: {**PHONED, "Mã": "TL"}}, [("not-in-list", "C8", "Cột")]),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", UNUSABLE)
def test_what_cannot_be_used_is_said_at_its_cell_and_not_used(
    plan: plansheet.Plan, reported: tuple[Path, Path], name: str
) -> None:
    rows, problems = UNUSABLE[name]
    merged = decided(plan, reported, rows)
    assert about_decisions(merged) == problems
    undecided = plansheet.merge(plan, "2021-Q2", reported[0], AS_OF)
    assert merged.tasks.equals(undecided.tasks)
    assert merged.indicators.equals(undecided.indicators)
    assert merged.provenance.equals(undecided.provenance)


def test_the_rows_of_a_ratio_are_named_in_either_language(
    plan: plansheet.Plan, reported: tuple[Path, Path]
) -> None:
    merged = decided(plan, reported, {3: {**PHONED, "Mã": "TL"}})
    (said,) = (p for p in merged.all_problems if p.file == "typed.xlsx")
    assert said.advice("vi").endswith(" · Ghi chú (dòng TL.tu, TL.mau: số liệu).")
    assert said.advice("en").endswith(" · Note (rows TL.tu, TL.mau: figures).")


USABLE: dict[str, tuple[Mapping[str, Typed], tuple[str, str, Value]]] = {
    "by name": (PHONED | {"Mã cơ quan": "UBND huyện An Bình"}, ("CT1", "cumulative", Decimal(5))),
    "as text": (PHONED | {VALUE: "1.234,5"}, ("CT1", "cumulative", Decimal("1234.5"))),
    "three decimals": (PHONED | {VALUE: 1.234}, ("CT1", "cumulative", Decimal("1.234"))),
    "under decision": (
        PHONED | {VALUE: None, DECISION: 5},
        ("CT1", "cumulative", Decimal(5)),
    ),
    "over a reported figure": (
        PHONED | {"Mã cơ quan": "SYT", VALUE: 9},
        ("CT1", "cumulative", Decimal(9)),
    ),
    "an operand": (PHONED | {"Mã": "TL.tu"}, ("TL.tu", "cumulative", Decimal(5))),
    "a code that Excel made a number of": (
        OF_NV2 | {"Mã": 1.1, "Cột": STATUS, VALUE: "Tạm dừng"},
        ("1.1", "status", "Tạm dừng"),
    ),
    "of a task as a whole": (
        OF_NV2 | {"Mã cơ quan": None, "Cột": STATUS, VALUE: "Tạm dừng"},
        ("NV2", "status", "Tạm dừng"),
    ),
    "a day": (
        OF_NV2 | {"Cột": "Ngày văn bản", VALUE: date(2021, 6, 5)},
        ("NV2", "document_date", date(2021, 6, 5)),
    ),
    "a coordinator's, in a column that leads have too": (
        OF_NV2 | {"Mã cơ quan": "STP", "Cột": "Khó khăn, vướng mắc", VALUE: "thiếu người"},
        ("NV2", "difficulty", "thiếu người"),
    ),
}


@pytest.mark.parametrize("name", USABLE)
@pytest.mark.parametrize("below", [3, pytest.param(60, marks=pytest.mark.slow)])
def test_a_value_that_came_otherwise_counts_and_stays(
    plan: plansheet.Plan, reported: tuple[Path, Path], name: str, below: int
) -> None:
    """It counts wherever below the conflicts it stands, and again from the report it made."""
    row, expected = USABLE[name]
    merged = decided(plan, reported, {below: row})
    repaired = [("number-repaired", f"G{below + 5}", PHONED["Cột"])] if name == "as text" else []
    assert about_decisions(merged) == repaired
    word = merged.provenance[merged.provenance.agency == "coordinator"]
    assert word[["code", "column", "value"]].values.tolist() == [list(expected)]
    again = plansheet.write_report(merged, reported[1].with_name("again.xlsx"))
    second = plansheet.merge(plan, "2021-Q2", reported[0], AS_OF, decisions=again)
    assert second.tasks.equals(merged.tasks) and second.indicators.equals(merged.indicators)
    assert second.contributions.equals(merged.contributions)
    (origin,) = (o for o in explain(again, expected[0]).origins if o.sheet == CONFLICTS)
    typed = reported[1].with_name("typed.xlsx")
    assert (origin.file, origin.sha256) == ("typed.xlsx", sha256(typed.read_bytes()).hexdigest())
    assert [p.code for p in second.all_problems if p.file == "again.xlsx"] == []


def test_a_word_on_a_whole_task_is_stale_once_a_lead_reports(
    plan: plansheet.Plan, reported: tuple[Path, Path]
) -> None:
    row = OF_NV2 | {"Mã cơ quan": None, "Cột": STATUS, VALUE: "Tạm dừng"}
    assert about_decisions(decided(plan, reported, {3: row})) == []
    send(plan, reported[0], {"SYT": {("task_report", "NV2"): DONE}}, suffix="_2")
    merged = decided(plan, reported, {3: row})
    assert about_decisions(merged) == [("decision-outdated", "G8", STATUS)]
    assert merged.tasks.set_index("task_code").loc["NV2", "status"] == "Hoàn thành"
    listed = conflicts(plansheet.write_report(merged, reported[1].with_name("again.xlsx")))
    assert [row[12] for row in listed if row[0] == "NV2"] == ["Tạm dừng (Công văn)"]


def test_done_in_time_or_late_is_decided_by_the_day(plan: plansheet.Plan, tmp_path: Path) -> None:
    late = {**DONE, "document_date": date(2021, 6, 20)}
    tables = plan_tables([task("NV1", "SYT; STC", due="15/6/2021")])
    plan = make_plan(tmp_path, tables)
    said = {"SYT": {("task_report", "NV1"): DONE}, "STC": {("task_report", "NV1"): late}}
    returns = send(plan, tmp_path / "returns", said)
    first = plansheet.merge(plan, "2021-Q2", returns, AS_OF)
    assert first.tasks.loc[0, "class"] == "done_late"
    report = plansheet.write_report(first, tmp_path / "report.xlsx")
    listed = [(row[2], row[4], row[6].date()) for row in conflicts(report)]
    assert listed == [
        ("Ngày văn bản", "SYT", date(2021, 6, 1)),
        ("Ngày văn bản", "STC", date(2021, 6, 20)),
    ]
    decide(report, {1: {DECISION: "x", **WHY}})
    merged = plansheet.merge(plan, "2021-Q2", returns, AS_OF, decisions=report)
    assert merged.tasks.loc[0, "class"] == "done_on_time"
    assert "lead-conflict" not in {p.code for p in merged.all_problems}


def said_by_leads(merged: Consolidation) -> set[tuple[str, str, str]]:
    return {(p.column, p.file, p.cell) for p in merged.all_problems if p.code == "lead-conflict"}


def test_leads_of_one_status_differ_in_progress_and_document(
    plan: plansheet.Plan, tmp_path: Path
) -> None:
    """Until each is decided the least advanced counts; who left a cell blank contradicts nobody."""
    plan = make_plan(tmp_path, plan_tables([task("NV1", "SYT; STC; STP", due="31/12/2021")]))
    going = partial(status, "Đang thực hiện", document_date=date(2021, 5, 1))
    said = {
        "SYT": {("task_report", "NV1"): going(progress=Decimal(90), document_no="1/BC")},
        "STC": {("task_report", "NV1"): going(progress=Decimal(10), document_no="2/BC")},
        "STP": {("task_report", "NV1"): status("Đang thực hiện", document_no="1/bc ")},
    }
    returns = send(plan, tmp_path / "returns", said)
    first = plansheet.merge(plan, "2021-Q2", returns, AS_OF)
    assert said_by_leads(first) == {
        ("Tiến độ (%)", "SYT_2021-Q2.xlsx", "I6"),
        ("Tiến độ (%)", "STC_2021-Q2.xlsx", "I6"),
        ("Số, ký hiệu văn bản", "SYT_2021-Q2.xlsx", "K6"),
        ("Số, ký hiệu văn bản", "STC_2021-Q2.xlsx", "K6"),
        ("Số, ký hiệu văn bản", "STP_2021-Q2.xlsx", "K6"),
    }
    report = plansheet.write_report(first, tmp_path / "first.xlsx")
    assert [(*row[2:5], row[6]) for row in conflicts(report)] == [
        ("Tiến độ (%)", "Các cơ quan chủ trì báo cáo khác nhau", "SYT", 90),
        ("Tiến độ (%)", "Các cơ quan chủ trì báo cáo khác nhau", "STC", 10),
        ("Số, ký hiệu văn bản", "Các cơ quan chủ trì báo cáo khác nhau", "SYT", "1/BC"),
        ("Số, ký hiệu văn bản", "Các cơ quan chủ trì báo cáo khác nhau", "STC", "2/BC"),
        ("Số, ký hiệu văn bản", "Các cơ quan chủ trì báo cáo khác nhau", "STP", "1/bc "),
    ]
    decide(report, {1: {DECISION: "x", **WHY}, 4: {DECISION: "x", **WHY}})
    second = plansheet.merge(plan, "2021-Q2", returns, AS_OF, decisions=report)
    assert said_by_leads(second) == set()
    (row,) = second.tasks[["progress", "document_no"]].to_numpy().tolist()
    assert row == [Decimal(90), "2/BC"]
    again = plansheet.write_report(second, tmp_path / "again.xlsx")
    third = plansheet.merge(plan, "2021-Q2", returns, AS_OF, decisions=again)
    assert third.tasks.equals(second.tasks) and said_by_leads(third) == set()


def test_what_leads_of_the_chosen_status_say_of_it_is_decided_next(
    plan: plansheet.Plan, tmp_path: Path
) -> None:
    plan = make_plan(tmp_path, plan_tables([task("NV1", "SYT; STC; STP", due="31/12/2021")]))
    going = partial(status, "Đang thực hiện")
    said: dict[str, Filled] = {
        "SYT": {("task_report", "NV1"): going(progress=Decimal(90))},
        "STC": {("task_report", "NV1"): going(progress=Decimal(10))},
        "STP": {("task_report", "NV1"): DONE},
    }
    returns = send(plan, tmp_path / "returns", said)
    first = plansheet.merge(plan, "2021-Q2", returns, AS_OF)
    assert {column for column, _, _ in said_by_leads(first)} == {STATUS}
    report = plansheet.write_report(first, tmp_path / "first.xlsx")
    decide(report, {1: {DECISION: "x", **WHY}})
    second = plansheet.merge(plan, "2021-Q2", returns, AS_OF, decisions=report)
    assert {column for column, _, _ in said_by_leads(second)} == {"Tiến độ (%)"}
    assert second.tasks.loc[0, "progress"] == 10


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_decisions_typed_in_libreoffice(
    plan: plansheet.Plan,
    reported: tuple[Path, Path],
    libreoffice: LibreOffice,
    tmp_path: Path,
    ending: str,
) -> None:
    returns, report = reported
    libreoffice.open(report)
    phoned = {"A8": "TL.tu", "C8": CUMULATIVE, "E8": "UBA", "G8": "=2*3", "L8": "giấy"}
    libreoffice.type(CONFLICTS, {"K6": "x", "L6": "Đã có tờ trình", **phoned})
    typed = libreoffice.save(tmp_path / f"typed.{ending}")
    libreoffice.close()
    merged = plansheet.merge(plan, "2021-Q2", returns, AS_OF, decisions=typed)
    word = merged.provenance[merged.provenance.agency == "coordinator"]
    assert sorted(word[["code", "column", "value"]].values.tolist()) == [
        ["NV1", "status", "Hoàn thành"],
        ["TL.tu", "cumulative", Decimal(6)],
    ]
    said = [(p.code, p.severity, p.cell) for p in merged.all_problems if p.file == typed.name]
    assert said == [("formula-in-input", "warning", "G8")]


def test_decisions_without_their_sheet_are_said_to_be_missing(
    plan: plansheet.Plan, reported: tuple[Path, Path]
) -> None:
    returns, report = reported
    workbook = openpyxl.load_workbook(report)
    del workbook[CONFLICTS]
    workbook.save(report)
    merged = plansheet.merge(plan, "2021-Q2", returns, AS_OF, decisions=report)
    assert [(p.code, p.sheet) for p in merged.all_problems if p.file == report.name] == [
        ("sheet-missing", CONFLICTS)
    ]


@pytest.mark.parametrize("sends", [("SYT", "STC"), ("STC",), ("SYT",), ()])
def test_what_was_decided_for_a_lead_comes_with_the_document_that_it_was_decided_by(
    tmp_path: Path, sends: tuple[str, ...]
) -> None:
    """The lead that was overruled is not asked for a document, nor does it make the task late."""
    tables = plan_tables(
        [
            task("NV1", "SYT; STC", due="Quý II/2021"),
            *(task(f"NV{n}", lead) for n, lead in ((2, "SYT"), (3, "STC"))),
        ]
    )
    plan = make_plan(tmp_path, tables)
    said = {"SYT": {("task_report", "NV1"): DONE}, "STC": {("task_report", "NV1"): GOING}}
    returns = send(plan, tmp_path / "second", said)
    report = plansheet.write_report(
        plansheet.merge(plan, "2021-Q2", returns, AS_OF), tmp_path / "undecided.xlsx"
    )
    decide(report, {1: {"Quyết định": "x", "Lý do": "Đã có tờ trình"}})
    merged = plansheet.merge(plan, "2021-Q2", returns, AS_OF, decisions=report)
    previous = plansheet.write_report(merged, tmp_path / "decided.xlsx")
    own = {"SYT": "NV2", "STC": "NV3"}
    said = {lead: {("task_report", own[lead]): GOING} for lead in sends}
    later = send(plan, tmp_path / "third", said, "2021-Q3", previous=previous)
    merged = plansheet.merge(plan, "2021-Q3", later, date(2021, 10, 1), previous=previous)
    row = merged.tasks.set_index("task_code").loc["NV1"]
    assert (row["class"], row["document_no"], row["document_date"]) == (
        "done_on_time",
        "5/TTr",
        date(2021, 6, 1),
    )
    assert {p.code for p in merged.all_problems} <= {"missing-return"}
