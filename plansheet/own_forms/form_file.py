"""A form's folder → OwnForm: form.json held against its schema, and against the blank workbook."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from plansheet.forms import Json
from plansheet.forms.comparisons import EVERY, ComparisonError, Reference, read_check
from plansheet.forms.json_schema import schema_errors
from plansheet.forms.names import FORM_NAMES
from plansheet.forms.resources import resource
from plansheet.language.text import match_key
from plansheet.language.wording import Wording
from plansheet.own_forms.grid import SheetGrid, column_keys, row_keys
from plansheet.own_forms.model import (
    BLANK_FILE,
    FORM_FILE,
    FormCell,
    FormSheet,
    Keys,
    OwnForm,
)
from plansheet.problems import FormError, existing_folder
from plansheet.problems.catalogue import own_form_faults as faults
from plansheet.workbooks.reading import Refused, Sheet, Workbook, cell_position, open_workbook
from plansheet.workbooks.reading.addresses import column_number


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


def read_form(folder: Path | str) -> OwnForm:
    """A form of an office's own.

    Args:
        folder: what `learn_form` made: form.json and blank.xlsx.

    Returns:
        The form, with what each cell of the blank workbook is for.

    Raises:
        InputError: there is no such folder.
        FormError: it has no form, or one that cannot be used; the sentence names the first fault.
    """
    spec, blank = _read(Path(folder))
    for fault in faults_of(spec, blank):
        why = faults.AT_PATH.fill(path=fault.path, why=fault.why)
        raise FormError("form-unusable", path=Path(folder) / FORM_FILE, why=why)
    return form_of(Path(folder), spec, blank)


def form_faults(folder: Path | str) -> list[FormFault]:
    """Everything that is wrong in form.json, each at its path.

    Raises:
        InputError, FormError: there is no form at all, or its blank workbook cannot be read.
    """
    return list(faults_of(*_read(Path(folder))))


def _read(folder: Path) -> tuple[Json, Workbook]:
    existing_folder(folder)
    if not (folder / FORM_FILE).is_file():
        is_other = any((folder / f"{name}.json").is_file() for name in FORM_NAMES)
        raise FormError("folder-of-forms" if is_other else "no-own-form", path=folder)
    try:
        spec = json.loads((folder / FORM_FILE).read_text(encoding="utf-8"))
        return spec, open_workbook(folder / BLANK_FILE, name=BLANK_FILE)
    except Refused as refusal:
        why = refusal.problem.wording
        raise FormError("form-unusable", path=folder / BLANK_FILE, why=why) from refusal
    except (OSError, ValueError, RecursionError) as error:
        why = faults.FORM_NOT_READ.fill(error=" ".join(str(error).split()))
        raise FormError("form-unusable", path=folder / FORM_FILE, why=why) from error


def faults_of(spec: Json, blank: Workbook) -> Iterator[FormFault]:
    """What is wrong in a form.json: by its schema, then against the blank workbook."""
    broken = list(schema_errors(own_form_schema(), spec))
    yield from (FormFault(path, faults.BY_SCHEMA.fill(error=error)) for path, error in broken)
    if broken:
        return
    for name, one in spec["sheets"].items():
        sheet, path = blank.sheet(name), f"sheets/{name}"
        if sheet is None:
            yield FormFault(path, faults.NO_SHEET.fill(sheet=name))
            continue
        if one["kind"] == "matrix" and "rows" not in one:
            yield FormFault(path, faults.NO_ROWS)
            continue
        form = sheet_of(one | {"checks": []}, name, sheet)
        yield from _key_faults(form, path)
        yield from _check_faults(form, one, path)


def _key_faults(form: FormSheet, path: str) -> Iterator[FormFault]:
    for kind, keys in (("rows", form.rows), ("columns", form.columns)):
        if not keys and (kind == "columns" or form.kind == "matrix"):
            yield FormFault(f"{path}/{kind}", faults.NO_KEYS)
        seen: dict[str, str] = {}
        for key in keys.values():
            if match_key(key) in seen:
                yield FormFault(f"{path}/{kind}", faults.SAME_KEY.fill(key=key))
            seen[match_key(key)] = key
    known = {*form.row_of, *form.column_of, EVERY}
    both = {match_key(f"{r},{c}") for r in form.rows.values() for c in form.columns.values()}
    named = {"aggregate": form.aggregate, "types": form.types, "choices": form.choices}
    for kind, by_key in (*named.items(), ("of_agency", form.of_agency)):
        for key in by_key:
            if match_key(key) not in known | both:
                yield FormFault(f"{path}/{kind}/{key}", faults.NO_SUCH_KEY.fill(key=key))


def _check_faults(form: FormSheet, spec: Json, path: str) -> Iterator[FormFault]:
    for kind in ("checks", "proposed"):
        for number, one in enumerate(spec.get(kind, ())):
            at = f"{path}/{kind}/{number}"
            try:
                check = read_check(one, "warning")
            except ComparisonError as error:
                yield FormFault(at, error.wording)
                continue
            for reference in check.comparison.references:
                if not _is_known(form, reference):
                    yield FormFault(at, faults.NO_CELL_CALLED.fill(cell=reference))


def _is_known(form: FormSheet, reference: Reference) -> bool:
    """Whether a check names cells of its sheet."""
    if form.kind == "list":
        return len(reference.parts) == 1 and match_key(reference.parts[0]) in form.column_of
    if len(reference.parts) != 2:
        return False
    row, column = map(match_key, reference.parts)
    return row in {EVERY, *form.row_of} and column in {EVERY, *form.column_of}


def form_of(folder: Path, spec: Json, blank: Workbook) -> OwnForm:
    """The form that form.json and the blank workbook make."""
    text = json.dumps(spec, ensure_ascii=False, sort_keys=True) + blank.sha256
    sheets = (
        sheet_of(one, name, sheet)
        for name, one in spec["sheets"].items()
        if (sheet := blank.sheet(name)) is not None
    )
    return OwnForm(
        folder,
        spec.get("title", folder.name),
        blank,
        tuple(sheets),
        tuple(spec.get("agencies", ())),
        hashlib.sha256(text.encode()).hexdigest(),
    )


def sheet_of(spec: Json, name: str, sheet: Sheet) -> FormSheet:
    """One sheet of a form, its cells by what the blank workbook has in them."""
    first, _, last = spec["range"].partition(":")
    (top, left), (bottom, right) = cell_position(first), cell_position(last)
    row_by = Keys(*_positions(spec.get("rows", {"labels": []}), column_number))
    column_by = Keys(*_positions(spec["columns"], lambda row: row - 1))
    grid = SheetGrid(sheet)
    columns = column_keys(grid, column_by.at, range(left, right + 1))
    labels = {*row_by.at, *map(column_number, spec.get("labels", ()))}
    rows: dict[int, str] = {}
    if spec["kind"] == "matrix":
        rows = row_keys(grid, range(top, bottom + 1), row_by.at, is_code=row_by.is_code)
    inputs: dict[tuple[int, int], FormCell] = {}
    formulas: dict[tuple[int, int], FormCell] = {}
    for row, row_key in rows.items():
        for column, column_key in columns.items():
            cell = FormCell(name, row_key, column_key, (row, column))
            is_reachable = not grid.is_covered(row, column)
            if grid.is_formula(row, column):
                formulas[row, column] = cell
            elif grid.is_blank(row, column) and column not in labels and is_reachable:
                inputs[row, column] = cell
    return FormSheet(
        name=name,
        kind=spec["kind"],
        area=(top, left, bottom, right),
        row_keys=row_by,
        column_keys=column_by,
        rows=rows,
        columns=columns,
        inputs=inputs,
        formulas=formulas,
        head={what: cell_position(cell) for what, cell in spec.get("head", {}).items()},
        aggregate=spec.get("aggregate", {}),
        types=spec.get("types", {}),
        choices={key: tuple(words) for key, words in spec.get("choices", {}).items()},
        of_agency=spec.get("of_agency", {}),
        checks=tuple(read_check(one, "warning") for one in spec.get("checks", ())),
        unique=tuple(spec.get("unique", ())),
    )


def _positions(spec: Json, position: Any) -> tuple[tuple[int, ...], bool]:
    """The positions of codes or labels, and whether they are codes."""
    if "codes" in spec:
        return (position(spec["codes"]),), True
    labels: Sequence[Any] = spec["labels"]
    return tuple(map(position, labels)), False
