"""What documents that were not looked at before do: one kind each, in small."""

import os
from pathlib import Path

import openpyxl
import pytest

from plansheet.documents import Draft, import_document, with_districts
from plansheet.plan.workbook.reading import check_plan
from plansheet.plan.workbook.writing import write_tables

HEAD = (
    "ỦY BAN NHÂN DÂN\n\nTỈNH LÂM ĐỒNG\n\nLâm Đồng, ngày 05 tháng 01 năm 2026\n\n"
    "KẾ HOẠCH\n\nPhát triển thử nghiệm năm 2026\n\n"
)
TASKS = ("task_name", "leads", "coordinators", "due", "level")


def draft(folder: Path, text: str) -> Draft:
    path = folder / "van-ban.txt"
    path.write_text(text, encoding="utf-8")
    return import_document(path)


def prose(*lines: str) -> str:
    return "\n\n".join(lines)


def table(*rows: str) -> str:
    return "\n".join(row.replace(" | ", "\t") for row in rows)


def tasks(found: Draft) -> list[tuple[str, ...]]:
    return [tuple(row[name] for name in TASKS) for row in found.tables.tasks]


def doubts(found: Draft) -> list[bool]:
    return ["Cần xem lại" in row["note"] for row in found.tables.tasks]


GROUPS = (
    "Các cơ quan, đơn vị, địa phương",
    "Các sở, ban, ngành, địa phương",
    "Các địa phương",
    "UBND các xã, phường, đặc khu",
    "Bộ Công an, Bộ Quốc phòng",
    "Lãnh đạo Sở Công Thương",
    "Báo và Phát thanh, Truyền hình tỉnh",
)


def test_leads_as_tables_write_them(tmp_path: Path) -> None:
    rows = [f"{i} | Việc {i} | {lead} | Năm 2026" for i, lead in enumerate(GROUPS, start=1)]
    found = draft(tmp_path, HEAD + table("TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian", *rows))
    assert [row["leads"] for row in found.tables.tasks] == list(GROUPS)
    assert not any(doubts(found))


@pytest.mark.parametrize(
    ("issued", "bodies"),
    [("05 tháng 01 năm 2026", ["UBND cấp xã"]), ("05 tháng 01 năm 2025", ["UBND cấp huyện"])],
)
def test_local_governments_are_those_of_the_date(
    tmp_path: Path, issued: str, bodies: list[str]
) -> None:
    head = HEAD.replace("05 tháng 01 năm 2026", issued).replace("năm 2026", issued[-8:])
    rows = table("TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian", "1 | Một | Các địa phương | Quý I")
    found = draft(tmp_path, head + rows)
    assert [row["agency_name"] for row in found.tables.agencies] == bodies


def test_the_government_calls_on_ministries_and_provinces(tmp_path: Path) -> None:
    head = "CHÍNH PHỦ\n\nHà Nội, ngày 05 tháng 01 năm 2026\n\nNGHỊ QUYẾT\n\nVề thử nghiệm\n\n"
    rows = table(
        "TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian",
        "1 | Một | Bộ Nội vụ | 2026",
        "2 | Hai | Các bộ, ngành, địa phương | 2026",
    )
    found = draft(tmp_path, head + rows).tables
    assert [row["agency_name"] for row in found.agencies] == ["Bộ Nội vụ", "UBND cấp tỉnh"]
    assert (found.facts["Cơ quan ban hành"], found.facts["Tỉnh"]) == ("Chính phủ", "")


def test_the_subject_of_an_item_beats_the_lead_of_its_heading(tmp_path: Path) -> None:
    text = prose(
        "I. NHIỆM VỤ",
        "1. Các sở, ban, ngành tổ chức thực hiện các dự án thành phần",
        "- Công an tỉnh tham mưu thực hiện Dự án 1.",
        "- Liên đoàn Lao động tỉnh tham mưu thực hiện Tiểu dự án 4.",
        "- Bố trí vốn đối ứng.",
    )
    assert [row[1] for row in tasks(draft(tmp_path, HEAD + text))] == [
        "Công an tỉnh",
        "Liên đoàn Lao động tỉnh",
        "Các sở, ban, ngành",
    ]


def test_heads_of_bodies_and_bodies_with_commas_in_prose(tmp_path: Path) -> None:
    text = prose(
        "I. NHIỆM VỤ",
        "1. Lãnh đạo Sở Công Thương chuẩn bị nội dung đối thoại.",
        "2. Chủ tịch UBND các xã, phường, đặc khu phát động phong trào.",
        "3. Báo và Phát thanh, Truyền hình tỉnh đưa tin kịp thời.",
        "4. Sở Tài chính bố trí kinh phí thực hiện trước ngày 31/3/2026.",
    )
    found = draft(tmp_path, HEAD + text)
    assert [row[:2] for row in tasks(found)] == [
        ("chuẩn bị nội dung đối thoại.", "Lãnh đạo Sở Công Thương"),
        ("phát động phong trào.", "Chủ tịch UBND các xã, phường, đặc khu"),
        ("đưa tin kịp thời.", "Báo và Phát thanh, Truyền hình tỉnh"),
        ("bố trí kinh phí thực hiện trước ngày 31/3/2026.", "Sở Tài chính"),
    ]
    assert not any(doubts(found))


def test_one_cell_or_label_with_lead_and_coordinators(tmp_path: Path) -> None:
    rows = table(
        "TT | Nội dung | Phân công nhiệm vụ | Tiến độ",
        "1 | Lập đề án A | Chủ trì: Sở Công Thương. Phối hợp: Sở Tài chính, Sở Xây dựng. | Quý IV",
    )
    assert tasks(draft(tmp_path, HEAD + rows)) == [
        ("Lập đề án A", "Sở Công Thương", "Sở Tài chính, Sở Xây dựng", "Quý IV", ""),
    ]
    text = prose(
        "I. NHIỆM VỤ",
        "1. Ban hành quy trình.",
        "- Đơn vị thực hiện: Văn phòng UBND tỉnh chủ trì, phối hợp với Sở Nội vụ.",
        "- Thời gian hoàn thành: Trong tháng 8/2026.",
    )
    assert tasks(draft(tmp_path, HEAD + text)) == [
        ("Ban hành quy trình.", "Văn phòng UBND tỉnh", "Sở Nội vụ", "Trong tháng 8/2026", ""),
    ]


def test_time_is_no_target_and_responsibility_is_who_leads(tmp_path: Path) -> None:
    rows = table(
        "TT | Nội dung | Trách nhiệm thực hiện | Thời gian (Năm 2026)",
        "1 | Đối thoại | Sở Y tế | Ngày 23 tháng 01",
    )
    found = draft(tmp_path, HEAD + rows)
    assert tasks(found) == [("Đối thoại", "Sở Y tế", "", "Ngày 23 tháng 01", "")]
    assert found.tables.indicators == ()


def test_results_of_another_year_are_goals(tmp_path: Path) -> None:
    rows = table(
        "TT | Chỉ tiêu | Đơn vị | Kết quả | Cơ quan chủ trì theo dõi, đánh giá",
        "I | Đến năm 2030 |  |  | ",
        "1 | Tỷ lệ hồ sơ trực tuyến | % | ≥ 80 | Văn phòng UBND tỉnh",
    )
    row = draft(tmp_path, HEAD + rows).tables.indicators[0]
    assert (row["goal"], row["reporters"]) == ("≥ 80", "Văn phòng UBND tỉnh")
    rows = table("TT | Chỉ tiêu | Đơn vị | Mục tiêu đến 2030", "1 | Số doanh nghiệp | DN | ≥ 5")
    row = draft(tmp_path, HEAD + rows).tables.indicators[0]
    assert row["goal"] == "≥ 5"
    assert "target_2030" not in row


def test_two_obligations_in_one_merged_number_are_two(tmp_path: Path) -> None:
    rows = table(
        "TT | Nhiệm vụ | Thời gian | Chủ trì",
        "1 | Kiểm tra | Tháng 01/2026 | Sở Nội vụ",
        "1 | Kiểm tra | Tháng 6/2026 | Các sở, ban, ngành",
    )
    assert [row[1::2] for row in tasks(draft(tmp_path, HEAD + rows))] == [
        ("Sở Nội vụ", "Tháng 01/2026"),
        ("Các sở, ban, ngành", "Tháng 6/2026"),
    ]


def test_duties_of_the_organisation_are_tasks_and_criteria_are_none(tmp_path: Path) -> None:
    text = prose(
        "I. NỘI DUNG THỰC HIỆN",
        "1. Tiêu chuẩn khen thưởng",
        "a) Nội bộ đoàn kết, hoàn thành tốt nhiệm vụ.",
        "b) Có sáng kiến được công nhận.",
        "II. TỔ CHỨC THỰC HIỆN",
        "1. Sở Nội vụ xây dựng hướng dẫn chi tiết, trình UBND tỉnh trong quý I/2026.",
        "2. Liên đoàn Lao động tỉnh vận động đoàn viên tham gia.",
    )
    found = draft(tmp_path, HEAD + text)
    assert [row[1:] for row in tasks(found)] == [
        ("Sở Nội vụ", "", "trong quý I/2026", "UBND tỉnh"),
        ("Liên đoàn Lao động tỉnh", "", "", ""),
    ]
    assert doubts(found) == [True, True]
    assert [line.text for line in found.unused] == [
        "Nội bộ đoàn kết, hoàn thành tốt nhiệm vụ.",
        "Có sáng kiến được công nhận.",
    ]


def test_lists_of_units_and_whom_a_letter_goes_to_are_no_tasks(tmp_path: Path) -> None:
    units = table("STT | Đơn vị được kiểm tra | Thời gian kiểm tra", "1 | Sở Xây dựng | Tháng 7")
    text = prose(
        "UBND TỈNH LÂM ĐỒNG", "Lâm Đồng, ngày 05 tháng 01 năm 2026", "CÔNG VĂN", "Kính gửi:",
        "- Các sở, ban, ngành thuộc tỉnh;", "- UBND các xã, phường.",
        "Căn cứ Công văn số 11/TCT, Ban Chỉ đạo yêu cầu:", "1. Sở Y tế chủ trì rà soát hệ thống.",
    )  # fmt: skip
    found = draft(tmp_path, text + "\n\n" + units)
    assert tasks(found) == [("rà soát hệ thống.", "Sở Y tế", "", "", "")]
    assert "STT | Đơn vị được kiểm tra | Thời gian kiểm tra (1 dòng)" in [
        line.text for line in found.unused
    ]


def test_targets_are_split_at_list_marks_only(tmp_path: Path) -> None:
    text = prose(
        "I. CHỈ TIÊU CHỦ YẾU",
        "- Phấn đấu đến năm 2030 đạt ít nhất 50% số xã, phường, đặc khu không có ma túy.",
        "- Phấn đấu 100% các điểm tổ chức, chứa chấp và 100% diện tích trồng được triệt xóa.",
        "- Bảo đảm trên 90% người được tư vấn, hỗ trợ về y tế.",
        "- Phấn đấu 80% số nạn nhân trở về được hỗ trợ.",
        "- Thành lập mới ít nhất 50 tổ hợp tác, 15 hợp tác xã.",
    )
    rows = draft(tmp_path, HEAD + text).tables.indicators
    assert [
        (row["indicator_name"], row.get("goal", ""), row.get("target_2026", "")) for row in rows
    ] == [
        ("số xã, phường, đặc khu không có ma túy", "đạt ít nhất 50% số xã", ""),
        ("các điểm tổ chức, chứa chấp", "", "Phấn đấu 100%"),
        ("diện tích trồng được triệt xóa", "", "100%"),
        ("người được tư vấn, hỗ trợ về y tế", "", "trên 90%"),
        ("số nạn nhân trở về được hỗ trợ", "", "Phấn đấu 80%"),
        ("Thành lập mới tổ hợp tác", "", "ít nhất 50 tổ hợp tác"),
        ("Thành lập mới hợp tác xã", "", "ít nhất 15 hợp tác xã"),
    ]


@pytest.mark.parametrize(
    ("title", "years"),
    [
        ("Thực hiện Chương trình thử nghiệm đến năm 2030", ("2026", "2030")),
        ("Thực hiện Nghị quyết ngày 22 tháng 12 năm 2024 về thử nghiệm", ("2026", "2026")),
        ("Phát triển giai đoạn 2026 - 2030, tầm nhìn đến năm 2050", ("2026", "2030")),
        ("Phát triển năm 2027 và định hướng đến năm 2035", ("2027", "2027")),
    ],
)
def test_years_of_a_title(tmp_path: Path, title: str, years: tuple[str, str]) -> None:
    head = HEAD.replace("Phát triển thử nghiệm năm 2026", title)
    facts = draft(tmp_path, head + prose("I. NHIỆM VỤ", "1. Sở Y tế chủ trì việc.")).tables.facts
    assert (facts["Năm bắt đầu"], facts["Năm kết thúc"]) == years


@pytest.mark.parametrize(
    ("sentence", "due", "level"),
    [
        ("trình UBND tỉnh trong quý II/2026.", "trong quý II/2026", "UBND tỉnh"),
        ("hoàn thành trước ngày 31/3/2026.", "trước ngày 31/3/2026", ""),
        ("trình HĐND tỉnh chậm nhất là ngày 15 tháng 6 năm 2026.",
         "chậm nhất là ngày 15 tháng 6 năm 2026", "HĐND tỉnh"),
        ("hoàn thành trong năm 2026.", "", ""),
    ],
)  # fmt: skip
def test_deadlines_in_sentences(tmp_path: Path, sentence: str, due: str, level: str) -> None:
    text = prose("I. NHIỆM VỤ", f"1. Sở Y tế chủ trì lập đề án, {sentence}")
    found = draft(tmp_path, HEAD + text)
    assert [row[3:] for row in tasks(found)] == [(due, level)]


@pytest.mark.parametrize("when", ["trong quý IV/2025", "trong tháng 5 và trước ngày 30/9/2026"])
def test_deadlines_that_are_not_sure_are_doubtful(tmp_path: Path, when: str) -> None:
    found = draft(tmp_path, HEAD + prose("I. NHIỆM VỤ", f"1. Sở Y tế chủ trì lập đề án {when}."))
    assert (tasks(found)[0][3], doubts(found)) == ("", [True])


def test_a_draft_says_where_its_rows_come_from_and_check_repeats_the_doubts(tmp_path: Path) -> None:
    text = prose(
        "I. NHIỆM VỤ",
        "1. Sở Y tế chủ trì lập đề án trong quý IV/2025.",
        "2. Sở Tài chính chủ trì cấp vốn.",
    )
    found = draft(tmp_path, HEAD + text)
    first, second = found.origins
    assert (first.code, first.place, first.source) == (
        "NV01", "dòng 13", "Sở Y tế chủ trì lập đề án trong quý IV/2025.",
    )  # fmt: skip
    assert (len(first.doubts), second.doubts) == (1, ())
    path = write_tables(found.tables, tmp_path / "p.xlsx", origins=found.origins)
    sheet = openpyxl.load_workbook(path)["Cần xem lại"]
    assert [[cell.value for cell in row[1:3]] for row in sheet.iter_rows(min_row=2)] == [
        ["NV01", "Cần xem lại"],
        ["NV02", "Đọc được rõ"],
    ]
    plan, problems = check_plan(path)
    assert [(p.code, p.cell) for p in problems] == [("needs-review", "L2")]
    assert plan is not None


def test_districts_come_by_their_names_where_the_package_knows_them(tmp_path: Path) -> None:
    head = HEAD.replace("LÂM ĐỒNG", "KIÊN GIANG").replace("năm 2026", "năm 2021")
    rows = table(
        "TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian",
        "1 | Một | UBND các huyện, thành phố | Quý I",
        "2 | Hai | UBND huyện An Biên | Quý I",
    )
    found = with_districts(draft(tmp_path, head + rows))
    names = [row["agency_name"] for row in found.tables.agencies]
    assert (len(names), len(set(names)), "UBND cấp huyện" in names) == (15, 15, False)
    plan, problems = check_plan(write_tables(found.tables, tmp_path / "p.xlsx"))
    assert plan is not None
    assert [len(task.leads) for task in plan.tasks] == [15, 1]
    assert not [p for p in problems if p.code in ("stands-for-many", "unknown-agency")]
    elsewhere = draft(tmp_path, HEAD + rows)
    assert with_districts(elsewhere).tables == elsewhere.tables


def test_boards_named_with_one_noun_are_bodies_of_their_own(tmp_path: Path) -> None:
    boards = "Ban Quản lý dự án đầu tư xây dựng công trình: giao thông tỉnh; dân dụng tỉnh"
    text = prose("I. NHIỆM VỤ", f"1. {boards}", "a) Giải ngân đúng tiến độ.")
    (row,) = draft(tmp_path, HEAD + text).tables.tasks
    name = "Ban Quản lý dự án đầu tư xây dựng công trình"
    assert row["leads"] == f"{name} giao thông tỉnh; {name} dân dụng tỉnh"
    assert row["note"] == f"Phân công: {boards}"


def test_headings_inside_a_list_of_indicators_are_their_fields(tmp_path: Path) -> None:
    text = prose(
        "I. CHỈ TIÊU CHỦ YẾU",
        "a) Lĩnh vực kinh tế",
        "- Tăng trưởng GRDP đạt 8%.",
        "- Thu ngân sách 900 tỷ đồng.",
        "b) Lĩnh vực xã hội",
        "- Tỷ lệ hộ nghèo còn 2%.",
    )
    fields = [row["field"] for row in draft(tmp_path, HEAD + text).tables.indicators]
    assert fields == ["Lĩnh vực kinh tế", "Lĩnh vực kinh tế", "Lĩnh vực xã hội"]


def test_annexes_and_footnotes_that_are_not_there_are_told(tmp_path: Path) -> None:
    text = prose(
        "I. NHIỆM VỤ",
        "1. Sở Y tế thực hiện chương trình[1] theo Phụ lục I, II kèm theo.",
        "2. Sở Nội vụ rà soát danh mục[2] tại Phụ lục III Nghị quyết số 5/NQ-CP.",
        "[2] Nghị quyết ngày 05/01/2026.",
        "Nơi nhận:",
        "Phụ lục I",
        "Danh mục",
    )
    first = "Sở Y tế thực hiện chương trình[1] theo Phụ lục I, II kèm theo."
    lines = draft(tmp_path, HEAD + text).unused
    assert [(line.text, line.why) for line in lines if " mà không có " in line.why] == [
        (f"1. {first}", "phụ lục được nhắc đến mà không có trong văn bản"),
        ("[1]", "chú thích có dấu trong văn bản mà không có lời"),
    ]


def test_whom_localities_are_taken_for_is_told(tmp_path: Path) -> None:
    rows = ("1 | Một | Các địa phương | 2026", "2 | Hai | Các sở, ngành, địa phương | 2026")
    origins = draft(
        tmp_path, HEAD + table("TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian", *rows)
    ).origins
    assert [(o.place, o.source, o.doubts) for o in origins if o.sheet == "Kế hoạch"] == [
        (
            "dòng 12",
            "Các địa phương",
            ("“địa phương” ở 2 dòng được hiểu là UBND cấp xã, theo cơ quan và ngày ban hành",),
        )
    ]


def test_targets_inside_tasks_are_offered_and_no_indicators(tmp_path: Path) -> None:
    text = prose(
        "I. CHỈ TIÊU CHỦ YẾU",
        "1. Tăng trưởng GRDP đạt 8%.",
        "2. Thu ngân sách 900 tỷ đồng.",
        "II. NHIỆM VỤ",
        "1. Sở Công Thương hỗ trợ khởi nghiệp. Phấn đấu trong năm thu hút 400 triệu USD.",
        "2. Sở Nội vụ công nhận mới 02 xã kiểu mẫu theo Nghị quyết số 30.",
        "3. Sở Y tế đào tạo theo Kết luận số 51-KL/TW.",
    )
    found = draft(tmp_path, HEAD + text)
    assert len(found.tables.indicators) == 2
    offered = [o.doubts for o in found.origins if o.sheet == "Chỉ tiêu" and not o.code]
    assert offered == [
        ("có thể là chỉ tiêu: “Phấn đấu trong năm thu hút 400 triệu USD”",),
        ("có thể là chỉ tiêu: “công nhận mới 02 xã kiểu mẫu theo Nghị quyết số 30”",),
    ]


def test_partners_without_a_name_are_told_as_written_wherever_they_stand(tmp_path: Path) -> None:
    found = draft(
        tmp_path,
        HEAD
        + prose(
            "I. PHÂN CÔNG NHIỆM VỤ",
            "1. Sở Công Thương chủ trì, phối hợp với Sở Tài chính, các sở, ngành, đơn vị liên quan,"
            " UBND các xã, phường thực hiện việc dự trữ hàng hóa.",
        ),
    )
    (row,) = found.tables.tasks
    assert row["coordinators"] == "Sở Tài chính, UBND các xã, phường"
    assert row["note"] == "Phối hợp: các sở, ngành, đơn vị liên quan"


def test_sums_of_a_task_table_and_numbered_groups_are_no_tasks(tmp_path: Path) -> None:
    rows = (
        "TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian | Kinh phí",
        " | I. Nhóm thứ nhất |  |  | ",
        "1 | Khám sức khỏe | Sở Y tế | Quý I/2026 | 100",
        "2 | Tổng kết công tác năm | Sở Nội vụ | Tháng 12/2026 | 50",
        " | Tổng kinh phí |  |  | 150",
        "Tổng cộng |  |  |  | 150",
    )
    found = draft(tmp_path, HEAD + table(*rows))
    named = [(row["field"], row["task_name"]) for row in found.tables.tasks]
    group = "I. Nhóm thứ nhất"
    assert named == [(group, "Khám sức khỏe"), (group, "Tổng kết công tác năm")]
    assert [(line.text, line.why) for line in found.unused] == [
        ("Tổng kinh phí | 150", "dòng tổng của bảng"),
        ("Tổng cộng | 150", "dòng tổng của bảng"),
    ]


def test_a_target_whose_name_a_list_cuts_is_doubtful(tmp_path: Path) -> None:
    found = draft(
        tmp_path,
        HEAD
        + prose(
            "I. MỤC TIÊU",
            "- 100% người dân ở vùng bị bão; các vùng thường có dông lốc và ít nhất 50% người dân"
            " ở vùng khác được phổ biến kiến thức.",
            "- Tỷ lệ tử vong bà mẹ dưới 4/100.000 trẻ sinh ra còn sống.",
            "II. TỔ CHỨC THỰC HIỆN",
            "1. Sở Y tế theo dõi, tổng hợp kết quả thực hiện.",
        ),
    )
    noted = [(row["unit"], row["note"].partition("Cần")[2]) for row in found.tables.indicators]
    cut = " xem lại: tên chỉ tiêu chưa trọn câu (dòng 13)"
    assert noted == [
        ("%", cut),
        ("%", cut),
        ("", " xem lại: không có đơn vị tính (dòng 15)"),
    ]


WORK = table(
    "TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian", "1 | Lập quy hoạch vùng | Sở Y tế | Quý I/2027"
)


def facts(found: Draft) -> dict[str, str]:
    names = ("Số hiệu", "Cơ quan ban hành", "Ngày ban hành", "Năm bắt đầu", "Năm kết thúc")
    return {name: found.tables.facts[name] for name in names if found.tables.facts[name]}


def fact_doubts(found: Draft) -> dict[str, tuple[str, ...]]:
    return {origin.code: origin.doubts for origin in found.origins if origin.sheet == "Kế hoạch"}


@pytest.mark.parametrize("day", ["22 tháng 12 năm 2026", "22/12/2026"])
def test_a_plan_says_to_which_decision_it_is_attached(tmp_path: Path, day: str) -> None:
    under = f"(Ban hành kèm theo Quyết định số 15/QĐ-UBND ngày {day} của UBND tỉnh Lâm Đồng)"
    found = draft(tmp_path, prose("KẾ HOẠCH", "Phòng chống cháy rừng", under, WORK))
    assert facts(found) == {
        "Số hiệu": "15/QĐ-UBND",
        "Cơ quan ban hành": "UBND tỉnh Lâm Đồng",
        "Ngày ban hành": "22/12/2026",
        "Năm bắt đầu": "2026",
        "Năm kết thúc": "2027",
    }
    years = "tên văn bản không nêu năm: đoán theo thời hạn muộn nhất"
    assert fact_doubts(found) == {"Năm kết thúc": (years,)}


def test_what_is_guessed_of_a_head_is_told_and_no_error(tmp_path: Path) -> None:
    """Without letterhead and date: the issuer and the years are doubtful, and `check` says so."""
    text = prose("KẾ HOẠCH", "Phòng chống cháy rừng trên địa bàn tỉnh Lâm Đồng", WORK)
    path = tmp_path / "van-ban.txt"
    path.write_text(text, encoding="utf-8")
    os.utime(path, (1_800_000_000, 1_800_000_000))
    found = import_document(path)
    assert facts(found) == {
        "Cơ quan ban hành": "UBND tỉnh Lâm Đồng",
        "Năm bắt đầu": "2027",
        "Năm kết thúc": "2027",
    }
    guessed = "văn bản không ghi cơ quan ban hành: đoán theo tỉnh được nêu nhiều nhất"
    saved = "văn bản không nêu năm nào, lấy năm lưu tệp"
    assert fact_doubts(found) == {
        "Năm bắt đầu": (saved,),
        "Năm kết thúc": (saved,),
        "Cơ quan ban hành": (guessed,),
    }
    write_tables(found.tables, tmp_path / "plan.xlsx", origins=found.origins)
    _, problems = check_plan(tmp_path / "plan.xlsx")
    assert {(p.code, p.severity, p.sheet, p.cell) for p in problems} == {
        ("needs-review", "warning", "Kế hoạch", cell) for cell in ("C4", "C6", "C7")
    }


@pytest.mark.parametrize(
    ("head", "issuer"),
    [
        ("VĂN PHÒNG CHÍNH PHỦ", "Văn phòng Chính phủ"),
        ("ỦY BAN THƯỜNG VỤ QUỐC HỘI", "Ủy ban Thường vụ Quốc hội"),
    ],
)
def test_who_issues_for_the_country_is_no_province(tmp_path: Path, head: str, issuer: str) -> None:
    about = "Kết luận tại buổi làm việc với lãnh đạo tỉnh Đắk Lắk năm 2026"
    found = draft(
        tmp_path, prose(head, "Hà Nội, ngày 05 tháng 01 năm 2026", "THÔNG BÁO", about, WORK)
    )
    assert (found.tables.facts["Cơ quan ban hành"], found.tables.facts["Tỉnh"]) == (issuer, "")


def test_a_counted_item_says_what_the_point_under_its_label_says(tmp_path: Path) -> None:
    text = prose(
        "I. NỘI DUNG HOẠT ĐỘNG",
        "1. Truyền thông",
        "a) Hoạt động 1",
        "- Nội dung: Treo pa nô tại chợ.",
        "- Cơ quan thực hiện: Sở Y tế.",
        "b) Hoạt động 2",
        "- Nội dung:",
        "+ Mở lớp cho cán bộ xã.",
        "+ Mở lớp cho cán bộ ấp.",
        "- Cơ quan thực hiện: Sở Nội vụ.",
    )
    found = draft(tmp_path, HEAD + text)
    assert [(row["task_name"], row["leads"]) for row in found.tables.tasks] == [
        ("Treo pa nô tại chợ.", "Sở Y tế"),
        ("Mở lớp cho cán bộ xã.", "Sở Nội vụ"),
        ("Mở lớp cho cán bộ ấp.", "Sở Nội vụ"),
    ]
    assert (doubts(found), found.unused) == ([False, False, False], ())


def test_articles_that_issue_a_plan_give_their_duties(tmp_path: Path) -> None:
    """But for the article on the plan itself and who carries the decision out."""
    text = prose(
        "ỦY BAN NHÂN DÂN TỈNH LÂM ĐỒNG",
        "Lâm Đồng, ngày 05 tháng 01 năm 2026",
        "QUYẾT ĐỊNH:",
        "Điều 1. Ban hành kèm theo Quyết định này Kế hoạch phát triển năm 2026.",
        "Điều 2.",
        "1. Giao Sở Nội vụ chủ trì theo dõi việc thực hiện Kế hoạch.",
        "Điều 3. Chánh Văn phòng UBND tỉnh chịu trách nhiệm thi hành Quyết định này.",
        "KẾ HOẠCH",
        "Phát triển thử nghiệm năm 2026",
        "I. NHIỆM VỤ",
        "1. Sở Y tế: Khám sức khỏe.",
    )
    found = draft(tmp_path, text)
    assert [(row["leads"], row["task_name"]) for row in found.tables.tasks] == [
        ("Sở Y tế", "Khám sức khỏe."),
        ("Sở Nội vụ", "theo dõi việc thực hiện Kế hoạch."),
    ]
    assert doubts(found) == [False, True]


def test_who_heads_a_section_leads_what_has_only_a_deadline(tmp_path: Path) -> None:
    text = prose(
        "I. NHIỆM VỤ CỤ THỂ",
        "1. Sở Tài chính - Cơ quan thường trực Ban Chỉ đạo",
        "- Tuyên truyền quy định mới.",
        "Thời gian thực hiện: Tháng 3/2026.",
        "- Tổng hợp kết quả. Thời gian hoàn thành: Trước ngày 31/5/2026.",
        "- Hướng dẫn kiểm kê. Trong đó:",
        "+ Sở Xây dựng: hướng dẫn về cầu đường.",
        "+ Sở Công Thương: hướng dẫn về chợ.",
        "Thời gian thực hiện: Quý II/2026.",
    )
    found = draft(tmp_path, HEAD + text)
    assert [(row["task_name"], row["leads"], row["due"]) for row in found.tables.tasks] == [
        ("Tuyên truyền quy định mới.", "Sở Tài chính", "Tháng 3/2026"),
        ("Tổng hợp kết quả.", "Sở Tài chính", "Trước ngày 31/5/2026"),
        ("hướng dẫn về cầu đường.", "Sở Xây dựng", "Quý II/2026"),
        ("hướng dẫn về chợ.", "Sở Công Thương", "Quý II/2026"),
    ]
    assert doubts(found) == [False, False, True, True]


def test_a_list_of_bodies_goes_on_after_the_known_ones(tmp_path: Path) -> None:
    text = prose(
        "I. PHÂN CÔNG NHIỆM VỤ",
        "1. Đề nghị Sở Y tế và Ban Điều phối Vùng, Thuế khu vực tăng cường kiểm tra.",
        "2. Bộ phận khác: Sở Nội vụ báo cáo.",
    )
    row, *_ = draft(tmp_path, HEAD + text).tables.tasks
    assert row["task_name"] == "tăng cường kiểm tra."
    assert "Cần xem lại: “Sở Y tế và Ban Điều phối Vùng, Thuế khu vực” có đúng là" in row["note"]


def test_one_name_for_bodies_of_several_levels_is_doubtful(tmp_path: Path) -> None:
    rows = ("1 | Trực ban | Ban Chỉ huy Phòng thủ dân sự cấp tỉnh, cấp xã | Năm 2026",)
    found = draft(tmp_path, HEAD + table("TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian", *rows))
    assert "mỗi cấp một cơ quan" in found.tables.tasks[0]["note"]
