"""Writing new workbooks: whole or not at all, and why not in words."""

from __future__ import annotations

import errno
import zipfile
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from plansheet import OutputError
from plansheet.forms import Column
from plansheet.language.wording import Term
from plansheet.tables.table_sheet import TableSheet
from plansheet.tables.write import write_table
from plansheet.workbooks.reading import open_workbook
from plansheet.workbooks.writing import raising, workbook
from plansheet.workbooks.writing.cells import Cell, Link
from plansheet.workbooks.writing.files import all_or_none
from plansheet.workbooks.writing.workbook import Page, new_book


def test_a_full_disk_is_named_and_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(book: xlsxwriter.Workbook) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(xlsxwriter.Workbook, "_store_workbook", refuse)
    with pytest.raises(OutputError) as error, new_book(tmp_path / "x.xlsx", title="x"):
        pass
    assert "ổ đĩa đã đầy" in error.value.wording.vi
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_while_parts_are_packed_is_named_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = iter([None] * 3)

    def refuse(part: zipfile._ZipWriteFile, data: bytes) -> int:  # type: ignore[name-defined]
        if next(room, data) is None:
            return write(part, data)
        raise OSError(errno.ENOSPC, "No space left on device")

    write: Callable[..., int] = zipfile._ZipWriteFile.write  # type: ignore[attr-defined]
    monkeypatch.setattr("zipfile._ZipWriteFile.write", refuse)
    with pytest.raises(OutputError) as error, new_book(tmp_path / "x.xlsx", title="x") as book:
        book.page("Trang").put(0, 0, "chữ")
    assert "ổ đĩa đã đầy" in error.value.wording.vi
    assert list(tmp_path.iterdir()) == []


def test_a_text_that_looks_like_runs_of_xml_stays_a_text(tmp_path: Path) -> None:
    """XlsxWriter writes one within `<r>` and `</r>` as XML: a file that Excel would not open."""
    texts = ["<r>a & b</r>", "<r><t>x</t></r>", " a ", "_x0041_", "\x01", "a\nb", "&lt;"]
    with new_book(tmp_path / "x.xlsx", title="x") as book:
        for row, text in enumerate(texts):
            book.page(f"{row}").put(0, 0, text)
    assert [sheet.rows[0][0] for sheet in open_workbook(tmp_path / "x.xlsx").sheets] == texts


def test_the_style_normal_is_in_the_font_of_the_cells(tmp_path: Path) -> None:
    """A theme's font would stand in its place, and columns be counted in digits of another one."""
    with new_book(tmp_path / "x.xlsx", title="x") as book:
        book.page("Trang").put(0, 0, "chữ")
    made = openpyxl.load_workbook(tmp_path / "x.xlsx")
    fonts = [made._fonts[0], made["Trang"]["A1"].font]  # type: ignore[attr-defined]
    assert {(f.name, f.sz, f.scheme) for f in fonts} == {("Times New Roman", 11, None)}


def everything(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def test_files_of_a_folder_appear_together(tmp_path: Path) -> None:
    for _ in range(2):
        with all_or_none(tmp_path / "a" / "b", "exists") as workshop:
            (workshop / "1.txt").write_text("1")
            assert workshop.parent == tmp_path / "a" / "b"
    assert everything(tmp_path) == {"a/b/1.txt": "1"}


def test_where_one_file_is_there_and_differs_none_is_written(tmp_path: Path) -> None:
    (tmp_path / "2.txt").write_text("somebody's own")
    with pytest.raises(OutputError) as error, all_or_none(tmp_path, "exists") as workshop:
        (workshop / "1.txt").write_text("1")
        (workshop / "2.txt").write_text("2")
    assert (error.value.key, error.value.details) == ("exists", {"path": tmp_path / "2.txt"})
    assert everything(tmp_path) == {"2.txt": "somebody's own"}


@pytest.mark.parametrize(("text", "is_same"), [("1", True), ("2", False)])
def test_a_file_that_another_zlib_has_packed_is_the_same(
    tmp_path: Path, text: str, is_same: bool
) -> None:
    with zipfile.ZipFile(tmp_path / "1.xlsx", "w", zipfile.ZIP_STORED) as there:
        there.writestr("a", "1")
    with (
        nullcontext() if is_same else pytest.raises(OutputError),
        all_or_none(tmp_path, "exists") as workshop,
        zipfile.ZipFile(workshop / "1.xlsx", "w", zipfile.ZIP_DEFLATED) as new,
    ):
        new.writestr("a", text)


def test_a_folder_that_stays_empty_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), all_or_none(tmp_path / "a" / "b", "exists"):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_what_stands_where_the_folder_should_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file")
    with pytest.raises(OutputError) as error, all_or_none(tmp_path / "a" / "b", "exists"):
        pass
    assert error.value.key == "cannot-write"


TYPED = ["=1+1", "+84 296", "- Giao Sở Y tế", "@Sở", "\t=1", "\r=1"]
PLAIN = ["1+1", " =1+1", "Sở = cơ quan", "'=1", "Văn bản"]


def test_texts_that_excel_would_take_for_formulas_stay_texts(tmp_path: Path) -> None:
    """Wherever a text is written, in whatever style; links and locked cells too."""
    with new_book(tmp_path / "x.xlsx", title="=x") as book:
        page = book.page("Trang")
        page.widths(20, 20, 20)
        for row, text in enumerate(TYPED + PLAIN):
            page.put(row, 0, text, "bold")
            page.put(row, 1, Link("Bảng", "A1", text))
            page.wide(row, 2, 3, text, "remark")
        rows: list[list[Cell]] = [[text, 1] for text in TYPED + PLAIN]
        columns = [
            Column("a", Term("=Cột"), group=Term("-Nhóm")),
            Column("b", Term("@Số"), "number"),
        ]
        for protect in (False, True):
            name = f"Bảng {protect}"
            write_table(book, TableSheet(name, columns, rows, ["+Đầu"], ["-Ghi"], protect=protect))
        book.very_hidden("_ẩn", [TYPED, PLAIN])
    kept = {True: 0, False: 0}
    for sheet in openpyxl.load_workbook(tmp_path / "x.xlsx").worksheets:
        for cells in sheet.iter_rows():
            for cell in cells:
                if isinstance(cell.value, str):
                    looks_typed = cell.value[0] in "=+-@\t\r" or cell.value[:7] == "_x000D_"
                    assert bool(cell.quotePrefix) == looks_typed, (sheet.title, cell.coordinate)
                    kept[looks_typed] += 1
    spaced = 2  # links have a space for a tab or a line end
    assert kept == {True: 6 * len(TYPED) + 10 - spaced, False: 6 * len(PLAIN) + spaced}


@pytest.mark.parametrize(
    ("limit", "count"), [(20, 30), pytest.param(None, 66_000, marks=pytest.mark.slow)]
)
def test_no_link_too_many_takes_its_text_away(
    limit: int | None, count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if limit is not None:
        monkeypatch.setattr(workbook, "_MAX_LINKS", limit)
    with new_book(tmp_path / "x.xlsx", title="x") as book:
        page = book.page("Trang")
        for row in range(count):
            page.put(row, 0, Link("Trang", "A1", f"{row}"))
    (sheet,) = open_workbook(tmp_path / "x.xlsx").sheets
    assert [*sheet.rows] == [[str(row)] for row in range(count)]


def refused(page: Page) -> Iterator[Callable[[], object]]:
    """Calls that XlsxWriter refuses by a number alone, on a sheet of ten rows."""
    sheet = page.sheet
    yield lambda: page.put(10, 0, "chữ")
    yield lambda: page.put(10, 0, 1)
    yield lambda: page.put(10, 0, None)
    yield lambda: page.put(10, 0, date(2026, 1, 1))
    yield lambda: page.put(0, 16_384, "chữ")
    yield lambda: page.put(10, 0, Link("Trang", "A1", "chữ"))
    yield lambda: page.formula(10, 0, "=1", 1, "plain")
    yield lambda: page.wide(10, 0, 1, "chữ", "remark")
    yield lambda: page.height(10, 20)
    yield lambda: page.data_bars(0, 10, 0, "#FF0000")
    yield lambda: sheet.write_string(0, 0, "x" * 32_768)
    yield lambda: sheet.set_column(16_384, 16_384, 10)
    yield lambda: sheet.data_validation(0, 0, 10, 0, {"validate": "any"})
    yield lambda: sheet.add_table(0, 0, 10, 0, {"columns": [{"header": "a"}]})
    yield lambda: sheet.autofilter(0, 0, 10, 0)


@pytest.mark.filterwarnings("ignore::UserWarning")
@pytest.mark.parametrize("number", range(15))
def test_what_is_refused_is_said_and_nothing_is_written(number: int, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with pytest.raises(OutputError) as error, new_book(path, title="x", rows=10) as book:
        [*refused(book.page("Trang"))][number]()
    assert (error.value.key, error.value.details["sheet"]) == ("beyond-excel", "Trang")
    assert [*tmp_path.iterdir()] == []


def test_more_rules_than_excel_opens_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(raising, "VALIDATIONS", 2)
    for count in (2, 3):
        refusal = pytest.raises(OutputError) if count > 2 else nullcontext()
        with refusal, new_book(tmp_path / "x.xlsx", title="x") as book:
            for row in range(count):
                page = book.page("Trang") if row == 0 else book.existing("Trang")
                page.sheet.data_validation(row, 0, row, 0, {"validate": "list", "source": ["a"]})
