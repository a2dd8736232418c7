"""The earlier periods of a plan: which reports `previous` takes, and how a year is shown."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import plansheet
from plansheet.cli import main
from plansheet.report.history import read_earlier
from support.filling import indicator, make_plan, plan_tables
from support.sending import Filled, send

PERIODS = {
    # period → the day of the report, the cumulative figure of CT1 from SYT and UBA, of CT2 from UBB
    "2020-Q3": (date(2020, 10, 1), (60, 30), 9),
    "2021-Q1": (date(2021, 4, 1), (10, 5), 3),
    "2021-Q2": (date(2021, 7, 1), (25, 15), None),
    "2021-Q3": (date(2021, 10, 1), (30, 10), 4),
}


FACTS = {
    "Mã kế hoạch": "KH",
    "Tên kế hoạch": "Kế hoạch ba năm",
    "Năm bắt đầu": "2020",
    "Năm kết thúc": "2022",
}


def said_in(period: str) -> dict[str, Filled]:
    _, (syt, uba), ubb = PERIODS[period]
    given = {("SYT", "CT1"): syt, ("UBA", "CT1"): uba, ("UBB", "CT2"): ubb}
    return {
        agency: {("indicator_report", code): {"cumulative": Decimal(figure)}}
        for (agency, code), figure in given.items()
        if figure is not None
    }


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> plansheet.Plan:
    rows = [indicator("CT1", "SYT; UBA"), indicator("CT2", "UBB")]
    return make_plan(tmp_path_factory.mktemp("plan"), plan_tables(indicators=rows, facts=FACTS))


@pytest.fixture(scope="module")
def reports(plan: plansheet.Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the reports of all periods but the last, in folders by year."""
    folder = tmp_path_factory.mktemp("reports")
    for period in list(PERIODS)[:-1]:
        path = folder / period[:4] / f"{period}.xlsx"
        path.parent.mkdir(exist_ok=True)
        plansheet.write_report(merged(plan, period, folder.parent / "returns"), path)
    (folder / "ghi chú.docx").write_bytes(b"PK")
    return folder


def merged(
    plan: plansheet.Plan, period: str, folder: Path, previous: Any = None
) -> plansheet.Consolidation:
    returns = send(plan, folder / period, said_in(period), period=period)
    return plansheet.merge(plan, period, returns, PERIODS[period][0], previous=previous)


def indicators_in(report: Path) -> list[Mapping[str, object]]:
    rows = list(openpyxl.load_workbook(report)["Chỉ tiêu"].iter_rows(min_row=4, values_only=True))
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def test_the_year_stands_beside_the_period(
    plan: plansheet.Plan, reports: Path, tmp_path: Path
) -> None:
    now = merged(plan, "2021-Q3", tmp_path, reports)
    report = plansheet.write_report(now, tmp_path / "q3.xlsx")
    shown = ("Lũy kế Quý I/2021", "Lũy kế Quý II/2021", "Lũy kế từ đầu năm", "Diễn biến")
    first, second = indicators_in(report)
    assert [title for title in first if title.startswith(("Lũy kế", "Diễn"))] == list(shown)
    assert [first[title] for title in shown] == [15, 40, 40, "="]
    assert [second[title] for title in shown] == [3, None, 4, "↑"]
    with zipfile.ZipFile(report) as archive:
        (drawn,) = [
            text
            for name in archive.namelist()
            if name.startswith("xl/worksheets/sheet")
            and "x14:sparkline" in (text := archive.read(name).decode())
        ]
    for row in (5, 6):
        assert f"<xm:f>'Chỉ tiêu'!H{row}:J{row}</xm:f><xm:sqref>K{row}</xm:sqref>" in drawn
    again = plansheet.write_report(now, tmp_path / "again.xlsx")
    assert again.read_bytes() == report.read_bytes()


def test_what_is_compared_with_is_the_latest(
    plan: plansheet.Plan, reports: Path, tmp_path: Path
) -> None:
    now = merged(plan, "2021-Q3", tmp_path, reports)
    assert [str(one.period) for one in now.history] == ["2020-Q3", "2021-Q1", "2021-Q2"]
    assert now.changes.values.tolist() == [["CT2", "cumulative", None, Decimal(4)]]
    alone = merged(plan, "2021-Q3", tmp_path / "alone", reports / "2021" / "2021-Q2.xlsx")
    assert alone.changes.equals(now.changes)
    report = plansheet.write_report(alone, tmp_path / "q3.xlsx")
    assert [title for title in indicators_in(report)[0] if title.startswith("Lũy")] == [
        "Lũy kế Quý II/2021",
        "Lũy kế từ đầu năm",
    ]
    back = read_earlier(report, plan, plan.period("2021-Q4"))
    assert back is not None
    assert back.indicators["CT1"].values["cumulative"] == Decimal(40)


def test_templates_start_from_this_year_and_the_year_before(
    plan: plansheet.Plan, reports: Path, tmp_path: Path
) -> None:
    plansheet.issue(plan, "2021-Q3", tmp_path, previous=[reports / "2020", reports / "2021"])
    sheet = openpyxl.load_workbook(tmp_path / "SYT_2021-Q3.xlsx")["Chỉ tiêu"]
    assert (sheet["E6"].value, sheet["E6"].protection.locked) == (60, True)
    assert (sheet["H6"].value, sheet["H6"].protection.locked) == (25, False)


def test_without_an_earlier_period_there_is_nothing_to_show(
    plan: plansheet.Plan, reports: Path, tmp_path: Path
) -> None:
    report = plansheet.write_report(
        merged(plan, "2021-Q1", tmp_path, reports / "2020"), tmp_path / "q1.xlsx"
    )
    assert not [title for title in indicators_in(report)[0] if "Quý" in title or "Diễn" in title]
    (tmp_path / "empty").mkdir()
    assert merged(plan, "2021-Q1", tmp_path / "again", tmp_path / "empty").history == ()


def test_a_report_that_is_made_again_may_lie_in_the_folder(
    plan: plansheet.Plan, reports: Path, tmp_path: Path
) -> None:
    (again := tmp_path / "reports").mkdir()
    shutil.copytree(reports / "2021", again, dirs_exist_ok=True)
    q3 = plansheet.write_report(merged(plan, "2021-Q3", tmp_path, again), again / "2021-Q3.xlsx")
    now = merged(plan, "2021-Q3", tmp_path / "2", again)
    assert [str(one.period) for one in now.history] == ["2021-Q1", "2021-Q2"]
    with pytest.raises(plansheet.InputError, match="2021-Q3"):
        merged(plan, "2021-Q3", tmp_path / "3", q3)
    with pytest.raises(plansheet.InputError, match="2021-Q3"):
        plansheet.issue(plan, "2021-Q2", tmp_path / "4", previous=again)


def test_of_two_reports_of_a_period_the_later_counts(
    plan: plansheet.Plan, reports: Path, tmp_path: Path
) -> None:
    (folder := tmp_path / "reports").mkdir()
    first = shutil.copy(reports / "2021" / "2021-Q2.xlsx", folder / "a.xlsx")
    returns = send(plan, tmp_path / "q2", said_in("2021-Q3"), period="2021-Q2")
    later = plansheet.merge(plan, "2021-Q2", returns, date(2021, 7, 9))
    plansheet.write_report(later, folder / "0.xlsx")
    found = read_earlier(folder, plan, plan.period("2021-Q3"))
    assert found is not None
    assert (found.path.name, found.before, found.as_of) == ("0.xlsx", (), date(2021, 7, 9))
    shutil.copy(first, folder / "b.xlsx")
    with pytest.raises(plansheet.InputError, match=r"b\.xlsx.*a\.xlsx|a\.xlsx.*b\.xlsx"):
        read_earlier([folder / "a.xlsx", folder / "b.xlsx"], plan, plan.period("2021-Q3"))


def test_a_folder_of_something_else_is_refused(
    plan: plansheet.Plan, reports: Path, tmp_path: Path
) -> None:
    (other := tmp_path / "other").mkdir()
    (folder := tmp_path / "mixed").mkdir()
    plansheet.issue(plan, "2021-Q1", folder)
    with pytest.raises(plansheet.InputError, match="không phải là báo cáo tổng hợp"):
        merged(plan, "2021-Q3", tmp_path, folder)
    tables = plan_tables(
        indicators=[indicator("CT1", "SYT; UBA"), indicator("CT2", "UBB")],
        facts={**FACTS, "Mã kế hoạch": "KHAC"},
    )
    with pytest.raises(plansheet.InputError, match="kế hoạch KH, không phải KHAC"):
        read_earlier(reports, make_plan(other, tables), plan.period("2021-Q3"))
    with pytest.raises(plansheet.InputError, match="none"):
        merged(plan, "2021-Q3", tmp_path, tmp_path / "none")


def test_an_indicator_that_had_another_name_has_no_past(
    plan: plansheet.Plan, reports: Path, tmp_path: Path
) -> None:
    rows = [indicator("CT1", "SYT; UBA", indicator_name="Khác hẳn"), indicator("CT2", "UBB")]
    revised = make_plan(tmp_path, plan_tables(indicators=rows, facts=FACTS))
    now = merged(revised, "2021-Q3", tmp_path / "in", reports)
    first, second = indicators_in(plansheet.write_report(now, tmp_path / "q3.xlsx"))
    assert (first["Lũy kế Quý II/2021"], first["Diễn biến"]) == (None, None)
    assert (second["Lũy kế Quý I/2021"], second["Diễn biến"]) == (3, "↑")


def test_no_report_that_was_read_is_written_over(
    plan: plansheet.Plan, reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = plansheet.write_plan(plan, tmp_path / "plan.xlsx")
    shutil.copytree(reports, folder := tmp_path / "reports")
    returns = send(plan, tmp_path / "in", said_in("2021-Q3"), period="2021-Q3")
    q1, q3 = folder / "2021" / "2021-Q1.xlsx", folder / "2021" / "2021-Q3.xlsx"
    before = q1.read_bytes()
    given = ["merge", str(book), str(returns), "--period", "2021-Q3", "--as-of", "1/10/2021"]
    given += ["--previous", str(folder / "2020"), "--previous", str(folder / "2021"), "-o"]
    for out, status in ((q1, 2), (q3, 0), (q3, 0)):
        with pytest.raises(SystemExit) as stopped:
            main([*given, str(out)])
        assert stopped.value.code == status, capsys.readouterr().err
    assert q1.read_bytes() == before
    assert indicators_in(q3)[0]["Lũy kế Quý I/2021"] == 15
