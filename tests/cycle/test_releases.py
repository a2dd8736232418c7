"""What a release wrote is read for ever: a plan, a template, a return, a report, its forms.

Each release keeps them in a folder of its own (`python tests/make_release.py`).
"""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import plansheet
from make_release import RELEASES, keep
from plansheet.report.reading import read_report
from support.filling import indicator, make_plan, plan_tables, task
from support.places import ROOT
from support.sending import GOING, send

AS_OF = date(2021, 7, 1)


class Kept:
    """What a release kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.facts: dict[str, Any] = json.loads((folder / "facts.json").read_text("utf-8"))
        self.plan = plansheet.read_plan(folder / "plan.xlsx")


@pytest.fixture(scope="module", params=sorted(path.name for path in RELEASES.iterdir()))
def kept(request: pytest.FixtureRequest) -> Kept:
    return Kept(RELEASES / request.param)


def test_every_release_is_kept() -> None:
    """The changelog says which releases there were."""
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    folders = {path.name for path in RELEASES.iterdir()}
    assert {"0.1.0", *re.findall(r"^## \[(\d[^\]]*)\]", changes, re.MULTILINE)} == folders


def test_the_plan(kept: Kept) -> None:
    sizes = {"tasks": kept.plan.tasks, "indicators": kept.plan.indicators}
    sizes |= {"agencies": kept.plan.agencies}
    assert {name: len(rows) for name, rows in sizes.items()} == {
        name: kept.facts[name] for name in sizes
    }


def test_the_template_is_known_as_its_agencys(kept: Kept) -> None:
    ret = plansheet.read_return(kept.folder / "template.xlsx", kept.plan)
    asked = (kept.facts["agency"], kept.facts["period"], False)
    assert (ret.agency, ret.period, ret.refused) == asked
    assert ret.stamp is not None
    assert ret.problems == ()


def test_the_return_is_merged(kept: Kept) -> None:
    agency, period = kept.facts["agency"], kept.facts["period"]
    as_of = date.fromisoformat(kept.facts["as_of"])
    merged = plansheet.merge(kept.plan, period, [kept.folder / "return.xlsx"], as_of)
    assert merged.received == [agency]
    report = read_report(kept.folder / "report.xlsx", kept.plan)
    told = {r.code: dict(r.values) for r in merged.lead_rows if r.agency == agency}
    assert sorted(told) == kept.facts["reported"]
    for code, values in told.items():
        assert dict(report.values("task_report", agency, code)) == values


def test_the_report_starts_the_next_period(kept: Kept, tmp_path: Path) -> None:
    year = kept.plan.period(kept.facts["period"]).year
    earlier = kept.folder / "report.xlsx"
    paths = plansheet.issue(kept.plan, f"{year}-9M", tmp_path, previous=earlier)
    assert f"{kept.facts['agency']}_{year}-9M.xlsx" in {path.name for path in paths}


def test_its_forms_are_forms_still(kept: Kept) -> None:
    forms = plansheet.load_forms(kept.folder / "forms")
    own = {path.stem for path in (kept.folder / "forms").iterdir()}
    assert own <= {form.name for form in forms} and "task_report" in own
    plan = plansheet.read_plan(kept.folder / "plan.xlsx", forms)
    assert len(plan.tasks) == kept.facts["tasks"]
    ret = plansheet.read_return(kept.folder / "return.xlsx", plan)
    assert (ret.agency, ret.refused) == (kept.facts["agency"], False)


def test_the_next_release_is_kept_likewise(tmp_path: Path) -> None:
    demo = tmp_path / "demo"
    demo.mkdir()
    plan = make_plan(demo, plan_tables([task("NV1", "SYT")], [indicator("CT1", "SYT")]))
    returns = send(plan, demo / "returns", {"SYT": {("task_report", "NV1"): GOING}})
    plansheet.issue(plan, "2021-Q2", demo / "issued")
    plansheet.write_report(plansheet.merge(plan, "2021-Q2", returns, AS_OF), demo / "report.xlsx")
    keep(demo, tmp_path / "kept", "SYT")
    again = Kept(tmp_path / "kept")
    assert again.facts["reported"] == ["NV1"]
    for test in (
        test_the_plan,
        test_the_template_is_known_as_its_agencys,
        test_the_return_is_merged,
        test_its_forms_are_forms_still,
    ):
        test(again)
    shutil.rmtree(tmp_path / "kept" / "forms")
    with pytest.raises(plansheet.InputError):
        test_its_forms_are_forms_still(again)
