"""What an issued workbook says beside its tables: the guide with live counts, titles and notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import itemgetter
from typing import Final

from plansheet.forms import Form
from plansheet.forms.choices import YesNo
from plansheet.forms.names import FormName, ReportColumn
from plansheet.forms.report_sheets import PROBLEM_TITLES
from plansheet.issuing.assignments import Assignment
from plansheet.language.numbers_and_dates import format_date
from plansheet.language.wording import Term, Wording
from plansheet.plan import Plan
from plansheet.plan.periods import Period, reporting_span
from plansheet.plan.rounds import Occasion
from plansheet.tables.excel_rules import Ref, missing, violated
from plansheet.workbooks.writing.cells import Cell, Formula, Question

_NOTE: Final = "Chỉ điền các ô nền trắng. Ô vàng: bắt buộc, còn thiếu. Ô đỏ: cần sửa."
_FREE_ROWS: Final = {
    FormName.SCHEDULE: "Nhiệm vụ có nhiều sản phẩm: mỗi sản phẩm thêm một dòng ở dưới bảng.",
    FormName.COMMENTS: "Đề nghị thêm nhiệm vụ, chỉ tiêu mới: ghi vào các dòng trống ở dưới bảng.",
    FormName.ADJUSTMENTS: "Chỉ điền khi đề nghị điều chỉnh kế hoạch: mỗi đề nghị một dòng.",
}

CONFIRMATION: Final = Question(
    Term("Xác nhận số điền sẵn", "Confirm what was filled in"),
    (Term(YesNo.YES, "Yes"), Term(YesNo.NO, "No")),
    Wording(
        "Chọn Có nếu mọi số điền sẵn mà cơ quan không sửa vẫn đúng đến hết kỳ này.",
        "Choose Yes if every figure that was filled in and that you left as it is still holds.",
    ),
)
"""What is asked above a table in which figures were filled in beforehand."""

_WIDE: Final = 4
"""The last column of texts that go across the guide."""


def heading(form: Form, assignment: Assignment) -> tuple[str, str]:
    """The title of the sheet of a form, and whose it is."""
    title = f"{form.title} – {assignment.period.label}".upper()
    return title, f"Cơ quan báo cáo: {assignment.agency.name}"


def notes(form: Form) -> tuple[str, ...]:
    """What stands between the title and the table of the sheet of a form."""
    return tuple(filter(None, (_NOTE, _FREE_ROWS.get(form.name, ""))))


@dataclass(frozen=True, slots=True)
class CountedTable:
    """A table that the guide counts: how many rows it has, and how formulas call its columns."""

    rows: int
    ref: Ref


@dataclass(frozen=True, slots=True)
class GuideCell:
    """A cell of the guide, counted from 0; one of several columns ends at `last`."""

    row: int
    column: int
    value: Cell | Formula
    style: str
    last: int | None = None


LACKING_AT: Final = 2
WRONG_AT: Final = 3
"""The columns of the two counters, counted from 0."""

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
    FormName.NARRATIVE_REPORT: (
        "Trang “{sheet}”: không bắt buộc; đánh giá bằng lời theo từng lĩnh vực, mục nào không có "
        "gì để nêu thì để trống. Xuống dòng trong ô: Alt+Enter."
    ),
    FormName.ADJUSTMENTS: (
        "Trang “{sheet}”: chỉ điền khi đề nghị gia hạn, đổi cấp trình, đổi cơ quan chủ trì hoặc "
        "thêm nhiệm vụ; kế hoạch chỉ thay đổi khi đề nghị được chấp nhận."
    ),
    FormName.SCHEDULE: (
        "Trang “{sheet}”: ghi sản phẩm, thời gian trình, cấp trình, đầu mối thực hiện của từng "
        "nhiệm vụ; ô đã có nội dung thì sửa nếu cần. Nhiệm vụ có nhiều sản phẩm: thêm dòng ở dưới "
        "bảng, cột Mã ghi mã của nhiệm vụ."
    ),
    FormName.COMMENTS: (
        "Trang “{sheet}”: ở mỗi dòng, chọn Ý kiến; khi chọn Sửa đổi hoặc Bổ sung, ghi câu chữ đề "
        "nghị vào Nội dung góp ý. Nhiệm vụ, chỉ tiêu mới: ghi vào các dòng trống ở dưới bảng."
    ),
}
_OPERANDS: Final = (
    "Dòng bắt đầu bằng “–” dưới một chỉ tiêu (tử số, mẫu số, quyền số): ghi số tuyệt đối, không "
    "ghi phần trăm; tỷ lệ được tính từ tử số và mẫu số."
)
_PREFILLED: Final = (
    "Trang “{sheet}”: số lũy kế điền sẵn là số của kỳ trước, ghi số mới đè lên. Nếu mọi số để "
    f"nguyên vẫn đúng, chọn {YesNo.YES} ở ô “{CONFIRMATION.label}” phía trên bảng; số không sửa, "
    "không xác nhận thì không được tính."
)
_UNADDED: Final = (
    "{codes}: số kỳ trước của các đơn vị đã sắp xếp lại không chuyển sang được nên không điền sẵn; "
    "ghi lũy kế, cùng kỳ của toàn đơn vị hiện nay."
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
    for name, rows in assignment.rows.items():
        if any(row.prefilled for row in rows):
            yield _PREFILLED.format(sheet=plan.forms[name].sheet)
    if unadded := [r.code for rows in assignment.rows.values() for r in rows if r.unadded]:
        yield _UNADDED.format(codes=", ".join(unadded))
    yield from _ALWAYS


def guide_cells(
    plan: Plan, assignment: Assignment, tables: Mapping[str, CountedTable]
) -> Iterator[GuideCell]:
    """What a clerk reads first, with live counts of what is still missing."""
    period = assignment.period
    title = f"BIỂU MẪU BÁO CÁO – {period.label}".upper()
    yield GuideCell(0, 0, title, "title", _WIDE)
    yield GuideCell(1, 0, plan.title, "wrap", _WIDE)
    facts = (
        ("Cơ quan báo cáo", assignment.agency.name),
        ("Kỳ báo cáo", period.label),
        *_when_and_where(plan, period),
        ("Số hiệu kế hoạch", plan.number),
        ("Cơ quan ban hành", plan.issuer),
    )
    row = 3
    for label, text in filter(itemgetter(1), facts):
        yield GuideCell(row, 0, label, "label")
        yield GuideCell(row, 1, text, "cell", _WIDE)
        row += 1
    yield from _counts(row + 1, plan, tables)
    row += 3 + len(tables)
    yield GuideCell(row + 1, 0, "Cách điền", "section")
    for number, text in enumerate(_how(plan, assignment), 1):
        yield GuideCell(row + 1 + number, 0, f"{number}. {text}", "wrap", _WIDE)


def _when_and_where(plan: Plan, of: Occasion) -> Iterator[tuple[str, str]]:
    """Which days count, by when and to whom to send it; a round is not in the calendar."""
    if isinstance(of, Period):
        yield "Số liệu", _span(plan, of)
        yield "Hạn gửi", _deadline(plan.deadline(of))
        yield "Nơi nhận", plan.recipients(of)
    else:
        yield "Nơi nhận", plan.consolidator


def _span(plan: Plan, period: Period) -> str:
    first, last = reporting_span(period, plan.cutoff)
    return f"từ ngày {format_date(first)} đến hết ngày {format_date(last)}"


def _deadline(day: date | None) -> str:
    return f"chậm nhất ngày {format_date(day)}" if day else "không quy định"


def _counts(row: int, plan: Plan, tables: Mapping[str, CountedTable]) -> Iterator[GuideCell]:
    """The live table of what is left to do."""
    yield GuideCell(row, 0, "Còn phải làm", "section")
    heads = (PROBLEM_TITLES[ReportColumn.SHEET], "Số dòng", _LACKING, _WRONG)
    for position, head in enumerate(heads):
        yield GuideCell(row + 1, position, head, "header")
    for line, (name, table) in enumerate(tables.items(), row + 2):
        form = plan.forms[name]
        required = [c for c in form.columns if c.required and c.is_input]
        lacking = [missing(form, c, table.ref) for c in required]
        wrong = [violated(r, table.ref) for r in form.rules if r.severity == "error"]
        yield GuideCell(line, 0, form.sheet, "cell")
        yield GuideCell(line, 1, table.rows, "cell")
        count = Formula(_sum_products(lacking), table.rows * len(required))
        yield GuideCell(line, LACKING_AT, count, "cell")
        yield GuideCell(line, WRONG_AT, Formula(_sum_products([w for w in wrong if w]), 0), "cell")


def _sum_products(parts: Sequence[str]) -> str:
    return "=" + ("+".join(f"SUMPRODUCT({part})" for part in parts) or "0")
