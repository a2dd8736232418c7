"""The words in which a target is said back: its sign, its change, its good side."""

from __future__ import annotations

from typing import Final

from plansheet.language.wording import Wording

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
