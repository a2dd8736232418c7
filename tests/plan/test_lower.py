"""Plans made from a plan: what of it an agency or a year has, and the way back up."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import plansheet
from plansheet import Plan
from plansheet.plan.workbook.reading import check_plan
from plansheet.plan.workbook.writing import write_plan, write_tables
from plansheet.problems import InputError
from plansheet.report.upper_level import fill_upper_level
from support.filling import (
    AGENCIES,
    AS_OF,
    FACTS,
    PERIOD,
    agency,
    allocation,
    indicator,
    key,
    make_plan,
    plan_tables,
    task,
)
from support.places import ROOT
from support.sending import Filled, send, status

FIGURES, TASKS, SHARED = "indicator_report", "task_report", "coordination_report"


@pytest.fixture
def upper(tmp_path: Path) -> Plan:
    """A province with one task for all districts, one shared, one of somebody else."""
    tasks = [
        task("NV1", "UBND cấp huyện", "Quý IV/2021", coordinators="Sở Tài chính"),
        task("NV2", "UBA; Sở Y tế", "Hằng quý", note="Khẩn"),
        task("NV3", "Sở Tư pháp", "30/6/2022", coordinators="UBND huyện An Bình"),
        task("NV4", "Sở Tư pháp", "30/6/2022", coordinators="UBND cấp huyện"),
        task("NV5", "Sở Y tế", ""),
    ]
    indicators = [
        indicator("CT1", "UBND cấp huyện", target_2021="50", target_2022="60", goal="100"),
        indicator("CT1.1", "UBA", target_2021="7", parent="CT1", adds_up="Có", goal="9"),
        indicator("CT2", "SYT", target_2021="3"),
    ]
    allocations = [
        allocation("CT1", "UBA", target_2021="20", target_2022="25"),
        allocation("CT1", "UBB", target_2021="30", target_2022="35"),
    ]
    return make_plan(tmp_path, plan_tables(tasks, indicators, allocations=allocations))


def targets(plan: Plan) -> dict[str, dict[int, str]]:
    return {i.code: {y: t.text for y, t in i.targets.items()} for i in plan.indicators}


def test_an_agency_has_what_it_leads_coordinates_by_name_and_reports(upper: Plan) -> None:
    own = plansheet.derive(upper, "UBND huyện An Bình")
    assert (own.id, own.issuer, own.years) == ("KH-2021-UBA", "UBND huyện An Bình", (2021, 2022))
    assert [a.code for a in own.agencies] == ["UBA"]
    assert [(t.code, t.leads, t.coordinators, t.note) for t in own.tasks] == [
        ("NV1", ("UBA",), (), "Phối hợp: Sở Tài chính"),
        ("NV2", ("UBA",), (), "Khẩn\nCùng chủ trì: Sở Y tế"),
        ("NV3", (), ("UBA",), "Chủ trì: Sở Tư pháp"),
    ]
    assert targets(own) == {"CT1": {2021: "20", 2022: "25"}, "CT1.1": {2021: "7"}}
    assert [(i.parent, i.goal and i.goal.text) for i in own.indicators] == [
        ("", None),
        ("CT1", "9"),
    ]


def test_a_goal_of_all_districts_is_none_of_one(upper: Plan) -> None:
    """What is not allocated is nobody's own, however little is known instead."""
    bare = plansheet.derive(replace(upper, allocations=()), "UBA")
    assert targets(bare)["CT1"] == {}


def test_a_year_has_its_own_tasks_and_targets_and_no_goal_of_others(upper: Plan) -> None:
    own = plansheet.derive(upper, year=2021)
    assert (own.id, own.years) == ("KH-2021-2021", (2021,))
    assert [t.code for t in own.tasks] == ["NV1", "NV2", "NV5"]
    assert targets(own) == {"CT1": {2021: "50"}, "CT1.1": {2021: "7"}, "CT2": {2021: "3"}}
    assert [(i.goal, i.note) for i in own.indicators] == [
        (None, "Mục tiêu 2021–2022: 100"),
        (None, "Mục tiêu 2021–2022: 9"),
        (None, ""),
    ]
    assert [[*one.targets] for one in own.allocations] == [[2021], [2021]]
    other = plansheet.derive(upper, year=2022)
    assert [t.code for t in other.tasks] == ["NV2", "NV3", "NV4", "NV5"]


def test_an_agency_and_a_year_together(upper: Plan) -> None:
    own = plansheet.derive(upper, "UBA", 2022)
    assert (own.id, [t.code for t in own.tasks]) == ("KH-2021-UBA-2022", ["NV2", "NV3"])
    assert targets(own) == {"CT1": {2022: "25"}, "CT1.1": {}}


@pytest.mark.parametrize("of", [{}, {"agency": "Sở Ngoại vụ"}, {"year": 2023}])
def test_what_is_not_in_the_plan_has_no_plan(upper: Plan, of: dict[str, object]) -> None:
    with pytest.raises(InputError):
        plansheet.derive(upper, **of)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", sorted(p.parent.name for p in ROOT.glob("examples/*/cmd.txt")))
def test_every_agency_and_year_of_the_examples_is_read_back_as_derived(
    name: str, tmp_path: Path
) -> None:
    plan = plansheet.read_plan(ROOT / "examples" / name / "plan.xlsx")
    asked = [(a.code, None) for a in plan.agencies[::4]] + [(None, year) for year in plan.years]
    for code, year in asked:
        own = plansheet.derive(plan, code, year)
        read, problems = check_plan(write_plan(own, tmp_path / "own.xlsx"))
        assert read == own
        assert {p.severity for p in problems} <= {"warning"}


def test_a_district_reports_up_from_its_own_units(upper: Plan, tmp_path: Path) -> None:
    """Two offices of UBA report 4 and 8 communes; the province has 12 of 20, and a document."""
    own = plansheet.derive(upper, "UBA")
    book = openpyxl.load_workbook(write_plan(own, tmp_path / "own.xlsx"))
    for at, (code, name) in enumerate((("P1", "Phòng Y tế"), ("P2", "Phòng Nội vụ")), 3):
        for column, text in zip("ABD", (code, name, "Khác"), strict=True):
            book["Cơ quan"][f"{column}{at}"] = text
    for sheet, header, text in (
        ("Chỉ tiêu", "Cơ quan báo cáo", "P1; P2"),
        ("Nhiệm vụ", "Cơ quan chủ trì", "P1"),
    ):
        page = book[sheet]
        (cells,) = (list(c) for c in page.iter_cols() if header in [one.value for one in c])
        for cell in cells:
            if cell.value == "UBND huyện An Bình":
                cell.value = text
    book.save(tmp_path / "own.xlsx")
    own = plansheet.read_plan(tmp_path / "own.xlsx")
    told: dict[str, Filled] = {
        "P1": {
            (FIGURES, "CT1"): {"cumulative": Decimal(4)},
            (TASKS, "NV2"): status("Đang thực hiện", progress=Decimal(40)),
        },
        "P2": {(FIGURES, "CT1"): {"cumulative": Decimal(8)}},
        "UBA": {(SHARED, "NV3"): {"contribution": "Đã góp ý"}},
    }
    merged = plansheet.merge(own, PERIOD, send(own, tmp_path / "in", told), AS_OF)
    issued = {p.name: p for p in plansheet.issue(upper, PERIOD, tmp_path / "issued")}
    filled = fill_upper_level(merged, issued[f"UBA_{PERIOD}.xlsx"], tmp_path / f"UBA_{PERIOD}.xlsx")
    assert key(filled.problems) == set()
    above = plansheet.merge(upper, PERIOD, [filled.path], AS_OF)
    reports = above.indicator_reports.set_index(["indicator_code", "agency"])
    assert reports.loc[("CT1", "UBA"), "cumulative"] == Decimal(12)
    assert reports.loc[("CT1", "UBA"), "plan_year"] == Decimal(20)
    tasks = above.task_reports.set_index("task_code")
    assert tasks.loc["NV2", "status"] == "Đang thực hiện"
    assert [*above.contributions["contribution"]] == ["UBND huyện An Bình: Đã góp ý"]


# One body for all districts.

ALL_DISTRICTS = agency("UBNDH", "UBND cấp huyện", "UBND cấp huyện")


def test_one_row_for_many_districts_is_asked_about_until_they_are_named(tmp_path: Path) -> None:
    rows = [task("NV1", "UBND cấp huyện")]
    facts = {**FACTS, "Tỉnh": "Bến Tre"}
    one = plan_tables(rows, agencies=[ALL_DISTRICTS, AGENCIES[2]], facts=facts)
    _, problems = check_plan(write_tables(one, tmp_path / "plan.xlsx"))
    assert key(problems) == {("stands-for-many", "Cơ quan", "B2")}
    (hint,) = (str(p.hint) for p in problems)
    assert "UBND thành phố Bến Tre; UBND huyện Ba Tri" in hint and hint.count("UBND huyện ") == 8
    named = plan_tables(rows, agencies=[*AGENCIES[4:6], AGENCIES[2]], facts=facts)
    plan, problems = check_plan(write_tables(named, tmp_path / "plan.xlsx"))
    assert plan is not None and problems == []
    assert plan.tasks[0].leads == ("UBA", "UBB")


def test_of_a_province_that_is_not_known_no_district_is_named(tmp_path: Path) -> None:
    tables = plan_tables([task("NV1", "UBNDH")], agencies=[ALL_DISTRICTS, AGENCIES[2]])
    plan, problems = check_plan(write_tables(tables, tmp_path / "plan.xlsx"))
    assert key(problems) == {("stands-for-many", "Cơ quan", "B2")}
    assert "UBND huyện" not in str(problems[0].hint)
    assert plan is not None
    with pytest.raises(InputError):
        plansheet.derive(plan, "UBND huyện Ba Tri")


def test_a_known_district_has_a_plan_where_one_row_stands_for_all(tmp_path: Path) -> None:
    rows = [indicator("CT1", "UBNDH", target_2021="5")]
    facts = {**FACTS, "Tỉnh": "tỉnh Bến Tre"}
    agencies = [ALL_DISTRICTS, AGENCIES[2]]
    tables = plan_tables([task("NV1", "UBNDH")], rows, agencies=agencies, facts=facts)
    own = plansheet.derive(make_plan(tmp_path, tables), "huyện Ba Tri")
    assert [(a.name, a.kind) for a in own.agencies] == [("UBND huyện Ba Tri", "UBND cấp huyện")]
    assert [t.leads for t in own.tasks] == [(own.agencies[0].code,)]
    assert targets(own) == {"CT1": {}}, "the target of all districts is none of one"


def test_every_known_district_is_named_once_and_found_by_its_name() -> None:
    from plansheet.plan.agencies import districts_of

    counts = {"Bến Tre": 9, "Hà Tĩnh": 13, "Hậu Giang": 8, "Kiên Giang": 15, "Trà Vinh": 9}
    for province, count in counts.items():
        known = districts_of(province, 2021)
        assert len({a.code for a in known.agencies}) == count
        assert [known.resolve(a.name) for a in known.agencies] == [*known.agencies]
    assert districts_of("Kiên Giang", 2026).agencies == ()
