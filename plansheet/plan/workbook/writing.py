"""Writing a plan workbook, from a plan or from the bare rows of an imported document."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from plansheet.forms import Form, Forms, load_forms, review_sheet
from plansheet.forms.choices import YES
from plansheet.forms.names import FACTS_SHEET, PLAN_FORMS, ColumnName
from plansheet.forms.values import typed
from plansheet.language.numbers_and_dates import read_date
from plansheet.language.wording import Language
from plansheet.plan.model import Plan
from plansheet.plan.periods import Period
from plansheet.plan.workbook.facts import (
    FACTS,
    FIRST_YEAR,
    LAST_YEAR,
    OWN_FORMS,
    TITLE,
    Fact,
)
from plansheet.plan.workbook.tables import Origin, PlanRow, PlanTables, plan_tables
from plansheet.problems import expect
from plansheet.tables.table_sheet import TableSheet
from plansheet.tables.write import write_table
from plansheet.workbooks.remote import Location, PathOrRemote, Remote, Written, source_of
from plansheet.workbooks.writing.cells import Cell
from plansheet.workbooks.writing.files import named_as
from plansheet.workbooks.writing.workbook import Book, new_book

SPARE_ROWS: Final = 40
"""Empty rows with drop-downs below each table of a plan workbook, for typing on."""


def write_plan(plan: Plan | PlanTables, path: Location, *, lang: Language = "vi") -> Written:
    """Write a plan as a plan workbook; `read_plan` gives the same plan back.

    Args:
        plan: any plan, also one with warnings; or the tables of a draft from `import_document`.
        path: the .xlsx file; one that exists is replaced.
        lang: the language of its sheets, headers and choices.

    Returns:
        The path.

    Raises:
        ArgumentError: `plan` is neither.
        OutputError: the file cannot be written; nothing half-written is left.
    """
    path = named_as(path, ".xlsx")
    if isinstance(plan, PlanTables):
        return write_tables(plan, path, lang=lang)
    expect(plan, Plan)
    return write_tables(plan_tables(plan), path, plan.forms, lang=lang)


def write_tables(
    tables: PlanTables,
    path: Location,
    forms: Forms | None = None,
    *,
    lang: Language = "vi",
    origins: Sequence[Origin] = (),
) -> Written:
    """Write the rows of a plan as a plan workbook, correct or not; it names a folder of own forms.

    A draft has a sheet more, with the `origins` of its rows.

    Raises:
        OutputError: the file cannot be written.
    """
    forms = forms or load_forms()
    path = source_of(path)
    title = tables.facts.get(TITLE.name, "") or FACTS_SHEET
    with new_book(path, title=title, lang=lang) as book:
        facts = {**tables.facts, OWN_FORMS.name: _folder_of(forms, path)}
        _write_facts(book, facts, [one for one in origins if one.sheet == FACTS_SHEET])
        for name in PLAN_FORMS:
            rows: Sequence[PlanRow] = getattr(tables, name)
            if forms[name].optional and not rows:
                continue
            write_form(book, forms[name], rows, _plan_years(tables.facts))
        if origins:
            _write_origins(book, origins)
    return path


def _write_origins(book: Book, origins: Sequence[Origin]) -> None:
    """Where each row of a draft comes from, the doubtful ones first."""
    rows = [
        [
            origin.sheet,
            origin.code,
            review_sheet.UNSURE if origin.doubts else review_sheet.SURE,
            "; ".join(origin.doubts),
            origin.place,
            origin.source,
        ]
        for origin in sorted(origins, key=lambda origin: not origin.doubts)
    ]
    columns = review_sheet.REVIEW_COLUMNS
    write_table(book, TableSheet(name=review_sheet.REVIEW, columns=columns, rows=rows, freeze=2))


def write_blank_plan(
    path: Location,
    first_year: int,
    last_year: int,
    forms: Forms | None = None,
    *,
    lang: Language = "vi",
) -> Written:
    """Write a plan workbook that has nothing but its years.

    Raises:
        OutputError: the file cannot be written.
    """
    facts: dict[str, str] = {FIRST_YEAR.name: str(first_year), LAST_YEAR.name: str(last_year)}
    return write_tables(PlanTables(facts), path, forms, lang=lang)


def write_form(book: Book, form: Form, rows: Sequence[PlanRow], years: Sequence[int]) -> None:
    """One sheet of a plan workbook: the form's table, `rows` first and then spare rows."""
    form = form.expanded({**_years_of(form, rows, years), **_periods_of(form, rows, years)})
    write_table(
        book,
        TableSheet(
            name=form.sheet,
            columns=form.columns,
            rows=[
                [typed(column, row.get(column.name, "")) for column in form.columns] for row in rows
            ],
            form=form,
            spare=SPARE_ROWS,
            freeze=_frozen_columns(form),
            text_numbers=True,
        ),
    )


def _folder_of(forms: Forms, path: PathOrRemote) -> str:
    """Where own forms are, seen from the workbook; blank for the package's and another drive."""
    if isinstance(path, Remote) or forms.folder is None:
        return ""
    if forms.folder.drive != path.absolute().drive:
        return ""
    return Path(os.path.relpath(forms.folder, path.absolute().parent)).as_posix()


def _frozen_columns(form: Form) -> int:
    names = [c.name for c in form.columns]
    return names.index(form.label) + 1 if form.label in names else 1


def _plan_years(facts: Mapping[str, str]) -> list[int]:
    first, last = facts.get(FIRST_YEAR.name, ""), facts.get(LAST_YEAR.name, "")
    if not (first.isdecimal() and (last or first).isdecimal()):
        return []
    return list(range(int(first), int(last or first) + 1))


def _years_of(
    form: Form, rows: Iterable[PlanRow], plan_years: Sequence[int]
) -> dict[str, list[int]]:
    """The years of each yearly column: those that rows have, and those of the plan.

    The columns of the future are the plan's own years; those of the past, in a plan that has no
    history yet, as many years before it. A second level of targets stands only where it is used.
    """
    found: dict[str, set[int]] = {c.name: set() for c in form.columns if c.repeat == "years"}
    for row in rows:
        for name in row:
            stem, _, year = name.rpartition("_")
            if stem in found and year.isdecimal():
                found[stem].add(int(year))
    for stem, years in found.items():
        if stem == ColumnName.TARGET:
            years.update(plan_years)
        elif stem == ColumnName.HISTORY and not years:
            years.update(year - len(plan_years) for year in plan_years)
    return {stem: sorted(years) for stem, years in found.items()}


def _periods_of(
    form: Form, rows: Iterable[PlanRow], plan_years: Sequence[int]
) -> dict[str, list[str]]:
    """The periods of each column that stands once for each: those of the rows, else a first year's.

    They are called as people write them.
    """
    found = {}
    for name in (c.name for c in form.columns if c.repeat == "periods"):
        stem = f"{name}_"
        told = (one.removeprefix(stem) for row in rows for one in row if one.startswith(stem))
        usual = (("quarter", 1), ("half", 1), ("nine_months", 1))
        first = (Period(kind, year, n).label for year in plan_years[:1] for kind, n in usual)
        found[name] = [*dict.fromkeys(told)] or [*first]
    return found


def _write_facts(book: Book, facts: Mapping[str, str], origins: Sequence[Origin]) -> None:
    doubts = {one.code: "; ".join(one.doubts) for one in origins if one.code}
    page = book.page(FACTS_SHEET)
    page.widths(22, 70, 46)
    used = (fact for fact in FACTS if not fact.setting or facts.get(fact.name))
    for index, fact in enumerate(used):
        page.put(index, 0, fact.name, "label")
        page.put(index, 1, _fact_cell(fact, facts.get(fact.name, "")), "cell")
        doubt = doubts.get(fact.name, "")
        page.put(index, 2, f"{review_sheet.MARK}{doubt}" if doubt else fact.about, "note_wrap")


def _fact_cell(fact: Fact, text: str) -> Cell:
    if fact.kind == "year" and text.isdecimal():
        return int(text)
    if fact.kind == "date" and (found := read_date(text)) and found.value:
        return found.value
    return YES if text == YES else text
