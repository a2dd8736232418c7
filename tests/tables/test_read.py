"""Reading the rows of a table: every cell ends as a value or as a problem, whoever reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import pytest

from plansheet.forms import load_forms
from plansheet.forms.values import Value
from plansheet.tables.find import find_table
from plansheet.tables.read import RowReader, RowReading, values_of
from plansheet.tables.table import Table
from plansheet.workbooks.reading import Sheet, Workbook
from plansheet.workbooks.reading.model import CellValue

FORM = load_forms()["indicator_report"]
TITLES = [column.title for column in FORM.columns]
AT = {column.name: at for at, column in enumerate(FORM.columns)}
LETTERS = {name: "ABCDEFGHIJKLM"[at] for name, at in AT.items()}


def sheet_of(**cells: CellValue) -> Sheet:
    """A sheet with one data row, the second, of indicator CT1."""
    row: list[CellValue] = [None] * len(TITLES)
    row[AT["indicator_code"]] = "CT1"
    for name, value in cells.items():
        row[AT[name]] = value
    return Sheet("Chỉ tiêu", [TITLES, row])


def read(sheet: Sheet, *, own: bool = False, unit: str = "", without: str = "") -> RowReading:
    """What is read in the inputs of the one row, known to be that of CT1."""
    table = find_table(FORM, sheet, "x.xlsx")
    assert table is not None
    (row,) = table.rows
    return RowReader(table, FORM.inputs, own=own).read(row.called("CT1"), (without,), unit)


def told(reading: RowReading) -> set[tuple[str, str, str, str]]:
    """Of each problem the code, severity, cell and value; all are of the one row."""
    assert {(p.file, p.sheet, p.row_code) for p in reading.problems} <= {
        ("x.xlsx", "Chỉ tiêu", "CT1")
    }
    return {(p.code, p.severity, p.cell, p.value) for p in reading.problems}


@dataclass(frozen=True)
class Hidden:
    """Something behind the value of the cell of `actual`; what a return and a plan make of it."""

    sheet: Sheet
    value: Value | None
    problem: tuple[str, str, str] | None
    of_own: tuple[Value | None, tuple[str, str, str] | None]


POSITION = (1, AT["actual"])
FORMULA = {POSITION: "SUM(A1:A2)"}
LINK = {POSITION: "[khac.xlsx]Q1!A1"}
UNCOMPUTED = ("formula-in-input", "error", "=SUM(A1:A2)")

HIDDEN = {
    "nothing": Hidden(sheet_of(actual=5), Decimal(5), None, (Decimal(5), None)),
    "an error": Hidden(
        replace(sheet_of(), errors={POSITION: "#REF!"}, formulas=FORMULA),
        None,
        ("error-value", "error", "#REF!"),
        (None, ("error-value", "error", "#REF!")),
    ),
    "a formula": Hidden(
        replace(sheet_of(actual=5), formulas=FORMULA),
        Decimal(5),
        ("formula-in-input", "warning", "=SUM(A1:A2)"),
        (Decimal(5), None),
    ),
    "a formula that nobody computed": Hidden(
        replace(sheet_of(), formulas=FORMULA, uncached=frozenset(FORMULA)),
        None,
        UNCOMPUTED,
        (None, UNCOMPUTED),
    ),
    "a formula of which only the place is known": Hidden(
        replace(sheet_of(), uncached=frozenset(FORMULA)),
        None,
        ("formula-in-input", "error", "="),
        (None, ("formula-in-input", "error", "=")),
    ),
    "a formula that looks elsewhere": Hidden(
        replace(sheet_of(actual=5), formulas=LINK),
        None,
        ("unsafe-content", "error", "=[khac.xlsx]Q1!A1"),
        (Decimal(5), None),
    ),
    "characters that are struck out": Hidden(
        replace(sheet_of(actual=5), marked=frozenset(FORMULA)),
        None,
        ("ambiguous-number", "error", "5"),
        (None, ("ambiguous-number", "error", "5")),
    ),
    "characters in a text that is a figure": Hidden(
        replace(sheet_of(actual="12345"), marked=frozenset(FORMULA)),
        None,
        ("ambiguous-number", "error", "12345"),
        (None, ("ambiguous-number", "error", "12345")),
    ),
    "an old font": Hidden(
        replace(sheet_of(actual="5"), tcvn3={POSITION: "5"}),
        Decimal(5),
        ("legacy-encoding", "info", "5"),
        (Decimal(5), ("legacy-encoding", "info", "5")),
    ),
}


@pytest.mark.parametrize("own", [False, True])
@pytest.mark.parametrize("name", HIDDEN)
def test_what_a_cell_hides(name: str, own: bool) -> None:
    hidden = HIDDEN[name]
    value, problem = hidden.of_own if own else (hidden.value, hidden.problem)
    reading = read(hidden.sheet, own=own)
    assert reading.values == ({} if value is None else {"actual": value})
    repaired = {entry for entry in told(reading) if entry[0] == "number-repaired"}
    code, severity, text = problem or ("", "", "")
    expected = {(code, severity, "G2", text)} if problem else set()
    assert told(reading) - repaired == expected
    assert reading.broken == ({"actual"} if value is None else set())


def test_each_cell_of_a_row_ends_as_a_value_or_is_named() -> None:
    sheet = sheet_of(
        actual="1.234,5", cumulative="12,345", forecast="năm trăm", explanation=7, note=" "
    )
    reading = read(sheet)
    assert reading.values == {
        "actual": Decimal("1234.5"),
        "forecast": "năm trăm",
        "explanation": "7",
    }
    assert told(reading) == {
        ("number-repaired", "info", "G2", "1.234,5"),
        ("ambiguous-number", "error", "H2", "12,345"),
    }
    assert reading.broken == {"cumulative"}


@pytest.mark.parametrize(
    ("typed", "unit", "code", "value"),
    [
        ("5 triệu đồng", "tỷ đồng", "number-repaired", Decimal("0.005")),
        ("5 triệu đồng", "triệu đồng", "number-repaired", Decimal(5)),
        ("5 triệu đồng", "", "", "5 triệu đồng"),
        ("5 xã", "tỷ đồng", "unit-mismatch", None),
        ("3 xã chưa đạt", "xã", "", "3 xã chưa đạt"),
    ],
)
def test_a_figure_is_read_in_the_unit_of_its_row(
    typed: str, unit: str, code: str, value: Value | None
) -> None:
    reading = read(sheet_of(actual=typed), unit=unit)
    assert {p.code for p in reading.problems} == ({code} if code else set())
    assert reading.values == ({} if value is None else {"actual": value})


@pytest.mark.parametrize(
    ("unit", "code", "value"),
    [
        ("%", "number-repaired", Decimal("12.345")),
        ("Phần trăm", "number-repaired", Decimal("12.345")),
        ("xã", "unit-mismatch", None),
        ("‰", "unit-mismatch", None),
        ("", "", "12,345%"),
    ],
)
def test_the_format_of_a_cell_settles_per_cents(unit: str, code: str, value: Value | None) -> None:
    sheet = replace(sheet_of(actual=0.12345), percents=frozenset({POSITION}))
    reading = read(sheet, unit=unit)
    assert {p.code for p in reading.problems} == ({code} if code else set())
    assert reading.values == ({} if value is None else {"actual": value})


def test_what_is_left_out_is_not_looked_at() -> None:
    sheet = replace(sheet_of(cumulative=5), errors={POSITION: "#REF!"})
    reading = read(sheet, without="actual")
    assert (reading.values, reading.problems) == ({"cumulative": Decimal(5)}, [])


def test_the_rows_of_an_own_sheet_as_values() -> None:
    sheet = replace(sheet_of(actual=5, note="x"), errors={(1, AT["forecast"]): "#N/A"})
    rows: list[Sequence[CellValue]] = [*sheet.rows, [], [None, "CT2"]]
    told = [
        {"indicator_code": "CT1", "actual": Decimal(5), "note": "x"},
        {"indicator_code": "CT2"},
    ]
    one = replace(sheet, name=str(FORM.sheet), rows=rows)
    further = replace(one, name=f"{FORM.sheet} (2)")
    assert list(values_of(FORM, book(one))) == told
    assert list(values_of(FORM, book(further, one))) == [*told, *told]
    assert list(values_of(FORM, book(Sheet("Chỉ tiêu", [])))) == []
    assert list(values_of(FORM, book())) == []


def book(*sheets: Sheet) -> Workbook:
    return Workbook("x.xlsx", "", None, sheets)


def test_a_row_says_where_its_cells_are_and_what_stands_there() -> None:
    sheet = replace(
        sheet_of(actual=date(2021, 6, 30), note="  x "),
        errors={(1, AT["forecast"]): "#N/A"},
        formulas={(1, AT["cumulative"]): "A1"},
        uncached=frozenset({(1, AT["cumulative"])}),
    )
    rows: list[list[CellValue]] = [[*TITLES[:-1]], [*sheet.rows[1][:-1], None, None, "bên cạnh"]]
    table = find_table(FORM, replace(sheet, rows=rows), "x.xlsx")
    assert isinstance(table, Table)
    (row,) = table.rows
    shown = {name: row.at(name).value for name in ("actual", "cumulative", "forecast", "note")}
    assert shown == {"actual": "30/6/2021", "cumulative": "=A1", "forecast": "#N/A", "note": ""}
    assert (row.text("forecast"), row.is_blank("forecast"), row.is_blank("note")) == (
        "",
        False,
        True,
    )
    assert list(row.filled(table.beside)) == [(AT["note"] + 2, "bên cạnh")]
    cells = [row.at(name).problem("error-value").cell for name in ("actual", "note")]
    assert cells == [f"{LETTERS['actual']}2", f"{LETTERS['indicator_code']}2"]
    assert table.header("note").place.cell == "A1"


def test_marked_characters_matter_in_figures_alone() -> None:
    """A text may have its m² and what its author crossed out."""
    text = "tăng 5 ha, đã sửa"
    sheet = replace(sheet_of(explanation=text), marked=frozenset({(1, AT["explanation"])}))
    assert (read(sheet).values, read(sheet).problems) == ({"explanation": text}, [])


@pytest.mark.parametrize("name", ["status", "document_date"])
def test_a_choice_or_a_date_that_is_struck_out_is_said(name: str) -> None:
    """Nobody crosses out a part of it: it may not be meant any more."""
    form = load_forms()["task_report"]
    names = [column.name for column in form.columns]
    row: list[CellValue] = [None] * len(names)
    row[names.index("task_code")], row[names.index("result")] = "NV1", "12"
    row[names.index("status")] = "Hoàn thành"
    row[names.index("document_date")] = date(2021, 5, 12)
    marked = frozenset({(1, names.index(name)), (1, names.index("result"))})
    titles = [column.title for column in form.columns]
    table = find_table(form, Sheet("Nhiệm vụ", [titles, row], marked=marked), "x.xlsx")
    assert table is not None
    (found,) = table.rows
    reading = RowReader(table, form.inputs).read(found)
    assert [(p.code, p.column) for p in reading.problems] == [
        ("text-struck", form.by_name[name].title)
    ]
    assert reading.values["status"] == "Hoàn thành"


@pytest.mark.parametrize("name", ["target_2021", "history_2020", "goal", "previous_term"])
def test_marked_figures_of_a_plan_are_asked_about(name: str) -> None:
    form = load_forms()["indicators"].expanded({"target": [2021], "history": [2020]})
    names = [column.name for column in form.columns]
    titles = [column.title for column in form.columns]
    row: list[CellValue] = [None] * len(names)
    row[names.index("indicator_code")], row[names.index("indicator_name")] = "CT1", "Diện tích"
    row[at := names.index(name)] = "> 12003 ha"
    sheet = Sheet("Chỉ tiêu", [titles, row], marked=frozenset({(1, at), (1, 2)}))
    table = find_table(form, sheet, "x.xlsx")
    assert table is not None
    (found,) = table.rows
    reading = RowReader(table, form.columns, own=True).read(found)
    assert [(p.code, p.column, p.value) for p in reading.problems] == [
        ("ambiguous-number", titles[at], "> 12003 ha")
    ]
    assert reading.broken == {name}


def test_a_date_among_document_numbers_is_asked_about() -> None:
    """Excel makes one of "12/5"; in the workbook that the coordinator keeps it is what it shows."""
    form = load_forms()["task_report"]
    names = [column.name for column in form.columns]
    row: list[CellValue] = [None] * len(names)
    row[names.index("task_code")], row[names.index("result")] = "NV1", date(2021, 5, 12)
    row[at := names.index("document_no")] = date(2021, 5, 12)
    table = find_table(form, Sheet("Nhiệm vụ", [[c.title for c in form.columns], row]), "x.xlsx")
    assert table is not None
    (found,) = table.rows
    reading = RowReader(table, form.inputs).read(found)
    assert [(p.code, p.cell, p.value) for p in reading.problems] == [
        ("date-in-text", f"{'ABCDEFGHIJKLMNO'[at]}2", "12/5/2021")
    ]
    assert reading.values == {"result": "12/5/2021"}
    assert RowReader(table, form.inputs, own=True).read(found).problems == []
