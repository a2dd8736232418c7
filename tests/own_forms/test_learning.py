"""Blank workbooks of many kinds are learnt to what they are, and what is doubted is said."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from plansheet.cli import main
from plansheet.own_forms.form_file import form_notes
from plansheet.own_forms.form_words import (
    is_note,
    is_rate,
    names_date,
    names_identifier,
    names_year,
)
from plansheet.own_forms.learning import LearntForm, learn_form
from plansheet.own_forms.model import FormSheet
from plansheet.problems import FormError, InputError
from plansheet.workbooks.reading import a1
from support.effort import examples
from support.hostile.builders import ods_cell, ods_parts, zipped

Cells = Mapping[str, object]
Rows = Sequence[Sequence[object]]


def write(path: Path, cells: Cells, merged: Sequence[str] = (), name: str = "Biểu") -> Path:
    """A workbook of one sheet."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = name
    for at, value in cells.items():
        sheet[at].value = value
    for area in merged:
        sheet.merge_cells(area)
    book.save(path)
    return path


def table(rows: Rows, first: int = 1) -> dict[str, object]:
    """Rows of values from column A on, None where a cell is blank."""
    return {
        a1(row, column): value
        for row, values in enumerate(rows, first - 1)
        for column, value in enumerate(values)
        if value is not None
    }


def learnt(tmp_path: Path, cells: Cells, merged: Sequence[str] = ()) -> LearntForm:
    return learn_form(write(tmp_path / "x.xlsx", cells, merged), tmp_path / "form")


def only(found: LearntForm) -> FormSheet:
    (sheet,) = found.form.sheets
    return sheet


def inputs(sheet: FormSheet) -> set[str]:
    return {cell.address for cell in sheet.inputs.values()}


def doubts(found: LearntForm) -> set[str]:
    return {doubt.cell for doubt in found.doubts}


ACCOUNTS = table(
    [
        ["T01", "Tên file"],
        ["20170101", "Mã đơn vị gửi báo cáo"],
        ["D13:G15", "Mã đơn vị phát sinh dữ liệu"],
        [None, "Kỳ dữ liệu"],
        [None, "BÁO CÁO SỐ DƯ TÀI KHOẢN CỦA CHI NHÁNH"],
        [None, "Đơn vị tính : Triệu VND"],
        [],
        [None, None, None, "C-200", "C-301", "C-302", "C-303"],
        [None, "STT", "Tên tài khoản", "Số hiệu", "Số dư", None, "Tỷ lệ (%)"],
        [None, None, None, None, "Nợ", "Có"],
        [None, -1, -2, -3, -4, -5, -6],
        [],
        ["R-101", 1, "Tiền mặt", "101"],
        ["R-102", 2, "Tiền gửi", "102"],
        ["R-100", None, "Cộng", "Không", None, None, "Không"],
        [],
        ["Help", "1. Đơn vị báo cáo: các chi nhánh"],
    ]
)


def test_codes_above_the_header_and_before_the_rows(tmp_path: Path) -> None:
    """The codes of columns stand above the header, those of rows in a column without one."""
    cells = {at: v for at, v in ACCOUNTS.items() if not at.endswith("12")}
    found = learnt(tmp_path, cells, ["E9:F9"])
    sheet = only(found)
    assert list(sheet.rows.values()) == ["R-101", "R-102", "R-100"]
    assert list(sheet.columns.values()) == ["C-200", "C-301", "C-302", "C-303"]
    assert inputs(sheet) == {"E13", "F13", "G13", "E14", "F14", "G14", "E15", "F15"}
    assert sheet.aggregate == {"C-303": "none"}
    assert {what: a1(*at) for what, at in sheet.head.items()} == {
        "agency": "C3",
        "period": "C4",
        "unit": "B6",
    }
    assert doubts(found) == {"G12"}


HEADERS: Sequence[Rows] = [
    [["STT", "Chỉ tiêu", "Diện tích", None, "Sản lượng"], [None, None, "Kế hoạch", "Thực hiện"]],
    [["STT", "Chỉ tiêu", "Diện tích", None, "Sản lượng"], [None, None, "KH", "TH"]],
    [["STT", "Chỉ tiêu", "Diện tích", "Sản lượng"], ["A", "B", 1, 2]],
    [["STT", "Chỉ tiêu", "Diện tích", "Sản lượng"], ["(1)", "(2)", "(3)", "(4=3)"]],
]
ROWS: Rows = [[1, "Lúa"], [2, "Ngô"], [3, "Khoai"], [4, "Sắn"]]


@pytest.mark.parametrize("header", HEADERS, ids=str)
def test_headers_that_are_not_merged(header: Rows, tmp_path: Path) -> None:
    cells = {"A1": "BÁO CÁO", **table(header, 4), **table(ROWS, 6)}
    width = len(header[0])
    found = only(learnt(tmp_path, cells))
    assert inputs(found) == {a1(row, c) for row in range(5, 9) for c in range(2, width)}
    assert len({found.columns[column] for column in range(2, width)}) == width - 2


def test_a_heading_over_the_whole_width_has_no_cells_to_fill_in(tmp_path: Path) -> None:
    rows: Rows = [["STT", "Chỉ tiêu", "Năm nay", "Năm trước"], ["A. TRỒNG TRỌT"], *ROWS]
    sheet = only(learnt(tmp_path, table(rows, 3), ["A4:D4"]))
    assert inputs(sheet) == {f"{c}{row}" for c in "CD" for row in range(5, 9)}


def test_notes_and_signatures_below_are_no_rows(tmp_path: Path) -> None:
    below: Rows = [
        ["Ghi chú: số liệu làm tròn"],
        [None, "Người lập biểu", None, "Thủ trưởng đơn vị"],
    ]
    rows: Rows = [["STT", "Chỉ tiêu", "Năm nay", "Năm trước"], *ROWS, *below]
    sheet = only(learnt(tmp_path, table(rows, 3)))
    assert list(sheet.rows) == [3, 4, 5, 6]


def test_a_blank_row_within_a_table(tmp_path: Path) -> None:
    rows: Rows = [["Mã số", "Chỉ tiêu", "Năm nay", "Năm trước"], *ROWS[:2], [], *ROWS[2:]]
    sheet = only(learnt(tmp_path, table(rows, 3)))
    assert list(sheet.rows.values()) == ["1", "2", "3", "4"]


def test_a_list_whose_first_free_row_is_stated(tmp_path: Path) -> None:
    """A total far below does not make the free rows fixed ones."""
    rows: Rows = [
        ["A6:D6"],
        [None, "DANH SÁCH"],
        [],
        ["STT", "Họ và tên", "Năm sinh", "Số tiền"],
        ["(1)", "(2)", "(3)", "(4)"],
        [],
        [],
        ["Tổng cộng", "Không", "Không"],
    ]
    sheet = only(learnt(tmp_path, table(rows)))
    assert (sheet.kind, a1(*sheet.area[:2])) == ("list", "A6")


def test_what_is_no_part_of_the_form_is_said(tmp_path: Path) -> None:
    """A guide, a hidden sheet, hidden rows are named with a cell; a second table is one."""
    second = table([["Tên", "Số người", "Số hộ"], ["Nam"], ["Nữ"], ["Khác"]], 12)
    cells = {**table([["STT", "Chỉ tiêu", "Năm nay", "Năm trước"], *ROWS], 3), **second}
    path = write(tmp_path / "x.xlsx", {"A1": "Đơn vị báo cáo: ", **cells})
    book = openpyxl.load_workbook(path)
    book["Biểu"].row_dimensions[5].hidden = True
    book.create_sheet("Hướng dẫn")["A1"].value = "Đọc kỹ trước khi điền"
    for row in (["STT", "Mục", "Cách ghi"], [1, "Cột 1"], [2, "Cột 2"], [3, "Cột 3"], [4, "Cột 4"]):
        book["Hướng dẫn"].append(row)
    book.create_sheet("Mã")["A1"].value = "01"
    book["Mã"].sheet_state = "hidden"
    book.save(path)
    found = learn_form(path, tmp_path / "form")
    assert [sheet.name for sheet in found.form.sheets] == ["Biểu", "Biểu (2)"]
    assert {(doubt.sheet, doubt.cell) for doubt in found.doubts} == {
        ("Biểu", "C5"),
        ("Biểu", "A12"),
        ("Hướng dẫn", "A1"),
        ("Mã", "A1"),
    }


def test_a_workbook_that_is_filled_in_is_doubted(tmp_path: Path) -> None:
    header = ["STT", "Chỉ tiêu", "Năm nay", "Ghi chú"]
    rows: Rows = [header, [1, "Lúa", 5], [2, "Ngô", 5], [3, "Sắn", 5]]
    assert "C2" in doubts(learnt(tmp_path, table(rows)))


def test_rows_that_lack_a_code_are_said(tmp_path: Path) -> None:
    rows: Rows = [["Mã số", "Chỉ tiêu", "Số lượng", "Giá trị"]]
    rows = [*rows, *([f"{n:02}", f"Hàng {n}"] for n in range(1, 6)), [None, "Hàng khác"]]
    found = learnt(tmp_path, table(rows, 2))
    assert list(only(found).rows.values()) == ["01", "02", "03", "04", "05"]
    assert "A8" in doubts(found)
    (note,) = form_notes(tmp_path / "form")
    assert note.path == "sheets/Biểu/rows"
    assert "(A8)" in note.why.en
    assert "labels of column B" in note.why.en


def test_figures_are_no_codes_and_codes_that_repeat_are_said(tmp_path: Path) -> None:
    """The column of a plan's figures, all different, names no row."""
    rows: Rows = [["Mã", "Cơ sở", "Dự toán", "Đã chi"], [7, "A", 563], [8, "B", 302], [8, "C", 335]]
    found = learnt(tmp_path, table(rows, 3))
    assert list(only(found).rows.values()) == ["A", "B", "C"]
    assert inputs(only(found)) == {"D4", "D5", "D6"}
    assert "A3" in doubts(found)


def test_a_table_that_is_full_is_a_list_whose_rows_are_said(tmp_path: Path) -> None:
    header = ["Mã", "Cơ sở", "Dự toán", "Đã chi"]
    rows: Rows = [header, *([n, f"Cơ sở {n}", 1000 + n, 500 + n] for n in range(9))]
    found = learnt(tmp_path, table(rows, 3))
    assert (only(found).kind, a1(*only(found).area[:2])) == ("list", "A4")
    assert "A4" in doubts(found)


def test_what_is_no_amount_is_neither_summed_nor_a_number(tmp_path: Path) -> None:
    header = ["STT", "Đơn vị", "Mã số thuế", "Năm sinh", "Ngày cấp", "Ghi chú", "Số tiền"]
    sheet = only(learnt(tmp_path, table([header, [1, "A"], [2, "B"], [3, "C"]], 3)))
    odd = header[2:6]
    assert sheet.aggregate == dict.fromkeys(odd, "none")
    assert sheet.types == dict(zip((odd[0], *odd[2:]), ("text", "date", "text"), strict=True))


def test_a_blank_that_cannot_be_issued_is_refused(tmp_path: Path) -> None:
    """A workbook of another kind is read, but openpyxl cannot open it to be issued."""
    path = write(tmp_path / "x.xlsx", table([["STT", "Chỉ tiêu", "Năm nay"], *ROWS]))
    odd = tmp_path / "x.ods"
    rows = (["Mã", "Chỉ tiêu", "Năm nay"], ["01", "Lúa"], ["02", "Ngô"], ["03", "Sắn"])
    cells = ("".join(map(ods_cell, row)) for row in rows)
    odd.write_bytes(
        zipped(ods_parts("".join(f"<table:table-row>{c}</table:table-row>" for c in cells)))
    )
    with pytest.raises(InputError, match="xlsx"):
        learn_form(odd, tmp_path / "form")
    assert not (tmp_path / "form").exists()
    path.rename(tmp_path / "x.tmp")
    assert learn_form(tmp_path / "x.tmp", tmp_path / "form").form.sheets


def test_a_form_that_was_edited_is_kept(tmp_path: Path) -> None:
    found = learnt(tmp_path, table([["STT", "Chỉ tiêu", "Năm nay"], *ROWS], 3))
    assert learn_form(tmp_path / "x.xlsx", tmp_path / "form").kept is None
    edited = (tmp_path / "form" / "form.json").read_text(encoding="utf-8").replace("BIỂU", "X")
    (tmp_path / "form" / "form.json").write_text(edited + " ", encoding="utf-8")
    again = learn_form(tmp_path / "x.xlsx", tmp_path / "form")
    assert again.kept is not None
    assert again.kept.read_text(encoding="utf-8") == edited + " "
    assert again.form == found.form


HEADS = [
    (["Đơn vị: Triệu VND", "Đơn vị gửi: "], {"unit": "A1", "agency": "B1"}),
    (
        ["Đơn vị tính: đồng", "Nơi nhận báo cáo: Sở", "Tên đơn vị"],
        {"unit": "A1", "agency": "D1"},
    ),
    (["Tháng . . . . năm . . . .", "Đơn vị báo cáo: "], {"agency": "B1", "period": "A1"}),
    (["Kỳ báo cáo: ", "Năm 2021", "Agency: "], {"agency": "C1", "period": "A1"}),
]


@pytest.mark.parametrize(("texts", "cells"), HEADS, ids=str)
def test_cells_of_the_head(texts: list[str], cells: dict[str, str], tmp_path: Path) -> None:
    rows: Rows = [["STT", "Chỉ tiêu", "Năm nay", "Năm trước"], *ROWS]
    sheet = only(learnt(tmp_path, {**table([texts]), **table(rows, 3)}))
    assert {what: a1(*at) for what, at in sheet.head.items()} == cells


def test_no_table_at_all(tmp_path: Path) -> None:
    with pytest.raises(FormError):
        learnt(tmp_path, {"A1": "Hướng dẫn", "A2": "Điền vào biểu", "A3": "rồi gửi"})


BLOCKS: Rows = [
    ["STT", "Chỉ tiêu", "Kế hoạch", "Thực hiện"],
    [None, "Xã An Phú"],
    [1, "Lúa"],
    [2, "Ngô"],
    [None, "Xã Bình An"],
    [1, "Lúa"],
    [2, "Ngô"],
]


def test_blocks_of_agencies(tmp_path: Path) -> None:
    """Rows below the name of a commune are its own, though their labels repeat."""
    sheet = only(learnt(tmp_path, table(BLOCKS, 3)))
    assert set(sheet.of_agency.values()) == {"Xã An Phú", "Xã Bình An"}
    assert list(sheet.of_agency.values()).count("Xã Bình An") == 3
    assert set(sheet.aggregate.values()) == {"place"}


def test_rows_of_agencies_that_are_numbered(tmp_path: Path) -> None:
    """The agency stands beside the number by which its row is known."""
    rows: Rows = [["STT", "Địa bàn", "Kế hoạch"], [1, "Xã An Phú"], [2, "Xã Bình An"], [3, "Tỉnh"]]
    sheet = only(learnt(tmp_path, table(rows, 3)))
    assert sheet.of_agency == {"1": "Xã An Phú", "2": "Xã Bình An"}
    assert [sheet.rule(cell) for cell in sheet.inputs.values()] == ["place", "place", "sum"]


def test_blocks_of_agencies_whose_rows_have_codes(tmp_path: Path) -> None:
    rows: list[Sequence[object]] = [["Mã", "Chỉ tiêu", "Kế hoạch", "Thực hiện"]]
    crops = ("Lúa", "Ngô", "Khoai", "Sắn")
    for block, name in enumerate(("Xã An Phú", "Xã Bình An")):
        coded = ([f"R-{block}{number}", crop] for number, crop in enumerate(crops))
        rows += [[None, name], *coded]
    sheet = only(learnt(tmp_path, table(rows, 3)))
    of_block = {"Xã An Phú": 0, "Xã Bình An": 1}
    owners = {key: of_block[owner] for key, owner in sheet.of_agency.items()}
    assert owners == {f"R-{block}{number}": block for block in (0, 1) for number in range(4)}


@pytest.mark.parametrize("numbers", [[], [["(1)", "(2)", "(3)", "(4)", "(5)"]]], ids=str)
def test_columns_of_agencies(numbers: Rows, tmp_path: Path) -> None:
    header = ["Chỉ tiêu", "Huyện A Lưới", None, "Huyện Ba Vì", None]
    rows: Rows = [header, [None, "KH", "TH", "KH", "TH"], *numbers, ["Lúa"], ["Ngô"], ["Sắn"]]
    sheet = only(learnt(tmp_path, table(rows, 3), ["B3:C3", "D3:E3"]))
    owners = [sheet.owner(cell) for at, cell in sorted(sheet.inputs.items()) if at[0] == 6]
    assert owners == ["Huyện A Lưới"] * 2 + ["Huyện Ba Vì"] * 2


RATES = ["Tỷ lệ hộ nghèo (%)", "Thu nhập bình quân", "%", "Lãi suất/năm", "Tốc độ tăng", "Hệ số K"]
AMOUNTS = [
    *("Sở hữu trên 50% vốn nhà nước", "Thuế suất 5%", "Diện tích cơ cấu lại", "Số hộ"),
    *("Nhóm tài sản có hệ số rủi ro 0% (a + b)", "Nguồn vốn", "Doanh thu"),
]


def test_words_of_forms() -> None:
    assert [label for label in RATES if not is_rate([label])] == []
    assert [label for label in AMOUNTS if is_rate([label])] == []
    assert is_rate(["Lãi suất", "VND"])
    assert not is_rate(["Cơ cấu dư nợ", "Ngắn hạn", "Số tiền"])
    assert [t for t in ("Mã số thuế", "Số CMND", "Điện thoại") if not names_identifier(t)] == []
    assert all(map(names_year, ("Năm sinh", "Năm", "Năm bổ nhiệm")))
    assert not names_year("Năm trước")
    assert names_date("Ngày..tháng.. năm.. đến hạn")
    assert not names_date("Ngày công")
    assert [
        t for t in ("Ghi chú: x", "Người lập biểu", "Hà Nội, ngày … tháng") if not is_note(t)
    ] == []
    assert not is_note("Nguồn vốn")


class Made:
    """A random blank form, and what it was made from."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.cells: dict[tuple[int, int], object] = {(1, 2): "BÁO CÁO THỐNG KÊ"}
        self.merged: list[str] = []
        self.inputs: set[str] = set()
        self.row = rng.randint(3, 6)
        titles = [("Mã số", True), ("STT", True), ("Chỉ tiêu", False), ("Đơn vị tính", True)]
        self.labels = [title for title, may_lack in titles if not may_lack or rng.random() < 0.6]
        self.unnamed = "Mã số" in self.labels and rng.random() < 0.3
        self.left = len(self.labels) + 1
        self.columns = range(self.left, self.left + rng.randint(2, 6))
        self.coded, self.merges = rng.random() < 0.4, rng.random() < 0.5
        self._header(rng.randint(1, 3))
        self._rows(rng.randint(4, 10))

    def _put(self, column: int, value: object) -> None:
        self.cells[self.row, column] = value

    def _header(self, levels: int) -> None:
        if self.coded:
            for column in self.columns:
                self._put(column, f"C-{100 + column}")
            self.row += 1
        top = self.row
        for column, title in enumerate(self.labels, 1):
            if not (self.unnamed and title == "Mã số"):
                self._put(column, title)
        for level in range(levels):
            self.row = top + level
            step = 2 ** (levels - 1 - level)
            for column in self.columns[::step]:
                last = min(column + step - 1, self.columns[-1])
                self._put(column, f"Nhóm {level}.{column}")
                if self.merges and last > column:
                    self.merged.append(
                        f"{a1(self.row - 1, column - 1)}:{a1(self.row - 1, last - 1)}"
                    )
        if self.merges and levels > 1:
            ends = ((a1(top - 1, c), a1(top + levels - 2, c)) for c in range(self.left - 1))
            self.merged += [f"{first}:{last}" for first, last in ends]
        style = self.rng.choice(["", "({})", "-{}"])
        if style:
            self.row += 1
            for number, column in enumerate(range(1, self.columns[-1] + 1), 1):
                text = style.format(number)
                self._put(column, int(text) if text.startswith("-") else text)

    def _rows(self, count: int) -> None:
        heading = self.rng.randint(1, count - 2) if self.rng.random() < 0.3 else -1
        first = self.row + 1
        for number in range(count):
            self.row += 1
            if number == heading and "Mã số" not in self.labels:
                self._put(1, f"Phần {number}")
                self.merged.append(f"A{self.row}:{a1(self.row - 1, self.columns[-1] - 1)}")
                continue
            said = {
                "Mã số": f"R-{101 + number}",
                "STT": number + 1,
                "Chỉ tiêu": f"Sản phẩm {number}" if number % 4 else "Trong đó",
                "Đơn vị tính": "tấn",
            }
            for column, title in enumerate(self.labels, 1):
                self._put(column, said[title])
            for column in self.columns:
                is_total = number == 0 and self.left % 2
                if is_total:
                    self._put(column, f"=SUM({a1(first, column - 1)}:{a1(first + 2, column - 1)})")
                elif self.rng.random() < 0.1:
                    self._put(column, self.rng.choice(["x", "Không", "-"]))
                else:
                    self.inputs.add(a1(self.row - 1, column - 1))
        self.row += 2
        self._put(2, self.rng.choice(["Ghi chú: làm tròn", "Người lập biểu", "1. Hướng dẫn: …"]))

    def save(self, path: Path) -> Path:
        cells = {a1(row - 1, column - 1): value for (row, column), value in self.cells.items()}
        return write(path, cells, self.merged)


def test_random_forms_are_learnt_to_what_they_were_made_from(tmp_path: Path) -> None:
    for seed in range(examples(12)):
        made = Made(random.Random(seed))
        path = made.save(tmp_path / f"{seed}.xlsx")
        sheet = only(learn_form(path, tmp_path / f"form{seed}"))
        assert inputs(sheet) == made.inputs, seed
        assert sheet.row_keys.is_code is ("Mã số" in made.labels or "STT" in made.labels), seed
        keys = [sheet.columns[column - 1] for column in made.columns]
        assert len(set(keys)) == len(keys), seed
        assert keys[0].startswith("C-") is made.coded, seed


def test_a_sheet_whose_cells_are_all_filled_or_computed_is_no_part_of_the_form(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A form.json that nobody can use yet is said to be one."""
    filled = [["Rủi ro", "Khả năng", "Điểm"], ["Mưa", "thấp", "=1+1"], ["Lũ", "cao", "=1+2"]]
    twice = [["STT", "Chỉ tiêu", "Số hộ", "Số hộ"], *ROWS]
    path = write(tmp_path / "x.xlsx", table(twice, 3))
    book = openpyxl.load_workbook(path)
    other = book.create_sheet("Rủi ro")
    for row in filled:
        other.append(row)
    book.save(path)
    with pytest.raises(SystemExit) as stop:
        main(["form", "learn", str(path), "-o", str(tmp_path / "form")])
    out = capsys.readouterr().out
    assert stop.value.code == 0
    assert "Rủi ro!A1: trang này không có bảng để điền" in out
    assert "form.json có 1 chỗ phải sửa" in out
