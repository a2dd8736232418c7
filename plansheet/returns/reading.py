"""A file that came back → a Return: whose it is, and which sheet holds which table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from plansheet.forms import Form
from plansheet.forms.names import STAMP_SHEET
from plansheet.forms.report_sheets import SOURCES
from plansheet.forms.values import show
from plansheet.issuing.stamp import Stamp
from plansheet.language.text import match_key
from plansheet.plan import Plan
from plansheet.problems import PeriodError, Place, Problem, problem
from plansheet.problems.catalogue import phrases
from plansheet.problems.catalogue.refusals import MANY_PLACES
from plansheet.returns.carried import carried_sources
from plansheet.returns.issued_tables import issued_tables
from plansheet.returns.model import IssuedTable, Return, Section
from plansheet.returns.naming import named_periods
from plansheet.returns.section import read_section, recognized
from plansheet.returns.sender import sender
from plansheet.returns.unread import unread_cells
from plansheet.tables.find import Table, find_table
from plansheet.workbooks.reading import Sheet, Workbook, read_one

_MOST_PROBLEMS: Final = 10_000
"""A large return has some thousand cells; a sheet full of strays would take the memory of all."""


def read_return(
    path: Path | str, plan: Plan, *, agency: str | None = None, name: str = ""
) -> Return:
    """Read a filled-in workbook. Bad content never raises: it is in `problems`.

    Args:
        path: an .xlsx, .xlsm, .xlsb, .xls or .ods file.
        plan: the plan that it reports on.
        agency: the code of the sender where the file has no stamp.
        name: what messages call the file; its own name where blank.

    Returns:
        What came back, cell by cell, before any value is judged: `validate` does that.

    Raises:
        FileNotFoundError: there is no such file.
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(path)
    file = name or path.name
    read = read_one(path, file, partial(interpret, plan=plan, agency=agency))
    return refused_return(file, read) if isinstance(read, Problem) else read


def refused_return(file: str, found: Problem) -> Return:
    """A file of which nothing can be used."""
    return Return(file, problems=(replace(found, file=file),), refused=True)


def interpret(workbook: Workbook, plan: Plan, *, agency: str | None = None) -> Return:
    """The return in a workbook that was opened, if a person could go through its problems."""
    ret = _interpret(workbook, plan, agency)
    if len(ret.problems) <= _MOST_PROBLEMS:
        return ret
    found = problem("too-large", Place(ret.file), why=MANY_PLACES.why)
    return replace(ret, sections={}, problems=(found,), refused=True)


def _interpret(workbook: Workbook, plan: Plan, agency: str | None) -> Return:
    sheet = workbook.sheet(STAMP_SHEET)
    stamp = Stamp.from_rows(sheet.rows) if sheet else None
    ret = Return(
        file=workbook.file,
        sha256=workbook.sha256,
        received_at=workbook.modified,
        stamp=stamp,
        problems=workbook.notes,
        carried=carried_sources(workbook, plan),
    )
    if stamp is None:
        return _without_stamp(ret, workbook, plan, agency)
    if stamp.plan != plan.id:
        found = problem("wrong-plan", Place(ret.file), value=stamp.plan, expected=plan.id)
        return _refuse(ret, found)
    if plan.agency(stamp.agency) is None:
        return _refuse(ret, _unknown_sender(ret.file, stamp.agency))
    ret = replace(ret, agency=stamp.agency, period=stamp.period)
    if agency is not None and sender(workbook, plan, agency)[0] != stamp.agency:
        found = problem("sender-differs", Place(ret.file), value=stamp.agency, named=agency)
        ret = replace(ret, problems=(*ret.problems, found))
    try:
        plan.period(stamp.period)
    except PeriodError:
        years = f"{plan.years[0]}–{plan.years[-1]}"
        found = problem("wrong-period", Place(ret.file), value=stamp.period, expected=years)
        return _refuse(ret, found)
    return _ReturnReader(workbook, plan, ret).read()


def _refuse(ret: Return, found: Problem) -> Return:
    return replace(ret, problems=(*ret.problems, found), refused=True)


def _unknown_sender(file: str, value: str) -> Problem:
    """Nobody knows whose file this is."""
    return problem(
        "unknown-agency", Place(file), value=value, nearest="", advice=phrases.NAME_SENDER
    )


def _without_stamp(ret: Return, workbook: Workbook, plan: Plan, agency: str | None) -> Return:
    """A table copied into a fresh workbook: the agency must be named, exactly one."""
    code, source = sender(workbook, plan, agency)
    if not code:
        return _refuse(ret, _unknown_sender(ret.file, agency or ret.file))
    note = problem("no-stamp", Place(ret.file), value=code, source=source)
    named = named_periods(workbook, plan)
    period = next(iter(named)) if len(named) == 1 else ""
    found = replace(ret, agency=code, period=period, named=named, problems=(*ret.problems, note))
    return _ReturnReader(workbook, plan, found).read()


class _ReturnReader:
    """Finds the tables of one return and collects what is noticed in them."""

    def __init__(self, workbook: Workbook, plan: Plan, ret: Return) -> None:
        self.workbook, self.plan, self.ret = workbook, plan, ret
        self.problems: list[Problem] = list(ret.problems)
        self.asked = issued_tables(plan, ret)
        self.copies: dict[str, list[Table[Form]]] = {}

    def read(self) -> Return:
        """The return with its sections."""
        tables = self._tables()
        sections: dict[str, Section] = {}
        for name, asked in self.asked.items():
            if (table := tables.get(name)) is not None:
                sections[name] = self._section(table, asked)
            elif self.ret.stamp is not None:
                sections[name] = self._absent(name)
        if not sections:
            sheets = ", ".join(self.plan.forms[name].sheet for name in self.asked)
            self.problems.append(problem("sheet-missing", Place(self.ret.file), value=sheets))
        return replace(self.ret, sections=sections, problems=tuple(self.problems))

    def _section(self, table: Table[Form], asked: IssuedTable) -> Section:
        """A table, or a copy of it where only that is filled in; of other copies it is told."""
        file = self.ret.file
        first = read_section(file, table, asked)
        copies = [read_section(file, one, asked) for one in self.copies.get(table.form.name, ())]
        used, problems = next((one for one in (first, *copies) if _is_filled(one[0])), first)
        self.problems += problems
        for other, _ in copies:
            if other is not used:
                self._copy(other, used)
        if used is not first[0]:
            self._renamed(used.sheet, table.form)
        return used

    def _copy(self, copy: Section, used: Section) -> None:
        """A second table of a form: the table, and each value in it that the first has not."""
        place = Place(self.ret.file, copy.sheet)
        form = self.plan.forms[copy.form]
        self.problems.append(problem("sheet-added", place, value=copy.sheet, read=form.sheet))
        for row in copy.rows:
            own = used.by_code[row.code].values if row.code in used.by_code else {}
            for column in sorted(row.values.keys() | row.broken):
                value = row.values.get(column)
                if value is None or value != own.get(column):
                    self.problems.append(
                        problem(
                            "copy-ignored",
                            Place(self.ret.file, copy.sheet, copy.cell(row, column)),
                            value=show(value),
                            row_code=row.code,
                            column=form.by_name[column].title,
                            used=used.sheet,
                        )
                    )

    def _absent(self, name: str) -> Section:
        """What is left of a table that was not found: without headers nobody knows its columns."""
        form, asked = self.plan.forms[name], self.asked[name]
        named = (s for s in self.workbook.sheets if self._is_named_for(s, name))
        sheet = next((s for s in named if any(map(any, s.rows))), None)
        if sheet is None:
            place = Place(self.ret.file, form.sheet)
            self.problems.append(problem("sheet-missing", place, value=form.sheet))
            return Section(name, self.ret.file, form.sheet, {}, missing=tuple(asked.labels))
        place = Place(self.ret.file, sheet.name)
        self.problems.append(problem("header-missing", place, value=sheet.name))
        self.problems += unread_cells(self.ret.file, sheet, form, asked)
        return Section(name, self.ret.file, sheet.name, {}, missing=tuple(asked.labels))

    def _tables(self) -> dict[str, Table[Form]]:
        """The table of each form: on the sheet of its name, else wherever it is to be found."""
        ours = (STAMP_SHEET, SOURCES)
        free = [sheet for sheet in self.workbook.sheets if sheet.name not in ours]
        found: dict[str, Table[Form]] = {}
        for name, asked in self.asked.items():
            for sheet in free:
                if self._is_named_for(sheet, name):
                    table = find_table(self.plan.forms[name], sheet)
                    if table is not None and recognized(table, asked):
                        found[name] = table
                        free.remove(sheet)
                        break
        if free:
            self._search(free, found)
        self._stacked(found)
        for name, table in found.items():
            form = self.plan.forms[name]
            if table.sheet.name != form.sheet:
                self._renamed(table.sheet.name, form)
        return found

    def _renamed(self, sheet: str, form: Form) -> None:
        place = Place(self.ret.file, sheet)
        self.problems.append(problem("sheet-renamed", place, value=sheet, read=form.sheet))

    def _is_named_for(self, sheet: Sheet, name: str) -> bool:
        return match_key(sheet.name) == match_key(self.plan.forms[name].sheet)

    def _search(self, free: Sequence[Sheet], found: dict[str, Table[Form]]) -> None:
        """Look for tables on sheets of other names; a second table of a form is a copy."""
        fits = sorted((fit for sheet in free for fit in self._fits(sheet)), key=_rank, reverse=True)
        taken: set[str] = set()
        for is_known, _, table in fits:
            name, sheet = table.form.name, table.sheet.name
            if sheet not in taken and name not in found:
                found[name] = table
                taken.add(sheet)
            elif sheet not in taken and is_known:
                taken.add(sheet)
                self.copies.setdefault(name, []).append(table)

    def _stacked(self, found: dict[str, Table[Form]]) -> None:
        """Tables that were copied below each other into one sheet: each ends where the next is."""
        for name, asked in self.asked.items():
            if name in found:
                continue
            for other in tuple(found.values()):
                heads = {t.header_row for t in found.values() if t.sheet is other.sheet}
                rows = (index for index in range(_STACK_DEPTH) if index not in heads)
                table = find_table(self.plan.forms[name], other.sheet, rows)
                if table is not None and recognized(table, asked):
                    found[name] = table
                    break
        for name, table in found.items():
            below = [
                other.header_row
                for other in found.values()
                if other.sheet is table.sheet and other.header_row > table.header_row
            ]
            if below:
                found[name] = replace(table, end=min(below))

    def _fits(self, sheet: Sheet) -> Iterator[_Fit]:
        """The forms whose table a sheet may hold: where rows are known, or the headers fit best."""
        found = [
            table for name in self.asked if (table := find_table(self.plan.forms[name], sheet))
        ]
        most = max((len(table.columns) for table in found), default=0)
        for table in found:
            name = table.form.name
            is_known = recognized(table, self.asked[name])
            if is_known or len(table.columns) == most:
                yield is_known, self._is_named_for(sheet, name), table


_STACK_DEPTH: Final = 2_000
"""Rows in which the header of a table below another one is looked for."""

_Fit = tuple[bool, bool, Table[Form]]
"""Whether rows of a table are known, whether its sheet has the form's name, and the table."""


def _is_filled(section: Section) -> bool:
    """Whether anybody typed anything into a table."""
    return any(row.values or row.broken for row in section.rows)


def _rank(fit: _Fit) -> tuple[bool, bool, int]:
    return fit[0], fit[1], len(fit[2].columns)
