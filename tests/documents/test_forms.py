"""Forms that other provinces use: tables, outlines, leads and reporting sentences in small."""

from pathlib import Path

import pytest

from plansheet.documents import Draft, import_document
from plansheet.documents.formats.blocks import Paragraph
from plansheet.documents.naming import Naming, kind_of
from plansheet.documents.prose.leads import lead_of
from plansheet.documents.prose.markers import read_marker
from plansheet.documents.prose.outline import Node, outline
from plansheet.documents.prose.reporting import calendar_of, cutoff_of

HEAD = "UBND TỈNH CAO BẰNG\n\nSố: 5/KH-UBND\n\nKẾ HOẠCH\n\nPhát triển năm 2024\n\n"


def draft(tmp_path: Path, text: str, suffix: str = ".txt") -> Draft:
    path = tmp_path / f"van-ban{suffix}"
    path.write_text(text, encoding="utf-8")
    return import_document(path)


def lines(*paragraphs: str, apart: bool = True) -> list[Paragraph]:
    return [Paragraph(text, f"dòng {i}", apart) for i, text in enumerate(paragraphs, start=1)]


# Task tables.


def test_groups_numbers_and_columns_without_a_name(tmp_path: Path) -> None:
    rows = [
        ["TT", "Nội dung công việc", "Đơn vị thực hiện", "", "Thời hạn hoàn thành", "Sản phẩm"],
        ["", "", "Chủ trì", "Phối hợp", "", ""],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        ["I", "Lĩnh vực kinh tế", "", "", "", ""],
        ["1", "Lập quy hoạch", "Sở KH&ĐT", "Các sở", "Quý II/2024", "Quyết định"],
        ["2", "Thu ngân sách", "Cục Thuế", "", "Hàng năm", ""],
        ["", "trên địa bàn tỉnh", "", "", "", ""],
        ["II", "Lĩnh vực xã hội", "", "", "", ""],
        ["1", "Xóa nhà tạm", "Hội Nông dân tỉnh", "", "", ""],
    ]
    found = draft(tmp_path, HEAD + "\n".join("\t".join(row) for row in rows)).tables
    columns = ("stt", "field", "task_name", "leads", "coordinators", "due", "note")
    assert [tuple(task[c] for c in columns) for task in found.tasks] == [
        ("1", "Lĩnh vực kinh tế", "Lập quy hoạch", "Sở KH&ĐT", "Các sở", "Quý II/2024",
         "Sản phẩm: Quyết định"),
        ("2", "Lĩnh vực kinh tế", "Thu ngân sách trên địa bàn tỉnh", "Cục Thuế", "", "Hàng năm",
         ""),
        ("1", "Lĩnh vực xã hội", "Xóa nhà tạm", "Hội Nông dân tỉnh", "", "", ""),
    ]  # fmt: skip
    assert {row["agency_code"] for row in found.agencies} == {"SKHDT", "CTHUE", "HND"}
    assert found.facts["Số hiệu"] == "5/KH-UBND"


def test_a_merged_lead_holds_for_all_its_rows_and_a_merged_task_has_all_leads(
    tmp_path: Path,
) -> None:
    page = """<p>KẾ HOẠCH</p><p>Năm 2024</p><table>
    <tr><th>STT<th>Nhiệm vụ<th>Cơ quan chủ trì<th>Thời gian
    <tr><td>1<td>Một<td rowspan=2>Sở Y tế<td>Quý I
    <tr><td>2<td>Hai<td>Quý II
    <tr><td rowspan=2>3<td rowspan=2>Ba<td>Sở Nội vụ<td>Quý III
    <tr><td>Sở Tư pháp<td>Quý III
    <tr><td>4<td>Bốn<td>Sở Y tế<br>Sở Xây dựng<td></table>"""
    found = draft(tmp_path, page, ".html").tables.tasks
    assert [(row["stt"], row["task_name"], row["leads"], row["due"]) for row in found] == [
        ("1", "Một", "Sở Y tế", "Quý I"),
        ("2", "Hai", "Sở Y tế", "Quý II"),
        ("3", "Ba", "Sở Nội vụ; Sở Tư pháp", "Quý III"),
        ("4", "Bốn", "Sở Y tế; Sở Xây dựng", ""),
    ]


def test_a_lead_that_nobody_knows_is_quoted_as_doubtful(tmp_path: Path) -> None:
    table = "TT\tNhiệm vụ\tCơ quan chủ trì\n1\tLàm việc\tnhóm chuyên trách\n"
    found = draft(tmp_path, HEAD + table).tables.tasks
    assert (found[0]["leads"], found[0]["note"]) == (
        "",
        "Cần xem lại: chưa rõ cơ quan “nhóm chuyên trách” (dòng 10)",
    )


def test_a_table_that_goes_on_without_its_header(tmp_path: Path) -> None:
    table = "TT\tNhiệm vụ\tCơ quan chủ trì\n1\tMột\tSở Y tế\n\n2\n\n2\tHai\tSở Y tế\n"
    assert [row["task_name"] for row in draft(tmp_path, HEAD + table).tables.tasks] == [
        "Một",
        "Hai",
    ]


# Indicator tables.


def test_year_columns_by_their_words(tmp_path: Path) -> None:
    rows = [
        ["STT", "Chỉ tiêu", "Đơn vị tính", "Ước TH 2023", "Kế hoạch 2024",
         "So sánh KH 2024/TH 2023", "Cơ quan theo dõi"],
        ["A", "B", "1", "2", "3", "4=3/2", "5"],
        ["I", "KINH TẾ", "", "", "", "", ""],
        ["1", "Tốc độ tăng GRDP", "%", "6,1", "7,5", "", "Cục Thống kê"],
        ["-", "Nông nghiệp", "%", "3", "3,2", "106,7", ""],
        ["2", "Thu ngân sách", "Tỷ đồng", "1.200", "1.500", "125", "Sở Tài chính"],
    ]  # fmt: skip
    found = draft(tmp_path, HEAD + "\n".join("\t".join(row) for row in rows)).tables.indicators
    assert [dict(row) for row in found] == [
        {
            "stt": "1", "indicator_code": "CT1", "indicator_name": "Tốc độ tăng GRDP", "unit": "%",
            "field": "KINH TẾ", "history_2023": "6,1", "target_2024": "7,5",
            "reporters": "Cục Thống kê", "parent": "", "note": "",
        },
        {
            "stt": "-", "indicator_code": "CT1.1", "indicator_name": "Nông nghiệp", "unit": "%",
            "field": "KINH TẾ", "history_2023": "3", "target_2024": "3,2",
            "reporters": "", "parent": "CT1", "note": "So sánh KH 2024/TH 2023: 106,7",
        },
        {
            "stt": "2", "indicator_code": "CT2", "indicator_name": "Thu ngân sách",
            "unit": "Tỷ đồng", "field": "KINH TẾ", "history_2023": "1.200", "target_2024": "1.500",
            "reporters": "Sở Tài chính", "parent": "", "note": "So sánh KH 2024/TH 2023: 125",
        },
    ]  # fmt: skip


def test_numbers_that_come_again_have_codes_of_their_own(tmp_path: Path) -> None:
    rows = "TT\tChỉ tiêu\tĐVT\t2024\nI\tKINH TẾ\t\t\n1\tMột\t%\t1\nII\tXÃ HỘI\t\t\n1\tHai\t%\t2\n"
    found = draft(tmp_path, HEAD + rows).tables.indicators
    assert [(row["indicator_code"], row["target_2024"]) for row in found] == [
        ("CT1", "1"),
        ("CT1-2", "2"),
    ]


# Outlines.


def test_a_lead_with_points_and_a_lead_of_its_own_inside(tmp_path: Path) -> None:
    text = HEAD + (
        "I. NHIỆM VỤ\n\n1. Về y tế\n\n"
        "a) Sở Y tế chủ trì, phối hợp với Sở Tài chính và các đơn vị liên quan:\n\n"
        "- Phòng, chống dịch bệnh:\n\n+ tại cơ sở;\n\n+ tại cộng đồng.\n\n"
        "- UBND cấp huyện chủ trì: Tiêm chủng mở rộng.\n\n"
        "b) Bảo hiểm xã hội tỉnh: Mở rộng diện bao phủ.\n\n"
        "II. TỔ CHỨC THỰC HIỆN\n\nĐịnh kỳ hằng quý báo cáo, gửi Sở Y tế.\n\nNơi nhận:\n- Sở Nội vụ;"
    )
    found = draft(tmp_path, text).tables
    columns = ("field", "task_name", "leads", "coordinators", "note")
    assert [tuple(task[c] for c in columns) for task in found.tasks] == [
        ("Về y tế", "Phòng, chống dịch bệnh: + tại cơ sở; + tại cộng đồng.", "Sở Y tế",
         "Sở Tài chính", "Phối hợp: các đơn vị liên quan"),
        ("Về y tế", "Tiêm chủng mở rộng.", "UBND cấp huyện", "", ""),
        ("Về y tế", "Mở rộng diện bao phủ.", "Bảo hiểm xã hội tỉnh", "", ""),
    ]  # fmt: skip
    assert [(row["period_kind"], row["deadline"]) for row in found.calendar] == [("Quý", "")]
    assert {row["agency_code"] for row in found.agencies} == {"SYT", "STC", "SNV", "BHXH", "UBNDH"}


DUTIES = (
    "II. NHIỆM VỤ\n\n1. Xây dựng Đề án A\n\n- Cơ quan chủ trì: Sở Y tế.\n\n"
    "- Cơ quan phối hợp: Các sở, ban, ngành.\n\n- Thời gian hoàn thành: Quý II/2024.\n\n"
    "- Sản phẩm: Quyết định.\n\n"
    "2. Cải cách\n\n- Rà soát thủ tục.\n\n- Công bố thủ tục.\n\n- Đơn vị chủ trì: Sở Nội vụ.\n\n"
    "- Số hóa hồ sơ.\n\nĐơn vị chủ trì: Văn phòng UBND tỉnh; thời hạn: Hàng năm.\n\n"
    "3. Phòng dịch (Sở Y tế chủ trì, phối hợp với Sở Tài chính).\n\n"
    "4. Thống kê (Chủ trì: Cục Thống kê; thời hạn: 30/6/2024)"
)


def test_who_does_it_may_stand_after_the_task(tmp_path: Path) -> None:
    found = draft(tmp_path, HEAD + DUTIES).tables.tasks
    columns = ("field", "task_name", "leads", "coordinators", "due", "note")
    assert [tuple(task[c] for c in columns) for task in found] == [
        ("", "Xây dựng Đề án A", "Sở Y tế", "Các sở, ban, ngành", "Quý II/2024",
         "Sản phẩm: Quyết định"),
        ("Cải cách", "Rà soát thủ tục.", "Sở Nội vụ", "", "", ""),
        ("Cải cách", "Công bố thủ tục.", "Sở Nội vụ", "", "", ""),
        ("Cải cách", "Số hóa hồ sơ.", "Văn phòng UBND tỉnh", "", "Hàng năm", ""),
        ("", "Phòng dịch (Sở Y tế chủ trì, phối hợp với Sở Tài chính).", "Sở Y tế", "Sở Tài chính",
         "", ""),
        ("", "Thống kê (Chủ trì: Cục Thống kê; thời hạn: 30/6/2024)", "Cục Thống kê", "",
         "30/6/2024", ""),
    ]  # fmt: skip


def test_tasks_that_stand_only_under_organisation_are_doubtful(tmp_path: Path) -> None:
    text = HEAD + (
        "I. MỤC ĐÍCH\n\n- Nâng cao.\n\nII. TỔ CHỨC THỰC HIỆN\n\n1. Sở Y tế\n\n"
        "a) Chủ trì triển khai.\n\n"
        "b) Định kỳ hàng quý báo cáo, gửi Sở Nội vụ trước ngày 15 tháng cuối quý."
    )
    found = draft(tmp_path, text)
    assert [(task["task_name"], task["note"]) for task in found.tables.tasks] == [
        (
            "Chủ trì triển khai.",
            "Cần xem lại: nhiệm vụ nêu trong phần tổ chức thực hiện (dòng 17)",
        )
    ]
    assert [row["period_kind"] for row in found.tables.calendar] == ["Quý"]
    assert [line.text for line in found.unused] == ["MỤC ĐÍCH", "Nâng cao."]


def test_an_annex_after_the_signature_counts(tmp_path: Path) -> None:
    text = HEAD + (
        "Căn cứ quy định, ban hành kế hoạch.\n\nNơi nhận:\n- Như trên;\nTM. ỦY BAN NHÂN DÂN\n\n"
        "Phụ lục I\n\nPHÂN CÔNG NHIỆM VỤ\n\n1. Sở Y tế\n\n- Khám bệnh.\n\n- Phòng bệnh."
    )
    tasks = draft(tmp_path, text).tables.tasks
    assert [(task["leads"], task["task_name"]) for task in tasks] == [
        ("Sở Y tế", "Khám bệnh."),
        ("Sở Y tế", "Phòng bệnh."),
    ]


def tree(node: Node) -> list[object]:
    return [[child.text, *tree(child)] for child in node.children]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (
            ["1. Sở Lao động", "- Thương binh và Xã hội", "- Giảm nghèo bền vững;"],
            [["Sở Lao động - Thương binh và Xã hội", ["Giảm nghèo bền vững;"]]],
        ),
        (
            ["a) Phân bổ năm", "2023. Đồng thời, kinh tế", "- xã hội phát triển", "b) Hai."],
            [["Phân bổ năm 2023. Đồng thời, kinh tế - xã hội phát triển"], ["Hai."]],
        ),
        (
            ["1. Đô thị loại", "IV. Tích cực xây dựng.", "2. Nghị quyết số", "02/NQ-CP ngày 10."],
            [["Đô thị loại IV. Tích cực xây dựng."], ["Nghị quyết số 02/NQ-CP ngày 10."]],
        ),
        (
            ["I. Một", "1. Hai", "a) Ba;", "- Bốn;", "b) Năm;", "2. Sáu", "II. Bảy"],
            [["Một", ["Hai", ["Ba;", ["Bốn;"]], ["Năm;"]], ["Sáu"]], ["Bảy"]],
        ),
        (
            ["1. A", "1.1. B", "- C;", "1.2 D", "2. E", "a) F;", "1. G;", "2. H;", "b) I;", "3. K"],
            [
                ["A", ["B", ["C;"]], ["D"]],
                ["E", ["F;", ["G;"], ["H;"]], ["I;"]],
                ["K"],
            ],
        ),
    ],
)
def test_wrapped_lines_and_levels(texts: list[str], expected: list[object]) -> None:
    found = outline(lines(*texts, apart=False), Naming("Cao Bằng"))
    assert [[node.text, *tree(node)] for node in found.children] == expected


@pytest.mark.parametrize(
    ("text", "style", "value", "rest"),
    [
        ("I. MỤC TIÊU", "I", 1, "MỤC TIÊU"),
        ("IX/ Khác", "I", 9, "Khác"),
        ("B. Nội dung", "A", 2, "Nội dung"),
        ("12. Sở", "1", 12, "Sở"),
        ("4.2 Sở", "1.1", 2, "Sở"),
        ("1.2.3. Sở", "1.1.1", 3, "Sở"),
        ("(18) Tỷ lệ", "(1)", 18, "Tỷ lệ"),
        ("7) Tỷ lệ", "1)", 7, "Tỷ lệ"),
        ("đ) Tham mưu", "a)", 5, "Tham mưu"),
        ("– Tiếp tục", "-", 1, "Tiếp tục"),
        ("+ Tiếp tục", "+", 1, "Tiếp tục"),
        ("• Tiếp tục", "*", 1, "Tiếp tục"),
        ("Phần thứ hai", "part", 2, ""),
        ("PHỤ LỤC III", "part", 3, ""),
    ],
)
def test_markers(text: str, style: str, value: int, rest: str) -> None:
    marker = read_marker(text)
    assert marker is not None
    assert (marker.style, marker.value, marker.rest) == (style, value, rest)


@pytest.mark.parametrize(
    "text",
    ["2023. Đồng thời", "02/NQ-CP", "V/v xây dựng", "--------", "-5%", "1.000 ha", "Chương trình"],
)
def test_what_only_looks_like_a_marker(text: str) -> None:
    assert read_marker(text) is None


# Who is in charge.


@pytest.mark.parametrize(
    ("text", "leads", "coordinators", "partners", "rest"),
    [
        ("Sở Y tế", "Sở Y tế", "", "", ""),
        ("Giao Sở Y tế: Khám bệnh", "Sở Y tế", "", "", "Khám bệnh"),
        ("Sở Y tế chủ trì tham mưu", "Sở Y tế", "", "", "tham mưu"),
        (
            "Sở Y tế là cơ quan chủ trì, phối hợp chặt chẽ với Sở Tài chính, UBND cấp huyện và các "
            "cơ quan, đơn vị có liên quan tổ chức thực hiện",
            "Sở Y tế", "Sở Tài chính, UBND cấp huyện", "các cơ quan, đơn vị có liên quan",
            "tổ chức thực hiện",
        ),
        ("Các Sở: Y tế, Tư pháp; Công an tỉnh: Phối hợp", "Các Sở: Y tế, Tư pháp; Công an tỉnh",
         "", "", "Phối hợp"),
        ("Đề nghị Liên đoàn Lao động tỉnh, Hội Nông dân tỉnh vận động hội viên",
         "Liên đoàn Lao động tỉnh, Hội Nông dân tỉnh", "", "", "vận động hội viên"),
        ("Thủ trưởng các sở, ban, ngành theo chức năng, nhiệm vụ được giao:",
         "Thủ trưởng các sở, ban, ngành", "", "", ""),
        ("Trung tâm Giống cây trồng tỉnh chủ trì: Chọn giống",
         "Trung tâm Giống cây trồng tỉnh", "", "", "Chọn giống"),
    ],
)  # fmt: skip
def test_leads(text: str, leads: str, coordinators: str, partners: str, rest: str) -> None:
    found = lead_of(text, Naming("Cao Bằng"))
    assert found is not None
    assert (found.leads, found.coordinators, found.partners, found.rest) == (
        leads,
        coordinators,
        partners,
        rest,
    )


@pytest.mark.parametrize(
    "text",
    [
        "Thanh tra đột xuất khi phát hiện có dấu hiệu vi phạm",
        "Ban hành và triển khai thực hiện Đề án",
        "Báo cáo kết quả: số liệu quý",
        "Hội nghị tổng kết: tổ chức vào quý IV",
        "Văn hóa, xã hội: phát triển",
        "Tăng cường phối hợp với Sở Y tế",
    ],
)
def test_what_only_sounds_like_an_agency(text: str) -> None:
    assert lead_of(text, Naming("Cao Bằng")) is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Sở Y tế", "Sở, ban, ngành"),
        ("Chi cục Kiểm lâm", "Cơ quan trung ương"),
        ("Hội Người cao tuổi tỉnh", "Đoàn thể"),
        ("UBND huyện Thạnh Phú", "UBND cấp huyện"),
        ("Ủy ban nhân dân xã Bình Phú", "UBND cấp xã"),
        ("Trường Cao đẳng Nghề", "Đơn vị sự nghiệp"),
        ("Công ty Cấp nước", "Doanh nghiệp"),
        ("Hiệp hội Doanh nghiệp", "Khác"),
        ("Ban hành", ""),
        ("Hội thảo", ""),
    ],
)
def test_kinds(name: str, kind: str) -> None:
    assert kind_of(name) == kind


# The reporting calendar.


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Trước ngày 20 hàng tháng, các sở báo cáo kết quả về Sở Kế hoạch và Đầu tư.",
            [("Tháng", "Trước ngày 20 hàng tháng", "Sở Kế hoạch và Đầu tư")],
        ),
        (
            "Báo cáo gửi Sở Tài chính trước ngày 25/5 (báo cáo 6 tháng), trước ngày 25/11 (báo cáo "
            "năm).",
            [
                ("6 tháng", "trước ngày 25/5", "Sở Tài chính"),
                ("Năm", "trước ngày 25/11", "Sở Tài chính"),
            ],
        ),
        (
            "Định kỳ tháng, quý, 6 tháng, năm báo cáo gửi về Sở Y tế chậm nhất là ngày 25 của "
            "tháng cuối kỳ.",
            [
                (kind, "chậm nhất là ngày 25 của tháng cuối kỳ", "Sở Y tế")
                for kind in ("Tháng", "Quý", "6 tháng", "Năm")
            ],
        ),
        (
            "Định kỳ hàng năm, báo cáo UBND tỉnh tình hình, đồng thời gửi Sở Tư pháp để tổng hợp.",
            [("Năm", "", "UBND tỉnh; Sở Tư pháp")],
        ),
        ("Sở Kế hoạch và Đầu tư tổng hợp tình hình hàng tháng, báo cáo UBND tỉnh.", []),
        ("Trước ngày 30 tháng 01 năm 2021, xây dựng kế hoạch, gửi Sở Tài chính tổng hợp.", []),
    ],
)
def test_reporting(sentence: str, expected: list[tuple[str, str, str]]) -> None:
    found = calendar_of(lines(sentence), Naming("Cao Bằng"))
    assert [(line.period_kind, line.deadline, line.recipient) for line in found] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Thời gian chốt số liệu báo cáo hằng quý: tính từ ngày 15 tháng trước kỳ báo cáo đến "
            "ngày 14 của tháng cuối quý thuộc kỳ báo cáo.",
            "ngày 14 của tháng cuối quý",
        ),
        (
            "Thời gian chốt số liệu theo Điều 12 Nghị định số 09/2019/NĐ-CP ngày 24/01/2019.",
            "Nghị định số 09/2019/NĐ-CP",
        ),
        (
            "Số liệu báo cáo được tính đến hết ngày 20 tháng cuối quý, gửi Sở Tài chính trước ngày "
            "25 tháng cuối quý.",
            "ngày 20 tháng cuối quý",
        ),
        ("Tổng hợp số liệu gửi Sở Tài chính trước ngày 15 tháng cuối quý.", ""),
        ("Tính đến ngày 15 tháng 6 năm 2020, số liệu lấy theo báo cáo của Kho bạc.", ""),
    ],
)
def test_until_when_figures_count(sentence: str, expected: str) -> None:
    assert cutoff_of(lines(sentence)) == expected
