"""A stamp as the rows of its sheet, each of three cells: kind, key, value.

Format 2 has a row of its own for each issued row, with the texts of its locked cells, and one for
each sheet. Format 1, that of release 0.1.0, had a row for each locked cell; it is read for ever.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from plansheet.issuing.layout import layout_rows, read_layout
from plansheet.issuing.stamp import Coverage, FormColumn, IssuedCell, IssuedTexts, Stamp

StampRow = tuple[str, str, str]
"""Kind, key and value."""

_FORMAT: Final = "2"
_OWN, _DIGEST, _SHEET, _COLUMNS, _FORMULA = "stamp", "digest", "sheet", "columns", "formula"
_ROW: Final = "row:"
_FIRST_ROW: Final = "row"
"""The kind of the row codes in format 1."""
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
    for form, texts in stamp.issued.items():
        yield _COLUMNS, form, _json(texts.columns)
        for code, of_row in texts.rows.items():
            yield f"{_ROW}{form}", code, _json(of_row)
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
    found = [texts for row in rows if any(texts := _texts(row))]
    kinds: dict[str, list[tuple[str, str]]] = {}
    for kind, key, value, *_ in found:
        if kind:
            kinds.setdefault(kind, []).append((key, value))
    own, digests = _joined(kinds, _OWN), _joined(kinds, _DIGEST)
    if not {"plan", "period", "agency"} <= own.keys():
        return None
    digests.pop(_WHOLE, None)
    coverage = {cell: Coverage.parse(text) for cell, text in _cells(kinds, _COVERAGE)}
    return Stamp(
        plan=own["plan"],
        period=own["period"],
        agency=own["agency"],
        plan_digest=digests.pop("plan", ""),
        form_digests=digests,
        issued={**_issued(kinds), **_issued_in_first_format(kinds)},
        computed=frozenset(
            IssuedCell(at.form, code, at.column)
            for code, text in kinds.get(_FORMULA, ())
            for at in (FormColumn.parse(text),)
        ),
        prefilled=dict(_cells(kinds, _PREFILLED)),
        coverage={cell: of for cell, of in coverage.items() if of is not None},
        layout={sheet: read_layout(text) for sheet, text in _joined(kinds, _SHEET).items()},
        marked=own.get("marked", ""),
        is_intact=_is_intact(found),
    )


def _texts(row: Sequence[object]) -> list[str]:
    """The cells of a row as texts, three at least."""
    texts = [value if type(value) is str else _text(value) for value in row]
    return texts if len(texts) > 2 else [*texts, "", "", ""][:3]


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _is_intact(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the rows of a sheet are those that its stamp was written as, and nothing else.

    In format 1 nothing tells whether a value was changed.
    """
    if any(any(row[3:]) for row in rows):
        return False
    written = [(kind, key, value) for kind, key, value, *_ in rows]
    is_first_format = not any(row[0] == _COLUMNS or row[0].startswith(_ROW) for row in written)
    return is_first_format or written[-1] == (_DIGEST, _WHOLE, _digest(written[:-1]))


_Kinds = Mapping[str, Sequence[tuple[str, str]]]
"""Key and value of the rows of each kind."""


def _joined(kinds: _Kinds, kind: str) -> dict[str, str]:
    """By key the values of a kind of rows; those of one key are parts of one."""
    texts: dict[str, str] = {}
    for key, value in kinds.get(kind, ()):
        texts[key] = texts.get(key, "") + value
    return texts


def _cells(kinds: _Kinds, prefix: str) -> Iterator[tuple[IssuedCell, str]]:
    for kind in kinds:
        if kind.startswith(prefix):
            form, column = FormColumn.parse(kind.removeprefix(prefix))
            texts = _joined(kinds, kind).items()
            yield from ((IssuedCell(form, code, column), text) for code, text in texts)


def _issued(kinds: _Kinds) -> Mapping[str, IssuedTexts]:
    """By form what its rows say that stood in them."""
    issued: dict[str, IssuedTexts] = {}
    headed = _joined(kinds, _COLUMNS)
    unheaded = (kind.removeprefix(_ROW) for kind in kinds if kind.startswith(_ROW))
    for form in dict.fromkeys((*headed, *unheaded)):
        columns, rows = tuple(map(str, _list(headed.get(form, "")))), _joined(kinds, _ROW + form)
        lists = zip(rows, _lists(tuple(rows.values())), strict=True)
        texts = {code: tuple(t if isinstance(t, str) else None for t in of) for code, of in lists}
        issued[form] = IssuedTexts(columns, texts)
    return issued


def _issued_in_first_format(kinds: _Kinds) -> Mapping[str, IssuedTexts]:
    """The same of a stamp that has a row for each cell."""
    rows: dict[str, dict[str, dict[str, str]]] = {}
    for code, form in kinds.get(_FIRST_ROW, ()):
        rows.setdefault(form, {})[code] = {}
    for kind in kinds if rows else ():
        form, column = FormColumn.parse(kind)
        for code, text in _joined(kinds, kind).items() if form in rows else ():
            if code in rows[form]:
                rows[form][code][column] = text
    return {form: IssuedTexts.of_rows(of_form) for form, of_form in rows.items()}


def _lists(texts: Sequence[str]) -> Sequence[Sequence[object]]:
    """What each of the texts says as a list: all at once, where all of them are one."""
    found = _list(f"[{','.join(texts)}]")
    if len(found) == len(texts) and all(isinstance(one, list) for one in found):
        return found  # type: ignore[return-value]
    return [_list(text) for text in texts]


def _list(text: str) -> Sequence[object]:
    """A list as the stamp writes it; none where it is something else."""
    try:
        found = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return ()
    return found if isinstance(found, list) else ()
