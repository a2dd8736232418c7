"""Annexes that give each body its part of a target: rows are indicators, columns are bodies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from plansheet.documents.draft_rows import DraftIndicator
from plansheet.documents.naming import Naming
from plansheet.forms.choices import Aggregation
from plansheet.forms.names import ColumnName
from plansheet.language.text import match_key
from plansheet.language.units import read_unit
from plansheet.plan.allocated import sum_of
from plansheet.plan.targets import parse_target


def allocated_indicators(
    indicators: Iterable[DraftIndicator], naming: Naming
) -> list[DraftIndicator]:
    """The indicators with what their annexes give to bodies, each indicator once.

    A row of an annex whose name another table has already belongs to that indicator. The bodies
    that are given something report it, where the document names nobody else.
    """
    found: dict[str, DraftIndicator] = {}
    for position, indicator in enumerate(indicators):
        key = match_key(indicator.name)
        known = found.get(key)
        if known is None or not (indicator.allocated or known.allocated):
            found[key if known is None else f"{key} {position}"] = indicator
            continue
        found[key] = replace(
            known,
            unit=known.unit or indicator.unit,
            values={**indicator.values, **known.values},
            allocated=_joined(known, indicator),
        )
    return [_with_bodies(one, naming) if one.allocated else one for one in found.values()]


def _joined(one: DraftIndicator, other: DraftIndicator) -> dict[str, dict[str, str]]:
    bodies = dict.fromkeys((*one.allocated, *other.allocated))
    return {b: {**one.allocated.get(b, {}), **other.allocated.get(b, {})} for b in bodies}


def _with_bodies(indicator: DraftIndicator, naming: Naming) -> DraftIndicator:
    given = {naming.body(body): targets for body, targets in indicator.allocated.items()}
    values = dict(indicator.values)
    if not indicator.reporters and _is_sum(indicator, [*given.values()]):
        values[ColumnName.AGGREGATION] = Aggregation.SUM
    return replace(
        indicator,
        allocated=given,
        values=values,
        reporters=indicator.reporters or "; ".join(given),
    )


def _is_sum(indicator: DraftIndicator, given: Sequence[dict[str, str]]) -> bool:
    """Whether the parts of some year add up to the whole, in a unit that does."""
    if not read_unit(indicator.unit).adds_up:
        return False
    for year, text in indicator.values.items():
        parts = [parse_target(targets.get(year, ""), "", indicator.unit) for targets in given]
        total, whole = sum_of([p for p in parts if p.text]), parse_target(text, "", indicator.unit)
        if total and total.number is not None and total.number == whole.number:
            return True
    return False
