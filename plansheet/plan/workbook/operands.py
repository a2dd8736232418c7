"""What the plan calls the operands of an indicator, held against its rule and its unit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from plansheet.forms.choices import Aggregation
from plansheet.forms.names import ColumnName
from plansheet.language.units import read_unit, units_of_quotient
from plansheet.plan.rows import Indicator
from plansheet.plan.workbook.rows import PlanSheetRow
from plansheet.problems import Problem

_RATIO: Final = (ColumnName.NUMERATOR, ColumnName.DENOMINATOR)
_USED: Final = {
    Aggregation.RATIO: _RATIO,
    Aggregation.WEIGHTED_MEAN: (ColumnName.WEIGHT,),
}


def operand_problems(row: PlanSheetRow, indicator: Indicator) -> Iterator[Problem]:
    """Operands that the rule has none of, and units that would put the ratio out by a factor.

    The two parts of a share are in units of one size, those of a rate in its own: “bác sĩ” by
    “vạn dân”.
    """
    used = _USED.get(indicator.aggregation, ()) if indicator.aggregation else ()
    for name in (*_RATIO, ColumnName.WEIGHT):
        if row.text(name) and name not in used:
            yield row.at(name).problem("operand-unused", rule=indicator.aggregation or "–")
    if indicator.aggregation != Aggregation.RATIO:
        return
    numerator, denominator = indicator.operands
    parts = units_of_quotient(indicator.unit)
    numerators, denominators = parts or (
        "",
        numerator.unit if indicator.is_share else "",
    )
    for name, own, expected in (
        (ColumnName.NUMERATOR, numerator.unit, numerators),
        (ColumnName.DENOMINATOR, denominator.unit, denominators),
    ):
        if own and expected and read_unit(own).size != read_unit(expected).size:
            yield row.at(name).problem("operand-unit", unit=own, expected=expected)
