"""Rounds on the plan itself: what agencies are asked about a plan rather than about a period."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from plansheet.forms.names import FormName
from plansheet.language.wording import Term
from plansheet.plan.periods import Period

if TYPE_CHECKING:
    from plansheet.plan.model import Plan


class Round(StrEnum):
    """A round, named as the form that is issued in it."""

    SCHEDULE = FormName.SCHEDULE
    COMMENTS = FormName.COMMENTS

    @property
    def label(self) -> Term:
        """What workbooks call it."""
        return _LABELS[self]


_LABELS: Final = {
    Round.SCHEDULE: Term("Đăng ký tiến độ", "Schedule"),
    Round.COMMENTS: Term("Lấy ý kiến", "Comments"),
}

Occasion = Period | Round
"""What a workbook is issued for."""


def occasion(plan: Plan, text: str) -> Occasion:
    """What a stamp says that its workbook was issued for.

    Raises:
        PeriodError: neither a round nor a period of the plan's years.
    """
    return Round(text) if text in list(Round) else plan.period(text)


def when_answered(plan: Plan, of: Occasion) -> Period:
    """At whose end an agency must exist to be asked.

    In a round these are the agencies that answer at the end of the plan, as far as that is known.
    """
    return of if isinstance(of, Period) else Period("year", plan.years[-1])
