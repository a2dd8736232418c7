"""Reporting upwards: an upper level's template filled with the figures of one's own agencies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from plansheet.consolidation import Consolidation, IndicatorResult, TaskOutcome, owners
from plansheet.forms import Form
from plansheet.forms.names import STAMP_SHEET, ColumnName, FormName
from plansheet.forms.report_sheets import SOURCES
from plansheet.forms.values import Value, code_meant, in_sentence, show, shown_value
from plansheet.issuing import operand_label
from plansheet.issuing.renewing import StandingTable, renew_rules
from plansheet.issuing.stamp import Coverage, IssuedCell, Stamp
from plansheet.issuing.stamp_rows import read_stamp, stamp_rows
from plansheet.language.text import match_key
from plansheet.language.units import conversion
from plansheet.language.wording import Language, Wording, is_spelt, say
from plansheet.plan import Plan
from plansheet.problems import InputError, Problem, WithProblems, expect, in_order, path_of
from plansheet.report.layout import named_with_coverage
from plansheet.report.provenance import source_sheet
from plansheet.report.reading import open_report
from plansheet.returns.check_column import check_position
from plansheet.tables.find import find_table
from plansheet.tables.table import Table, TableRow
from plansheet.workbooks.editing import put_parts, put_rows, put_value, same_bytes
from plansheet.workbooks.extensions import open_for_editing
from plansheet.workbooks.reading import Workbook
from plansheet.workbooks.reading.limits import STRANGERS
from plansheet.workbooks.remote import Location, Written, source_of
from plansheet.workbooks.writing.files import replacing

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_PARTIAL: Final = Wording(
    "Tổng hợp từ {n}/{of} cơ quan; còn thiếu: {missing}.",
    "From {n} of {of:agency}; missing: {missing}.",
)


@dataclass(frozen=True)
class FilledTemplate(WithProblems):
    """The workbook to send upwards, and the rows of it that could not be filled as they stand."""

    path: Written
    problems: tuple[Problem, ...] = ()


def fill_upper_level(
    merged: Consolidation, template: Path | str, target: Location
) -> FilledTemplate:
    """Fill the workbook that the upper level issued to this office with consolidated values.

    A row is filled where code, name and unit are those of this office's plan; a figure in another
    unit of the same kind is converted. Whatever an earlier filling left in the row goes. Each
    figure that lacks agencies says so, in words and in the stamp, for the level above to know; one
    in a cell that began with a figure says how many gave it, so that it is not taken for untouched.
    `Nguồn số liệu` is carried along as a sheet.

    Args:
        merged: from `merge`.
        template: the workbook that the upper level issued.
        target: the .xlsx file to send upwards; one that exists is replaced.

    Returns:
        Its path, and the rows that could not be filled as they stand.

    Raises:
        ArgumentError: `merged` is no consolidation.
        InputError: the template is not there, is none, or is of another period.
        OutputError: the file cannot be written.
    """
    expect(merged, Consolidation)
    template, target = path_of(template), source_of(target)
    read = open_report(template, STRANGERS)
    stamp = _stamp(read, template, str(merged.period))
    workbook = open_for_editing(template)
    coverage: dict[IssuedCell, Coverage] = {}
    problems: list[Problem] = []
    standing: list[StandingTable] = []
    lang: Language = "vi"
    for name, codes in stamp.rows.items():
        form = merged.plan.forms[name]
        sheet = read.sheet(form.sheet)
        table = find_table(form, sheet, template.name) if sheet else None
        if table is None:
            continue
        known = {match_key(code): code for code in codes}
        rows = {code_meant(row.raw(form.key), known): row for row in table.rows}
        standing.append(_standing(table, [(code, rows[code]) for code in codes if code in rows]))
        if form.optional:  # what it says in words an office writes itself
            continue
        filling = _TableFilling(merged, workbook[table.sheet.name], table, stamp)
        for code in codes:
            if code in rows:
                problems += filling.fill(rows[code].called(code))
        coverage |= filling.coverage
        lang = filling.lang
    renew_rules(workbook, merged.plan, stamp.agency, standing)
    put_rows(workbook[STAMP_SHEET], stamp_rows(replace(stamp, coverage=coverage)))
    _carry_sources(workbook, merged, lang)
    with replacing(target) as temporary:
        temporary.write_bytes(same_bytes(workbook))
    return FilledTemplate(target, tuple(in_order(problems)))


def _standing(table: Table[Form], rows: Iterable[tuple[str, TableRow]]) -> StandingTable:
    """Where a table of the template stands, with its rows by code."""
    codes = {row.number: code for code, row in rows}
    check = check_position(table)
    name, sheet = table.form.name, table.sheet.name
    return StandingTable(name, sheet, table.header_row, table.columns, codes, check)


class _TableFilling:
    """Fills the rows of one table of the template."""

    def __init__(
        self,
        merged: Consolidation,
        sheet: Worksheet,
        table: Table[Form],
        stamp: Stamp,
    ) -> None:
        self.merged, self.sheet, self.table = merged, sheet, table
        self.lang: Language = "vi" if sheet.title == table.form.sheet else "en"
        self.stamp, self.form = stamp, table.form
        self.coverage: dict[IssuedCell, Coverage] = {}

    def fill(self, row: TableRow) -> Sequence[Problem]:
        """Put what this office has of a row into its input cells; what stands in the way of it."""
        code = row.code
        values = _values(self.merged, self.form.name, code, self.lang)
        if values is None:
            return (row.at(self.form.key).problem("upper-row-unknown", value=code),)
        self._put(row, {})
        own = _name_and_unit(self.merged.plan, code)
        issued = self.stamp.text(self.form.name, code, self.form.label) or ""
        if not is_spelt(issued, own.name):
            label = row.at(self.form.label)
            return (label.problem("upper-row-differs", value=issued, own=own.name),)
        unit = self.stamp.text(self.form.name, code, ColumnName.UNIT) or ""
        times = conversion(own.unit, unit)
        if times is None:
            return (
                row.at(ColumnName.UNIT).problem("upper-unit-differs", value=unit, own=own.unit),
            )
        self._put(row, {name: _times(value, times) for name, value in values.items()})
        if times == 1:
            return ()
        cell = row.at(ColumnName.UNIT)
        return (cell.problem("unit-converted", value=unit, own=own.unit, times=in_sentence(times)),)

    def _put(self, row: TableRow, values: Mapping[str, Value]) -> None:
        """Write the open input cells of a row, those without a value as they were issued."""
        for column in self.form.inputs:
            cell = IssuedCell(self.form.name, row.code, column.name)
            if column.name not in self.table.columns or cell in self.stamp.computed:
                continue
            if self.stamp.text(*cell) is not None:
                continue
            begun = shown_value(column, self.stamp.prefilled.get(cell, ""))
            value = values.get(column.name, begun)
            if isinstance(value, str):
                value = say(column.term(value), self.lang)
            put_value(self.sheet.cell(row.number, self.table.columns[column.name] + 1), value)
            given = values.get(column.name)
            behind = _coverage(self.merged, row.code, column.name, given)
            if behind and (behind.is_partial or cell in self.stamp.prefilled):
                self.coverage[cell] = behind


@dataclass(frozen=True)
class _Named:
    name: str
    unit: str = ""


def _name_and_unit(plan: Plan, code: str) -> _Named:
    """What this office's plan calls a row, and the unit of its figures."""
    if code in plan.tasks_by_code:
        return _Named(plan.tasks_by_code[code].name)
    owner = owners(plan)[code]
    name = owner.name if code == owner.code else operand_label(owner, code)
    return _Named(name, owner.unit_of(code))


def _times(value: Value, times: Decimal) -> Value:
    return value * times if isinstance(value, Decimal) else value


def _coverage(
    merged: Consolidation, code: str, column: str, value: Value | None
) -> Coverage | None:
    """How many of this office's agencies stand behind a figure; None of what is none."""
    owner = owners(merged.plan).get(code)
    if owner is None or not isinstance(value, Decimal):
        return None
    result = next(r for r in merged.indicator_results if r.code == owner.code)
    lacking = len(result.lacking.get(column, ()))
    return Coverage(result.expected - lacking, result.expected, show(value))


def _stamp(workbook: Workbook, template: Path, period: str) -> Stamp:
    sheet = workbook.sheet(STAMP_SHEET)
    stamp = read_stamp(sheet.rows) if sheet else None
    if stamp is None:
        raise InputError("not-a-template", path=template)
    if stamp.period != period:
        raise InputError("template-of-other-period", path=template, other=stamp.period, own=period)
    return stamp


def _values(
    merged: Consolidation, form: str, code: str, lang: Language
) -> Mapping[str, Value] | None:
    """What goes into the input cells of one row; None where the plan does not have it."""
    if form == FormName.INDICATOR_REPORT:
        return _figures(merged, code, lang)
    outcome = next((o for o in merged.task_outcomes if o.code == code), None)
    if outcome is None:
        return None
    return (
        _task(merged, outcome, lang)
        if form == FormName.TASK_REPORT
        else _contribution(merged, code)
    )


def _task(merged: Consolidation, outcome: TaskOutcome, lang: Language) -> Mapping[str, Value]:
    inputs = {c.name for c in merged.plan.forms[FormName.TASK_REPORT].inputs}
    values = {name: value for name, value in outcome.values.items() if name in inputs}
    leads = merged.plan.tasks_by_code[outcome.code].leads
    reported = {report.agency for report in outcome.rows if ColumnName.STATUS in report.values}
    silent = [code for code in leads if code not in reported]
    if values and silent and ColumnName.STATUS not in outcome.decisions:
        own = [show(values[ColumnName.NOTE])] if ColumnName.NOTE in values else []
        values[ColumnName.NOTE] = "\n".join([*own, say(_lacking(merged, silent, len(leads)), lang)])
    return values


def _contribution(merged: Consolidation, code: str) -> Mapping[str, Value]:
    texts_by_column: dict[str, list[str]] = {}
    for report in merged.coordinator_rows:
        if report.code == code:
            for name, value in report.values.items():
                who = merged.plan.agency_name(report.agency)
                texts_by_column.setdefault(name, []).append(f"{who}: {value}")
    return {name: "\n".join(texts) for name, texts in texts_by_column.items()}


def _figures(merged: Consolidation, code: str, lang: Language) -> Mapping[str, Value] | None:
    """An indicator's figures, or the sums of one of its operand rows."""
    for result in merged.indicator_results:
        if result.code == code:
            return {**result.shown, **_partial(merged, result, lang)}
        if code in result.operands:
            return dict(result.operands[code])
    return {} if code in owners(merged.plan) else None


def _partial(merged: Consolidation, result: IndicatorResult, lang: Language) -> Mapping[str, str]:
    """Figures that some agencies did not give say so: all at once, or by column."""
    columns = merged.plan.forms[FormName.INDICATOR_REPORT].by_name
    titles: dict[tuple[str, ...], list[str]] = {}
    for name in result.shown:
        titles.setdefault(result.lacking[name], []).append(say(columns[name].title, lang))
    remarks = [
        (f"{', '.join(named)}: " if len(titles) > 1 else "")
        + say(_lacking(merged, agencies, result.expected, result.coverage), lang)
        for agencies, named in titles.items()
        if agencies
    ]
    return {ColumnName.EXPLANATION: "\n".join(remarks)} if remarks else {}


def _lacking(
    merged: Consolidation,
    agencies: Sequence[str],
    expected: int,
    coverage: Mapping[str, Coverage] | None = None,
) -> Wording:
    names = "; ".join(named_with_coverage(merged.plan, agencies, coverage or {}))
    return _PARTIAL.fill(n=expected - len(agencies), of=expected, missing=names)


def _carry_sources(workbook: Any, merged: Consolidation, lang: Language) -> None:
    """The sheet `Nguồn số liệu` of this office's own report, as plain text and numbers."""
    table = source_sheet(merged).sheet.spoken(lang)
    put_parts(workbook, say(SOURCES, lang), [[c.title for c in table.columns]], table.rows)
