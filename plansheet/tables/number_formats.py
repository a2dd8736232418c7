"""How the cells of a column show what stands in them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from plansheet.forms import Column
from plansheet.forms.values import as_shown
from plansheet.tables.showing import MOST_PLACES
from plansheet.workbooks.writing.cells import DATE_FORMAT, Cell, Formula, Link


def number_format(column: Column, value: Cell | Link | Formula = None) -> str:
    """The number format of a cell of a column; blank where it shows what it has."""
    is_date = column.kind == "date" or isinstance(value, date)
    if isinstance(value, Formula) and "." in column.number_format:
        return _near_hundred(column.number_format)
    if column.number_format and isinstance(value, Decimal):
        exponent = as_shown(column, value).as_tuple().exponent
        places = -exponent if isinstance(exponent, int) else 0
        return f"0.{'0' * places}" if 0 < places <= MOST_PLACES else column.number_format
    return column.number_format or (DATE_FORMAT if is_date else "")


def _near_hundred(shown: str) -> str:
    """`shown`, but with more places where that would make 100 of what is not.

    The format of a formula cannot follow its value, as that of a figure does in a report. So it
    has three sections: `[<99.95]0.0;[>=100.05]0.0;0.0#####`.
    """
    half = Decimal(5).scaleb(-len(shown.partition(".")[2]) - 1)
    return f"[<{100 - half}]{shown};[>={100 + half}]{shown};{shown}#####"
