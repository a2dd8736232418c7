"""A plan as plain data, and who answers for whom on a day (the design, "N does not shrink")."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from support.years.figures import RISING, Goal
from support.years.spans import Due

DEPARTMENT, DISTRICT = "Sở, ban, ngành", "UBND cấp huyện"
GROUPS = {"Các sở, ban, ngành": DEPARTMENT, "UBND các huyện, thành phố": DISTRICT}
"""Names of groups, and the kind of their members."""


@dataclass(frozen=True)
class Agency:
    code: str
    name: str
    kind: str = DEPARTMENT
    since: date | None = None
    until: date | None = None
    heirs: tuple[str, ...] = ()

    def exists(self, day: date) -> bool:
        return not self.begins_after(day) and not self.ended_before(day)

    def begins_after(self, day: date) -> bool:
        return self.since is not None and day < self.since

    def ended_before(self, day: date) -> bool:
        return self.until is not None and self.until < day


@dataclass(frozen=True)
class Indicator:
    code: str
    name: str
    unit: str
    rule: str
    reporters: tuple[str, ...]
    goals: tuple[tuple[int, Goal], ...] = ()
    direction: str = RISING

    def goal(self, year: int) -> Goal:
        return dict(self.goals).get(year, Goal(""))


@dataclass(frozen=True)
class Task:
    """`leads` and `coordinators` are codes, or the name of one group."""

    code: str
    name: str
    leads: tuple[str, ...]
    due: Due
    coordinators: tuple[str, ...] = ()

    @property
    def by_group(self) -> bool:
        return any(lead in GROUPS for lead in self.leads)


@dataclass(frozen=True)
class Answering:
    """Who reports on something on a day, and whose place nobody took."""

    agencies: tuple[str, ...]
    gone: tuple[tuple[str, str], ...] = ()
    """Who was named and is gone, and the last in the line that took its place."""

    @property
    def everybody(self) -> tuple[str, ...]:
        """Those who answer, and those whose place nobody took."""
        return (*self.agencies, *sorted({end for _, end in self.gone}))

    @property
    def expected(self) -> frozenset[int]:
        """How many are counted. Whether two that went the same way are two is not said."""
        last = {end for _, end in self.gone}
        return frozenset(len(self.agencies) + n for n in range(len(last), len(self.gone) + 1))


@dataclass(frozen=True)
class PlanModel:
    code: str
    years: tuple[int, ...]
    agencies: tuple[Agency, ...]
    indicators: tuple[Indicator, ...] = ()
    tasks: tuple[Task, ...] = ()
    deadlines: tuple[tuple[str, str], ...] = ()
    """The calendar: kind of period, deadline."""

    def agency(self, code: str) -> Agency:
        return next(agency for agency in self.agencies if agency.code == code)

    def task(self, code: str) -> Task | None:
        return next((task for task in self.tasks if task.code == code), None)

    def indicator(self, code: str) -> Indicator | None:
        return next((one for one in self.indicators if one.code == code), None)

    def last_in_line(self, code: str, day: date) -> Agency:
        """Itself, or the one heir of the one heir … : the last that has no one heir by that day."""
        agency = self.agency(code)
        if agency.ended_before(day) and len(agency.heirs) == 1:
            return self.last_in_line(agency.heirs[0], day)
        return agency

    def place_of(self, code: str, day: date) -> str | None:
        """Who stands in an agency's place on a day, if anybody."""
        last = self.last_in_line(code, day)
        return None if last.ended_before(day) else last.code

    def answering(self, named: Sequence[str], day: date) -> Answering:
        """Who answers on a day for the agencies and groups that are named."""
        here: dict[str, None] = {}
        gone: dict[str, str] = {}
        for code in self.members(named):
            place = self.place_of(code, day)
            if place is None:
                gone[code] = self.last_in_line(code, day).code
            elif not self.agency(place).begins_after(day):
                here[place] = None
        order = [agency.code for agency in self.agencies]
        return Answering(tuple(sorted(here, key=order.index)), tuple(gone.items()))

    def members(self, named: Sequence[str]) -> Iterator[str]:
        for name in named:
            if name in GROUPS:
                yield from (one.code for one in self.agencies if one.kind == GROUPS[name])
            else:
                yield name

    def line(self, last: str, day: date) -> set[str]:
        """An agency with all those whose place it took by that day."""
        return {one.code for one in self.agencies if self.last_in_line(one.code, day).code == last}

    def absorbed(self, heir: str, day: date) -> tuple[str, ...]:
        """Agencies whose place `heir` took by that day."""
        return tuple(
            agency.code
            for agency in self.agencies
            if agency.code != heir and self.place_of(agency.code, day) == heir
        )
