"""Forms: one source for template, validation, merge and report; and what is no form."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from openpyxl.cell import Cell

from plansheet import (
    FormError,
    Plan,
    check_plan,
    issue,
    load_forms,
    merge,
    read_plan,
    read_return,
    validate,
    write_plan,
    write_report,
)
from plansheet.forms import FORM_NAMES, Form
from plansheet.forms.choices import CHOICES
from plansheet.forms.names import NEEDED
from plansheet.forms.resources import resource
from plansheet.plan.workbook.tables import PlanTables
from plansheet.problems.catalogue.stops import STOPS
from plansheet.report.explain import explain
from plansheet.report.upper_level import fill_upper_level
from plansheet.returns import interpret
from support.damages import FIGURES, TASKS
from support.effort import examples
from support.filling import (
    AGENCIES,
    AS_OF,
    PERIOD,
    STC,
    SYT,
    UBA,
    Copy,
    Tag,
    Typed,
    asked,
    fill_file,
    indicator,
    key,
    make_plan,
    merge_copies,
    plan_tables,
    task,
)
from support.sending import GOING, send

Json = Any
PACKAGED = resource("workbook_templates")


def own_forms(folder: Path, **columns: dict[str, Json]) -> Path:
    """A folder with some forms of the package, each with more columns at its end."""
    folder.mkdir(exist_ok=True)
    for name, added in columns.items():
        schema = json.loads((PACKAGED / f"{name}.json").read_text(encoding="utf-8"))
        schema["properties"] |= added
        (folder / f"{name}.json").write_text(json.dumps(schema), encoding="utf-8")
    return folder


SPENT = {"title": "Kinh phí đã chi", "type": "number", "minimum": 0, "description": "Triệu đồng"}
PRIORITY = {"title": "Ưu tiên", "type": "string", "enum": ["Cao", "Thấp"]}
LOCKED = {"x-plansheet": {"locked": True}}
SUMMED = {"title": "Vốn giải ngân", "type": "number", "x-plansheet": {"aggregate": True}}


@pytest.fixture
def own_plan(tmp_path: Path) -> Plan:
    """A plan of one's own forms: columns added to five of the seven."""
    forms = own_forms(
        tmp_path / "forms",
        task_report={"spent": SPENT, "priority": {"title": "Ưu tiên", **LOCKED}},
        indicator_report={"capital": SUMMED},
        tasks={"priority": PRIORITY},
        agencies={"head": {"title": "Thủ trưởng", "type": "string"}},
        calendar={"form_no": {"title": "Mẫu số", "type": "integer"}},
    )
    tables = own_tables()
    return make_plan(tmp_path, tables, forms)


def test_an_added_column_of_numbers_is_issued_and_reported_as_numbers(tmp_path: Path) -> None:
    budget = {"title": "Kinh phí được giao", "type": "number"}
    forms = own_forms(
        tmp_path / "forms", tasks={"budget": budget}, task_report={"budget": {**budget, **LOCKED}}
    )
    own = make_plan(tmp_path, plan_tables([{**task("NV1", "SYT"), "budget": "1500"}]), forms)
    (path,) = issue(own, "2021-Q2", tmp_path / "issued")
    merged = merge(own, "2021-Q2", [path], date(2021, 7, 1))
    assert set(merged.problems["code"]) == {"blank-return"}
    report = write_report(merged, tmp_path / "report.xlsx")
    for book in (path, report):
        sheet = openpyxl.load_workbook(book)["Nhiệm vụ"]
        (header,) = (c for row in sheet["A4:Z5"] for c in row if c.value == "Kinh phí được giao")
        assert sheet.cell(header.row + 1, header.column).value == 1500


def own_tables() -> PlanTables:
    agencies = [{**AGENCIES[0], "head": "Bà Hai"}, *AGENCIES[1:]]
    calendar = [{"period_kind": "Quý", "deadline": "", "form_no": "7"}]
    return plan_tables(
        [{**task("NV1", "SYT"), "priority": "Cao"}, task("NV2", "SYT")],
        [indicator("CT1", "SYT; UBA"), indicator("CT2", "UBA", unit="%", aggregation="Tỷ lệ")],
        agencies=agencies,
        calendar=calendar,
    )


def test_an_added_column_is_read_and_written_with_the_plan(own_plan: Plan, tmp_path: Path) -> None:
    assert own_plan.tasks[0].extra == {"priority": "Cao"}
    assert own_plan.agency_extra == {SYT: {"head": "Bà Hai"}}
    assert own_plan.calendar[0].extra == {"form_no": "7"}
    again = read_plan(write_plan(own_plan, tmp_path / "again.xlsx"), own_plan.forms)
    assert again == own_plan


def test_an_added_column_of_the_plan_is_checked(own_plan: Plan, tmp_path: Path) -> None:
    from plansheet import check_plan
    from plansheet.plan.workbook.writing import write_tables

    tables = own_tables()
    wrong = replace(tables, tasks=({**tables.tasks[0], "priority": "Vừa"},))
    path = write_tables(wrong, tmp_path / "wrong.xlsx", own_plan.forms)
    _, problems = check_plan(path, own_plan.forms)
    assert key(problems) == {("not-in-list", "Nhiệm vụ", "M2")}


def test_an_added_column_is_in_the_template(own_plan: Plan, tmp_path: Path) -> None:
    paths = {path.name: path for path in issue(own_plan, PERIOD, tmp_path / "issued")}
    book = openpyxl.load_workbook(paths[f"SYT_{PERIOD}.xlsx"])
    sheet = book["Nhiệm vụ"]
    letters = {cell.value: cell.column_letter for cell in sheet[5] if isinstance(cell, Cell)}
    spent, priority = letters["Kinh phí đã chi"], letters["Ưu tiên"]
    assert (sheet[f"{priority}6"].value, sheet[f"{priority}7"].value) == ("Cao", None)
    assert sheet[f"{priority}6"].protection.locked
    assert not sheet[f"{spent}6"].protection.locked
    rules = [v for v in sheet.data_validations.dataValidation if f"{spent}6" in v.sqref]
    assert [(v.type, v.formula1, v.prompt) for v in rules] == [("decimal", "0", "Triệu đồng")]
    assert "Vốn giải ngân" in [cell.value for cell in book["Chỉ tiêu"][5]]


def test_an_added_column_is_checked_on_return_and_merged(own_plan: Plan, tmp_path: Path) -> None:
    paths = {path.name: path for path in issue(own_plan, PERIOD, tmp_path / "issued")}
    typed: dict[Tag, Typed] = {
        (TASKS, "NV1", "status"): "Đang thực hiện",
        (TASKS, "NV1", "spent"): "1.234,5",
        (TASKS, "NV2", "status"): "Đang thực hiện",
        (TASKS, "NV2", "spent"): -1,
        (FIGURES, "CT1", "capital"): 10.5,
    }
    path = fill_file(paths[f"SYT_{PERIOD}.xlsx"], tmp_path / "x.xlsx", own_plan, typed)
    ret = read_return(path, own_plan)
    assert key(validate(ret, own_plan, AS_OF)) == {
        ("number-repaired", "Nhiệm vụ", "P6"),
        ("out-of-range", "Nhiệm vụ", "P7"),
    }
    copy = Copy.opened(path, own_plan)
    other = asked(own_plan)[UBA]
    other.fill(FIGURES, "CT1", capital=4.5)
    other.fill(FIGURES, "CT2.tu", capital=1)
    other.fill(FIGURES, "CT2.mau", capital=8)
    merged = merge_copies(own_plan, [copy, other])
    assert merged.tasks["spent"].tolist() == [Decimal("1234.5"), None]
    assert merged.task_reports["spent"].tolist() == [Decimal("1234.5"), None]
    assert merged.task_reports["priority"].tolist() == ["Cao", None]
    assert merged.indicators["capital"].tolist() == [Decimal(15), Decimal("12.5")]
    assert set(merged.indicator_reports["capital"]) == {
        Decimal("10.5"),
        Decimal("4.5"),
        Decimal("12.5"),
        Decimal(1),
        Decimal(8),
    }


def test_a_changed_rule_holds_on_return(tmp_path: Path) -> None:
    folder = own_forms(tmp_path / "forms", task_report={})
    schema = json.loads((folder / "task_report.json").read_text(encoding="utf-8"))
    schema["required"].append("result")
    rule = {
        "if": {"properties": {"status": {"const": "Tạm dừng"}}, "required": ["status"]},
        "then": {"required": ["difficulty"]},
        "x-plansheet": {"column": "difficulty", "message": "Nêu lý do tạm dừng {row_code}."},
    }
    schema["allOf"].append(rule)
    (folder / "task_report.json").write_text(json.dumps(schema), encoding="utf-8")
    plan = make_plan(tmp_path, plan_tables([task("NV1", "SYT")]), folder)
    copy = asked(plan)[SYT]
    copy.fill(TASKS, "NV1", status="Tạm dừng")
    found = validate(interpret(copy.workbook(), plan), plan, AS_OF)
    assert key(found) == {
        ("missing-required", "Nhiệm vụ", "J2"),
        ("rule-violated", "Nhiệm vụ", "M2"),
    }
    assert "Nêu lý do tạm dừng NV1." in [p.message for p in found]


def test_columns_may_be_left_out_and_put_in_another_order(tmp_path: Path) -> None:
    folder = own_forms(tmp_path / "forms", task_report={})
    schema = json.loads((folder / "task_report.json").read_text(encoding="utf-8"))
    names = ["status", "task_code", "task_name", "progress", "document_no", "document_date", "note"]
    schema["properties"] = {name: schema["properties"][name] for name in names}
    (folder / "task_report.json").write_text(json.dumps(schema), encoding="utf-8")
    plan = make_plan(tmp_path, plan_tables([task("NV1", "SYT; STC")]), folder)
    copies = asked(plan)
    for code, status in ((SYT, "Hoàn thành"), (STC, "Đang thực hiện")):
        copies[code].fill(TASKS, "NV1", status=status, document_date=date(2021, 5, 1))
    merged = merge_copies(plan, copies.values())
    assert merged.tasks["status"].tolist() == ["Đang thực hiện"]
    assert len([p for p in merged.all_problems if p.code == "lead-conflict"]) == 2
    assert issue(plan, PERIOD, tmp_path / "issued")


def bare_forms(folder: Path) -> Path:
    """Every form with no other columns than those that it must have."""
    folder = own_forms(folder, **{name: {} for name in FORM_NAMES})
    for name in FORM_NAMES:
        path = folder / f"{name}.json"
        schema = json.loads(path.read_text(encoding="utf-8"))
        schema["properties"] = {c: schema["properties"][c] for c in NEEDED[name]}
        rules = schema.pop("allOf", ())
        if kept := [r for r in rules if r["x-plansheet"]["column"] in NEEDED[name]]:
            schema["allOf"] = kept
        path.write_text(json.dumps(schema), encoding="utf-8")
    return folder


def test_no_other_column_is_needed_for_the_whole_cycle(tmp_path: Path) -> None:
    tables = plan_tables(
        [task("NV1", "SYT; STC", coordinators="UBA")],
        [
            indicator("CT1", "SYT; UBA", target_2021="50"),
            indicator("CT2", "SYT; UBA", unit="%", aggregation="Tỷ lệ", target_2021="60"),
        ],
    )
    plan = make_plan(tmp_path, tables, bare_forms(tmp_path / "forms"))
    typed: dict[Tag, Typed] = {
        (TASKS, "NV1", "status"): "Hoàn thành",
        (TASKS, "NV1", "document_date"): date(2021, 3, 1),
        (FIGURES, "CT1", "cumulative"): 4,
        (FIGURES, "CT2.tu", "cumulative"): 1,
        (FIGURES, "CT2.mau", "cumulative"): 2,
    }
    reports: list[Path] = []
    for period, as_of in (("2021-Q1", date(2021, 4, 1)), ("2021-Q2", date(2021, 7, 1))):
        earlier = reports[-1] if reports else None
        issued = issue(plan, period, tmp_path / period, earlier)
        returns = tmp_path / f"{period} returns"
        returns.mkdir()
        for path in issued:
            if path.name.startswith("SYT"):
                fill_file(path, returns / path.name, plan, typed)
        merged = merge(plan, period, returns, as_of, earlier, decisions=None)
        assert {p.code for p in merged.all_problems} <= {"missing-return", "late-return"}
        reports.append(write_report(merged, tmp_path / f"{period}.xlsx"))
        typed = {(FIGURES, "CT1", "cumulative"): 9, (FIGURES, "CT2.tu", "cumulative"): 2}
    assert explain(reports[-1], "CT1", plan.forms).origins
    again = merge(plan, "2021-Q2", returns, as_of, reports[0], decisions=reports[1])
    assert again.summary() == merged.summary()
    fill_upper_level(merged, issued[-1], tmp_path / "upper.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "upper.xlsx")["Chỉ tiêu"]
    texts = [str(cell.value) for row in sheet for cell in row]
    assert any("1/2 cơ quan" in text and "An Bình" in text for text in texts)


def test_a_plan_names_its_folder_of_forms(own_plan: Plan, tmp_path: Path) -> None:
    (tmp_path / "lower").mkdir()
    for path in (tmp_path / "again.xlsx", tmp_path / "lower" / "again.xlsx"):
        again = read_plan(write_plan(own_plan, path))
        assert again == own_plan and again.tasks[0].extra and not again.problems
        assert again.forms.by_name == own_plan.forms.by_name
    book = openpyxl.load_workbook(path)
    facts = {row[0].value: row[1] for row in book["Kế hoạch"].iter_rows()}
    assert facts["Thư mục biểu mẫu"].value == "../forms"
    assert read_plan(path, load_forms()).forms.folder is None
    facts["Thư mục biểu mẫu"].value = "..\\forms\\"
    book.save(path)
    assert read_plan(path).forms.folder is not None


@pytest.mark.parametrize(
    "folder", ["mau", "\\\\may-la\\forms", "C:\\forms", "/forms", "a" * 5000, "bad"]
)
def test_a_folder_of_forms_that_cannot_be_used_is_one_problem(
    own_plan: Plan, tmp_path: Path, folder: str
) -> None:
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "tasks.json").write_text("{", encoding="utf-8")
    path = write_plan(own_plan, tmp_path / "again.xlsx")
    book = openpyxl.load_workbook(path)
    (cell,) = (r[1] for r in book["Kế hoạch"].iter_rows() if r[0].value == "Thư mục biểu mẫu")
    cell.value = folder
    book.save(path)
    plan, problems = check_plan(path)
    found = {(p.code, p.sheet, p.cell) for p in problems}
    assert plan is None and found == {("forms-unusable", "Kế hoạch", cell.coordinate)}
    assert read_plan(path, tmp_path / "forms") == own_plan


def test_forgotten_forms_are_one_problem_of_the_coordinator(tmp_path: Path) -> None:
    more = {"spent": SPENT, "paid": {**SPENT, "title": "Đã thanh toán"}}
    plan = make_plan(
        tmp_path, plan_tables([task("NV1", "SYT")]), own_forms(tmp_path / "forms", task_report=more)
    )
    told = {**GOING, "spent": Decimal(4), "paid": Decimal(3)}
    send(plan, tmp_path / "in", {"SYT": {("task_report", "NV1"): told}})
    path = tmp_path / "in" / "SYT_2021-Q2.xlsx"
    bare = read_plan(tmp_path / "plan.xlsx", load_forms())

    def found(of: Plan) -> list[tuple[str, str, str]]:
        return [(p.code, p.sheet, p.cell) for p in read_return(path, of).problems]

    assert found(plan) == []
    assert found(bare) == [("other-forms", "", "")]
    book = openpyxl.load_workbook(path)
    sheet = book["Nhiệm vụ"]
    sheet.protection.sheet = False
    width = sheet.max_column
    sheet.cell(5, width + 1, "Cột của tôi")
    sheet.cell(6, width + 1, "thêm")
    book.save(path)
    cell = sheet.cell(6, width + 1).coordinate
    header = sheet.cell(5, width + 1).coordinate
    own = [("column-added", "Nhiệm vụ", cell), ("unread-cell", "Nhiệm vụ", header)]
    assert found(plan) == own
    assert found(bare) == [*own, ("other-forms", "", "")]


def test_forms_that_are_not_there_come_from_the_package(tmp_path: Path) -> None:
    forms = load_forms(own_forms(tmp_path / "forms", tasks={"priority": PRIORITY}))
    packaged = load_forms()
    assert [name for name in FORM_NAMES if forms[name] != packaged[name]] == ["tasks"]
    assert load_forms(None) is load_forms()


def test_a_form_travels_to_other_processes() -> None:
    form = load_forms()["task_report"]
    assert form.violations({}) == pickle.loads(pickle.dumps(form)).violations({}) != []


# What is no form.


def changed(**changes: Json) -> Callable[[Json], Json]:
    return lambda schema: {**schema, **changes}


def with_column(name: str, **spec: Json) -> Callable[[Json], Json]:
    def change(schema: Json) -> Json:
        return {**schema, "properties": {**schema["properties"], name: spec}}

    return change


def without(name: str) -> Callable[[Json], Json]:
    def change(schema: Json) -> Json:
        kept = {k: v for k, v in schema["properties"].items() if k != name}
        return {**schema, "properties": kept}

    return change


def with_choices(name: str, *choices: str) -> Callable[[Json], Json]:
    """The column chooses among these, or is free text where there are none."""
    return with_column(
        name, title="Tình trạng", type="string", **({"enum": choices} if choices else {})
    )


def test_the_forms_choose_among_all_the_words_that_the_program_knows() -> None:
    chosen: dict[tuple[str, str], tuple[str, ...]] = {
        (form.name, column.name): column.choices
        for form in load_forms()
        for column in form.columns
        if column.name in CHOICES.get(form.name, ())
    }
    known = {(form, name): words for form, of in CHOICES.items() for name, words in of.items()}
    assert {key: sorted(words) for key, words in chosen.items()} == {
        key: sorted(words) for key, words in known.items()
    }


EXTRA = {"sheet": "Nhiệm vụ", "key": "task_code", "name": "task_name"}


def with_check(check: str, **more: Json) -> Callable[[Json], Json]:
    return changed(**{"x-plansheet": {**EXTRA, "checks": [{"check": check, **more}]}})


BAD_FORMS = {
    "a list": lambda _: [],
    "a number": lambda _: 5,
    "no properties": lambda schema: {k: v for k, v in schema.items() if k != "properties"},
    "no sheet": changed(**{"x-plansheet": {"key": "task_code"}}),
    "no extra": lambda schema: {k: v for k, v in schema.items() if k != "x-plansheet"},
    "unknown key": changed(**{"x-plansheet": {**EXTRA, "key": "ma"}}),
    "unknown type": with_column("x", title="X", type="strin"),
    "a column that is a text": changed(properties={"x": "chữ"}),
    "a pattern that validators read differently": with_column("x", title="X", pattern="^\\d+$"),
    "such a pattern in a rule": changed(
        allOf=[{"then": {"properties": {"result": {"pattern": "\\w"}}}}]
    ),
    "two columns of one header": with_column("x", title="GHI  CHÚ (*)"),
    "a blank header": with_column("x", title=" "),
    "a column without a usable name": with_column("mã số", title="X"),
    "a column of ours": with_column("agency", title="X"),
    "a formula of an unknown column": with_column(
        "x", title="X", type="number", **{"x-plansheet": {"formula": "={y}*2"}}
    ),
    "a rule of an unknown column": changed(
        allOf=[{"then": {"required": ["result"]}, "x-plansheet": {"column": "y"}}]
    ),
    "a rule on something that it cannot see": changed(
        allOf=[{"if": {"properties": {"deadline": {"const": "x"}}}, "then": {"required": ["note"]}}]
    ),
    "a rule on the same, deeper": changed(
        allOf=[{"then": {"anyOf": [{"not": {"required": ["ministry"]}}]}}]
    ),
    "a comparison that is none": with_check("{progress} >"),
    "a comparison of an unknown column": with_check("{progres} > 0"),
    "a comparison of words": with_check("{status} > 0"),
    "a comparison of every column": with_check("{NV1,*} > 0"),
    "a cell of three parts": with_check("{a,b,progress} > 0"),
    "a comparison at an unknown column": with_check("{progress} > 0", column="y"),
    "an unknown word of a check": with_check("{progress} > 0", colum="progress"),
    "an unknown severity of a check": with_check("{progress} > 0", severity="fatal"),
    "an unknown rule for blanks": with_check("{progress} > 0", missing="null"),
    "a tolerance below nought": with_check("{progress} > 0", tolerance=-1),
    "a check without comparison": changed(**{"x-plansheet": {**EXTRA, "checks": [{}]}}),
    "checks that are no list": changed(**{"x-plansheet": {**EXTRA, "checks": 5}}),
    "an unknown required column": changed(required=["status", "y"]),
    "a status that nobody knows": with_choices("status", "Hoàn thành", "Gần xong"),
    "any text as status": with_choices("status"),
    "without status": without("status"),
    "without code": without("task_code"),
    "a sheet name too long": changed(**{"x-plansheet": {**EXTRA, "sheet": "x" * 32}}),
    "a sheet name with a colon": changed(**{"x-plansheet": {**EXTRA, "sheet": "a:b"}}),
    "the sheet of the guide": changed(**{"x-plansheet": {**EXTRA, "sheet": "Hướng dẫn"}}),
    "the sheet of another form": changed(**{"x-plansheet": {**EXTRA, "sheet": "Chỉ tiêu"}}),
}


@pytest.mark.parametrize(("name", "column"), [(n, c) for n in FORM_NAMES for c in NEEDED[n]])
def test_a_column_that_the_program_needs_is_missed_by_name(
    name: str, column: str, tmp_path: Path
) -> None:
    folder = own_forms(tmp_path, **{each: {} for each in FORM_NAMES})
    path = folder / f"{name}.json"
    path.write_text(json.dumps(without(column)(json.loads(path.read_text(encoding="utf-8")))))
    title = load_forms()[name].by_name[column].title
    with pytest.raises(FormError) as error:
        load_forms(folder)
    assert error.value.wording == STOPS["form-lacks-column"].fill(
        path=path, column=column, title=title
    )


@pytest.mark.parametrize("name", BAD_FORMS)
def test_a_bad_form_is_one_sentence(name: str, tmp_path: Path) -> None:
    schema = json.loads((PACKAGED / "task_report.json").read_text(encoding="utf-8"))
    (tmp_path / "task_report.json").write_text(json.dumps(BAD_FORMS[name](schema)))
    with pytest.raises(FormError) as error:
        load_forms(tmp_path)
    for sentence in (error.value.wording.vi, error.value.wording.en):
        assert "\n" not in sentence
        assert sentence.endswith(".")
        assert 30 < len(sentence) < 400


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"title": NaN}'])
def test_what_is_no_json_is_no_form(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "task_report.json").write_bytes(content)
    with pytest.raises(FormError):
        load_forms(tmp_path)


def test_a_file_that_is_no_form(tmp_path: Path) -> None:
    (tmp_path / "task_reports.json").write_text("{}")
    with pytest.raises(FormError) as error:
        load_forms(tmp_path)
    assert "task_reports.json" in error.value.wording.vi
    (tmp_path / "task_reports.json").rename(tmp_path / "ghi chú.txt")
    (tmp_path / "tasks.json").mkdir()
    with pytest.raises(FormError):
        load_forms(tmp_path)


def test_the_packaged_forms_would_pass_as_ones_own(tmp_path: Path) -> None:
    folder = own_forms(tmp_path / "forms", **{name: {} for name in FORM_NAMES})
    forms, packaged = load_forms(folder), load_forms()
    assert list(forms) == list(packaged)


# Two validators, one meaning.


def second_opinion(form: Form, row: dict[str, Json]) -> set[tuple[str, str]]:
    """Column and keyword of each error that `jsonschema` finds."""
    validator = Draft202012Validator(
        form.schema, format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    found = set()
    for error in validator.iter_errors(row):
        column = str(error.absolute_path[0]) if error.absolute_path else ""
        if error.validator == "required":
            column = error.message.split("'")[1]
        found.add((column, str(error.validator)))
    return found


def rows(form: Form) -> st.SearchStrategy[dict[str, Json]]:
    numbers = st.integers(-(10**18), 10**18) | st.floats(allow_nan=False, allow_infinity=False)
    days = st.sampled_from(["2021-06-30", "2021-02-31", "30/6/2021", "2021-6-3", "2021-13-01"])
    others = st.text(max_size=8) | days | st.sampled_from([0, 0.5, 1, 99.9, 100, 100.5, -1])
    columns = {}
    for column in form.columns:
        own = st.sampled_from([*map(str, column.choices)]) if column.choices else others
        columns[column.name] = own | numbers | others
    return st.fixed_dictionaries({}, optional=columns)


@pytest.mark.parametrize("name", FORM_NAMES)
def test_both_validators_find_the_same(name: str) -> None:
    form = load_forms()[name]

    @settings(max_examples=examples(60), deadline=None)
    @given(rows(form))
    def compare(row: dict[str, Json]) -> None:
        found = {(violation.column, violation.keyword) for violation in form.violations(row)}
        assert found == second_opinion(form, row)

    compare()
