"""A plan and a period → what each agency is asked, and its workbook."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Final

from plansheet.agencies import Agency
from plansheet.book import Book, Cell, Formula, Grid, Page, TableSheet, new_book
from plansheet.cells import Value, show
from plansheet.excel_rules import Ref, missing, violated
from plansheet.figures import format_date
from plansheet.forms import Form
from plansheet.periods import Period
from plansheet.plan import Indicator, Plan, Task
from plansheet.plan.writing import plan_tables
from plansheet.stamp import STAMP_SHEET, Stamp

GUIDE_SHEET: Final = "Hướng dẫn"
REPORT_FORMS: Final = ("task_report", "coordination_report", "indicator_report")


@dataclass(frozen=True, slots=True)
class IssuedRow:
    """One row of a template: its code and the values that stand in it when it is issued.

    `done` marks a task that an earlier period reported done: the whole row is locked.
    """

    code: str
    values: Mapping[str, Value]
    done: bool = False


@dataclass(frozen=True)
class Assignment:
    """What one agency is asked in one period."""

    agency: Agency
    period: Period
    rows: Mapping[str, tuple[IssuedRow, ...]] = field(default_factory=dict)

    @cached_property
    def by_code(self) -> Mapping[str, Mapping[str, IssuedRow]]:
        """The issued rows of each form by their code."""
        return {form: {r.code: r for r in rows} for form, rows in self.rows.items()}


def assignments(plan: Plan, period: Period, *, groups: bool = False) -> dict[str, Assignment]:
    """Who is asked what, by agency code in the order of the plan.

    An agency gets a workbook where it leads a task (itself or as a member of a group), reports an
    indicator, or is named individually as coordinator; with `groups` also where it coordinates
    only as a member of a group.
    """
    lead: dict[str, list[Task]] = {}
    coordinate: dict[str, list[Task]] = {}
    report: dict[str, list[Indicator]] = {}
    for task in plan.tasks:
        for code in task.leads:
            lead.setdefault(code, []).append(task)
        for code in task.coordinators:
            if groups or code not in task.group_coordinators:
                coordinate.setdefault(code, []).append(task)
    for indicator in plan.indicators:
        for code in indicator.reporters:
            report.setdefault(code, []).append(indicator)
    found: dict[str, Assignment] = {}
    for agency in plan.agencies:
        code = agency.code
        rows = {
            "task_report": tuple(_task_rows(plan, lead.get(code, ()))),
            "coordination_report": tuple(_task_rows(plan, coordinate.get(code, ()))),
            "indicator_report": tuple(_indicator_rows(plan, report.get(code, ()), period)),
        }
        if any(rows.values()):
            found[code] = Assignment(agency, period, {k: v for k, v in rows.items() if v})
    return found


@dataclass(frozen=True)
class Issue:
    """Everything that a plan asks in one period: who gets a workbook, and what is in it."""

    plan: Plan
    period: Period
    digest: str
    assignments: Mapping[str, Assignment]

    def changed_since(self, stamp: Stamp) -> list[str]:
        """The codes of an agency's rows that are not as they were when `stamp` was made."""
        now = self.assignments.get(stamp.agency)
        changed: dict[str, None] = {}
        for name in REPORT_FORMS:
            rows = now.by_code.get(name, {}) if now else {}
            was = stamp.rows.get(name, ())
            added = [code for code in rows if code not in was]
            changed |= dict.fromkeys([*added, *self._changed_rows(stamp, name, rows, was)])
        return list(changed)

    def _changed_rows(
        self, stamp: Stamp, name: str, rows: Mapping[str, IssuedRow], was: Sequence[str]
    ) -> Iterator[str]:
        columns = [
            c.name
            for c in self.plan.forms[name].locked
            if not c.lock_when_filled and c.name != "stt"
        ]
        for code in was:
            row = rows.get(code)
            if row is None:
                if not self._is_group_row(stamp.agency, name, code):
                    yield code
            elif any(
                show(row.values.get(column)) != stamp.issued.get((name, code, column), "")
                for column in columns
            ):
                yield code

    def _is_group_row(self, agency: str, name: str, code: str) -> bool:
        """Whether a row went out only because the groups were asked too."""
        task = self.plan.tasks_by_code.get(code)
        return (
            name == "coordination_report" and task is not None and agency in task.group_coordinators
        )


def prepare(plan: Plan, period: Period | str, *, groups: bool = False) -> Issue:
    """What `plan` asks in `period`; raises `PeriodError` for a period that it does not have."""
    period = plan.period(period)
    return Issue(plan, period, plan_digest(plan), assignments(plan, period, groups=groups))


def _task_rows(plan: Plan, tasks: Sequence[Task]) -> Iterator[IssuedRow]:
    for number, task in enumerate(tasks, 1):
        values: dict[str, Value] = {
            "stt": Decimal(number),
            "task_code": task.code,
            "task_name": task.name,
            "leads": _names(plan, task.leads_text),
            "coordinators": _names(plan, task.coordinators_text),
            "due": task.due.text,
            "level": task.level,
            "field": task.field,
            **task.extra,
        }
        yield IssuedRow(task.code, {k: v for k, v in values.items() if v != ""})


def _names(plan: Plan, text: str) -> str:
    """The cell as written, but names where the plan's author wrote codes."""
    pieces = (piece.strip() for piece in text.split(";"))
    agencies = [(piece, plan.agency(piece)) for piece in pieces]
    if not any(agency for _, agency in agencies):
        return text
    return "; ".join(agency.name if agency else piece for piece, agency in agencies)


def _indicator_rows(
    plan: Plan, indicators: Sequence[Indicator], period: Period
) -> Iterator[IssuedRow]:
    for number, indicator in enumerate(indicators, 1):
        target = plan.target_for(indicator, period.year)
        values: dict[str, Value] = {
            "stt": Decimal(number),
            "indicator_code": indicator.code,
            "indicator_name": indicator.name,
            "unit": indicator.unit,
            **indicator.extra,
        }
        if target is not None:
            exact = target.low if target.is_number else None
            values["plan_year"] = target.text if exact is None else exact
        yield IssuedRow(indicator.code, {k: v for k, v in values.items() if v != ""})
        for code, name in indicator.operands:
            label = f"   – {name}: {indicator.name}"
            yield IssuedRow(code, {"indicator_code": code, "indicator_name": label})


def judged_column(period: Period) -> str:
    """The column that is held against the year's target: a forecast until the year has ended."""
    return "actual" if period.ends_year else "forecast"


def file_name(assignment: Assignment) -> str:
    """The name of the workbook that an agency gets."""
    return f"{assignment.agency.code}_{assignment.period}.xlsx"


def plan_digest(plan: Plan) -> str:
    """A digest of everything that the plan says: another plan has another digest."""
    tables = plan_tables(plan)
    content = [dict(tables.facts)] + [
        [dict(row) for row in rows]
        for rows in (tables.agencies, tables.indicators, tables.tasks, tables.calendar)
    ]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def form_digest(form: Form) -> str:
    """A digest of a form: another set of columns or rules has another digest."""
    text = json.dumps(form.schema, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def stamp_of(plan: Plan, assignment: Assignment, digest: str) -> Stamp:
    """The stamp of an issued workbook: who, when, and what stood in its locked cells."""
    issued: dict[tuple[str, str, str], str] = {}
    computed: set[tuple[str, str, str]] = set()
    rows: dict[str, tuple[str, ...]] = {}
    for name, form_rows in assignment.rows.items():
        form = plan.forms[name]
        rows[name] = tuple(row.code for row in form_rows)
        for row in form_rows:
            cells = zip(form.columns, _cells(plan, form, row), strict=True)
            computed |= {
                (name, row.code, column.name)
                for column, cell in cells
                if isinstance(cell, Formula) and not column.formula
            }
            for column in form.locked:
                if not column.lock_when_filled or column.name in row.values:
                    issued[name, row.code, column.name] = show(row.values.get(column.name))
    return Stamp(
        plan=plan.id,
        period=str(assignment.period),
        agency=assignment.agency.code,
        plan_digest=digest,
        form_digests={name: form_digest(plan.forms[name]) for name in assignment.rows},
        rows=rows,
        issued=issued,
        computed=frozenset(computed),
    )


def write_template(
    issue: Issue, assignment: Assignment, path: Path, *, shown: Assignment | None = None
) -> None:
    """Write the workbook of one agency.

    `shown` are rows to show instead of those that were issued: the same workbook filled in. The
    stamp is always that of `assignment`. Raises `OutputError` where the file cannot be written.
    """
    plan = issue.plan
    title = f"{plan.title} – {assignment.period.label} – {assignment.agency.name}"
    with new_book(path, title=title, lock_structure=True) as book:
        guide = book.page(GUIDE_SHEET)
        grids = {
            name: _data_sheet(book, plan, shown or assignment, name) for name in assignment.rows
        }
        _guide(guide, plan, assignment, grids)
        book.very_hidden(STAMP_SHEET, stamp_of(plan, assignment, issue.digest).to_rows())


def _data_sheet(book: Book, plan: Plan, assignment: Assignment, name: str) -> Grid:
    form = plan.forms[name]
    period = assignment.period
    rows = assignment.rows[name]
    filled = [_cells(plan, form, row) for row in rows]
    locked = frozenset(
        (index, column.name)
        for index, (row, cells) in enumerate(zip(rows, filled, strict=True))
        for column, cell in zip(form.columns, cells, strict=True)
        if row.done
        or isinstance(cell, Formula)
        or (column.lock_when_filled and column.name in row.values)
    )
    return book.table(
        TableSheet(
            name=form.sheet,
            columns=form.columns,
            rows=filled,
            heading=(
                f"{form.title} – {period.label}".upper(),
                f"Cơ quan báo cáo: {assignment.agency.name}",
            ),
            notes=("Chỉ điền các ô nền trắng. Ô vàng: bắt buộc, còn thiếu. Ô đỏ: cần sửa.",),
            form=form,
            protect=True,
            locked=locked,
            judged=judged_column(period),
            freeze=[c.name for c in form.columns].index(form.label) + 1,
        )
    )


def _cells(plan: Plan, form: Form, row: IssuedRow) -> list[Cell | Formula]:
    indicator = plan.indicators_by_code.get(row.code) if form.key == "indicator_code" else None
    is_operand = form.key == "indicator_code" and indicator is None
    cells: list[Cell | Formula] = []
    for column in form.columns:
        if column.formula:
            cells.append(None if is_operand else Formula(column.formula))
        elif indicator and indicator.aggregation == "Tỷ lệ" and column.aggregate:
            cells.append(_ratio(column.name, indicator.points))
        else:
            cells.append(row.values.get(column.name))
    return cells


def _ratio(name: str, times: int) -> Formula:
    """Numerator over denominator, which stand in the two rows below."""
    top, bottom = f"{{{name}+1}}", f"{{{name}+2}}"
    return Formula(f'=IF(COUNT({top},{bottom})=2,IF({bottom}=0,"",{top}/{bottom}*{times}),"")')


# The guide: what a clerk reads first, with live counts of what is still missing.

_HOW: Final = (
    "Chỉ điền vào các ô nền trắng ở các trang bên cạnh. Ô nền xám đã khóa: nội dung được giao, "
    "không sửa, không thêm hoặc xóa dòng, cột, trang tính.",
    "Trang “Nhiệm vụ”: mỗi dòng chọn Tình trạng trong danh sách (bắt buộc). Khi Hoàn thành: ghi "
    "Ngày văn bản và Số, ký hiệu văn bản. Không cần ghi quá hạn hay đúng hạn.",
    "Số ghi bằng chữ số thuần, không kèm đơn vị. Phần trăm ghi theo điểm: gõ 40 nghĩa là 40%.",
    "Ngày ghi dạng ngày/tháng/năm, ví dụ 30/6/2021.",
    "Chỗ nào không có số liệu thì để trống; để trống nghĩa là chưa báo cáo, không phải bằng 0.",
    "Khi bảng “Còn phải làm” bên trên toàn số 0, lưu tệp (giữ dạng .xlsx) và gửi về nơi nhận.",
)


def _guide(page: Page, plan: Plan, assignment: Assignment, grids: Mapping[str, Grid]) -> None:
    period = assignment.period
    page.widths(30, 18, 18, 18, 18)
    page.wide(0, 0, 4, f"BIỂU MẪU BÁO CÁO – {period.label}".upper(), "title", 26)
    page.wide(1, 0, 4, plan.title, "wrap")
    facts = (
        ("Cơ quan báo cáo", assignment.agency.name),
        ("Kỳ báo cáo", period.label),
        ("Hạn gửi", _deadline(plan.deadline(period))),
        ("Nơi nhận", plan.recipients(period)),
        ("Kế hoạch", " – ".join(filter(None, (plan.number, plan.issuer)))),
    )
    row = 3
    for label, text in facts:
        page.put(row, 0, label, "label")
        page.wide(row, 1, 4, text, "cell")
        row += 1
    row = _counts(page, row + 1, plan, grids)
    page.put(row + 1, 0, "Cách điền", "section")
    for number, text in enumerate(_HOW, 1):
        page.wide(row + 1 + number, 0, 4, f"{number}. {text}", "wrap")
    page.protect()


def _deadline(day: date | None) -> str:
    return f"chậm nhất ngày {format_date(day)}" if day else "không quy định"


def _counts(page: Page, row: int, plan: Plan, grids: Mapping[str, Grid]) -> int:
    """The live table of what is left to do; returns the row below it."""
    page.put(row, 0, "Còn phải làm", "section")
    heads = ("Trang tính", "Số dòng", "Ô bắt buộc còn thiếu", "Ô trái quy tắc")
    for position, head in enumerate(heads):
        page.put(row + 1, position, head, "header")
    first = row + 2
    for at, (name, grid) in enumerate(grids.items(), first):
        form = plan.forms[name]
        rows = grid.last - grid.first + 1
        required = [c for c in form.columns if c.required and c.is_input]
        ref: Ref = grid.range
        lacking = [missing(form, c, ref) for c in required]
        wrong = [violated(r, ref) for r in form.rules if r.severity == "error"]
        page.put(at, 0, form.sheet, "cell")
        page.put(at, 1, rows, "cell")
        page.formula(at, 2, _sum_products(lacking), rows * len(required), "cell")
        page.formula(at, 3, _sum_products([w for w in wrong if w]), 0, "cell")
    last = first + len(grids) - 1
    cells = f"C{first + 1}:D{last + 1}"
    page.paint(cells, f"=C{first + 1}>0", "missing")
    page.paint(cells, f"=C{first + 1}=0", "good")
    return last + 1


def _sum_products(parts: Sequence[str]) -> str:
    return "=" + ("+".join(f"SUMPRODUCT({part})" for part in parts) or "0")
