"""Where plansheet and the oracle differ, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pandas as pd

import plansheet
from support.years.clerk import Workbook, by_agency, says
from support.years.figures import Goal
from support.years.returned import DONE, INDICATOR, TASK, UNCLEAR, Cell, Found, agrees
from support.years.tasks_oracle import CONFLICT, SHOWN, TAKEN_BACK
from support.years.year_oracle import Asked, Report

COMPARED = {
    "lead-conflict",
    "history-changed",
    "cumulative-stale",
    "cumulative-decreased",
    "duplicate-return",
    "blank-return",
}
"""Problems whose presence and absence follow from the design."""


def plain(value: object) -> object:
    """What a DataFrame holds, as the oracle says it."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float) and pd.isna(value):
        return None
    return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value


def differ(what: str, expected: object, got: object) -> Iterator[str]:
    if not agrees(expected, got):
        shown = sorted(map(str, expected)) if isinstance(expected, frozenset) else expected
        yield f"{what}: expected {shown}, got {got}"


def in_issued(expected: Mapping[str, list[Asked]], got: Mapping[str, Workbook]) -> Iterator[str]:
    yield from differ("issued to", sorted(expected), sorted(got))
    for agency in sorted(set(expected) & set(got)):
        rows = got[agency].table
        asked = {(one.form, one.code) for one in expected[agency]}
        yield from differ(f"rows issued to {agency}", sorted(asked), sorted(rows))
        for one in expected[agency]:
            if (one.form, one.code) in rows:
                yield from in_row(agency, one, got[agency])


def in_row(agency: str, asked: Asked, workbook: Workbook) -> Iterator[str]:
    cells = workbook.table[asked.form, asked.code]
    where = f"issued to {agency}, {asked.code}"
    if asked.form == TASK:
        status = cells["status"]
        shown = (status.value, status.locked)
        wanted = (DONE, True) if asked.done else (None, False)
        yield from differ(f"{where}: status and lock", wanted, shown)
    if asked.form == INDICATOR:
        for column in ("last_year", "cumulative", "plan_year"):
            wanted = getattr(asked, column)
            yield from differ(f"{where}: {column}", in_cell(wanted), cells[column].value)
        if isinstance(asked.last_year, Decimal):
            yield from differ(f"{where}: last_year locked", True, cells["last_year"].locked)


def in_cell(value: object) -> object:
    """A target whose text is a number stands as one, or as it was written."""
    if isinstance(value, Goal):
        return frozenset({value.text or None, *({value.number} - {None})})
    return value


def in_tasks(report: Report, merged: plansheet.Consolidation) -> Iterator[str]:
    rows = {row["task_code"]: row for row in merged.tasks.to_dict("records")}
    yield from differ("tasks", list(report.tasks), list(rows))
    for code, outcome in report.tasks.items():
        row = rows.get(code, {})
        for column, expected in (
            ("class", outcome.cls),
            ("due_date", outcome.turn.due),
            ("status", outcome.status),
            ("progress", outcome.progress),
            ("document_no", outcome.document_no),
            ("document_date", outcome.document_date),
            ("reported", number(outcome.reported)),
            ("expected", frozenset(Decimal(n) for n in outcome.expected)),
        ):
            yield from differ(f"tasks, {code}: {column}", expected, plain(row.get(column)))
    said = {(row["task_code"], row["agency"]): row["class"] for row in records(merged.task_reports)}
    for code, outcome in report.tasks.items():
        for agency, cls in outcome.own.items():
            if (code, agency) in said and agency in report.received:
                yield from differ(
                    f"task_reports, {code} of {agency}: class", cls, said[code, agency]
                )


def in_indicators(report: Report, merged: plansheet.Consolidation) -> Iterator[str]:
    rows = {row["indicator_code"]: row for row in records(merged.indicators)}
    yield from differ("indicators", list(report.indicators), list(rows))
    for code, measured in report.indicators.items():
        row = rows.get(code, {})
        shown = measured.total
        for column, expected in (
            ("actual", shown.actual),
            ("cumulative", shown.cumulative),
            ("forecast", shown.forecast),
            ("vs_plan", shown.vs_plan),
            ("attainment", shown.attainment),
            ("reported", number(shown.reported)),
            ("expected", frozenset(Decimal(n) for n in shown.expected)),
        ):
            yield from differ(f"indicators, {code}: {column}", expected, plain(row.get(column)))
    by_row = {(r["indicator_code"], r["agency"]): r for r in records(merged.indicator_reports)}
    for measured in report.indicators.values():
        for (code, agency), figures in measured.figures.items():
            if (code, agency) not in by_row:
                given = {c: value for c, value in figures.items() if value is not None}
                yield from differ(f"indicator_reports, {code} of {agency}", {}, given)
                continue
            got = by_row[code, agency]
            where = f"indicator_reports, {code} of {agency}"
            for column, value in figures.items():
                yield from differ(f"{where}: {column}", value, plain(got[column]))
            if agency in measured.vs_last_year and "." not in code:
                ratio = measured.vs_last_year[agency]
                yield from differ(f"{where}: vs_last_year", ratio, plain(got["vs_last_year"]))


def number(value: object) -> object:
    return Decimal(value) if isinstance(value, int) else value


def records(frame: pd.DataFrame) -> list[dict[str, object]]:
    return [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]


def in_problems(
    report: Report, merged: plansheet.Consolidation, senders: Mapping[str, str]
) -> Iterator[str]:
    got = {
        found
        for row in records(merged.problems)
        if (found := problem(row, senders)) and (found[0] != TAKEN_BACK or found[1] in report.tasks)
    }
    possible = report.possible
    for found in sorted(report.problems - got, key=str):
        yield f"problems: expected {found}, not there"
    for found in sorted(got - report.problems - possible, key=str):
        yield f"problems: {found} is there, not expected"


def problem(row: Mapping[str, object], senders: Mapping[str, str]) -> Found | None:
    """A problem as the oracle names it; None for those that are not compared."""
    code, of = str(row["code"]), str(row["row_code"] or "") or None
    if code not in COMPARED:
        return None
    if code in ("duplicate-return", "blank-return"):
        of = None
    if of is not None and code.startswith("cumulative"):
        of = of.removesuffix(".tu").removesuffix(".mau").removesuffix(".qs")
    sender = senders.get(str(row["file"]))
    return code, of, None if code == CONFLICT else sender


def named(
    merged: plansheet.Consolidation, senders: Mapping[str, str]
) -> frozenset[tuple[str, str | None]]:
    """Rows and senders of which a warning or an error says something."""
    return frozenset(
        (str(row["row_code"]), senders.get(str(row["file"])))
        for row in records(merged.problems)
        if row["severity"] != "info"
    )


def in_returns(report: Report, merged: plansheet.Consolidation) -> Iterator[str]:
    rows = records(merged.returns)
    asked = {str(row["agency"]) for row in rows} - report.unheard
    yield from differ("returns: expected back", sorted(report.asked), sorted(asked))
    came = {str(r["agency"]) for r in rows if r["state"] in ("on_time", "late", "received")}
    yield from differ("returns: received", sorted(report.received), sorted(came))
    given = {(str(r["task_code"]), str(r["agency"])) for r in records(merged.contributions)}
    yield from differ("contributions", sorted(report.contributions), sorted(given))


def in_merged(
    report: Report,
    merged: plansheet.Consolidation,
    senders: Mapping[str, str],
    warned: Iterable[str],
) -> list[str]:
    """`warned` are the codes of problems of the plan itself."""
    found = [*in_returns(report, merged), *in_tasks(report, merged), *in_indicators(report, merged)]
    found += in_problems(report, merged, senders)
    codes = {*warned, *(str(code) for code in merged.problems["code"])}
    if report.unheard and "no-successor" not in codes:
        found.append("problems: expected no-successor, not there")
    return found


def in_report(report: Report, path: Path) -> Iterator[str]:
    """What the written report shows by agency, and whether it denies a change."""
    table = by_agency(path)
    if report.tasks and table is None:
        yield "report: no table of tasks by agency"
    for agency in report.plan.agencies:
        own = [o.own[agency.code] for o in report.tasks.values() if agency.code in o.own]
        heard = agency.code not in report.unheard
        if table is not None and own and heard and UNCLEAR not in own:
            counts = [Decimal(own.count(cls)) for cls in SHOWN]
            got = table.get(agency.name, [Decimal(0)] * len(SHOWN))
            yield from differ(
                f"report: tasks of {agency.code}", list(map(str, counts)), list(map(str, got))
            )
    if report.changed and says(path, "Không có thay đổi"):
        yield f"report: says that nothing has changed, and {sorted(report.changed)} have"


def shown(cells: Mapping[str, Cell]) -> dict[str, str]:
    return {c: v.isoformat() if isinstance(v, date) else str(v) for c, v in cells.items()}


__all__ = ["UNCLEAR", "in_issued", "in_merged", "in_report", "shown"]
