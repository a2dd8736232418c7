"""Rows of a plan's table that are no data: headings of groups, totals, notes, signatures, and rows
that somebody struck out. Each is named with its text, none is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from plansheet.forms import Form, SheetColumns
from plansheet.forms.names import ColumnName
from plansheet.language.text import match_key
from plansheet.problems import Place, Problem, problem
from plansheet.problems.catalogue import Severity
from plansheet.tables.strays import is_heading, is_signature, is_total, says_nothing
from plansheet.tables.table import Table, TableRow
from plansheet.workbooks.reading.addresses import ranges

CODE: Final = re.compile(r"[^\W_](?:[\w.\-]*[^\W_])?")
"""What a code may look like: it becomes part of file names and formulas."""

_NUMBERED: Final = re.compile(
    r"(?:[a-zđ]|[ivxl]+|[0-9]{1,2}(?:\.[0-9]{1,2})*)[.)/:–-]+ ?\D.*"
    r"|(?:phần|mục|chương|nhóm|lĩnh vực) .+"
)
_NOTE: Final = re.compile(
    r"(?:\(?\*+\)?|(?:ghi chú|chú thích|lưu ý|nguồn(?: số liệu)?|trong đó)\b).*"
)
_BESIDE: Final = frozenset({ColumnName.STT, ColumnName.FIELD, ColumnName.NOTE})
"""Columns that make no data of a row."""


def data_rows(table: Table[Form], problems: list[Problem]) -> Iterator[TableRow]:
    """The rows of a table that are data; what is said of the others is added to `problems`."""
    is_over = False
    for row in table.rows:
        filled = dict(row.filled(table.columns.values()))
        if not filled:
            continue
        is_named = _is_named(row, filled)
        is_over = is_over or (not is_named and is_signature(row))
        code, severity = _told(row, filled, is_named=is_named, is_over=is_over)
        if code:
            problems.append(_named(row, filled, code, severity))
        else:
            yield row


def _told(
    row: TableRow, filled: dict[int, str], *, is_named: bool, is_over: bool
) -> tuple[str, Severity | None]:
    """The code and the severity of what is said of a row; a blank code where it is data."""
    if _is_struck(row, filled):
        return "row-struck", None
    if says_nothing(row):
        return "row-ignored", None
    if is_named:
        return "", None
    columns = row.table.columns
    label = columns.get(row.table.form.label, -1)
    known = {columns.get(name, -1) for name in _identity(row.table.form)} | {
        columns.get(name, -1) for name in _BESIDE
    }
    texts = [*filled.values()]
    if is_over or is_total(row) or (len(texts) == 1 and _NOTE.fullmatch(match_key(texts[0]))):
        return "row-ignored", None
    if not known.issuperset(filled):
        return "", None
    if _is_heading_of_rows(texts):
        return "row-ignored", None
    return ("row-ignored", "warning") if label not in filled else ("", None)


def _is_heading_of_rows(texts: list[str]) -> bool:
    """“I. KINH TẾ” in a cell, “I” and “KINH TẾ” in two, “Kinh tế” in capitals."""
    first, *rest = texts
    if rest:
        return is_heading(first) and not first.strip().isdecimal() and len(rest) == 1
    return _NUMBERED.fullmatch(match_key(first)) is not None or first.isupper()


def _identity(form: SheetColumns) -> Iterable[str]:
    """The columns that say what a row is: its code and its name."""
    return [form.key, form.label] if form.key else [c.name for c in form.columns if c.required]


def _is_named(row: TableRow, filled: dict[int, str]) -> bool:
    """Whether a row has what a row of data has: a code that can be one, and a name."""
    form, columns = row.table.form, row.table.columns
    has_code = not form.key or CODE.fullmatch(row.text(form.key)) is not None
    return has_code and all(columns.get(name) in filled for name in _identity(form))


def _is_struck(row: TableRow, filled: dict[int, str]) -> bool:
    """Whether everything that says what a row is was struck out."""
    columns, marked = row.table.columns, row.table.sheet.marked
    if not marked:
        return False
    positions = [columns[n] for n in _identity(row.table.form) if n in columns]
    said = [position for position in positions if position in filled]
    return bool(said) and all((row.index, position) in marked for position in said)


def _named(row: TableRow, filled: dict[int, str], code: str, severity: Severity | None) -> Problem:
    table = row.table
    cells = ",".join(ranges((row.index, position) for position in filled))
    place = Place(table.file, table.sheet.name, cells)
    return problem(code, place, value=" · ".join(filled.values()), severity=severity)
