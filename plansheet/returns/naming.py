"""Which periods a file without a stamp says that it is of."""

from __future__ import annotations

from pathlib import Path

from plansheet.plan import Plan
from plansheet.plan.periods.naming import period_codes, periods_named
from plansheet.problems import Place
from plansheet.returns.sender import title_rows
from plansheet.workbooks.reading import Workbook, a1


def named_periods(workbook: Workbook, plan: Plan) -> dict[str, Place]:
    """By period the cell above a table that names it; what the file's name says where none does."""
    titles = (
        (text, Place(workbook.file, sheet.name, a1(row, column)))
        for sheet in workbook.sheets
        for row, cells in enumerate(title_rows(sheet, plan))
        for column, text in enumerate(cells)
        if isinstance(text, str)
    )
    found: dict[str, Place] = {}
    for text, place in titles:
        for period in periods_named(text, plan.years):
            found.setdefault(str(period), place)
    codes = period_codes(Path(workbook.file).stem)
    return found or {str(period): Place(workbook.file) for period in codes}
