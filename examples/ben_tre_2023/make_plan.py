"""Make plan.xlsx from source.txt: the importer's draft plus the amendments listed here.

The source is plan 370/KH-UBND of 19 January 2023 of the People's Committee of Bến Tre.

    python examples/ben_tre_2023/make_plan.py
"""

from pathlib import Path

from plansheet.documents import Amendment, Correction, amended, import_document
from plansheet.plan.workbook.tables import PlanTables
from plansheet.plan.workbook.writing import write_tables

HERE = Path(__file__).parent

WITHOUT_FIGURE = "Chỉ tiêu không có con số: kết quả được đánh giá bằng lời"

REPORTERS = (
    ("CT3", "Tăng", "Sở Công Thương", "Mục II.6 giao Sở Công Thương phát triển xuất khẩu"),
    ("CT6.1", "Tăng", "Sở Tài chính", "Mục II.2 giao Sở Tài chính nhiệm vụ thu ngân sách"),
    (
        "CT11",
        "Giảm",
        "Sở Lao động - Thương binh và Xã hội",
        "Mục II.15 giao Sở công tác giảm nghèo",
    ),
    ("CT14.1", "Tăng", "Sở Y tế", "Mục II.13 giao Sở Y tế quản lý sức khỏe toàn dân"),
)

AMENDMENTS: tuple[Amendment, ...] = (
    *(
        Correction("indicators", code, {"unit": "định tính"}, WITHOUT_FIGURE)
        for code in ("CT9.4", "CT20.1", "CT20.2", "CT20.3", "CT21.2")
    ),
    *(
        Correction(
            "indicators",
            code,
            {"direction": direction, "aggregation": "Một đầu mối", "reporters": reporter},
            reason,
        )
        for code, direction, reporter, reason in REPORTERS
    ),
)


def tables() -> PlanTables:
    """The rows of the plan: the draft of source.txt, amended."""
    return amended(import_document(HERE / "source.txt").tables, AMENDMENTS)


if __name__ == "__main__":
    print(write_tables(tables(), HERE / "plan.xlsx"))
