"""What a plan is: facts, agencies, indicators, tasks and the reporting calendar."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from dataclasses import field as _field
from datetime import date
from functools import cached_property
from typing import Any, ClassVar, Final, TypeVar

from plansheet.forms import Forms
from plansheet.language.shown import ShownByFacts
from plansheet.plan.agencies import Agency, Registry
from plansheet.plan.periods import Period, deadline_for, parse_cutoff, reporting_span, typed_period
from plansheet.plan.rows import Allocation, CalendarEntry, Indicator, Scenario, Task
from plansheet.plan.targets import Target
from plansheet.problems import PeriodError, Problem, WithProblems, expect_one_of

NO_SUCCESSOR: Final = "no-successor"
"""The problem of an agency that has ended without one heir, `row_code` being its code."""

_Result = TypeVar("_Result")
_Given = TypeVar("_Given", bound=Hashable)


@dataclass(frozen=True, repr=False)
class Plan(WithProblems, ShownByFacts):
    """A plan that can be used, as `read_plan` gives it.

    Attributes:
        id, title, number, issuer, issued, province: the plan document.
        years: the years of the plan, first to last.
        forms: the forms that it was read with; issuing and merging use the same.
        consolidator: who the returns go to, as written.
        default_due: when tasks are due that name no date, as written; "" where nothing is said.
        cutoff: until which day of a period its figures count, as written (`parse_cutoff`).
        agencies, indicators, tasks, calendar, allocations, scenario: in the order of the workbook.
        agency_extra: by agency code what stands in columns of a user's own form.
        problems: the warnings.
        written: of a plan as it is in a period, the plan as it is written.
    """

    maker: ClassVar = "read_plan"

    id: str
    title: str
    years: tuple[int, ...]
    forms: Forms = _field(compare=False)
    number: str = ""
    issuer: str = ""
    issued: date | None = None
    province: str = ""
    consolidator: str = ""
    cutoff: str = ""
    default_due: str = ""
    agencies: tuple[Agency, ...] = ()
    agency_extra: Mapping[str, Mapping[str, str]] = _field(default_factory=dict)
    indicators: tuple[Indicator, ...] = ()
    tasks: tuple[Task, ...] = ()
    calendar: tuple[CalendarEntry, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    scenario: tuple[Scenario, ...] = ()
    problems: tuple[Problem, ...] = _field(default=(), compare=False)
    written: Plan | None = _field(default=None, compare=False)

    def _facts(self) -> Mapping[str, object]:
        """What tells it from others, and how much it has of each thing."""
        return {
            "id": self.id,
            "title": self.title,
            "years": "–".join(dict.fromkeys(map(str, self.years[:1] + self.years[-1:]))),
            "agencies": len(self.agencies),
            "indicators": len(self.indicators),
            "tasks": len(self.tasks),
            "problems": len(self.problems),
        }

    @cached_property
    def registry(self) -> Registry:
        """The agencies as names are looked up in them."""
        return Registry(self.agencies, self.province)

    @cached_property
    def tasks_by_code(self) -> Mapping[str, Task]:
        """The tasks by code."""
        return {t.code: t for t in self.tasks}

    @cached_property
    def indicators_by_code(self) -> Mapping[str, Indicator]:
        """The indicators by code."""
        return {i.code: i for i in self.indicators}

    @cached_property
    def divisors(self) -> frozenset[str]:
        """The codes of the rows of denominators and weights."""
        return frozenset(i.divisor for i in self.indicators if i.divisor)

    @cached_property
    def _worked_out(self) -> dict[Hashable, Any]:
        return {}

    def __getstate__(self) -> Mapping[str, Any]:
        """What it says, and of what follows from it the texts: what is large is worked out anew."""
        texts = {key: found for key, found in self._worked_out.items() if isinstance(found, str)}
        own = {one.name: getattr(self, one.name) for one in fields(self)}
        return own | {"_worked_out": texts}

    def once(self, work_out: Callable[[Plan, _Given], _Result], given: _Given) -> _Result:
        """What follows from the plan and `given`, worked out when it is first asked for.

        A plan never changes, so what follows from it does not either.
        """
        key = (work_out, given)
        if key not in self._worked_out:
            self._worked_out[key] = work_out(self, given)
        known: _Result = self._worked_out[key]
        return known

    def agency(self, code: str) -> Agency | None:
        """The agency of that code."""
        return self.registry.by_code(code)

    def agency_name(self, code: str) -> str:
        """The name of the agency of that code, or the code where there is none."""
        found = self.registry.by_code(code)
        return found.name if found else code

    def resolve_agency(self, text: str) -> Agency | None:
        """The one agency that `text` (a code, name, alias, abbreviation) means, or None."""
        return self.registry.resolve(text, self.issued)

    def resolve_group(self, text: str) -> list[Agency]:
        """The members of the group that `text` means; none where it is no group."""
        return self.registry.resolve_group(text, self.issued)

    def period(self, text: str | Period) -> Period:
        """A period within the plan's years, also as people write it ("Quý II/2021").

        Raises:
            PeriodError: any other.
            ArgumentError: neither a period nor a text.
        """
        expect_one_of(text, str, Period)
        period = text if isinstance(text, Period) else typed_period(text)
        if period is None:
            raise PeriodError("not-a-period", period=text, year=self.years[0])
        if period.year not in self.years:
            raise PeriodError(
                "period-outside-plan", period=period, first=self.years[0], last=self.years[-1]
            )
        return period

    @cached_property
    def stretches(self) -> tuple[Period, ...]:
        """The plan's first month, and each at whose end other agencies exist than before."""
        found: list[Period] = []
        before: list[tuple[bool, bool]] | None = None
        for month in (Period("month", year, n) for year in self.years for n in range(1, 13)):
            end = month.end
            now = [(a.begins_after(end), a.ends_before(end)) for a in self.agencies]
            if now != before:
                found.append(month)
            before = now
        return tuple(found)

    def heirs(self, code: str, period: Period) -> tuple[str, ...]:
        """The agencies that answer in `period` for what was assigned to agency `code`.

        What holds at the end of the period counts: see `Registry.answering_on`.
        """
        return self.registry.answering_on(code, period.end)

    def is_without_heir(self, code: str, period: Period) -> bool:
        """Whether an agency has ended and nobody, or nobody yet, answers for it in `period`.

        It counts as one that is expected, and gets no workbook.
        """
        exists = self.registry.exists_on(code, period.end)
        return not exists and self.heirs(code, period) == (code,)

    def in_period(self, period: Period) -> Plan:
        """The plan with those agencies in it that answer in a period, and its problems then.

        A plan in a period remembers the plan as written, so it can be asked for another period.
        """
        written = self.written or self
        all_exist = all(agency.is_valid_on(period.end) for agency in self.agencies)
        if all_exist and not any(p.code == NO_SUCCESSOR for p in written.problems):
            return written
        return written.once(_in_period, period)

    def deadline(self, period: Period) -> date | None:
        """The last day on which a return of `period` is in time; None where none is set."""
        entries = (e for e in self.calendar if e.kind == period.calendar_kind)
        return deadline_for((e.deadline for e in entries if e.deadline), period)

    def span(self, period: Period) -> tuple[date, date]:
        """The first and the last day whose figures a report of `period` covers."""
        return reporting_span(period, parse_cutoff(self.cutoff) or 0)

    def is_estimated(self, period: Period) -> bool:
        """Whether figures of `period` are sent before its last day, so that they are estimates."""
        deadline = self.deadline(period)
        return deadline is not None and deadline < self.span(period)[1]

    def recipients(self, period: Period) -> str:
        """Who the returns of `period` go to, as the calendar says."""
        found = [e.recipient for e in self.calendar if e.kind == period.calendar_kind]
        return next((r for r in found if r), self.consolidator)

    def reports_in(self, agency: str, period: Period) -> bool:
        """Whether the calendar asks an agency for returns of `period`; where it is silent, it does.

        An agency answers for those that it succeeds.
        """
        asked = self.once(_asked_in, period)
        return asked is None or agency in asked

    def target_for(self, indicator: Indicator, year: int) -> Target | None:
        """The target of `year`; in a plan of one year also its goal, where none is set.

        A goal of five years is no year's target.
        """
        found = indicator.targets.get(year)
        return indicator.goal if found is None and self.years == (year,) else found

    def products(self, code: str) -> Sequence[Task]:
        """The tasks that are products of task `code`."""
        return self._products.get(code, ())

    @cached_property
    def _products(self) -> Mapping[str, Sequence[Task]]:
        found: dict[str, list[Task]] = {}
        for task in self.tasks:
            if task.product_of:
                found.setdefault(task.product_of, []).append(task)
        return found

    def children(self, code: str) -> Sequence[Indicator]:
        """The indicators that belong to indicator `code`."""
        return self._children.get(code, ())

    @cached_property
    def _children(self) -> Mapping[str, Sequence[Indicator]]:
        found: dict[str, list[Indicator]] = {}
        for indicator in self.indicators:
            if indicator.parent:
                found.setdefault(indicator.parent, []).append(indicator)
        return found


def _asked_in(plan: Plan, period: Period) -> frozenset[str] | None:
    """The agencies that the calendar names for a period; None where that is all of them."""
    named = [e.reporters for e in plan.calendar if e.kind == period.calendar_kind]
    if not named or not all(named):
        return None
    return frozenset(heir for codes in named for code in codes for heir in plan.heirs(code, period))


def _in_period(plan: Plan, period: Period) -> Plan:
    heirs = {agency.code: plan.heirs(agency.code, period) for agency in plan.agencies}

    def now(codes: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(heir for code in codes for heir in heirs[code]))

    tasks = []
    for task in plan.tasks:
        leads = now(task.leads)
        coordinators = tuple(code for code in now(task.coordinators) if code not in leads)
        named = set(now(c for c in task.leads if c not in task.group_leads))
        others = set(now(c for c in task.coordinators if c not in task.group_coordinators))
        tasks.append(
            replace(
                task,
                leads=leads,
                coordinators=coordinators,
                group_leads=frozenset(leads) - named,
                group_coordinators=frozenset(coordinators) - others,
            )
        )
    indicators = (replace(i, reporters=now(i.reporters)) for i in plan.indicators)
    problems = (
        p
        for p in plan.problems
        if p.code != NO_SUCCESSOR or plan.is_without_heir(p.row_code, period)
    )
    return replace(
        plan,
        tasks=tuple(tasks),
        indicators=tuple(indicators),
        problems=tuple(problems),
        written=plan,
    )
