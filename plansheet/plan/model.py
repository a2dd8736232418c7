"""What a plan is: facts, agencies, indicators, tasks and the reporting calendar."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as _field
from datetime import date
from functools import cached_property
from typing import Any, Final, Literal, TypeVar

from plansheet.forms import Forms
from plansheet.forms.choices import Aggregation
from plansheet.language.units import is_share, read_unit, units_of_quotient
from plansheet.plan.agencies import Agency, Registry
from plansheet.plan.operands import OPERANDS, Operand
from plansheet.plan.periods import DeadlineRule, Due, Period, deadline_for, typed_period
from plansheet.plan.targets import AnyDirection, Target
from plansheet.problems import PeriodError, Problem

NO_SUCCESSOR: Final = "no-successor"
"""The problem of an agency that has ended without one heir, `row_code` being its code."""

_Result = TypeVar("_Result")
_Given = TypeVar("_Given", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator (chỉ tiêu).

    Attributes:
        code, name, unit, field, stt, note: as written in the plan workbook.
        numerator, denominator, weight: what its operands count, with the unit in brackets, as
            written: "Số hộ nghèo (hộ)"; "" where the plan does not say.
        parent: the code of the indicator that it belongs to, or "".
        goal: the target of the whole plan ("Mục tiêu"), which is no target of a year.
        previous_term: what was achieved in the plan before, as written.
        history: by year what was achieved, as written.
        targets: by year the target.
        stretch: by year the higher target that is striven for ("phấn đấu"), where there are two.
        direction: which way is better; "" where the plan does not say.
        aggregation: how the agencies' figures become one; "" where the plan does not say.
        reporters: the codes of the agencies that report it; `reporters_text` as written.
        adds_up: whether the parts add up to it; None where the plan does not say.
        extra: what stands in columns of a user's own form, by property.
    """

    code: str
    name: str
    unit: str = ""
    parent: str = ""
    goal: Target | None = None
    previous_term: str = ""
    history: Mapping[int, str] = _field(default_factory=dict)
    targets: Mapping[int, Target] = _field(default_factory=dict)
    stretch: Mapping[int, Target] = _field(default_factory=dict)
    direction: AnyDirection = ""
    aggregation: Aggregation | Literal[""] = ""
    reporters: tuple[str, ...] = ()
    reporters_text: str = ""
    adds_up: bool | None = None
    field: str = ""
    numerator: str = ""
    denominator: str = ""
    weight: str = ""
    stt: str = ""
    note: str = ""
    extra: Mapping[str, str] = _field(default_factory=dict)

    @property
    def is_share(self) -> bool:
        """Whether its unit is per cent or per mille."""
        return is_share(self.unit)

    @property
    def points(self) -> int:
        """What a ratio is multiplied by to be in its unit: 100 for %, 1000 for ‰, else 1."""
        return read_unit(self.unit).times

    @property
    def operands(self) -> tuple[Operand, ...]:
        """The extra rows that its aggregation needs."""
        texts = {"tu": self.numerator, "mau": self.denominator, "qs": self.weight}
        return tuple(
            Operand(f"{self.code}.{suffix}", role, texts[suffix])
            for suffix, role in OPERANDS.get(self.aggregation, ())
        )

    @property
    def divisor(self) -> str:
        """The code of the row of its denominators or weights; "" where it has none."""
        return self.operands[-1].code if self.operands else ""

    def unit_of(self, code: str) -> str:
        """The unit of one of its rows.

        Of an operand it is that which the plan gives it, else that of its part of a rate; "" in a
        share whose operands the plan does not name.
        """
        if code == self.code:
            return self.unit
        own = next((o.unit for o in self.operands if o.code == code), "")
        return own or self._part_of_rate(code)

    def _part_of_rate(self, code: str) -> str:
        parts = units_of_quotient(self.unit) if self.aggregation == Aggregation.RATIO else None
        return parts[code == self.divisor] if parts else ""


@dataclass(frozen=True, slots=True)
class Task:
    """One task (nhiệm vụ, đề án).

    Attributes:
        code, name, field, level, stt, note: as written in the plan workbook; `field` is the
            heading that it stands under, `level` the body that the product is submitted to.
        due: when it is due.
        product_of: the code of the task that it is a product of, or "".
        leader, officer: who answers for it and who follows it up, as written.
        leads, coordinators: codes of agencies; `leads_text` and `coordinators_text` as written.
        group_leads, group_coordinators: those of them that are named only as members of a group
            ("Các sở, ban, ngành").
        extra: what stands in columns of a user's own form, by property.
    """

    code: str
    name: str
    due: Due
    field: str = ""
    leads: tuple[str, ...] = ()
    coordinators: tuple[str, ...] = ()
    group_leads: frozenset[str] = frozenset()
    group_coordinators: frozenset[str] = frozenset()
    leads_text: str = ""
    coordinators_text: str = ""
    level: str = ""
    product_of: str = ""
    leader: str = ""
    officer: str = ""
    stt: str = ""
    note: str = ""
    extra: Mapping[str, str] = _field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One line of the reporting calendar: which kind of period, by when, to whom, from whom.

    `reporters` are the codes of those that report; none where all do.
    """

    kind: str
    deadline: DeadlineRule | None
    deadline_text: str = ""
    recipient: str = ""
    reporters: tuple[str, ...] = ()
    reporters_text: str = ""
    note: str = ""
    extra: Mapping[str, str] = _field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Allocation:
    """What one agency is given of an indicator: a row of the sheet `Giao chỉ tiêu`.

    Attributes:
        indicator, agency: their codes; `indicator_name` and `agency_text` as written.
        targets: by year the target, in the indicator's unit.
        extra: what stands in columns of a user's own form, by property.
    """

    indicator: str
    agency: str
    targets: Mapping[int, Target]
    indicator_name: str = ""
    agency_text: str = ""
    extra: Mapping[str, str] = _field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scenario:
    """What an indicator should come to within the year, by period: a row of `Kịch bản`.

    The target of a month or quarter is that of the period alone, of 6 or 9 months that since
    January.
    """

    indicator: str
    targets: Mapping[Period, Target]
    indicator_name: str = ""
    extra: Mapping[str, str] = _field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """A plan that can be used, as `read_plan` gives it.

    Attributes:
        id, title, number, issuer, issued, province: the plan document.
        years: the years of the plan, first to last.
        forms: the forms that it was read with; issuing and merging use the same.
        consolidator: who the returns go to, as written.
        default_due: when tasks are due that name no date, as written; "" where nothing is said.
        cutoff: whether figures are closed by the days of Decree 09/2019/NĐ-CP.
        agencies, indicators, tasks, calendar, allocations, scenario: in the order of the workbook.
        agency_extra: by agency code what stands in columns of a user's own form.
        problems: the warnings.
        written: of a plan as it is in a period, the plan as it is written.
    """

    id: str
    title: str
    years: tuple[int, ...]
    forms: Forms = _field(compare=False, repr=False)
    number: str = ""
    issuer: str = ""
    issued: date | None = None
    province: str = ""
    consolidator: str = ""
    cutoff: bool = False
    default_due: str = ""
    agencies: tuple[Agency, ...] = ()
    agency_extra: Mapping[str, Mapping[str, str]] = _field(default_factory=dict)
    indicators: tuple[Indicator, ...] = ()
    tasks: tuple[Task, ...] = ()
    calendar: tuple[CalendarEntry, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    scenario: tuple[Scenario, ...] = ()
    problems: tuple[Problem, ...] = _field(default=(), compare=False, repr=False)
    written: Plan | None = _field(default=None, compare=False, repr=False)

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
        """
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
            now = [(a.begins_after(month.end), a.ends_before(month.end)) for a in self.agencies]
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

    def recipients(self, period: Period) -> str:
        """Who the returns of `period` go to, as the calendar says."""
        found = [e.recipient for e in self.calendar if e.kind == period.calendar_kind]
        return next((r for r in found if r), self.consolidator)

    def reports_in(self, agency: str, period: Period) -> bool:
        """Whether the calendar asks an agency for returns of `period`; where it is silent, it does.

        An agency answers for those that it succeeds.
        """
        named = [e.reporters for e in self.calendar if e.kind == period.calendar_kind]
        heirs = {heir for codes in named for code in codes for heir in self.heirs(code, period)}
        return not all(named) or not named or agency in heirs

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
        return [i for i in self.indicators if i.parent == code]


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
