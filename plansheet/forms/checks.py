"""What a form of a user's own has to be, beyond JSON Schema, so that plansheet can work with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from plansheet.forms.choices import CHOICES
from plansheet.forms.model import Form, Forms, Json
from plansheet.forms.names import (
    FACTS_SHEET,
    GUIDE_SHEET,
    NEEDED,
    PLAN_FORMS,
    RETURN_FORMS,
    STAMP_SHEET,
)
from plansheet.language.text import header_key, match_key
from plansheet.problems import FormError

_OURS: Final = ("agency", "class", "file", "sheet", "row")
"""Columns that the tables of a consolidation have beside those of a form."""

_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_UNPORTABLE: Final = re.compile(r"\\[wdspPZAb]")
_NO_SHEET_NAME: Final = re.compile(r"[\[\]:*?/\\]|^'|'$")
_OTHER_SHEETS: Final = frozenset(map(match_key, (STAMP_SHEET, GUIDE_SHEET, FACTS_SHEET)))
"""Sheets of templates and plan workbooks that hold no table."""

_LONGEST_SHEET_NAME: Final = 31
_REFERENCE: Final = re.compile(r"\{([^{}]*)\}")


def check_schema(schema: Json) -> None:
    """Raise ValueError for what is no JSON Schema or means different things to two validators."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import SchemaError

    if not isinstance(schema, dict):
        raise ValueError("not a JSON object")
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        raise ValueError(error.message) from error
    for pattern in _patterns(schema):
        if _UNPORTABLE.search(pattern):
            raise ValueError(f"pattern {pattern}: write [0-9], [A-Z] … instead of \\d, \\w, \\p")


def _patterns(schema: Json) -> Iterator[str]:
    if isinstance(schema, Mapping):
        for key, value in schema.items():
            if key == "pattern" and isinstance(value, str):
                yield value
            yield from _patterns(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _patterns(value)


def check_form(form: Form) -> None:
    """Raise ValueError for columns, headers or references that the program cannot work with."""
    for name in (*NEEDED[form.name], *filter(None, (form.key, form.label))):
        if name not in form.by_name:
            raise ValueError(f"no column {name}")
    for name in form.by_name:
        if not _NAME.fullmatch(name) or (form.name in RETURN_FORMS and name in _OURS):
            raise ValueError(f"a column cannot be called {name}")
    for name, words in CHOICES.get(form.name, {}).items():
        column = form.by_name.get(name)
        if column and (not column.choices or set(column.choices) - set(words)):
            raise ValueError(f"the choices of {name} are not among: {', '.join(words)}")
    headers = [header_key(column.title) for column in form.columns]
    twice = next((h for h in headers if headers.count(h) > 1 or not h), None)
    if twice is not None:
        raise ValueError(f"two columns have the header “{twice}”" if twice else "a blank header")
    if (
        not match_key(form.sheet)
        or len(form.sheet) > _LONGEST_SHEET_NAME
        or _NO_SHEET_NAME.search(form.sheet)
        or match_key(form.sheet) in _OTHER_SHEETS
    ):
        raise ValueError(f"no name of a sheet: {form.sheet}")
    known = {*form.by_name, "judged"}
    for column in form.columns:
        strange = set(_REFERENCE.findall(column.formula)) - known
        if strange:
            raise ValueError(f"the formula of {column.name} names no column {min(strange)}")
    for rule in form.rules:
        if rule.column and rule.column not in form.by_name:
            raise ValueError(f"a rule is of no column {rule.column}")
    required = next((n for n in form.schema.get("required", ()) if n not in form.by_name), None)
    if required is not None:
        raise ValueError(f"required, but no column: {required}")


def check_sheets(forms: Forms) -> None:
    """Raise `FormError` where two tables of one workbook would be on one sheet."""
    for names in (RETURN_FORMS, PLAN_FORMS):
        sheets = [match_key(forms[name].sheet) for name in names]
        for name, sheet in zip(names, sheets, strict=True):
            if sheets.count(sheet) > 1:
                raise FormError("two-forms-on-a-sheet", sheet=forms[name].sheet)
