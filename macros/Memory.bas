Attribute VB_Name = "Memory"
Option Explicit

' What was answered last time, kept for this user where VBA keeps settings of programs. They are
' kept in the letters of one code page, so that every other letter stands there as its number.

Public Sub Remember(ByVal Key As String, ByVal Text As String)
    Dim At As Long, Kept As String
    If Text = "" Then Exit Sub
    For At = 1 To Len(Text)
        Kept = Kept & Right$("000" & Hex$(AscW(Mid$(Text, At, 1)) And &HFFFF&), 4)
    Next At
    On Error Resume Next ' what cannot be kept is asked anew
    SaveSetting "plansheet", "answers", Key, Kept
End Sub

Public Sub Forget(ByVal Key As String)
    On Error Resume Next ' what is not kept is forgotten already
    SaveSetting "plansheet", "answers", Key, ""
End Sub

Public Function Remembered(ByVal Key As String) As String
    Dim At As Long, Kept As String
    On Error Resume Next
    Kept = GetSetting("plansheet", "answers", Key, "")
    For At = 1 To Len(Kept) Step 4
        Remembered = Remembered & ChrW$(CLng("&H" & Mid$(Kept, At, 4)))
    Next At
End Function
