"""Returns of agencies that do not answer in a period: they have ended, or have not begun."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Final

from plansheet.forms.values import show
from plansheet.plan import Plan
from plansheet.plan.agencies import Agency
from plansheet.plan.periods import Period
from plansheet.problems import Place, Problem, problem
from plansheet.problems.catalogue import phrases
from plansheet.returns.model import Section
from plansheet.workbooks.reading import column_letters

AGENCY_ENDED: Final = "agency-ended"
AGENCY_NOT_BEGUN: Final = "agency-not-begun"

_ONE_DAY: Final = timedelta(days=1)


def not_asked(
    plan: Plan, period: Period, agency: str, file: str, sections: Iterable[Section]
) -> list[Problem]:
    """What is said of a return where not its agency answers in the period, but others or nobody.

    One problem for each sheet with anything in it, at the range of it; else one for the file.
    """
    body = plan.agency(agency)
    heirs = plan.heirs(agency, period)
    if body is None or heirs == (agency,):
        return []
    filled = [Place(file, section.sheet, cells) for section in sections if (cells := _of(section))]
    names = ", ".join(map(plan.agency_name, heirs))
    return [_said(body, period, names, place) for place in filled or [Place(file)]]


def _said(body: Agency, period: Period, heirs: str, place: Place) -> Problem:
    if body.valid_until is not None and body.ends_before(period.end):
        since = show(body.valid_until + _ONE_DAY)
        return problem(
            AGENCY_ENDED, place, value=body.code, agency=body.name, heir=heirs, since=since
        )
    who = phrases.OTHERS_REPORT.fill(heirs=heirs) if heirs else phrases.NOBODY_REPORTS
    since = show(body.valid_from)
    return problem(AGENCY_NOT_BEGUN, place, value=body.code, agency=body.name, since=since, who=who)


def _of(section: Section) -> str:
    """The range of what was filled in in a table, blank where nothing was."""
    rows = [row for row in (*section.rows, *section.added) if row.values or row.broken]
    columns = [
        section.columns.get(name, 0) for row in rows for name in row.values.keys() | row.broken
    ]
    if not rows:
        return ""
    numbers = [row.number for row in rows]
    first = f"{column_letters(min(columns))}{min(numbers)}"
    last = f"{column_letters(max(columns))}{max(numbers)}"
    return first if first == last else f"{first}:{last}"
