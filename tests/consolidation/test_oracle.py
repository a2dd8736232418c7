"""The merge against an independent second implementation, on random plans and returns.

PLANSHEET_EXAMPLES=5000 pytest tests/consolidation/test_oracle.py   compares 10,000 of them.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plansheet import Plan
from plansheet.consolidation import Consolidation, Received, consolidate
from plansheet.issuing import prepare
from plansheet.issuing.earlier_report import Decision, EarlierReport
from plansheet.plan.agencies import DISTRICT
from plansheet.plan.workbook.tables import PlanTables
from plansheet.problems import Place, Problem
from plansheet.returns import interpret
from plansheet.returns.check import check_return
from support import oracle
from support.effort import examples
from support.filling import FACTS, Copy, agency, indicator, make_plan, plan_tables
from support.oracle import BAD, AnIndicator, AReturn, ATask, AWord, Value

DEPARTMENTS, DISTRICTS = ["S1", "S2", "S3"], ["H1", "H2"]
GROUP = "UBND các huyện, thành phố"
PERIODS = {
    # the columns held against the target, the first given; the 15th of the last month, in days
    "2021-Q1": (("forecast",), 73),
    "2021-Q2": (("forecast",), 165),
    "2021-M05": (("forecast",), 134),
    "2021-H1": (("forecast",), 165),
    "2021-9M": (("forecast",), 257),
    "2021-Q4": (("cumulative",), 348),
    "2021": (("cumulative", "actual"), 348),
}
NEW_YEAR = datetime(2021, 1, 1)
DECIDED = "decided.xlsx"
DUES = {
    "": None,
    "Quý I/2021": date(2021, 3, 31),
    "30/6/2021": date(2021, 6, 30),
    "Năm 2021": date(2021, 12, 31),
    "Hàng năm": date(2021, 12, 31),
}
RULES = ["Một đầu mối", "Cộng", "Tỷ lệ", "Bình quân gia quyền", "Lớn nhất", "Nhỏ nhất"]
RULES += ["Không tổng hợp"]
NUMBERS = st.decimals(-1000, 100000, allow_nan=False, allow_infinity=False, places=2)
FIGURES = st.none() | st.just(Decimal(0)) | NUMBERS | st.just(BAD)


SUFFIXES = {"Tỷ lệ": [".tu", ".mau"], "Bình quân gia quyền": ["", ".qs"]}


class Case:
    """A plan, the returns of one period, the day of the consolidation."""

    def __init__(self) -> None:
        self.tasks: list[ATask] = []
        self.indicators: list[AnIndicator] = []
        self.returns: list[AReturn] = []
        self.words: list[AWord] = []
        self.rows: list[dict[str, str]] = []
        self.figures: list[dict[str, str]] = []
        self.period, self.as_of, self.deadline = "2021-Q2", date(2021, 6, 20), False

    def __repr__(self) -> str:
        return (
            f"{self.period} {self.as_of} {self.tasks} {self.indicators} {self.returns} {self.words}"
        )

    @property
    def accepted(self) -> list[AReturn]:
        """What can be read and in which something was filled in: the rest is not received."""
        filled = [
            r
            for r in self.returns
            if any(v is not None for x in r.rows.values() for v in x.values())
        ]
        return [one for one in filled if not one.refused]

    @property
    def tables(self) -> PlanTables:
        agencies = [agency(code, f"Sở số {code}") for code in DEPARTMENTS]
        agencies += [agency(code, f"UBND huyện {code}", DISTRICT) for code in DISTRICTS]
        kinds = ("Tháng", "Quý", "6 tháng", "9 tháng", "Năm") if self.deadline else ()
        calendar = [{"period_kind": kind, "deadline": "ngày 15 tháng cuối kỳ"} for kind in kinds]
        facts = {**FACTS, "Cơ quan tổng hợp": ""}
        return plan_tables(
            self.rows, self.figures, agencies=agencies, calendar=calendar, facts=facts
        )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    case = Case()
    case.period = draw(st.sampled_from(list(PERIODS)))
    case.as_of = date(2021, 1, 1) + timedelta(days=draw(st.integers(0, 400)))
    case.deadline = draw(st.booleans())
    for number in range(draw(st.integers(0, 4))):
        case.tasks.append(_task(draw, case, f"NV{number}"))
    for number in range(draw(st.integers(0, 4))):
        case.indicators.append(_indicator(draw, case, f"CT{number}"))
    asked = {a for t in case.tasks for a in t.named + t.members}
    asked |= {a for i in case.indicators for a in i.reporters}
    for number in range(draw(st.integers(0, 6)) if asked else 0):
        sender = draw(st.sampled_from(sorted(asked)))
        day = draw(st.integers(0, 365))
        rows = _rows(draw, case, sender)
        refused = draw(st.integers(0, 9)) == 0
        case.returns.append(AReturn(sender, day, f"{number}.xlsx", rows, refused))
    case.words = draw(words(case))
    return case


@st.composite
def words(draw: st.DrawFn, case: Case) -> list[AWord]:
    """What the coordinator decided about cells of agencies that were asked, each once."""
    statuses: st.SearchStrategy[Value] = st.sampled_from(oracle.LEAST_FIRST)
    figures: st.SearchStrategy[Value] = NUMBERS
    cells = [
        (agency, "task_report", one.code, "status", statuses)
        for one in case.tasks
        for agency in one.named + one.members
    ] + [
        (agency, "indicator_report", one.code + suffix, column, figures)
        for one in case.indicators
        for agency in one.reporters
        for suffix in SUFFIXES.get(one.rule, [""])
        for column in oracle.NUMBERS
    ]
    rows = oracle.standing_rows(case.accepted, case.as_of)
    found = []
    most = min(len(cells), 3)
    for at in draw(st.lists(st.integers(0, max(len(cells) - 1, 0)), max_size=most, unique=True)):
        agency, form, code, column, values = cells[at]
        value = draw(values)
        changed = rows.get((agency, form, code), {}).get(column) != value
        found.append(AWord(agency, form, code, column, value, changed and draw(st.booleans())))
    return found


def _task(draw: st.DrawFn, case: Case, code: str) -> ATask:
    due = draw(st.sampled_from(list(DUES)))
    named = draw(st.lists(st.sampled_from(DEPARTMENTS), max_size=3, unique=True))
    group = draw(st.booleans())
    case.rows.append(
        {
            "task_code": code,
            "task_name": f"Việc {code}",
            "leads": "; ".join([*named, *([GROUP] if group else [])]),
            "due": due,
        }
    )
    begins = date(2021, 1, 1) if due == "Hàng năm" else None
    return ATask(code, DUES[due], named, DISTRICTS if group else [], begins)


def _indicator(draw: st.DrawFn, case: Case, code: str) -> AnIndicator:
    rule = draw(st.sampled_from(RULES))
    percent = rule != "Cộng" and draw(st.booleans())
    most = 1 if rule == "Một đầu mối" else 4
    everybody = st.sampled_from(DEPARTMENTS + DISTRICTS)
    reporters = draw(st.lists(everybody, max_size=most, unique=True))
    sign = draw(st.sampled_from(["", "", ">", "<", ">=", "<=", "khoảng", "-"]))
    low, more = draw(st.integers(0, 500)), draw(st.integers(1, 50)) if sign == "-" else 0
    written = f"{low}-{low + more}" if more else f"{sign} {low}".strip()
    has_target = draw(st.booleans())
    parent = draw(st.sampled_from(["", *(one.code for one in case.indicators)]))
    direction = draw(st.sampled_from(["", "Tăng", "Giảm", "Ổn định"]))
    case.figures.append(
        dict(
            indicator(
                code,
                "; ".join(reporters),
                unit="%" if percent else "xã",
                aggregation=rule,
                direction=direction,
                target_2021=written if has_target else "",
                parent=parent,
                adds_up="Có" if parent else "",
            )
        )
    )
    target = (sign, Decimal(low), Decimal(low + more)) if has_target else None
    return AnIndicator(code, rule, percent, reporters, target, direction, parent)


def _rows(draw: st.DrawFn, case: Case, sender: str) -> oracle.Cells:
    rows: dict[tuple[str, str], dict[str, Value | None]] = {}
    statuses = st.sampled_from([None, BAD, *oracle.LEAST_FIRST, *oracle.LEAST_FIRST])
    days = st.none() | st.dates(date(2020, 6, 1), date(2022, 6, 1))
    for task in case.tasks:
        if sender in task.named + task.members:
            status = draw(statuses)
            done = status == "Hoàn thành"
            rows["task_report", task.code] = {
                "status": status,
                "document_date": draw(days) if done else None,
                "result": draw(st.sampled_from([None, "Đang họp", "Đã gửi"])),
            }
    for one in case.indicators:
        if sender in one.reporters:
            for suffix in SUFFIXES.get(one.rule, [""]):
                rows["indicator_report", one.code + suffix] = {
                    column: draw(FIGURES) for column in [*oracle.NUMBERS, oracle.LAST_YEAR]
                }
    return rows


def received(plan: Plan, case: Case) -> list[Received]:
    issue = prepare(plan, case.period)
    found = []
    for one in case.returns:
        copy = Copy.made(issue, issue.assignments[one.agency])
        copy.name = one.name
        for (form, code), row in one.rows.items():
            copy.fill(form, code, **row)
        if one.refused:
            copy.restamp("period", "2022-Q1")
        checked = check_return(interpret(copy.workbook(), plan), plan, case.as_of)
        found.append(Received(checked, NEW_YEAR + timedelta(days=one.day)))
    return found


def decided(plan: Plan, case: Case) -> EarlierReport:
    """The report with the coordinator's words: what stood then, of stale ones something else."""
    then: dict[tuple[str, str, str], dict[str, Value]] = {
        (form, agency, code): dict(row)
        for (agency, form, code), row in oracle.standing_rows(case.accepted, case.as_of).items()
    }
    decisions = []
    for number, word in enumerate(case.words):
        place = Place(DECIDED, "Xung đột", f"J{number}")
        decisions.append(
            Decision(word.code, word.agency, word.form, word.column, word.value, "Lý do", place)
        )
        if word.stale:
            row = then.setdefault((word.form, word.agency, word.code), {})
            row[word.column] = "Tạm dừng, lúc đó" if word.column == "status" else Decimal("0.5555")
    period = plan.period(case.period)
    return EarlierReport(DECIDED, period, case.as_of, rows=then, decisions=tuple(decisions))


def sender_of(case: Case, p: Problem) -> str:
    """Whose value a problem is about."""
    if p.file == DECIDED:
        return case.words[int(p.cell[1:])].agency
    return next(r.agency for r in case.returns if r.name == p.file)


def agree(case: Case, plan: Plan, merged: Consolidation) -> None:
    rows = oracle.counted_rows(case.accepted, case.as_of, case.words)
    wanted = oracle.tasks(case.tasks, rows, case.as_of)
    table = merged.tasks.set_index("task_code")
    conflicts: dict[str, set[str]] = {code: set() for code in wanted}
    for p in merged.all_problems:
        if p.code == "lead-conflict":
            conflicts[p.row_code].add(sender_of(case, p))
    for task in case.tasks:
        row = table.loc[task.code]
        outcome = (row["class"], row["status"], row["reported"], row["expected"])
        assert (*outcome, conflicts[task.code]) == wanted[task.code], task
        assert row["due_date"] == task.due
    judged, last_day = PERIODS[case.period]
    figures = oracle.indicators(case.indicators, rows, judged)
    table = merged.indicators.set_index("indicator_code")
    for result in merged.indicator_results:
        got = {**table.loc[result.code]}
        got |= {"last_year": result.last_year, "vs_last_year": result.vs_last_year}
        found = figures[result.code]
        assert {name: got[name] for name in found} == found, result.code
    reported = ("indicator_report", "task_report")
    titles = {c.name: c.title for name in reported for c in plan.forms[name].columns}
    assert {(p.row_code, p.column) for p in merged.all_problems if p.code == "sum-mismatch"} == {
        (code, titles[column]) for code, column in oracle.mismatches(case.indicators, rows)
    }
    outdated = {int(p.cell[1:]) for p in merged.all_problems if p.code == "decision-outdated"}
    assert outdated == {
        at
        for at, word in enumerate(case.words)
        if word.stale and oracle.usable(word.code, word.value, case.as_of)
    }
    asked = {a for t in case.tasks for a in t.named + t.members}
    asked |= {a for i in case.indicators for a in i.reporters}
    states = oracle.senders(asked, case.accepted, last_day if case.deadline else None)
    assert {
        "expected": set(merged.expected),
        "on_time": set(merged.on_time),
        "late": set(merged.late),
        "missing": set(merged.missing),
    } == states
    gave_way = {
        (sender_of(case, p), p.file, p.row_code, p.column)
        for p in merged.all_problems
        if p.code == "duplicate-return"
    }
    assert gave_way == {
        (who, file, code, titles[column])
        for who, file, code, column in oracle.superseded(case.accepted, case.as_of, case.words)
    }


@settings(
    max_examples=examples(200),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(cases())
def test_the_merge_agrees_with_the_oracle(
    tmp_path_factory: pytest.TempPathFactory, case: Case
) -> None:
    folder: Path = tmp_path_factory.getbasetemp()
    plan = make_plan(folder, case.tables)
    issue = prepare(plan, case.period)
    report = decided(plan, case)
    agree(case, plan, consolidate(issue, received(plan, case), case.as_of, decided=report))
