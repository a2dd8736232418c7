"""Until which day figures count: a fact of the plan; what is sent before is an estimate."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

import plansheet
from plansheet.cli.commands import cli
from support.filling import FACTS, key, make_plan, plan_tables, task

WHOLE = "từ ngày 1/4/2021 đến hết ngày 30/6/2021"
ESTIMATED = "Hạn gửi đến trước khi hết kỳ: ghi số ước đến hết kỳ; số chính thức được hỏi ở kỳ sau."
DECREE = "từ ngày 15/3/2021 đến hết ngày 14/6/2021"
WARNING = {("figures-estimated", "Lịch báo cáo", "B2")}
FORMER = "Chốt số liệu theo Nghị định 09/2019"


@pytest.mark.parametrize(
    ("facts", "span", "problems"),
    [
        ({}, WHOLE, WARNING),
        ({"Chốt số liệu": "Có"}, DECREE, set()),
        ({"Chốt số liệu": "theo Nghị định số 09/2019/NĐ-CP"}, DECREE, set()),
        ({"Chốt số liệu": "Không"}, WHOLE, set()),
        (
            {"Chốt số liệu": "trước ngày 11 tháng cuối quý"},
            "từ ngày 11/3/2021 đến hết ngày 10/6/2021",
            set(),
        ),
        ({"Chốt số liệu": "ngày 31"}, WHOLE, set()),
        ({"Chốt số liệu": "sớm"}, WHOLE, {("not-in-list", "Kế hoạch", "B10")}),
    ],
)
def test_the_guide_says_which_days_count(
    tmp_path: Path, facts: dict[str, str], span: str, problems: set[tuple[str, str, str]]
) -> None:
    own = {name: text for name, text in FACTS.items() if name != "Chốt số liệu"}
    plan = make_plan(tmp_path, plan_tables([task("NV1", "SYT")], facts={**own, **facts}))
    assert key(plan.problems) == problems
    again = plansheet.read_plan(plansheet.write_plan(plan, tmp_path / "again.xlsx"))
    assert replace(again, forms=plan.forms) == plan
    (path,) = plansheet.issue(plan, "2021-Q2", tmp_path / "issued")
    guide = openpyxl.load_workbook(path)["Hướng dẫn"]
    rows = {row[0].value: row[1].value for row in guide.iter_rows(max_col=2)}
    assert rows["Số liệu"] == span
    told = any(ESTIMATED in str(row[0].value) for row in guide.iter_rows(max_col=1))
    assert told == (span == WHOLE)


def test_the_name_of_the_earlier_release_is_understood(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    make_plan(tmp_path, plan_tables([task("NV1", "SYT")]))
    book = openpyxl.load_workbook(path)
    (cell,) = (row[0] for row in book["Kế hoạch"].iter_rows() if row[0].value == "Chốt số liệu")
    cell.value = FORMER
    book.save(path)
    plan = plansheet.read_plan(path)
    assert (plan.cutoff, plan.problems) == ("Có", ())


@pytest.mark.parametrize(
    ("deadline", "problems"),
    [
        ("ngày 30 tháng cuối kỳ", WARNING),
        ("ngày cuối tháng cuối kỳ", set()),
        ("ngày 5 tháng sau kỳ", set()),
        ("10/11/2021", WARNING),
        ("", set()),
    ],
)
def test_a_deadline_before_the_end_is_a_warning(
    tmp_path: Path, deadline: str, problems: set[tuple[str, str, str]]
) -> None:
    """The 30th is before the end of the first quarter; a fixed day belongs to one period."""
    own = {name: text for name, text in FACTS.items() if name != "Chốt số liệu"}
    calendar = [{"period_kind": "Quý", "deadline": deadline}]
    plan = make_plan(tmp_path, plan_tables([task("NV1", "SYT")], facts=own, calendar=calendar))
    assert key(plan.problems) == problems


def test_a_blank_plan_asks_for_it(tmp_path: Path) -> None:
    run = CliRunner().invoke(cli, ["new", str(tmp_path / "new.xlsx")], standalone_mode=False)
    assert run.exception is None
    sheet = openpyxl.load_workbook(tmp_path / "new.xlsx")["Kế hoạch"]
    (row,) = (row for row in sheet.iter_rows(values_only=True) if row[0] == "Chốt số liệu")
    assert row[1] is None
    assert "Nghị định 09/2019/NĐ-CP" in str(row[2])
