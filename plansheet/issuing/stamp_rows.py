"""A stamp as the rows of its sheet, each of three cells: kind, key, value.

Format 2 has a row of its own for each issued row, with the texts of its locked cells, and one for
each sheet. Format 1, that of release 0.1.0, had a row for each locked cell; it is read for ever.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice, repeat
from typing import Final

from plansheet.issuing.layout import layout_rows, read_layout
from plansheet.issuing.stamp import Coverage, FormColumn, IssuedCell, Stamp

StampRow = tuple[str, str, str]
"""Kind, key and value."""

_FORMAT: Final = "2"
_OWN, _DIGEST, _SHEET, _COLUMNS, _FORMULA = "stamp", "digest", "sheet", "columns", "formula"
_ROW: Final = "row:"
_PREFILLED: Final = "prefilled:"
_COVERAGE: Final = "coverage:"
_WHOLE: Final = "stamp"
"""The key of the digest of the stamp itself."""

_SPELT_OUT: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_LONGEST: Final = 4_000
"""Characters of a value in one cell, however the file spells them; more go into further rows."""


def stamp_rows(stamp: Stamp) -> list[StampRow]:
    """The rows of the sheet; the last says what the others are."""
    rows = [part for row in _rows(stamp) for part in _parts(*row)]
    return [*rows, (_DIGEST, _WHOLE, _digest(rows))]


def _rows(stamp: Stamp) -> Iterator[StampRow]:
    yield _OWN, "format", _FORMAT
    yield _OWN, "plan", stamp.plan
    yield _OWN, "period", stamp.period
    yield _OWN, "agency", stamp.agency
    yield _DIGEST, "plan", stamp.plan_digest
    for form, digest in stamp.form_digests.items():
        yield _DIGEST, form, digest
    for form, codes in stamp.rows.items():
        columns = [at.column for at in stamp.issued if at.form == form]
        yield _COLUMNS, form, _json(columns)
        for code in codes:
            yield f"{_ROW}{form}", code, _json([stamp.text(form, code, c) for c in columns])
    for cell in sorted(stamp.computed):
        yield _FORMULA, cell.code, str(FormColumn(cell.form, cell.column))
    for cell, text in sorted(stamp.prefilled.items()):
        yield f"{_PREFILLED}{FormColumn(cell.form, cell.column)}", cell.code, text
    for cell, coverage in sorted(stamp.coverage.items()):
        yield f"{_COVERAGE}{FormColumn(cell.form, cell.column)}", cell.code, str(coverage)
    for sheet, marks in layout_rows(stamp.layout):
        yield _SHEET, sheet, marks
    if stamp.marked:
        yield _OWN, "marked", stamp.marked


def _json(values: Sequence[str | None]) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def _parts(kind: str, key: str, value: str) -> Iterator[StampRow]:
    for start in range(0, len(value), _LONGEST) or (0,):
        yield kind, key, value[start : start + _LONGEST]


def _digest(rows: Iterable[StampRow]) -> str:
    """A digest of rows; some programs read `_x0041_` as the character that it stands for."""
    text = "\0".join(chain.from_iterable(rows))
    plain = _SPELT_OUT.sub(lambda found: chr(int(found[1], 16)), text)
    return hashlib.sha256(plain.encode(errors="replace")).hexdigest()


def read_stamp(rows: Sequence[Sequence[object]]) -> Stamp | None:
    """The stamp in the rows of a sheet; None where they are none."""
    read = _StampReader()
    for row in rows:
        kind, key, value = islice(chain(map(_text, row), repeat("")), 3)
        if kind:
            read.take(kind, key, value)
    return read.stamp()


def is_intact(rows: Sequence[Sequence[object]], stamp: Stamp) -> bool:
    """Whether the rows of a sheet are those that its stamp was written as, and nothing else.

    In format 1 nothing tells whether a value was changed.
    """
    found = [text for row in rows if (text := [t for cell in row if (t := _text(cell))])]
    written = [[text for text in row if text] for row in stamp_rows(stamp)]
    is_first_format = not any(row[0] == _COLUMNS or row[0].startswith(_ROW) for row in found)
    return found == written or (is_first_format and all(len(row) <= 3 for row in found))


class _StampReader:
    """Takes in the rows of a stamp, of either format, one after the other."""

    def __init__(self) -> None:
        self.own: dict[str, str] = {}
        self.digests: dict[str, str] = {}
        self.columns: dict[str, str] = {}
        self.codes: dict[str, dict[str, str]] = {}
        self.formulas: list[tuple[str, str]] = []
        self.cells: dict[str, dict[str, str]] = {}
        self.sheets: dict[str, str] = {}

    def take(self, kind: str, key: str, value: str) -> None:
        """One row; of one kind and key the values are parts of one."""
        if kind == _COLUMNS:
            self.codes.setdefault(key, {})
        if kind == _FORMULA:
            self.formulas.append((key, value))
        elif kind == "row":
            self.codes.setdefault(value, {})[key] = ""
        else:
            kinds = {_OWN: self.own, _DIGEST: self.digests, _COLUMNS: self.columns}
            kinds[_SHEET] = self.sheets
            texts = kinds.get(kind)
            if texts is None and kind.startswith(_ROW):
                texts = self.codes.setdefault(kind.removeprefix(_ROW), {})
            if texts is None:
                texts = self.cells.setdefault(kind, {})
            texts[key] = texts.get(key, "") + value

    def stamp(self) -> Stamp | None:
        """The stamp that was taken in."""
        if not {"plan", "period", "agency"} <= self.own.keys():
            return None
        self.digests.pop(_WHOLE, None)
        coverage = {cell: Coverage.parse(text) for cell, text in self._cells(_COVERAGE)}
        return Stamp(
            plan=self.own["plan"],
            period=self.own["period"],
            agency=self.own["agency"],
            plan_digest=self.digests.pop("plan", ""),
            form_digests=self.digests,
            rows={form: tuple(of_form) for form, of_form in self.codes.items()},
            issued=self._issued(),
            computed=frozenset(
                IssuedCell(at.form, code, at.column)
                for code, text in self.formulas
                for at in (FormColumn.parse(text),)
            ),
            prefilled=dict(self._cells(_PREFILLED)),
            coverage={cell: of for cell, of in coverage.items() if of is not None},
            layout={sheet: read_layout(text) for sheet, text in self.sheets.items()},
            marked=self.own.get("marked", ""),
        )

    def _cells(self, prefix: str) -> Iterator[tuple[IssuedCell, str]]:
        for kind, texts in self.cells.items():
            if kind.startswith(prefix):
                form, column = FormColumn.parse(kind.removeprefix(prefix))
                yield from ((IssuedCell(form, code, column), text) for code, text in texts.items())

    def _issued(self) -> Mapping[FormColumn, Mapping[str, str]]:
        issued: dict[FormColumn, dict[str, str]] = {
            FormColumn.parse(kind): texts
            for kind, texts in self.cells.items()
            if not kind.startswith((_PREFILLED, _COVERAGE))
        }
        for form, rows in self.codes.items():
            for name in _list(self.columns.get(form, "")):
                issued[FormColumn(form, str(name))] = {}
            for code, row in rows.items():
                for name, text in zip(_list(self.columns.get(form, "")), _list(row), strict=False):
                    if isinstance(text, str):
                        issued[FormColumn(form, str(name))][code] = text
        return issued


def _list(text: str) -> Sequence[object]:
    """A list as the stamp writes it; none where it is something else."""
    try:
        found = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return ()
    return found if isinstance(found, list) else ()


def _text(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
