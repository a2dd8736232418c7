"""What a comparison is, and how one is read.

    comparison = sum operator sum                  operator: =  <>  <  >  <=  >=  (≠ ≤ ≥)
    sum        = product { ("+" | "-") product }
    product    = operand { ("*" | "/") operand }
    operand    = number | reference | function "(" sum { "," sum } ")" | "(" sum ")" | "-" operand
    reference  = "{" part { "," part } "}"
    part       = "*" | text without , { } " | '"' text, a quote in it doubled '"'
    function   = sum | min | max | count | abs

What a reference means is for the form to say: `{spent}` is a column of a row, `{R-102,*}` a row of
a fixed table and each of its columns. Within a function a reference of one part is that column of
every row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from plansheet.language.wording import Wording
from plansheet.problems.catalogue import form_faults

EVERY: Final = "*"
"""The part of a reference that stands for each row or each column in turn."""

FUNCTIONS: Final = ("sum", "min", "max", "count", "abs")
_OPERATORS: Final = {"≠": "<>", "!=": "<>", "≤": "<=", "≥": ">=", "==": "="}
_DEEPEST: Final = 40
_TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<name>[A-Za-z]+)"
    r"|(?P<operator><>|!=|<=|>=|==|[=<>≠≤≥])|(?P<reference>\{)|(?P<sign>[-+*/(),])|(?P<end>$))"
)
_PART: Final = re.compile(r'\s*(?:"(?P<quoted>(?:[^"]|"")*)"|(?P<bare>[^,{}"]*?))\s*(?P<stop>[,}])')


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it is written."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Reference:
    """Cells by their parts; within a function one part alone is a column of `every_row`."""

    parts: tuple[str, ...]
    every_row: bool = False

    def __str__(self) -> str:
        return "{" + ",".join(map(_written, self.parts)) + "}"


@dataclass(frozen=True, slots=True)
class Operation:
    """Two operands joined by one of + - * /."""

    sign: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Call:
    """A function of what stands in its brackets."""

    name: str
    arguments: tuple[Expression, ...]


Expression = Number | Reference | Operation | Call


@dataclass(frozen=True, slots=True)
class Comparison:
    """What must hold, and the text that says it."""

    text: str
    left: Expression
    operator: str
    right: Expression

    @property
    def references(self) -> tuple[Reference, ...]:
        """Each reference once, in the order in which they stand."""
        found = (*references(self.left), *references(self.right))
        return tuple(dict.fromkeys(found))


class ComparisonError(ValueError):
    """A text that is no comparison: `wording` says what is wrong at which character (from 1)."""

    def __init__(self, why: Wording, text: str, at: int) -> None:
        """Say why `text` is none, and where."""
        self.wording = form_faults.NO_COMPARISON.fill(check=text, at=at, why=why)
        super().__init__(self.wording.en)


def parse(text: str) -> Comparison:
    """Read a comparison.

    Raises:
        ComparisonError: it is none; the error names the character.
    """
    return _Parser(text).comparison()


def references(expression: Expression) -> Iterator[Reference]:
    """The references of an expression, from left to right."""
    match expression:
        case Reference():
            yield expression
        case Operation(left=left, right=right):
            yield from references(left)
            yield from references(right)
        case Call(arguments=arguments):
            for argument in arguments:
                yield from references(argument)


def _written(part: str) -> str:
    """A part as it must be written."""
    is_plain = part == part.strip() and part and not re.search(r'[,{}"]', part)
    return part if is_plain else '"' + part.replace('"', '""') + '"'


class _Parser:
    """Reads a text from left to right; `_token` is what stands at `_at`."""

    def __init__(self, text: str) -> None:
        self._text, self._next, self._depth, self._functions = text, 0, 0, 0
        self._advance()

    def comparison(self) -> Comparison:
        left = self._sum()
        operator = self._token["operator"]
        if not operator:
            raise self._failure(form_faults.OPERATOR_EXPECTED)
        self._advance()
        right = self._sum()
        if self._token["end"] is None:
            raise self._failure(form_faults.END_EXPECTED)
        return Comparison(self._text.strip(), left, _OPERATORS.get(operator, operator), right)

    def _advance(self) -> None:
        found = _TOKEN.match(self._text, self._next)
        if found is None:
            rest = self._text[self._next :]
            self._at = self._next + len(rest) - len(rest.lstrip())
            raise self._failure(form_faults.UNKNOWN_SIGN)
        self._token, self._next = found, found.end()
        self._at = found.start(found.lastgroup or 0)

    def _failure(self, why: Wording) -> ComparisonError:
        return ComparisonError(why, self._text, self._at + 1)

    def _sum(self) -> Expression:
        return self._joined("+-", lambda: self._joined("*/", self._operand))

    def _joined(self, signs: str, operand: Callable[[], Expression]) -> Expression:
        left = operand()
        while (sign := self._token["sign"]) and sign in signs:
            self._advance()
            left = Operation(sign, left, operand())
        return left

    def _operand(self) -> Expression:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self._failure(form_faults.TOO_DEEP)
        found = self._operand_at(self._token)
        self._depth -= 1
        return found

    def _operand_at(self, token: re.Match[str]) -> Expression:
        if token["reference"]:
            return self._reference()
        if token["number"]:
            self._advance()
            return Number(Decimal(token["number"]))
        if token["name"]:
            return self._call(token["name"].lower())
        if token["sign"] == "-":
            self._advance()
            return Operation("-", Number(Decimal(0)), self._operand())
        if token["sign"] == "(":
            self._advance()
            inner = self._sum()
            self._close()
            return inner
        raise self._failure(form_faults.OPERAND_EXPECTED)

    def _call(self, name: str) -> Call:
        if name not in FUNCTIONS:
            raise self._failure(form_faults.UNKNOWN_FUNCTION.fill(functions=", ".join(FUNCTIONS)))
        self._advance()
        if self._token["sign"] != "(":
            raise self._failure(form_faults.BRACKET_EXPECTED)
        self._functions += name != "abs"
        self._advance()
        arguments = [self._sum()]
        while self._token["sign"] == ",":
            self._advance()
            arguments.append(self._sum())
        if name == "abs" and len(arguments) > 1:
            raise self._failure(form_faults.ONE_ARGUMENT)
        self._close()
        self._functions -= name != "abs"
        return Call(name, tuple(arguments))

    def _close(self) -> None:
        if self._token["sign"] != ")":
            raise self._failure(form_faults.BRACKET_OPEN)
        self._advance()

    def _reference(self) -> Reference:
        parts: list[str] = []
        stop = ","
        while stop == ",":
            found = _PART.match(self._text, self._next)
            if found is None:
                raise self._failure(form_faults.REFERENCE_OPEN)
            quoted, bare, stop = found["quoted"], found["bare"], found["stop"]
            part = bare.strip() if quoted is None else quoted.replace('""', '"')
            if not part:
                raise self._failure(form_faults.REFERENCE_BLANK)
            parts.append(part)
            self._next = found.end()
        self._advance()
        return Reference(tuple(parts), every_row=len(parts) == 1 and self._functions > 0)
