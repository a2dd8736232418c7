Attribute VB_Name = "Runner"
Option Explicit

' RunPython of our own, in place of the module of xlwings: the same line, nothing else.
' Paths go through COM or AppleScript, which keep every letter; nothing is declared, 32 or 64 bits.

Public Const XLWINGS_VERSION As String = "0.37.8" ' names the script for a Mac

Private Const SETTINGS As String = "plansheet.conf"

Public Function RunPython(ByVal Code As String) As Long
    ' 0 where Python ended well. On a Mac it goes on by itself and calls CleanUp at its end.
#If Mac Then
    RunPython = Val(AskScript("VbaHandler", ";|" & Setting("INTERPRETER_MAC") & "|" & Code & "|" _
        & ActiveWorkbook.Name & "|" & Left$(Application.Path, Len(Application.Path) - 4) & "|"))
#Else
    Dim Host As Object, Log As String
    Set Host = CreateObject("WScript.Shell")
    Log = Host.ExpandEnvironmentStrings(Setting("TEMP DIR")) & "\plansheet-" & Application.Hwnd
    Log = Log & ".log"
    RunPython = Host.Run(LineOf(Setting("INTERPRETER_WIN"), Code) & " 2> """ & Log & """ ", 0, True)
    If RunPython <> 0 Then Err.Raise PYTHON_FAILED, "plansheet", RunPython & " " & Said(Log)
#End If
End Function

Private Function LineOf(ByVal Python As String, ByVal Code As String) As String
    ' Starts in Python's own folder, by its drive, or by one that is lent to a network share.
    Dim Home As String
    Home = """" & Left$(Python, InStrRev(Python, "\") - 1) & """ & "
    If Left$(Python, 2) = "\\" Then
        Home = "pushd " & Home
    Else
        Home = Left$(Python, 2) & " & cd " & Home
    End If
    LineOf = """" & Environ("ComSpec") & """ /C " & Home & """" & Python & """ -I -B -c """ & Code _
        & """  --wb=""" & ActiveWorkbook.Name & """ --from_xl=1 --app=""" & Application.Path & "\" _
        & Application.Name & """ --hwnd=""" & Application.Hwnd & """"
End Function

Private Function Setting(ByVal Key As String) As String
    Setting = CStr(ThisWorkbook.Worksheets(SETTINGS).Cells(RowOf(SETTINGS, Key), 2).Value)
End Function

Private Function Said(ByVal Log As String) As String
    ' What Python said before it failed; nothing where the file cannot be had.
    On Error Resume Next
    Said = CreateObject("Scripting.FileSystemObject").OpenTextFile(Log).ReadAll
End Function

Public Sub CleanUp()
#If Mac Then
    Dim Why As String
    On Error Resume Next
    Application.StatusBar = False
    Why = AskScript("ReadLog", "")
    On Error GoTo 0
    If Why <> "" Then TellFailure PYTHON_FAILED, Why
#End If
End Sub

#If Mac Then
Private Function AskScript(ByVal Handler As String, ByVal Text As String) As String
    AskScript = AppleScriptTask("plansheet-" & XLWINGS_VERSION & ".applescript", Handler, Text)
End Function
#End If
