"""What an earlier report said: the values of each agency, the outcomes, the decisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Final

from plansheet.forms import Forms
from plansheet.forms.names import ColumnName
from plansheet.forms.values import Value, in_sentence, show
from plansheet.language.text import match_key
from plansheet.plan.classes import DONE_CLASSES
from plansheet.plan.periods import Period
from plansheet.problems import LabelledCell, Place, Problem
from plansheet.workbooks.remote import PathOrRemote

RowKey = tuple[str, str, str]
"""Form, agency code, row code."""


_STORED: Final = Decimal(10) ** -14
"""What is left of a number's 15 digits after a workbook kept it, as part of the number."""


def same_as_stored(value: Value | None, stored: Value | None) -> bool:
    """Whether a value is the one that a report was written with, as far as a workbook keeps it."""
    if isinstance(value, Decimal) and isinstance(stored, Decimal):
        return abs(value - stored) <= abs(value) * _STORED
    return value == stored


OF_ITS_STATUS: Final = (ColumnName.PROGRESS, ColumnName.DOCUMENT_NO, ColumnName.DOCUMENT_DATE)
"""Columns of `task_report` that only make sense with the status that they were reported with."""


def with_decisions(
    reported: Mapping[str, Value], decided: Mapping[str, Value]
) -> Mapping[str, Value]:
    """What counts of a row: what was reported, and what the coordinator decided instead.

    Of a status that was overruled, its progress and its document go too: they spoke for it.
    """
    if ColumnName.STATUS in decided and decided[ColumnName.STATUS] != reported.get(
        ColumnName.STATUS
    ):
        reported = {name: v for name, v in reported.items() if name not in OF_ITS_STATUS}
    return {**reported, **decided}


@dataclass(frozen=True, slots=True)
class EarlierOutcome:
    """What a report said of one task or indicator: its class or attainment, its values."""

    state: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Punctuality:
    """How often an agency was expected, reported, and was in time, this period included."""

    expected: int = 0
    received: int = 0
    on_time: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """What the coordinator decided about one value, or knows by telephone or on paper.

    `agency` is blank where the decision is about a task as a whole. `candidates` are the (agency,
    value as text) that stood beside it when it was made; a value of nobody's return has none.
    `sha256` is the digest of the report that it was typed into.
    """

    code: str
    agency: str
    form: str
    column: str
    value: Value
    reason: str
    place: Place
    candidates: frozenset[tuple[str, str]] = frozenset()
    sha256: str = ""

    def at(self, forms: Forms) -> LabelledCell:
        """The cell that it was typed into, to say what is wrong with it."""
        header = forms.header(self.form, self.column)
        return LabelledCell(self.place, self.code, header, in_sentence(self.value))


@dataclass(frozen=True)
class EarlierReport:
    """A report read back: what it said, and the decisions that were typed into it.

    `rows` are what the agencies reported, `decided` what counted instead; `carried_on` are those of
    `rows` that it had from a report before it. `problems` are those of the decisions; `before` are
    the reports of the periods before it, the earliest first. `sent` counts the agencies that had
    reported, `undecided` the questions that it left open.
    """

    file: str
    period: Period
    as_of: date | None
    rows: Mapping[RowKey, Mapping[str, Value]] = field(default_factory=dict)
    decided: Mapping[RowKey, Mapping[str, Value]] = field(default_factory=dict)
    carried_on: frozenset[RowKey] = frozenset()
    tasks: Mapping[str, EarlierOutcome] = field(default_factory=dict)
    indicators: Mapping[str, EarlierOutcome] = field(default_factory=dict)
    punctuality: Mapping[str, Punctuality] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    problems: tuple[Problem, ...] = ()
    path: PathOrRemote = Path()
    before: tuple[EarlierReport, ...] = ()
    sent: int = 0
    undecided: int = 0

    def of(self, period: Period) -> EarlierReport | None:
        """The report of a period: itself or one before it."""
        return next((one for one in (self, *self.before) if one.period == period), None)

    def values(self, form: str, agency: str, code: str) -> Mapping[str, Value]:
        """What counted of one agency's row: a decision about the task as a whole is for all."""
        key, of_all = (form, agency, code), (form, "", code)
        reported = self.rows.get(key, {})
        if not reported and key not in self.decided:
            return {}
        return with_decisions(
            reported, {**self.decided.get(of_all, {}), **self.decided.get(key, {})}
        )

    def name(self, code: str) -> str | None:
        """What a task or indicator was called then; None where the report does not have it."""
        for outcomes, column in (
            (self.tasks, ColumnName.TASK_NAME),
            (self.indicators, ColumnName.INDICATOR_NAME),
        ):
            if code in outcomes:
                return show(outcomes[code].values.get(column))
        return None

    def is_done(self, code: str) -> bool:
        """Whether a task as a whole was done; true where the report does not say."""
        outcome = self.tasks.get(code)
        return outcome is None or outcome.state in ("", *DONE_CLASSES)

    def has(self, code: str, name: str) -> bool:
        """Whether what it says of `code` is about what is called `name` now: codes come back."""
        then = self.name(code)
        return then is None or match_key(then) == match_key(name)


@dataclass(frozen=True, slots=True)
class CarriedSource:
    """A row of `Nguồn số liệu` that a return carried along: where its own figures came from."""

    code: str
    form: str
    agency: str
    agency_name: str
    file: str
    sheet: str
    cells: str
    through: str
    sha256: str
    values: Mapping[str, Value] = field(default_factory=dict)
