"""Of all the files of one agency, the rows that stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime

from plansheet.consolidation.mended import still_true
from plansheet.consolidation.results import Candidate, Conflict, Received, ReportedRow
from plansheet.forms.names import FormName
from plansheet.plan.classes import ConflictKind
from plansheet.problems import Problem
from plansheet.returns import ReturnRow, Section

_FIRST = datetime.min


def in_order_received(received: Iterable[Received]) -> list[Received]:
    """The earliest first; of files noted for one day the first saved, then by their names."""
    return sorted(
        received,
        key=lambda r: (
            r.received_at or _FIRST,
            r.checked.ret.received_at or _FIRST,
            r.name,
            r.checked.ret.sha256,
        ),
    )


@dataclass(frozen=True)
class Standing:
    """What one agency says, whatever the number of its files.

    `rows` has by form and row code the latest row that has any input; `conflicts` are values
    of earlier files that it contradicts; `problems` those of its files that still matter. `added`
    are by code the tasks on which it reports a status although it is not asked to; `free` are the
    rows that it added where a form leaves them free.
    """

    agency: str
    rows: Mapping[str, Mapping[str, ReportedRow]] = field(default_factory=dict)
    conflicts: tuple[Conflict, ...] = ()
    problems: tuple[Problem, ...] = ()
    added: Mapping[str, ReportedRow] = field(default_factory=dict)
    free: tuple[ReportedRow, ...] = ()


def stand(agency: str, received: Sequence[Received]) -> Standing:
    """The rows that stand of one agency's accepted files, given in the order they came.

    What a file says of which it is contradicted whose it is stands beside others only if decided.
    """
    doubted = [file for file in received if file.checked.ret.contradicted]
    own = [file for file in received if not file.checked.ret.contradicted]
    received = [*doubted, *own]
    unsure = {file.name for file in doubted} if own else set()
    by_key: dict[tuple[str, str], list[ReportedRow]] = {}
    for file in received:
        for name, section in file.checked.sections.items():
            for row in section.rows:
                if row.values or row.broken:
                    reported = ReportedRow(name, row.code, agency, row.values, section, row)
                    by_key.setdefault((name, row.code), []).append(reported)
    standing = {key: rows[-1] for key, rows in by_key.items() if rows[-1].file not in unsure}
    by_form: dict[str, dict[str, ReportedRow]] = {}
    for (name, code), latest in standing.items():
        by_form.setdefault(name, {})[code] = latest
    problems = still_true(received, standing)
    conflicts = [
        c
        for key, rows in by_key.items()
        if len(rows) > 1 or unsure  # one row alone contradicts nothing
        for c in _conflicts(rows, standing.get(key), unsure)
    ]
    added = {
        row.code: ReportedRow(name, row.code, agency, row.values, section, row)
        for file in own or doubted
        for name, section in file.checked.sections.items()
        for row in section.added
        if name == FormName.TASK_REPORT
    }
    return Standing(
        agency, by_form, tuple(conflicts), tuple(problems), added, _free(agency, received)
    )


def _free(agency: str, received: Sequence[Received]) -> tuple[ReportedRow, ...]:
    """The rows of the agency's own, of all its files; what two files say alike is there once."""
    found: dict[tuple[object, ...], ReportedRow] = {}
    for file in received:
        for name, section in file.checked.sections.items():
            for row in section.free:
                key = (name, row.code, frozenset(row.values.items()))
                reported = ReportedRow(name, row.code, agency, row.values, section, row)
                found.setdefault((*key, _repeats(section, row)), reported)
    return tuple(found.values())


def _repeats(section: Section, row: ReturnRow) -> int:
    """How many rows above a free row of its table say the same."""
    same = (one for one in section.free if one.code == row.code and one.values == row.values)
    return sum(one.number < row.number for one in same)


def candidate(row: ReportedRow, column: str, *, stands: bool = False) -> Candidate:
    """One row's value as a candidate of a conflict."""
    return Candidate(row.agency, row.values.get(column), row.place(column), stands)


def _conflicts(
    rows: Sequence[ReportedRow], latest: ReportedRow | None, unsure: Set[str]
) -> list[Conflict]:
    """Each value that the row that stands, if any, does not repeat.

    `unsure` are the files of which it is contradicted whose they are.
    """
    earlier = [row for row in rows if row is not latest]
    columns = dict.fromkeys(column for row in earlier for column in row.values)
    conflicts = []
    for column in columns:
        stands = latest.values.get(column) if latest else None
        gave_way = [
            candidate(row, column)
            for row in earlier
            if column in row.values and row.values[column] != stands
        ]
        if gave_way:
            if latest and column in latest.values:
                gave_way.append(candidate(latest, column, stands=True))
            one = rows[0]
            is_unsure = any(c.place.file in unsure for c in gave_way)
            kind = ConflictKind.SENDER if is_unsure else ConflictKind.RETURNS
            conflicts.append(
                Conflict(one.form, one.code, column, kind, one.agency, tuple(gave_way))
            )
    return conflicts
