"""Why a file is not read: for each reason the code of its problem, and the words that end it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from plansheet.language.wording import Wording


@dataclass(frozen=True, slots=True)
class RefusalReason:
    """A reason why a file is not read: the code of the problem, and its `why` or `what`."""

    code: str
    why: Wording


def _unreadable(vi: str, en: str) -> RefusalReason:
    """Damaged, or not what it claims to be."""
    return RefusalReason("unreadable", Wording(vi, en))


def _too_large(vi: str, en: str) -> RefusalReason:
    """Beyond one of the limits."""
    return RefusalReason("too-large", Wording(vi, en))


def _unsafe(vi: str, en: str) -> RefusalReason:
    """Built to mislead or to harm a reader."""
    return RefusalReason("unsafe-content", Wording(vi, en))


def _not_a_workbook(vi: str, en: str) -> RefusalReason:
    """Something other than a spreadsheet."""
    return RefusalReason("not-a-workbook", Wording(vi, en))


ENCRYPTED: Final = RefusalReason("encrypted", Wording("tệp có mật khẩu", "the file has a password"))

# The file and what holds it together.

CANNOT_OPEN: Final = _unreadable("không mở được tệp", "it cannot be opened")
NO_REGULAR_FILE: Final = _unreadable("không phải là tệp thường", "it is no regular file")
CUT_SHORT: Final = _unreadable("tệp bị cắt cụt", "the file is cut short")
DAMAGED_ARCHIVE: Final = _unreadable("tệp nén bị hỏng", "the archive is damaged")
STRANGE_COMPRESSION: Final = _unreadable("kiểu nén lạ", "an unknown kind of compression")
DAMAGED_STRUCTURE: Final = _unreadable("cấu trúc tệp bị hỏng", "the file's structure is damaged")
DAMAGED_RECORD: Final = _unreadable("bản ghi bị hỏng", "a record is damaged")
DAMAGED_XML: Final = _unreadable("phần XML bị hỏng", "an XML part is damaged")
READER_FAILED: Final = _unreadable("chương trình gặp lỗi ({error})", "the program failed ({error})")
READER_DIED: Final = _unreadable("bộ đọc tệp dừng đột ngột", "the process that read it died")
READER_SLOW: Final = _unreadable("đọc quá {seconds} giây", "it took more than {seconds:second}")

# What should be in a workbook.

NO_SHEETS: Final = _unreadable("sổ tính không có trang tính nào", "the workbook has no sheets")
NO_WORKBOOK_CONTENT: Final = _unreadable(
    "thiếu nội dung của sổ tính", "the content of the workbook is missing"
)
NO_SHEET_CONTENT: Final = _unreadable(
    "thiếu nội dung của trang tính", "the content of a sheet is missing"
)
SHEET_NOT_THERE: Final = _unreadable(
    "không tìm thấy trang tính", "a sheet is not where it should be"
)
SHEETS_OVERLAP: Final = _unreadable("các trang tính chồng lên nhau", "sheets overlap")
DAMAGED_SHEET: Final = _unreadable("có trang tính bị hỏng", "a sheet is damaged")
WRONG_ADDRESS: Final = _unreadable("địa chỉ ô bị sai", "the address of a cell is wrong")
WRONG_ROW: Final = _unreadable("số thứ tự hàng bị sai", "the number of a row is wrong")
CELL_TWICE: Final = _unreadable("có ô xuất hiện hai lần", "a cell appears twice")
NO_SHARED_STRING: Final = _unreadable("thiếu chuỗi dùng chung", "a shared string is missing")

# The limits.

NO_MEMORY: Final = _too_large("không đủ bộ nhớ để đọc", "there is not enough memory to read it")
LARGE_FILE: Final = _too_large("trên 50 MB", "more than 50 MB")
LARGE_PART: Final = _too_large("một phần của tệp quá lớn", "a part of the file is too large")
LARGE_UNPACKED: Final = _too_large("giải nén ra quá nhiều dữ liệu", "it unpacks to too much data")
MANY_ENTRIES: Final = _too_large("tệp có quá nhiều mục", "the file has too many entries")
MANY_ARCHIVE_ENTRIES: Final = _too_large(
    "tệp nén có quá nhiều mục", "the archive has too many entries"
)
MANY_PARTS: Final = _too_large("gói tệp có quá nhiều mục", "the package lists too many parts")
MANY_ELEMENTS: Final = _too_large("XML có quá nhiều phần tử", "XML has too many elements")
MANY_RECORDS: Final = _too_large("có quá nhiều bản ghi", "there are too many records")
MANY_SHEETS: Final = _too_large("có quá nhiều trang tính", "there are too many sheets")
MANY_PAGES: Final = _too_large("có quá nhiều trang", "there are too many pages")
MANY_CELLS: Final = _too_large("có quá nhiều ô", "there are too many cells")
FAR_CELL: Final = _too_large("có số liệu ở tận ô {cell}", "there is data as far out as cell {cell}")
MANY_STRINGS: Final = _too_large("có quá nhiều chuỗi", "there are too many strings")
MANY_BLANKS: Final = _too_large("có quá nhiều dấu cách", "there are too many blanks")
MUCH_TEXT: Final = _too_large("có quá nhiều chữ", "there is too much text")
LONG_FORMULAS: Final = _too_large("công thức quá dài", "the formulas are too long")
MANY_PLACES: Final = _too_large(
    "có hơn 10.000 chỗ cần xem lại", "more than 10,000 places in it need a look"
)

# Files built to mislead.

DTD: Final = _unsafe("phần XML khai báo DTD", "an XML part declares a DTD")
SAME_NAMES: Final = _unsafe(
    "tệp nén có hai mục trùng tên", "the archive has two entries of the same name"
)
ENTRIES_OVERLAP: Final = _unsafe(
    "các mục trong tệp nén chồng lên nhau", "entries of the archive overlap"
)

# What a file is instead of a workbook.

EMPTY_FILE: Final = _not_a_workbook("một tệp rỗng", "an empty file")
PDF: Final = _not_a_workbook("một tệp PDF", "a PDF file")
RTF: Final = _not_a_workbook("một văn bản RTF", "an RTF document")
PICTURE: Final = _not_a_workbook("một tệp ảnh", "a picture")
ARCHIVE: Final = _not_a_workbook("một tệp nén; hãy giải nén trước", "an archive; unpack it first")
PROGRAM: Final = _not_a_workbook("một chương trình", "a program")
MHTML: Final = _not_a_workbook(
    "một trang web lưu dạng MHTML; mở bằng Excel rồi lưu lại dạng .xlsx",
    "a web page saved as MHTML; open it in Excel and save it as .xlsx",
)
XML_SPREADSHEET: Final = _not_a_workbook(
    "một tệp XML Spreadsheet 2003; mở bằng Excel rồi lưu lại dạng .xlsx",
    "an XML Spreadsheet 2003 file; open it in Excel and save it as .xlsx",
)
HTML: Final = _not_a_workbook(
    "một trang HTML mang đuôi tệp Excel; mở bằng Excel rồi lưu lại dạng .xlsx",
    "an HTML page with the extension of Excel; open it in Excel and save it as .xlsx",
)
XML: Final = _not_a_workbook("một tệp XML", "an XML file")
OLD_EXCEL: Final = _not_a_workbook(
    "bảng tính Excel 4 trở về trước; mở bằng Excel rồi lưu lại dạng .xlsx",
    "a spreadsheet of Excel 4 or older; open it in Excel and save it as .xlsx",
)
BINARY: Final = _not_a_workbook("một tệp nhị phân không rõ loại", "a binary file of unknown kind")
CSV: Final = _not_a_workbook(
    "một tệp văn bản kiểu CSV; mở bằng Excel rồi lưu lại dạng .xlsx",
    "a text file like CSV; open it in Excel and save it as .xlsx",
)
PLAIN_TEXT: Final = _not_a_workbook("một tệp văn bản", "a text file")
WORD: Final = _not_a_workbook("một văn bản Word", "a Word document")
PRESENTATION: Final = _not_a_workbook("một bài trình chiếu", "a presentation")
OTHER_OPENDOCUMENT: Final = _not_a_workbook(
    "một tài liệu OpenDocument", "an OpenDocument file of another kind"
)
MAIL: Final = _not_a_workbook(
    "một thư điện tử; mở thư rồi lưu tệp đính kèm vào thư mục này",
    "an e-mail message; open it and save the attachment into this folder",
)
OTHER_OFFICE: Final = _not_a_workbook("một tệp Office khác", "another kind of Office file")
