"""What a comparison gives, with the figures of a form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, DecimalException
from typing import Final, Literal

from plansheet.forms.comparisons.grammar import (
    Call,
    Comparison,
    Expression,
    Number,
    Operation,
    Reference,
)

Missing = Literal["skip", "zero"]
"""What blank cells are: nothing is asked of what rests on one, or they count as 0."""

FiguresOf = Callable[[Reference], Sequence[Decimal | None]]
"""The figures of a reference, None where a cell is blank: one, or that of every row.

It raises `UnusableError` where a cell holds something of which nothing can be computed.
"""

ZERO: Final = Decimal(0)
_COMPARED: Final[Mapping[str, Callable[[Decimal, Decimal], bool]]] = {
    "=": lambda gap, tolerance: abs(gap) <= tolerance,
    "<>": lambda gap, tolerance: abs(gap) > tolerance,
    ">=": lambda gap, tolerance: gap >= -tolerance,
    ">": lambda gap, tolerance: gap > -tolerance,
    "<=": lambda gap, tolerance: gap <= tolerance,
    "<": lambda gap, tolerance: gap < tolerance,
}
_JOINED: Final[Mapping[str, Callable[[Decimal, Decimal], Decimal]]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
}
_FUNCTIONS: Final[Mapping[str, Callable[[Sequence[Decimal]], Decimal]]] = {
    "abs": lambda numbers: abs(*numbers),
    "sum": lambda numbers: sum(numbers, ZERO),
    "min": min,
    "max": max,
}


class UnusableError(ValueError):
    """A cell that has an error already, or text: nothing is asked of what rests on it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What both sides of a comparison give, and whether it holds."""

    holds: bool
    left: Decimal
    right: Decimal


def outcome(
    comparison: Comparison, figures: FiguresOf, tolerance: Decimal, missing: Missing
) -> Outcome | None:
    """What a comparison gives; None where it is not asked.

    It is not asked where a cell that it needs is blank (`missing`: "skip"), where all are, where
    one cannot be used, or where it divides by zero.
    """
    evaluation = _Evaluation(figures, missing)
    try:
        left, right = evaluation.of(comparison.left), evaluation.of(comparison.right)
        if left is None or right is None or not evaluation.has_figures:
            return None
        holds = _COMPARED[comparison.operator](left - right, tolerance)
    except (UnusableError, DecimalException):
        return None
    return Outcome(holds, left, right)


class _Evaluation:
    def __init__(self, figures: FiguresOf, missing: Missing) -> None:
        self._figures, self._blank = figures, ZERO if missing == "zero" else None
        self.has_figures = False

    def of(self, expression: Expression) -> Decimal | None:
        """The value of a part of the comparison, None where it rests on a blank."""
        match expression:
            case Number(value=value):
                return value
            case Reference():
                (figure,) = self._cells(expression)
                return self._blank if figure is None else figure
            case Operation(sign=sign, left=left, right=right):
                first, second = self.of(left), self.of(right)
                return None if first is None or second is None else _JOINED[sign](first, second)
            case Call(name="count", arguments=arguments):
                return Decimal(sum(map(self._count, arguments)))
            case Call(name=name, arguments=arguments):
                given = [value for argument in arguments for value in self._argument(argument)]
                numbers = [value for value in given if value is not None]
                return _FUNCTIONS[name](numbers) if len(numbers) == len(given) else None

    def _argument(self, argument: Expression) -> Sequence[Decimal | None]:
        """The figures of an argument; of a column in every row those that are not blank."""
        if not (isinstance(argument, Reference) and argument.every_row):
            return [self.of(argument)]
        filled = [figure for figure in self._cells(argument) if figure is not None]
        return filled or [self._blank]

    def _count(self, argument: Expression) -> int:
        """How many figures an argument has, whatever blanks are."""
        if not isinstance(argument, Reference):
            return int(self.of(argument) is not None)
        return len([figure for figure in self._cells(argument) if figure is not None])

    def _cells(self, reference: Reference) -> Sequence[Decimal | None]:
        figures = self._figures(reference)
        self.has_figures |= any(figure is not None for figure in figures)
        return figures
