"""Indicators over small years, worked out by hand from the design."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from support.years.case import (
    ALL,
    JUNE,
    A,
    C,
    Case,
    Step,
    both,
    done,
    ends,
    figures,
    indicator,
    one,
    plan,
    task,
)
from support.years.figures import (
    FALLING,
    MEAN,
    MOST,
    ONE,
    RATIO,
    RISING,
    SUM,
    Goal,
    at,
    between,
    number,
)
from support.years.plan_model import (
    Agency,
)
from support.years.returned import ANSWER, YES, Rows

CONFIRMED: Rows = {ANSWER: {"answer": YES}}


def met_by(value: object, goal: Goal, unit: str, way: str, outcome: str, text: str) -> Case:
    step = Step("2021-Q2", one("A", figures(forecast=value)), {"CT1.attainment": outcome})
    return Case(f"target {text}", plan(indicator(goal, ONE, unit=unit, way=way)), (step,))


THOUSAND = number("1000")

YEAR_END = [
    Case(
        f"{period} holds the cumulative against the year's target",
        plan(indicator(THOUSAND)),
        (
            Step(
                period,
                one("A", figures(250, 1000, 1000)),
                {"CT1.vs_plan": Decimal(100), "CT1.attainment": "met", "CT1.reported": 1},
            ),
        ),
    )
    for period in ("2021-Q4", "2021-M12", "2021-H2")
] + [
    Case(
        "a ceiling is held against the whole year",
        plan(indicator(between("không quá 100", None, at("100")))),
        (Step("2021-Q4", one("A", figures(60, 180, 180)), {"CT1.attainment": "not_met"}),),
    ),
    Case(
        "the year's own report, cumulative blank",
        plan(indicator(THOUSAND)),
        (Step("2021", one("A", figures(1000)), {"CT1.attainment": "met", "CT1.reported": 0}),),
    ),
    Case(
        "before the end of the year attainment rests on who gave the forecast",
        plan(indicator(THOUSAND, reporters=("A", "B"))),
        (
            Step(
                "2021-Q2",
                both(figures(10, 10, 900), figures(forecast=200)),
                {"CT1.reported": 1, "CT1.attainment": "met", "CT1.cumulative": Decimal(10)},
            ),
        ),
    ),
]

PREFILLED = [
    Case(
        "a prefilled cumulative that nobody touched",
        plan(indicator(THOUSAND)),
        (
            Step("2021-Q2", one("A", figures(40, 100, 900)), {}),
            Step(
                "2021-Q3",
                one("A", figures(50, None, 950)),
                {
                    "A: CT1": Decimal(100),
                    "CT1.cumulative": None,
                    "problems": {("cumulative-stale", "CT1", "A")},
                },
            ),
        ),
    ),
    Case(
        "a prefilled cumulative that was confirmed",
        plan(indicator(THOUSAND)),
        (
            Step("2021-Q2", one("A", figures(40, 100, 900)), {}),
            Step(
                "2021-Q3",
                one("A", {**figures(50, None, 950), **CONFIRMED}),
                {"A: CT1": Decimal(100), "CT1.cumulative": Decimal(100), "problems": set()},
            ),
            Step(
                "2021-Q4",
                one("A", CONFIRMED),
                {"CT1.cumulative": Decimal(100), "CT1.reported": 1, "problems": set()},
            ),
        ),
    ),
    Case(
        "a cumulative that falls",
        plan(indicator()),
        (
            Step("2021-Q2", one("A", figures(40, 100, 100)), {}),
            Step(
                "2021-Q3",
                one("A", figures(10, 90, 90)),
                {"CT1.cumulative": Decimal(90), "problems": {("cumulative-decreased", "CT1", "A")}},
            ),
        ),
    ),
    Case(
        "nothing is carried into the next year",
        plan(indicator()),
        (
            Step("2021-Q4", one("A", figures(40, 100, 100)), {}),
            Step("2022-Q1", one("A", figures(10, 10, 10)), {"A: CT1": None, "problems": set()}),
        ),
    ),
]

MERGED = (
    [
        Case(
            "an heir starts from what it absorbed",
            plan(indicator(reporters=("A", "B")), agencies=(A, ends("A"))),
            (
                Step(
                    "2021-Q2", both(figures(40, 100, 100), figures(30, 60, 60)), {"CT1.expected": 2}
                ),
                Step(
                    "2021-Q3",
                    one("A", figures(10, 150, 150)),
                    {
                        "A: CT1": Decimal(160),
                        "CT1.expected": 1,
                        "problems": {("cumulative-decreased", "CT1", "A")},
                    },
                ),
            ),
        ),
        Case(
            "and from its last year",
            plan(indicator(reporters=("A", "B")), agencies=(A, ends("A"))),
            (
                Step("2021-Q2", both(figures(40, 100, 100), figures(30, 60, 60)), {}),
                Step("2022-Q2", {}, {"A: CT1 last_year": Decimal(160)}),
            ),
        ),
        Case(
            "an heir is asked where the rule is not Cộng",
            plan(indicator(rule=MOST, reporters=("A", "B")), agencies=(A, ends("A"))),
            (
                Step("2021-Q2", both(figures(40, 100, 100), figures(30, 60, 60)), {}),
                Step("2021-Q3", {}, {"A: CT1": None}),
            ),
        ),
        Case(
            "an agency that begins later is not asked before",
            plan(indicator(reporters=("A", "C")), agencies=(A, replace(C, since=date(2021, 7, 1)))),
            (
                Step("2021-Q2", {}, {"CT1.expected": 1, "asked": ["A"]}),
                Step("2021-Q3", {}, {"CT1.expected": 2, "asked": ["A", "C"]}),
            ),
        ),
        Case(
            "an heir of what was done has done it",
            plan(task(JUNE, "B"), agencies=(A, ends("A"))),
            (
                Step("2021-Q2", one("B", done(date(2021, 6, 1))), {"NV1.class": "done_on_time"}),
                Step("2021-Q3", {}, {"A: NV1": True, "NV1.class": "done_on_time"}),
            ),
        ),
    ]
    + [
        Case(
            f"N does not shrink: {name}",
            plan(indicator(number("100"), reporters=("A", "B")), agencies=agencies),
            (
                Step(
                    "2021-Q4",
                    one("A", figures(200, 200, 200)),
                    {
                        "CT1.reported": 1,
                        "CT1.expected": 2,
                        "CT1.attainment": "unknown",
                        "unheard": gone,
                    },
                ),
            ),
        )
        for name, gone, agencies in (
            ("no successor", {"B"}, (A, ends())),
            ("two successors", {"B"}, (A, ends("A", "C"), C)),
            (
                "a chain that splits",
                {"B", "C"},
                (
                    A,
                    ends("C"),
                    replace(C, until=date(2021, 9, 30), heirs=("A", "D")),
                    Agency("D", "Sở Y tế"),
                ),
            ),
        )
    ]
    + [
        Case(
            "N does not shrink: a member of a group that split",
            plan(task(JUNE, *ALL), agencies=(A, ends("A", "C"), replace(C, kind="Khác"))),
            (
                Step(
                    "2021-Q3",
                    one("A", done(date(2021, 6, 1))),
                    {"NV1.expected": 2, "NV1.class": "open_overdue", "unheard": {"B"}},
                ),
            ),
        ),
    ]
)

SHARES = [
    Case(
        "a ratio of sums",
        plan(indicator(rule=RATIO, unit="%", reporters=("A", "B"))),
        (
            Step(
                "2021-Q1",
                both(
                    {**figures(10, 10, 10, "CT1.tu"), **figures(100, 100, 100, "CT1.mau")},
                    {**figures(30, 30, 30, "CT1.tu"), **figures(60, 60, 60, "CT1.mau")},
                ),
                {"CT1.cumulative": Decimal(25), "CT1.reported": 2},
            ),
        ),
    ),
    Case(
        "a weighted mean of those that gave both",
        plan(indicator(rule=MEAN, reporters=("A", "B"))),
        (
            Step(
                "2021-Q1",
                both(
                    {**figures(10, 10, 10), **figures(100, 100, 100, "CT1.qs")},
                    {**figures(30, 30, 30), **figures(300, 300, row="CT1.qs")},
                ),
                {"CT1.cumulative": Decimal(25), "CT1.forecast": Decimal(10), "CT1.reported": 2},
            ),
        ),
    ),
    Case(
        "a base of 0 gives no per cent",
        plan(indicator()),
        (Step("2021-Q1", one("A", figures(10, 10, 10, last_year=0)), {}),),
    ),
]

TARGETS = [
    met_by(9, between("7-8", at("7"), at("8")), "xã", RISING, "not_met", "7-8 holds both bounds"),
    met_by(
        6,
        between("trên 3% và dưới 5%", at("3", True), at("5", True)),
        "%",
        RISING,
        "not_met",
        "two bounds",
    ),
    met_by(
        4,
        between("trên 3% và dưới 5%", at("3", True), at("5", True)),
        "%",
        RISING,
        "met",
        "within both",
    ),
    met_by(92, Goal("tăng 0,5%"), "%", RISING, "unknown", "a change against a level"),
    met_by(80, Goal("67/85"), "%", RISING, "unknown", "a share against per cents"),
    met_by(60, Goal("50 km"), "m", RISING, "unknown", "of another unit"),
    met_by(31000, Goal("30.000 ha"), "km²", RISING, "unknown", "of another unit, ha"),
    met_by("-1.2", Goal("-1,5%", Decimal("-1.5")), "%", RISING, "met", "a sign is kept"),
    met_by(
        "1.4", Goal("-1,5%", Decimal("-1.5")), "%", FALLING, "not_met", "a sign is kept, falling"
    ),
]


def contradicting(text: str, period: str, rows: Rows, row: str = "CT1", rule: str = SUM) -> Case:
    """Figures that cannot all be right: what is done with them is not said, but they are named."""
    return Case(
        f"named: {text}",
        plan(indicator(rule=rule)),
        (Step(period, one("A", rows), named=(row, "A")),),
    )


CONTRADICTIONS = [
    contradicting("actual above cumulative", "2021-Q2", figures(50, 40, 60)),
    contradicting(
        "a first quarter whose actual is not its cumulative", "2021-Q1", figures(30, 40, 60)
    ),
    contradicting("a year whose actual is not its cumulative", "2021", figures(30, 40)),
    contradicting("cumulative above forecast", "2021-Q2", figures(10, 40, 30)),
    contradicting(
        "a negative weight",
        "2021-Q1",
        {**figures(10, 10, 10), **figures(-1, -1, -1, "CT1.qs")},
        "CT1.qs",
        MEAN,
    ),
    contradicting(
        "a negative denominator",
        "2021-Q1",
        {**figures(10, 10, 10, "CT1.tu"), **figures(-5, -5, -5, "CT1.mau")},
        "CT1.mau",
        RATIO,
    ),
]

FIGURE_CASES = [*YEAR_END, *PREFILLED, *MERGED, *SHARES, *TARGETS, *CONTRADICTIONS]
