"""What release 0.1.0 wrote is read for ever: a plan, a template, a filled return, a report.

The four files were written by that release: `plansheet demo`, and of it the Sở Nông nghiệp's.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import plansheet
from plansheet.report.reading import read_report
from support.places import DATA

RELEASE = DATA / "release_0_1_0"
AS_OF = date(2021, 7, 1)


@pytest.fixture(scope="module")
def old_plan() -> plansheet.Plan:
    return plansheet.read_plan(RELEASE / "plan.xlsx")


def test_the_plan(old_plan: plansheet.Plan) -> None:
    assert len(old_plan.tasks) == 81
    assert len(old_plan.indicators) == 11
    assert len(old_plan.agencies) == 42


def test_the_template_is_known_as_its_agencys(old_plan: plansheet.Plan) -> None:
    ret = plansheet.read_return(RELEASE / "template.xlsx", old_plan)
    assert (ret.agency, ret.period, ret.refused) == ("SNNPTNT", "2021-Q2", False)
    assert ret.stamp is not None
    assert ret.problems == ()


def test_the_return_is_merged(old_plan: plansheet.Plan) -> None:
    merged = plansheet.merge(old_plan, "2021-Q2", [RELEASE / "return.xlsx"], AS_OF)
    assert merged.received == ["SNNPTNT"]
    report = read_report(RELEASE / "report.xlsx", old_plan)
    told = {r.code: dict(r.values) for r in merged.lead_rows if r.agency == "SNNPTNT"}
    assert len(told) > 5
    for code, values in told.items():
        assert dict(report.values("task_report", "SNNPTNT", code)) == values


def test_the_report_starts_the_next_period(old_plan: plansheet.Plan, tmp_path: Path) -> None:
    paths = plansheet.issue(old_plan, "2021-9M", tmp_path, previous=RELEASE / "report.xlsx")
    assert len(paths) == 33
