"""What is issued: who gets a workbook, what is in it, what its stamp knows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from plansheet import Plan, issue
from plansheet.forms.names import STAMP_SHEET
from plansheet.issuing import prepare, stamp_of
from plansheet.issuing.layout import planned_layout
from plansheet.issuing.rounds import prepare_round
from plansheet.issuing.stamp import Coverage, IssuedCell, IssuedTexts, Stamp
from plansheet.issuing.stamp_rows import read_stamp, stamp_rows
from plansheet.plan.rounds import Round
from plansheet.plan.workbook.tables import PlanRow
from plansheet.workbooks.reading import open_workbook
from support.damages import COORDINATION, FIGURES, TASKS
from support.filling import (
    AGENCIES,
    FACTS,
    PERIOD,
    SKHDT,
    STC,
    STP,
    SYT,
    UBA,
    UBB,
    agency,
    indicator,
    make_plan,
    plan_tables,
    task,
)

GROUP = "Các sở, ban, ngành"
DISTRICTS = "UBND các huyện, thành phố"
ALL_SHEETS = {TASKS, COORDINATION, FIGURES}

WHO: dict[str, tuple[PlanRow, bool, dict[str, set[str]]]] = {
    "a lead": (task("NV1", "SYT"), False, {SYT: {TASKS}}),
    "two leads": (task("NV1", "SYT; STC"), False, {SYT: {TASKS}, STC: {TASKS}}),
    "a group that leads": (task("NV1", DISTRICTS), False, {UBA: {TASKS}, UBB: {TASKS}}),
    "a coordinator by name": (
        task("NV1", "SYT", coordinators="Sở Tài chính"),
        False,
        {SYT: {TASKS}, STC: {COORDINATION}},
    ),
    "coordinators as a group": (task("NV1", "SYT", coordinators=GROUP), False, {SYT: {TASKS}}),
    "coordinators as a group, asked": (
        task("NV1", "UBA", coordinators=GROUP),
        True,
        {UBA: {TASKS}, **{code: {COORDINATION} for code in (SYT, STC, SKHDT, STP)}},
    ),
    "a coordinator by name and as a group": (
        task("NV1", "SYT", coordinators=f"{GROUP}; Sở Tư pháp"),
        False,
        {SYT: {TASKS}, STP: {COORDINATION}},
    ),
    "a lead that coordinates too": (
        task("NV1", "SYT", coordinators="SYT; STC"),
        False,
        {SYT: {TASKS}, STC: {COORDINATION}},
    ),
    "a task without lead": (
        task("NV1", "", coordinators="STC"),
        False,
        {STC: {COORDINATION}},
    ),
    "a reporter": (indicator("CT1", "SYT"), False, {SYT: {FIGURES}}),
    "reporters as a group": (
        indicator("CT1", DISTRICTS),
        False,
        {UBA: {FIGURES}, UBB: {FIGURES}},
    ),
    "an indicator without reporter": (indicator("CT1", ""), False, {}),
}


@pytest.mark.parametrize("case", WHO)
def test_who_gets_a_workbook(case: str, tmp_path: Path) -> None:
    row, groups, wanted = WHO[case]
    is_task = "task_code" in row
    plan = make_plan(tmp_path, plan_tables([row] if is_task else [], [] if is_task else [row]))
    asked = prepare(plan, PERIOD, groups=groups).assignments
    every = {code: {*forms, "narrative_report", "adjustments"} for code, forms in wanted.items()}
    assert {code: set(one.rows) for code, one in asked.items()} == every


@pytest.fixture(scope="module")
def issued(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    paths = issue(plan, PERIOD, tmp_path_factory.mktemp("issued"))
    return {path.stem.partition("_")[0]: path for path in paths}


@pytest.fixture(scope="module")
def book(issued: dict[str, Path]) -> openpyxl.Workbook:
    return openpyxl.load_workbook(issued[SYT])


def test_the_sheets_of_a_workbook(issued: dict[str, Path], book: openpyxl.Workbook) -> None:
    last = ["Đánh giá chung", "Đề nghị điều chỉnh", STAMP_SHEET]
    assert book.sheetnames == ["Hướng dẫn", "Nhiệm vụ", "Phối hợp", "Chỉ tiêu", *last]
    states = {sheet.title: sheet.sheet_state for sheet in book.worksheets}
    assert states.pop(STAMP_SHEET) == "veryHidden"
    assert set(states.values()) == {"visible"}
    others = {code: openpyxl.load_workbook(path).sheetnames for code, path in issued.items()}
    assert others[STP] == ["Hướng dẫn", "Nhiệm vụ", *last]
    assert others[UBA] == ["Hướng dẫn", "Chỉ tiêu", *last]


def headers(sheet: Worksheet) -> dict[str, str]:
    """By header the letter of its column; headers stand in row 5."""
    return {str(c.value): c.column_letter for c in sheet[5] if isinstance(c, Cell) and c.value}


def rows_of(sheet: Worksheet) -> range:
    """The rows of a table's data: those with a code below the header."""
    below = range(6, sheet.max_row + 1)
    return range(6, next(row for row in below if sheet[f"B{row}"].value is None))


@pytest.mark.parametrize("form", [TASKS, COORDINATION, FIGURES])
def test_headers_are_those_of_the_form(form: str, plan: Plan, book: openpyxl.Workbook) -> None:
    one = plan.forms[form]
    titles = [column.title for column in one.columns]
    assert list(headers(book[one.sheet])) == [*titles, "Kiểm tra"]


@pytest.mark.parametrize("form", [TASKS, COORDINATION, FIGURES])
def test_what_may_be_typed_in_is_open_and_all_else_locked(
    form: str, plan: Plan, book: openpyxl.Workbook
) -> None:
    one = plan.forms[form]
    sheet = book[one.sheet]
    assert sheet.protection.sheet
    letters = headers(sheet)
    ratio = next((r for r in rows_of(sheet) if sheet[f"B{r}"].value == "CT.TL"), 0)
    for row in rows_of(sheet):
        assert sheet[f"{letters['Kiểm tra']}{row}"].protection.locked
        for column in one.columns:
            cell = sheet[f"{letters[column.title]}{row}"]
            is_ratio = form == FIGURES and row == ratio and column.aggregate
            assert cell.protection.locked is (column.locked or is_ratio), cell.coordinate
    assert all(cell.protection.locked for row in sheet["A1:O5"] for cell in row)


def test_prefilled_rows(book: openpyxl.Workbook) -> None:
    sheet = book["Nhiệm vụ"]
    row = [cell.value for cell in sheet[6]][:8]
    assert row == [
        *(1, "NV01", "Đề án số NV01", "Sở Y tế", "Sở Tài chính", "Quý IV/2021"),
        *(None, None),
    ]
    assert [sheet[f"B{n}"].value for n in range(6, 20)] == [f"NV{n:02}" for n in range(1, 15)]
    assert [sheet[f"D{n}"].value for n in range(6, 8)] == ["Sở Y tế", "Sở Y tế"]


def test_the_parts_of_a_rate_have_the_units_of_its_parts(tmp_path: Path) -> None:
    units = {"CT1": "giường/vạn dân", "CT2": "phần trăm"}
    rows = [indicator(code, "SYT", unit=unit, aggregation="Tỷ lệ") for code, unit in units.items()]
    rows.append(indicator("CT3", "SYT", unit="triệu đồng/người", aggregation="Bình quân gia quyền"))
    plan = make_plan(tmp_path, plan_tables(indicators=rows))
    issued = prepare(plan, PERIOD).assignments[SYT].rows[FIGURES]
    assert {row.code: row.values.get("unit") for row in issued} == {
        "CT1": "giường/vạn dân",
        "CT1.tu": "giường",
        "CT1.mau": "vạn dân",
        "CT2": "phần trăm",
        "CT2.tu": None,
        "CT2.mau": None,
        "CT3": "triệu đồng/người",
        "CT3.qs": None,
    }


def test_the_extra_rows_are_called_what_the_plan_calls_them(tmp_path: Path) -> None:
    named = {"numerator": "Số hộ nghèo (hộ)", "denominator": "Tổng số hộ (hộ)"}
    rows = [
        {**indicator("CT1", "SYT", unit="%", aggregation="Tỷ lệ"), **named},
        {**indicator("CT2", "SYT", unit="giường/vạn dân", aggregation="Tỷ lệ"), **named},
        {**indicator("CT3", "SYT", unit="tạ/ha", aggregation="Tỷ lệ"), "numerator": "Sản lượng"},
        {**indicator("CT4", "SYT", aggregation="Bình quân gia quyền"), "weight": "Dân số (người)"},
    ]
    plan = make_plan(tmp_path, plan_tables(indicators=rows))
    (path,) = issue(plan, PERIOD, tmp_path / "issued")
    cells = {
        row[1]: (row[2], row[3])
        for row in openpyxl.load_workbook(path)["Chỉ tiêu"].values
        if str(row[1]).startswith("CT") and "." in str(row[1])
    }
    assert cells == {
        "CT1.tu": ("   – Số hộ nghèo", "hộ"),
        "CT1.mau": ("   – Tổng số hộ", "hộ"),
        "CT2.tu": ("   – Số hộ nghèo", "hộ"),
        "CT2.mau": ("   – Tổng số hộ", "hộ"),
        "CT3.tu": ("   – Sản lượng", "tạ"),
        "CT3.mau": ("   – mẫu số: Chỉ tiêu số CT3", "ha"),
        "CT4.qs": ("   – Dân số", "người"),
    }


def test_ratios_and_weighted_means_have_more_rows(book: openpyxl.Workbook) -> None:
    sheet = book["Chỉ tiêu"]
    rows = {str(sheet[f"B{n}"].value): n for n in rows_of(sheet)}
    names = [code for code in rows if code.startswith("CT.")]
    assert names == ["CT.PT", "CT.TL", "CT.TL.tu", "CT.TL.mau", "CT.BQ", "CT.BQ.qs"]
    assert sheet[f"C{rows['CT.TL.tu']}"].value == "   – tử số: Chỉ tiêu số CT.TL"
    formula = sheet[f"G{rows['CT.TL']}"].value
    top, bottom = f"$G{rows['CT.TL.tu']}", f"$G{rows['CT.TL.mau']}"
    assert formula == f'=IF(COUNT({top},{bottom})=2,IF({bottom}=0,"",{top}/{bottom}*100),"")'
    assert sheet[f"G{rows['CT.BQ']}"].value is None
    assert sheet[f"J{rows['CT.TL.tu']}"].value is None


def rules(sheet: Worksheet) -> dict[str, tuple[str, str | None, bool]]:
    """By header the kind of its cell rule, its first limit, whether it has an input message."""
    letters = {letter: title for title, letter in headers(sheet).items()}
    found = {}
    for rule in sheet.data_validations.dataValidation:
        (cells,) = rule.sqref.ranges
        assert range(cells.min_row, cells.max_row + 1) == rows_of(sheet)
        title = letters[get_column_letter(cells.min_col)]
        found[title] = (rule.type, rule.formula1, bool(rule.prompt))
    return found


def test_drop_downs_and_rules_of_cells(book: openpyxl.Workbook) -> None:
    found = rules(book["Nhiệm vụ"])
    statuses = '"Chưa triển khai,Đang thực hiện,Hoàn thành,Tạm dừng"'
    assert found["Tình trạng"] == ("list", statuses, True)
    assert found["Tiến độ (%)"] == ("decimal", "0", True)
    kind, formula, _ = found["Ngày văn bản"]
    assert kind == "custom" and len(formula or "") <= 255
    assert "ISNUMBER($L6)" in str(formula) and "DATEVALUE" in str(formula)
    assert found["Kết quả thực hiện"][2]
    figures = rules(book["Chỉ tiêu"])
    assert {title for title, (kind, *_) in figures.items() if kind == "decimal"} == {
        "Thực hiện cùng kỳ",
        "Thực hiện trong kỳ",
        "Lũy kế từ đầu năm",
        "Ước thực hiện cả năm",
    }


def test_what_is_typed_into_text_cells_stays_what_it_is(book: openpyxl.Workbook) -> None:
    """Excel turns no "12/5" of theirs into a date, and asks nobody about numbers that are text."""
    for name in ("Nhiệm vụ", "Phối hợp", "Chỉ tiêu"):
        sheet = book[name]
        letters = headers(sheet)
        formats = {title: sheet[f"{at}6"].number_format for title, at in letters.items()}
        texts = {"Kết quả thực hiện", "Số, ký hiệu văn bản", "Khó khăn, vướng mắc", "Giải trình"}
        texts |= {"Kiến nghị, đề xuất", "Ghi chú", "Nội dung đã phối hợp"}
        assert {t for t, shown in formats.items() if shown == "@"} == texts & letters.keys()


def test_the_header_stays_in_sight_and_on_paper(book: openpyxl.Workbook) -> None:
    for name, pane in (("Nhiệm vụ", "D6"), ("Phối hợp", "D6"), ("Chỉ tiêu", "D6")):
        sheet = book[name]
        assert sheet.freeze_panes == pane
        assert sheet.print_title_rows == "$5:$5"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.page_setup.paperSize == 9


def test_the_forms_of_a_workbook_are_numbered(book: openpyxl.Workbook) -> None:
    above = [str(cell.value) for sheet in book for cell in sheet["A"][:4]]
    numbers = [text for text in above if text.startswith("Biểu số")]
    assert numbers == [f"Biểu số: {n:02}" for n in range(1, len(numbers) + 1)]
    assert len(numbers) > 3


def test_the_guide_says_who_when_and_what_is_left(book: openpyxl.Workbook) -> None:
    guide = book["Hướng dẫn"]
    texts = [cell.value for row in guide.iter_rows() for cell in row if cell.value is not None]
    for text in ("Sở Y tế", "Quý II/2021", "chậm nhất ngày 15/6/2021", "Sở KH&ĐT"):
        assert text in texts
    formulas = [text for text in texts if isinstance(text, str) and text.startswith("=")]
    assert len(formulas) >= 6
    assert not any(word in text for text in formulas for word in ("LET(", "FILTER(", "@"))


@pytest.mark.parametrize(
    ("tasks", "indicators", "named"),
    [
        ([task("NV1", "SYT")], [], {"“Nhiệm vụ”"}),
        ([task("NV1", "STC", coordinators="SYT")], [], {"“Phối hợp”"}),
        ([], [indicator("CT1", "SYT")], set()),
        ([], [indicator("CT1", "SYT", unit="%", aggregation="Tỷ lệ")], {"“–”"}),
    ],
)
def test_the_guide_tells_of_what_the_agency_has(
    tasks: list[PlanRow], indicators: list[PlanRow], named: set[str], tmp_path: Path
) -> None:
    facts = {name: text for name, text in FACTS.items() if name != "Số hiệu"}
    plan = make_plan(tmp_path, plan_tables(tasks, indicators, facts=facts))
    paths = issue(plan, PERIOD, tmp_path / "issued")
    (own,) = [path for path in paths if path.name.startswith("SYT_")]
    guide = openpyxl.load_workbook(own)["Hướng dẫn"]
    steps = [c.value for c in guide["A"] if str(c.value)[:2] in {f"{n}." for n in range(1, 10)}]
    assert {w for w in ("“Nhiệm vụ”", "“Phối hợp”", "“–”") if w in " ".join(steps)} == named
    assert len(steps) == 8 + len(named)
    labels = {cell.value for cell in guide["A"]}
    assert "Cơ quan ban hành" in labels
    assert "Số hiệu kế hoạch" not in labels, "the plan has none"


def test_sheets_cannot_be_renamed_by_accident(book: openpyxl.Workbook) -> None:
    assert book.security is not None
    assert book.security.lockStructure


# The stamp.


def test_the_stamp_names_one_agency(plan: Plan, issued: dict[str, Path]) -> None:
    codes = {one.code for one in plan.agencies}
    for code, path in issued.items():
        sheet = openpyxl.load_workbook(path)[STAMP_SHEET]
        cells = [cell.value for row in sheet.iter_rows() for cell in row]
        assert [value for value in cells if value in codes] == [code]
        assert max(len(row) for row in sheet.iter_rows()) == 3


def test_codes_in_a_cell_of_names_are_shown_as_names(tmp_path: Path) -> None:
    rows = [
        task("NV1", "SYT;stc", coordinators="STP, SKHDT"),
        task("NV2", "STC", coordinators="syt"),
        task("NV3", "SYT", coordinators="UBA ; Các sở, ban, ngành"),
    ]
    plan = make_plan(tmp_path, plan_tables(rows))
    for path in issue(plan, PERIOD, tmp_path / "issued"):
        book = openpyxl.load_workbook(path)
        own = path.stem.partition("_")[0]
        cells = {cell.value for row in book[STAMP_SHEET].iter_rows() for cell in row}
        others = {one.code.casefold() for one in plan.agencies} - {own.casefold()}
        assert not {str(value).casefold() for value in cells} & others, path.name
    sheet = openpyxl.load_workbook(tmp_path / "issued" / f"SYT_{PERIOD}.xlsx")["Nhiệm vụ"]
    assert [sheet[f"{letter}6"].value for letter in "DE"] == [
        "Sở Y tế; Sở Tài chính",
        "Sở Tư pháp; Sở Kế hoạch và Đầu tư",
    ]
    assert sheet["E7"].value == "UBND huyện An Bình; Các sở, ban, ngành"


def test_the_stamp_is_read_back(plan: Plan, issued: dict[str, Path]) -> None:
    asked = prepare(plan, PERIOD)
    for code, path in issued.items():
        sheet = open_workbook(path).sheet(STAMP_SHEET)
        assert sheet is not None
        stamp = read_stamp(sheet.rows)
        assert stamp is not None
        assert replace(stamp, layout={}) == stamp_of(asked, asked.assignments[code])
        assert set(stamp.layout) == {one.title for one in openpyxl.load_workbook(path)} - {
            STAMP_SHEET
        }
        assert stamp.is_intact
        count = sum(map(len, stamp.rows.values()))
        assert len(sheet.rows) <= count + 60, "compact: one row for each issued row"


def test_the_texts_of_a_template_are_known_without_it(plan: Plan, issued: dict[str, Path]) -> None:
    asked = prepare(plan, PERIOD)
    for code, path in issued.items():
        sheet = open_workbook(path).sheet(STAMP_SHEET)
        stamp = read_stamp(sheet.rows) if sheet else None
        assert stamp is not None
        planned = planned_layout(plan, asked.assignments[code])
        assert {n: Counter(of.values()) for n, of in planned.items()} == {
            n: Counter(of.values()) for n, of in stamp.layout.items()
        }


def test_a_changed_stamp_is_not_intact(plan: Plan) -> None:
    asked = prepare(plan, PERIOD)
    rows = [list(row) for row in stamp_rows(stamp_of(asked, asked.assignments[SYT]))]
    for index in range(len(rows)):
        for column in range(4):
            changed = [[*row, ""] for row in rows]
            changed[index][column] += "x"
            _is_known_as_changed(changed)
        _is_known_as_changed([*rows[:index], *rows[index + 1 :]])
        _is_known_as_changed([*rows[:index], rows[index], *rows[index:]])
        _is_known_as_changed([*rows[:index], ["x"], *rows[index:]])
    stamp = read_stamp([[], *([*row, None] for row in rows), [None, ""]])
    assert stamp is not None
    assert stamp.is_intact, "blank cells say nothing"


@pytest.mark.parametrize("text", ['["a"],["b"]', '["a"', '{"a": 1}', "5", "[" * 9000, "null"])
def test_a_row_of_a_stamp_that_is_no_list_costs_no_other(plan: Plan, text: str) -> None:
    asked = prepare(plan, PERIOD)
    written = stamp_of(asked, asked.assignments[SYT])
    first, *others = written.issued[TASKS].rows
    rows = [
        (kind, key, text if (kind, key) == (f"row:{TASKS}", first) else value)
        for kind, key, value in stamp_rows(written)
    ]
    stamp = read_stamp(rows)
    assert stamp is not None
    assert not stamp.is_intact
    assert stamp.issued[TASKS].row(first) == {}
    assert [stamp.issued[TASKS].row(c) for c in others] == [
        written.issued[TASKS].row(c) for c in others
    ]


def _is_known_as_changed(rows: Sequence[Sequence[str]]) -> None:
    """It is said of a stamp that its rows are not those that it would be written as."""
    stamp = read_stamp(rows)
    if stamp is not None:
        assert not stamp.is_intact
        assert [list(filter(None, row)) for row in stamp_rows(stamp)] != [
            list(filter(None, row)) for row in rows
        ]


WORDS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
CELLS = st.builds(
    IssuedCell, st.sampled_from(sorted(ALL_SHEETS)), WORDS, st.sampled_from(["due", "a_b"])
)


NUMBERS = st.integers(0, 99)
COVERAGES = st.builds(Coverage, NUMBERS, NUMBERS, NUMBERS.map(str))


@given(
    WORDS,
    WORDS,
    WORDS,
    st.dictionaries(CELLS, WORDS),
    st.frozensets(CELLS),
    st.dictionaries(CELLS, WORDS),
    st.dictionaries(CELLS, COVERAGES),
)
def test_any_stamp_survives_its_rows(
    plan: str,
    period: str,
    agency: str,
    issued: dict[IssuedCell, str],
    computed: frozenset[IssuedCell],
    prefilled: dict[IssuedCell, str],
    coverage: dict[IssuedCell, Coverage],
) -> None:
    rows: dict[str, dict[str, dict[str, str]]] = {}
    for (form, code, column), text in issued.items():
        rows.setdefault(form, {}).setdefault(code, {})[column] = text
    stamp = Stamp(
        plan=plan,
        period=period,
        agency=agency,
        plan_digest="abc",
        form_digests={TASKS: "def"},
        issued={form: IssuedTexts.of_rows(of_form) for form, of_form in rows.items()},
        computed=computed,
        prefilled=prefilled,
        coverage=coverage,
    )
    written = stamp_rows(stamp)
    again = read_stamp(written)
    assert again is not None
    assert again.is_intact
    assert (again.prefilled, again.coverage) == (prefilled, coverage)
    assert (again.plan, again.period, again.agency) == (plan, period, agency)
    assert again.issued == stamp.issued
    assert all(again.text(*cell) == text for cell, text in issued.items())
    assert again.computed == computed
    assert again.rows == {form: tuple(of_form) for form, of_form in rows.items()}


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [["stamp", "plan", "KH"]],
        [["stamp", "plan", "KH"], ["stamp", "period", "2021"], [None, None], [5, 5, 5]],
        [["x"], [], ["stamp"]],
    ],
)
def test_what_is_no_stamp(rows: list[list[object]]) -> None:
    assert read_stamp(rows) is None


@pytest.mark.parametrize("of", [PERIOD, *Round])
def test_the_codes_of_an_agencys_rows_are_known_without_the_rows(plan: Plan, of: str) -> None:
    assigned = prepare_round(plan, of) if isinstance(of, Round) else prepare(plan, of)
    for one in plan.agencies:
        issued = assigned.assignments.get(one.code)
        asked = {form: list(codes) for form, codes in assigned.codes(one.code).items() if codes}
        by_code = issued.by_code if issued else {}
        assert asked == {form: list(rows) for form, rows in by_code.items() if rows}


# The year's plan.


@pytest.mark.parametrize(
    ("target", "shown"),
    [("88,15", 88.15), ("2.457", 2457), ("> 90", "> 90"), ("7-9", "7-9"), ("đạt", "đạt")],
)
def test_the_plan_of_the_year(target: str, shown: object, tmp_path: Path) -> None:
    row = indicator("CT1", "SYT", target_2021=target, target_2022="1")
    plan = make_plan(tmp_path, plan_tables(indicators=[row]))
    (path,) = issue(plan, PERIOD, tmp_path / "issued")
    sheet = openpyxl.load_workbook(path)["Chỉ tiêu"]
    assert sheet["F6"].value == shown


def test_the_plan_of_a_whole_is_not_that_of_each_reporter(tmp_path: Path) -> None:
    row = indicator("CT1", "SYT; STC", target_2021="100")
    plan = make_plan(tmp_path, plan_tables(indicators=[row]))
    paths = issue(plan, PERIOD, tmp_path / "issued")
    assert [openpyxl.load_workbook(p)["Chỉ tiêu"]["F6"].value for p in paths] == [None, None]


def test_the_goal_of_five_years_is_no_plan_of_a_year(tmp_path: Path) -> None:
    plan = make_plan(tmp_path, plan_tables(indicators=[indicator("CT1", "SYT", goal="90")]))
    shown = []
    for period in ("2021-Q4", "2022-Q1"):
        (path,) = issue(plan, period, tmp_path / period)
        shown.append(openpyxl.load_workbook(path)["Chỉ tiêu"]["F6"].value)
    assert shown == [None, None]


@pytest.mark.parametrize(
    ("period", "judged"),
    [
        ("2021-9M", "$I6"),
        ("2021-Q4", "$H6"),
        ("2021-M12", "$H6"),
        ("2021-H2", "$H6"),
        ("2021", "IF(ISNUMBER($H6),$H6,$G6)"),
    ],
)
def test_per_cent_of_plan_judges_the_forecast_until_the_year_is_over(
    period: str, judged: str, tmp_path: Path
) -> None:
    plan = make_plan(tmp_path, plan_tables(indicators=[indicator("CT1", "SYT")]))
    (path,) = issue(plan, period, tmp_path / "issued")
    cell = openpyxl.load_workbook(path)["Chỉ tiêu"]["J6"]
    assert f"{judged}/$F6*100" in cell.value
    assert cell.number_format == "[<99.95]0.0;[>=100.05]0.0;0.0#####"


def test_text_of_the_plan_is_never_a_formula(tmp_path: Path) -> None:
    names = ["=1+1", "+CMD|' /C calc'!A0", "@SUM(A1)", "-2", "http://x.vn", "<b>"]
    rows = [{**task(f"NV{n}", "SYT"), "task_name": name} for n, name in enumerate(names)]
    plan = make_plan(
        tmp_path, plan_tables(rows, agencies=[*AGENCIES, agency("X", "=HYPERLINK(1)")])
    )
    (path,) = issue(plan, PERIOD, tmp_path / "issued")
    sheet = openpyxl.load_workbook(path)["Nhiệm vụ"]
    cells = [sheet[f"C{n}"] for n in range(6, 12)]
    assert [(cell.value, cell.data_type, cell.hyperlink) for cell in cells] == [
        (name, "s", None) for name in names
    ]
