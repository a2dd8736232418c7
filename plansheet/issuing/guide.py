"""What an issued workbook says first: whose it is, what is left to do, how to fill it in."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from plansheet.forms.choices import NO, YES
from plansheet.forms.names import FormName
from plansheet.issuing.assignments import Assignment
from plansheet.issuing.heading import deadline, recipients, span
from plansheet.issuing.progress import (
    LACKING_AT,
    WRONG_AT,
    CountedTable,
    count_cells,
    overall,
    status_colour,
)
from plansheet.language.wording import Language, Term, Wording, Words
from plansheet.plan import Plan
from plansheet.plan.periods import Period
from plansheet.tables.row_check import CHECK_COLUMN
from plansheet.workbooks.cell_rules import Colour
from plansheet.workbooks.reading import a1, column_letters
from plansheet.workbooks.writing.cells import Cell, Formula, Question

CONFIRMATION: Final = Question(
    Term("Xác nhận số điền sẵn", "Confirm what was filled in"),
    (YES, NO),
    Wording(
        "Chọn Có nếu mọi số điền sẵn mà cơ quan không sửa vẫn đúng đến hết kỳ này.",
        "Choose Yes if every figure that was filled in and that you left as it is still holds.",
    ),
)
"""What is asked above a table in which figures were filled in beforehand."""

STATUS_ROW: Final = 1
"""The row that says what is left to do, counted from 0."""

_WIDE: Final = 4
"""The last column of texts that go across the guide."""


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
    FormName.FINAL_FIGURES: Wording(
        "Trang “{sheet}”: số của kỳ trước đã gửi là số ước; ghi số chính thức bên cạnh, chưa có thì"
        " để trống.",
        "Sheet “{sheet}”: what was sent last time were estimates; give the final figures beside"
        " them, or leave blank what is not known yet.",
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
_STEPS: Final = (
    Wording(
        "Điền các ô vàng ở các trang bên cạnh. Ô xám đã khóa: không sửa nội dung được giao, không "
        "thêm hoặc xóa dòng, cột, trang tính.",
        "Fill in the yellow cells of the other sheets. Grey cells are locked: do not change what "
        "was assigned, do not add or delete rows, columns or sheets.",
    ),
    Wording(
        "Xem cột “{check}” ở cuối mỗi dòng: cột này nói ô nào thiếu, ô nào sai và sửa thế nào.",
        "Look at the column “{check}” at the end of each row: it says what is missing or wrong and "
        "how to correct it.",
    ).fill(check=CHECK_COLUMN),
    Wording(
        "Khi dòng trạng thái ở trên có dấu ✔, lưu tệp (giữ dạng .xlsx) và gửi về nơi nhận.",
        "When the line above has a ✔, save the file (as .xlsx) and send it to the recipient.",
    ),
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
)
_LEGEND: Final = {
    "required": Wording("Bắt buộc, còn trống", "Required, still blank"),
    "input": Wording("Được điền", "To be filled in"),
    "wrong": Wording("Sai, cần sửa", "Wrong, to be corrected"),
    "doubtful": Wording("Nên xem lại", "Better looked at again"),
    "locked": Wording("Đã khóa", "Locked"),
}
"""By style of the cells what it means."""


_ESTIMATED: Final = Wording(
    "Hạn gửi đến trước khi hết kỳ: ghi số ước đến hết kỳ; số chính thức được hỏi ở kỳ sau.",
    "It is sent before the period ends: give estimates of all of it; the final figures are asked"
    " for next time.",
)
"""Last, so that what stood in earlier workbooks stands where it did."""


def _how(plan: Plan, assignment: Assignment) -> Iterator[Wording]:
    """What to know, about those sheets and rows alone that the agency has."""
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
    plan: Plan, assignment: Assignment, tables: Mapping[str, CountedTable], lang: Language
) -> Iterator[GuideCell]:
    """What a clerk reads first, with what is still left to do."""
    period, row = assignment.period, 3
    title = _TITLE.fill(period=period.label).upper()
    facts = [fact for fact in _facts(plan, assignment) if fact[1]]
    counts = row + len(facts) + 1
    yield GuideCell(0, 0, title, "title", _WIDE)
    yield GuideCell(STATUS_ROW, 0, overall(counts + 2, tables, lang), "status", _WIDE)
    yield GuideCell(2, 0, plan.title, "wrap", _WIDE)
    for line, (label, text) in enumerate(facts, row):
        yield GuideCell(line, 0, label, "label")
        yield GuideCell(line, 1, text, "cell", _WIDE)
    yield GuideCell(counts, 0, Wording("Còn phải làm", "Still to do"), "section")
    for line, column, content in count_cells(counts + 1, tables, lang):
        style = "header" if line == counts + 1 else "count" if column else "cell"
        yield GuideCell(line, column, content, style)
    row = counts + len(tables) + 3
    yield GuideCell(row, 0, Wording("Ba bước", "Three steps"), "section")
    row = yield from _numbered(row + 1, _STEPS)
    yield GuideCell(row + 1, 0, Wording("Màu của ô", "Colours of cells"), "section")
    row += 2
    for style, meaning in _legend(plan, assignment):
        yield GuideCell(row, 0, meaning, f"swatch_{style}")
        row += 1
    yield GuideCell(row + 1, 0, Wording("Cách điền", "How to fill it in"), "section")
    yield from _numbered(row + 2, [*_how(plan, assignment)])


def guide_colours(first: int, last: int) -> Iterator[Colour]:
    """The colours of the counters, which stand in the 0-based rows from `first` to `last`."""
    (missing, top), (wrong, _) = ((column_letters(n), first + 1) for n in (LACKING_AT, WRONG_AT))
    end = last + 1
    yield Colour(f"{missing}{top}:{missing}{end}", f"={missing}{top}>0", "missing")
    yield Colour(f"{wrong}{top}:{wrong}{end}", f"={wrong}{top}>0", "wrong")
    yield Colour(f"{missing}{top}:{wrong}{end}", f"={missing}{top}=0", "good")
    yield status_colour(a1(STATUS_ROW, 0))


def _numbered(row: int, texts: Sequence[Wording]) -> Generator[GuideCell, None, int]:
    """Texts one below the other, numbered; returns the row below them."""
    for number, text in enumerate(texts, 1):
        line = _NUMBERED.fill(number=number, text=text)
        yield GuideCell(row + number - 1, 0, line, "wrap", _WIDE)
    return row + len(texts)


def _legend(plan: Plan, assignment: Assignment) -> Iterator[tuple[str, Wording]]:
    """The colours that cells of the workbook may have, and what each means."""
    forms = [plan.forms[name] for name in assignment.rows]
    asked = [plan.forms[name] for name, rows in assignment.rows.items() if rows]
    is_asked = any(column.required for form in asked for column in form.inputs)
    may_doubt = any(rule.severity == "warning" for form in forms for rule in form.rules)
    for style, meaning in _LEGEND.items():
        if (style != "required" or is_asked) and (style != "doubtful" or may_doubt):
            yield style, meaning


_TITLE: Final = Wording("Biểu mẫu báo cáo – {period}", "Reporting form – {period}")
_NUMBERED: Final = Wording("{number}. {text}", "{number}. {text}")


def _facts(plan: Plan, assignment: Assignment) -> Iterator[tuple[Wording, Words]]:
    """Whose workbook it is, of when, which days count, by when and to whom it is sent back."""
    of = assignment.period
    yield Wording("Cơ quan báo cáo", "Reporting agency"), assignment.agency.name
    yield Wording("Kỳ báo cáo", "Reporting period"), of.label
    if isinstance(of, Period):
        yield Wording("Số liệu", "Figures"), span(plan, of)
        yield Wording("Hạn gửi", "Deadline"), deadline(plan, of)
    yield Wording("Nơi nhận", "Recipient"), recipients(plan, of)
    yield Wording("Số hiệu kế hoạch", "Plan number"), plan.number
    yield Wording("Cơ quan ban hành", "Issued by"), plan.issuer
