"""The table sheets of the report; their columns are those of the forms and what merging adds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from plansheet.book import Cell, Link, TableSheet
from plansheet.cells import show
from plansheet.forms import Column, Form
from plansheet.merge import ATTAINMENTS, CLASSES, STATES, Consolidation, Report
from plansheet.problems import grouped
from plansheet.text import visible

TASKS: Final = "Nhiệm vụ"
INDICATORS: Final = "Chỉ tiêu"
RECEIPTS: Final = "Tình hình gửi"
CONFLICTS: Final = "Xung đột"
PROBLEMS: Final = "Lỗi"
SOURCES: Final = "Nguồn số liệu"

SEVERITY_NAMES: Final = {"error": "Lỗi", "warning": "Cảnh báo", "info": "Ghi nhận"}

CLASS_COLORS: Final = {
    "done_on_time": "good",
    "done_late": "done_late",
    "open_in_time": "in_time",
    "open_overdue": "wrong",
    "not_reported": "missing",
}
_CLASS_HIGHLIGHT: Final = {CLASSES[name]: style for name, style in CLASS_COLORS.items()}

Row = list[Cell | Link]


@dataclass(frozen=True)
class Sources:
    """The sheet of sources, and the first of its rows for each task or indicator."""

    sheet: TableSheet
    first_row: Mapping[str, int]

    def link(self, code: str) -> Cell | Link:
        """A cell with `code` that leads to its sources, plain where it has none."""
        row = self.first_row.get(code)
        return code if row is None else Link(SOURCES, f"A{row}", code)


def _heading(merged: Consolidation, text: str) -> tuple[str, str]:
    as_of = show(merged.as_of)
    return f"{text} – {merged.period.label}".upper(), f"{merged.plan.title} – tính đến {as_of}"


_HEADING_ROWS: Final = 4
"""Two heading lines, a blank row and the header: the first data row, counted from 0."""


def task_sheet(merged: Consolidation, sources: Sources) -> TableSheet:
    """One row a task: what was assigned, what came of it."""
    plan_form, form = merged.plan.forms["tasks"], merged.plan.forms["task_report"]
    assigned = [_read_only(c) for c in plan_form.columns if c.name not in ("note", "coordinators")]
    derived = [
        Column("due_date", "Hạn", kind="date", width=11, align="center"),
        Column("class", "Xếp loại", width=24),
        Column("reported", "Số cơ quan đã báo cáo", width=10, align="center"),
    ]
    inputs = [_read_only(c) for c in form.inputs]
    joined = [Column("contributions", "Kết quả phối hợp", width=34)]
    columns = [*assigned, *derived, *inputs, *joined]
    contributions = _by_code(merged.coordinator_reports)
    rows: list[Row] = []
    for outcome in merged.task_outcomes:
        task = merged.plan.tasks_by_code[outcome.code]
        values: dict[str, Cell | Link] = {
            "stt": task.stt or len(rows) + 1,
            "task_code": sources.link(task.code),
            "field": task.field,
            "task_name": task.name,
            "leads": task.leads_text,
            "due": task.due.text,
            "level": task.level,
            **task.extra,
            **outcome.values,
            "due_date": outcome.due_date,
            "class": CLASSES[outcome.task_class],
            "reported": f"{outcome.reported}/{outcome.expected}",
            "contributions": _said(merged, contributions.get(task.code, ()), "contribution"),
        }
        rows.append([values.get(c.name) for c in columns])
    return TableSheet(
        name=TASKS,
        columns=columns,
        rows=rows,
        heading=_heading(merged, "Kết quả thực hiện nhiệm vụ"),
        freeze=_position(columns, "task_name") + 1,
        paper=8,
        tab="#1F3864",
        highlight={"class": _CLASS_HIGHLIGHT},
    )


def indicator_sheet(merged: Consolidation, sources: Sources) -> TableSheet:
    """One row an indicator: the consolidated figures, and how many of how many reported."""
    form = merged.plan.forms["indicator_report"]
    columns = [
        *(_read_only(c) for c in form.columns if c.aggregate or c.locked or c.lock_when_filled),
        Column("attainment", "Đánh giá", width=11),
        Column("aggregation", "Cách tổng hợp", width=14),
        Column("reported", "Số cơ quan đã báo cáo", width=10, align="center"),
        Column("missing", "Còn thiếu", width=30),
        *(_read_only(c) for c in form.inputs if not c.aggregate and not c.lock_when_filled),
    ]
    words = [c.name for c in form.inputs if not c.is_numeric]
    rows: list[Row] = []
    for result in merged.indicator_results:
        indicator = merged.plan.indicators_by_code[result.code]
        own = [r for r in result.reports if r.code == result.code]
        values: dict[str, Cell | Link] = {
            "stt": indicator.stt or len(rows) + 1,
            "indicator_code": sources.link(result.code),
            "indicator_name": indicator.name,
            "unit": indicator.unit,
            "last_year": result.last_year,
            "plan_year": result.target,
            **result.figures,
            "vs_plan": result.vs_plan,
            "vs_last_year": result.vs_last_year,
            "attainment": ATTAINMENTS[result.attainment],
            "aggregation": indicator.aggregation,
            "reported": f"{result.reported}/{result.expected}",
            "missing": "; ".join(merged.plan.agency_name(code) for code in result.missing),
            **indicator.extra,
            **{name: _said(merged, own, name) for name in words},
        }
        rows.append([values.get(c.name) for c in columns])
    return TableSheet(
        name=INDICATORS,
        columns=columns,
        rows=rows,
        heading=_heading(merged, "Kết quả thực hiện chỉ tiêu"),
        freeze=_position(columns, "indicator_name") + 1,
        paper=8,
        tab="#1F3864",
        highlight={
            "attainment": {ATTAINMENTS["met"]: "good", ATTAINMENTS["not_met"]: "wrong"},
        },
    )


def receipt_sheet(merged: Consolidation) -> TableSheet:
    """One row a file that came or an agency that sent none."""
    columns = [
        Column("agency", "Mã", width=11),
        Column("name", "Cơ quan", width=42),
        Column("kind", "Loại", width=16),
        Column("state", "Tình hình", width=14),
        Column("received_at", "Ngày nhận", kind="date", width=12),
        Column("days_late", "Số ngày muộn", width=9, align="center"),
        Column("errors", "Số lỗi", width=8, align="center"),
        Column("warnings", "Số cảnh báo", width=9, align="center"),
        Column("file", "Tệp", width=30),
        Column("why", "Lý do không dùng được", width=34),
        Column("contact", "Liên hệ", width=24),
    ]
    rows: list[Row] = []
    for receipt in merged.receipts:
        agency = merged.plan.agency(receipt.agency)
        rows.append(
            [
                receipt.agency,
                agency.name if agency else "",
                agency.kind if agency else "",
                STATES[receipt.state],
                receipt.received_at.date() if receipt.received_at else None,
                receipt.days_late or None,
                receipt.errors if receipt.file else None,
                receipt.warnings if receipt.file else None,
                visible(receipt.file),
                receipt.why,
                agency.contact if agency else "",
            ]
        )
    deadline = f"Hạn gửi: {show(merged.deadline)}" if merged.deadline else "Không quy định hạn gửi"
    return TableSheet(
        name=RECEIPTS,
        columns=columns,
        rows=rows,
        heading=(f"Tình hình gửi báo cáo – {merged.period.label}".upper(), deadline),
        freeze=2,
        tab="#7F7F7F",
        highlight={
            "state": {
                STATES["on_time"]: "good",
                STATES["late"]: "missing",
                STATES["missing"]: "wrong",
                STATES["refused"]: "wrong",
            }
        },
    )


_CONFLICT_CODES: Final = ("lead-conflict", "duplicate-return")


def conflict_sheet(merged: Consolidation) -> TableSheet:
    """One row a candidate where several sources say different things."""
    columns = [
        Column("row_code", "Mã", width=10),
        Column("name", "Nhiệm vụ/Chỉ tiêu", width=44),
        Column("column", "Nội dung", width=18),
        Column("what", "Loại xung đột", width=24),
        Column("value", "Giá trị", width=26),
        Column("file", "Tệp", width=26),
        Column("sheet", "Trang tính", width=12),
        Column("cell", "Ô", width=8),
        Column("decision", "Quyết định", width=20),
        Column("reason", "Lý do", width=26),
    ]
    kinds = {
        "lead-conflict": "Các cơ quan chủ trì khác nhau",
        "duplicate-return": "Bản gửi trước khác bản gửi sau",
    }
    rows: list[Row] = [
        [
            p.row_code,
            _name_of(merged, p.row_code),
            p.column,
            kinds[p.code],
            p.value,
            visible(p.file),
            p.sheet,
            p.cell,
            None,
            None,
        ]
        for p in merged.found
        if p.code in _CONFLICT_CODES
    ]
    return TableSheet(
        name=CONFLICTS,
        columns=columns,
        rows=rows,
        heading=(f"Xung đột cần quyết định – {merged.period.label}".upper(),),
        notes=("Không có xung đột nào.",) if not rows else (),
        freeze=2,
        tab="#C00000" if rows else "#7F7F7F",
    )


def problem_sheet(merged: Consolidation) -> TableSheet:
    """Every problem; the same thing said of many cells of a sheet is one row."""
    columns = [
        Column("severity", "Mức độ", width=10),
        Column("file", "Tệp", width=26),
        Column("sheet", "Trang tính", width=12),
        Column("cells", "Ô", width=14),
        Column("row_code", "Dòng", width=9),
        Column("column", "Cột", width=18),
        Column("value", "Giá trị", width=22),
        Column("message", "Nội dung", width=52),
        Column("hint", "Cách xử lý", width=52),
        Column("code", "Mã lỗi", width=18),
    ]
    order = list(SEVERITY_NAMES)
    groups = sorted(grouped(merged.found), key=lambda g: order.index(g.first.severity))
    rows: list[Row] = [
        [
            SEVERITY_NAMES[g.first.severity],
            visible(g.first.file),
            g.first.sheet,
            ", ".join(g.cells),
            g.first.row_code if len(g.cells) < 2 else "",
            g.first.column,
            visible(g.first.value),
            visible(g.first.message),
            g.first.hint,
            g.first.code,
        ]
        for g in groups
    ]
    return TableSheet(
        name=PROBLEMS,
        columns=columns,
        rows=rows,
        heading=(f"Lỗi và cảnh báo – {merged.period.label}".upper(),),
        freeze=2,
        tab="#7F7F7F",
        highlight={
            "severity": {SEVERITY_NAMES["error"]: "wrong", SEVERITY_NAMES["warning"]: "missing"}
        },
    )


def source_sheet(merged: Consolidation) -> Sources:
    """One row a reported row: whose, from which file, sheet and cells, and what it says."""
    forms = [
        merged.plan.forms[n] for n in ("task_report", "coordination_report", "indicator_report")
    ]
    said: dict[str, Column] = {}
    for form in forms:
        for column in form.inputs:
            said.setdefault(column.name, _read_only(column))
    columns = [
        Column("code", "Mã", width=10),
        Column("form", "Biểu", width=12),
        Column("agency", "Mã cơ quan", width=11),
        Column("name", "Cơ quan", width=34),
        Column("file", "Tệp", width=28),
        Column("sheet", "Trang tính", width=12),
        Column("cells", "Ô", width=10),
        *said.values(),
        Column("sha256", "SHA-256 của tệp", width=72),
    ]
    digests = {r.file: r.sha256 for r in merged.receipts if r.file}
    rows: list[Row] = []
    first_row: dict[str, int] = {}
    parts = (merged.lead_reports, merged.coordinator_reports, merged.figure_reports)
    ordered = [(form, r) for form, reports in zip(forms, parts, strict=True) for r in reports]
    for form, report in ordered:
        first_row.setdefault(report.code, _HEADING_ROWS + len(rows) + 1)
        rows.append(
            [
                *_source(merged, form, report),
                *(report.values.get(name) for name in said),
                digests.get(report.file, ""),
            ]
        )
    for result in merged.indicator_results:
        operands = [r.code for r in result.reports if r.code in first_row]
        if operands:
            first_row.setdefault(result.code, min(first_row[code] for code in operands))
    sheet = TableSheet(
        name=SOURCES,
        columns=columns,
        rows=rows,
        heading=_heading(merged, "Nguồn số liệu"),
        freeze=1,
        paper=8,
        tab="#7F7F7F",
    )
    return Sources(sheet, first_row)


def _source(merged: Consolidation, form: Form, report: Report) -> Row:
    return [
        report.code,
        form.sheet,
        report.agency,
        merged.plan.agency_name(report.agency),
        visible(report.file),
        report.sheet,
        report.cells,
    ]


def _said(merged: Consolidation, reports: Sequence[Report], column: str) -> str:
    """What agencies wrote in words: as it is where one wrote, else with their names."""
    texts = [(r.agency, show(r.values[column])) for r in reports if column in r.values]
    if len(texts) == 1:
        return texts[0][1]
    return "\n".join(f"{merged.plan.agency_name(agency)}: {text}" for agency, text in texts)


def _by_code(reports: Iterable[Report]) -> Mapping[str, list[Report]]:
    found: dict[str, list[Report]] = {}
    for report in reports:
        found.setdefault(report.code, []).append(report)
    return found


def _name_of(merged: Consolidation, code: str) -> str:
    task = merged.plan.tasks_by_code.get(code)
    indicator = merged.plan.indicators_by_code.get(code)
    return task.name if task else indicator.name if indicator else ""


def _read_only(column: Column) -> Column:
    """The column as a report shows it: nothing to choose, nothing to compute."""
    return replace(column, group="", formula="", description="")


def _position(columns: Sequence[Column], name: str) -> int:
    return [c.name for c in columns].index(name)
