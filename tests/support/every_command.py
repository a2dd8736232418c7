"""Every command of plansheet with words to try it on, and a folder with all that they name."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from openpyxl import load_workbook

import plansheet
from support.addin.kits import embeddable, wheels
from support.filling import indicator, make_plan, plan_tables, task
from support.places import ROOT
from support.sending import GOING, send

_OWN_FORM = ROOT / "examples" / "own_form"
_QUARTER = ["plan.xlsx", "in", "--period", "2021-Q2", "--as-of", "2021-07-01"]
_ASKED = ["--round", "schedule", "--as-of", "2021-02-01"]
_OWN = ["--period", "2026-Q2", "--form", "form"]

TRIED: Final[dict[str, list[list[str]]]] = {
    "demo": [["--out", "demo"]],
    "new": [["new.xlsx", "--years", "2021-2025"]],
    "import": [["appendix.docx", "-o", "imported.xlsx"]],
    "check": [["plan.xlsx"], ["plan.xlsx", "--readings"], ["report.xlsx"]],
    "appendix": [["plan.xlsx", "-o", "written.docx"]],
    "issue": [
        ["plan.xlsx", "--period", "2021-Q2", "-o", "issued"],
        ["plan.xlsx", "--round", "schedule", "-o", "asked"],
        ["own.xlsx", *_OWN, "-o", "own"],
    ],
    "status": [_QUARTER, ["plan.xlsx", "answers", *_ASKED]],
    "remind": [[*_QUARTER, "-o", "letters"], ["plan.xlsx", "answers", *_ASKED, "-o", "more"]],
    "validate": [["in", "--plan", "plan.xlsx", "--as-of", "2021-07-01"]],
    "merge": [
        [*_QUARTER, "-o", "a.xlsx"],
        [*_QUARTER, "-o", "b.xlsx", "--also", "csv"],
        ["plan.xlsx", "answers", *_ASKED, "-o", "proposal.xlsx"],
        ["plan.xlsx", "answers", *_ASKED, "--decisions", "decided.xlsx", "-o", "plan2.xlsx"],
        ["own.xlsx", "own_in", *_OWN, "-o", "total2.xlsx"],
    ],
    "explain": [["report.xlsx", "NV1"], ["report.xlsx", "syt"], ["total.xlsx", "D12"]],
    "diff": [["plan.xlsx", "other.xlsx"]],
    "derive": [["plan.xlsx", "--for", "UBA", "-o", "lower.xlsx"]],
    "form learn": [["blank.xlsx", "-o", "learnt"]],
    "form check": [["form"], ["broken"]],
    "codes": [[], ["out-of-range"]],
    "addin build": [["macros"]],
    "addin install": [["--folder", "start"]],
    "addin uninstall": [["--folder", "start"]],
    "addin doctor": [["--folder", "start"]],
    "kit build": [["--python", "python.zip", "--wheels", "wheels"]],
}
"""By command the command lines to try, in order."""


def lay_out(folder: Path) -> None:
    """Put into a folder what the commands of TRIED are tried on."""
    tables = plan_tables([task("NV1", "SYT; STC")], [indicator("CT1", "SYT; UBA")])
    plan = make_plan(folder, tables)
    told = {"SYT": {("task_report", "NV1"): {**GOING, "progress": Decimal("12.5")}}}
    merged = plansheet.merge(plan, "2021-Q2", send(plan, folder / "in", told), date(2021, 7, 1))
    plansheet.write_report(merged, folder / "report.xlsx")
    plansheet.appendix(plan, folder / "appendix.docx")
    (folder / "changed").mkdir()
    make_plan(folder / "changed", plan_tables([task("NV1", "STC")], [indicator("CT2", "SYT")]))
    shutil.copyfile(folder / "changed" / "plan.xlsx", folder / "other.xlsx")
    asked = plansheet.issue_round(plan, "schedule", folder / "answers")
    book = load_workbook(asked[0])
    book["Đăng ký tiến độ"]["E6"] = "Quý III/2021"
    book.save(asked[0])
    answers = plansheet.merge_round(plan, "schedule", folder / "answers", date(2021, 2, 1))
    plansheet.write_proposals(answers, folder / "decided.xlsx")
    shutil.copytree(ROOT / "macros", folder / "macros")
    shutil.copyfile(_OWN_FORM / "plan.xlsx", folder / "own.xlsx")
    shutil.copyfile(_OWN_FORM / "blank.xlsx", folder / "blank.xlsx")
    own = plansheet.read_plan(folder / "own.xlsx")
    form = plansheet.learn_form(folder / "blank.xlsx", folder / "form").form
    (first, *_) = plansheet.issue(own, "2026-Q2", folder / "own_issued", form=form)
    (folder / "own_in").mkdir()
    book = load_workbook(first)
    book["Biểu 01-NN"]["D12"] = 5
    book.save(folder / "own_in" / first.name)
    total = plansheet.merge(own, "2026-Q2", folder / "own_in", date(2026, 7, 1), form=form)
    plansheet.write_total(total, folder / "total.xlsx")
    embeddable(folder / "python.zip")
    wheels(folder / "wheels")
    shutil.copytree(folder / "form", folder / "broken")
    (folder / "broken" / "form.json").write_text('{"format": 1, "sheets": {"X": {}}}')
