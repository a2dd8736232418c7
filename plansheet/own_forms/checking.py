"""The checks of a form held against the figures of a return."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial

from plansheet.forms.comparisons import EVERY, Check, Outcome, Reference, UnusableError
from plansheet.forms.values import Value, display, show
from plansheet.language.text import match_key
from plansheet.language.wording import Wording
from plansheet.own_forms.finding import Located
from plansheet.own_forms.matrices import MatrixReading, figures_of
from plansheet.own_forms.model import CellKey, FormSheet
from plansheet.own_forms.rounding import is_nothing, is_rounding
from plansheet.problems import LabelledCell, Place, Problem
from plansheet.workbooks.reading import a1


def broken_checks(
    sheet: FormSheet, reading: MatrixReading, there: Located, file: str
) -> tuple[set[CellKey], list[Problem]]:
    """The cells that an error takes out of use, and what does not hold."""
    if not sheet.checks:
        return set(), []
    checking = _Checking(sheet, reading)
    broken: set[CellKey] = set()
    problems = []
    for check in sheet.checks:
        for at, found in checking.failing(check):
            row, column = there.rows.get(at.row), there.columns.get(at.column)
            cell = a1(row, column) if row is not None and column is not None else ""
            place = Place(file, there.sheet.name, cell)
            if is_nothing(found.left - found.right, found.left):
                continue
            value = checking.figures.get(at)
            labelled = LabelledCell(place, at.row, at.column, show(value))
            if checking.is_rounding(check, found, at):
                gap = show(abs(found.left - found.right))
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

    def __init__(self, sheet: FormSheet, reading: MatrixReading) -> None:
        self._sheet, self._broken = sheet, reading.broken
        self.figures = figures_of(reading)
        cells = (*sheet.inputs.values(), *sheet.formulas.values())
        self._known = {CellKey(sheet.name, c.row_key, c.column_key) for c in cells}
        self._unknown = {
            CellKey(sheet.name, c.row_key, c.column_key) for c in sheet.formulas.values()
        } - reading.computed.keys()

    def failing(self, check: Check) -> Iterator[tuple[CellKey, Outcome]]:
        """The cell at which it does not hold, and what it gives there."""
        references = check.comparison.references
        rows = self._open([r.parts[0] for r in references], list(self._sheet.rows.values()))
        columns = self._open([r.parts[1] for r in references], list(self._sheet.columns.values()))
        first = next((r for r in references), None)
        for row in rows:
            for column in columns if first else ():
                found = check.outcome(partial(self._figures, row=row, column=column))
                if found is not None and not found.holds and first:
                    yield self._key(first, row, column), found

    def is_rounding(self, check: Check, found: Outcome, at: CellKey) -> bool:
        """Whether both sides differ by what rounding of the figures explains."""
        keys = (self._key(one, at.row, at.column) for one in check.comparison.references)
        values = [self.figures.get(key) for key in keys]
        figures = [value for value in values if isinstance(value, Decimal)]
        return is_rounding(found.left - found.right, figures)

    def _open(self, parts: Sequence[str], every: Sequence[str]) -> Sequence[str]:
        return every if EVERY in parts else [""]

    def _key(self, reference: Reference, row: str, column: str) -> CellKey:
        by_row, by_column = reference.parts
        at_row = row if by_row == EVERY else self._row(by_row)
        at_column = column if by_column == EVERY else self._column(by_column)
        return CellKey(self._sheet.name, at_row, at_column)

    def _row(self, key: str) -> str:
        return self._sheet.rows[self._sheet.row_of[match_key(key)]]

    def _column(self, key: str) -> str:
        return self._sheet.columns[self._sheet.column_of[match_key(key)]]

    def _figures(self, reference: Reference, row: str, column: str) -> Sequence[Decimal | None]:
        key = self._key(reference, row, column)
        value = self.figures.get(key)
        if key not in self._known or key in self._broken or key in self._unknown:
            raise UnusableError(reference)
        if value is not None and not isinstance(value, Decimal):
            raise UnusableError(reference)
        return [value]
