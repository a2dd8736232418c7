"""A plan and a period → what each agency is asked, and its workbook."""

from plansheet.templates.assignment import (
    DONE,
    Assignment,
    Issue,
    IssuedRow,
    assignments,
    judged_column,
    plan_digest,
    prepare,
    said_before,
)
from plansheet.templates.writing import GUIDE_SHEET, file_name, stamp_of, write_template

__all__ = [
    "DONE",
    "GUIDE_SHEET",
    "Assignment",
    "Issue",
    "IssuedRow",
    "assignments",
    "file_name",
    "judged_column",
    "plan_digest",
    "prepare",
    "said_before",
    "stamp_of",
    "write_template",
]
