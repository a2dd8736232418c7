"""A sheet that lost its header row: nothing in it is used, nothing of it is passed over."""

from __future__ import annotations

from collections.abc import Iterator

from plansheet.forms import Form
from plansheet.forms.values import show
from plansheet.language.text import match_key
from plansheet.problems import Place, Problem, problem
from plansheet.returns.model import IssuedTable
from plansheet.workbooks.reading import Sheet, a1, column_letters


def unread_cells(file: str, sheet: Sheet, form: Form, table: IssuedTable) -> Iterator[Problem]:
    """Each cell from the first issued row on that is not as it was issued."""
    codes = {match_key(t): code for code, name in table.labels.items() for t in (name, code)}
    issued: dict[str, list[str]] = {}
    for by_code in table.stamp.issued.values():
        for code, text in by_code.items():
            issued.setdefault(code, []).append(match_key(text))
    own = tuple(c.formula.partition("{")[0] for c in form.columns if c.formula) or ("\0",)
    is_data = False
    for row, texts in _texts(sheet):
        code = next((codes[k] for t in texts.values() if (k := match_key(t)) in codes), "")
        is_data = is_data or bool(code)
        left = list(issued.get(code, ()))
        for position, text in texts.items() if is_data else ():
            key = match_key(text)
            if key in left:
                left.remove(key)
            elif key and not text.startswith(own):
                place = Place(file, sheet.name, a1(row, position))
                column = column_letters(position)
                yield problem("column-added", place, value=text, row_code=code, column=column)


def _texts(sheet: Sheet) -> Iterator[tuple[int, dict[int, str]]]:
    """By row the texts of its cells by position, those of formulas and errors included."""
    behind: dict[int, dict[int, str]] = {}
    for (row, position), text in sheet.formulas.items():
        behind.setdefault(row, {})[position] = f"={text}"
    for (row, position), text in sheet.errors.items():
        behind.setdefault(row, {})[position] = text
    for row, values in enumerate(sheet.rows):
        shown = {
            position: show(value) for position, value in enumerate(values) if value is not None
        }
        yield row, dict(sorted((shown | behind.get(row, {})).items()))
