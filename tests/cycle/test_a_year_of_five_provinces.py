"""The year that each of the five provinces orders in its own document, at the command line.

“Tổ chức thực hiện” says who reports when. The document is imported; agencies comment on the draft
(the covering letter of Kiên Giang asks them to) or register the schedule of their tasks; what is
accepted is version 2 of the plan. Then come the reports of its calendar: one task is late in the
second, its extension is asked for there, decided in the report and written as version 3; and the
report of the year. In an ordinary run one that asks for comments plays, and one for schedules.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import plansheet
from support.coordinator import Coordinator, Rows
from support.effort import some_of
from support.filling import Typed
from support.places import EXAMPLES

pytestmark = pytest.mark.slow

ANSWERS = "dang_ky"
REQUESTS, PROPOSALS = "Đề nghị điều chỉnh", "Đề xuất"
GOING: Mapping[str, Typed] = {"status": "Đang thực hiện", "progress": 40}


@dataclass(frozen=True)
class Province:
    """How a province plays its year.

    Attributes:
        name: the folder of its example.
        drafted: indicators and lines of the calendar that its document gives.
        of: the round on the plan.
        first, second: the agency that leads the tasks X and Y, and the one that leads Z.
        dues: until when X, Y and Z are due by their answers, and until when X is extended.
        periods: of each report its period, the day of the consolidation, and the deadline.
        done: the days of the documents of Z (first report), X and Y (last report).
        figure: an indicator of the first agency, its cumulative figures, and what is made of the
            last: share of the plan and attainment.
    """

    name: str
    drafted: tuple[int, int]
    of: str
    first: str
    second: str
    dues: tuple[str, str, str, str]
    periods: tuple[tuple[str, date, date | None], ...]
    done: tuple[date, date, date]
    figure: tuple[str, tuple[float, ...], tuple[float | None, str]] | None = None


def quarterly(year: int) -> tuple[str, str, str, str]:
    return f"Quý I/{year}", f"Quý II/{year}", f"Quý I/{year}", f"Quý III/{year}"


def documents(year: int) -> tuple[date, date, date]:
    return date(year, 3, 1), date(year, 9, 25), date(year, 10, 5)


PROVINCES = (
    Province(
        "kien_giang_2021_2025",
        (11, 1),
        *("comments", "SYT", "SCT"),
        ("Quý IV/2021", "Quý IV/2022", "Quý IV/2021", "Quý IV/2023"),
        tuple((str(year), date(year, 12, 20), None) for year in (2021, 2022, 2023, 2024)),
        (date(2021, 12, 1), date(2023, 12, 25), date(2024, 2, 1)),
        ("CT23", (90, 90.2, 90.4, 90.5), (None, "Đạt")),
    ),
    Province(
        "hau_giang_2021",
        (39, 1),
        *("schedule", "SYT", "SCT", quarterly(2021)),
        tuple((f"2021-Q{n}", date(2021, 3 * n, 15), date(2021, 3 * n, 14)) for n in (1, 2, 3, 4)),
        documents(2021),
        ("CT13.4", (90, 90.5, 91, 92), (100.4, "Đạt")),
    ),
    Province(
        "tra_vinh_2020",
        (13, 2),
        *("schedule", "SKHDT", "SCT", quarterly(2020)),
        (
            *((f"2020-Q{n}", date(2020, 3 * n, 10), date(2020, 3 * n, 9)) for n in (1, 2, 3)),
            ("2020", date(2020, 11, 10), date(2020, 11, 9)),
        ),
        documents(2020),
        ("CT12", (85, 88, 89, 91), (None, "Đạt")),
    ),
    Province(
        "ha_tinh_2021",
        (0, 3),
        *("schedule", "SLDTBXH", "SCT", quarterly(2021)),
        (
            *((f"2021-Q{n}", date(2021, 3 * n, 20), date(2021, 3 * n, 19)) for n in (1, 2, 3)),
            ("2021", date(2021, 12, 10), date(2021, 12, 9)),
        ),
        documents(2021),
    ),
    Province(
        "ben_tre_2023",
        (53, 4),
        *("schedule", "SLDTBXH", "STC", quarterly(2023)),
        (
            ("2023-Q1", date(2023, 3, 15), date(2023, 3, 14)),
            ("2023-H1", date(2023, 6, 15), date(2023, 6, 14)),
            ("2023-9M", date(2023, 9, 15), date(2023, 9, 14)),
            ("2023", date(2023, 12, 15), date(2023, 12, 14)),
        ),
        documents(2023),
        ("CT11", (3.4, 3, 2.8, 2.4), (None, "Đạt")),
    ),
)


@pytest.mark.parametrize("province", some_of(2, PROVINCES), ids=lambda one: one.name)
def test_the_year_that_the_document_orders(province: Province, tmp_path: Path) -> None:
    desk = Coordinator(tmp_path)
    _import(desk, province)
    x, y, z = _ask_about_the_plan(desk, province)
    total = len(plansheet.read_plan(tmp_path / "plan2.xlsx").tasks)
    zero = dict.fromkeys(
        ("done_on_time", "done_late", "open_in_time", "open_overdue", "no_due_date"), 0
    )
    open_ones = {x: GOING, y: GOING}
    done_z, done_x, done_y = (_done(day) for day in province.done)
    reports: tuple[tuple[Rows, Rows, dict[str, int]], ...] = (
        ({z: done_z}, open_ones, {"done_on_time": 1, "open_in_time": 2}),
        ({}, open_ones, {"done_on_time": 1, "open_overdue": 1, "open_in_time": 1}),
        ({}, open_ones, {"done_on_time": 1, "open_overdue": 1, "open_in_time": 1}),
        ({}, {x: done_x, y: done_y}, {"done_on_time": 2, "done_late": 1}),
    )
    (desk.folder / "reports").mkdir()
    for number, (second, first, classes) in enumerate(reports):
        said = _report(desk, province, number, first, second, x)
        expected = {"total": total, "by_class": zero | classes | {"not_reported": total - 3}}
        assert said["tasks"] == expected, province.periods[number]
        assert (said["received"], said["late"]) == (
            (2, 1 if province.periods[0][2] else 0) if number == 0 else (1, 0)
        )
        if number == 1:
            _extend(desk, province, x)
    period = province.periods[-1][0]
    outcome = {row[0]: row[1:] for row in desk.table(f"reports/{period}.xlsx", "Nhiệm vụ", OUTCOME)}
    assert outcome[x] == ("Hoàn thành đúng hạn", _day(province.dues[0]), 1)
    assert outcome[y] == ("Hoàn thành quá hạn", None, None)
    if province.figure:
        code, figures, (share, attainment) = province.figure
        rows = desk.table(f"reports/{period}.xlsx", "Chỉ tiêu", FIGURES)
        ((_, cumulative, vs_plan, judged),) = (row for row in rows if row[0] == code)
        assert (cumulative, judged) == (figures[-1], attainment)
        assert vs_plan == (share and pytest.approx(share, abs=0.05))


OUTCOME = ("Mã", "Xếp loại", "Hạn ban đầu", "Số lần gia hạn")
FIGURES = ("Mã", "Lũy kế từ đầu năm", "So với kế hoạch (%)", "Đánh giá")


def _import(desk: Coordinator, province: Province) -> None:
    """The document becomes a draft; a person's corrections to it are those of the example."""
    source = EXAMPLES / province.name
    assert desk.run("import", str(source / "source.txt"), "-o", "draft.xlsx").status == 0
    draft, _ = plansheet.check_plan(desk.folder / "draft.xlsx")
    assert draft is not None
    assert (len(draft.indicators), len(draft.calendar)) == province.drafted
    (desk.folder / "plan.xlsx").write_bytes((source / "plan.xlsx").read_bytes())
    plan = plansheet.read_plan(desk.folder / "plan.xlsx")
    assert {task.name for task in draft.tasks} >= {task.name for task in plan.tasks}
    problems = desk.run("check", "plan.xlsx", "--json").json["problems"]
    assert {p["severity"] for p in problems} <= {"warning"}
    assert "figures-estimated" in {p["code"] for p in problems}


def _ask_about_the_plan(desk: Coordinator, province: Province) -> tuple[str, str, str]:
    """The round: what two agencies answer is accepted; the others are listed."""
    plan = plansheet.read_plan(desk.folder / "plan.xlsx")
    x, y, *_ = _own(plan, province.first)
    z = _own(plan, province.second)[0]
    dues = dict(zip((x, y, z), province.dues, strict=False))
    round_options = ("--round", province.of)
    assert desk.run("issue", "plan.xlsx", *round_options, "-o", ANSWERS).status == 0
    asked = sorted(path.name for path in (desk.folder / ANSWERS).iterdir())
    (desk.folder / "answers").mkdir()
    for agency, codes in ((province.first, (x, y)), (province.second, (z,))):
        name = f"{agency}_{province.of}.xlsx"
        book = openpyxl.load_workbook(desk.folder / ANSWERS / name)
        for code in codes:
            _answer(book, province.of, code, dues[code])
        book.save(desk.folder / "answers" / name)
    day = ("--as-of", f"{plan.years[0]}-02-01")
    status = desk.run("status", "plan.xlsx", "answers", *round_options, *day, "--json").json
    assert (status["received"], len(status["missing"])) == (2, len(asked) - 2)
    merge = ("merge", "plan.xlsx", "answers", *round_options, *day)
    assert desk.run(*merge, "-o", "proposals.xlsx", "--json").json["proposals"] == 3
    _accept(desk.folder / "proposals.xlsx")
    assert desk.run(*merge, "--decisions", "proposals.xlsx", "-o", "plan2.xlsx").status == 0
    changes = desk.run("diff", "plan.xlsx", "plan2.xlsx", "--json").json["changes"]
    assert {(c["code"], c["column"], c["after"]) for c in changes} == {
        (code, "Thời gian trình", due) for code, due in dues.items()
    }
    return x, y, z


def _own(plan: plansheet.Plan, agency: str) -> list[str]:
    """The tasks that an agency leads alone, and that do not come again."""
    return [t.code for t in plan.tasks if t.leads == (agency,) and not t.due.recurring]


def _answer(book: openpyxl.Workbook, of: str, code: str, due: str) -> None:
    sheet = book["Đăng ký tiến độ" if of == "schedule" else "Góp ý"]
    at = next(c for row in sheet.iter_rows(max_col=2) for c in row if c.value == code).row
    if of == "schedule":
        sheet.cell(at, 5).value = due
    else:
        sheet.cell(at, 3).value = "Sửa đổi"
        sheet.cell(at, 4).value = f"Thời gian trình: {due}"


def _accept(report: Path) -> None:
    """Everything that is proposed."""
    book = openpyxl.load_workbook(report)
    sheet = book[PROPOSALS]
    for row in range(5, sheet.max_row + 1):
        if sheet.cell(row, 1).value:
            sheet.cell(row, 7).value = "Chấp nhận"
    book.save(report)


def _done(day: date) -> Mapping[str, Typed]:
    return {
        "status": "Hoàn thành",
        "progress": 100,
        "document_no": "1/TTr",
        "document_date": day,
    }


def _day(quarter: str) -> datetime:
    """The last day of a first or fourth quarter, as a workbook has it."""
    month = 3 if quarter.startswith("Quý I/") else 12
    return datetime(int(quarter[-4:]), month, 31)


def _report(
    desk: Coordinator,
    province: Province,
    number: int,
    first: Rows,
    second: Rows,
    x: str,
) -> dict[str, Any]:
    """One period: issue, receive, consolidate; what the consolidation says."""
    name = "plan2.xlsx" if number < 2 else "plan3.xlsx"
    period, as_of, deadline = province.periods[number]
    plan = plansheet.read_plan(desk.folder / name)
    earlier = ("--previous", "reports") if number else ()
    issue = desk.run("issue", name, "--period", period, *earlier, "-o", f"issued/{period}")
    assert issue.status == 0, issue.err
    sent = {province.first: dict(first)}
    if province.figure:
        code, figures, _ = province.figure
        sent[province.first][code] = {"actual": figures[number], "cumulative": figures[number]}
    desk.receive(plan, period, sent, deadline or as_of)
    if second:
        desk.receive(plan, period, {province.second: second}, as_of)
    if number == 1:
        path = desk.folder / f"returns/{period}/{province.first}_{period}.xlsx"
        book = openpyxl.load_workbook(path)
        asked = (x, "Thời gian trình", province.dues[3], "Chờ hướng dẫn của Trung ương")
        for column, text in enumerate(asked, 1):
            book[REQUESTS].cell(7, column).value = text
        book.save(path)
    merge = ("merge", name, f"returns/{period}", "--period", period, "--as-of", str(as_of))
    report = f"reports/{period}.xlsx"
    return desk.run(*merge, *earlier, "-o", report, "--json").counts


def _extend(desk: Coordinator, province: Province, x: str) -> None:
    """The request is accepted in the report, and the plan revised."""
    period, as_of, _ = province.periods[1]
    report = f"reports/{period}.xlsx"
    columns = ("Mã", "Cột", "Giá trị cũ", "Giá trị mới")
    assert desk.table(report, PROPOSALS, columns) == [
        (x, "Thời gian trình", province.dues[0], province.dues[3])
    ]
    _accept(desk.folder / report)
    merge = ("merge", "plan2.xlsx", f"returns/{period}", "--period", period)
    options = ("--as-of", str(as_of), "--previous", "reports", "--decisions", report)
    run = desk.run(*merge, *options, "-o", "decided.xlsx", "--revise", "plan3.xlsx")
    assert run.status in (0, 1), run.err
    (desk.folder / report).write_bytes((desk.folder / "decided.xlsx").read_bytes())
    changes = desk.run("diff", "plan2.xlsx", "plan3.xlsx", "--json").json["changes"]
    extended = f"{province.dues[0]} (gia hạn đến {province.dues[3]})"
    assert [(c["code"], c["after"]) for c in changes] == [(x, extended)]
