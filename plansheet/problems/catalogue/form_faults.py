"""Why a form of a user's own cannot be used: each a clause that ends the sentence."""

from __future__ import annotations

from typing import Final

from plansheet.language.wording import Wording

NO_OBJECT: Final = Wording("không phải là một đối tượng JSON", "it is no JSON object")
NO_SCHEMA: Final = Wording("không phải là JSON Schema ({error})", "it is no JSON Schema ({error})")
NO_KEYWORD: Final = Wording("thiếu “{keyword}”", "“{keyword}” is missing")
NOT_READ: Final = Wording("không đọc được ({error})", "it cannot be read ({error})")
UNPORTABLE_PATTERN: Final = Wording(
    "mẫu {pattern}: ghi [0-9], [A-Z] … thay cho \\d, \\w, \\p",
    "pattern {pattern}: write [0-9], [A-Z] … instead of \\d, \\w, \\p",
)
NO_SUCH_COLUMN: Final = Wording(
    "“{keyword}” nhắc đến cột {column} không có trong biểu mẫu",
    "“{keyword}” names the column {column}, which the form does not have",
)
COLUMN_NAME: Final = Wording(
    "không được đặt tên cột là “{column}”", "a column cannot be called “{column}”"
)
OTHER_CHOICES: Final = Wording(
    "các giá trị chọn của cột {column} phải lấy trong: {words}",
    "the choices of the column {column} must be among: {words}",
)
SAME_HEADERS: Final = Wording(
    "có hai cột cùng tiêu đề “{header}”", "two columns have the header “{header}”"
)
BLANK_HEADER: Final = Wording("có cột không có tiêu đề", "a column has no header")
NO_SHEET_NAME: Final = Wording(
    "“{sheet}” không dùng làm tên trang tính được", "“{sheet}” cannot be the name of the sheet"
)
