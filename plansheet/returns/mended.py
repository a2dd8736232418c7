"""Whether somebody has mended a cell of a marked copy, as a formula that Excel keeps computing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from plansheet.problems import Problem
from plansheet.workbooks.reading import a1
from plansheet.workbooks.reading.addresses import cells_of
from plansheet.workbooks.writing.cell_text import quoted
from plansheet.workbooks.writing.styles import STYLES, WRONG_STYLES

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_COLOUR: Final = "colour"
_SEEN_BY: Final[Mapping[str, Set[str]]] = {
    "missing-required": {"list", "decimal", "whole", "custom", "none", _COLOUR},
    "not-a-number": {"decimal", "whole"},
    "out-of-range": {"decimal", "whole"},
    "not-in-list": {"list"},
    "bad-date": {"custom"},
    "rule-violated": {_COLOUR},
}
"""By code the kinds of rules in a sheet that see the problem, too."""

_WRONG: Final = frozenset(f"FF{str(STYLES[name]['bg_color']).lstrip('#')}" for name in WRONG_STYLES)
"""The colours of our conditional formats for what is wrong."""

_MOST_CELLS: Final = 20
_LONGEST: Final = 8000
"""Characters of a formula, of which Excel takes 8,192."""

_TEXT: Final = 255
"""Characters that a text in a formula may have."""


def mended(sheet: Worksheet, found: Problem, *, from_outside: bool = False) -> str:
    """The formula, without "=", that is true once the cells of a problem are mended.

    What a rule of the sheet sees, too, is mended when the rule is kept; anything else when the cell
    holds something else than before. Blank where no formula can tell.

    Args:
        sheet: the sheet of the copy, with its rules.
        found: a problem of some of its cells.
        from_outside: whether the formula is for another sheet.
    """
    tests: list[str] = []
    for at in islice(cells_of(found.cell), _MOST_CELLS):
        tests += _tests(sheet, a1(*at), found.code)
    prefix = f"{quoted(sheet.title)}!" if from_outside else ""
    formula = f"AND({','.join(_with_prefix(test, prefix) for test in tests)})" if tests else ""
    return formula if len(formula) < _LONGEST else ""


def _tests(sheet: Worksheet, address: str, code: str) -> Iterator[str]:
    rules = list(_rules(sheet, address))
    yield from (test for _, test in rules)
    if code == "missing-required":
        yield f"LEN(TRIM({address}))>0"
    elif not _SEEN_BY.get(code, frozenset()) & {kind for kind, _ in rules}:
        yield f"NOT({_same(address, sheet[address].value)})"


def _same(address: str, value: object) -> str:
    """The test that a cell holds what it held."""
    if value is None or value == "":
        return f"LEN({address})=0"
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return "TRUE"
    if isinstance(value, int | float):
        return f"AND(ISNUMBER({address}),{address}={value!r})"
    if len(value) > _TEXT or not value.isprintable():
        return f"LEN({address})={len(value)}"
    return f'EXACT({address},"{_doubled(value)}")'


def _doubled(text: str) -> str:
    return text.replace('"', '""')


def _rules(sheet: Worksheet, address: str) -> Iterator[tuple[str, str]]:
    """The kinds and the tests of the rules that a sheet has for a cell."""
    for rule in sheet.data_validations.dataValidation:
        if address in rule.sqref:
            test = _allowed(rule, address)
            if test:
                yield rule.type or "", f"OR(LEN(TRIM({address}))=0,{test})"
    for area in sheet.conditional_formatting:
        if address in area.sqref:
            for paint in area.rules:
                if paint.type == "expression" and _colour(paint) in _WRONG:
                    formula = _moved(paint.formula[0], area.sqref, address)
                    yield _COLOUR, f"NOT(IFERROR(({formula})+0>0,FALSE))"


def _allowed(rule: Any, address: str) -> str:
    first, second = rule.formula1 or "", rule.formula2 or ""
    if rule.type == "list" and first.startswith('"'):
        choices = [f'{address}="{choice}"' for choice in first[1:-1].split(",")]
        return f"OR({','.join(choices)})"
    if rule.type == "list":
        return f"COUNTIF({first},{address})>0"
    if rule.type in ("decimal", "whole") and (rule.operator or "between") == "between":
        return f"AND(ISNUMBER({address}),{address}>={first},{address}<={second})"
    if rule.type == "custom":
        return f"IFERROR({_moved(first, rule.sqref, address)},FALSE)"
    return ""


def _colour(paint: Any) -> str:
    fill = paint.dxf.fill if paint.dxf is not None else None
    return str(fill.bgColor.rgb) if fill is not None else ""


def _moved(formula: str, area: Any, address: str) -> str:
    """A formula as it is for one cell of the area that it was written for."""
    from openpyxl.formula.translate import Translator

    first = next(iter(area.ranges)).coord.partition(":")[0]
    return str(Translator(f"={formula}", origin=first).translate_formula(address))[1:]


def _with_prefix(formula: str, prefix: str) -> str:
    """A formula whose cells are those of another sheet."""
    from openpyxl.formula import Tokenizer
    from openpyxl.formula.tokenizer import Token

    if not prefix:
        return formula
    tokens = Tokenizer(f"={formula}")
    tokens.items = [
        Token(f"{prefix}{t.value}", t.type, t.subtype) if _is_cell(t) else t for t in tokens.items
    ]
    return "".join(token.value for token in tokens.items)


def _is_cell(token: Any) -> bool:
    return token.type == "OPERAND" and token.subtype == "RANGE" and "!" not in token.value
