"""Returns → proposals: each change that an agency asks for, beside what the plan says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from plansheet.consolidation import ReportedRow
from plansheet.consolidation.standing import Standing
from plansheet.forms import Column, Form
from plansheet.forms.choices import Opinion, Request
from plansheet.forms.names import ColumnName, FormName, ReportColumn
from plansheet.forms.values import show
from plansheet.language.text import header_key, match_key
from plansheet.language.wording import Term
from plansheet.plan import Plan
from plansheet.plan.notes import noted
from plansheet.plan.workbook.tables import PlanRow, plan_tables
from plansheet.problems import Place, expect

NEW_INDICATOR: Final = Term("Chỉ tiêu mới", "New indicator")
_NEW_TASK: Final = Term(Request.NEW_TASK, "New task")
_NUMBER: Final = re.compile(r"([^0-9]*)([0-9]+)")
_LINE: Final = re.compile(r"\s*([^:\n]{1,60}?)\s*:\s*(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One change to the plan that an agency asks for.

    Attributes:
        form: whose table of the plan it is about, `tasks` or `indicators`.
        code: the row; of a row that is to be new the code that it would get.
        agency: the code of the agency.
        column: the property that would change.
        title: what people call that: its header, or “Nhiệm vụ mới”.
        before: what the plan says; blank where it says nothing.
        value: what it would say.
        place: the cell of the return.
        why: the agency's reason.
        adds: whether a row would be new, and be called `value`.
        part_of: the task whose product the new row is.
        extends: whether a due date that there was is kept in the text.
    """

    form: str
    code: str
    agency: str
    column: str
    title: Term
    before: str
    value: str
    place: Place
    why: str = ""
    adds: bool = False
    part_of: str = ""
    extends: bool = False


class _PlanTexts:
    """The plan as it is written, and codes for rows that are new."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        tables = plan_tables(plan)
        self.rows: dict[str, dict[str, PlanRow]] = {
            name: {row[plan.forms[name].key]: row for row in rows}
            for name, rows in (
                (FormName.TASKS, tables.tasks),
                (FormName.INDICATORS, tables.indicators),
            )
        }
        self.taken = {match_key(code) for rows in self.rows.values() for code in rows}

    def form_of(self, code: str) -> str:
        """Which table a code is of."""
        return FormName.INDICATORS if code in self.rows[FormName.INDICATORS] else FormName.TASKS

    def said(self, form: str, code: str, column: Column) -> str:
        """What the plan says: in the column, or in a line of the note where it has none."""
        row = self.rows[form].get(code, {})
        if column.name in row:
            return row[column.name]
        return noted(row.get(ColumnName.NOTE, ""), column.title)

    def new_code(self, form: str, wanted: str = "") -> str:
        """A code that no row has: the wanted one, else the last of the plan counted on."""
        code, number = wanted, 1
        plain = [found for own in self.rows[form] if (found := _NUMBER.fullmatch(own))]
        first = ("NV", "0") if form == FormName.TASKS else ("CT", "0")
        head, digits = plain[-1].groups() if plain else first
        while not code or match_key(code) in self.taken:
            code = f"{head}{int(digits) + number:0{len(digits)}}"
            number += 1
        self.taken.add(match_key(code))
        return code

    def product_code(self, task: str) -> str:
        """A code for one more product of a task."""
        number = 1
        while match_key(f"{task}.{number}") in self.taken:
            number += 1
        self.taken.add(match_key(f"{task}.{number}"))
        return f"{task}.{number}"

    @cached_property
    def columns(self) -> Mapping[str, Mapping[str, Column]]:
        """By form the columns of the plan that a comment may name, by the key of their header."""
        found = {}
        for name in self.rows:
            form = self.plan.forms[name]
            years = {c.name: self.plan.years for c in form.columns if c.repeat}
            found[name] = form.expanded(years).by_header
        return found


def proposals(plan: Plan, standing: Mapping[str, Standing], form: str) -> tuple[Proposal, ...]:
    """What agencies propose in one form, in the order of the plan's agencies and of their rows."""
    makers = {
        FormName.SCHEDULE: _Schedule,
        FormName.COMMENTS: _Comments,
        FormName.ADJUSTMENTS: _Adjustments,
    }
    maker = makers[form](plan)
    order = {agency.code: number for number, agency in enumerate(plan.agencies)}
    for code in sorted(standing, key=lambda code: order[code]):
        of = standing[code]
        rows = sorted(of.rows.get(form, {}).values(), key=_number)
        maker.take([*rows, *(row for row in of.free if row.form == form)])
    places = {c: n for n, c in enumerate([*plan.tasks_by_code, *plan.indicators_by_code])}
    found = sorted(maker.found, key=lambda p: places.get(p.part_of or p.code, len(places)))
    return tuple(found)


def adjustment_proposals(plan: Plan, requests: Iterable[ReportedRow]) -> tuple[Proposal, ...]:
    """What agencies ask for beside their reports of a period.

    Args:
        plan: the plan as it is written.
        requests: the rows of `Đề nghị điều chỉnh`: `requests` of a consolidation.

    Returns:
        Each change that is asked for, in the order of the plan's rows; `write_revised` takes them.

    Raises:
        ArgumentError: `plan` is no plan.
    """
    expect(plan, Plan)
    rows: dict[str, tuple[ReportedRow, ...]] = {}
    for row in requests:
        rows[row.agency] = (*rows.get(row.agency, ()), row)
    standing = {code: Standing(code, free=own) for code, own in rows.items()}
    return proposals(plan, standing, FormName.ADJUSTMENTS)


def _number(row: ReportedRow) -> int:
    return row.returned.number if row.returned else 0


class _Maker:
    """Makes the proposals of one form."""

    form = ""

    def __init__(self, plan: Plan) -> None:
        self.plan, self.texts = plan, _PlanTexts(plan)
        self.own: Form = plan.forms[self.form]
        self.found: list[Proposal] = []

    def take(self, rows: Sequence[ReportedRow]) -> None:
        """The rows of one agency, first those that it was issued."""
        raise NotImplementedError

    def _is_issued(self, row: ReportedRow) -> bool:
        return bool(row.section and row.code in row.section.by_code and row.returned) and (
            row.section.by_code[row.code].number == _number(row) if row.section else False
        )

    def _text(self, row: ReportedRow, name: str) -> str:
        return show(row.values.get(name)).strip()

    def _propose(
        self, row: ReportedRow, typed: str, form: str, code: str, column: Column, value: str,
        title: Term | None = None, **more: bool | str,
    ) -> None:  # fmt: skip
        """A proposal for a column, from the cell of the return where it was `typed`."""
        before = "" if more.get("adds") else self.texts.said(form, code, column)
        if value and (more.get("adds") or value != before):
            place = row.place(typed)
            why = self._text(row, ReportColumn.REASON)
            self.found.append(
                Proposal(
                    form,
                    code,
                    row.agency,
                    column.name,
                    title or column.title,
                    before,
                    value,
                    place,
                    why,
                    **more,  # type: ignore[arg-type]
                )
            )


class _Schedule(_Maker):
    """What agencies register: when each product of a task is submitted, and to whom."""

    form = FormName.SCHEDULE

    def take(self, rows: Sequence[ReportedRow]) -> None:
        """The rows of one agency."""
        products: dict[str, list[ReportedRow]] = {}
        for row in rows:
            if self._text(row, ColumnName.PRODUCT):
                products.setdefault(row.code, []).append(row)
        for row in rows:
            several = len(products.get(row.code, ())) > 1
            if self._is_issued(row):
                self._task(row, but={ColumnName.PRODUCT} if several else set())
            if several and row in products[row.code]:
                self._product(row)
            elif not self._is_issued(row):
                self._task(row, but=set())

    def _task(self, row: ReportedRow, but: set[str]) -> None:
        for column in self.own.inputs:
            if column.name not in but:
                value = self._text(row, column.name)
                self._propose(row, column.name, FormName.TASKS, row.code, column, value)

    def _product(self, row: ReportedRow) -> None:
        """One of several products of a task: a row of its own."""
        code, form = self.texts.product_code(row.code), FormName.TASKS
        product = self.own.by_name[ColumnName.PRODUCT]
        name = self._text(row, product.name)
        self._propose(row, product.name, form, code, product, name, adds=True, part_of=row.code)
        for column in self.own.inputs:
            if column is not product:
                value = self._text(row, column.name)
                if not value and self._is_issued(row):
                    value = self.texts.said(form, row.code, column)
                self._propose(row, column.name, form, code, column, value, part_of=row.code)


class _Comments(_Maker):
    """What agencies think of a draft."""

    form = FormName.COMMENTS

    def take(self, rows: Sequence[ReportedRow]) -> None:
        """The rows of one agency."""
        for row in rows:
            if row.code in self.texts.rows[self.texts.form_of(row.code)]:
                self._comment(row)
            else:
                self._new(row)

    def _comment(self, row: ReportedRow) -> None:
        """A comment on a row of the draft: a line for each column that it names."""
        form = self.texts.form_of(row.code)
        is_added = row.values.get(ColumnName.OPINION) == Opinion.ADD
        for column, text in self._lines(form, self._text(row, ColumnName.COMMENT)):
            before = self.texts.said(form, row.code, column)
            value = "; ".join(filter(None, (before, text))) if is_added else text
            self._propose(row, ColumnName.COMMENT, form, row.code, column, value)

    def _new(self, row: ReportedRow) -> None:
        """A row that the draft does not have."""
        parts = [self._text(row, name) for name in (ColumnName.DRAFT, ColumnName.COMMENT)]
        text = "\n".join(filter(None, parts))
        named = {header_key(title) for title, _ in _titled(text)}
        other = self.plan.forms[FormName.INDICATORS]
        is_indicator = header_key(other.by_name[other.label].title) in named
        form = FormName.INDICATORS if is_indicator else FormName.TASKS
        own = self.plan.forms[form]
        lines = {column.name: (column, value) for column, value in self._lines(form, text)}
        label, name = lines.pop(own.label, (own.by_name[own.label], ""))
        name = name or text
        party = own.by_name[ColumnName.REPORTERS if is_indicator else ColumnName.LEADS]
        lines.setdefault(party.name, (party, self.plan.agency_name(row.agency)))
        title = NEW_INDICATOR if is_indicator else _NEW_TASK
        code = self.texts.new_code(form, row.code)
        typed = ColumnName.COMMENT if ColumnName.COMMENT in row.values else ColumnName.DRAFT
        self._propose(row, typed, form, code, label, name, adds=True, title=title)
        for column, value in lines.values():
            self._propose(row, typed, form, code, column, value)

    def _lines(self, form: str, text: str) -> Iterator[tuple[Column, str]]:
        """What a text says of each column; lines that name none are about the row's name."""
        columns = self.texts.columns[form]
        own = self.plan.forms[form]
        said: dict[str, list[str]] = {}
        at = own.label
        for line in text.splitlines():
            found = _LINE.fullmatch(line)
            column = columns.get(header_key(found[1])) if found else None
            if found and column is not None and column.name != own.key:
                at, line = column.name, found[2]
            said.setdefault(at, []).append(line)
        by_name = {column.name: column for column in columns.values()}
        for name, lines in said.items():
            if value := "\n".join(lines).strip():
                yield by_name[name], value


def _titled(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        if found := _LINE.fullmatch(line):
            yield found[1], found[2]


class _Adjustments(_Maker):
    """What agencies ask to be changed while the plan is carried out."""

    form = FormName.ADJUSTMENTS
    _ABOUT: Final = {
        Request.DUE: ColumnName.DUE,
        Request.LEVEL: ColumnName.LEVEL,
        Request.LEAD: ColumnName.LEADS,
    }

    def take(self, rows: Iterable[ReportedRow]) -> None:
        """The rows of one agency."""
        for row in rows:
            request = Request(self._text(row, ColumnName.REQUEST))
            value = self._text(row, ColumnName.REQUESTED)
            form = self.texts.form_of(row.code)
            own = self.plan.forms[form].by_name
            name = self._ABOUT.get(request, "")
            if request == Request.NEW_TASK:
                self._new_task(row, value)
            elif name in own:
                self._propose(
                    row, ColumnName.REQUESTED, form, row.code, own[name], value,
                    extends=request == Request.DUE,
                )  # fmt: skip
            else:
                words = {str(one): one for one in self.own.by_name[ColumnName.REQUEST].choices}
                other = Column(ColumnName.REQUEST, words[request])
                self._propose(row, ColumnName.REQUESTED, form, row.code, other, value)

    def _new_task(self, row: ReportedRow, name: str) -> None:
        form = self.plan.forms[FormName.TASKS]
        code = self.texts.new_code(form.name, row.code)
        for column, value, adds in (
            (form.by_name[form.label], name, True),
            (form.by_name[ColumnName.LEADS], self.plan.agency_name(row.agency), False),
        ):
            title = _NEW_TASK if adds else column.title
            typed = ColumnName.REQUESTED
            self._propose(row, typed, form.name, code, column, value, adds=adds, title=title)
