"""The rules of a form as Excel formulas, so that a template checks what the return is checked for.

Conditions become arithmetic of 0 and 1 (a product is “and”), which works on one cell in a
conditional format and on whole columns inside SUMPRODUCT alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from plansheet.forms import Column, Form, Rule
from plansheet.forms.comparisons import Check, Reference, failing
from plansheet.forms.names import ReportColumn
from plansheet.tables.compare import is_of_row
from plansheet.workbooks.reading import column_letters

Ref = Callable[[str], str]
"""From the name of a column to the cell or range that a formula should look at."""


@dataclass(frozen=True, slots=True)
class TableCells:
    """The cells of a table: 0-based its columns by name, its first and last row, the row codes.

    `sender` is the code of the agency that fills it in, which rules call `agency`.
    """

    columns: Mapping[str, int]
    first: int
    last: int
    codes: tuple[object, ...] = ()
    sender: str = ""

    def of_row(self, row: int) -> Ref:
        """Relative references to the cells of one row, the column fixed; the sender's code."""

        def cell(name: str) -> str:
            if name == ReportColumn.AGENCY and name not in self.columns:
                return _literal(self.sender)
            return f"${column_letters(self.columns[name])}{row + 1}"

        return cell

    def failing(self, check: Check, row: int | None = None) -> str | None:
        """1 where a row (the first) breaks a check; None where a row that it names is not there."""
        references = check.comparison.references
        named = (r.parts[0] for r in references if not (r.every_row or is_of_row(r)))
        if not set(self.codes).issuperset(named):
            return None
        return failing(check, partial(self._compared, self.first if row is None else row))

    def _compared(self, row: int, reference: Reference) -> str:
        letters = f"${column_letters(self.columns[reference.parts[-1]])}"
        if reference.every_row:
            return f"{letters}${self.first + 1}:{letters}${self.last + 1}"
        if is_of_row(reference):
            return f"{letters}{row + 1}"
        return f"{letters}${self.first + self.codes.index(reference.parts[0]) + 1}"


def blank(cell: str) -> str:
    """1 where `cell` has nothing but blanks."""
    return f"(LEN(TRIM({cell}))=0)"


def is_date(cell: str) -> str:
    """The formula that is true of a day of 1990 to 2100 and of the text 30/6/2021.

    An Excel that is set to another order of day and month takes no such text for a date; asked in
    the order of ISO 8601 every one says whether there is such a day.
    """
    first, second = f'FIND("/",{cell})', f'FIND("/",{cell},4)'
    month = f"MID({cell},{first}+1,{second}-{first}-1)"
    day = f"LEFT({cell},{first}-1)"
    written = f'DATEVALUE(RIGHT({cell},4)&"-"&{month}&"-"&{day})'
    return f"IF(ISNUMBER({cell}),AND({cell}>=32874,{cell}<=73415),ISNUMBER({written}))"


def violated(rule: Rule, ref: Ref) -> str | None:
    """1 where a row breaks `rule`; None where Excel has no formula for what the rule asks."""
    condition, requirement = _holds(rule.condition, ref), _holds(rule.requirement, ref)
    if condition is None or requirement is None:
        return None
    return f"{condition}*(1-{requirement})"


def missing(form: Form, column: Column, ref: Ref) -> str:
    """1 where an issued row (one with a code) lacks a required value."""
    return f"(1-{blank(ref(form.key))})*{blank(ref(column.name))}"


def _holds(schema: Any, ref: Ref) -> str | None:
    """A JSON Schema on a row as a formula of 0 and 1, or None where a keyword has none."""
    if schema is True:
        return "1"
    if not isinstance(schema, Mapping):
        return None
    parts: list[str | None] = []
    for keyword, value in schema.items():
        if keyword == "required":
            parts += [f"(1-{blank(ref(name))})" for name in value]
        elif keyword == "properties":
            parts += [_column_holds(ref(name), spec) for name, spec in value.items()]
        elif keyword == "allOf":
            parts += [_holds(one, ref) for one in value]
        elif keyword == "not":
            inner = _holds(value, ref)
            parts.append(None if inner is None else f"(1-{inner})")
        elif not keyword.startswith("x-"):
            return None
    known = [part for part in parts if part is not None]
    return "*".join(known) if known and len(known) == len(parts) else None


_COMPARISONS = {
    "const": "=",
    "minimum": ">=",
    "maximum": "<=",
    "exclusiveMinimum": ">",
    "exclusiveMaximum": "<",
}


def _column_holds(cell: str, spec: Mapping[str, Any]) -> str | None:
    """As JSON Schema has it, a blank cell satisfies everything but `required`."""
    tests: list[str] = []
    for keyword, value in spec.items():
        if keyword == "enum":
            tests.append("((" + "+".join(f"({cell}={_literal(v)})" for v in value) + ")>0)")
        elif keyword in _COMPARISONS:
            tests.append(f"({cell}{_COMPARISONS[keyword]}{_literal(value)})")
        elif keyword not in ("type", "title", "description"):
            return None
    return f"(({blank(cell)}+{'*'.join(tests) or '1'})>0)"


def _literal(value: object) -> str:
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return f"{value:g}"
    return '"' + str(value).replace('"', '""') + '"'
