"""Make plan.xlsx from source.txt: the importer's draft plus the amendments listed here.

The source is the programme of the People's Committee of Hà Tĩnh for 2021 without its first pages.

    python examples/ha_tinh_2021/make_plan.py
"""

from pathlib import Path

from plansheet.documents import Amendment, FactCorrection, amended, import_document
from plansheet.plan.workbook.tables import PlanTables
from plansheet.plan.workbook.writing import write_tables

HERE = Path(__file__).parent

AMENDMENTS: tuple[Amendment, ...] = (
    FactCorrection(
        "Tên kế hoạch",
        "Chương trình triển khai nhiệm vụ phát triển kinh tế - xã hội năm 2021 của UBND tỉnh",
        "Văn bản thiếu trang đầu; phần thứ hai, mục 1 gọi văn bản bằng tên này",
    ),
)


def tables() -> PlanTables:
    """The rows of the plan: the draft of source.txt, amended."""
    return amended(import_document(HERE / "source.txt").tables, AMENDMENTS)


if __name__ == "__main__":
    print(write_tables(tables(), HERE / "plan.xlsx"))
