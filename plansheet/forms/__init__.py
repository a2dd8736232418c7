"""Forms: the columns of each kind of sheet, read once from JSON Schema.

Issuing, validating, merging and reporting all read the same `Form`, so that a column added to a
form appears in the template, is checked on return, and is in the report. What JSON Schema has no
word for stands under `x-plansheet` (see `workbook_templates/README.md`).
"""

from typing import TYPE_CHECKING

from plansheet.lazy import lazy_face

if TYPE_CHECKING:
    from plansheet.forms.loading import load_forms, packaged_forms
    from plansheet.forms.model import (
        NO_TEXT,
        Column,
        ColumnKind,
        Form,
        Forms,
        Json,
        Rule,
        SheetColumns,
        Violation,
        year_column,
    )
    from plansheet.forms.names import FORM_NAMES, RETURN_FORMS

__getattr__ = lazy_face(
    __name__,
    {
        "loading": ("load_forms", "packaged_forms"),
        "model": (
            *("NO_TEXT", "Column", "ColumnKind", "Form", "Forms", "Json", "Rule"),
            *("SheetColumns", "Violation", "year_column"),
        ),
        "names": ("FORM_NAMES", "RETURN_FORMS"),
    },
)

__all__ = [
    "FORM_NAMES",
    "NO_TEXT",
    "RETURN_FORMS",
    "Column",
    "ColumnKind",
    "Form",
    "Forms",
    "Json",
    "Rule",
    "SheetColumns",
    "Violation",
    "load_forms",
    "packaged_forms",
    "year_column",
]
