"""The columns of the report's sheets, for writing them and for reading them back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from plansheet.forms import RETURN_FORMS, Column, Forms, SheetColumns
from plansheet.forms.names import ColumnName, FormName, ReportColumn

OVERVIEW: Final = "Tổng hợp"
TASKS: Final = "Nhiệm vụ"
INDICATORS: Final = "Chỉ tiêu"
INDICATORS_BY_AGENCY: Final = "Chỉ tiêu theo cơ quan"
RECEIPTS: Final = "Tình hình gửi"
CONFLICTS: Final = "Xung đột"
PROBLEMS: Final = "Lỗi"
SOURCES: Final = "Nguồn số liệu"
PROPOSALS: Final = "Đề xuất"
ANSWERS: Final = "Tiếp thu, giải trình"

FACT_NAMES: Final = ("Mã kế hoạch", "Kỳ báo cáo", "Ngày tổng hợp")
"""What stands on the first sheet for programs: name, and the value in the next cell."""


def _shown(column: Column) -> Column:
    """A form's column as a report shows it: nothing to choose, nothing to compute."""
    return replace(column, group="", formula="", description="", required=False)


CLASS_COLUMN: Final = Column(ReportColumn.CLASS, "Xếp loại", width=24)
_N_OF_N: Final = Column(ReportColumn.REPORTED, "Số cơ quan đã báo cáo", width=10, align="center")


_ATTAINMENT: Final = Column(ReportColumn.ATTAINMENT, "Đánh giá", width=11)
_STRETCHED: Final = (
    Column(ColumnName.STRETCH, "Phấn đấu năm", width=11),
    Column(ReportColumn.STRETCH_ATTAINMENT, "Đánh giá phấn đấu", width=11),
)
_IN_SCENARIO: Final = (
    Column(ReportColumn.SCENARIO, "Kịch bản kỳ này", width=11),
    Column(ReportColumn.SCENARIO_ATTAINMENT, "Đánh giá theo kịch bản", width=11),
)
_IF_USED: Final = (ColumnName.PRODUCT_OF, ColumnName.LEADER, ColumnName.OFFICER)


_EXTENDED: Final = (
    Column(ReportColumn.ORIGINAL_DUE, "Hạn ban đầu", kind="date", width=11, align="center"),
    Column(ReportColumn.EXTENSIONS, "Số lần gia hạn", kind="number", width=9, align="center"),
)


def task_columns(
    forms: Forms,
    *,
    extended: bool = False,
    handed_on: bool = False,
    used: Iterable[str] = (),
) -> SheetColumns:
    """What was assigned, what came of it.

    `extended` adds how due dates were moved, `handed_on` what earlier leads reported last;
    `used` are those of the columns of products and of persons that the plan uses.
    """
    assigned = [
        c
        for c in forms[FormName.TASKS].columns
        if c.name not in {ColumnName.NOTE, ColumnName.COORDINATORS, *_IF_USED} - {*used}
    ]
    return SheetColumns(
        TASKS,
        (
            *map(_shown, assigned),
            Column(ReportColumn.DUE_DATE, "Hạn", kind="date", width=11, align="center"),
            *(_EXTENDED if extended else ()),
            CLASS_COLUMN,
            _N_OF_N,
            *map(_shown, forms[FormName.TASK_REPORT].inputs),
            Column(ReportColumn.CONTRIBUTIONS, "Kết quả phối hợp", width=34),
            *(
                [Column(ReportColumn.PREDECESSORS, "Báo cáo cuối của cơ quan trước", width=34)]
                * handed_on
            ),
        ),
        ColumnName.TASK_CODE,
    )


def so_far_column(period: str) -> str:
    """The name of the column of an earlier period's cumulative figures."""
    return f"{ColumnName.CUMULATIVE} {period}"


def indicator_columns(
    forms: Forms,
    *,
    in_part: bool = False,
    by_field: bool = False,
    stretched: bool = False,
    by_scenario: bool = False,
    so_far: Mapping[str, str] | None = None,
) -> SheetColumns:
    """The consolidated figures, how many of how many reported, and who is missing.

    `in_part` adds what figures were held against that are not held against the whole's target;
    `by_field` the field that an indicator is of, `stretched` a second level of targets,
    `by_scenario` those within the year;
    `so_far` the cumulative figures of earlier periods before the current ones, by the name of the
    column what the period is called, and behind them how they went.
    """
    columns = list(_with_periods(forms[FormName.INDICATOR_REPORT].columns, so_far or {}))
    if by_field and all(column.name != ColumnName.FIELD for column in columns):
        names = [column.name for column in columns]
        field = replace(forms[FormName.INDICATORS].by_name[ColumnName.FIELD], locked=True)
        columns.insert(names.index(ColumnName.INDICATOR_NAME) + 1, field)
    words = [c for c in columns if c.is_input and not c.aggregate and not c.lock_when_filled]
    return SheetColumns(
        INDICATORS,
        (
            *(_shown(c) for c in columns if c not in words),
            _ATTAINMENT,
            *([Column(ReportColumn.COMPARED_WITH, "So sánh với", width=24)] * in_part),
            *(_STRETCHED if stretched else ()),
            *(_IN_SCENARIO if by_scenario else ()),
            Column(ColumnName.AGGREGATION, "Cách tổng hợp", width=14),
            _N_OF_N,
            Column(ReportColumn.MISSING, "Còn thiếu", width=30),
            *map(_shown, words),
        ),
        ColumnName.INDICATOR_CODE,
    )


def _with_periods(columns: Iterable[Column], so_far: Mapping[str, str]) -> Iterator[Column]:
    for column in columns:
        if column.name != ColumnName.CUMULATIVE or not so_far:
            yield column
            continue
        for name, label in so_far.items():
            yield replace(column, name=name, title=f"Lũy kế {label}")
        yield column
        yield Column(ReportColumn.TREND, "Diễn biến", locked=True, width=16)


def agency_indicator_columns(forms: Forms, judged: str) -> SheetColumns:
    """One row an indicator and agency: its own target and figure; `judged` is that column."""
    by_name = forms[FormName.INDICATOR_REPORT].by_name
    said = (ColumnName.INDICATOR_CODE, ColumnName.INDICATOR_NAME, ColumnName.UNIT)
    figures = (ColumnName.PLAN_YEAR, judged, ColumnName.VS_PLAN)
    return SheetColumns(
        INDICATORS_BY_AGENCY,
        (
            *(_shown(by_name[name]) for name in said if name in by_name),
            Column(ReportColumn.AGENCY, "Mã cơ quan", width=11),
            Column(ReportColumn.NAME, "Cơ quan", width=34),
            *(_shown(by_name[name]) for name in figures if name in by_name),
            _ATTAINMENT,
        ),
        ColumnName.INDICATOR_CODE,
    )


RECEIPT_COLUMNS: Final = SheetColumns(
    RECEIPTS,
    (
        Column(ReportColumn.AGENCY, "Mã", width=11),
        Column(ReportColumn.NAME, "Cơ quan", width=42),
        Column(ColumnName.KIND, "Loại", width=16),
        Column(ReportColumn.STATE, "Tình hình", width=14),
        Column(ReportColumn.RECEIVED_AT, "Ngày nhận", kind="date", width=12, align="center"),
        Column(ReportColumn.DAYS_LATE, "Số ngày muộn", kind="number", width=9, align="center"),
        Column(ReportColumn.ERRORS, "Số lỗi", kind="number", width=8, align="center"),
        Column(ReportColumn.WARNINGS, "Số cảnh báo", kind="number", width=9, align="center"),
        Column(ReportColumn.FILE, "Tệp", width=30),
        Column(ReportColumn.WHY, "Lý do không dùng được", width=34),
        Column(ColumnName.CONTACT, "Liên hệ", width=24),
        Column(
            ReportColumn.EXPECTED_PERIODS, "Số kỳ phải gửi", kind="number", width=9, align="center"
        ),
        Column(
            ReportColumn.RECEIVED_PERIODS, "Số kỳ đã gửi", kind="number", width=9, align="center"
        ),
        Column(
            ReportColumn.ON_TIME_PERIODS, "Số kỳ đúng hạn", kind="number", width=9, align="center"
        ),
        Column(ReportColumn.RATE, "Tỷ lệ gửi (%)", kind="number", width=9, align="center"),
        Column(
            ReportColumn.ON_TIME_RATE, "Tỷ lệ đúng hạn (%)", kind="number", width=9, align="center"
        ),
    ),
    ReportColumn.AGENCY,
)

CONFLICT_COLUMNS: Final = SheetColumns(
    CONFLICTS,
    (
        Column(ReportColumn.CODE, "Mã", width=10),
        Column(ReportColumn.NAME, "Nhiệm vụ/Chỉ tiêu", width=40),
        Column(ReportColumn.COLUMN, "Cột", width=18),
        Column(ColumnName.KIND, "Loại xung đột", width=26),
        Column(ReportColumn.AGENCY, "Mã cơ quan", width=11),
        Column(ReportColumn.VALUE, "Giá trị", width=26),
        Column(ReportColumn.FILE, "Tệp", width=26),
        Column(ReportColumn.SHEET, "Trang tính", width=12),
        Column(ReportColumn.CELL, "Ô", width=8, align="center"),
        Column(ReportColumn.DECISION, "Quyết định", width=20),
        Column(ReportColumn.REASON, "Lý do", width=26),
        Column(ReportColumn.EARLIER, "Quyết định trước đây, không còn áp dụng", width=26),
    ),
    ReportColumn.CODE,
)

PROPOSAL_COLUMNS: Final = SheetColumns(
    PROPOSALS,
    (
        Column(ReportColumn.CODE, "Mã", width=10),
        Column(ReportColumn.AGENCY, "Cơ quan", width=30),
        Column(ReportColumn.COLUMN, "Cột", width=18),
        Column(ReportColumn.BEFORE, "Giá trị cũ", width=36),
        Column(ReportColumn.VALUE, "Giá trị mới", width=36),
        Column(ReportColumn.SOURCE, "Nguồn", width=36),
        Column(ReportColumn.DECISION, "Quyết định", width=20),
        Column(ReportColumn.REASON, "Lý do", width=30),
    ),
    ReportColumn.CODE,
)

ANSWER_COLUMNS: Final = SheetColumns(
    ANSWERS,
    (
        Column(ReportColumn.CODE, "Mã", width=10),
        Column(ReportColumn.AGENCY, "Cơ quan", width=34),
        Column(ReportColumn.VALUE, "Nội dung góp ý", width=52),
        Column(ReportColumn.ANSWER, "Tiếp thu/Giải trình", width=18),
        Column(ReportColumn.REASON, "Lý do", width=44),
    ),
    ReportColumn.CODE,
)

PROBLEM_COLUMNS: Final = SheetColumns(
    PROBLEMS,
    (
        Column(ReportColumn.SEVERITY, "Mức độ", width=10),
        Column(ReportColumn.FILE, "Tệp", width=26),
        Column(ReportColumn.SHEET, "Trang tính", width=12),
        Column(ReportColumn.CELLS, "Ô", width=14),
        Column(ReportColumn.ROW_CODE, "Dòng", width=9),
        Column(ReportColumn.COLUMN, "Cột", width=18),
        Column(ReportColumn.VALUE, "Giá trị", width=22),
        Column(ReportColumn.MESSAGE, "Nội dung", width=52),
        Column(ReportColumn.HINT, "Cách xử lý", width=52),
        Column(ReportColumn.CODE, "Mã lỗi", width=18),
    ),
)


PROBLEM_TITLES: Final = {c.name: c.title for c in PROBLEM_COLUMNS.columns}
"""What other lists of problems call these columns too, by name."""

SOURCE_PLACE: Final = (
    *(
        ReportColumn.CODE,
        ReportColumn.FORM,
        ReportColumn.AGENCY,
        ColumnName.AGENCY_NAME,
        ReportColumn.FILE,
        ReportColumn.SHEET,
        ReportColumn.CELLS,
        ReportColumn.THROUGH,
    ),
    ReportColumn.SHA256,
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
            Column(ReportColumn.CODE, "Mã", width=10),
            Column(ReportColumn.FORM, "Biểu", width=12),
            Column(ReportColumn.AGENCY, "Mã cơ quan", width=11),
            Column(ColumnName.AGENCY_NAME, "Cơ quan", width=34),
            Column(ReportColumn.FILE, "Tệp", width=28),
            Column(ReportColumn.SHEET, "Trang tính", width=12),
            Column(ReportColumn.CELLS, "Ô", width=10, align="center"),
            Column(ReportColumn.THROUGH, "Qua tệp", width=18),
            *said.values(),
            *([_JUDGED_ON] * undated),
            Column(ReportColumn.SHA256, "SHA-256 của tệp", width=72),
        ),
    )
