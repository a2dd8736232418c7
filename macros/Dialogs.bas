Attribute VB_Name = "Dialogs"
Option Explicit

' What a person sees before Python starts, and the start itself. Every text comes from a cell: VBA
' source cannot hold Vietnamese letters.

Public Sub Start(ByVal PythonCommand As String)
    ' Esc stops the work in Python; it must not break into this macro.
    Application.EnableCancelKey = xlDisabled
    RunPython PythonCommand
End Sub

Public Sub Tell(ByVal Text As String)
#If Mac Then
    MsgBox Text, vbExclamation, "plansheet"
#Else
    CreateObject("WScript.Shell").Popup Text, 0, "plansheet", vbExclamation
#End If
End Sub

Public Function AskText(ByVal Prompt As String, ByVal Proposal As String) As String
    Dim Given As Variant
    Given = Application.InputBox(Prompt, "plansheet", Proposal, Type:=2)
    If VarType(Given) = vbString Then AskText = Trim$(Given)
End Function

Public Function AskFolder(ByVal Prompt As String) As String
#If Mac Then
    AskFolder = AskMac("ChooseFolder", Prompt)
#Else
    With Application.FileDialog(4) ' msoFileDialogFolderPicker
        .Title = Prompt
        If .Show = -1 Then AskFolder = .SelectedItems(1)
    End With
#End If
End Function

Public Function AskFile(ByVal Prompt As String) As String
#If Mac Then
    AskFile = AskMac("ChooseFile", Prompt)
#Else
    With Application.FileDialog(3) ' msoFileDialogFilePicker
        .Title = Prompt
        .AllowMultiSelect = False
        If .Show = -1 Then AskFile = .SelectedItems(1)
    End With
#End If
End Function

Public Function AskTarget(ByVal Prompt As String, ByVal Proposal As String) As String
#If Mac Then
    AskTarget = AskMac("ChooseTarget", Prompt)
#Else
    Dim Given As Variant
    Given = Application.GetSaveAsFilename(Proposal, "Excel (*.xlsx), *.xlsx", , Prompt)
    If VarType(Given) = vbString Then AskTarget = Given
#End If
End Function

#If Mac Then
Private Function AskMac(ByVal Handler As String, ByVal Prompt As String) As String
    On Error GoTo Missing
    AskMac = AppleScriptTask("plansheet-" & XLWINGS_VERSION & ".applescript", Handler, Prompt)
    Exit Function
Missing:
    Tell Word("not_installed", 4)
End Function
#End If
