"""Reading returns: files that programs save, whose they are, which table stands where."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from copy import deepcopy
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from random import Random

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from plansheet import Plan, issue, read_return, validate
from plansheet.language.wording import Language
from plansheet.plan.workbook.tables import PlanRow
from plansheet.returns import Return, interpret
from plansheet.workbooks.reading.addresses import cells_of
from support.damages import COORDINATION, FIGURES, KEYS, LABELS, TASKS, fill_clean
from support.filling import (
    AGENCIES,
    AS_OF,
    PERIOD,
    STC,
    SYT,
    UBA,
    Cell,
    Copy,
    Grid,
    Tag,
    Typed,
    agency,
    asked,
    fill_file,
    indicator,
    key,
    make_plan,
    merge_copies,
    plan_tables,
    task,
)
from support.places import DATA


@pytest.fixture(scope="module")
def issued(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("issued")
    issue(plan, PERIOD, folder)
    return folder / "SYT_2021-Q2.xlsx"


@pytest.fixture(scope="module")
def clean(issued: Path, plan: Plan) -> Copy:
    found = Copy.opened(issued, plan)
    fill_clean(found, Random(0))
    return found


@pytest.fixture
def copy(clean: Copy) -> Copy:
    return deepcopy(clean)


def problems(copy: Copy, plan: Plan) -> set[tuple[str, str, str]]:
    return key(validate(interpret(copy.workbook(), plan), plan, AS_OF))


def unread(copy: Copy, cells: Iterable[Cell]) -> set[tuple[str, str, str]]:
    """What is said of cells that are not as issued and that nobody reads."""
    return {("unread-cell", *copy.where(cell)) for cell in cells if cell.value}


def told(ret: Return) -> list[str]:
    """The codes of what is said of a return, but for titles that were not issued."""
    return [p.code for p in ret.problems if (p.code, p.severity) != ("unread-cell", "info")]


def values(ret: Return) -> dict[tuple[str, str, str], object]:
    return {
        (name, row.code, column): value
        for name, section in ret.sections.items()
        for row in section.rows
        for column, value in row.values.items()
    }


# A file as a spreadsheet program saves it.

TYPED: dict[Tag, Typed] = {
    (TASKS, "NV01", "status"): "Hoàn thành",
    (TASKS, "NV01", "progress"): 100,
    (TASKS, "NV01", "document_date"): date(2021, 5, 4),
    (TASKS, "NV02", "status"): "Đang thực hiện",
    (TASKS, "NV02", "progress"): 62.5,
    (TASKS, "NV02", "result"): "Đã họp\nhai lần; còn <vướng> & “khó”",
    (COORDINATION, "PH01", "contribution"): "Góp ý văn bản",
    (FIGURES, "CT01", "actual"): 13513.03,
    (FIGURES, "CT01", "cumulative"): 0.1 + 0.2,
    (FIGURES, "CT.TL.tu", "actual"): 3,
    (FIGURES, "CT.TL.mau", "actual"): 4,
}


def test_what_is_typed_into_an_issued_file_is_what_is_read(
    plan: Plan, issued: Path, tmp_path: Path
) -> None:
    path = fill_file(issued, tmp_path / "x.xlsx", plan, TYPED)
    ret = read_return(path, plan)
    assert (ret.agency, ret.period, ret.refused) == (SYT, PERIOD, False)
    assert values(ret) == TYPED | {
        (TASKS, "NV01", "progress"): Decimal(100),
        (TASKS, "NV02", "progress"): Decimal("62.5"),
        (FIGURES, "CT01", "actual"): Decimal("13513.03"),
        (FIGURES, "CT01", "cumulative"): Decimal("0.3"),
        (FIGURES, "CT.TL.tu", "actual"): Decimal(3),
        (FIGURES, "CT.TL.mau", "actual"): Decimal(4),
    }
    unsaid = {("missing-required", "Nhiệm vụ", f"H{row}") for row in range(8, 20)}
    told = {("rule-violated", "Nhiệm vụ", "K6"), ("figures-contradict", "Chỉ tiêu", "H6")}
    assert key(validate(ret, plan, AS_OF)) == unsaid | told


def test_a_formula_typed_without_a_saved_value(plan: Plan, issued: Path, tmp_path: Path) -> None:
    typed = {(FIGURES, "CT01", "actual"): "=1+1", (FIGURES, "CT02", "actual"): "=[2]S!A1"}
    ret = read_return(fill_file(issued, tmp_path / "x.xlsx", plan, typed), plan)
    assert {(p.code, p.severity, p.cell, p.value) for p in ret.problems} == {
        ("formula-in-input", "error", "G6", "=1+1"),
        ("unsafe-content", "error", "G7", "=[2]S!A1"),
    }
    assert values(ret) == {}


def saved_by_hand(issued: Path, out: Path, edit: Callable[[Worksheet], object]) -> Path:
    book = openpyxl.load_workbook(issued)
    edit(book["Nhiệm vụ"])
    book.save(out)
    return out


def test_hidden_rows_and_columns_are_read(plan: Plan, issued: Path, tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet["H6"] = "Tạm dừng"
        sheet.row_dimensions[6].hidden = True
        sheet.column_dimensions["B"].hidden = True

    ret = read_return(saved_by_hand(issued, tmp_path / "x.xlsx", edit), plan)
    assert {(p.code, p.severity, p.cell) for p in ret.problems} == {
        ("hidden-content", "info", "A6"),
        ("hidden-content", "info", "B1"),
    }
    assert values(ret) == {(TASKS, "NV01", "status"): "Tạm dừng"}


def test_what_stands_in_merged_cells_is_nobodys(plan: Plan, issued: Path, tmp_path: Path) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet["H6"] = "Tạm dừng"
        sheet["H9"] = "Hoàn thành"
        sheet.merge_cells("H6:H8")
        sheet.merge_cells("J10:J12")

    ret = read_return(saved_by_hand(issued, tmp_path / "x.xlsx", edit), plan)
    assert values(ret) == {(TASKS, "NV04", "status"): "Hoàn thành"}
    assert key(ret.problems) == {("merged-input", "Nhiệm vụ", "H6:H8")}


def test_a_file_that_cannot_be_read(plan: Plan, tmp_path: Path) -> None:
    (path := tmp_path / "bao cao.xlsx").write_bytes(b"%PDF-1.7")
    ret = read_return(path, plan)
    assert (ret.refused, [(p.code, p.file) for p in ret.problems]) == (
        True,
        [("not-a-workbook", "bao cao.xlsx")],
    )
    assert validate(ret, plan, AS_OF) == list(ret.problems)


def test_when_a_file_was_saved(plan: Plan, issued: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(issued)
    book.save(path := tmp_path / "x.xlsx")
    found = read_return(path, plan).received_at
    assert found is not None
    assert found.tzinfo is None
    assert found > datetime(2020, 1, 1)


# Whose file it is, without a stamp.


def without_stamp(copy: Copy, *titles: str) -> Copy:
    """The tables alone, under other titles, in a file whose name says nothing."""
    copy.grids = [grid for grid in copy.grids if grid.form]
    copy.name = "Book1.xlsx"
    for grid in copy.grids:
        del grid.cells[: grid.index("")]
        for title in reversed(titles):
            grid.insert_row(0, {1: title})
    return copy


CONTRARY = (["Đơn vị báo cáo: SYT"], "STC.xlsx")
SENDERS = [
    # titles, name of the file, agency= → code or ""
    (["SỞ Y TẾ"], "Book1.xlsx", None, SYT),
    (["UBND TỈNH BÌNH MINH\nSỞ Y TẾ"], "Book1.xlsx", None, SYT),
    (["Cơ quan báo cáo: Sở Y tế"], "Book1.xlsx", None, SYT),
    (*CONTRARY, None, SYT),
    (["Cơ quan báo cáo: Sở Y tế", "Nơi nhận: Sở Kế hoạch và Đầu tư"], "x.xlsx", None, SYT),
    (["Kính gửi: Sở Kế hoạch và Đầu tư"], "SYT.xlsx", None, SYT),
    (["Kính gửi: Sở Kế hoạch và Đầu tư"], "x.xlsx", None, ""),
    (["Sở Y tế", "Sở Tài chính"], "SYT.xlsx", None, ""),
    (["BÁO CÁO QUÝ II"], "SYT_2021-Q2.xlsx", None, SYT),
    (["BÁO CÁO QUÝ II"], "bao cao SYT lan 2.xlsx", None, ""),
    (["BÁO CÁO QUÝ II"], "Sở Y tế.xlsx", None, SYT),
    (["BÁO CÁO QUÝ II"], "Báo cáo của Sở Y tế quý 2-2021.xlsx", None, SYT),
    (["BÁO CÁO QUÝ II"], "Bao_cao_So_Y_te.xlsx", None, SYT),
    (["BÁO CÁO QUÝ II"], "SYT-quy2 (1).xlsx", None, SYT),
    (["BÁO CÁO QUÝ II"], "Sở Y tế và Sở Tài chính.xlsx", None, ""),
    (["BÁO CÁO QUÝ II"], "So Y te gui STC.xlsx", None, SYT),
    (["BÁO CÁO QUÝ II"], "SYT_lan2.xlsx", None, SYT),
    (["BÁO CÁO QUÝ II"], "STP nam 2021.xlsx", None, ""),
    (["BÁO CÁO QUÝ II"], "SYT STC.xlsx", None, ""),
    (["BÁO CÁO QUÝ II"], "bao cao.xlsx", None, ""),
    ([], "bao cao.xlsx", SYT, SYT),
    (["Sở Tài chính"], "STC.xlsx", "SYT", SYT),
    ([], "bao cao.xlsx", "Sở Y tế", SYT),
    ([], "SYT.xlsx", "LA", ""),
]


@pytest.mark.parametrize(("titles", "name", "named", "wanted"), SENDERS)
def test_the_sender_of_a_file_without_stamp(
    titles: list[str], name: str, named: str | None, wanted: str, copy: Copy, plan: Plan
) -> None:
    without_stamp(copy, *titles).name = name
    ret = interpret(copy.workbook(), plan, agency=named)
    if wanted:
        contradicted = ["sender-contradicted"] if (titles, name) == CONTRARY else []
        assert (ret.agency, ret.refused, told(ret)) == (wanted, False, [*contradicted, "no-stamp"])
        assert len(values(ret)) > 40
    else:
        assert (ret.agency, ret.refused, told(ret)) == ("", True, ["unknown-agency"])


def test_titles_of_a_file_without_stamp_are_named(copy: Copy, plan: Plan) -> None:
    without_stamp(copy, "SỞ Y TẾ", "Đơn vị báo cáo: Sở Y tế", "Biểu này làm lại lần 2")
    copy.name = f"SYT_{PERIOD}.xlsx"
    found = [p for p in interpret(copy.workbook(), plan).problems if p.code != "no-stamp"]
    titles = {("unread-cell", grid.name, f"B{n}") for grid in copy.grids for n in (1, 3)}
    assert (key(found), {p.severity for p in found}) == (titles, {"info"})


@pytest.mark.parametrize(
    ("named", "codes"), [("Sở Y tế", []), (SYT, []), (STC, ["sender-differs"])]
)
def test_a_stamp_counts_more_than_what_the_sender_is_said_to_be(
    named: str, codes: list[str], copy: Copy, plan: Plan
) -> None:
    ret = interpret(copy.workbook(), plan, agency=named)
    assert (ret.agency, [p.code for p in ret.problems]) == (SYT, codes)


CONTRADICTED = [
    # title above the tasks, name of the file → where it is contradicted: "title", "name"
    ("Cơ quan báo cáo: Sở Y tế", f"SYT_{PERIOD}.xlsx", ""),
    ("Cơ quan báo cáo: Sở Tài chính", f"SYT_{PERIOD}.xlsx", "title"),
    ("Đơn vị báo cáo: STC", "x.xlsx", "title"),
    ("SỞ TÀI CHÍNH", "x.xlsx", "title"),
    ("UBND TỈNH BÌNH MINH\nSỞ TÀI CHÍNH", "x.xlsx", "title"),
    ("UBND TỈNH BÌNH MINH\nSỞ Y TẾ", "Bao cao So Y te.xlsx", ""),
    ("BÁO CÁO", f"STC_{PERIOD}.xlsx", "name"),
    ("BÁO CÁO", "Báo cáo của Sở Tài chính.xlsx", "name"),
    ("BÁO CÁO", "Bao cao So Tai chinh va So Y te.xlsx", ""),
    ("BÁO CÁO", "Bao cao STC nam.xlsx", ""),
    ("BÁO CÁO", "Bao cao gui So Tai chinh.xlsx", ""),
    ("BÁO CÁO", "Bao cao So KH&DT.xlsx", ""),
    ("Nơi nhận: Sở KH&ĐT", "x.xlsx", ""),
    ("Kính gửi: Sở Tài chính", "x.xlsx", ""),
    ("SỞ KẾ HOẠCH VÀ ĐẦU TƯ", "x.xlsx", ""),
    ("Cơ quan báo cáo: Sở Tài chính", "STC.xlsx", "title name"),
]


@pytest.mark.parametrize("case", CONTRADICTED)
def test_a_title_or_a_name_that_contradicts_the_stamp(
    case: tuple[str, str, str], copy: Copy, plan: Plan
) -> None:
    title, copy.name, where = case
    cell = copy.grid(TASKS).insert_row(0, {1: title})[1]
    ret = interpret(copy.workbook(), plan)
    told_so = {p for p in ret.problems if p.code == "sender-contradicted"}
    places = {"title": copy.where(cell), "name": ("", "")}
    assert key(told_so) == {("sender-contradicted", *places[one]) for one in where.split()}
    assert (ret.agency, ret.contradicted) == (SYT, bool(where))
    for one in told_so:
        assert "Sở Y tế" in one.message and "Sở Tài chính" in one.message


def test_a_file_name_that_contradicts_the_title(copy: Copy, plan: Plan) -> None:
    without_stamp(copy, "SỞ Y TẾ").name = f"STC_{PERIOD}.xlsx"
    ret = interpret(copy.workbook(), plan)
    assert (ret.agency, ret.contradicted) == (SYT, True)
    assert "sender-contradicted" in told(ret)


def test_how_the_sender_was_found_is_said_in_both_languages(copy: Copy, plan: Plan) -> None:
    without_stamp(copy, "SỞ Y TẾ")
    note, *_ = interpret(copy.workbook(), plan).problems
    assert (note.value, note.severity) == (SYT, "warning")
    assert "phần tiêu đề" in note.message
    assert "by the title" in note.text("en")


def test_other_names_in_the_table_are_not_the_sender(tmp_path: Path) -> None:
    lead = task("NV1", "Sở Tài chính", due="", coordinators="Sở Y tế")
    plan = make_plan(tmp_path, plan_tables([lead]))
    copy = asked(plan)[SYT]
    without_stamp(copy, "SỞ Y TẾ")
    assert interpret(copy.workbook(), plan).agency == SYT
    without_stamp(copy)
    assert interpret(copy.workbook(), plan).refused


def test_a_copy_without_stamp_is_held_against_the_plan(copy: Copy, plan: Plan) -> None:
    without_stamp(copy, "SỞ Y TẾ").name = f"SYT_{PERIOD}.xlsx"
    grid = copy.grid(TASKS)
    del grid.cells[grid.index("NV03")]
    titles = [grid.cells[0][1] for grid in copy.grids]
    assert problems(copy, plan) == {
        ("no-stamp", "", ""),
        ("row-missing", "Nhiệm vụ", ""),
        *unread(copy, titles),
    }
    grid.at("NV04", "due").value = "Quý III/2021"
    assert problems(copy, plan) >= unread(copy, [grid.at("NV04", "due")])


def test_sheets_that_were_not_copied_are_not_missed_without_a_stamp(copy: Copy, plan: Plan) -> None:
    without_stamp(copy, "SỞ Y TẾ").name = f"SYT_{PERIOD}.xlsx"
    copy.grids = [copy.grid(FIGURES)]
    assert problems(copy, plan) == {("no-stamp", "", ""), ("unread-cell", "Chỉ tiêu", "B1")}


def test_a_file_with_neither_stamp_nor_table(plan: Plan) -> None:
    copy = Copy([Grid("Sheet1", "", [[Cell("Sở Y tế")], [Cell("Kính gửi quý Sở")]])])
    assert problems(copy, plan) == {
        ("no-stamp", "", ""),
        ("sheet-missing", "", ""),
        ("unread-sheet", "Sheet1", "A1:A2"),
    }


def test_rows_of_groups_are_not_missed_without_a_stamp(tmp_path: Path) -> None:
    rows = [
        task("NV1", "SYT"),
        task("NV2", "STC", coordinators="SYT"),
        task("NV3", "STC", coordinators="Các sở, ban, ngành"),
    ]
    plan = make_plan(tmp_path, plan_tables(rows))
    copy = without_stamp(asked(plan)[SYT], "SỞ Y TẾ")
    copy.fill(TASKS, "NV1", status="Đang thực hiện")
    titles = {("unread-cell", grid.name, "B1") for grid in copy.grids}
    assert problems(copy, plan) == {("no-stamp", "", ""), *titles}


@pytest.mark.parametrize(
    ("period", "code", "title"), [("2021-Q2", "CU", "SỞ CŨ"), ("2021-Q3", "MOI", "SỞ MỚI")]
)
def test_who_reports_for_an_agency_that_ended_needs_no_stamp(
    period: str, code: str, title: str, tmp_path: Path
) -> None:
    agencies = (
        agency("CU", "Sở Cũ", valid_until="30/6/2021", successors="MOI"),
        agency("MOI", "Sở Mới", valid_from="1/7/2021"),
    )
    plan = make_plan(tmp_path, plan_tables([task("NV1", "Sở Cũ")], agencies=agencies))
    copy = without_stamp(asked(plan, period)[code], title)
    copy.fill(TASKS, "NV1", status="Đang thực hiện")
    sheets = ("Nhiệm vụ", "Đánh giá chung", "Đề nghị điều chỉnh")
    titles = {("unread-cell", sheet, "B1") for sheet in sheets}
    assert problems(copy, plan) == {("no-stamp", "", ""), *titles}
    assert values(interpret(copy.workbook(), plan)) == {(TASKS, "NV1", "status"): "Đang thực hiện"}


# Which table stands where.


def test_two_sheets_that_changed_names(copy: Copy, plan: Plan) -> None:
    one, other = copy.grid(TASKS), copy.grid(COORDINATION)
    one.name, other.name = other.name, one.name
    assert problems(copy, plan) == {
        ("sheet-renamed", "Nhiệm vụ", ""),
        ("sheet-renamed", "Phối hợp", ""),
    }


def test_a_second_copy_of_a_table_is_named(copy: Copy, plan: Plan) -> None:
    second = deepcopy(copy.grid(TASKS))
    second.name, second.form = "Nhiệm vụ (2)", ""
    copy.grids.insert(0, second)
    assert problems(copy, plan) == {("sheet-added", "Nhiệm vụ (2)", "")}
    copy.grids.remove(copy.grid(COORDINATION))
    assert problems(copy, plan) == {
        ("sheet-added", "Nhiệm vụ (2)", ""),
        ("sheet-missing", "Phối hợp", ""),
    }


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_tables_that_were_copied_below_each_other(
    order: tuple[int, ...], copy: Copy, plan: Plan
) -> None:
    whole = values(interpret(copy.workbook(), plan))
    grids = [copy.grid(form) for form in (TASKS, COORDINATION, FIGURES)]
    first, *others = (grids[at] for at in order)
    for other in others:
        first.cells += [[], *other.cells]
        copy.grids.remove(other)
    assert problems(copy, plan) == {("sheet-renamed", first.name, "")}
    ret = interpret(copy.workbook(), plan)
    assert values(ret) == whole
    by_form = {name: of.rows[0].number for name, of in ret.sections.items() if of.rows}
    names = [name for name in (TASKS, COORDINATION, FIGURES) if name in by_form]
    assert sorted(names, key=lambda name: by_form[name]) == [
        (TASKS, COORDINATION, FIGURES)[at] for at in order
    ]


def test_a_code_that_became_the_code_of_another_row(copy: Copy, plan: Plan) -> None:
    whole = values(interpret(copy.workbook(), plan))
    grid = copy.grid(TASKS)
    code = grid.at("NV02", "task_code")
    code.value = "NV01"
    assert problems(copy, plan) == {("locked-cell-changed", *copy.where(code))}
    assert values(interpret(copy.workbook(), plan)) == whole


def test_what_only_a_second_copy_says_is_named(copy: Copy, plan: Plan) -> None:
    whole = values(interpret(copy.workbook(), plan))
    second = deepcopy(copy.grid(TASKS))
    second.name = "Nhiệm vụ (2)"
    changed = second.at("NV02", "result")
    changed.value = "Đã họp lần nữa"
    second.form = ""
    copy.grids.append(second)
    found = {(p.code, p.sheet, p.cell, p.value) for p in interpret(copy.workbook(), plan).problems}
    assert found == {
        ("sheet-added", "Nhiệm vụ (2)", "", "Nhiệm vụ (2)"),
        ("copy-ignored", *copy.where(changed), "Đã họp lần nữa"),
    }
    assert values(interpret(copy.workbook(), plan)) == whole


def test_a_copy_counts_where_only_the_copy_is_filled_in(copy: Copy, plan: Plan) -> None:
    whole = values(interpret(copy.workbook(), plan))
    second = deepcopy(copy.grid(TASKS))
    second.name, second.form = "Nhiệm vụ (2)", ""
    copy.grids.append(second)
    for row in copy.grid(TASKS).cells:
        for cell in row:
            if cell.tag and cell.tag[2] in {c.name for c in plan.forms[TASKS].inputs}:
                cell.value = None
    assert problems(copy, plan) == {("sheet-renamed", "Nhiệm vụ (2)", "")}
    assert values(interpret(copy.workbook(), plan)) == whole


def test_the_header_row_may_be_repeated(copy: Copy, plan: Plan) -> None:
    grid = copy.grid(TASKS)
    header = [Cell(cell.value) for cell in grid.cells[grid.index("")]]
    grid.cells.insert(grid.index("NV05"), header)
    assert problems(copy, plan) == unread(copy, header[:-1])
    found = interpret(copy.workbook(), plan).problems
    assert [(p.cell, p.severity) for p in found] == [("A10:O10", "info")]


@pytest.mark.parametrize(
    "numbers", [{"1.1": 1.1, "12": 12}, {"01": 1, "02": 2.0}, {"1": 1, "2": 2, "03": 3}]
)
def test_codes_that_became_numbers(numbers: dict[str, float], tmp_path: Path) -> None:
    plan = make_plan(tmp_path, plan_tables([task(code, "SYT") for code in numbers]))
    copy = asked(plan)[SYT]
    for code, number in numbers.items():
        copy.fill(TASKS, code, status="Đang thực hiện", task_code=number)
    grid = copy.grid(TASKS)
    row = grid.insert_row(grid.index("") + 1, {at: at + 1 for at in range(len(grid.cells[0]))})
    assert problems(copy, plan) == unread(copy, row)
    assert len(merge_copies(plan, [copy]).task_reports) == len(numbers)


def test_a_number_that_two_codes_may_be_is_neither(tmp_path: Path) -> None:
    plan = make_plan(tmp_path, plan_tables([task(code, "SYT") for code in ("1.1", "1.10")]))
    copy = asked(plan)[SYT]
    copy.fill(TASKS, "1.1", status="Đang thực hiện")
    copy.fill(TASKS, "1.10", status="Tạm dừng", task_code=1.1)
    assert problems(copy, plan) == {("locked-cell-changed", "Nhiệm vụ", "B3")}
    reports = merge_copies(plan, [copy]).task_reports
    assert reports["status"].tolist() == ["Đang thực hiện", "Tạm dừng"]


@pytest.mark.parametrize("at", [1, 5, 14])
def test_the_header_may_be_sorted_into_its_table(at: int, copy: Copy, plan: Plan) -> None:
    wanted = values(interpret(copy.workbook(), plan))
    grid = copy.grid(TASKS)
    first = grid.index("")
    grid.cells.insert(first + at, grid.cells.pop(first))
    assert problems(copy, plan) == set()
    assert values(interpret(copy.workbook(), plan)) == wanted


def test_codes_that_were_filled_down_by_one(copy: Copy, plan: Plan) -> None:
    """NV03 … NV06 became NV04 … NV07: each of the rows says that it is another one."""
    grid = copy.grid(TASKS)
    moved = {code: grid.index(code) for code in ("NV03", "NV04", "NV05", "NV06")}
    codes = grid.column("task_code")
    for code, row in moved.items():
        grid.cells[row][codes].value = f"NV{int(code[2:]) + 1:02}"
    ret = interpret(copy.workbook(), plan)
    (found,) = [p for p in ret.problems if p.code == "row-contradicts-itself"]
    assert (found.severity, found.value) == ("error", "NV04, NV05, NV06, NV07")
    named = set(cells_of(found.cell))
    for row in (*moved.values(), grid.index("NV07")):
        cells = enumerate(grid.cells[row])
        filled = {(row, c) for c, cell in cells if cell.value is not None and not cell.formula}
        assert filled <= named
    used = {code for form, code, _ in values(ret) if form == TASKS}
    assert used.isdisjoint({"NV04", "NV05", "NV06", "NV07"})
    assert "NV02" in used and "NV08" in used


def test_a_name_decides_only_where_it_is_the_only_one(tmp_path: Path) -> None:
    rows = [{**task(f"NV{n}", "SYT"), "task_name": name} for n, name in enumerate("AAB")]
    plan = make_plan(tmp_path, plan_tables(rows))
    copy = asked(plan)[SYT]
    for code in ("NV0", "NV1", "NV2"):
        copy.fill(TASKS, code, status="Đang thực hiện", task_code=None)
    assert problems(copy, plan) == {
        *(("row-added", "Nhiệm vụ", f"{column}{row}") for row in (2, 3) for column in "ACDFH"),
        ("row-missing", "Nhiệm vụ", ""),
        ("locked-cell-changed", "Nhiệm vụ", "B4"),
    }


def test_rows_that_were_copied_without_their_codes(copy: Copy, plan: Plan) -> None:
    grid = copy.grid(TASKS)
    for code in grid.codes:
        grid.at(code, "task_code").value = None
    first = grid.cells[grid.index("NV01")]
    grid.cells.append([Cell(cell.value) for cell in first])
    row = len(grid.cells)
    found = {entry for entry in problems(copy, plan) if entry[0] == "row-duplicated"}
    filled = [p for p, c in enumerate(first) if c.tag and c.tag[2] == "status"]
    letters = "ABCDEFGHIJKLMNO"
    assert ("row-duplicated", "Nhiệm vụ", f"{letters[filled[0]]}{row}") in found
    assert {cell.lstrip(letters) for _, _, cell in found} == {str(row)}


def test_text_under_the_table_is_no_row(copy: Copy, plan: Plan) -> None:
    grid = copy.grid(TASKS)
    grid.insert_row(len(grid.cells))
    row = grid.insert_row(len(grid.cells), {0: "Ghi chú: số liệu đến hết ngày 14/6."})
    assert problems(copy, plan) == unread(copy, row)


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_what_is_issued_below_a_table_is_no_news(
    lang: Language, plan: Plan, tmp_path: Path
) -> None:
    for path in issue(plan, PERIOD, tmp_path, lang=lang):
        found = validate(read_return(path, plan), plan, AS_OF)
        assert {p.code for p in found} <= {"blank-return", "missing-required"}


def test_a_row_typed_without_a_code_is_a_row(copy: Copy, plan: Plan) -> None:
    grid = copy.grid(TASKS)
    name, status = grid.column("task_name"), grid.column("status")
    below = grid.end
    grid.insert_row(below, {name: "Tổng kết công tác năm", status: "Hoàn thành"})
    assert problems(copy, plan) == {
        ("row-added", "Nhiệm vụ", f"{column}{below + 1}") for column in "CH"
    }


TEXTS = [
    "Hòa Bình",
    unicodedata.normalize("NFD", "Hòa Bình"),
    "Hoà  Bình\u00a0",
    "\u202eHòa\u200b Bình\x1b[31m",
    "=HYPERLINK(1)",
    "'=1+1",
    "<script>",
    "Ð\u00a0a",
]


@pytest.mark.parametrize("text", TEXTS)
def test_text_is_kept_as_it_was_written(text: str, copy: Copy, plan: Plan) -> None:
    copy.fill(TASKS, "NV01", result=text)
    assert values(interpret(copy.workbook(), plan))[TASKS, "NV01", "result"] == text


@pytest.mark.parametrize("form", [TASKS, COORDINATION, FIGURES])
def test_code_or_name_is_enough(form: str, copy: Copy, plan: Plan) -> None:
    whole = values(interpret(copy.workbook(), plan))
    for gone in (KEYS[form], LABELS[form]):
        one = deepcopy(copy)
        one.grid(form).delete_column(gone)
        assert values(interpret(one.workbook(), plan)) == whole


def rows_with(names: list[str]) -> list[PlanRow]:
    return [{**task(f"NV{n}", "SYT"), "task_name": name} for n, name in enumerate(names)]


def test_names_with_odd_characters_match_what_was_issued(tmp_path: Path) -> None:
    names = [
        "Đề án “A” – giai đoạn 2021-2025",
        "Dòng một\nDòng hai\r\nDòng ba",
        "  hai  dấu cách ",
        "_x0041_ \t tab",
        unicodedata.normalize("NFD", "Hòa giải ở cơ sở"),
        "Rất dài " * 200,
    ]
    plan = make_plan(tmp_path, plan_tables(rows_with(names)))
    paths = issue(plan, PERIOD, tmp_path / "issued")
    ret = read_return(paths[0], plan)
    assert ret.problems == ()
    filled = {(TASKS, f"NV{n}", "status"): "Đang thực hiện" for n in range(len(names))}
    path = fill_file(paths[0], tmp_path / "x.xlsx", plan, filled)
    assert validate(read_return(path, plan), plan, AS_OF) == []


def test_two_names_that_look_alike_are_two_agencies(tmp_path: Path) -> None:
    others = [agency("UBA2", "UBND huyện An Bình Đông", "UBND cấp huyện")]
    tables = plan_tables([task("NV1", "UBA")], agencies=[*AGENCIES, *others])
    plan = make_plan(tmp_path, tables)
    copy = without_stamp(asked(plan)[UBA], "UBND HUYỆN AN BÌNH")
    assert interpret(copy.workbook(), plan).agency == UBA


def test_a_ratio_in_a_copy_without_stamp_is_still_a_formula(tmp_path: Path) -> None:
    row = indicator("CT1", "STC", unit="%", aggregation="Tỷ lệ")
    plan = make_plan(tmp_path, plan_tables(indicators=[row]))
    paths = issue(plan, PERIOD, tmp_path / "issued")
    copy = without_stamp(Copy.opened(paths[0], plan), "SỞ TÀI CHÍNH")
    copy.fill(FIGURES, "CT1.tu", actual=1)
    copy.fill(FIGURES, "CT1.mau", actual=4)
    ret = interpret(copy.workbook(), plan)
    assert (ret.agency, told(ret)) == (STC, ["no-stamp"])
    assert values(ret) == {
        (FIGURES, "CT1.tu", "actual"): Decimal(1),
        (FIGURES, "CT1.mau", "actual"): Decimal(4),
    }


# Nothing is passed over.


@pytest.mark.parametrize("below", ["Thủ trưởng cơ quan", "Việc mới", "#REF!"])
def test_rows_that_were_not_issued_are_named_in_a_column_without_its_header(
    below: str, copy: Copy, plan: Plan
) -> None:
    grid = copy.grid(COORDINATION)
    grid.at("", "contribution").value = None
    position = grid.column("contribution")
    grid.insert_row(grid.end)
    (row := grid.insert_row(grid.end + 1))[position].value = below
    code = "row-ignored" if below.startswith("Thủ") else "row-added"
    assert problems(copy, plan) == {
        ("column-missing", "Phối hợp", copy.where(grid.at("", "stt"))[1]),
        *(("column-added", *copy.where(grid.at(c, "contribution"))) for c in grid.codes),
        (code, *copy.where(row[position])),
    }


@pytest.mark.parametrize("value", ["#REF!", "=A1"])
def test_a_row_with_nothing_but_an_error_or_a_formula(value: str, copy: Copy, plan: Plan) -> None:
    grid = copy.grid(TASKS)
    below = grid.end
    cell = grid.insert_row(below)[grid.column("result")]
    if value.startswith("="):
        cell.formula = value
    else:
        cell.value = value
    ret = interpret(copy.workbook(), plan)
    (found,) = validate(ret, plan, AS_OF)
    assert (found.code, found.cell, found.value) == ("row-added", copy.where(cell)[1], value)
    assert f"Dòng “{below + 1}” " in found.message


@pytest.mark.parametrize("column", ["stt", "task_code", "leads"])
def test_a_locked_column_that_lost_its_header_is_only_missing(
    column: str, copy: Copy, plan: Plan
) -> None:
    header = copy.grid(TASKS).at("", column)
    header.value = None
    first = copy.grid(TASKS).at("", "stt")
    assert problems(copy, plan) == {("column-missing", *copy.where(first))}
    copy.grid(TASKS).at("NV03", column).value = "khác"
    at = copy.where(copy.grid(TASKS).at("NV03", column))
    assert ("column-added", *at) in problems(copy, plan)


@pytest.mark.parametrize("value", ["#REF!", "=1+1"])
def test_an_error_in_a_locked_cell_is_shown(value: str, copy: Copy, plan: Plan) -> None:
    cell = copy.grid(TASKS).at("NV02", "task_name")
    cell.value, cell.formula = (None, value) if value.startswith("=") else (value, "")
    (found,) = validate(interpret(copy.workbook(), plan), plan, AS_OF)
    assert (found.code, found.cell, found.value) == (
        "locked-cell-changed",
        copy.where(cell)[1],
        value,
    )


@pytest.mark.parametrize("numbering", ["{n}", "({n})", "({n})=({n}):(2)", "{n}=2+1"])
def test_a_row_that_numbers_the_columns_with_their_formulas(
    numbering: str, copy: Copy, plan: Plan
) -> None:
    grid = copy.grid(FIGURES)
    grid.square()
    row = grid.insert_row(grid.index("") + 1)
    for n, cell in enumerate(row[:13], 1):
        cell.value = numbering.format(n=n)
    assert problems(copy, plan) == unread(copy, row)


def test_a_row_that_numbers_the_columns_with_a_word_before(copy: Copy, plan: Plan) -> None:
    grid = copy.grid(FIGURES)
    grid.square()
    row = grid.insert_row(grid.index("") + 1, {0: "TT"})
    for n, cell in enumerate(row[2:11], 1):
        cell.value = f"({n})"
    assert problems(copy, plan) == unread(copy, row)


@pytest.mark.parametrize("code", ["A", "II.", "1", "iv)"])
def test_the_heading_of_a_group_is_no_row(code: str, copy: Copy, plan: Plan) -> None:
    grid = copy.grid(TASKS)
    at = {grid.column("task_code"): code, grid.column("task_name"): "Lĩnh vực y tế"}
    row = grid.insert_row(grid.index("NV03"), at)
    assert problems(copy, plan) == unread(copy, row)
    (cell := row[grid.column("result")]).value = "Đã xong"
    named = (cell, row[grid.column("task_code")], row[grid.column("task_name")])
    assert problems(copy, plan) == {("row-added", *copy.where(one)) for one in named}


@pytest.mark.parametrize("name", ["Tổng", "CỘNG TOÀN TỈNH:", "Tổng cộng (I+II)", "Tổng số."])
def test_total_rows(name: str, copy: Copy, plan: Plan) -> None:
    grid = copy.grid(FIGURES)
    row = grid.insert_row(len(grid.cells), {grid.column("indicator_name"): name})
    row[grid.column("actual")].value = 7
    row[grid.column("forecast")].formula = "=SUM(I2:I9)"
    cells = [row[grid.column(column)] for column in ("indicator_name", "actual", "forecast")]
    assert problems(copy, plan) == {("row-ignored", *copy.where(cell)) for cell in cells}


# Sheets in the fonts of the TCVN3 encoding.


def in_tcvn3(text: str, font: str) -> str:
    """The same words as one types them in a TCVN3 font."""
    with (DATA / "tcvn3_map.tsv").open(encoding="utf-8") as lines:
        rows = [line.split("\t") for line in list(lines)[1:]]
    letters = {ord(row[0]): bytes.fromhex(row[1]).decode("latin-1") for row in rows}
    return (text.lower() if font.endswith("H") else text).translate(letters)


@pytest.mark.parametrize("font", [".VnTime", ".VnTimeH"])
@pytest.mark.parametrize("codes", [True, False])
def test_a_sheet_typed_in_tcvn3(font: str, codes: bool, copy: Copy, plan: Plan) -> None:
    """The header, the names and what was filled in; the names decide where there are no codes."""
    expected = values(interpret(copy.workbook(), plan))
    grid = copy.grid(COORDINATION)
    for row in grid.cells[: grid.end]:
        for cell in row:
            if isinstance(cell.value, str):
                cell.value, cell.font = in_tcvn3(cell.value, font), font
    if not codes:
        for code in grid.codes:
            grid.at(code, KEYS[COORDINATION]).value = None
    contributions = [grid.at(code, "contribution") for code in grid.codes]
    cells = [("legacy-encoding", *copy.where(cell)) for cell in contributions]
    if not codes:
        keys = [grid.at(code, KEYS[COORDINATION]) for code in grid.codes]
        cells += [("locked-cell-changed", *copy.where(cell)) for cell in keys]
    assert problems(copy, plan) == set(cells)
    found = values(interpret(copy.workbook(), plan))
    if font.endswith("H"):
        expected = {
            k: v.upper() if k[0] == COORDINATION and isinstance(v, str) else v
            for k, v in expected.items()
        }
    assert found == expected
