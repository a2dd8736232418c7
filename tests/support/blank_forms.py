"""Blank workbooks in the style of a statistical circular, made for tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

SHEET = "Biểu 01"


@dataclass(frozen=True)
class Blank:
    """What a blank form has: how many rows and columns of figures, and how both are known.

    `counted` numbers the rows, `numbered` the columns; `total` makes the first row the sum of the
    others, a formula. `levels` are the header's. `lettered` numbers the columns of labels too.
    """

    rows: int = 6
    columns: int = 4
    levels: int = 2
    codes: bool = True
    numbered: bool = True
    counted: bool = True
    total: bool = True
    head: bool = True
    lettered: bool = True

    @property
    def first(self) -> int:
        """The number of the first data row."""
        return 5 + self.levels + self.numbered

    @property
    def left(self) -> int:
        """The number of the first column of figures."""
        return 4

    def inputs(self) -> list[tuple[int, int]]:
        """The cells to fill in, by row and column number."""
        rows, columns = self.rows_of_figures(), self.columns_of_figures()
        return [(row, column) for row in rows for column in columns]

    def rows_of_figures(self) -> range:
        """The numbers of the rows to fill in."""
        return range(self.first + self.total, self.first + self.rows)

    def columns_of_figures(self) -> range:
        """The numbers of the columns of figures."""
        return range(self.left, self.left + self.columns)

    def save(self, path: Path) -> Path:
        """Write the workbook."""
        book = openpyxl.Workbook()
        sheet: Any = book.active
        sheet.title = SHEET
        sheet["A1"] = "BÁO CÁO THỐNG KÊ SẢN XUẤT"
        if self.head:
            sheet["A2"], sheet["A3"] = "Đơn vị báo cáo:", "Kỳ báo cáo:"
        self._header(sheet)
        for number in range(self.rows):
            row = self.first + number
            if self.counted:
                sheet.cell(row, 1).value = number + 1
            sheet.cell(row, 2).value = self.label(number)
            sheet.cell(row, 3).value = f"R-{101 + number}" if self.codes else "tấn"
        last = self.first + self.rows - 1
        for column in range(self.left, self.left + self.columns) if self.total else ():
            letter = get_column_letter(column)
            formula = f"=SUM({letter}{self.first + 1}:{letter}{last})"
            sheet.cell(self.first, column).value = formula
        sheet.cell(last + 3, self.left).value = "Người lập biểu"
        book.save(path)
        return path

    def label(self, number: int) -> str:
        """What a row is called; without codes half of the labels repeat."""
        if self.codes or number % 3 == 0:
            return f"Sản phẩm số {number}"
        return "Trong nước" if number % 3 == 1 else "Xuất khẩu"

    def _header(self, sheet: Any) -> None:
        top, bottom = 5, 4 + self.levels
        for column, title in enumerate(("STT", "Chỉ tiêu", "Mã số" if self.codes else "ĐVT"), 1):
            sheet.cell(top, column).value = title
            if bottom > top:
                sheet.merge_cells(None, top, column, bottom, column)
        for level in range(self.levels):
            step = 2 ** (self.levels - 1 - level)
            for start in range(0, self.columns, step):
                end = min(start + step, self.columns) - 1
                title = f"Cột {level}.{start}"
                sheet.cell(top + level, self.left + start).value = title
                if end > start:
                    at = (top + level, self.left + start, top + level, self.left + end)
                    sheet.merge_cells(None, *at)
        if self.numbered:
            for column, text in enumerate("ABC", 1) if self.lettered else ():
                sheet.cell(bottom + 1, column).value = text
            for number in range(self.columns):
                sheet.cell(bottom + 1, self.left + number).value = -(number + 1)


def random_blank(rng: Random) -> Blank:
    """One of any shape."""
    return Blank(
        rows=rng.randint(4, 10),
        columns=rng.randint(2, 6),
        levels=rng.randint(1, 3),
        codes=rng.random() < 0.5,
        counted=rng.random() < 0.5,
        numbered=rng.random() < 0.5,
        total=rng.random() < 0.5,
        head=rng.random() < 0.8,
    )


def fill(
    source: Path, target: Path, values: Mapping[tuple[int, int], Any], sheet: str = SHEET
) -> Path:
    """A copy of a workbook with values in cells, by row and column number."""
    book: Any = openpyxl.load_workbook(source)
    for (row, column), value in values.items():
        book[sheet].cell(row, column).value = value
    book.save(target)
    return target


def list_form(path: Path, titles: Sequence[str]) -> Path:
    """A blank list: a header with free rows under it."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "Danh sách"
    sheet["A1"], sheet["A2"] = "DANH SÁCH HỘ NGHÈO", "Đơn vị báo cáo:"
    for column, title in enumerate(titles, 1):
        sheet.cell(4, column).value = title
    sheet.cell(12, 3).value = "Người lập biểu"
    book.save(path)
    return path
