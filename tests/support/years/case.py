"""Small years: how the cases that are worked out by hand are written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from support.years.figures import RISING, SUM, Goal
from support.years.plan_model import Agency, Indicator, PlanModel, Task
from support.years.returned import DONE, INDICATOR, TASK, Cell, Decision, Rows
from support.years.spans import Due, span

A, B, C = Agency("A", "Sở Công Thương"), Agency("B", "Sở Nội vụ"), Agency("C", "Sở Xây dựng")
ALL = ("Các sở, ban, ngành",)
JUNE, DECEMBER = Due("Quý II/2021", date(2021, 6, 30)), Due("Năm 2021", date(2021, 12, 31))
YEARLY = Due("Hằng năm", every=12)
OPEN = "Đang thực hiện"
MID_YEAR = date(2021, 6, 30)


@dataclass(frozen=True)
class Step:
    """One period. `found` is by hand: of rows of the tables, and `A: CT1` of what is issued."""

    period: str
    returns: Mapping[str, Sequence[Rows]]
    found: Mapping[str, object] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    plan: PlanModel | None = None
    """The plan as it was revised before this period."""
    forgotten: bool = False
    """Issued without `previous`, merged with it."""
    named: tuple[str, str] | None = None
    """A row and an agency of which some warning or error must say something."""

    @property
    def as_of(self) -> date:
        return span(self.period).end + timedelta(5)


@dataclass(frozen=True)
class Case:
    name: str
    plan: PlanModel
    steps: tuple[Step, ...]


def plan(*rows: Indicator | Task, agencies: tuple[Agency, ...] = (A, B)) -> PlanModel:
    indicators = tuple(row for row in rows if isinstance(row, Indicator))
    tasks = tuple(row for row in rows if isinstance(row, Task))
    return PlanModel("KH", (2021, 2022), agencies, indicators, tasks)


def task(due: Due, *leads: str) -> Task:
    return Task("NV1", "Đề án số 1", leads or ("A",), due)


def indicator(
    goal: Goal | None = None,
    rule: str = SUM,
    reporters: tuple[str, ...] = ("A",),
    unit: str = "xã",
    way: str = RISING,
) -> Indicator:
    goals = tuple((year, goal) for year in (2021, 2022)) if goal else ()
    return Indicator("CT1", "Chỉ tiêu số 1", unit, rule, reporters, goals, way)


def done(day: date, no: str = "1/TTr", share: int | None = 100) -> Rows:
    cells: dict[str, Cell] = {"status": DONE, "document_no": no, "document_date": day}
    return {(TASK, "NV1"): {**cells, **({} if share is None else {"progress": Decimal(share)})}}


def status(text: str = OPEN, share: int | None = None) -> Rows:
    cells: dict[str, Cell] = {"status": text}
    return {(TASK, "NV1"): {**cells, **({} if share is None else {"progress": Decimal(share)})}}


def figures(
    actual: object = None,
    cumulative: object = None,
    forecast: object = None,
    row: str = "CT1",
    **more: object,
) -> Rows:
    given = {"actual": actual, "cumulative": cumulative, "forecast": forecast, **more}
    return {(INDICATOR, row): {c: Decimal(str(v)) for c, v in given.items() if v is not None}}


def one(agency: str, rows: Rows) -> dict[str, Sequence[Rows]]:
    return {agency: (rows,)}


def both(a: Rows, b: Rows) -> dict[str, Sequence[Rows]]:
    return {"A": (a,), "B": (b,)}


def ends(*heirs: str, day: date = MID_YEAR) -> Agency:
    return replace(B, until=day, heirs=heirs)
