"""What stands in the head of a form that came back: whose it is, and of which period."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from plansheet.language.text import match_key
from plansheet.own_forms.finding import Located
from plansheet.own_forms.grid import SheetGrid
from plansheet.own_forms.model import FormSheet
from plansheet.own_forms.origins import Origins
from plansheet.plan import Plan
from plansheet.plan.agencies import Agency
from plansheet.plan.periods.naming import periods_named
from plansheet.problems import LabelledCell, PeriodError, Place, Problem
from plansheet.workbooks.reading import a1
from plansheet.workbooks.reading.addresses import Position

_NEAR: Final = 3
"""Cells behind a label in which its answer is looked for."""
_WIDEST: Final = 60
"""Columns of a head."""
_DOTS: Final = " .…_:"
ASKED: Final = ("agency", "period")
"""What a head answers; the unit is a label like any other."""


@dataclass(frozen=True, slots=True)
class HeadAnswer:
    """What a head says of the agency or the period, and where; the text is blank where nothing."""

    what: str
    text: str
    place: Place
    at: Position


def head_answers(
    blank: SheetGrid, sheet: FormSheet, there: Located, origins: Origins, file: str
) -> Iterator[HeadAnswer]:
    """What the head of a sheet says, wherever rows and columns before it have put it."""
    for what in ASKED:
        if what in sheet.head:
            text, at = _answer(blank, there.grid, sheet.head[what], origins)
            yield HeadAnswer(what, text, Place(file, there.sheet.name, a1(*at)), at)


def field_answers(
    blank: SheetGrid, sheet: FormSheet, there: Located, origins: Origins, file: str
) -> Iterator[HeadAnswer]:
    """What stands in the other cells above the table, by what they ask; nothing of blank ones."""
    for name, issued in sheet.fields.items():
        text, at = _answer(blank, there.grid, issued, origins)
        if text:
            yield HeadAnswer(name, text, Place(file, there.sheet.name, a1(*at)), at)


def _answer(
    blank: SheetGrid, grid: SheetGrid, issued: Position, origins: Origins
) -> tuple[str, Position]:
    """The answer behind the label in its own cell, or in one beside it; and where it stands."""
    label, colon, _ = blank.text(*issued).partition(":")
    row, column = _found(grid, match_key(label) if colon else "", issued, origins)
    text = grid.text(row, column)
    _, has_label, tail = text.partition(":")
    said = (tail if has_label else text).strip(_DOTS)
    if _is_as_issued(text, blank.text(*issued)):
        said = ""
    if said or not colon:
        return said, (row, column)
    first = grid.next_to(row, column)
    for beside in range(first, first + _NEAR):
        text = grid.text(row, beside)
        if text and _is_as_issued(text, blank.text(issued[0], issued[1] + beside - column)):
            break
        if text:
            return text.strip(_DOTS), (row, beside)
    return "", (row, column)


def _is_as_issued(text: str, issued: str) -> bool:
    return bool(issued) and match_key(text) == match_key(issued)


def _found(grid: SheetGrid, label: str, issued: Position, origins: Origins) -> Position:
    """The cell with the label, first where it is expected; without one where anything stands."""
    expected = origins.now(issued)
    places = [expected, issued]
    if label:
        top = range(min(origins.top, grid.height))
        places += [(row, column) for row in top for column in range(min(grid.width, _WIDEST))]
    for at in places:
        text = match_key(grid.text(*at))
        if text.startswith(label) if label else text:
            return at
    return expected


def named_agency(text: str, plan: Plan) -> Agency | None:
    """The agency that a form calls so, which may leave out that it is a people's committee."""
    return plan.resolve_agency(text) or plan.resolve_agency(f"UBND {text}")


def agencies_in(answers: Mapping[str, list[HeadAnswer]], plan: Plan) -> set[str]:
    """The codes of the agencies that heads name."""
    texts = (answer.text for answer in answers["agency"])
    return {agency.code for text in texts if text and (agency := named_agency(text, plan))}


def periods_in(answers: Mapping[str, list[HeadAnswer]], plan: Plan) -> set[str]:
    """The periods that heads name."""
    return {name for answer in answers["period"] for name in _periods(answer.text, plan)}


def _periods(text: str, plan: Plan) -> set[str]:
    try:
        return {str(plan.period(text))} if text else set()
    except PeriodError:
        return {str(period) for period in periods_named(text, plan.years)}


def contradictions(
    answers: Mapping[str, list[HeadAnswer]], plan: Plan, agency: str, period: str
) -> Iterator[Problem]:
    """What heads say that is not whose the file is taken for, or that nobody understands."""
    for answer in answers["agency"]:
        named = named_agency(answer.text, plan) if answer.text else None
        name = plan.agency_name(agency)
        cell = LabelledCell(answer.place, value=answer.text)
        if named is None and answer.text and match_key(answer.text) != match_key(name):
            yield cell.problem("unread-cell")
        elif named is not None and named.code != agency:
            yield cell.problem("sender-contradicted", agency=name, named=named.name)
    for answer in answers["period"]:
        cell = LabelledCell(answer.place, value=answer.text)
        named_periods = _periods(answer.text, plan)
        if answer.text and not named_periods:
            yield cell.problem("unread-cell")
        elif period and named_periods - {period}:
            yield cell.problem("locked-cell-changed", issued=period)
