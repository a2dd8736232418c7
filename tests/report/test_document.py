"""The report as a document: every sentence is computed, what is absent is left out."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from docx.shared import Length, Pt

from plansheet import Consolidation, Plan, merge
from plansheet.forms.names import FormName
from plansheet.report.document.report import write_document
from plansheet.workbooks.writing.files import ISSUED_AT
from support.filling import FACTS, indicator, make_plan, plan_tables, task
from support.sending import DONE, GOING, Filled, send, status
from support.word import lines

AS_OF = date(2021, 7, 5)
TASK, FIGURES = FormName.TASK_REPORT, FormName.INDICATOR_REPORT


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """Three tasks in two fields and one in none, two indicators."""
    tables = plan_tables(
        [
            task("NV1", "SYT", "Quý II/2021", field="Y tế"),
            task("NV2", "SYT; STC", "30/6/2021", field="Tài chính"),
            task("NV3", "UBA", "", coordinators="STP"),
        ],
        [
            indicator("CT1", "SYT; UBA", target_2021="50"),
            indicator("CT2", "SYT", unit="%", aggregation="Tỷ lệ", target_2021="70"),
        ],
    )
    return make_plan(tmp_path_factory.mktemp("document"), tables)


@pytest.fixture
def merged(plan: Plan, tmp_path: Path) -> Consolidation:
    """One is silent, one was late, one task is overdue, one figure is partial, one misses."""
    sent: dict[str, Filled] = {
        "SYT": {
            (TASK, "NV1"): {**DONE, "difficulty": "Thiếu thuốc", "proposal": "Cấp thêm"},
            (TASK, "NV2"): {**GOING, "difficulty": "Thiếu vốn"},
            (FIGURES, "CT1"): {"cumulative": Decimal(1200), "forecast": Decimal("2345.5")},
            (FIGURES, "CT2.tu"): {"forecast": Decimal(2)},
            (FIGURES, "CT2.mau"): {"forecast": Decimal(3)},
        },
        "STC": {(TASK, "NV2"): status("Đang thực hiện", difficulty="Thiếu vốn")},
        "STP": {(FormName.COORDINATION_REPORT, "NV3"): {"proposal": "Giao chủ trì khác"}},
    }
    folder = send(plan, tmp_path / "in", sent)
    with (folder / "received.tsv").open("a", encoding="utf-8") as received:
        received.write("STC_2021-Q2.xlsx\t2021-06-17\n")
    return merge(plan, "2021-Q2", folder, AS_OF)


def test_what_the_document_says(merged: Consolidation, tmp_path: Path) -> None:
    assert lines(write_document(merged, tmp_path / "r.docx")) == [
        "UBND TỈNH BÌNH MINH / SỞ KẾ HOẠCH VÀ ĐẦU TƯ"
        " | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM / Độc lập - Tự do - Hạnh phúc",
        "Số:          /BC-… | Bình Minh, ngày 05 tháng 7 năm 2021",
        "BÁO CÁO",
        "Tình hình thực hiện Kế hoạch phát triển kinh tế - xã hội, quý II/2021",
        "Thực hiện Kế hoạch số 01/KH-UBND ngày 15 tháng 01 năm 2021 của UBND tỉnh Bình Minh, Sở"
        " Kế hoạch và Đầu tư tổng hợp báo cáo quý II/2021 của các cơ quan được giao nhiệm vụ, chỉ"
        " tiêu. Số liệu tính đến ngày 05 tháng 7 năm 2021.",
        "I. TÌNH HÌNH GỬI BÁO CÁO",
        "Hạn gửi báo cáo là ngày 15 tháng 6 năm 2021.",
        "Có 3/4 cơ quan gửi báo cáo (2 cơ quan gửi đúng hạn; 1 cơ quan gửi quá hạn);"
        " 1 cơ quan chưa gửi.",
        "Cơ quan gửi quá hạn: Sở Tài chính (2 ngày).",
        "Cơ quan chưa gửi báo cáo: UBND huyện An Bình.",
        "II. KẾT QUẢ THỰC HIỆN NHIỆM VỤ",
        "1. Theo tình hình thực hiện",
        "Có 3 nhiệm vụ, trong đó: 1 nhiệm vụ hoàn thành đúng hạn (33,3%); 1 nhiệm vụ chưa hoàn"
        " thành, quá hạn (33,3%); 1 nhiệm vụ chưa báo cáo (33,3%).",
        "Xếp loại | Số nhiệm vụ | Tỷ lệ (%)",
        "Hoàn thành đúng hạn | 1 | 33,3",
        "Chưa hoàn thành, quá hạn | 1 | 33,3",
        "Chưa báo cáo | 1 | 33,3",
        "Tổng số | 3 | 100,0",
        "Danh mục nhiệm vụ theo tình hình thực hiện tại Phụ lục I.",
        "2. Theo cơ quan chủ trì",
        "Cơ quan chủ trì | Hoàn thành đúng hạn | Hoàn thành quá hạn | Chưa hoàn thành, trong hạn"
        " | Chưa hoàn thành, quá hạn | Không thời hạn | Chưa báo cáo | Tổng số",
        "Sở Y tế | 1 |  |  | 1 |  |  | 2",
        "Sở Tài chính |  |  |  | 1 |  |  | 1",
        "UBND huyện An Bình |  |  |  |  |  | 1 | 1",
        "3. Nhiệm vụ quá hạn chưa hoàn thành",
        "STT | Mã | Tên đề án/nhiệm vụ | Cơ quan chủ trì | Hạn | Tình trạng",
        "1 | NV2 | Đề án số NV2 | Sở Y tế; Sở Tài chính | 30/6/2021 | Đang thực hiện",
        "III. KẾT QUẢ THỰC HIỆN CHỈ TIÊU",
        "Có 2 chỉ tiêu, trong đó: 1 chỉ tiêu không đạt; 1 chỉ tiêu chưa rõ.",
        "2 chỉ tiêu chưa đủ số liệu của các cơ quan được giao báo cáo.",
        "Số liệu từng chỉ tiêu tại Phụ lục II.",
        "Chỉ tiêu không đạt kế hoạch",
        "STT | Mã | Chỉ tiêu | Đơn vị tính | Kế hoạch năm | Ước thực hiện cả năm"
        " | So với kế hoạch (%)",
        "1 | CT2 | Chỉ tiêu số CT2 | % | 70 | 66,67 | 95,2",
        "IV. KHÓ KHĂN, VƯỚNG MẮC",
        "Y tế",
        "- Sở Y tế (NV1): Thiếu thuốc",
        "Tài chính",
        "- Sở Y tế (NV2): Thiếu vốn",
        "- Sở Tài chính (NV2): Thiếu vốn",
        "V. KIẾN NGHỊ, ĐỀ XUẤT",
        "Y tế",
        "- Sở Y tế (NV1): Cấp thêm",
        "Nhiệm vụ chưa phân lĩnh vực",
        "- Sở Tư pháp (NV3): Giao chủ trì khác",
        "Trên đây là tình hình thực hiện kế hoạch quý II/2021, Sở Kế hoạch và Đầu tư kính báo cáo"
        " UBND tỉnh Bình Minh./.",
        "Nơi nhận: / - UBND tỉnh Bình Minh (để báo cáo);"
        " / - Các cơ quan được giao nhiệm vụ, chỉ tiêu; / - Lưu: VT, … | GIÁM ĐỐC / [Họ và tên]",
        "PHỤ LỤC I",
        "Danh mục nhiệm vụ theo tình hình thực hiện quý II/2021",
        "STT | Mã | Tên đề án/nhiệm vụ | Cơ quan chủ trì | Thời gian trình | Tình trạng"
        " | Tiến độ (%) | Kết quả thực hiện | Số cơ quan đã báo cáo",
        "Hoàn thành đúng hạn: 1",
        "1 | NV1 | Đề án số NV1 | Sở Y tế | Quý II/2021 | Hoàn thành | 100 |  | 1/1",
        "Chưa hoàn thành, quá hạn: 1",
        "2 | NV2 | Đề án số NV2 | Sở Y tế; Sở Tài chính | 30/6/2021 | Đang thực hiện |  |  | 2/2",
        "Chưa báo cáo: 1",
        "3 | NV3 | Đề án số NV3 | UBND huyện An Bình |  |  |  |  | 0/1",
        "PHỤ LỤC II",
        "Kết quả thực hiện chỉ tiêu quý II/2021",
        "STT | Mã | Chỉ tiêu | Đơn vị tính | Thực hiện cùng kỳ | Kế hoạch năm"
        " | Thực hiện trong kỳ | Lũy kế từ đầu năm | Ước thực hiện cả năm | So với kế hoạch (%)"
        " | So với cùng kỳ (%) | Đánh giá | Số cơ quan đã báo cáo",
        "1 | CT1 | Chỉ tiêu số CT1 | xã |  | 50 |  | 1.200 | 2.345,5 | 4.691 |  | Chưa rõ | 1/2",
        "2 | CT2 | Chỉ tiêu số CT2 | % |  | 70 |  |  | 66,67 | 95,2 |  | Không đạt | 0/1",
    ]


def test_what_is_absent_is_left_out(plan: Plan, tmp_path: Path) -> None:
    only_tasks = make_plan(tmp_path, plan_tables([task("NV1", "SYT")], calendar=()))
    silent = merge(only_tasks, "2021-Q2", [], AS_OF)
    said = lines(write_document(silent, tmp_path / "r.docx"))
    assert [line for line in said if re.match(r"[IV]+\. |PHỤ LỤC", line)] == [
        "I. TÌNH HÌNH GỬI BÁO CÁO",
        "II. KẾT QUẢ THỰC HIỆN NHIỆM VỤ",
        "PHỤ LỤC I",
    ]
    assert said[6] == "Có 0/1 cơ quan gửi báo cáo; 1 cơ quan chưa gửi."
    assert not [line for line in said if "Hạn gửi" in line or "quá hạn" in line.split(" | ")[0]]


def test_a_blank_workbook_is_no_report(plan: Plan, tmp_path: Path) -> None:
    merged = merge(plan, "2021-Q2", send(plan, tmp_path / "in", {"UBA": {}}), AS_OF)
    said = lines(write_document(merged, tmp_path / "r.docx"))
    assert said[7:9] == [
        "Có 0/4 cơ quan gửi báo cáo; 4 cơ quan chưa gửi.",
        "Cơ quan chưa gửi báo cáo: Sở Y tế; Sở Tài chính; Sở Tư pháp;"
        " UBND huyện An Bình (biểu mẫu còn trống).",
    ]


def test_nobody_is_above_who_issued_the_plan(tmp_path: Path) -> None:
    facts = {
        "Mã kế hoạch": "KH",
        "Tên kế hoạch": "KẾ HOẠCH NĂM 2021",
        "Năm bắt đầu": "2021",
        "Năm kết thúc": "2021",
        "Cơ quan ban hành": "UBND xã An Bình",
    }
    plan = make_plan(tmp_path, plan_tables([task("NV1", "SYT")], facts=facts))
    said = lines(write_document(merge(plan, "2021", [], AS_OF), tmp_path / "r.docx"))
    assert said[0].startswith("UBND XÃ AN BÌNH | CỘNG HÒA")
    assert said[1] == "Số:          /BC-… | …, ngày 05 tháng 7 năm 2021"
    assert said[3] == "Tình hình thực hiện KẾ HOẠCH NĂM 2021, năm 2021"
    end = next(at for at, line in enumerate(said) if line.startswith("Nơi nhận"))
    assert said[end - 1] == "Trên đây là tình hình thực hiện kế hoạch năm 2021./."
    assert said[end].endswith("TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH / [Họ và tên]")


def mm(length: Length | None) -> int:
    assert length is not None
    return int(length.mm + 0.5)


def test_the_layout_is_that_of_the_decree(merged: Consolidation, tmp_path: Path) -> None:
    """Decree 30/2020/NĐ-CP, appendix I: paper, margins, typeface, number of the page."""
    document = docx.Document(str(write_document(merged, tmp_path / "r.docx")))
    upright, *lying = document.sections
    sizes = [(mm(s.page_width), mm(s.page_height)) for s in document.sections]
    assert sizes == [(210, 297), (297, 210), (297, 210)]
    for one in document.sections:
        margins = (one.top_margin, one.bottom_margin, one.left_margin, one.right_margin)
        assert [*map(mm, margins)] == [20, 20, 30, 15]
    assert upright.different_first_page_header_footer
    assert not any(section.different_first_page_header_footer for section in lying)
    assert "PAGE" in upright.header._element.xml
    normal = document.styles["Normal"].font
    assert (normal.name, normal.size) == ("Times New Roman", Pt(14))
    made = document.core_properties.created
    assert made is not None
    assert made.replace(tzinfo=None) == ISSUED_AT


def test_long_titles_and_lines_are_kept(tmp_path: Path) -> None:
    """A property of a file is short, a paragraph has no breaks that would stretch its words."""
    title = "Kế hoạch " + "phát triển kinh tế - xã hội " * 20
    tables = plan_tables([task("NV1", "SYT")], facts={**FACTS, "Tên kế hoạch": title.strip()})
    plan = make_plan(tmp_path, tables)
    told = status("Đang thực hiện", difficulty="Thiếu vốn.\n\nThiếu người.")
    folder = send(plan, tmp_path / "in", {"SYT": {(TASK, "NV1"): told}})
    said = lines(write_document(merge(plan, "2021-Q2", folder, AS_OF), tmp_path / "r.docx"))
    assert said[3] == f"Tình hình thực hiện {title.strip()}, quý II/2021"
    at = said.index("- Sở Y tế (NV1): Thiếu vốn.")
    assert said[at + 1] == "Thiếu người."


def test_the_same_consolidation_gives_the_same_bytes(merged: Consolidation, tmp_path: Path) -> None:
    first = write_document(merged, tmp_path / "1.docx").read_bytes()
    assert write_document(merged, tmp_path / "2.docx").read_bytes() == first


def test_the_document_in_english(merged: Consolidation, tmp_path: Path) -> None:
    said = lines(write_document(merged, tmp_path / "r.docx", lang="en"))
    assert "3 of 4 agencies have reported (2 in time; 1 late); 1 have not." in said
    assert (
        "3 tasks: 1 done on time (33.3%); 1 open, overdue (33.3%); 1 not reported (33.3%)." in said
    )


def test_an_overdue_task_of_a_group_names_those_that_have_not_done_it(tmp_path: Path) -> None:
    group = task("NV1", "UBND các huyện, thành phố", "30/6/2021")
    plan = make_plan(tmp_path, plan_tables([group]))
    folder = send(plan, tmp_path / "in", {"UBA": {(TASK, "NV1"): DONE}})
    said = lines(
        write_document(merge(plan, "2021-Q2", folder, date(2021, 7, 5)), tmp_path / "r.docx")
    )
    assert [line for line in said if line.startswith("1 | NV1 ")] == [
        "1 | NV1 | Đề án số NV1 | UBND huyện Bình Tân | 30/6/2021 | Đang thực hiện",
        "1 | NV1 | Đề án số NV1 | UBND các huyện, thành phố | 30/6/2021 | Đang thực hiện"
        " |  |  | 1/2",
    ]
