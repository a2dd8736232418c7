"""On which paper tables print: A4, and A3 where somebody says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from plansheet.cli.commands import cli
from plansheet.forms import Column
from plansheet.language.wording import Term
from plansheet.tables.narrowing import narrowed
from plansheet.tables.table_sheet import TableSheet
from plansheet.tables.write import write_table
from plansheet.workbooks.writing.fitting import MAX_HEIGHT, line_height, lines_of
from plansheet.workbooks.writing.paper import Paper
from plansheet.workbooks.writing.workbook import new_book
from support.filling import make_plan, plan_tables, task

_A3, _A4 = "8", "9"


def printed(path: Path, columns: int, paper: Paper = "a4", text: str = "một") -> Any:
    wide = [Column(f"c{n}", Term(f"Cột {n}"), width=20) for n in range(columns)]
    with new_book(path, title="Thử", paper=paper) as book:
        write_table(book, TableSheet("Thử", wide, [[*["một"] * (columns - 1), text]], freeze=2))
    return openpyxl.load_workbook(path).worksheets[0]


@pytest.mark.parametrize(
    ("columns", "paper", "code", "pages"),
    [
        *((10, "a4", _A4, 1), (17, "a4", _A4, 2), (19, "a4", _A4, 2), (20, "a4", _A4, 3)),
        *((15, "a3", _A3, 1), (25, "a3", _A3, 2)),
    ],
)
def test_a_table_that_is_too_wide_goes_on_beside(
    tmp_path: Path, columns: int, paper: Paper, code: str, pages: int
) -> None:
    """215 characters are 7 points on A4: the columns that stay in sight come again on each page."""
    sheet = printed(tmp_path / "x.xlsx", columns, paper)
    assert (str(sheet.page_setup.paperSize), int(sheet.page_setup.fitToWidth or 1)) == (code, pages)
    assert int(sheet.page_setup.fitToHeight) == 0
    assert sheet.print_title_cols == ("$A:$B" if pages > 1 else None)


@pytest.mark.parametrize(
    ("columns", "again", "merged"), [(9, 2, "A1:I1"), (17, 3, "A1:C1"), (17, 1, "B1:J1")]
)
def test_what_stands_above_a_table_is_whole_on_each_page(
    tmp_path: Path, columns: int, again: int, merged: str
) -> None:
    """Within the columns that each page has where the table goes on beside, or behind them."""
    heading = ["Kế hoạch phát triển kinh tế - xã hội và dự toán ngân sách nhà nước " * 6]
    wide = [Column(f"c{n}", Term(f"Cột {n}"), width=20) for n in range(columns)]
    with new_book(tmp_path / "x.xlsx", title="Thử") as book:
        write_table(
            book, TableSheet("Thử", wide, [["một"] * columns], heading=heading, freeze=again)
        )
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx").worksheets[0]
    assert [str(area) for area in sheet.merged_cells.ranges] == [merged]


def test_columns_give_way_for_a_page_to_take_them_all(tmp_path: Path) -> None:
    """Not those of codes, and none where that would not be enough."""
    sheet = printed(tmp_path / "x.xlsx", 12)
    widths = [one.width * (one.max - one.min + 1) for one in sheet.column_dimensions.values()]
    assert sum(widths) < 216 + 12 * 5 / 7
    assert int(sheet.page_setup.fitToWidth or 1) == 1


def test_a_text_of_thousands_of_letters_is_seen_whole(tmp_path: Path) -> None:
    """No row of Excel is high enough: its column is wider, and the table goes on beside."""
    text = "Sở đã phối hợp với các cơ quan, đơn vị liên quan; " * 90
    sheet = printed(tmp_path / "x.xlsx", 8, text=text)
    width, height = sheet.column_dimensions["H"].width, sheet.row_dimensions[2].height
    assert height <= MAX_HEIGHT
    assert lines_of(text.strip(), width - 5 / 7) * line_height(11) <= height
    assert int(sheet.page_setup.fitToWidth) == 2


def test_no_page_has_again_what_fills_it(tmp_path: Path) -> None:
    """A long text in a column that stays in sight: the pages beside have the code alone again."""
    text = "Sở đã phối hợp với các cơ quan, đơn vị liên quan; " * 130
    columns = [Column(f"c{n}", Term(f"Cột {n}"), width=20) for n in range(8)]
    rows = [["NV1", text, *["một"] * 5, text]]
    with new_book(tmp_path / "x.xlsx", title="Thử") as book:
        write_table(book, TableSheet("Thử", columns, rows, heading=["Kết quả"], freeze=3))
    sheet: Any = openpyxl.load_workbook(tmp_path / "x.xlsx").worksheets[0]
    assert sheet.print_title_cols == "$A:$A"
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage
    widest = max(sheet.column_dimensions[letter].width for letter in "BH")
    assert 195 < widest < 256
    assert int(sheet.page_setup.scale) * (20 + widest) * 11 / 100 <= 7 * 216
    assert sheet["B1"].value == "Kết quả"


def test_a_long_text_takes_its_width_from_the_others(tmp_path: Path) -> None:
    """Not from the page: the table still fits, and what stands above it is as wide as all of it."""
    text = "Sở đã phối hợp với các cơ quan, đơn vị liên quan; " * 30
    sheet = printed(tmp_path / "x.xlsx", 10, text=text)
    widths = [one.width * (one.max - one.min + 1) for one in sheet.column_dimensions.values()]
    assert sheet.column_dimensions["J"].width > 25 > sheet.column_dimensions["A"].width
    assert sum(widths) < 216 + 10 * 5 / 7
    assert int(sheet.page_setup.fitToWidth or 1) == 1
    assert sheet.row_dimensions[2].height <= MAX_HEIGHT


@pytest.mark.parametrize(
    ("texts", "wider"),
    [
        (["Cơ quan trung ương", "Sở"], True),
        (["Mã BQLDADTXDCTNNPTNT đã gửi"], True),
        (["Cơ quan trung ương", "Một câu dài hơn nhiều so với cột này"], False),
        (["Một_tên_tệp_dài_hơn_hai_mươi_chữ.xlsx"], False),
    ],
)
def test_a_column_becomes_a_little_wider_for_its_texts(
    tmp_path: Path, texts: list[str], wider: bool
) -> None:
    """So that each takes one line, or a code is not broken; not for all that is long."""
    columns = [Column("c", Term("Loại"), width=14)]
    with new_book(tmp_path / "x.xlsx", title="Thử") as book:
        write_table(book, TableSheet("Thử", columns, [[text] for text in texts]))
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx").worksheets[0]
    assert (sheet.column_dimensions["A"].width > 15) == wider


@pytest.mark.parametrize(("last", "freeze", "width"), [(84, 0, 34), (140, 3, 19)])
def test_no_column_gives_way_to_stay_in_sight_where_all_fit(
    last: int, freeze: int, width: int
) -> None:
    """The fields of `Đánh giá chung` would be towers beside blank cells."""
    widths = {"Mã": 16, "Lĩnh vực": 34, "Mục": 18, "Nội dung": last}
    columns = [Column(name, Term(name), width=own) for name, own in widths.items()]
    narrow = narrowed(TableSheet("Thử", columns, [["một"] * 4], freeze=3), "a4")
    assert narrow.freeze == freeze
    assert round(narrow.columns[1].width) == width


def test_templates_are_a4_and_a3_by_a_switch(tmp_path: Path) -> None:
    """On A3 the columns are wider."""
    make_plan(tmp_path, plan_tables([task("NV1", "SYT")]))
    widths = {}
    for code, switch in ((_A4, []), (_A3, ["--paper", "a3"])):
        out = tmp_path / code
        words = ["issue", str(tmp_path / "plan.xlsx"), "--period", "2021-Q2", "-o", str(out)]
        CliRunner().invoke(cli, [*words, *switch], standalone_mode=False, catch_exceptions=False)
        (path,) = out.iterdir()
        sheet = openpyxl.load_workbook(path)["Nhiệm vụ"]
        assert str(sheet.page_setup.paperSize) == code
        widths[code] = sum(one.width for one in sheet.column_dimensions.values())
    assert widths[_A3] > 1.1 * widths[_A4]
