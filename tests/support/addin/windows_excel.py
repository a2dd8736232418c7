"""Excel for Windows as far as pyOpenVBA's interpreter has it: what reaches the command line.

LibreOffice cannot compile xlwings' module, so a second implementation of VBA runs it. What the
interpreter lacks is replaced, each with its reason, in `ADAPTED` and `WINDOWS`.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import openpyxl
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.interpreter import NOTHING, VBAObject, VBARuntimeError, method

from plansheet.addin.building import SETTINGS_SHEET, addin
from plansheet.addin.macro_sources import MacroSources
from support.addin.macro_office import DIALOGS

PYTHON = "C:\\plan sheet\\python.exe"

ADAPTED = {
    # Its Range(…, …) looks at the active sheet, Excel's at that of its cells.
    "In Range(sht.Range": "In sht.Range(sht.Range",
    # It does not compare the text "False" with True, as Excel does.
    '"SHOW CONSOLE", False) = True': '"SHOW CONSOLE", False) = "True"',
    '= GetConfig("USE UDF SERVER", False)': '= CBool(GetConfig("USE UDF SERVER", False))',
    # It has no windows and no files.
    "Application.Hwnd": "CStr(1234)",
    "Kill LOG_FILE": "",
    """    FileNum = FreeFile
    Content = ""
    Open FileName For Input As #FileNum
        Do While Not EOF(FileNum)
            Line Input #FileNum, Token
            Content = Content & Token & LineBreak
        Loop
    Close #FileNum
""": '    Content = CreateObject("Scripting.FileSystemObject").OpenTextFile(FileName).ReadAll\n',
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


MEMORY = """
Public Sub Remember(ByVal Key As String, ByVal Text As String)
End Sub

Public Function Remembered(ByVal Key As String) As String
End Function

Public Function WhatWasTold() As String
    WhatWasTold = Told
End Function
"""
"""What was answered last time: nothing."""

FORBIDDEN = 70


class Shell(VBAObject):
    """WScript.Shell, which keeps the commands instead of running them."""

    vba_type_name = "WshShell"
    vba_library = "wsh"

    def __init__(self) -> None:
        self.commands: list[str] = []
        self.code = 0

    @method
    def Run(self, Command: str = "", Style: int = 0, Wait: bool = False) -> int:  # noqa: N802, N803
        self.commands.append(Command)
        assert (Style, Wait) == (0, True)
        if self.code == FORBIDDEN:
            raise VBARuntimeError(FORBIDDEN, "Permission denied")
        return self.code

    @method
    def OpenTextFile(self, path: str = "") -> Shell:  # noqa: N802
        self.commands.append(path)
        return self

    @method
    def ReadAll(self) -> str:  # noqa: N802
        return "ModuleNotFoundError: No module named 'plansheet'"

    @method
    def ExpandEnvironmentStrings(self, text: str = "") -> str:  # noqa: N802
        return text.replace("%TEMP%", "C:\\Temp")


def application(path: Path) -> Any:
    """The workbook opened in the interpreter, to be tampered with."""
    return ExcelApplication.open(path, with_vba=False)


class WindowsExcel:
    """Excel for Windows as far as this interpreter has it, with the add-in installed."""

    def __init__(self, sources: MacroSources, path: Path, python: str = PYTHON) -> None:
        package = addin(sources)
        package.set_answers(SETTINGS_SHEET, {"INTERPRETER_WIN": python})
        path.write_bytes(package.to_bytes())
        self.app = application(path)
        for module in sources.modules_without(frozenset({"Control", "Dictionary", "Memory"})):
            source = DIALOGS if module.name == "Dialogs" else module.source
            self.app.add_module(adapted(source), name=module.name)
        self.app.add_module(WINDOWS, name="Windows")
        self.app.add_module(MEMORY, name="Memory")
        self.shell = Shell()
        self.app.interpreter.host.create = lambda name: self.shell

    def open(self, path: Path) -> None:
        """Open a workbook, which becomes the active one."""
        self.app.open_workbook(path)

    def press(self, callback: str) -> list[str]:
        """Press a button of the ribbon; the commands that reached Windows."""
        return self.run(callback, NOTHING)

    def run(self, procedure: str, *arguments: object) -> list[str]:
        """Run a macro; the commands that reached Windows."""
        self.shell.commands.clear()
        self.app.run(procedure, *arguments)
        return self.commands

    @property
    def commands(self) -> list[str]:
        """What reached Windows, with one name for every log."""
        logs = r"(xlwings-[0-9A-F-]{36}|plansheet-1234)"
        return [re.sub(logs, "LOG", command) for command in self.shell.commands]

    def told(self) -> str:
        """What the user was told."""
        return str(self.app.run("WhatWasTold"))


def adapted(source: str) -> str:
    for old, new in ADAPTED.items():
        source = source.replace(old, new)
    # It does not take a comment behind a directive.
    return re.sub(r"(?m)^(\s*#(?:If|ElseIf|Else|End If|Const)\b[^'\n]*?)\s*'.*$", r"\1", source)


def workbook(path: Path, **sheets: list[list[str]]) -> Path:
    """A plan, as far as VBA sees, with more sheets."""
    book = openpyxl.Workbook()
    book.create_sheet("Kế hoạch")
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", "."))
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def expected_line(python: str, home: str, name: str, button: str = "help") -> str:
    """What Windows is to be given; `home` is how cmd.exe gets to Python's folder."""
    return (
        f'"C:\\env\\ComSpec" /C {home} & "{python}" -I -B -c '
        f"\"from plansheet.addin import press; press('{button}')\"  "
        f'--wb="{name}" --from_xl=1 --app="{Path.cwd()}\\Microsoft Excel" --hwnd="1234"'
        ' 2> "C:\\Temp\\LOG.log" '
    )
