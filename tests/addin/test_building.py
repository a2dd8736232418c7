"""The built add-in is what its sources say, on every machine, and Excel can take it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import get_args
from xml.etree import ElementTree

import openpyxl
import pytest
from pyopenvba.interpreter import parse_module
from pyopenvba.interpreter._preprocess import strip_directives

from plansheet.addin.building import ADDIN_FILE, build_addin, build_workbook, panel_workbook
from plansheet.addin.buttons import BUTTONS
from plansheet.addin.macro_sources import MacroSources, read_sources
from plansheet.addin.office_file import OfficeFile
from plansheet.addin.ribbon import CHECK_BUTTON, ISSUE_BUTTON
from plansheet.forms import load_forms
from plansheet.forms.resources import resource
from plansheet.language.wording import Language
from plansheet.plan.workbook.writing import write_blank_plan
from plansheet.problems import InputError
from support.addin.checks import callbacks, extracted, faults, plain
from support.office.validator import MISSING, schema_faults, validator_command
from support.office.writer import needs_same_writer
from support.places import MACROS

PANEL = resource("workbook_templates") / "tong_hop.xlsm"
LABELS = [
    "Tạo kế hoạch",
    "Nhập văn bản",
    "Kiểm tra kế hoạch",
    "So sánh hai bản kế hoạch",
    "Phát hành biểu mẫu",
    "Phát hành theo nhóm",
    "Tình hình gửi",
    "Nhắc gửi báo cáo",
    "Kiểm tra báo cáo",
    "Tổng hợp",
    "Điền biểu mẫu cấp trên",
    "Số này từ đâu?",
    "Trả lại bản có lỗi",
    "Cài đặt",
    "Biểu mẫu riêng",
    "Trợ giúp",
]


def test_the_add_in_is_the_one_that_its_sources_make(built: bytes) -> None:
    assert (MACROS / ADDIN_FILE).read_bytes() == built


@needs_same_writer
def test_the_workbook_is_the_one_that_its_sources_make(sources: MacroSources) -> None:
    assert PANEL.read_bytes() == panel_workbook(sources).to_bytes()


@needs_same_writer
def test_building_leaves_nothing_but_the_add_in(tmp_path: Path, built: bytes) -> None:
    for path in [*MACROS.glob("*.bas"), *MACROS.glob("*.tsv"), MACROS / "customUI14.xml"]:
        text = path.read_text(encoding="utf-8")
        (tmp_path / path.name).write_text(text, encoding="utf-8", newline="\r\n")
    before = {path.name for path in tmp_path.iterdir()}
    assert build_addin(tmp_path).read_bytes() == built  # whatever the ends of lines
    assert {path.name for path in tmp_path.iterdir()} == {*before, ADDIN_FILE}
    assert build_workbook(tmp_path, tmp_path / "s.xlsm").read_bytes() == PANEL.read_bytes()


def test_nothing_is_wrong_with_the_add_in(built: bytes, sources: MacroSources) -> None:
    assert faults(built, sources) == []


def test_the_ribbon_has_the_buttons(built: bytes) -> None:
    ribbon = ElementTree.fromstring(OfficeFile(built).parts["customUI/customUI14.xml"])
    buttons = [one for one in ribbon.iter() if one.tag.endswith("}button")]
    assert [one.attrib["label"] for one in buttons] == LABELS
    assert [one.attrib["label"] for one in ribbon.iter() if one.tag.endswith("}tab")] == [
        "Kế hoạch"
    ]
    assert len(set(callbacks(OfficeFile(built).parts["customUI/customUI14.xml"]))) == len(LABELS)


def test_the_sheets_by_which_a_plan_is_known_are_those_that_are_written(
    sources: MacroSources, tmp_path: Path
) -> None:
    (named,) = (word.text for word in sources.words if word.key == "plan_sheets")
    written = [
        openpyxl.load_workbook(
            write_blank_plan(tmp_path / f"{lang}.xlsx", 2026, 2030, load_forms(), lang=lang)
        ).sheetnames
        for lang in get_args(Language)
    ]
    assert named.split("|") == [name for names in written for name in names]


def test_every_python_button_can_be_pressed(sources: MacroSources) -> None:
    ribbon = next(module.source for module in sources.modules if module.name == "Ribbon")
    assert set(re.findall(r'Press "(\w+)"', ribbon)) == set(BUTTONS)


def test_the_workbook_has_our_modules_and_its_buttons_name_them(sources: MacroSources) -> None:
    data = PANEL.read_bytes()
    modules = extracted(data)
    wanted = {m.name: plain(m.source) for m in sources.modules_without(frozenset({"Active"}))}
    assert {name: modules.get(name) for name in wanted} == wanted
    drawing = OfficeFile(data).text("xl/drawings/vmlDrawing1.vml")
    named = re.findall(r"<x:FmlaMacro>\[0\]!(\w+)</x:FmlaMacro>", drawing)
    assert sorted(named) == sorted(re.findall(r"Public Sub (\w+)\(\)", modules["Control"]))
    assert extracted(data).keys() & {"Active", "Control", "Ribbon"} == {"Control", "Ribbon"}


def test_the_panel_has_a_button_for_each_of_the_ribbon(sources: MacroSources) -> None:
    """A new button of the ribbon is one of the panel, whatever else is changed or not."""
    tab = sources.ribbon.decode()
    one = re.search(r"<button id=\"plansheetHelp\".*?/>", tab, re.S)
    assert one
    more = tab.replace(one[0], one[0] + one[0].replace("plansheetHelp", "plansheetX"))
    for ribbon, labels in ((tab, LABELS), (more, [*LABELS, LABELS[-1]])):
        data = panel_workbook(replace(sources, ribbon=ribbon.encode())).to_bytes()
        drawing = OfficeFile(data).text("xl/drawings/vmlDrawing1.vml")
        shown = re.findall(r'<font face="Calibri"[^>]*>([^<]*)</font>', drawing)
        assert [one for one in shown if one != "Chọn…"] == labels
    assert {CHECK_BUTTON, ISSUE_BUTTON} <= set(LABELS)


def test_each_button_of_the_panel_presses_that_of_the_ribbon(sources: MacroSources) -> None:
    source = next(module.source for module in sources.modules if module.name == "Control")
    pressed = re.findall(
        r"Public Sub \w+\(\)\n    ThisWorkbook.Activate\n    (\w+) Nothing", source
    )
    assert pressed == callbacks(sources.ribbon)


@pytest.mark.parametrize("path", [MACROS / ADDIN_FILE, PANEL], ids=lambda path: path.name)
def test_microsofts_validator_takes_it(path: Path) -> None:
    command = validator_command()
    if command is None:
        pytest.skip(MISSING)
    assert schema_faults(command, path) == []


def test_vba_is_ascii(tmp_path: Path) -> None:
    (tmp_path / "customUI14.xml").write_bytes((MACROS / "customUI14.xml").read_bytes())
    (tmp_path / "Ribbon.bas").write_text('MsgBox "Kế hoạch"\n', encoding="utf-8")
    with pytest.raises(InputError, match="ASCII"):
        read_sources(tmp_path)
    with pytest.raises(InputError, match="thiếu"):
        read_sources(tmp_path / "nowhere")


def edited(name: str, old: str, new: str) -> Callable[[Path], object]:
    def edit(folder: Path) -> None:
        text = (folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, old
        (folder / name).write_text(text.replace(old, new), encoding="utf-8")

    return edit


BROKEN: dict[str, tuple[Callable[[Path], object], str]] = {
    "no ribbon": (lambda folder: (folder / "customUI14.xml").unlink(), "thiếu customUI14.xml"),
    "no words": (lambda folder: (folder / "words.tsv").unlink(), "words.tsv"),
    "words that are no text": (
        lambda folder: (folder / "words.tsv").write_bytes(b"today\tfact\t\xff\n"),
        "words.tsv",
    ),
    "a ribbon that is no text": (
        lambda folder: (folder / "customUI14.xml").write_bytes(b"\xff\xfe"),
        "customUI14.xml",
    ),
    "a ribbon that is no XML": (edited("customUI14.xml", "</tabs>", ""), "XML"),
    "a tab lost in the words": (edited("words.tsv", "saved\tfact\t", "saved\tfact "), "dòng 3"),
    "a setting without its tab": (edited("settings.tsv", "CONDA ENV\t", "CONDA ENV"), "dòng 14"),
    "a module that says it is another": (
        edited("Ribbon.bas", 'VB_Name = "Ribbon"', 'VB_Name = "Ruban"'),
        'Attribute VB_Name = "Ribbon"',
    ),
    "a module without its name": (
        edited("Ribbon.bas", 'Attribute VB_Name = "Ribbon"\n', ""),
        'Attribute VB_Name = "Ribbon"',
    ),
    "a module lost": (lambda folder: (folder / "Ribbon.bas").unlink(), "PlansheetNew"),
    "a callback lost": (
        edited("Ribbon.bas", "PlansheetHelp(control As IRibbonControl)", "PlansheetHelp()"),
        "PlansheetHelp",
    ),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_broken_sources_are_refused_in_one_line(tmp_path: Path, fault: str) -> None:
    for path in filter(Path.is_file, MACROS.iterdir()):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    spoil, said = BROKEN[fault]
    spoil(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(InputError) as refused:
        build_addin(tmp_path)
    assert said in refused.value.wording.vi
    assert "\n" not in refused.value.wording.vi
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_xlwings_vba_is_changed_only_where_we_say(sources: MacroSources) -> None:
    import xlwings

    original = (Path(xlwings.__file__).parent / "xlwings_custom_addin.bas").read_text("ascii")
    ours = next(module.source for module in sources.modules if module.name == "xlwings")
    code = {line.partition("'")[0].rstrip() for line in original.splitlines()}
    upstream = code | set(original.splitlines())
    changed = [line.strip() for line in ours.splitlines() if line not in upstream]
    assert changed == [
        'Public Const PROJECT_NAME As String = "plansheet"',
        'ExitCode = AppleScriptTask("plansheet-" & XLWINGS_VERSION & ".applescript", "VbaHandler",'
        " ParameterString)",
        "Call TellFailure(Err.Number, Err.Description)",
        'RunCommand = CondaCmd & PythonInterpreter & " -I -B -c """ & PythonCommand & """ "',
        'ExitCode = WScript.Run(Chr(34) & Environ("ComSpec") & Chr(34) & " /C " & DriveCommand & _',
        next(line.strip() for line in ours.splitlines() if "tail = " in line),
    ]
    assert '" -I -B -c ""import sys, os;"' in changed[-1]
    assert "Copyright (C) 2014-present, Zoomer Analytics" in ours
    assert "Zoomer Analytics" in (MACROS / "LICENSES.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("mac", [False, True], ids=["Windows", "Mac"])
def test_vba_parses_on_both_systems(small: MacroSources, mac: bool) -> None:
    """With the branches of `#If Mac` that each compiler sees; a second opinion on LibreOffice's."""
    for module in small.modules:
        seen = strip_directives(module.source, constants={"Mac": mac, "Win64": not mac})
        assert ("AppleScriptTask" in seen) is (mac and module.name in ("Dialogs", "Runner"))
        found = {one.name for one in parse_module(seen, name=module.name).procedures}
        heads = re.findall(r"(?m)^(?:Public|Private) (?:Sub|Function) (\w+)", seen)
        assert found == set(heads) != set(), module.name
