"""The rows of a plan: an indicator, a task, a line of the calendar, what an agency is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as _field
from typing import Literal

from plansheet.forms.choices import Aggregation
from plansheet.language.units import is_share, read_unit, units_of_quotient
from plansheet.plan.operands import OPERANDS, Operand
from plansheet.plan.periods import DeadlineRule, Due, Period
from plansheet.plan.targets import AnyDirection, Target


def _written(text: str, codes: Iterable[str]) -> str:
    """Bodies as somebody wrote them; by their codes where nobody did."""
    return text if text.strip() else "; ".join(codes)


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
    def reported_by(self) -> str:
        """Who reports it, as written; by code where it is not."""
        return _written(self.reporters_text, self.reporters)

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

    @property
    def led_by(self) -> str:
        """Who leads it, as written; by code where it is not, as in a product of another task."""
        return _written(self.leads_text, self.leads)

    @property
    def coordinated_by(self) -> str:
        """Who coordinates, as written; by code where it is not."""
        return _written(self.coordinators_text, self.coordinators)


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

    @property
    def reported_by(self) -> str:
        """Who reports, as written; by code where it is not."""
        return _written(self.reporters_text, self.reporters)


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

    @property
    def given_to(self) -> str:
        """Whom it is given to, as written; by code where it is not."""
        return _written(self.agency_text, [self.agency])


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
