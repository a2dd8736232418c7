"""What a formula of a form gives, without a spreadsheet program.

A form writes "=IF({plan_year}=0,"",{actual}/{plan_year}*100)". Of Excel's language the part is
known here that computes figures of a row; of any other formula nobody says what it gives.
"""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time
from decimal import Decimal, DecimalException
from functools import lru_cache
from typing import Final

from plansheet.workbooks.reading.model import CellValue

Computed = Decimal | str | bool | None
"""What a formula gives; None is a blank cell."""

_TOKEN: Final = re.compile(
    r'(?P<text>"(?:[^"]|"")*")|\{(?P<cell>[^{}]*)\}|(?P<unequal><>)|(?P<equal>(?<![<>])=)'
    r"|(?P<other>\*\*|//|[^\x20-\x7e]|[\[\]'#@\\~`:;^&%])"
)
_ARITHMETIC: Final[Mapping[type[ast.operator], Callable[[Decimal, Decimal], Decimal]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_ORDER: Final[Mapping[type[ast.cmpop], Callable[[Decimal, Decimal], bool]]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_OF_NUMBERS: Final[Mapping[str, Callable[[Sequence[Decimal]], Decimal]]] = {
    "ABS": lambda numbers: abs(*numbers),
    "COUNT": lambda numbers: Decimal(len(numbers)),
    "MAX": lambda numbers: max(numbers, default=Decimal(0)),
    "MIN": lambda numbers: min(numbers, default=Decimal(0)),
    "SUM": lambda numbers: sum(numbers, Decimal(0)),
}


class UnknownValueError(ValueError):
    """Nobody here knows what the formula gives."""


def formula_value(formula: str, cell: Callable[[str], CellValue | Decimal]) -> Computed:
    """What a formula of a form gives.

    Args:
        formula: as the form writes it, "=" first, cells by the names of their columns.
        cell: what stands in the cell of a name ("actual", "judged", "actual+1").

    Raises:
        UnknownValueError: it gives an error, or says more than is known here.
    """
    try:
        tree, names = _parsed(formula)
        return _Evaluation([cell(name) for name in names]).of(tree)
    except (TypeError, DecimalException, RecursionError) as error:
        raise UnknownValueError(formula) from error


@lru_cache(maxsize=4096)
def _parsed(formula: str) -> tuple[ast.expr, tuple[str, ...]]:
    """A formula as an expression of Python, and the names of its cells in their order.

    Raises:
        UnknownValueError: it says more than is known here.
    """
    names: list[str] = []

    def python(token: re.Match[str]) -> str:
        """The token as Python writes it; a cell is the call of a number."""
        if token["text"]:
            return repr(token["text"][1:-1].replace('""', '"'))
        if token["other"]:
            raise UnknownValueError(formula)
        if token["cell"] is not None:
            names.append(token["cell"])
            return f"({len(names) - 1})()"
        return "!=" if token["unequal"] else "=="

    try:
        tree = ast.parse(_TOKEN.sub(python, formula.removeprefix("=")).strip(), mode="eval")
    except (SyntaxError, RecursionError) as error:
        raise UnknownValueError(formula) from error
    return tree.body, tuple(names)


class _Evaluation:
    """The value of each part of a formula, given those of its cells."""

    def __init__(self, cells: Sequence[CellValue | Decimal]) -> None:
        self.cells = cells

    def of(self, node: ast.expr) -> Computed:
        match node:
            case ast.Constant(value=str() as text):
                return text
            case ast.Constant(value=int() | float() as number):
                return Decimal(str(number))
            case ast.Call(func=ast.Constant(value=int() as number), args=[]):
                return _plain(self.cells[number])
            case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]):
                return self._call(name.upper(), arguments)
            case ast.UnaryOp(op=ast.USub(), operand=of):
                return -_number(self.of(of))
            case ast.BinOp(left=left, op=op, right=right) if type(op) in _ARITHMETIC:
                both = _number(self.of(left)), _number(self.of(right))
                return _ARITHMETIC[type(op)](*both)
            case ast.Compare(left=left, ops=[op], comparators=[right]):
                return _compare(op, self.of(left), self.of(right))
        raise UnknownValueError(ast.dump(node))

    def _call(self, name: str, arguments: Sequence[ast.expr]) -> Computed:
        if name == "IF" and len(arguments) == 3:
            condition, yes, no = arguments
            return self.of(yes if _number(self.of(condition)) else no)
        values = [self.of(argument) for argument in arguments]
        if name in ("AND", "OR"):
            return (all if name == "AND" else any)(map(_number, values))
        if name == "ROUND" and len(values) == 2:
            number, digits = map(_number, values)
            return number.quantize(Decimal(1).scaleb(-int(digits)), "ROUND_HALF_UP")
        if name in _OF_NUMBERS:
            return _OF_NUMBERS[name]([value for value in values if isinstance(value, Decimal)])
        raise UnknownValueError(name)


def _plain(value: CellValue | Decimal) -> Computed:
    """What stands in a cell; of days and hours nothing is computed here."""
    if isinstance(value, date | time):
        raise UnknownValueError(value)
    if value is None or isinstance(value, str | bool):
        return value
    return Decimal(str(value))


def _number(value: Computed) -> Decimal:
    """A value as a number: a blank cell is 0, a text none."""
    if isinstance(value, str):
        raise UnknownValueError(value)
    return Decimal(value or 0)


def _compare(op: ast.cmpop, left: Computed, right: Computed) -> bool:
    if isinstance(op, ast.Eq | ast.NotEq):
        either = next((value for value in (left, right) if value is not None), None)
        blank = "" if isinstance(either, str) else 0
        same = (blank if left is None else left) == (blank if right is None else right)
        return same == isinstance(op, ast.Eq)
    if type(op) not in _ORDER:
        raise UnknownValueError(ast.dump(op))
    return _ORDER[type(op)](_number(left), _number(right))
