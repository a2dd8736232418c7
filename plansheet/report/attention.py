"""What a leader has to act on: silent agencies, overdue tasks, missed targets, open questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from plansheet.consolidation import Consolidation, IndicatorResult, TaskOutcome
from plansheet.forms.names import FormName
from plansheet.forms.report_sheets import CONFLICTS, INDICATORS, PROBLEMS, RECEIPTS, TASKS
from plansheet.forms.values import display, show
from plansheet.plan.classes import ReturnState
from plansheet.plan.judging import judged_columns
from plansheet.report.counts import beside_target, missed_indicators, overdue_tasks, owing
from plansheet.report.layout import FIRST_ROW, allocated_share
from plansheet.workbooks.writing.cells import Link

AttentionLine = tuple[Link | str, str]
"""What it is about, leading to its row where there is one, and what is the matter."""

_SHOWN: Final = 6
"""Lines of one kind on the first page; the rest are on their sheet."""


def attention(merged: Consolidation) -> list[AttentionLine]:
    """The lines of `Cần chú ý`, what is most urgent first; one line that says so if none."""
    lines = [*_silent(merged), *_overdue(merged), *_missed(merged), *_open(merged)]
    return lines or [("", "Không có việc quá hạn; mọi cơ quan đã gửi báo cáo; không có lỗi.")]


def _silent(merged: Consolidation) -> Iterator[AttentionLine]:
    if merged.missing:
        blank = ReturnState.BLANK.label.vi.lower()
        names = "; ".join(
            merged.plan.agency_name(code) + (f" ({blank})" if code in merged.blank else "")
            for code in merged.missing
        )
        yield Link(RECEIPTS, "A1", f"{len(merged.missing)} cơ quan"), f"Chưa gửi báo cáo: {names}"


def _overdue(merged: Consolidation) -> Iterator[AttentionLine]:
    overdue = overdue_tasks(merged)
    for outcome in overdue[:_SHOWN]:
        task = merged.plan.tasks_by_code[outcome.code]
        leads = "; ".join(merged.plan.agency_name(code) for code in owing(outcome))
        yield (
            _row_of(TASKS, merged.task_outcomes, outcome.code),
            f"Quá hạn {show(outcome.due_date)}: {task.name}" + (f" ({leads})" if leads else ""),
        )
    yield from _rest(len(overdue), "nhiệm vụ quá hạn", TASKS)


def _missed(merged: Consolidation) -> Iterator[AttentionLine]:
    missed = missed_indicators(merged)
    by_name = merged.plan.forms[FormName.INDICATOR_REPORT].by_name
    for result in missed[:_SHOWN]:
        indicator = merged.plan.indicators_by_code[result.code]
        judged = by_name[judged_columns(merged.period)[0]]
        target = result.allocated or merged.plan.target_for(indicator, merged.period.year)
        against = allocated_share(result) or f"kế hoạch {result.target}"
        figure = display(beside_target(result.judged, target))
        yield (
            _row_of(INDICATORS, merged.indicator_results, result.code),
            f"Không đạt: {indicator.name} ({indicator.unit}) – {judged.title.lower()} {figure}, "
            f"{against}",
        )
    yield from _rest(len(missed), "chỉ tiêu không đạt", INDICATORS)


def _row_of(sheet: str, rows: Sequence[TaskOutcome | IndicatorResult], code: str) -> Link:
    """Where a result stands on the sheet that has all of them in order."""
    return Link(sheet, f"A{FIRST_ROW + [row.code for row in rows].index(code)}", code)


def _open(merged: Consolidation) -> Iterator[AttentionLine]:
    undecided = sum(bool(c.candidates) and c.decision is None for c in merged.conflicts)
    if undecided:
        yield Link(CONFLICTS, "A1", f"{undecided} xung đột"), "Cần người tổng hợp quyết định"
    errors = [p for p in merged.all_problems if p.severity == "error"]
    if errors:
        files = len({p.file for p in errors})
        yield (
            Link(PROBLEMS, "A1", f"{len(errors)} lỗi"),
            f"Cần cơ quan sửa và gửi lại (trong {files} tệp)",
        )


def _rest(count: int, what: str, sheet: str) -> Sequence[AttentionLine]:
    if count <= _SHOWN:
        return ()
    return ((Link(sheet, "A1", f"+ {count - _SHOWN}"), f"{what} khác"),)
