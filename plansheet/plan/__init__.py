"""The plan: what it is, reading it from its workbook, writing it."""

from plansheet.plan.facts import read_years
from plansheet.plan.model import CalendarEntry, Indicator, Plan, Task
from plansheet.plan.reading import check_plan, read_plan
from plansheet.plan.tables import PlanRow, PlanTables
from plansheet.plan.writing import plan_tables, write_blank_plan, write_plan, write_tables

__all__ = [
    "CalendarEntry",
    "Indicator",
    "Plan",
    "PlanRow",
    "PlanTables",
    "Task",
    "check_plan",
    "plan_tables",
    "read_plan",
    "read_years",
    "write_blank_plan",
    "write_plan",
    "write_tables",
]
