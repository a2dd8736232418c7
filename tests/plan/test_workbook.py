"""Plan workbooks: every fault at its cell, tolerance, and the round trip."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl import Workbook as Book
from openpyxl.styles import Font

from plansheet import (
    Plan,
    PlanError,
    PlanUnreadableError,
    check_plan,
    load_forms,
    read_plan,
    write_plan,
)
from plansheet.plan.agencies import KINDS
from plansheet.plan.workbook.tables import PlanTables
from plansheet.plan.workbook.writing import write_tables
from support.effort import examples
from support.filling import (
    AGENCIES,
    FACTS,
    STC,
    SYT,
    UBA,
    UBB,
    agency,
    indicator,
    key,
    make_plan,
    plan_tables,
    small_tables,
    task,
)
from support.places import EXAMPLES
from support.random_plans import random_tables

TASKS, INDICATORS, BODIES, FACT_SHEET, CALENDAR = (
    "Nhiệm vụ",
    "Chỉ tiêu",
    "Cơ quan",
    "Kế hoạch",
    "Lịch báo cáo",
)

Keys = set[tuple[str, str, str]]
"""Code, sheet and cell of problems."""


def problems_of(folder: Path, tables: PlanTables) -> set[tuple[str, str, str]]:
    _, problems = check_plan(write_tables(tables, folder / "plan.xlsx"))
    return key(problems)


def one_task(**changes: str) -> PlanTables:
    return plan_tables([{**task("NV1", "SYT"), **changes}])


def one_indicator(**changes: str) -> PlanTables:
    return plan_tables(indicators=[{**indicator("CT1", "SYT"), **changes}])


RATIO = {"aggregation": "Tỷ lệ"}

# Columns of the plan workbook: tasks A STT, B Mã, D Tên, E chủ trì, F phối hợp, G thời gian;
# indicators (2019-2020 behind, 2021-2022 ahead) B Mã, C tên, D đơn vị, K chiều, L cách tổng hợp,
# M cơ quan báo cáo, N thuộc chỉ tiêu, O cộng vào cấp trên, P lĩnh vực, Q tử số, R mẫu số,
# S quyền số.
FAULTS: dict[str, tuple[PlanTables, set[tuple[str, str, str]]]] = {
    "unknown lead": (one_task(leads="Sở Lạ"), {("unknown-agency", TASKS, "E2")}),
    "unknown lead beside a known one": (
        one_task(leads="SYT; Sở Lạ; Sở Khác Lạ"),
        {("unknown-agency", TASKS, "E2")},
    ),
    "unknown coordinator": (
        one_task(coordinators="các sở liên quan"),
        {("unknown-agency", TASKS, "F2")},
    ),
    "no lead": (one_task(leads=""), {("no-lead", TASKS, "E2")}),
    "unreadable due": (one_task(due="khi nào xong"), {("due-unclear", TASKS, "G2")}),
    "no such quarter": (one_task(due="Quý V/2021"), {("due-unclear", TASKS, "G2")}),
    "due with more words": (
        one_task(due="Quý II/2021, lồng ghép hội nghị"),
        {("due-partly-read", TASKS, "G2")},
    ),
    "due at the beginning of a quarter": (
        one_task(due="Đầu quý II"),
        {("due-approximate", TASKS, "G2"), ("assumed-year", TASKS, "G2")},
    ),
    "due without year": (one_task(due="Quý II"), {("assumed-year", TASKS, "G2")}),
    "task without name": (one_task(task_name=""), {("missing-required", TASKS, "D2")}),
    "task without code": (one_task(task_code=""), {("missing-required", TASKS, "B2")}),
    "code with a blank": (one_task(task_code="NV 1"), {("bad-code", TASKS, "B2")}),
    "code of an operand row": (
        one_indicator(indicator_code="CT.tu"),
        {("bad-code", INDICATORS, "B3")},
    ),
    "task twice": (
        plan_tables([task("NV1", "SYT"), task("nv1", "SYT")]),
        {("row-duplicated", TASKS, "B3")},
    ),
    "agency codes that differ only in case": (
        plan_tables(agencies=[*AGENCIES, agency("sYt", "Sở Y tế mới")]),
        {("row-duplicated", BODIES, "A9")},
    ),
    "agency without kind": (
        plan_tables(agencies=[*AGENCIES, agency("MOI", "Ban Mới", kind="")]),
        {("missing-required", BODIES, "D9")},
    ),
    "agency of an unknown kind": (
        plan_tables(agencies=[*AGENCIES, agency("MOI", "Ban Mới", kind="Bộ")]),
        {("not-in-list", BODIES, "D9")},
    ),
    "agency with a bad day": (
        plan_tables(agencies=[*AGENCIES, agency("MOI", "Ban Mới", valid_from="31/2/2021")]),
        {("bad-date", BODIES, "E9")},
    ),
    "unknown successor": (
        plan_tables(agencies=[*AGENCIES, agency("CU", "Ban Cũ", successors="SYT; LA")]),
        {("unknown-code", BODIES, "G9")},
    ),
    "indicator without unit": (one_indicator(unit=""), {("missing-required", INDICATORS, "D3")}),
    "per cent that is summed": (one_indicator(unit="%"), {("not-additive", INDICATORS, "L3")}),
    "per mille that is summed": (one_indicator(unit="‰"), {("not-additive", INDICATORS, "L3")}),
    "per cent in words that is summed": (
        one_indicator(unit="Tỷ lệ %"),
        {("not-additive", INDICATORS, "L3")},
    ),
    "rate that is summed": (
        one_indicator(unit="Triệu đồng/người"),
        {("not-additive", INDICATORS, "L3")},
    ),
    "rate in words that is summed": (
        one_indicator(unit="giường trên vạn dân"),
        {("not-additive", INDICATORS, "L3")},
    ),
    "amount a year that is summed": (one_indicator(unit="tấn/năm"), set()),
    "operands that the rule has none of": (
        one_indicator(numerator="Số hộ nghèo (hộ)", weight="Dân số (người)"),
        {("operand-unused", INDICATORS, "Q3"), ("operand-unused", INDICATORS, "S3")},
    ),
    "weight of a ratio": (
        one_indicator(aggregation="Tỷ lệ", unit="%", weight="Dân số (người)"),
        {("operand-unused", INDICATORS, "S3")},
    ),
    "parts of a share a thousand times apart": (
        one_indicator(
            **RATIO, unit="%", numerator="Số hộ nghèo (hộ)", denominator="Tổng số hộ (nghìn hộ)"
        ),
        {("operand-unit", INDICATORS, "R3")},
    ),
    "people where the rate is by ten thousand": (
        one_indicator(
            **RATIO,
            unit="bác sĩ/vạn dân",
            numerator="Số bác sĩ (bác sĩ)",
            denominator="Dân số trung bình (người)",
        ),
        {("operand-unit", INDICATORS, "R3")},
    ),
    "named operands": (
        one_indicator(
            **RATIO, unit="%", numerator="Số hộ nghèo (hộ)", denominator="Tổng số hộ (hộ)"
        ),
        set(),
    ),
    "named parts of a rate": (
        one_indicator(
            **RATIO,
            unit="tạ/ha",
            numerator="Sản lượng lúa (tạ)",
            denominator="Diện tích gieo trồng (ha)",
        ),
        set(),
    ),
    "no reporter": (one_indicator(reporters=""), {("no-reporter", INDICATORS, "M3")}),
    "unknown reporter": (one_indicator(reporters="Sở Lạ"), {("unknown-agency", INDICATORS, "M3")}),
    "one reporter who is two": (
        one_indicator(reporters="SYT; STC", aggregation="Một đầu mối"),
        {("one-reporter", INDICATORS, "L3")},
    ),
    "two reporters and no rule": (
        one_indicator(reporters="SYT; STC", aggregation=""),
        {("missing-required", INDICATORS, "L3")},
    ),
    "unknown rule": (one_indicator(aggregation="Gộp"), {("not-in-list", INDICATORS, "L3")}),
    "unknown direction": (one_indicator(direction="Lên"), {("not-in-list", INDICATORS, "K3")}),
    "unknown parent": (one_indicator(parent="CT9"), {("unknown-code", INDICATORS, "N3")}),
    "its own parent": (one_indicator(parent="CT1"), {("loop", INDICATORS, "N3")}),
    "a loop of two": (
        plan_tables(
            indicators=[
                indicator("CT1", "SYT", parent="CT2"),
                indicator("CT2", "SYT", parent="CT1"),
            ]
        ),
        {("loop", INDICATORS, "N3"), ("loop", INDICATORS, "N4")},
    ),
    "unreadable deadline": (
        plan_tables(calendar=[{"period_kind": "Quý", "deadline": "sớm"}]),
        {("bad-date", CALENDAR, "B2")},
    ),
    "unknown kind of period": (
        plan_tables(calendar=[{"period_kind": "Tuần"}]),
        {("not-in-list", CALENDAR, "A2")},
    ),
    "coordinating office that is no agency": (
        plan_tables(facts={**FACTS, "Cơ quan tổng hợp": "Văn phòng Lạ"}),
        {("unknown-agency", FACT_SHEET, "B9")},
    ),
    "no plan code": (
        plan_tables(facts={**FACTS, "Mã kế hoạch": ""}),
        {("missing-required", FACT_SHEET, "B1")},
    ),
    "bad plan code": (
        plan_tables(facts={**FACTS, "Mã kế hoạch": "KH 2021"}),
        {("bad-code", FACT_SHEET, "B1")},
    ),
    "bad day of issue": (
        plan_tables(facts={**FACTS, "Ngày ban hành": "30/2/2021"}),
        {("bad-date", FACT_SHEET, "B5")},
    ),
    "a first year that is none": (
        plan_tables([task("NV1", "SYT", "Quý II")], facts={**FACTS, "Năm bắt đầu": "năm nay"}),
        {("out-of-range", FACT_SHEET, "B6")},
    ),
    "a last year before the first": (
        plan_tables(facts={**FACTS, "Năm kết thúc": "2020"}),
        {("out-of-range", FACT_SHEET, "B7")},
    ),
    "no years": (
        plan_tables(
            [task("NV1", "SYT", "Quý II")],
            facts={**FACTS, "Năm bắt đầu": "", "Năm kết thúc": ""},
        ),
        {("missing-required", FACT_SHEET, "B6"), ("missing-required", FACT_SHEET, "B7")},
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_a_problem_at_its_cell(fault: str, tmp_path: Path) -> None:
    tables, expected = FAULTS[fault]
    assert problems_of(tmp_path, tables) == expected


def test_all_faults_at_once_and_only_they(tmp_path: Path) -> None:
    tables = plan_tables(
        [task("NV1", "Sở Lạ"), task("NV2", "SYT", "mai"), task("NV2", "SYT")],
        [indicator("CT1", "SYT", unit="%"), indicator("CT2", "SYT", unit="")],
    )
    path = write_tables(tables, tmp_path / "plan.xlsx")
    with pytest.raises(PlanError) as error:
        read_plan(path)
    assert key(error.value.problems) == {
        ("unknown-agency", TASKS, "E2"),
        ("due-unclear", TASKS, "G3"),
        ("row-duplicated", TASKS, "B4"),
        ("not-additive", INDICATORS, "L3"),
        ("missing-required", INDICATORS, "D4"),
    }
    assert "has 4 errors" in error.value.wording.en


def test_warnings_do_not_stop_a_plan(tmp_path: Path) -> None:
    tables = plan_tables(
        [task("NV1", "", "Quý II", coordinators="Sở Lạ")],
        [indicator("CT1", "")],
        facts={**FACTS, "Cơ quan tổng hợp": "Văn phòng Lạ"},
    )
    plan = make_plan(tmp_path, tables)
    assert {(p.code, p.severity) for p in plan.problems} == {
        ("no-lead", "warning"),
        ("assumed-year", "warning"),
        ("unknown-agency", "warning"),
        ("no-reporter", "warning"),
    }
    assert plan.tasks[0].due.date == date(2021, 6, 30)


def test_the_kinds_of_agencies(tmp_path: Path) -> None:
    """Those of the list are no news; a word of one's own is kept and said, and stops nothing."""
    kinds = [*KINDS, "Hợp tác xã"]
    tables = plan_tables(
        [task("NV1", "UBND các xã; các đơn vị sự nghiệp")],
        agencies=[
            agency(f"A{n:02}", f"Cơ quan số {n:02}", kind) for n, kind in enumerate(kinds, 1)
        ],
        facts={**FACTS, "Cơ quan tổng hợp": ""},
    )
    plan = make_plan(tmp_path, tables)
    assert [one.kind for one in plan.agencies] == kinds
    assert key(plan.problems) == {("not-in-list", BODIES, f"D{len(kinds) + 1}")}
    assert plan.tasks[0].leads == ("A03", "A06")
    column = load_forms()["agencies"].by_name["kind"]
    assert (column.choices, column.own_words) == (KINDS, True)
    again = read_plan(write_plan(plan, tmp_path / "again.xlsx"))
    assert (again, key(again.problems)) == (plan, key(plan.problems))
    sheet = openpyxl.load_workbook(tmp_path / "plan.xlsx")[BODIES]
    (listed,) = (v for v in sheet.data_validations.dataValidation if "D2" in v.sqref)
    assert (listed.type, listed.errorStyle) == ("list", "warning")


NO_FACTS = {
    # what stands in a cell of the facts, as Excel stores it → what is said of it there
    ("B5", "#REF!"): {("error-value", FACT_SHEET, "B5")},
    ("B6", "#REF!"): {("error-value", FACT_SHEET, "B6")},
    ("B6", "=2020+1"): {("formula-in-input", FACT_SHEET, "B6")},
    ("B7", "#N/A"): {("error-value", FACT_SHEET, "B7")},
    ("B1", "#NAME?"): {("error-value", FACT_SHEET, "B1")},
    ("B9", "#VALUE!"): {("error-value", FACT_SHEET, "B9")},
    ("B3", "#DIV/0!"): {("error-value", FACT_SHEET, "B3")},
}


@pytest.mark.parametrize("where", NO_FACTS)
def test_facts_are_read_as_any_cell(where: tuple[str, str], tmp_path: Path) -> None:
    """An error, or a formula that nobody computed, is said at its cell, once."""
    cell, content = where

    def edit(book: Book) -> None:
        book[FACT_SHEET][cell] = content

    with pytest.raises(PlanError) as faults:
        read_plan(edited(tmp_path, edit))
    assert key(faults.value.problems) == NO_FACTS[where]


def test_a_fact_that_is_said_twice(tmp_path: Path) -> None:
    def edit(book: Book) -> None:
        sheet = book[FACT_SHEET]
        sheet["A12"], sheet["B12"] = "Năm bắt đầu", 2020
        sheet["A13"], sheet["B13"] = "Tỉnh", "Bình Minh"

    with pytest.raises(PlanError) as faults:
        read_plan(edited(tmp_path, edit))
    assert key(faults.value.problems) == {("row-duplicated", FACT_SHEET, "B12")}


DUES_OF_PLANS = (
    "Thường xuyên",
    "Theo hướng dẫn của Trung ương",
    "Kỳ họp thứ 5 HĐND tỉnh",
    "Trước ngày 05 hằng tháng",
    "trong tháng 01/2026 và tổ chức thực hiện",
    "Từ 01/7/2021",
    " ??? ",
)


def test_no_due_text_stops_a_plan(tmp_path: Path) -> None:
    """It is kept as it was written, whatever was understood of it."""
    tables = plan_tables([task(f"NV{n}", "SYT", due) for n, due in enumerate(DUES_OF_PLANS)])
    plan = make_plan(tmp_path, tables)
    assert tuple(one.due.text for one in plan.tasks) == DUES_OF_PLANS
    assert key(plan.problems) == {("due-unclear", TASKS, f"G{row}") for row in (3, 4, 7, 8)}
    assert {p.severity for p in plan.problems} == {"warning"}
    (said,) = (p for p in plan.problems if p.cell == "G7")
    assert said.message == (
        "Không rõ thời hạn trong “Từ 01/7/2021”: chỉ nêu thời điểm bắt đầu, không nêu thời điểm"
        " kết thúc."
    )
    assert "“Quý IV/2021”" in said.hint


def test_a_plan_may_be_nearly_empty(tmp_path: Path) -> None:
    facts = {name: FACTS[name] for name in ("Mã kế hoạch", "Tên kế hoạch")}
    facts |= {"Năm bắt đầu": "2021", "Năm kết thúc": "2021"}
    plan = make_plan(tmp_path, plan_tables(facts=facts, agencies=(), calendar=()))
    assert (plan.tasks, plan.indicators, plan.problems) == ((), (), ())
    assert plan.years == (2021,)


def test_what_is_no_plan(tmp_path: Path) -> None:
    (text := tmp_path / "text.xlsx").write_text("Kế hoạch")
    with pytest.raises(PlanUnreadableError) as error:
        read_plan(text)
    assert [p.code for p in error.value.problems] == ["not-a-workbook"]
    book = Book()
    book.save(tmp_path / "other.xlsx")
    with pytest.raises(PlanError) as faults:
        read_plan(tmp_path / "other.xlsx")
    assert {(p.code, p.value, p.severity) for p in faults.value.problems} == {
        ("sheet-missing", FACT_SHEET, "error"),
        ("sheet-missing", BODIES, "error"),
        ("sheet-missing", INDICATORS, "warning"),
        ("sheet-missing", TASKS, "warning"),
        ("sheet-missing", CALENDAR, "warning"),
    }
    assert all("sổ kế hoạch trống" in p.hint for p in faults.value.problems)


# What a careful human could read.


def edited(folder: Path, edit: Callable[[Book], object]) -> Path:
    path = write_tables(small_tables(), folder / "plan.xlsx")
    book = openpyxl.load_workbook(path)
    edit(book)
    book.save(path)
    return path


def _titles(book: Book) -> None:
    for name in (BODIES, INDICATORS, TASKS, CALENDAR):
        book[name].insert_rows(1, 2)
        book[name]["A1"] = "DANH MỤC KÈM THEO KẾ HOẠCH"


def _facts_lower(book: Book) -> None:
    book[FACT_SHEET].insert_rows(1, 3)
    book[FACT_SHEET].insert_cols(1)


def _columns_moved(book: Book) -> None:
    sheet = book[TASKS]
    for row in sheet.iter_rows(max_col=9):
        texts = [cell.value for cell in row]
        for cell, text in zip(row, [*texts[3:], *texts[:3]], strict=True):
            cell.value = text


def _decomposed(book: Book) -> None:
    for sheet in book.worksheets:
        sheet.title = unicodedata.normalize("NFD", sheet.title)


def _headers(book: Book) -> None:
    book[TASKS]["D1"] = "Tên\nđề án/nhiệm  vụ (*)"
    book[TASKS]["E1"] = "CƠ QUAN CHỦ TRÌ"
    book[INDICATORS]["C2"] = unicodedata.normalize("NFD", "Chỉ tiêu ")


def _blank_rows(book: Book) -> None:
    book[TASKS].insert_rows(4, 2)
    book[INDICATORS].insert_rows(5)


def _turned_round(book: Book) -> None:
    book._sheets.reverse()  # type: ignore[attr-defined]
    book.create_sheet("Ghi chú riêng")["A1"] = "đừng quên"


@pytest.mark.parametrize(
    "edit",
    [_titles, _facts_lower, _columns_moved, _decomposed, _headers, _blank_rows, _turned_round],
)
def test_a_plan_workbook_may_be_rearranged(edit: Callable[[Book], None], tmp_path: Path) -> None:
    assert read_plan(edited(tmp_path, edit)) == make_plan(tmp_path, small_tables())


# Which sheet is which.


def _checked(folder: Path, edit: Callable[[Book], object]) -> tuple[Plan | None, Keys]:
    plan, problems = check_plan(edited(folder, edit))
    return plan, key(problems)


def _renamed(book: Book) -> None:
    for sheet, name in zip((FACT_SHEET, BODIES, INDICATORS, TASKS, CALENDAR), "ABCDE", strict=True):
        book[sheet].title = name


def test_a_sheet_of_another_name_is_recognised_by_its_table(tmp_path: Path) -> None:
    plan, problems = _checked(tmp_path, _renamed)
    assert plan == make_plan(tmp_path, small_tables())
    assert problems == {("sheet-renamed", name, "") for name in "ABCDE"}


def test_names_that_were_exchanged_do_not_exchange_the_tables(tmp_path: Path) -> None:
    def edit(book: Book) -> None:
        tasks, indicators = book[TASKS], book[INDICATORS]
        tasks.title = "x"
        indicators.title = TASKS
        tasks.title = INDICATORS

    plan, problems = _checked(tmp_path, edit)
    assert plan == make_plan(tmp_path, small_tables())
    assert problems == {("sheet-renamed", name, "") for name in (TASKS, INDICATORS)}


def test_a_copy_that_is_not_filled_in_is_not_preferred(tmp_path: Path) -> None:
    """The blank sheet of the right name stands beside the filled one that was brought along."""

    def edit(book: Book) -> None:
        book[TASKS].title = "Nhiem vu"
        blank = book.create_sheet(TASKS)
        blank.append([cell.value for cell in book["Nhiem vu"][1]])

    plan, problems = _checked(tmp_path, edit)
    assert plan == make_plan(tmp_path, small_tables())
    assert problems == {("sheet-renamed", "Nhiem vu", "")}


def test_of_two_tables_the_one_on_the_sheet_of_its_name_is_read(tmp_path: Path) -> None:
    def edit(book: Book) -> None:
        book.copy_worksheet(book[TASKS]).title = "Nhiệm vụ (2)"

    plan, _ = _checked(tmp_path, edit)
    assert plan == make_plan(tmp_path, small_tables())


def test_of_two_tables_without_a_name_nobody_chooses(tmp_path: Path) -> None:
    def edit(book: Book) -> None:
        book.copy_worksheet(book[TASKS]).title = "Bản 2"
        book[TASKS].title = "Bản 1"

    _, problems = _checked(tmp_path, edit)
    assert problems == {("table-unclear", "Bản 1", ""), ("table-unclear", "Bản 2", "")}


def test_a_table_that_nobody_recognises_is_no_plan_without_tasks(tmp_path: Path) -> None:
    def edit(book: Book) -> None:
        sheet = book[TASKS]
        sheet.title = "Công việc"
        for cell, header in zip(sheet[1], ("TT", "Số", "Nhóm", "Việc", "Ai làm"), strict=False):
            cell.value = header
        for cell in sheet[1][5:]:
            cell.value = None

    _, problems = _checked(tmp_path, edit)
    assert problems == {("sheet-missing", "", ""), ("table-unclear", "Công việc", "")}
    with pytest.raises(PlanError):
        read_plan(tmp_path / "plan.xlsx")


def test_tables_below_each_other_on_one_sheet(tmp_path: Path) -> None:
    def edit(book: Book) -> None:
        rows = [[cell.value for cell in row] for row in book[TASKS].iter_rows()]
        for row in ([], [], *rows):
            book[INDICATORS].append(row)
        del book[TASKS]

    plan, problems = _checked(tmp_path, edit)
    assert plan == make_plan(tmp_path, small_tables())
    assert problems == set()


# Rows that are no data, and cells that nobody reads.

STRUCK = Font(strike=True)

ASIDES: dict[str, tuple[dict[int, str], str, str]] = {
    "heading in one cell": ({1: "I. KINH TẾ"}, "A5", "info"),
    "heading under the name": ({4: "II. Văn hóa - xã hội"}, "D5", "info"),
    "heading in two cells": ({1: "III", 4: "Nội chính"}, "A5,D5", "info"),
    "heading in the column of codes": ({2: "Lĩnh vực kinh tế"}, "B5", "info"),
    "heading in capitals": ({4: "CÁC NHIỆM VỤ KHÁC"}, "D5", "info"),
    "total": ({1: "Tổng cộng", 4: "14 nhiệm vụ"}, "A5,D5", "info"),
    "note": ({1: "Ghi chú: các nhiệm vụ giao tại kỳ họp"}, "A5", "info"),
    "note in another column": ({5: "(*) Cơ quan chủ trì có thể thay đổi"}, "E5", "info"),
    "numbers of the columns": (dict(enumerate("123456789", 1)), "A5:I5", "info"),
    "number alone": ({1: "15"}, "A5", "warning"),
    "text that is no heading": ({1: "xem lại"}, "A5", "warning"),
}


@pytest.mark.parametrize("kind", ASIDES)
def test_a_row_that_is_no_data_is_named_with_its_text(kind: str, tmp_path: Path) -> None:
    texts, cells, severity = ASIDES[kind]

    def edit(book: Book) -> None:
        book[TASKS].insert_rows(5)
        for column, text in texts.items():
            book[TASKS].cell(5, column).value = text

    plan, problems = check_plan(edited(tmp_path, edit))
    assert plan == make_plan(tmp_path, small_tables())
    said = {(p.code, p.severity, p.sheet, p.cell, p.value) for p in problems}
    assert said == {("row-ignored", severity, TASKS, cells, " · ".join(texts.values()))}


def test_signatures_below_a_table_are_no_tasks(tmp_path: Path) -> None:
    def edit(book: Book) -> None:
        below = book[TASKS].max_row
        for number, text in enumerate(("An Bình, ngày 5 tháng 1 năm 2021", "CHỦ TỊCH", "Lê Văn A")):
            book[TASKS].cell(below + 2 + number, 7).value = text

    plan, problems = _checked(tmp_path, edit)
    assert plan == make_plan(tmp_path, small_tables())
    assert {code for code, _, _ in problems} == {"row-ignored"} and len(problems) == 3


@pytest.mark.parametrize("column", ["D", "E"])
def test_what_looks_like_data_is_not_taken_for_a_heading(column: str, tmp_path: Path) -> None:
    def edit(book: Book) -> None:
        book[TASKS].insert_rows(5)
        book[TASKS][f"{column}5"] = "Sở Y tế"

    _, problems = _checked(tmp_path, edit)
    assert ("missing-required", TASKS, "B5") in problems


def test_a_row_that_is_struck_out_is_no_task(tmp_path: Path) -> None:
    def edit(book: Book) -> None:
        for row, columns in ((3, "BD"), (4, "ABCDEFGH"), (5, "D"), (6, "E")):
            for column in columns:
                book[TASKS][f"{column}{row}"].font = STRUCK

    plan, problems = _checked(tmp_path, edit)
    assert plan is not None
    assert not {"NV02", "NV03"} & {task.code for task in plan.tasks}
    assert problems == {
        ("row-struck", TASKS, "B3,D3:G3"),
        ("row-struck", TASKS, "B4,D4:G4"),
        ("text-struck", TASKS, "D5"),
        ("text-struck", TASKS, "E6"),
    }


def test_a_column_that_stands_there_twice(tmp_path: Path) -> None:
    def edit(book: Book) -> None:
        for sheet, row, column, title in (
            (TASKS, 1, 8, "Cơ quan chủ trì"),
            (INDICATORS, 2, 11, "KH 2021"),
        ):
            book[sheet].insert_cols(column)
            book[sheet].cell(row, column).value = title
        book[TASKS]["H4"] = "Sở Tài chính"

    _, problems = check_plan(edited(tmp_path, edit))
    said = {(p.code, p.severity, p.sheet, p.cell) for p in problems if p.code != "unread-cell"}
    assert said == {
        ("column-duplicated", "error", TASKS, "H1"),
        ("column-duplicated", "warning", INDICATORS, "K2"),
    }


def test_every_cell_that_nobody_reads_is_named(tmp_path: Path) -> None:
    def edit(book: Book) -> None:
        _titles(book)
        book[TASKS]["N3"], book[TASKS]["N5"] = "Người theo dõi", "Lê Văn A"
        book[TASKS]["P4"] = "=1/0"
        book[FACT_SHEET]["A14"], book[FACT_SHEET]["B14"] = "Hạn riêng", 5
        book[CALENDAR]["H4"] = "#REF!"
        book.create_sheet("Phụ lục").append(["a", None, "b"])
        book["Phụ lục"]["C9"] = 1

    plan, problems = check_plan(edited(tmp_path, edit))
    assert plan == make_plan(tmp_path, small_tables())
    assert {(p.code, p.severity, p.sheet, p.cell) for p in problems} == {
        *(("unread-cell", "info", sheet, "A1") for sheet in (BODIES, INDICATORS, TASKS, CALENDAR)),
        ("unread-cell", "warning", TASKS, "N3,P4,N5"),
        ("unread-cell", "warning", FACT_SHEET, "A14:B14"),
        ("unread-cell", "warning", CALENDAR, "H4"),
        ("unread-sheet", "warning", "Phụ lục", "A1:C9"),
    }


def test_cells_that_were_merged_belong_to_no_row(tmp_path: Path) -> None:
    def edit(book: Book) -> None:
        sheet = book[TASKS]
        sheet.merge_cells("E3:E5")
        sheet.merge_cells("F7:G7")
        sheet.merge_cells("I8:K8")
        sheet.insert_rows(30)
        sheet["A30"] = "II. VĂN HÓA"
        sheet.merge_cells("A30:I30")
        book[BODIES].merge_cells("H3:H4")

    _, problems = _checked(tmp_path, edit)
    merged = {one for one in problems if one[0] == "merged-input"}
    assert merged == {("merged-input", TASKS, "E3:E5"), ("merged-input", TASKS, "F7:G7")}


FRACTIONS = [
    # figures of 2019, 2020, 2021 and 2022 (F, G, I, J) → the cells that are a hundred times off
    (("88,1", "88,77", "0,8815", "89"), "I"),
    (("0,871", "88,77", "≥ 88", "90"), "F"),
    (("7,1", "0,15", "7,5", "8"), ""),
    (("0,5", "0,6", "0,7", "0,8"), ""),
    (("95", "96", "97", "98"), ""),
]


@pytest.mark.parametrize(("figures", "columns"), FRACTIONS)
def test_a_per_cent_typed_as_a_fraction_beside_others(
    figures: tuple[str, ...], columns: str, tmp_path: Path
) -> None:
    names = ("history_2019", "history_2020", "target_2021", "target_2022")
    row = indicator("CT1", SYT, unit="%", aggregation="Lớn nhất")
    tables = plan_tables(indicators=[{**row, **dict(zip(names, figures, strict=True))}])
    found = problems_of(tmp_path, tables)
    assert found == {("suspicious-scale", INDICATORS, f"{column}3") for column in columns}
    other = plan_tables(indicators=[{**tables.indicators[0], "unit": "xã"}])
    assert problems_of(tmp_path, other) == set()


def test_a_history_cell_shown_as_per_cent_is_that_per_cent(tmp_path: Path) -> None:
    def edit(book: Book) -> None:
        for cell in ("F3", "I3"):
            book[INDICATORS][cell], book[INDICATORS][cell].number_format = 0.8815, "0.00%"

    path = edited(tmp_path, edit)
    plan, problems = check_plan(path)
    assert plan is not None
    one = plan.indicators[0]
    assert (one.history[2019], one.targets[2021].text) == ("88,15%", "88,15%")
    assert ("number-repaired", INDICATORS, "F3") in key(problems)


def test_what_is_new_in_the_plan_workbook_may_be_missing(tmp_path: Path) -> None:
    """A plan workbook of the earlier release is read as it is."""

    def edit(book: Book) -> None:
        book[INDICATORS].delete_cols(16, 4)

    with_them = make_plan(tmp_path, small_tables())
    without = read_plan(edited(tmp_path, edit))
    assert (without, without.problems) == (with_them, ())


def test_operands_and_fields_survive_the_round_trip(tmp_path: Path) -> None:
    named = {
        "field": "Xã hội",
        "numerator": " Số hộ nghèo  (hộ) ",
        "denominator": "Tổng số hộ",
        "weight": "(người)",
    }
    tables = plan_tables(
        indicators=[
            {**indicator("CT1", SYT, unit="%", aggregation="Tỷ lệ"), **named},
            {
                **indicator("CT2", SYT, aggregation="Bình quân gia quyền"),
                "weight": "Số dân (a) (b)",
            },
        ]
    )
    plan = make_plan(tmp_path, tables)
    one, two = plan.indicators
    written = {n: getattr(one, n) for n in named}
    assert written == named
    assert [(o.code, o.role, o.name, o.unit) for o in (*one.operands, *two.operands)] == [
        ("CT1.tu", "tử số", "Số hộ nghèo", "hộ"),
        ("CT1.mau", "mẫu số", "Tổng số hộ", ""),
        ("CT2.qs", "quyền số", "Số dân (a)", "b"),
    ]
    assert read_plan(write_plan(plan, tmp_path / "again.xlsx")) == plan


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    def edit(book: Book) -> None:
        book[TASKS].delete_cols(5)
        book[INDICATORS].delete_cols(4)

    _, problems = check_plan(edited(tmp_path, edit))
    said = {(p.code, p.severity, p.sheet, p.cell, p.column) for p in problems}
    missing = {entry for entry in said if entry[0] == "column-missing"}
    assert missing == {
        ("column-missing", "warning", TASKS, "A1", "Cơ quan chủ trì"),
        ("column-missing", "error", INDICATORS, "A2", "Đơn vị tính"),
    }
    assert not {entry for entry in said if entry[0] == "missing-required"}


def test_real_numbers_and_dates_read_like_their_texts(tmp_path: Path) -> None:
    def edit(book: Book) -> None:
        book[TASKS]["G2"] = date(2021, 6, 30)
        book[INDICATORS]["I3"] = 1234.5
        book[FACT_SHEET]["B5"] = "15 tháng 1 năm 2021"

    plan = read_plan(edited(tmp_path, edit))
    assert (plan.tasks[0].due.text, plan.tasks[0].due.date) == ("30/6/2021", date(2021, 6, 30))
    assert plan.indicators[0].targets[2021].text == "1234,5"
    assert plan.issued == date(2021, 1, 15)


def test_an_error_cell_or_formula_of_a_plan_is_no_value(tmp_path: Path) -> None:
    def edit(book: Book) -> None:
        book[TASKS]["E2"] = "#REF!"
        book[TASKS]["G3"] = "=A1"

    _, problems = check_plan(edited(tmp_path, edit))
    assert key(problems) == {("error-value", TASKS, "E2"), ("formula-in-input", TASKS, "G3")}


def test_a_rule_that_cannot_be_used_is_not_missed_as_well(tmp_path: Path) -> None:
    """Several reporters ask for a rule; what is wrong with the cell is said once."""

    def edit(book: Book) -> None:
        book[INDICATORS]["L3"] = "Trung bình"
        book[INDICATORS]["L4"] = "#REF!"
        book[INDICATORS]["L5"] = None

    _, problems = check_plan(edited(tmp_path, edit))
    assert key(problems) == {
        ("not-in-list", INDICATORS, "L3"),
        ("error-value", INDICATORS, "L4"),
        ("missing-required", INDICATORS, "L5"),
    }


# What the cells mean.


def test_leads_and_coordinators(tmp_path: Path) -> None:
    tables = plan_tables(
        [
            task("NV1", "Sở Y tế; STC", coordinators="SYT; Các sở, ban, ngành; HOI"),
            task("NV2", "UBND các huyện, thành phố"),
            task("NV3", "Sở Tư pháp, Sở Tài chính", coordinators="UBND huyện An Bình"),
        ]
    )
    plan = make_plan(tmp_path, tables)
    one, two, three = plan.tasks
    assert one.leads == (SYT, STC)
    assert one.coordinators == ("SKHDT", "STP", "HOI")
    assert one.group_coordinators == {"SKHDT", "STP"}
    assert (two.leads, two.group_leads) == ((UBA, UBB), frozenset({UBA, UBB}))
    assert (three.leads, three.coordinators) == (("STP", STC), (UBA,))
    assert not three.group_leads


def test_targets_are_held_in_the_unit_of_their_indicator(tmp_path: Path) -> None:
    tables = plan_tables(
        indicators=[
            indicator("CT1", "SYT", target_2021="67/85 xã", target_2022="100% xã"),
            indicator("CT2", "SYT", unit="tỷ đồng", target_2021="tăng 5%", direction=""),
            indicator("CT3", "SYT", unit="m", target_2021="50 km"),
        ]
    )
    plan = make_plan(tmp_path, tables)
    one, two, three = plan.indicators
    assert one.targets[2021].met_by(67) is True
    assert one.targets[2022].met_by(100) is None
    assert two.targets[2021].met_by(1000) is None
    assert [three.targets[2021].met_by(metres) for metres in (60, 50_000)] == [None, None]
    assert key(plan.problems) == {
        ("target-unclear", INDICATORS, "J3"),
        ("target-unclear", INDICATORS, "I4"),
        ("target-unclear", INDICATORS, "I5"),
    }
    assert {p.severity for p in plan.problems} == {"warning"}
    told = {p.cell: (p.message, p.text("en")) for p in plan.problems}
    assert "“km” không phải là đơn vị của chỉ tiêu, “m”" in told["I5"][0]
    assert "“%” không phải là đơn vị của chỉ tiêu, “xã”" in told["J3"][0]


def test_a_part_of_a_rate_of_change_is_one_too(tmp_path: Path) -> None:
    share = {"unit": "%", "aggregation": "Một đầu mối", "direction": ""}
    parts = {"indicator_name": "khu vực I", "target_2021": "tăng 2,25%", **share}
    tables = plan_tables(
        indicators=[
            indicator("CT1", "SYT", **share | {"indicator_name": "Tốc độ tăng trưởng GRDP"}),
            indicator("CT1.1", "SYT", parent="CT1", **parts),
            indicator("CT2", "SYT", **share | {"indicator_name": "Cơ cấu kinh tế"}),
            indicator("CT2.1", "SYT", parent="CT2", **parts),
        ]
    )
    plan = make_plan(tmp_path, tables)
    found = [plan.indicators[n].targets[2021].met_by(3) for n in (1, 3)]
    assert found == [True, None]
    assert key(plan.problems) == {("target-unclear", INDICATORS, "I6")}


def test_a_target_in_words_is_no_news_where_the_unit_says_so(tmp_path: Path) -> None:
    texts = {"target_2021": "không xảy ra", "target_2022": "giảm 5%", "goal": "cả 03 tiêu chí"}
    tables = plan_tables(indicators=[indicator("CT1", "SYT", unit="Định tính", **texts)])
    assert key(make_plan(tmp_path, tables).problems) == {("target-unclear", INDICATORS, "J3")}


def test_a_negative_number_in_a_cell_keeps_its_sign(tmp_path: Path) -> None:
    path = write_tables(
        plan_tables(indicators=[indicator("CT1", "SYT", target_2021="1", direction="Tăng")]),
        tmp_path / "plan.xlsx",
    )
    book = openpyxl.load_workbook(path)
    book[INDICATORS]["I3"] = -1.5
    book.save(path)
    target = read_plan(path).indicators[0].targets[2021]
    assert (target.text, target.low) == ("-1,5", Decimal("-1.5"))
    assert [target.met_by(Decimal(value)) for value in ("-2", "-1.5", "1")] == [False, True, True]


@pytest.mark.parametrize(
    ("value", "number_format", "text", "day"),
    [
        (date(2021, 6, 1), "mmm-yy", "Tháng 6/2021", date(2021, 6, 30)),
        (date(2021, 2, 1), '"Tháng "m/yyyy', "Tháng 2/2021", date(2021, 2, 28)),
        (date(2021, 1, 1), "yyyy", "Năm 2021", date(2021, 12, 31)),
        (date(2021, 6, 1), "dd/mm/yyyy", "1/6/2021", date(2021, 6, 1)),
        (date(2021, 6, 1), "d-mmm", "1/6/2021", date(2021, 6, 1)),
    ],
)
def test_a_date_cell_that_shows_no_day_is_the_month_or_year_that_it_shows(
    value: date, number_format: str, text: str, day: date, tmp_path: Path
) -> None:
    path = write_tables(one_task(due="1"), tmp_path / "plan.xlsx")
    book = openpyxl.load_workbook(path)
    book[TASKS]["G2"] = value
    book[TASKS]["G2"].number_format = number_format
    book.save(path)
    due = read_plan(path).tasks[0].due
    assert (due.text, due.date) == (text, day)


def test_a_target_cell_shown_as_per_cent_is_that_per_cent(tmp_path: Path) -> None:
    share = {"unit": "%", "aggregation": "Một đầu mối"}
    path = write_tables(
        plan_tables(indicators=[indicator("CT1", "SYT", target_2021="1", **share)]),
        tmp_path / "plan.xlsx",
    )
    book = openpyxl.load_workbook(path)
    book[INDICATORS]["I3"] = 0.072
    book[INDICATORS]["I3"].number_format = "0.0%"
    book.save(path)
    plan = read_plan(path)
    target = plan.indicators[0].targets[2021]
    assert (target.text, target.low) == ("7,2%", Decimal("7.2"))
    (told,) = plan.problems
    assert (told.code, told.severity, told.cell, told.value) == (
        "number-repaired",
        "info",
        "I3",
        "0,072",
    )


def test_the_goal_of_a_plan_of_several_years_is_no_target_of_a_year(tmp_path: Path) -> None:
    tables = plan_tables(indicators=[indicator("CT1", "SYT", goal="90")])
    plan = make_plan(tmp_path, tables)
    (one,) = plan.indicators
    assert [plan.target_for(one, year) for year in plan.years] == [None, None]
    same = replace(plan, years=(2021,))
    assert same.target_for(one, 2021) == one.goal
    assert same.target_for(one, 2022) is None


def test_the_nearest_of_several_deadlines_holds(tmp_path: Path) -> None:
    days = ("15/12", "15/6", "15/3", "15/9")
    calendar = [{"period_kind": "Quý", "deadline": day} for day in days]
    plan = make_plan(tmp_path, plan_tables(calendar=calendar))
    found = [plan.deadline(plan.period(f"2021-Q{n}")) for n in (1, 2, 3, 4)]
    assert found == [date(2021, month, 15) for month in (3, 6, 9, 12)]


def test_periods_of_a_plan(tmp_path: Path) -> None:
    plan = make_plan(tmp_path, plan_tables())
    assert str(plan.period("2022-h1")) == "2022-H1"
    for wrong in ("2023-Q1", "2021-Q5", "2020", "quý 2", ""):
        with pytest.raises(ValueError):
            plan.period(wrong)


# The round trip.


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(random_tables())
def test_a_plan_survives_the_round_trip(
    tmp_path_factory: pytest.TempPathFactory, tables: PlanTables
) -> None:
    folder = tmp_path_factory.mktemp("plan")
    plan = make_plan(folder, tables)
    assert len(plan.tasks) == len(tables.tasks)
    for row, read in zip(tables.tasks, plan.tasks, strict=True):
        assert (row["task_name"], row["leads"], row["note"]) == (
            read.name,
            read.leads_text,
            read.note,
        )
    again = read_plan(write_plan(plan, folder / "again.xlsx"))
    assert again == plan
    assert [(p.code, p.row_code) for p in again.problems] == [
        (p.code, p.row_code) for p in plan.problems
    ]
    once = (folder / "again.xlsx").read_bytes()
    assert write_plan(again, folder / "again.xlsx").read_bytes() == once


def bodies(plan: Plan) -> list[object]:
    """Whom a plan names, row by row."""
    return [
        *((task.leads, task.coordinators) for task in plan.tasks),
        *(indicator.reporters for indicator in plan.indicators),
        *(entry.reporters for entry in plan.calendar),
        *(allocation.agency for allocation in plan.allocations),
    ]


def nobodies(plan: Plan) -> list[str]:
    """The rows of which a plan says that nobody answers for them."""
    return [p.row_code for p in plan.problems if p.code in ("no-lead", "no-reporter")]


@pytest.mark.parametrize("name", ["ben_tre_2023", "kien_giang_2021_2025"])
def test_bodies_that_only_have_codes_are_written(name: str, tmp_path: Path) -> None:
    """As in a plan that a script makes: nobody is lost, nor said to be nobody."""
    plan = read_plan(EXAMPLES / name / "plan.xlsx")
    coded = replace(
        plan,
        tasks=tuple(replace(one, leads_text="", coordinators_text="") for one in plan.tasks),
        indicators=tuple(replace(one, reporters_text=" ") for one in plan.indicators),
        calendar=tuple(replace(one, reporters_text="") for one in plan.calendar),
        allocations=tuple(replace(one, agency_text="") for one in plan.allocations),
    )
    again = read_plan(write_plan(coded, tmp_path / "again.xlsx"))
    assert bodies(again) == bodies(plan)
    assert nobodies(again) == nobodies(plan)


def test_every_word_of_the_example_survives(tmp_path: Path) -> None:
    path = EXAMPLES / "kien_giang_2021_2025/plan.xlsx"
    plan = read_plan(path)
    again = read_plan(write_plan(plan, tmp_path / "plan.xlsx"))
    assert again == plan
    assert (len(plan.tasks), len(plan.indicators)) == (81, 11)
