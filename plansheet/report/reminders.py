"""Who is to be reminded after a consolidation, and of what: the letters before they are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from plansheet.consolidation import Consolidation, Receipt, owners
from plansheet.consolidation.rounds import RoundResult
from plansheet.forms.names import ColumnName, FormName, ReportColumn
from plansheet.issuing import IssuedRow
from plansheet.plan.agencies import Agency
from plansheet.plan.classes import ACCEPTED, ReturnState
from plansheet.plan.rounds import when_answered
from plansheet.problems import Problem

HAS_ERRORS: Final = ReportColumn.ERRORS
"""The reason of a letter to an agency whose return has errors."""


@dataclass(frozen=True)
class Reminder:
    """What one agency is reminded of.

    Attributes:
        agency: to whom the letter goes.
        states: the states of its returns that are a reason to write, in the order of `ReturnState`.
        receipts: its files; those that a usable one has replaced are left out.
        tasks: the rows of tasks that it leads and has said nothing of.
        coordination: those of tasks that it coordinates, where it has sent nothing at all.
        indicators: the rows of indicators of which it has given no figure.
        in_round: in a round on the plan the rows that it was to answer.
        errors: what is wrong in its files.
    """

    agency: Agency
    states: tuple[ReturnState, ...] = ()
    receipts: tuple[Receipt, ...] = ()
    tasks: tuple[IssuedRow, ...] = ()
    coordination: tuple[IssuedRow, ...] = ()
    indicators: tuple[IssuedRow, ...] = ()
    in_round: tuple[IssuedRow, ...] = ()
    errors: tuple[Problem, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it is written, for scripts: `states`, then `HAS_ERRORS`."""
        return (*(state.value for state in self.states), *([HAS_ERRORS] if self.errors else []))

    @property
    def is_missing(self) -> bool:
        """Whether nothing that it sent can be used, if it sent anything."""
        return not set(ACCEPTED).issuperset(self.states)

    @property
    def days_late(self) -> int:
        """By how many days its first usable return was late; 0 where it was not, or none came."""
        late = [r.days_late for r in self.receipts if r.state in ACCEPTED]
        return min(late, default=0)

    def to_dict(self) -> dict[str, Any]:
        """What `remind --json` prints of a letter, without its file."""
        return {
            ReportColumn.AGENCY: self.agency.code,
            ReportColumn.NAME: self.agency.name,
            "reasons": list(self.reasons),
            ReportColumn.DAYS_LATE: self.days_late,
            FormName.TASKS: [row.code for row in self.tasks],
            "coordination": [row.code for row in self.coordination],
            FormName.INDICATORS: [row.code for row in self.indicators],
            **({"in_round": [row.code for row in self.in_round]} if self.in_round else {}),
            HAS_ERRORS: len(self.errors),
        }


def reminders(merged: Consolidation | RoundResult) -> tuple[Reminder, ...]:
    """One reminder for each agency that is late, has sent nothing usable, or sent errors.

    They are in the order of the plan. A body that does not exist at the end of the period gets
    none: nobody would open the letter, and what was asked of it is asked of its heirs.
    """
    bodies = dict.fromkeys(agency.code for agency in merged.plan.agencies)
    time = when_answered(merged.plan, merged.period)
    existing = (code for code in bodies if merged.plan.heirs(code, time) == (code,))
    addressed = (c for c in existing if not merged.plan.is_without_heir(c, time))
    found = (_reminder(merged, code) for code in addressed)
    return tuple(one for one in found if one.reasons)


def _reminder(merged: Consolidation | RoundResult, code: str) -> Reminder:
    agency = merged.plan.agency(code)
    assert agency is not None
    receipts = tuple(_standing([r for r in merged.receipts if r.agency == code]))
    files = {r.file for r in receipts if r.file}
    errors = tuple(p for p in merged.all_problems if p.severity == "error" and p.file in files)
    found = Reminder(
        agency, tuple(_states(merged, code, receipts)), receipts=receipts, errors=errors
    )
    is_missing = code in merged.missing
    if isinstance(merged, RoundResult):
        rows = tuple(_issued(merged, code, merged.period.value)) if is_missing else ()
        return replace(found, in_round=rows)
    named = {p.row_code for p in errors}
    return replace(
        found,
        tasks=tuple(r for r in _tasks_unsaid(merged, code) if r.code not in named),
        coordination=tuple(_issued(merged, code, FormName.COORDINATION_REPORT)) * is_missing,
        indicators=tuple(r for r in _figures_ungiven(merged, code) if r.code not in named),
    )


def _standing(receipts: Sequence[Receipt]) -> Iterator[Receipt]:
    """The receipts without the unusable files that a usable one came after."""
    usable = [_came(r) for r in receipts if r.state in ACCEPTED]
    for receipt in receipts:
        is_file = bool(receipt.file) and receipt.state not in ACCEPTED
        if not (is_file and any(_came(receipt) <= came for came in usable)):
            yield receipt


def _came(receipt: Receipt) -> datetime:
    return receipt.received_at or datetime.min


def _states(
    merged: Consolidation | RoundResult, code: str, receipts: Sequence[Receipt]
) -> Iterator[ReturnState]:
    """The states that are a reason to write."""
    states = {receipt.state for receipt in receipts}
    if code in merged.missing:
        yield from (state for state in ReturnState if state in states and state not in ACCEPTED)
    elif code in merged.expected and code in merged.late:
        yield ReturnState.LATE


def _issued(merged: Consolidation | RoundResult, code: str, form: str) -> Sequence[IssuedRow]:
    assignment = merged.assigned.assignments.get(code)
    return assignment.rows.get(form, ()) if assignment else ()


def _tasks_unsaid(merged: Consolidation, code: str) -> Iterator[IssuedRow]:
    """The tasks that an agency leads and has given no usable status of."""
    said = {
        row.code
        for row in merged.lead_rows
        if row.agency == code and ColumnName.STATUS in row.values
    }
    return (r for r in _issued(merged, code, FormName.TASK_REPORT) if r.code not in said)


def _figures_ungiven(merged: Consolidation, code: str) -> Iterator[IssuedRow]:
    """The indicators, without the rows of operands, of which an agency has given nothing."""
    of_row = owners(merged.plan)
    given = {
        of_row[row.code].code for row in merged.indicator_rows if row.agency == code and row.values
    }
    rows = _issued(merged, code, FormName.INDICATOR_REPORT)
    return (r for r in rows if r.code in merged.plan.indicators_by_code and r.code not in given)
