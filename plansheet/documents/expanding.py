"""“UBND cấp huyện” as the districts of the province by their names, where the package knows them.

A document calls on all districts together; each of them is to get a workbook of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from plansheet.documents.draft import Draft
from plansheet.forms import load_forms
from plansheet.forms.names import ColumnName, FormName
from plansheet.language.text import match_key
from plansheet.plan.agencies import Agency, districts_of, make_code, names_a_kind
from plansheet.plan.workbook.facts import FIRST_YEAR, PROVINCE
from plansheet.plan.workbook.tables import Origin, PlanRow

_BY_NAME = "“{name}” thay bằng {count} đơn vị có tên: xem lại danh sách"


def with_districts(draft: Draft) -> Draft:
    """The draft with a row for each district in place of the one that stands for all of them.

    The list is that of the plan's first year; where the package has none, the draft stays as it
    is, and `check` says so (`stands-for-many`).
    """
    facts, agencies = draft.tables.facts, draft.tables.agencies
    if not facts[FIRST_YEAR.name]:
        return draft
    units = districts_of(facts[PROVINCE.name], int(facts[FIRST_YEAR.name])).agencies
    known = {match_key(row[ColumnName.AGENCY_NAME]) for row in agencies}
    units = [unit for unit in units if match_key(unit.name) not in known]
    stands = next((row for row in agencies if _stands_for(row, units)), None)
    if stands is None:
        return draft
    at, name = agencies.index(stands), stands[ColumnName.AGENCY_NAME]
    rows = (*agencies[:at], *_coded(units, agencies), *agencies[at + 1 :])
    doubt = _BY_NAME.format(name=name, count=len(units))
    origin = Origin(
        load_forms()[FormName.AGENCIES].sheet, stands[ColumnName.AGENCY_CODE], "", name, (doubt,)
    )
    tables = replace(draft.tables, agencies=rows)
    return replace(draft, tables=tables, origins=(origin, *draft.origins))


def _stands_for(row: PlanRow, units: Sequence[Agency]) -> bool:
    """Whether a row is that of all bodies of the kind of `units`."""
    body = Agency("", row[ColumnName.AGENCY_NAME], kind=row[ColumnName.KIND])
    return names_a_kind(body) and any(unit.kind == body.kind for unit in units)


def _coded(units: Iterable[Agency], agencies: Iterable[PlanRow]) -> Iterator[PlanRow]:
    """A row for each unit, with a code that no other row has."""
    taken = {row[ColumnName.AGENCY_CODE] for row in agencies}
    for unit in units:
        code = make_code(unit.name, taken)
        taken.add(code)
        yield {
            ColumnName.AGENCY_CODE: code,
            ColumnName.AGENCY_NAME: unit.name,
            ColumnName.ALIASES: "",
            ColumnName.KIND: unit.kind,
        }
