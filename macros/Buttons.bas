Attribute VB_Name = "Buttons"
Option Explicit

' What every button does: refuse at once what cannot work, ask, then start one Python function.
' Answers travel in cells of this workbook, never beside the code that Python is given. Where the
' plan and the answers are is for Work to say: of Active in the add-in, of Control in tong_hop.xlsm.

Private Const WORDS As String = "plansheet"

Private Pressed As Boolean

Public Sub Press(ByVal Button As String, ByVal Needed As String, ByVal Questions As String)
    ' A button; one that is pressed while another asks or works does nothing.
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

' Questions and answers.

Public Function AskAndKeep(ByVal Book As Object, ByVal Questions As String) As Boolean
    ' Asks them all; False when one is cancelled, and then nothing is kept. The user may go to
    ' another workbook than Book while a question stands.
    Dim Asked As Variant, Given() As String, At As Long
    Asked = Split(Questions)
    ReDim Given(0 To 9)
    For At = 0 To UBound(Asked)
        If Not Ask(CStr(Asked(At)), Given(At)) Then Exit Function
    Next At
    Book.Activate
    ForgetAnswers
    For At = 0 To UBound(Asked)
        WriteAnswer CStr(Asked(At)), Given(At)
        Remember CStr(Asked(At)), Given(At)
    Next At
    AskAndKeep = True
End Function

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
        Case "files"
            AskOne = AskFiles(Prompt, Proposed)
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
