"""Whether Excel can parse a formula: the grammar of ECMA-376 part 1, 18.17, as far as we use it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from typing import Final

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

ROWS: Final = 1_048_576
COLUMNS: Final = 16_384
LENGTH: Final = 8_192
NESTING: Final = 64

ARGUMENTS: Final[Mapping[str, tuple[int, int]]] = {
    "ABS": (1, 1),
    "ADDRESS": (2, 5),
    "AND": (1, 255),
    "AVERAGE": (1, 255),
    "AVERAGEIF": (2, 3),
    "CHAR": (1, 1),
    "COLUMN": (0, 1),
    "COUNT": (1, 255),
    "COUNTA": (1, 255),
    "COUNTBLANK": (1, 1),
    "COUNTIF": (2, 2),
    "COUNTIFS": (2, 254),
    "DATE": (3, 3),
    "DATEVALUE": (1, 1),
    "DAY": (1, 1),
    "EXACT": (2, 2),
    "FIND": (2, 3),
    "HYPERLINK": (1, 2),
    "IF": (2, 3),
    "IFERROR": (2, 2),
    "INT": (1, 1),
    "INDEX": (2, 4),
    "ISBLANK": (1, 1),
    "ISERROR": (1, 1),
    "ISNUMBER": (1, 1),
    "ISTEXT": (1, 1),
    "LEFT": (1, 2),
    "LEN": (1, 1),
    "LOWER": (1, 1),
    "MATCH": (2, 3),
    "MAX": (1, 255),
    "MID": (3, 3),
    "MIN": (1, 255),
    "MOD": (2, 2),
    "NOT": (1, 1),
    "OR": (1, 255),
    "REPT": (2, 2),
    "RIGHT": (1, 2),
    "ROUND": (2, 2),
    "ROW": (0, 1),
    "ROWS": (1, 1),
    "SEARCH": (2, 3),
    "N": (1, 1),
    "SUBSTITUTE": (3, 4),
    "SUBTOTAL": (2, 255),
    "SUM": (1, 255),
    "SUMIF": (2, 3),
    "SUMIFS": (3, 255),
    "SUMPRODUCT": (1, 255),
    "TEXT": (2, 2),
    "TRIM": (1, 1),
    "UPPER": (1, 1),
    "VALUE": (1, 1),
}
"""The functions that our formulas may use, with their fewest and most arguments.

All of them exist since Excel 2007 (a later one would need the prefix `_xlfn.`), in LibreOffice
and in WPS.
"""

CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]{0,6})")
AREA = re.compile(
    r"\$?([A-Z]{1,3})\$?([0-9]+)(?::\$?([A-Z]{1,3})\$?([0-9]+))?"
    r"|\$?([A-Z]{1,3}):\$?([A-Z]{1,3})"
    r"|\$?([0-9]+):\$?([0-9]+)"
)
SHEET = re.compile(r"(?:'((?:[^'\[\]]|'')+)'|([^\W\d][\w.]*))!")


class NotAFormulaError(Exception):
    """What Excel would not accept."""


def faults(formula: str, sheets: Collection[str], names: Collection[str] = ()) -> list[str]:
    """What is wrong with a formula without its "=" in a workbook of these sheets and names."""
    wrong = _fault(formula, tuple(sheets), tuple(names))
    return [] if wrong is None else [wrong]


@lru_cache(maxsize=4096)  # the workbooks of a plan have most of their formulas in common
def _fault(formula: str, sheets: tuple[str, ...], names: tuple[str, ...]) -> str | None:
    try:
        _check(formula, sheets, names)
    except NotAFormulaError as wrong:
        return f"{wrong} in {formula[:200]!r}"
    return None


def _check(formula: str, sheets: Collection[str], names: Collection[str]) -> None:
    if not formula or formula.startswith("="):
        raise NotAFormulaError("no formula text, or a second =")
    if len(formula) > LENGTH:
        raise NotAFormulaError(f"{len(formula)} characters")
    if re.search(r"[\n\r\t]|of:|com\.sun", formula):
        raise NotAFormulaError("line break or OpenFormula prefix")
    try:
        items = Tokenizer(f"={formula}").items
    except (TokenizerError, IndexError) as error:
        raise NotAFormulaError(f"no tokens ({error})") from error
    parser = _Parser(
        [t for t in items if t.type != Token.WSPACE or not t.value.isspace()], sheets, names
    )
    parser.expression(0)
    if parser.here is not None:
        raise NotAFormulaError(f"{parser.here.value!r} after the end")


class _Parser:
    def __init__(
        self, tokens: list[Token], sheets: Collection[str], names: Collection[str]
    ) -> None:
        self.tokens = tokens
        self.sheets = {sheet.casefold() for sheet in sheets}
        self.names = {name.casefold() for name in names}
        self.at = 0

    @property
    def here(self) -> Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self, kind: str | None = None, subtype: str | None = None) -> Token:
        token = self.here
        if token is None:
            raise NotAFormulaError("it ends too early")
        if (kind and token.type != kind) or (subtype and token.subtype != subtype):
            raise NotAFormulaError(f"unexpected {token.value!r}")
        self.at += 1
        return token

    def sees(self, kind: str, subtype: str | None = None) -> bool:
        token = self.here
        return token is not None and token.type == kind and subtype in (None, token.subtype)

    def expression(self, depth: int) -> None:
        if depth > NESTING:
            raise NotAFormulaError("nested too deep")
        self.operand(depth)
        while self.sees(Token.OP_IN):
            self.take()
            self.operand(depth)

    def operand(self, depth: int) -> None:
        while self.sees(Token.OP_PRE):
            self.take()
        if self.sees(Token.FUNC, Token.OPEN):
            self.function(depth)
        elif self.sees(Token.PAREN, Token.OPEN):
            self.take()
            self.expression(depth + 1)
            self.take(Token.PAREN, Token.CLOSE)
        elif self.sees(Token.ARRAY, Token.OPEN):
            self.array()
        else:
            self.value(self.take(Token.OPERAND))
        while self.sees(Token.OP_POST):
            self.take()

    def array(self) -> None:
        """Constants beside each other: a conditional format may have none, and no cell rule."""
        self.take(Token.ARRAY, Token.OPEN)
        self.value(self.take(Token.OPERAND, Token.NUMBER))
        while self.sees(Token.SEP):
            self.take()
            self.value(self.take(Token.OPERAND, Token.NUMBER))
        self.take(Token.ARRAY, Token.CLOSE)

    def function(self, depth: int) -> None:
        name = self.take().value[:-1]
        if name not in ARGUMENTS:
            raise NotAFormulaError(f"function {name!r}")
        given = 0
        while not self.sees(Token.FUNC, Token.CLOSE):
            if given:
                self.take(Token.SEP, Token.ARG)
            if not self.sees(Token.SEP) and not self.sees(Token.FUNC, Token.CLOSE):
                self.expression(depth + 1)
            given += 1
        self.take()
        fewest, most = ARGUMENTS[name]
        if not fewest <= given <= most:
            raise NotAFormulaError(f"{name} with {given} arguments")

    def value(self, token: Token) -> None:
        if token.subtype == Token.RANGE:
            for wrong in reference_faults(token.value, self.sheets, self.names):
                raise NotAFormulaError(wrong)
        elif token.subtype == Token.ERROR:
            raise NotAFormulaError(f"error {token.value}")
        elif token.subtype == Token.TEXT and len(token.value) - 2 > 255:
            raise NotAFormulaError("a text of more than 255 characters")


def reference_faults(
    text: str, sheets: Collection[str], names: Collection[str] = ()
) -> Iterator[str]:
    """What is wrong with one reference; `sheets` and `names` in casefold."""
    if text.casefold() in names:
        return
    rest = text
    if found := SHEET.match(text):
        sheet = (found[1] or found[2]).replace("''", "'")
        if sheet.casefold() not in sheets:
            yield f"unknown sheet {sheet!r}"
        if found[2] and CELL.fullmatch(found[2].upper()):
            yield f"the sheet name {sheet!r} without quotes"
        rest = text[found.end() :]
    area = AREA.fullmatch(rest)
    if area is None:
        yield f"no reference: {text!r}"
        return
    columns = [x for x in (area[1], area[3], area[5], area[6]) if x]
    rows = [int(x) for x in (area[2], area[4], area[7], area[8]) if x]
    if any(column_number(c) > COLUMNS for c in columns) or any(not 1 <= r <= ROWS for r in rows):
        yield f"outside the sheet: {text!r}"
    elif columns != sorted(columns, key=column_number) or rows != sorted(rows):
        yield f"wrong way round: {text!r}"


def column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number
