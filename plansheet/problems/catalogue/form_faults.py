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
UNKNOWN_WORD: Final = Wording(
    "{path}: không có từ “{word}”{nearest}", "{path}: there is no word “{word}”{nearest}"
)
KNOWN_WORDS: Final = Wording(" (ở đây có: {names})", " (there are: {names})")
NO_KEYWORD_OF_SCHEMA: Final = Wording(
    " của JSON Schema (từ riêng thì bắt đầu bằng “x-”)",
    " of JSON Schema (a word of one's own begins with “x-”)",
)
WORD_VALUE: Final = Wording("{path}: giá trị không dùng được ({error})", "{path}: {error}")
WORDS_NOWHERE: Final = Wording(
    "{path}: ở đây không ai đọc “x-plansheet”; nó thuộc về biểu mẫu, một cột hoặc một quy tắc của "
    "allOf",
    "{path}: nobody reads “x-plansheet” here; it belongs to the form, a column or a rule of allOf",
)
LATER_VERSION: Final = Wording(
    "biểu mẫu viết cho bản sau của plansheet (version {version}; bản này đọc đến {known})",
    "it was written for a later release of plansheet (version {version}; this one reads {known})",
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

# A comparison of `checks`.

NO_COMPARISON: Final = Wording(
    "phép so sánh “{check}” sai ở ký tự thứ {at}: {why}",
    "the comparison “{check}” is wrong at character {at}: {why}",
)
OPERATOR_EXPECTED: Final = Wording(
    "cần một dấu so sánh: = <> < > <= >=", "a comparison is expected: = <> < > <= >="
)
OPERAND_EXPECTED: Final = Wording(
    "cần một số, một ô {{…}} hoặc một hàm", "a number, a cell {{…}} or a function is expected"
)
END_EXPECTED: Final = Wording("thừa từ đây", "the comparison should end here")
UNKNOWN_SIGN: Final = Wording("ký tự lạ", "this sign means nothing here")
UNKNOWN_FUNCTION: Final = Wording("các hàm là: {functions}", "the functions are: {functions}")
BRACKET_EXPECTED: Final = Wording("cần dấu (", "( is expected")
BRACKET_OPEN: Final = Wording("cần dấu )", ") is expected")
ONE_ARGUMENT: Final = Wording("abs chỉ có một đối số", "abs has one argument")
REFERENCE_OPEN: Final = Wording("ô {{…}} viết sai hoặc chưa đóng", "the cell {{…}} is not closed")
REFERENCE_BLANK: Final = Wording("tên ô còn để trống", "the name of a cell is blank")
TOO_DEEP: Final = Wording("quá nhiều ngoặc lồng nhau", "brackets are nested too deeply")
CHECK_KEYWORD: Final = Wording(
    "“checks” không có từ “{keyword}”; các từ là: {words}",
    "“checks” has no word “{keyword}”; the words are: {words}",
)
CHECK_VALUE: Final = Wording(
    "“{keyword}” của “checks” phải là: {words}", "“{keyword}” of “checks” must be: {words}"
)
NO_FIGURES: Final = Wording(
    "“checks” so sánh cột {column}, cột này không chứa số",
    "“checks” compares the column {column}, which holds no numbers",
)
NO_SUCH_CELL: Final = Wording(
    "“checks” nhắc đến ô {cell}: ghi {{column}}, {{code,column}} hoặc {{*,column}}",
    "“checks” names the cell {cell}: write {{column}}, {{code,column}} or {{*,column}}",
)
UNSEEN: Final = Wording(
    "quy tắc nhắc đến “{name}”, quy tắc không thấy được giá trị này",
    "a rule asks for “{name}”, which no rule can see",
)
