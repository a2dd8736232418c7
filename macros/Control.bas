Attribute VB_Name = "Control"
Option Explicit

' The buttons inside tong_hop.xlsm, for offices that may not install add-ins: those of the ribbon,
' but plan, folders, period and date stand in cells of the first sheet. The procedures that they
' name are written below when the workbook is built: one for each button of the ribbon.

Public Sub Work(ByVal Button As String, ByVal Needed As String, ByVal Questions As String)
    ' What must stand in a cell and does not is asked, and what has no cell.
    Dim Missing As String, Question As Variant
    If Not MayStart() Then Exit Sub
    If Needed = "plan" Then Questions = "plan " & Questions
    If Needed = "report" Then
        If Standing("report") = "" Then
            Tell Word("no_report_here", 4)
            Exit Sub
        End If
        Questions = "cell"
    End If
    For Each Question In Split(Questions)
        If MustBeAsked(CStr(Question)) Then Missing = Trim$(Missing & " " & Question)
    Next Question
    If Not AskAndKeep(ThisWorkbook, Missing) Then Exit Sub
    For Each Question In Split(Missing)
        Fill CStr(Question), Word(CStr(Question), 3)
    Next Question
    StartPython "'" & Button & "', 'panel'"
End Sub

Private Function MustBeAsked(ByVal Question As String) As Boolean
    ' Blank is an answer to when (today) and to what there may be none of.
    Dim Kind As String
    Kind = Word(Question, 2)
    MustBeAsked = (RowHere(Question) = 0)
    If Kind <> "date" And Right$(Kind, 8) <> " or none" And Standing(Question) = "" Then
        MustBeAsked = True
    End If
End Function

Private Function Standing(ByVal Question As String) As String
    If RowHere(Question) > 0 Then
        Standing = Trim$(CStr(ThisWorkbook.Worksheets(1).Cells(RowHere(Question), 3).Value))
    End If
End Function

Private Function RowHere(ByVal Question As String) As Long
    ' The row of a question in the first sheet; 0 where it has no cell there.
    RowHere = RowOf(ThisWorkbook.Worksheets(1).Name, Question)
    If CStr(ThisWorkbook.Worksheets(1).Cells(RowHere, 1).Value) <> Question Then RowHere = 0
End Function

Private Sub Fill(ByVal Question As String, ByVal Text As String)
    If RowHere(Question) > 0 And Text <> "" Then
        ThisWorkbook.Worksheets(1).Cells(RowHere(Question), 3).Value = Text
    End If
End Sub

Private Sub Pick(ByVal Question As String)
    On Error GoTo Failed
    Fill Question, AskOne(Question)
    Exit Sub
Failed:
    TellFailure Err.Number, Err.Description
End Sub
