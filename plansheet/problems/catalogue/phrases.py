"""The phrases that fill the sentences of problems and exceptions, where they are not data."""

from __future__ import annotations

from typing import Final

from plansheet.language.wording import Wording

# What should stand in a cell of a day or a deadline, and how it is written.

A_DATE: Final = {
    "what": Wording("một ngày", "a date"),
    "examples": Wording("ngày/tháng/năm, ví dụ 30/6/2021", "day/month/year, such as 30/6/2021"),
}
MARKED: Final = Wording(
    "một số khác, vì trong ô có chữ gạch ngang, chỉ số trên hoặc chỉ số dưới",
    "another number, as something in the cell is struck out, raised or lowered",
)
"""What a figure may also mean that is not in plain characters."""
A_DEADLINE: Final = Wording("hạn gửi", "a deadline")
DEADLINE_EXAMPLES: Final = Wording(
    "“ngày 15 tháng cuối kỳ”, “trước ngày 15 tháng cuối quý”, một ngày, hoặc để trống",
    "“ngày 15 tháng cuối kỳ”, “trước ngày 15 tháng cuối quý”, a date, or leave it blank",
)

CELLS_OF_FORM: Final = Wording("các ô của biểu", "the cells of the form")
"""What of a form of an office's own is not as it was issued."""

# The numbers and columns that can be chosen.

BETWEEN: Final = Wording("từ {low} đến {high}", "from {low} to {high}")
AT_LEAST: Final = Wording("từ {low} trở lên", "{low} or more")
AT_MOST: Final = Wording("không quá {high}", "{high} or less")
COLUMNS_OF_RATIO: Final = Wording(
    "{columns} (dòng {rows}: số liệu)", "{columns} (rows {rows}: figures)"
)

# What breaks a rule of a form that has no words of its own.

BROKEN_PATTERN: Final = Wording(
    "“{value}” không đúng dạng của cột “{column}”.",
    "“{value}” does not have the form that column “{column}” asks for.",
)
FOLLOW_CELL: Final = Wording("Sửa theo hướng dẫn của ô.", "Follow the cell's input message.")
BROKEN_RULE: Final = Wording("Dòng này trái với quy tắc của biểu mẫu.", "This row breaks a rule.")
CHECK_ROW: Final = Wording("Kiểm tra lại dòng này.", "Check the row.")
BROKEN_CHECK: Final = Wording(
    "Không đúng: {check} (vế trái là {left}, vế phải là {right}).",
    "This does not hold: {check} (the left side is {left}, the right side {right}).",
)
CHECK_FIGURES: Final = Wording("Kiểm tra lại các số này.", "Check these figures.")

# Agencies that nobody knows.

ADD_AGENCY: Final = Wording(
    "Sửa tên, hoặc thêm cơ quan vào trang “Cơ quan” (có thể ghi ở “Tên khác”).",
    "Correct the name, or add the agency to “Agencies” (also under “Other names”).",
)
ONE_AGENCY_A_ROW: Final = Wording(
    "Mỗi dòng ghi một cơ quan có ở trang “Cơ quan”, không ghi nhóm cơ quan.",
    "Name one agency of “Agencies” in each row, no group.",
)
WRITE_AGENCY: Final = Wording("Ghi mã hoặc tên cơ quan.", "Write the agency's code or name.")
NAME_SENDER: Final = Wording(
    "Gửi lại bằng đúng tệp đã phát hành, hoặc chỉ rõ mã cơ quan (--agency).",
    "Send the workbook that was issued, or name the agency's code (--agency).",
)
UNITS: Final = Wording(": {names}", ": {names}")
"""The bodies that one row stands for."""
NEAREST: Final = Wording(" (gần giống: {names})", " (nearest: {names})")

# What is allocated of a target.

ALLOCATED_SO_FAR: Final = Wording(
    ", được {value} trong {expected} (trang “Chỉ tiêu”, ô {cell})",
    ", which is {value} of {expected} (sheet “Indicators”, cell {cell})",
)

# Agencies that ended, or have not begun.

NO_HEIR: Final = Wording("không có cơ quan kế thừa", "without a successor")
NOT_ONE_HEIR: Final = Wording(
    "không có một cơ quan kế thừa duy nhất đang hoạt động ({listed})",
    "without one existing successor ({listed})",
)
OTHERS_REPORT: Final = Wording("{heirs} báo cáo", "{heirs} reports")
NOBODY_REPORTS: Final = Wording("chưa phải báo cáo", "nothing is asked of it")

# How the sender of a file without a stamp is known.

BY_COORDINATOR: Final = Wording("chỉ định của người tổng hợp", "--agency")
BY_TITLE: Final = Wording("phần tiêu đề", "the title")
BY_FILE_NAME: Final = Wording("tên tệp", "the file's name")

# What a number looks a hundred times off from.

FROM_PLAN: Final = Wording(" so với kế hoạch {target}", " from the plan's {target}")
FROM_ROW: Final = Wording(" so với {figure} ở cùng dòng", " from {figure} in the same row")

# What in a file could run, and what is hidden.

MACROS: Final = Wording("macro", "macros")
LINKS: Final = Wording("liên kết đến tệp khác", "links to other files")
DDE: Final = Wording("liên kết DDE", "DDE links")
CONNECTIONS: Final = Wording("kết nối dữ liệu", "data connections")
OBJECTS: Final = Wording("đối tượng nhúng", "embedded objects")
CONTROLS: Final = Wording("điều khiển ActiveX", "ActiveX controls")
FOREIGN_FORMULA: Final = Wording(
    "công thức lấy dữ liệu từ nơi khác", "a formula that takes data from elsewhere"
)
HIDDEN_SHEET: Final = Wording("trang tính “{sheet}”", "sheet “{sheet}”")
HIDDEN_ROWS: Final = Wording("{count} hàng", "{count:row}")
HIDDEN_COLUMNS: Final = Wording("cột {columns}", "columns {columns}")

# What stands on a sheet but in no cell.

COMMENTS: Final = Wording("ghi chú ô", "comment(s)")
PICTURES: Final = Wording("hình ảnh", "picture(s)")
CHARTS: Final = Wording("biểu đồ", "chart(s)")
TEXT_BOXES: Final = Wording("hộp văn bản", "text box(es)")
SHAPES: Final = Wording("hình vẽ", "shape(s)")
EMBEDDED: Final = Wording("tài liệu nhúng", "embedded document(s)")
CONTROLS_ON_SHEET: Final = Wording("nút, ô đánh dấu", "control(s)")

# Why the system refuses an output.

NO_SUCH_FOLDER: Final = Wording("không có thư mục đó", "there is no such folder")
NO_RIGHT: Final = Wording(
    "không có quyền ghi ở đó, hoặc tệp đang mở", "no right to write there, or the file is open"
)
IS_A_FILE: Final = Wording("đó là một tệp, không phải thư mục", "it is a file, not a folder")
IS_A_FOLDER: Final = Wording("đó là một thư mục", "it is a folder")
READ_ONLY_DISK: Final = Wording("ổ đĩa chỉ cho đọc", "the disk is read-only")
FULL_DISK: Final = Wording("ổ đĩa đã đầy", "the disk is full")
LONG_NAME: Final = Wording("tên quá dài", "the name is too long")

# What is wrong with a line of the list of receipts.

RECEIPT_WITHOUT_DATE: Final = Wording("không có ngày đọc được", "it has no date that can be read")
RECEIPT_WITHOUT_FILE: Final = Wording(
    "không có tệp nào tên như vậy", "there is no file of that name"
)
RECEIPT_OF_SEVERAL: Final = Wording(
    "tên này là của nhiều tệp ({files}); ngày được dùng cho tất cả",
    "several files have that name ({files}); the date is used for all",
)
RECEIPT_IMPLAUSIBLE: Final = Wording(
    "ngày {day} ngoài các năm của kế hoạch, không được dùng",
    "{day} is not in the years of the plan and is not used",
)
RECEIPT_TOO_EARLY: Final = Wording(
    "ngày {day} trước khi kỳ báo cáo bắt đầu", "{day} is before the period begins"
)
RECEIPT_TOO_LATE: Final = Wording(
    "ngày {day} sau ngày tổng hợp", "{day} is after the consolidation"
)
RECEIPT_GAVE_WAY: Final = Wording(
    "dòng {line} ghi ngày khác cho cùng tệp và được dùng",
    "line {line} gives the same file another date and is used",
)

# Why two figures of a row cannot both be right.

SAME_IN_JANUARY: Final = Wording(
    "kỳ bắt đầu từ tháng 1 thì số trong kỳ bằng lũy kế",
    "in a period that begins in January both are the same",
)
PART_OF_CUMULATIVE: Final = Wording(
    "lũy kế gồm cả số trong kỳ nên không thể nhỏ hơn",
    "what was accumulated includes that of the period",
)
PART_OF_YEAR: Final = Wording(
    "ước cả năm gồm cả lũy kế nên không thể nhỏ hơn",
    "the whole year includes what was accumulated",
)

# Why nobody can tell which sheet of a plan holds a table.

SAME_TABLE: Final = Wording(
    "trang {sheets} cũng có bảng như vậy", "there is such a table on {sheets} too"
)
UNKNOWN_TABLE: Final = Wording(
    "tiêu đề cột của trang này không giống bảng nào của kế hoạch",
    "the headers of this sheet are those of no table of a plan",
)

# Why a figure or a date is hardly so.

MUCH_PER_CENT: Final = Wording("tỷ lệ trên {bound}%", "it is more than {bound}%")
NEVER_NEGATIVE: Final = Wording("chỉ tiêu này không thể âm", "the indicator cannot be negative")
FAR_FROM_PLAN: Final = Wording(
    "lệch hàng trăm lần trở lên so với kế hoạch {other}",
    "it is hundreds of times off the plan's {other}",
)
FAR_FROM_LAST_YEAR: Final = Wording(
    "lệch hàng trăm lần trở lên so với cùng kỳ {other}",
    "it is hundreds of times off last year's {other}",
)
FAR_FROM_FORECAST: Final = Wording(
    "lệch hàng trăm lần trở lên so với ước cả năm {other}",
    "it is hundreds of times off the forecast {other}",
)
FAR_FROM_EARLIER: Final = Wording(
    "lệch hàng trăm lần trở lên so với kỳ trước {other}",
    "it is hundreds of times off the previous period's {other}",
)
FAR_FROM_OTHERS: Final = Wording(
    "lệch hàng trăm lần trở lên so với các cơ quan khác (thường là {other})",
    "it is hundreds of times off the other agencies' (about {other})",
)
BEFORE_PLAN: Final = Wording(
    "trước năm đầu của kế hoạch, {year}", "it is before the plan begins, {year}"
)
OTHER_ORDER: Final = Wording(
    "có thể là ngày {other}: cột này có ô ghi ngày trước tháng, có ô đọc tháng trước ngày",
    "it may be {other}: some cells of this column have the day first, others the month",
)
WORKER_DIED: Final = Wording("tiến trình dừng khi bắt đầu", "it died as it began")
READ_HERE: Final = Wording(
    "executor đánh mất {files} ({why}); các tệp đó được đọc tại máy này",
    "the executor lost {files} ({why}); what it lost is read here",
)
