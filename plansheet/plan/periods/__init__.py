"""Reporting periods, the deadlines of their reports, the due texts of tasks."""

from plansheet.plan.periods.deadline import DeadlineRule, deadline_for, parse_deadline
from plansheet.plan.periods.due import Due, parse_due
from plansheet.plan.periods.period import Period, reporting_span

__all__ = [
    "DeadlineRule",
    "Due",
    "Period",
    "deadline_for",
    "parse_deadline",
    "parse_due",
    "reporting_span",
]
