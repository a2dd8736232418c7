"""Every kind of workbook that plansheet writes opens in Excel without a repair prompt.

Microsoft's schema validator sees wrong elements, attributes and relationships, our own checks
(`office.excel_limits`) the limits and the formulas.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import plansheet
from make_blank_workbooks import write_blank_workbooks
from plansheet import Plan, load_forms, read_plan
from plansheet.forms import RETURN_FORMS, Column, Form
from plansheet.forms.resources import resource
from plansheet.language.wording import Term
from plansheet.plan.agencies import DEPARTMENT, DISTRICT
from plansheet.plan.workbook.tables import PlanTables
from plansheet.plan.workbook.writing import write_tables
from plansheet.report.upper_level import fill_upper_level
from plansheet.returns.check_all import check_files
from plansheet.returns.find import find_returns
from plansheet.tables.table_sheet import TableSheet
from plansheet.tables.write import write_table
from plansheet.workbooks.reading import open_workbook
from plansheet.workbooks.writing.cell_text import CELL_LIMIT
from plansheet.workbooks.writing.cells import Link
from plansheet.workbooks.writing.filled_down import fill_down
from plansheet.workbooks.writing.workbook import new_book
from support.effort import examples
from support.filling import FACTS, agency, indicator, plan_tables, task
from support.office.excel_limits import excel_faults
from support.office.formulas import faults
from support.office.validator import MISSING, schema_faults, validator_command

UNWRITABLE = {chr(c) for c in (*range(0xD800, 0xE000), 0xFFFE, 0xFFFF)}
AS_OF = date(2021, 7, 20)

HOSTILE = (
    '=HYPERLINK("http://x.vn","bấm")',
    "+84 297 3812 345",
    "-1+1",
    "@SUM(A1:A9)",
    "http://x.vn/" + "a" * 3000,
    "mailto:x@x.vn",
    "internal:'Hướng dẫn'!A1",
    "{=1}",
    "_x0041_ và _x000D_",
    "<b>&amp;]]></b>",
    "a\x01\x0b\x1f\x7f\x85b",
    "\ud800 \udfff \ufffe",
    "một\nhai\r\nba\tbốn",
    "  hai đầu  ",
    "'đầu nháy",
    '"trong ngoặc"',
    "đ" * 40_000,
    "😀" * 20_000,
    "x\n" * 300,
    "🇻🇳 \u200b\u202e\u0301",
    "#REF!",
    "TRUE",
    "1E5",
    "0012",
)
"""What people and programs put into cells, and what they would like to happen there."""


# The tools themselves.


def test_wrong_formulas_are_seen() -> None:
    wrong = {
        "SUM(A1": "it ends too early",
        "SUM(A1;B1)": "unexpected ';'",
        "1+*2": "unexpected '*'",
        "SUM(A1))": "no tokens",
        "A1 B1": "after the end",
        "TEXTJOIN(A1)": "function 'TEXTJOIN'",
        "SUM.IF(A1)": "function 'SUM.IF'",
        "TRIM()": "TRIM with 0 arguments",
        "IF(A1,1,2,3)": "IF with 4 arguments",
        "Other!A1": "unknown sheet 'Other'",
        "'Nhiệm vụ!A1": "no tokens",
        "Nhiệm vụ!A1": "no reference",
        "XFE1": "outside the sheet",
        "A1048577": "outside the sheet",
        "B2:A1": "wrong way round",
        "#REF!+1": "error #REF!",
        "nothing+1": "no reference",
        "=A1": "second =",
        "of:=SUM([.A1])": "OpenFormula",
        f'A1="{"x" * 256}"': "more than 255 characters",
        "+".join(["A1"] * 3000): "8999 characters",
        "": "no formula text",
    }
    for formula, text in wrong.items():
        (fault,) = faults(formula, ["Nhiệm vụ"], ["known"])
        assert text in fault, fault
    for right in (
        "SUMPRODUCT((1-(LEN(TRIM('Nhiệm vụ'!$B$6:$B$9))=0))*1)",
        'IF(COUNT($I6,$F6)=2,IF($F6=0,"",$I6/$F6*100),"")',
        "known*-2%",
        'COUNTIF(A:A,"a""b")&" / "&$1:$1',
    ):
        assert faults(right, ["Nhiệm vụ"], ["known"]) == []


def rewritten(path: Path, part: str, change: Callable[[str], str], out: Path) -> Path:
    """A copy of a workbook with one part changed."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == part:
                changed = change(data.decode())
                assert changed != data.decode()
                data = changed.encode()
            target.writestr(name, data)
    return out


BREAKAGES: Mapping[str, tuple[str, Callable[[str], str], str]] = {
    "sheet name": (
        "xl/workbook.xml",
        lambda s: s.replace('name="Nhiệm vụ"', f'name="{"Nhiệm vụ" * 5}"', 1),
        "sheet name of 40 characters",
    ),
    "list": (
        "xl/worksheets/sheet1.xml",
        lambda s: s.replace('"Chưa triển khai,', f'"{"x" * 256},'),
        "literal list of",
    ),
    "prompt": (
        "xl/worksheets/sheet1.xml",
        lambda s: s.replace('promptTitle="', f'promptTitle="{"x" * 32}'),
        "promptTitle of more than 32",
    ),
    "condition": (
        "xl/worksheets/sheet1.xml",
        lambda s: s.replace("<formula>", "<formula>(", 1),
        "it ends too early",
    ),
    "style": (
        "xl/worksheets/sheet1.xml",
        lambda s: s.replace('r="A1" s="', 'r="A1" s="9'),
        "unknown style",
    ),
    "order": (
        "xl/worksheets/sheet1.xml",
        lambda s: s.replace('<c r="B1"', '<c r="A1"'),
        "out of order",
    ),
    "string": (
        "xl/sharedStrings.xml",
        lambda s: s.replace("<t>STT</t>", f"<t>{'x' * 32_768}</t>"),
        "32768 characters",
    ),
}


@pytest.mark.parametrize("what", BREAKAGES)
def test_what_the_validator_misses_is_seen(tmp_path: Path, what: str) -> None:
    part, change, said = BREAKAGES[what]
    good = resource("workbook_templates") / "task_report.xlsx"
    found = excel_faults(rewritten(good, part, change, tmp_path / "bad.xlsx"))
    assert any(said in fault for fault in found), found


def test_the_validator_sees_a_wrong_element(tmp_path: Path, validate: Validate) -> None:
    good = resource("workbook_templates") / "task_report.xlsx"

    def late(xml: str) -> str:
        return xml.replace("<sheetData>", '<pageMargins left="1"/><sheetData>')

    bad = rewritten(good, "xl/worksheets/sheet1.xml", late, tmp_path / "bad.xlsx")
    assert validate(good) == []
    assert validate(bad)


# The workbooks.

Validate = Callable[[Path], list[str]]


@pytest.fixture(scope="session")
def validate() -> Validate:
    """Microsoft's validator: what is wrong with a file."""
    command = validator_command()
    if command is None:
        pytest.skip(MISSING)
    return lambda path: schema_faults(command, path)


def hostile_forms(folder: Path) -> Path:
    """Forms of somebody's own: awkward sheet names, long lists, quotes, a rule with quotes."""
    packaged = resource("workbook_templates")
    folder.mkdir()
    form = json.loads((packaged / "task_report.json").read_text(encoding="utf-8"))
    form["title"] = 'Tình hình "A&B" <2021>'
    form["x-plansheet"]["sheet"] = 'Nhiệm vụ \'21 {A&B} <x> "y"'
    form["properties"] |= {
        "stage": {
            "title": "Giai đoạn, bước & việc " * 4,
            "description": "Chọn một bước. " * 40,
            "type": "string",
            "enum": [f"Bước {n}: làm, xong, giao" for n in range(30)],
        },
        "grade": {"title": 'Loại "', "type": "string", "enum": ['Loại "A"', "Loại 'B'", "C"]},
        "spent": {"title": "Đã chi", "type": "number", "minimum": 0, "x-plansheet": {"width": 300}},
    }
    form["allOf"].append(
        {
            "if": {"properties": {"grade": {"const": 'Loại "A"'}}, "required": ["grade"]},
            "then": {"required": ["spent"]},
            "x-plansheet": {"column": "spent"},
        }
    )
    (folder / "task_report.json").write_text(json.dumps(form), encoding="utf-8")
    form = json.loads((packaged / "indicator_report.json").read_text(encoding="utf-8"))
    form["x-plansheet"]["sheet"] = "A1"
    (folder / "indicator_report.json").write_text(json.dumps(form), encoding="utf-8")
    return folder


def hostile_tables() -> PlanTables:
    """A plan with many agencies, groups, every way to consolidate, and texts that want to run."""
    agencies = [
        *(agency(f"SO{n:02}", f"Sở Thử nghiệm số {n}", DEPARTMENT) for n in range(4)),
        *(agency(f"HO{n:02}", text[:300], DEPARTMENT) for n, text in enumerate(HOSTILE)),
        *(agency(f"UB{n:02}", f"UBND huyện Số {n}", DISTRICT) for n in range(4)),
    ]
    tasks = [
        task(
            f"NV{n:02}",
            ("SO00", "Các sở, ban, ngành", "SO01; SO02")[n % 3],
            coordinators=("UBND các huyện, thị xã, thành phố", "SO03; UB01")[n % 2],
            task_name=text,
            level=text[:200],
            field=text[:100],
            note=text,
        )
        for n, text in enumerate(HOSTILE)
    ]
    rules = ("Một đầu mối", "Cộng", "Tỷ lệ", "Bình quân gia quyền", "Lớn nhất", "Nhỏ nhất")
    indicators = [
        indicator(
            f"CT{n:02}",
            "SO00" if rule == "Một đầu mối" else "UB00; UB01; SO00",
            indicator_name=HOSTILE[n],
            unit="%" if rule == "Tỷ lệ" else "xã",
            aggregation=rule,
            target_2021=target,
            goal="từ 9,3% trở lên",
        )
        for n, (rule, target) in enumerate(
            zip(rules, ("90,5", ">90", "7-9", "dưới 3%", "khoảng 5", "=1+1"), strict=True)
        )
    ]
    facts = {**FACTS, "Tên kế hoạch": HOSTILE[10] + HOSTILE[16], "Cơ quan ban hành": HOSTILE[0]}
    return plan_tables(tasks, indicators, agencies=agencies, facts=facts)


@pytest.fixture(scope="session")
def hostile_plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    folder = tmp_path_factory.mktemp("hostile")
    forms = load_forms(hostile_forms(folder / "forms"))
    return read_plan(write_tables(hostile_tables(), folder / "plan.xlsx", forms), forms)


def fill(template: Path, out: Path, plan: Plan) -> Path:
    """Type hostile text into every cell that an agency may fill in."""
    forms: dict[str, Form] = {plan.forms[name].sheet: plan.forms[name] for name in RETURN_FORMS}
    with xlsxwriter.Workbook(str(out)) as book:
        for sheet in openpyxl.load_workbook(template).worksheets:
            copy = book.add_worksheet(sheet.title)
            form = forms.get(sheet.title)
            for at, row in enumerate(sheet.iter_rows(values_only=True), start=1):
                is_data = form is not None and at > 5 and row[1]
                for number, value in enumerate(row):
                    new: object = value
                    if form and is_data and number < len(form.columns):
                        new = typed(form.columns[number], at + number, value)
                    if new is not None:
                        write = copy.write_string if isinstance(new, str) else copy.write
                        write(at - 1, number, new)
    return out


def typed(column: Column, number: int, value: object) -> object:
    """What somebody with bad intentions types into a cell of `column`."""
    if not column.is_input:
        return value
    if column.kind == "choice":
        return column.choices[number % len(column.choices)]
    if column.is_numeric:
        return (1e-300, 1e300, -0.0, 123456789.123456)[number % 4]
    text = HOSTILE[number % len(HOSTILE)][:16_000]
    return "".join("\ufffd" if c in UNWRITABLE else c for c in text)


def reported(plan: Plan, folder: Path) -> list[Path]:
    """The templates of a plan and two reports: of nothing but one bad file, and of hostile text."""
    issued = plansheet.issue(plan, "2021-Q2", folder / "issued", groups=True)
    (folder / "returns").mkdir()
    (folder / "returns" / "=cmd|' C calc'!A0.xlsx").write_bytes(b"no workbook")
    nothing = plansheet.merge(plan, "2021-Q2", folder / "returns", AS_OF)
    for path in issued[::6]:
        fill(path, folder / "returns" / path.name, plan)
    merged = plansheet.merge(plan, "2021-Q2", folder / "returns", AS_OF)
    assert len(merged.reported_rows) > 10
    reports = [
        plansheet.write_report(nothing, folder / "nothing.xlsx"),
        plansheet.write_report(merged, folder / "report.xlsx"),
    ]
    upper = fill_upper_level(merged, issued[0], folder / "upper.xlsx").path
    files = find_returns(folder / "returns")
    checked = check_files(files, plan, AS_OF, annotated=folder / "copies")
    copies = sorted((folder / "copies").iterdir())
    assert len(copies) == sum(any(p.severity != "info" for p in c.problems) for c in checked) > 3
    return [*issued, *reports, upper, *copies, plansheet.write_plan(plan, folder / "plan.xlsx")]


@pytest.fixture(scope="session")
def workbooks(
    tmp_path_factory: pytest.TempPathFactory, kien_giang: Plan, hostile_plan: Plan
) -> dict[str, list[Path]]:
    """Every kind of workbook that plansheet writes, by where it comes from."""
    folders = {name: tmp_path_factory.mktemp(name) for name in ("blank", "real", "hostile")}
    blank = write_blank_workbooks(folders["blank"])
    hostile = write_blank_workbooks(tmp_path_factory.mktemp("b"), hostile_plan.forms)
    packaged = {path.read_bytes() for path in blank}
    return {
        "blank": blank,
        "blank hostile": [path for path in hostile if path.read_bytes() not in packaged],
        "real": reported(kien_giang, folders["real"]),
        "hostile": reported(hostile_plan, folders["hostile"]),
    }


KINDS = {"blank": 8, "blank hostile": 2, "real": 33 + 5, "hostile": 24 + 5}
"""How many workbooks there are at least: templates, reports, copies, the plan."""


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('si="0"/>', 'si="7"/>', "C4: outside the cells of shared formula 7"),
        ('ref="C3:C5" si', 'ref="C3:C4" si', "C5: outside the cells of shared formula 0"),
        (">SUM(A3)", ">SUM({3})", "C3: shared formula 0 with what no shared one has"),
        (">SUM(A3)", ">SUM(A3", "C3: "),
    ],
)
def test_a_wrong_shared_formula_is_seen(tmp_path: Path, old: str, new: str, fault: str) -> None:
    path = tmp_path / "x.xlsx"
    with new_book(path, title="x") as book:
        sheet = book.page("Trang").sheet
        fill_down(sheet, 2, 2, lambda row: f"=SUM(A{row + 1})", ["a"] * 3, book.style("plain"))
    assert excel_faults(path) == []
    bad = rewritten(
        path, "xl/worksheets/sheet1.xml", lambda s: s.replace(old, new, 1), tmp_path / "bad.xlsx"
    )
    (found,) = excel_faults(bad)
    assert f"Trang: {fault}" in found


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_excel_takes_every_workbook(workbooks: Mapping[str, list[Path]], kind: str) -> None:
    paths = workbooks[kind]
    assert len(paths) >= KINDS[kind]
    assert [f"{path.name}: {fault}" for path in paths for fault in excel_faults(path)] == []


def shapes(paths: list[Path]) -> list[Path]:
    """Of workbooks with the same parts, which differ in their rows, the largest."""
    largest: dict[tuple[str, ...], Path] = {}
    for path in sorted(paths, key=lambda path: path.stat().st_size):
        with zipfile.ZipFile(path) as archive:
            names = re.findall(rb' name="[^"]+"', archive.read("xl/workbook.xml"))
            largest[*archive.namelist(), *map(repr, names)] = path
    return list(largest.values())


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_microsofts_validator_takes_every_kind(
    workbooks: Mapping[str, list[Path]], kind: str, validate: Validate
) -> None:
    paths = shapes(workbooks[kind])
    assert len(paths) >= min(5, KINDS[kind])
    assert [f"{path.name}: {fault}" for path in paths for fault in validate(path)] == []


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def test_hostile_text_stays_text(hostile_plan: Plan) -> None:
    """What went through the plan workbook is what it was, but for what a cell cannot hold."""
    names = [task.name for task in hostile_plan.tasks]
    assert len(names) == len(HOSTILE)
    for was, now in zip(HOSTILE, names, strict=True):
        possible = "".join("\ufffd" if c in "\ud800\udfff\ufffe" else c for c in was)
        if utf16(possible) <= CELL_LIMIT:
            assert now == possible
        else:
            assert utf16(now) in (CELL_LIMIT, CELL_LIMIT - 1)
            assert now.startswith(was[:16_000])
            assert now.endswith("[còn nữa, xem DataFrame]")


TEXTS = st.text(st.characters(exclude_categories=["Cs"])) | st.sampled_from(HOSTILE)
VALUES = st.one_of(
    st.none(),
    TEXTS,
    st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False),
    st.decimals(-(10**9), 10**9, places=3),
    st.dates(date(1901, 1, 1), date(9999, 12, 31)),
    st.datetimes(datetime(1901, 1, 1), datetime(9999, 12, 31)),
    st.builds(Link, st.just("Nhiệm vụ"), st.just("A1"), TEXTS),
)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=st.lists(st.tuples(VALUES, VALUES), min_size=1, max_size=8), title=TEXTS)
def test_whatever_stands_in_a_table(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[object, object]], title: str
) -> None:
    """Any value gives a workbook that Excel takes, and texts come back as they were."""
    path = tmp_path_factory.getbasetemp() / "table.xlsx"
    columns = [Column("a", Term("A")), Column("b", Term("B"))]
    with new_book(path, title=title) as book:
        grid = write_table(book, TableSheet("Nhiệm vụ", columns, rows, heading=(title,)))  # type: ignore[arg-type]
    assert excel_faults(path) == []
    (sheet,) = open_workbook(path).sheets
    assert not sheet.formulas
    for row, read in zip(rows, sheet.rows[grid.first :], strict=False):
        for value, cell in zip(row, read, strict=False):
            if isinstance(value, str) and value and len(value) < 3000:
                assert cell == "".join("\ufffd" if c in UNWRITABLE else c for c in value)
            elif isinstance(value, Decimal):
                assert cell == pytest.approx(float(value), rel=1e-14)
