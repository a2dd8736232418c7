"""Which sheet of a plan workbook is which: told by what stands on it, whatever it is called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from plansheet.forms import Form, Forms
from plansheet.forms.names import FACTS_SHEET, PLAN_FORMS, FormName
from plansheet.forms.review_sheet import REVIEW
from plansheet.language.text import header_key
from plansheet.language.wording import is_spelt, spellings
from plansheet.problems import Place, Problem, problem
from plansheet.problems.catalogue import Severity, phrases
from plansheet.tables.find import HEADER_DEPTH, find_table, rows_with_headers
from plansheet.tables.table import Table
from plansheet.workbooks.reading import Sheet, Workbook

_NEEDED: Final = (FormName.AGENCIES,)
"""Without these tables a plan is none; the others may have nothing to say."""

_ASKED_OF: Final = (FormName.INDICATORS, FormName.TASKS)
"""A plan may have none of these, but only where it has no table that might be it."""

_FEWEST_FACTS: Final = 2
"""So many names of facts make a sheet the one of facts."""

_TABLE_SIZE: Final = 2
"""A sheet with so many rows of so many cells or more may be a table."""

_STACK_DEPTH: Final = 2_000
"""Rows in which the header of a table below another one is looked for."""


@dataclass(frozen=True, slots=True)
class PlanSheets:
    """Where the parts of a plan stand: the sheet of its facts, its tables by form.

    `unread` are the sheets on which something stands that is none of them.
    """

    facts: Sheet | None
    tables: Mapping[str, Table[Form]]
    unread: Sequence[Sheet]
    problems: tuple[Problem, ...]


def is_named(sheet: Sheet, name: str) -> bool:
    """Whether a sheet has this name in either language, however its letters are composed."""
    return is_spelt(sheet.name, name)


def find_sheets(workbook: Workbook, forms: Forms, facts: Sequence[str]) -> PlanSheets:
    """The sheets of a plan, told apart; `facts` are the names of its facts."""
    return _Search(workbook, forms, facts).run()


class _Search:
    def __init__(self, workbook: Workbook, forms: Forms, facts: Sequence[str]) -> None:
        self.workbook = workbook
        self.facts = {header_key(word) for name in facts for word in spellings(name)}
        self.forms = [forms[name] for name in PLAN_FORMS]
        plain = [sheet for sheet in workbook.sheets if not is_named(sheet, REVIEW)]
        fits = (self._best(sheet, range(HEADER_DEPTH)) for sheet in plain)
        self.fits = [table for table in fits if table]
        self.unclear: dict[str, Sequence[Sheet]] = {}
        self.problems: list[Problem] = []

    def run(self) -> PlanSheets:
        found = {form.name: table for form in self.forms if (table := self._table(form))}
        facts = self._facts_sheet()
        for table in list(found.values()):
            found |= self._below(table, found)
        used = [facts, *(table.sheet for table in found.values())]
        used += [sheet for sheets in self.unclear.values() for sheet in sheets]
        used += [table.sheet for table in self.fits if not table.rows]
        used += [sheet for sheet in self.workbook.sheets if is_named(sheet, REVIEW)]
        unread = [s for s in self.workbook.sheets if s not in used and any(map(any, s.rows))]
        self.problems += self._missing(found, unread)
        return PlanSheets(facts, found, unread, tuple(self.problems))

    def _place(self, sheet: Sheet | None = None) -> Place:
        return Place(self.workbook.file, sheet.name if sheet else "")

    def _best(self, sheet: Sheet, among: Iterable[int]) -> Table[Form] | None:
        """The table of the form that a sheet fits best, of several the one of its name."""
        tables = (find_table(form, sheet, self.workbook.file, among) for form in self.forms)
        fits = [table for table in tables if table is not None]
        return max(
            fits, key=lambda t: (len(t.columns), is_named(sheet, t.form.sheet)), default=None
        )

    def _table(self, form: Form) -> Table[Form] | None:
        """The table of a form: the one with rows; of several the one on the sheet of its name."""
        fits = [table for table in self.fits if table.form.name == form.name]
        fits = [table for table in fits if table.rows] or fits
        sheet = self._the_one([table.sheet for table in fits], form.sheet)
        return next((table for table in fits if table.sheet is sheet), None)

    def _facts_sheet(self) -> Sheet | None:
        taken = [table.sheet for table in self.fits]
        free = [sheet for sheet in self.workbook.sheets if sheet not in taken]
        sheets = [sheet for sheet in free if self._facts_on(sheet) >= _FEWEST_FACTS]
        sheets = sheets or [sheet for sheet in free if is_named(sheet, FACTS_SHEET)]
        if not sheets:
            self.problems.append(problem("sheet-missing", self._place(), value=FACTS_SHEET))
        return self._the_one(sheets, FACTS_SHEET)

    def _facts_on(self, sheet: Sheet) -> int:
        """How many names of facts stand on a sheet."""
        texts = {header_key(v) for row in sheet.rows for v in row if isinstance(v, str)}
        return len(texts & self.facts)

    def _the_one(self, sheets: Sequence[Sheet], name: str) -> Sheet | None:
        """The one sheet that holds a part of the plan; None where nobody can tell which does."""
        named = [sheet for sheet in sheets if is_named(sheet, name)]
        if len(sheets) > 1 and len(named) != 1:
            self.unclear[name] = sheets
            for sheet in sheets:
                others = ", ".join(f"“{other.name}”" for other in sheets if other is not sheet)
                why = phrases.SAME_TABLE.fill(sheets=others)
                unclear = problem("table-unclear", self._place(sheet), value=name, why=why)
                self.problems.append(unclear)
            return None
        one = next(iter(named or sheets), None)
        if one is not None and not named:
            renamed = problem("sheet-renamed", self._place(one), value=one.name, read=name)
            self.problems.append(renamed)
        return one

    def _below(
        self, table: Table[Form], found: Mapping[str, Table[Form]]
    ) -> dict[str, Table[Form]]:
        """A table and those that stand below it on its sheet: each ends where the next begins."""
        lost = [f for f in self.forms if f.name not in found and f.sheet not in self.unclear]
        depth = range(table.header_row + 1, min(len(table.sheet.rows), _STACK_DEPTH))
        among = rows_with_headers(lost, table.sheet, depth)
        tables = [table]
        for form in lost:
            below = find_table(form, table.sheet, table.file, among)
            best = self._best(table.sheet, [below.header_row]) if below else None
            if below and best and best.form.name == form.name:
                tables.append(below)
        tables.sort(key=lambda t: t.header_row)
        ends = [below.header_row for below in tables[1:]]
        return {
            t.form.name: replace(t, end=end) for t, end in zip(tables, [*ends, None], strict=True)
        }

    def _missing(
        self, found: Mapping[str, Table[Form]], unread: Sequence[Sheet]
    ) -> Iterator[Problem]:
        """The forms without a table; refused where a sheet has one that might be theirs."""
        lost: list[str] = []
        for form in self.forms:
            if form.name in found or form.sheet in self.unclear:
                continue
            sheet = next((s for s in self.workbook.sheets if is_named(s, form.sheet)), None)
            if sheet in unread:
                header = form.columns[0].title
                yield problem("column-missing", self._place(sheet), column=header)
            elif sheet is None and not form.optional:
                severity: Severity = "error" if form.name in _NEEDED else "warning"
                yield problem("sheet-missing", self._place(), value=form.sheet, severity=severity)
                lost += [form.sheet] if form.name in _ASKED_OF else []
        for sheet in filter(_may_be_a_table, unread if lost else ()):
            names, why = " · ".join(lost), phrases.UNKNOWN_TABLE
            yield problem("table-unclear", self._place(sheet), value=names, why=why)


def _may_be_a_table(sheet: Sheet) -> bool:
    """Whether several rows of a sheet have several cells."""
    rows = (sum(value is not None for value in row) for row in sheet.rows)
    return sum(cells >= _TABLE_SIZE for cells in rows) >= _TABLE_SIZE
