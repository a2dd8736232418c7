"""The columns of the report's sheets, for writing them and for reading them back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from plansheet.forms import NO_TEXT, RETURN_FORMS, Column, Forms, SheetColumns
from plansheet.forms.choices import ACCEPT, REJECT
from plansheet.forms.names import ColumnName, FormName, ReportColumn
from plansheet.language.wording import Term

OVERVIEW: Final = Term("Tổng hợp", "Summary")
TASKS: Final = Term("Nhiệm vụ", "Tasks")
INDICATORS: Final = Term("Chỉ tiêu", "Indicators")
INDICATORS_BY_AGENCY: Final = Term("Chỉ tiêu theo cơ quan", "Indicators by agency")
BY_AGENCY: Final = Term("Theo cơ quan", "By agency")
BY_PERSON: Final = {
    ColumnName.LEADER: Term("Theo lãnh đạo", "By leader"),
    ColumnName.OFFICER: Term("Theo chuyên viên", "By officer"),
}
"""The sheets that count tasks by who answers for them, by the column that says who."""
MOVED: Final = Term("Thay đổi", "Changes")
RECEIPTS: Final = Term("Tình hình gửi", "Returns")
CONFLICTS: Final = Term("Xung đột", "Conflicts")
PROBLEMS: Final = Term("Lỗi", "Problems")
SOURCES: Final = Term("Nguồn số liệu", "Sources")
PROPOSALS: Final = Term("Đề xuất", "Proposals")
ANSWERS: Final = Term("Tiếp thu, giải trình", "Replies to comments")

FACT_NAMES: Final = (
    Term("Mã kế hoạch", "Plan code"),
    Term("Kỳ báo cáo", "Reporting period"),
    Term("Ngày tổng hợp", "Consolidated on"),
)
"""What a report says of itself for programs: name, and the value in the next cell.

They stand on a sheet that is not shown; in older reports on the first one.
"""


def _shown(column: Column) -> Column:
    """A form's column as a report shows it: nothing to choose, nothing to compute."""
    return replace(column, group=NO_TEXT, formula="", description=NO_TEXT, required=False)


def _count(name: str, title: Term, width: float) -> Column:
    return Column(name, title, kind="number", width=width, align="center")


def _day(name: str, title: Term, width: float) -> Column:
    return Column(name, title, kind="date", width=width, align="center")


CLASS_COLUMN: Final = Column(ReportColumn.CLASS, Term("Xếp loại", "Class"), width=24)
_N_OF_N: Final = Column(
    ReportColumn.REPORTED,
    Term("Số cơ quan đã báo cáo", "Agencies that reported"),
    width=10,
    align="center",
)


_ATTAINMENT: Final = Column(
    ReportColumn.ATTAINMENT, Term("Đánh giá", "Attainment"), width=11, align="center"
)
_STRETCHED: Final = (
    Column(ColumnName.STRETCH, Term("Phấn đấu năm", "Stretch target of the year"), width=11),
    Column(
        ReportColumn.STRETCH_ATTAINMENT,
        Term("Đánh giá phấn đấu", "Stretch target met"),
        width=11,
        align="center",
    ),
)
_IN_SCENARIO: Final = (
    Column(ReportColumn.SCENARIO, Term("Kịch bản kỳ này", "Scenario of this period"), width=11),
    Column(
        ReportColumn.SCENARIO_ATTAINMENT,
        Term("Đánh giá theo kịch bản", "Scenario met"),
        width=11,
        align="center",
    ),
)
_IF_USED: Final = (ColumnName.PRODUCT_OF, ColumnName.LEADER, ColumnName.OFFICER)


_EXTENDED: Final = (
    _day(ReportColumn.ORIGINAL_DUE, Term("Hạn ban đầu", "First due date"), 11),
    _count(ReportColumn.EXTENSIONS, Term("Số lần gia hạn", "Extensions"), 9),
)


def task_columns(
    forms: Forms, *, extended: bool = False, handed_on: bool = False, used: Iterable[str] = ()
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
            _day(ReportColumn.DUE_DATE, Term("Hạn", "Due date"), 11),
            *(_EXTENDED if extended else ()),
            CLASS_COLUMN,
            _N_OF_N,
            *map(_shown, forms[FormName.TASK_REPORT].inputs),
            Column(ReportColumn.CONTRIBUTIONS, Term("Kết quả phối hợp", "Coordination"), width=34),
            *(
                [
                    Column(
                        ReportColumn.PREDECESSORS,
                        Term("Báo cáo cuối của cơ quan trước", "Last report of former leads"),
                        width=34,
                    )
                ]
                * handed_on
            ),
        ),
        ColumnName.TASK_CODE,
    )


def so_far_column(period: str) -> str:
    """The name of the column of an earlier period's cumulative figures."""
    return f"{ColumnName.CUMULATIVE} {period}"


_CORRECTED: Final = (
    Column(ReportColumn.FINAL, Term("Số chính thức kỳ trước", "Final figures before"), width=30),
)


def indicator_columns(
    forms: Forms,
    *,
    in_part: bool = False,
    by_field: bool = False,
    stretched: bool = False,
    by_scenario: bool = False,
    corrected: bool = False,
    so_far: Mapping[str, str] | None = None,
) -> SheetColumns:
    """The consolidated figures, how many of how many reported, and who is missing.

    `in_part` adds what figures were held against that are not held against the whole's target;
    `by_field` the field that an indicator is of, `stretched` a second level of targets,
    `by_scenario` those within the year, `corrected` the final figures of an estimated period;
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
            *(
                [Column(ReportColumn.COMPARED_WITH, Term("So sánh với", "Compared with"), width=24)]
                * in_part
            ),
            *(_STRETCHED if stretched else ()),
            *(_IN_SCENARIO if by_scenario else ()),
            *(_CORRECTED if corrected else ()),
            replace(_shown(forms[FormName.INDICATORS].by_name[ColumnName.AGGREGATION]), width=14),
            _N_OF_N,
            Column(ReportColumn.MISSING, Term("Còn thiếu", "Missing"), width=30),
            *map(_shown, words),
        ),
        ColumnName.INDICATOR_CODE,
    )


_SO_FAR: Final = Term("Lũy kế {period}", "Cumulative, {period}")


def _with_periods(columns: Iterable[Column], so_far: Mapping[str, str]) -> Iterator[Column]:
    for column in columns:
        if column.name != ColumnName.CUMULATIVE or not so_far:
            yield column
            continue
        for name, label in so_far.items():
            yield replace(column, name=name, title=_SO_FAR.fill(period=label))
        yield column
        yield Column(ReportColumn.TREND, Term("Diễn biến", "Trend"), locked=True, width=16)


def agency_indicator_columns(forms: Forms, judged: str) -> SheetColumns:
    """One row an indicator and agency: its own target and figure; `judged` is that column."""
    by_name = forms[FormName.INDICATOR_REPORT].by_name
    said = (ColumnName.INDICATOR_CODE, ColumnName.INDICATOR_NAME, ColumnName.UNIT)
    figures = (ColumnName.PLAN_YEAR, judged, ColumnName.VS_PLAN)
    return SheetColumns(
        INDICATORS_BY_AGENCY,
        (
            *(_shown(by_name[name]) for name in said if name in by_name),
            Column(ReportColumn.AGENCY, Term("Mã cơ quan", "Agency code"), width=11),
            Column(ReportColumn.NAME, Term("Cơ quan", "Agency"), width=34),
            *(_shown(by_name[name]) for name in figures if name in by_name),
            _ATTAINMENT,
        ),
        ColumnName.INDICATOR_CODE,
    )


def narrative_columns(forms: Forms) -> SheetColumns:
    """One row a text in which an agency assesses the period: about what, whose, from which cell."""
    form = forms[FormName.NARRATIVE_REPORT]
    return SheetColumns(
        form.sheet,
        (
            _shown(form.by_name[ColumnName.FIELD]),
            _shown(form.by_name[ColumnName.HEADING]),
            Column(ReportColumn.AGENCY, Term("Mã cơ quan", "Agency code"), width=11),
            Column(ReportColumn.NAME, Term("Cơ quan", "Agency"), width=34),
            *map(_shown, form.inputs),
            Column(ReportColumn.FILE, Term("Tệp", "File"), width=26),
            Column(ReportColumn.SHEET, Term("Trang tính", "Sheet"), width=12),
            Column(ReportColumn.CELL, Term("Ô", "Cell"), width=8, align="center"),
            _shown(form.by_name[form.key]),
        ),
        form.key,
        ColumnName.HEADING,
    )


RECEIPT_COLUMNS: Final = SheetColumns(
    RECEIPTS,
    (
        Column(ReportColumn.AGENCY, Term("Mã", "Code"), width=11),
        Column(ReportColumn.NAME, Term("Cơ quan", "Agency"), width=42),
        Column(ColumnName.KIND, Term("Loại", "Kind"), width=16),
        Column(ReportColumn.STATE, Term("Tình hình", "State"), width=14),
        _day(ReportColumn.RECEIVED_AT, Term("Ngày nhận", "Received on"), 12),
        _count(ReportColumn.DAYS_LATE, Term("Số ngày muộn", "Days late"), 9),
        _count(ReportColumn.ERRORS, Term("Số lỗi", "Errors"), 8),
        _count(ReportColumn.WARNINGS, Term("Số cảnh báo", "Warnings"), 9),
        Column(ReportColumn.FILE, Term("Tệp", "File"), width=30),
        Column(ReportColumn.WHY, Term("Lý do không dùng được", "Why it cannot be used"), width=34),
        Column(ColumnName.CONTACT, Term("Liên hệ", "Contact"), width=24),
        _count(ReportColumn.EXPECTED_PERIODS, Term("Số kỳ phải gửi", "Periods due"), 9),
        _count(ReportColumn.RECEIVED_PERIODS, Term("Số kỳ đã gửi", "Periods sent"), 9),
        _count(ReportColumn.ON_TIME_PERIODS, Term("Số kỳ đúng hạn", "Periods on time"), 9),
        _count(ReportColumn.RATE, Term("Tỷ lệ gửi (%)", "Sent (%)"), 9),
        _count(ReportColumn.ON_TIME_RATE, Term("Tỷ lệ đúng hạn (%)", "On time (%)"), 9),
    ),
    ReportColumn.AGENCY,
)

CONFLICT_COLUMNS: Final = SheetColumns(
    CONFLICTS,
    (
        Column(ReportColumn.CODE, Term("Mã", "Code"), width=10),
        Column(ReportColumn.NAME, Term("Nhiệm vụ/Chỉ tiêu", "Task/Indicator"), width=40),
        Column(ReportColumn.COLUMN, Term("Cột", "Column"), width=18),
        Column(ColumnName.KIND, Term("Loại xung đột", "Kind of conflict"), width=26),
        Column(ReportColumn.AGENCY, Term("Mã cơ quan", "Agency code"), width=11),
        Column(ColumnName.AGENCY_NAME, Term("Cơ quan", "Agency"), width=30),
        Column(ReportColumn.VALUE, Term("Giá trị", "Value"), width=26, align="left"),
        Column(ReportColumn.FILE, Term("Tệp", "File"), width=26),
        Column(ReportColumn.SHEET, Term("Trang tính", "Sheet"), width=12),
        Column(ReportColumn.CELL, Term("Ô", "Cell"), width=8, align="center"),
        Column(ReportColumn.DECISION, Term("Quyết định", "Decision"), width=20),
        Column(ReportColumn.REASON, Term("Lý do", "Reason"), width=26),
        Column(
            ReportColumn.EARLIER,
            Term(
                "Quyết định trước đây, không còn áp dụng", "Earlier decision that no longer applies"
            ),
            width=26,
        ),
    ),
    ReportColumn.CODE,
)

MOVED_COLUMNS: Final = SheetColumns(
    MOVED,
    (
        Column(ReportColumn.CODE, Term("Mã", "Code"), width=10),
        Column(ReportColumn.NAME, Term("Nhiệm vụ/Chỉ tiêu", "Task/Indicator"), width=60),
        Column(ReportColumn.MOVE, Term("Thay đổi", "Change"), width=30),
        Column(ReportColumn.BEFORE, Term("Kỳ trước", "Before"), width=24),
        Column(ReportColumn.VALUE, Term("Kỳ này", "Now"), width=24),
    ),
    ReportColumn.CODE,
)
"""One row a thing that moved since the report of an earlier period."""

PROPOSAL_COLUMNS: Final = SheetColumns(
    PROPOSALS,
    (
        Column(ReportColumn.CODE, Term("Mã", "Code"), width=10),
        Column(ReportColumn.AGENCY, Term("Cơ quan", "Agency"), width=30),
        Column(ReportColumn.COLUMN, Term("Cột", "Column"), width=18),
        Column(ReportColumn.BEFORE, Term("Giá trị cũ", "Old value"), width=36),
        Column(ReportColumn.VALUE, Term("Giá trị mới", "New value"), width=36),
        Column(ReportColumn.SOURCE, Term("Nguồn", "Source"), width=36),
        Column(
            ReportColumn.DECISION,
            Term("Quyết định", "Decision"),
            width=20,
            choices=(ACCEPT, REJECT),
        ),
        Column(ReportColumn.REASON, Term("Lý do", "Reason"), width=30),
    ),
    ReportColumn.CODE,
)

ANSWER_COLUMNS: Final = SheetColumns(
    ANSWERS,
    (
        Column(ReportColumn.CODE, Term("Mã", "Code"), width=10),
        Column(ReportColumn.AGENCY, Term("Cơ quan", "Agency"), width=34),
        Column(ReportColumn.VALUE, Term("Nội dung góp ý", "Comment"), width=52),
        Column(ReportColumn.ANSWER, Term("Tiếp thu/Giải trình", "Accepted/Explained"), width=18),
        Column(ReportColumn.REASON, Term("Lý do", "Reason"), width=44),
    ),
    ReportColumn.CODE,
)

PROBLEM_COLUMNS: Final = SheetColumns(
    PROBLEMS,
    (
        Column(ReportColumn.SEVERITY, Term("Mức độ", "Severity"), width=10),
        Column(ColumnName.AGENCY_NAME, Term("Cơ quan", "Agency"), width=28),
        Column(ReportColumn.ROW_CODE, Term("Dòng", "Row"), width=9),
        Column(ReportColumn.NAME, Term("Nhiệm vụ/Chỉ tiêu", "Task/Indicator"), width=34),
        Column(ReportColumn.FILE, Term("Tệp", "File"), width=24),
        Column(ReportColumn.SHEET, Term("Trang tính", "Sheet"), width=12),
        Column(ReportColumn.CELLS, Term("Ô", "Cell"), width=12),
        Column(ReportColumn.COLUMN, Term("Cột", "Column"), width=18),
        Column(ReportColumn.VALUE, Term("Giá trị", "Value"), width=22),
        Column(ReportColumn.MESSAGE, Term("Nội dung", "What is wrong"), width=52),
        Column(ReportColumn.HINT, Term("Cách xử lý", "What to do"), width=52),
        Column(ReportColumn.CODE, Term("Mã lỗi", "Problem code"), width=18),
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


_JUDGED_ON: Final = Column(
    ColumnName.JUDGED_ON, Term("Xếp loại theo ngày", "Judged on"), kind="date", width=11
)


def source_columns(forms: Forms, *, undated: bool = True, told: bool = True) -> SheetColumns:
    """Whose row it is, from which cells of which file, and what it says.

    `undated` adds the day by which what an earlier report had as done without a date was judged,
    `told` what agencies say of the period in words.
    """
    said: dict[str, Column] = {}
    for name in (n for n in RETURN_FORMS if told or n != FormName.NARRATIVE_REPORT):
        for column in forms[name].inputs:
            said.setdefault(column.name, _shown(column))
    return SheetColumns(
        SOURCES,
        (
            Column(ReportColumn.CODE, Term("Mã", "Code"), width=10),
            Column(ReportColumn.FORM, Term("Biểu", "Form"), width=12),
            Column(ReportColumn.AGENCY, Term("Mã cơ quan", "Agency code"), width=11),
            Column(ColumnName.AGENCY_NAME, Term("Cơ quan", "Agency"), width=34),
            Column(ReportColumn.FILE, Term("Tệp", "File"), width=28),
            Column(ReportColumn.SHEET, Term("Trang tính", "Sheet"), width=12),
            Column(ReportColumn.CELLS, Term("Ô", "Cell"), width=10, align="center"),
            Column(ReportColumn.THROUGH, Term("Qua tệp", "Through file"), width=18),
            *said.values(),
            *([_JUDGED_ON] * undated),
            Column(
                ReportColumn.SHA256,
                Term("SHA-256 của tệp", "SHA-256 of the file"),
                width=14,
                align="fill",
            ),
        ),
    )
