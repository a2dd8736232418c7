"""Tasks in outlines: four provinces, each in its own way, counted in the texts by hand."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from plansheet.documents import Draft, import_document
from plansheet.plan.agencies import KINDS, Agency, Registry
from plansheet.plan.workbook.reading import check_plan
from plansheet.plan.workbook.tables import PlanRow
from plansheet.plan.workbook.writing import write_tables
from support.places import EXAMPLES


@cache
def draft(name: str) -> Draft:
    return import_document(EXAMPLES / name / "source.txt")


# Who leads how many tasks, in the order of the document.
HAU_GIANG = {
    "Sở Kế hoạch và Đầu tư": 7,
    "Sở Tài chính": 5,
    "Cục Thuế": 8,
    "Cục Thống kê": 2,
    "Sở Nông nghiệp và Phát triển nông thôn": 8,
    "Ban Quản lý Khu nông nghiệp ứng dụng công nghệ cao Hậu Giang": 5,
    "Sở Công Thương": 6,
    "Sở Tài nguyên và Môi trường": 5,
    "Sở Giao thông vận tải": 3,
    "Sở Xây dựng": 3,
    "Ban Quản lý các khu công nghiệp tỉnh": 5,
    "Ban Quản lý dự án đầu tư xây dựng công trình giao thông và nông thôn tỉnh; "
    "Ban Quản lý dự án đầu tư xây dựng công trình dân dụng và công nghiệp tỉnh": 3,
    "Sở Khoa học và Công nghệ": 4,
    "Sở Thông tin và Truyền thông": 3,
    "Sở Giáo dục và Đào tạo": 4,
    "Sở Y tế": 7,
    "Sở Văn hóa, Thể thao và Du lịch": 9,
    "Kho bạc Nhà nước Hậu Giang": 1,
    "Đài Phát thanh và Truyền hình tỉnh Hậu Giang": 1,
    "Đài Phát thanh và Truyền hình tỉnh Hậu Giang, Báo Hậu Giang": 4,
    "Sở Lao động - Thương binh và Xã hội": 4,
    "Sở Nội vụ": 5,
    "Sở Tư pháp": 6,
    "Thanh tra tỉnh": 5,
    "Ban Dân tộc": 4,
    "Công an tỉnh và Bộ Chỉ huy Quân sự tỉnh": 2,
    "Liên minh Hợp tác xã tỉnh": 4,
    "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh, các Ban Xây dựng Đảng Tỉnh ủy, Liên hiệp các tổ chức"
    " hữu nghị tỉnh cùng các sở, ngành và địa phương": 2,
    "Văn phòng UBND tỉnh": 1,
    "UBND huyện, thị xã, thành phố": 3,
}
BEN_TRE = {
    "Sở Kế hoạch và Đầu tư": 11,
    "Sở Tài chính": 5,
    "Cục Thuế tỉnh": 6,
    "Cục Thống kê": 1,
    "Ngân hàng Nhà nước Chi nhánh Bến Tre": 4,
    "Sở Công Thương": 4,
    "Sở Nông nghiệp và Phát triển nông thôn": 6,
    "Sở Tài nguyên và Môi trường": 3,
    "Sở Xây dựng": 3,
    "Sở Giao thông vận tải": 3,
    "Ban Quản lý các Khu công nghiệp tỉnh": 2,
    "Sở Giáo dục và Đào tạo": 5,
    "Sở Y tế": 4,
    "Sở Văn hóa, Thể thao và Du lịch": 6,
    "Sở Lao động - Thương binh và Xã hội": 6,
    "Sở Khoa học và Công nghệ": 5,
    "Sở Thông tin và Truyền thông": 3,
    "Sở Nội vụ": 3,
    "Sở Tư pháp": 3,
    "Thanh tra tỉnh": 3,
    "Văn phòng Ủy ban nhân dân tỉnh": 3,
    "Công an tỉnh": 5,
    "Bộ Chỉ huy Quân sự tỉnh": 3,
    "Bộ Chỉ huy Bộ đội biên phòng tỉnh": 4,
    "Ban Quản lý dự án đầu tư xây dựng công trình Giao thông; "
    "Ban Quản lý dự án đầu tư xây dựng công trình Nông nghiệp và Phát triển nông thôn; "
    "Ban Quản lý dự án đầu tư xây dựng công trình Dân dụng và Công nghiệp": 1,
    "Các Sở, ban, ngành tỉnh và UBND các huyện, thành phố": 8,
}
# Tasks of each numbered theme: 1.1, 1.2, 1.3 of theme 1 have 3 together, and so on.
TRA_VINH = [3, 6, 9, 5, 2, 9, 5, 7, 4, 2]
HA_TINH = [8, 3, 2, 13, 14, 6, 17, 8, 6, 4]


def assigned(name: str) -> list[PlanRow]:
    """The tasks of a draft that its document lists as such: not what its organisation says."""
    rows = draft(name).tables.tasks
    return [row for row in rows if "phần tổ chức thực hiện" not in row["note"]]


def leads(name: str) -> dict[str, int]:
    return dict(Counter(row["leads"] for row in assigned(name)))


def by_theme(name: str) -> list[int]:
    counts = Counter(row["field"] for row in assigned(name))
    return list(counts.values())


def test_tasks_under_agencies() -> None:
    assert leads("hau_giang_2021") == HAU_GIANG
    assert leads("ben_tre_2023") == BEN_TRE
    assert len(assigned("hau_giang_2021")) == 129
    assert len(assigned("ben_tre_2023")) == 110


def test_tasks_under_themes() -> None:
    assert by_theme("tra_vinh_2020") == TRA_VINH
    assert by_theme("ha_tinh_2021") == HA_TINH
    assert sum(TRA_VINH) == 52
    assert sum(HA_TINH) == 81


# The beginning and the end of tasks, verbatim, at the traps of the texts.
SAMPLES = [
    ("hau_giang_2021", "NV001", "Theo dõi đôn đốc việc triển khai", "quốc gia năm 2021."),
    ("hau_giang_2021", "NV004", "Tham mưu triển khai có hiệu quả Đề án hỗ", "2020 - 2025."),
    # the text of an agency with one task and no letters
    ("hau_giang_2021", "NV088", "Thực hiện kiểm soát chi ngân sách", "với Kho bạc Nhà nước."),
    # skipped letter: d), then e)
    ("hau_giang_2021", "NV093", "Xây dựng Đề án phát triển báo điện tử", "toàn quốc đến năm 2025."),
    ("hau_giang_2021", "NV129", "Giữ vững an ninh chính trị", "giáo dục pháp luật."),
    # "số ⏎ 02/NQ-CP" is no item, "kinh tế ⏎ - xã hội" no dash
    (
        "ben_tre_2023",
        "NV005",
        "Tiếp tục thực hiện Nghị quyết số 02/NQ-CP ngày 10",
        "8.000 tỷ đồng.",
    ),
    (
        "ben_tre_2023",
        "NV001",
        "Tiếp tục triển khai quyết liệt, có hiệu quả",
        "Đại hội Đảng bộ tỉnh.",
    ),
    # "năm ⏎ 2023. Đồng thời" is no item
    ("ben_tre_2023", "NV102", "Tăng cường công tác chuẩn bị đầu tư,", "thi công công trình."),
    ("ben_tre_2023", "NV023", "Tiếp tục thực hiện Chiến lược phát triển", "và cả năm 2023."),
    # a line of its own "2025." is no page number
    ("ben_tre_2023", "NV078", "Triển khai thực hiện các nhiệm vụ cải cách", "2022 - 2025."),
    ("tra_vinh_2020", "NV01", "Tập trung nâng cao hiệu quả công tác phổ biến", "quản lý nhà nước."),
    # an unmarked paragraph after a dash goes on it
    ("tra_vinh_2020", "NV25", "Nghiên cứu, đề xuất ban hành chính sách", "dụng công nghệ cao."),
    # a title of three agencies over two lines, a number without its last dot
    ("tra_vinh_2020", "NV21", "Tăng cường huy động, quản lý và sử dụng", "Khu kinh tế Định An..."),
    ("tra_vinh_2020", "NV39", "Xây dựng kế hoạch thực hiện các giải pháp", "48/CT-TU của Tỉnh ủy."),
    # items before the first numbered one and in charge of nobody
    ("ha_tinh_2021", "NV01", "Chỉ đạo quyết liệt, sâu sát", "kế hoạch đã đề ra."),
    ("ha_tinh_2021", "NV08", "tham mưu xây dựng chính sách phát triển", "thực hiện hiệu quả."),
    # page breaks inside a sentence
    ("ha_tinh_2021", "NV20", "Xây dựng Đề án đẩy mạnh hoạt động xuất khẩu", "dịp Lễ, Tết."),
    ("ha_tinh_2021", "NV65", "Chỉ đạo, hướng dẫn triển khai Kết luận số 80", "cán bộ, Nhân dân."),
    ("ha_tinh_2021", "NV77", "thực hiện đồng bộ các giải pháp đảm bảo", "theo quy định."),
]


@pytest.mark.parametrize(("name", "code", "begins", "ends"), SAMPLES)
def test_tasks_are_whole(name: str, code: str, begins: str, ends: str) -> None:
    tasks = {row["task_code"]: row["task_name"] for row in draft(name).tables.tasks}
    assert tasks[code].startswith(begins)
    assert tasks[code].endswith(ends)


def test_one_task_verbatim() -> None:
    tasks = {row["task_code"]: row for row in draft("ben_tre_2023").tables.tasks}
    assert tasks["NV046"] == {
        "stt": "",
        "task_code": "NV046",
        "field": "",
        "task_name": "Tăng cường hiệu lực, hiệu quả quản lý Nhà nước về hoạt động vận tải, đưa "
        "hoạt động vận tải đi vào nề nếp, phát triển theo hướng văn minh, lịch sự, cạnh tranh "
        "lành mạnh, công bằng.",
        "leads": "Sở Giao thông vận tải",
        "coordinators": "",
        "due": "",
        "level": "",
        "note": "",
    }


LED = [
    ("ha_tinh_2021", "NV08", "Sở Tài chính", "các sở, ngành địa phương", ""),
    (
        "ha_tinh_2021",
        "NV13",
        "Sở Lao động, Thương binh và Xã hội",
        "Sở Tài chính, Sở Xây dựng, UBND cấp huyện",
        "Phối hợp: các đơn vị liên quan",
    ),
    (
        "ha_tinh_2021",
        "NV72",
        "Bộ Chỉ huy Quân sự tỉnh, Bộ Chỉ huy Bộ đội Biên phòng tỉnh, Công an ninh, các ngành, "
        "địa phương",
        "",
        "",
    ),
    (
        "ha_tinh_2021",
        "NV78",
        "Các Sở: Ngoại vụ, Kế hoạch và Đầu tư, Ban Quản lý Khu kinh tế tỉnh",
        "",
        "Phối hợp: các ngành, địa phương liên quan",
    ),
    (
        "tra_vinh_2020",
        "NV15",
        "Sở Kế hoạch và Đầu tư",
        "Liên minh HTX tỉnh, Sở Nông nghiệp và Phát triển Nông thôn, UBND các huyện thị xã, "
        "thành phố",
        "",
    ),
    (
        "tra_vinh_2020",
        "NV24",
        "Các Sở: Giáo dục và Đào tạo, Lao động - Thương binh và Xã hội; Trường Đại học Trà Vinh",
        "",
        "",
    ),
    (
        "ben_tre_2023",
        "NV011",
        "Sở Kế hoạch và Đầu tư",
        "",
        "Phối hợp: các cơ quan, đơn vị có liên quan",
    ),
]


@pytest.mark.parametrize(("name", "code", "leads", "coordinators", "note"), LED)
def test_who_is_in_charge(name: str, code: str, leads: str, coordinators: str, note: str) -> None:
    row = next(row for row in draft(name).tables.tasks if row["task_code"] == code)
    assert (row["leads"], row["coordinators"], row["note"]) == (leads, coordinators, note)


def test_themes_are_the_field() -> None:
    themes = list(dict.fromkeys(row["field"] for row in assigned("tra_vinh_2020")))
    assert themes[0] == (
        "Tiếp tục tổ chức thi hành pháp luật nghiêm minh, bảo đảm tính khả thi, hiệu quả"
    )
    assert themes[3] == (
        "Huy động, sử dụng hiệu quả các nguồn lực, đẩy mạnh xây dựng hệ thống kết cấu hạ tầng"
    )
    assert {row["field"] for row in draft("hau_giang_2021").tables.tasks} == {""}


def test_only_tasks_without_lead_and_those_of_the_organisation_are_doubtful() -> None:
    doubtful = {
        name: [row["task_code"] for row in draft(name).tables.tasks if "Cần xem lại" in row["note"]]
        for name in ("hau_giang_2021", "ben_tre_2023", "tra_vinh_2020", "ha_tinh_2021")
    }
    without = ["NV01", "NV02", "NV03", "NV04", "NV09", "NV10", "NV11"]
    assert doubtful == {
        "hau_giang_2021": ["NV130", "NV131"],
        "ben_tre_2023": ["NV111", "NV112", "NV113", "NV114", "NV115"],
        "tra_vinh_2020": ["NV53", "NV54", "NV55", "NV56"],
        "ha_tinh_2021": [*without, "NV82", "NV83", "NV84", "NV85", "NV86", "NV87"],
    }
    notes = [row["note"] for row in draft("ha_tinh_2021").tables.tasks[:1]]
    assert notes == ["Cần xem lại: không có cơ quan chủ trì (dòng 5)"]


AGENCIES = {
    "hau_giang_2021": "SKHDT STC SNNPTNT STNMT SCT SXD SGTVT SKHCN STTTT SGDDT SYT SVHTTDL SLDTBXH "
    "SNV STP TTR BDT VPUB CA BCHQS BQLKCN BQLNNCNC VPDPNTM PTTH BAO CTHUE CTK KBNN MTTQ "
    "BQLDADTXDCTGTNT BQLDADTXDCTDDCN LMHTX LHHN BTGTU UBNDH CBXDDTU",
    "ben_tre_2023": "SKHDT STC SNNPTNT STNMT SCT SXD SGTVT SKHCN STTTT SGDDT SYT SVHTTDL SLDTBXH "
    "SNV STP TTR VPUB CA BCHQS BDBP BQLKCN PTTH BAO CTHUE CTK NHNN MTTQ UBNDH "
    "BQLDADTXDCTGT BQLDADTXDCTNNPTNT BQLDADTXDCTDDCN",
    "tra_vinh_2020": "SKHDT STC SNNPTNT STNMT SCT SXD SKHCN STTTT SGDDT SYT SVHTTDL SLDTBXH SNV "
    "STP TTR BDT VPUB CA BCHQS BDBP BQLKKT PTTH BAO CTK CQLTT NHNN MTTQ LMHTX DHTV UBNDH",
    "ha_tinh_2021": "SKHDT STC SNNPTNT STNMT SCT SXD SGTVT SKHCN STTTT SGDDT SYT SVHTTDL SLDTBXH "
    "SNV STP SNgV TTR VPUB CA BCHQS BDBP BQLKKT TTHTDN VPDPNTM CTHUE CHQ NHNN MTTQ UBNDH",
}


@pytest.mark.parametrize("name", AGENCIES)
def test_agencies(name: str) -> None:
    rows = draft(name).tables.agencies
    assert {row["agency_code"] for row in rows} == set(AGENCIES[name].split())
    assert all(row["kind"] in KINDS for row in rows)


@pytest.mark.parametrize("name", AGENCIES)
def test_every_lead_is_found_in_the_agencies_of_the_plan(name: str) -> None:
    tables = draft(name).tables
    agencies = [
        Agency(
            row["agency_code"],
            row["agency_name"],
            tuple(filter(None, row["aliases"].split("; "))),
            row["kind"],
        )
        for row in tables.agencies
    ]
    registry = Registry(agencies, tables.facts["Tỉnh"])
    cells = {row[column] for row in tables.tasks for column in ("leads", "coordinators")}
    assert {cell for cell in cells if registry.resolve_cell(cell).unresolved} == set()


CALENDARS = {
    "hau_giang_2021": [("Quý", "trước ngày 15 tháng cuối quý", "Sở Kế hoạch và Đầu tư")],
    "ben_tre_2023": [
        (
            kind,
            "trước ngày 15 tháng cuối quý",
            "Sở Kế hoạch và Đầu tư; Cục Thống kê; Văn phòng UBND tỉnh",
        )
        for kind in ("Quý", "6 tháng", "9 tháng", "Năm")
    ],
    "tra_vinh_2020": [
        ("Quý", "trước ngày 10 tháng cuối quý", "Văn phòng UBND tỉnh"),
        ("Năm", "trước ngày 10 tháng 11 năm 2020", "Văn phòng UBND tỉnh"),
    ],
    "ha_tinh_2021": [
        ("Tháng", "trước ngày 20 hàng tháng", "Văn phòng UBND tỉnh; Sở Kế hoạch và Đầu tư"),
        ("Quý", "trước ngày 20 hàng tháng", "Văn phòng UBND tỉnh; Sở Kế hoạch và Đầu tư"),
        ("Năm", "trước ngày 10/12/2021", "Văn phòng UBND tỉnh; Sở Kế hoạch và Đầu tư"),
    ],
}


@pytest.mark.parametrize("name", CALENDARS)
def test_calendar(name: str) -> None:
    rows = draft(name).tables.calendar
    assert [(r["period_kind"], r["deadline"], r["recipient"]) for r in rows] == CALENDARS[name]


FACTS = {
    "hau_giang_2021": "HG-2021 | 13/KH-UBND | UBND tỉnh Hậu Giang | 21/01/2021 | 2021 | 2021 | "
    "Hậu Giang | Sở Kế hoạch và Đầu tư",
    "ben_tre_2023": "BT-2023 | 370/KH-UBND | UBND tỉnh Bến Tre | 19/01/2023 | 2023 | 2023 | "
    "Bến Tre | Sở Kế hoạch và Đầu tư",
    "tra_vinh_2020": "TV-2020 | 01/QĐ-UBND | UBND tỉnh Trà Vinh | 02/01/2020 | 2020 | 2020 | "
    "Trà Vinh | Văn phòng UBND tỉnh",
    # the source has lost its first page
    "ha_tinh_2021": "HT-2021 |  | UBND tỉnh Hà Tĩnh |  | 2021 | 2021 | Hà Tĩnh | "
    "Văn phòng UBND tỉnh",
}


@pytest.mark.parametrize("name", FACTS)
def test_facts(name: str) -> None:
    facts = dict(draft(name).tables.facts)
    title = facts.pop("Tên kế hoạch")
    assert " | ".join(facts.values()) == FACTS[name]
    assert (title[:24], title[-8:]) == {
        "hau_giang_2021": ("KẾ HOẠCH THỰC HIỆN NGHỊ ", "NĂM 2021"),
        "ben_tre_2023": ("KẾ HOẠCH THỰC HIỆN NGHỊ ", "NĂM 2023"),
        "tra_vinh_2020": ("KẾ HOẠCH HÀNH ĐỘNG THỰC ", "NĂM 2020"),
        "ha_tinh_2021": ("source", "source"),  # its first page is lost: the name of the file
    }[name]


UNUSED = {
    "kien_giang_2021_2025": 17,
    "hau_giang_2021": 6,
    "ben_tre_2023": 16,
    "tra_vinh_2020": 10,
    "ha_tinh_2021": 3,
}


@pytest.mark.parametrize("name", UNUSED)
def test_what_is_not_used_is_listed_and_little(name: str) -> None:
    found = draft(name)
    assert len(found.unused) == UNUSED[name]
    assert len(found.unused) <= found.size / 8
    assert all(line.place.startswith("dòng ") and line.text and line.why for line in found.unused)


@pytest.mark.slow
@pytest.mark.parametrize("name", [*UNUSED])
def test_check_has_no_error_on_a_fresh_draft(name: str, tmp_path: Path) -> None:
    found = draft(name)
    path = write_tables(found.tables, tmp_path / "plan.xlsx", origins=found.origins)
    plan, problems = check_plan(path)
    assert plan is not None
    assert [problem for problem in problems if problem.severity == "error"] == []
    doubtful = {origin.code for origin in found.origins if origin.doubts and origin.code}
    assert {p.row_code for p in problems if p.code == "needs-review"} == doubtful
