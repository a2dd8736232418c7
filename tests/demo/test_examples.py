"""The five provincial plans: made from their documents, and round the whole cycle."""

import json
import runpy
from pathlib import Path
from types import SimpleNamespace

import pytest

from plansheet.documents import import_document
from plansheet.plan.workbook.reading import check_plan, read_plan
from plansheet.plan.workbook.tables import PlanTables, plan_tables
from plansheet.plan.workbook.writing import write_tables
from plansheet.problems import has_errors
from support.places import EXAMPLES

PROVINCES = [
    "ben_tre_2023",
    "ha_tinh_2021",
    "hau_giang_2021",
    "kien_giang_2021_2025",
    "tra_vinh_2020",
]
ONE_FAST = [
    pytest.param(name, marks=[pytest.mark.slow] * (name != "ha_tinh_2021")) for name in PROVINCES
]
RUNNER = SimpleNamespace(**runpy.run_path(str(EXAMPLES / "run.py")))
MAKER = SimpleNamespace(**runpy.run_path(str(EXAMPLES / "make_plan.py")))


OWN_FORM = "own_form"
"""The one that is no province's plan but a form: `tests/own_forms/test_example.py`."""


def test_there_are_five_and_a_form() -> None:
    assert [folder.name for folder in RUNNER.FOLDERS] == sorted([*PROVINCES, OWN_FORM])


@pytest.mark.parametrize("name", ONE_FAST)
def test_the_plan_is_made_from_the_document(name: str, tmp_path: Path) -> None:
    made = write_tables(MAKER.tables(EXAMPLES / name), tmp_path / "plan.xlsx")
    committed = read_plan(EXAMPLES / name / "plan.xlsx")
    assert plan_tables(read_plan(made)) == plan_tables(committed)


@pytest.mark.parametrize("name", PROVINCES)
def test_the_plan_has_no_errors_and_every_lead_is_known(name: str) -> None:
    plan, problems = check_plan(EXAMPLES / name / "plan.xlsx")
    assert plan is not None
    assert not has_errors(problems)
    assert {p.code for p in problems} <= {
        "no-reporter",
        "no-lead",
        "assumed-year",
        "target-unclear",
        "stands-for-many",
        "needs-review",
        *("task-again", "target-turns", "target-beyond-goal", "figures-estimated"),
    }
    assert all(task.leads for task in plan.tasks if task.leads_text)


@pytest.mark.parametrize("name", ONE_FAST)
def test_corrections_are_few_and_each_has_a_reason(name: str) -> None:
    """Kiên Giang's are additions that its plan asks for: districts, reporters, a quarterly line.

    To leave out a task that the import called doubtful answers it, and corrects nothing.
    """
    amendments = MAKER.amendments(EXAMPLES / name)
    assert all(amendment.reason for amendment in amendments)
    tables = import_document(EXAMPLES / name / "source.txt").tables
    rows = sum(map(len, (tables.agencies, tables.indicators, tables.tasks, tables.calendar)))
    if name != "kien_giang_2021_2025":
        doubtful = {row["task_code"] for row in tables.tasks if "Cần xem lại" in str(row["note"])}
        corrected = sum(len(a.correct) + len({*a.remove} - doubtful) for a in amendments)
        assert corrected <= rows * 0.05


@pytest.mark.parametrize(
    ("what", "change"),
    [
        ("NV99", {"sheet": "tasks", "correct": {"NV99": {"leads": "Sở Tư pháp"}}}),
        ("NV01", {"sheet": "tasks", "correct": {"NV01": {"due": "2022"}}}),
        ("SXX", {"sheet": "agencies", "remove": ["SXX"]}),
        ("Tỉnh", {"facts": {"Tỉnh": "Kiên Giang"}}),
    ],
)
def test_an_amendment_that_no_longer_fits_is_an_error(what: str, change: dict[str, object]) -> None:
    draft = PlanTables(
        {"Tỉnh": "Kiên Giang"},
        agencies=({"agency_code": "SYT"},),
        tasks=({"task_code": "NV01", "due": "2022"},),
    )
    with pytest.raises(KeyError, match=what):
        MAKER.amended(draft, [MAKER.Amendment("vì sao", **change)])


@pytest.mark.parametrize("name", PROVINCES)
def test_importing_the_plan_workbook_gives_its_rows(name: str) -> None:
    path = EXAMPLES / name / "plan.xlsx"
    assert import_document(path).tables == plan_tables(read_plan(path))


@pytest.mark.slow
@pytest.mark.parametrize("name", PROVINCES)
def test_the_commands_print_what_is_expected(name: str) -> None:
    folder = EXAMPLES / name
    expected = RUNNER.expected(folder)
    assert len(expected) == 6
    assert RUNNER.run(folder) == expected
    merged = json.loads(expected["6-merge.txt"].rpartition("[")[0])
    assert merged["received"] + len(merged["missing"]) == merged["expected"]
    assert merged["tasks"]["total"] == sum(merged["tasks"]["by_class"].values())
