"""The sheet `Nguồn số liệu` of a return that is itself a consolidation."""

from __future__ import annotations

from plansheet.forms.names import ReportColumn
from plansheet.forms.report_sheets import SOURCE_PLACE, SOURCES, source_columns
from plansheet.forms.values import show
from plansheet.issuing.earlier_report import CarriedSource
from plansheet.plan import Plan
from plansheet.tables.read import values_of
from plansheet.workbooks.reading import Workbook


def carried_sources(workbook: Workbook, plan: Plan) -> dict[str, tuple[CarriedSource, ...]]:
    """By row code where the figures of a return came from, as far as it says so itself."""
    found: dict[str, list[CarriedSource]] = {}
    if not workbook.parts(SOURCES):
        return {}
    for values in values_of(source_columns(plan.forms), workbook):
        text = {name: show(values.pop(name, None)) for name in SOURCE_PLACE}
        found.setdefault(text[ReportColumn.CODE], []).append(CarriedSource(**text, values=values))
    return {code: tuple(sources) for code, sources in found.items()}
