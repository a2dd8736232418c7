"""Blocks of a form that are one agency's own: whose each is, and who wrote in another's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from plansheet.forms.values import in_sentence
from plansheet.own_forms.head import named_agency
from plansheet.own_forms.model import CellKey, FormCell, FormSheet
from plansheet.own_forms.returned import ReadCell
from plansheet.plan import Plan
from plansheet.plan.agencies import Agency
from plansheet.problems import LabelledCell, Problem


def owner_of(sheet: FormSheet, cell: FormCell, plan: Plan) -> Agency | None:
    """The agency whose own a cell is; None where it is everybody's, or of nobody in the plan."""
    return named_agency(sheet.owner(cell), plan) if sheet.rule(cell) == "place" else None


def in_others_blocks(
    sheet: FormSheet, cells: Mapping[CellKey, ReadCell], agency: str, plan: Plan
) -> Iterator[tuple[CellKey, Problem]]:
    """What a return has in cells that are another agency's: it does not count there."""
    if "place" not in sheet.aggregate.values():
        return
    for cell in sheet.inputs.values():
        read, owner = cells.get(cell.key), owner_of(sheet, cell, plan)
        if read is not None and owner is not None and owner.code != agency:
            labelled = LabelledCell(
                read.place, cell.row_key, cell.column_key, in_sentence(read.value)
            )
            name = plan.agency_name(agency)
            yield cell.key, labelled.problem("not-asked", agency=name, asked=owner.name)
