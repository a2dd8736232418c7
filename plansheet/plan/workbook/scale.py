"""Per cents of a plan that were typed as fractions: 0,8815 beside 88,77 in one row."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from plansheet.forms.names import ColumnName
from plansheet.forms.values import plain
from plansheet.language.units import is_share
from plansheet.plan.targets import parse_target
from plansheet.plan.workbook.rows import PlanSheetRow, years_of
from plansheet.problems import Problem
from plansheet.problems.catalogue import phrases

_SPREAD: Final = Decimal("1.5")
"""A hundredfold that lies within this factor of the row's other figures is one of them; a rate
that really was 0,15 among 7 and 8 does not."""


def scale_problems(row: PlanSheetRow) -> Iterator[Problem]:
    """`suspicious-scale` at a figure between 0 and 1 whose hundredfold fits the row's others."""
    if not is_share(row.text(ColumnName.UNIT)):
        return
    names = [n for stem in (ColumnName.HISTORY, ColumnName.TARGET) for _, n in years_of(row, stem)]
    figures: dict[str, Decimal] = {}
    for name in (ColumnName.PREVIOUS_TERM, *names, ColumnName.GOAL):
        target = parse_target(row.verbatim(name), "", row.text(ColumnName.UNIT), "")
        number = target.low if target.low is not None else target.high
        if number is not None:
            figures[name] = number
    for name, value in figures.items():
        others = [figure for figure in figures.values() if figure > 1]
        if not 0 < value < 1 or not others:
            continue
        if min(others) / _SPREAD <= 100 * value <= max(others) * _SPREAD:
            against = phrases.FROM_ROW.fill(figure=plain(others[0]))
            yield row.at(name).problem("suspicious-scale", against=against)
