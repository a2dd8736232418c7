"""plansheet: provincial plans in Excel, from the plan to the consolidated report.

plan = plansheet.read_plan("plan.xlsx")
plansheet.issue(plan, period="2021-Q2", out_dir="issued")
merged = plansheet.merge(plan, period="2021-Q2", returns="returns", as_of=date(2021, 7, 1))
plansheet.write_report(merged, "report.xlsx")
"""

from plansheet.cycle import issue, merge
from plansheet.forms import Form, Forms, load_forms
from plansheet.merge import Consolidation
from plansheet.periods import Period
from plansheet.plan import Indicator, Plan, Task, check_plan, read_plan, write_plan
from plansheet.problems import (
    DocumentError,
    FormError,
    InputError,
    OutputError,
    PeriodError,
    PlanError,
    PlansheetError,
    PlanUnreadableError,
    Problem,
)
from plansheet.report import write_report
from plansheet.returns import Return, read_return
from plansheet.targets import Target
from plansheet.validate import validate

__version__ = "0.1.0"

__all__ = [
    "Consolidation",
    "DocumentError",
    "Form",
    "FormError",
    "Forms",
    "Indicator",
    "InputError",
    "OutputError",
    "Period",
    "PeriodError",
    "Plan",
    "PlanError",
    "PlanUnreadableError",
    "PlansheetError",
    "Problem",
    "Return",
    "Target",
    "Task",
    "check_plan",
    "issue",
    "load_forms",
    "merge",
    "read_plan",
    "read_return",
    "validate",
    "write_plan",
    "write_report",
]
