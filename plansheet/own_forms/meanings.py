"""What the cells of a form are: not to be summed, texts, dates, one agency's own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from plansheet.language.text import match_key
from plansheet.language.units import is_share
from plansheet.language.wording import Wording
from plansheet.own_forms.form_words import (
    UNIT_WORDS,
    is_heading,
    is_rate,
    names_date,
    names_identifier,
    names_text,
    names_year,
)
from plansheet.own_forms.grid import SEPARATOR, SheetGrid
from plansheet.own_forms.model import FormSheet
from plansheet.problems.catalogue import own_form_faults as faults
from plansheet.workbooks.reading.addresses import Position

_BODY: Final = re.compile(
    r"(?i:xã|phường|thị trấn|huyện|thị xã|quận|thành phố|tp\.?|ubnd|sở|chi nhánh)\s+"
    r"(?!HỮU|HỘI)[A-ZĐ0-9ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĨŨƠƯẠ-Ỹ].*"
)


@dataclass
class Meanings:
    """By row or column key what is not summed, what is no number, whose own it is; and doubts."""

    aggregate: dict[str, str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    of_agency: dict[str, str] = field(default_factory=dict)
    doubts: list[tuple[Position, Wording]] = field(default_factory=list)

    @property
    def spec(self) -> dict[str, Mapping[str, str]]:
        """What form.json says of it."""
        named = {"aggregate": self.aggregate, "types": self.types, "of_agency": self.of_agency}
        return {what: said for what, said in named.items() if said}


def find_meanings(form: FormSheet, grid: SheetGrid, names: Sequence[int], unit: str) -> Meanings:
    """What the words of a form say of its cells.

    Args:
        form: the sheet as it was learnt so far.
        grid: the blank sheet.
        names: the header rows that name the columns.
        unit: what the head says of the unit.
    """
    found = Meanings()
    paths = {c: _path(grid, names, c) for c in form.columns}
    if is_share(unit.strip()) and "," not in unit:
        found.aggregate["*"] = "none"
        at = form.head.get("unit", (0, 0))
        found.doubts.append((at, faults.NOT_SUMMED.fill(key=unit.strip())))
        return found
    _columns(found, form, paths)
    if form.kind == "matrix":
        _rows(found, form, grid, names)
        _agencies(found, form, grid, paths)
    return found


def _path(grid: SheetGrid, names: Sequence[int], column: int) -> list[str]:
    """The headers of a column from its group down."""
    return list(dict.fromkeys(filter(None, (grid.spread(row, column) for row in names))))


def _columns(found: Meanings, form: FormSheet, paths: Mapping[int, list[str]]) -> None:
    opened = {cell.at[1] for cell in form.inputs.values()} or {
        column for column in form.columns if form.kind == "list"
    }
    for column, key in form.columns.items():
        path = paths[column]
        if column not in opened or not path:
            continue
        title, at = SEPARATOR.join(path), (max(form.area[0] - 1, 0), column)
        kind = _kind(path)
        if kind in ("text", "date", "identifier"):
            found.types[key] = "date" if kind == "date" else "text"
        if kind and form.kind == "matrix":
            found.aggregate[key] = "none"
            said = {"text": faults.IS_TEXT, "date": faults.IS_DATE}.get(kind, faults.NOT_SUMMED)
            found.doubts.append((at, said.fill(key=title)))


def _kind(path: Sequence[str]) -> str:
    """What stands under a header: a text, a date, an identifier, a rate; blank for an amount."""
    leaf = path[-1]
    if names_date(leaf):
        return "date"
    if names_text(leaf):
        return "text"
    if names_year(leaf):
        return "year"
    if names_identifier(leaf):
        return "identifier"
    return "rate" if is_rate(path) else ""


def _rows(found: Meanings, form: FormSheet, grid: SheetGrid, names: Sequence[int]) -> None:
    """Rows of rates: by their label, or by their unit."""
    columns = range(form.area[3] + 1)
    units = [c for c in columns if any(is_heading(grid.spread(r, c), UNIT_WORDS) for r in names)]
    opened = {at[0] for at in form.inputs}
    labelled = [c for c in columns if not any(at[1] == c for at in form.inputs)]
    for row, key in form.rows.items():
        texts = [grid.text(row, c) for c in labelled if grid.text(row, c) and c not in units]
        label = max(texts, key=len, default=key)
        in_per_cent = any(is_share(grid.text(row, c)) for c in units if grid.text(row, c))
        if row in opened and (in_per_cent or is_rate([label])):
            found.aggregate[key] = "none"
            at = (row, form.row_keys.at[0])
            found.doubts.append((at, faults.NOT_SUMMED.fill(key=label)))


def _agencies(
    found: Meanings, form: FormSheet, grid: SheetGrid, paths: Mapping[int, list[str]]
) -> None:
    """Columns, rows, or blocks of them that are one agency's own."""
    by_column = {form.columns[c]: name for c, path in paths.items() if (name := _body(path))}
    by_row = dict(_bodies_of_rows(form, grid))
    for bodies, keys in ((by_column, form.columns), (by_row, form.rows)):
        if len({*bodies.values()}) > 1 and len(bodies) * 2 >= len(keys):
            found.of_agency |= bodies
            found.aggregate |= dict.fromkeys(bodies, "place")
            at = (form.area[0], form.row_keys.at[0])
            first = next(iter(bodies.values()))
            found.doubts.append((at, faults.OF_AGENCY.fill(key=first)))


def _bodies_of_rows(form: FormSheet, grid: SheetGrid) -> Iterator[tuple[str, str]]:
    """The agency of each row: the one it names, else in blocks the one named above it."""
    others = {at[1] for at in (*form.inputs, *form.formulas)}
    others |= {*form.row_keys.at} if form.row_keys.is_code else set()
    labels = [column for column in range(form.area[1], form.area[3] + 1) if column not in others]
    rows = range(form.area[0], form.area[2] + 1)
    texts = {row: [grid.spread(row, column) for column in labels] for row in rows}
    named = {row: name for row, path in texts.items() if (name := _body(path))}
    unnamed = [match_key(" ".join(texts[row])) for row in form.rows if row not in named]
    is_blocks = len(set(unnamed)) < len(unnamed)
    above = ""
    for row in rows:
        above = named.get(row, above)
        if row in form.rows and (row in named or (is_blocks and above)):
            yield form.rows[row], above


def _body(path: Sequence[str]) -> str:
    """The name of an agency among the parts of a path, blank where there is none."""
    return next((part for part in path if _BODY.fullmatch(part)), "")
