"""The words in which a target or a due date is said back, as it was understood."""

from __future__ import annotations

from typing import Final

from plansheet.language.wording import Wording

# A target: its sign, its change, its good side.

AT_LEAST_LOW: Final = Wording("ít nhất {number}", "at least {number}")
MORE_THAN: Final = Wording("trên {number}", "more than {number}")
AT_MOST_HIGH: Final = Wording("không quá {number}", "at most {number}")
LESS_THAN: Final = Wording("dưới {number}", "less than {number}")
BOTH_BOUNDS: Final = Wording("{low} và {high}", "{low} and {high}")
ABOUT: Final = Wording("khoảng {number}", "about {number}")

LEVEL: Final = Wording("{number}", "{number}")
GROWTH: Final = Wording("tăng {number}", "a growth of {number}")
REDUCTION: Final = Wording("giảm {number}", "a reduction of {number}")
RATIO_TO_BEFORE: Final = Wording("so với kỳ trước bằng {number}", "of the earlier figure {number}")

OR_HIGHER: Final = Wording("{number} hoặc cao hơn", "{number} or more")
OR_LOWER: Final = Wording("{number} hoặc thấp hơn", "{number} or less")
NEITHER_MORE_NOR_LESS: Final = Wording(
    "{number}, không hơn, không kém", "{number}, no more and no less"
)
DIRECTION_UNKNOWN: Final = Wording("{number} (không rõ chiều)", "{number} (direction unknown)")

NO_TARGET: Final = Wording("để trống", "blank")
CANNOT_TELL: Final = Wording("không rõ: {doubt}", "cannot tell: {doubt}")

# When a task is due, once or again.

UNTIL_DAY: Final = Wording("hết ngày {day}", "until {day}")
NO_DUE_DATE: Final = Wording("không có thời hạn", "no due date")
NO_DATE_TOLD: Final = Wording("không rõ thời hạn: {doubt}", "no due date can be told: {doubt}")
ALWAYS: Final = Wording("thường xuyên", "continuously")
EVERY_MONTH: Final = Wording("hằng tháng", "every month")
EVERY_QUARTER: Final = Wording("hằng quý", "every quarter")
EVERY_HALF_YEAR: Final = Wording("6 tháng một lần", "every six months")
EVERY_YEAR: Final = Wording("hằng năm", "every year")
EACH_MONTH_ON: Final = Wording("{days} hằng tháng", "on {days} of every month")
EACH_YEAR_ON: Final = Wording("{days} hằng năm", "on {days} of every year")
A_DAY: Final = Wording("ngày {day}", "day {day}")
LAST_OF_MONTH: Final = Wording("ngày cuối tháng {month}", "the last of month {month}")
AND_ALSO: Final = Wording("{first} và {second}", "{first} and {second}")
STARTING: Final = Wording("{often} từ ngày {day}", "{often} from {day}")
ENDING: Final = Wording("{often} đến ngày {day}", "{often} to {day}")
