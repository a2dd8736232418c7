Attribute VB_Name = "Control"
Option Explicit

' The buttons inside tong_hop.xlsm, for offices that may not install add-ins: the same functions,
' but plan, folders, period and date stand in cells of the first sheet.

Public Sub ControlPickPlan()
    Pick "plan"
End Sub

Public Sub ControlPickReturns()
    Pick "returns"
End Sub

Public Sub ControlPickIssued()
    Pick "issued"
End Sub

Public Sub ControlPickMarked()
    Pick "marked"
End Sub

Public Sub ControlPickPrevious()
    Pick "previous"
End Sub

Public Sub ControlPickReport()
    Pick "report"
End Sub

Public Sub ControlCheck()
    PressHere "check"
End Sub

Public Sub ControlIssue()
    PressHere "issue"
End Sub

Public Sub ControlStatus()
    PressHere "status"
End Sub

Public Sub ControlValidate()
    PressHere "validate"
End Sub

Public Sub ControlMerge()
    PressHere "merge"
End Sub

Public Sub ControlSendBack()
    PressHere "send_back"
End Sub

Private Sub Pick(ByVal Question As String)
    Dim Sheet As Object, Given As String
    On Error GoTo Failed
    Set Sheet = ThisWorkbook.Worksheets(1)
    Given = AskOne(Question)
    If Given <> "" Then Sheet.Cells(RowOf(Sheet.Name, Question), 3).Value = Given
    Exit Sub
Failed:
    TellFailure Err.Number, Err.Description
End Sub
