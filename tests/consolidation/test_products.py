"""A task that consists of products is done when all of them are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import openpyxl
import pytest

import plansheet
from plansheet import Plan
from plansheet.consolidation import Consolidation
from plansheet.forms.values import Value
from plansheet.plan.workbook.reading import check_plan
from plansheet.plan.workbook.writing import write_plan, write_tables
from support.filling import SYT, key, make_plan, plan_tables, task
from support.sending import AS_OF, Filled, send, status

TASKS = "task_report"
DONE, UNDER_WAY, NOT_BEGUN = "Hoàn thành", "Đang thực hiện", "Chưa triển khai"


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    """A programme of two regulations, one of which Sở Tư pháp leads; and a task of its own."""
    tasks = [
        task("CT", "SYT", "31/12/2021", coordinators="STC"),
        task("CT.1", "", "31/3/2021", product_of="CT", level="UBND tỉnh"),
        task("CT.2", "STP", "30/9/2021", product_of="ct", level="HĐND tỉnh"),
        task("NV", "SYT", "31/12/2021"),
    ]
    return make_plan(tmp_path, plan_tables(tasks))


def done(day: date) -> Mapping[str, Value]:
    return status(DONE, document_no="1/QĐ", document_date=day)


def merged(
    plan: Plan, folder: Path, first: Mapping[str, Value], second: Mapping[str, Value]
) -> Consolidation:
    """The quarter in which the two products were reported so, blank where nothing was."""
    told: dict[str, Filled] = {
        "SYT": {(TASKS, "NV"): status(UNDER_WAY), (TASKS, "CT.1"): first},
        "STP": {(TASKS, "CT.2"): second} if second else {},
    }
    returns = send(plan, folder / "in", {who: rows for who, rows in told.items() if rows})
    return plansheet.merge(plan, "2021-Q2", returns, AS_OF)


MARCH, MAY = date(2021, 3, 20), date(2021, 5, 20)
CASES: Mapping[str, tuple[Mapping[str, Value], Mapping[str, Value], str, object, str, object]] = {
    "all in time": (
        *(done(MARCH), done(MAY)),
        *("done_on_time", DONE, "2/2", "Hoàn thành 2/2 sản phẩm."),
    ),
    "one was late": (
        *(done(MAY), done(MAY)),
        *("done_late", DONE, "2/2", "Hoàn thành 2/2 sản phẩm."),
    ),
    "one is open and in time": (
        *(done(MARCH), status(UNDER_WAY)),
        *("open_in_time", UNDER_WAY, "2/2", "Hoàn thành 1/2 sản phẩm; chưa xong: CT.2."),
    ),
    "one is overdue": (
        *(status(UNDER_WAY), done(MAY)),
        *("open_overdue", UNDER_WAY, "2/2", "Hoàn thành 1/2 sản phẩm; chưa xong: CT.1."),
    ),
    "one is silent": (
        *(done(MARCH), {}),
        *("open_in_time", UNDER_WAY, "1/2", "Hoàn thành 1/2 sản phẩm; chưa xong: CT.2."),
    ),
    "none has begun": (
        *(status(NOT_BEGUN), status(NOT_BEGUN)),
        *("open_overdue", NOT_BEGUN, "2/2", "Hoàn thành 0/2 sản phẩm; chưa xong: CT.1, CT.2."),
    ),
    "nothing is known": ({}, {}, "not_reported", None, "0/2", None),
}


@pytest.mark.parametrize("case", CASES)
def test_what_the_products_make_of_their_task(case: str, plan: Plan, tmp_path: Path) -> None:
    first, second, task_class, state, n_of_n, note = CASES[case]
    table = merged(plan, tmp_path, first, second).tasks.set_index("task_code")
    row = table.loc["CT"]
    assert (row["class"], row["status"], row["note"]) == (task_class, state, note)
    assert f"{row['reported']}/{row['expected']}" == n_of_n
    assert table.loc["NV", "class"] == "open_in_time"


def test_products_are_asked_about_and_not_their_task(plan: Plan, tmp_path: Path) -> None:
    asked = {}
    for path in plansheet.issue(plan, "2021-Q2", tmp_path / "issued"):
        book = openpyxl.load_workbook(path)
        codes = {"CT", "CT.1", "CT.2", "NV"}
        asked[path.stem] = {
            sheet.title: [c.value for row in sheet.iter_rows() for c in row if c.value in codes]
            for sheet in book
            if sheet.title in ("Nhiệm vụ", "Phối hợp")
        }
    assert asked == {
        "SYT_2021-Q2": {"Nhiệm vụ": ["CT.1", "NV"]},
        "STP_2021-Q2": {"Nhiệm vụ": ["CT.2"]},
        "STC_2021-Q2": {"Phối hợp": ["CT"]},
    }


def test_a_product_has_the_leads_of_its_task_and_is_read_back(plan: Plan, tmp_path: Path) -> None:
    assert [(t.code, t.product_of, t.leads) for t in plan.tasks] == [
        ("CT", "", ("SYT",)),
        ("CT.1", "CT", ("SYT",)),
        ("CT.2", "CT", ("STP",)),
        ("NV", "", ("SYT",)),
    ]
    assert plansheet.read_plan(write_plan(plan, tmp_path / "again.xlsx")) == plan
    assert [t.product_of for t in plansheet.derive(plan, SYT).tasks] == ["", "CT", ""]
    assert [t.product_of for t in plansheet.derive(plan, "STP").tasks] == [""]


def test_the_report_says_whose_products_they_are(plan: Plan, tmp_path: Path) -> None:
    report = merged(plan, tmp_path, done(MARCH), done(MAY))
    plansheet.write_report(report, tmp_path / "report.xlsx")
    page = openpyxl.load_workbook(tmp_path / "report.xlsx")["Nhiệm vụ"]
    columns = {c[at].value: c for c in page.iter_cols() for at in range(8) if c[at].value}
    below = [c.value for c in columns["Thuộc nhiệm vụ"]]
    assert [text for text in below if text] == ["Thuộc nhiệm vụ", "CT", "CT"]


def test_products_of_nothing_and_of_themselves_are_named(tmp_path: Path) -> None:
    tasks = [
        task("A", "SYT", product_of="B"),
        task("B", "SYT", product_of="A"),
        task("C", "", product_of="X"),
        task("D", "SYT", product_of="D"),
    ]
    _, problems = check_plan(write_tables(plan_tables(tasks), tmp_path / "plan.xlsx"))
    assert key(problems) == {
        ("loop", "Nhiệm vụ", "I2"),
        ("loop", "Nhiệm vụ", "I3"),
        ("unknown-code", "Nhiệm vụ", "I4"),
        ("no-lead", "Nhiệm vụ", "E4"),
        ("loop", "Nhiệm vụ", "I5"),
    }
