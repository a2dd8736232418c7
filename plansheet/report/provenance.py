"""The sheet `Nguồn số liệu`: where each row of the report comes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from plansheet.consolidation import Consolidation, ReportedRow
from plansheet.forms import RETURN_FORMS, Form
from plansheet.forms.names import ColumnName, FormName, ReportColumn
from plansheet.forms.report_sheets import CONFLICTS, SOURCES, source_columns
from plansheet.issuing.earlier_report import Decision
from plansheet.language.text import visible
from plansheet.language.wording import Wording
from plansheet.report.layout import FIRST_ROW, Row, heading_of, sheet_of
from plansheet.tables.table_sheet import TableSheet
from plansheet.workbooks.writing.cells import Cell, Link


@dataclass(frozen=True)
class SourceSheet:
    """The sheet of sources, and the first of its rows for each task or indicator."""

    sheet: TableSheet
    first_row: Mapping[str, int]

    def link(self, code: str, text: str = "") -> Cell | Link:
        """A cell with `code` or `text` that leads to its sources, plain where it has none."""
        row = self.first_row.get(code)
        return text or code if row is None else Link(SOURCES, f"A{row}", text or code)


def source_sheet(merged: Consolidation) -> SourceSheet:
    """One row a reported row: whose, from which file, sheet and cells, and what it says.

    What the coordinator decided stands in rows of its own, so that what the agencies wrote stays
    beside it; what a subordinate office carried along comes after the row that it led to.
    """
    digests = {r.file: r.sha256 for r in merged.receipts if r.file}
    rows: list[Row] = []
    first_row: dict[str, int] = {}
    told = tuple(one.row for one in merged.all_narratives)
    parts = (
        merged.lead_rows,
        merged.coordinator_rows,
        merged.indicator_rows,
        merged.final_rows,
        told,
    )
    for name, reports in zip(RETURN_FORMS, parts, strict=True):
        form = merged.plan.forms[name]
        for report in reports:
            first_row.setdefault(report.code, FIRST_ROW + len(rows))
            if report.returned:
                rows.append(
                    {**_source(merged, form, report), ReportColumn.SHA256: digests[report.file]}
                )
            rows += [_decided_source(form, report.agency, d) for d in report.decisions.values()]
            rows += _carried(merged, report)
    for outcome in merged.task_outcomes:
        for report in outcome.done_before:
            first_row.setdefault(outcome.code, FIRST_ROW + len(rows))
            rows.append(_source(merged, merged.plan.forms[FormName.TASK_REPORT], report))
        for decision in outcome.decisions.values():
            first_row.setdefault(outcome.code, FIRST_ROW + len(rows))
            rows.append(_decided_source(merged.plan.forms[FormName.TASK_REPORT], "", decision))
    for result in merged.indicator_results:
        operands = [r.code for r in result.rows if r.code in first_row]
        if operands:
            first_row.setdefault(result.code, min(first_row[code] for code in operands))
    sheet = sheet_of(
        source_columns(
            merged.plan.forms,
            undated=any(ColumnName.JUDGED_ON in row for row in rows),
            told=any(ColumnName.NARRATIVE in row for row in rows),
        ),
        rows,
        heading_of(merged, SOURCES),
        freeze=1,
        tab="#7F7F7F",
    )
    return SourceSheet(sheet, first_row)


def _source(merged: Consolidation, form: Form, report: ReportedRow) -> Row:
    return {
        ReportColumn.CODE: report.code,
        ReportColumn.FORM: form.sheet,
        ReportColumn.AGENCY: report.agency,
        ColumnName.AGENCY_NAME: merged.plan.agency_name(report.agency),
        ReportColumn.FILE: visible(report.file),
        ReportColumn.SHEET: report.sheet,
        ReportColumn.CELLS: report.cells,
        **report.written,
        **{n: report.values[n] for n in (ColumnName.JUDGED_ON,) if n in report.values},
    }


_DECIDED: Final = Wording(
    "Người tổng hợp quyết định: {reason}", "Decided by the coordinator: {reason}"
)


def _decided_source(form: Form, agency: str, decision: Decision) -> Row:
    return {
        ReportColumn.CODE: decision.code,
        ReportColumn.FORM: form.sheet,
        ReportColumn.AGENCY: agency,
        ColumnName.AGENCY_NAME: _DECIDED.fill(reason=decision.reason),
        ReportColumn.FILE: visible(decision.place.file),
        ReportColumn.SHEET: CONFLICTS,
        ReportColumn.CELLS: decision.place.cell,
        decision.column: decision.value,
        ReportColumn.SHA256: decision.sha256,
    }


def _carried(merged: Consolidation, report: ReportedRow) -> list[Row]:
    """What the return itself says of where its figures came from."""
    return [
        {
            **origin.values,
            ReportColumn.CODE: origin.code,
            ReportColumn.FORM: origin.form,
            ReportColumn.AGENCY: origin.agency,
            ColumnName.AGENCY_NAME: origin.agency_name,
            ReportColumn.FILE: visible(origin.file),
            ReportColumn.SHEET: origin.sheet,
            ReportColumn.CELLS: origin.cells,
            ReportColumn.THROUGH: visible(
                report.file if not origin.through else f"{report.file} ← {origin.through}"
            ),
            ReportColumn.SHA256: origin.sha256,
        }
        for origin in merged.carried.get(report.file, {}).get(report.code, ())
    ]
