"""A plan and a period → what each agency is asked, and its workbook."""

from plansheet.issuing.assignments import (
    Assignment,
    IssuedRow,
    PeriodAssignments,
    assignments,
    file_name,
    plan_digest,
    prepare,
    said_before,
)
from plansheet.issuing.stamping import stamp_of

__all__ = [
    "Assignment",
    "IssuedRow",
    "PeriodAssignments",
    "assignments",
    "file_name",
    "plan_digest",
    "prepare",
    "said_before",
    "stamp_of",
]
