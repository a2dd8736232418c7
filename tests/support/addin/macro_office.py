"""LibreOffice with the add-in's macros, and stubs in place of xlwings and of the dialogs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl

from plansheet.addin.macro_sources import MacroSources
from plansheet.addin.vba import Module
from support.office.libreoffice import LibreOffice

XLWINGS = """Attribute VB_Name = "xlwings"
Option Explicit
Public Const XLWINGS_VERSION As String = "0"
Public Heard As String
Public Fails As Long

Public Function RunPython(PythonCommand As String)
    Heard = Heard & PythonCommand & vbLf
    If Fails > 0 Then Err.Raise Fails, "xlwings", "1 ModuleNotFoundError"
    If Fails < 0 Then ShowError "C:\\LOG.log"
    RunPython = Fails
End Function

Public Function ReadFile(ByVal FileName As String) As String
    ReadFile = FileName & ": ModuleNotFoundError"
End Function
"""
"""In place of xlwings' module, which LibreOffice cannot compile: it only listens."""

DIALOGS = """Attribute VB_Name = "Dialogs"
Option Explicit
Public Given As String
Public Asked As String
Public Told As String
Public Turn As String
Public Busy As String
Public Protected As Boolean
Public Gone As String
Public Starting As Boolean

Public Sub ShowBusy(ByVal Text As String)
    Busy = Busy & Text & vbLf
End Sub

Public Sub ShowReady()
    Busy = Busy & "ready" & vbLf
End Sub

Public Function StillStarting() As Boolean
    StillStarting = Starting
End Function

Public Function InProtectedView() As Boolean
    InProtectedView = Protected
End Function

Public Function IsThere(ByVal Path As String) As Boolean
    IsThere = (Path <> Gone)
End Function

Public Sub Tell(ByVal Text As String)
    Told = Told & Text & vbLf
End Sub

Public Function AskWhether(ByVal Text As String) As Long
    Select Case NextGiven("whether " & Replace(Text, vbLf, " "))
        Case "yes"
            AskWhether = vbYes
        Case "no"
            AskWhether = vbNo
        Case Else
            AskWhether = vbCancel
    End Select
End Function

Public Function AskText(ByVal Prompt As String, ByVal Proposal As String) As String
    AskText = NextGiven("text " & Prompt & " [" & Proposal & "]")
End Function

Public Function AskFolder(ByVal Prompt As String, ByVal Proposal As String) As String
    AskFolder = NextGiven("folder " & Prompt & " [" & Proposal & "]")
End Function

Public Function AskFile(ByVal Prompt As String, ByVal Proposal As String) As String
    AskFile = NextGiven("file " & Prompt & " [" & Proposal & "]")
End Function

Public Function AskFiles(ByVal Prompt As String, ByVal Proposal As String) As String
    AskFiles = NextGiven("file " & Prompt & " [" & Proposal & "]")
End Function

Public Function AskTarget(ByVal Prompt As String, ByVal Proposal As String) As String
    AskTarget = NextGiven("target " & Prompt & " [" & Proposal & "]")
End Function

Private Function NextGiven(ByVal Question As String) As String
    Dim At As Long
    Asked = Asked & Question & vbLf
    If Turn <> "" Then Workbooks(Turn).Activate
    At = InStr(Given, vbLf)
    If At = 0 Then Exit Function
    NextGiven = Left$(Given, At - 1)
    Given = Mid$(Given, At + 1)
End Function
"""
"""In place of the dialogs: answers come from a list, one a line.

`Turn` is a workbook that the user brings to the front while a question stands open, `Gone` a file
that is not there any more.
"""

KEEPING = """Attribute VB_Name = "Keeping"
Option Explicit
Public Kept As String

Public Sub SaveSetting(ByVal App As String, ByVal Part As String, ByVal Key As String, _
    ByVal Text As String)
    Kept = vbLf & Key & "=" & Text & vbLf & Kept
End Sub

Public Function GetSetting(ByVal App As String, ByVal Part As String, ByVal Key As String, _
    ByVal Otherwise As String) As String
    Dim At As Long, Text As String
    At = InStr(Kept, vbLf & Key & "=")
    GetSetting = Otherwise
    If At = 0 Then Exit Function
    Text = Mid$(Kept, At + Len(Key) + 2)
    GetSetting = Left$(Text, InStr(Text, vbLf) - 1)
End Function
"""
"""What VBA keeps settings with, which LibreOffice lacks."""


def with_stubs(sources: MacroSources, *, dialogs: bool = True) -> MacroSources:
    """The sources with a stub for xlwings' module, and for the dialogs unless they shall stay."""
    stubs = {"xlwings": XLWINGS, **({"Dialogs": DIALOGS} if dialogs else {})}
    modules = [
        Module(module.name, stubs.get(module.name, module.source), module.is_class)
        for module in [*sources.modules, Module("Keeping", KEEPING)]
        if module.name != "Dictionary"
    ]
    return replace(sources, modules=modules)


class MacroOffice(LibreOffice):
    """LibreOffice with a workbook of macros, and Basic statements run inside it."""

    loaded = b""

    def load(self, data: bytes, path: Path) -> None:
        """Open a workbook with macros, set up with an interpreter; the same stays open."""
        if self.open_macros(data, path):
            self.choose_interpreter("C:\\p.exe")

    def open_macros(self, data: bytes, path: Path) -> bool:
        """Open a workbook with macros, unless the same is open, alone; whether it was opened."""
        if data == self.loaded:
            self._ask("close_others")
            return False
        path.write_bytes(data)
        self._ask("load", str(path))
        self.loaded = data
        return True

    def show(self, path: Path) -> None:
        """Open another workbook, which becomes the active one."""
        self._ask("show", str(path))

    def run(self, *statements: str) -> Any:
        """Run Basic; what the statements give to `Go` comes back."""
        return self._ask("run", "\n".join(statements))

    def choose_interpreter(self, path: str) -> None:
        """Write an interpreter into the settings, as `plansheet addin install` does."""
        settings = 'ThisWorkbook.Worksheets("plansheet.conf")'
        for key in ("INTERPRETER_WIN", "INTERPRETER_MAC"):
            self.run(f'{settings}.Cells(RowOf("plansheet.conf", "{key}"), 2).Value = "{path}"')

    def give(self, *answers: str, turn: str = "") -> None:
        """What the dialogs will be answered, and the workbook that meanwhile comes to the front."""
        lines = "".join(f' & "{answer}" & vbLf' for answer in answers)
        self.run(
            f'Dialogs.Given = ""{lines}',
            'Dialogs.Asked = ""',
            'Dialogs.Told = ""',
            'Dialogs.Busy = ""',
            f'Dialogs.Turn = "{turn}"',
        )

    def press(self, callback: str) -> str:
        """Press a button of the ribbon; what xlwings' stub heard."""
        return str(self.run('xlwings.Heard = ""', f"{callback} Nothing", "Go = xlwings.Heard"))

    def answer(self, key: str) -> str:
        """The answer that stands in the add-in's sheet."""
        return str(self.run(f'Go = Word("{key}", 3)'))


def workbook(path: Path, *sheets: str, state: str = "visible") -> Path:
    """An ordinary workbook with more sheets."""
    book = openpyxl.Workbook()
    for name in sheets:
        book.create_sheet(name).sheet_state = state
    book.save(path)
    return path
