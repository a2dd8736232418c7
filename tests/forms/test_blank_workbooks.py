"""The blank workbooks are those that the forms make, and the forms' own words are documented."""

from __future__ import annotations

import ast
import difflib
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

import plansheet
from make_blank_workbooks import BLANK_YEARS, PLAN_FILE, write_blank_workbooks
from plansheet.cli.commands import cli
from plansheet.forms import FORM_NAMES, load_forms
from plansheet.forms.comparisons.check import KEYWORDS
from plansheet.forms.names import NEEDED
from plansheet.forms.resources import resource
from plansheet.plan.workbook.facts import read_years
from plansheet.plan.workbook.writing import write_blank_plan
from plansheet.problems import InputError, OutputError
from plansheet.workbooks.reading import open_workbook
from support.office.writer import needs_same_writer

TEMPLATES = resource("workbook_templates")
NAMES = [*(f"{name}.xlsx" for name in FORM_NAMES), PLAN_FILE]


def parts(path: Path) -> dict[str, bytes]:
    """The unpacked parts of a workbook, in their order."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def difference(name: str, kept: bytes, made: bytes) -> list[str]:
    """What changed in one XML part, an element a line."""
    before, after = (
        part.decode("utf-8", "replace").replace("><", ">\n<").split("\n") for part in (kept, made)
    )
    found = difflib.unified_diff(before, after, f"kept/{name}", f"made/{name}", lineterm="", n=1)
    return list(found)[:40]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("blank")
    write_blank_workbooks(folder)
    return folder


def test_every_form_has_one(made: Path) -> None:
    assert sorted(path.name for path in made.iterdir()) == sorted(NAMES)
    assert sorted(path.name for path in TEMPLATES.glob("*.xlsx")) == sorted(NAMES)


@needs_same_writer
@pytest.mark.parametrize("name", NAMES)
def test_it_is_what_the_form_makes(made: Path, name: str) -> None:
    """Where this fails: `python tests/make_blank_workbooks.py`, look at it, commit it."""
    was, now = parts(TEMPLATES / name), parts(made / name)
    changes = [
        line
        for part in was | now
        if was.get(part) != now.get(part)
        for line in difference(part, was.get(part, b""), now.get(part, b""))
    ]
    assert "\n".join(changes) == ""
    assert list(was) == list(now)


def test_headers_are_the_titles(made: Path) -> None:
    forms = load_forms()
    for name in FORM_NAMES:
        periods = ["Quý I/2026", "6 tháng đầu năm 2026", "9 tháng năm 2026"]
        years: dict[str, Sequence[int | str]] = {"history": range(2021, 2026)}
        years["target"] = periods if name == "scenario" else BLANK_YEARS
        titles = [column.title for column in forms[name].expanded(years).columns]
        (sheet,) = open_workbook(made / f"{name}.xlsx").sheets
        assert sheet.name == forms[name].sheet
        assert titles in [list(row[: len(titles)]) for row in sheet.rows]


def test_a_blank_plan_says_only_its_years(tmp_path: Path) -> None:
    _, found = plansheet.check_plan(write_blank_plan(tmp_path / "x.xlsx", 2031, 2035))
    assert {(p.code, p.sheet, p.cell) for p in found} == {
        ("missing-required", "Kế hoạch", "B1"),
        ("missing-required", "Kế hoạch", "B2"),
    }


def test_rows_to_fill_in_are_ready_to_type_in(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(write_blank_plan(tmp_path / "x.xlsx", 2031, 2035))
    tasks, agencies = book["Nhiệm vụ"], book["Cơ quan"]
    for sheet in (tasks, agencies):
        column = sheet.column_dimensions["C"]
        assert (column.font.name, column.alignment.wrap_text) == ("Times New Roman", True)
        assert sheet.max_row == 1
    assert agencies.column_dimensions["E"].number_format == "dd/mm/yyyy"


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("2026", (2026, 2026)),
        (" 2026-2030 ", (2026, 2030)),
        ("2026 – 2030", (2026, 2030)),
        ("2030-2026", None),
        ("26-30", None),
        ("2026-", None),
        ("1026-9999", None),
        ("năm nay", None),
        ("", None),
    ],
)
def test_the_years_that_a_plan_is_asked_for(text: str, years: tuple[int, int] | None) -> None:
    assert read_years(text) == years


def test_new_refuses_years_that_are_none_and_files_that_are_there(tmp_path: Path) -> None:
    path = tmp_path / "kế hoạch.xlsx"
    wrong = CliRunner().invoke(cli, ["new", str(path), "--years", "2030-2026"])
    assert isinstance(wrong.exception, InputError)
    assert not path.exists()
    assert CliRunner().invoke(cli, ["new", str(path), "--years", "2026"]).exit_code == 0
    before = path.read_bytes()
    again = CliRunner().invoke(cli, ["new", str(path)], standalone_mode=False)
    assert isinstance(again.exception, OutputError)
    assert path.read_bytes() == before


# The words under `x-plansheet` and their documentation.

KEY = "x-plansheet"
README = TEMPLATES / "README.md"


def used_in_forms() -> Iterator[str]:
    for path in sorted(TEMPLATES.glob("*.json")):
        yield from words(json.loads(path.read_text(encoding="utf-8")))


def words(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        yield from node.get(KEY, {})
        for value in node.values():
            yield from words(value)
    elif isinstance(node, list):
        for value in node:
            yield from words(value)


def read_by_the_code() -> Iterator[str]:
    """The keys that the reader of forms asks of `extra`, its name for `x-plansheet`; of checks."""
    yield from KEYWORDS
    source = Path(plansheet.forms.loading.__file__).read_text(encoding="utf-8")
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id="extra"), attr="get"),
                args=[ast.Constant(value=str(key)), *_],
            ):
                yield key
            case ast.Subscript(value=ast.Name(id="extra"), slice=ast.Constant(value=str(key))):
                yield key


def half(language: str) -> str:
    """The README in one of its languages."""
    vietnamese, english = README.read_text(encoding="utf-8").split("\n# English\n")
    return english if language == "en" else vietnamese


def documented(language: str) -> set[str]:
    """The words in the first column of the tables of one half of the README."""
    return set(re.findall(r"^\| `([a-z_]+)` \|", half(language), re.MULTILINE))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_word_of_the_forms_is_documented(language: str) -> None:
    read = set(read_by_the_code())
    assert {"sheet", "locked", "repeat", "aggregate", "severity"} < read
    assert documented(language) - {*FORM_NAMES} == read | set(used_in_forms())


@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_each_form_must_have_is_documented(language: str) -> None:
    rows = re.findall(r"^\| `(\w+)` \| [^|]+ \| [^|]+ \| ([^|]+) \|$", half(language), re.MULTILINE)
    assert {name: tuple(re.findall(r"\w+", columns)) for name, columns in rows} == dict(NEEDED)


def examples(language: str) -> list[dict[str, Any]]:
    found = re.findall(r"```json\n(.*?)```", half(language), re.DOTALL)
    assert len(found) == 2
    return [json.loads("{" + example + "}") for example in found]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_documented_check_works(language: str, tmp_path: Path) -> None:
    form = json.loads((TEMPLATES / "indicator_report.json").read_text(encoding="utf-8"))
    form |= examples(language)[1]
    (tmp_path / "indicator_report.json").write_text(json.dumps(form), encoding="utf-8")
    (check,) = plansheet.load_forms(tmp_path)["indicator_report"].checks
    assert (check.column, check.severity) == ("cumulative", "warning")


def test_the_documented_example_works(tmp_path: Path) -> None:
    """The column that the README adds to a form is in the template's form."""
    added = [examples(language)[0] for language in ("vi", "en")]
    form = json.loads((TEMPLATES / "task_report.json").read_text(encoding="utf-8"))
    assert added[0].keys() == added[1].keys()
    form["properties"] |= added[0]
    (tmp_path / "task_report.json").write_text(json.dumps(form), encoding="utf-8")
    (name,) = added[0]
    column = plansheet.load_forms(tmp_path)["task_report"].by_name[name]
    spec = added[0][name]
    assert (column.title, column.width) == (spec["title"], spec[KEY]["width"])
    assert (column.kind, column.minimum) == ("number", spec["minimum"])
    assert column.is_input
