"""The catalogue of problems: for each code its severity, what it says, and what to do.

The codes are stable: scripts and offices rely on them. `{value}` is what stood in the cell,
`{column}` the header of the column, `{row_code}` the code of the task or indicator; other
marks are details that the maker of the problem gives.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from plansheet.wording import Wording

Severity = Literal["error", "warning", "info"]
"""error: the value cannot be used; warning: used, but a person should look; info: a repair."""

SEVERITY_NAMES: Final[Mapping[Severity, str]] = {
    "error": "Lỗi",
    "warning": "Cảnh báo",
    "info": "Ghi nhận",
}
"""What workbooks call the severities, the worst first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the catalogue knows about one code."""

    severity: Severity
    message: Wording
    hint: Wording


def _e(severity: Severity, vi: str, en: str, hint_vi: str, hint_en: str) -> Entry:
    return Entry(severity, Wording(vi, en), Wording(hint_vi, hint_en))


# What an agency typed into a cell.
_CELLS: Final = {
    "missing-required": _e(
        "error",
        "“{column}” còn để trống.",
        "“{column}” is blank.",
        "Điền “{column}” cho dòng {row_code}.",
        "Fill in “{column}” for row {row_code}.",
    ),
    "not-a-number": _e(
        "error",
        "“{value}” không phải là số ở cột “{column}”.",
        "“{value}” is not a number, in column “{column}”.",
        "Chỉ ghi số vào ô này, ví dụ 1234,5; phần giải thích ghi sang cột bên cạnh.",
        "Write only a number here, such as 1234.5; put explanations in another column.",
    ),
    "ambiguous-number": _e(
        "error",
        "“{value}” có thể đọc là {first} hoặc {second}.",
        "“{value}” can be read as {first} or as {second}.",
        "Gõ lại số không có dấu phân cách hàng nghìn: {first} hoặc {second}.",
        "Type the number again without a thousands separator: {first} or {second}.",
    ),
    "number-repaired": _e(
        "info",
        "“{value}” được hiểu là số {read}.",
        "“{value}” was read as the number {read}.",
        "Không cần làm gì nếu đúng; lần sau gõ thẳng số vào ô.",
        "Nothing to do if that is right; next time type the number itself.",
    ),
    "unit-mismatch": _e(
        "error",
        "“{value}” ghi đơn vị “{unit}”, còn chỉ tiêu tính bằng “{expected}”.",
        "“{value}” is in “{unit}”, but the indicator is in “{expected}”.",
        "Đổi sang “{expected}” rồi chỉ ghi số.",
        "Convert it to “{expected}” and write only the number.",
    ),
    "date-repaired": _e(
        "info",
        "“{value}” được hiểu là ngày {read}.",
        "“{value}” was read as the date {read}.",
        "Không cần làm gì nếu đúng; lần sau gõ ngày dạng 30/6/2021.",
        "Nothing to do if that is right; next time type the date as 30/6/2021.",
    ),
    "choice-repaired": _e(
        "info",
        "“{value}” được hiểu là “{read}”.",
        "“{value}” was read as “{read}”.",
        "Không cần làm gì nếu đúng; lần sau chọn trong danh sách của ô.",
        "Nothing to do if that is right; next time choose from the cell's list.",
    ),
    "not-in-list": _e(
        "error",
        "“{value}” không có trong danh sách của cột “{column}”.",
        "“{value}” is not in the list of column “{column}”.",
        "Chọn một trong các giá trị: {choices}.",
        "Choose one of: {choices}.",
    ),
    "out-of-range": _e(
        "error",
        "{value} nằm ngoài khoảng cho phép ở cột “{column}” ({allowed}).",
        "{value} is outside what column “{column}” allows ({allowed}).",
        "Nhập lại một số {allowed}.",
        "Enter a number {allowed}.",
    ),
    "bad-date": _e(
        "error",
        "“{value}” ở cột “{column}” không phải là {what} hợp lệ.",
        "“{value}” in column “{column}” cannot be understood as {what}.",
        "Ghi dạng {examples}.",
        "Write it like {examples}.",
    ),
    "date-in-future": _e(
        "error",
        "“{column}” {value} sau ngày tổng hợp {as_of}.",
        "“{column}” {value} is after {as_of}, the date of this consolidation.",
        "Sửa lại ngày, hoặc để “Đang thực hiện” cho đến khi có văn bản.",
        "Correct the date, or leave the task “Đang thực hiện” until the document exists.",
    ),
    "rule-violated": _e("error", "{rule}", "{rule}", "{advice}", "{advice}"),
    "error-value": _e(
        "error",
        "Ô chứa lỗi {value} của Excel.",
        "The cell holds the Excel error {value}.",
        "Xóa công thức và gõ giá trị vào ô.",
        "Delete the formula and type the value.",
    ),
    "formula-in-input": _e(
        "warning",
        "Ô nhập liệu chứa công thức {value}.",
        "An input cell holds the formula {value}.",
        "Thay công thức bằng giá trị của nó (Dán đặc biệt → Giá trị).",
        "Replace the formula by its value (Paste Special → Values).",
    ),
    "suspicious-scale": _e(
        "warning",
        "{value} ở cột “{column}” có vẻ sai lệch 100 lần{against}.",
        "{value} in column “{column}” looks a hundred times off{against}.",
        "Phần trăm ghi theo điểm phần trăm: 40 nghĩa là 40%. Kiểm tra lại và sửa nếu cần.",
        "Write per cent as points: 40 means 40%. Check, and correct if needed.",
    ),
    "legacy-encoding": _e(
        "info",
        "Chữ gõ bằng phông TCVN3 được chuyển sang Unicode: “{read}”.",
        "Text in a TCVN3 font was converted to Unicode: “{read}”.",
        "Không cần làm gì; lần sau nên dùng phông Unicode.",
        "Nothing to do; a Unicode font is better next time.",
    ),
    "locked-cell-changed": _e(
        "warning",
        "Ô không được sửa đã bị sửa: “{issued}” thành “{value}”.",
        "A cell that must not change was changed: “{issued}” became “{value}”.",
        "Giá trị đã phát hành được giữ nguyên. Nếu nội dung giao sai, báo cơ quan tổng hợp.",
        "The issued value stands. If it is wrong, tell the coordinating office.",
    ),
    "cumulative-decreased": _e(
        "warning",
        "Lũy kế {value} nhỏ hơn lũy kế kỳ trước {previous}.",
        "The cumulative figure {value} is below the previous period's {previous}.",
        "Kiểm tra lại; nếu đúng, ghi lý do ở cột “Giải trình”.",
        "Check it; if it is right, give the reason under “Giải trình”.",
    ),
}

# Rows, columns and sheets of a return.
_SHAPE: Final = {
    "row-missing": _e(
        "error",
        "Thiếu dòng {row_code} đã giao.",
        "The issued row {row_code} is missing.",
        "Chép lại dòng {row_code} từ biểu đã phát hành và điền.",
        "Copy row {row_code} from the issued workbook and fill it in.",
    ),
    "row-added": _e(
        "warning",
        "Dòng “{row_code}” không có trong biểu đã phát hành.",
        "Row “{row_code}” is not in the issued workbook.",
        "Không tự thêm dòng; việc phát sinh ghi vào “Kiến nghị, đề xuất” hoặc báo cơ quan tổng hợp.",
        "Do not add rows; report new work under “Kiến nghị, đề xuất” or to the coordinating office.",
    ),
    "row-duplicated": _e(
        "error",
        "Mã {row_code} xuất hiện hơn một lần (xem dòng {other}).",
        "Code {row_code} appears more than once (see row {other}).",
        "Giữ lại một dòng đúng, xóa hoặc đổi mã dòng kia.",
        "Keep the right row; delete the other or change its code.",
    ),
    "row-ignored": _e(
        "info",
        "Dòng này không phải là dòng số liệu và không được tổng hợp.",
        "This row is not a data row and was not taken in.",
        "Không cần làm gì.",
        "Nothing to do.",
    ),
    "sheet-missing": _e(
        "error",
        "Thiếu trang tính “{value}”.",
        "The sheet “{value}” is missing.",
        "Dùng lại tệp gốc (biểu mẫu đã phát hành, sổ kế hoạch trống), không xóa trang tính.",
        "Use the original again (issued workbook, blank plan) and do not delete sheets.",
    ),
    "header-missing": _e(
        "error",
        "Trang tính “{value}” không có dòng tiêu đề của biểu.",
        "The sheet “{value}” has no header row of the form.",
        "Chép lại dòng tiêu đề từ biểu mẫu đã phát hành vào trên các dòng số liệu.",
        "Copy the header row from the issued workbook above the data rows.",
    ),
    "sheet-added": _e(
        "warning",
        "Trang tính “{value}” có thêm một bảng “{read}”; bảng này không được tổng hợp.",
        "The sheet “{value}” has another table “{read}”, which was not taken in.",
        "Chỉ điền vào trang tính đã phát hành; xóa bản sao.",
        "Fill in the issued sheet only; delete the copy.",
    ),
    "copy-ignored": _e(
        "warning",
        "“{value}” ghi ở bảng chép thêm, không được tổng hợp; bảng ở trang “{used}” được dùng.",
        "“{value}” stands in a copy of the table and was not taken in; sheet “{used}” was.",
        "Nếu đây mới là nội dung đúng, ghi vào trang “{used}” rồi gửi lại.",
        "If this is what you mean, write it on sheet “{used}” and send the file again.",
    ),
    "sheet-renamed": _e(
        "info",
        "Trang tính “{value}” được hiểu là “{read}”.",
        "The sheet “{value}” was read as “{read}”.",
        "Không cần làm gì; lần sau giữ nguyên tên trang tính.",
        "Nothing to do; keep the sheet names next time.",
    ),
    "column-missing": _e(
        "error",
        "Thiếu cột “{column}”.",
        "The column “{column}” is missing.",
        "Dùng lại tệp gốc (biểu mẫu đã phát hành, sổ kế hoạch trống), không xóa cột.",
        "Use the original again (issued workbook, blank plan) and do not delete columns.",
    ),
    "column-moved": _e(
        "info",
        "Cột “{column}” không ở vị trí cũ; đã tìm thấy theo tiêu đề.",
        "Column “{column}” is not where it was; it was found by its header.",
        "Không cần làm gì; lần sau giữ nguyên thứ tự cột.",
        "Nothing to do; keep the order of the columns next time.",
    ),
    "column-added": _e(
        "warning",
        "Cột “{column}” không có trong biểu đã phát hành; ô này không được tổng hợp.",
        "Column “{column}” is not in the issued workbook; this cell was not taken in.",
        "Chuyển nội dung sang một cột của biểu mẫu, ví dụ “Ghi chú”.",
        "Move the content to a column of the form, such as “Ghi chú”.",
    ),
}

# The file as a whole.
_FILES: Final = {
    "unknown-agency": _e(
        "error",
        "“{value}” không có trong danh mục cơ quan của kế hoạch{nearest}.",
        "“{value}” is not among the agencies of the plan{nearest}.",
        "{advice}",
        "{advice}",
    ),
    "wrong-plan": _e(
        "error",
        "Báo cáo này thuộc kế hoạch “{value}”, không phải “{expected}”.",
        "This return belongs to plan “{value}”, not to “{expected}”.",
        "Gửi lại bằng biểu mẫu của kế hoạch “{expected}”.",
        "Send the workbook of plan “{expected}”.",
    ),
    "wrong-period": _e(
        "error",
        "Báo cáo này thuộc kỳ {value}, không phải kỳ {expected}.",
        "This return is for period {value}, not {expected}.",
        "Gửi lại bằng biểu mẫu của kỳ {expected}.",
        "Send the workbook of period {expected}.",
    ),
    "stale-template": _e(
        "warning",
        "Biểu mẫu đã cũ: {changed} khác với kế hoạch hiện nay.",
        "The workbook is out of date: {changed} differ from the current plan.",
        "Số liệu vẫn được dùng; kỳ sau dùng biểu mẫu mới nhất.",
        "The figures are used; take the newest workbook next time.",
    ),
    "no-stamp": _e(
        "warning",
        "Tệp không có dấu phát hành; cơ quan gửi được xác định theo {source}.",
        "The file has no stamp; the agency was found by {source}.",
        "Lần sau điền thẳng vào tệp đã phát hành, không chép sang tệp mới.",
        "Next time fill in the issued workbook itself instead of a copy in a new file.",
    ),
    "sender-differs": _e(
        "warning",
        "Tệp được phát hành cho {value}, không phải {named} như đã chỉ định; mã trong tệp được dùng.",
        "The file was issued to {value}, not to {named} as you said; the code in the file is used.",
        "Kiểm tra lại tệp hoặc bỏ --agency; tùy chọn này chỉ dành cho tệp không có dấu phát hành.",
        "Check the file or leave out --agency; that option is for files without a stamp.",
    ),
    "duplicate-return": _e(
        "warning",
        "{agency} gửi nhiều lần, số liệu khác nhau: “{value}” được thay bằng số liệu của bản gửi sau.",
        "Agency {agency} sent several returns that differ: “{value}” gave way to the later one.",
        "Bản gửi sau cùng được dùng; kiểm tra xem có đúng ý cơ quan gửi không.",
        "The latest return stands; check that this is what the agency means.",
    ),
    "late-return": _e(
        "warning",
        "Báo cáo của {agency} nhận ngày {value}, chậm {days} ngày so với hạn {deadline}.",
        "The return of {agency} came on {value}, {days} days after {deadline}.",
        "Số liệu vẫn được dùng.",
        "The figures are used all the same.",
    ),
    "missing-return": _e(
        "warning",
        "Chưa nhận được báo cáo của {agency}.",
        "No return of {agency} has come.",
        "Đôn đốc {agency} gửi báo cáo.",
        "Remind {agency} to report.",
    ),
    "unreadable": _e(
        "error",
        "Không đọc được tệp: {why}.",
        "The file cannot be read: {why}.",
        "Mở tệp bằng Excel, lưu lại dạng .xlsx rồi gửi lại.",
        "Open the file in Excel, save it as .xlsx and send it again.",
    ),
    "encrypted": _e(
        "error",
        "Tệp được đặt mật khẩu.",
        "The file is protected by a password.",
        "Bỏ mật khẩu mở tệp (Tệp → Thông tin → Bảo vệ sổ làm việc) rồi gửi lại.",
        "Remove the password (File → Info → Protect Workbook) and send it again.",
    ),
    "too-large": _e(
        "error",
        "Tệp quá lớn: {why}.",
        "The file is too large: {why}.",
        "Chép phần số liệu vào biểu mẫu đã phát hành và gửi lại.",
        "Copy the figures into the issued workbook and send that.",
    ),
    "unsafe-content": _e(
        "warning",
        "Có nội dung không an toàn: {what}.",
        "There is unsafe content: {what}.",
        "Không có gì được chạy hoặc chép theo. Gõ giá trị thay cho công thức như vậy; gửi tệp .xlsx không"
        " có macro, liên kết, đối tượng nhúng.",
        "Nothing ran or was carried over. Type values instead of such formulas; send an .xlsx without"
        " macros, links or embedded objects.",
    ),
    "hidden-content": _e(
        "info",
        "Có {what} bị ẩn; số liệu vẫn được đọc.",
        "{what} are hidden; their values were read.",
        "Kiểm tra xem phần bị ẩn có đúng là số liệu báo cáo không.",
        "Check that what is hidden really belongs to the return.",
    ),
    "not-a-workbook": _e(
        "error",
        "Đây không phải là tệp bảng tính mà là {why}.",
        "This file is no workbook but {why}.",
        "Gửi báo cáo bằng tệp Excel đã phát hành.",
        "Send the report in the Excel workbook that was issued.",
    ),
}

# What shows only when returns meet each other and the plan.
_MERGE: Final = {
    "lead-conflict": _e(
        "warning",
        "Các cơ quan chủ trì báo cáo khác nhau về {row_code}: {candidates}.",
        "The lead agencies report differently on {row_code}: {candidates}.",
        "Ghi quyết định vào trang “Xung đột”; khi chưa có quyết định, lấy mức thấp nhất.",
        "Decide on the sheet “Xung đột”; until then the least advanced one counts.",
    ),
    "coordinator-conflict": _e(
        "warning",
        "Cơ quan phối hợp báo cáo khác cơ quan chủ trì về {row_code}: {candidates}.",
        "A coordinating agency contradicts the lead on {row_code}: {candidates}.",
        "Ghi quyết định vào trang “Xung đột”; khi chưa có quyết định, lấy theo cơ quan chủ trì.",
        "Decide on the sheet “Xung đột”; until then the lead counts.",
    ),
    "decision-outdated": _e(
        "warning",
        "Quyết định “{value}” về {row_code} không áp dụng: số liệu đã thay đổi sau đó.",
        "The decision “{value}” on {row_code} was not applied: the data have changed since.",
        "Xem lại ở trang “Xung đột” và quyết định lại.",
        "Look at the sheet “Xung đột” and decide again.",
    ),
    "decisions-differ": _e(
        "error",
        "Có nhiều quyết định khác nhau về {row_code}: {decisions}; không áp dụng quyết định nào.",
        "There are different decisions on {row_code}: {decisions}; none was applied.",
        "Chỉ giữ lại một quyết định ở trang “Xung đột”.",
        "Keep only one of them on the sheet “Xung đột”.",
    ),
    "not-asked": _e(
        "error",
        "{agency} không được giao {row_code} ở kỳ này; giá trị này không được tính.",
        "{agency} is not asked about {row_code} in this period; the value does not count.",
        "Ghi mã của cơ quan được giao: {asked}.",
        "Write the code of an agency that is asked: {asked}.",
    ),
    "history-changed": _e(
        "warning",
        "{row_code}: kỳ trước báo cáo {previous}, nay là {value}: số liệu kỳ trước đã bị thay đổi.",
        "{row_code}: the earlier report had {previous}, now {value}: the past was changed.",
        "Hỏi lại cơ quan gửi; nếu đúng, ghi lý do.",
        "Ask the agency; if it is right, note the reason.",
    ),
    "unusual-change": _e(
        "warning",
        "{row_code}: {value} so với {previous} kỳ trước, vượt {bound} lần.",
        "{row_code}: {value} against {previous} in the earlier period, more than {bound} times.",
        "Kiểm tra đơn vị tính và số liệu; nếu đúng, ghi lý do ở “Giải trình”.",
        "Check the unit and the figure; if it is right, give the reason under “Giải trình”.",
    ),
    "sum-mismatch": _e(
        "warning",
        "{row_code}: tổng các phần là {value}, số của toàn bộ là {expected}.",
        "{row_code}: the parts add up to {value}, the whole is {expected}.",
        "Kiểm tra lại số liệu của chỉ tiêu và các chỉ tiêu thành phần.",
        "Check the figures of the indicator and of its parts.",
    ),
    "not-additive": _e(
        "error",
        "Chỉ tiêu {row_code} tính bằng “{value}” không thể cộng qua các cơ quan.",
        "Indicator {row_code} is in “{value}” and cannot be summed over agencies.",
        "Chọn “Tỷ lệ” hoặc “Bình quân gia quyền” ở cột “Cách tổng hợp”.",
        "Choose “Tỷ lệ” or “Bình quân gia quyền” under “Cách tổng hợp”.",
    ),
    "one-reporter": _e(
        "error",
        "Chỉ tiêu {row_code} là “Một đầu mối” nhưng có {count} cơ quan báo cáo.",
        "Indicator {row_code} is “Một đầu mối” but {count} agencies report it.",
        "Giữ một cơ quan ở “Cơ quan báo cáo”, hoặc chọn cách tổng hợp khác.",
        "Keep one reporting agency, or choose another way to consolidate.",
    ),
    "zero-denominator": _e(
        "error",
        "Không tính được {row_code}: tổng mẫu số bằng 0.",
        "{row_code} cannot be computed: the denominators add up to 0.",
        "Kiểm tra lại dòng mẫu số của các cơ quan.",
        "Check the denominators that the agencies gave.",
    ),
}

# The plan workbook.
_PLAN: Final = {
    "unknown-code": _e(
        "error",
        "Mã “{value}” ở cột “{column}” không có trong kế hoạch.",
        "Code “{value}” in column “{column}” is not in the plan.",
        "Sửa lại mã.",
        "Correct the code.",
    ),
    "bad-code": _e(
        "error",
        "Mã “{value}” không dùng được.",
        "Code “{value}” cannot be used.",
        "Mã chỉ gồm chữ, số và các dấu . _ - (không có dấu cách, không kết thúc bằng .tu .mau .qs).",
        "Use letters, digits and . _ - only (no blanks, not ending in .tu .mau .qs).",
    ),
    "assumed-year": _e(
        "warning",
        "“{value}” không ghi năm; hiểu là năm {year}.",
        "“{value}” names no year; taken as {year}.",
        "Ghi rõ năm nếu không phải {year}.",
        "Write the year if it is not {year}.",
    ),
    "no-deadline": _e(
        "warning",
        "Lịch báo cáo không có hạn gửi cho kỳ {value}; không báo cáo nào bị coi là muộn.",
        "The calendar has no deadline for {value}; no return is late.",
        "Thêm dòng cho loại kỳ này vào trang “Lịch báo cáo”.",
        "Add a row for this kind of period to “Lịch báo cáo”.",
    ),
    "no-lead": _e(
        "warning",
        "Nhiệm vụ không có cơ quan chủ trì nên chưa giao cho cơ quan nào.",
        "The task has no lead agency; nobody is asked about it.",
        "Điền cột “Cơ quan chủ trì”.",
        "Fill in “Cơ quan chủ trì”.",
    ),
    "no-reporter": _e(
        "warning",
        "Chỉ tiêu không có cơ quan báo cáo nên chưa giao cho cơ quan nào.",
        "The indicator has no reporting agency; nobody is asked about it.",
        "Điền cột “Cơ quan báo cáo”.",
        "Fill in “Cơ quan báo cáo”.",
    ),
    "loop": _e(
        "error",
        "{row_code} thuộc chính nó (qua “{column}”).",
        "{row_code} belongs to itself (through “{column}”).",
        "Sửa cột “{column}”.",
        "Correct “{column}”.",
    ),
    "successor-undecided": _e(
        "warning",
        "{value} đã kết thúc hoạt động và có nhiều cơ quan kế thừa: {successors}.",
        "{value} has ended and has several successors: {successors}.",
        "Chọn một cơ quan cho {row_code} ở cột “{column}”.",
        "Choose one of them for {row_code} under “{column}”.",
    ),
}

PROBLEMS: Final[Mapping[str, Entry]] = {**_CELLS, **_SHAPE, **_FILES, **_MERGE, **_PLAN}
