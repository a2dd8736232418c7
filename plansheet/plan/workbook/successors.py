"""Whether there is one body that answers for what each agency of a plan is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Final

from plansheet.forms.names import ColumnName
from plansheet.forms.values import show
from plansheet.language.wording import NOTHING
from plansheet.plan.agencies import districts_of, names_a_kind
from plansheet.plan.model import NO_SUCCESSOR, Plan
from plansheet.plan.workbook.rows import PlanSheetRow
from plansheet.problems import Problem
from plansheet.problems.catalogue import phrases

_MOST_ROWS: Final = 8
"""Tasks and indicators that a sentence lists."""


def unknown_successors(rows: Iterable[PlanSheetRow], plan: Plan) -> Iterator[Problem]:
    """Successors that are no agency of the plan; `rows` are those of its agencies."""
    codes = {agency.code for agency in plan.agencies}
    for row, agency in zip(rows, plan.agencies, strict=True):
        for code in agency.successors:
            if code not in codes:
                yield row.at(ColumnName.SUCCESSORS).problem("unknown-code", value=code)


def without_heir(rows: Iterable[PlanSheetRow], plan: Plan) -> Iterator[Problem]:
    """Agencies that have something to do and end within the plan without one heir.

    `rows` are those of the plan's agencies; what is said is what holds when it happens first.
    """
    asked = _asked(plan)
    for row, agency in zip(rows, plan.agencies, strict=True):
        months = (m for m in plan.stretches if plan.is_without_heir(agency.code, m))
        month = next(months, None)
        if month is None or agency.code not in asked:
            continue
        heirs = plan.registry.heirs_on(agency.code, month.end)
        several = phrases.NOT_ONE_HEIR.fill(listed=", ".join(heirs))
        yield row.at(ColumnName.SUCCESSORS).problem(
            NO_SUCCESSOR,
            value=agency.name,
            until=show(agency.valid_until),
            why=several if set(heirs) - {agency.code} else phrases.NO_HEIR,
            asked=_listed(asked[agency.code]),
        )


def stand_for_all(rows: Iterable[PlanSheetRow], plan: Plan) -> Iterator[Problem]:
    """Agencies that have something to do and are many in one: "UBND cấp huyện".

    `rows` are those of the plan's agencies.
    """
    asked = _asked(plan)
    for row, agency in zip(rows, plan.agencies, strict=True):
        if agency.code in asked and names_a_kind(agency):
            units = districts_of(plan.province, plan.years[0]).agencies if plan.years else ()
            names = "; ".join(unit.name for unit in units if unit.kind == agency.kind)
            yield row.at(ColumnName.AGENCY_NAME).problem(
                "stands-for-many", units=phrases.UNITS.fill(names=names) if names else NOTHING
            )


def begun_later(rows: Iterable[PlanSheetRow], plan: Plan) -> Iterator[Problem]:
    """Agencies that a group would have, had they been there when the plan was issued.

    `rows` are those of the plan's agencies. Who takes over from a member answers for it already.
    """
    asked = _asked(plan)
    for row, agency in zip(rows, plan.agencies, strict=True):
        since = agency.valid_from
        if plan.issued is None or since is None or since <= plan.issued or agency.code in asked:
            continue
        if plan.registry.answering_on(agency.code, since - timedelta(days=1)):
            continue
        named = [(task.code, task.leads_text) for task in plan.tasks]
        named += [(indicator.code, indicator.reporters_text) for indicator in plan.indicators]
        groups = [
            code
            for code, text in named
            if agency.code in plan.registry.resolve_cell(text, since).codes
        ]
        if groups:
            yield row.at(ColumnName.VALID_FROM).problem(
                "not-of-group", value=agency.name, since=show(since), groups=_listed(groups)
            )


def _asked(plan: Plan) -> dict[str, list[str]]:
    """By agency the tasks and indicators that name it, but for groups that coordinate."""
    found: dict[str, list[str]] = {}
    for task in plan.tasks:
        for code in (*task.leads, *task.coordinators):
            if code not in task.group_coordinators:
                found.setdefault(code, []).append(task.code)
    for indicator in plan.indicators:
        for code in indicator.reporters:
            found.setdefault(code, []).append(indicator.code)
    return found


def _listed(codes: Sequence[str]) -> str:
    more = f" … ({len(codes)})" if len(codes) > _MOST_ROWS else ""
    return ", ".join(codes[:_MOST_ROWS]) + more
