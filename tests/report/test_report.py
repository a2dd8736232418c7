"""The report workbook: its first page says what to act on and leads there."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from plansheet import Consolidation, Plan, merge, write_report
from plansheet.demo.simulation import simulate
from plansheet.language.wording import said as in_language
from plansheet.plan.periods import Period
from plansheet.report.explain import explain
from plansheet.report.provenance import source_sheet
from plansheet.report.return_sheets import conflict_sheet
from plansheet.report.sheets import indicator_sheet, task_sheet
from support.filling import indicator, make_plan, plan_tables
from support.sending import Filled, send

pytestmark = pytest.mark.usefixtures("read_here")

AS_OF = date(2021, 7, 1)


@pytest.fixture(scope="module")
def merged(kien_giang: Plan, tmp_path_factory: pytest.TempPathFactory) -> Consolidation:
    """The simulated returns of a quarter of the Kiên Giang plan, merged."""
    folder = tmp_path_factory.mktemp("report")
    simulate(kien_giang, Period.parse("2021-Q2"), folder, AS_OF, seed=2021)
    return merge(kien_giang, "2021-Q2", folder, AS_OF)


@pytest.fixture(scope="module")
def report(merged: Consolidation, tmp_path_factory: pytest.TempPathFactory) -> Workbook:
    return openpyxl.load_workbook(write_report(merged, tmp_path_factory.mktemp("r") / "r.xlsx"))


def test_what_is_just_missed_is_not_shown_as_met(tmp_path: Path) -> None:
    row = indicator("CT1", "SYT", target_2021="1000")
    plan = make_plan(tmp_path, plan_tables(indicators=[row]))
    told: Filled = {("indicator_report", "CT1"): {"forecast": Decimal("999.6")}}
    returns = send(plan, tmp_path / "in", {"SYT": told})
    path = write_report(merge(plan, "2021-Q2", returns, AS_OF), tmp_path / "r.xlsx")
    sheet = openpyxl.load_workbook(path)["Chỉ tiêu"]
    (cell,) = (c for row in sheet.iter_rows() for c in row if c.value == 99.96)
    assert cell.number_format == "0.00"
    assert explain(path, "CT1").says["So với kế hoạch (%)"] == "99,96"


@pytest.mark.parametrize(
    ("target", "told", "shown"),
    [
        ("50", [{"cumulative": 10, "forecast": 30}, {"forecast": 20}], "1/2\nĐánh giá: 2/2"),
        ("50", [{"cumulative": 10}, {"cumulative": 20}], "2/2\nĐánh giá: 0/2"),
        ("50", [{"cumulative": 10, "forecast": 30}], "1/2"),
        ("", [{"cumulative": 10}, {"cumulative": 20}], "2/2"),
    ],
)
def test_who_gave_what_is_judged_stands_beside_who_reported(
    target: str, told: list[dict[str, int]], shown: str, tmp_path: Path
) -> None:
    row = indicator("CT1", "SYT; STC", target_2021=target)
    plan = make_plan(tmp_path, plan_tables(indicators=[row]))
    said: dict[str, Filled] = {
        agency: {("indicator_report", "CT1"): {name: Decimal(n) for name, n in figures.items()}}
        for agency, figures in zip(("SYT", "STC"), told, strict=False)
    }
    merged = merge(plan, "2021-Q2", send(plan, tmp_path / "in", said), AS_OF)
    sheet = indicator_sheet(merged, source_sheet(merged))
    names = [column.name for column in sheet.columns]
    assert in_language(sheet.rows[0][names.index("reported")], "vi") == shown


def test_rows_bear_the_numbers_of_the_plan(report: Workbook, kien_giang: Plan) -> None:
    numbers = [row[0].value for row in report["Chỉ tiêu"].iter_rows(min_row=5, max_col=1)]
    assert numbers == [indicator.stt or None for indicator in kien_giang.indicators]
    assert None in numbers


def test_columns_in_which_nothing_stands_are_narrow(merged: Consolidation) -> None:
    width = {c.name: c.width for c in task_sheet(merged, source_sheet(merged)).columns}
    assert width["note"] < 10 < width["result"]
    assert {c.name: c.width for c in conflict_sheet(merged).columns}["decision"] > 15
