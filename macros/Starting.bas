Attribute VB_Name = "Starting"
Option Explicit

' The start of Python, and what is told when it may not or does not start. A workbook that came by
' e-mail must not choose what runs: xlwings takes the interpreter from a sheet "<project>.conf" of
' the active workbook, and runs code of sheets that end in ".py".

Public Const PYTHON_FAILED As Long = 1000

Public PythonSaid As String

Private Const SETTINGS As String = "plansheet.conf"

Public Sub StartPython(ByVal Arguments As String)
    If Not MayStart() Then Exit Sub ' xlwings looks at the same workbook next
    WriteAnswer "today", Today()
    WriteAnswer "saved", SavedOrNot()
    Start "from plansheet.addin import press; press(" & Arguments & ")"
End Sub

Private Sub Start(ByVal Code As String)
    ' Whatever fails ends in a sentence of ours, never in a box of VBA's own.
    Dim Number As Long, Text As String
    On Error GoTo Failed
    PythonSaid = ""
    ShowBusy Word("starting", 4)
    If RunPython(Code) <> 0 Then Number = PYTHON_FAILED
    ShowReady
    If Number <> 0 Then TellFailure Number, PythonSaid
    Exit Sub
Failed:
    Number = Err.Number
    Text = Err.Description
    ShowReady
    TellFailure Number, Text
End Sub

Public Sub TellFailure(ByVal Number As Long, ByVal Text As String)
    Dim Key As String
    Select Case Number
        Case 70 ' it is forbidden: a policy, or an antivirus program
            Key = "forbidden"
        Case 429 ' there is no such object: scripts are switched off
            Key = "no_scripts"
        Case PYTHON_FAILED
            Key = "python_failed"
        Case Else
            Key = "failed"
    End Select
    Tell Replace(Replace(Word(Key, 4), "{number}", CStr(Number)), "{text}", Text)
End Sub

Private Function Today() As String
    Today = Day(Date) & "/" & Month(Date) & "/" & Year(Date)
End Function

Private Function SavedOrNot() As String
    SavedOrNot = "no"
    If ActiveWorkbook.Path <> "" And ActiveWorkbook.Saved Then SavedOrNot = "yes"
End Function

Public Function MayStart() As Boolean
    Dim Why As String
    Why = Refusal()
    If Why <> "" Then Tell Word(Why, 4)
    MayStart = (Why = "")
End Function

Public Function Refusal() As String
    ' The key of the words that say why Python must not start; blank when it may.
    Refusal = ""
    If Interpreter() = "" Then
        Refusal = "not_installed"
    ElseIf Not IsThere(Interpreter()) Then
        Refusal = "python_gone"
    ElseIf ActiveWorkbook Is Nothing Then
        Refusal = "no_workbook"
    ElseIf Not IsPlain(ActiveWorkbook.FullName, """|<>") Then
        Refusal = "odd_name"
    ElseIf Not IsPlain(ActiveWorkbook.Name, "=%") Then
        Refusal = "odd_name"
    ElseIf ActiveWorkbook.FullName <> ThisWorkbook.FullName Then
        If HasForeignSettings() Then Refusal = "foreign_settings"
    End If
End Function

Private Function Interpreter() As String
    Dim Key As String
#If Mac Then
    Key = "INTERPRETER_MAC"
#Else
    Key = "INTERPRETER_WIN"
#End If
    Interpreter = CStr(ThisWorkbook.Worksheets(SETTINGS).Cells(RowOf(SETTINGS, Key), 2).Value)
End Function

Private Function HasForeignSettings() As Boolean
    Dim Sheet As Object, Name As String
    HasForeignSettings = HasSheet("plansheet.conf") Or HasSheet("xlwings.conf")
    For Each Sheet In ActiveWorkbook.Sheets
        Name = LCase$(Trim$(Sheet.Name))
        If Right$(Name, 5) = ".conf" Or Right$(Name, 3) = ".py" Then HasForeignSettings = True
    Next Sheet
End Function

Public Function HasSheet(ByVal Name As String) As Boolean
    ' Looks as xlwings does: by the name itself, in any case of letters.
    Dim Sheet As Object
    HasSheet = False
    If ActiveWorkbook Is Nothing Then Exit Function
    On Error Resume Next
    Set Sheet = ActiveWorkbook.Sheets(Name)
    On Error GoTo 0
    HasSheet = Not Sheet Is Nothing
End Function

Private Function IsPlain(ByVal Text As String, ByVal Special As String) As Boolean
    ' Without what is special where Python is started (the name stands there), or to AppleScript and
    ' xlwings, which split the whole path at "|" on a Mac.
    Dim At As Long, Code As Long
    IsPlain = True
    For At = 1 To Len(Text)
        Code = AscW(Mid$(Text, At, 1))
        If InStr(Special, Mid$(Text, At, 1)) > 0 Or (Code >= 0 And Code < 32) Then IsPlain = False
    Next At
End Function
