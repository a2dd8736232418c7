"""What letters and the report as a document say: sentences of offices, in two languages.

What a class, a state, a column or a sheet is called is not said here: they bear their own labels.
"""

from __future__ import annotations

from typing import Final

from plansheet.language.wording import Wording
from plansheet.plan.rounds import Round

# The frame of every document.

COUNTRY: Final = Wording("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "SOCIALIST REPUBLIC OF VIET NAM")
MOTTO: Final = Wording("Độc lập - Tự do - Hạnh phúc", "Independence - Freedom - Happiness")
SYMBOL_LINE: Final = Wording("Số:          {symbol}", "No.:          {symbol}")
LETTER_SYMBOL: Final = Wording("/…-…", "/…-…")
REPORT_SYMBOL: Final = Wording("/BC-…", "/BC-…")
PLACE_AND_DAY: Final = Wording("{place}, {day}", "{place}, {day}")
TO_FILL_IN: Final = "…"
ADDRESSEE: Final = Wording("Kính gửi: {name}", "To: {name}")
RECIPIENTS: Final = Wording("Nơi nhận:", "Recipients:")
AS_ABOVE: Final = Wording("Như trên", "As above")
TO_REPORT_TO: Final = Wording("{name} (để báo cáo)", "{name} (for information)")
TO_COOPERATE: Final = Wording(
    "Các cơ quan được giao nhiệm vụ, chỉ tiêu", "The agencies in charge of tasks and indicators"
)
TO_FILE: Final = Wording("Lưu: VT, …", "Filed: VT, …")
NAME_OF_SIGNER: Final = Wording("[Họ và tên]", "[Full name]")
QUALITY_OF_SIGNER: Final = Wording("[QUYỀN HẠN, CHỨC VỤ]", "[AUTHORITY, POSITION]")
SIGNERS: Final = {
    "uỷ ban nhân dân": (
        Wording("TM. ỦY BAN NHÂN DÂN", "ON BEHALF OF THE PEOPLE’S COMMITTEE"),
        Wording("CHỦ TỊCH", "CHAIRPERSON"),
    ),
    "văn phòng": (Wording("CHÁNH VĂN PHÒNG", "CHIEF OF OFFICE"),),
    "thanh tra": (Wording("CHÁNH THANH TRA", "CHIEF INSPECTOR"),),
    "chi cục": (Wording("CHI CỤC TRƯỞNG", "HEAD OF SUB-DEPARTMENT"),),
    "cục": (Wording("CỤC TRƯỞNG", "DIRECTOR"),),
    "phòng": (Wording("TRƯỞNG PHÒNG", "HEAD OF DIVISION"),),
    "trung tâm": (Wording("GIÁM ĐỐC", "DIRECTOR"),),
    "sở": (Wording("GIÁM ĐỐC", "DIRECTOR"),),
    "ban": (Wording("TRƯỞNG BAN", "HEAD"),),
}
"""By the first words of the name of a body in which quality its head signs."""

DOCUMENT_KINDS: Final = {
    "KH": Wording("Kế hoạch", "Plan"),
    "QĐ": Wording("Quyết định", "Decision"),
    "NQ": Wording("Nghị quyết", "Resolution"),
    "CTr": Wording("Chương trình", "Programme"),
    "CT": Wording("Chỉ thị", "Directive"),
    "ĐA": Wording("Đề án", "Project"),
}
"""By the symbol of a document what kind it is (Decree 30/2020/NĐ-CP, appendix III)."""
OTHER_DOCUMENT: Final = Wording("Văn bản", "Document")
PLAN_BY_NUMBER: Final = Wording("{kind} số {number}", "{kind} No. {number}")
PLAN_DATED: Final = Wording("{plan} {day}", "{plan} of {day}")
PLAN_ISSUED_BY: Final = Wording("{plan} của {issuer}", "{plan}, issued by {issuer}")

# The letter.

ABOUT_SENDING: Final = Wording("V/v đôn đốc gửi {report}", "Re: reminder of {report}")
ABOUT_CORRECTING: Final = Wording("V/v sửa, gửi lại {report}", "Re: correction of {report}")
ABOUT_PUNCTUALITY: Final = Wording(
    "V/v chấp hành thời hạn gửi {report}", "Re: punctuality of {report}"
)
OBLIGATION: Final = Wording(
    "Thực hiện {plan}, các cơ quan được giao nhiệm vụ, chỉ tiêu gửi {report}",
    "Under {plan}, the agencies in charge of tasks and indicators send {report}",
)
OBLIGATION_ON_DRAFT: Final = Wording(
    "Để hoàn chỉnh dự thảo {plan}, các cơ quan có liên quan gửi {report}",
    "To complete the draft of {plan}, the agencies concerned send {report}",
)
TO_RECIPIENT: Final = Wording("{said} về {recipient}", "{said} to {recipient}")
BY_DEADLINE: Final = Wording("{said}, chậm nhất {day}", "{said}, by {day} at the latest")
SENTENCE: Final = Wording("{said}.", "{said}.")

NOT_RECEIVED: Final = Wording(
    "Tính đến {as_of}, {sender} chưa nhận được {report} của {agency}",
    "As of {as_of}, {sender} has not received {report} of {agency}",
)
OVERDUE_BY: Final = Wording("{said} (quá hạn {days} ngày)", "{said} ({days:day} overdue)")
CAME_LATE: Final = Wording(
    "Báo cáo của {agency} nhận {day}, quá hạn {days} ngày.",
    "The report of {agency} came on {day}, {days:day} late.",
)
NOT_USED: Final = Wording(
    "Tệp “{file}” {agency} gửi {day}: {state}", "File “{file}” that {agency} sent on {day}: {state}"
)
BECAUSE: Final = Wording("{said}. {why}", "{said}. {why}")
ERRORS_LEFT: Final = Wording(
    "Trong {report} của {agency} còn {count} lỗi; các ô có lỗi chưa được tổng hợp.",
    "In {report} of {agency} {count:error is|errors are} left; these cells do not count.",
)

REQUEST: Final = Wording("Để kịp tổng hợp, {sender} đề nghị {agency}:", "{sender} asks {agency}:")
REQUEST_PUNCTUALITY: Final = Wording(
    "{sender} đề nghị {agency} gửi báo cáo các kỳ sau đúng thời hạn quy định./.",
    "{sender} asks {agency} to send the reports of later periods in time.",
)
ASK_TASKS: Final = Wording(
    "Báo cáo tình hình thực hiện {count} nhiệm vụ được giao chủ trì:",
    "Report on {count:task} that you lead:",
)
ASK_INDICATORS: Final = Wording(
    "Báo cáo số liệu của {count} chỉ tiêu được giao:", "Report the figures of {count:indicator}:"
)
ASK_FIGURES_LEFT: Final = Wording(
    "Bổ sung số liệu (nếu có) của {count} chỉ tiêu còn để trống:",
    "Add the figures, where there are any, of {count:indicator} left blank:",
)
ASK_COORDINATION: Final = Wording(
    "Báo cáo kết quả phối hợp thực hiện {count} nhiệm vụ (nếu có):",
    "Report, where there is anything, on {count:task} that you coordinate:",
)
ASK_IN_ROUND: Final = {
    Round.SCHEDULE: Wording(
        "Đăng ký tiến độ của {count} nhiệm vụ được giao chủ trì:",
        "Register the schedule of {count:task} that you lead:",
    ),
    Round.COMMENTS: Wording(
        "Cho ý kiến về {count} nội dung của dự thảo.", "Comment on {count:item} of the draft."
    ),
}
ASK_CORRECTION: Final = Wording(
    "Sửa {count} lỗi trong tệp đã gửi:", "Correct {count:error} in the file that was sent:"
)
FILE: Final = Wording("Tệp {file}", "File {file}")
ASK_TO_SEND: Final = Wording(
    "Ghi vào đúng biểu mẫu {period} đã phát hành ({file}), giữ dạng .xlsx",
    "Use the workbook of {period} that was issued ({file}), keep it as .xlsx",
)
ASK_TO_SEND_AGAIN: Final = Wording(
    "Sửa, bổ sung trong chính tệp đã gửi (hoặc trong bản đánh dấu lỗi, nếu có), giữ dạng .xlsx",
    "Correct the file that was sent (or the marked copy, where there is one), keep it as .xlsx",
)
SEND_TO: Final = Wording("{said}, gửi về {recipient}", "{said}, and send it to {recipient}")
REACHED_AT: Final = Wording("{said} ({contact})", "{said} ({contact})")
SEND_BY: Final = Wording("{said} chậm nhất {day}", "{said} by {day}")
DAY_TO_FILL_IN: Final = Wording("ngày … tháng … năm {year}", "… {year}")
CLOSING: Final = Wording(
    "{sender} đề nghị {agency} quan tâm, phối hợp thực hiện./.",
    "{sender} thanks {agency} for its cooperation.",
)
NUMBERED: Final = Wording("{number}. {text}", "{number}. {text}")

REPORT_OF: Final = Wording("báo cáo {period}", "the report of {period}")
REPLIES: Final = {
    Round.SCHEDULE: Wording("bản đăng ký tiến độ", "the schedule"),
    Round.COMMENTS: Wording("ý kiến góp ý", "the comments"),
}
"""What agencies send in a round on the plan itself."""

# The report as a document.

REPORT: Final = Wording("Báo cáo", "Report")
ON_PLAN: Final = Wording("Tình hình thực hiện {plan}, {period}", "The state of {plan}, {period}")
BASIS: Final = Wording(
    "Thực hiện {plan}, {sender} tổng hợp báo cáo {period} của các cơ quan được giao nhiệm vụ, chỉ "
    "tiêu. Số liệu tính đến {as_of}.",
    "Under {plan}, {sender} has consolidated the reports of {period} of the agencies in charge of "
    "tasks and indicators. Figures are as of {as_of}.",
)
PART: Final = Wording("{number}. {text}", "{number}. {text}")

SENDING: Final = Wording("Tình hình gửi báo cáo", "Who has reported")
SENT: Final = Wording(
    "Có {received}/{expected} cơ quan gửi báo cáo",
    "{received} of {expected:agency has|agencies have} reported",
)
SENT_OF_WHICH: Final = Wording("{said} ({parts})", "{said} ({parts})")
SENT_IN_TIME: Final = Wording("{count} cơ quan gửi đúng hạn", "{count} in time")
SENT_LATE: Final = Wording("{count} cơ quan gửi quá hạn", "{count} late")
SENT_NOT: Final = Wording("{said}; {count} cơ quan chưa gửi", "{said}; {count} have not")
DEADLINE_WAS: Final = Wording("Hạn gửi báo cáo là {day}.", "Reports were due on {day}.")
THE_LATE: Final = Wording("Cơ quan gửi quá hạn: {names}.", "Late: {names}.")
DAYS_LATE_OF: Final = Wording("{name} ({days} ngày)", "{name} ({days:day})")
NAME_AND_STATE: Final = Wording("{name} ({state})", "{name} ({state})")
THE_SILENT: Final = Wording("Cơ quan chưa gửi báo cáo: {names}.", "Not reported: {names}.")
ERRORS_OPEN: Final = Wording(
    "Còn {count} lỗi trong {files} tệp đã gửi; số liệu ở các ô có lỗi chưa được tổng hợp.",
    "{count:error} in {files:file} not corrected; figures in these cells do not count.",
)

ON_TASKS: Final = Wording("Kết quả thực hiện nhiệm vụ", "Tasks")
TASKS_IN_ALL: Final = Wording("Có {total} nhiệm vụ, trong đó: {parts}.", "{total:task}: {parts}.")
TASKS_OF_CLASS: Final = Wording("{count} nhiệm vụ {label} ({share}%)", "{count} {label} ({share}%)")
TASKS_OF_NOBODY: Final = Wording(
    "{count} nhiệm vụ chưa báo cáo là vì kế hoạch chưa ghi cơ quan chủ trì.",
    "{count:task is|tasks are} not reported because the plan names no lead agency.",
)
NUMBER_OF_TASKS: Final = Wording("Số nhiệm vụ", "Tasks")
SHARE_OF_ALL: Final = Wording("Tỷ lệ (%)", "Share (%)")
IN_ALL: Final = Wording("Tổng số", "Total")
BY_CLASS: Final = Wording("Theo tình hình thực hiện", "By class")
BY_FIELD: Final = Wording("Theo lĩnh vực", "By field")
BY_LEAD: Final = Wording("Theo cơ quan chủ trì", "By lead agency")
OVERDUE: Final = Wording("Nhiệm vụ quá hạn chưa hoàn thành", "Overdue tasks")
SEE_ANNEX: Final = Wording(
    "Danh mục nhiệm vụ theo tình hình thực hiện tại Phụ lục {number}.",
    "Annex {number} lists the tasks by class.",
)

ON_INDICATORS: Final = Wording("Kết quả thực hiện chỉ tiêu", "Indicators")
INDICATORS_IN_ALL: Final = Wording(
    "Có {total} chỉ tiêu, trong đó: {parts}.", "{total:indicator}: {parts}."
)
INDICATORS_OF_KIND: Final = Wording("{count} chỉ tiêu {label}", "{count} {label}")
INDICATORS_PARTIAL: Final = Wording(
    "{count} chỉ tiêu chưa đủ số liệu của các cơ quan được giao báo cáo.",
    "{count:indicator lacks|indicators lack} figures of some agencies.",
)
INDICATORS_STRETCHED: Final = Wording(
    "{count} chỉ tiêu có mức phấn đấu, trong đó: {parts}.",
    "{count:indicator has|indicators have} a stretch target: {parts}.",
)
INDICATORS_IN_SCENARIO: Final = Wording(
    "{count} chỉ tiêu có mức theo kịch bản của kỳ, trong đó: {parts}.",
    "{count:indicator has|indicators have} a target within the year: {parts}.",
)
STRETCHED: Final = Wording("Mức phấn đấu", "Stretch targets")
IN_SCENARIO: Final = Wording("Mức theo kịch bản của kỳ", "Targets within the year")
NO_FIELD: Final = Wording("Chỉ tiêu chưa phân lĩnh vực", "Indicators without a field")
MISSED: Final = Wording("Chỉ tiêu không đạt kế hoạch", "Indicators that miss the target")
SEE_FIGURES: Final = Wording(
    "Số liệu từng chỉ tiêu tại Phụ lục {number}.", "Annex {number} has the figures."
)

OTHER_FIELD: Final = Wording("Nhiệm vụ chưa phân lĩnh vực", "Tasks without a field")
AGENCY_SAYS: Final = Wording("- {agency} ({codes}): {text}", "- {agency} ({codes}): {text}")
AGENCY_ASSESSES: Final = Wording("- {agency}: {text}", "- {agency}: {text}")

LAST: Final = Wording(
    "Trên đây là tình hình thực hiện kế hoạch {period}", "This is the state of the plan in {period}"
)
LAST_TO: Final = Wording(
    "{said}, {sender} kính báo cáo {superior}./.", "{said}, as reported to {superior}."
)
LAST_ALONE: Final = Wording("{said}./.", "{said}.")

ANNEX: Final = Wording("Phụ lục {number}", "Annex {number}")
TASKS_LISTED: Final = Wording(
    "Danh mục nhiệm vụ theo tình hình thực hiện {period}", "Tasks by class in {period}"
)
FIGURES_LISTED: Final = Wording("Kết quả thực hiện chỉ tiêu {period}", "Indicators in {period}")
GROUP_COUNT: Final = Wording("{label}: {count}", "{label}: {count}")

# The plan as an annex of the document that issues it.

APPENDIX: Final = Wording("Phụ lục", "Annex")
TARGETS_IN_YEARS: Final = Wording("Danh mục chỉ tiêu {years}", "Indicators {years}")
TASKS_IN_YEARS: Final = Wording("Danh mục nhiệm vụ {years}", "Tasks {years}")
IN_YEAR: Final = Wording("năm {year}", "{year}")
IN_YEARS: Final = Wording("giai đoạn {first}-{last}", "{first}-{last}")
ATTACHED_TO: Final = Wording("(Kèm theo {plan})", "(Attached to {plan})")
DONE_BEFORE: Final = Wording("TH {first}-{last}", "Actual {first}-{last}")
GOAL_OF_YEARS: Final = Wording("Mục tiêu {first}-{last}", "Goal {first}-{last}")
