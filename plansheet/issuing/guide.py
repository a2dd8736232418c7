"""What an issued workbook says beside its tables: the guide with live counts, titles and notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Any, Final, Protocol

from plansheet.forms import Form
from plansheet.forms.names import FormName
from plansheet.issuing.assignments import Assignment
from plansheet.language.numbers_and_dates import format_date
from plansheet.plan import Plan
from plansheet.plan.periods import Period, reporting_span
from plansheet.tables.excel_rules import Ref, missing, violated
from plansheet.workbooks.writing.cells import Cell

NOTES: Final = ("Chỉ điền các ô nền trắng. Ô vàng: bắt buộc, còn thiếu. Ô đỏ: cần sửa.",)
"""What stands between the title and the table of each sheet."""


def heading(form: Form, assignment: Assignment) -> tuple[str, str]:
    """The title of the sheet of a form, and whose it is."""
    title = f"{form.title} – {assignment.period.label}".upper()
    return title, f"Cơ quan báo cáo: {assignment.agency.name}"


class GuidePage(Protocol):
    """The sheet that the guide is written on; rows and columns count from 0."""

    def widths(self, *widths: float) -> None:
        """Set the widths of the first columns, in characters."""

    def put(self, row: int, column: int, value: Cell, style: str = "plain") -> None:
        """One cell."""

    def wide(
        self, row: int, first: int, last: int, text: str, style: str, line: float = 15
    ) -> None:
        """Text across several columns."""

    def formula(self, row: int, column: int, text: str, value: Any, style: str) -> None:
        """A formula with the value that it has now."""

    def paint(self, cells: str, formula: str, style: str) -> None:
        """Colour `cells` where `formula` is true."""

    def protect(self) -> None:
        """Nothing on it is for typing in."""


@dataclass(frozen=True, slots=True)
class CountedTable:
    """A table that the guide counts: how many rows it has, and how formulas call its columns."""

    rows: int
    ref: Ref


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


def write_guide(
    page: GuidePage, plan: Plan, assignment: Assignment, tables: Mapping[str, CountedTable]
) -> None:
    """What a clerk reads first, with live counts of what is still missing."""
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
    row = _counts(page, row + 1, plan, tables)
    page.put(row + 1, 0, "Cách điền", "section")
    for number, text in enumerate(_how(plan, assignment), 1):
        page.wide(row + 1 + number, 0, 4, f"{number}. {text}", "wrap")
    page.protect()


def _span(plan: Plan, period: Period) -> str:
    first, last = reporting_span(period, plan.cutoff)
    return f"từ ngày {format_date(first)} đến hết ngày {format_date(last)}"


def _deadline(day: date | None) -> str:
    return f"chậm nhất ngày {format_date(day)}" if day else "không quy định"


def _counts(page: GuidePage, row: int, plan: Plan, tables: Mapping[str, CountedTable]) -> int:
    """The live table of what is left to do; returns the row below it."""
    page.put(row, 0, "Còn phải làm", "section")
    heads = ("Trang tính", "Số dòng", _LACKING, _WRONG)
    for position, head in enumerate(heads):
        page.put(row + 1, position, head, "header")
    first = row + 2
    for line, (name, table) in enumerate(tables.items(), first):
        form = plan.forms[name]
        required = [c for c in form.columns if c.required and c.is_input]
        lacking = [missing(form, c, table.ref) for c in required]
        wrong = [violated(r, table.ref) for r in form.rules if r.severity == "error"]
        page.put(line, 0, form.sheet, "cell")
        page.put(line, 1, table.rows, "cell")
        page.formula(line, 2, _sum_products(lacking), table.rows * len(required), "cell")
        page.formula(line, 3, _sum_products([w for w in wrong if w]), 0, "cell")
    last = first + len(tables) - 1
    cells = f"C{first + 1}:D{last + 1}"
    page.paint(cells, f"=C{first + 1}>0", "missing")
    page.paint(cells, f"=C{first + 1}=0", "good")
    return last + 1


def _sum_products(parts: Sequence[str]) -> str:
    return "=" + ("+".join(f"SUMPRODUCT({part})" for part in parts) or "0")
