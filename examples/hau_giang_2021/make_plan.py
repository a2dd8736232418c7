"""Make plan.xlsx from source.txt: the importer's draft plus the amendments listed here.

The source is plan 13/KH-UBND of 21 January 2021 of the People's Committee of Hậu Giang.

    python examples/hau_giang_2021/make_plan.py
"""

from pathlib import Path

from plansheet.documents import Amendment, Correction, amended, import_document
from plansheet.plan.workbook.tables import PlanTables
from plansheet.plan.workbook.writing import write_tables

HERE = Path(__file__).parent

WITHOUT_FIGURE = "Chỉ tiêu không có con số: kết quả được đánh giá bằng lời"

REPORTERS = (
    ("CT1", "Tăng", "Cục Thống kê", "Mục I.4 giao Cục Thống kê đánh giá tình hình kinh tế"),
    ("CT5", "Tăng", "Sở Tài chính", "Mục I.2.a giao Sở Tài chính dự toán thu ngân sách"),
    ("CT12.1", "Tăng", "Sở Giáo dục và Đào tạo", "Mục I.15.a nhắc lại chính chỉ tiêu này"),
    ("CT13.4", "Tăng", "Sở Y tế", "Mục I.16 giao Sở Y tế chăm sóc sức khỏe người dân"),
    ("CT14", "Tăng", "Văn phòng điều phối xây dựng nông thôn mới",
     "Mục I.5.g nêu Văn phòng điều phối chỉ đạo xây dựng xã đạt chuẩn nông thôn mới"),
    ("CT16", "Tăng", "Sở Tài nguyên và Môi trường", "Mục I.8 giao Sở quản lý môi trường"),
)  # fmt: skip

AMENDMENTS: tuple[Amendment, ...] = (
    *(
        Correction("indicators", code, {"unit": "định tính"}, WITHOUT_FIGURE)
        for code in ("CT3", "CT17.1", "CT18.1")
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
