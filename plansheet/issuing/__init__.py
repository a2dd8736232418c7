"""A plan and a period → what each agency is asked, and its workbook."""

from plansheet.issuing.assignments import (
    Assignment,
    IssuedRow,
    PeriodAssignments,
    file_name,
    operand_label,
    prepare,
    said_before,
)
from plansheet.issuing.stamp import stamp_of

__all__ = [
    "Assignment",
    "IssuedRow",
    "PeriodAssignments",
    "file_name",
    "operand_label",
    "prepare",
    "said_before",
    "stamp_of",
]
