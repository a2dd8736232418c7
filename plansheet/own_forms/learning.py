"""A blank workbook → form.json: what each part of it is for, as far as the workbook says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from plansheet.forms import Json
from plansheet.forms.names import OWN_FORM_FILE
from plansheet.language.wording import Wording
from plansheet.own_forms.drop_downs import Choices, choices_of, drop_downs
from plansheet.own_forms.emptying import without_figures
from plansheet.own_forms.evidence import add_evidence
from plansheet.own_forms.examples_read import read_filled
from plansheet.own_forms.form_cells import form_of
from plansheet.own_forms.form_words import names_guide
from plansheet.own_forms.grid import SheetGrid
from plansheet.own_forms.identities import proposed_checks
from plansheet.own_forms.model import BLANK_FILE, FormSheet, OwnForm
from plansheet.own_forms.sheet_learning import FormDoubt
from plansheet.own_forms.tables_learning import learn_tables
from plansheet.problems import FormError, InputError, existing_file, path_of
from plansheet.problems.catalogue import own_form_faults as faults
from plansheet.workbooks.editing import same_bytes
from plansheet.workbooks.extensions import open_for_editing
from plansheet.workbooks.reading import Refused, Sheet, Workbook, a1, open_workbook
from plansheet.workbooks.reading.addresses import Position
from plansheet.workbooks.writing.files import cannot_write

EARLIER_FILE: Final = "form.earlier.json"
"""What a form.json is called that was there when its form was learnt again."""
_HIGH_HEAD: Final = 15
"""Rows of the head in which a title is looked for."""


@dataclass(frozen=True, slots=True)
class ProposedCheck:
    """A check that held in all filled workbooks, in `held` of their rows or columns: “24/24”."""

    sheet: str
    check: str
    held: str


@dataclass(frozen=True)
class LearntForm:
    """A form that was learnt, and what a person should look at in form.json.

    `kept` is where the earlier form.json of the folder is now, which somebody may have edited.
    """

    form: OwnForm
    doubts: tuple[FormDoubt, ...] = ()
    proposed: tuple[ProposedCheck, ...] = ()
    kept: Path | None = None

    @property
    def looks_filled(self) -> bool:
        """Whether the workbook seems to have been filled in already."""
        return any(doubt.is_filled for doubt in self.doubts)


def learn_form(
    blank: Path | str,
    folder: Path | str,
    filled: Sequence[Path | str] = (),
    *,
    empty: bool = False,
) -> LearntForm:
    """Learn a form from its blank workbook; the folder gets blank.xlsx, untouched, and form.json.

    Args:
        blank: the workbook (.xlsx) that is to be filled in.
        folder: what gets the form; made where it does not exist.
        filled: workbooks that were filled in: they say what stands in which cell, and which sums
            hold, as proposals that a person confirms in form.json.
        empty: the workbook was filled in, and there is no blank one: blank.xlsx is the same without
            the figures in the cells that are to be filled in.

    Returns:
        The form, and what is doubted.

    Raises:
        InputError: a file is not there, cannot be read, or the blank is no .xlsx.
        FormError: no sheet of the workbook holds a table.
        OutputError: the folder cannot be written.
    """
    folder, blank = path_of(folder), existing_file(blank)
    given = _opened(blank)
    workbook = without_figures(given) if empty else given
    examples = [given] if empty else []
    examples += [_opened(existing_file(path)) for path in filled]
    doubts: list[FormDoubt] = []
    sheets: dict[str, dict[str, Any]] = {}
    taken = [sheet.name for sheet in workbook.sheets]
    for sheet in workbook.sheets:
        is_form = sheet.visibility == "visible" and not names_guide(sheet.name)
        learnt = learn_tables(sheet, taken) if is_form else {}
        sheets |= {name: table.spec for name, table in learnt.items()}
        doubts += (doubt for table in learnt.values() for doubt in table.doubts)
        if not learnt and any(any(row) for row in sheet.rows):
            what = _left_out(sheet)
            doubts.append(FormDoubt(sheet.name, "A1", what))
    if not sheets:
        raise FormError("no-table-to-learn", path=blank)
    spec: Json = {"format": 1, "title": _title(workbook, blank), "sheets": sheets}
    choices = _choices(blank, workbook)
    learnt_form = form_of(folder, spec, workbook)
    for form in learnt_form.sheets:
        said, tables = sheets[form.name], learnt_form.tables(form.worksheet)
        noted = list(_added(said, form, choices.get(form.worksheet, {}), examples, tables))
        found = [FormDoubt(form.worksheet, a1(*at), what) for at, what in noted]
        if found:
            added = [{"cell": doubt.cell, "doubt": doubt.what.vi} for doubt in found]
            said["doubts"] = [*said.get("doubts", ()), *added]
        doubts += found
    content = blank.read_bytes()
    if empty:
        content = _emptied(blank, form_of(folder, spec, workbook))
        spec["title"] = _title(given, blank)
    kept = _write(folder, content, spec)
    workbook = open_workbook(folder / BLANK_FILE) if empty else workbook
    proposed = (
        ProposedCheck(name, check["check"], check["held"])
        for name, sheet_spec in sheets.items()
        for check in sheet_spec.get("proposed", ())
    )
    return LearntForm(form_of(folder, spec, workbook), tuple(doubts), tuple(proposed), kept)


def _left_out(sheet: Sheet) -> Wording:
    """Why a sheet is no part of the form."""
    if sheet.visibility != "visible":
        return faults.HIDDEN_FORM_SHEET
    return faults.NO_PART_OF_FORM if names_guide(sheet.name) else faults.NO_TABLE


def _added(
    spec: dict[str, Any],
    form: FormSheet,
    choices: Mapping[Position, tuple[str, ...]],
    examples: Sequence[Workbook],
    tables: Sequence[FormSheet],
) -> Iterator[tuple[Position, Wording]]:
    """Put what drop-downs and filled workbooks tell into form.json; yields what is doubted."""
    if chosen := choices_of(form, choices):
        spec["choices"] = {key: list(words) for key, words in chosen.items()}
        spec["aggregate"] = dict.fromkeys(chosen, "none") | spec.get("aggregate", {})
    if not examples:
        return
    filled = read_filled(form, examples, tables)
    yield from add_evidence(spec, form, filled)
    if proposed := proposed_checks(form, filled):
        spec["proposed"] = proposed


def _opened(path: Path) -> Workbook:
    try:
        return open_workbook(path)
    except Refused as refusal:
        raise InputError("file-refused", path=path, why=refusal.problem.wording) from refusal


def _title(workbook: Workbook, blank: Path) -> str:
    """The longest text in capitals above the first table, else the file's name."""
    grid = SheetGrid(workbook.sheets[0])
    texts = (
        grid.text(row, column)
        for row in range(min(grid.height, _HIGH_HEAD))
        for column in range(grid.width)
    )
    titles = [text for text in texts if text.isupper() and len(text) > 15]
    return max(titles, key=len, default=blank.stem)


def _choices(blank: Path, workbook: Workbook) -> Choices:
    """The drop-downs of the blank workbook, opened as it will be when it is issued.

    Raises:
        InputError: it cannot be opened for editing, and so never be issued.
    """
    with TemporaryDirectory() as there:
        copy = Path(there) / BLANK_FILE
        copy.write_bytes(blank.read_bytes())
        try:
            return drop_downs(copy, workbook)
        except Exception as error:  # openpyxl says in many ways that it cannot open a file
            why = faults.NOT_EDITABLE
            raise InputError("file-refused", path=blank, why=why) from error


def _emptied(filled: Path, form: OwnForm) -> bytes:
    """The workbook without what stands in the cells to fill in."""
    with TemporaryDirectory() as there:
        copy = Path(there) / BLANK_FILE
        copy.write_bytes(filled.read_bytes())
        workbook = open_for_editing(copy)
        for sheet in form.sheets:
            for row, column in sheet.inputs:
                cell: Any = workbook[sheet.worksheet].cell(row + 1, column + 1)
                cell.value = None
        return same_bytes(workbook)


def _write(folder: Path, blank: bytes, spec: Json) -> Path | None:
    """Write the form; a form.json that was there and differs is kept, and its new name returned."""
    text = json.dumps(spec, ensure_ascii=False, indent=2) + "\n"
    path, kept = folder / OWN_FORM_FILE, None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.is_file() and path.read_bytes() != text.encode():
            kept = path.replace(folder / EARLIER_FILE)
        (folder / BLANK_FILE).write_bytes(blank)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise cannot_write(folder, error) from error
    return kept
