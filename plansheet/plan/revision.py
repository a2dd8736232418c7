"""What a revision of a plan changed: rows added, withdrawn, renamed, handed to another lead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from plansheet.forms import Form
from plansheet.forms.names import FACTS_SHEET, PLAN_FORMS, ColumnName, FormName
from plansheet.language.wording import Term, Wording, joined_words
from plansheet.plan import Plan
from plansheet.plan.workbook.tables import PlanRow, plan_tables
from plansheet.problems import expect

ChangeKind = Literal["added", "withdrawn", "changed"]

CHANGE_NAMES: Final[Mapping[ChangeKind, Wording]] = {
    "added": Wording("THÊM", "ADDED"),
    "withdrawn": Wording("BỎ", "WITHDRAWN"),
    "changed": Wording("SỬA", "CHANGED"),
}


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


def diff(old: Plan, new: Plan) -> list[PlanChange]:
    """What is different in another version of a plan; the numbering of rows is not.

    Args:
        old: the plan before, from `read_plan`.
        new: the plan after.

    Returns:
        Each difference, sheet by sheet in the order of the rows of `new`.

    Raises:
        ArgumentError: one of them is no plan.
    """
    expect(old, Plan)
    expect(new, Plan)
    before, after = plan_tables(old), plan_tables(new)
    found = [
        PlanChange("changed", FACTS_SHEET, "", name, name, before.facts.get(name, ""), text)
        for name, text in after.facts.items()
        if before.facts.get(name, "") != text
    ]
    for name in PLAN_FORMS:
        rows_before: Sequence[PlanRow] = getattr(before, name)
        rows_after: Sequence[PlanRow] = getattr(after, name)
        if name == FormName.ALLOCATIONS:
            rows_before, rows_after = _by_name(rows_before, old), _by_name(rows_after, new)
        found += _diff(new.forms[name], rows_before, rows_after)
    return found


def _by_name(rows: Sequence[PlanRow], plan: Plan) -> Sequence[PlanRow]:
    """Rows of allocations with the agency's name, whether the plan writes that or its code."""
    return [
        {**row, ColumnName.ALLOCATED_TO: plan.agency_name(allocation.agency)}
        for row, allocation in zip(rows, plan.allocations, strict=True)
    ]


def _diff(form: Form, before: Sequence[PlanRow], after: Sequence[PlanRow]) -> list[PlanChange]:
    keys = (form.key or form.columns[0].name, *form.further_keys)
    old, new = ({tuple(row[k] for k in keys): row for row in rows} for rows in (before, after))
    found = [
        PlanChange("withdrawn", form.sheet, _code(form, row), _name(form, row))
        for key, row in old.items()
        if key not in new
    ]
    for key, row in new.items():
        if key not in old:
            found.append(PlanChange("added", form.sheet, _code(form, row), _name(form, row)))
            continue
        found += _changed(form, old[key], row)
    return found


def _code(form: Form, row: PlanRow) -> str:
    key = form.key or form.columns[0].name
    return _word(form, key, row[key])


def _name(form: Form, row: PlanRow) -> str:
    """What a row is called; where its code is not enough, with what else tells it from others."""
    names = (form.label or form.key or form.columns[0].name, *form.further_keys)
    return joined_words(" – ", filter(None, (_word(form, n, row.get(n, "")) for n in names))).term


def _changed(form: Form, old: PlanRow, new: PlanRow) -> list[PlanChange]:
    titles = _titles(form)
    return [
        PlanChange(
            "changed",
            form.sheet,
            _code(form, new),
            _name(form, new),
            titles.get(name) or _year_title(titles, name),
            *(_word(form, name, row.get(name, "")) for row in (old, new)),
        )
        for name in dict.fromkeys((*new, *old))
        if name != ColumnName.STT and old.get(name, "") != new.get(name, "")
    ]


def _word(form: Form, name: str, text: str) -> str:
    """What stands in a cell; a choice as one that can be said in English."""
    column = form.by_name.get(name)
    return column.term(text) if column else text


def _titles(form: Form) -> Mapping[str, Term]:
    return {c.name: c.title for c in form.columns}


def _year_title(titles: Mapping[str, Term], name: str) -> Term:
    stem, _, year = name.rpartition("_")
    return titles.get(stem, Term(name)).fill(year=year, period=year)
