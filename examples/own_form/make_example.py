"""Make the blank form and the plan of this example anew: python examples/own_form/make_example.py.

The form is invented, in the style of a statistical circular: 30 rows, 8 columns of figures, a
header of three levels, codes of rows and columns, formulas, sums that must hold.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from plansheet.workbooks.editing import same_bytes

HERE = Path(__file__).parent
SHEET = "Biểu 01-NN"
FIRST, LEFT = 11, 4
CROPS = ("Lúa", "Ngô", "Khoai", "Sắn", "Mía")
PARTS = ("Vụ đông xuân", "Vụ hè thu", "Vụ thu đông", "Vụ mùa", "Vụ khác")
HEADERS = {
    "D7": ("Diện tích (ha)", "G7"),
    "D8": ("Gieo trồng", "F8"),
    "D9": ("Kế hoạch", ""),
    "E9": ("Thực hiện", ""),
    "F9": ("Mất trắng", ""),
    "G8": ("Thu hoạch", "G9"),
    "H7": ("Sản lượng (tấn)", "K7"),
    "H8": ("Trong kỳ", "I8"),
    "H9": ("Đầu vụ", ""),
    "I9": ("Cuối vụ", ""),
    "J8": ("Lũy kế", "J9"),
    "K8": ("Dự trữ", "K9"),
}


def rows() -> list[tuple[str, str, str]]:
    """The rows: number, name, code; each crop is the sum of its seasons."""
    found = []
    for number, crop in enumerate(CROPS, 1):
        found.append((str(number), crop, f"{number}00"))
        for season, part in enumerate(PARTS, 1):
            found.append((f"{number}.{season}", f"   {part}", f"{number}0{season}"))
    return found


def blank() -> openpyxl.Workbook:
    """The blank form."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = SHEET
    sheet["A1"], sheet["A2"] = "Biểu số 01-NN/XA", "DIỆN TÍCH, SẢN LƯỢNG CÂY TRỒNG CỦA XÃ"
    sheet["A4"], sheet["A5"] = "Đơn vị báo cáo:", "Kỳ báo cáo:"
    sheet["A2"].font = Font(bold=True, size=13)
    for column, title in zip("ABC", ("STT", "Cây trồng, vụ", "Mã số"), strict=True):
        sheet[f"{column}7"].value = title
        sheet.merge_cells(f"{column}7:{column}9")
    for cell, (title, last) in HEADERS.items():
        sheet[cell].value = title
        if last:
            sheet.merge_cells(f"{cell}:{last}")
    for number, text in enumerate(["A", "B", "C", *map(str, range(1, 9))], 1):
        sheet.cell(FIRST - 1, number).value = f"({text})" if text.isdecimal() else text
    for at, (counted, name, code) in enumerate(rows(), FIRST):
        sheet.cell(at, 1).value, sheet.cell(at, 2).value = counted, name
        sheet.cell(at, 3).value = code
        if code.endswith("00"):
            for place in range(LEFT, LEFT + 8):
                letter = get_column_letter(place)
                sheet.cell(at, place).value = f"=SUM({letter}{at + 1}:{letter}{at + 5})"
    _dress(sheet)
    return book


def _dress(sheet: Any) -> None:
    line = Side(style="thin", color="808080")
    for row in sheet.iter_rows(min_row=7, max_row=FIRST + 29, max_col=LEFT + 7):
        for cell in row:
            cell.border = Border(line, line, line, line)
            if cell.row < FIRST:
                cell.alignment = Alignment("center", "center", wrap_text=True)
                cell.font = Font(bold=True)
            elif cell.column >= LEFT:
                cell.number_format = "#,##0.0"
    for letter, width in zip("ABC", (6, 26, 8), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.cell(FIRST + 31, 9).value = "Người lập biểu"


if __name__ == "__main__":
    (HERE / "blank.xlsx").write_bytes(same_bytes(blank()))
