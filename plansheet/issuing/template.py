"""The workbook of one agency: its sheets, its guide with live counts, its stamp."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import Final

from plansheet.forms import Form
from plansheet.forms.choices import Aggregation
from plansheet.forms.names import GUIDE_SHEET, STAMP_SHEET, ColumnName, FormName
from plansheet.issuing.assignments import (
    Assignment,
    IssuedRow,
    PeriodAssignments,
)
from plansheet.issuing.stamp import stamp_of
from plansheet.language.numbers_and_dates import format_date
from plansheet.plan import Plan
from plansheet.plan.judging import judged_columns
from plansheet.plan.periods import Period, reporting_span
from plansheet.tables.excel_rules import Ref, missing, violated
from plansheet.tables.write import TableSheet, WrittenTable, write_table
from plansheet.workbooks.writing.cells import Cell, Formula
from plansheet.workbooks.writing.workbook import Book, Page, new_book


def write_template(
    assigned: PeriodAssignments,
    assignment: Assignment,
    path: Path,
    *,
    shown: Assignment | None = None,
) -> None:
    """Write the workbook of one agency.

    `shown` are rows to show instead of those that were issued: the same workbook filled in. The
    stamp is always that of `assignment`.

    Raises:
        OutputError: the file cannot be written.
    """
    plan = assigned.plan
    title = f"{plan.title} – {assignment.period.label} – {assignment.agency.name}"
    with new_book(path, title=title, lock_structure=True) as book:
        guide = book.page(GUIDE_SHEET)
        grids = {
            name: _data_sheet(book, plan, shown or assignment, name) for name in assignment.rows
        }
        _guide(guide, plan, assignment, grids)
        book.very_hidden(STAMP_SHEET, stamp_of(assigned, assignment).to_rows())


def _data_sheet(book: Book, plan: Plan, assignment: Assignment, name: str) -> WrittenTable:
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
    return write_table(
        book,
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
            judged=judged_columns(period),
            freeze=[c.name for c in form.columns].index(form.label) + 1,
        ),
    )


def _cells(plan: Plan, form: Form, row: IssuedRow) -> list[Cell | Formula]:
    indicator = (
        plan.indicators_by_code.get(row.code) if form.key == ColumnName.INDICATOR_CODE else None
    )
    is_operand = form.key == ColumnName.INDICATOR_CODE and indicator is None
    cells: list[Cell | Formula] = []
    for column in form.columns:
        if column.formula:
            cells.append(None if is_operand else Formula(column.formula))
        elif indicator and indicator.aggregation == Aggregation.RATIO and column.aggregate:
            cells.append(_ratio(column.name, indicator.points))
        else:
            cells.append(row.values.get(column.name))
    return cells


def _ratio(name: str, times: int) -> Formula:
    """Numerator over denominator, which stand in the two rows below."""
    top, bottom = f"{{{name}+1}}", f"{{{name}+2}}"
    return Formula(f'=IF(COUNT({top},{bottom})=2,IF({bottom}=0,"",{top}/{bottom}*{times}),"")')


# The guide: what a clerk reads first, with live counts of what is still missing.

_LACKING: Final = "Ô bắt buộc còn thiếu"
_WRONG: Final = "Ô trái quy tắc"

_CELLS: Final = (
    "Chỉ điền vào các ô nền trắng và nền vàng ở các trang bên cạnh. Ô nền xám đã khóa: không sửa "
    "nội dung được giao, không thêm hoặc xóa dòng, cột, trang tính."
)
_SHEETS: Final = {
    FormName.TASK_REPORT: (
        "Trang “{sheet}”: ở mỗi dòng, chọn Tình trạng trong danh sách (bắt buộc). Khi chọn Hoàn "
        "thành, ghi thêm Ngày văn bản và Số, ký hiệu văn bản. Không cần ghi đúng hạn hay quá hạn."
    ),
    FormName.COORDINATION_REPORT: (
        "Trang “{sheet}”: ghi việc đã làm để phối hợp với cơ quan chủ trì; không có thì để trống."
    ),
}
_OPERANDS: Final = (
    "Dòng “tử số”, “mẫu số”, “quyền số” dưới một chỉ tiêu: ghi số tuyệt đối (ví dụ số hộ), không "
    "ghi phần trăm; tỷ lệ được tính từ tử số và mẫu số."
)
_ALWAYS: Final = (
    "Ô số: chỉ ghi số, không kèm đơn vị tính. Tỷ lệ phần trăm ghi theo điểm phần trăm: gõ 40 nghĩa "
    "là 40%.",
    "Ô ngày: ghi dạng ngày/tháng/năm, ví dụ 30/6/2021.",
    "Không có số liệu thì để trống; ô trống được hiểu là chưa báo cáo, không phải bằng 0.",
    f"Khi “{_LACKING}” và “{_WRONG}” ở bảng trên đều bằng 0, lưu tệp (giữ dạng .xlsx) và gửi về "
    "nơi nhận.",
)


def _how(plan: Plan, assignment: Assignment) -> Iterator[str]:
    """What to do, about those sheets and rows alone that the agency has."""
    yield _CELLS
    for name in assignment.rows:
        if name in _SHEETS:
            yield _SHEETS[name].format(sheet=plan.forms[name].sheet)
    if any(
        r.code not in plan.indicators_by_code
        for r in assignment.rows.get(FormName.INDICATOR_REPORT, ())
    ):
        yield _OPERANDS
    yield from _ALWAYS


def _guide(
    page: Page, plan: Plan, assignment: Assignment, grids: Mapping[str, WrittenTable]
) -> None:
    period = assignment.period
    page.widths(30, 18, 18, 18, 18)
    page.wide(0, 0, 4, f"BIỂU MẪU BÁO CÁO – {period.label}".upper(), "title", 26)
    page.wide(1, 0, 4, plan.title, "wrap")
    facts = (
        ("Cơ quan báo cáo", assignment.agency.name),
        ("Kỳ báo cáo", period.label),
        ("Số liệu", _span(plan, period)),
        ("Hạn gửi", _deadline(plan.deadline(period))),
        ("Nơi nhận", plan.recipients(period)),
        ("Số hiệu kế hoạch", plan.number),
        ("Cơ quan ban hành", plan.issuer),
    )
    row = 3
    for label, text in filter(itemgetter(1), facts):
        page.put(row, 0, label, "label")
        page.wide(row, 1, 4, text, "cell")
        row += 1
    row = _counts(page, row + 1, plan, grids)
    page.put(row + 1, 0, "Cách điền", "section")
    for number, text in enumerate(_how(plan, assignment), 1):
        page.wide(row + 1 + number, 0, 4, f"{number}. {text}", "wrap")
    page.protect()


def _span(plan: Plan, period: Period) -> str:
    first, last = reporting_span(period, plan.cutoff)
    return f"từ ngày {format_date(first)} đến hết ngày {format_date(last)}"


def _deadline(day: date | None) -> str:
    return f"chậm nhất ngày {format_date(day)}" if day else "không quy định"


def _counts(page: Page, row: int, plan: Plan, grids: Mapping[str, WrittenTable]) -> int:
    """The live table of what is left to do; returns the row below it."""
    page.put(row, 0, "Còn phải làm", "section")
    heads = ("Trang tính", "Số dòng", _LACKING, _WRONG)
    for position, head in enumerate(heads):
        page.put(row + 1, position, head, "header")
    first = row + 2
    for line, (name, grid) in enumerate(grids.items(), first):
        form = plan.forms[name]
        rows = grid.last - grid.first + 1
        required = [c for c in form.columns if c.required and c.is_input]
        ref: Ref = grid.range
        lacking = [missing(form, c, ref) for c in required]
        wrong = [violated(r, ref) for r in form.rules if r.severity == "error"]
        page.put(line, 0, form.sheet, "cell")
        page.put(line, 1, rows, "cell")
        page.formula(line, 2, _sum_products(lacking), rows * len(required), "cell")
        page.formula(line, 3, _sum_products([w for w in wrong if w]), 0, "cell")
    last = first + len(grids) - 1
    cells = f"C{first + 1}:D{last + 1}"
    page.paint(cells, f"=C{first + 1}>0", "missing")
    page.paint(cells, f"=C{first + 1}=0", "good")
    return last + 1


def _sum_products(parts: Sequence[str]) -> str:
    return "=" + ("+".join(f"SUMPRODUCT({part})" for part in parts) or "0")
