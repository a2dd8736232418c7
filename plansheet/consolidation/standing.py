"""Of all the files of one agency, the rows that stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from plansheet.consolidation.classes import ConflictKind
from plansheet.consolidation.results import Candidate, Conflict, Received, ReportedRow
from plansheet.forms.names import FormName
from plansheet.problems import Problem

_FIRST = datetime.min


def in_order_received(received: Iterable[Received]) -> list[Received]:
    """The earliest first; of files noted for one day the first saved, then by their names."""
    return sorted(
        received,
        key=lambda r: (
            r.received_at or _FIRST,
            r.checked.ret.received_at or _FIRST,
            r.file,
            r.checked.ret.sha256,
        ),
    )


@dataclass(frozen=True)
class Standing:
    """What one agency says, whatever the number of its files.

    `rows` has by form and row code the latest row that has any input; `conflicts` are values
    of earlier files that it contradicts; `problems` those of its files that still matter. `added`
    are by code the tasks on which it reports a status although it is not asked to.
    """

    agency: str
    rows: Mapping[str, Mapping[str, ReportedRow]] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    problems: tuple[Problem, ...] = ()
    added: Mapping[str, ReportedRow] = field(default_factory=dict)


def stand(agency: str, received: Sequence[Received]) -> Standing:
    """The rows that stand of one agency's accepted files, given in the order they came."""
    rows: dict[tuple[str, str], list[ReportedRow]] = {}
    for one in received:
        for name, section in one.checked.sections.items():
            for row in section.rows:
                if row.values or row.broken:
                    report = ReportedRow(name, row.code, agency, row.values, section, row)
                    rows.setdefault((name, row.code), []).append(report)
    standing = {key: reports[-1] for key, reports in rows.items()}
    by_form: dict[str, dict[str, ReportedRow]] = {}
    for (name, code), report in standing.items():
        by_form.setdefault(name, {})[code] = report
    problems = _still_true(received, standing)
    conflicts = [c for (name, _), reports in rows.items() for c in _conflicts(name, reports)]
    added = {
        row.code: ReportedRow(name, row.code, agency, row.values, section, row)
        for one in received
        for name, section in one.checked.sections.items()
        for row in section.added
        if name == FormName.TASK_REPORT
    }
    return Standing(agency, by_form, tuple(conflicts), tuple(problems), added)


def candidate(report: ReportedRow, column: str, *, stands: bool = False) -> Candidate:
    """One report's value as a candidate of a conflict."""
    return Candidate(report.agency, report.values.get(column), report.place(column), stands)


def _conflicts(form: str, reports: Sequence[ReportedRow]) -> list[Conflict]:
    """Each value of an earlier row that the latest one does not repeat."""
    *earlier, latest = reports
    columns = dict.fromkeys(column for report in earlier for column in report.values)
    found = []
    for column in columns:
        gave_way = [
            candidate(report, column)
            for report in earlier
            if column in report.values and report.values[column] != latest.values.get(column)
        ]
        if gave_way:
            if column in latest.values:
                gave_way.append(candidate(latest, column, stands=True))
            found.append(
                Conflict(
                    form, latest.code, column, ConflictKind.RETURNS, latest.agency, tuple(gave_way)
                )
            )
    return found


def _still_true(
    received: Sequence[Received], standing: Mapping[tuple[str, str], ReportedRow]
) -> list[Problem]:
    """The problems of an agency's files without those that another of its files has settled.

    A blank cell is settled by a row that stands elsewhere, a row or sheet that is missing by any
    file that has it; what no file settles is said of the last one. A cell that was filled in
    keeps its problem: it must not vanish.
    """
    last_with: dict[tuple[str, str], str] = {}
    for one in received:
        for name, section in one.checked.sections.items():
            codes = ("", *(row.code for row in section.rows)) if section.columns else ()
            last_with |= {(name, code): one.file for code in codes}
    kept = []
    for one in received:
        names = {section.sheet: name for name, section in one.checked.sections.items()}
        is_last = one is received[-1]
        for p in one.checked.problems:
            name = names.get(p.sheet, "")
            row = (name, p.row_code)
            if p.code in ("sheet-missing", "header-missing"):
                settled = (name, "") in last_with or not is_last
            elif p.code == "row-missing":
                settled = row in last_with or last_with[name, ""] != one.file
            elif p.row_code and not p.value:
                filled = standing.get(row)
                settled = (filled.file if filled else last_with.get(row)) != one.file
            else:
                settled = False
            if not settled:
                kept.append(p)
    return kept
