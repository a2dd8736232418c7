Attribute VB_Name = "ShownErrors"
Option Explicit

' In place of the procedure of this name in xlwings' module, which shows a box in English.

Public Sub ShowError(ByVal FileName As String, Optional ByVal Message As String)
    ' What Python said before it failed: told with our own words, by whoever waits for Python.
    Dim Said As String
    Said = Message
    If Said = "" Then Said = ReadFile(FileName)
#If Mac Then
    TellFailure PYTHON_FAILED, Said
#Else
    PythonSaid = Said
#End If
End Sub
