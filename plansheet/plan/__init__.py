"""The plan: what it is. `workbook` reads it from its workbook and writes it."""

from typing import TYPE_CHECKING

from plansheet.lazy import lazy_face

if TYPE_CHECKING:
    from plansheet.plan.model import Plan
    from plansheet.plan.rows import Allocation, CalendarEntry, Indicator, Task

__getattr__ = lazy_face(
    __name__,
    {"model": ("Plan",), "rows": ("Allocation", "CalendarEntry", "Indicator", "Task")},
)

__all__ = ["Allocation", "CalendarEntry", "Indicator", "Plan", "Task"]
