"""Make plan.xlsx from source.txt: the importer's draft plus the amendments listed here.

The source is official letter 1010/VP-TH of 18 February 2021 of the office of the People's Committee
of Kiên Giang with the draft plan, its indicator table (numbers 18-25) and its task appendix.

    python examples/kien_giang_2021_2025/make_plan.py
"""

from pathlib import Path

from plansheet.documents import Addition, Amendment, Correction, Removal, amended, import_document
from plansheet.plan.workbook.tables import PlanTables
from plansheet.plan.workbook.writing import write_tables

HERE = Path(__file__).parent

DISTRICTS = {
    "UBRG": "UBND thành phố Rạch Giá",
    "UBHT": "UBND thành phố Hà Tiên",
    "UBPQ": "UBND thành phố Phú Quốc",
    "UBAB": "UBND huyện An Biên",
    "UBAM": "UBND huyện An Minh",
    "UBCT": "UBND huyện Châu Thành",
    "UBGT": "UBND huyện Giang Thành",
    "UBGR": "UBND huyện Giồng Riềng",
    "UBGQ": "UBND huyện Gò Quao",
    "UBHD": "UBND huyện Hòn Đất",
    "UBKH": "UBND huyện Kiên Hải",
    "UBKL": "UBND huyện Kiên Lương",
    "UBTH": "UBND huyện Tân Hiệp",
    "UBUMT": "UBND huyện U Minh Thượng",
    "UBVT": "UBND huyện Vĩnh Thuận",
}
"""The districts of Kiên Giang in 2021: three cities and twelve rural districts."""

REPORTING = (
    # code, direction, aggregation, reporters, adds up to its parent, reason
    ("CT18", "Giảm", "Một đầu mối", "Sở LĐTB&XH", "",
     "Mục 3.5.a giao Sở Lao động – Thương binh và Xã hội chủ trì công tác giảm nghèo"),
    ("CT19", "Tăng", "Cộng", "UBND các huyện, thành phố", "",
     "Mỗi huyện, thành phố có số xã của mình; toàn tỉnh là tổng các huyện"),
    ("CT19.1", "Tăng", "Cộng", "UBND các huyện, thành phố", "Không",
     "Số xã nâng cao đã nằm trong số xã đạt chuẩn, không cộng thêm"),
    ("CT19.2", "Tăng", "Cộng", "UBND các huyện, thành phố", "Không",
     "Số xã kiểu mẫu đã nằm trong số xã đạt chuẩn, không cộng thêm"),
    ("CT20", "Tăng", "Một đầu mối", "Sở NN&PTNT", "",
     "Phụ lục giao Sở NN&PTNT kế hoạch xây dựng nông thôn mới"),
    ("CT21", "Tăng", "Một đầu mối", "Sở Xây dựng", "",
     "Mục 2.5.a giao Sở Xây dựng hạ tầng đô thị, trong đó có cấp nước"),
    ("CT22", "Tăng", "Một đầu mối", "Sở NN&PTNT", "",
     "Mục 2.1 giao Sở Nông nghiệp và Phát triển nông thôn nước sinh hoạt nông thôn"),
    ("CT23", "Tăng", "Một đầu mối", "Sở Y tế", "",
     "Mục 3.4 giao Sở Y tế tiến tới bao phủ bảo hiểm y tế toàn dân"),
    ("CT24", "Tăng", "Một đầu mối", "Sở Tài nguyên và Môi trường", "",
     "Mục 2.7 giao Sở Tài nguyên và Môi trường quản lý chất thải"),
    ("CT24.1", "Tăng", "Một đầu mối", "Sở Y tế", "Không",
     "Phụ lục giao Sở Y tế kế hoạch quản lý chất thải y tế; tỷ lệ không cộng vào tỷ lệ"),
    ("CT25", "Tăng", "Một đầu mối", "Sở NN&PTNT", "",
     "Mục 2.1 giao Sở Nông nghiệp và Phát triển nông thôn nâng cao độ che phủ rừng"),
)  # fmt: skip

AMENDMENTS: tuple[Amendment, ...] = (
    Removal("agencies", "UBNDH", "Thay bằng từng huyện, thành phố: mỗi nơi nhận một biểu mẫu"),
    *(
        Addition(
            "agencies",
            {"agency_code": code, "agency_name": name, "kind": "UBND cấp huyện"},
            "Văn bản giao cho “UBND các huyện, thành phố” mà không nêu tên",
        )
        for code, name in DISTRICTS.items()
    ),
    *(
        Correction(
            "indicators",
            code,
            {
                "direction": direction,
                "aggregation": aggregation,
                "reporters": reporters,
                "adds_up": adds_up,
            },
            reason,
        )
        for code, direction, aggregation, reporters, adds_up, reason in REPORTING
    ),
    Addition(
        "calendar",
        {
            "period_kind": "Quý",
            "deadline": "ngày 15 tháng cuối kỳ",
            "recipient": "Sở Kế hoạch và Đầu tư",
        },
        "Văn bản chỉ nêu báo cáo năm, không có ngày; nhiều nhiệm vụ có thời gian trình theo quý",
    ),
)


def tables() -> PlanTables:
    """The rows of the plan: the draft of source.txt, amended."""
    return amended(import_document(HERE / "source.txt").tables, AMENDMENTS)


if __name__ == "__main__":
    print(write_tables(tables(), HERE / "plan.xlsx"))
