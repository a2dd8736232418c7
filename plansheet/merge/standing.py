"""Of all the files of one agency, the rows that stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from plansheet.merge.records import Candidate, Conflict, Received, Report
from plansheet.problems import Place, Problem

_FIRST = datetime.min


def in_order_received(received: Iterable[Received]) -> list[Received]:
    """The earliest first; files that came at one moment in the order of their names."""
    return sorted(received, key=lambda r: (r.received_at or _FIRST, r.file, r.checked.ret.sha256))


@dataclass(frozen=True)
class Standing:
    """What one agency says, whatever the number of its files.

    `reports` has by form and row code the latest row that has any input; `conflicts` are values
    of earlier files that it contradicts; `problems` those of its files that still matter.
    """

    agency: str
    reports: Mapping[str, Mapping[str, Report]] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    problems: tuple[Problem, ...] = ()


def stand(agency: str, received: Sequence[Received]) -> Standing:
    """The rows that stand of one agency's accepted files, given in the order they came."""
    rows: dict[tuple[str, str], list[Report]] = {}
    present: set[tuple[str, str]] = set()
    for one in received:
        for name, section in one.checked.sections.items():
            for row in section.rows:
                present.add((name, row.code))
                if row.values or row.broken:
                    report = Report(row.code, agency, row.values, one.file, section, row)
                    rows.setdefault((name, row.code), []).append(report)
    standing = {key: reports[-1] for key, reports in rows.items()}
    by_form: dict[str, dict[str, Report]] = {}
    for (name, code), report in standing.items():
        by_form.setdefault(name, {})[code] = report
    problems = [
        p
        for index, one in enumerate(received)
        for p in _still_true(one, standing, present, is_last=index == len(received) - 1)
    ]
    conflicts = [c for (name, _), reports in rows.items() for c in _conflicts(name, reports)]
    return Standing(agency, by_form, tuple(conflicts), tuple(problems))


def candidate(report: Report, column: str, *, stands: bool = False) -> Candidate:
    """One report's value as a candidate of a conflict."""
    place = Place(report.file, report.sheet, report.cell(column))
    return Candidate(report.agency, report.values[column], place, stands)


def _conflicts(form: str, reports: Sequence[Report]) -> list[Conflict]:
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
                    form, latest.code, column, "duplicate-return", latest.agency, tuple(gave_way)
                )
            )
    return found


def _still_true(
    one: Received,
    standing: Mapping[tuple[str, str], Report],
    present: set[tuple[str, str]],
    *,
    is_last: bool,
) -> list[Problem]:
    """The problems of a file without those that another file of the agency has settled.

    A blank cell is settled by a row that stands elsewhere; a row that is missing here, by any
    file that has it. A cell that was filled in keeps its problem: it must not vanish.
    """
    names = {section.sheet: name for name, section in one.checked.sections.items()}
    kept = []
    for p in one.checked.problems:
        name = names.get(p.sheet, "")
        report = standing.get((name, p.row_code))
        if p.code == "row-missing":
            settled = (name, p.row_code) in present or not is_last
        else:
            elsewhere = report is not None and report.file != one.file
            repeated = report is None and not is_last
            settled = not p.value and bool(p.row_code) and (elsewhere or repeated)
        if not settled:
            kept.append(p)
    return kept
