"""A whole year of an invented province at the command line, four quarters, by hand-made figures.

The quarters are played once, one after the other; the tests then look at what each step said.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest

import plansheet
from plansheet import load_forms
from plansheet.plan.workbook.tables import PlanTables
from plansheet.plan.workbook.writing import write_tables
from support.coordinator import Coordinator, Outcome, Rows
from support.filling import Typed
from support.province import AGENCIES, commune, extended, merged, province
from support.sending import decide

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
BY_COMMUNE = (
    "UBND xã An Thới: 7/KH-UBND\nUBND xã Bình Mỹ: 12/KH-UBND\nUBND phường Đông Khánh: 5/KH-UBND"
)
"""The documents of a task of several agencies: each with whose it is."""


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

    def indicators(self, report: str, earlier: tuple[str, ...] = ()) -> dict[str, tuple[Any, ...]]:
        """By code what the sheet `Chỉ tiêu` says, per cents of the plan to one decimal."""
        columns = (
            *("Mã", *earlier, "Thực hiện trong kỳ", "Lũy kế từ đầu năm", "Ước thực hiện cả năm"),
            *("So với kế hoạch (%)", "Đánh giá", "Số cơ quan đã báo cáo"),
        )
        return {
            code: (*(pytest.approx(n) if n else n for n in typed), share and round(share, 1), *more)
            for code, *typed, share, more in (
                (*row[:-2], row[-2:]) for row in self.desk.table(report, "Chỉ tiêu", columns)
            )
        }


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """The year as it was played."""
    played = Year(Coordinator(tmp_path_factory.mktemp("year")), {})
    for name in ("drafts", "reports"):
        (played.desk.folder / name).mkdir()
    write_tables(province(), played.desk.folder / "plan.xlsx", load_forms(None))
    _first_quarter(played)
    _second_quarter(played)
    _third_quarter(played)
    _fourth_quarter(played)
    return played


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
        ("figures-estimated", "plan.xlsx", "Lịch báo cáo", "B2"),
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
    assert year.desk.cards(report) == {
        "Cơ quan đã gửi": "12/14",
        "Nhiệm vụ hoàn thành": "1/12",
        "Nhiệm vụ quá hạn": "0",
        "Chỉ tiêu đạt": "5/8",
        "Việc cần quyết định": "2",
    }
    assert year.indicators(report) == {
        "CT1": (7.9, 7.9, 8.6, 101.2, "Đạt", "1/1"),
        "CT2": (230, 230, 925, 102.8, "Đạt", "3/4"),
        "CT3": (2.5, 2.5, 1.875, 85.2, "Chưa rõ", "3/4"),
        "CT4": (3, 3, 30, None, "Chưa rõ", "3/4"),
        "CT5": (95, 95, 96, None, "Đạt", "1/1"),
        "CT6": (110, 110, 520, 104.0, "Đạt", "2/2"),
        "CT7": (70, 70, 74, 98.7, "Không đạt", "1/1"),
        "CT8": (44, 44, 45, 100, "Đạt", "1/1"),
    }
    assert year.desk.table(report, "Chỉ tiêu", ("Mã", "So sánh với"))[1] == ("CT2", OF_THREE)
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
    rows = year.desk.table("reports/2026-Q1.xlsx", "Theo cơ quan", columns)
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
        (o["agency"], o["file"], o["sheet"], o["cells"], o["said"]["forecast"])
        for o in said.json["origins"]
    ] == [
        ("XAT", "XAT_2026-Q1.xlsx", "Chỉ tiêu", "G6:I6", 310),
        ("XBM", "XBM_2026-Q1.xlsx", "Chỉ tiêu", "G6:I6", 255),
        ("PDK", "PDK_2026-Q1.xlsx", "Chỉ tiêu", "G6:I6", 360),
    ]


# The second quarter: two leads differ until it is decided, one is late, prefill is confirmed.

SECOND: dict[str, Rows] = {
    "STC": {"NV11": going(20), "CT1": figures(8.3, 8.1, 8.4)},
    "SXD": {"NV03": going(55)},
    "SCT": {"NV04": going(80), "CT6": figures(70, 130, 290)},
    "SKHCN": {"NV06": going(40)},
    "SNV": {"NV07": done("31/BC-SNV", date(2026, 6, 18))},
    "SYT": {"NV08": done("44/TTr-SYT", date(2026, 6, 19)), "CT5": figures(95.5, 95.5, 96)},
    "SGDDT": {"NV08": going(70), "NV12": going(50), "CT7": figures(72, 72, 75)},
    "SVHTTDL": {"NV09": done("9/TTr-SVHTTDL", date(2026, 6, 15))},
    "BQLKCN": {"NV05": going(30), "CT6": figures(60, 110, 225)},
    "XAT": {
        "CT2": figures(85, 165, 320),
        "CT3.tu": figures(28, 28, 18),
        "CT3.mau": figures(1000, 1000, 1000),
        "CT4": figures(4, 6, 12),
    },
    "XBM": {
        "NV10": done("12/KH-UBND", date(2026, 6, 10)),
        "CT2": figures(60, 120, 250),
        "CT3.tu": figures(46, 46, 38),
        "CT3.mau": figures(2000, 2000, 2000),
        "CT4": figures(3, 4, 11),
    },
    "XHL": {
        "NV10": going(30),
        "CT2": figures(30, 50, 95),
        "CT3.tu": figures(15, 15, 12),
        "CT3.mau": figures(500, 500, 500),
        "CT4": figures(2, 2, 6),
    },
    "PDK": {
        "NV10": done("5/KH-UBND", date(2026, 6, 12)),
        "CT2": figures(95, 185, 355),
        "CT3.tu": figures(18, 18, 14),
        "CT3.mau": figures(1000, 1000, 1000),
        "CT4": figures(3, 3, 9),
    },
}
LATE: Rows = {"NV02": done("27/TTr-SNNMT", date(2026, 7, 2))}


def _second_quarter(year: Year) -> None:
    desk, said, q2 = year.desk, year.said, "2026-Q2"
    when = ("--period", q2, "--as-of", "2026-07-05")
    earlier = ("--previous", "reports")
    plan = plansheet.read_plan(desk.folder / "plan.xlsx")
    said["issue 2"] = desk.run(
        "issue", "plan.xlsx", *when[:2], *earlier, "-o", f"issued/{q2}", period=q2
    )
    desk.receive(plan, q2, SECOND, date(2026, 6, 20))
    desk.receive(plan, q2, {"SNNMT": LATE}, date(2026, 7, 3))
    for code in ("SXD", "XAT", "XBM"):
        desk.confirm(f"returns/{q2}/{code}_{q2}.xlsx")
    said["status 2"] = desk.run(
        "status", "plan.xlsx", f"returns/{q2}", *when, *earlier, "--json", period=q2
    )
    merge = ("merge", "plan.xlsx", f"returns/{q2}", *when, *earlier, "--json")
    said["merge 2"] = desk.run(*merge, "-o", f"drafts/{q2}.xlsx", period=q2)
    decide(desk.folder / f"drafts/{q2}.xlsx", {1: {"Quyết định": "x", "Lý do": "Tờ trình đã ký"}})
    decided = ("--decisions", f"drafts/{q2}.xlsx", "-o", f"reports/{q2}.xlsx")
    said["decided 2"] = desk.run(*merge, *decided, period=q2)


STALE = ("cumulative-stale", "PDK_2026-Q2.xlsx", "Chỉ tiêu", "H9")
"""PDK typed the number of households that was there already, and did not say that it is true."""
SLOW = ("late-return", "SNNMT_2026-Q2.xlsx", "", "")


def test_two_leads_differ_until_it_is_decided(year: Year) -> None:
    differing = {
        ("lead-conflict", f"{code}_2026-Q2.xlsx", "Nhiệm vụ", "H6") for code in ("SYT", "SGDDT")
    }
    assert year.said["issue 2"].status == 0
    for step in ("status 2", "merge 2"):
        said = year.said[step]
        assert (said.status, said.places) == (0, {STALE, SLOW, *differing})
        assert said.counts == counts(
            *("2026-Q2", "2026-07-05"),
            received=14,
            late=1,
            missing=[],
            blank=[],
            classes=(3, 1, 6, 2, 0, 0),
            indicators=(5, 2, 1),
        )
    said = year.said["decided 2"]
    assert said.status == 0
    assert said.places == {STALE, SLOW}
    columns = ("Mã", "Mã cơ quan", "Giá trị", "Quyết định", "Lý do")
    assert year.desk.table("reports/2026-Q2.xlsx", "Xung đột", columns) == [
        ("NV08", "SYT", "Hoàn thành", "Hoàn thành", "Tờ trình đã ký"),
        ("NV08", "SGDDT", "Đang thực hiện", None, None),
    ]
    assert said.counts["tasks"]["by_class"]["done_on_time"] == 4
    assert said.counts["tasks"]["by_class"]["open_overdue"] == 1


def test_the_second_report(year: Year) -> None:
    report = "reports/2026-Q2.xlsx"
    assert year.desk.cards(report) == {
        "Cơ quan đã gửi": "14/14",
        "Nhiệm vụ hoàn thành": "5/12",
        "Nhiệm vụ quá hạn": "1",
        "Chỉ tiêu đạt": "5/8",
        "Việc cần quyết định": "0",
    }
    assert year.indicators(report, earlier=("Lũy kế Quý I/2026",)) == {
        "CT1": (7.9, 8.3, 8.1, 8.4, 98.8, "Không đạt", "1/1"),
        "CT2": (230, 270, 520, 1020, 102.0, "Đạt", "4/4"),
        # Without PDK (28 + 46 + 15) / 3.500, and all of 82 / 4.500 at the end of the year.
        "CT3": (2.5, 107 / 45, 89 / 35, 82 / 45, 82.8, "Đạt", "3/4\nĐánh giá: 4/4"),
        "CT4": (3, 12, 15, 38, 95.0, "Không đạt", "4/4"),
        "CT5": (95, 95.5, 95.5, 96, None, "Đạt", "1/1"),
        "CT6": (110, 130, 240, 515, 103.0, "Đạt", "2/2"),
        "CT7": (70, 72, 72, 75, 100, "Đạt", "1/1"),
        # SXD confirmed what was prefilled, and foresees nothing.
        "CT8": (44, None, 44, None, None, "Chưa rõ", "1/1\nĐánh giá: 0/1"),
    }


def test_a_decided_task_is_done_for_both_leads(year: Year) -> None:
    columns = ("Mã", "Xếp loại", "Số, ký hiệu văn bản", "Số cơ quan đã báo cáo")
    rows = year.desk.table("reports/2026-Q2.xlsx", "Nhiệm vụ", columns)
    assert rows == [
        ("NV01", "Hoàn thành đúng hạn", "15/TTr-STC", "1/1"),
        ("NV02", "Hoàn thành quá hạn", "27/TTr-SNNMT", "1/1"),
        ("NV03", "Chưa hoàn thành, trong hạn", None, "1/1"),
        ("NV04", "Chưa hoàn thành, quá hạn", None, "1/1"),
        ("NV05", "Chưa hoàn thành, trong hạn", None, "1/1"),
        ("NV06", "Chưa hoàn thành, trong hạn", None, "1/1"),
        ("NV07", "Hoàn thành đúng hạn", "31/BC-SNV", "1/1"),
        ("NV08", "Hoàn thành đúng hạn", "44/TTr-SYT", "2/2"),
        ("NV09", "Hoàn thành đúng hạn", "9/TTr-SVHTTDL", "1/1"),
        ("NV10", "Chưa hoàn thành, trong hạn", BY_COMMUNE, "4/4"),
        ("NV11", "Chưa hoàn thành, trong hạn", None, "1/1"),
        ("NV12", "Chưa hoàn thành, trong hạn", None, "1/1"),
    ]


# The third quarter: the board went into a department, a task got more time after it was issued.

THIRD: dict[str, Rows] = {
    "STC": {"NV11": going(40), "CT1": figures(8.6, 8.3, 8.5)},
    "SNNMT": {},
    "SXD": {"NV03": going(80), "CT8": figures(44.5, 44.5, 45)},
    "SCT": {
        "NV04": done("61/TTr-SCT", date(2026, 8, 20)),
        "NV05": going(60),
        "CT6": figures(140, 380, 510),
    },
    "SKHCN": {"NV06": going(90)},
    "SNV": {"NV07": done("52/BC-SNV", date(2026, 9, 18))},
    "SYT": {"CT5": figures(96, 96, 97)},
    "SGDDT": {"NV12": done("70/TTr-SGDDT", date(2026, 9, 10)), "CT7": figures(74, 74, 75)},
    "XAT": {
        "CT2": figures(80, 245, 325),
        "CT3.tu": figures(25, 25, 17),
        "CT3.mau": figures(1000, 1000, 1000),
        "CT4": figures(3, 9, 13),
    },
    "XBM": {
        "CT2": figures(65, 185, 255),
        "CT3.tu": figures(44, 44, 36),
        "CT3.mau": figures(2000, 2000, 2000),
        "CT4": figures(3, 7, 11),
    },
    "XHL": {
        "NV10": done("18/KH-UBND", date(2026, 9, 5)),
        "CT2": figures(25, 75, 98),
        "CT3.tu": figures(14, 14, 11),
        "CT3.mau": figures(500, 500, 500),
        "CT4": figures(2, 4, 7),
    },
    "PDK": {
        "CT2": figures(90, 275, 365),
        "CT3.tu": figures(16, 16, 13),
        "CT3.mau": figures(1000, 1000, 1000),
        "CT4": figures(2, 5, 9),
    },
}


THIRD_REPORT = "reports/2026-Q3.xlsx"


def _third_quarter(year: Year) -> None:
    desk, said, q3 = year.desk, year.said, "2026-Q3"
    when = ("--period", q3, "--as-of", "2026-10-05")
    earlier = ("--previous", "reports")
    said["diff 3"] = _revise(desk, "plan_1.xlsx", merged(province()))
    said["issue 3"] = desk.run(
        "issue", "plan.xlsx", *when[:2], *earlier, "-o", f"issued/{q3}", period=q3
    )
    plan = plansheet.read_plan(desk.folder / "plan.xlsx")
    said["diff 3 again"] = _revise(desk, "plan_2.xlsx", extended(merged(province())))
    desk.receive(plan, q3, THIRD, date(2026, 9, 20))
    for code in ("XAT", "XBM", "XHL", "PDK"):
        desk.confirm(f"returns/{q3}/{code}_{q3}.xlsx")
    said["remind 3"] = desk.run(
        *("remind", "plan.xlsx", f"returns/{q3}", *when, *earlier, "-o", f"letters/{q3}", "--json"),
        period=q3,
    )
    said["merge 3"] = desk.run(
        *("merge", "plan.xlsx", f"returns/{q3}", *when, *earlier, "-o", f"reports/{q3}.xlsx"),
        "--json",
        period=q3,
    )


def _revise(desk: Coordinator, kept: str, tables: PlanTables) -> Outcome:
    """Another plan in the place of the one that there is, and what `diff` says of the two."""
    (desk.folder / "plan.xlsx").rename(desk.folder / kept)
    write_tables(tables, desk.folder / "plan.xlsx", load_forms(None))
    return desk.run("diff", kept, "plan.xlsx", "--json", period="2026-Q3")


def test_two_revisions_are_said_and_only_what_changed_is_stale(year: Year) -> None:
    board, task = ("Cơ quan", "BQLKCN"), ("Nhiệm vụ", "NV03")
    for step, changes in {
        "diff 3": [(*board, "Hiệu lực đến", "30/6/2026"), (*board, "Kế thừa bởi", "SCT")],
        "diff 3 again": [(*task, "Thời gian trình", "30/9/2026 (gia hạn đến 31/12/2026)")],
    }.items():
        said = year.said[step]
        assert said.status == 0
        assert [
            (c["sheet"], c["code"], c["column"], c["after"]) for c in said.json["changes"]
        ] == changes
    assert year.said["issue 3"].status == 0
    said = year.said["merge 3"]
    assert said.status == 0
    assert said.places == {
        ("stale-template", "SXD_2026-Q3.xlsx", "", ""),
        ("blank-return", "SNNMT_2026-Q3.xlsx", "", ""),
        ("missing-return", "", "", ""),
    }
    assert said.counts == counts(
        *("2026-Q3", "2026-10-05"),
        expected=13,
        received=11,
        missing=["SNNMT", "SVHTTDL"],
        blank=["SNNMT"],
        classes=(6, 2, 3, 1, 0, 0),
        indicators=(8, 0, 0),
    )


def test_an_agency_whose_tasks_are_done_is_still_reminded(year: Year) -> None:
    letters = year.said["remind 3"].json["letters"]
    assert [(x["agency"], x["reasons"], x["tasks"]) for x in letters] == [
        ("SNNMT", ["blank"], ["NV02"]),
        ("SVHTTDL", ["missing"], ["NV09"]),
    ]


def test_the_heir_answers_for_the_board(year: Year) -> None:
    issued, so_far = "issued/2026-Q3/SCT_2026-Q3.xlsx", ("Mã", "Lũy kế từ đầu năm")
    assert year.desk.table(issued, "Chỉ tiêu", so_far) == [("CT6", 240)]
    rows = year.desk.table(THIRD_REPORT, "Nhiệm vụ", ("Mã", "Hạn", "Xếp loại", "Tiến độ (%)"))
    december, in_time = datetime(2026, 12, 31), "Chưa hoàn thành, trong hạn"
    assert (rows[2], rows[4]) == (
        ("NV03", december, in_time, 80),
        ("NV05", december, in_time, 60),
    )
    columns = ("Cơ quan", "Hoàn thành quá hạn", "Chưa hoàn thành, trong hạn", "Tổng số")
    rows = year.desk.table(THIRD_REPORT, "Theo cơ quan", columns)
    named = {name: counted for name, *counted in rows}
    assert named["Sở Công Thương"] == [1, 1, 2]
    assert "Ban Quản lý các khu công nghiệp" not in named


def test_the_third_report(year: Year) -> None:
    assert year.desk.cards(THIRD_REPORT) == {
        "Cơ quan đã gửi": "11/13",
        "Nhiệm vụ hoàn thành": "8/12",
        "Nhiệm vụ quá hạn": "1",
        "Chỉ tiêu đạt": "8/8",
        "Việc cần quyết định": "0",
    }
    earlier = ("Lũy kế Quý I/2026", "Lũy kế Quý II/2026")
    assert year.indicators(THIRD_REPORT, earlier) == {
        "CT1": (7.9, 8.1, 8.6, 8.3, 8.5, 100, "Đạt", "1/1"),
        "CT2": (230, 520, 260, 780, 1043, 104.3, "Đạt", "4/4"),
        "CT3": (2.5, 89 / 35, 2.2, 2.2, 77 / 45, 77.8, "Đạt", "4/4"),
        "CT4": (3, 15, 10, 25, 40, 100, "Đạt", "4/4"),
        "CT5": (95, 95.5, 96, 96, 97, None, "Đạt", "1/1"),
        "CT6": (110, 240, 140, 380, 510, 102.0, "Đạt", "1/1"),
        "CT7": (70, 72, 74, 74, 75, 100, "Đạt", "1/1"),
        "CT8": (44, 44, 44.5, 44.5, 45, 100, "Đạt", "1/1"),
    }


# The fourth quarter: a commune sends up what its two hamlets report.

HAMLETS: dict[str, Rows] = {
    "A1": {
        "CT2": figures(45, 195, 195),
        "CT3.tu": figures(12, 12, 12),
        "CT3.mau": figures(600, 600, 600),
        "CT4": figures(2, 7, 7),
    },
    "A2": {
        "CT2": figures(35, 130, 130),
        "CT3.tu": figures(8, 8, 8),
        "CT3.mau": figures(410, 410, 410),
        "CT4": figures(2, 6, 6),
    },
}
FOURTH: dict[str, Rows] = {
    "STC": {"NV11": going(60), "CT1": figures(8.7, 8.4, 8.4)},
    "SXD": {"NV03": done("88/TTr-SXD", date(2026, 12, 15)), "CT8": figures(45, 45, 45)},
    "SCT": {"NV05": done("90/TTr-SCT", date(2026, 12, 10)), "CT6": figures(150, 530, 530)},
    "SKHCN": {"NV06": done("77/TTr-SKHCN", date(2026, 11, 2))},
    "SNV": {"NV07": done("80/BC-SNV", date(2026, 12, 19))},
    "SYT": {"CT5": figures(97, 97, 97)},
    "SGDDT": {"CT7": figures(75, 75, 75)},
    "XBM": {
        "CT2": figures(70, 255, 255),
        "CT3.tu": figures(40, 40, 40),
        "CT3.mau": figures(2000, 2000, 2000),
        "CT4": figures(3, 10, 10),
    },
    "XHL": {
        "CT2": figures(27, 102, 102),
        "CT3.tu": figures(13, 13, 13),
        "CT3.mau": figures(500, 500, 500),
        "CT4": figures(3, 7, 7),
    },
    "PDK": {
        "CT2": figures(85, 360, 360),
        "CT3.tu": figures(15, 15, 15),
        "CT3.mau": figures(1000, 1000, 1000),
        "CT4": figures(5, 10, 10),
    },
}
FOURTH_REPORT = "reports/2026-Q4.xlsx"


def _fourth_quarter(year: Year) -> None:
    desk, said, q4 = year.desk, year.said, "2026-Q4"
    when = ("--period", q4, "--as-of", "2027-01-05")
    earlier = ("--previous", "reports")
    said["issue 4"] = desk.run(
        "issue", "plan.xlsx", *when[:2], *earlier, "-o", f"issued/{q4}", period=q4
    )
    plan = plansheet.read_plan(desk.folder / "plan.xlsx")
    desk.receive(plan, q4, FOURTH, date(2026, 12, 22))
    for code in ("XBM", "XHL", "PDK"):
        desk.confirm(f"returns/{q4}/{code}_{q4}.xlsx")
    said["sent up 4"] = _commune(desk, q4, when)
    said["merge 4"] = desk.run(
        *("merge", "plan.xlsx", f"returns/{q4}", *when, *earlier, "-o", FOURTH_REPORT, "--json"),
        period=q4,
    )


def _commune(desk: Coordinator, period: str, when: tuple[str, ...]) -> Outcome:
    """What An Thới does with its own plan; its filled template goes to the province."""
    (desk.folder / "xat").mkdir()
    own = plansheet.read_plan(
        write_tables(commune(), desk.folder / "xat/plan.xlsx", load_forms(None))
    )
    desk.run("issue", "xat/plan.xlsx", *when[:2], "-o", f"xat/issued/{period}")
    desk.receive(own, period, HAMLETS, date(2026, 12, 20), where="xat")
    returned = f"XAT_{period}.xlsx"
    said = desk.run(
        *("merge", "xat/plan.xlsx", f"xat/returns/{period}", *when, "-o", f"xat/{returned}"),
        *("--into", f"issued/{period}/{returned}", "--json"),
    )
    shutil.copy(desk.folder / "xat" / returned, desk.folder / f"returns/{period}")
    with (desk.folder / f"returns/{period}/received.tsv").open("a", encoding="utf-8") as lines:
        lines.write(f"{returned}\t2026-12-23\n")
    return said


def test_a_commune_sends_up_what_its_hamlets_report(year: Year) -> None:
    assert year.said["issue 4"].status == 0
    said = year.said["sent up 4"]
    assert said.status == 0
    assert said.places == {
        ("no-deadline", "", "", ""),
        ("upper-row-unknown", "XAT_2026-Q4.xlsx", "Nhiệm vụ", "B6"),
    }
    columns = ("Mã", "Thực hiện trong kỳ", "Lũy kế từ đầu năm", "Ước thực hiện cả năm")
    rows = year.desk.table("returns/2026-Q4/XAT_2026-Q4.xlsx", "Chỉ tiêu", columns)
    assert [row for row in rows if row[0] != "CT3"] == [
        ("CT2", 80, 325, 325),
        ("CT3.tu", 20, 20, 20),
        ("CT3.mau", 1010, 1010, 1010),
        ("CT4", 4, 13, 13),
    ]


def test_the_end_of_the_year_is_judged_by_what_was_reached(year: Year) -> None:
    said = year.said["merge 4"]
    assert said.status == 0
    assert said.places == {("missing-return", "", "", "")}
    assert said.counts == counts(
        *("2026-Q4", "2027-01-05"),
        expected=13,
        received=11,
        missing=["SNNMT", "SVHTTDL"],
        blank=[],
        classes=(8, 3, 1, 0, 0, 0),
        indicators=(7, 1, 0),
    )
    assert year.desk.cards(FOURTH_REPORT) == {
        "Cơ quan đã gửi": "11/13",
        "Nhiệm vụ hoàn thành": "11/12",
        "Nhiệm vụ quá hạn": "0",
        "Chỉ tiêu đạt": "7/8",
        "Việc cần quyết định": "0",
    }
    earlier = tuple(f"Lũy kế Quý {quarter}/2026" for quarter in ("I", "II", "III"))
    assert year.indicators(FOURTH_REPORT, earlier) == {
        "CT1": (7.9, 8.1, 8.3, 8.7, 8.4, 8.4, 98.8, "Không đạt", "1/1"),
        "CT2": (230, 520, 780, 262, 1042, 1042, 104.2, "Đạt", "4/4"),
        "CT3": (2.5, 89 / 35, 2.2, 88 / 45.1, 88 / 45.1, 88 / 45.1, 88.7, "Đạt", "4/4"),
        "CT4": (3, 15, 25, 15, 40, 40, 100, "Đạt", "4/4"),
        "CT5": (95, 95.5, 96, 97, 97, 97, None, "Đạt", "1/1"),
        "CT6": (110, 240, 380, 150, 530, 530, 106.0, "Đạt", "1/1"),
        "CT7": (70, 72, 74, 75, 75, 75, 100, "Đạt", "1/1"),
        "CT8": (44, 44, 44.5, 45, 45, 45, 100, "Đạt", "1/1"),
    }


def test_how_many_commands_a_quarter_takes(year: Year) -> None:
    assert year.desk.typed == {
        "2026-Q1": ["check", "issue", "status", "remind", "merge"],
        "2026-Q2": ["issue", "status", "merge", "merge"],
        "2026-Q3": ["diff", "issue", "diff", "remind", "merge"],
        "2026-Q4": ["issue", "merge"],
    }
