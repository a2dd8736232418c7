"""A plan and a period → what each agency is asked, and its workbook."""

from plansheet.issuing.asked_rows import IssuedRow, names_for_codes, operand_label
from plansheet.issuing.assignments import (
    ESTIMATES,
    Assignment,
    Assignments,
    PeriodAssignments,
    file_name,
    prepare,
)
from plansheet.issuing.continuing import done_before, earlier_values, settled_before
from plansheet.issuing.stamp import stamp_of

__all__ = [
    "ESTIMATES",
    "Assignment",
    "Assignments",
    "IssuedRow",
    "PeriodAssignments",
    "done_before",
    "earlier_values",
    "file_name",
    "names_for_codes",
    "operand_label",
    "prepare",
    "settled_before",
    "stamp_of",
]
