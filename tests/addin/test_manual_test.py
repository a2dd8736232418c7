"""The manual test: one list of steps in the README and in the workbook that records results."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from docs.make_manual_test import README, with_tables
from plansheet.addin.building import ADDIN_FILE, SETTINGS_SHEET, manual_workbook
from plansheet.addin.macro_sources import MacroSources
from plansheet.addin.manual_test import OUTCOMES, ManualTest, read_manual_test
from plansheet.addin.office_file import OfficeFile
from support.addin.checks import extracted, said_by_olevba
from support.addin.macro_office import MacroOffice
from support.office.validator import MISSING, schema_faults, validator_command
from support.office.writer import needs_same_writer
from support.places import MACROS

HOME = MACROS / "manual_test"
WORKBOOK = HOME / "phieu_thu.xlsm"
RESULT, SMALL, AT = 6, 7, 9
ROWS = {
    str(row[0].value): row[0].row
    for row in openpyxl.load_workbook(WORKBOOK).worksheets[0].iter_rows(max_col=1)
    if row[0].value
}
"""By key: the row of a fact, an outcome or a step."""


@pytest.fixture(scope="module")
def manual() -> ManualTest:
    return read_manual_test(HOME)


def test_the_readme_has_the_steps() -> None:
    text = README.read_text(encoding="utf-8")
    assert text == with_tables(text), "python docs/make_manual_test.py"


@needs_same_writer
def test_the_workbook_is_the_one_that_its_sources_make() -> None:
    assert WORKBOOK.read_bytes() == manual_workbook(HOME).to_bytes()


def test_every_step_has_its_three_buttons(manual: ManualTest) -> None:
    source = extracted(WORKBOOK.read_bytes())["Recording"]
    named = re.findall(
        r"<x:FmlaMacro>\[0\]!(\w+)</x:FmlaMacro>",
        OfficeFile.read(WORKBOOK).text("xl/drawings/vmlDrawing1.vml"),
    )
    recorded = re.findall(r'Public Sub (\w+)\(\)\n    Record "(\w+)", "(\w+)"', source)
    assert named == ["RecordFacts", *(name for name, _, _ in recorded)]
    assert [pair for _, *pair in recorded] == [
        [step.key, outcome] for step in manual.steps for outcome, _ in OUTCOMES
    ]
    known = re.search(r'Split\("([\w ]+)"\)', source)
    assert known
    keys = [key for key, _ in manual.facts]
    assert set(keys) == {"who", "antivirus", "when", *known[1].split()}


def test_every_button_of_the_ribbon_is_tried(manual: ManualTest, sources: MacroSources) -> None:
    said = "\n".join(step.what.vi + step.what.en for step in manual.steps)
    labels = [button.label for group in sources.groups for button in group.buttons]
    assert [label for label in labels if f"**{label}**" not in said] == []


def test_an_antivirus_program_finds_next_to_nothing() -> None:
    said = said_by_olevba(WORKBOOK.read_bytes())
    assert "IOC" not in said
    assert {word.lower() for word in said["Suspicious"]} == {"hex strings", "base64 strings"}


@pytest.mark.slow
def test_microsofts_validator_takes_it() -> None:
    command = validator_command()
    if command is None:
        pytest.skip(MISSING)
    assert schema_faults(command, WORKBOOK) == []


# In LibreOffice.


@pytest.fixture
def form(office: MacroOffice, tmp_path: Path) -> MacroOffice:
    office.open_macros(manual_workbook(HOME).to_bytes(), tmp_path / "phieu_thu.xlsm")
    return office


def cell(form: MacroOffice, key: str, column: int) -> str:
    return str(form.run(f"Go = ThisWorkbook.Worksheets(1).Cells({ROWS[key]}, {column}).Value"))


def test_each_button_records_in_its_row(form: MacroOffice, manual: ManualTest) -> None:
    sheet = "ThisWorkbook.Worksheets(1)"
    for outcome, label in OUTCOMES:
        macros = [f"{step.key.capitalize()}{outcome.capitalize()}" for step in manual.steps]
        found = (
            f"{sheet}.Cells({ROWS[step.key]}, {column}).Value"
            for step in manual.steps
            for column in (RESULT, AT)
        )
        said = form.run(*macros, *(f"Go = Go & {one} & vbLf" for one in found)).splitlines()
        assert said[::2] == [label] * len(manual.steps)
        assert all(re.fullmatch(r"\d\d:\d\d", at) for at in said[1::2])
    counts = [cell(form, key, 4) for key, _ in OUTCOMES]
    assert counts == ["0", "0", str(len(manual.steps))]
    form.run("Step03Failed")
    assert form.run("Go = ActiveCell.Address(False, False)") == f"H{ROWS['step03']}"
    assert [cell(form, key, 4) for key, _ in OUTCOMES] == ["0", "1", str(len(manual.steps) - 1)]


def test_what_vba_knows_stands_there_by_itself(form: MacroOffice, manual: ManualTest) -> None:
    form.run("Step01Passed")
    facts = {key: cell(form, key, 4) for key, _ in manual.facts}
    assert (facts.pop("who"), facts.pop("antivirus")) == ("", "")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d", facts.pop("when"))
    assert re.fullmatch(r"(Win|Mac), (32|64) bit", facts.pop("bits"))
    assert all(facts.values()), facts
    assert {facts[key] for key in ("addin", "version", "runner", "python")} == {"?"}


@pytest.mark.parametrize(("runner", "column"), [("xlwings", RESULT), ("small", SMALL)])
def test_the_runner_that_is_open_decides_the_column(
    form: MacroOffice, sources: MacroSources, tmp_path: Path, runner: str, column: int
) -> None:
    path = tmp_path / ADDIN_FILE
    settings = {**dict(sources.settings), "PLANSHEET_RUNNER": runner}
    settings |= {"PLANSHEET_VERSION": "1.2.3", "INTERPRETER_WIN": "C:\\p.exe"}
    book = openpyxl.Workbook()  # the settings alone: LibreOffice opens no add-in of Excel
    sheet = book.create_sheet(SETTINGS_SHEET)
    for row in settings.items():
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "a.xlsx").rename(path)
    form.show(path)
    for blank in (RESULT, SMALL):
        form.run(f'ThisWorkbook.Worksheets(1).Cells({ROWS["step02"]}, {blank}).Value = ""')
    form.run("Step02Passed")
    other = RESULT + SMALL - column
    assert (cell(form, "step02", column), cell(form, "step02", other)) == ("Được", "")
    assert cell(form, "version", 4) == "1.2.3"
    assert cell(form, "runner", 4) == runner
    assert cell(form, "python", 4) == "C:\\p.exe"
    assert cell(form, "addin", 4).endswith("plansheet.xlam")
