"""Made-up plans, clerks and coordinators: hypothesis draws them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import DataObject, SearchStrategy

from support.years.figures import (
    AMOUNT_GOALS,
    FALLING,
    LEAST,
    MEAN,
    MOST,
    NONE,
    ONE,
    RATIO,
    RISING,
    SHARE_GOALS,
    SUM,
)
from support.years.indicators_oracle import adds_up
from support.years.plan_model import DISTRICT, Agency, Indicator, PlanModel, Task
from support.years.returned import (
    ANSWER,
    COORDINATION,
    DONE,
    INDICATOR,
    TASK,
    YES,
    Cell,
    Decision,
    Return,
    Row,
    Rows,
)
from support.years.spans import DUES, Span, span
from support.years.year_oracle import Report

T = TypeVar("T")

YEARS = (2021, 2022)
PERIODS = [
    f"{year}{rest}"
    for year in YEARS
    for rest in (
        *("-M02", "-Q1", "-M05", "-Q2", "-H1", "-M08", "-Q3", "-9M", "-M11", "-M12", "-Q4"),
        *("-H2", ""),
    )
]
OPEN = ("Chưa triển khai", "Đang thực hiện", "Tạm dừng")
CUTS = (date(2021, 5, 15), date(2021, 6, 30), date(2021, 9, 30))
RULES = (ONE, SUM, SUM, RATIO, MEAN, MOST, LEAST, NONE)


def pick(draw: DataObject, options: Sequence[T]) -> T:
    return draw.draw(st.sampled_from(list(options)))


def chance(draw: DataObject, per_cent: int) -> bool:
    return draw.draw(st.integers(0, 99)) >= 100 - per_cent


def agencies(draw: DataObject) -> tuple[Agency, ...]:
    """Two to four of them; in some plans one ends, splits, or ends in one that ends."""
    a, b, c, d = (
        Agency("A", "Sở Công Thương"),
        Agency("B", "Sở Nội vụ"),
        Agency("C", "Sở Xây dựng"),
        Agency("D", "UBND huyện Gò Quao", DISTRICT),
    )
    cut = pick(draw, CUTS)
    later = cut + timedelta(1)
    ways = {
        "as it is": (a, b),
        "three": (a, b, c),
        "begins": (a, b, replace(c, since=later)),
        "into another": (a, replace(b, until=cut, heirs=("A",))),
        "into a new one": (a, replace(b, until=cut, heirs=("C",)), replace(c, since=later)),
        "no heir": (a, replace(b, until=cut)),
        "split": (a, replace(b, until=cut, heirs=("A", "C")), c),
        "of another kind": (a, replace(b, until=cut, heirs=("D",)), d),
        "chain": (
            replace(a, until=date(2021, 11, 30), heirs=("C",)),
            replace(b, until=cut, heirs=("A",)),
            c,
        ),
        "chain that splits": (
            a,
            replace(b, until=cut, heirs=("C",)),
            replace(c, until=date(2021, 11, 30), heirs=("A", "D")),
            d,
        ),
    }
    return ways[pick(draw, list(ways))]


def plans(draw: DataObject) -> PlanModel:
    everybody = agencies(draw)
    leads = (("A",), ("B",), ("A", "B"), ("Các sở, ban, ngành",), ())
    tasks = [
        Task(
            f"NV{n}",
            f"Đề án số {n}",
            pick(draw, leads),
            pick(draw, DUES),
            pick(draw, ((), (), ("B",))),
        )
        for n in range(1, draw.draw(st.integers(0, 3)) + 1)
    ]
    indicators = [indicator(draw, n) for n in range(1, draw.draw(st.integers(0, 2)) + 1)]
    if not tasks and not indicators:
        tasks = [Task("NV1", "Đề án số 1", ("A",), DUES[0])]
    return PlanModel(
        "KH2021",
        YEARS,
        everybody,
        tuple(indicators),
        tuple(tasks),
        (("Quý", "ngày 15 tháng cuối kỳ"),),
    )


def indicator(draw: DataObject, n: int) -> Indicator:
    rule = pick(draw, RULES)
    shares = rule == RATIO or (rule in (MOST, LEAST, ONE) and draw.draw(st.booleans()))
    goals = SHARE_GOALS if shares else AMOUNT_GOALS
    return Indicator(
        f"CT{n}",
        f"Chỉ tiêu số {n}",
        "%" if shares else "xã",
        rule,
        pick(draw, (("A",), ("B",))) if rule == ONE else pick(draw, (("A", "B"), ("B",))),
        tuple((year, pick(draw, goals)) for year in YEARS),
        pick(draw, (RISING, FALLING)),
    )


def revised(draw: DataObject, plan: PlanModel) -> PlanModel:
    """The plan as it is, or with one row removed, due on another day, or with another name."""
    way = pick(draw, ("as it is",) * 4 + ("removed", "due", "task renamed", "indicator renamed"))
    if way == "indicator renamed" and plan.indicators:
        first, *rest = plan.indicators
        other = replace(first, name=f"{first.name} của xã nông thôn mới")
        return replace(plan, indicators=(other, *rest))
    if way == "as it is" or not plan.tasks:
        return plan
    task, *others = plan.tasks
    if way == "removed":
        return replace(plan, tasks=tuple(others)) if others or plan.indicators else plan
    if way == "due":
        once = [due for due in DUES if not due.recurring]
        task = task if task.due.recurring else replace(task, due=pick(draw, once))
    else:
        task = replace(task, name=f"{task.name}, giai đoạn hai")
    return replace(plan, tasks=(task, *others))


def calendars() -> SearchStrategy[list[Span]]:
    """One to six periods, each ending after the one before."""

    def in_order(texts: list[str]) -> list[Span]:
        by_end = {span(text).end: span(text) for text in texts}
        return [by_end[end] for end in sorted(by_end)]

    return (
        st.sampled_from((1, 1, 1, 2, 2, 2, 3, 6))
        .flatmap(lambda n: st.lists(st.sampled_from(PERIODS), min_size=n, max_size=n))
        .map(in_order)
    )


def as_of(draw: DataObject, period: Span) -> date:
    return period.end + timedelta(pick(draw, (5, 20, -8)))


class Clerk:
    """Who fills in the workbooks of one period."""

    def __init__(self, draw: DataObject, plan: PlanModel, period: Span, as_of: date) -> None:
        self.draw, self.plan, self.period, self.as_of = draw, plan, period, as_of

    def __call__(self, agency: str, held: Rows) -> list[Rows]:
        """What it sends: mostly one file, none where it typed nothing into it."""
        files = pick(self.draw, (1,) * 8 + (0, 2))
        filled = [self.fill(held) for _ in range(files)]
        return [rows for rows in filled if not Return(agency, held, rows).blank]

    def fill(self, held: Rows) -> Rows:
        typed: dict[Row, Mapping[str, Cell]] = {}
        for row, cells in held.items():
            if row[0] == TASK:
                typed[row] = self.task(row[1], cells)
            elif row[0] == COORDINATION and self.draw.draw(st.booleans()):
                typed[row] = {"contribution": "Đã góp ý dự thảo"}
            elif row[0] == INDICATOR and "actual" in cells and not self.computed(row[1]):
                typed[row] = self.figures(row[1], cells)
        if ANSWER in held and chance(self.draw, 30):
            typed[ANSWER] = {"answer": pick(self.draw, (YES, "Không"))}
        return {row: cells for row, cells in typed.items() if cells}

    def computed(self, code: str) -> bool:
        found = self.plan.indicator(code)
        return found is not None and found.rule == RATIO

    def documents(self) -> list[tuple[str, date]]:
        start, end = self.period.start, self.period.end
        days = (end - timedelta(5), start + timedelta(10), start - timedelta(40))
        return [(f"{n}/TTr", min(day, self.as_of)) for n, day in enumerate(days, 1)]

    def task(self, code: str, cells: Mapping[str, Cell]) -> dict[str, Cell]:
        task = self.plan.task(code)
        assert task is not None
        kind = pick(self.draw, ("done", "done", "open", "open", "nothing", "wrong"))
        if kind == "nothing" or cells["status"] is not None:  # issued as done
            return {}
        if kind == "open":
            status = pick(self.draw, OPEN)
            share = (
                Decimal(0)
                if status == OPEN[0]
                else pick(self.draw, (None, Decimal(40), Decimal(60)))
            )
            return {"status": status, **({} if share is None else {"progress": share})}
        number, day = pick(self.draw, self.documents())
        full: dict[str, Cell] = {"status": DONE, "document_no": number, "document_date": day}
        if kind == "wrong":
            full["progress"] = Decimal(40)
            if not task.due.recurring and self.draw.draw(st.booleans()):
                full["document_date"] = self.as_of + timedelta(3)
        elif self.draw.draw(st.booleans()):
            full["progress"] = Decimal(100)
        return full

    def figures(self, code: str, cells: Mapping[str, Cell]) -> dict[str, Cell]:
        kind = pick(self.draw, ("full", "full", "full", "left", "forecast", "fallen", "nothing"))
        if kind == "nothing":
            return {}
        base = cells["cumulative"]
        start = base if isinstance(base, Decimal) else Decimal(0)
        step = Decimal(pick(self.draw, (10, 25, 40))) * (10 if code[-3:] in ("mau", ".qs") else 1)
        whole = self.period.begins_the_year
        now = max(start - 5, step) if kind == "fallen" else start + step
        ahead = now + (0 if self.period.ends_the_year else Decimal(pick(self.draw, (0, 20, 150))))
        typed: dict[str, Cell] = {
            "actual": now if whole else step,
            "cumulative": now,
            "forecast": ahead,
        }
        if kind == "forecast":
            typed = {"forecast": ahead}
        elif kind == "left" and start:
            typed = {"actual": start if whole else min(step, start), "forecast": ahead}
        elif kind == "left":
            typed["forecast"] = None
        if cells.get("last_year") is None and "." not in code and chance(self.draw, 30):
            typed["last_year"] = Decimal(pick(self.draw, (50, 0)))
        return typed


def decisions(draw: DataObject, report: Report) -> list[Decision]:
    """In most periods none; else about a conflict, what a lead said, or a figure."""
    options: list[list[Decision]] = []
    day = min(report.as_of, report.period.end)
    for code, outcome in report.tasks.items():
        task = report.plan.task(code)
        assert task is not None
        if len(outcome.said) > 1 and not task.by_group:
            options += [[Decision(code, "status", None, said)] for said in outcome.said]
        elif len(task.leads) == 1:
            for agency, cls in outcome.own.items():
                if agency in report.unheard:
                    continue
                done = str(cls).startswith("done")
                new = [Decision(code, "status", agency, OPEN[1] if done else DONE)]
                if not done:
                    new.append(Decision(code, "document_date", agency, day))
                options.append(new)
    for code, measured in report.indicators.items():
        for agency in measured.reporters:
            found = measured.figures.get((code, agency), {}).get("cumulative")
            if found and adds_up(measured.indicator) and not report.period.begins_the_year:
                options.append([Decision(code, "cumulative", agency, found - 1)])
    return pick(draw, options) if options and chance(draw, 30) else []
