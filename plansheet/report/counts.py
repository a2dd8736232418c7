"""What more than one writer of a report counts and picks out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from plansheet.consolidation import (
    Attainment,
    Consolidation,
    IndicatorResult,
    TaskClass,
    TaskOutcome,
)
from plansheet.forms.names import ColumnName
from plansheet.language.numbers_and_dates import rounded
from plansheet.language.sorting import sorting_key
from plansheet.language.text import match_key
from plansheet.plan import Plan
from plansheet.plan.classes import ACCEPTED, DONE_CLASSES, ReturnState
from plansheet.plan.targets import Target


def classes_by_agency(merged: Consolidation) -> Sequence[tuple[str, Counter[str]]]:
    """By lead agency the classes of its tasks, the agency with most tasks first.

    A task of several leads counts for each of them.
    """
    counts: dict[str, Counter[str]] = {}
    for outcome in merged.task_outcomes:
        for agency, own_class in outcome.by_agency.items():
            counts.setdefault(agency, Counter())[own_class] += 1
    order = {a.code: at for at, a in enumerate(merged.plan.agencies)}
    return sorted(counts.items(), key=lambda one: (-sum(one[1].values()), order.get(one[0], 0)))


def led_by_nobody(merged: Consolidation) -> int:
    """How many of the tasks that nobody reported have no lead, so that nobody was to report."""
    silent = (o for o in merged.task_outcomes if o.task_class == TaskClass.NOT_REPORTED)
    return sum(not outcome.expected for outcome in silent)


@dataclass(frozen=True, slots=True)
class AgencyNeed:
    """What asks for an agency's attention.

    `by_class` are the tasks that it leads by its own class, `days_overdue` how long the oldest of
    its overdue ones is; `state` is None where it is not to report.
    """

    agency: str
    by_class: Counter[str]
    days_overdue: int
    errors: int
    state: ReturnState | None

    @property
    def rank(self) -> tuple[int, ...]:
        """The lower, the more urgent."""
        overdue, silent = (
            self.by_class[one] for one in (TaskClass.OPEN_OVERDUE, TaskClass.NOT_REPORTED)
        )
        sent = self.state is None or self.state in ACCEPTED
        return (-overdue, -self.days_overdue, -silent, sent, -self.errors, -self.by_class.total())


def needs(merged: Consolidation) -> Sequence[AgencyNeed]:
    """The agencies that lead a task or are to report, who needs attention most first."""
    classes = dict(classes_by_agency(merged))
    oldest: Counter[str] = Counter()
    for outcome in overdue_tasks(merged):
        for agency, own in outcome.by_agency.items():
            if own == TaskClass.OPEN_OVERDUE:
                oldest[agency] = max(oldest[agency], days_overdue(merged, outcome))
    states: dict[str, ReturnState] = {}
    errors: Counter[str] = Counter()
    for receipt in merged.receipts:
        known = states.setdefault(receipt.agency, receipt.state)
        if list(ReturnState).index(receipt.state) < list(ReturnState).index(known):
            states[receipt.agency] = receipt.state
        errors[receipt.agency] += receipt.errors
    found = [
        AgencyNeed(
            agency,
            classes.get(agency, Counter()),
            oldest[agency],
            errors[agency],
            states.get(agency),
        )
        for agency in dict.fromkeys([*classes, *merged.expected])
    ]
    return sorted(found, key=lambda need: need.rank)


def days_overdue(merged: Consolidation, outcome: TaskOutcome) -> int:
    """How many days ago a task was due."""
    return (merged.as_of - outcome.due_date).days if outcome.due_date else 0


def responsible_columns(plan: Plan) -> Sequence[str]:
    """The columns that name a person who answers for a task, where the plan uses them."""
    used = (
        (ColumnName.LEADER, any(task.leader for task in plan.tasks)),
        (ColumnName.OFFICER, any(task.officer for task in plan.tasks)),
    )
    return [column for column, is_used in used if is_used]


def classes_by_person(merged: Consolidation, column: str) -> Sequence[tuple[str, Counter[str]]]:
    """By leader or officer the classes of the tasks, who has most first; "" for nobody, last.

    Those who have as many stand in the order of the alphabet.
    """
    counts: dict[str, Counter[str]] = {}
    names: dict[str, str] = {}
    for outcome in merged.task_outcomes:
        task = merged.plan.tasks_by_code[outcome.code]
        name = " ".join((task.leader if column == ColumnName.LEADER else task.officer).split())
        names.setdefault(match_key(name), name)
        counts.setdefault(match_key(name), Counter())[outcome.task_class] += 1
    rank = {key: (not key, -by.total(), sorting_key(names[key])) for key, by in counts.items()}
    return [(names[key], counts[key]) for key in sorted(counts, key=lambda key: rank[key])]


def overdue_tasks(merged: Consolidation) -> Sequence[TaskOutcome]:
    """The tasks that are open and overdue, the longest overdue first."""
    overdue = [o for o in merged.task_outcomes if o.task_class == TaskClass.OPEN_OVERDUE]
    return sorted(overdue, key=lambda o: (o.due_date is None, o.due_date, o.code))


def owing(outcome: TaskOutcome) -> Sequence[str]:
    """The codes of the leads of a task that is not done that have not done it themselves."""
    return [code for code, own in outcome.by_agency.items() if own not in DONE_CLASSES]


def missed_indicators(merged: Consolidation) -> Sequence[IndicatorResult]:
    """The indicators that do not meet their target, in the plan's order."""
    return [r for r in merged.indicator_results if r.attainment == Attainment.NOT_MET]


def beside_target(figure: Decimal | None, target: Target | None) -> Decimal | None:
    """A figure to two places, or to as many as it takes to tell it from the target."""
    if figure is None or target is None:
        return figure
    return rounded(figure, 2, *(b for b in (target.low, target.high) if b is not None))
