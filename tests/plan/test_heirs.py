"""Who answers in a period for what a plan gave to an agency: it, one heir, those before it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plansheet.forms import load_forms
from plansheet.plan import Indicator, Plan, Task
from plansheet.plan.agencies import Agency, Registry
from plansheet.plan.periods import Due, Period
from plansheet.plan.workbook.reading import check_plan
from plansheet.plan.workbook.writing import write_tables
from support.filling import AGENCIES, FACTS, agency, indicator, make_plan, plan_tables, task

Q1, Q2, Q3, Q4 = (Period("quarter", 2021, n) for n in range(1, 5))
JUNE, JULY = date(2021, 6, 30), date(2021, 7, 1)
SEPTEMBER, OCTOBER = date(2021, 9, 30), date(2021, 10, 1)


def ended(code: str, *successors: str, since: date | None = None, until: date = JUNE) -> Agency:
    return Agency(code, code, valid_from=since, valid_until=until, successors=successors)


def begun(code: str, since: date = JULY) -> Agency:
    return Agency(code, code, valid_from=since)


ANSWERS: Mapping[str, tuple[tuple[Agency, ...], Period, tuple[str, ...]]] = {
    "it exists": ((Agency("A", "A"),), Q2, ("A",)),
    "it ends with the period": ((ended("A", "B"), Agency("B", "B")), Q2, ("A",)),
    "it ends within the period": (
        (ended("A", "B", until=date(2021, 5, 15)), Agency("B", "B")),
        Q2,
        ("B",),
    ),
    "one heir": ((ended("A", "B"), begun("B")), Q3, ("B",)),
    "no heir": ((ended("A"),), Q3, ("A",)),
    "two heirs": ((ended("A", "B", "C"), begun("B"), begun("C")), Q3, ("A",)),
    "a chain": (
        (ended("A", "B"), ended("B", "C", since=JULY, until=SEPTEMBER), begun("C", OCTOBER)),
        Q4,
        ("C",),
    ),
    "a chain that splits": (
        (ended("A", "B", "C"), begun("B"), ended("C", "D", until=SEPTEMBER), begun("D", OCTOBER)),
        Q4,
        ("A",),
    ),
    "a chain that meets again": (
        (ended("A", "B", "C"), ended("B", "D"), ended("C", "D"), begun("D")),
        Q3,
        ("D",),
    ),
    "of two heirs one has ended without any": (
        (ended("A", "B", "C"), begun("B"), ended("C", until=SEPTEMBER)),
        Q4,
        ("A",),
    ),
    "of two heirs one begins later": (
        (ended("A", "B", "C"), begun("B"), begun("C", OCTOBER)),
        Q3,
        ("A",),
    ),
    "the one heir begins later": ((ended("A", "B"), begun("B", OCTOBER)), Q3, ("A",)),
    "a loop": ((ended("A", "B"), ended("B", "A")), Q3, ("A",)),
    "a loop with a way out": ((ended("A", "B"), ended("B", "A", "C"), begun("C")), Q3, ("C",)),
    "not begun, with those before it": (
        (begun("A"), ended("B", "A"), ended("C", "A"), Agency("D", "D")),
        Q2,
        ("B", "C"),
    ),
    "not begun, and nobody before it": ((begun("A"),), Q2, ()),
    "not begun, nor has the one before it": (
        (
            begun("A", OCTOBER),
            ended("B", "A", since=JULY, until=SEPTEMBER),
            ended("C", "B"),
        ),
        Q2,
        ("C",),
    ),
    "not begun, those before it have ended": (
        (begun("A", OCTOBER), ended("B", "A")),
        Q3,
        (),
    ),
    "no agency": ((), Q3, ("A",)),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_who_answers(name: str) -> None:
    agencies, period, answering = ANSWERS[name]
    assert Registry(agencies).answering_on("A", period.end) == answering


# Whatever the successors, dates and loops.

_CODES = ("A", "B", "C", "D", "E")
_DAYS = st.none() | st.sampled_from([date(2021, month, 1) for month in range(2, 13)])


@st.composite
def _agencies(draw: st.DrawFn) -> tuple[Agency, ...]:
    return tuple(
        Agency(
            code,
            code,
            valid_from=draw(_DAYS),
            valid_until=draw(_DAYS),
            successors=tuple(draw(st.lists(st.sampled_from(_CODES), max_size=3))),
        )
        for code in _CODES
    )


def _exists(body: Agency, day: date) -> bool:
    return (body.valid_from or day) <= day <= (body.valid_until or day)


def _has_begun(body: Agency, day: date) -> bool:
    return (body.valid_from or day) <= day


def _ways(by_code: Mapping[str, Agency], way: tuple[str, ...], day: date) -> Iterator[str]:
    """Where each way from heir to heir ends; one that comes back to where it was ends nowhere."""
    body = by_code[way[-1]]
    is_over = body.valid_until is not None and body.valid_until < day and not _exists(body, day)
    if not is_over or not body.successors:
        yield body.code
        return
    for successor in body.successors:
        if successor not in way:
            yield from _ways(by_code, (*way, successor), day)


@given(agencies=_agencies(), month=st.integers(1, 12))
def test_nobody_is_lost(agencies: tuple[Agency, ...], month: int) -> None:
    """Each body that was named is represented by itself or by the one heir that there is."""
    period = Period("month", 2021, month)
    indicators = tuple(Indicator(f"CT{code}", code, reporters=(code,)) for code in _CODES)
    indicators += (Indicator("CT", "all", reporters=_CODES),)
    tasks = tuple(
        Task(f"NV{code}", code, Due(""), leads=(code,), coordinators=_CODES) for code in _CODES
    )
    plan = Plan("KH", "KH", (2021,), load_forms(), agencies=agencies, indicators=indicators)
    now = Plan(
        "KH", "KH", (2021,), plan.forms, agencies=agencies, indicators=indicators, tasks=tasks
    ).in_period(period)
    by_code = {body.code: body for body in agencies}
    for body in agencies:
        answering = now.indicators_by_code[f"CT{body.code}"].reporters
        assert answering == now.tasks_by_code[f"NV{body.code}"].leads
        assert set(answering) <= set(now.indicators_by_code["CT"].reporters)
        if not _has_begun(body, period.end):
            assert all(_exists(by_code[code], period.end) for code in answering)
            continue
        ends = set(_ways(by_code, (body.code,), period.end))
        heir = next(iter(ends)) if len(ends) == 1 else ""
        one = heir if heir and _exists(by_code[heir], period.end) else body.code
        assert answering == (one,)


@given(agencies=_agencies(), first=st.integers(1, 12), then=st.integers(1, 12))
def test_a_plan_of_one_period_has_not_forgotten_the_others(
    agencies: tuple[Agency, ...], first: int, then: int
) -> None:
    plan = Plan(
        *("KH", "KH", (2021,), load_forms()),
        agencies=agencies,
        indicators=(Indicator("CT", "all", reporters=_CODES),),
    )
    one, other = Period("month", 2021, first), Period("month", 2021, then)
    assert plan.in_period(one).in_period(other) == plan.in_period(other)


# What the plan workbook is told about.

_MOVED = (
    agency("CU", "Sở Cũ", valid_until="30/6/2021"),
    agency("CHIA", "Sở Chia", valid_until="30/6/2021", successors="MOI; SYT"),
    agency("MOI", "Sở Mới", valid_from="1/7/2021"),
    agency("VAO", "Sở Nhập", valid_until="30/6/2021", successors="MOI"),
    agency("XA", "UBND huyện Xa", "UBND cấp huyện", valid_until="30/9/2021"),
    *AGENCIES,
)


def test_each_agency_without_heir_is_named_where_it_stands(tmp_path: Path) -> None:
    """Whatever it was to do; but not one that is only among the groups that coordinate."""
    tables = plan_tables(
        [
            task("NV1", "VAO", coordinators="CHIA; UBND cấp huyện"),
            task("NV2", "SYT"),
        ],
        [indicator("CT1", "CU; STC"), indicator("CT2", "CU")],
        agencies=_MOVED,
    )
    plan, problems = check_plan(write_tables(tables, tmp_path / "plan.xlsx", load_forms()))
    assert plan is not None
    assert [(p.code, p.severity, p.sheet, p.row_code) for p in problems] == [
        ("no-successor", "warning", "Cơ quan", "CU"),
        ("no-successor", "warning", "Cơ quan", "CHIA"),
    ]
    assert [p.cell[1:] for p in problems] == ["2", "3"]
    none, several = (p.message for p in problems)
    assert "Sở Cũ" in none and "30/6/2021" in none and "CT1, CT2" in none
    assert "Sở Chia" in several and "MOI, SYT" in several and "NV1" in several
    codes = {
        str(period): [p.row_code for p in plan.in_period(period).problems]
        for period in (Q2, Q3, Q4)
    }
    assert codes == {"2021-Q2": [], "2021-Q3": ["CU", "CHIA"], "2021-Q4": ["CU", "CHIA"]}


def test_a_split_member_of_a_group_stays_in_it(tmp_path: Path) -> None:
    tables = plan_tables([task("NV1", "Các sở, ban, ngành")], agencies=_MOVED)
    plan = make_plan(tmp_path, tables)
    assert [p.row_code for p in plan.problems] == ["CU", "CHIA"]
    leads = {str(p): plan.in_period(p).tasks[0].leads for p in (Q2, Q3)}
    rest = ("SYT", "STC", "SKHDT", "STP")
    assert leads == {
        "2021-Q2": ("CU", "CHIA", "VAO", *rest),
        "2021-Q3": ("CU", "CHIA", "MOI", *rest),
    }


def test_who_begins_after_a_plan_is_of_no_group_and_that_is_said(tmp_path: Path) -> None:
    """Not of who takes over from a member, nor of who is named itself."""
    tables = plan_tables(
        [task("NV1", "Các sở, ban, ngành"), task("NV2", "RIENG"), task("NV3", "UBND cấp huyện")],
        agencies=[
            *_MOVED,
            agency("THEM", "Sở Thêm", valid_from="1/7/2021"),
            agency("RIENG", "Sở Riêng", valid_from="1/7/2021"),
        ],
        facts={**FACTS, "Ngày ban hành": "5/1/2021"},
    )
    plan, problems = check_plan(write_tables(tables, tmp_path / "plan.xlsx"))
    assert plan is not None
    found = [(p.code, p.row_code, p.column) for p in problems if p.code == "not-of-group"]
    assert found == [("not-of-group", "THEM", "Hiệu lực từ")]
    (said,) = (p.message for p in problems if p.code == "not-of-group")
    assert "NV1" in said and "NV3" not in said
    assert "THEM" not in plan.tasks[0].leads
