"""Communes → districts → the province by `merge --into`, against the oracle.

PLANSHEET_EXAMPLES=1000 pytest tests/consolidation/test_two_levels.py   tries more of them.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from support.years.examples import tried
from support.years.figures import (
    AMOUNT_GOALS,
    FALLING,
    MOST,
    RATIO,
    RISING,
    SHARE_GOALS,
    SUM,
    Goal,
)
from support.years.level_cases import COMMUNES, DISTRICTS, LEVEL_CASES, UPPER, LevelCase
from support.years.made_up import Clerk, pick
from support.years.office_desk import Desk
from support.years.plan_model import Indicator, PlanModel, Task
from support.years.playing import as_given
from support.years.spans import DUES, span
from support.years.two_levels import Levels, Lower

PERIODS = ("2021-Q2", "2021-Q4")
OTHER_UNIT = {"tỷ đồng": "triệu đồng", "km": "m", "xã": "hộ", "%": "%"}


def upper_plan(draw: DataObject) -> PlanModel:
    def goal(options: tuple[Goal, ...]) -> tuple[tuple[int, Goal], ...]:
        return ((2021, pick(draw, options)),)

    way = pick(draw, (RISING, FALLING))
    both, first = ("D1", "D2"), ("D1",)
    indicators = (
        Indicator("CT1", "Thu ngân sách", "tỷ đồng", SUM, both, goal(AMOUNT_GOALS), way),
        Indicator("CT2", "Số xã nông thôn mới", "xã", SUM, both, goal(AMOUNT_GOALS), way),
        Indicator("CT3", "Tỷ lệ hộ nghèo", "%", RATIO, both, goal(SHARE_GOALS), way),
        Indicator("CT4", "Tuyến đường dài nhất", "km", MOST, first, goal(AMOUNT_GOALS), way),
    )
    tasks = (
        Task("NV1", "Quy hoạch vùng", first, DUES[2]),
        Task("NV2", "Đề án chợ", first, DUES[4]),
    )
    return PlanModel("TINH", (2021, 2022), DISTRICTS, indicators, tasks)


def lower_plan(draw: DataObject, upper: PlanModel, district: str) -> PlanModel:
    """The same codes; at times another name, another unit, or not at all."""
    indicators = []
    for row in upper.indicators:
        way = pick(draw, ("same", "same", "name", "unit", "none"))
        if way != "none" and district in row.reporters:
            name = "Đàn bò" if way == "name" else row.name
            unit = OTHER_UNIT[row.unit] if way == "unit" else row.unit
            indicators.append(Indicator(row.code, name, unit, row.rule, ("X1", "X2")))
    tasks = [
        Task(row.code, pick(draw, (row.name, row.name, "Việc khác")), ("X1",), row.due)
        for row in upper.tasks
        if district in row.leads
    ]
    return PlanModel(district, (2021, 2022), COMMUNES, tuple(indicators), tuple(tasks))


@pytest.mark.slow
@tried(4)
@given(st.data())
def test_two_levels(draw: DataObject) -> None:
    with TemporaryDirectory() as folder:
        period = span(pick(draw, PERIODS))
        levels = Levels(Desk(Path(folder)), period, upper_plan(draw), [], [])
        lower = {}
        for district in ("D1", "D2"):
            plan = lower_plan(draw, levels.upper, district)
            clerk = Clerk(draw, plan, period, levels.as_of)
            lower[district] = Lower(plan, [clerk] * pick(draw, (1, 1, 2)))
        levels.play(lower)
        assert not levels.found, "\n".join([*levels.story, "", *levels.found])


@pytest.mark.parametrize("case", LEVEL_CASES, ids=lambda case: case.name)
def test_by_hand(case: LevelCase, tmp_path: Path) -> None:
    levels = Levels(Desk(tmp_path), span("2021-Q2"), UPPER, [], [])
    levels.play({"D1": Lower(case.below, [as_given(returns) for returns in case.rounds])})
    assert not levels.found, "\n".join([*levels.story, "", *levels.found])
