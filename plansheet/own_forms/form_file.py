"""A form's folder → OwnForm: form.json held against its schema, and against the blank workbook."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from plansheet.forms import Json
from plansheet.forms.names import FORM_NAMES, OWN_FORM_FILE
from plansheet.own_forms.form_cells import form_of
from plansheet.own_forms.form_faults import FormFault, faults_of
from plansheet.own_forms.left_out import told_left_out
from plansheet.own_forms.model import BLANK_FILE, OwnForm
from plansheet.problems import FormError, existing_folder, path_of
from plansheet.problems.catalogue import own_form_faults as faults
from plansheet.workbooks.reading import Refused, Workbook, open_workbook


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
    spec, blank, twice = _read(path_of(folder))
    for fault in (*twice, *faults_of(spec, blank)):
        why = faults.AT_PATH.fill(path=fault.path, why=fault.why)
        raise FormError("form-unusable", path=path_of(folder) / OWN_FORM_FILE, why=why)
    return form_of(path_of(folder), spec, blank)


def form_faults(folder: Path | str) -> list[FormFault]:
    """Everything that is wrong in form.json, each at its path.

    Raises:
        InputError, FormError: there is no form at all, or its blank workbook cannot be read.
    """
    spec, blank, twice = _read(path_of(folder))
    return [*twice, *faults_of(spec, blank)]


def form_notes(folder: Path | str) -> list[FormFault]:
    """What is no fault, but that a person may have forgotten: rows that are no part of the form."""
    form = read_form(folder)
    told = ((sheet.name, told_left_out(sheet, form.grids[sheet.name])) for sheet in form.sheets)
    return [FormFault(f"sheets/{name}/rows", note[1]) for name, note in told if note]


def _read(folder: Path) -> tuple[Json, Workbook, list[FormFault]]:
    """form.json, the blank workbook, and the keys of form.json that are given twice."""
    existing_folder(folder)
    if not (folder / OWN_FORM_FILE).is_file():
        is_other = any((folder / f"{name}.json").is_file() for name in FORM_NAMES)
        raise FormError("folder-of-forms" if is_other else "no-own-form", path=folder)
    twice: list[FormFault] = []

    def once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
        named = dict(pairs)
        again = (key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        twice.extend(FormFault(key, faults.KEY_TWICE.fill(key=key)) for key in again)
        return named

    try:
        text = (folder / OWN_FORM_FILE).read_text(encoding="utf-8-sig")
        spec: Json = json.loads(text, object_pairs_hook=once)
        return spec, open_workbook(folder / BLANK_FILE, name=BLANK_FILE), twice
    except Refused as refusal:
        why = refusal.problem.wording
        raise FormError("form-unusable", path=folder / BLANK_FILE, why=why) from refusal
    except (OSError, ValueError, RecursionError) as error:
        why = faults.FORM_NOT_READ.fill(error=" ".join(str(error).split()))
        raise FormError("form-unusable", path=folder / OWN_FORM_FILE, why=why) from error
