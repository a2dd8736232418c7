"""The first sheet of the report: what a leader with one minute should see."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from plansheet.consolidation import Attainment, Change, Consolidation, TaskClass
from plansheet.forms.names import ColumnName, ReportColumn
from plansheet.forms.report_sheets import CLASS_COLUMN, OVERVIEW
from plansheet.forms.values import share, show
from plansheet.plan.classes import DONE_CLASSES
from plansheet.report.attention import AttentionLine, attention
from plansheet.report.breakdown import CHART_COLORS
from plansheet.workbooks.writing.cell_text import quoted
from plansheet.workbooks.writing.styles import NAVY
from plansheet.workbooks.writing.workbook import Book, Page

_TITLE_FONT: Final = {"size": 12, "color": NAVY}

_WIDTH: Final = 8
"""Columns of the page: two a card."""

_CHART_END: Final = 19
"""The first row below the chart of classes."""

_NAMED: Final = 12
"""Codes named in one line."""


def write_overview(book: Book, merged: Consolidation) -> None:
    """Write the sheet: headline, cards, a chart, what needs attention, what moved."""
    page = book.page(OVERVIEW, landscape=True)
    page.widths(38, 13, 13, 13, 13, 13, 13, 13)
    page.wide(0, 0, _WIDTH - 1, f"BÁO CÁO TỔNG HỢP – {merged.period.label}".upper(), "title")
    page.wide(1, 0, _WIDTH - 1, merged.plan.title, "wrap")
    page.wide(2, 0, _WIDTH - 1, headline(merged), "bold_wrap")
    _cards(page, merged, 4)
    _class_table(page, merged, 8)
    page.put(_CHART_END, 0, "Cần chú ý", "section")
    row = _lines(page, _CHART_END + 1, attention(merged))
    if merged.earlier is not None:
        page.put(row + 1, 0, f"Thay đổi so với {merged.earlier.period.label}", "section")
        _lines(page, row + 2, _moved(merged))


def headline(merged: Consolidation) -> str:
    """The consolidation in one sentence."""
    marks = merged.attainments
    return (
        f"Tính đến {show(merged.as_of)}: "
        f"{len(merged.received)}/{len(merged.expected)} cơ quan đã gửi báo cáo; "
        f"{_done(merged)}/{len(merged.task_outcomes)} nhiệm vụ hoàn thành, "
        f"{merged.classes[TaskClass.OPEN_OVERDUE]} quá hạn chưa hoàn thành, "
        f"{merged.classes[TaskClass.NOT_REPORTED]} chưa báo cáo; "
        f"{marks[Attainment.MET]}/{len(merged.indicator_results)} chỉ tiêu đạt kế hoạch, "
        f"{marks[Attainment.NOT_MET]} không đạt, {marks[Attainment.UNKNOWN]} chưa rõ"
        f"{_in_part(merged)}."
    )


def _in_part(merged: Consolidation) -> str:
    """How many of the indicators that are judged are so by those alone that reported."""
    count = sum(
        r.allocated is not None and r.judged_by < r.expected for r in merged.indicator_results
    )
    return f" ({count} chỉ tiêu so với phần giao của các cơ quan đã báo cáo)" if count else ""


def _done(merged: Consolidation) -> int:
    return merged.classes[TaskClass.DONE_ON_TIME] + merged.classes[TaskClass.DONE_LATE]


def _cards(page: Page, merged: Consolidation, row: int) -> None:
    met = merged.attainments[Attainment.MET]
    cards = (
        ("Cơ quan đã gửi", f"{len(merged.received)}/{len(merged.expected)}"),
        ("Gửi đúng hạn", f"{len(merged.on_time)}/{len(merged.expected)}"),
        ("Nhiệm vụ hoàn thành", str(_done(merged))),
        ("Đang trong hạn", str(merged.classes[TaskClass.OPEN_IN_TIME])),
        ("Quá hạn chưa xong", str(merged.classes[TaskClass.OPEN_OVERDUE])),
        (TaskClass.NOT_REPORTED.label.vi, str(merged.classes[TaskClass.NOT_REPORTED])),
        ("Chỉ tiêu đạt", f"{met}/{len(merged.indicator_results)}"),
        ("Lỗi cần sửa", str(sum(p.severity == "error" for p in merged.all_problems))),
    )
    for position, (label, text) in enumerate(cards):
        page.put(row, position, label, "card_label")
        page.put(row + 1, position, text, "card")
    page.height(row + 1, 30)


def _class_table(page: Page, merged: Consolidation, row: int) -> None:
    """Counts of tasks by class, with a chart beside them."""
    page.put(row - 1, 0, "Nhiệm vụ theo tình hình thực hiện", "section")
    page.put(row, 0, CLASS_COLUMN.title, "header")
    page.put(row, 1, "Số nhiệm vụ", "header")
    page.put(row, 2, "Tỷ lệ (%)", "header")
    total = len(merged.task_outcomes)
    for at, name in enumerate(TaskClass, row + 1):
        count = merged.classes[name]
        page.put(at, 0, name.label.vi, "cell")
        page.put(at, 1, count, "cell")
        page.put(at, 2, share(count, total), "cell")
    last = row + len(TaskClass)
    page.put(last + 1, 0, "Tổng số", "label")
    page.formula(last + 1, 1, f"=SUM(B{row + 2}:B{last + 1})", total, "label")
    page.put(last + 1, 2, 100 if total else None, "label")
    _class_chart(page, row, last)


def _class_chart(page: Page, row: int, last: int) -> None:
    """The ring of the table with its header in `row` and classes down to `last`."""
    chart = page.book.chart("doughnut")
    sheet = quoted(page.name)
    chart.add_series(
        {
            "name": "Nhiệm vụ theo tình hình thực hiện",
            "categories": f"={sheet}!$A${row + 2}:$A${last + 1}",
            "values": f"={sheet}!$B${row + 2}:$B${last + 1}",
            "points": [{"fill": {"color": CHART_COLORS[name]}} for name in TaskClass],
            "data_labels": {"value": True, "font": {"color": "#FFFFFF", "bold": True}},
        }
    )
    chart.set_title({"name": "Tình hình thực hiện nhiệm vụ", "name_font": _TITLE_FONT})
    chart.set_legend({"position": "right", "font": {"size": 9}})
    chart.set_hole_size(50)
    chart.set_size({"width": 460, "height": 230})
    page.sheet.insert_chart(row - 1, 3, chart, {"x_offset": 12, "y_offset": 4})


_OPEN: Final = (TaskClass.OPEN_OVERDUE, TaskClass.OPEN_IN_TIME, TaskClass.NO_DUE_DATE)
_KNOWN: Final = (Attainment.MET, Attainment.NOT_MET)


def _in_words(change: Change) -> str:
    """What a leader hears of a change since the last report; blank for what only a table says."""
    before, after = change.before, change.after
    match change.column:
        case ReportColumn.CLASS if after in DONE_CLASSES and before not in DONE_CLASSES:
            return "nhiệm vụ mới hoàn thành"
        case ReportColumn.CLASS if before in DONE_CLASSES and after in _OPEN:
            return "nhiệm vụ trở lại chưa hoàn thành"
        case ReportColumn.CLASS if after == TaskClass.OPEN_OVERDUE:
            return "nhiệm vụ mới quá hạn"
        case ReportColumn.CLASS if after == TaskClass.NOT_REPORTED and before:
            return "nhiệm vụ nay chưa báo cáo"
        case ReportColumn.CLASS:
            return "nhiệm vụ đổi xếp loại"
        case ReportColumn.ATTAINMENT if after == Attainment.MET:
            return "chỉ tiêu mới đạt"
        case ReportColumn.ATTAINMENT if after == Attainment.NOT_MET:
            return "chỉ tiêu nay không đạt"
        case ReportColumn.ATTAINMENT if before in _KNOWN:
            return "chỉ tiêu nay chưa rõ"
        case ColumnName.CUMULATIVE | ColumnName.FORECAST if before is not None:
            return "chỉ tiêu có lũy kế hoặc ước cả năm thay đổi"
    return ""


def _moved(merged: Consolidation) -> Iterator[AttentionLine]:
    """What moved since the earlier report."""
    codes_by_words: dict[str, dict[str, None]] = {}
    for change in merged.all_changes:
        if words := _in_words(change):
            codes_by_words.setdefault(words, {})[change.code] = None
    for words, codes in codes_by_words.items():
        more = f" và {len(codes) - _NAMED} mục khác" if len(codes) > _NAMED else ""
        yield f"{len(codes)} {words}", ", ".join([*codes][:_NAMED]) + more
    if not codes_by_words:
        yield "", "Không có thay đổi."


def _lines(page: Page, row: int, lines: Iterable[AttentionLine]) -> int:
    """Write lines below each other; returns the row below."""
    for about, text in lines:
        if about:
            page.put(row, 0, about)
        page.wide(row, 1 if about else 0, _WIDTH - 1, text, "wrap")
        row += 1
    return row
