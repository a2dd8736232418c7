"""The blank workbooks that stand beside the forms in `workbook_templates/`.

`python tests/make_blank_workbooks.py [FOLDER]` writes them again after a form was changed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from plansheet.forms import Forms, load_forms
from plansheet.forms.resources import resource
from plansheet.plan.workbook.writing import write_blank_plan, write_form
from plansheet.workbooks.writing.workbook import new_book

BLANK_YEARS: Final = range(2026, 2031)
"""The years of the blank workbooks: the term of plans that is being written now."""

PLAN_FILE: Final = "ke_hoach.xlsx"


def write_blank_workbooks(folder: Path | str, forms: Forms | None = None) -> list[Path]:
    """Write one blank workbook for each form, named as the form, and a blank plan workbook.

    Returns the paths. Raises `OutputError` where a file cannot be written.
    """
    forms = forms or load_forms()
    folder = Path(folder)
    paths = []
    for form in forms:
        path = folder / f"{form.name}.xlsx"
        with new_book(path, title=form.title) as book:
            write_form(book, form, (), BLANK_YEARS)
        paths.append(path)
    return [*paths, write_blank_plan(folder / PLAN_FILE, BLANK_YEARS[0], BLANK_YEARS[-1], forms)]


if __name__ == "__main__":
    write_blank_workbooks(sys.argv[1] if len(sys.argv) > 1 else resource("workbook_templates"))
