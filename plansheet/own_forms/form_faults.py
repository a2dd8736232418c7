"""What is wrong in a form.json: by its schema, then by what a schema cannot say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from plansheet.forms import Json
from plansheet.forms.comparisons import EVERY, ComparisonError, Reference, read_check
from plansheet.forms.json_schema import Breach, breaches
from plansheet.forms.resources import resource
from plansheet.language.text import match_key
from plansheet.language.wording import Wording
from plansheet.own_forms.blocks import WHOLE, blocks_of, worksheet_of
from plansheet.own_forms.checking import PREVIOUS
from plansheet.own_forms.form_cells import sheet_of
from plansheet.own_forms.model import FormSheet
from plansheet.problems.catalogue import own_form_faults as faults
from plansheet.workbooks.reading import Sheet, Workbook, a1, cell_position

_SHOWN: Final = 60
"""Characters of what stands in form.json that are written out."""
_ROW: Final = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class FormFault:
    """Something wrong in form.json: the path to it, such as `sheets/Biểu 1/range`, and why."""

    path: str
    why: Wording


@cache
def own_form_schema() -> Mapping[str, Json]:
    """The JSON Schema of form.json."""
    text = resource("data/own_form.schema.json").read_text(encoding="utf-8")
    schema: Mapping[str, Json] = json.loads(text)
    return schema


def faults_of(spec: Json, blank: Workbook) -> Iterator[FormFault]:
    """What is wrong in a form.json: by its schema, then against the blank workbook."""
    broken = list(breaches(own_form_schema(), spec))
    yield from (FormFault(one.path, _broken(one)) for one in broken)
    if broken:
        return
    blocks = blocks_of(spec["sheets"], blank)
    yield from _table_faults(spec["sheets"], blocks)
    for name, one in spec["sheets"].items():
        worksheet, path = worksheet_of(name, one), f"sheets/{name}"
        sheet = blank.sheet(worksheet)
        if sheet is None:
            yield FormFault(path, faults.NO_SHEET.fill(sheet=worksheet))
        elif one["kind"] == "matrix" and "rows" not in one:
            yield FormFault(path, faults.NO_ROWS)
        elif outside := list(_range_faults(one, sheet)):
            yield from (FormFault(f"{path}/range", why) for why in outside)
        else:
            form = sheet_of(one | {"checks": []}, name, sheet, blocks[name])
            yield from (FormFault(f"{path}/{at}", why) for at, why in _sheet_faults(form, one))


def _broken(one: Breach) -> Wording:
    """What breaks the schema, in words where they are known."""
    allowed = one.allowed if isinstance(one.allowed, list) else [one.allowed]
    listed = " · ".join(map(str, allowed))
    shown = json.dumps(one.found, ensure_ascii=False)[:_SHOWN]
    match one.rule:
        case "additionalProperties" if isinstance(one.found, dict):
            keys = ", ".join(sorted({*one.found} - {*allowed}))
            return faults.NOT_FORESEEN.fill(key=keys, allowed=listed)
        case "required" if isinstance(one.found, dict):
            missing = (key for key in allowed if key not in one.found)
            return faults.MISSING_WORD.fill(key=", ".join(missing))
        case "enum" | "const":
            return faults.NOT_ALLOWED.fill(value=shown, allowed=listed)
        case "type":
            return faults.WRONG_TYPE.fill(value=shown, type=listed)
        case "pattern":
            return faults.WRONGLY_WRITTEN.fill(value=shown)
        case _:
            return faults.BY_SCHEMA.fill(error=one.message)


def _table_faults(specs: Mapping[str, Json], blocks: Mapping[str, range]) -> Iterator[FormFault]:
    """Tables of one sheet that are not below each other, and lists with a table below them."""
    for name, one in specs.items():
        rows = [int(row) for row in _ROW.findall(one["range"])]
        if rows[-1] - 1 not in blocks[name] or rows[0] - 1 not in blocks[name]:
            yield FormFault(f"sheets/{name}/range", faults.TABLES_OVERLAP)
        elif one["kind"] == "list" and blocks[name].stop != WHOLE.stop:
            yield FormFault(f"sheets/{name}/kind", faults.LIST_NOT_LAST)


def _range_faults(spec: Json, sheet: Sheet) -> Iterator[Wording]:
    """What is wrong with the range: turned round, or not on the sheet."""
    first, last = map(cell_position, spec["range"].split(":"))
    if first[0] > last[0] or first[1] > last[1]:
        yield faults.RANGE_TURNED
    width = max(map(len, sheet.rows), default=0)
    if spec["kind"] == "matrix" and (last[0] >= len(sheet.rows) or last[1] >= width):
        used = a1(max(len(sheet.rows) - 1, 0), max(width - 1, 0))
        yield faults.RANGE_OUTSIDE.fill(range=spec["range"], used=f"A1:{used}")


def _sheet_faults(form: FormSheet, spec: Json) -> Iterator[tuple[str, Wording]]:
    """What is wrong with a sheet whose range is on it: the path below the sheet, and why."""
    yield from _overlaps(form)
    yield from _key_faults(form)
    yield from _rule_faults(form)
    yield from _check_faults(form, spec)


def _overlaps(form: FormSheet) -> Iterator[tuple[str, Wording]]:
    """Headers and cells of the head that stand in the range of the figures."""
    top, left, bottom, right = form.area
    within = [row + 1 for row in form.column_keys.at if row >= top]
    if within:
        yield "columns", faults.HEADER_IN_RANGE.fill(row=within[0])
    named = [(f"head/{what}", at) for what, at in form.head.items()]
    named += [(f"fields/{name}", at) for name, at in form.fields.items()]
    for path, (row, column) in named:
        if top <= row <= bottom and left <= column <= right:
            yield path, faults.HEAD_IN_RANGE.fill(cell=a1(row, column))


def _key_faults(form: FormSheet) -> Iterator[tuple[str, Wording]]:
    for kind, keys in (("rows", form.rows), ("columns", form.columns)):
        if not keys and (kind == "columns" or form.kind == "matrix"):
            yield kind, faults.NO_KEYS
        seen: set[str] = set()
        for key in keys.values():
            if match_key(key) in seen:
                yield kind, faults.SAME_KEY.fill(key=key)
            seen.add(match_key(key))
    if form.kind == "matrix" and form.rows and form.columns and not form.inputs:
        yield "range", faults.NO_INPUTS


def _rule_faults(form: FormSheet) -> Iterator[tuple[str, Wording]]:
    """Rules of keys that the sheet does not have, and blocks that are nobody's."""
    rows, columns = set(form.rows.values()), set(form.columns.values())
    cells = {f"{row},{column}" for row in rows for column in columns}
    named = {"aggregate": form.aggregate, "types": form.types, "choices": form.choices}
    for kind, by_key in (*named.items(), ("of_agency", form.of_agency)):
        for key in by_key:
            if key not in rows | columns | cells | {EVERY}:
                yield f"{kind}/{key}", faults.NO_SUCH_KEY.fill(key=key)
    for number, key in enumerate(form.unique):
        if key not in columns:
            yield f"unique/{number}", faults.NO_SUCH_KEY.fill(key=key)
    owners = {form.owner(cell) for cell in form.inputs.values() if form.rule(cell) == "place"}
    if "" in owners:
        yield "of_agency", faults.NO_OWNER


def _check_faults(form: FormSheet, spec: Json) -> Iterator[tuple[str, Wording]]:
    for kind in ("checks", "proposed"):
        for number, one in enumerate(spec.get(kind, ())):
            at = f"{kind}/{number}"
            try:
                check = read_check(one, "warning")
            except ComparisonError as error:
                yield at, error.wording
                continue
            if all(one.parts[0] == PREVIOUS for one in check.comparison.references):
                yield at, faults.ONLY_PREVIOUS
            for reference in check.comparison.references:
                if not _is_known(form, reference):
                    yield at, faults.NO_CELL_CALLED.fill(cell=reference)


def _is_known(form: FormSheet, reference: Reference) -> bool:
    """Whether a check names cells of its sheet."""
    if form.kind == "list":
        return len(reference.parts) == 1 and match_key(reference.parts[0]) in form.column_of
    parts = reference.parts[1:] if reference.parts[0] == PREVIOUS else reference.parts
    if len(parts) != 2:
        return False
    row, column = map(match_key, parts)
    return row in {EVERY, *form.row_of} and column in {EVERY, *form.column_of}
