"""What the page says in words of its own."""

from __future__ import annotations

from typing import Final

from plansheet.language.wording import Wording

SEARCH: Final = Wording("Tìm nhiệm vụ, chỉ tiêu, cơ quan", "Search tasks, indicators, agencies")
WITHOUT_MARKS: Final = Wording("Gõ không dấu cũng được", "Marks may be left out")
SHOW: Final = Wording("Chỉ hiện", "Show only")
EVERYTHING: Final = Wording("Tất cả", "Everything")
SHOWN: Final = Wording("Đang hiện {count}/{total}", "{count} of {total} shown")
NOTHING_FOUND: Final = Wording("Không có mục nào phù hợp.", "Nothing matches.")
CLEAR: Final = Wording("Bỏ lọc", "Clear")
SKIP: Final = Wording("Đến phần tìm kiếm", "Skip to the search")
AT_A_GLANCE: Final = Wording("Tổng quan", "At a glance")
REPORTED_BY: Final = Wording("{reported}/{expected} cơ quan báo cáo", "{reported} of {expected}")
COUNTED_SOURCES: Final = Wording("Nguồn số liệu ({count})", "Sources ({count})")
NO_SOURCE: Final = Wording("Chưa có cơ quan nào báo cáo.", "No agency has reported this.")
PLACE: Final = Wording("{file}, trang {sheet}, ô {cell}", "{file}, sheet {sheet}, cell {cell}")
FROM_FILE: Final = Wording("{file}, trang {sheet}", "{file}, sheet {sheet}")
DECIDED: Final = Wording("Người tổng hợp quyết định", "Decided by the coordinator")
THROUGH: Final = Wording("Từ {agency}: {place}", "From {agency}: {place}")
DUE_ON: Final = Wording("hạn {day}", "due {day}")
TARGET: Final = Wording("kế hoạch {target}", "target {target}")
FIGURE: Final = Wording("{column} {figure}", "{column} {figure}")
MISSING: Final = Wording("Còn thiếu: {names}", "Missing: {names}")
LISTED: Final = Wording("Danh sách ({count} dòng)", "List ({count:row})")
MADE_WITH: Final = Wording(
    "Trang này không tải gì từ mạng và không gửi gì đi.",
    "This page loads nothing from a network and sends nothing.",
)
