Attribute VB_Name = "Buttons"
Option Explicit

' What every button does: refuse at once what cannot work, ask, then start one Python function.
' Answers travel in cells of this workbook, never beside the code that Python is given.

Private Const WORDS As String = "plansheet"

Private Pressed As Boolean

Public Sub Press(ByVal Button As String, ByVal Needed As String, ByVal Questions As String)
    ' A button of the ribbon; one that is pressed while another asks or works does nothing.
    Dim Number As Long, Text As String
    If Pressed Or StillStarting() Then Exit Sub
    Pressed = True
    On Error GoTo Failed
    Work Button, Needed, Questions
    Pressed = False
    Exit Sub
Failed:
    Number = Err.Number
    Text = Err.Description
    Pressed = False
    TellFailure Number, Text
End Sub

Private Sub Work(ByVal Button As String, ByVal Needed As String, ByVal Questions As String)
    ' On the workbook that is active now, though the user may go to another while a question stands.
    Dim Book As Object, Asked As Variant, Given() As String, At As Long
    If ActiveWorkbook Is Nothing And Needed = "" And Not InProtectedView() Then Workbooks.Add
    If Not CanWork(Needed) Then Exit Sub
    Set Book = ActiveWorkbook
    Asked = Split(Questions)
    ReDim Given(0 To 9)
    For At = 0 To UBound(Asked)
        If Not Ask(CStr(Asked(At)), Given(At)) Then Exit Sub
    Next At
    Book.Activate
    ForgetAnswers
    For At = 0 To UBound(Asked)
        WriteAnswer CStr(Asked(At)), Given(At)
        Remember CStr(Asked(At)), Given(At)
    Next At
    If Needed = "plan" Then Remember "last_plan", Book.FullName
    If Needed = "report" Then
        WriteAnswer "cell", SelectedCell()
        WriteAnswer "returns", Remembered("returns")
    End If
    StartPython "'" & Button & "'"
End Sub

Public Sub PressHere(ByVal Button As String)
    ' A button inside this workbook: the answers stand in its first sheet.
    Dim Number As Long, Text As String
    If Pressed Or StillStarting() Then Exit Sub
    Pressed = True
    On Error GoTo Failed
    ThisWorkbook.Activate
    StartPython "'" & Button & "', 'panel'"
    Pressed = False
    Exit Sub
Failed:
    Number = Err.Number
    Text = Err.Description
    Pressed = False
    TellFailure Number, Text
End Sub

' What must be active.

Private Function CanWork(ByVal Needed As String) As Boolean
    ' Says at once what keeps a button from working; the last plan is offered where none is active.
    Dim Why As String
    Why = Missing(Needed)
    If Why = "maybe_plan" Then
        Select Case AskWhether(Word(Why, 4))
            Case vbYes
                Why = ""
            Case vbNo
                Why = "no_plan"
            Case Else
                Exit Function
        End Select
    End If
    If Why = "no_plan" And Remembered("last_plan") <> "" Then
        CanWork = OpenLastPlan()
        Exit Function
    End If
    If Why <> "" Then Tell Word(Why, 4)
    CanWork = (Why = "")
End Function

Private Function Missing(ByVal Needed As String) As String
    ' The key of the words that say what is not there.
    If InProtectedView() Then
        Missing = "protected"
        Exit Function
    End If
    Missing = Refusal()
    If Missing = "no_workbook" And Needed = "plan" Then Missing = "no_plan"
    If Missing <> "" Or Needed = "" Then Exit Function
    If Needed = "report" Then
        If Not IsReport() Then Missing = "no_report"
    ElseIf ActiveWorkbook.Path = "" And Needed = "saved" Then
        Missing = "not_saved"
    ElseIf Needed = "plan" Then
        Missing = PlanOrWhy()
    End If
End Function

Private Function PlanOrWhy() As String
    ' Blank for a plan; its sheets may have other names, and then the user knows best.
    Dim Name As Variant
    PlanOrWhy = "no_plan"
    If ActiveWorkbook.Path = "" Or HasSheet("_plansheet") Or HasSheet("_bao_cao") Then Exit Function
    PlanOrWhy = "maybe_plan"
    For Each Name In Split(Word("plan_sheets", 4), "|")
        If HasSheet(CStr(Name)) Then PlanOrWhy = ""
    Next Name
End Function

Private Function IsReport() As Boolean
    ' A report, or the total of a form of the office's own.
    IsReport = HasSheet("_bao_cao")
    If HasSheet("_plansheet") Then
        IsReport = (ActiveWorkbook.Sheets("_plansheet").Cells(1, 1).Value = "own-total")
    End If
End Function

Private Function OpenLastPlan() As Boolean
    ' Brings the plan of last time to the front, if the user agrees; one that is gone is forgotten.
    Dim Path As String, Offer As String
    Path = Remembered("last_plan")
    Offer = Word("no_plan", 4) & vbLf & vbLf & Word("open_last", 4) & vbLf & Path
    If IsThere(Path) Then
        If AskWhether(Offer) <> vbYes Then Exit Function
        If BroughtToFront(Path) Then
            OpenLastPlan = MayStart()
            Exit Function
        End If
    End If
    Forget "last_plan"
    Tell Replace(Word("last_plan_gone", 4), "{path}", Path)
End Function

Private Function BroughtToFront(ByVal Path As String) As Boolean
    ' One that is open is not opened again: Excel would ask whether to lose its changes.
    Dim Book As Object
    For Each Book In Workbooks
        If Book.FullName = Path Then
            Book.Activate
            BroughtToFront = True
            Exit Function
        End If
    Next Book
    On Error GoTo Failed
    Workbooks.Open Path
    BroughtToFront = True
Failed:
End Function

Private Function SelectedCell() As String
    SelectedCell = ActiveSheet.Name & "!" & ActiveCell.Address(False, False)
End Function

' Questions and answers.

Private Function Ask(ByVal Question As String, ByRef Given As String) As Boolean
    ' Asks one question of the sheet of words; False when cancelled.
    Dim Kind As String
    Kind = Word(Question, 2)
    If Kind = "yes" Or Right$(Kind, 8) = " or none" Then
        Select Case AskWhether(Word(Question, 4))
            Case vbYes
                Given = "yes"
                If Kind <> "yes" Then Given = AskOne(Question)
                Ask = (Given <> "")
            Case vbNo
                Ask = True
        End Select
    Else
        Given = AskOne(Question)
        Ask = (Given <> "")
    End If
End Function

Public Function AskOne(ByVal Question As String) As String
    ' What is given to a question of the sheet of words; blank when cancelled.
    Dim Prompt As String, Proposed As String
    Prompt = Word(Question, 4)
    Proposed = Remembered(Question)
    Select Case Replace(Word(Question, 2), " or none", "")
        Case "folder"
            AskOne = AskFolder(Prompt, Proposed)
        Case "open"
            AskOne = AskFile(Prompt, Proposed)
        Case "save"
            AskOne = AskTarget(Prompt, Proposed)
        Case "date"
            AskOne = AskText(Prompt, Day(Date) & "/" & Month(Date) & "/" & Year(Date))
        Case Else
            AskOne = AskText(Prompt, Proposed)
    End Select
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

Private Sub ForgetAnswers()
    ' Those of the button before, which asked for other things.
    ThisWorkbook.Worksheets(WORDS).Range("C1:C199").ClearContents
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
