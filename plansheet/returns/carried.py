"""The sheet `Nguồn số liệu` of a return that is itself a consolidation."""

from __future__ import annotations

from plansheet.cells import read_cell, show
from plansheet.past import Origin
from plansheet.plan import Plan
from plansheet.report_forms import SOURCES, source_form
from plansheet.sheets import Workbook
from plansheet.tables import find_table


def carried_origins(workbook: Workbook, plan: Plan) -> dict[str, tuple[Origin, ...]]:
    """By row code where the figures of a return came from, as far as it says so itself."""
    sheet = workbook.sheet(SOURCES)
    table = find_table(source_form(plan.forms), sheet) if sheet else None
    found: dict[str, list[Origin]] = {}
    for _, raw in table.rows() if table else ():
        values = {}
        for column in table.form.columns if table else ():
            value, _ = read_cell(column, table.cell(raw, column.name)) if table else (None, None)
            if value is not None:
                values[column.name] = value
        text = {name: show(values.pop(name, None)) for name in _PLACE}
        found.setdefault(text["code"], []).append(Origin(**text, values=values))
    return {code: tuple(origins) for code, origins in found.items()}


_PLACE = ("code", "form", "agency", "agency_name", "file", "sheet", "cells", "through", "sha256")
