"""What stands of each indicator in a period.

the design, "Aggregation", "Attainment", "N does not shrink", "Prefill is not a report".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from support.years.figures import COLUMNS, MEAN, ONE, RATIO, RISING, SUM, Figures, rows_of, total
from support.years.plan_model import Indicator, PlanModel
from support.years.returned import INDICATOR, UNCLEAR, Decision, Found, Received
from support.years.spans import Span

STALE, DECREASED = "cumulative-stale", "cumulative-decreased"
NO_FIGURES: Figures = dict.fromkeys(COLUMNS)


@dataclass(frozen=True)
class Total:
    """A row of `merged.indicators`."""

    actual: object
    cumulative: object
    forecast: object
    vs_plan: object
    attainment: object
    reported: object
    expected: frozenset[int]


@dataclass(frozen=True)
class Measured:
    """An indicator after a period: the total, and by row and agency the figures that are used."""

    indicator: Indicator
    reporters: tuple[str, ...]
    figures: Mapping[tuple[str, str], Figures]
    vs_last_year: Mapping[str, Decimal | None]
    """By agency that gave any figure; for indicators of one row."""
    total: Total
    rows: Mapping[str, Figures]
    """What is sent to the level above, by row; not of a weighted mean."""
    whole: Mapping[str, bool]
    """By column whether everybody who is expected gave it."""
    problems: frozenset[Found] = frozenset()
    possible: frozenset[Found] = frozenset()
    """Problems of which the design does not say whether they are there."""


def used(received: Received, agency: str, code: str) -> tuple[Figures, bool | None]:
    """The figures of a row, and whether its cumulative is stale.

    An untouched one is beside a typed actual; without an actual the design does not say: None.
    """
    row = (INDICATOR, code)
    standing = received.standing(agency, row)
    if standing is None:
        return NO_FIGURES, False
    cells, typed = standing.holds(row), standing.inputs(row)
    figures = {column: decimal(cells.get(column)) for column in COLUMNS}
    prefilled = standing.issued.get(row, {}).get("cumulative")
    if prefilled is None or "cumulative" in typed:
        return figures, False
    return {**figures, "cumulative": None}, True if figures["actual"] is not None else None


def decimal(value: object) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def measure(
    plan: PlanModel,
    indicator: Indicator,
    period: Span,
    received: Received,
    bases: Mapping[tuple[str, str], object],
    decisions: Sequence[Decision] = (),
) -> Measured:
    """`bases` are the figures that agencies start from in this year, by row and agency."""
    who = plan.answering(indicator.reporters, period.end)
    rows = rows_of(indicator.code, indicator.rule)
    figures: dict[tuple[str, str], Figures] = {}
    problems: set[Found] = set()
    possible: set[Found] = set()
    ratios = {}
    for agency in who.agencies:
        for row in rows:
            found, stale = used(received, agency, row)
            settled = {
                one.column: decimal(one.value)
                for one in decisions
                if (one.code, one.agency) == (row, agency)
            }
            if stale is None or len(received.of(agency)) > 1:  # what a later return mends is listed
                possible.add((STALE, indicator.code, agency))
            if stale and "cumulative" not in settled:
                problems.add((STALE, indicator.code, agency))
            figures[row, agency] = found = {**found, **settled}
            before = bases.get((row, agency))
            if before is UNCLEAR or not adds_up(indicator) or "cumulative" in settled:
                possible |= {(DECREASED, indicator.code, one) for one in (agency, None)}
            elif decreased(found["cumulative"], before):
                problems.add((DECREASED, indicator.code, agency))
        standing = received.standing(agency, (INDICATOR, indicator.code))
        if standing and len(rows) == 1:
            last = decimal(standing.holds((INDICATOR, indicator.code)).get("last_year"))
            now = figures[indicator.code, agency]["cumulative"]
            ratios[agency] = now / last * 100 if now is not None and last and last > 0 else None
    given = {
        column: [
            operands
            for agency in who.agencies
            if (operands := complete([figures[row, agency][column] for row in rows]))
        ]
        for column in COLUMNS
    }
    summed = {c: total(indicator.rule, indicator.unit, given[c]) for c in COLUMNS}
    whole_in = {column: who.expected == {len(given[column])} for column in COLUMNS}
    judged = "cumulative" if period.ends_the_year else "forecast"
    if period.begins_the_year and period.ends_the_year and not given[judged]:
        judged = "actual"
    goal = indicator.goal(period.year)
    value = summed[judged]
    shown = Total(
        **summed,
        vs_plan=goal.share(value),
        attainment=goal.met_by(value, indicator.direction) if whole_in[judged] else "unknown",
        reported=len(given["cumulative"]),
        expected=who.expected,
    )
    return Measured(
        indicator,
        who.agencies,
        figures,
        ratios,
        shown,
        {
            row: {column: operand(indicator.rule, given[column], n) for column in COLUMNS}
            for n, row in enumerate(rows)
        },
        whole_in,
        frozenset(problems),
        frozenset(possible),
    )


def operand(rule: str, given: Sequence[Sequence[Decimal]], n: int) -> Decimal | None:
    """What the agencies come to in one row, for the level above: parts of a ratio are summed."""
    if rule == MEAN:
        return None
    part = SUM if rule == RATIO else rule
    return total(part, "", [[operands[n]] for operands in given])


def complete(operands: Sequence[Decimal | None]) -> list[Decimal] | None:
    given = [one for one in operands if one is not None]
    return given if len(given) == len(operands) else None


def decreased(now: Decimal | None, base: object) -> bool:
    return now is not None and isinstance(base, Decimal) and now < base


def adds_up(indicator: Indicator) -> bool:
    """Only an amount that adds up over the year cannot fall in it; of others it is not said.

    Nor is it said of what is to fall: it may be a level.
    """
    is_amount = indicator.rule in (SUM, ONE) and indicator.unit != "%"
    return is_amount and indicator.direction == RISING


def base(
    plan: PlanModel,
    indicator: Indicator,
    day: Span,
    row: str,
    agency: str,
    earlier: Measured | None,
) -> object:
    """What an earlier report has as an agency's cumulative, with those that it absorbed since.

    "Figures of those that were absorbed are added to their heir's cumulative and last year where
    the rule is Cộng, and asked for otherwise."
    """
    if earlier is None or earlier.indicator.name != indicator.name:
        return None
    took = [one for one in plan.absorbed(agency, day.end) if one in earlier.reporters]
    own = [agency] if agency in earlier.reporters else []
    known = [earlier.figures[row, one]["cumulative"] for one in own + took]
    if not took:
        return known[0] if known else None
    if indicator.rule != SUM:
        return None if own else UNCLEAR
    if None in known and len(set(known)) > 1:
        return UNCLEAR
    return None if None in known else sum((one for one in known if one is not None), Decimal(0))
