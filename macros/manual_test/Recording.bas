Attribute VB_Name = "Recording"
Option Explicit

' The buttons of the manual test: each writes a result into the first sheet, and what this Excel and
' the add-in say of themselves. The procedures that the buttons name are written below when the
' workbook is built: three for each step. Texts come from cells: VBA source has no Vietnamese.

Private Const LABEL As Long = 3
Private Const RESULT As Long = 6 ' columns of the first sheet; that of the small runner is next
Private Const SEEN As Long = 8
Private Const SHOWN As Long = 4
Private Const ADDIN As String = "plansheet.xlam"
Private Const SETTINGS As String = "plansheet.conf"

Public Sub RecordFacts()
    Dim Key As Variant
    For Each Key In Split("excel platform bits language separators startup addin version runner python")
        Keep CStr(Key), SHOWN, Fact(CStr(Key))
    Next Key
    Keep "when", SHOWN, Format$(Now, "yyyy-mm-dd hh:mm")
End Sub

Private Sub Record(ByVal Number As String, ByVal Outcome As String)
    ' One that failed waits for what was seen instead.
    Dim Column As Long
    RecordFacts
    Column = RESULT
    If Fact("runner") = "small" Then Column = RESULT + 1
    Keep Number, Column, CStr(Form().Cells(RowOf(Outcome), LABEL).Value)
    Keep Number, SEEN + 1, Format$(Now, "hh:mm")
    If Outcome = "failed" Then Form().Cells(RowOf(Number), SEEN).Select
End Sub

Private Function Fact(ByVal Key As String) As String
    ' A question mark where this Excel does not tell.
    Fact = "?"
    On Error Resume Next
    Select Case Key
        Case "excel"
            Fact = Application.Version & " (" & Application.Build & ")"
        Case "platform"
            Fact = Application.OperatingSystem
        Case "bits"
            Fact = Bits()
        Case "language"
            Fact = Application.LanguageSettings.LanguageID(2) & ", " & Application.International(2)
        Case "separators"
            Fact = Application.International(3) & "  " & Application.International(5) & "  " _
                & Application.International(32)
        Case "startup"
            Fact = Application.StartupPath
        Case "addin"
            Fact = Workbooks(ADDIN).FullName
        Case "version"
            Fact = Setting("PLANSHEET_VERSION")
        Case "runner"
            Fact = Setting("PLANSHEET_RUNNER")
        Case "python"
            Fact = Setting("INTERPRETER_WIN") & Setting("INTERPRETER_MAC")
    End Select
End Function

Private Function Bits() As String
    Dim Size As String
#If Mac Then
    Bits = "Mac"
#Else
    Bits = "Win"
#End If
#If Win64 Then
    Size = ", 64 bit"
#Else
    Size = ", 32 bit"
#End If
    Bits = Bits & Size
End Function

Private Function Setting(ByVal Key As String) As String
    ' Of the add-in that is loaded.
    Dim Sheet As Object, Row As Long
    Set Sheet = Workbooks(ADDIN).Worksheets(SETTINGS)
    For Row = 1 To 60
        If CStr(Sheet.Cells(Row, 1).Value) = Key Then Setting = CStr(Sheet.Cells(Row, 2).Value)
    Next Row
End Function

Private Function Form() As Object
    Set Form = ThisWorkbook.Worksheets(1)
End Function

Private Sub Keep(ByVal Key As String, ByVal Column As Long, ByVal Text As String)
    With Form().Cells(RowOf(Key), Column)
        .NumberFormat = "@"
        .Value = Text
    End With
End Sub

Private Function RowOf(ByVal Key As String) As Long
    Dim Row As Long
    Row = 1
    Do While CStr(Form().Cells(Row, 1).Value) <> Key And Row < 200
        Row = Row + 1
    Loop
    RowOf = Row
End Function
