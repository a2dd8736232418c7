"""The checks of a form held against the figures of a return."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Final

from plansheet.forms.comparisons import EVERY, Check, Outcome, Reference, UnusableError
from plansheet.forms.values import Value, display, in_sentence
from plansheet.language.text import match_key
from plansheet.language.wording import Wording
from plansheet.own_forms.finding import Located
from plansheet.own_forms.matrices import MatrixReading, figures_of
from plansheet.own_forms.model import CellKey, FormSheet
from plansheet.own_forms.returned import SheetPlace
from plansheet.own_forms.rounding import is_nothing, is_rounding
from plansheet.problems import LabelledCell, Place, Problem
from plansheet.workbooks.reading import a1

PREVIOUS: Final = "previous"
"""What stands before the row and column of a cell of the total of last time."""


def is_of_previous(check: Check) -> bool:
    """Whether a check speaks of the total of last time too: `{previous,R-101,6}`."""
    return any(reference.parts[0] == PREVIOUS for reference in check.comparison.references)


def broken_checks(
    sheet: FormSheet, reading: MatrixReading, there: Located, file: str
) -> tuple[set[CellKey], list[Problem]]:
    """The cells that an error takes out of use, and what does not hold."""
    checks = [check for check in sheet.checks if not is_of_previous(check)]
    if not checks:
        return set(), []
    place = SheetPlace(there.sheet.name, there.rows, there.columns)
    figures = figures_of(reading)
    return held(Held(sheet, figures, reading.broken), checks, place, file)


@dataclass(frozen=True)
class Held:
    """Figures of a sheet, those that cannot be used, and what the agency gave last time."""

    sheet: FormSheet
    figures: Mapping[CellKey, Value]
    broken: Collection[CellKey]
    previous: Mapping[CellKey, Value] = field(default_factory=dict)


def held(
    against: Held, checks: Sequence[Check], there: SheetPlace, file: str
) -> tuple[set[CellKey], list[Problem]]:
    """The cells that an error takes out of use, and what of some checks does not hold."""
    checking = _Checking(against)
    broken: set[CellKey] = set()
    problems = []
    for check in checks:
        for at, found in checking.failing(check):
            row, column = there.rows.get(at.row), there.columns.get(at.column)
            cell = a1(row, column) if row is not None and column is not None else ""
            place = Place(file, there.sheet, cell)
            if is_nothing(found.left - found.right, found.left):
                continue
            value = against.figures.get(at)
            labelled = LabelledCell(place, at.row, at.column, in_sentence(value))
            if checking.is_rounding(check, found, at):
                gap = in_sentence(abs(found.left - found.right))
                told = labelled.problem("rounding-difference", what=check.comparison.text, gap=gap)
                problems.append(told)
                continue
            problems.append(broken_check(check, found, labelled, value))
            if check.severity == "error":
                broken.add(at)
    return broken, problems


def broken_check(check: Check, found: Outcome, cell: LabelledCell, value: Value | None) -> Problem:
    """What is said of a check that does not hold at a cell."""
    filled = partial(
        Wording.fill,
        value=display(value),
        column=cell.column,
        row_code=cell.row_code,
        left=display(found.left),
        right=display(found.right),
        check=check.comparison.text,
    )
    words = {"rule": filled(check.message), "advice": filled(check.hint)}
    return cell.problem("rule-violated", check.severity, more=words)


class _Checking:
    """Asks a check for each row and each column that its references leave open."""

    def __init__(self, against: Held) -> None:
        self._sheet, self._against = against.sheet, against
        self._known = {cell.key for cell in self._sheet.inputs.values()}
        computed = {cell.key for cell in self._sheet.formulas.values()}
        self._known |= computed & against.figures.keys()

    def failing(self, check: Check) -> Iterator[tuple[CellKey, Outcome]]:
        """The cell at which it does not hold, and what it gives there."""
        references = check.comparison.references
        rows = self._open([r.parts[-2] for r in references], list(self._sheet.rows.values()))
        columns = self._open([r.parts[-1] for r in references], list(self._sheet.columns.values()))
        first = next((r for r in references if r.parts[0] != PREVIOUS), None)
        for row in rows:
            for column in columns if first else ():
                found = check.outcome(partial(self._figures, row=row, column=column))
                if found is not None and not found.holds and first:
                    yield self._key(first, row, column), found

    def is_rounding(self, check: Check, found: Outcome, at: CellKey) -> bool:
        """Whether both sides differ by what rounding of the figures explains."""
        values = [
            self._of(one).get(self._key(one, at.row, at.column))
            for one in check.comparison.references
        ]
        figures = [value for value in values if isinstance(value, Decimal)]
        return is_rounding(found.left - found.right, figures)

    def _open(self, parts: Sequence[str], every: Sequence[str]) -> Sequence[str]:
        return every if EVERY in parts else [""]

    def _of(self, reference: Reference) -> Mapping[CellKey, Value]:
        is_previous = reference.parts[0] == PREVIOUS
        return self._against.previous if is_previous else self._against.figures

    def _key(self, reference: Reference, row: str, column: str) -> CellKey:
        *_, by_row, by_column = reference.parts
        at_row = row if by_row == EVERY else self._row(by_row)
        at_column = column if by_column == EVERY else self._column(by_column)
        return CellKey(self._sheet.name, at_row, at_column)

    def _row(self, key: str) -> str:
        return self._sheet.rows[self._sheet.row_of[match_key(key)]]

    def _column(self, key: str) -> str:
        return self._sheet.columns[self._sheet.column_of[match_key(key)]]

    def _figures(self, reference: Reference, row: str, column: str) -> Sequence[Decimal | None]:
        key = self._key(reference, row, column)
        value = self._of(reference).get(key)
        if reference.parts[0] == PREVIOUS:
            is_usable = key in self._known
        else:
            is_usable = key in self._known and key not in self._against.broken
        if not is_usable or (value is not None and not isinstance(value, Decimal)):
            raise UnusableError(reference)
        return [value]
