"""What stands above the table of an issued sheet, as statutory statistical forms have it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from plansheet.forms import Form
from plansheet.forms.names import ColumnName, FormName
from plansheet.issuing.assignments import Assignment
from plansheet.language.numbers_and_dates import format_date
from plansheet.language.wording import Wording, Words
from plansheet.plan import Plan
from plansheet.plan.periods import Period
from plansheet.plan.rounds import Occasion
from plansheet.tables.around import Heading

_NUMBER: Final = Wording("Biểu số: {number}", "Form no.: {number}")
_REPORTER: Final = Wording("Đơn vị báo cáo: {name}", "Reporting agency: {name}")
_RECIPIENT: Final = Wording("Đơn vị nhận báo cáo: {name}", "Recipient: {name}")
_UNIT: Final = Wording("Đơn vị tính: {unit}", "Unit: {unit}")
_DUE: Final = Wording("Hạn gửi: {deadline}", "Due: {deadline}")
_DEADLINE: Final = Wording("chậm nhất ngày {day}", "{day} at the latest")
_NO_DEADLINE: Final = Wording("không quy định", "not set")
_SPAN: Final = Wording("từ ngày {first} đến hết ngày {last}", "from {first} to {last}")
_PERIOD: Final = Wording("{period} ({span})", "{period} ({span})")

FREE_ROWS: Final = {
    FormName.SCHEDULE: Wording(
        "Nhiệm vụ có nhiều sản phẩm: mỗi sản phẩm thêm một dòng ở dưới bảng.",
        "A task with several products: add a row below the table for each of them.",
    ),
    FormName.COMMENTS: Wording(
        "Đề nghị thêm nhiệm vụ, chỉ tiêu mới: ghi vào các dòng trống ở dưới bảng.",
        "New tasks and indicators: write them into the free rows below the table.",
    ),
    FormName.ADJUSTMENTS: Wording(
        "Chỉ điền khi đề nghị điều chỉnh kế hoạch: mỗi đề nghị một dòng.",
        "Only to ask for a change of the plan: one row for each request.",
    ),
}


def sheet_heading(plan: Plan, form: Form, assignment: Assignment) -> Heading:
    """The heading of the sheet of a form: number, plan, deadline; title, period; from, to, unit."""
    of, number = assignment.period, [*assignment.rows].index(form.name) + 1
    return Heading(
        left=(
            _NUMBER.fill(number=f"{number:02}"),
            plan.number or plan.title,
            _DUE.fill(deadline=deadline(plan, of)) if isinstance(of, Period) else "",
        ),
        middle=(form.title.label.upper(), _time(plan, of), FREE_ROWS.get(form.name, "")),
        right=(
            _REPORTER.fill(name=assignment.agency.name),
            _RECIPIENT.fill(name=recipient) if (recipient := recipients(plan, of)) else "",
            _UNIT.fill(unit=unit) if (unit := _one_unit(form, assignment)) else "",
        ),
    )


def _time(plan: Plan, of: Occasion) -> Words:
    return (
        _PERIOD.fill(period=of.label, span=span(plan, of)) if isinstance(of, Period) else of.label
    )


def span(plan: Plan, period: Period) -> Wording:
    """The days that count in a period."""
    first, last = plan.span(period)
    return _SPAN.fill(first=format_date(first), last=format_date(last))


def deadline(plan: Plan, period: Period) -> Wording:
    """By when the workbook of a period is sent back."""
    day: date | None = plan.deadline(period)
    return _DEADLINE.fill(day=format_date(day)) if day else _NO_DEADLINE


def recipients(plan: Plan, of: Occasion) -> str:
    """To whom a workbook is sent back; a round is not in the calendar."""
    return plan.recipients(of) if isinstance(of, Period) else plan.consolidator


def _one_unit(form: Form, assignment: Assignment) -> str:
    """The unit of all rows, where it is one."""
    units = {str(row.values.get(ColumnName.UNIT, "")) for row in assignment.rows[form.name]}
    return units.pop() if len(units) == 1 and ColumnName.UNIT in form.by_name else ""


def head_texts(heading: Heading) -> Iterator[Words]:
    """All that a heading says."""
    yield from filter(None, (*heading.left, *heading.middle, *heading.right))
