"""The real dialogs, the status bar and the wait cursor, run with a stand-in for Excel.

pyOpenVBA's interpreter runs the branch of `#If Mac` that each system has. It lacks Excel's own
dialogs: what is asked of `Application` is noted here, and answered.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pyopenvba.interpreter import NOTHING, VBAObject, member, method, setter
from pyopenvba.interpreter._preprocess import strip_directives

from plansheet.addin.macro_sources import MacroSources
from support.addin.macro_office import workbook
from support.addin.windows_excel import application
from support.places import MACROS

DESK = """
Public Function Desk() As Object
    Set Desk = CreateObject("Excel")
End Function
"""

AROUND = """
Public Const XLWINGS_VERSION As String = "0"
Public Handed As String
Public TheDay As Date

Public Function Word(ByVal Key As String, ByVal Column As Long) As String
    Word = Key
End Function

Public Function AppleScriptTask(ByVal Script As String, ByVal Handler As String, _
    ByVal Text As String) As String
    AppleScriptTask = Script & " " & Handler & " " & Text
End Function

Public Function TheTime() As Date
    TheTime = TheDay
End Function

Public Sub SetTime(ByVal Seconds As Double)
    TheDay = Seconds / 86400
End Sub
"""


class Excel(VBAObject):
    """`Application`, WScript.Shell and FileSystemObject in one: notes what it is told."""

    vba_type_name = "Excel"
    vba_library = "excel"

    def __init__(self) -> None:
        self.noted: list[tuple[object, ...]] = []
        self.given: Any = ""
        self.protected: Any = None

    def note(self, *said: object) -> None:
        self.noted.append(said)

    @setter("EnableCancelKey")
    def _cancel_key(self, value: object) -> None:
        self.note("EnableCancelKey", value)

    @setter("StatusBar")
    def _status_bar(self, value: object) -> None:
        self.note("StatusBar", value)

    @setter("Cursor")
    def _cursor(self, value: object) -> None:
        self.note("Cursor", value)

    @setter("Title")
    def _title(self, value: object) -> None:
        self.note("Title", value)

    @setter("AllowMultiSelect")
    def _several(self, value: object) -> None:
        self.note("AllowMultiSelect", value)

    @setter("InitialFileName")
    def _proposed(self, value: object) -> None:
        self.note("InitialFileName", value)

    @method
    def FileDialog(self, kind: int = 0) -> Excel:  # noqa: N802
        self.note("FileDialog", kind)
        return self

    @method
    def Show(self) -> int:  # noqa: N802
        return -1 if self.given else 0

    @method
    def SelectedItems(self, number: int = 0) -> object:  # noqa: N802
        return self.given.split("|")[number - 1] if number else self

    @member
    def Count(self) -> int:  # noqa: N802
        return len(self.given.split("|"))

    @method
    def InputBox(self, *said: object) -> object:  # noqa: N802
        self.note("InputBox", *said)
        return self.given

    @method
    def GetSaveAsFilename(self, *said: object) -> object:  # noqa: N802
        self.note("GetSaveAsFilename", *said)
        return self.given

    @method
    def Popup(self, *said: object) -> int:  # noqa: N802
        self.note("Popup", *said)
        return 6

    @method
    def FileExists(self, path: str = "") -> bool:  # noqa: N802
        self.note("FileExists", path)
        return path.endswith(".xlsx")

    @member
    def ActiveProtectedViewWindow(self) -> Any:  # noqa: N802
        return self.protected

    @member
    def Path(self) -> str:  # noqa: N802
        return "/Applications/Excel.app/abc"


class Dialogs:
    """The module as one system compiles it, with Excel's stand-in."""

    def __init__(self, source: str, path: Path, *, mac: bool) -> None:
        self.excel = Excel()
        self.app = application(workbook(path / "a.xlsx"))
        seen = strip_directives(source, constants={"Mac": mac})
        seen = seen.replace("Application.", "Desk().").replace("(Now -", "(TheTime() -")
        seen = seen.replace("Type:=", "").replace("= Now", "= TheTime()")  # no names of arguments
        self.app.add_module(seen, name="Dialogs")
        self.app.add_module(AROUND + DESK, name="Around")
        self.app.interpreter.host.create = lambda name: self.excel

    def run(self, procedure: str, *arguments: object) -> Any:
        self.excel.noted.clear()
        return self.app.run(procedure, *arguments)


@pytest.fixture
def source(sources: MacroSources) -> str:
    return next(module.source for module in sources.modules if module.name == "Dialogs")


@pytest.fixture
def windows(source: str, tmp_path: Path) -> Dialogs:
    return Dialogs(source, tmp_path, mac=False)


@pytest.fixture
def mac(source: str, tmp_path: Path) -> Dialogs:
    return Dialogs(source, tmp_path, mac=True)


XL_DISABLED, XL_WAIT, XL_DEFAULT, TEXT = 0, 2, -4143, 2


def test_excel_shows_that_it_works_and_is_given_back(windows: Dialogs) -> None:
    windows.run("ShowBusy", "đang khởi động…")
    assert windows.excel.noted == [
        ("EnableCancelKey", XL_DISABLED),
        ("StatusBar", "đang khởi động…"),
        ("Cursor", XL_WAIT),
    ]
    windows.run("ShowReady")
    assert windows.excel.noted == [("StatusBar", False), ("Cursor", XL_DEFAULT)]
    assert windows.run("StillStarting") is False  # it waits for Python: nothing else can begin


def test_a_mac_keeps_the_status_bar_for_python_and_others_out(mac: Dialogs) -> None:
    assert mac.run("StillStarting") is True  # as the clock of the stand-in begins at nought
    mac.run("SetTime", 1000)
    assert mac.run("StillStarting") is False
    mac.run("ShowBusy", "x")
    assert mac.excel.noted == [("EnableCancelKey", XL_DISABLED), ("StatusBar", "x")]
    for seconds, starting in ((1001, True), (1004, True), (1006, False)):
        mac.run("SetTime", seconds)
        assert mac.run("StillStarting") is starting
    mac.run("ShowReady")
    assert mac.excel.noted == []


def test_what_was_answered_last_time_is_proposed(windows: Dialogs) -> None:
    windows.excel.given = "D:\\mới"
    assert windows.run("AskText", "Kỳ?", "2021-Q2") == "D:\\mới"
    assert windows.excel.noted == [("InputBox", "Kỳ?", "plansheet", "2021-Q2", TEXT)]
    assert windows.run("AskFolder", "Thư mục?", "D:\\cũ") == "D:\\mới"
    assert set(windows.excel.noted) >= {("InitialFileName", "D:\\cũ\\"), ("Title", "Thư mục?")}
    assert windows.run("AskFile", "Tệp?", "D:\\cũ.xlsx") == "D:\\mới"
    assert ("InitialFileName", "D:\\cũ.xlsx") in windows.excel.noted
    assert windows.run("AskTarget", "Ghi?", "D:\\cũ.xlsx") == "D:\\mới"
    ((_, proposed, _, _, asked),) = windows.excel.noted
    assert (proposed, asked) == ("D:\\cũ.xlsx", "Ghi?")


def test_several_files_are_one_answer(windows: Dialogs) -> None:
    windows.excel.given = "D:\\a.docx|D:\\b.pdf"
    assert windows.run("AskFiles", "Tệp?", "D:\\cũ.docx|D:\\phụ lục.xlsx") == windows.excel.given
    assert ("InitialFileName", "D:\\cũ.docx") in windows.excel.noted
    assert ("AllowMultiSelect", True) in windows.excel.noted


def test_cancel_is_no_answer(windows: Dialogs) -> None:
    windows.excel.given = False
    for ask in ("AskText", "AskFolder", "AskFile", "AskFiles", "AskTarget"):
        assert windows.run(ask, "?", "cũ") == ""


def test_whether_a_file_is_there(windows: Dialogs, mac: Dialogs) -> None:
    assert windows.run("IsThere", "D:\\kế hoạch.xlsx") is True
    assert windows.run("IsThere", "D:\\gone") is False
    assert windows.run("IsThere", "https://example.vn/gone") is True
    assert mac.run("IsThere", "/gone") is True


def test_protected_view_is_what_excel_says(windows: Dialogs, mac: Dialogs) -> None:
    windows.excel.protected = NOTHING
    assert windows.run("InProtectedView") is False
    windows.excel.protected = windows.excel
    assert windows.run("InProtectedView") is True
    assert mac.run("InProtectedView") is False


def test_a_message_shows_every_letter(windows: Dialogs) -> None:
    assert windows.run("AskWhether", "Mở sổ?") == 6
    windows.run("Tell", "Chưa có sổ nào")
    ((name, text, _, title, _),) = windows.excel.noted
    assert (name, text, title) == ("Popup", "Chưa có sổ nào", "plansheet")


def test_a_mac_asks_by_applescript(mac: Dialogs) -> None:
    handlers = (MACROS / "plansheet.applescript").read_text(encoding="utf-8")
    for ask, handler in (
        ("AskFolder", "ChooseFolder"),
        ("AskFile", "ChooseFile"),
        ("AskFiles", "ChooseFile"),
        ("AskTarget", "ChooseTarget"),
    ):
        assert mac.run(ask, "Chọn?", "") == f"plansheet-0.applescript {handler} Chọn?"
        assert f"on {handler}(" in handlers


# The small runner on a Mac.

SETTINGS = """
Public Told As String
Public Asked As String
Public Said As String
Public Const PYTHON_FAILED As Long = 1000

Public Function RowOf(ByVal SheetName As String, ByVal Key As String) As Long
    RowOf = 1
End Function

Public Sub TellFailure(ByVal Number As Long, ByVal Text As String)
    Told = Number & " " & Text
End Sub

Public Function AppleScriptTask(ByVal Script As String, ByVal Handler As String, _
    ByVal Text As String) As String
    AppleScriptTask = Said
    Asked = Script & " " & Handler & " " & Text
End Function

Public Sub Say(ByVal Text As String)
    Said = Text
End Sub

Public Function WhatWasAsked() As String
    WhatWasAsked = Asked
End Function

Public Function WhatWasTold() As String
    WhatWasTold = Told
End Function
"""


def test_the_small_runner_starts_python_by_applescript(small: MacroSources, tmp_path: Path) -> None:
    source = next(module.source for module in small.modules if module.name == "Runner")
    seen = strip_directives(source, constants={"Mac": True})
    app = application(workbook(tmp_path / "kế hoạch.xlsx"))
    cell = "CStr(ThisWorkbook.Worksheets(SETTINGS).Cells(RowOf(SETTINGS, Key), 2).Value)"
    assert cell in seen
    seen = seen.replace(cell, '"/py/bin/python"').replace("Application.Path", "Desk().Path")
    app.add_module(seen.replace("Application.StatusBar", "Desk().StatusBar"), name="Runner")
    app.add_module(SETTINGS + DESK, name="Around")
    excel = Excel()
    app.interpreter.host.create = lambda name: excel
    assert app.run("RunPython", "press('help')") == 0
    script = "plansheet-0.37.8.applescript"
    handed = ";|/py/bin/python|press('help')|kế hoạch.xlsx|/Applications/Excel.app|"
    assert app.run("WhatWasAsked") == f"{script} VbaHandler {handed}"
    separator, *parts = handed.split("|")  # as the script takes it apart
    assert (separator, len(parts)) == (";", 5)
    app.run("CleanUp")
    assert (app.run("WhatWasAsked"), app.run("WhatWasTold")) == (f"{script} ReadLog ", "")
    app.run("Say", "ModuleNotFoundError")
    app.run("CleanUp")
    assert app.run("WhatWasTold") == "1000 ModuleNotFoundError"
    assert excel.noted == [("StatusBar", False)] * 2
    handlers = (MACROS / "plansheet.applescript").read_text(encoding="utf-8")
    assert all(f"on {handler}(" in handlers for handler in ("VbaHandler", "ReadLog"))
