Attribute VB_Name = "Ribbon"
Option Explicit

' The buttons of the ribbon: customUI14.xml names these procedures. Each says what must be active
' and what it asks for; the questions stand in words.tsv.

Public Sub PlansheetNew(control As IRibbonControl)
    Press "new", "", "years new_plan"
End Sub

Public Sub PlansheetImport(control As IRibbonControl)
    Press "import", "", "document new_plan"
End Sub

Public Sub PlansheetCheck(control As IRibbonControl)
    Press "check", "plan", ""
End Sub

Public Sub PlansheetIssue(control As IRibbonControl)
    Press "issue", "plan", "period issued previous"
End Sub

Public Sub PlansheetStatus(control As IRibbonControl)
    Press "status", "plan", "period as_of returns"
End Sub

Public Sub PlansheetValidate(control As IRibbonControl)
    If HasSheet("_plansheet") Then
        Press "validate_this", "saved", "as_of plan"
    Else
        Press "validate", "plan", "as_of returns"
    End If
End Sub

Public Sub PlansheetMerge(control As IRibbonControl)
    Press "merge", "plan", "period as_of returns previous report"
End Sub

Public Sub PlansheetSendBack(control As IRibbonControl)
    Press "send_back", "plan", "as_of returns marked"
End Sub

Public Sub PlansheetSettings(control As IRibbonControl)
    Press "settings", "", ""
End Sub

Public Sub PlansheetForms(control As IRibbonControl)
    Press "forms", "", "forms"
End Sub

Public Sub PlansheetHelp(control As IRibbonControl)
    Press "help", "", ""
End Sub

Public Sub PlansheetCompare(control As IRibbonControl)
    Press "compare", "plan", "old_plan"
End Sub

Public Sub PlansheetIssueGroups(control As IRibbonControl)
    Press "issue_groups", "plan", "period issued previous"
End Sub

Public Sub PlansheetRemind(control As IRibbonControl)
    Press "remind", "plan", "period as_of returns letters"
End Sub

Public Sub PlansheetFillIn(control As IRibbonControl)
    Press "fill_in", "plan", "period as_of returns previous template filled"
End Sub

Public Sub PlansheetExplain(control As IRibbonControl)
    Press "explain", "report", ""
End Sub
