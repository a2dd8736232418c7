"""Which formulas may stay in a file that goes back: those that only compute from its own cells."""

from __future__ import annotations

import re
from typing import Final

_FUNCTIONS: Final = frozenset(
    {
        *("ABS", "AND", "AVERAGE", "COUNT", "COUNTA", "COUNTBLANK", "COUNTIF", "IF", "IFERROR"),
        *("ADDRESS", "CHAR", "COLUMN", "DATE", "DATEVALUE", "DAY", "EXACT", "FIND", "ISERROR"),
        *("LEFT", "LOWER", "MID", "REPT", "RIGHT", "ROW", "SEARCH", "SUBSTITUTE", "TEXT", "VALUE"),
        *("INT", "ISBLANK", "ISNUMBER", "ISTEXT", "LEN", "MAX", "MIN", "MOD", "NOT", "OR"),
        *("ROUND", "ROUNDDOWN", "ROUNDUP", "SUM", "SUMIF", "SUMPRODUCT", "TRIM"),
    }
)
_STRING: Final = re.compile(r'"(?:[^"]|"")*"')
_NAME: Final = re.compile(r"'(?:[^']|'')*'")
_CALL: Final = re.compile(r"([A-Za-z_.][A-Za-z0-9_.]*)\s*\(")

_ELSEWHERE: Final = re.compile(
    r"\[[^\]]*\][^!]*!|\|.*!|\b(?:WEBSERVICE|HYPERLINK|RTD|CALL|REGISTER|DDE|FILTERXML|IMPORT\w+)\s*\(",
    re.IGNORECASE,
)

_INSIDE: Final = re.compile(r'\bHYPERLINK\((?="#)', re.IGNORECASE)
"""A link to a place of the same workbook."""


def is_foreign(formula: str) -> bool:
    """Whether a formula looks into another workbook, a program or the network."""
    return _ELSEWHERE.search(formula) is not None


def is_harmless(formula: str) -> bool:
    """Whether a formula calls only plain functions and looks at no other file or program."""
    if _INSIDE.search(formula) and any("[" in text for text in _STRING.findall(formula)):
        return False
    bare = _STRING.sub('""', _INSIDE.sub("IF(", formula))
    if is_foreign(bare) or "|" in bare:
        return False
    if any(mark in name for name in _NAME.findall(bare) for mark in "[]:\\/"):
        return False
    rest = _NAME.sub("", bare)
    return "[" not in rest and all(call.upper() in _FUNCTIONS for call in _CALL.findall(rest))
