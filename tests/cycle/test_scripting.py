"""What a script writer meets: values that show themselves in few words."""

from __future__ import annotations

from pathlib import Path

import pytest

import plansheet
from plansheet import Consolidation, Plan
from plansheet.problems import Place, Problems, in_order, problem
from support.damages import TASKS
from support.filling import AS_OF, PERIOD, Tag, Typed, fill_file

HOSTILE = "<script>alert(1)</script>"
SYT = f"SYT_{PERIOD}.xlsx"


@pytest.fixture(scope="module")
def returns(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One agency says something of one task, with a mistake in it."""
    issued, folder = tmp_path_factory.mktemp("issued"), tmp_path_factory.mktemp("returns")
    plansheet.issue(plan, PERIOD, issued)
    typed: dict[Tag, Typed] = {(TASKS, "NV01", "status"): HOSTILE, (TASKS, "NV01", "progress"): 400}
    fill_file(issued / SYT, folder / SYT, plan, typed)
    return folder


@pytest.fixture(scope="module")
def merged(plan: Plan, returns: Path) -> Consolidation:
    return plansheet.merge(plan, PERIOD, returns, AS_OF)


# At a prompt and in a notebook.


def test_a_plan_shows_what_it_has(plan: Plan) -> None:
    assert repr(plan) == (
        "Plan(id='KH-2021', title='Kế hoạch phát triển kinh tế - xã hội', years='2021–2022',"
        " agencies=7, indicators=15, tasks=20, problems=0)"
    )
    assert "<td>KH-2021</td>" in plan._repr_html_()


def test_a_return_shows_what_it_has(plan: Plan, returns: Path) -> None:
    assert repr(plansheet.read_return(returns / SYT, plan)) == (
        f"Return(file='{SYT}', agency='SYT', period='2021-Q2', refused=False, task_report=14,"
        " coordination_report=6, indicator_report=18, adjustments=0, problems=0)"
    )


def test_a_consolidation_shows_what_it_has(merged: Consolidation) -> None:
    assert repr(merged) == (
        "Consolidation(plan='KH-2021', period='2021-Q2', as_of='2021-06-20', received='1/4',"
        " tasks=20, indicators=15, conflicts=0, errors=15, warnings=4)"
    )
    assert "<td>1/4</td>" in merged._repr_html_()


def test_problems_show_the_first_of_them(plan: Plan, returns: Path) -> None:
    problems = plansheet.validate(plansheet.read_return(returns / SYT, plan), plan, AS_OF)
    lines = repr(problems).splitlines()
    assert lines[:2] == [
        "Problems(error=15, warning=0, info=0)",
        f"  error {SYT} · Nhiệm vụ · H6: "
        f"“{HOSTILE}” không có trong danh sách của cột “Tình trạng”.",
    ]
    assert (len(lines), lines[-1]) == (12, "  …")
    assert "&lt;script&gt;" in problems._repr_html_() and "<script>" not in problems._repr_html_()
    assert repr(Problems()) == "Problems(error=0, warning=0, info=0)"


def test_a_problem_says_where_it_is() -> None:
    lost = problem("missing-required", Place("a\x1b.xlsx", "Nhiệm vụ", "H6"), column="Tình trạng")
    assert str(lost) == "a⟨U+001B⟩.xlsx · Nhiệm vụ · H6: “Tình trạng” còn để trống."
    assert lost.said("en") == "a⟨U+001B⟩.xlsx · Nhiệm vụ · H6: “Tình trạng” is blank."
    assert str(problem("missing-required", Place(), column="A")) == "“A” còn để trống."
    assert in_order([lost, lost]) == [lost]
