"""Figures of one indicator that are far from what all the other agencies report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from plansheet.consolidation.results import ReportedRow, by_code
from plansheet.forms.names import ColumnName
from plansheet.forms.values import plain
from plansheet.plan import Plan
from plansheet.plan.plausibility import outliers
from plansheet.problems import Problem
from plansheet.problems.catalogue import phrases

_COLUMNS = (ColumnName.ACTUAL, ColumnName.CUMULATIVE, ColumnName.FORECAST)


def far_from_others(plan: Plan, rows: Iterable[ReportedRow]) -> Iterator[Problem]:
    """`implausible-figure` at each figure of which the other agencies' are about a thousandth."""
    for of_code in by_code(rows).values():
        for column in _COLUMNS:
            own = [(row, v) for row in of_code if isinstance(v := row.values.get(column), Decimal)]
            for index, usual in outliers([value for _, value in own]):
                why = phrases.FAR_FROM_OTHERS.fill(other=plain(usual))
                yield own[index][0].at(plan.forms, column).problem("implausible-figure", why=why)
