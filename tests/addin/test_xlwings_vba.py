"""xlwings' real VBA module, run by pyOpenVBA's interpreter: the command line that Windows gets.

LibreOffice cannot compile this module, so a second implementation of VBA does. What the
interpreter lacks is replaced, each with its reason, in `ADAPTED` and `WINDOWS`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.interpreter import NOTHING, VBAObject, method

from plansheet.addin.building import SETTINGS_SHEET, addin
from plansheet.addin.macro_sources import MacroSources
from support.addin.macro_office import DIALOGS

PYTHON = "C:\\plan sheet\\python.exe"
EVIL = "C:\\Users\\thu\\Downloads\\python.exe"

ADAPTED = {
    # Its Range(…, …) looks at the active sheet, Excel's at that of its cells.
    "In Range(sht.Range": "In sht.Range(sht.Range",
    # It does not compare the text "False" with True, as Excel does.
    '"SHOW CONSOLE", False) = True': '"SHOW CONSOLE", False) = "True"',
    '= GetConfig("USE UDF SERVER", False)': '= CBool(GetConfig("USE UDF SERVER", False))',
    # It has no windows and no files.
    "Application.Hwnd": "1234",
    "Kill LOG_FILE": "",
}

WINDOWS = """
Public Looked As String

Public Function Environ(ByVal Name As String) As String
    Environ = "C:\\env\\" & Name
End Function

Public Function GetAttr(ByVal Name As String) As Long
    Looked = Looked & Name & vbLf
    If Right$(Name, 4) <> ".exe" And Right$(Name, 5) <> ".conf" Then Err.Raise 53
End Function

Public Function LookedAt() As String
    LookedAt = Looked
    Looked = ""
End Function
"""
"""What VBA asks Windows: every file that it looks for is noted, every .exe and .conf is there."""


class Shell(VBAObject):
    """WScript.Shell, which keeps the commands instead of running them."""

    vba_type_name = "WshShell"
    vba_library = "wsh"

    def __init__(self) -> None:
        self.commands: list[str] = []

    @method
    def Run(self, Command: str = "", Style: int = 0, Wait: bool = False) -> int:  # noqa: N802, N803
        self.commands.append(Command)
        return 0

    @method
    def ExpandEnvironmentStrings(self, text: str = "") -> str:  # noqa: N802
        return text.replace("%TEMP%", "C:\\Temp")


def application(path: Path) -> Any:
    """The workbook opened in the interpreter, to be tampered with."""
    return ExcelApplication.open(path, with_vba=False)


class Windows:
    """Excel for Windows as far as this interpreter has it, with the add-in installed."""

    def __init__(self, sources: MacroSources, path: Path) -> None:
        package = addin(sources)
        package.set_answers(SETTINGS_SHEET, {"INTERPRETER_WIN": PYTHON})
        path.write_bytes(package.to_bytes())
        self.app = application(path)
        for module in sources.modules_without(frozenset({"Control", "Dictionary"})):
            source = DIALOGS if module.name == "Dialogs" else module.source
            self.app.add_module(adapted(source), name=module.name)
        self.app.add_module(WINDOWS, name="Windows")
        self.shell = Shell()
        self.app.interpreter.host.create = lambda name: self.shell

    def open(self, path: Path) -> None:
        """Open a workbook, which becomes the active one."""
        self.app.open_workbook(path)

    def press(self, callback: str) -> list[str]:
        """Press a button of the ribbon; the commands that reached Windows."""
        return self.run(callback, NOTHING)

    def run(self, procedure: str, *arguments: object) -> list[str]:
        self.shell.commands.clear()
        self.app.run(procedure, *arguments)
        return [re.sub(r"xlwings-[0-9A-F-]{36}", "xlwings-GUID", c) for c in self.shell.commands]


def adapted(source: str) -> str:
    for old, new in ADAPTED.items():
        source = source.replace(old, new)
    # It does not take a comment behind a directive.
    return re.sub(r"(?m)^(\s*#(?:If|ElseIf|Else|End If|Const)\b[^'\n]*?)\s*'.*$", r"\1", source)


def workbook(path: Path, **sheets: list[list[str]]) -> Path:
    book = openpyxl.Workbook()
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", "."))
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


@pytest.fixture
def windows(sources: MacroSources, tmp_path: Path) -> Windows:
    return Windows(sources, tmp_path / "plansheet.xlam")


def test_the_command_line(windows: Windows, tmp_path: Path) -> None:
    windows.open(workbook(tmp_path / "kế hoạch & dự toán 'sửa'.xlsx"))
    (command,) = windows.press("PlansheetCheck")
    head, _, tail = command.partition(" --app=")
    assert head == (
        '"C:\\env\\ComSpec" /C C: & cd "C:\\plan sheet" & "C:\\plan sheet\\python.exe" -I -B -c '
        "\"from plansheet.addin import press; press('check')\"  "
        "--wb=\"kế hoạch & dự toán 'sửa'.xlsx\" --from_xl=1"
    )
    assert tail.endswith(' --hwnd="1234" 2> "C:\\Temp\\xlwings-GUID.log" ')


def test_no_file_of_settings_is_looked_for(windows: Windows, tmp_path: Path) -> None:
    """Not beside the workbook, where an archive from a stranger may have put one."""
    windows.open(workbook(tmp_path / "return.xlsx"))
    assert len(windows.press("PlansheetCheck")) == 1
    assert set(str(windows.app.run("LookedAt")).split()) == set(PYTHON.split())


def test_a_hostile_workbook_does_not_choose_the_interpreter(
    windows: Windows, tmp_path: Path
) -> None:
    settings = [["INTERPRETER_WIN", EVIL], ["ADD_WORKBOOK_TO_PYTHONPATH", "true"]]
    windows.open(workbook(tmp_path / "SYT_2021-Q2.xlsx", plansheet_conf=settings))
    for button in ("PlansheetCheck", "PlansheetHelp", "PlansheetMerge"):
        assert windows.press(button) == []
    # The hole is there: without our guard xlwings would start that very program.
    (command,) = windows.run("RunPython", "print()")
    assert f'"{EVIL}" -I -B -c "print()"' in command


def test_code_in_a_sheet_is_never_run(windows: Windows, tmp_path: Path) -> None:
    windows.open(workbook(tmp_path / "return.xlsx", code_py=[["import os"]]))
    assert windows.press("PlansheetCheck") == []


@pytest.mark.parametrize(("folder", "commands"), [("100%", 1), ("a=b", 1), ("a|b", 0), ('a"b', 0)])
def test_a_folder_off_the_command_line_may_be_called_anything(
    windows: Windows, tmp_path: Path, folder: str, commands: int
) -> None:
    """But for what would split or end what xlwings hands on, the whole path, on a Mac."""
    (tmp_path / folder).mkdir()
    windows.open(workbook(tmp_path / folder / "plan.xlsx"))
    assert len(windows.press("PlansheetCheck")) == commands


@pytest.mark.parametrize("name", ["a=b.xlsx", "100%.xlsx", "a%PATH%.xlsx"])
def test_a_name_on_the_command_line_may_not(windows: Windows, tmp_path: Path, name: str) -> None:
    windows.open(workbook(tmp_path / name))
    assert windows.press("PlansheetCheck") == []
