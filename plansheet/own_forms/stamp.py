"""What an issued form knows of itself: the very hidden sheet `_plansheet`, three cells a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from typing import Final

from plansheet.forms.names import STAMP_SHEET
from plansheet.forms.values import show
from plansheet.workbooks.reading import Workbook

KIND: Final = "own-form"
TOTAL_KIND: Final = "own-total"


@dataclass(frozen=True, slots=True)
class FormStamp:
    """For which plan, period and agency it was issued, and by which form."""

    plan: str
    period: str
    agency: str
    form: str


def stamp_rows(stamp: FormStamp, kind: str = KIND) -> list[tuple[str, str, str]]:
    """The rows of its sheet."""
    names = (field.name for field in fields(FormStamp))
    return [(kind, name, value) for name, value in zip(names, astuple(stamp), strict=True)]


def read_stamp(workbook: Workbook, kind: str = KIND) -> FormStamp | None:
    """The stamp of a workbook; None where it has none of that kind."""
    sheet = workbook.sheet(STAMP_SHEET)
    rows: Sequence[Sequence[object]] = sheet.rows if sheet else ()
    padded = ([*row, None, None, None][:3] for row in rows)
    said = {show(name): show(value) for of, name, value in padded if of == kind}
    names = [field.name for field in fields(FormStamp)]
    return FormStamp(*(said[name] for name in names)) if set(names) <= said.keys() else None
