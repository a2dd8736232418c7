"""A comparison as a formula of Excel, so that a workbook says itself what does not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from plansheet.forms.comparisons.check import Check
from plansheet.forms.comparisons.grammar import (
    Call,
    Comparison,
    Expression,
    Number,
    Operation,
    Reference,
)

CellsOf = Callable[[Reference], str]
"""From a reference to its cell, or to the cells of every row: `$F7`, `$F$7:$F$20`."""

_PLACES: Final = 9
"""How many places binary arithmetic is trusted to."""

_COMPARED: Final = {
    "=": "ABS({gap})<={tolerance}",
    "<>": "ABS({gap})>{tolerance}",
    ">=": "{gap}>=-{tolerance}",
    ">": "{gap}>-{tolerance}",
    "<=": "{gap}<={tolerance}",
    "<": "{gap}<{tolerance}",
}


def failing(check: Check, cells: CellsOf) -> str:
    """1 where the check does not hold, 0 where it does or is not asked.

    Numbers that were typed as text are for the reader of the return to judge: here nothing is
    asked of what rests on one.
    """
    comparison = check.comparison
    formula = _Formula(cells, is_zero=check.missing == "zero")
    gap = f"ROUND({formula.of(comparison.left)}-{formula.of(comparison.right)},{_PLACES})"
    holds = _COMPARED[comparison.operator].format(gap=gap, tolerance=f"{check.tolerance:f}")
    asked = "*".join(formula.asked(comparison)) or "1"
    return f"IFERROR({asked}*(1-({holds})),0)"


class _Formula:
    def __init__(self, cells: CellsOf, *, is_zero: bool) -> None:
        self._cells, self._is_zero = cells, is_zero

    def of(self, expression: Expression) -> str:
        """A part of the comparison as Excel writes it."""
        match expression:
            case Number(value=value):
                return f"{value:f}"
            case Reference():
                cell = self._cells(expression)
                return f"N({cell})" if self._is_zero and not expression.every_row else cell
            case Operation(sign=sign, left=left, right=right):
                return f"({self.of(left)}{sign}{self.of(right)})"
            case Call(name="count", arguments=arguments):
                return f"COUNT({','.join(map(self._counted, arguments))})"
            case Call(name=name, arguments=arguments):
                return f"{name.upper()}({','.join(map(self.of, arguments))})"

    def _counted(self, argument: Expression) -> str:
        return self._cells(argument) if isinstance(argument, Reference) else self.of(argument)

    def asked(self, comparison: Comparison) -> Iterator[str]:
        """1 for each condition under which it is asked."""
        for reference in comparison.references:
            cells = self._cells(reference)
            has_text = f"COUNTA({cells})>COUNT({cells})" if reference.every_row else ""
            yield f"(1-({has_text}))" if has_text else f"(1-ISTEXT({cells}))"
        if comparison.references:
            yield self._has_numbers(comparison.references)
        if not self._is_zero:
            sides = (*_needed(comparison.left), *_needed(comparison.right))
            yield from (self._has_numbers([reference]) for reference in dict.fromkeys(sides))

    def _has_numbers(self, of: Sequence[Reference]) -> str:
        return f"(COUNT({','.join(map(self._cells, of))})>0)"


def _needed(expression: Expression) -> Iterator[Reference]:
    """The references that must not be blank: what only counts takes blanks for what they are."""
    match expression:
        case Reference():
            yield expression
        case Operation(left=left, right=right):
            yield from (*_needed(left), *_needed(right))
        case Call(name=name, arguments=arguments) if name != "count":
            for argument in arguments:
                yield from _needed(argument)
