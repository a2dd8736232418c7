"""Returns of a form → its totals: of each cell how many gave it, and where each figure is from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final

from plansheet.consolidation import Received
from plansheet.consolidation.frames import described_table, problem_table, return_table
from plansheet.consolidation.receipts import Answered, Receipts
from plansheet.consolidation.results import Receipt
from plansheet.forms.values import Value, in_sentence
from plansheet.language.text import match_key
from plansheet.language.wording import Language, joined_words
from plansheet.own_forms.coverage import GivenBy
from plansheet.own_forms.issuing import agencies_of
from plansheet.own_forms.list_totals import first_free
from plansheet.own_forms.model import CellKey, FormCell, OwnForm
from plansheet.own_forms.places import owner_of
from plansheet.own_forms.returned import FormReturn, ReadCell
from plansheet.plan import Plan
from plansheet.plan.classes import ConflictKind, ReturnState
from plansheet.plan.periods import Period
from plansheet.problems import Place, Problem, WithProblems, in_order, problem
from plansheet.workbooks.reading import a1, cell_position
from plansheet.workbooks.reading.addresses import ranges

if TYPE_CHECKING:
    from plansheet.tables.frames import DataFrame

_SHOWN: Final = 3
"""How many of the values that gave way are written out."""
StandingCells = dict[CellKey, dict[str, tuple[ReadCell, FormReturn]]]
"""By cell and agency what stands, and in which return."""


@dataclass(frozen=True, slots=True)
class FormSource:
    """One value that was used: whose, from where, for which cell of the form."""

    cell: CellKey
    address: str
    agency: str
    value: Value
    place: Place
    sha256: str


@dataclass(frozen=True, slots=True)
class Total:
    """What a cell of the form comes to, and how many of those that are asked gave it.

    `partial` are those that gave the total of their own agencies without having heard from all of
    them, with how many of how many: they are not among the `reported`.
    """

    cell: FormCell
    value: Value | None
    reported: int
    expected: int
    partial: tuple[tuple[str, GivenBy], ...] = ()


@dataclass(frozen=True)
class StackedRow:
    """A row of a list, with its agency and file."""

    sheet: str
    agency: str
    values: Mapping[str, ReadCell]


@dataclass(frozen=True, slots=True)
class OfficialCount:
    """Cells compared with an official total; of them apart by rounding alone, and different."""

    compared: int
    rounded: int
    different: int


@dataclass(frozen=True)
class FormConsolidation(Answered, WithProblems):
    """The returns of a form merged.

    Attributes:
        form, plan, period, as_of, deadline: of which form, for which plan and time.
        expected: the codes of the agencies that got it.
        totals: what each input cell comes to, in the order of the workbook.
        sources: every value that was used.
        stacked: the rows of lists.
        receipts: who sent what, and who sent nothing.
        all_problems: everything that is wrong with the returns.
        official: what a comparison with the office's own total came to, where there was one.
    """

    maker: ClassVar = "merge"

    form: OwnForm = field(repr=False)
    plan: Plan = field(repr=False)
    period: Period
    as_of: date
    expected: tuple[str, ...]
    totals: tuple[Total, ...] = field(repr=False)
    sources: tuple[FormSource, ...] = field(repr=False)
    stacked: tuple[StackedRow, ...] = field(repr=False)
    receipts: tuple[Receipt, ...] = field(repr=False)
    all_problems: tuple[Problem, ...] = field(repr=False)
    deadline: date | None = None
    official: OfficialCount | None = None

    @cached_property
    def cells(self) -> DataFrame:
        """One row an input cell: sheet, cell, row_key, column_key, value, reported, expected."""
        names = ("sheet", "cell", "row_key", "column_key", "value", "reported", "expected")
        rows = (_total_row(total, self.form) for total in self.totals)
        return described_table(rows, names, self.plan).frame()

    @cached_property
    def provenance(self) -> DataFrame:
        """One row a value used: of which cell, whose, from which file, sheet and cell."""
        names: tuple[str, ...] = ("sheet", "cell", "row_key", "column_key", "value")
        names += ("agency", "file", "sha256")
        rows = (_source_row(source, self.form) for source in self.sources)
        names += ("source_sheet", "source_cell")
        return described_table(rows, names, self.plan).frame()

    @cached_property
    def returns(self) -> DataFrame:
        """One row an expected or received file: agency, file, sha256, state, received_at."""
        return return_table(self).frame()

    @property
    def problems(self) -> DataFrame:
        """One row a problem, as `--json` prints it."""
        return problem_table(self).frame()

    def summary(self, lang: Language = "vi") -> dict[str, Any]:
        """What `merge --json` prints, without the path of what was written."""
        filled = [total for total in self.totals if total.value is not None]
        return {
            "form": self.form.title,
            "period": str(self.period),
            "as_of": self.as_of.isoformat(),
            "expected": len(self.expected),
            "received": len(self.received),
            ReturnState.ON_TIME.value: len(self.on_time),
            ReturnState.LATE.value: len(self.late),
            ReturnState.MISSING.value: self.missing,
            "cells": {
                "total": len(self.totals),
                "filled": len(filled),
                "partial": sum(total.reported < total.expected for total in filled),
            },
            **({"official": asdict(self.official)} if self.official else {}),
            "problems": [p.to_dict(lang) for p in self.all_problems],
        }


def _total_row(total: Total, form: OwnForm) -> Sequence[Any]:
    cell = total.cell
    keys = (form.by_name[cell.sheet].worksheet, cell.address, cell.row_key, cell.column_key)
    return (*keys, total.value, total.reported, total.expected)


def _source_row(source: FormSource, form: OwnForm) -> Sequence[Any]:
    cell, place = source.cell, source.place
    keys = (form.by_name[cell.sheet].worksheet, source.address, cell.row, cell.column)
    return (*keys, source.value, source.agency, place.file, source.sha256, place.sheet, place.cell)


def merge_form(
    form: OwnForm,
    plan: Plan,
    period: Period,
    received: Sequence[tuple[Received, FormReturn]],
    as_of: date,
    noted: Sequence[Problem] = (),
) -> FormConsolidation:
    """Merge what came back of a form; files of another period are refused here.

    Of several files of one agency the latest that says anything in a cell stands there.
    """
    files = [of_period(file, found, period) for file, found in received]
    files.sort(key=_order)
    expected = tuple(agency.code for agency in agencies_of(form, plan))
    standing: StandingCells = {}
    stacked: dict[tuple[str, str], list[StackedRow]] = {}
    replaced: dict[tuple[str, str, str], list[ReadCell]] = {}
    for file, found in files:
        if not file.is_usable:
            continue
        code = file.agency
        for cell, read in (*found.cells.items(), *found.fields.items()):
            earlier = standing.setdefault(cell, {}).get(code)
            if earlier is not None and earlier[0].value != read.value:
                was = earlier[0].place
                replaced.setdefault((code, was.file, was.sheet), []).append(earlier[0])
            standing[cell][code] = (read, found)
        for sheet, rows in found.lists.items():
            if rows:
                for gone in _replaced_rows(stacked.get((sheet, code), ()), rows):
                    was = gone.place
                    replaced.setdefault((code, was.file, was.sheet), []).append(gone)
                stacked[sheet, code] = [StackedRow(sheet, code, row) for row in rows]
    problems = [_gave_way(plan, code, cells) for (code, *_), cells in replaced.items()]
    totals, sources = _totals(form, plan, standing, expected)
    sources += _sources_of_fields(form, standing)
    receipts, told = Receipts(
        plan, period, [file for file, _ in files], expected, plan.deadline(period)
    ).all()
    order = {code: at for at, code in enumerate(expected)}
    of_lists = sorted(stacked, key=lambda key: (key[0], order.get(key[1], len(order)), key[1]))
    listed = [row for key in of_lists for row in stacked[key]]
    files_problems = (p for file, _ in files for p in file.checked.problems)
    every = [*files_problems, *problems, *told, *noted]
    senders = {file.name: file.agency for file, _ in files}
    return FormConsolidation(
        form=form,
        plan=plan,
        period=period,
        as_of=as_of,
        expected=expected,
        totals=tuple(totals),
        sources=(*sources, *_sources_of(form, listed, files)),
        stacked=tuple(listed),
        receipts=tuple(receipts),
        all_problems=tuple(in_order(p.sent_by(senders.get(p.file, "")) for p in every)),
        deadline=plan.deadline(period),
    )


def _order(one: tuple[Received, FormReturn]) -> tuple[bool, str, str, str]:
    """Which file stands before which: the later one, but for one that may be somebody else's."""
    file, found = one
    return not found.ret.contradicted, str(file.received_at), file.name, found.ret.sha256


def of_period(file: Received, found: FormReturn, period: Period) -> tuple[Received, FormReturn]:
    """A file and what was read of it, refused where it is of another period."""
    ret = found.ret
    if ret.refused or ret.period in ("", str(period)):
        return file, found
    wrong = problem("wrong-period", Place(ret.file), value=ret.period, expected=str(period))
    ret = replace(ret, refused=True, problems=(wrong.sent_by(ret.agency),))
    checked = replace(file.checked, ret=ret, problems=ret.problems)
    return replace(file, checked=checked), FormReturn(ret)


def _replaced_rows(
    earlier: Sequence[StackedRow], later: Sequence[Mapping[str, ReadCell]]
) -> Iterator[ReadCell]:
    """The cells of the rows of a list that its later version does not have."""
    kept = [{key: cell.value for key, cell in row.items()} for row in later]
    for row in earlier:
        values = {key: cell.value for key, cell in row.values.items()}
        if values in kept:
            kept.remove(values)
        else:
            yield from row.values.values()


def _gave_way(plan: Plan, code: str, cells: Sequence[ReadCell]) -> Problem:
    """What stood in a sheet of an earlier file, in one sentence."""
    first = cells[0].place
    place = replace(first, cell=",".join(ranges(cell_position(c.place.cell) for c in cells)))
    shown = [in_sentence(cell.value) for cell in cells[:_SHOWN]] + ["…"] * (len(cells) > _SHOWN)
    value, name = joined_words(" · ", shown).term, plan.agency_name(code)
    told = problem(ConflictKind.RETURNS.value, place, value=value, agency=name)
    return told.sent_by(code)


def _totals(
    form: OwnForm,
    plan: Plan,
    standing: StandingCells,
    expected: Sequence[str],
) -> tuple[list[Total], list[FormSource]]:
    """What each cell comes to, from which values."""
    totals: list[Total] = []
    sources: list[FormSource] = []
    order = {code: at for at, code in enumerate(expected)}
    for cell in form.cells:
        sheet = form.by_name[cell.sheet]
        key = CellKey(cell.sheet, cell.row_key, cell.column_key)
        given = dict(sorted(standing.get(key, {}).items(), key=lambda g: order.get(g[0], 10**6)))
        rule, asked = sheet.rule(cell), list(expected)
        owner = owner_of(sheet, cell, plan)
        if owner is not None:
            asked = [owner.code]
        elif rule == "place":  # Nobody's own: each may have a part in it.
            rule = "sum"
        values = [read.value for read, _ in given.values()]
        partial = {c: found.covered[key] for c, (_, found) in given.items() if key in found.covered}
        count = len([code for code in given if code in asked and code not in partial])
        total = Total(cell, _total(rule, values), count, len(asked), tuple(partial.items()))
        totals.append(total)
        sources += (
            FormSource(key, cell.address, code, read.value, read.place, found.ret.sha256)
            for code, (read, found) in given.items()
        )
    return totals, sources


def _total(rule: str, values: Sequence[Value]) -> Value | None:
    numbers = [value for value in values if isinstance(value, Decimal)]
    if rule in ("first", "place"):
        return values[0] if values else None
    if rule == "none" or not numbers:
        return None
    if rule == "sum":
        return sum(numbers, Decimal(0))
    return max(numbers) if rule == "max" else min(numbers)


def _sources_of_fields(form: OwnForm, standing: StandingCells) -> Iterator[FormSource]:
    """What stands in the other cells above the tables, each at its cell of the form."""
    for sheet in form.sheets:
        for name, at in sheet.fields.items():
            key = sheet.field_key(name)
            for code, (read, found) in standing.get(key, {}).items():
                yield FormSource(key, a1(*at), code, read.value, read.place, found.ret.sha256)


def _sources_of(
    form: OwnForm, listed: Sequence[StackedRow], files: Sequence[tuple[Received, FormReturn]]
) -> Iterator[FormSource]:
    """The values of the rows of lists, each where `write_total` puts it."""
    digests = {file.name: found.ret.sha256 for file, found in files}
    numbers: dict[str, int] = {}
    for row in listed:
        sheet = form.by_name[row.sheet]
        number = numbers[row.sheet] = numbers.get(row.sheet, 0) + 1
        at = first_free(sheet, form.grids[row.sheet]) + number - 1
        for name, read in row.values.items():
            key, address = (
                CellKey(row.sheet, str(number), name),
                a1(at, sheet.column_of[match_key(name)]),
            )
            sha = digests.get(read.place.file, "")
            yield FormSource(key, address, row.agency, read.value, read.place, sha)
