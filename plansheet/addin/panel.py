"""The first sheet of tong_hop.xlsm: what its buttons need to know, and the list of returns.

The columns are those of the sheet of words: a key that is not seen, the label, the answer.
"""

from __future__ import annotations

from typing import Final

from plansheet.addin.receipt_list import RECEIPT_HEADS
from plansheet.forms.report_sheets import OVERVIEW, RECEIPTS
from plansheet.workbooks.writing.workbook import Book, Page

PANEL_SHEET: Final = OVERVIEW
CHECK_BUTTON: Final = "Kiểm tra kế hoạch"
ISSUE_BUTTON: Final = "Phát hành biểu mẫu"

_FIELDS: Final = (
    ("plan", "Sổ kế hoạch", "ControlPickPlan", "cho mọi nút"),
    (
        "period",
        "Kỳ báo cáo",
        "",
        "2026-M03, 2026-Q2, 2026-H1 (6 tháng), 2026-9M, 2026 (năm)",
    ),
    ("as_of", "Tính đến ngày", "", "ngày/tháng/năm; bỏ trống: hôm nay"),
    (
        "returns",
        "Thư mục báo cáo gửi về",
        "ControlPickReturns",
        "cho Tình hình gửi, Kiểm tra báo cáo, Tổng hợp, Trả lại",
    ),
    ("previous", "Báo cáo tổng hợp kỳ trước", "ControlPickPrevious", "nếu có"),
    ("issued", "Thư mục ghi biểu mẫu", "ControlPickIssued", "cho Phát hành biểu mẫu"),
    ("report", "Tệp báo cáo tổng hợp", "ControlPickReport", "cho Tổng hợp"),
    ("marked", "Thư mục ghi bản trả lại", "ControlPickMarked", "cho Trả lại bản có lỗi"),
)
"""By key: what is asked, the macro that fetches it, and a note: its form, or who needs it."""

_BUTTONS: Final = (
    (CHECK_BUTTON, "ControlCheck"),
    (ISSUE_BUTTON, "ControlIssue"),
    (RECEIPTS, "ControlStatus"),
    ("Kiểm tra báo cáo", "ControlValidate"),
    (OVERVIEW, "ControlMerge"),
    ("Trả lại bản có lỗi", "ControlSendBack"),
)
_FIRST_FIELD: Final = 3
_BUTTON_ROW: Final = _FIRST_FIELD + len(_FIELDS) + 1
_HEADS_ROW: Final = _BUTTON_ROW + 4
RECEIPTS_START: Final = (_HEADS_ROW + 2, 2)
"""Where the list of returns begins: the row and column as Excel counts them."""

RECEIPT_SPACE: Final = 1000
"""Rows below that belong to the list."""


def write_panel(book: Book) -> None:
    """Write the sheet with its cells to fill in and its buttons."""
    page = book.page(PANEL_SHEET, landscape=True)
    page.widths(2, *(width for _, width in RECEIPT_HEADS))
    page.sheet.set_column(0, 0, 2, None, {"hidden": True})
    page.put(0, 1, "TỔNG HỢP BÁO CÁO THỰC HIỆN KẾ HOẠCH", "title")
    page.put(1, 1, "Điền các ô có khung (hoặc bấm “Chọn…”), rồi bấm một nút bên dưới.", "remark")
    for row, (key, label, macro, note) in enumerate(_FIELDS, _FIRST_FIELD):
        page.put(row, 0, key)
        page.put(row, 1, label, "label")
        page.sheet.write_blank(row, 2, None, book.style("input", "@"))
        page.put(row, 4, note, "remark")
        page.height(row, 20)
        if macro:
            _button(page, row, 3, "Chọn…", macro, (90, 22))
    page.height(_BUTTON_ROW, 34)
    for at, (label, macro) in enumerate(_BUTTONS):
        _button(page, _BUTTON_ROW, 1, label, macro, (150, 34), at * 158)
    page.height(_HEADS_ROW, 32)
    page.put(_HEADS_ROW - 1, 1, "Tình hình gửi báo cáo", "section")
    for column, (head, _) in enumerate(RECEIPT_HEADS, 1):
        page.put(_HEADS_ROW, column, head, "header")


def _button(
    page: Page, row: int, column: int, label: str, macro: str, size: tuple[int, int], x: int = 0
) -> None:
    width, height = size
    page.sheet.insert_button(
        row,
        column,
        {"macro": macro, "caption": label, "width": width, "height": height, "x_offset": x},
    )
