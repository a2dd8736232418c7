"""Make plan.xlsx from source.txt: the importer's draft plus the amendments listed here.

The source is decision 01/QĐ-UBND of 2 January 2020 of the People's Committee of Trà Vinh. It lists
no indicators; those of the draft are targets named inside its tasks.

    python examples/tra_vinh_2020/make_plan.py
"""

from pathlib import Path

from plansheet.documents import Amendment, Correction, amended, import_document
from plansheet.plan.workbook.tables import PlanTables
from plansheet.plan.workbook.writing import write_tables

HERE = Path(__file__).parent

REPORTERS = (
    ("CT1", "Tăng", "Ngân hàng Nhà nước Chi nhánh tỉnh Trà Vinh",
     "Mục 2.1 giao Ngân hàng Nhà nước phấn đấu tăng trưởng tín dụng"),
    ("CT3", "Tăng", "Sở Nông nghiệp và Phát triển nông thôn",
     "Mục 3.2 giao Sở Nông nghiệp và Phát triển nông thôn số xã đạt chuẩn"),
    ("CT8", "Tăng", "Sở Kế hoạch và Đầu tư", "Mục 3.3 giao Sở phát triển doanh nghiệp mới"),
    ("CT12", "Tăng", "Sở Kế hoạch và Đầu tư", "Mục 4.1 giao Sở giải ngân vốn đầu tư công"),
)  # fmt: skip

AMENDMENTS: tuple[Amendment, ...] = tuple(
    Correction(
        "indicators",
        code,
        {"direction": direction, "aggregation": "Một đầu mối", "reporters": reporter, "note": ""},
        reason,
    )
    for code, direction, reporter, reason in REPORTERS
)


def tables() -> PlanTables:
    """The rows of the plan: the draft of source.txt, amended."""
    return amended(import_document(HERE / "source.txt").tables, AMENDMENTS)


if __name__ == "__main__":
    print(write_tables(tables(), HERE / "plan.xlsx"))
