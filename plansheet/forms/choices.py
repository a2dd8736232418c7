"""The words of the forms' choice columns that the program gives a meaning to.

What a person chooses is stored as it is: each member is the word itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from plansheet.forms.names import ColumnName, FormName
from plansheet.language.wording import Term


class Aggregation(StrEnum):
    """How an indicator's figure follows from those of its reporting agencies."""

    ONE_REPORTER = "Một đầu mối"
    SUM = "Cộng"
    RATIO = "Tỷ lệ"
    WEIGHTED_MEAN = "Bình quân gia quyền"
    LARGEST = "Lớn nhất"
    SMALLEST = "Nhỏ nhất"
    NOT_AGGREGATED = "Không tổng hợp"


class Direction(StrEnum):
    """Which way an indicator is meant to go."""

    UP = "Tăng"
    DOWN = "Giảm"
    STEADY = "Ổn định"


class YesNo(StrEnum):
    """An answer to a yes-or-no question."""

    YES = "Có"
    NO = "Không"


YES: Final = Term(YesNo.YES, "Yes")
NO: Final = Term(YesNo.NO, "No")
"""The answers where no form asks."""


class Status(StrEnum):
    """How far a task is, from the least to the most advanced."""

    NOT_STARTED = "Chưa triển khai"
    SUSPENDED = "Tạm dừng"
    UNDER_WAY = "Đang thực hiện"
    DONE = "Hoàn thành"


class CalendarKind(StrEnum):
    """The kinds of period that a reporting calendar tells apart."""

    MONTH = "Tháng"
    QUARTER = "Quý"
    HALF_YEAR = "6 tháng"
    NINE_MONTHS = "9 tháng"
    YEAR = "Năm"


class Opinion(StrEnum):
    """What an agency thinks of a row of a draft."""

    AGREED = "Thống nhất"
    CHANGE = "Sửa đổi"
    ADD = "Bổ sung"


class Request(StrEnum):
    """What an agency asks to be changed in the plan."""

    DUE = "Thời gian trình"
    LEVEL = "Cấp trình"
    LEAD = "Cơ quan chủ trì"
    NEW_TASK = "Nhiệm vụ mới"
    OTHER = "Khác"


class Verdict(StrEnum):
    """What the coordinator says of a proposal; anything else is a value of one's own."""

    ACCEPTED = "Chấp nhận"
    REJECTED = YesNo.NO


ACCEPT: Final = Term(Verdict.ACCEPTED, "Accepted")
REJECT: Final = NO
"""The answers to a proposal, as a workbook offers them."""


CHOICES: Final[Mapping[str, Mapping[str, type[StrEnum]]]] = {
    FormName.INDICATORS: {
        ColumnName.DIRECTION: Direction,
        ColumnName.AGGREGATION: Aggregation,
        ColumnName.ADDS_UP: YesNo,
    },
    FormName.CALENDAR: {ColumnName.PERIOD_KIND: CalendarKind},
    FormName.TASK_REPORT: {ColumnName.STATUS: Status},
    FormName.COMMENTS: {ColumnName.OPINION: Opinion},
    FormName.ADJUSTMENTS: {ColumnName.REQUEST: Request},
}
"""By form and column the words that can be chosen: a form of a user's own may leave some out."""
