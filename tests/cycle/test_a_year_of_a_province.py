"""A whole year of an invented province at the command line, four quarters, by hand-made figures.

The quarters are played once, one after the other; the tests then look at what each step said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

import plansheet
from plansheet import load_forms
from plansheet.plan.workbook.writing import write_tables
from plansheet.workbooks.reading import Reader
from support.coordinator import Coordinator, Outcome, Rows
from support.filling import Typed
from support.province import AGENCIES, province

pytestmark = pytest.mark.slow

TASK_CLASSES = (
    "done_on_time",
    "done_late",
    "open_in_time",
    "open_overdue",
    "no_due_date",
    "not_reported",
)


AGENCY_CLASSES = (
    "Hoàn thành đúng hạn",
    "Hoàn thành quá hạn",
    "Chưa hoàn thành, trong hạn",
    "Chưa hoàn thành, quá hạn",
    "Không thời hạn",
    "Chưa báo cáo",
)
OF_THREE = "chỉ tiêu giao của 3/4 cơ quan đã báo cáo: 900"
"""CT2 without XHL: 300 + 250 + 350."""


def figures(actual: Typed, cumulative: Typed, forecast: Typed) -> dict[str, Typed]:
    return {"actual": actual, "cumulative": cumulative, "forecast": forecast}


def going(progress: int) -> dict[str, Typed]:
    return {"status": "Đang thực hiện", "progress": progress}


def done(number: str, day: date) -> dict[str, Typed]:
    return {"status": "Hoàn thành", "progress": 100, "document_no": number, "document_date": day}


def counts(
    period: str,
    as_of: str,
    *,
    received: int,
    late: int = 0,
    expected: int = 14,
    missing: list[str],
    blank: list[str],
    classes: tuple[int, ...],
    indicators: tuple[int, int, int],
) -> dict[str, Any]:
    """The JSON of a consolidation: classes and attainment in the order of the design."""
    met, not_met, unknown = indicators
    return {
        "period": period,
        "as_of": as_of,
        "expected": expected,
        "received": received,
        "on_time": received - late,
        "late": late,
        "missing": missing,
        "blank": blank,
        "tasks": {"total": 12, "by_class": dict(zip(TASK_CLASSES, classes, strict=True))},
        "indicators": {"total": 8, "met": met, "not_met": not_met, "unknown": unknown},
    }


@dataclass
class Year:
    """The desk, and by step what the command said."""

    desk: Coordinator
    said: dict[str, Outcome]

    def indicators(self, report: str) -> dict[str, tuple[Any, ...]]:
        """By code what the sheet `Chỉ tiêu` says, per cents of the plan to one decimal."""
        columns = (
            *("Mã", "Thực hiện trong kỳ", "Lũy kế từ đầu năm", "Ước thực hiện cả năm"),
            *("So với kế hoạch (%)", "Đánh giá", "So sánh với", "Số cơ quan đã báo cáo"),
        )
        return {
            code: (*typed, share and round(share, 1), *judged)
            for code, *typed, share, judged in (
                (*row[:5], row[5:]) for row in self.desk.table(report, "Chỉ tiêu", columns)
            )
        }


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Year]:
    """The year as it was played; returns are read in this process, to save starting another."""

    def here(workers: int = 1, isolated: bool = False) -> Reader:
        return Reader(workers, isolated=False)

    played = Year(Coordinator(tmp_path_factory.mktemp("year")), {})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("plansheet.cycle.Reader", here)
        (played.desk.folder / "reports").mkdir()
        write_tables(province(), played.desk.folder / "plan.xlsx", load_forms(None))
        _first_quarter(played)
        yield played


# The first quarter: one agency is silent, one return is blank, one is corrected.

FIRST: dict[str, Rows] = {
    "STC": {
        "NV01": done("15/TTr-STC", date(2026, 3, 10)),
        "NV11": going(10),
        "CT1": figures(7.9, 7.9, 8.6),
    },
    "SNNMT": {"NV02": going(40)},
    "SXD": {"NV03": going(30), "CT8": figures(44, 44, 45)},
    "SCT": {
        "NV04": {"status": "Hoàn thành", "document_no": "20/TTr-SCT"},
        "CT6": figures("sáu mươi", 60, 300),
    },
    "SKHCN": {"NV06": {"status": "Chưa triển khai"}},
    "SYT": {"NV08": going(40), "CT5": figures(95, 95, 96)},
    "SGDDT": {"NV08": going(40), "NV12": going(20), "CT7": figures(70, 70, 74)},
    "SVHTTDL": {"NV09": going(25)},
    "BQLKCN": {"NV05": going(10), "CT6": figures(50, 50, 220)},
    "XAT": {
        "NV10": done("7/KH-UBND", date(2026, 3, 12)),
        "CT2": figures(80, 80, 310),
        "CT3.tu": figures(30, 30, 20),
        "CT3.mau": figures(1000, 1000, 1000),
        "CT4": figures(2, 2, 12),
    },
    "XBM": {
        "NV10": going(50),
        "CT2": figures(60, 60, 255),
        "CT3.tu": figures(50, 50, 40),
        "CT3.mau": figures(2000, 2000, 2000),
        "CT4": figures(1, 1, 10),
    },
    "XHL": {},
    "PDK": {
        "NV10": going(20),
        "CT2": figures(90, 90, 360),
        "CT3.tu": figures(20, 20, 15),
        "CT3.mau": figures(1000, 1000, 1000),
        "CT4": figures(0, 0, 8),
    },
}
CORRECTED: Rows = {"NV04": going(60), "CT6": figures(60, 60, 300)}


def _first_quarter(year: Year) -> None:
    desk, said, q1 = year.desk, year.said, "2026-Q1"
    when = ("--period", q1, "--as-of", "2026-04-05")
    plan = plansheet.read_plan(desk.folder / "plan.xlsx")
    said["check"] = desk.run("check", "plan.xlsx", "--json", period=q1)
    said["issue 1"] = desk.run("issue", "plan.xlsx", *when[:2], "-o", f"issued/{q1}", period=q1)
    said["untouched 1"] = desk.run("status", "plan.xlsx", f"issued/{q1}", *when, "--json")
    desk.receive(plan, q1, FIRST, date(2026, 3, 20))
    said["status 1"] = desk.run("status", "plan.xlsx", f"returns/{q1}", *when, "--json", period=q1)
    desk.receive(plan, q1, {"SCT": CORRECTED}, date(2026, 3, 28), " sửa")
    said["validate 1"] = desk.run(
        "validate", f"returns/{q1}", "--plan", "plan.xlsx", *when, "--json"
    )
    said["remind 1"] = desk.run(
        "remind", "plan.xlsx", f"returns/{q1}", *when, "-o", f"letters/{q1}", "--json", period=q1
    )
    said["merge 1"] = desk.run(
        *("merge", "plan.xlsx", f"returns/{q1}", *when, "-o", f"reports/{q1}.xlsx", "--json"),
        period=q1,
    )


def test_the_plan_says_what_is_not_allocated_and_has_no_date(year: Year) -> None:
    said = year.said["check"]
    assert said.status == 0
    assert said.places == {
        ("allocation-incomplete", "plan.xlsx", "Giao chỉ tiêu", "D6:D7"),
        ("due-unclear", "plan.xlsx", "Nhiệm vụ", "G10"),
    }


def test_what_was_just_issued_is_nobodys_return(year: Year) -> None:
    everybody = [code for code, *_ in AGENCIES]
    said = year.said["untouched 1"]
    assert (year.said["issue 1"].status, said.status) == (0, 0)
    assert said.counts == counts(
        *("2026-Q1", "2026-04-05"),
        received=0,
        missing=everybody,
        blank=everybody,
        classes=(0, 0, 0, 0, 0, 12),
        indicators=(0, 0, 8),
    )
    assert said.places == {("blank-return", f"{code}_2026-Q1.xlsx", "", "") for code in everybody}


def test_errors_of_the_first_quarter_stand_at_their_cells(year: Year) -> None:
    said = year.said["status 1"]
    assert said.status == 1
    assert said.places == {
        ("missing-return", "", "", ""),
        ("blank-return", "XHL_2026-Q1.xlsx", "", ""),
        ("rule-violated", "SCT_2026-Q1.xlsx", "Nhiệm vụ", "L6"),
        ("not-a-number", "SCT_2026-Q1.xlsx", "Chỉ tiêu", "G6"),
    }
    # NV04 counts as done: a document without a usable date is judged by the day of the merge.
    assert said.counts == counts(
        *("2026-Q1", "2026-04-05"),
        received=12,
        missing=["SNV", "XHL"],
        blank=["XHL"],
        classes=(2, 0, 8, 0, 1, 1),
        indicators=(5, 1, 2),
    )


def test_what_was_corrected_is_no_error_any_more(year: Year) -> None:
    mended = {
        ("superseded", "SCT_2026-Q1.xlsx", "Nhiệm vụ", "L6"),
        ("superseded", "SCT_2026-Q1.xlsx", "Chỉ tiêu", "G6"),
        ("blank-return", "XHL_2026-Q1.xlsx", "", ""),
    }
    assert (year.said["validate 1"].status, year.said["validate 1"].places) == (0, mended)
    said = year.said["merge 1"]
    assert said.status == 0
    assert said.places == {
        *mended,
        ("missing-return", "", "", ""),
        ("late-return", "SCT_2026-Q1 sửa.xlsx", "", ""),
        ("duplicate-return", "SCT_2026-Q1.xlsx", "Nhiệm vụ", "H6"),
        ("duplicate-return", "SCT_2026-Q1.xlsx", "Nhiệm vụ", "K6"),
    }
    assert said.counts == counts(
        *("2026-Q1", "2026-04-05"),
        received=12,
        missing=["SNV", "XHL"],
        blank=["XHL"],
        classes=(1, 0, 9, 0, 1, 1),
        indicators=(5, 1, 2),
    )


def test_letters_go_to_the_silent_and_the_blank(year: Year) -> None:
    letters = year.said["remind 1"].json["letters"]
    assert [(x["agency"], x["reasons"], x["tasks"], x["indicators"]) for x in letters] == [
        ("SNV", ["missing"], ["NV07"], []),
        ("XHL", ["blank"], ["NV10"], ["CT2", "CT3", "CT4"]),
    ]
    assert {path.name for path in (year.desk.folder / "letters/2026-Q1").iterdir()} == {
        "SNV_2026-Q1.docx",
        "XHL_2026-Q1.docx",
    }


def test_the_first_report(year: Year) -> None:
    report = "reports/2026-Q1.xlsx"
    assert year.desk.row(report, "Tổng hợp", 6) == [
        "12/14",
        "12/14",
        "1",
        "9",
        "0",
        "1",
        "5/8",
        "0",
    ]
    assert year.indicators(report) == {
        "CT1": (7.9, 7.9, 8.6, 101.2, "Đạt", None, "1/1"),
        "CT2": (230, 230, 925, 102.8, "Đạt", OF_THREE, "3/4"),
        "CT3": (2.5, 2.5, 1.875, 85.2, "Chưa rõ", None, "3/4"),
        "CT4": (3, 3, 30, None, "Chưa rõ", None, "3/4"),
        "CT5": (95, 95, 96, None, "Đạt", None, "1/1"),
        "CT6": (110, 110, 520, 104.0, "Đạt", None, "2/2"),
        "CT7": (70, 70, 74, 98.7, "Không đạt", None, "1/1"),
        "CT8": (44, 44, 45, 100, "Đạt", None, "1/1"),
    }
    columns = ("Mã", "Mã cơ quan", "Kế hoạch năm", "Ước thực hiện cả năm", "Đánh giá")
    assert year.desk.table(report, "Chỉ tiêu theo cơ quan", columns) == [
        ("CT2", "XAT", 300, 310, "Đạt"),
        ("CT2", "XBM", 250, 255, "Đạt"),
        ("CT2", "XHL", 100, None, "Chưa rõ"),
        ("CT2", "PDK", 350, 360, "Đạt"),
        ("CT4", "XAT", 12, 12, "Đạt"),
        ("CT4", "XBM", 10, 10, "Đạt"),
        ("CT4", "XHL", None, None, "Chưa rõ"),
        ("CT4", "PDK", None, 8, "Chưa rõ"),
    ]


def test_every_agency_has_its_own_class_on_the_first_page(year: Year) -> None:
    columns = ("Cơ quan", *AGENCY_CLASSES, "Tổng số")
    rows = year.desk.table("reports/2026-Q1.xlsx", "Tổng hợp", columns)
    found = {name: counted for name, *counted in rows}
    name_of = {code: name for code, name, _ in AGENCIES}
    in_time = {"SNNMT", "SXD", "SCT", "SKHCN", "SYT", "BQLKCN", "XBM", "PDK"}
    assert found == {
        **{name_of[code]: [None, None, 1, None, None, None, 1] for code in in_time},
        name_of["STC"]: [1, None, 1, None, None, None, 2],
        name_of["SGDDT"]: [None, None, 2, None, None, None, 2],
        name_of["SVHTTDL"]: [None, None, None, None, 1, None, 1],
        name_of["XAT"]: [1, None, None, None, None, None, 1],
        name_of["SNV"]: [None, None, None, None, None, 1, 1],
        name_of["XHL"]: [None, None, None, None, None, 1, 1],
    }


def test_a_sum_of_the_first_quarter_names_its_three_cells(year: Year) -> None:
    said = year.desk.run("explain", "reports/2026-Q1.xlsx", "CT2", "--json")
    assert said.status == 0
    assert [
        (o["agency"], o["file"], o["sheet"], o["cells"], o["said"]["Ước thực hiện cả năm"])
        for o in said.json["origins"]
    ] == [
        ("XAT", "XAT_2026-Q1.xlsx", "Chỉ tiêu", "G6:I6", "310"),
        ("XBM", "XBM_2026-Q1.xlsx", "Chỉ tiêu", "G6:I6", "255"),
        ("PDK", "PDK_2026-Q1.xlsx", "Chỉ tiêu", "G6:I6", "360"),
    ]
