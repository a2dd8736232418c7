"""Reporting periods, the deadlines of their reports, the due texts of tasks."""

from plansheet.periods.deadline import DeadlineRule, deadline_for, parse_deadline
from plansheet.periods.due import Due, parse_due
from plansheet.periods.period import Period, reporting_span

__all__ = [
    "DeadlineRule",
    "Due",
    "Period",
    "deadline_for",
    "parse_deadline",
    "parse_due",
    "reporting_span",
]
