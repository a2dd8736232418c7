"""Reporting periods, the deadlines of their reports, the due texts of tasks."""

from typing import TYPE_CHECKING

from plansheet.lazy import lazy_face

if TYPE_CHECKING:
    from plansheet.plan.periods.deadline import (
        DeadlineRule,
        deadline_for,
        parse_cutoff,
        parse_deadline,
    )
    from plansheet.plan.periods.due import Due
    from plansheet.plan.periods.due_grammar import parse_due
    from plansheet.plan.periods.period import Period, periods_of, reporting_span
    from plansheet.plan.periods.recurrence import Recurrence, Turn, YearDay
    from plansheet.plan.periods.typed import typed_day, typed_period

__getattr__ = lazy_face(
    __name__,
    {
        "deadline": ("DeadlineRule", "deadline_for", "parse_cutoff", "parse_deadline"),
        "due": ("Due",),
        "due_grammar": ("parse_due",),
        "period": ("Period", "periods_of", "reporting_span"),
        "recurrence": ("Recurrence", "Turn", "YearDay"),
        "typed": ("typed_day", "typed_period"),
    },
)

__all__ = [
    "DeadlineRule",
    "Due",
    "Period",
    "Recurrence",
    "Turn",
    "YearDay",
    "deadline_for",
    "parse_cutoff",
    "parse_deadline",
    "parse_due",
    "periods_of",
    "reporting_span",
    "typed_day",
    "typed_period",
]
