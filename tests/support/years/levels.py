"""Two levels: what a district sends up by `--into`, and what the province makes of it.

the design, "Coverage is never better than what it rests on".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from support.years.figures import COLUMNS, factor
from support.years.indicators_oracle import Measured
from support.years.plan_model import Indicator, PlanModel
from support.years.returned import INDICATOR, TASK, Cell, Return, Row
from support.years.spans import Span
from support.years.tasks_oracle import Outcome
from support.years.year_oracle import Report, merge


@dataclass(frozen=True)
class SentUp:
    """What a district puts into its template, what of it is partial, what must be mentioned."""

    typed: Mapping[Row, Mapping[str, Cell]]
    partial: frozenset[tuple[str, str]]
    """Indicator and column."""
    mentioned: frozenset[str]
    """Rows of the template about which something must be said: another name, another unit."""


def sent_up(lower: Report, upper: PlanModel, agency: str) -> SentUp:
    """ "`--into` matches by code, name and unit"; a unit of the same kind is converted."""
    typed: dict[Row, dict[str, Cell]] = {}
    partial, mentioned = set(), set()
    for wanted in upper.indicators:
        found = lower.indicators.get(wanted.code)
        if found is None or agency not in wanted.reporters:
            continue
        by = factor_between(found.indicator, wanted)
        if by != 1:
            mentioned.add(wanted.code)
        if by is None:
            continue
        for row, figures in found.rows.items():
            typed[INDICATOR, row] = {c: times(figures[c], by) for c in COLUMNS}
        partial |= {(wanted.code, c) for c in COLUMNS if not found.whole[c]}
    for task in upper.tasks:
        outcome = lower.tasks.get(task.code)
        if outcome is None or agency not in task.leads:
            continue
        if outcome.name != task.name:
            mentioned.add(task.code)
        elif outcome.status is not None:
            typed[TASK, task.code] = said(outcome)
    return SentUp(typed, frozenset(partial), frozenset(mentioned))


def factor_between(lower: Indicator, upper: Indicator) -> Decimal | None:
    if lower.name != upper.name:
        return None
    return Decimal(1) if lower.unit == upper.unit else factor(lower.unit, upper.unit)


def times(figure: Decimal | None, by: Decimal) -> Decimal | None:
    return None if figure is None else figure * by


def said(outcome: Outcome) -> dict[str, Cell]:
    """A task of one lead, as it stands below."""
    cells = {
        "status": outcome.status,
        "progress": outcome.progress,
        "document_no": outcome.document_no,
        "document_date": outcome.document_date,
    }
    return {c: v for c, v in cells.items() if isinstance(v, (str, Decimal, date))}


def province(plan: PlanModel, period: Span, as_of: date, sent: Mapping[str, SentUp]) -> Report:
    """The upper level's report; a figure that rests on part of a district is no whole one."""
    returns = [Return(agency, {}, one.typed) for agency, one in sent.items()]
    report = merge(plan, period, as_of, returns)
    judged = "cumulative" if period.ends_the_year else "forecast"
    found = {}
    for code, measured in report.indicators.items():
        total = measured.total
        if partial_from(measured, sent, judged):
            total = replace(total, attainment="unknown")
        part = partial_from(measured, sent, "cumulative")
        if part and isinstance(total.reported, int):
            counts = range(total.reported - len(part), max(total.expected))
            total = replace(total, reported=frozenset(Decimal(n) for n in counts))
        found[code] = replace(measured, total=total, vs_last_year={})
    return replace(report, indicators=found)


def partial_from(measured: Measured, sent: Mapping[str, SentUp], column: str) -> set[str]:
    """The districts whose own figure in a column is partial."""
    return {
        agency
        for (_, agency), figures in measured.figures.items()
        if figures[column] is not None
        and (measured.indicator.code, column) in sent_by(sent, agency).partial
    }


def sent_by(sent: Mapping[str, SentUp], agency: str) -> SentUp:
    return sent.get(agency, NOTHING)


NOTHING = SentUp({}, frozenset(), frozenset())

__all__ = ["SentUp", "province", "sent_up"]
