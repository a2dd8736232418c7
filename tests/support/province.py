"""An invented province of 2026–2030, after the merger of departments and of districts in 2025.

Nine departments, a board and four communes directly under the province: fourteen agencies, twelve
tasks, eight indicators, targets allocated to communes. In the middle of 2026 the plan is revised:
a task gets more time and the board goes into a department.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from plansheet.plan.agencies import COMMUNE, DEPARTMENT, OTHER, VILLAGE
from plansheet.plan.workbook.tables import PlanRow, PlanTables

FACTS = {
    "Mã kế hoạch": "KH-2026-2030",
    "Tên kế hoạch": "Kế hoạch phát triển kinh tế - xã hội 5 năm 2026 - 2030",
    "Số hiệu": "12/KH-UBND",
    "Cơ quan ban hành": "UBND tỉnh",
    "Ngày ban hành": "15/01/2026",
    "Năm bắt đầu": "2026",
    "Năm kết thúc": "2030",
    "Tỉnh": "Sông Hậu",
    "Cơ quan tổng hợp": "Sở Tài chính",
}

COMMUNES = ("XAT", "XBM", "XHL", "PDK")
AGENCIES = (
    ("STC", "Sở Tài chính", DEPARTMENT),
    ("SNNMT", "Sở Nông nghiệp và Môi trường", DEPARTMENT),
    ("SXD", "Sở Xây dựng", DEPARTMENT),
    ("SCT", "Sở Công Thương", DEPARTMENT),
    ("SKHCN", "Sở Khoa học và Công nghệ", DEPARTMENT),
    ("SNV", "Sở Nội vụ", DEPARTMENT),
    ("SYT", "Sở Y tế", DEPARTMENT),
    ("SGDDT", "Sở Giáo dục và Đào tạo", DEPARTMENT),
    ("SVHTTDL", "Sở Văn hóa, Thể thao và Du lịch", DEPARTMENT),
    ("BQLKCN", "Ban Quản lý các khu công nghiệp", OTHER),
    ("XAT", "UBND xã An Thới", COMMUNE),
    ("XBM", "UBND xã Bình Mỹ", COMMUNE),
    ("XHL", "UBND xã Hòa Lợi", COMMUNE),
    ("PDK", "UBND phường Đông Khánh", COMMUNE),
)

_TASKS = (
    ("NV01", "Đề án phát triển kinh tế tư nhân", "Sở Tài chính", "Quý I/2026"),
    ("NV02", "Đề án nông nghiệp công nghệ cao", "SNNMT", "Quý II/2026"),
    ("NV03", "Chương trình phát triển nhà ở", "Sở Xây dựng", "30/9/2026"),
    ("NV04", "Đề án xúc tiến thương mại", "Sở Công Thương", "Quý II/2026"),
    ("NV05", "Kế hoạch hạ tầng khu công nghiệp", "BQLKCN", "Quý IV/2026"),
    ("NV06", "Đề án chuyển đổi số", "Sở Khoa học và Công nghệ", "Quý III/2026"),
    ("NV07", "Báo cáo cải cách hành chính", "Sở Nội vụ", "Hằng quý"),
    ("NV08", "Đề án y tế trường học", "Sở Y tế; Sở Giáo dục và Đào tạo", "Quý II/2026"),
    ("NV09", "Nghị quyết về du lịch", "SVHTTDL", "Kỳ họp thứ 5 HĐND tỉnh"),
    ("NV10", "Kế hoạch chỉnh trang nông thôn", "UBND các xã, phường", "Quý IV/2026"),
    ("NV11", "Danh mục đầu tư công trung hạn", "Sở Tài chính", "Năm 2027"),
    ("NV12", "Đề án trường học hạnh phúc", "Sở Giáo dục và Đào tạo", "Quý IV/2026"),
)

ALLOCATED = {"CT2": {"XAT": 300, "XBM": 250, "XHL": 100, "PDK": 350}, "CT4": {"XAT": 12, "XBM": 10}}
"""By indicator the targets of 2026 of agencies; of CT4's 40 eighteen are left."""


def province() -> PlanTables:
    """The plan as it was issued in January 2026."""
    return PlanTables(
        FACTS,
        tuple(_agency(*row) for row in AGENCIES),
        tuple(_indicators()),
        tuple(_tasks()),
        ({"period_kind": "Quý", "deadline": "ngày 25 tháng cuối kỳ", "recipient": "Sở Tài chính"},),
        tuple(
            {"indicator_code": code, "allocated_to": agency, "target_2026": str(target)}
            for code, targets in ALLOCATED.items()
            for agency, target in targets.items()
        ),
    )


def merged(tables: PlanTables) -> PlanTables:
    """The plan from July 2026: the board went into the Department of Industry and Trade."""
    ended = {"valid_until": "30/6/2026", "successors": "SCT"}
    return replace(
        tables, agencies=tuple(_changed(tables.agencies, "agency_code", "BQLKCN", ended))
    )


def extended(tables: PlanTables) -> PlanTables:
    """The plan from August 2026: NV03 has until the end of the year."""
    longer = {"due": "30/9/2026 (gia hạn đến 31/12/2026)"}
    return replace(tables, tasks=tuple(_changed(tables.tasks, "task_code", "NV03", longer)))


def commune() -> PlanTables:
    """The commune An Thới's own plan: its two hamlets, under the codes of the province."""
    named = {"Mã kế hoạch": "KH-XAT", "Tên kế hoạch": "Kế hoạch năm 2026 của xã An Thới"}
    own = {"Cơ quan ban hành": "UBND xã An Thới", "Cơ quan tổng hợp": "UBND xã An Thới"}
    rows = (row for row in _indicators() if row["indicator_code"] in ("CT2", "CT3", "CT4"))
    return PlanTables(
        {**FACTS, **named, **own},
        (_agency("A1", "Ấp Thới Hòa", VILLAGE), _agency("A2", "Ấp Thới Lợi", VILLAGE)),
        tuple({**row, "target_2026": "", "reporters": "A1; A2"} for row in rows),
    )


def _changed(rows: Iterable[PlanRow], key: str, code: str, new: PlanRow) -> Iterable[PlanRow]:
    return ({**row, **new} if row[key] == code else row for row in rows)


def _agency(code: str, name: str, kind: str) -> PlanRow:
    return {"agency_code": code, "agency_name": name, "kind": kind}


def _tasks() -> Iterable[PlanRow]:
    for number, (code, name, leads, due) in enumerate(_TASKS, 1):
        yield {
            "stt": str(number),
            "task_code": code,
            "field": "Kinh tế",
            "task_name": name,
            "leads": leads,
            "due": due,
            "level": "UBND tỉnh",
        }


def _indicators() -> Iterable[PlanRow]:
    one, communes = "Một đầu mối", "; ".join(COMMUNES)
    poor = {"numerator": "Số hộ nghèo (hộ)", "denominator": "Tổng số hộ (hộ)", "direction": "Giảm"}
    yield _indicator("CT1", "Tốc độ tăng GRDP", "%", "8,5", one, "STC")
    yield _indicator("CT2", "Thu ngân sách trên địa bàn", "tỷ đồng", "1000", "Cộng", communes)
    yield {**_indicator("CT3", "Tỷ lệ hộ nghèo", "%", "2,2", "Tỷ lệ", communes), **poor}
    yield _indicator("CT4", "Sản phẩm OCOP", "sản phẩm", "40", "Cộng", communes)
    yield _indicator("CT5", "Tỷ lệ dân số tham gia bảo hiểm y tế", "%", "≥ 96", one, "SYT")
    yield _indicator("CT6", "Kim ngạch xuất khẩu", "triệu USD", "500", "Cộng", "SCT; BQLKCN")
    yield _indicator("CT7", "Tỷ lệ trường đạt chuẩn quốc gia", "%", "75", one, "SGDDT")
    yield _indicator("CT8", "Tỷ lệ đô thị hóa", "%", "45", one, "SXD")


def _indicator(code: str, name: str, unit: str, target: str, rule: str, who: str) -> PlanRow:
    return {
        "stt": code[2:],
        "indicator_code": code,
        "indicator_name": name,
        "unit": unit,
        "target_2026": target,
        "direction": "Tăng",
        "aggregation": rule,
        "reporters": who,
    }
