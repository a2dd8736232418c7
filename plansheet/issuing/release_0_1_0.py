"""What release 0.1.0 wrote beside the tables of a template: its stamps do not say it.

Its workbooks are read for ever, so what it said stays here as it was, in Vietnamese.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from plansheet.forms import Form
from plansheet.issuing.assignments import Assignment

_MOST_LINES: Final = 9
_GUIDE: Final = (
    "Chỉ điền vào các ô nền trắng và nền vàng ở các trang bên cạnh. Ô nền xám đã khóa: không sửa "
    "nội dung được giao, không thêm hoặc xóa dòng, cột, trang tính.",
    "Trang “Nhiệm vụ”: ở mỗi dòng, chọn Tình trạng trong danh sách (bắt buộc). Khi chọn Hoàn "
    "thành, ghi thêm Ngày văn bản và Số, ký hiệu văn bản. Không cần ghi đúng hạn hay quá hạn.",
    "Trang “Phối hợp”: ghi việc đã làm để phối hợp với cơ quan chủ trì; không có thì để trống.",
    "Dòng bắt đầu bằng “–” dưới một chỉ tiêu (tử số, mẫu số, quyền số): ghi số tuyệt đối, không "
    "ghi phần trăm; tỷ lệ được tính từ tử số và mẫu số.",
    "Ô số: chỉ ghi số, không kèm đơn vị tính. Tỷ lệ phần trăm ghi theo điểm phần trăm: gõ 40 nghĩa "
    "là 40%.",
    "Ô ngày: ghi dạng ngày/tháng/năm, ví dụ 30/6/2021.",
    "Không có số liệu thì để trống; ô trống được hiểu là chưa báo cáo, không phải bằng 0.",
    "Khi “Ô bắt buộc còn thiếu” và “Ô trái quy tắc” ở bảng trên đều bằng 0, lưu tệp (giữ dạng "
    ".xlsx) và gửi về nơi nhận.",
)
_COUNTED: Final = "Ô trái quy tắc"
_NOTE: Final = "Chỉ điền các ô nền trắng. Ô vàng: bắt buộc, còn thiếu. Ô đỏ: cần sửa."


def guide_texts() -> Iterator[str]:
    """What its guide said: the lines were numbered, as many as the agency needed."""
    yield _COUNTED
    yield from (f"{number}. {text}" for text in _GUIDE for number in range(1, _MOST_LINES))


def table_texts(form: Form, assignment: Assignment) -> Iterator[str]:
    """What stood above a table."""
    yield f"{form.title} – {assignment.period.label}".upper()
    yield f"Cơ quan báo cáo: {assignment.agency.name}"
    yield _NOTE
