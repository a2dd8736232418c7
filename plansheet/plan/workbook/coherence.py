"""What contradicts itself in a plan: each row is sound, but not beside another, or in itself.

Every problem names both cells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Final

from plansheet.forms import year_column
from plansheet.forms.choices import Direction
from plansheet.forms.names import ColumnName
from plansheet.forms.values import in_sentence, show
from plansheet.language.text import match_key
from plansheet.language.units import read_unit
from plansheet.plan.agencies.names import words_of
from plansheet.plan.allocated import sum_of
from plansheet.plan.model import Plan
from plansheet.plan.periods import periods_of
from plansheet.plan.rows import Indicator, Task
from plansheet.plan.targets import Target
from plansheet.plan.workbook.rows import PlanSheetRow
from plansheet.problems import LabelledCell, Problem

_FILLERS: Final = frozenset(
    ("các", "cho", "của", "là", "những", "thì", "trên", "tại", "và", "về", "với")
)
"""Words that may be left out of the name of a task, and it is the same task."""
_LONG_NAME: Final = 16
"""Words from which on a name may have some that another name of the same task lacks."""
_LACKING: Final = 0.2
"""So many of its words at most."""
_LACKED: Final = int(_LONG_NAME * _LACKING)
_FEWEST_WORDS: Final = 3
_MOST_COMPARED: Final = 100
"""Names that a name is held against: what 10,000 tasks cost stays bounded."""


def both(one: LabelledCell, other: LabelledCell) -> LabelledCell:
    """Two cells of a sheet as one place, the first with its label and its value."""
    cells = dict.fromkeys((one.place.cell, other.place.cell))
    return replace(one, place=replace(one.place, cell=", ".join(cells)))


# The calendar.


def calendar_problems(plan: Plan, rows: Sequence[PlanSheetRow]) -> Iterator[Problem]:
    """Deadlines before the end of their period, where the plan does not say which days count."""
    for row, entry in zip(rows, plan.calendar, strict=True):
        rule = entry.deadline if not plan.cutoff else None
        for period in periods_of(entry.kind, plan.years) if rule else ():
            day = plan.deadline(period)
            if rule and day == rule.for_period(period) and plan.is_estimated(period):
                found = row.at(ColumnName.DEADLINE)
                yield found.problem(
                    "figures-estimated",
                    period=period.label,
                    deadline=show(day),
                    end=show(period.end),
                )
                break


# Indicators.


def target_problems(plan: Plan, rows: Sequence[PlanSheetRow]) -> Iterator[Problem]:
    """Targets that go the other way than the indicator, pass its goal, or exceed their whole."""
    by_code = {row.code: row for row in rows}
    parts: dict[str, list[Indicator]] = defaultdict(list)
    for one in plan.indicators:
        parts[one.parent].append(one)
    for row, indicator in zip(rows, plan.indicators, strict=True):
        levels = _levels(indicator)
        yield from _turns(row, indicator, levels)
        yield from _beyond_goal(row, indicator, levels)
        if read_unit(indicator.unit).adds_up:
            yield from _more_than_whole(row, indicator, parts[indicator.code], by_code)


def _levels(indicator: Indicator) -> dict[int, Decimal]:
    """By year what is to be reached, from the side that the direction names."""
    found = {year: _level(t, indicator.direction) for year, t in sorted(indicator.targets.items())}
    return {year: level for year, level in found.items() if level is not None}


def _level(target: Target | None, direction: str) -> Decimal | None:
    """The bound on the better side of a target that is a level; None where it has none."""
    if target is None or not target.comparable or target.change:
        return None
    return {Direction.UP.value: target.low, Direction.DOWN.value: target.high}.get(direction)


def _is_worse(indicator: Indicator, level: Decimal, than: Decimal) -> bool:
    return level < than if indicator.direction == Direction.UP else level > than


def _turns(
    row: PlanSheetRow, indicator: Indicator, levels: Mapping[int, Decimal]
) -> Iterator[Problem]:
    for (before, level), (year, later) in pairwise(levels.items()):
        if _is_worse(indicator, later, level):
            cell, earlier = (row.at(year_column(ColumnName.TARGET, one)) for one in (year, before))
            yield both(cell, earlier).problem(
                "target-turns",
                direction=indicator.direction,
                earlier=earlier.value,
                year=str(year),
                before=str(before),
            )


def _beyond_goal(
    row: PlanSheetRow, indicator: Indicator, levels: Mapping[int, Decimal]
) -> Iterator[Problem]:
    goal = indicator.goal
    if goal is None or not goal.comparable or goal.change:
        return
    limit = goal.high if indicator.direction == Direction.UP else goal.low
    for year, level in levels.items():
        if limit is not None and _is_worse(indicator, limit, level):
            cell, end = row.at(year_column(ColumnName.TARGET, year)), row.at(ColumnName.GOAL)
            yield both(cell, end).problem("target-beyond-goal", year=str(year), goal=end.value)
            return


def _more_than_whole(
    row: PlanSheetRow,
    whole: Indicator,
    parts: Sequence[Indicator],
    rows: Mapping[str, PlanSheetRow],
) -> Iterator[Problem]:
    """Parts that are more than the whole: one alone, or all that add up to it."""
    parts = [p for p in parts if match_key(p.unit) == match_key(whole.unit)]
    adding = [p for p in parts if p.adds_up]
    for column, target in _targets(whole):
        most = target.high if target.comparable and not target.change else None
        if most is None:
            continue
        known = {p.code: t for p in parts if (t := dict(_targets(p)).get(column)) and not t.change}
        more = [p for p in parts if p.code in known and (known[p.code].low or most) > most]
        for part in more:
            cell = rows[part.code].at(column)
            yield both(cell, row.at(column)).problem(
                "part-exceeds-whole", whole=whole.code, most=row.at(column).value
            )
        total = sum_of([known[p.code] for p in adding if p.code in known])
        if total and total.low is not None and total.low > most and not more:
            cells = [rows[p.code].at(column) for p in adding if p.code in known]
            place = cells[0]
            for other in (*cells[1:], row.at(column)):
                place = both(place, other)
            yield place.problem(
                "parts-exceed-whole",
                value=in_sentence(total.low),
                whole=whole.code,
                most=row.at(column).value,
            )


def _targets(indicator: Indicator) -> list[tuple[str, Target]]:
    """The goal and the targets of the years, by column."""
    yearly = [(year_column(ColumnName.TARGET, y), t) for y, t in indicator.targets.items()]
    return [(ColumnName.GOAL, indicator.goal), *yearly] if indicator.goal else yearly


# Tasks.


def task_problems(plan: Plan, rows: Sequence[PlanSheetRow]) -> Iterator[Problem]:
    """Leads that coordinate themselves, and the same task twice."""
    for row, task in zip(rows, plan.tasks, strict=True):
        yield from _own_coordinator(plan, row, task)
    for later, first in _same_tasks(plan.tasks):
        cell, other = (rows[at].at(ColumnName.TASK_NAME) for at in (later, first))
        yield both(cell, other).problem("task-again", other=plan.tasks[first].code)


def _own_coordinator(plan: Plan, row: PlanSheetRow, task: Task) -> Iterator[Problem]:
    """What is said of one that both columns name itself; a group may well contain the lead."""
    named = plan.registry.resolve_cell(task.coordinators_text, plan.issued).members
    for party in named:
        if not party.group and party.code in task.leads and party.code not in task.group_leads:
            cell, lead = row.at(ColumnName.COORDINATORS), row.at(ColumnName.LEADS)
            yield both(cell, lead).problem("own-coordinator", value=plan.agency_name(party.code))


def _same_tasks(tasks: Sequence[Task]) -> Iterator[tuple[int, int]]:
    """Each task that says again what an earlier one says, with that one."""
    names = [_words(task.name) for task in tasks]
    found: dict[int, int] = {}
    for shorter, longer in (*_equal(names), *_shortened(names)):
        first, later = sorted((shorter, longer))
        if _is_same(tasks[first], tasks[later], names[shorter], names[longer]):
            found[later] = min(first, found.get(later, first))
    yield from sorted(found.items())


def _equal(names: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Names that are equal, each with the first that are."""
    by_name: dict[Sequence[str], list[int]] = defaultdict(list)
    for at, name in enumerate(names):
        if len(name) >= _FEWEST_WORDS:
            alike = by_name[name]
            yield from ((first, at) for first in alike[:_MOST_COMPARED])
            alike.append(at)


def _shortened(names: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Names with the first of the long ones that have their rarest word, if they have all."""
    words = {at: frozenset(n) for at, n in enumerate(names) if len(n) >= _LONG_NAME - _LACKED}
    by_word: dict[str, list[int]] = defaultdict(list)
    for at, of_name in words.items():
        if len(names[at]) >= _LONG_NAME:
            for word in of_name:
                by_word[word].append(at)
    for shorter, of_name in words.items() if by_word else ():
        rarest = min(of_name, key=lambda word: (len(by_word[word]), word))
        for longer in by_word[rarest][:_MOST_COMPARED]:
            if len(names[longer]) > len(names[shorter]) and words[longer] >= of_name:
                yield shorter, longer


def _words(name: str) -> tuple[str, ...]:
    """The words of a task's name that tell it from others."""
    return tuple(w for w in words_of(match_key(name)).split() if w not in _FILLERS)


def _is_same(one: Task, other: Task, shorter: Sequence[str], longer: Sequence[str]) -> bool:
    """Whether a task says all that another says, in that order, to the same lead, by the same time.

    A word in place of another makes another task, however long the names are.
    """
    if not (set(one.leads) & set(other.leads) or one.leads == other.leads):
        return False
    dues = {match_key(text) for text in (one.due.text, other.due.text) if text}
    room = len(longer) * _LACKING if len(longer) >= _LONG_NAME else 0
    return len(dues) <= 1 and 0 <= len(longer) - len(shorter) <= room and _within(shorter, longer)


def _within(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    """Whether words stand among others in the same order."""
    rest = iter(longer)
    return all(word in rest for word in shorter)
