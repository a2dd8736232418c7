"""A file that came back → a Return: whose it is, and which sheet holds which table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from plansheet.forms import Form
from plansheet.forms.names import STAMP_SHEET
from plansheet.issuing.layout import Layout, text_mark
from plansheet.issuing.stamp import digest_of_form
from plansheet.issuing.stamp_rows import read_stamp
from plansheet.language.wording import spellings
from plansheet.plan import Plan
from plansheet.plan.rounds import Round, occasion
from plansheet.problems import PeriodError, Place, Problem, existing_file, expect, problem
from plansheet.problems.catalogue import phrases
from plansheet.problems.catalogue.refusals import MANY_PLACES
from plansheet.returns.account import account
from plansheet.returns.carried import carried_sources
from plansheet.returns.issued_tables import issued_layout, issued_tables
from plansheet.returns.model import Return, Section
from plansheet.returns.naming import named_periods
from plansheet.returns.not_returns import own_workbook
from plansheet.returns.objects import unread_objects
from plansheet.returns.section import read_section
from plansheet.returns.sender import contradicting, sender
from plansheet.returns.table_search import is_named_for, search_tables
from plansheet.workbooks.reading import Workbook, read_one

_HIDDEN: Final = "hidden-content"
"""No news of a workbook of the coordinator's own, in which it was plansheet that hid it."""

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
        InputError: there is no such file.
        ArgumentError: `plan` is no plan.
    """
    expect(plan, Plan)
    path = existing_file(path)
    file = name or path.name
    read = read_one(path, file, partial(interpret, plan=plan, agency=agency))
    return refused_return(file, read) if isinstance(read, Problem) else read


def refused_return(file: str, reason: Problem) -> Return:
    """A file of which nothing can be used."""
    return Return(file, problems=(replace(reason, file=file),), refused=True)


def interpret(
    workbook: Workbook, plan: Plan, *, agency: str | None = None, of: Round | None = None
) -> Return:
    """The return in a workbook that was opened, if a person could go through its problems.

    `agency` and `of` say what the stamp says, where there is none: whose it is, in which round.
    """
    ret = _interpret(workbook, plan, agency, of)
    if len(ret.problems) <= _MOST_PROBLEMS:
        return ret
    too_large = problem("too-large", Place(ret.file), why=MANY_PLACES.why)
    return replace(ret, sections={}, problems=(too_large,), refused=True)


def is_filled_in(workbook: Workbook, plan: Plan) -> bool | None:
    """Whether anything was typed into an issued workbook, of whatever plan or period.

    None where it is no issued workbook.
    """
    sheet = workbook.sheet(STAMP_SHEET)
    stamp = read_stamp(sheet.rows) if sheet else None
    if stamp is None:
        return None
    ret = Return(workbook.file, agency=stamp.agency, period=stamp.period, stamp=stamp)
    return _ReturnReader(workbook, plan, ret).read().has_input


def _interpret(workbook: Workbook, plan: Plan, agency: str | None, of: Round | None) -> Return:
    sheet = workbook.sheet(STAMP_SHEET)
    stamp = read_stamp(sheet.rows) if sheet else None
    ret = Return(
        file=workbook.file,
        sha256=workbook.sha256,
        received_at=workbook.modified,
        stamp=stamp,
        problems=workbook.notes,
        carried=carried_sources(workbook, plan),
    )
    if (own := own_workbook(workbook, stamp)) is not None:
        sent = replace(ret, agency=stamp.agency, period=stamp.period) if stamp else ret
        shown = tuple(p for p in ret.problems if p.code != _HIDDEN)
        return _refuse(replace(sent, problems=shown), own)
    if stamp is None:
        return _without_stamp(ret, workbook, plan, agency, of)
    if stamp.plan != plan.id:
        wrong_plan = problem("wrong-plan", Place(ret.file), value=stamp.plan, expected=plan.id)
        return _refuse(ret, wrong_plan)
    if plan.agency(stamp.agency) is None:
        return _refuse(ret, _unknown_sender(ret.file, stamp.agency))
    ret = replace(ret, agency=stamp.agency, period=stamp.period)
    if agency is not None and sender(workbook, plan, agency)[0] != stamp.agency:
        differs = problem("sender-differs", Place(ret.file), value=stamp.agency, named=agency)
        ret = replace(ret, problems=(*ret.problems, differs))
    ret = _contradicted(ret, workbook, plan)
    try:
        occasion(plan, stamp.period)
    except PeriodError:
        years = f"{plan.years[0]}–{plan.years[-1]}"
        wrong_period = problem("wrong-period", Place(ret.file), value=stamp.period, expected=years)
        return _refuse(ret, wrong_period)
    return _ReturnReader(workbook, plan, ret).read()


def _refuse(ret: Return, reason: Problem) -> Return:
    return replace(ret, problems=(*ret.problems, reason), refused=True)


def _contradicted(ret: Return, workbook: Workbook, plan: Plan) -> Return:
    """The return, with what in it says that it is another's."""
    found = tuple(contradicting(workbook, plan, ret.agency))
    return replace(ret, contradicted=bool(found), problems=(*ret.problems, *found))


def _unknown_sender(file: str, value: str) -> Problem:
    """Nobody knows whose file this is."""
    return problem(
        "unknown-agency", Place(file), value=value, nearest="", advice=phrases.NAME_SENDER
    )


def _without_stamp(
    ret: Return, workbook: Workbook, plan: Plan, agency: str | None, of: Round | None
) -> Return:
    """A table copied into a fresh workbook: the agency must be named, exactly one."""
    code, source = sender(workbook, plan, agency)
    if not code:
        return _refuse(ret, _unknown_sender(ret.file, agency or ret.file))
    note = problem("no-stamp", Place(ret.file), value=code, source=source)
    named = {} if of else named_periods(workbook, plan)
    period = of or (next(iter(named)) if len(named) == 1 else "")
    if agency is None:
        ret = _contradicted(replace(ret, agency=code), workbook, plan)
    known = replace(ret, agency=code, period=period, named=named, problems=(*ret.problems, note))
    return _ReturnReader(workbook, plan, known).read()


class _ReturnReader:
    """Reads the tables of one return."""

    def __init__(self, workbook: Workbook, plan: Plan, ret: Return) -> None:
        self.workbook, self.plan, self.ret = workbook, plan, ret
        self.asked = issued_tables(plan, ret)
        self.tables = search_tables(workbook, plan.forms, self.asked)
        self.read_tables: list[Section] = []

    def read(self) -> Return:
        """The return with its sections."""
        problems = list(self.ret.problems)
        sections: dict[str, Section] = {}
        for name in self.asked:
            if name in self.tables.found:
                sections[name], noticed = self._section(name)
            elif self.ret.stamp is not None and self.asked[name].needed:
                sections[name], noticed = self._absent(name)
            else:
                continue
            problems += noticed
        if not sections:
            sheets = ", ".join(self.plan.forms[name].sheet for name in self.asked)
            problems.append(problem("sheet-missing", Place(self.ret.file), value=sheets))
        ret = replace(self.ret, sections=sections, problems=tuple(problems))
        tables, layout = self.read_tables, issued_layout(self.plan, ret)
        problems = list(_but_issued(problems, layout))
        ret = replace(ret, problems=tuple(problems))
        rest = account(self.workbook, ret, tables, self.asked, self.plan, layout)
        found = [*problems, *rest, *unread_objects(self.workbook)]
        return replace(ret, problems=tuple(self._by_other_forms(found)))

    def _by_other_forms(self, problems: Sequence[Problem]) -> Sequence[Problem]:
        """The problems, one in place of those of columns that were issued by forms of others."""
        stamp = self.ret.stamp
        if stamp is None or all(
            digest_of_form(self.plan, name) == digest
            for name, digest in stamp.form_digests.items()
            if name in self.asked
        ):
            return problems
        issued = {mark for of in stamp.layout.values() for mark in of.values()}
        foreign = [
            p for p in problems if p.code == "column-added" and text_mark(p.column) in issued
        ]
        if not foreign:
            return problems
        columns = ", ".join(dict.fromkeys(f"“{p.column}”" for p in foreign))
        rest = [p for p in problems if p not in foreign and p.code != "column-missing"]
        return [*rest, problem("other-forms", Place(self.ret.file), columns=columns)]

    def _section(self, name: str) -> tuple[Section, list[Problem]]:
        """A table, or a copy of it where only that is filled in; of other copies it is told."""
        form, asked = self.plan.forms[name], self.asked[name]
        first = read_section(self.tables.found[name], asked)
        copies = [read_section(table, asked) for table in self.tables.copies.get(name, ())]
        self.read_tables += [section for section, _ in (first, *copies)]
        used, problems = next((one for one in (first, *copies) if one[0].has_input), first)
        problems = [*problems, *self._renamed(form, first[0], used)]
        for other, _ in copies:
            if other is not used:
                problems += _ignored(form, other, used)
        return used, problems

    def _renamed(self, form: Form, first: Section, used: Section) -> Iterator[Problem]:
        names = [first.sheet] if first.sheet not in spellings(form.sheet) else []
        for sheet in names if used is first else [*names, used.sheet]:
            place = Place(self.ret.file, sheet)
            yield problem("sheet-renamed", place, value=sheet, read=form.sheet)

    def _absent(self, name: str) -> tuple[Section, list[Problem]]:
        """A table that was not found: without headers nobody knows its columns."""
        file, form, asked = self.ret.file, self.plan.forms[name], self.asked[name]
        named = (sheet for sheet in self.workbook.sheets if is_named_for(sheet, form))
        sheet = next((sheet for sheet in named if any(map(any, sheet.rows))), None)
        shown = sheet.name if sheet else form.sheet
        code = "header-missing" if sheet else "sheet-missing"
        problems = [problem(code, Place(file, shown), value=shown)]
        return Section(name, file, shown, {}, missing=tuple(asked.labels)), problems


def _but_issued(problems: Iterable[Problem], layout: Layout) -> Iterator[Problem]:
    """The problems but for rows that are none of a table because we wrote them: its signatures."""
    issued = {mark for of in layout.values() for mark in of.values()}
    for p in problems:
        if p.code != "row-ignored" or text_mark(p.value) not in issued:
            yield p


def _ignored(form: Form, copy: Section, used: Section) -> Iterator[Problem]:
    """A second table of a form: the table, and each value in it that the first has not."""
    place = Place(copy.file, copy.sheet)
    yield problem("sheet-added", place, value=copy.sheet, read=form.sheet)
    for row in copy.rows:
        own = used.by_code[row.code].values if row.code in used.by_code else {}
        for name in sorted(row.values.keys() | row.broken):
            value = row.values.get(name)
            if value is None or value != own.get(name):
                yield copy.at(row, form.by_name[name]).problem("copy-ignored", used=used.sheet)
