"""Decisions, earlier periods, revisions, levels: what happens between two consolidations."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import plansheet
from plansheet.issuing import prepare
from plansheet.plan.periods import Period
from plansheet.plan.revision import diff
from plansheet.report.explain import explain
from plansheet.report.upper_level import fill_upper_level
from plansheet.returns.marked_copy import annotate
from support.filling import (
    AGENCIES,
    Typed,
    agency,
    fill_file,
    indicator,
    key,
    make_plan,
    plan_tables,
    task,
)
from support.sending import AS_OF, DONE, GOING, Filled, send


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> plansheet.Plan:
    tables = plan_tables(
        [task("NV1", "SYT; STC"), task("NV2", "SYT", due="Quý II/2021"), task("NV3", "STC")],
        [indicator("CT1", "SYT; UBA", target_2021="50"), indicator("CT2", "UBA; UBB")],
    )
    return make_plan(tmp_path_factory.mktemp("plan"), tables)


def test_the_next_templates_start_from_the_last_report(
    plan: plansheet.Plan, tmp_path: Path
) -> None:
    said: dict[str, Filled] = {
        "SYT": {
            ("task_report", "NV2"): DONE,
            ("task_report", "NV1"): GOING,
            ("indicator_report", "CT1"): {"actual": Decimal(7), "cumulative": Decimal(12)},
        }
    }
    returns = send(plan, tmp_path / "q2", said)
    merged = plansheet.merge(plan, "2021-Q2", returns, AS_OF)
    report = plansheet.write_report(merged, tmp_path / "q2.xlsx")
    plansheet.issue(plan, "2021-Q3", tmp_path / "q3", previous=report)
    workbook = openpyxl.load_workbook(tmp_path / "q3" / "SYT_2021-Q3.xlsx")
    tasks, indicators = workbook["Nhiệm vụ"], workbook["Chỉ tiêu"]
    assert tasks["B7"].value == "NV2" and tasks["H7"].value == "Hoàn thành"
    assert tasks["H7"].protection.locked and not tasks["H6"].protection.locked
    assert indicators["H6"].value == 12 and not indicators["H6"].protection.locked

    untouched = plansheet.read_return(tmp_path / "q3" / "SYT_2021-Q3.xlsx", plan)
    assert dict(untouched.sections["indicator_report"].rows[0].values) == {}
    assert untouched.sections["task_report"].by_code["NV2"].values["status"] == "Hoàn thành"

    tasks["H7"].value = "Tạm dừng"
    workbook.save(tmp_path / "changed.xlsx")
    changed = plansheet.read_return(tmp_path / "changed.xlsx", plan)
    assert [(p.code, p.cell) for p in changed.problems] == [("locked-cell-changed", "H7")]
    assert changed.sections["task_report"].by_code["NV2"].values["status"] == "Hoàn thành"

    later = plansheet.issue(plan, "2022-Q2", tmp_path / "next", previous=report)
    path = next(p for p in later if p.name.startswith("SYT"))
    assert openpyxl.load_workbook(path)["Chỉ tiêu"]["E6"].value == 12


@pytest.mark.parametrize(
    ("typed", "reported", "named"),
    [
        ({}, {}, set()),
        ({"actual": 7}, {"actual": Decimal(7)}, {"H6"}),
        ({"forecast": 50}, {"forecast": Decimal(50)}, {"H6"}),
        ({"explanation": "Do mưa"}, {"explanation": "Do mưa"}, {"H6"}),
        (
            {"actual": 7, "cumulative": 19},
            {"actual": Decimal(7), "cumulative": Decimal(19)},
            set(),
        ),
        ({"actual": 0}, {"actual": Decimal(0), "cumulative": Decimal(12)}, set()),
        (
            {"actual": 0, "forecast": 50},
            {"actual": Decimal(0), "cumulative": Decimal(12), "forecast": Decimal(50)},
            set(),
        ),
    ],
)
def test_a_prefilled_cumulative_is_no_report(
    typed: Mapping[str, Typed],
    reported: Mapping[str, object],
    named: set[str],
    plan: plansheet.Plan,
    tmp_path: Path,
) -> None:
    said: dict[str, Filled] = {
        "SYT": {("indicator_report", "CT1"): {"actual": Decimal(7), "cumulative": Decimal(12)}}
    }
    merged = plansheet.merge(plan, "2021-Q2", send(plan, tmp_path / "q2", said), AS_OF)
    report = plansheet.write_report(merged, tmp_path / "q2.xlsx")
    plansheet.issue(plan, "2021-Q3", tmp_path / "q3", previous=report)
    cells = {("indicator_report", "CT1", name): value for name, value in typed.items()}
    path = fill_file(tmp_path / "q3" / "SYT_2021-Q3.xlsx", tmp_path / "SYT.xlsx", plan, cells)
    back = plansheet.read_return(path, plan)
    assert dict(back.sections["indicator_report"].by_code["CT1"].values) == reported
    assert key(back.problems) == {("cumulative-stale", "Chỉ tiêu", cell) for cell in named}


CONFIRMING = [
    # what was typed beside “Xác nhận số điền sẵn” and in the row → what was reported, the problems
    ("Có", {}, {"cumulative": 12}, set()),
    (" có ", {}, {"cumulative": 12}, {("choice-repaired", "F4")}),
    ("Có", {"actual": 7}, {"actual": 7, "cumulative": 12}, set()),
    ("Có", {"cumulative": 19}, {"cumulative": 19}, set()),
    ("Có", {"cumulative": None, "actual": 7}, {"actual": 7}, set()),
    ("Không", {}, {}, set()),
    ("Không", {"actual": 7}, {"actual": 7}, {("cumulative-stale", "H6")}),
    ("Đúng", {}, {}, {("not-in-list", "F4")}),
    ('="Có"', {}, {}, {("formula-in-input", "F4")}),
    ("#REF!", {}, {}, {("error-value", "F4")}),
    (1, {}, {}, {("not-in-list", "F4")}),
]


@pytest.mark.parametrize(("answer", "typed", "reported", "named"), CONFIRMING)
def test_a_prefilled_figure_that_still_holds_is_confirmed(
    answer: Typed,
    typed: Mapping[str, Typed],
    reported: Mapping[str, int],
    named: set[tuple[str, str]],
    prefilled: Path,
    plan: plansheet.Plan,
    tmp_path: Path,
) -> None:
    cells = {("indicator_report", "CT1", name): value for name, value in typed.items()}
    path = fill_file(prefilled, tmp_path / "SYT.xlsx", plan, cells)
    answer_above(path, answer)
    back = plansheet.read_return(path, plan)
    said = back.sections["indicator_report"].by_code["CT1"].values
    assert dict(said) == {name: Decimal(value) for name, value in reported.items()}
    problems = plansheet.validate(back, plan, date(2021, 10, 1))
    assert key(p for p in problems if p.sheet == "Chỉ tiêu") == {
        (code, "Chỉ tiêu", cell) for code, cell in named
    }


def answer_above(path: Path, answer: Typed) -> None:
    """Answer the question above the table of indicators, which is the only one."""
    workbook = openpyxl.load_workbook(path)
    asked = {sheet.title: question for sheet in workbook if (question := question_in(sheet))}
    assert asked == {"Chỉ tiêu": "F4"}
    sheet = workbook["Chỉ tiêu"]
    assert (sheet["D1"].value, sheet["F4"].protection.locked) == (
        "TÌNH HÌNH THỰC HIỆN CHỈ TIÊU",
        False,
    )
    sheet["F4"].value = answer
    workbook.save(path)


def question_in(sheet: Worksheet) -> str:
    """The cell in which a sheet asks whether its prefilled figures still hold, if it does."""
    rules = sheet.data_validations.dataValidation
    asking = " ".join(str(rule.sqref) for rule in rules if rule.formula1 == '"Có,Không"')
    labels = [c.column for row in sheet for c in row if c.value == "Xác nhận số điền sẵn:"]
    assert labels == ([sheet[asking].column - 1] if asking else [])
    return asking


@pytest.fixture
def prefilled(plan: plansheet.Plan, tmp_path: Path) -> Path:
    """A workbook in which 12 of CT1 is filled in, in H6, from the quarter before."""
    said: dict[str, Filled] = {
        "SYT": {("indicator_report", "CT1"): {"actual": Decimal(7), "cumulative": Decimal(12)}}
    }
    merged = plansheet.merge(plan, "2021-Q2", send(plan, tmp_path / "q2", said), AS_OF)
    report = plansheet.write_report(merged, tmp_path / "q2.xlsx")
    plansheet.issue(plan, "2021-Q3", tmp_path / "q3", previous=report)
    return tmp_path / "q3" / "SYT_2021-Q3.xlsx"


def test_where_a_confirmed_figure_comes_from(
    plan: plansheet.Plan, prefilled: Path, tmp_path: Path
) -> None:
    (tmp_path / "in").mkdir()
    cells = {("indicator_report", "CT1", "actual"): 7}
    answer_above(fill_file(prefilled, tmp_path / "in" / "SYT.xlsx", plan, cells), "Có")
    merged = plansheet.merge(plan, "2021-Q3", tmp_path / "in", date(2021, 10, 1))
    assert merged.provenance.values.tolist() == [
        ["CT1", "actual", Decimal(7), "SYT", "SYT.xlsx", "Chỉ tiêu", "G6"],
        ["CT1", "cumulative", Decimal(12), "SYT", "SYT.xlsx", "Chỉ tiêu", "H6,F4"],
    ]
    report = plansheet.write_report(merged, tmp_path / "q3.xlsx")
    (origin,) = explain(report, "CT1", plan.forms).origins
    assert origin.cells == "G6:H6,F4"


def test_a_workbook_in_which_nothing_is_filled_in_asks_nothing(
    plan: plansheet.Plan, tmp_path: Path
) -> None:
    plansheet.issue(plan, "2021-Q3", tmp_path)
    workbook = openpyxl.load_workbook(tmp_path / "SYT_2021-Q3.xlsx")
    assert [question_in(sheet) for sheet in workbook] == [""] * len(workbook.sheetnames)


def test_an_answer_outlives_a_marked_copy(
    plan: plansheet.Plan, prefilled: Path, tmp_path: Path
) -> None:
    cells = {("indicator_report", "CT1", "forecast"): "nhiều"}
    path = fill_file(prefilled, tmp_path / "SYT.xlsx", plan, cells)
    answer_above(path, "Có")
    problems = plansheet.validate(plansheet.read_return(path, plan), plan, AS_OF)
    blank = {("missing-required", "Nhiệm vụ", cell) for cell in ("H6", "H7")}
    assert key(problems) == {("not-a-number", "Chỉ tiêu", "I6"), *blank}
    marked = annotate(path, problems, tmp_path / "back.xlsx")
    workbook = openpyxl.load_workbook(marked)
    sheet = workbook["Chỉ tiêu"]
    assert (sheet["F4"].value, sheet["F4"].protection.locked) == ("Có", False)
    assert any("F4" in rule.sqref for rule in sheet.data_validations.dataValidation)
    sheet["I6"].value = 50
    workbook.save(marked)
    back = plansheet.read_return(marked, plan)
    said = {"cumulative": Decimal(12), "forecast": Decimal(50)}
    assert dict(back.sections["indicator_report"].by_code["CT1"].values) == said
    assert key(back.problems) == set()


def test_a_rate_of_nothing_changes_that_of_the_year(tmp_path: Path) -> None:
    """Only amounts stay as they were where nothing came: a rate of 0 % lowers that of the year."""
    plan = make_plan(
        tmp_path, plan_tables([], [indicator("CT1", "SYT", unit="%", aggregation="Một đầu mối")])
    )
    before = {"actual": Decimal(7), "cumulative": Decimal(12)}
    sent = send(plan, tmp_path / "q2", {"SYT": {("indicator_report", "CT1"): before}})
    merged = plansheet.merge(plan, "2021-Q2", sent, AS_OF)
    report = plansheet.write_report(merged, tmp_path / "q2.xlsx")
    plansheet.issue(plan, "2021-Q3", tmp_path / "q3", previous=report)
    path = fill_file(
        tmp_path / "q3" / "SYT_2021-Q3.xlsx",
        tmp_path / "SYT.xlsx",
        plan,
        {("indicator_report", "CT1", "actual"): 0},
    )
    back = plansheet.read_return(path, plan)
    assert dict(back.sections["indicator_report"].by_code["CT1"].values) == {"actual": Decimal(0)}
    assert key(back.problems) == {("cumulative-stale", "Chỉ tiêu", "H6")}


def test_what_moved_since_the_last_report(plan: plansheet.Plan, tmp_path: Path) -> None:
    before = {"actual": Decimal(7), "cumulative": Decimal(12)}
    said: dict[str, Filled] = {
        "SYT": {("task_report", "NV2"): DONE, ("indicator_report", "CT1"): before},
        "UBA": {("indicator_report", "CT1"): before, ("indicator_report", "CT2"): before},
    }
    q2 = send(plan, tmp_path / "q2", said)
    report = plansheet.write_report(
        plansheet.merge(plan, "2021-Q2", q2, AS_OF), tmp_path / "q2.xlsx"
    )
    now: dict[str, Filled] = {
        "SYT": {("indicator_report", "CT1"): {"actual": Decimal(1), "cumulative": Decimal(11)}},
        "UBA": {
            ("indicator_report", "CT1"): {"actual": Decimal(2), "cumulative": Decimal(15)},
            ("indicator_report", "CT2"): {"actual": Decimal(50), "cumulative": Decimal(62)},
        },
    }
    q3 = send(plan, tmp_path / "q3", now, period="2021-Q3", previous=report)
    merged = plansheet.merge(plan, "2021-Q3", q3, date(2021, 10, 1), previous=report)
    found = {(p.code, p.file[:3], p.cell) for p in merged.all_problems if p.sheet == "Chỉ tiêu"}
    assert found == {
        ("cumulative-decreased", "SYT", "H6"),
        ("unusual-change", "SYT", "G6"),
        ("history-changed", "UBA", "H6"),
        ("unusual-change", "UBA", "G7"),
    }
    moved = {(c.code, c.column): (c.before, c.after) for c in merged.all_changes}
    assert moved["CT1", "cumulative"] == (Decimal(24), Decimal(26))
    assert ("NV2", "class") not in moved
    assert len(merged.changes) == len(merged.all_changes)
    record = {r.agency: r.punctuality for r in merged.receipts}
    assert (record["SYT"].expected, record["SYT"].received) == (2, 2)
    assert (record["STC"].expected, record["STC"].received) == (2, 0)


def test_scripts_get_plain_words(plan: plansheet.Plan, tmp_path: Path) -> None:
    """Tables and JSON hold text, not the program's own words: they outlive the program."""
    figures = {("indicator_report", "CT1"): {"actual": Decimal(5)}}
    said: dict[str, Filled] = {"SYT": {("task_report", "NV2"): DONE, **figures}}
    report = tmp_path / "q1.xlsx"
    q1 = send(plan, tmp_path / "q1", said, period="2021-Q1")
    plansheet.write_report(plansheet.merge(plan, "2021-Q1", q1, AS_OF), report)
    q2 = send(plan, tmp_path / "q2", {"SYT": {("task_report", "NV1"): GOING}})
    merged = plansheet.merge(plan, "2021-Q2", q2, AS_OF, previous=report)
    tables = (
        *("tasks", "task_reports", "contributions", "indicators", "indicator_reports"),
        *("returns", "changes", "problems", "provenance"),
    )
    frames = [getattr(merged, name) for name in tables]
    texts = [v for frame in frames for name in frame for v in frame[name] if isinstance(v, str)]
    texts += [*merged.classes, *merged.attainments, *merged.summary()["tasks"]["by_class"]]
    assert {"not_reported", "unknown", "on_time", "Cộng"} <= set(texts)
    assert {type(text) for text in texts} == {str}


FILE_DAY, FILE_TIME = 5, 1_622_862_000
"""5 June 2021, 10:00 in Vietnam."""


@pytest.mark.parametrize(
    ("written", "came", "unread"),
    [
        ("SYT_2021-Q2.xlsx\t2021-06-20", 20, []),
        ("syt_2021-q2.XLSX\t20/6/2021\tghi chú\r\n", 20, []),
        ("tệp\tngày\nSYT_2021-Q2.xlsx\t2021-06-20 14:30", 20, []),
        ("SYT_2021-Q2.xlsx\t2021-06-15T23:30:00+00:00", 16, []),
        ("SYT_2021-Q2\t20/6/2021", 20, []),
        ('"SYT_2021-Q2.xlsx"\t"20/6/2021"', 20, []),
        ("SYT_2021-Q2.xlsx\t20/6/2021\nsyt_2021-q2\t2021-06-20", 20, []),
        ("SYT_2021-Q2.xlsx\t19/6/2021\nSYT_2021-Q2.xlsx\t20/6/2021", 20, ["A1"]),
        ("SYT_2021-Q2.xlsx\thôm qua", None, ["A1"]),
        ("SYT_2021-Q2.xlsx", None, ["A1"]),
        ("SYT_2021-Q2.xlsx;20/6/2021", None, ["A1", "A1"]),
        ("x\t1/6/2021\nSYT_2021-Q2.xlsx\t20/6/2021", 20, ["A1"]),
        ("SYT_2021-Q2.xlsx\t10/3/2021", 10, ["A1"]),
        ("SYT_2021-Q2.xlsx\t20/6/2121", None, ["A1"]),
        ("SYT_2021-Q2.xlsx\t20/6/2019", None, ["A1"]),
        ("SYT_2021-Q2.xlsx\t20/6/2021\nSYT_2021-Q2.xlsx\t20/6/2121", 20, ["A2", "A2"]),
        ("SYT_2021-Q2.xlsx\thôm qua\n\nSTC.xlsx\t31/2/2021", None, ["A1", "A3", "A3"]),
    ],
)
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", *(pytest.param(name, marks=pytest.mark.slow) for name in ("utf-8-sig", "utf-16"))],
)
def test_when_returns_came_is_read_however_it_was_saved(
    plan: plansheet.Plan,
    tmp_path: Path,
    written: str,
    came: int | None,
    unread: list[str],
    encoding: str,
) -> None:
    folder = send(plan, tmp_path / "in", {"SYT": {("task_report", "NV1"): GOING}})
    os.utime(folder / "SYT_2021-Q2.xlsx", (FILE_TIME, FILE_TIME))
    (folder / "received.tsv").write_text(written, encoding=encoding)
    merged = plansheet.merge(plan, "2021-Q2", folder, AS_OF)
    moment = merged.returns["received_at"][0]
    assert (moment.year, moment.day) == (2021, came or FILE_DAY)
    said = [(p.code, p.severity, p.cell) for p in merged.all_problems if p.file == "received.tsv"]
    assert said == [("receipt-unclear", "warning", cell) for cell in unread]


LISTS = [
    # the lists → the day of June that counts for a/SYT_2021-Q2.xlsx, the lines that are named
    ({"a/received.tsv": "SYT_2021-Q2\t12/6/2021"}, 12, set()),
    ({"received.tsv": "a/SYT_2021-Q2\t12/6/2021"}, 12, set()),
    ({"received.tsv": "A\\SYT_2021-Q2.xlsx\t12/6/2021"}, 12, set()),
    ({"b/received.tsv": "SYT_2021-Q2\t12/6/2021"}, FILE_DAY, set()),
    ({"a/received.tsv": "a/SYT_2021-Q2\t12/6/2021"}, FILE_DAY, {("a/received.tsv", "A1")}),
    (
        {
            "received.tsv": "tệp\tngày\na/SYT_2021-Q2.xlsx\t12/6/2021",
            "a/received.tsv": "tệp\tngày\nSYT_2021-Q2.xlsx\t14/6/2021",
        },
        14,
        {("received.tsv", "A2")},
    ),
    ({"received.tsv": "SYT_2021-Q2\t12/6/2021"}, 12, {("received.tsv", "A1")}),
]


@pytest.mark.parametrize(("lists", "came", "named"), LISTS)
def test_each_folder_has_its_own_list_of_receipts(
    lists: Mapping[str, str],
    came: int,
    named: set[tuple[str, str]],
    plan: plansheet.Plan,
    tmp_path: Path,
) -> None:
    folder = tmp_path / "in"
    for inner, said in (("a", GOING), ("b", DONE)):
        send(plan, folder / inner, {"SYT": {("task_report", "NV1"): said}})
        (folder / inner / "received.tsv").unlink()
        os.utime(folder / inner / "SYT_2021-Q2.xlsx", (FILE_TIME, FILE_TIME))
    for name, written in lists.items():
        (folder / name).write_text(written, encoding="utf-8")
    merged = plansheet.merge(plan, "2021-Q2", folder, AS_OF)
    (came_at,) = [r.received_at for r in merged.receipts if r.file == "a/SYT_2021-Q2.xlsx"]
    assert came_at is not None and came_at.date() == date(2021, 6, came)
    assert {(p.file, p.cell) for p in merged.all_problems if p.code == "receipt-unclear"} == named


def test_the_figures_of_an_agency_that_ended_are_its_heirs_past(tmp_path: Path) -> None:
    agencies = (
        agency("CU", "Sở Cũ", valid_until="30/6/2021", successors="MOI"),
        agency("MOI", "Sở Mới", valid_from="1/7/2021"),
        *AGENCIES,
    )
    rows = [indicator("CT1", "CU"), indicator("CT2", "CU")]
    plan = make_plan(tmp_path, plan_tables([task("NV1", "CU")], rows, agencies=agencies))
    figures = {"actual": Decimal(6), "cumulative": Decimal(12)}
    said: Filled = {
        ("task_report", "NV1"): DONE,
        ("indicator_report", "CT1"): figures,
        ("indicator_report", "CT2"): figures,
    }
    q2 = send(plan, tmp_path / "q2", {"CU": said})
    report = plansheet.write_report(
        plansheet.merge(plan, "2021-Q2", q2, AS_OF), tmp_path / "q2.xlsx"
    )
    now: Filled = {
        ("task_report", "NV1"): GOING,
        ("indicator_report", "CT1"): {"cumulative": Decimal(11)},
        ("indicator_report", "CT2"): {"actual": Decimal(1), "cumulative": Decimal(12)},
    }
    q3 = send(plan, tmp_path / "q3", {"MOI": now}, period="2021-Q3")
    merged = plansheet.merge(plan, "2021-Q3", q3, date(2021, 10, 1), previous=report)
    assert {(p.code, p.cell) for p in merged.all_problems if p.file == "MOI_2021-Q3.xlsx"} == {
        ("history-changed", "H6"),
        ("cumulative-decreased", "H6"),
        ("history-changed", "H7"),
        ("unusual-change", "G7"),
    }


def test_a_level_that_falls_has_no_sum_to_change(tmp_path: Path) -> None:
    """What is to fall and does is no running sum: 7 after 9 is progress."""
    plan = make_plan(tmp_path, plan_tables([], [indicator("CT1", "UBA", direction="Giảm")]))
    reports: dict[str, Path] = {}
    for period, value in (("2021-Q2", Decimal(9)), ("2021-Q3", Decimal(7))):
        figures = {"actual": value, "cumulative": value}
        said = {"UBA": {("indicator_report", "CT1"): figures}}
        returns = send(plan, tmp_path / period, said, period=period)
        merged = plansheet.merge(
            plan, period, returns, date(2021, 10, 1), previous=reports.get("2021-Q2")
        )
        reports[period] = plansheet.write_report(merged, tmp_path / f"{period}.xlsx")
    assert [p.code for p in merged.all_problems] == []


def test_each_thing_that_moved(plan: plansheet.Plan, tmp_path: Path) -> None:
    """Also of rows that a revision added, and of what is not said any more."""
    level = {"actual": Decimal(1), "forecast": Decimal(40)}
    said: dict[str, Filled] = {
        "SYT": {("task_report", "NV2"): GOING, ("indicator_report", "CT1"): level},
        "STC": {("task_report", "NV3"): GOING},
        "UBA": {("indicator_report", "CT1"): level},
    }
    q2 = send(plan, tmp_path / "q2", said)
    report = plansheet.write_report(
        plansheet.merge(plan, "2021-Q2", q2, AS_OF), tmp_path / "q2.xlsx"
    )
    tables = plan_tables(
        [
            task("NV2", "SYT", due="Quý II/2021"),
            task("NV3", "STC"),
            task("NV4", "STC"),
        ],
        [indicator("CT1", "SYT; UBA", target_2021="50"), indicator("CT3", "UBA")],
    )
    (tmp_path / "new").mkdir()
    revised = make_plan(tmp_path / "new", tables)
    less = {"actual": Decimal(1), "forecast": Decimal(20)}
    now: dict[str, Filled] = {
        "SYT": {("task_report", "NV2"): DONE, ("indicator_report", "CT1"): less},
        "STC": {("task_report", "NV3"): {**GOING, "progress": Decimal(80)}},
        "UBA": {("indicator_report", "CT1"): less, ("indicator_report", "CT3"): level},
    }
    q3 = send(revised, tmp_path / "q3", now, period="2021-Q3")
    merged = plansheet.merge(revised, "2021-Q3", q3, date(2021, 10, 1), previous=report)
    assert merged.changes.values.tolist() == [
        ["NV2", "class", "open_overdue", "done_on_time"],
        ["NV2", "status", "Đang thực hiện", "Hoàn thành"],
        ["NV2", "progress", Decimal(40), Decimal(100)],
        ["NV3", "progress", Decimal(40), Decimal(80)],
        ["NV4", "class", None, "not_reported"],
        ["CT1", "attainment", "met", "not_met"],
        ["CT1", "forecast", Decimal(80), Decimal(40)],
        ["CT3", "attainment", None, "unknown"],
        ["CT3", "forecast", None, Decimal(40)],
    ]


def test_what_turned_blank_has_not_changed(plan: plansheet.Plan, tmp_path: Path) -> None:
    """Only the class says that nobody reports it now, the attainment that nobody can tell."""
    level = {"cumulative": Decimal(30), "forecast": Decimal(40)}
    said: dict[str, Filled] = {
        "SYT": {("task_report", "NV2"): GOING, ("indicator_report", "CT1"): level},
        "UBA": {("indicator_report", "CT1"): level},
    }
    q2 = send(plan, tmp_path / "q2", said)
    report = plansheet.write_report(
        plansheet.merge(plan, "2021-Q2", q2, AS_OF), tmp_path / "q2.xlsx"
    )
    now: dict[str, Filled] = {"STC": {("task_report", "NV3"): GOING}}
    q3 = send(plan, tmp_path / "q3", now, period="2021-Q3")
    merged = plansheet.merge(plan, "2021-Q3", q3, date(2021, 10, 1), previous=report)
    assert merged.changes.values.tolist() == [
        ["NV2", "class", "open_overdue", "not_reported"],
        ["NV3", "class", "not_reported", "open_in_time"],
        ["NV3", "status", None, "Đang thực hiện"],
        ["NV3", "progress", None, Decimal(40)],
        ["CT1", "attainment", "met", "unknown"],
    ]


@pytest.mark.parametrize(
    ("row", "period", "wanted"),
    [
        ({}, "2021-Q3", {"history-changed"}),
        ({"aggregation": "Lớn nhất"}, "2021-Q3", set()),
        ({}, "2021-Q4", set()),
    ],
    ids=["the next quarter", "a level", "a quarter is missing between"],
)
def test_when_a_past_can_have_changed(
    row: Mapping[str, str], period: str, wanted: set[str], tmp_path: Path
) -> None:
    """The cumulative figure is the last one and this quarter's only where it adds up from it."""
    plan = make_plan(tmp_path, plan_tables([], [indicator("CT1", "UBA", **row)]))
    first = {"actual": Decimal(10), "cumulative": Decimal(20)}
    then = {"actual": Decimal(10), "cumulative": Decimal(35)}
    q2 = send(plan, tmp_path / "q2", {"UBA": {("indicator_report", "CT1"): first}})
    report = plansheet.write_report(
        plansheet.merge(plan, "2021-Q2", q2, AS_OF), tmp_path / "q2.xlsx"
    )
    later = send(plan, tmp_path / "l", {"UBA": {("indicator_report", "CT1"): then}}, period=period)
    merged = plansheet.merge(plan, period, later, date(2021, 10, 1), previous=report)
    assert {p.code for p in merged.all_problems if p.sheet == "Chỉ tiêu"} == wanted


def test_a_figure_that_a_workbook_cannot_hold_exactly_has_not_moved(tmp_path: Path) -> None:
    rate = indicator("TL", "UBA", unit="%", aggregation="Tỷ lệ")
    plan = make_plan(tmp_path, plan_tables(indicators=[rate]))
    third = {"cumulative": Decimal(1), "forecast": Decimal(2)}
    whole = {"cumulative": Decimal(3), "forecast": Decimal(3)}
    said = {"UBA": {("indicator_report", "TL.tu"): third, ("indicator_report", "TL.mau"): whole}}
    q2 = send(plan, tmp_path / "q2", said)
    report = plansheet.write_report(
        plansheet.merge(plan, "2021-Q2", q2, AS_OF), tmp_path / "q2.xlsx"
    )
    q3 = send(plan, tmp_path / "q3", said, period="2021-Q3")
    merged = plansheet.merge(plan, "2021-Q3", q3, date(2021, 10, 1), previous=report)
    assert merged.indicators.loc[0, "cumulative"] == Decimal(1) / Decimal(3) * 100
    assert merged.all_changes == ()


def test_reports_of_the_wrong_period_or_plan_are_refused(
    plan: plansheet.Plan, tmp_path: Path
) -> None:
    returns = send(plan, tmp_path / "returns", {"SYT": {("task_report", "NV1"): GOING}})
    report = plansheet.write_report(
        plansheet.merge(plan, "2021-Q2", returns, AS_OF), tmp_path / "q2.xlsx"
    )
    with pytest.raises(plansheet.InputError, match="2021-Q2"):
        plansheet.issue(plan, "2021-Q2", tmp_path / "out", previous=report)
    with pytest.raises(plansheet.InputError, match="2021-Q2"):
        plansheet.merge(plan, "2021-Q3", returns, AS_OF, decisions=report)
    with pytest.raises(plansheet.InputError):
        plansheet.issue(plan, "2021-Q3", tmp_path / "out", previous=returns / "SYT_2021-Q2.xlsx")
    with pytest.raises(plansheet.InputError):
        plansheet.issue(plan, "2021-Q3", tmp_path / "out", previous=tmp_path / "none.xlsx")


def test_a_revision_and_returns_of_before_it(plan: plansheet.Plan, tmp_path: Path) -> None:
    tables = plan_tables(
        [task("NV1", "SYT; STC"), task("NV2", "STC", due="Quý II/2021"), task("NV4", "SYT")],
        [indicator("CT1", "SYT; UBA", target_2021="60"), indicator("CT2", "UBA; UBB")],
    )
    (tmp_path / "new").mkdir()
    revised = make_plan(tmp_path / "new", tables)
    changes = {(c.kind, c.code, c.column): (c.before, c.after) for c in diff(plan, revised)}
    assert changes == {
        ("withdrawn", "NV3", ""): ("", ""),
        ("added", "NV4", ""): ("", ""),
        ("changed", "NV2", "Cơ quan chủ trì"): ("SYT", "STC"),
        ("changed", "CT1", "KH 2021"): ("50", "60"),
    }
    said = {"SYT": {("task_report", "NV2"): DONE}, "STC": {("task_report", "NV3"): GOING}}
    returns = send(plan, tmp_path / "returns", said)
    merged = plansheet.merge(revised, "2021-Q2", returns, AS_OF)
    kept = {(r.code, r.agency) for r in merged.lead_rows}
    assert kept == {("NV2", "SYT"), ("NV3", "STC")}
    assert {p.code for p in merged.all_problems} >= {"stale-template"}
    assert merged.tasks.set_index("task_code").loc["NV2", "class"] == "not_reported"
    plansheet.write_report(merged, tmp_path / "report.xlsx")


def test_an_agency_that_ended_hands_its_tasks_on(tmp_path: Path) -> None:
    agencies = (
        agency("CU", "Sở Cũ", valid_until="30/6/2021", successors="MOI"),
        agency("MOI", "Sở Mới", valid_from="1/7/2021"),
        agency("CHIA", "Sở Chia", valid_until="30/6/2021", successors="MOI; SYT"),
        *AGENCIES,
    )
    tables = plan_tables([task("NV1", "Sở Cũ"), task("NV2", "Sở Chia")], agencies=agencies)
    plan = make_plan(tmp_path, tables)
    assert [(p.code, p.cell) for p in plan.problems] == [("no-successor", "G4")]
    assert list(prepare(plan, "2021-Q2").assignments) == ["CU", "CHIA"]
    asked = prepare(plan, "2021-Q3")
    assert list(asked.assignments) == ["MOI", "CHIA"]
    assert [one.agency.code for one in asked.issued_to] == ["MOI"]
    q2 = send(plan, tmp_path / "q2", {"CU": {("task_report", "NV1"): GOING}})
    report = plansheet.write_report(
        plansheet.merge(plan, "2021-Q2", q2, AS_OF), tmp_path / "q2.xlsx"
    )
    q3 = send(plan, tmp_path / "q3", {"MOI": {("task_report", "NV1"): GOING}}, period="2021-Q3")
    merged = plansheet.merge(plan, "2021-Q3", q3, date(2021, 10, 1), previous=report)
    assert merged.tasks.set_index("task_code").loc["NV1", "class"] == "open_in_time"
    written = openpyxl.load_workbook(plansheet.write_report(merged, tmp_path / "q3.xlsx"))
    last = [row[-1].value for row in written["Nhiệm vụ"].iter_rows(min_row=5, max_row=5)]
    assert last == ["Sở Cũ (Quý II/2021): Tình trạng: Đang thực hiện; Tiến độ (%): 40"]


def test_levels_give_the_figures_of_one_merge(tmp_path: Path) -> None:
    """Communes → two provinces → ministry: the same figures as all communes at once."""
    communes = [agency(f"X{n}", f"UBND xã số {n}", "UBND cấp xã") for n in range(1, 5)]
    rows = [
        indicator("TONG", "{who}"),
        indicator("TL", "{who}", unit="%", aggregation="Tỷ lệ"),
        indicator("BQ", "{who}", unit="%", aggregation="Bình quân gia quyền"),
        indicator("MAX", "{who}", aggregation="Lớn nhất"),
    ]

    def plan_of(name: str, who: list[Mapping[str, str]]) -> plansheet.Plan:
        codes = "; ".join(one["agency_code"] for one in who)
        own = [{**row, "reporters": codes} for row in rows]
        (tmp_path / name).mkdir()
        facts = {"Mã kế hoạch": name, "Tên kế hoạch": name}
        years = {"Năm bắt đầu": "2021", "Năm kết thúc": "2021"}
        tables = plan_tables(indicators=own, agencies=who, facts={**facts, **years})
        return make_plan(tmp_path / name, tables)

    def said(n: int) -> Filled:
        numbers = {"actual": n, "cumulative": 3 * n, "forecast": 10 * n}
        values = {k: Decimal(v) + Decimal("0.1") for k, v in numbers.items()}
        codes = ("TONG", "TL.tu", "TL.mau", "BQ", "BQ.qs", "MAX")
        return {("indicator_report", code): values for code in codes}

    flat = plan_of("flat", communes)
    everything = send(flat, tmp_path / "all", {f"X{n}": said(n) for n in range(1, 5)})
    at_once = plansheet.merge(flat, "2021-Q2", everything, AS_OF)

    provinces = [agency("P1", "UBND tỉnh Một", "Khác"), agency("P2", "UBND tỉnh Hai", "Khác")]
    ministry = plan_of("ministry", provinces)
    issued = plansheet.issue(ministry, "2021-Q2", tmp_path / "issued")
    up = tmp_path / "up"
    up.mkdir()
    for template, own in zip(issued, (communes[:2], communes[2:]), strict=True):
        name = template.stem[:2]
        plan = plan_of(name, own)
        numbers = {one["agency_code"]: int(one["agency_code"][1:]) for one in own}
        folder = send(plan, tmp_path / f"{name}-in", {c: said(n) for c, n in numbers.items()})
        merged = plansheet.merge(plan, "2021-Q2", folder, AS_OF)
        assert fill_upper_level(merged, template, up / template.name).problems == ()
    final = plansheet.merge(ministry, "2021-Q2", up, AS_OF)
    assert not [p for p in final.all_problems if p.severity == "error"]
    columns = ["actual", "cumulative", "forecast"]
    for column in columns:
        for left, right in zip(final.indicators[column], at_once.indicators[column], strict=True):
            assert abs(left - right) < Decimal("1e-9")
    report = plansheet.write_report(final, tmp_path / "final.xlsx")
    found = explain(report, "TONG", ministry.forms)
    assert {(o.agency, o.through) for o in found.origins} == {
        ("P1", ""),
        ("P2", ""),
        *((f"X{n}", "P1_2021-Q2.xlsx") for n in (1, 2)),
        *((f"X{n}", "P2_2021-Q2.xlsx") for n in (3, 4)),
    }
    assert {o.file for o in found.origins if o.agency == "X4"} == {"X4_2021-Q2.xlsx"}
    assert all(len(o.sha256) == 64 and o.cells for o in found.origins)


def test_the_report_says_which_figures_are_partial(plan: plansheet.Plan, tmp_path: Path) -> None:
    whole, half = {"cumulative": Decimal(1), "forecast": Decimal(2)}, {"cumulative": Decimal(1)}
    said = {
        "SYT": {("indicator_report", "CT1"): whole},
        "UBA": {("indicator_report", "CT1"): half, ("indicator_report", "CT2"): whole},
    }
    merged = plansheet.merge(plan, "2021-Q2", send(plan, tmp_path / "in", said), AS_OF)
    report = plansheet.write_report(merged, tmp_path / "report.xlsx")
    rows = openpyxl.load_workbook(report)["Chỉ tiêu"].iter_rows(min_row=5, values_only=True)
    assert [(row[1], row[7], row[8], row[13], row[14]) for row in rows] == [
        ("CT1", 2, 2, "2/2\nĐánh giá: 1/2", "Ước thực hiện cả năm: UBND huyện An Bình"),
        ("CT2", 1, 2, "1/2", "UBND huyện Bình Tân"),
    ]


def test_explain_names_what_it_does_not_find(plan: plansheet.Plan, tmp_path: Path) -> None:
    returns = send(plan, tmp_path / "returns", {"SYT": {("task_report", "NV1"): GOING}})
    report = plansheet.write_report(
        plansheet.merge(plan, "2021-Q2", returns, AS_OF), tmp_path / "report.xlsx"
    )
    found = explain(report, "NV1")
    assert found.name == "Đề án số NV1" and found.says["Tình trạng"] == "Đang thực hiện"
    assert [(o.file, o.cells) for o in found.origins] == [("SYT_2021-Q2.xlsx", "H6:I6")]
    with pytest.raises(plansheet.InputError, match="NV9"):
        explain(report, "NV9")
    with pytest.raises(plansheet.InputError, match="không phải là báo cáo tổng hợp"):
        explain(returns / "SYT_2021-Q2.xlsx", "NV1")
    assert Period.parse("2021-Q2") == plan.period("2021-Q2")


def test_the_report_says_what_moved(plan: plansheet.Plan, tmp_path: Path) -> None:
    q2 = send(plan, tmp_path / "q2", {"SYT": {("task_report", "NV2"): GOING}})
    report = plansheet.write_report(
        plansheet.merge(plan, "2021-Q2", q2, AS_OF), tmp_path / "q2.xlsx"
    )
    q3 = send(plan, tmp_path / "q3", {"SYT": {("task_report", "NV2"): DONE}}, period="2021-Q3")
    merged = plansheet.merge(plan, "2021-Q3", q3, date(2021, 10, 1), previous=report)
    written = openpyxl.load_workbook(plansheet.write_report(merged, tmp_path / "q3.xlsx"))
    lines = [*written["Thay đổi"].values]
    assert lines[0][0] == "THAY ĐỔI SO VỚI QUÝ II/2021 – QUÝ III/2021"
    assert lines[4:] == [
        (
            "NV2",
            "Đề án số NV2",
            "nhiệm vụ mới hoàn thành",
            "Chưa hoàn thành, quá hạn",
            "Hoàn thành đúng hạn",
        )
    ]


def test_a_stamped_file_of_another_period_is_refused(plan: plansheet.Plan, tmp_path: Path) -> None:
    folder = send(plan, tmp_path / "in", {"SYT": {("task_report", "NV1"): GOING}})
    merged = plansheet.merge(plan, "2021-Q3", folder, date(2021, 10, 1))
    named = [(p.code, p.value) for p in merged.all_problems if p.file == "SYT_2021-Q2.xlsx"]
    assert named == [("wrong-period", "2021-Q2")] and list(merged.sources()) == []
