"""What is said of a form of an office's own that came back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from plansheet.problems.catalogue.entries import Entry, entry

OF_OWN_FORMS: Final[Mapping[str, Entry]] = {
    "computed-differs": entry(
        "warning",
        "Ô tự tính ghi {value}, công thức của biểu cho {expected}.",
        "The computed cell shows {value}; the formula of the form gives {expected}.",
        "Kiểm tra các số thành phần; số do công thức tính được dùng, số gõ vào đây thì không.",
        "Check the figures it is made of; what the formula gives is used, what was typed is not.",
    ),
    "list-total": entry(
        "info",
        "Dòng “{value}” là dòng tổng, không tính là một dòng của danh sách.",
        "Row “{value}” is a total, and none of the rows of the list.",
        "Không cần làm gì; tổng được tính lại từ các dòng.",
        "Nothing to do; totals are made of the rows.",
    ),
    "list-total-differs": entry(
        "warning",
        "Dòng tổng ghi {value} ở cột “{column}”, các dòng cộng lại được {expected}.",
        "The total says {value} in column “{column}”; the rows come to {expected}.",
        "Kiểm tra xem danh sách có thiếu dòng hoặc sai số không; các dòng được dùng, số tổng thì "
        "không.",
        "Check whether a row is missing or wrong; the rows are used, the total is not.",
    ),
    "official-differs": entry(
        "warning",
        "Biểu tổng hợp có sẵn ghi “{value}”, các báo cáo gửi về tổng hợp được “{expected}”.",
        "The consolidated workbook at hand says “{value}”; the returns come to “{expected}”.",
        "Mở nguồn của ô bằng plansheet explain, rồi xem biểu nào thiếu hoặc sai.",
        "Look at the sources of the cell with plansheet explain: one of the two lacks something.",
    ),
    "official-rounded": entry(
        "info",
        "Biểu tổng hợp có sẵn ghi {value}, các báo cáo gửi về tổng hợp được {expected}: chỉ lệch "
        "do làm tròn.",
        "The consolidated workbook at hand says {value}; the returns come to {expected}: rounding "
        "alone sets them apart.",
        "Không cần làm gì.",
        "Nothing to do.",
    ),
    "rounding-difference": entry(
        "info",
        "{what}: lệch {gap}, do các số đã được làm tròn.",
        "{what}: off by {gap}, as the figures were rounded.",
        "Không cần làm gì; số đã gửi được giữ nguyên.",
        "Nothing to do; the figures stand as they were sent.",
    ),
}
