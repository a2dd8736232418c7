"""A plan of many agencies and the workbooks that they send back: to measure with.

Every agency has 150 rows, and no two cells in which somebody wrote a sentence have the same one:
what repeats is cheap to write and to read, and nobody's report repeats.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import plansheet
from plansheet import Plan
from plansheet.forms.choices import Status
from plansheet.forms.names import ColumnName, FormName
from plansheet.forms.values import Value
from plansheet.issuing import IssuedRow, file_name, prepare
from plansheet.issuing.template import write_template
from plansheet.plan.workbook.tables import PlanRow, PlanTables
from plansheet.plan.workbook.writing import write_tables

PERIOD, AS_OF = "2026-Q2", date(2026, 6, 20)
OWN_TASKS, SHARED_TASKS, INDICATORS = 60, 70, 20
"""Rows of each agency: tasks of its own, tasks of its group, indicators that all add up."""

_WORDS = (
    "rà soát quy hoạch phát triển hạ tầng giao thông nông thôn huyện xã trình dự thảo thẩm định "
    "kinh phí đấu thầu nghiệm thu bàn giao mặt bằng giải phóng tái định cư doanh nghiệp hợp tác "
    "sản xuất nông nghiệp thủy sản môi trường nước sạch y tế giáo dục đào tạo việc làm giảm nghèo"
)


def write_plan(agencies: int, folder: Path) -> Path:
    """The plan workbook, in which every agency has 150 rows to report on."""
    return write_tables(tables(agencies), folder / "plan.xlsx")


def write_returns(plan: Plan, folder: Path, seed: int) -> list[Path]:
    """One filled-in workbook for each agency; the same seed gives the same bytes."""
    issue = prepare(plan, PERIOD)
    numbers = random.Random(seed)
    folder.mkdir()
    paths = []
    for assignment in issue.assignments.values():
        rows = {
            form: tuple(replace(r, values={**r.values, **_said(form, r, numbers)}) for r in issued)
            for form, issued in assignment.rows.items()
        }
        paths.append(folder / file_name(assignment))
        write_template(issue, assignment, paths[-1], shown=replace(assignment, rows=rows))
    return paths


def _said(form: str, row: IssuedRow, numbers: random.Random) -> dict[str, Value]:
    """What an agency says of one row: of nearly all something, of a fifth difficulties too."""
    if form == FormName.TASK_REPORT:
        return dict(_of_task(numbers))
    if form == FormName.INDICATOR_REPORT:
        figure = Decimal(numbers.randint(10_000, 99_999)) / 100
        return {ColumnName.ACTUAL: figure, ColumnName.CUMULATIVE: figure * 2}
    if form == FormName.NARRATIVE_REPORT and numbers.random() < 0.3:
        return {ColumnName.NARRATIVE: _sentence(numbers)}
    return {}


def _of_task(numbers: random.Random) -> Iterator[tuple[str, Value]]:
    status = numbers.choices(tuple(Status), (1, 1, 5, 5))[0]
    yield ColumnName.STATUS, status
    yield ColumnName.RESULT, _sentence(numbers)
    if status == Status.DONE:
        yield ColumnName.PROGRESS, Decimal(100)
        yield ColumnName.DOCUMENT_NO, f"{numbers.randint(10, 9999)}/TTr"
        yield ColumnName.DOCUMENT_DATE, AS_OF - timedelta(days=numbers.randint(2, 80))
    elif status != Status.NOT_STARTED:
        yield ColumnName.PROGRESS, Decimal(numbers.randrange(10, 95, 5))
    if numbers.random() < 0.2:
        yield ColumnName.DIFFICULTY, _sentence(numbers)


def _sentence(numbers: random.Random) -> str:
    """A sentence that no other cell has."""
    words = numbers.choices(_WORDS.split(), k=numbers.randint(6, 18))
    return f"Đã {' '.join(words)} (số {numbers.randrange(10**9)})"


def tables(agencies: int) -> PlanTables:
    """A plan in which every agency has 150 rows to report on."""
    codes = [f"CQ{n:03}" for n in range(agencies)]
    kind = "UBND cấp xã"
    rows: list[PlanRow] = [
        {"agency_code": code, "agency_name": f"UBND xã Thử nghiệm số {n}", "kind": kind}
        for n, code in enumerate(codes)
    ]
    owned = [(f"NV{code}.{n:02}", code) for code in codes for n in range(OWN_TASKS)]
    shared = [(f"NC{n:02}", "UBND các xã, phường") for n in range(SHARED_TASKS)]
    tasks = [
        {
            "task_code": code,
            "task_name": f"Xây dựng đề án phát triển nông nghiệp, nông thôn bền vững số {code}",
            "leads": leads,
            "due": ("Quý II/2026", "30/6/2026", "Năm 2026", "Hàng năm")[n % 4],
            "level": "UBND tỉnh",
            "field": "Kinh tế",
        }
        for n, (code, leads) in enumerate([*owned, *shared])
    ]
    indicators = [
        {
            "indicator_code": f"CT{n:02}",
            "indicator_name": f"Diện tích gieo trồng cây hằng năm loại {n}",
            "unit": "ha",
            "target_2026": "50000",
            "aggregation": "Cộng",
            "direction": "Tăng",
            "reporters": "UBND các xã, phường",
        }
        for n in range(INDICATORS)
    ]
    facts = {
        "Mã kế hoạch": "THU-2026",
        "Tên kế hoạch": "Kế hoạch thử tốc độ",
        "Năm bắt đầu": "2026",
        "Năm kết thúc": "2030",
    }
    calendar = [{"period_kind": "Quý", "deadline": "ngày 15 tháng cuối kỳ", "recipient": "UBND"}]
    return PlanTables(facts, tuple(rows), tuple(indicators), tuple(tasks), tuple(calendar))


def many_returns(agencies: int, folder: Path, seed: int) -> Path:
    """A folder with `plan.xlsx` and `returns`, made where it is not there yet."""
    if not folder.exists():
        folder.mkdir(parents=True)
        plan = plansheet.read_plan(write_plan(agencies, folder))
        write_returns(plan, folder / "returns", seed)
    return folder
