"""plansheet: provincial plans in Excel, from the plan to the consolidated report.

plan = plansheet.read_plan("plan.xlsx")
plansheet.issue(plan, period="2021-Q2", out_dir="issued")
merged = plansheet.merge(plan, period="2021-Q2", returns="returns", as_of=date(2021, 7, 1))
plansheet.write_report(merged, "report.xlsx")
"""

from typing import TYPE_CHECKING

from plansheet.lazy import lazy_face

if TYPE_CHECKING:
    from plansheet.consolidation import Consolidation
    from plansheet.consolidation.rounds import Proposal, RoundResult, adjustment_proposals
    from plansheet.cycle import issue, issue_round, merge, merge_round, status, write_revised
    from plansheet.documents import import_document
    from plansheet.forms import Form, Forms, load_forms
    from plansheet.own_forms import FormConsolidation, FormReturn, OwnForm, learn_form, read_form
    from plansheet.own_forms.explaining import explain_cell
    from plansheet.own_forms.public import read_return, validate
    from plansheet.own_forms.writing import write_total
    from plansheet.plan import Indicator, Plan, Task
    from plansheet.plan.agencies import Agency
    from plansheet.plan.lower import derive
    from plansheet.plan.periods import Period
    from plansheet.plan.revision import diff
    from plansheet.plan.targets import Target
    from plansheet.plan.workbook.reading import check_plan, read_plan
    from plansheet.plan.workbook.writing import write_plan
    from plansheet.problems import (
        ArgumentError,
        CheckError,
        DocumentError,
        FormError,
        InputError,
        OutputError,
        PeriodError,
        PlanError,
        PlansheetError,
        PlanUnreadableError,
        Problem,
        WorkerError,
    )
    from plansheet.report.appendix.writing import appendix
    from plansheet.report.document.letters import remind
    from plansheet.report.explain import explain
    from plansheet.report.proposals import write_proposals
    from plansheet.report.upper_level import fill_upper_level
    from plansheet.report.writing import write_report
    from plansheet.returns import Return
    from plansheet.returns.check_all import annotate

__version__ = "0.1.0"

_HOMES = {
    "consolidation": ("Consolidation",),
    "consolidation.rounds": ("Proposal", "RoundResult", "adjustment_proposals"),
    "cycle": ("issue", "issue_round", "merge", "merge_round", "status", "write_revised"),
    "documents": ("import_document",),
    "forms": ("Form", "Forms", "load_forms"),
    "own_forms": ("FormConsolidation", "FormReturn", "OwnForm", "learn_form", "read_form"),
    "own_forms.explaining": ("explain_cell",),
    "own_forms.public": ("read_return", "validate"),
    "own_forms.writing": ("write_total",),
    "plan": ("Indicator", "Plan", "Task"),
    "plan.agencies": ("Agency",),
    "plan.lower": ("derive",),
    "plan.periods": ("Period",),
    "plan.revision": ("diff",),
    "plan.targets": ("Target",),
    "plan.workbook.reading": ("check_plan", "read_plan"),
    "plan.workbook.writing": ("write_plan",),
    "problems": (
        *("ArgumentError", "CheckError", "DocumentError", "FormError", "InputError", "OutputError"),
        *("PeriodError", "PlanError", "PlanUnreadableError", "PlansheetError", "Problem"),
        "WorkerError",
    ),
    "report.appendix.writing": ("appendix",),
    "report.document.letters": ("remind",),
    "report.explain": ("explain",),
    "report.proposals": ("write_proposals",),
    "report.upper_level": ("fill_upper_level",),
    "report.writing": ("write_report",),
    "returns": ("Return",),
    "returns.check_all": ("annotate",),
}
"""Where each public name is at home: it is imported when it is first asked for."""

__getattr__ = lazy_face(__name__, _HOMES)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


__all__ = [
    "Agency",
    "ArgumentError",
    "CheckError",
    "Consolidation",
    "DocumentError",
    "Form",
    "FormConsolidation",
    "FormError",
    "FormReturn",
    "Forms",
    "Indicator",
    "InputError",
    "OutputError",
    "OwnForm",
    "Period",
    "PeriodError",
    "Plan",
    "PlanError",
    "PlanUnreadableError",
    "PlansheetError",
    "Problem",
    "Proposal",
    "Return",
    "RoundResult",
    "Target",
    "Task",
    "WorkerError",
    "adjustment_proposals",
    "annotate",
    "appendix",
    "check_plan",
    "derive",
    "diff",
    "explain",
    "explain_cell",
    "fill_upper_level",
    "import_document",
    "issue",
    "issue_round",
    "learn_form",
    "load_forms",
    "merge",
    "merge_round",
    "read_form",
    "read_plan",
    "read_return",
    "remind",
    "status",
    "validate",
    "write_plan",
    "write_proposals",
    "write_report",
    "write_revised",
    "write_total",
]
