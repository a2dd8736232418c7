"""What agencies say of a period in words: by field and heading, each text with its agency."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plansheet.consolidation.results import ReportedRow
from plansheet.consolidation.standing import Standing
from plansheet.forms.names import ColumnName, FormName
from plansheet.forms.values import show
from plansheet.issuing.narrative import NarrativeRow, all_narrative_rows
from plansheet.plan import Plan


@dataclass(frozen=True, slots=True)
class Narrative:
    """What one agency wrote under a heading of a field; `row` tells where it stands."""

    field: str
    heading: str
    row: ReportedRow

    @property
    def text(self) -> str:
        """What it wrote, verbatim."""
        return show(self.row.values.get(ColumnName.NARRATIVE))


def narratives(plan: Plan, standing: Mapping[str, Standing]) -> tuple[Narrative, ...]:
    """The rows that stand and say anything, by field and heading as in the plan, then by agency."""
    planned = all_narrative_rows(plan)
    found: list[Narrative] = []
    for agency in (one.code for one in plan.agencies if one.code in standing):
        for row in standing[agency].rows.get(FormName.NARRATIVE_REPORT, {}).values():
            if row.values:
                about = planned.get(row.code) or _issued(row)
                found.append(Narrative(about.field, about.heading, row))
    order = {code: number for number, code in enumerate(planned)}
    return tuple(sorted(found, key=lambda one: order.get(one.row.code, len(order))))


def _issued(row: ReportedRow) -> NarrativeRow:
    """What a row was about when it was issued: the plan has no such field any more."""
    texts = row.section.about.get(row.code, {}) if row.section else {}
    return NarrativeRow(
        row.code, texts.get(ColumnName.FIELD, ""), texts.get(ColumnName.HEADING, "")
    )
