"""Of all the files of one agency, the rows that stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from plansheet.cells import show
from plansheet.merge.records import Received, Report
from plansheet.plan import Plan
from plansheet.problems import Place, Problem, problem
from plansheet.returns import ReturnRow

_FIRST = datetime.min


def in_order_received(received: Iterable[Received]) -> list[Received]:
    """The earliest first; files that came at one moment in the order of their names."""
    return sorted(received, key=lambda r: (r.received_at or _FIRST, r.file, r.checked.ret.sha256))


@dataclass(frozen=True)
class Standing:
    """What one agency says, whatever the number of its files.

    `reports` has by form and row code the latest row that has any input; `problems` those of its
    files that still matter, and the differences between files.
    """

    agency: str
    reports: Mapping[str, Mapping[str, Report]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def stand(plan: Plan, agency: str, received: Sequence[Received]) -> Standing:
    """The rows that stand of one agency's accepted files, given in the order they came."""
    reports: dict[str, dict[str, Report]] = {}
    present: set[tuple[str, str]] = set()
    problems: list[Problem] = []
    for one in received:
        for name, section in one.checked.sections.items():
            by_code = reports.setdefault(name, {})
            for row in section.rows:
                present.add((name, row.code))
                if not _has_input(row):
                    continue
                report = Report(row.code, agency, row.values, one.file, section, row)
                if (earlier := by_code.get(row.code)) is not None:
                    problems += _differences(plan, name, earlier, report)
                by_code[row.code] = report
    standing = {
        (name, code): report for name, rows in reports.items() for code, report in rows.items()
    }
    for index, one in enumerate(received):
        is_last = index == len(received) - 1
        problems += _still_true(one, standing, present, is_last=is_last)
    return Standing(agency, reports, tuple(problems))


def _has_input(row: ReturnRow) -> bool:
    return bool(row.values or row.broken)


def _differences(plan: Plan, name: str, earlier: Report, later: Report) -> list[Problem]:
    """Each filled cell of the earlier row that the later one does not repeat."""
    form = plan.forms[name]
    return [
        problem(
            "duplicate-return",
            Place(earlier.file, earlier.sheet, earlier.cell(column)),
            value=show(value),
            row_code=earlier.code,
            column=form.by_name[column].title,
            agency=plan.agency_name(earlier.agency),
        )
        for column, value in earlier.values.items()
        if later.values.get(column) != value
    ]


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
