"""What reports say of due dates: that the plan's default serves, that they were moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl

import plansheet
from plansheet.plan.periods import parse_due
from plansheet.plan.workbook.reading import check_plan
from plansheet.plan.workbook.writing import write_tables
from support.filling import FACTS, key, make_plan, plan_tables, task

DEFAULT = {**FACTS, "Hạn mặc định": "31/12"}


def report_rows(plan: plansheet.Plan, folder: Path) -> dict[str, dict[str, object]]:
    """The rows of `Nhiệm vụ` of a report without returns, by code and header."""
    merged = plansheet.merge(plan, "2021-Q3", [], date(2021, 10, 1))
    path = plansheet.write_report(merged, folder / "report.xlsx")
    rows = openpyxl.load_workbook(path)["Nhiệm vụ"].iter_rows(min_row=4, values_only=True)
    header = next(rows)
    return {str(row[1]): dict(zip(map(str, header), row, strict=True)) for row in rows if row[1]}


def test_the_default_serves_tasks_without_a_date(tmp_path: Path) -> None:
    tasks = [
        task("NV1", "SYT", due=""),
        task("NV2", "SYT", due="Khi có hướng dẫn"),
        task("NV3", "SYT", due="Quý III/2021"),
        task("NV4", "SYT", due="Hàng năm"),
    ]
    plan = make_plan(tmp_path, plan_tables(tasks, facts=DEFAULT))
    assert [(t.due.date, t.due.by_default) for t in plan.tasks] == [
        (date(2022, 12, 31), True),
        (date(2022, 12, 31), True),
        (date(2021, 9, 30), False),
        (None, False),
    ]
    again = plansheet.read_plan(plansheet.write_plan(plan, tmp_path / "again.xlsx"))
    assert replace(again, forms=plan.forms) == plan
    rows = report_rows(plan, tmp_path)
    assert {code: row["Thời gian trình"] for code, row in rows.items()} == {
        "NV1": "(hạn mặc định 31/12/2022)",
        "NV2": "Khi có hướng dẫn\n(hạn mặc định 31/12/2022)",
        "NV3": "Quý III/2021",
        "NV4": "Hàng năm",
    }


def test_a_default_that_is_no_day(tmp_path: Path) -> None:
    facts = {**FACTS, "Hạn mặc định": "khi xong"}
    path = write_tables(plan_tables([task("NV1", "SYT")], facts=facts), tmp_path / "plan.xlsx")
    assert key(check_plan(path)[1]) == {("bad-date", "Kế hoạch", "B11")}


def test_the_text_is_the_history_of_a_due_date() -> None:
    read = {
        text: (due.date, due.original, due.extensions)
        for text in (
            "Quý II/2021",
            "Quý II/2021 (gia hạn đến Quý III/2021)",
            "Quý II (gia hạn đến Quý III/2021; gia hạn đến 30/11/2021)",
            "Quý IV/2021 (điều chỉnh thành 15/8/2021)",
            "Quý II/2021 (không gia hạn)",
            "Theo tiến độ (gia hạn đến 31/12/2021)",
        )
        for due in [parse_due(text, 2021)]
    }
    june, third = date(2021, 6, 30), date(2021, 9, 30)
    assert list(read.values()) == [
        (june, None, 0),
        (third, june, 1),
        (date(2021, 11, 30), june, 2),
        (date(2021, 8, 15), date(2021, 12, 31), 1),
        (june, None, 0),
        (date(2021, 12, 31), None, 1),
    ]


def test_a_report_shows_the_original_date_and_how_often_it_was_moved(tmp_path: Path) -> None:
    tasks = [
        task("NV1", "SYT", due="Quý II/2021 (gia hạn đến Quý III/2021; gia hạn đến 30/11/2021)"),
        task("NV2", "SYT"),
    ]
    rows = report_rows(make_plan(tmp_path, plan_tables(tasks)), tmp_path)
    shown = [(r["Hạn"], r["Hạn ban đầu"], r["Số lần gia hạn"]) for r in rows.values()]
    days = [[day and day.date() for day in row[:2]] for row in shown]  # type: ignore[attr-defined]
    assert days == [[date(2021, 11, 30), date(2021, 6, 30)], [date(2021, 12, 31), None]]
    assert [row[2] for row in shown] == [2, None]
