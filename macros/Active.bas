Attribute VB_Name = "Active"
Option Explicit

' The buttons of the ribbon work on the workbook that is active when they are pressed.

Public Sub Work(ByVal Button As String, ByVal Needed As String, ByVal Questions As String)
    Dim Book As Object
    If ActiveWorkbook Is Nothing And Needed = "" And Not InProtectedView() Then Workbooks.Add
    If Not CanWork(Needed) Then Exit Sub
    Set Book = ActiveWorkbook
    If Not AskAndKeep(Book, Questions) Then Exit Sub
    If Needed = "plan" Then Remember "last_plan", Book.FullName
    If Needed = "report" Then
        WriteAnswer "cell", SelectedCell()
        WriteAnswer "returns", Remembered("returns")
    End If
    StartPython "'" & Button & "'"
End Sub

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
