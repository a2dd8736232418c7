"""The first sheet of tong_hop.xlsm: what its buttons need to know, and the list of returns.

The columns are those of the sheet of words: a key that is not seen, the label, the answer. The
buttons are those of the ribbon; what has no cell here they ask for as the ribbon does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from plansheet.addin.receipt_list import RECEIPT_HEADS
from plansheet.addin.ribbon import RibbonGroup
from plansheet.forms.report_sheets import OVERVIEW
from plansheet.workbooks.writing.workbook import Book, Page

PANEL_SHEET: Final = OVERVIEW
RECEIPTS_KEY: Final = "receipts"
"""What stands before the heads of the list of returns, in the column that is not seen."""

RECEIPT_SPACE: Final = 1000
"""Rows below that belong to the list."""

_FIELDS: Final = (
    ("plan", "Sổ kế hoạch", True, "cho mọi nút làm việc với kế hoạch"),
    ("period", "Kỳ báo cáo", False, "2026-M03, 2026-Q2, 2026-H1 (6 tháng), 2026-9M, 2026 (năm)"),
    ("as_of", "Tính đến ngày", False, "ngày/tháng/năm; bỏ trống: hôm nay"),
    ("returns", "Thư mục báo cáo gửi về", True, "cho mọi nút đọc báo cáo của một kỳ"),
    ("previous", "Báo cáo tổng hợp kỳ trước", True, "nếu có"),
    ("issued", "Thư mục ghi biểu mẫu", True, "cho hai nút phát hành"),
    ("report", "Tệp báo cáo tổng hợp", True, "cho Tổng hợp, Số này từ đâu?"),
    ("letters", "Thư mục ghi công văn đôn đốc", True, "cho Nhắc gửi báo cáo"),
    ("marked", "Thư mục ghi bản trả lại", True, "cho Trả lại bản có lỗi"),
)
"""By key: what is asked, whether it is a path to choose, and a note: its form, or who needs it."""

_FIRST_FIELD: Final = 3
_BUTTONS_IN_A_ROW: Final = 5
_BUTTON: Final = (205, 32)
_GAP: Final = 8


def write_panel(book: Book, groups: Sequence[RibbonGroup]) -> None:
    """Write the sheet with its cells to fill in and a button for each of the ribbon."""
    page = book.page(PANEL_SHEET, landscape=True)
    page.widths(2, *(width for _, width in RECEIPT_HEADS))
    page.sheet.set_column(0, 0, 2, None, {"hidden": True})
    page.put(0, 1, "TỔNG HỢP BÁO CÁO THỰC HIỆN KẾ HOẠCH", "title")
    page.put(
        1,
        1,
        "Điền các ô có khung (hoặc bấm “Chọn…”), rồi bấm một nút bên dưới: điều còn thiếu, nút đó "
        "hỏi.",
        "remark",
    )
    for row, (key, label, picked, note) in enumerate(_FIELDS, _FIRST_FIELD):
        page.put(row, 0, key)
        page.put(row, 1, label, "label")
        page.sheet.write_blank(row, 2, None, book.style("input", "@"))
        page.put(row, 4, note, "remark")
        page.height(row, 20)
        if picked:
            _button(page, row, 3, "Chọn…", _picking(key), (90, 22))
    heads = _write_buttons(page, groups, _FIRST_FIELD + len(_FIELDS) + 1) + 2
    page.put(heads - 1, 1, "Tình hình gửi báo cáo", "section")
    page.put(heads, 0, RECEIPTS_KEY)
    page.height(heads, 32)
    for column, (head, _) in enumerate(RECEIPT_HEADS, 1):
        page.put(heads, column, head, "header")


def _write_buttons(page: Page, groups: Sequence[RibbonGroup], row: int) -> int:
    """Write the groups from a row on; the row below."""
    width, height = _BUTTON
    for group in groups:
        page.put(row, 1, group.label, "bold")
        for number, button in enumerate(group.buttons):
            line, at = divmod(number, _BUTTONS_IN_A_ROW)
            place = at * (width + _GAP)
            page.height(row + 1 + line, height)
            _button(page, row + 1 + line, 1, button.label, _pressing(button.macro), _BUTTON, place)
        row += 1 + -(-len(group.buttons) // _BUTTONS_IN_A_ROW)
    return row


def _button(
    page: Page, row: int, column: int, label: str, macro: str, size: tuple[int, int], x: int = 0
) -> None:
    width, height = size
    page.sheet.insert_button(
        row,
        column,
        {"macro": macro, "caption": label, "width": width, "height": height, "x_offset": x},
    )


def procedures(groups: Sequence[RibbonGroup]) -> str:
    """The VBA that the buttons of the sheet name: such a button gives its procedure nothing."""
    return "".join(
        f"\nPublic Sub {name}()\n{body}End Sub\n"
        for name, body in (*_pickings(), *_pressings(groups))
    )


def _pickings() -> Iterator[tuple[str, str]]:
    for key, _, picked, _ in _FIELDS:
        if picked:
            yield _picking(key), f'    Pick "{key}"\n'


def _pressings(groups: Sequence[RibbonGroup]) -> Iterator[tuple[str, str]]:
    for group in groups:
        for button in group.buttons:
            body = f"    ThisWorkbook.Activate\n    {button.macro} Nothing\n"
            yield _pressing(button.macro), body


def _picking(key: str) -> str:
    return f"ControlPick{key.capitalize()}"


def _pressing(macro: str) -> str:
    return f"Control{macro.removeprefix('Plansheet')}"
