"""Until which day figures count: a fact of the plan; what is sent before is an estimate."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

import plansheet
from plansheet.cli.commands import cli
from plansheet.forms.names import FormName
from support.filling import FACTS, indicator, key, make_plan, plan_tables, task
from support.sending import Filled, send

FIGURES = FormName.INDICATOR_REPORT
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


# Figures that were estimates.

FINAL = "Số chính thức"


def test_final_figures_are_asked_for_and_held_against_the_estimates(tmp_path: Path) -> None:
    facts = {**FACTS, "Chốt số liệu": "Không"}
    rows = [indicator("CT1", "SYT; STC"), indicator("CT2", "SYT", unit="%", aggregation="Tỷ lệ")]
    plan = make_plan(tmp_path, plan_tables([], rows, facts=facts))
    first: dict[str, Filled] = {
        "SYT": {
            (FIGURES, "CT1"): {"actual": Decimal(10), "cumulative": Decimal(10)},
            (FIGURES, "CT2.tu"): {"cumulative": Decimal(30)},
            (FIGURES, "CT2.mau"): {"cumulative": Decimal(60)},
        },
        "STC": {(FIGURES, "CT1"): {"explanation": "Chưa có"}},
    }
    returns = send(plan, tmp_path / "q1", first, period="2021-Q1")
    earlier = tmp_path / "q1.xlsx"
    plansheet.write_report(plansheet.merge(plan, "2021-Q1", returns, date(2021, 3, 15)), earlier)
    paths = plansheet.issue(plan, "2021-Q2", tmp_path / "issued", previous=earlier)
    books = {path.stem[:3]: openpyxl.load_workbook(path) for path in paths}
    assert FINAL not in books["STC"].sheetnames
    sheet = books["SYT"][FINAL]
    top = next(c.row for row in sheet["B1:B9"] for c in row if c.value == "Mã")
    lines = [row[:9] for row in sheet.iter_rows(min_row=top, max_row=top + 3, values_only=True)]
    assert lines == [
        (
            *("STT", "Mã", "Chỉ tiêu", "Đơn vị tính", "Kỳ đã ước", "Ước trong kỳ"),
            *("Chính thức trong kỳ", "Ước lũy kế", "Chính thức lũy kế"),
        ),
        (1, "CT1", "Chỉ tiêu số CT1", "xã", "Quý I/2021", 10, None, 10, None),
        (2, "CT2.tu", lines[2][2], None, "Quý I/2021", None, None, 30, None),
        (3, "CT2.mau", lines[3][2], None, "Quý I/2021", None, None, 60, None),
    ]
    sheet.cell(top + 1, 7).value = 12
    sheet.cell(top + 1, 9).value = 12
    sheet.cell(top + 2, 9).value = 30
    figures = books["SYT"]["Chỉ tiêu"]
    at = next(c.row for row in figures["B1:B9"] for c in row if c.value == "CT1")
    figures.cell(at, 7).value, figures.cell(at, 8).value = 8, 20
    (tmp_path / "q2").mkdir()
    books["SYT"].save(tmp_path / "q2" / "SYT_2021-Q2.xlsx")
    merged = plansheet.merge(plan, "2021-Q2", tmp_path / "q2", date(2021, 6, 15), previous=earlier)
    told = {p for p in key(merged.all_problems) if p[1] in (FINAL, "Chỉ tiêu")}
    assert told == {
        ("estimate-corrected", FINAL, f"G{top + 1}"),
        ("estimate-corrected", FINAL, f"I{top + 1}"),
    }
    (one, _) = [p for p in merged.all_problems if p.code == "estimate-corrected"]
    assert one.severity == "info"
    assert one.message == "CT1: số ước Quý I/2021 là 10, số chính thức là 12."
    report = plansheet.write_report(merged, tmp_path / "q2.xlsx")
    said = openpyxl.load_workbook(report or tmp_path / "q2.xlsx")["Chỉ tiêu"]
    texts = {c.value for row in said.iter_rows() for c in row if isinstance(c.value, str)}
    assert {
        "Sở Y tế: Chính thức trong kỳ 12 (ước 10); Chính thức lũy kế 12 (ước 10)",
        "Sở Y tế CT2.tu: Chính thức lũy kế 30 (ước 30)",
    } <= texts
