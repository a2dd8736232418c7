"""What filled workbooks tell of a form beside its sums: texts, cells that nobody fills in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from plansheet.language.wording import Wording
from plansheet.own_forms.examples_read import FilledSheet
from plansheet.own_forms.model import FormSheet
from plansheet.problems.catalogue import own_form_faults as faults
from plansheet.workbooks.reading.addresses import Position

_MOST_CHOICES = 12
_FEWEST_EACH = 3
"""Times that each choice is seen on average before a column is one of choices."""


def add_evidence(
    spec: dict[str, Any], sheet: FormSheet, filled: FilledSheet
) -> Iterator[tuple[Position, Wording]]:
    """Put the types that the examples tell into form.json; yields what is doubted."""
    for file in filled.missing:
        yield (0, 0), faults.NOT_OF_THIS_FORM.fill(file=file)
    if not filled.rows:
        return
    opened = {cell.at[1]: cell.column_key for cell in sheet.inputs.values()}
    figures = {key for rows in filled.rows for row in rows.values() for key in row}
    for column, key in opened.items():
        at = (max(sheet.area[0] - 1, 0), column)
        texts = [str(text) for text in filled.texts.get(key, ())]
        if texts and key not in figures and key not in sheet.types:
            spec.setdefault("types", {})[key] = "text"
            spec.setdefault("aggregate", {}).setdefault(key, "none")
            yield at, faults.IS_TEXT.fill(key=key)
        elif texts and key in figures and key not in sheet.types:
            yield at, faults.SOME_TEXTS.fill(key=key, count=len(texts), text=texts[0])
        elif sheet.types.get(key) == "date" and key in figures and not texts:
            spec["types"].pop(key)
            spec.get("aggregate", {}).pop(key, None)
            yield at, faults.NO_DATES.fill(key=key)
        elif not texts and key not in figures:
            yield at, faults.NEVER_FILLED.fill(key=key, count=len(filled.rows))
        words = sorted({*texts})
        if 1 < len(words) <= _MOST_CHOICES and len(texts) >= _FEWEST_EACH * len(words):
            yield at, faults.SEEN_CHOICES.fill(key=key, choices=" · ".join(words))
