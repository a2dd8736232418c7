"""Which cells of an issued row are formulas, and what they compute."""

from __future__ import annotations

from plansheet.forms import Column, Form
from plansheet.forms.choices import Aggregation
from plansheet.forms.names import ColumnName
from plansheet.plan import Plan


def is_ratio_cell(plan: Plan, code: str, column: Column) -> bool:
    """Whether an input cell is issued as a formula: a ratio is computed from the rows below it."""
    indicator = plan.indicators_by_code.get(code)
    return indicator is not None and indicator.aggregation == Aggregation.RATIO and column.aggregate


def row_formula(plan: Plan, form: Form, code: str, column: Column) -> str:
    """The formula that a cell of a row is issued as, blank where it is none.

    Operands have none. A ratio is its numerator over its denominator, which stand in the two rows
    below it.
    """
    if form.key != ColumnName.INDICATOR_CODE:
        return column.formula
    indicator = plan.indicators_by_code.get(code)
    if indicator is None or column.formula:
        return column.formula if indicator else ""
    if not is_ratio_cell(plan, code, column):
        return ""
    top, bottom = f"{{{column.name}+1}}", f"{{{column.name}+2}}"
    return f'=IF(COUNT({top},{bottom})=2,IF({bottom}=0,"",{top}/{bottom}*{indicator.points}),"")'
