"""What agencies are asked to say in words of a period: each heading, field by field of the plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from plansheet.forms.names import ColumnName, FormName
from plansheet.language.text import match_key
from plansheet.language.wording import Term
from plansheet.plan import Plan

_MARK: Final = "ĐG"
GENERAL: Final = Term("Chung", "General")
"""What the field is called of tasks and indicators for which the plan names none."""

_INITIALS: Final = 6


@dataclass(frozen=True, slots=True)
class NarrativeRow:
    """One row of the sheet: what it is about."""

    code: str
    field: str
    heading: str


def narrative_rows(plan: Plan, fields: Iterable[str]) -> list[NarrativeRow]:
    """The rows of those `fields` of the plan, in its order; of no field at all the general ones."""
    wanted = {match_key(field or GENERAL) for field in fields} or {match_key(GENERAL)}
    by_field = plan.once(_rows_by_field, FormName.NARRATIVE_REPORT)
    return [row for field, rows in by_field.items() if field in wanted for row in rows]


def all_narrative_rows(plan: Plan) -> Mapping[str, NarrativeRow]:
    """By code every row that an agency may be asked about."""
    by_field = plan.once(_rows_by_field, FormName.NARRATIVE_REPORT)
    return {row.code: row for rows in by_field.values() for row in rows}


def _rows_by_field(plan: Plan, form: str) -> Mapping[str, list[NarrativeRow]]:
    """By the match key of a field its rows: those of no field first."""
    headings = plan.forms[form].by_name[ColumnName.HEADING].choices
    fields = (*(task.field for task in plan.tasks), *(one.field for one in plan.indicators))
    texts = (GENERAL, *filter(None, fields))
    rows: dict[str, list[NarrativeRow]] = {}
    codes: set[str] = set()
    for field in texts:
        if (key := match_key(field)) not in rows:
            code = _code(key, codes)
            codes.add(code)
            rows[key] = [
                NarrativeRow(f"{code}.{number}", field, heading)
                for number, heading in enumerate(headings, 1)
            ]
    return rows


def _code(field: str, taken: set[str]) -> str:
    """A code made of the first letters of a field: that of one does not depend on the others.

    So it is the same in the next revision of the plan and in the plan of the level below. Only
    where two fields have the same letters is the later one numbered.
    """
    if field == match_key(GENERAL):
        return _MARK
    letters = "".join(word[0] for word in field.split() if word[0].isalnum())
    own = code = f"{_MARK}.{letters[:_INITIALS].upper()}"
    number = 1
    while code in taken:
        number += 1
        code = f"{own}{number}"
    return code
