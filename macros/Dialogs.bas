Attribute VB_Name = "Dialogs"
Option Explicit

' What a person sees of Excel itself. Every text comes from a cell: VBA source cannot hold
' Vietnamese letters, and MsgBox and InputBox of VBA cannot show them but on a Mac.

Private Const FILE_PICKER As Long = 3
Private Const FOLDER_PICKER As Long = 4

Private StartedAt As Date

Public Sub ShowBusy(ByVal Text As String)
    ' Esc stops the work in Python; it must not break into this macro.
    Application.EnableCancelKey = xlDisabled
    Application.StatusBar = Text
    StartedAt = Now
#If Not Mac Then
    Application.Cursor = xlWait
#End If
End Sub

Public Sub ShowReady()
    ' On a Mac Python is at work now, and gives the status bar back itself.
#If Not Mac Then
    Application.StatusBar = False
    Application.Cursor = xlDefault
#End If
End Sub

Public Function StillStarting() As Boolean
    ' On a Mac this macro does not wait for Python, which keeps others out once it has begun.
#If Mac Then
    StillStarting = (Now - StartedAt) * 86400 < 5
#End If
End Function

Public Function InProtectedView() As Boolean
#If Not Mac Then
    On Error Resume Next ' no Excel of before 2010 has it
    InProtectedView = Not Application.ActiveProtectedViewWindow Is Nothing
#End If
End Function

Public Function IsThere(ByVal Path As String) As Boolean
    ' Whether there is such a file; nobody can tell on a Mac, of a web address, and where scripts
    ' are switched off.
    IsThere = True
#If Not Mac Then
    If InStr(Path, "://") > 0 Then Exit Function
    On Error Resume Next
    IsThere = CreateObject("Scripting.FileSystemObject").FileExists(Path)
#End If
End Function

Public Sub Tell(ByVal Text As String)
    Popup Text, vbExclamation
End Sub

Public Function AskWhether(ByVal Text As String) As Long
    ' vbYes, vbNo, or something else for Cancel.
    AskWhether = Popup(Text, vbYesNoCancel + vbQuestion)
End Function

Private Function Popup(ByVal Text As String, ByVal Style As Long) As Long
#If Mac Then
    Popup = MsgBox(Text, Style, "plansheet")
#Else
    On Error GoTo Forbidden
    Popup = CreateObject("WScript.Shell").Popup(Text, 0, "plansheet", Style)
    Exit Function
Forbidden:
    Application.InputBox Left$(Text, 250), "plansheet" ' shows every letter too; its answer is none
#End If
End Function

Public Function AskText(ByVal Prompt As String, ByVal Proposal As String) As String
    Dim Given As Variant
    Given = Application.InputBox(Prompt, "plansheet", Proposal, Type:=2)
    If VarType(Given) = vbString Then AskText = Trim$(Given)
End Function

Public Function AskFolder(ByVal Prompt As String, ByVal Proposal As String) As String
#If Mac Then
    AskFolder = AskMac("ChooseFolder", Prompt)
#Else
    If Proposal <> "" Then Proposal = Proposal & "\"
    AskFolder = Picked(FOLDER_PICKER, Prompt, Proposal)
#End If
End Function

Public Function AskFile(ByVal Prompt As String, ByVal Proposal As String) As String
#If Mac Then
    AskFile = AskMac("ChooseFile", Prompt)
#Else
    AskFile = Picked(FILE_PICKER, Prompt, Proposal)
#End If
End Function

Public Function AskFiles(ByVal Prompt As String, ByVal Proposal As String) As String
    ' One file or several, with | between them, which no path has.
#If Mac Then
    AskFiles = AskMac("ChooseFile", Prompt)
#Else
    Dim Last As Long
    Last = InStr(Proposal, "|")
    If Last > 0 Then Proposal = Left$(Proposal, Last - 1)
    AskFiles = Picked(FILE_PICKER, Prompt, Proposal, True)
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
#Else
Private Function Picked(ByVal Kind As Long, ByVal Prompt As String, ByVal Proposal As String, _
    Optional ByVal Several As Boolean = False) As String
    Dim At As Long
    With Application.FileDialog(Kind)
        .Title = Prompt
        .AllowMultiSelect = Several
        .InitialFileName = Proposal
        If .Show <> -1 Then Exit Function
        Picked = .SelectedItems(1)
        For At = 2 To .SelectedItems.Count
            Picked = Picked & "|" & .SelectedItems(At)
        Next At
    End With
End Function
#End If
