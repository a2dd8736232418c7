"""The stamp of an issued workbook, the very hidden sheet `_plansheet`: made, held against the plan.

`stamp_rows` writes and reads it. It finds accidents and tampering by hand; whoever
can edit the sheet can edit the stamp, so it proves nothing.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Final, NamedTuple

from plansheet.forms import Column, Form, Json
from plansheet.forms.names import ISSUED_FORMS, ColumnName, FormName
from plansheet.forms.values import show
from plansheet.forms.vocabulary import OWN_WORDS, VERSION
from plansheet.issuing.asked_rows import IssuedRow
from plansheet.issuing.assignments import Assignment, Assignments
from plansheet.issuing.layout import Layout
from plansheet.issuing.row_formulas import is_ratio_cell
from plansheet.language.wording import LANGUAGES, Language, say
from plansheet.plan import Plan


class FormColumn(NamedTuple):
    """A column of a form; a stamp writes it `form.column`."""

    form: str
    column: str

    def __str__(self) -> str:
        return f"{self.form}.{self.column}"

    @classmethod
    def parse(cls, text: str) -> FormColumn:
        """Read it as a stamp writes it."""
        form, _, column = text.rpartition(".")
        return cls(form, column)


class IssuedCell(NamedTuple):
    """A cell of an issued table: its form, the code of its row, its column."""

    form: str
    code: str
    column: str


class Coverage(NamedTuple):
    """A figure that an office filled in from its own agencies, and how many of them gave it."""

    reported: int
    expected: int
    figure: str

    def __str__(self) -> str:
        return f"{self.reported}/{self.expected} {self.figure}"

    @property
    def is_partial(self) -> bool:
        """Whether some of them had not reported."""
        return self.reported < self.expected

    @classmethod
    def parse(cls, text: str) -> Coverage | None:
        """Read it as a stamp writes it; None where it is something else."""
        found = re.fullmatch(r"([0-9]{1,6})/([0-9]{1,6}) (.*)", text)
        return cls(int(found[1]), int(found[2]), found[3]) if found else None


@dataclass(frozen=True, slots=True)
class IssuedTexts:
    """What stood in the locked cells of a table: by row code a text for each of `columns`.

    It is None, or not there, for a cell that was not locked in that row.
    """

    columns: tuple[str, ...] = ()
    rows: Mapping[str, tuple[str | None, ...]] = field(default_factory=dict)

    @classmethod
    def of_rows(cls, rows: Mapping[str, Mapping[str, str]]) -> IssuedTexts:
        """The same from the texts by row code and column."""
        columns = tuple(dict.fromkeys(chain.from_iterable(rows.values())))
        return cls(columns, {code: tuple(map(row.get, columns)) for code, row in rows.items()})

    def row(self, code: str) -> dict[str, str]:
        """By column the texts of a row; cells that were not locked left out."""
        pairs = zip(self.columns, self.rows.get(code, ()), strict=False)
        return {column: text for column, text in pairs if text is not None}

    def column(self, name: str) -> Mapping[str, str]:
        """By row code the texts of a column; rows in which it was not locked left out."""
        at = self.columns.index(name) if name in self.columns else len(self.columns)
        return {
            code: text
            for code, row in self.rows.items()
            if at < len(row) and (text := row[at]) is not None
        }


@dataclass(frozen=True)
class Stamp:
    """What an issued workbook knows of itself.

    `issued` has by form the texts of its locked cells, in the order of its rows; `computed` are
    cells of input columns that are formulas of ours, `prefilled` input cells that started with an
    earlier value. `coverage` says of figures that an office filled in for its own agencies how
    many of them stand behind it. `layout` is what stood in the other cells that were issued.
    `marked` says of a marked copy what was in its cells. `is_intact` is whether it was read as it
    was written.
    """

    plan: str
    period: str
    agency: str
    plan_digest: str = ""
    form_digests: Mapping[str, str] = field(default_factory=dict)
    issued: Mapping[str, IssuedTexts] = field(default_factory=dict)
    computed: frozenset[IssuedCell] = frozenset()
    prefilled: Mapping[IssuedCell, str] = field(default_factory=dict)
    coverage: Mapping[IssuedCell, Coverage] = field(default_factory=dict)
    layout: Layout = field(default_factory=dict)
    marked: str = ""
    is_intact: bool = True

    @cached_property
    def rows(self) -> Mapping[str, tuple[str, ...]]:
        """The row codes of each form in order."""
        return {form: tuple(texts.rows) for form, texts in self.issued.items()}

    def text(self, form: str, code: str, column: str) -> str | None:
        """What stood in a cell that was issued locked; None for any other cell."""
        return self.of(form).row(code).get(column)

    def of(self, form: str) -> IssuedTexts:
        """What stood in the locked cells of a form's table."""
        return self.issued.get(form, _NO_TEXTS)


_NO_TEXTS: Final = IssuedTexts()


def stamp_of(assigned: Assignments, assignment: Assignment, lang: Language = "vi") -> Stamp:
    """The stamp of an issued workbook: who, when, and what stood in its locked cells."""
    plan = assigned.plan
    issued: dict[str, IssuedTexts] = {}
    computed: set[IssuedCell] = set()
    prefilled: dict[IssuedCell, str] = {}
    for name, rows in assignment.rows.items():
        form = plan.forms[name]
        texts: dict[str, dict[str, str]] = {}
        for row in rows:
            texts[row.code] = of_row = {}
            computed |= {
                IssuedCell(name, row.code, column.name)
                for column in form.columns
                if not column.formula and is_ratio_cell(plan, row.code, column)
            }
            for column in form.columns if row.done else form.locked:
                if column.formula or (column.lock_when_filled and column.name not in row.values):
                    continue
                of_row[column.name] = _text(column, row, lang)
            for column_name in row.prefilled:
                cell = IssuedCell(name, row.code, column_name)
                prefilled[cell] = _text(form.by_name[column_name], row, lang)
        issued[name] = IssuedTexts.of_rows(texts)
    return Stamp(
        plan=plan.id,
        period=str(assignment.period),
        agency=assignment.agency.code,
        plan_digest=assigned.digest,
        form_digests={name: digest_of_form(plan, name) for name in assignment.rows},
        issued=issued,
        computed=frozenset(computed),
        prefilled=prefilled,
    )


def _text(column: Column, row: IssuedRow, lang: Language) -> str:
    """What stands in a cell of an issued row of a workbook in `lang`."""
    value = row.values.get(column.name)
    return say(column.term(value), lang) if isinstance(value, str) else show(value)


def digest_of_form(plan: Plan, name: str) -> str:
    """The digest of a form of the plan, worked out once."""
    return plan.once(_digest_of_form, name)


def _digest_of_form(plan: Plan, name: str) -> str:
    return form_digest(plan.forms[name])


def form_digest(form: Form) -> str:
    """A digest of a form: another set of columns or rules has another digest."""
    asked = {**form.schema, OWN_WORDS: {**form.schema[OWN_WORDS]}}
    asked[OWN_WORDS].pop(VERSION, None)
    text = json.dumps(_without_english(asked), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _without_english(schema: Json) -> Json:
    """A schema without what it is called in English: that says nothing of what is asked."""
    if isinstance(schema, list):
        return [_without_english(value) for value in schema]
    if not isinstance(schema, Mapping):
        return schema
    plain = {key: _without_english(value) for key, value in schema.items() if key != "en"}
    return {key: value for key, value in plain.items() if value or key != OWN_WORDS}


def changed_since(stamp: Stamp, assigned: Assignments) -> list[str]:
    """The codes of an agency's rows that are not as they were when `stamp` was made."""
    asked = assigned.codes(stamp.agency)
    codes: dict[str, None] = {}
    for form in (name for name in ISSUED_FORMS if not assigned.plan.forms[name].optional):
        now, then = dict.fromkeys(asked.get(form, ())), stamp.of(form).rows
        codes |= dict.fromkeys(code for code in now if code not in then)
        others = set(_other_texts(stamp, form, assigned)) if now.keys() & then.keys() else set()
        for code in then:
            if code in others or (
                code not in now and not _is_group_row(assigned.plan, stamp.agency, form, code)
            ):
                codes[code] = None
    return list(codes)


def _other_texts(stamp: Stamp, form: str, assigned: Assignments) -> Iterator[str]:
    """Of the rows in the stamp those that say something else now; in the same plan none does."""
    if stamp.plan_digest == assigned.digest:
        return
    columns = [
        column
        for column in assigned.plan.forms[form].locked
        if not column.lock_when_filled and column.name != ColumnName.STT
    ]
    for code, row in assigned.assignments[stamp.agency].by_code.get(form, {}).items():
        texts = stamp.of(form).row(code)
        if code in stamp.of(form).rows and any(
            texts.get(c.name, "") not in [_text(c, row, lang) for lang in LANGUAGES]
            for c in columns
        ):
            yield code


def _is_group_row(plan: Plan, agency: str, form: str, code: str) -> bool:
    """Whether a row went out only because the groups were asked too."""
    task = plan.tasks_by_code.get(code)
    return (
        form == FormName.COORDINATION_REPORT
        and task is not None
        and agency in task.group_coordinators
    )
