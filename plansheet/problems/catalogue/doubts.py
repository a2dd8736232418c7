"""Why a target or a due date cannot be told: each a clause that ends a sentence of `check`."""

from typing import Final

from plansheet.language.wording import Wording

# No figure can be held against a target.

NO_NUMBER: Final = Wording("không có con số nào", "it names no number")
TOO_LONG: Final = Wording("câu quá dài", "it is too long")
SEVERAL_NUMBERS: Final = Wording(
    "có nhiều con số, không rõ số nào là mục tiêu",
    "it names several numbers and not which one is the target",
)
SEVERAL_YEARS: Final = Wording("nói về nhiều năm", "it speaks of several years")
ANOTHER: Final = Wording(
    "con số này không phải là mức của chỉ tiêu", "the number is not a level of the indicator"
)
SIGN: Final = Wording(
    "con số này có thể âm, cũng có thể dương", "the number may be negative or positive"
)
CONTRADICTION: Final = Wording(
    "hai giới hạn mâu thuẫn với nhau", "its two bounds contradict each other"
)
CHANGE: Final = Wording(
    "đây là mức tăng, giảm, còn số liệu báo cáo là mức đạt được",
    "it is a gain or a loss, and what is reported is a level",
)
COMPARISON: Final = Wording(
    "đây là tỷ lệ so với kỳ trước, còn số liệu báo cáo là mức đạt được",
    "it is a per cent of an earlier figure, and what is reported is a level",
)
SHARE: Final = Wording(
    "đây là số lượng trên tổng số, còn chỉ tiêu tính bằng phần trăm",
    "it is a count out of a total, and the indicator is in per cent",
)
NEGATIVE_SHARE: Final = Wording(
    "tỷ lệ không thể âm, có thể đây là mức giảm", "a share cannot be negative; it may be a loss"
)
OTHER_UNIT: Final = Wording(
    "đơn vị “{written}” không phải là đơn vị của chỉ tiêu, “{unit}”",
    "the unit “{written}” is not the indicator's, “{unit}”",
)

# A due text names no date.

NO_DATE: Final = Wording("không nêu ngày, tháng, quý hay năm", "it names no day, month or year")
NO_MONTH: Final = Wording("không rõ ngày của tháng nào", "it does not say of which month")
NO_SUCH_DAY: Final = Wording("không có ngày, tháng hoặc quý này", "there is no such day")
BEGINNING: Final = Wording(
    "chỉ nêu thời điểm bắt đầu, không nêu thời điểm kết thúc", "it names a beginning and no end"
)
UPSIDE_DOWN: Final = Wording(
    "thời điểm sau đứng trước thời điểm trước", "the later time stands before the earlier one"
)
SEVERAL_DATES: Final = Wording(
    "nêu nhiều thời điểm, không rõ thời điểm nào là thời hạn",
    "it names several times and not which one is meant",
)
DEPENDS: Final = Wording("thời hạn phụ thuộc vào việc khác", "the date depends on something else")
