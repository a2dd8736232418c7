"""The plan: what it is. `workbook` reads it from its workbook and writes it."""

from plansheet.plan.model import CalendarEntry, Indicator, Plan, Task

__all__ = ["CalendarEntry", "Indicator", "Plan", "Task"]
