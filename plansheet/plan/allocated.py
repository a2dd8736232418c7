"""Targets that are allocated to agencies, as they are in a period: who answers for how much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal, localcontext
from typing import Final

from plansheet.forms.choices import Aggregation
from plansheet.forms.values import show
from plansheet.plan.model import Plan
from plansheet.plan.periods import Period
from plansheet.plan.rows import Indicator
from plansheet.plan.targets import Target

_SIGNS: Final[Mapping[str, str]] = {"exact": "", "ge": ">=", "gt": ">", "le": "<=", "lt": "<"}
"""The kinds of targets that may be added up, and how such a sum is written."""

_DIGITS: Final = 1000


def allocated(plan: Plan, period: Period) -> Mapping[tuple[str, str], Target]:
    """By (indicator, agency) the target that is allocated to an agency for the year of a period.

    What was allocated to agencies that were absorbed by the end of the period is that of their
    heir: the sum where the indicator is one, else what all of them were given alike. Where one
    that reports was given nothing, or was split, nobody knows, and there is none.
    """
    return (plan.written or plan).once(_allocated, period)


def own_target(plan: Plan, indicator: Indicator, agency: str, period: Period) -> Target | None:
    """The target of the year that one reporting agency answers for.

    It is that which is allocated to it, else that of the whole where it alone reports.
    """
    own = allocated(plan, period).get((indicator.code, agency))
    if own is None and indicator.reporters == (agency,):
        return plan.target_for(indicator, period.year)
    return own


def sum_of(targets: Sequence[Target]) -> Target | None:
    """The sum of targets that are numbers, or bounds on one side; None where one is not."""
    numbers = [t.number for t in targets]
    known = [n for n in numbers if n is not None]
    kinds = {t.kind for t in targets}
    if not targets or len(known) < len(numbers) or len(kinds) > 1 or not kinds <= _SIGNS.keys():
        return None
    with localcontext(prec=_DIGITS):
        total = sum(known, Decimal(0))
    first = targets[0]
    return replace(
        first,
        text=f"{_SIGNS[first.kind]}{show(total)}",
        low=None if first.low is None else total,
        high=None if first.high is None else total,
    )


def _allocated(plan: Plan, period: Period) -> Mapping[tuple[str, str], Target]:
    given: dict[str, dict[str, Target]] = {}
    for one in plan.allocations:
        target = one.targets.get(period.year)
        if target is not None:
            given.setdefault(one.indicator, {})[one.agency] = target
    found: dict[tuple[str, str], Target] = {}
    for code, own in given.items():
        indicator = plan.indicators_by_code[code]
        for heir, bodies in _answering(plan, indicator, own, period).items():
            target = _of_all(indicator, [own.get(body) for body in bodies])
            if target is not None:
                found[code, heir] = target
    return found


def _answering(
    plan: Plan, indicator: Indicator, own: Mapping[str, Target], period: Period
) -> dict[str, list[str]]:
    """By agency the bodies of the plan whose allocations are its own in a period.

    An agency that begins in the year has its own allocation where the plan gives it one: that is
    what the plan says of it, beside what it says of those before it.
    """
    bodies: dict[str, list[str]] = {}
    for body in dict.fromkeys((*indicator.reporters, *own)):
        heirs = plan.heirs(body, period)
        if len(heirs) == 1:
            bodies.setdefault(heirs[0], []).append(body)
    for heir, those in bodies.items():
        agency = plan.agency(heir)
        if agency is not None and agency.begins_after(date(period.year, 1, 1)):
            bodies[heir] = [heir] if heir in own else [b for b in those if b != heir]
    return bodies


def _of_all(indicator: Indicator, targets: Sequence[Target | None]) -> Target | None:
    known = [t for t in targets if t is not None]
    if not known or len(known) < len(targets):
        return None
    if len(known) == 1:
        return known[0]
    if indicator.aggregation == Aggregation.SUM:
        return sum_of(known)
    first = known[0]
    is_one = all((t.kind, t.low, t.high) == (first.kind, first.low, first.high) for t in known)
    return first if is_one and first.comparable else None
