"""What an earlier report means for the rows of a period: what they start from, what is done."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from plansheet.forms.choices import Status
from plansheet.forms.names import ColumnName, FormName
from plansheet.forms.values import Value
from plansheet.issuing.earlier_report import OF_ITS_STATUS, EarlierReport, RowKey
from plansheet.issuing.predecessors import earlier_figures, earlier_task
from plansheet.plan import Indicator, Plan, Task
from plansheet.plan.periods import Period


def earlier_values(
    plan: Plan, period: Period, earlier: EarlierReport, key: RowKey
) -> Mapping[str, Value]:
    """What an earlier report has of an agency's row of a task or indicator, as it is asked now.

    What those reported that the agency has taken over since is in it. Nothing where the row was
    about something else then: a code that was used again.
    """
    _, agency, code = key
    owner = owner_then(plan, earlier, code)
    if owner is None:
        return {}
    if isinstance(owner, Task):
        return earlier_task(plan, period, earlier, agency, owner)
    return earlier_figures(plan, period, earlier, agency, code, owner)


def owner_then(plan: Plan, earlier: EarlierReport, code: str) -> Task | Indicator | None:
    """The task or indicator that a row is of, its own or that of an operand, if it was so then."""
    owners = (i for i in plan.indicators if code in (i.code, *(o.code for o in i.operands)))
    owner = plan.tasks_by_code.get(code) or next(owners, None)
    return owner if owner and earlier.has(owner.code, owner.name) else None


def done_before(
    plan: Plan, period: Period, earlier: EarlierReport, agency: str, task: Task
) -> Mapping[str, Value]:
    """The input cells of a task that an agency had done before `period`; none where it had not.

    What has no date comes with the day by which it was judged.

    Done stays done, but for a task that recurs: each turn of it is done anew. What one of several
    named leads called done is so only where the task as a whole was: nobody decided for it. What
    was decided against the word of one of them is what the others had done: it has no document.
    """
    told = earlier_values(plan, period, earlier, (FormName.TASK_REPORT, agency, task.code))
    if earlier.period >= period or told.get(ColumnName.STATUS) != Status.DONE:
        return {}
    if agency not in task.group_leads and (
        not earlier.is_done(task.code) or _is_overruled(earlier, agency, task, told)
    ):
        return {}
    if task.due.recurring and not _in_one_turn(task, earlier.period, period, told):
        return {}
    kept = {column.name for column in plan.forms[FormName.TASK_REPORT].inputs}
    kept.add(ColumnName.JUDGED_ON)
    return {name: value for name, value in told.items() if name in kept}


def _is_overruled(
    earlier: EarlierReport, agency: str, task: Task, told: Mapping[str, Value]
) -> bool:
    """Whether a named lead had said otherwise, and another one's word was decided to hold."""
    key = (FormName.TASK_REPORT, agency, task.code)
    if ColumnName.DOCUMENT_DATE in told or key in earlier.decided:
        return False
    said = {
        lead: earlier.rows.get((FormName.TASK_REPORT, lead, task.code), {}).get(ColumnName.STATUS)
        for lead in task.leads
        if lead not in task.group_leads
    }
    return said.get(agency) not in (None, Status.DONE) and Status.DONE in said.values()


def settled_before(
    plan: Plan, period: Period, earlier: EarlierReport, agency: str, task: Task
) -> Mapping[str, Value]:
    """What a lead's row of a task starts from: what it had done itself, else what was done for it.

    Named leads share one outcome: what one of them had done, the others are not asked again, nor
    is it theirs to take back without a word. Of several documents the latest counts.
    """
    own = done_before(plan, period, earlier, agency, task)
    if own or agency in task.group_leads:
        return own
    named = [lead for lead in task.leads if lead not in task.group_leads]
    shared = [done_before(plan, period, earlier, lead, task) for lead in named]
    done = max(filter(None, shared), key=_done_on, default={})
    return {name: done[name] for name in (ColumnName.STATUS, *OF_ITS_STATUS) if name in done}


def _done_on(values: Mapping[str, Value]) -> date:
    written = values.get(ColumnName.DOCUMENT_DATE, values.get(ColumnName.JUDGED_ON))
    return written if isinstance(written, date) else date.min


def _in_one_turn(task: Task, earlier: Period, period: Period, told: Mapping[str, Value]) -> bool:
    """Whether two periods, and the document that was reported, are of one turn of a task."""
    turn = task.due.turn_in(period)
    written = told.get(ColumnName.DOCUMENT_DATE)
    is_of_turn = turn is not None and not (isinstance(written, date) and written < turn.start)
    return is_of_turn and turn == task.due.turn_in(earlier)
