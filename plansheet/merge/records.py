"""What a consolidation is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final, Literal

from plansheet.cells import Value
from plansheet.returns import ReturnRow, Section
from plansheet.validate import CheckedReturn

TaskClass = Literal[
    "open_overdue", "open_in_time", "no_due_date", "done_late", "done_on_time", "not_reported"
]

CLASSES: Final[Mapping[str, str]] = {
    "done_on_time": "Hoàn thành đúng hạn",
    "done_late": "Hoàn thành quá hạn",
    "open_in_time": "Chưa hoàn thành, trong hạn",
    "open_overdue": "Chưa hoàn thành, quá hạn",
    "no_due_date": "Không thời hạn",
    "not_reported": "Chưa báo cáo",
}
"""The classes of tasks, best first, as the screen shows them."""

ATTAINMENTS: Final[Mapping[str, str]] = {
    "met": "Đạt",
    "not_met": "Không đạt",
    "unknown": "Chưa rõ",
}

ReturnState = Literal["on_time", "late", "refused", "missing"]

STATES: Final[Mapping[str, str]] = {
    "on_time": "Đúng hạn",
    "late": "Quá hạn",
    "refused": "Không dùng được",
    "missing": "Chưa gửi",
}


@dataclass(frozen=True)
class Received:
    """A return that was checked, and when it came."""

    checked: CheckedReturn
    received_at: datetime | None

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.checked.ret.file

    @property
    def agency(self) -> str:
        """The code of the sender, blank where it is not known."""
        return self.checked.ret.agency


@dataclass(frozen=True)
class Report:
    """One row that stands: what one agency says of one task or indicator.

    `values` are those that can be used; `section` and `row` tell the cell of each.
    """

    code: str
    agency: str
    values: Mapping[str, Value]
    file: str
    section: Section
    row: ReturnRow

    @property
    def sheet(self) -> str:
        """The name of the sheet."""
        return self.section.sheet

    def cell(self, column: str) -> str:
        """The A1 address of a column in this row."""
        return self.section.cell(self.row, column)

    @property
    def cells(self) -> str:
        """The range from the first to the last cell that gave a value, e.g. `I7:M7`."""
        used = sorted(self.section.columns.get(name, 0) for name in self.values)
        if not used:
            return self.section.cell(self.row, "")
        names = {position: name for name, position in self.section.columns.items()}
        first, last = (self.cell(names[p]) for p in (used[0], used[-1]))
        return first if first == last else f"{first}:{last}"


@dataclass(frozen=True)
class TaskOutcome:
    """What is known of one task: the status that counts, its class, n of N."""

    code: str
    values: Mapping[str, Value]
    due_date: date | None
    task_class: TaskClass
    reported: int
    expected: int
    reports: tuple[Report, ...] = ()
    conflict: bool = False


@dataclass(frozen=True)
class IndicatorResult:
    """The consolidated figures of one indicator, n of N, against its target."""

    code: str
    figures: Mapping[str, Decimal]
    target: str
    vs_plan: Decimal | None
    last_year: Decimal | None
    vs_last_year: Decimal | None
    attainment: Literal["met", "not_met", "unknown"]
    reported: int
    expected: int
    missing: tuple[str, ...] = ()
    reports: tuple[Report, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """One file that came, or one agency that sent none."""

    agency: str
    file: str
    sha256: str
    state: ReturnState
    received_at: datetime | None
    days_late: int = 0
    errors: int = 0
    warnings: int = 0
    why: str = field(default="")
