"""The small years worked out by hand, through plansheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.years.case import Case
from support.years.figure_cases import FIGURE_CASES
from support.years.office_desk import Desk
from support.years.playing import Year, as_given, described
from support.years.task_cases import TASK_CASES

CASES = [pytest.param(case, id=case.name) for case in TASK_CASES + FIGURE_CASES]


@pytest.mark.parametrize("case", CASES)
def test_case(case: Case, tmp_path: Path) -> None:
    year, plan = Year(Desk(tmp_path)), case.plan
    year.story += described(plan)
    for step in case.steps:
        if step.plan:
            plan = step.plan
            year.story += ["revised:", *described(plan)]
        closed = year.play(
            plan,
            step.period,
            step.as_of,
            as_given(step.returns),
            lambda report, step=step: step.decisions,  # type: ignore[misc]
            year.closed[-1] if year.closed else None,
            step.forgotten,
        )
        if step.named:
            assert step.named in closed.named, "\n".join(year.story)
            return
    assert not year.differences, "\n".join([*year.story, "", *year.differences])
