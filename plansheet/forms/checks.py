"""What a form of a user's own has to be, beyond JSON Schema, so that plansheet can work with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from plansheet.forms.choices import CHOICES
from plansheet.forms.comparisons import EVERY, check_faults
from plansheet.forms.model import Form, Forms, Json, year_column
from plansheet.forms.names import (
    FACTS_SHEET,
    GUIDE_SHEET,
    ISSUED_FORMS,
    JUDGED,
    NEEDED,
    PERIOD_FORMS,
    PLAN_FORMS,
    RETURN_FORMS,
    STAMP_SHEET,
    ColumnName,
    ReportColumn,
)
from plansheet.forms.vocabulary import OWN_WORDS
from plansheet.language.text import header_key, match_key
from plansheet.language.wording import Wording, spellings
from plansheet.problems import FormError
from plansheet.problems.catalogue import form_faults

_OURS: Final = (
    ReportColumn.AGENCY,
    ReportColumn.CLASS,
    ColumnName.TARGET,
    ReportColumn.ATTAINMENT,
    ReportColumn.FILE,
    ReportColumn.SHEET,
    ReportColumn.ROW,
)
"""Columns that the tables of a consolidation have beside those of a form."""

_NAME: Final = re.compile(r"[a-z][a-z0-9_]*")
_UNPORTABLE: Final = re.compile(r"\\[wdspPZAb]")
_NO_SHEET_NAME: Final = re.compile(r"[\[\]:*?/\\]|^'|'$")
_OTHER_SHEETS: Final = frozenset(
    match_key(name)
    for sheet in (STAMP_SHEET, GUIDE_SHEET, FACTS_SHEET)
    for name in spellings(sheet)
)
"""Sheets of templates and plan workbooks that hold no table."""

_ROW_AND_COLUMN: Final = 2
_LONGEST_SHEET_NAME: Final = 31
_REFERENCE: Final = re.compile(r"\{([^{}]*)\}")


def schema_faults(schema: Json) -> Iterator[Wording]:
    """Why it is no JSON Schema, or means different things to two validators."""
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import SchemaError

    if not isinstance(schema, dict):
        yield form_faults.NO_OBJECT
        return
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        yield form_faults.NO_SCHEMA.fill(error=error.message)
    for pattern in _patterns(schema):
        if _UNPORTABLE.search(pattern):
            yield form_faults.UNPORTABLE_PATTERN.fill(pattern=pattern)


def _patterns(schema: Json) -> Iterator[str]:
    if isinstance(schema, Mapping):
        for key, value in schema.items():
            if key == "pattern" and isinstance(value, str):
                yield value
            yield from _patterns(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _patterns(value)


def lacking(form: Form) -> Sequence[str]:
    """The columns that the form must have and does not."""
    return [name for name in NEEDED[form.name] if name not in form.by_name]


def form_faults_of(form: Form) -> Iterator[Wording]:
    """The columns, headers and references that the program cannot work with."""
    for keyword, name in _named_columns(form):
        if name not in form.by_name:
            yield form_faults.NO_SUCH_COLUMN.fill(keyword=keyword, column=name)
    yield from _unseen(form)
    yield from _without_figures(form)
    for name in form.by_name:
        if not _NAME.fullmatch(name) or (form.name in RETURN_FORMS and name in _OURS):
            yield form_faults.COLUMN_NAME.fill(column=name)
    for name, words in CHOICES.get(form.name, {}).items():
        column = form.by_name.get(name)
        if column and (not column.choices or set(column.choices) - set(words)):
            yield form_faults.OTHER_CHOICES.fill(column=name, words=", ".join(words))
    headers = [header_key(title) for column in form.columns for title in spellings(column.title)]
    for header in headers:
        if not header:
            yield form_faults.BLANK_HEADER
        elif headers.count(header) > 1:
            yield form_faults.SAME_HEADERS.fill(header=header)
    if (
        not match_key(form.sheet)
        or len(form.sheet) > _LONGEST_SHEET_NAME
        or _NO_SHEET_NAME.search(form.sheet)
        or _OTHER_SHEETS.intersection(map(match_key, spellings(form.sheet)))
    ):
        yield form_faults.NO_SHEET_NAME.fill(sheet=form.sheet)


def _named_columns(form: Form) -> Iterator[tuple[str, str]]:
    """What the form says of columns by name: the keyword and the name."""
    yield from (("required", name) for name in form.schema.get("required", ()))
    yield from (pair for pair in (("key", form.key), ("name", form.label)) if pair[1])
    yield from (("key", name) for name in form.further_keys)
    yield from (("column", rule.column) for rule in form.rules if rule.column)
    yield from (("column", check.column) for check in form.checks)
    yield from (("check", name) for name in _compared(form))
    for column in form.columns:
        references = _REFERENCE.findall(column.formula)
        yield from (("formula", name) for name in references if name != JUDGED)


def _compared(form: Form) -> Iterator[str]:
    """The columns that the checks of a form compare."""
    for check in form.checks:
        yield from (reference.parts[-1] for reference in check.comparison.references)


def _without_figures(form: Form) -> Iterator[Wording]:
    """What is wrong with the checks of a form, but for columns that it does not have."""
    for spec in form.schema[OWN_WORDS].get("checks", ()):
        yield from check_faults(spec)
    for check in form.checks:
        for reference in check.comparison.references:
            if len(reference.parts) > _ROW_AND_COLUMN or reference.parts[-1] == EVERY:
                yield form_faults.NO_SUCH_CELL.fill(cell=reference)
    for name in _compared(form):
        column = form.by_name.get(name)
        if column and column.kind != "date" and not form.holds_numbers(name):
            yield form_faults.NO_FIGURES.fill(column=name)


def _unseen(form: Form) -> Iterator[Wording]:
    """What rules ask for and cannot see: it is no column, and not the sender of a return."""
    sender = (ReportColumn.AGENCY,) if form.name in ISSUED_FORMS else ()
    seen = {*form.by_name, *sender}
    years = tuple(year_column(column.name, "") for column in form.columns if column.repeat)
    for name in form.asked:
        if name not in seen and not (years and name.startswith(years)):
            yield form_faults.UNSEEN.fill(name=name)


def check_sheets(forms: Forms) -> None:
    """Raise `FormError` where two tables of one workbook would be on one sheet."""
    for names in (PERIOD_FORMS, PLAN_FORMS):
        sheets = [(name, match_key(s)) for name in names for s in spellings(forms[name].sheet)]
        for name, sheet in sheets:
            if any(other != name and one == sheet for other, one in sheets):
                raise FormError("two-forms-on-a-sheet", sheet=forms[name].sheet)
