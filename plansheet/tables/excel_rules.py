"""The rules of a form as Excel formulas, so that a template checks what the return is checked for.

Conditions become arithmetic of 0 and 1 (a product is “and”), which works on one cell in a
conditional format and on whole columns inside SUMPRODUCT alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from plansheet.forms import Column, Form, Rule

Ref = Callable[[str], str]
"""From the name of a column to the cell or range that a formula should look at."""


def blank(cell: str) -> str:
    """1 where `cell` has nothing but blanks."""
    return f"(LEN(TRIM({cell}))=0)"


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
