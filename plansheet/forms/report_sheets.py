"""The columns of the report's sheets, for writing them and for reading them back."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from plansheet.forms import RETURN_FORMS, Column, Forms, SheetColumns
from plansheet.forms.names import ColumnName, FormName

OVERVIEW: Final = "Tổng hợp"
TASKS: Final = "Nhiệm vụ"
INDICATORS: Final = "Chỉ tiêu"
RECEIPTS: Final = "Tình hình gửi"
CONFLICTS: Final = "Xung đột"
PROBLEMS: Final = "Lỗi"
SOURCES: Final = "Nguồn số liệu"

FACT_NAMES: Final = ("Mã kế hoạch", "Kỳ báo cáo", "Ngày tổng hợp")
"""What stands on the first sheet for programs: name, and the value in the next cell."""


def _shown(column: Column) -> Column:
    """A form's column as a report shows it: nothing to choose, nothing to compute."""
    return replace(column, group="", formula="", description="", required=False)


_N_OF_N: Final = Column("reported", "Số cơ quan đã báo cáo", width=10, align="center")


def task_columns(forms: Forms, *, handed_on: bool = False) -> SheetColumns:
    """What was assigned, what came of it; `handed_on` adds what earlier leads reported last."""
    assigned = [
        c
        for c in forms[FormName.TASKS].columns
        if c.name not in (ColumnName.NOTE, ColumnName.COORDINATORS)
    ]
    return SheetColumns(
        TASKS,
        (
            *map(_shown, assigned),
            Column("due_date", "Hạn", kind="date", width=11, align="center"),
            Column("class", "Xếp loại", width=24),
            _N_OF_N,
            *map(_shown, forms[FormName.TASK_REPORT].inputs),
            Column("contributions", "Kết quả phối hợp", width=34),
            *([Column("predecessors", "Báo cáo cuối của cơ quan trước", width=34)] * handed_on),
        ),
        ColumnName.TASK_CODE,
    )


def indicator_columns(forms: Forms) -> SheetColumns:
    """The consolidated figures, how many of how many reported, and who is missing."""
    columns = forms[FormName.INDICATOR_REPORT].columns
    words = [c for c in columns if c.is_input and not c.aggregate and not c.lock_when_filled]
    return SheetColumns(
        INDICATORS,
        (
            *(_shown(c) for c in columns if c not in words),
            Column("attainment", "Đánh giá", width=11),
            Column(ColumnName.AGGREGATION, "Cách tổng hợp", width=14),
            _N_OF_N,
            Column("missing", "Còn thiếu", width=30),
            *map(_shown, words),
        ),
        ColumnName.INDICATOR_CODE,
    )


RECEIPT_COLUMNS: Final = SheetColumns(
    RECEIPTS,
    (
        Column("agency", "Mã", width=11),
        Column("name", "Cơ quan", width=42),
        Column("kind", "Loại", width=16),
        Column("state", "Tình hình", width=14),
        Column("received_at", "Ngày nhận", kind="date", width=12, align="center"),
        Column("days_late", "Số ngày muộn", kind="number", width=9, align="center"),
        Column("errors", "Số lỗi", kind="number", width=8, align="center"),
        Column("warnings", "Số cảnh báo", kind="number", width=9, align="center"),
        Column("file", "Tệp", width=30),
        Column("why", "Lý do không dùng được", width=34),
        Column("contact", "Liên hệ", width=24),
        Column("expected_periods", "Số kỳ phải gửi", kind="number", width=9, align="center"),
        Column("received_periods", "Số kỳ đã gửi", kind="number", width=9, align="center"),
        Column("on_time_periods", "Số kỳ đúng hạn", kind="number", width=9, align="center"),
        Column("rate", "Tỷ lệ gửi (%)", kind="number", width=9, align="center"),
        Column("on_time_rate", "Tỷ lệ đúng hạn (%)", kind="number", width=9, align="center"),
    ),
    "agency",
)

CONFLICT_COLUMNS: Final = SheetColumns(
    CONFLICTS,
    (
        Column("code", "Mã", width=10),
        Column("name", "Nhiệm vụ/Chỉ tiêu", width=40),
        Column("column", "Cột", width=18),
        Column("kind", "Loại xung đột", width=26),
        Column("agency", "Mã cơ quan", width=11),
        Column("value", "Giá trị", width=26),
        Column("file", "Tệp", width=26),
        Column("sheet", "Trang tính", width=12),
        Column("cell", "Ô", width=8, align="center"),
        Column("decision", "Quyết định", width=20),
        Column("reason", "Lý do", width=26),
        Column("earlier", "Quyết định trước đây, không còn áp dụng", width=26),
    ),
    "code",
)

PROBLEM_COLUMNS: Final = SheetColumns(
    PROBLEMS,
    (
        Column("severity", "Mức độ", width=10),
        Column("file", "Tệp", width=26),
        Column("sheet", "Trang tính", width=12),
        Column("cells", "Ô", width=14),
        Column("row_code", "Dòng", width=9),
        Column("column", "Cột", width=18),
        Column("value", "Giá trị", width=22),
        Column("message", "Nội dung", width=52),
        Column("hint", "Cách xử lý", width=52),
        Column("code", "Mã lỗi", width=18),
    ),
)


SOURCE_PLACE: Final = (
    *("code", "form", "agency", "agency_name", "file", "sheet", "cells", "through"),
    "sha256",
)
"""The columns of `source_columns` that say where a row comes from; the others are what it says."""


_JUDGED_ON: Final = Column(ColumnName.JUDGED_ON, "Xếp loại theo ngày", kind="date", width=11)


def source_columns(forms: Forms, *, undated: bool = True) -> SheetColumns:
    """Whose row it is, from which cells of which file, and what it says.

    `undated` adds the day by which what an earlier report had as done without a date was judged.
    """
    said: dict[str, Column] = {}
    for name in RETURN_FORMS:
        for column in forms[name].inputs:
            said.setdefault(column.name, _shown(column))
    return SheetColumns(
        SOURCES,
        (
            Column("code", "Mã", width=10),
            Column("form", "Biểu", width=12),
            Column("agency", "Mã cơ quan", width=11),
            Column("agency_name", "Cơ quan", width=34),
            Column("file", "Tệp", width=28),
            Column("sheet", "Trang tính", width=12),
            Column("cells", "Ô", width=10, align="center"),
            Column("through", "Qua tệp", width=18),
            *said.values(),
            *([_JUDGED_ON] * undated),
            Column("sha256", "SHA-256 của tệp", width=72),
        ),
    )
