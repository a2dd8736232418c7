"""Planted faults: each kind alone and many together, in returns that are clean otherwise."""

from __future__ import annotations

import pickle
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from measure_detection import planted
from plansheet import Plan, read_return, validate
from plansheet.issuing import assignments, prepare
from plansheet.plan.periods import Period
from plansheet.plan.workbook.digest import plan_digest
from plansheet.returns import interpret
from plansheet.returns.checking import checking
from support.damages import DAMAGES, FIGURES, TASKS, Damage, expected, fill_clean, inflict
from support.effort import examples
from support.filling import (
    AS_OF,
    PERIOD,
    STC,
    SYT,
    Copy,
    asked,
    indicator,
    key,
    make_plan,
    plan_tables,
    small_tables,
    task,
)


@pytest.fixture(scope="module")
def template(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return Copy.issued(plan, SYT, tmp_path_factory.mktemp("issued"))


@pytest.fixture
def copy(template: Copy) -> Copy:
    filled = deepcopy(template)
    fill_clean(filled, Random(0))
    return filled


def codes_of(copy: Copy, plan: Plan) -> set[tuple[str, str, str]]:
    return key(validate(interpret(copy.workbook(), plan), plan, AS_OF))


def test_a_clean_return_has_no_problems(copy: Copy, plan: Plan) -> None:
    assert codes_of(copy, plan) == set()


def test_a_period_is_prepared_once_however_many_returns_are_checked(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared: list[tuple[str, bool]] = []
    really = assignments._Asked

    def count(plan: Plan, period: Period, groups: bool, earlier: None) -> Any:
        prepared.append((str(period), groups))
        return really(plan, period, groups, earlier)

    monkeypatch.setattr(assignments, "_Asked", count)
    fresh = replace(plan)
    for period in ("2021-Q2", "2021-Q3"):
        for copy in asked(fresh, period).values():
            codes_of(copy, fresh)
            copy.grids = [grid for grid in copy.grids if grid.form]
            assert ("no-stamp", "", "") in codes_of(copy, fresh)
    both = [(period, groups) for period in ("2021-M01", "2022") for groups in (False, True)]
    assert sorted(prepared) == sorted([("2021-Q2", False), ("2021-Q3", False), *both])


def test_a_plan_travels_without_what_was_worked_out_of_it(template: Copy, plan: Plan) -> None:
    """But with its digest, which takes long; a worker gets the plan and asks for few agencies."""
    fresh = replace(plan)
    bare = len(pickle.dumps(fresh))
    digest = prepare(fresh, PERIOD).digest
    for code in prepare(fresh, PERIOD).assignments:
        assert prepare(fresh, PERIOD).with_groups[code].by_code
    sent = pickle.dumps(fresh)
    assert digest.encode() in sent
    assert len(sent) < bare + 2000
    assert codes_of(template, pickle.loads(sent)) == codes_of(template, plan)


def test_workers_get_a_plan_that_knows_its_digest(plan: Plan) -> None:
    assert plan_digest(plan).encode() in pickle.dumps(checking(replace(plan), AS_OF))


def test_a_blank_return_lacks_each_status_and_nothing_else(template: Copy, plan: Plan) -> None:
    tasks = template.grid(TASKS)
    assert codes_of(template, plan) == {
        ("blank-return", "", ""),
        *(("missing-required", *template.where(tasks.at(code, "status"))) for code in tasks.codes),
    }


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.name)
def test_a_fault_alone_in_a_file(
    damage: Damage, plan: Plan, template: Copy, tmp_path: Path
) -> None:
    for seed in range(examples(2)):
        rng = Random(seed)
        copy = deepcopy(template)
        fill_clean(copy, rng)
        wanted = inflict(copy, [damage], rng)
        path = copy.save(tmp_path / f"{seed}.xlsx")
        found = validate(read_return(path, plan, name=template.name), plan, AS_OF)
        assert key(found) == expected(copy, wanted)


def test_many_faults_together(plan: Plan, template: Copy) -> None:
    for seed in range(examples(120)):
        names, wanted, found = planted(plan, template, seed)
        assert found == wanted, (seed, names)


# What the sentences say.


def test_both_values_of_a_changed_cell_are_named(copy: Copy, plan: Plan) -> None:
    copy.fill(TASKS, "NV01", due="Quý I/2022")
    (found,) = validate(interpret(copy.workbook(), plan), plan, AS_OF)
    assert (found.row_code, found.column) == ("NV01", "Thời gian trình")
    assert "Quý IV/2021" in found.message
    assert "Quý I/2022" in found.message


def test_both_readings_of_a_number_are_named(copy: Copy, plan: Plan) -> None:
    copy.fill(FIGURES, "CT01", actual="2.457")
    (found,) = validate(interpret(copy.workbook(), plan), plan, AS_OF)
    assert "2457" in found.message
    assert "2,457" in found.message


def test_problems_come_in_the_order_of_the_sheet(copy: Copy, plan: Plan) -> None:
    copy.fill(TASKS, "NV10", status="?")
    copy.fill(TASKS, "NV02", status="?", progress=999)
    copy.fill(FIGURES, "CT01", forecast="?")
    found = validate(interpret(copy.workbook(), plan), plan, AS_OF)
    assert [(p.sheet, p.row_code) for p in found] == [
        ("Chỉ tiêu", "CT01"),
        ("Nhiệm vụ", "NV02"),
        ("Nhiệm vụ", "NV02"),
        ("Nhiệm vụ", "NV10"),
    ]


# Cells that depend on each other, on the date, on the plan.

RULES = [
    # status, progress, document number, document date → code and column of what is said
    ("Hoàn thành", 100, "5/QĐ", date(2021, 3, 1), []),
    ("Hoàn thành", None, "5/QĐ", date(2021, 3, 1), []),
    ("Hoàn thành", 99, "5/QĐ", date(2021, 3, 1), [("rule-violated", "progress")]),
    ("Hoàn thành", 100, "5/QĐ", None, [("rule-violated", "document_date")]),
    ("Hoàn thành", 100, None, date(2021, 3, 1), [("rule-violated", "document_no")]),
    ("Hoàn thành", 100, "5/QĐ", AS_OF, []),
    ("Hoàn thành", 100, "5/QĐ", date(2021, 6, 21), [("date-in-future", "document_date")]),
    ("Hoàn thành", 100, "5/QĐ", "31/2/2021", [("bad-date", "document_date")]),
    ("Chưa triển khai", None, None, None, []),
    ("Chưa triển khai", 0, None, None, []),
    ("Chưa triển khai", 5, None, None, [("rule-violated", "progress")]),
    ("Đang thực hiện", 0, None, None, []),
    ("Đang thực hiện", 100, None, None, []),
    ("Đang thực hiện", 1.5, None, None, []),
    ("Đang thực hiện", 1, None, None, [("suspicious-scale", "progress")]),
    ("Đang thực hiện", 0.01, None, None, [("suspicious-scale", "progress")]),
    ("Đang thực hiện", 100.01, None, None, [("out-of-range", "progress")]),
    ("Đang thực hiện", -0.01, None, None, [("out-of-range", "progress")]),
    ("Tạm dừng", 50, "5/QĐ", date(2021, 3, 1), []),
    ("Xong rồi đó", 5, None, None, [("not-in-list", "status")]),
    (None, 5, None, None, [("missing-required", "status")]),
]


@pytest.mark.parametrize(("status", "progress", "number", "day", "wanted"), RULES)
def test_rules_between_cells(
    status: str | None,
    progress: float | None,
    number: str | None,
    day: date | str | None,
    wanted: list[tuple[str, str]],
    copy: Copy,
    plan: Plan,
) -> None:
    copy.fill(
        TASKS, "NV01", status=status, progress=progress, document_no=number, document_date=day
    )
    grid = copy.grid(TASKS)
    assert codes_of(copy, plan) == {
        (code, *copy.where(grid.at("NV01", column))) for code, column in wanted
    }


def test_a_missing_document_number_is_only_a_warning(copy: Copy, plan: Plan) -> None:
    row = {"status": "Hoàn thành", "progress": None, "document_date": AS_OF, "document_no": None}
    copy.fill(TASKS, "NV01", **row)
    found = validate(interpret(copy.workbook(), plan), plan, AS_OF)
    assert [p.severity for p in found] == ["warning"]


@pytest.mark.parametrize("value", [978, 0.0978, "0,0978"])
def test_a_value_a_hundred_times_off_the_plan(value: object, copy: Copy, plan: Plan) -> None:
    copy.fill(FIGURES, "CT.PT", forecast=value)
    cell = copy.where(copy.grid(FIGURES).at("CT.PT", "forecast"))
    assert ("suspicious-scale", *cell) in codes_of(copy, plan)


def test_a_value_a_hundred_times_below_an_upper_bound(folder: Path) -> None:
    tables = plan_tables(
        [], [indicator("CT1", "SYT", unit="%", aggregation="Lớn nhất", target_2021="dưới 3%")]
    )
    plan = make_plan(folder, tables)
    issue = prepare(plan, PERIOD)
    copy = Copy.made(issue, issue.assignments[SYT])
    for value, wanted in ((0.028, {"suspicious-scale"}), (2.8, set()), (1, set())):
        copy.fill(FIGURES, "CT1", forecast=value)
        assert {code for code, *_ in codes_of(copy, plan)} == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [(0.45, {"suspicious-scale"}), ("0,45%", {"number-repaired"}), (45, set()), (0, set())],
)
def test_a_fraction_of_a_share_that_the_plan_has_no_figure_for(
    value: object, wanted: set[str], folder: Path
) -> None:
    share = indicator("CT1", "SYT", unit="%", aggregation="Lớn nhất", target_2021="Giảm dần")
    plan = make_plan(folder, plan_tables([], [share]))
    issue = prepare(plan, PERIOD)
    copy = Copy.made(issue, issue.assignments[SYT])
    copy.fill(FIGURES, "CT1", forecast=value)
    assert {code for code, *_ in codes_of(copy, plan)} == wanted


@pytest.mark.parametrize("value", [9.78, 0, 2, 45.5, 100])
def test_a_value_that_only_differs_from_the_plan(value: object, copy: Copy, plan: Plan) -> None:
    copy.fill(FIGURES, "CT.PT", forecast=value)
    assert codes_of(copy, plan) == set()


def test_a_cell_that_cannot_be_read_is_not_called_blank_too(copy: Copy, plan: Plan) -> None:
    copy.fill(TASKS, "NV01", status="#REF!")
    row = {"status": "Hoàn thành", "progress": 100, "document_no": "5/QĐ"}
    copy.fill(TASKS, "NV02", document_date="#N/A", **row)
    grid = copy.grid(TASKS)
    assert codes_of(copy, plan) == {
        ("error-value", *copy.where(grid.at("NV01", "status"))),
        ("error-value", *copy.where(grid.at("NV02", "document_date"))),
    }


# The stamp.


def test_a_file_of_another_plan_is_refused(copy: Copy, plan: Plan) -> None:
    copy.restamp("plan", "KH-2020")
    ret = interpret(copy.workbook(), plan)
    assert (ret.refused, [p.code for p in ret.problems]) == (True, ["wrong-plan"])
    assert "KH-2020" in ret.problems[0].message


@pytest.mark.parametrize("period", ["2019-Q2", "quý hai", ""])
def test_a_file_of_no_period_of_the_plan_is_refused(period: str, copy: Copy, plan: Plan) -> None:
    copy.restamp("period", period)
    ret = interpret(copy.workbook(), plan)
    assert (ret.refused, [p.code for p in ret.problems]) == (True, ["wrong-period"])


def test_a_file_of_an_unknown_agency_is_refused(copy: Copy, plan: Plan) -> None:
    copy.restamp("agency", "LA")
    ret = interpret(copy.workbook(), plan)
    assert (ret.refused, [(p.code, p.value) for p in ret.problems]) == (
        True,
        [("unknown-agency", "LA")],
    )


def test_the_stamp_of_another_agency_shows(copy: Copy, plan: Plan) -> None:
    copy.restamp("agency", STC)
    heads = (cell for grid in copy.grids for row in grid.cells[:4] for cell in row)
    named = [copy.where(c) for c in heads if str(c.value).startswith("Đơn vị báo cáo")]
    titles = {("Hướng dẫn", "B4"), *named}
    assert codes_of(copy, plan) == {
        ("stale-template", "", ""),
        *(("sender-contradicted", *where) for where in (("", ""), *titles)),
    }


def plan_like(folder: Path, **changes: Any) -> Plan:
    return make_plan(folder, replace(small_tables(), **changes))


def test_a_plan_that_changed_elsewhere_makes_no_template_stale(copy: Copy, tmp_path: Path) -> None:
    tables = small_tables()
    others = (*tables.tasks, task("MOI", "STC"))
    assert codes_of(copy, plan_like(tmp_path, tasks=others)) == set()


@pytest.mark.parametrize("change", ["renamed", "added", "withdrawn", "new unit"])
def test_a_plan_that_changed_for_this_agency_makes_its_template_stale(
    change: str, copy: Copy, tmp_path: Path
) -> None:
    tables = small_tables()
    tasks, indicators = list(tables.tasks), list(tables.indicators)
    if change == "renamed":
        tasks[0] = {**tasks[0], "task_name": "Tên khác"}
    elif change == "added":
        tasks.append(task("MOI", "SYT"))
    elif change == "withdrawn":
        del tasks[0]
    else:
        indicators[0] = {**indicators[0], "unit": "km"}
    changed = plan_like(tmp_path, tasks=tuple(tasks), indicators=tuple(indicators))
    found = validate(interpret(copy.workbook(), changed), changed, AS_OF)
    assert [(p.code, p.severity) for p in found] == [("stale-template", "warning")]
    assert ("MOI" if change == "added" else "CT01" if "unit" in change else "NV01") in (
        found[0].message
    )


def test_rows_that_were_issued_with_groups_are_no_surprise(tmp_path: Path) -> None:
    tables = plan_tables(
        [task("NV1", "SYT"), task("NV2", "STC", coordinators="Các sở, ban, ngành")]
    )
    plan = make_plan(tmp_path, tables)
    issue = prepare(plan, PERIOD, groups=True)
    copy = Copy.made(issue, issue.assignments[SYT])
    copy.fill(TASKS, "NV1", status="Đang thực hiện")
    assert codes_of(copy, plan) == set()


YEAR_BEGINS = ("2021-M01", "2021-Q1", "2021-H1", "2021-9M", "2021")
MONEY = {"unit": "tỷ đồng"}
CONTRADICTIONS = [
    # period, what stands in the plan, actual, cumulative, forecast → cells that are named
    ("2021-Q2", {}, (5, 4, 10), {"H2"}),
    ("2021-Q2", {}, (4, 11, 10), {"I2"}),
    ("2021-Q2", {}, (12, 11, 10), {"H2", "I2"}),
    ("2021-Q2", {}, (4, 4, 4), set()),
    ("2021-Q2", {}, (5, None, 4), set()),
    ("2021-Q2", MONEY, (-1, 4, 10), set()),
    ("2021-Q2", MONEY, (5, -4, 10), set()),
    *((period, {}, (4, 5, 10), {"H2"}) for period in YEAR_BEGINS),
    *((period, MONEY, (-4, -5, 10), {"H2"}) for period in YEAR_BEGINS),
    *((period, {}, (4, 5, 10), set()) for period in ("2021-M02", "2021-Q4", "2021-H2")),
    ("2021-Q1", {"unit": "%", "aggregation": "Lớn nhất"}, (4, 5, 3), set()),
    ("2021-Q1", {"unit": "triệu đồng/người", "aggregation": "Nhỏ nhất"}, (4, 5, 3), set()),
    ("2021-Q1", {"aggregation": "Bình quân gia quyền"}, (4, 5, 3), set()),
    ("2021-Q1", {"direction": "Giảm"}, (5, 4, 3), set()),
    ("2021-Q2", {"unit": "tấn/năm"}, (5, 4, 10), {"H2"}),
]


@pytest.mark.parametrize(("period", "row", "figures", "named"), CONTRADICTIONS)
def test_figures_that_cannot_all_be_right(
    period: str,
    row: dict[str, str],
    figures: tuple[int | None, ...],
    named: set[str],
    tmp_path: Path,
) -> None:
    plan = make_plan(tmp_path, plan_tables(indicators=[indicator("CT1", "SYT; UBA", **row)]))
    copy = asked(plan, period)[SYT]
    names = ("actual", "cumulative", "forecast")
    copy.fill(FIGURES, "CT1", **dict(zip(names, figures, strict=True)))
    assert codes_of(copy, plan) == {("figures-contradict", "Chỉ tiêu", cell) for cell in named}
