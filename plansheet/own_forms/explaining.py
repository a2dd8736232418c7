"""Where a figure of a total comes from: read from the workbook itself."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from plansheet.forms.report_sheets import SOURCES
from plansheet.forms.values import show
from plansheet.language.text import match_key
from plansheet.own_forms.formulas import cells_behind
from plansheet.own_forms.grid import SheetGrid
from plansheet.own_forms.stamp import TOTAL_KIND, read_stamp
from plansheet.own_forms.writing import SOURCE_HEADS
from plansheet.problems import InputError
from plansheet.report.reading import open_report
from plansheet.workbooks.reading import CellValue, Workbook, a1, cell_position
from plansheet.workbooks.remote import Location, source_of

_CELL: Final = re.compile(
    r"(?:(?P<sheet>.+)!)?[$]?(?P<letters>[A-Za-z]{1,3})[$]?(?P<row>[1-9][0-9]{0,6})"
)


@dataclass(frozen=True, slots=True)
class CellOrigin:
    """One value behind a cell: whose it is, what it is, where it stands.

    `of` is the cell of the total that it went into: of a formula one of those that it reads.
    """

    of: str
    agency: str
    agency_name: str
    value: CellValue
    file: str
    sheet: str
    cell: str
    sha256: str


@dataclass(frozen=True, slots=True)
class CellExplanation:
    """A cell of a total: what it shows, how many gave it, where it comes from."""

    sheet: str
    cell: str
    row: str
    column: str
    value: CellValue
    formula: str
    reported: int | None
    expected: int | None
    origins: tuple[CellOrigin, ...]


def is_total(path: Location) -> bool:
    """Whether a workbook is the total of a form."""
    return read_stamp(open_report(source_of(path)), TOTAL_KIND) is not None


def explain_cell(path: Location, cell: str) -> CellExplanation:
    """Where a cell of a total comes from.

    Args:
        path: the workbook that `merge --form` wrote.
        cell: “Biểu 1!D19”, or “D19” of the first sheet.

    Returns:
        What the cell shows, how many gave it, and each value behind it.

    Raises:
        InputError: the file is no total or has no such cell, or nothing was sent for the cell.
    """
    path = source_of(path)
    workbook = open_report(path)
    if read_stamp(workbook, TOTAL_KIND) is None:
        raise InputError("not-a-total", path=path)
    found = _CELL.fullmatch(cell.strip())
    if found is None:
        raise InputError("no-such-cell", path=path, cell=cell)
    name = (found["sheet"] or workbook.sheets[0].name).strip("'").replace("''", "'")
    address = f"{found['letters'].upper()}{found['row']}"
    sheet = next((s for s in workbook.sheets if match_key(s.name) == match_key(name)), None)
    if sheet is None:
        raise InputError("no-such-cell", path=path, cell=cell)
    at, grid = cell_position(address), SheetGrid(sheet)
    behind = {a1(*one) for one in cells_behind(sheet.formulas, at)}
    rows = [row for row in source_rows(workbook) if row[0] == sheet.name and row[1] in behind]
    told = [tuple(map(show, row)) for row in rows]
    origins = (
        CellOrigin(text[1], text[4], text[5], row[6], text[7], text[8], text[9], text[10])
        for row, text in zip(rows, told, strict=True)
    )
    own = [text for text in told if text[1] == address]
    first: Sequence[str] = own[0] if own else ("",) * len(SOURCE_HEADS)
    formula = sheet.formulas.get(at, "")
    if not (rows or formula):
        key = "label-cell" if grid.text(*at) else "blank-cell"
        raise InputError(key, path=path, cell=cell, value=grid.text(*at))
    return CellExplanation(
        sheet=sheet.name,
        cell=address,
        row=first[2],
        column=first[3],
        value=grid.value(*at),
        formula=f"={formula}" if formula else "",
        reported=int(first[11]) if first[11] else None,
        expected=int(first[12]) if first[12] else None,
        origins=tuple(origins),
    )


def source_rows(workbook: Workbook) -> list[tuple[CellValue, ...]]:
    """The rows of `Nguồn số liệu`."""
    blank = (None,) * len(SOURCE_HEADS)
    rows = chain.from_iterable(sheet.rows[1:] for sheet in workbook.parts(SOURCES))
    return [(*row, *blank)[: len(SOURCE_HEADS)] for row in rows]
