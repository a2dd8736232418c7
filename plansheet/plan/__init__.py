"""The plan: what it is. `workbook` reads it from its workbook and writes it."""

from plansheet.plan.model import Allocation, CalendarEntry, Indicator, Plan, Task

__all__ = ["Allocation", "CalendarEntry", "Indicator", "Plan", "Task"]
