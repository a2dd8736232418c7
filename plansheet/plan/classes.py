"""What tasks, indicators, returns and conflicts are classed as, with the labels that people read.

A member is the word that scripts see; `label` is what workbooks and the screen show.
"""

from __future__ import annotations

from typing import Final

from plansheet.language.wording import LabelledWord


class TaskClass(LabelledWord):
    """What came of a task, best first."""

    DONE_ON_TIME = ("done_on_time", "Hoàn thành đúng hạn", "Done on time")
    DONE_LATE = ("done_late", "Hoàn thành quá hạn", "Done late")
    OPEN_IN_TIME = ("open_in_time", "Chưa hoàn thành, trong hạn", "Open, in time")
    OPEN_OVERDUE = ("open_overdue", "Chưa hoàn thành, quá hạn", "Open, overdue")
    NO_DUE_DATE = ("no_due_date", "Không thời hạn", "No due date")
    NOT_REPORTED = ("not_reported", "Chưa báo cáo", "Not reported")


DONE_CLASSES: Final = (TaskClass.DONE_ON_TIME, TaskClass.DONE_LATE)
"""The classes of what is done, late or not."""


class Attainment(LabelledWord):
    """Whether an indicator meets its target."""

    MET = ("met", "Đạt", "Met")
    NOT_MET = ("not_met", "Không đạt", "Not met")
    UNKNOWN = ("unknown", "Chưa rõ", "Unknown")


class ReturnState(LabelledWord):
    """What became of a file that came, or of an agency that sent none."""

    ON_TIME = ("on_time", "Đúng hạn", "On time")
    LATE = ("late", "Quá hạn", "Late")
    BLANK = ("blank", "Biểu mẫu còn trống", "Blank")
    REFUSED = ("refused", "Không dùng được", "Refused")
    MISSING = ("missing", "Chưa gửi", "Missing")


ACCEPTED: Final = (ReturnState.ON_TIME, ReturnState.LATE)
"""The states of returns that are used, late or not."""


class ConflictKind(LabelledWord):
    """Who contradicts whom; all but the last are codes of problems as well."""

    LEADS = (
        "lead-conflict",
        "Các cơ quan chủ trì báo cáo khác nhau",
        "The lead agencies report differently",
    )
    COORDINATOR = (
        "coordinator-conflict",
        "Cơ quan phối hợp báo cáo khác cơ quan chủ trì",
        "A coordinating agency contradicts the lead",
    )
    RETURNS = (
        "duplicate-return",
        "Các bản gửi của một cơ quan khác nhau",
        "The returns of an agency differ",
    )
    SENDER = (
        "sender-unsure",
        "Chưa rõ tệp là của cơ quan nào",
        "Nobody knows whose file it is",
    )
    MANUAL = ("manual", "Người tổng hợp bổ sung", "Added by the coordinator")
