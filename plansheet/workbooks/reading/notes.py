"""What a person should know about a file that was read: things that could run, things hidden."""

from __future__ import annotations

from collections.abc import Iterable

from plansheet.forms.names import STAMP_SHEET
from plansheet.language.wording import Wording
from plansheet.problems import Place, Problem, problem
from plansheet.problems.catalogue import phrases
from plansheet.workbooks.reading.addresses import a1, column_letters
from plansheet.workbooks.reading.model import CellValue, Sheet


def notes(file: str, unsafe: Iterable[Wording], sheets: Iterable[Sheet]) -> tuple[Problem, ...]:
    """One warning for each kind of unsafe content, one note for each hidden sheet or part of one.

    Hidden rows and columns without any value, and the sheet that plansheet hides itself, are no
    news.
    """
    found = [problem("unsafe-content", Place(file), what=what) for what in unsafe]
    for sheet in sheets:
        found += _hidden(file, sheet)
    return tuple(found)


def _hidden(file: str, sheet: Sheet) -> list[Problem]:
    def note(cell: str, what: Wording) -> Problem:
        return problem("hidden-content", Place(file, sheet.name, cell), what=what)

    if sheet.visibility != "visible":
        news = sheet.name != STAMP_SHEET and any(map(_filled, sheet.rows))
        return [note("", phrases.HIDDEN_SHEET.fill(sheet=sheet.name))] if news else []
    notes = []
    used = {r for r in sheet.hidden_rows if r < len(sheet.rows) and _filled(sheet.rows[r])}
    if rows := sorted(used):
        notes.append(note(a1(rows[0], 0), phrases.HIDDEN_ROWS.fill(count=len(rows))))
    if sheet.hidden_columns:
        used_columns = {c for row in sheet.rows for c, v in enumerate(row) if v is not None}
        if columns := sorted(sheet.hidden_columns & used_columns):
            names = ", ".join(column_letters(c) for c in columns[:10])
            names += " …" if len(columns) > 10 else ""
            notes.append(note(a1(0, columns[0]), phrases.HIDDEN_COLUMNS.fill(columns=names)))
    return notes


def _filled(row: Iterable[CellValue]) -> bool:
    return any(value is not None for value in row)
