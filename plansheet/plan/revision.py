"""What a revision of a plan changed: rows added, withdrawn, renamed, handed to another lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from plansheet.forms import Form
from plansheet.forms.names import FACTS_SHEET, PLAN_FORMS, ColumnName
from plansheet.plan import Plan
from plansheet.plan.workbook.tables import PlanRow, plan_tables

ChangeKind = Literal["added", "withdrawn", "changed"]


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One difference between two versions of a plan; `column` is the header, blank for a row."""

    kind: ChangeKind
    sheet: str
    code: str
    name: str
    column: str = ""
    before: str = ""
    after: str = ""


def diff_plans(old: Plan, new: Plan) -> list[PlanChange]:
    """What is different in `new`, sheet by sheet in the order of its rows; numbering is not."""
    before, after = plan_tables(old), plan_tables(new)
    found = [
        PlanChange("changed", FACTS_SHEET, "", name, name, before.facts.get(name, ""), text)
        for name, text in after.facts.items()
        if before.facts.get(name, "") != text
    ]
    for name in PLAN_FORMS:
        rows_before: Sequence[PlanRow] = getattr(before, name)
        rows_after: Sequence[PlanRow] = getattr(after, name)
        found += _diff(new.forms[name], rows_before, rows_after)
    return found


def _diff(form: Form, before: Sequence[PlanRow], after: Sequence[PlanRow]) -> list[PlanChange]:
    key = form.key or form.columns[0].name
    label = form.label or key
    old, new = ({row[key]: row for row in rows} for rows in (before, after))
    found = [
        PlanChange("withdrawn", form.sheet, code, row.get(label, ""))
        for code, row in old.items()
        if code not in new
    ]
    for code, row in new.items():
        if code not in old:
            found.append(PlanChange("added", form.sheet, code, row.get(label, "")))
            continue
        found += _changed(form, code, old[code], row, label)
    return found


def _changed(form: Form, code: str, old: PlanRow, new: PlanRow, label: str) -> list[PlanChange]:
    titles = _titles(form)
    return [
        PlanChange(
            "changed",
            form.sheet,
            code,
            new.get(label, ""),
            titles.get(name) or _year_title(titles, name),
            old.get(name, ""),
            new.get(name, ""),
        )
        for name in dict.fromkeys((*new, *old))
        if name != ColumnName.STT and old.get(name, "") != new.get(name, "")
    ]


def _titles(form: Form) -> Mapping[str, str]:
    return {c.name: c.title for c in form.columns}


def _year_title(titles: Mapping[str, str], name: str) -> str:
    stem, _, year = name.rpartition("_")
    return titles.get(stem, name).format(year=year)
