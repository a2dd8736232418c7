"""Tasks by agency: who needs attention most stands first; what programs read is not shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import plansheet
from plansheet import Consolidation, Plan
from plansheet.report.breakdown import agency_sheet
from plansheet.report.reading import read_report
from support.filling import agency, indicator, make_plan, plan_tables, task
from support.sending import AS_OF, Filled, send, status

GOING = status("Đang thực hiện")


def merged_of(folder: Path, plan: Plan) -> Consolidation:
    """SYT has one task that is overdue for three months, STC two for a day, STP is silent."""
    told: dict[str, Filled] = {
        "SYT": {("task_report", "NV1"): GOING},
        "STC": {("task_report", "NV2"): GOING, ("task_report", "NV3"): GOING},
        "SNV": {("task_report", "NV5"): GOING},
    }
    return plansheet.merge(plan, "2021-Q2", send(plan, folder / "in", told), AS_OF)


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    tasks = [
        task("NV1", "SYT", "31/3/2021"),
        task("NV2", "STC", "30/6/2021"),
        task("NV3", "STC", "30/6/2021"),
        task("NV4", "STP", ""),
        task("NV5", "SNV", "31/12/2021"),
    ]
    agencies = [agency(code, f"Sở {code}") for code in ("SNV", "STP", "STC", "SYT", "SXD")]
    tables = plan_tables(tasks, [indicator("CT1", "SXD", target_2021="1")], agencies=agencies)
    return make_plan(tmp_path, tables)


def test_who_needs_attention_most_stands_first(plan: Plan, tmp_path: Path) -> None:
    rows = [list(row) for row in agency_sheet(merged_of(tmp_path, plan)).rows]
    assert rows == [
        ["STC", "Sở STC", "on_time", None, None, None, 2, None, None, 2, 1, None],
        ["SYT", "Sở SYT", "on_time", None, None, None, 1, None, None, 1, 92, None],
        ["STP", "Sở STP", "missing", None, None, None, None, None, 1, 1, None, None],
        ["SXD", "Sở SXD", "missing", *[None] * 9],
        ["SNV", "Sở SNV", "on_time", None, None, 1, None, None, None, 1, None, None],
    ]


def test_one_sheet_more_that_is_not_shown_says_what_the_report_is_of(
    plan: Plan, tmp_path: Path
) -> None:
    path = plansheet.write_report(merged_of(tmp_path, plan), tmp_path / "r.xlsx")
    book = openpyxl.load_workbook(path)
    assert [s.title for s in book if s.sheet_state != "visible"] == ["_bao_cao"]
    assert [*book["_bao_cao"].values] == [
        ("Mã kế hoạch", "KH-2021"),
        ("Kỳ báo cáo", "2021-Q2"),
        ("Ngày tổng hợp", "1/7/2021"),
    ]
    texts = {value for row in book["Tổng hợp"].values for value in row}
    assert not texts & {"Mã kế hoạch", "KH-2021", "2021-Q2"}


def test_a_report_that_says_it_on_its_first_page_is_read_too(plan: Plan, tmp_path: Path) -> None:
    path = plansheet.write_report(merged_of(tmp_path, plan), tmp_path / "r.xlsx")
    book = openpyxl.load_workbook(path)
    first = book["Tổng hợp"]
    assert isinstance(first, Worksheet)
    for number, (name, text) in enumerate(book["_bao_cao"].values, start=1):
        first.cell(number, 30, name)
        first.cell(number, 31, text)
    del book["_bao_cao"]
    book.save(path)
    read = read_report(path, plan)
    assert (str(read.period), read.as_of) == ("2021-Q2", date(2021, 7, 1))
