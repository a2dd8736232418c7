"""The plan: what it is. `workbook` reads it from its workbook and writes it."""

from plansheet.plan.model import Plan
from plansheet.plan.rows import Allocation, CalendarEntry, Indicator, Task

__all__ = ["Allocation", "CalendarEntry", "Indicator", "Plan", "Task"]
