"""What the report says in words of its own."""

from __future__ import annotations

from typing import Final

from plansheet.language.wording import Term, Wording

# Tasks by agency and by person.

TASKS_BY_AGENCY: Final = Wording("Nhiệm vụ theo cơ quan chủ trì", "Tasks by lead agency")
TASKS_BY_PERSON: Final = Wording("Nhiệm vụ theo {who}", "Tasks by {who}")
NO_LEAD: Final = Wording("chưa có cơ quan chủ trì", "without lead agency")
NOBODY: Final = Wording("(chưa ghi)", "(nobody named)")
TOTAL: Final = Term("Tổng số", "Total")
OLDEST_OVERDUE: Final = Term("Quá hạn lâu nhất (ngày)", "Longest overdue (days)")
NEEDING_MOST: Final = Wording(
    "{count} cơ quan cần đôn đốc nhất", "The {count:agency} most in need of attention"
)

# The first page: what it is, and what it says in one sentence.

REPORT_TITLE: Final = Wording(
    "BÁO CÁO TÌNH HÌNH THỰC HIỆN KẾ HOẠCH", "REPORT ON THE IMPLEMENTATION OF THE PLAN"
)
PLAN_NUMBERED: Final = Wording("{title} (số {number})", "{title} (No. {number})")
AS_OF_DAY: Final = Wording("Số liệu đến {day}", "Figures as of {day}")
SO_MANY_OVERDUE: Final = Wording(
    "{count} nhiệm vụ quá hạn, lâu nhất {days} ngày",
    "{count:task} overdue, the longest {days:day}",
)
SO_MANY_SILENT: Final = Wording(
    "{count} cơ quan chưa gửi", "{count:agency has|agencies have} not reported"
)
SO_MANY_DOUBTFUL: Final = Wording(
    "{count}/{total} chỉ tiêu khó đạt", "{count} of {total:indicator} unlikely to be met"
)
SO_MANY_MISSED: Final = Wording(
    "{count}/{total} chỉ tiêu không đạt", "{count} of {total:indicator} not met"
)
SO_MANY_UNKNOWN: Final = Wording(
    "{count}/{total} chỉ tiêu chưa rõ", "{count} of {total:indicator} unknown"
)
ALL_SENT: Final = Wording("mọi cơ quan đã gửi báo cáo", "every agency has reported")
NOTHING_OVERDUE: Final = Wording("không có nhiệm vụ quá hạn", "no task is overdue")
NOTHING_MISSED: Final = Wording("mọi chỉ tiêu đều đạt", "every indicator is met")

# Its cards: two lines each.

CARD_SENT: Final = Wording("Cơ quan\nđã gửi", "Agencies that\nreported")
CARD_DONE: Final = Wording("Nhiệm vụ\nhoàn thành", "Tasks\ndone")
CARD_OVERDUE: Final = Wording("Nhiệm vụ\nquá hạn", "Tasks\noverdue")
CARD_MET: Final = Wording("Chỉ tiêu\nđạt", "Indicators\nmet")
CARD_TO_DECIDE: Final = Wording("Việc cần\nquyết định", "Questions\nto decide")
MORE: Final = Wording("▲ {count} so với {period}", "▲ {count} since {period}")
FEWER: Final = Wording("▼ {count} so với {period}", "▼ {count} since {period}")
AS_BEFORE: Final = Wording("bằng {period}", "as in {period}")

# Its panels.

ALL_TASKS: Final = Wording("Nhiệm vụ ({count})", "Tasks ({count})")
HEAD_COUNT: Final = Wording("Số", "Count")
HEAD_SHARE: Final = Wording("%", "%")
OF_THESE: Final = Wording("· trong đó: {status}", "· of these: {status}")
TASKS_BY_CLASS: Final = Wording("Nhiệm vụ theo tình hình thực hiện", "Tasks by class")
INDICATORS_MISSED: Final = Wording("Chỉ tiêu ({count})", "Indicators ({count})")
WORD_DOUBTFUL: Final = Wording("khó đạt", "unlikely")
WORD_MISSED: Final = Wording("không đạt", "not met")
ATTAINED: Final = Wording(
    "{met} đạt · {missed} {word} · {unknown} chưa rõ",
    "{met} met · {missed} {word} · {unknown} unknown",
)
IN_PART: Final = Wording(
    "{said} ({count} so với phần giao của cơ quan đã báo cáo)",
    "{said} ({count} against the share of those that reported)",
)
MORE_INDICATORS: Final = Wording("và {count} chỉ tiêu khác", "and {count:more indicator}")
AGENCIES_IN_NEED: Final = Wording("Cơ quan cần đôn đốc", "Agencies to be urged")
HEAD_OVERDUE: Final = Wording("Nhiệm vụ quá hạn", "Tasks overdue")
HEAD_LONGEST: Final = Wording("Lâu nhất (ngày)", "Longest (days)")
IN_STATE: Final = Wording(" ({state})", " ({state})")
MORE_AGENCIES: Final = Wording("và {count} cơ quan khác", "and {count:more agency}")
TASKS_LONGEST_OVERDUE: Final = Wording("Nhiệm vụ quá hạn lâu nhất", "Tasks longest overdue")
HEAD_DAYS: Final = Wording("Ngày", "Days")
AND_MORE: Final = Wording("{name} và {count} cơ quan khác", "{name} and {count} more")
MORE_OVERDUE: Final = Wording("và {count} nhiệm vụ quá hạn khác", "and {count:more overdue task}")

# Below them.

DATA_QUALITY: Final = Wording(
    "Chất lượng số liệu: {errors} lỗi trong {files} tệp, {warnings} cảnh báo; {on_time}/{expected} "
    "cơ quan gửi đúng hạn. Chi tiết: trang Lỗi.",
    "Quality of the data: {errors:error} in {files:file}, {warnings:warning}; {on_time} of "
    "{expected:agency} in time. See the sheet Problems.",
)
PREPARED_BY: Final = Wording("NGƯỜI LẬP BIỂU", "PREPARED BY")
HEAD_OF_OFFICE: Final = Wording("THỦ TRƯỞNG CƠ QUAN", "HEAD OF THE OFFICE")
SIGNED: Final = Wording("(Ký, họ tên)", "(Signature, full name)")
SIGNED_AND_SEALED: Final = Wording("(Ký, đóng dấu, họ tên)", "(Signature, seal, full name)")

# What moved since the report before.

SINCE: Final = Wording("Thay đổi so với {period}", "Changes since {period}")
NO_CHANGE: Final = Wording("Không có thay đổi.", "Nothing has changed.")
NEWLY_DONE: Final = Wording("nhiệm vụ mới hoàn thành", "task newly done")
REOPENED: Final = Wording("nhiệm vụ trở lại chưa hoàn thành", "task open again")
NEWLY_OVERDUE: Final = Wording("nhiệm vụ mới quá hạn", "task newly overdue")
NOW_SILENT: Final = Wording("nhiệm vụ nay chưa báo cáo", "task not reported now")
RECLASSED: Final = Wording("nhiệm vụ đổi xếp loại", "task classed differently")
NEWLY_MET: Final = Wording("chỉ tiêu mới đạt", "indicator newly met")
NO_LONGER_MET: Final = Wording("chỉ tiêu nay không đạt", "indicator not met now")
NO_LONGER_KNOWN: Final = Wording("chỉ tiêu nay chưa rõ", "indicator unknown now")
FIGURE_MOVED: Final = Wording(
    "lũy kế hoặc ước cả năm thay đổi", "cumulative figure or forecast changed"
)

# Tasks that many agencies report on.

SO_MANY_REPORTED: Final = Wording("{n}/{of} đã báo cáo", "{n} of {of} reported")
SO_MANY_OF_CLASS: Final = Wording("{name}: {count}", "{name}: {count}")
NAMED: Final = Wording("{said} ({names})", "{said} ({names})")
MORE_AMONG_SOURCES: Final = Wording(
    "{said}\n… và {count} cơ quan khác: xem trang Nguồn số liệu",
    "{said}\n… and {count:more agency}: see the sheet Sources",
)
