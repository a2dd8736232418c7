"""A plan made from another one: an agency's own, or one year out of several.

Codes stay those of the plan above, so that what the lower level reports goes into the template
that the upper level issued.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from plansheet.language.wording import Term, joined_words
from plansheet.plan.agencies import Agency, districts_of, names_a_kind
from plansheet.plan.allocated import own_target
from plansheet.plan.model import Plan
from plansheet.plan.periods import Period, parse_deadline
from plansheet.plan.rows import CalendarEntry, Indicator, Task
from plansheet.problems import InputError, expect

_LEADS: Final = Term("Chủ trì: {names}", "Lead: {names}")
_ALSO_LEADS: Final = Term("Cùng chủ trì: {names}", "Also leading: {names}")
_COORDINATES: Final = Term("Phối hợp: {names}", "Coordinating: {names}")
_GOAL: Final = Term("Mục tiêu {first}–{last}: {text}", "Target {first}–{last}: {text}")
_UPWARDS: Final = Term("Gửi cấp trên: {names}", "To the level above: {names}")
_TITLE_OF_YEAR: Final = Term("{title} – năm {year}", "{title} – {year}")
_TITLE_OF_AGENCY: Final = "{title} – {name}"


def derive(plan: Plan, agency: str | None = None, year: int | None = None) -> Plan:
    """The plan of one agency, of one year, or of one agency in one year.

    Args:
        plan: from `read_plan`.
        agency: a code or a name of an agency of the plan, or the name of a district of its province
            where the plan has "UBND cấp huyện" as one body. Its plan has what it leads, is named
            as a coordinator of, or reports, with the targets that are its own: those allocated to
            it, and the whole's where it alone reports. It stands as the one agency, until its own
            units are written there.
        year: one of the plan's years. Its plan has the tasks that are due in it, come back in it
            or have no due date, and the targets of that year alone; the goal of all years moves to
            the note.

    Returns:
        The plan, with the codes of `plan`; `write_plan` writes it.

    Raises:
        ArgumentError: `plan` is no plan.
        InputError: neither is given, or the plan knows no such agency or year.
    """
    expect(plan, Plan)
    if agency is None and year is None:
        raise InputError("derive-what")
    if agency is not None:
        plan = _of_agency(plan, agency)
    return plan if year is None else _of_year(plan, year)


# The plan of an agency.


def _of_agency(plan: Plan, text: str) -> Plan:
    agency, stands_in = _meant(plan, text)
    indicators = _reported(plan, agency, stands_in)
    codes = {one.code for one in indicators}
    alone = {i.code for i in plan.indicators if i.reporters == (stands_in,) == (agency.code,)}
    return replace(
        plan,
        id=f"{plan.id}-{agency.code}",
        title=_TITLE_OF_AGENCY.format(title=plan.title, name=agency.name),
        number="",
        issuer=agency.name,
        consolidator=agency.name,
        agencies=(replace(agency, successors=()),),
        agency_extra={c: e for c, e in plan.agency_extra.items() if c == agency.code},
        tasks=_with_their_tasks(_tasks(plan, agency, stands_in)),
        indicators=tuple(
            one if one.parent in codes else replace(one, parent="", adds_up=None)
            for one in indicators
        ),
        calendar=tuple(map(_upwards, plan.calendar)),
        allocations=(),
        scenario=tuple(one for one in plan.scenario if one.indicator in alone),
        problems=(),
    )


def _meant(plan: Plan, text: str) -> tuple[Agency, str]:
    """The agency of a text, and the code by which the plan names it."""
    agency = plan.resolve_agency(text)
    if agency is not None:
        return agency, agency.code
    district = districts_of(plan.province, plan.years[0]).resolve(text)
    for body in plan.agencies:
        if district is not None and names_a_kind(body) and body.kind == district.kind:
            return district, body.code
    raise InputError("agency-not-in-plan", text=text, plan=plan.id)


def _tasks(plan: Plan, agency: Agency, code: str) -> Iterator[Task]:
    """The tasks of an agency; others that share one are named in its note."""
    for task in plan.tasks:
        leads, coordinators = _answering(plan, task.leads), _answering(plan, task.coordinators)
        if code in leads:
            also = [c for c in task.leads if c != code and c not in task.group_leads]
            notes = [_named(_ALSO_LEADS, _names(plan, also))]
            notes += [_named(_COORDINATES, task.coordinated_by)]
            own = replace(_nobodys(task), leads=(agency.code,), leads_text=agency.name)
            yield replace(own, note=_noted(task.note, notes))
        elif code in coordinators and code not in task.group_coordinators:
            own = _nobodys(task)
            own = replace(own, coordinators=(agency.code,), coordinators_text=agency.name)
            yield replace(own, note=_noted(task.note, [_named(_LEADS, task.led_by)]))


def _with_their_tasks(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """Tasks among which a product names its task only where that is there too."""
    found = {task.code: task for task in tasks}
    return tuple(
        task if task.product_of in found else replace(task, product_of="")
        for task in found.values()
    )


def _nobodys(task: Task) -> Task:
    """A task as if it were given to nobody."""
    return replace(
        task,
        leads=(),
        leads_text="",
        group_leads=frozenset(),
        coordinators=(),
        coordinators_text="",
        group_coordinators=frozenset(),
    )


def _answering(plan: Plan, codes: Iterable[str]) -> set[str]:
    """The agencies that answer at some time of the plan for what was given to agencies."""
    return {*codes, *(h for c in codes for month in plan.stretches for h in plan.heirs(c, month))}


def _names(plan: Plan, codes: Iterable[str]) -> str:
    return "; ".join(map(plan.agency_name, codes))


def _named(said: Term, names: str) -> Term:
    """What is said of agencies; nothing where there are none."""
    return said.fill(names=names) if names else Term("")


def _noted(note: str, further: Iterable[Term]) -> str:
    """A note, and what was known of a row besides."""
    return joined_words("\n", filter(None, (note, *further))).term


def _reported(plan: Plan, agency: Agency, code: str) -> list[Indicator]:
    """The indicators that an agency reports, with what is its own of them."""
    years = [Period("year", year, 1) for year in plan.years]
    found = []
    for indicator in plan.indicators:
        if code not in _answering(plan, indicator.reporters):
            continue
        own = replace(indicator, reporters=(agency.code,), reporters_text=agency.name)
        in_years = [(y, plan.in_period(y).indicators_by_code[indicator.code]) for y in years]
        if agency.code != code or any(one.reporters != (code,) for _, one in in_years):
            own = replace(own, goal=None, previous_term="", history={}, targets={}, stretch={})
        if agency.code == code:
            targets = {y.year: own_target(plan, one, code, y) for y, one in in_years}
            own = replace(own, targets={y: t for y, t in targets.items() if t is not None})
        found.append(own)
    return found


def _upwards(entry: CalendarEntry) -> CalendarEntry:
    """A line of the calendar for those below: when they send is theirs to say."""
    upwards = "; ".join(filter(None, (entry.deadline_text, entry.recipient)))
    note = _noted(entry.note, [_named(_UPWARDS, upwards)])
    return CalendarEntry(entry.kind, parse_deadline(""), note=note, extra=entry.extra)


# The plan of a year.


def _of_year(plan: Plan, year: int) -> Plan:
    if year not in plan.years:
        raise InputError("year-not-in-plan", year=year, first=plan.years[0], last=plan.years[-1])
    if plan.years == (year,):
        return plan
    allocations = (
        replace(one, targets={year: one.targets[year]})
        for one in plan.allocations
        if year in one.targets
    )
    return replace(
        plan,
        id=f"{plan.id}-{year}",
        title=_TITLE_OF_YEAR.fill(title=plan.title, year=year),
        number="",
        years=(year,),
        tasks=_with_their_tasks(task for task in plan.tasks if _is_of(task, year)),
        indicators=tuple(_indicator_of_year(plan, one, year) for one in plan.indicators),
        allocations=tuple(allocations),
        scenario=tuple(
            replace(one, targets={p: t for p, t in one.targets.items() if p.year == year})
            for one in plan.scenario
        ),
        problems=(),
    )


def _is_of(task: Task, year: int) -> bool:
    """Whether a task is one of a year; without a due date nobody knows, and it stays."""
    if task.due.recurring:
        return bool(task.due.turns(year))
    return task.due.date is None or task.due.date.year == year


def _indicator_of_year(plan: Plan, indicator: Indicator, year: int) -> Indicator:
    """An indicator with the target of the year; the goal of all years is none of a year's."""
    note = indicator.note
    if indicator.goal is not None:
        first, last = plan.years[0], plan.years[-1]
        note = _noted(note, [_GOAL.fill(first=first, last=last, text=indicator.goal.text)])
    targets, stretch = (
        {y: target for y, target in of_years.items() if y == year}
        for of_years in (indicator.targets, indicator.stretch)
    )
    return replace(indicator, goal=None, targets=targets, stretch=stretch, note=note)
