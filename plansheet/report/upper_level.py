"""Reporting upwards: an upper level's template filled with the figures of one's own agencies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from plansheet.consolidation import Consolidation, IndicatorResult, TaskOutcome, owners
from plansheet.forms import Form
from plansheet.forms.report_sheets import SOURCES, source_columns
from plansheet.forms.values import Value, show
from plansheet.issuing.stamp import STAMP_SHEET, Stamp
from plansheet.language.wording import Wording
from plansheet.problems import InputError
from plansheet.report.provenance import source_sheet
from plansheet.report.reading import open_report
from plansheet.tables.find import Table, find_table
from plansheet.workbooks.editing import put_value, same_bytes
from plansheet.workbooks.reading import Workbook
from plansheet.workbooks.writing import replacing

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_PARTIAL: Final = "Tổng hợp từ {n}/{of} cơ quan; còn thiếu: {missing}."


def fill_template(merged: Consolidation, template: Path, target: Path) -> tuple[Path, list[str]]:
    """Fill the workbook that the upper level issued to this office with consolidated values.

    Rows are matched by their code. Only input cells are written; `Nguồn số liệu` is carried along
    as a sheet. Returns the path and the codes of rows that the plan of this office does not have.

    Raises:
        InputError: the template is none or of another period.
        OutputError: it cannot be written.
    """
    from openpyxl import load_workbook

    read = open_report(template)
    stamp = _stamp(read, template, str(merged.period))
    workbook = load_workbook(template, keep_links=False)
    unknown: list[str] = []
    for name, codes in stamp.rows.items():
        form = merged.plan.forms[name]
        sheet = read.sheet(form.sheet)
        table = find_table(form, sheet) if sheet else None
        if table is None:
            continue
        rows = {str(table.cell(raw, form.key)): index for index, raw in table.rows()}
        for code in codes:
            values = _values(merged, name, code)
            if values is None:
                unknown.append(code)
            elif code in rows:
                _put(workbook[form.sheet], table, rows[code], values, stamp, (name, code))
    _carry_sources(workbook, merged)
    with replacing(target) as temporary:
        temporary.write_bytes(same_bytes(workbook))
    return target, unknown


def _stamp(workbook: Workbook, template: Path, period: str) -> Stamp:
    sheet = workbook.sheet(STAMP_SHEET)
    stamp = Stamp.from_rows(sheet.rows) if sheet else None
    if stamp is None:
        raise InputError(
            Wording(
                "{p} không phải là biểu mẫu do cấp trên phát hành.",
                "{p} is no template that an upper level issued.",
            ).fill(p=template)
        )
    if stamp.period != period:
        raise InputError(
            Wording(
                "{p} là biểu mẫu kỳ {other}, không phải kỳ {own}.",
                "{p} is a template of {other}, not of {own}.",
            ).fill(p=template, other=stamp.period, own=period)
        )
    return stamp


def _values(merged: Consolidation, form: str, code: str) -> Mapping[str, Value] | None:
    """What goes into the input cells of one row; None where the plan does not have it."""
    if form == "indicator_report":
        return _figures(merged, code)
    outcome = next((o for o in merged.task_outcomes if o.code == code), None)
    if outcome is None:
        return None
    return _task(merged, outcome) if form == "task_report" else _contribution(merged, code)


def _task(merged: Consolidation, outcome: TaskOutcome) -> Mapping[str, Value]:
    inputs = {c.name for c in merged.plan.forms["task_report"].inputs}
    values = {name: value for name, value in outcome.values.items() if name in inputs}
    leads = merged.plan.tasks_by_code[outcome.code].leads
    reported = {report.agency for report in outcome.reports if "status" in report.values}
    silent = [code for code in leads if code not in reported]
    if values and silent and "status" not in outcome.decisions:
        own = [show(values["note"])] if "note" in values else []
        values["note"] = "\n".join([*own, _lacking(merged, silent, len(leads))])
    return values


def _contribution(merged: Consolidation, code: str) -> Mapping[str, Value]:
    texts_by_column: dict[str, list[str]] = {}
    for report in merged.coordinator_reports:
        if report.code == code:
            for name, value in report.values.items():
                who = merged.plan.agency_name(report.agency)
                texts_by_column.setdefault(name, []).append(f"{who}: {value}")
    return {name: "\n".join(texts) for name, texts in texts_by_column.items()}


def _figures(merged: Consolidation, code: str) -> Mapping[str, Value] | None:
    """An indicator's figures, or the sums of one of its operand rows."""
    for result in merged.indicator_results:
        if result.code == code:
            return {**result.shown, **_partial(merged, result)}
        if code in result.operands:
            return dict(result.operands[code])
    return {} if code in owners(merged.plan) else None


def _partial(merged: Consolidation, result: IndicatorResult) -> Mapping[str, str]:
    """Figures that some agencies did not give say so: all at once, or by column."""
    columns = merged.plan.forms["indicator_report"].by_name
    titles: dict[tuple[str, ...], list[str]] = {}
    for name in result.shown:
        titles.setdefault(result.lacking[name], []).append(columns[name].title)
    remarks = [
        (f"{', '.join(named)}: " if len(titles) > 1 else "")
        + _lacking(merged, agencies, result.expected)
        for agencies, named in titles.items()
        if agencies
    ]
    return {"explanation": "\n".join(remarks)} if remarks else {}


def _lacking(merged: Consolidation, agencies: Sequence[str], expected: int) -> str:
    names = "; ".join(map(merged.plan.agency_name, agencies))
    return _PARTIAL.format(n=expected - len(agencies), of=expected, missing=names)


def _put(
    sheet: Worksheet,
    table: Table[Form],
    row: int,
    values: Mapping[str, Value],
    stamp: Stamp,
    key: tuple[str, str],
) -> None:
    inputs = {c.name for c in table.form.inputs}
    for name, value in values.items():
        place = (*key, name)
        if name not in inputs or name not in table.columns:
            continue
        if stamp.text(*place) is not None or place in stamp.computed:
            continue
        put_value(sheet.cell(row + 1, table.columns[name] + 1), value)


def _carry_sources(workbook: Any, merged: Consolidation) -> None:
    """The sheet `Nguồn số liệu` of this office's own report, as plain text and numbers."""
    if SOURCES in workbook.sheetnames:
        workbook.remove(workbook[SOURCES])
    sheet = workbook.create_sheet(SOURCES)
    rows: Sequence[Sequence[Any]] = source_sheet(merged).sheet.rows
    columns = source_columns(merged.plan.forms).columns
    for at, values in enumerate(([c.title for c in columns], *rows), 1):
        for position, value in enumerate(values, 1):
            if value is not None:
                put_value(sheet.cell(at, position), value)
