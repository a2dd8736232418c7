"""A second consolidation, small, slow and obvious: dictionaries and decimals, nothing else.

It shares no code with `plansheet.merge` and knows neither files nor workbooks. What it gets are
plain descriptions of a plan and of what each agency typed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

LEAST_FIRST = ["Chưa triển khai", "Tạm dừng", "Đang thực hiện", "Hoàn thành"]
WORST_FIRST = ["open_overdue", "open_in_time", "no_due_date", "done_late", "done_on_time"]
NUMBERS = ["actual", "cumulative", "forecast"]
LAST_YEAR = "last_year"
BAD = "không biết"
"""Stands for whatever cannot be read in a cell: it blanks the cell, but the cell was filled in."""

Value = str | Decimal | date
Cells = Mapping[tuple[str, str], Mapping[str, Value | None]]
"""By form and code what was typed, by column."""
Row = Mapping[str, Value]
"""By column what an agency says."""


@dataclass
class ATask:
    code: str
    due: date | None
    named: list[str] = field(default_factory=list)
    members: list[str] = field(default_factory=list)
    begins: date | None = None
    """Of a task that recurs: an earlier document is of an earlier turn, and nothing is done yet."""


@dataclass
class AnIndicator:
    code: str
    rule: str
    percent: bool
    reporters: list[str]
    target: tuple[str, Decimal, Decimal] | None
    direction: str
    parent: str = ""


@dataclass
class AReturn:
    agency: str
    day: int
    name: str
    rows: Cells
    refused: bool = False


@dataclass
class AWord:
    """What the coordinator knows of one cell; stale if the agency said something else then."""

    agency: str
    form: str
    code: str
    column: str
    value: Value
    stale: bool


def can_be_used(value: Value, as_of: date) -> bool:
    """Whether a cell says something: a document of tomorrow does not exist yet."""
    return value != BAD and not (isinstance(value, date) and value > as_of)


def usable(code: str, value: Value, as_of: date) -> bool:
    """Whether a cell of a row says something: nothing is divided by less than nothing."""
    is_weight = code.endswith((".mau", ".qs"))
    is_negative = is_weight and isinstance(value, Decimal) and value < 0
    return can_be_used(value, as_of) and not is_negative


def standing_rows(returns: list[AReturn], as_of: date) -> dict[tuple[str, str, str], Row]:
    """By agency, form and code the latest row in which anything was typed, as far as usable."""
    rows: dict[tuple[str, str, str], Row] = {}
    for one in sorted(returns, key=lambda r: (r.day, r.name)):
        for (form, code), row in one.rows.items():
            typed = {name: value for name, value in row.items() if value is not None}
            if typed:
                rows[one.agency, form, code] = typed
    return {
        key: {name: value for name, value in row.items() if usable(key[2], value, as_of)}
        for key, row in rows.items()
    }


def counted_rows(
    returns: list[AReturn], as_of: date, words: list[AWord]
) -> dict[tuple[str, str, str], Row]:
    """The standing rows with the coordinator's word in them, where it is not stale."""
    rows = standing_rows(returns, as_of)
    for word in words:
        if not word.stale and usable(word.code, word.value, as_of):
            key = (word.agency, word.form, word.code)
            rows[key] = {**rows.get(key, {}), word.column: word.value}
    return rows


def superseded(
    returns: list[AReturn], as_of: date, words: list[AWord]
) -> set[tuple[str, str, str, str]]:
    """Agency, file, code and column of each value that a later row of the agency contradicts.

    Not where the coordinator has settled it.
    """
    settled = {
        (w.agency, w.code, w.column)
        for w in words
        if not w.stale and usable(w.code, w.value, as_of)
    }
    rows = standing_rows(returns, as_of)
    last = {}
    for one in sorted(returns, key=lambda r: (r.day, r.name)):
        for (form, code), row in one.rows.items():
            if any(value is not None for value in row.values()):
                last[one.agency, form, code] = one.name
    found = set()
    for one in returns:
        for (form, code), row in one.rows.items():
            key = (one.agency, form, code)
            for name, value in row.items():
                is_value = value is not None and usable(code, value, as_of)
                is_open = (one.agency, code, name) not in settled
                if not (is_value and is_open):
                    continue
                if last[key] != one.name and rows[key].get(name) != value:
                    found.add((one.agency, one.name, code, name))
    return found


def class_of(row: Row, task: ATask, as_of: date) -> str:
    """The class of one lead's report."""
    if "status" not in row:
        return "not_reported"
    due = task.due
    day = row.get("document_date")
    if not isinstance(day, date):
        day = as_of
    if row["status"] == "Hoàn thành" and not (task.begins and day < task.begins):
        return "done_late" if due is not None and day > due else "done_on_time"
    if due is None:
        return "no_due_date"
    return "open_overdue" if as_of > due else "open_in_time"


Outcome = tuple[str, str | None, int, int, set[str]]
"""Class, status, how many reported, how many should, who contradict each other."""


def tasks(
    plan: list[ATask], rows: dict[tuple[str, str, str], Row], as_of: date
) -> dict[str, Outcome]:
    """By task what becomes of it."""
    outcomes = {}
    for task in plan:
        leads = task.named + task.members
        said = {}
        for agency in leads:
            row = rows.get((agency, "task_report", task.code), {})
            if "status" in row:
                said[agency] = (str(row["status"]), class_of(row, task, as_of))
        status, kind = min(
            said.values(),
            key=lambda one: (LEAST_FIRST.index(one[0]), WORST_FIRST.index(one[1])),
            default=(None, "not_reported"),
        )
        nobody_named = task.named and not set(task.named) & set(said)
        if status == "Hoàn thành" and (nobody_named or not set(task.members) <= set(said)):
            status, kind = "Đang thực hiện", class_of({"status": ""}, task, as_of)
        named = {agency: said[agency] for agency in task.named if agency in said}
        conflict = set(named) if len(set(named.values())) > 1 else set()
        outcomes[task.code] = (kind, status, len(said), len(leads), conflict)
    return outcomes


def figure(
    one: AnIndicator, rows: dict[tuple[str, str, str], Row], *columns: str
) -> tuple[Decimal | None, list[str]]:
    """The consolidated figure, and which agencies gave all that it takes.

    Of each agency the first column counts in which it did.
    """
    suffixes = {"Tỷ lệ": [".tu", ".mau"], "Bình quân gia quyền": ["", ".qs"]}.get(one.rule, [""])
    given, by = [], []
    for agency in one.reporters:
        said = [
            rows.get((agency, "indicator_report", one.code + suffix), {}) for suffix in suffixes
        ]
        for column in columns:
            cells = [row.get(column) for row in said]
            numbers = [number for number in cells if isinstance(number, Decimal)]
            if len(numbers) == len(suffixes):
                given.append(numbers)
                by.append(agency)
                break
    if not given or one.rule == "Không tổng hợp":
        return None, by
    firsts = [numbers[0] for numbers in given]
    value: Decimal | None
    if one.rule in ("Một đầu mối", "Cộng"):
        value = sum(firsts, Decimal(0))
    elif one.rule == "Lớn nhất":
        value = max(firsts)
    elif one.rule == "Nhỏ nhất":
        value = min(firsts)
    else:
        seconds = sum((numbers[1] for numbers in given), Decimal(0))
        if one.rule == "Tỷ lệ":
            top = sum(firsts, Decimal(0)) * (100 if one.percent else 1)
        else:
            top = sum((numbers[0] * numbers[1] for numbers in given), Decimal(0))
        value = top / seconds if seconds else None
    return value, by


def attained(one: AnIndicator, value: Decimal | None, everybody: bool) -> str:
    """Whether the target is met: unknown where that cannot be known."""
    if one.target is None or value is None or not everybody:
        return "unknown"
    sign, low, high = one.target
    if sign in (">", "<", ">=", "<="):
        holds = {">": value > low, "<": value < low, ">=": value >= low, "<=": value <= low}
        return "met" if holds[sign] else "not_met"
    if low <= value <= high:
        return "met"
    if sign == "-":
        return "not_met"
    if (one.direction == "Tăng" and value > high) or (one.direction == "Giảm" and value < low):
        return "met"
    if sign == "khoảng":
        return "unknown"
    return "not_met" if one.direction else "unknown"


def indicators(
    plan: list[AnIndicator], rows: dict[tuple[str, str, str], Row], judged: tuple[str, ...]
) -> dict[str, dict[str, object]]:
    """By indicator its figures, how many reported, per cents of plan and year, attainment."""
    results = {}
    for one in plan:
        found: dict[str, object] = {}
        last, before = figure(one, rows, LAST_YEAR)
        found[LAST_YEAR] = last
        for column in NUMBERS:
            value, by = figure(one, rows, column)
            found[column] = value
            if column == "cumulative":
                found["reported"] = len(by)
                compared = value if by == before else None
                found["vs_last_year"] = (
                    compared / last * 100
                    if compared is not None and last is not None and last > 0
                    else None
                )
        value, by = figure(one, rows, *judged)
        found["attainment"] = attained(one, value, len(by) == len(one.reporters))
        planned = one.target[1] if one.target and one.target[0] == "" else None
        found["vs_plan"] = value / planned * 100 if value is not None and planned else None
        found["expected"] = len(one.reporters)
        results[one.code] = found
    return results


def mismatches(
    plan: list[AnIndicator], rows: dict[tuple[str, str, str], Row]
) -> set[tuple[str, str]]:
    """Code and column of each indicator that its parts do not add up to, all of it known."""
    found = set()
    for whole in plan:
        parts = [one for one in plan if one.parent == whole.code]
        for column in NUMBERS if parts else []:
            known = [(figure(one, rows, column), one.reporters) for one in [whole, *parts]]
            values = [v for (v, by), asked in known if v is not None and by == asked]
            if len(values) == len(known) and sum(values[1:]) != values[0]:
                found.add((whole.code, column))
    return found


def senders(asked: set[str], returns: list[AReturn], deadline: int | None) -> dict[str, set[str]]:
    """Who is expected, in time, late, missing; days are counted in the year."""
    sent = {one.agency for one in returns}
    in_time = {one.agency for one in returns if deadline is None or one.day <= deadline}
    return {
        "expected": asked | sent,
        "on_time": in_time,
        "late": sent - in_time,
        "missing": asked - sent,
    }
