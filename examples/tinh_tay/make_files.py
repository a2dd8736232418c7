"""Write the plan and the filled-in returns of an example small enough to compute by hand.

    python examples/tinh_tay/make_files.py FOLDER

writes FOLDER/plan.xlsx and FOLDER/returns/. README.md beside this file has the figures and the
arithmetic; tests/consolidation/test_hand_computed.py holds the consolidation against golden.tsv.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from plansheet import read_plan
from plansheet.issuing import file_name, prepare
from plansheet.issuing.template import write_template
from plansheet.plan.workbook.tables import PlanTables
from plansheet.plan.workbook.writing import write_tables

PERIOD = "2021-Q2"

DISTRICTS = {"A": "UBND huyện A", "B": "UBND huyện B", "C": "UBND huyện C"}

INDICATORS = (
    # code, name, unit, target of 2021, direction, aggregation, reporters
    ("THU", "Thu ngân sách", "tỷ đồng", "60000", "Tăng", "Cộng", "A; B; C"),
    ("NUOC", "Tỷ lệ hộ dùng nước sạch", "%", "từ 90 trở lên", "Tăng", "Tỷ lệ", "A; B; C"),
    ("NGHEO", "Tỷ lệ hộ nghèo bình quân", "%", "dưới 3", "Giảm", "Bình quân gia quyền", "A; B; C"),
    ("CAO", "Huyện có số xã đạt chuẩn cao nhất", "xã", "", "", "Lớn nhất", "A; B; C"),
    ("THAP", "Huyện có số xã đạt chuẩn thấp nhất", "xã", "", "", "Nhỏ nhất", "A; B; C"),
    ("RUNG", "Tỷ lệ che phủ rừng", "%", "11", "Tăng", "Một đầu mối", "A"),
    ("GHI", "Số theo dõi riêng từng huyện", "xã", "", "", "Không tổng hợp", "A; B; C"),
)

REPORTED = """
THU   A 13513.03
THU   B 14806.05
NUOC.tu   A 4500
NUOC.mau  A 5000
NUOC.tu   B 1900
NUOC.mau  B 2000
NUOC.tu   C 600
NUOC.mau  C 1000
NGHEO     A 2.5
NGHEO.qs  A 1000
NGHEO     B 4
NGHEO.qs  B 500
NGHEO     C 1
NGHEO.qs  C 2500
CAO   A 12
CAO   B 9
CAO   C 15
THAP  A 12
THAP  B 9
THAP  C 15
RUNG  A 10.96
GHI   A 7
GHI   B 8
GHI   C 9
"""
"""Row, district, cumulative figure; district C sends nothing for THU."""

CUMULATIVE = {
    (district, row): Decimal(number)
    for row, district, number in (line.split() for line in REPORTED.strip().splitlines())
}


def tables() -> PlanTables:
    """The rows of the plan."""
    names = (
        *("indicator_code", "indicator_name", "unit", "target_2021", "direction"),
        *("aggregation", "reporters"),
    )
    return PlanTables(
        facts={
            "Mã kế hoạch": "TINH-TAY",
            "Tên kế hoạch": "Ví dụ tính tay",
            "Năm bắt đầu": "2021",
            "Năm kết thúc": "2021",
        },
        agencies=tuple(
            {"agency_code": code, "agency_name": name, "kind": "UBND cấp huyện"}
            for code, name in DISTRICTS.items()
        ),
        indicators=tuple(dict(zip(names, row, strict=True)) for row in INDICATORS),
        calendar=({"period_kind": "Quý", "deadline": "ngày 15 tháng cuối kỳ"},),
    )


def write_example(folder: Path) -> None:
    """Write plan.xlsx and returns/ into `folder`."""
    returns = folder / "returns"
    returns.mkdir(parents=True, exist_ok=True)
    plan = read_plan(write_tables(tables(), folder / "plan.xlsx"))
    issue = prepare(plan, PERIOD)
    for code, assignment in issue.assignments.items():
        rows = tuple(
            replace(row, values={**row.values, **_figures(code, row.code)})
            for row in assignment.rows["indicator_report"]
        )
        filled = replace(assignment, rows={**assignment.rows, "indicator_report": rows})
        write_template(issue, assignment, returns / file_name(assignment), shown=filled)
    received = [f"{file_name(a)}\t2021-06-14\n" for a in issue.assignments.values()]
    (returns / "received.tsv").write_text("".join(received), encoding="utf-8")


def _figures(district: str, code: str) -> dict[str, Decimal]:
    """Cumulative as it stands above; the forecast of the year is twice that, but a per cent's."""
    value = CUMULATIVE.get((district, code))
    if value is None:
        return {}
    level = code.startswith(("NUOC", "NGHEO", "RUNG"))
    return {"cumulative": value, "forecast": value if level else value * 2}


if __name__ == "__main__":
    write_example(Path(sys.argv[1]))
