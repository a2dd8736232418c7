"""What an issued workbook says beside its tables: the guide with live counts, titles and notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from plansheet.forms import Form
from plansheet.forms.choices import NO, YES
from plansheet.forms.names import FormName, ReportColumn
from plansheet.forms.report_sheets import PROBLEM_TITLES
from plansheet.issuing.assignments import Assignment
from plansheet.language.numbers_and_dates import format_date
from plansheet.language.wording import Term, Wording, Words
from plansheet.plan import Plan
from plansheet.plan.periods import Period
from plansheet.plan.rounds import Occasion
from plansheet.tables.excel_rules import Ref, missing, violated
from plansheet.workbooks.writing.cells import Cell, Formula, Question

_NOTE: Final = Wording(
    "Chỉ điền các ô nền trắng. Ô vàng: bắt buộc, còn thiếu. Ô đỏ: cần sửa.",
    "Fill in white cells only. Yellow: required and still missing. Red: to be corrected.",
)
_FREE_ROWS: Final = {
    FormName.SCHEDULE: Wording(
        "Nhiệm vụ có nhiều sản phẩm: mỗi sản phẩm thêm một dòng ở dưới bảng.",
        "A task with several products: add a row below the table for each of them.",
    ),
    FormName.COMMENTS: Wording(
        "Đề nghị thêm nhiệm vụ, chỉ tiêu mới: ghi vào các dòng trống ở dưới bảng.",
        "New tasks and indicators: write them into the free rows below the table.",
    ),
    FormName.ADJUSTMENTS: Wording(
        "Chỉ điền khi đề nghị điều chỉnh kế hoạch: mỗi đề nghị một dòng.",
        "Only to ask for a change of the plan: one row for each request.",
    ),
}

CONFIRMATION: Final = Question(
    Term("Xác nhận số điền sẵn", "Confirm what was filled in"),
    (YES, NO),
    Wording(
        "Chọn Có nếu mọi số điền sẵn mà cơ quan không sửa vẫn đúng đến hết kỳ này.",
        "Choose Yes if every figure that was filled in and that you left as it is still holds.",
    ),
)
"""What is asked above a table in which figures were filled in beforehand."""

_WIDE: Final = 4
"""The last column of texts that go across the guide."""


def heading(form: Form, assignment: Assignment) -> tuple[Wording, Wording]:
    """The title of the sheet of a form, and whose it is."""
    title = _TITLE.fill(title=form.title, period=assignment.period.label).upper()
    return title, _REPORTER.fill(agency=assignment.agency.name)


_TITLE: Final = Wording("{title} – {period}", "{title} – {period}")
_REPORTER: Final = Wording("Cơ quan báo cáo: {agency}", "Reporting agency: {agency}")


def notes(form: Form) -> tuple[Wording, ...]:
    """What stands between the title and the table of the sheet of a form."""
    return tuple(filter(None, (_NOTE, _FREE_ROWS.get(form.name))))


@dataclass(frozen=True, slots=True)
class CountedTable:
    """A table that the guide counts: its rows, how formulas call its columns, its form.

    The form is as it is spoken in the workbook: its rules compare with the choices there.
    """

    rows: int
    ref: Ref
    form: Form


@dataclass(frozen=True, slots=True)
class GuideCell:
    """A cell of the guide, counted from 0; one of several columns ends at `last`."""

    row: int
    column: int
    value: Cell | Formula
    style: str
    last: int | None = None

    @property
    def text(self) -> Words:
        """What it says, of one that holds no formula."""
        return self.value if isinstance(self.value, str | Wording) else str(self.value)


LACKING_AT: Final = 2
WRONG_AT: Final = 3
"""The columns of the two counters, counted from 0."""

_LACKING: Final = Wording("Ô bắt buộc còn thiếu", "Required cells that are missing")
_WRONG: Final = Wording("Ô trái quy tắc", "Cells that break a rule")
_ROWS: Final = Wording("Số dòng", "Rows")

_CELLS: Final = Wording(
    "Chỉ điền vào các ô nền trắng và nền vàng ở các trang bên cạnh. Ô nền xám đã khóa: không sửa "
    "nội dung được giao, không thêm hoặc xóa dòng, cột, trang tính.",
    "Fill in only the white and yellow cells of the other sheets. Grey cells are locked: do not "
    "change what was assigned, do not add or delete rows, columns or sheets.",
)
_SHEETS: Final = {
    FormName.TASK_REPORT: Wording(
        "Trang “{sheet}”: ở mỗi dòng, chọn Tình trạng trong danh sách (bắt buộc). Khi chọn Hoàn "
        "thành, ghi thêm Ngày văn bản và Số, ký hiệu văn bản. Không cần ghi đúng hạn hay quá hạn.",
        "Sheet “{sheet}”: choose the Status of each row from the list (required). With Completed, "
        "give the Document date and the Document number too. Do not write whether it is late.",
    ),
    FormName.COORDINATION_REPORT: Wording(
        "Trang “{sheet}”: ghi việc đã làm để phối hợp với cơ quan chủ trì; không có thì để trống.",
        "Sheet “{sheet}”: what you did together with the lead agency; blank if nothing.",
    ),
    FormName.NARRATIVE_REPORT: Wording(
        "Trang “{sheet}”: không bắt buộc; đánh giá bằng lời theo từng lĩnh vực, mục nào không có "
        "gì để nêu thì để trống. Xuống dòng trong ô: Alt+Enter.",
        "Sheet “{sheet}”: not required; say field by field how things are, and leave blank where "
        "there is nothing to say. A new line in a cell: Alt+Enter.",
    ),
    FormName.ADJUSTMENTS: Wording(
        "Trang “{sheet}”: chỉ điền khi đề nghị gia hạn, đổi cấp trình, đổi cơ quan chủ trì hoặc "
        "thêm nhiệm vụ; kế hoạch chỉ thay đổi khi đề nghị được chấp nhận.",
        "Sheet “{sheet}”: only to ask for another due date, level or lead agency, or for a new "
        "task; the plan changes only when the request is accepted.",
    ),
    FormName.SCHEDULE: Wording(
        "Trang “{sheet}”: ghi sản phẩm, thời gian trình, cấp trình, đầu mối thực hiện của từng "
        "nhiệm vụ; ô đã có nội dung thì sửa nếu cần. Nhiệm vụ có nhiều sản phẩm: thêm dòng ở dưới "
        "bảng, cột Mã ghi mã của nhiệm vụ.",
        "Sheet “{sheet}”: the product of each task, when and to whom it is submitted, and the unit "
        "in charge; correct what is already there if needed. A task with several products: add "
        "rows below the table, with the code of the task under Code.",
    ),
    FormName.COMMENTS: Wording(
        "Trang “{sheet}”: ở mỗi dòng, chọn Ý kiến; khi chọn Sửa đổi hoặc Bổ sung, ghi câu chữ đề "
        "nghị vào Nội dung góp ý. Nhiệm vụ, chỉ tiêu mới: ghi vào các dòng trống ở dưới bảng.",
        "Sheet “{sheet}”: choose an Opinion in each row; with Change or Add, write the words that "
        "you propose under Comment. New tasks and indicators: in the free rows below the table.",
    ),
}
_OPERANDS: Final = Wording(
    "Dòng bắt đầu bằng “–” dưới một chỉ tiêu (tử số, mẫu số, quyền số): ghi số tuyệt đối, không "
    "ghi phần trăm; tỷ lệ được tính từ tử số và mẫu số.",
    "Rows that begin with “–” below an indicator (numerator, denominator, weight): write absolute "
    "numbers, no per cents; the ratio is computed from numerator and denominator.",
)
_PREFILLED: Final = Wording(
    "Trang “{sheet}”: số lũy kế điền sẵn là số của kỳ trước, ghi số mới đè lên. Nếu mọi số để "
    "nguyên vẫn đúng, chọn {yes} ở ô “{question}” phía trên bảng; số không sửa, không xác nhận thì "
    "không được tính.",
    "Sheet “{sheet}”: cumulative figures that were filled in are those of the last period, write "
    "the new ones over them. If all that you leave still hold, choose {yes} at “{question}” above "
    "the table; figures neither changed nor confirmed do not count.",
).fill(sheet="{sheet}", yes=YES, question=CONFIRMATION.label)
_UNADDED: Final = Wording(
    "{codes}: số kỳ trước của các đơn vị đã sắp xếp lại không chuyển sang được nên không điền sẵn; "
    "ghi lũy kế, cùng kỳ của toàn đơn vị hiện nay.",
    "{codes}: last period’s figures of agencies that were merged cannot be carried over and are "
    "not filled in; give the cumulative and last year’s figures of the agency as it is now.",
)
_ALWAYS: Final = (
    Wording(
        "Ô số: chỉ ghi số, không kèm đơn vị tính. Tỷ lệ phần trăm ghi theo điểm phần trăm: gõ 40 "
        "nghĩa là 40%.",
        "Numbers: without their unit. Per cents as points: 40 means 40 %.",
    ),
    Wording(
        "Ô ngày: ghi dạng ngày/tháng/năm, ví dụ 30/6/2021.",
        "Dates: day/month/year, such as 30/6/2021.",
    ),
    Wording(
        "Không có số liệu thì để trống; ô trống được hiểu là chưa báo cáo, không phải bằng 0.",
        "Without a figure leave the cell blank: blank means not reported, not 0.",
    ),
    Wording(
        "Khi “{lacking}” và “{wrong}” ở bảng trên đều bằng 0, lưu tệp (giữ dạng .xlsx) và gửi về "
        "nơi nhận.",
        "When “{lacking}” and “{wrong}” in the table above are both 0, save the file (as .xlsx) "
        "and send it to the recipient.",
    ).fill(lacking=_LACKING, wrong=_WRONG),
)


_ESTIMATED: Final = Wording(
    "Hạn gửi đến trước khi hết kỳ: ghi số ước đến hết kỳ; số chính thức được hỏi ở kỳ sau.",
    "It is sent before the period ends: give estimates of all of it; the final figures are asked"
    " for next time.",
)
"""Last, so that what stood in earlier workbooks stands where it did."""


def _how(plan: Plan, assignment: Assignment) -> Iterator[Wording]:
    """What to do, about those sheets and rows alone that the agency has."""
    yield _CELLS
    for name in assignment.rows:
        if name in _SHEETS:
            yield _SHEETS[name].fill(sheet=plan.forms[name].sheet)
    if any(
        r.code not in plan.indicators_by_code
        for r in assignment.rows.get(FormName.INDICATOR_REPORT, ())
    ):
        yield _OPERANDS
    for name, rows in assignment.rows.items():
        if any(row.prefilled for row in rows):
            yield _PREFILLED.fill(sheet=plan.forms[name].sheet)
    if unadded := [r.code for rows in assignment.rows.values() for r in rows if r.unadded]:
        yield _UNADDED.fill(codes=", ".join(unadded))
    yield from _ALWAYS
    if isinstance(assignment.period, Period) and plan.is_estimated(assignment.period):
        yield _ESTIMATED


def guide_cells(
    plan: Plan, assignment: Assignment, tables: Mapping[str, CountedTable]
) -> Iterator[GuideCell]:
    """What a clerk reads first, with live counts of what is still missing."""
    period = assignment.period
    title = _TITLE.fill(title=_FORM, period=period.label).upper()
    yield GuideCell(0, 0, title, "title", _WIDE)
    yield GuideCell(1, 0, plan.title, "wrap", _WIDE)
    facts: tuple[tuple[Wording, str | Wording], ...] = (
        (Wording("Cơ quan báo cáo", "Reporting agency"), assignment.agency.name),
        (Wording("Kỳ báo cáo", "Reporting period"), period.label),
        *_when_and_where(plan, period),
        (Wording("Số hiệu kế hoạch", "Plan number"), plan.number),
        (Wording("Cơ quan ban hành", "Issued by"), plan.issuer),
    )
    row = 3
    for label, text in (fact for fact in facts if fact[1]):
        yield GuideCell(row, 0, label, "label")
        yield GuideCell(row, 1, text, "cell", _WIDE)
        row += 1
    yield from _counts(row + 1, tables)
    row += 3 + len(tables)
    yield GuideCell(row + 1, 0, Wording("Cách điền", "How to fill it in"), "section")
    for number, text in enumerate(_how(plan, assignment), 1):
        line = _NUMBERED.fill(number=number, text=text)
        yield GuideCell(row + 1 + number, 0, line, "wrap", _WIDE)


_FORM: Final = Wording("Biểu mẫu báo cáo", "Reporting form")
_NUMBERED: Final = Wording("{number}. {text}", "{number}. {text}")


def _when_and_where(plan: Plan, of: Occasion) -> Iterator[tuple[Wording, str | Wording]]:
    """Which days count, by when and to whom to send it; a round is not in the calendar."""
    if isinstance(of, Period):
        yield Wording("Số liệu", "Figures"), _span(plan, of)
        yield Wording("Hạn gửi", "Deadline"), _deadline(plan.deadline(of))
    yield _RECIPIENT, plan.recipients(of) if isinstance(of, Period) else plan.consolidator


_RECIPIENT: Final = Wording("Nơi nhận", "Recipient")


def _span(plan: Plan, period: Period) -> Wording:
    first, last = map(format_date, plan.span(period))
    return Wording(f"từ ngày {first} đến hết ngày {last}", f"from {first} to {last}")


def _deadline(day: date | None) -> Wording:
    if day is None:
        return Wording("không quy định", "none is set")
    return Wording(f"chậm nhất ngày {format_date(day)}", f"{format_date(day)} at the latest")


def _counts(row: int, tables: Mapping[str, CountedTable]) -> Iterator[GuideCell]:
    """The live table of what is left to do."""
    yield GuideCell(row, 0, Wording("Còn phải làm", "Still to do"), "section")
    heads: tuple[Words, ...] = (PROBLEM_TITLES[ReportColumn.SHEET], _ROWS, _LACKING, _WRONG)
    for position, head in enumerate(heads):
        yield GuideCell(row + 1, position, head, "header")
    for line, table in enumerate(tables.values(), row + 2):
        form = table.form
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
