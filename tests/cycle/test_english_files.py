"""Every file that is written in English, read through all its parts: nothing is left in Vietnamese.

The plan and what agencies type have no Vietnamese letter, so that any that is found is ours.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Final

import openpyxl
import pytest

from plansheet import Plan
from plansheet.forms.names import FormName
from plansheet.plan.agencies import DEPARTMENT, DISTRICT
from plansheet.plan.workbook.tables import PlanRow
from plansheet.plan.workbook.writing import write_plan
from support import filling
from support.coordinator import Coordinator
from support.filling import FACTS, agency, allocation, make_plan, plan_tables
from support.parts import texts_of_parts
from support.sending import DONE, Filled, send, status

TASK, FIGURES, SHARED = (
    FormName.TASK_REPORT,
    FormName.INDICATOR_REPORT,
    FormName.COORDINATION_REPORT,
)
OURS: Final = re.compile(r"[À-ÖØ-öø-ỹ]|\bChung\b|(?<![\w,.;$])\d+,\d{1,2}(?![\d,])")
"""A Vietnamese letter, the one word that has none, or a figure with a comma before its decimals."""
TYPED: Final = re.compile(r'ĐG(?:\.\w+)+|NĐ-CP|UBND|ngày 9 tháng cuối kỳ|replaceAll\("đ"')
"""Codes of rows, what is typed in Vietnamese in any language, how the page finds it."""


def task(code: str, leads: str, due: str, **more: str) -> PlanRow:
    return filling.task(code, leads, due, task_name=f"Task {code}", **more)


def indicator(code: str, reporters: str, **more: str) -> PlanRow:
    plain = {"indicator_name": f"Indicator {code}", "unit": "ha", "target_2021": "50"}
    return filling.indicator(code, reporters, **{**plain, **more})


TABLES: Final = plan_tables(
    [
        task("NV1", "SYT; STC", "31/12/2021", field="Health", coordinators="UBA", leader="Ms An"),
        task("NV2", "SYT", "15/6/2021", field="Money", coordinators="Finance", officer="Mr Ba"),
        task("NV3", "UBA", "30/6/2021", note="Urgent"),
        task("NV4", "UBB", ""),
        task("NV5", "UBB", "1/3/2021", coordinators="SYT"),
        task("NV6", "SYT", "31/12/2022", product_of="NV1"),
    ],
    [
        indicator("CT1", "SYT; UBA", target_2022="60", goal="100"),
        indicator("CT2", "SYT", unit="%", aggregation="Tỷ lệ", goal="70"),
        indicator("CT3", "UBA; UBB", aggregation="Lớn nhất", target_2021=">= 5"),
    ],
    agencies=(
        agency("SYT", "Health"),
        agency("STC", "Finance"),
        agency("SKHDT", "Planning", DEPARTMENT),
        agency("UBA", "An Binh", DISTRICT),
        agency("UBB", "Binh Tan", DISTRICT),
    ),
    calendar=({"period_kind": "Quý", "deadline": "15/6/2021", "recipient": "Planning"},),
    facts={
        **FACTS,
        "Tên kế hoạch": "Plan of the province",
        "Cơ quan ban hành": "Council",
        "Tỉnh": "Binh Minh",
        "Cơ quan tổng hợp": "Planning",
    },
    allocations=[
        allocation("CT1", "SYT", target_2021="20"),
        allocation("CT1", "UBA", target_2021="30"),
    ],
)

SENT: Final[dict[str, Filled]] = {
    "SYT": {
        (TASK, "NV1"): {**DONE, "difficulty": "No money", "proposal": "More"},
        (TASK, "NV2"): status("Nearly", progress=Decimal("140.5"), document_date="soon"),
        (SHARED, "NV5"): {"contribution": "Advice"},
        (FIGURES, "CT1"): {"forecast": Decimal("2345.5"), "actual": "1.234"},
        (FIGURES, "CT2.tu"): {"forecast": Decimal(2)},
        (FIGURES, "CT2.mau"): {"forecast": Decimal(3)},
    },
    "STC": {(TASK, "NV1"): status("Đang thực hiện", difficulty="Nothing works")},
    "UBA": {
        (TASK, "NV3"): {**DONE, "progress": Decimal(30), "document_no": ""},
        (FIGURES, "CT3"): {"forecast": Decimal(4)},
    },
}

DATA: Final = (".csv", ".json")
"""Files for programs: what is stored stays Vietnamese in them."""

OWN: Final[Mapping[str, Mapping[str, float | str]]] = {
    "UBA": {"D6": 2.5, "D7": "many", "E6": 1.25, "E5": 7.5, "G12": "more"},
    "UBB": {"D6": "1.234", "D8": -3.5},
}
"""What agencies type into the form of the office's own."""

_AS_OF: Final = "--period 2021-Q2 --as-of 2021-07-01"

COMMANDS: Final[Mapping[str, Sequence[str]]] = {
    "the plan": (
        "new out/blank.xlsx --years 2026-2030",
        "check plan.xlsx --readings",
        "derive plan.xlsx --for SYT --year 2021 -o out/of_health.xlsx",
        "derive plan.xlsx --for UBA -o out/of_an_binh.xlsx",
        "diff plan.xlsx out/of_an_binh.xlsx",
        "appendix plan.xlsx -o out/appendix.xlsx",
        "appendix plan.xlsx --by agency -o out/appendix.docx",
        "issue plan.xlsx --round schedule -o out/schedule",
        "issue plan.xlsx --round comments -o out/comments",
        "merge plan.xlsx out/schedule --round schedule --as-of 2021-07-01 -o out/proposals.xlsx",
        "merge plan.xlsx out/comments --round comments --as-of 2021-07-01 -o out/answers.xlsx",
    ),
    "the period": (
        f"status plan.xlsx returns {_AS_OF}",
        "validate returns --plan plan.xlsx --as-of 2021-07-01 --annotate out/marked",
        f"merge plan.xlsx returns {_AS_OF} -o out/report.xlsx"
        " --document --also docx --also html --also csv",
        "explain out/report.xlsx CT1",
        f"remind plan.xlsx returns {_AS_OF} -o out/letters",
    ),
    "two levels": (
        "issue plan.xlsx --period 2021-Q2 -o out/upper",
        f"merge plan.xlsx returns {_AS_OF} --into out/upper/SYT_2021-Q2.xlsx -o out/into.xlsx",
    ),
    "the next period": (
        f"merge plan.xlsx returns {_AS_OF} -o out/report.xlsx",
        "issue plan.xlsx --period 2021-Q3 --previous out/report.xlsx -o out/next",
        "merge plan.xlsx out/next --period 2021-Q3 --as-of 2021-10-01"
        " --previous out/report.xlsx -o out/later.xlsx",
    ),
    "a form of its own": (
        "form learn blank.xlsx -o form",
        "form check form",
        "issue plan.xlsx --period 2021-Q2 --form form -o out/own",
        "validate own --plan plan.xlsx --form form --annotate out/own_marked",
        f"merge plan.xlsx own {_AS_OF} --form form -o out/total.xlsx",
        "explain out/total.xlsx 'Form!D6'",
    ),
}


def own_form(path: Path) -> None:
    """A blank of an office's own: three crops and their sum, two columns of figures."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Form"
    sheet.append(["Crops of a commune"])
    sheet.append(["Reporting unit:"])
    sheet.append([])
    sheet.append(["No", "Crop", "Code", "Area (ha)", "Yield (t)"])
    for number, crop in enumerate(("All", "Rice", "Maize", "Other"), 100):
        sheet.append([number - 99, crop, str(number)])
    for column in "DE":
        sheet[f"{column}5"] = f"=SUM({column}6:{column}8)"
    book.save(path)


def own_returns(folder: Path, typed: Mapping[str, Mapping[str, float | str]]) -> None:
    """What agencies typed into the issued form."""
    for agency_code, cells in typed.items():
        book = openpyxl.load_workbook(next((folder / "out/own").glob(f"{agency_code}_*.xlsx")))
        for cell, value in cells.items():
            book["Form"][cell] = value
        (folder / "own").mkdir(exist_ok=True)
        book.save(folder / "own" / f"{agency_code}.xlsx")


def choices_of(plan: Plan) -> set[str]:
    """The words of all lists, as they are stored."""
    columns = (column for form in plan.forms for column in form.columns)
    return {str(choice) for column in columns for choice in column.choices}


@pytest.mark.parametrize("about", COMMANDS)
def test_no_part_of_a_file_and_nothing_said_is_untranslated(about: str, tmp_path: Path) -> None:
    plan = make_plan(tmp_path, TABLES)
    write_plan(plan, tmp_path / "plan.xlsx", lang="en")
    (tmp_path / "out").mkdir()
    send(plan, tmp_path / "returns", SENT, lang="en")
    own_form(tmp_path / "blank.xlsx")
    coordinator = Coordinator(tmp_path)
    for command in COMMANDS[about]:
        if command.startswith("validate own"):
            own_returns(tmp_path, OWN)
        done = coordinator.run("--lang", "en", *shlex.split(command))
        assert done.status < 2, (command, done.err)
        told = f"{done.out}\n{done.err}".splitlines()
        assert [line for line in told if OURS.search(TYPED.sub("", line))] == [], command
    stored = re.compile("|".join(sorted(map(re.escape, choices_of(plan)), key=len, reverse=True)))
    assert {
        (str(file.relative_to(tmp_path)), text)
        for file in tmp_path.rglob("*.*")
        for text in texts_of_parts(file)
        if OURS.search(TYPED.sub("", text))
        and not (file.suffix in DATA and not OURS.search(stored.sub("", text)))
    } == set()
