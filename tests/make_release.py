"""Keeps what a release writes, so that every later one is held to reading it.

    plansheet demo --out demo
    python tests/make_release.py demo

Writes tests/data/releases/VERSION/: the plan, a template, the return of the same agency and the
report of a demonstration, the forms of the release, and what it read in them (facts.json).
`tests/cycle/test_releases.py` reads every such folder.
"""

from __future__ import annotations

import json
import shutil
import sys
from datetime import date
from pathlib import Path
from typing import Final

import plansheet
from plansheet.demo.demonstration import AS_OF, PERIOD
from plansheet.forms.resources import resource

RELEASES: Final = Path(__file__).with_name("data") / "releases"


def keep(demo: Path, folder: Path, agency: str, period: str = PERIOD, as_of: date = AS_OF) -> None:
    """Keep what a demonstration wrote, with the template and the return of one agency."""
    folder.mkdir(parents=True)
    name = f"{agency}_{period}.xlsx"
    for source, kept in (
        (demo / "plan.xlsx", "plan.xlsx"),
        (demo / "issued" / name, "template.xlsx"),
        (demo / "returns" / name, "return.xlsx"),
        (demo / "report.xlsx", "report.xlsx"),
    ):
        shutil.copyfile(source, folder / kept)
    (folder / "forms").mkdir()
    for form in resource("workbook_templates").iterdir():
        if form.name.endswith(".json"):
            (folder / "forms" / form.name).write_bytes(form.read_bytes())
    plan = plansheet.read_plan(folder / "plan.xlsx")
    merged = plansheet.merge(plan, period, [folder / "return.xlsx"], as_of)
    facts = {
        "agency": agency,
        "period": period,
        "as_of": as_of.isoformat(),
        "tasks": len(plan.tasks),
        "indicators": len(plan.indicators),
        "agencies": len(plan.agencies),
        "reported": sorted(row.code for row in merged.lead_rows if row.agency == agency),
    }
    (folder / "facts.json").write_text(json.dumps(facts, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    keep(Path(sys.argv[1]), RELEASES / plansheet.__version__, "SNNPTNT")
