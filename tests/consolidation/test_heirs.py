"""Agencies that end, begin and take over: who is expected, what counts, what it starts from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import plansheet
from plansheet.consolidation import Consolidation
from plansheet.forms.values import Value
from plansheet.issuing import prepare
from support.filling import AGENCIES, agency, indicator, make_plan, plan_tables, task
from support.sending import DONE, Filled, send

AS_OF = date(2021, 10, 1)
AGENCIES_THEN = (
    agency("HET", "Sở Hết", valid_until="30/6/2021"),
    agency("CHIA", "Sở Chia", valid_until="30/6/2021", successors="MOI; SYT"),
    agency("MOI", "Sở Mới", valid_from="1/7/2021"),
    *AGENCIES,
)


def figures(*codes: str, **values: int) -> Filled:
    numbers: Mapping[str, Value] = {name: Decimal(value) for name, value in values.items()}
    return {("indicator_report", code): numbers for code in codes}


def merge(
    plan: plansheet.Plan,
    folder: Path,
    said: Mapping[str, Filled],
    period: str = "2021-Q3",
    previous: Path | None = None,
) -> Consolidation:
    returns = send(plan, folder / period, said, period=period)
    return plansheet.merge(plan, period, returns, AS_OF, previous=previous)


def codes(merged: Consolidation) -> list[tuple[str, str, str]]:
    return [(p.code, p.sheet, p.cell) for p in merged.found]


# N does not shrink.


@pytest.mark.parametrize("who", ["HET", "CHIA"])
def test_who_ended_without_one_heir_is_still_expected(who: str, tmp_path: Path) -> None:
    tables = plan_tables(
        [task("NV1", "SYT", coordinators=who), task("NV2", who), task("NV3", f"SYT; {who}")],
        [indicator("CT1", f"SYT; {who}", target_2021="10")],
        agencies=AGENCIES_THEN,
    )
    plan = make_plan(tmp_path, tables)
    named = [("no-successor", "Cơ quan", "G2" if who == "HET" else "G3")]
    assert [(p.code, p.sheet, p.cell) for p in plan.problems] == named
    paths = plansheet.issue(plan, "2021-Q3", tmp_path / "issued")
    assert [path.name for path in paths] == ["SYT_2021-Q3.xlsx"]

    all_done = {("task_report", code): DONE for code in ("NV1", "NV3")}
    said = {**all_done, **figures("CT1", actual=20, cumulative=20, forecast=20)}
    merged = merge(plan, tmp_path, {"SYT": said})
    assert codes(merged) == named
    assert (merged.expected, merged.received, merged.missing) == ((who, "SYT"), ["SYT"], [who])
    result = merged.indicator_results[0]
    assert (result.reported, result.expected, result.missing) == (1, 2, (who,))
    assert (result.judged, result.attainment) == (Decimal(20), "unknown")
    tasks = merged.tasks.set_index("task_code")
    assert list(tasks.loc["NV3", ["reported", "expected"]]) == [1, 2]
    assert tasks.loc["NV2", "class"] == "not_reported"


def test_before_it_ends_nothing_is_amiss(tmp_path: Path) -> None:
    tables = plan_tables([], [indicator("CT1", "HET; CHIA")], agencies=AGENCIES_THEN)
    plan = make_plan(tmp_path, tables)
    given = figures("CT1", actual=1, cumulative=1)
    merged = merge(plan, tmp_path, {"HET": given, "CHIA": given}, "2021-Q2")
    assert codes(merged) == [] and merged.missing == []


def test_the_plan_says_who_answers_in_the_row_itself(tmp_path: Path) -> None:
    """Before the new body begins, who is split into it answers."""
    tables = plan_tables([task("NV1", "MOI")], [indicator("CT1", "MOI")], agencies=AGENCIES_THEN)
    plan = make_plan(tmp_path, tables)
    assert plan.problems == ()
    asked = {p: list(prepare(plan, p).assignments) for p in ("2021-Q2", "2021-Q3")}
    assert asked == {"2021-Q2": ["CHIA"], "2021-Q3": ["MOI"]}


def test_who_has_not_begun_is_not_expected(tmp_path: Path) -> None:
    agencies = (agency("MOI", "Sở Mới", valid_from="1/7/2021"), *AGENCIES)
    tables = plan_tables([task("NV1", "MOI")], [indicator("CT1", "SYT; MOI")], agencies=agencies)
    plan = make_plan(tmp_path, tables)
    given = figures("CT1", actual=1, cumulative=1)
    merged = merge(plan, tmp_path, {"SYT": given}, "2021-Q2")
    assert codes(merged) == [] and merged.expected == ("SYT",)
    assert (merged.indicator_results[0].reported, merged.indicator_results[0].expected) == (1, 1)
    assert list(prepare(plan, "2021-Q3").assignments) == ["MOI", "SYT"]


def test_the_return_of_one_that_ended_without_heir_counts(tmp_path: Path) -> None:
    tables = plan_tables(
        [], [indicator("CT1", "SYT; HET", target_2021="10")], agencies=AGENCIES_THEN
    )
    plan = make_plan(tmp_path, tables)
    given = figures("CT1", actual=6, cumulative=6, forecast=6)
    merged = merge(plan, tmp_path, {"SYT": given, "HET": given})
    assert codes(merged) == [("no-successor", "Cơ quan", "G2")]
    assert (merged.missing, merged.indicator_results[0].judged) == ([], Decimal(12))
    assert merged.indicator_results[0].attainment == "met"
