"""What the coordinator typed into `Xung đột`: decisions, and values that came otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Final

from plansheet.consolidation import ConflictKind, operands, owners
from plansheet.forms import Column, Form, SheetColumns
from plansheet.forms.names import ColumnName, FormName, ReportColumn
from plansheet.forms.report_sheets import CONFLICT_COLUMNS, CONFLICTS
from plansheet.forms.values import Value, code_meant, show
from plansheet.issuing.earlier_report import Decision
from plansheet.issuing.narrative import all_narrative_rows
from plansheet.language.text import match_key
from plansheet.language.wording import Wording, joined_words, spellings
from plansheet.plan import Plan
from plansheet.problems import Place, Problem, has_errors, problem
from plansheet.problems.catalogue import phrases
from plansheet.tables.check import check_row
from plansheet.tables.read import RowReader, RowReading, read_at, rows_of, tables_of
from plansheet.tables.table import Table, TableRow
from plansheet.workbooks.reading import Workbook

_CHOSEN: Final = frozenset({"x", "chọn", "v", "✓", "có", "chosen", "yes"})
"""Marks in the column `Quyết định` that choose the row they stand in."""

_KINDS: Final = {
    match_key(label): kind for kind in ConflictKind for label in (kind.label.vi, kind.label.en)
}
_OF_TASK: Final = (ConflictKind.LEADS, ConflictKind.COORDINATOR)
"""Conflicts between agencies, which are decided for the task as a whole."""

_OF_RETURNS: Final = (ConflictKind.RETURNS, ConflictKind.SENDER)
"""Conflicts between the files of one agency."""

_ABOUT: Final = (ReportColumn.CODE, ReportColumn.COLUMN, ReportColumn.AGENCY, ReportColumn.REASON)
"""The columns that say what a row is about; what is decided is read as the form's column is."""


def read_decisions(
    workbook: Workbook, plan: Plan, file: str
) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    """The decisions in a report, and what is wrong with those that cannot be used.

    `plan` is the plan as it is in the period of the report; `file` what to call the report.
    """
    tables = tables_of(CONFLICT_COLUMNS, workbook, file)
    if not tables:
        code = "header-missing" if workbook.sheet(CONFLICTS) else "sheet-missing"
        return (), (problem(code, Place(file, CONFLICTS), value=CONFLICTS),)
    return _DecisionReader(tables, plan, workbook.sha256).read()


def undecided(workbook: Workbook, file: str) -> int:
    """How many conflicts of a report nobody has decided."""
    decided: dict[tuple[str, ...], bool] = {}
    for row in chain.from_iterable(t.rows for t in tables_of(CONFLICT_COLUMNS, workbook, file)):
        if row.text(ReportColumn.FILE):
            code, column, kind, agency = (
                row.text(name)
                for name in (
                    ReportColumn.CODE,
                    ReportColumn.COLUMN,
                    ColumnName.KIND,
                    ReportColumn.AGENCY,
                )
            )
            whose = "" if _KINDS.get(match_key(kind)) in _OF_TASK else agency
            conflict = (code, column, kind, whose)
            is_decided = not row.is_blank(ReportColumn.DECISION)
            decided[conflict] = decided.get(conflict, False) or is_decided
    return sum(not one for one in decided.values())


@dataclass(frozen=True, slots=True)
class _ConflictRow:
    """One row of the sheet: its cells, what was read in `_ABOUT`, and what that means.

    `code` is blank where the plan does not have it, `kind` where the coordinator added the row.
    """

    row: TableRow
    about: RowReading
    code: str
    kind: str

    def text(self, name: str) -> str:
        """What a cell says; blank where it cannot be used."""
        return "" if name in self.about.broken else self.row.text(name)

    @property
    def conflict(self) -> tuple[str, str, str]:
        """What the candidates of one conflict about a task share."""
        return (self.text(ReportColumn.CODE), self.text(ReportColumn.COLUMN), self.kind)

    @property
    def is_of_task(self) -> bool:
        """Whether it is about a task as a whole, whoever said so."""
        return self.kind in _OF_TASK

    @property
    def where(self) -> str:
        """The column in which the row says its value; blank where it says none."""
        places = (
            (ReportColumn.DECISION,) if self.kind else (ReportColumn.DECISION, ReportColumn.VALUE)
        )
        return next((name for name in places if not self.row.is_blank(name)), "")

    @property
    def says_something(self) -> bool:
        """Whether the coordinator typed anything that asks to be a decision."""
        own = (ReportColumn.DECISION, ReportColumn.REASON)
        typed = (
            own
            if self.kind
            else (*own, ReportColumn.VALUE, ReportColumn.AGENCY, ReportColumn.COLUMN)
        )
        return not all(map(self.row.is_blank, typed))


class _DecisionReader:
    def __init__(self, tables: Sequence[Table[SheetColumns]], plan: Plan, digest: str) -> None:
        self.tables, self.plan, self.digest = tables, plan, digest
        self.owners = owners(plan)
        self.told = all_narrative_rows(plan)
        known = (*self.told, *plan.tasks_by_code, *self.owners)
        self.known = {match_key(code): code for code in known}

    def read(self) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
        about = [CONFLICT_COLUMNS.by_name[name] for name in _ABOUT]
        rows = [self._row(reader, row) for reader, row in rows_of(self.tables, about)]
        candidates: dict[tuple[str, str, str], set[tuple[str, str]]] = {}
        for row in rows:
            if row.is_of_task and row.text(ReportColumn.FILE):
                one = (row.text(ReportColumn.AGENCY), self._candidate(row))
                candidates.setdefault(row.conflict, set()).add(one)
        read = [
            self._decision(row, frozenset(candidates.get(row.conflict, ())))
            for row in rows
            if row.says_something
        ]
        agreed, differing = self._agreed(one for one, _ in read if one is not None)
        return tuple(agreed), (*chain(*(problems for _, problems in read)), *differing)

    def _row(self, reader: RowReader, row: TableRow) -> _ConflictRow:
        code = code_meant(row.raw(ReportColumn.CODE), self.known)
        row = row.called(code or row.text(ReportColumn.CODE))
        kind = _KINDS.get(match_key(row.text(ColumnName.KIND)), "")
        return _ConflictRow(row, reader.read(row), code, kind)

    def _agreed(self, decisions: Iterable[Decision]) -> tuple[list[Decision], list[Problem]]:
        """Each decision once; of those that contradict each other none."""
        alike: dict[tuple[str, ...], list[Decision]] = {}
        for one in decisions:
            key = (one.form, one.code, one.column, one.agency)
            alike.setdefault(key, []).append(one)
        agreed: list[Decision] = []
        problems: list[Problem] = []
        for group in alike.values():
            if len({one.value for one in group}) == 1:
                agreed.append(group[0])
                continue
            said = "; ".join(dict.fromkeys(show(one.value) for one in group))
            cells = (one.at(self.plan.forms) for one in group)
            problems += (cell.problem("decisions-differ", decisions=said) for cell in cells)
        return agreed, problems

    # One row.

    def _decision(
        self, row: _ConflictRow, candidates: frozenset[tuple[str, str]]
    ) -> tuple[Decision | None, list[Problem]]:
        agency = "" if row.is_of_task else self._agency(row)
        target = self._target(row, agency)
        problems = [*row.about.problems, *self._wrong(row, agency, target)]
        if target is None or not row.where:
            return None, problems
        form, column = target
        value, noticed = self._value(row, form, column)
        problems += noticed
        if value is None or has_errors(problems):
            return None, problems
        decision = Decision(
            code=row.code,
            agency=agency,
            form=form.name,
            column=column.name,
            value=value,
            reason=row.text(ReportColumn.REASON),
            place=row.row.place(row.where),
            candidates=candidates,
            sha256=self.digest,
        )
        return decision, problems

    def _wrong(
        self, row: _ConflictRow, agency: str, target: tuple[Form, Column] | None
    ) -> Iterator[Problem]:
        """What a row lacks, and what it says that cannot be."""
        cell = row.row.at
        needed = (
            (ReportColumn.CODE, ReportColumn.COLUMN, ReportColumn.REASON)
            if row.code
            else (ReportColumn.CODE, ReportColumn.REASON)
        )
        blank = filter(row.row.is_blank, needed)
        yield from (cell(name).problem("missing-required") for name in blank)
        if row.text(ReportColumn.CODE) and not row.code:
            yield cell(ReportColumn.CODE).problem("unknown-code")
        if row.text(ReportColumn.AGENCY) and not agency and not row.is_of_task:
            yield cell(ReportColumn.AGENCY).problem(
                "unknown-agency", nearest="", advice=phrases.WRITE_AGENCY
            )
        if row.code and row.text(ReportColumn.COLUMN) and target is None:
            yield cell(ReportColumn.COLUMN).problem("not-in-list", choices=self._choices(row.code))
        if target is not None and not row.is_of_task and row.kind not in _OF_RETURNS:
            yield from self._not_asked(row, target[0].name, agency)
        if not row.where:
            yield cell(ReportColumn.DECISION if row.kind else ReportColumn.VALUE).problem(
                "missing-required"
            )

    def _not_asked(self, row: _ConflictRow, form: str, agency: str) -> Iterator[Problem]:
        """A value from elsewhere is somebody's: only of a task as a whole it may be nobody's."""
        cell, asked = row.row.at(ReportColumn.AGENCY), self._asked(form, row.code)
        if row.row.is_blank(ReportColumn.AGENCY):
            if form != FormName.TASK_REPORT:
                yield cell.problem("missing-required")
        elif agency and agency not in asked:
            name = self.plan.agency_name(agency)
            yield cell.problem("not-asked", agency=name, asked="; ".join(asked))

    def _candidate(self, row: _ConflictRow) -> str:
        """The value that stands in the row of a candidate; a choice as it is stored."""
        text = show(row.row.raw(ReportColumn.VALUE))
        about = self._target(row, self._agency(row))
        return (about[1].choice(text) if about else None) or text

    def _agency(self, row: _ConflictRow) -> str:
        """The code of the agency that a row names by code or name; blank where it names none."""
        text = row.text(ReportColumn.AGENCY)
        found = self.plan.agency(text) or self.plan.resolve_agency(text)
        return found.code if text and found else ""

    def _target(self, row: _ConflictRow, agency: str) -> tuple[Form, Column] | None:
        """The form and column that a row is about: of an agency's own form where two have it."""
        code, wanted = row.code, match_key(row.text(ReportColumn.COLUMN))
        found = [
            (form, column)
            for form in (self._forms(code) if code and wanted else ())
            for column in self._columns(form, code)
            if wanted in map(match_key, (*spellings(column.title), column.name))
        ]
        own = (one for one in found if agency in self._asked(one[0].name, code))
        return next(own, found[0] if found else None)

    def _forms(self, code: str) -> Sequence[Form]:
        tasks = (FormName.TASK_REPORT, FormName.COORDINATION_REPORT)
        if code in self.plan.tasks_by_code:
            return [self.plan.forms[name] for name in tasks]
        is_figure = code in self.owners
        return [
            self.plan.forms[FormName.INDICATOR_REPORT if is_figure else FormName.NARRATIVE_REPORT]
        ]

    def _columns(self, form: Form, code: str) -> Sequence[Column]:
        """The input columns that count: the figures of a ratio stand in the rows below it."""
        owner = self.owners.get(code)
        is_computed = owner is not None and code not in operands(owner)
        return [c for c in form.inputs if not (is_computed and c.is_numeric)]

    def _choices(self, code: str) -> Wording:
        """The columns that `_columns` gives, and in which rows the figures of a ratio stand."""
        titles = [c.title for form in self._forms(code) for c in self._columns(form, code)]
        owner = self.owners.get(code)
        text = joined_words(" · ", dict.fromkeys(titles))
        rows = ", ".join(o.code for o in owner.operands if o.code != code) if owner else ""
        if not rows:
            return text
        return phrases.COLUMNS_OF_RATIO.fill(columns=text, rows=rows)

    def _asked(self, form: str, code: str) -> Sequence[str]:
        """Whose word on a row counts."""
        if code in self.owners:
            return self.owners[code].reporters
        if form == FormName.NARRATIVE_REPORT:
            return [agency.code for agency in self.plan.agencies]
        task = self.plan.tasks_by_code[code]
        return task.leads if form == FormName.TASK_REPORT else task.coordinators

    def _value(
        self, row: _ConflictRow, form: Form, column: Column
    ) -> tuple[Value | None, list[Problem]]:
        """The value that was typed or chosen, if the form takes it there; what is wrong with it."""
        where, problems = row.where, list[Problem]()
        if where == ReportColumn.DECISION and match_key(row.text(where)) in _CHOSEN:
            _, problems = self._read(row, where, CONFLICT_COLUMNS.by_name[where])
            where = ReportColumn.VALUE
        value, noticed = self._read(row, where, column)
        problems += noticed
        if value is None:
            return None, problems
        place = row.row.place(row.where)
        checked = check_row(form, {column.name: value}, lambda _: place, row.code)
        own = [
            p for p in checked.problems if p.column == column.title and p.code != "rule-violated"
        ]
        return (None if own else value), [*problems, *own]

    def _read(
        self, row: _ConflictRow, where: str, column: Column
    ) -> tuple[Value | None, list[Problem]]:
        """What a cell of the sheet says as a value of `column`; a blank one is a problem."""
        indicator = self.plan.indicators_by_code.get(row.code)
        unit, position = indicator.unit if indicator else "", row.row.table.columns.get(where)
        value, problems = (
            read_at(row.row, position, column, unit) if position is not None else (None, [])
        )
        if value is None and not problems:
            problems = [row.row.at(where).problem("missing-required")]
        return value, problems
