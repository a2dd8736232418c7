"""Every file that is written in English, read through all its parts: nothing is left in Vietnamese.

The plan and what agencies type have no Vietnamese letter, so that any that is found is ours.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import Final

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
VIETNAMESE: Final = re.compile("[À-ÖØ-öø-ỹ]")
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
        (TASK, "NV2"): status("Nearly", progress=Decimal(140), document_date="soon"),
        (SHARED, "NV5"): {"contribution": "Advice"},
        (FIGURES, "CT1"): {"forecast": Decimal("2345.5"), "actual": "many"},
        (FIGURES, "CT2.tu"): {"forecast": Decimal(2)},
        (FIGURES, "CT2.mau"): {"forecast": Decimal(3)},
    },
    "STC": {(TASK, "NV1"): status("Đang thực hiện", difficulty="Nothing works")},
    "UBA": {
        (TASK, "NV3"): {**DONE, "progress": Decimal(30), "document_no": ""},
        (FIGURES, "CT3"): {"forecast": Decimal(4)},
    },
}

COMMANDS: Final = (
    "new out/blank.xlsx --years 2026-2030",
    "derive plan.xlsx --for SYT --year 2021 -o out/of_health.xlsx",
    "derive plan.xlsx --for UBA -o out/of_an_binh.xlsx",
    "appendix plan.xlsx -o out/appendix.xlsx",
    "appendix plan.xlsx --by agency -o out/appendix.docx",
    "issue plan.xlsx --round schedule -o out/schedule",
    "issue plan.xlsx --round comments -o out/comments",
    "validate returns --plan plan.xlsx --as-of 2021-07-01 --annotate out/marked",
    "merge plan.xlsx returns --period 2021-Q2 --as-of 2021-07-01 -o out/report.xlsx"
    " --document --also docx --also html",
    "remind plan.xlsx returns --period 2021-Q2 --as-of 2021-07-01 -o out/letters",
    "merge plan.xlsx out/schedule --round schedule --as-of 2021-07-01 -o out/proposals.xlsx",
    "merge plan.xlsx out/comments --round comments --as-of 2021-07-01 -o out/answers.xlsx",
)


def test_no_part_of_a_file_is_untranslated(tmp_path: Path) -> None:
    plan = make_plan(tmp_path, TABLES)
    write_plan(plan, tmp_path / "plan.xlsx", lang="en")
    (tmp_path / "out").mkdir()
    returns = send(plan, tmp_path / "returns", SENT, lang="en")
    coordinator = Coordinator(tmp_path)
    for command in COMMANDS:
        done = coordinator.run("--lang", "en", *command.split())
        assert done.status < 2, (command, done.err)
    files = [file for file in sorted((tmp_path / "out").rglob("*")) if file.is_file()]
    files += [tmp_path / "plan.xlsx", *returns.glob("*.xlsx")]
    assert {file.suffix for file in files} == {".xlsx", ".docx", ".html"}
    assert {
        (str(file.relative_to(tmp_path)), text)
        for file in files
        for text in texts_of_parts(file)
        if VIETNAMESE.search(TYPED.sub("", text))
    } == set()
