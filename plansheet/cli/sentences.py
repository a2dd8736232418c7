"""What the commands say on the screen, beside problems and what stops them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from plansheet.language.wording import Wording

# How a command ends.

SEE_CHECK: Final = Wording(
    "Chạy `plansheet check` để xem từng ô.", "Run `plansheet check` to see each cell."
)
STOPPED: Final = Wording("Đã dừng theo yêu cầu.", "Stopped.")
BUG: Final = Wording(
    "Lỗi của chương trình: {what}. Đặt PLANSHEET_DEBUG=1 để xem chi tiết và báo lại.",
    "A bug: {what}. Set PLANSHEET_DEBUG=1 for details, and report it.",
)
MISSING_PARAMETER: Final = Wording("Thiếu {name}.", "{english}")
NO_SUCH_OPTION: Final = Wording("Không có tùy chọn {name}{nearest}.", "{english}")
BAD_PARAMETER: Final = Wording("Giá trị không hợp lệ: {message}", "{english}")
BAD_COMMAND_LINE: Final = Wording("Dòng lệnh không đúng: {fault}", "{fault}")

# What was written or removed.

STANDARD_OUTPUT: Final = Wording("ra đầu ra chuẩn", "to the standard output")
WROTE: Final = Wording("Đã ghi {path}.", "Wrote {path}.")
MADE: Final = Wording("Đã tạo {path}.", "Wrote {path}.")
WROTE_TEMPLATES: Final = Wording(
    "Đã ghi {count} biểu mẫu vào {folder}.", "Wrote {count:workbook} to {folder}."
)
WROTE_LETTERS: Final = Wording(
    "Đã ghi {count} văn bản đôn đốc vào {folder}.", "Wrote {count:letter} to {folder}."
)
NO_LETTERS: Final = Wording(
    "Mọi cơ quan đã gửi đúng hạn, không có lỗi: không có văn bản nào cần ghi.",
    "Every agency has reported in time and without errors: no letter is needed.",
)
MARKED_COPIES: Final = Wording(
    "Bản đánh dấu lỗi để trả lại: {folder}", "Marked copies to send back: {folder}"
)
IMPORTED: Final = Wording(
    "Đã ghi {path}: {tasks} nhiệm vụ, {indicators} chỉ tiêu, {agencies} cơ quan, {calendar} dòng "
    "lịch báo cáo; {needs_review} dòng cần xem lại.",
    "Wrote {path}: {tasks:task}, {indicators:indicator}, {agencies:agency}, "
    "{calendar:calendar row}; {needs_review:row needs|rows need} a look.",
)
DERIVED: Final = Wording(
    "Đã ghi {path}: {tasks} nhiệm vụ, {indicators} chỉ tiêu.",
    "Wrote {path}: {tasks:task}, {indicators:indicator}.",
)
REVIEW_THE_DRAFT: Final = Wording(
    "Xem trang “Cần xem lại” của {path}, so với văn bản, sửa ở các trang kia, rồi kiểm tra lại: "
    "plansheet check {path}",
    "Look at the sheet “Cần xem lại” of {path}, compare it with the document, correct the other "
    "sheets, then check again: plansheet check {path}",
)
UNUSED_LINES: Final = Wording(
    "{count} dòng không dùng đến:", "{count:line was|lines were} not used:"
)
KIT: Final = Wording(
    "Python {python}, Windows {computer}, {packages} gói; {zipped} MB, cài xong {installed} MB. "
    "SHA-256: {sha256}",
    "Python {python}, Windows {computer}, {packages:package}; {zipped} MB, installed {installed} "
    "MB. SHA-256: {sha256}",
)
KIT_RUNNERS: Final = Wording(
    "Phần khởi động: cai_dat.cmd cài của xlwings, nơi không dùng được thì bản "
    "ngắn; cong_cu.cmd đổi lại.",
    "What starts Python: cai_dat.cmd installs that of xlwings, where it cannot be used the short "
    "one; cong_cu.cmd changes it.",
)
REMOVED: Final = Wording("Đã xóa {path}.", "Removed {path}.")
NOT_INSTALLED: Final = Wording("Phần bổ trợ chưa được cài.", "The add-in is not installed.")
INSTALLED: Final = Wording(
    "Các nút dùng Python: {path}. Phần khởi động: {runner}. Mở lại Excel.",
    "The buttons use Python: {path}. What starts it: {runner}. Restart Excel.",
)

# What takes a while.

ISSUING: Final = Wording("Phát hành biểu mẫu", "Writing workbooks")
READING: Final = Wording("Đọc báo cáo", "Reading returns")

# What was found.

CODE_PARTS: Final = {
    "message": Wording("Nói gì", "What it says"),
    "example": Wording("Ví dụ", "For example"),
    "hint": Wording("Cần làm gì", "What to do"),
}
CONSEQUENCES: Final[Mapping[str, Wording]] = {
    "error": Wording(
        "không dùng được: giá trị, dòng hoặc tệp này không được tính cho đến khi sửa",
        "cannot be used: the value, row or file does not count until it is corrected",
    ),
    "warning": Wording(
        "vẫn được dùng, nhưng cần người xem lại", "is used, but a person should look at it"
    ),
    "info": Wording("chương trình đã tự xử lý; chỉ để biết", "was dealt with; only to be known"),
}
PROBLEM_COUNTS: Final = Wording(
    "{errors} lỗi, {warnings} cảnh báo, {notes} ghi nhận trong {files} tệp.",
    "{errors:error}, {warnings:warning}, {notes:note} in {files:file}.",
)
PLAN_SIZE: Final = Wording(
    "{title}: {tasks} nhiệm vụ, {indicators} chỉ tiêu, {agencies} cơ quan.",
    "{title}: {tasks:task}, {indicators:indicator}, {agencies:agency}.",
)
PLAN_READING: Final = Wording(
    "  {sheet} · {code} · {column}: “{text}” → {reading}",
    "  {sheet} · {code} · {column}: “{text}” → {reading}",
)
CHANGE_COUNT: Final = Wording("{count} thay đổi.", "{count:change}.")
SOURCE_COUNT: Final = Wording("Nguồn ({count} dòng):", "Sources ({count:row}):")

LEARNT_SHEET: Final = Wording(
    "{sheet}: {rows} dòng, {columns} cột; {inputs} ô để điền, {formulas} ô tự tính.",
    "{sheet}: {rows:row}, {columns:column}; {inputs:cell} to fill in, {formulas} computed.",
)
LEARNT_LIST: Final = Wording(
    "{sheet}: danh sách, {columns} cột.", "{sheet}: a list of {columns:column}."
)
DOUBT: Final = Wording("  cần xem lại {sheet}!{cell}: {doubt}", "  look at {sheet}!{cell}: {doubt}")
PROPOSED: Final = Wording(
    "  đề nghị kiểm tra {sheet}: {check} (đúng {held})",
    "  proposed check of {sheet}: {check} (held in {held})",
)
FORM_KEPT: Final = Wording(
    "form.json cũ có thể đã được sửa, giữ ở {path}.",
    "The earlier form.json may have been edited: it is kept as {path}.",
)
FORM_FAULT: Final = Wording("  {path}: {why}", "  {path}: {why}")
LOOKS_FILLED: Final = Wording(
    "Nếu đây là biểu đã điền: chạy lại, thêm --empty để bỏ các số liệu trong đó.",
    "If this workbook was filled in: run again with --empty, to leave its figures out.",
)
FORM_NOTE: Final = Wording("  cần xem lại {path}: {why}", "  look at {path}: {why}")
FORM_FAULTS: Final = Wording("form.json: {count} chỗ sai.", "form.json: {count:fault}.")
FORM_UNFINISHED: Final = Wording(
    "form.json có {count} chỗ phải sửa thì mới dùng được biểu: plansheet form check {path}",
    "form.json has {count:fault} to mend before the form can be used: plansheet form check {path}",
)
TOTALS: Final = Wording(
    "{received}/{expected} cơ quan đã gửi; {filled}/{cells} ô có số liệu.",
    "{received} of {expected:agency} sent it; {filled} of {cells:cell has|cells have} a figure.",
)
COMPARED: Final = Wording(
    "So với {path}: {compared} ô, {rounded} ô lệch do làm tròn, {different} ô khác.",
    "Against {path}: {compared:cell}, {rounded} apart by rounding, {different} different.",
)
TOTAL_CELL: Final = Wording("{place}: {value}", "{place}: {value}")
GIVEN_BY: Final = Wording("{n}/{of} đơn vị có số liệu.", "{n} of {of:agency} gave a figure.")

# The summary of a consolidation, and who has reported.

REPORTED: Final = Wording("Cơ quan đã gửi", "Agencies that reported")
PUNCTUAL: Final = Wording("đúng hạn / quá hạn", "on time / late")
TASK_COUNT: Final = Wording("Nhiệm vụ", "Tasks")
INDICATOR_COUNT: Final = Wording("Chỉ tiêu", "Indicators")
TO_CORRECT: Final = Wording("Lỗi / cảnh báo", "Errors / warnings")
RECEIPT_HEADERS: Final = (
    Wording("Cơ quan", "Agency"),
    Wording("Tình hình", "State"),
    Wording("Ngày nhận", "Received"),
    Wording("Lỗi", "Errors"),
    Wording("Tệp", "File"),
)
LETTER_HEADERS: Final = (
    Wording("Cơ quan", "Agency"),
    Wording("Lý do đôn đốc", "Reason"),
    Wording("Nhiệm vụ, chỉ tiêu chưa báo cáo", "Tasks, indicators not reported"),
    Wording("Văn bản", "Letter"),
)
ERRORS_TO_CORRECT: Final = Wording("{count} lỗi", "{count:error}")
ROWS_USED: Final = Wording("{file}: dùng {rows} dòng", "{file}: {rows:row} used")
DAYS_LATE: Final = Wording("Quá hạn {days} ngày", "{days:day} late")

# The demonstration.

DEMO_INTRO: Final = Wording(
    "Kế hoạch thật: {title}.\nBáo cáo của các cơ quan là MÔ PHỎNG (số khởi tạo {seed}), không "
    "phải số liệu thật.\nĐã phát hành {issued} biểu mẫu quý II/2021; mô phỏng {returned} tệp gửi "
    "về, có cài lỗi:",
    "The plan is real: {title}.\nThe agencies' returns are SIMULATED (seed {seed}), not real "
    "figures.\nIssued {issued:workbook} for 2021-Q2; simulated {returned:return}, with planted "
    "mistakes:",
)
DEMO_END: Final = Wording("Mở báo cáo tổng hợp: {path}", "Open the consolidated report: {path}")

ROUND_COUNTS: Final = Wording(
    "{received}/{expected} cơ quan đã trả lời; {proposals} đề xuất cần quyết định.",
    "{received} of {expected:agency} answered; {proposals:proposal} to decide on.",
)
NOT_ANSWERED: Final = Wording("Chưa trả lời: {names}.", "No answer from: {names}.")
