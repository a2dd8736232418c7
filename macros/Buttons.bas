Attribute VB_Name = "Buttons"
Option Explicit

' What every button does: look at the active workbook before Python starts, ask, then run one
' Python function. Answers travel in cells of this workbook, never in the command.

Private Const WORDS As String = "plansheet"
Private Const SETTINGS As String = "plansheet.conf"

Public Sub Press(ByVal Button As String, ByVal Questions As String)
    ' A button of the ribbon: it asks, and works on the workbook that is active now, though the
    ' user may go to another while a question stands open.
    Dim Question As Variant, Book As Object
    If ActiveWorkbook Is Nothing Then Workbooks.Add
    If Not MayStart() Then Exit Sub
    Set Book = ActiveWorkbook
    For Each Question In Split(Questions)
        If Not Ask(CStr(Question)) Then Exit Sub
    Next Question
    Book.Activate
    StartPython "'" & Button & "'"
End Sub

Public Sub PressHere(ByVal Button As String)
    ' A button inside this workbook: the answers stand in its first sheet.
    ThisWorkbook.Activate
    StartPython "'" & Button & "', 'panel'"
End Sub

Private Sub StartPython(ByVal Arguments As String)
    If Not MayStart() Then Exit Sub ' xlwings looks at the same workbook next
    WriteAnswer "today", Today()
    WriteAnswer "saved", SavedOrNot()
    Start "from plansheet.addin import press; press(" & Arguments & ")"
End Sub

Public Function Ask(ByVal Question As String) As Boolean
    ' Asks one question of the sheet of words and keeps the answer; False when cancelled.
    Dim Kind As String, Prompt As String, Given As String
    Kind = Word(Question, 2)
    Prompt = Word(Question, 4)
    Select Case Kind
        Case "folder", "folder or none"
            Given = AskFolder(Prompt)
        Case "open"
            Given = AskFile(Prompt)
        Case "save"
            Given = AskTarget(Prompt, Word(Question, 3))
        Case "date"
            Given = AskText(Prompt, Today())
        Case Else
            Given = AskText(Prompt, Word(Question, 3))
    End Select
    Ask = (Given <> "" Or Kind = "folder or none")
    If Ask Then WriteAnswer Question, Given
End Function

Public Function Word(ByVal Key As String, ByVal Column As Long) As String
    Word = CStr(ThisWorkbook.Worksheets(WORDS).Cells(RowOf(WORDS, Key), Column).Value)
End Function

Public Sub WriteAnswer(ByVal Key As String, ByVal Text As String)
    With ThisWorkbook.Worksheets(WORDS).Cells(RowOf(WORDS, Key), 3)
        .NumberFormat = "@"
        .Value = Text
    End With
End Sub

Public Function RowOf(ByVal SheetName As String, ByVal Key As String) As Long
    ' The row whose first cell is Key; an empty row below where there is none.
    Dim Row As Long
    Row = 1
    Do While CStr(ThisWorkbook.Worksheets(SheetName).Cells(Row, 1).Value) <> Key And Row < 200
        Row = Row + 1
    Loop
    RowOf = Row
End Function

Private Function Today() As String
    Today = Day(Date) & "/" & Month(Date) & "/" & Year(Date)
End Function

Private Function SavedOrNot() As String
    SavedOrNot = "no"
    If ActiveWorkbook.Path <> "" And ActiveWorkbook.Saved Then SavedOrNot = "yes"
End Function

' A workbook that came by e-mail must not choose what runs. xlwings takes the interpreter from a
' sheet "<project>.conf" of the active workbook, and runs code of sheets that end in ".py".

Private Function MayStart() As Boolean
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
    ' Without what is special to the command line (the name stands there), or to AppleScript and
    ' xlwings, which split the whole path at "|" on a Mac.
    Dim At As Long, Code As Long
    IsPlain = True
    For At = 1 To Len(Text)
        Code = AscW(Mid$(Text, At, 1))
        If InStr(Special, Mid$(Text, At, 1)) > 0 Or (Code >= 0 And Code < 32) Then IsPlain = False
    Next At
End Function
