"""Several documents make one plan: a decision and its annexes, in whatever formats they came."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
import xlsxwriter

from plansheet.documents import import_document
from plansheet.problems import DocumentError
from support.places import EXAMPLES

BODY = (
    "ỦY BAN NHÂN DÂN",
    "TỈNH LÂM ĐỒNG",
    "Số: 12/KH-UBND",
    "Lâm Đồng, ngày 05 tháng 01 năm 2026",
    "KẾ HOẠCH",
    "Phát triển thử nghiệm năm 2026",
    "I. NHIỆM VỤ",
    "1. Sở Y tế: Ban hành quy chế quản lý chợ dân sinh.",
    "2. Sở Nội vụ: Rà soát vị trí việc làm của các cơ quan.",
)
HEADER = ("STT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Thời gian trình")
ANNEX = (
    ("1", "Xây dựng Đề án bảo vệ rừng", "Sở Tài chính", "Quý II/2026"),
    ("2", "Ban hành quy chế quản lý chợ dân sinh trên địa bàn", "Sở Y tế", "Tháng 9/2026"),
)


@pytest.fixture
def body(tmp_path: Path) -> Path:
    path = tmp_path / "kế hoạch.docx"
    document = docx.Document()
    for line in BODY:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def save_annex(path: Path, *rows: tuple[str, ...]) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Phụ lục")
        for i, row in enumerate((HEADER, *rows)):
            sheet.write_row(i, 0, row)
    return path


def test_a_plan_and_its_annex(tmp_path: Path, body: Path) -> None:
    """The facts are the plan's, the places say which file, what both say is doubtful."""
    annex = save_annex(tmp_path / "phụ lục.xlsx", *ANNEX)
    found = import_document(body, annex)
    facts = found.tables.facts
    assert (facts["Số hiệu"], facts["Năm bắt đầu"]) == ("12/KH-UBND", "2026")
    assert [(task["task_name"], task["leads"]) for task in found.tables.tasks] == [
        ("Xây dựng Đề án bảo vệ rừng", "Sở Tài chính"),
        ("Ban hành quy chế quản lý chợ dân sinh trên địa bàn", "Sở Y tế"),
        ("Ban hành quy chế quản lý chợ dân sinh.", "Sở Y tế"),
        ("Rà soát vị trí việc làm của các cơ quan.", "Sở Nội vụ"),
    ]
    beside = "giao trong phần lời văn, không có trong bảng"
    twice = (
        "có vẻ trùng với “Ban hành quy chế quản lý chợ dân sinh trên địa bàn” "
        "(phụ lục.xlsx: Phụ lục, hàng 3)"
    )
    assert [(origin.place, origin.doubts) for origin in found.origins] == [
        ("phụ lục.xlsx: Phụ lục, hàng 2", ()),
        ("phụ lục.xlsx: Phụ lục, hàng 3", ()),
        ("kế hoạch.docx: đoạn 8", (beside, twice)),
        ("kế hoạch.docx: đoạn 9", (beside,)),
    ]


def test_the_order_of_the_files_does_not_change_what_is_found(tmp_path: Path, body: Path) -> None:
    annex = save_annex(tmp_path / "phụ lục.xlsx", *ANNEX)
    first, second = import_document(body, annex).tables, import_document(annex, body).tables
    assert first.tasks == second.tasks
    assert first.facts == second.facts


def test_two_annexes_are_told_apart(tmp_path: Path) -> None:
    """Also where both files have one name: a task of both is named at the later."""
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
    paths = [save_annex(tmp_path / folder / "x.xlsx", ANNEX[0]) for folder in ("a", "b")]
    first, second = import_document(*paths).origins[-2:]
    assert first.place == f"{paths[0]}: Phụ lục, hàng 2"
    assert first.doubts == ()
    assert second.doubts[-1].endswith(f"({first.place})")


def test_a_plan_workbook_is_no_annex(body: Path) -> None:
    plan = EXAMPLES / "kien_giang_2021_2025" / "plan.xlsx"
    with pytest.raises(DocumentError) as caught:
        import_document(body, plan)
    assert str(caught.value) == "“plan.xlsx” đã là sổ kế hoạch: không nhập cùng với văn bản khác."


def test_no_plan_in_any_of_them(tmp_path: Path) -> None:
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path in paths:
        path.write_text("Thư mời họp", encoding="utf-8")
    with pytest.raises(DocumentError) as caught:
        import_document(*paths)
    assert "“a.txt, b.txt”" in str(caught.value)
