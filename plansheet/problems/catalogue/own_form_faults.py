"""What is wrong in the form.json of a form of an office's own: clauses that end a sentence."""

from __future__ import annotations

from typing import Final

from plansheet.language.wording import Wording

AT_PATH: Final = Wording("{path}: {why}", "{path}: {why}")
FORM_NOT_READ: Final = Wording("không đọc được ({error})", "it cannot be read ({error})")
BY_SCHEMA: Final = Wording("không đúng quy định ({error})", "it breaks the schema ({error})")
NOT_FORESEEN: Final = Wording(
    "không có mục “{key}”; chỉ được dùng: {allowed}",
    "there is no “{key}”; what may stand here: {allowed}",
)
MISSING_WORD: Final = Wording("thiếu “{key}”", "“{key}” is missing")
NOT_ALLOWED: Final = Wording(
    "không được ghi {value}; chỉ được: {allowed}", "{value} is not allowed; what is: {allowed}"
)
WRONG_TYPE: Final = Wording(
    "{value} không đúng loại; phải là {type}", "{value} is of another kind; wanted is {type}"
)
WRONGLY_WRITTEN: Final = Wording(
    "{value} viết không đúng: ô ghi như D19, vùng ghi như D19:J332, cột ghi như C",
    "{value} is not written so: a cell is written D19, a range D19:J332, a column C",
)
NO_SHEET: Final = Wording(
    "sổ tính trống không có trang “{sheet}”", "the blank workbook has no sheet “{sheet}”"
)
NO_ROWS: Final = Wording("thiếu “rows”", "“rows” is missing")
NO_KEYS: Final = Wording(
    "không có mã hay nhãn nào ở đó", "there are no codes and no labels at these places"
)
SAME_KEY: Final = Wording("“{key}” có hai lần", "“{key}” stands there twice")
NO_SUCH_KEY: Final = Wording(
    "không có dòng hay cột nào là “{key}”", "no row and no column is called “{key}”"
)
NO_CELL_CALLED: Final = Wording("không có ô {cell}", "there is no cell {cell}")
RANGE_TURNED: Final = Wording(
    "vùng phải ghi từ ô trên trái đến ô dưới phải",
    "a range goes from its upper left cell to its lower right one",
)
RANGE_OUTSIDE: Final = Wording(
    "vùng {range} vượt ra ngoài trang, vốn chỉ có {used}",
    "the range {range} is not on the sheet, which has {used}",
)
HEADER_IN_RANGE: Final = Wording(
    "dòng tiêu đề {row} nằm trong vùng số liệu", "the header row {row} is in the range"
)
HEAD_IN_RANGE: Final = Wording("ô {cell} nằm trong vùng số liệu", "the cell {cell} is in the range")
NO_INPUTS: Final = Wording(
    "không có ô nào để điền trong vùng này", "there is no cell to fill in in this range"
)
NO_OWNER: Final = Wording(
    "có phần “place” mà không ghi là của đơn vị nào",
    "something is “place” without an agency that it belongs to",
)
TABLES_OVERLAP: Final = Wording(
    "các bảng của một trang phải nằm dưới nhau, không chung dòng nào",
    "the tables of a sheet have to stand below each other, with no row in common",
)
LIST_NOT_LAST: Final = Wording(
    "dưới danh sách không được có bảng nào nữa: danh sách còn dài thêm",
    "no table may stand below a list, which grows",
)
KEY_TWICE: Final = Wording("“{key}” được ghi hai lần", "“{key}” is given twice")

# What learning doubts.

NOT_EDITABLE: Final = Wording(
    "biểu trống phải là sổ tính .xlsx: mở bằng Excel rồi lưu thành .xlsx",
    "the blank workbook has to be an .xlsx: open it in Excel and save it as .xlsx",
)
NO_TABLE: Final = Wording(
    "trang này không có bảng để điền, không thuộc biểu",
    "this sheet has no table to fill in and is no part of the form",
)
NO_PART_OF_FORM: Final = Wording(
    "trang này theo tên gọi là hướng dẫn, không thuộc biểu",
    "this sheet is a guide by its name and is no part of the form",
)
HIDDEN_FORM_SHEET: Final = Wording(
    "trang này bị ẩn, không thuộc biểu", "this sheet is hidden and is no part of the form"
)
FURTHER_TABLE: Final = Wording(
    "ở {range} có vẻ còn một bảng nữa, không thuộc biểu",
    "there seems to be another table at {range}, which is no part of the form",
)
FURTHER_PART: Final = Wording(
    "bảng ở {range} là một bảng nữa của trang, “{name}”; nếu không phải bảng để điền, xóa “{name}”"
    " khỏi form.json",
    "the table at {range} is another one of the sheet, “{name}”; if it is none to fill in, delete"
    " “{name}” from form.json",
)
STATED_OTHERWISE: Final = Wording(
    "trên trang ghi vùng {range}, bảng tìm thấy không trùng với vùng đó",
    "the sheet states the range {range}, which is not that of the table found",
)
ROWS_WITHOUT_CODE: Final = Wording(
    "{count} dòng không có mã ({cells}) không thuộc biểu; nếu là dòng số liệu: ghi mã vào cột"
    " {column} của biểu trống rồi học lại, hoặc để “rows” là nhãn của cột {labels}",
    "{count:row has|rows have} no code ({cells}): no part of the form; if figures belong there,"
    " give codes in column {column} of the blank workbook and learn it again, or let “rows” be the"
    " labels of column {labels}",
)
LIST_FILLED: Final = Wording(
    "danh sách này đã có sẵn {count} dòng: biểu trống chưa trống",
    "this list has {count:row} already: the blank workbook is not blank",
)
FIGURES_THERE: Final = Wording(
    "cột “{key}” đã có số liệu, được hiểu là nhãn: biểu trống chưa trống?",
    "“{key}” has figures already and is taken for labels: is the blank workbook blank?",
)
NOT_OF_THIS_FORM: Final = Wording(
    "không tìm thấy trang này trong {file}, nên không học được gì từ tệp đó",
    "{file} does not have this sheet, so nothing was learnt from it",
)
SOME_TEXTS: Final = Wording(
    "cột “{key}” có {count} ô chữ giữa các số, như “{text}”",
    "“{key}” has {count:text} among its figures, such as “{text}”",
)
NEVER_FILLED: Final = Wording(
    "không tệp nào trong {count} tệp đã điền có gì ở cột “{key}”",
    "none of {count:filled workbook} has anything in “{key}”",
)
SEEN_CHOICES: Final = Wording(
    "cột “{key}” chỉ có các giá trị {choices}: nếu chỉ được chọn trong đó, ghi vào “choices”",
    "“{key}” has only the values {choices}: if no others are allowed, put them under “choices”",
)
HIDDEN_INPUTS: Final = Wording(
    "{count} ô để điền nằm ở dòng hoặc cột bị ẩn",
    "hidden rows or columns have {count:cell} to fill in",
)
NOT_SUMMED: Final = Wording(
    "“{key}” có vẻ không cộng được (mã, năm, tỷ lệ, bình quân): để “none”; sửa nếu cộng được",
    "“{key}” does not look like something to add up (a code, a year, a rate): it is “none”",
)
LABELS_REPEAT: Final = Wording(
    "không có cột mã; {count} nhãn trùng nhau được phân biệt bằng nhãn phía trên",
    "there is no column of codes; {count:label that repeats is|labels that repeat are} told apart by those above them",
)
CODES_REPEAT: Final = Wording(
    "{count} mã có hai lần, như “{key}”: các dòng được phân biệt bằng nhãn",
    "{count:code stands|codes stand} there twice, such as “{key}”: rows are known by their labels",
)
HEADERS_REPEAT: Final = Wording(
    "hai cột cùng tiêu đề “{key}”", "two columns have the header “{key}”"
)
IS_TEXT: Final = Wording(
    "“{key}” được hiểu là cột chữ, không cộng", "“{key}” is taken for a column of text"
)
IS_DATE: Final = Wording(
    "“{key}” được hiểu là cột ngày, không cộng", "“{key}” is taken for a column of dates"
)
NO_DATES: Final = Wording(
    "“{key}” không phải cột ngày: tệp đã điền có số ở đó; cộng như mọi số",
    "“{key}” is no column of dates: filled workbooks have figures there, which are added up",
)
NO_AGENCY_CELL: Final = Wording(
    "không thấy ô ghi tên đơn vị báo cáo", "no cell for the name of the reporting agency was found"
)
OF_AGENCY: Final = Wording(
    "“{key}” có vẻ là phần riêng của một đơn vị: “place”",
    "“{key}” looks like a part of one agency's own: it is “place”",
)
ONLY_PREVIOUS: Final = Wording(
    "không ô nào của kỳ này được kiểm tra", "no cell of this period is checked"
)
