"""Two levels by hand: what a province makes of the template that its district sends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from support.years.case import JUNE, done, figures, one
from support.years.figures import SUM, number
from support.years.plan_model import DISTRICT, Agency, Indicator, PlanModel, Task
from support.years.returned import Rows

DISTRICTS = (
    Agency("D1", "UBND huyện An Biên", DISTRICT),
    Agency("D2", "UBND huyện Gò Quao", DISTRICT),
)
COMMUNES = (
    Agency("X1", "UBND xã Đông Thái", "UBND cấp xã"),
    Agency("X2", "UBND xã Tây Yên", "UBND cấp xã"),
)

REVENUE = Indicator("CT1", "Thu ngân sách", "tỷ đồng", SUM, ("D1",), ((2021, number("5")),))
ROAD = Task("NV1", "Đường ven biển", ("D1",), JUNE)
UPPER = PlanModel("TINH", (2021, 2022), DISTRICTS, (REVENUE,), (ROAD,))
OURS = replace(REVENUE, reporters=("X1", "X2"))

Sent: TypeAlias = Mapping[str, Sequence[Rows]]
BOTH: Sent = {"X1": (figures(6, 6, 6),), "X2": (figures(2, 2, 2),)}
MILLIONS: Sent = {"X1": (figures(4000, 4000, 4000),), "X2": (figures(2000, 2000, 2000),)}
NOTHING = {"CT1.cumulative": None, "CT1.attainment": "unknown", "CT1.reported": 0}


@dataclass(frozen=True)
class LevelCase:
    """What the communes of one district send, round by round, and what the province has then."""

    name: str
    row: Indicator | Task
    rounds: Sequence[Sent]
    found: Mapping[str, object]
    mentioned: frozenset[str] = frozenset()

    @property
    def below(self) -> PlanModel:
        indicators = (self.row,) if isinstance(self.row, Indicator) else ()
        tasks = (self.row,) if isinstance(self.row, Task) else ()
        return PlanModel("HUYEN", (2021, 2022), COMMUNES, indicators, tasks)


PAPER = [one("X1", done(date(2021, 6, 1)))]
LEVEL_CASES = [
    LevelCase(
        "both communes",
        OURS,
        [BOTH],
        {"CT1.cumulative": Decimal(8), "CT1.attainment": "met", "CT1.reported": 1},
    ),
    LevelCase(
        "triệu đồng into tỷ đồng",
        replace(OURS, unit="triệu đồng"),
        [MILLIONS],
        {"CT1.cumulative": Decimal(6), "CT1.vs_plan": Decimal(120)},
        frozenset({"CT1"}),
    ),
    LevelCase("another name", replace(OURS, name="Đàn bò"), [BOTH], NOTHING, frozenset({"CT1"})),
    LevelCase(
        "another kind of unit", replace(OURS, unit="hộ"), [BOTH], NOTHING, frozenset({"CT1"})
    ),
    LevelCase(
        "one of two communes",
        OURS,
        [one("X1", figures(6, 6, 6))],
        {"CT1.cumulative": Decimal(6), "CT1.attainment": "unknown"},
    ),
    LevelCase("withdrawn, and filled in again", OURS, [BOTH, {}], NOTHING),
    LevelCase("a task", replace(ROAD, leads=("X1",)), PAPER, {"NV1.class": "done_on_time"}),
    LevelCase(
        "a task of another name",
        replace(ROAD, leads=("X1",), name="Chợ đêm"),
        PAPER,
        {"NV1.class": "not_reported"},
        frozenset({"NV1"}),
    ),
]
