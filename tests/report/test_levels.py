"""Communes → provinces → ministry in two merges: the figures of one merge of all communes.

PLANSHEET_EXAMPLES=2000 pytest tests/report/test_levels.py   tries a thousand of them.

What cannot hold across levels, and is not asked here:

- n of N counts the agencies of the level that merges; that a province's figure lacks communes
  stands in its explanation instead.
- A workbook keeps 15 digits: a mean of means is one of rounded means.
- Who contradicts whom: a province has one outcome, whatever its communes say.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from hashlib import sha256
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plansheet import Plan
from plansheet.consolidation import Consolidation, Received, consolidate
from plansheet.issuing import PeriodAssignments, file_name, prepare
from plansheet.issuing.template import write_template
from plansheet.problems import InputError
from plansheet.report.upper_level import fill_upper_level
from plansheet.returns import interpret
from plansheet.returns.check import check_return
from plansheet.workbooks.reading import Workbook, open_workbook
from support.effort import examples
from support.filling import FACTS, Copy, agency, indicator, make_plan, plan_tables, task

AS_OF, PERIOD = date(2021, 7, 1), "2021-Q2"
COMMUNES = ("X1", "X2", "X3", "X4", "X5")
PARTITIONS = ((0, 0, 1, 1, 1), (0, 1, 1, 1, 1), (0, 1, 0, 1, 2))
"""Which province each commune belongs to."""

COLUMNS = ("actual", "cumulative", "forecast", "last_year")
RULES = {
    # code: aggregation, unit, reporters (all communes unless they are named), rows to fill in
    "TONG": ("Cộng", "xã", COMMUNES, ("",)),
    "LE": ("Cộng", "tỷ đồng", ("X1", "X3", "X5"), ("",)),
    "TL": ("Tỷ lệ", "%", COMMUNES, (".tu", ".mau")),
    "LAN": ("Tỷ lệ", "lần", ("X2", "X4"), (".tu", ".mau")),
    "BQ": ("Bình quân gia quyền", "%", COMMUNES, ("", ".qs")),
    "MAX": ("Lớn nhất", "%", COMMUNES, ("",)),
    "MIN": ("Nhỏ nhất", "%", COMMUNES, ("",)),
    "MOT": ("Một đầu mối", "xã", ("X2",), ("",)),
    "KHONG": ("Không tổng hợp", "xã", COMMUNES, ("",)),
}
TASKS = {"CHUNG": COMMUNES, "RIENG": ("X4",), "LEN": ("X1", "X2")}
STATUSES = ("Chưa triển khai", "Tạm dừng", "Đang thực hiện", "Hoàn thành")

Said = Mapping[str, Mapping[tuple[str, str], Mapping[str, object]]]
"""By commune, (form, row code) → values."""


def plan_of(folder: Path, name: str, kind: str, members: Mapping[str, tuple[str, ...]]) -> Plan:
    """A plan whose agencies are `members`; each answers for what its own communes do."""

    def asked(communes: tuple[str, ...]) -> str:
        return "; ".join(code for code, own in members.items() if {*own} & {*communes})

    rows = [
        indicator(code, asked(who), aggregation=rule, unit=unit, direction="")
        for code, (rule, unit, who, _) in RULES.items()
        if asked(who)
    ]
    tasks = [task(code, asked(who), due="30/6/2021") for code, who in TASKS.items() if asked(who)]
    agencies = [agency(code, f"UBND {kind} số {code}", "Khác") for code in members]
    facts = {**FACTS, "Mã kế hoạch": name, "Cơ quan tổng hợp": ""}
    (folder / name).mkdir()
    return make_plan(folder / name, plan_tables(tasks, rows, agencies=agencies, facts=facts))


@dataclass(frozen=True)
class World:
    """The same communes under one roof, and under provinces that report to a ministry."""

    flat: PeriodAssignments
    provinces: Mapping[str, PeriodAssignments]
    ministry: PeriodAssignments
    templates: Mapping[str, Path]


Worlds = Callable[[tuple[int, ...]], World]


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Worlds:
    """Makes the world of each partition once."""
    return cache(lambda partition: world(partition, tmp_path_factory.mktemp("world")))


def world(partition: tuple[int, ...], folder: Path) -> World:
    owner = {code: f"P{number}" for code, number in zip(COMMUNES, partition, strict=True)}
    order = sorted(COMMUNES, key=lambda code: owner[code])
    members = {name: tuple(own) for name, own in groupby(order, owner.__getitem__)}
    ministry = prepare(plan_of(folder, "BO", "tỉnh", members), PERIOD)
    for assignment in ministry.assignments.values():
        write_template(ministry, assignment, folder / file_name(assignment))
    return World(
        prepare(plan_of(folder, "XA", "xã", {code: (code,) for code in COMMUNES}), PERIOD),
        {
            name: prepare(plan_of(folder, name, "xã", {code: (code,) for code in own}), PERIOD)
            for name, own in members.items()
        },
        ministry,
        {name: folder / f"{name}_{PERIOD}.xlsx" for name in members},
    )


def merged_of(issue: PeriodAssignments, said: Said) -> Consolidation:
    """What the communes of a plan say, merged without files."""
    workbooks = []
    for code in issue.assignments:
        copy = Copy.made(issue, issue.assignments[code])
        copy.name = f"{code}.xlsx"
        for (form, row), values in said[code].items():
            copy.fill(form, row, **values)
        workbooks.append(replace(copy.workbook(), sha256=digest(code)))
    return merge_workbooks(issue, workbooks)


def merge_workbooks(issue: PeriodAssignments, workbooks: list[Workbook]) -> Consolidation:
    plan = issue.plan
    checked = [check_return(interpret(w, plan), plan, AS_OF) for w in workbooks]
    return consolidate(issue, [Received(one, datetime(2021, 6, 1)) for one in checked], AS_OF)


def digest(code: str) -> str:
    return sha256(code.encode()).hexdigest()


CENTS = st.integers(0, 10**8).map(lambda n: Decimal(n) / 100)
SIGNED = st.integers(-(10**8), 10**8).map(lambda n: Decimal(n) / 100)


@st.composite
def saying(draw: st.DrawFn) -> Said:
    """What each commune reports, with gaps; a commune may be silent."""
    said = {}
    for commune in COMMUNES:
        rows: dict[tuple[str, str], Mapping[str, object]] = {}
        silent = draw(st.integers(0, 4)) == 0
        for code, (rule, _, who, suffixes) in RULES.items():
            for suffix in suffixes if commune in who and not silent else ():
                weighs = suffix in (".mau", ".qs") or rule == "Bình quân gia quyền"
                numbers = st.none() | (CENTS if weighs else SIGNED)
                rows["indicator_report", code + suffix] = {c: draw(numbers) for c in COLUMNS}
        for code, who in TASKS.items():
            if commune in who and not silent:
                rows["task_report", code] = draw(task_values())
        said[commune] = rows
    return said


@st.composite
def task_values(draw: st.DrawFn) -> Mapping[str, object]:
    status = draw(st.sampled_from(STATUSES))
    if status == "Hoàn thành":
        day = draw(st.dates(date(2021, 6, 25), date(2021, 7, 1)))
        return {"status": status, "document_date": day, "document_no": "1/BC", "progress": 100}
    progress = draw(st.none() | st.integers(2, 99)) if status != "Chưa triển khai" else None
    return {"status": status, "progress": progress}


@pytest.mark.slow
@settings(max_examples=examples(50), suppress_health_check=list(HealthCheck))
@given(st.sampled_from(PARTITIONS), saying())
def test_two_merges_give_the_figures_of_one(
    worlds: Worlds, tmp_path: Path, partition: tuple[int, ...], said: Said
) -> None:
    known = worlds(partition)
    at_once = merged_of(known.flat, said)
    sent = []
    for name, issue in known.provinces.items():
        path = tmp_path / f"{name}.xlsx"
        filled = fill_upper_level(merged_of(issue, said), known.templates[name], path)
        assert filled.problems == ()
        sent.append(open_workbook(path))
    final = merge_workbooks(known.ministry, sent)
    errors = {p.code for p in final.all_problems if p.severity == "error"}
    assert errors <= {"zero-denominator", "missing-required"}
    whole = {r.code: r for r in at_once.indicator_results}
    for result in final.indicator_results:
        assert_same(result.shown, whole[result.code].shown, exact=result.code != "BQ")
    tasks = {o.code: o for o in at_once.task_outcomes}
    for outcome in final.task_outcomes:
        same = tasks[outcome.code]
        assert outcome.task_class == same.task_class, outcome.code
        for column in ("status", "progress", "document_date"):
            assert outcome.values.get(column) == same.values.get(column), (outcome.code, column)
    first_files = {
        (origin.code, origin.agency, origin.file, origin.sha256)
        for rows in final.carried.values()
        for origins in rows.values()
        for origin in origins
    }
    assert first_files == {
        (code, commune, f"{commune}.xlsx", digest(commune))
        for commune, rows in said.items()
        for (_, code), values in rows.items()
        if any(value is not None for value in values.values())
    }


FIGURES, TASK = "indicator_report", "task_report"


def test_a_partial_figure_says_so_on_its_way_up(worlds: Worlds, tmp_path: Path) -> None:
    known = worlds(PARTITIONS[0])
    said: Said = {
        "X1": {
            (FIGURES, "TONG"): {"actual": 1, "cumulative": 1, "forecast": 2},
            (FIGURES, "MAX"): {"cumulative": 5},
            (TASK, "CHUNG"): {"status": "Đang thực hiện", "note": "còn chờ"},
            (TASK, "LEN"): {"status": "Tạm dừng"},
        },
        "X2": {
            (FIGURES, "TONG"): {"cumulative": 3},
            (TASK, "LEN"): {"status": "Tạm dừng", "note": "thiếu vốn"},
        },
    }
    merged = merged_of(known.provinces["P0"], said)
    path = fill_upper_level(merged, known.templates["P0"], tmp_path / "up.xlsx").path
    sent = interpret(open_workbook(path), known.ministry.plan)
    rows = sent.sections[FIGURES].by_code
    assert rows["TONG"].values["explanation"] == (
        "Thực hiện trong kỳ, Ước thực hiện cả năm: "
        "Tổng hợp từ 1/2 cơ quan; còn thiếu: UBND xã số X2."
    )
    assert rows["MAX"].values["explanation"] == (
        "Tổng hợp từ 1/2 cơ quan; còn thiếu: UBND xã số X2."
    )
    assert "explanation" not in rows["MIN"].values
    tasks = sent.sections[TASK].by_code
    assert tasks["CHUNG"].values["note"] == (
        "còn chờ\nTổng hợp từ 1/2 cơ quan; còn thiếu: UBND xã số X2."
    )
    assert tasks["LEN"].values["note"] == "UBND xã số X2: thiếu vốn"


def test_only_a_template_of_the_period_is_filled(worlds: Worlds, tmp_path: Path) -> None:
    known = worlds(PARTITIONS[0])
    third = prepare(known.provinces["P0"].plan, "2021-Q3")
    merged = consolidate(third, [], AS_OF)
    with pytest.raises(InputError, match="2021-Q2"):
        fill_upper_level(merged, known.templates["P0"], tmp_path / "up.xlsx")
    assert not (tmp_path / "up.xlsx").exists()


def assert_same(left: Mapping[str, Decimal], right: Mapping[str, Decimal], *, exact: bool) -> None:
    """The same figures: to the last digit, or as far as 15 digits of what they are made of go."""
    assert left.keys() == right.keys()
    for column, value in left.items():
        if exact:
            assert value == right[column], column
        else:
            assert abs(value - right[column]) <= abs(value) * Decimal("1e-12"), column
