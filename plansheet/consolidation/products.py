"""The outcome of a task that consists of products: it is done when all of them are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from plansheet.consolidation.results import TaskOutcome
from plansheet.forms.choices import Status
from plansheet.forms.names import ColumnName
from plansheet.forms.values import Value
from plansheet.plan import Plan
from plansheet.plan.classes import DONE_CLASSES, TaskClass

_ALL_DONE: Final = Decimal(100)
_DONE_OF: Final = "Hoàn thành {done}/{of} sản phẩm."
_OPEN: Final = "Hoàn thành {done}/{of} sản phẩm; chưa xong: {codes}."


def of_products(
    plan: Plan, outcomes: Iterable[TaskOutcome], as_of: date
) -> tuple[TaskOutcome, ...]:
    """Outcomes in which that of a task with products follows from theirs."""
    by_code = {outcome.code: outcome for outcome in outcomes}

    def known(code: str) -> TaskOutcome:
        own, products = by_code[code], plan.products(code)
        parts = [known(product.code) for product in products]
        return _together(own, parts, as_of) if parts else own

    return tuple(known(code) for code in by_code)


def _together(own: TaskOutcome, parts: Sequence[TaskOutcome], as_of: date) -> TaskOutcome:
    """The outcome of a task from those of its products.

    It counts the agencies of all of them. Its own due date holds beside theirs.
    """
    task_class = _class_of(own, parts, as_of)
    agencies = {agency for part in parts for agency in part.by_agency}
    told = {
        agency
        for part in parts
        for agency, one in part.by_agency.items()
        if one != TaskClass.NOT_REPORTED
    }
    return replace(
        own,
        values=_values(parts),
        task_class=task_class,
        reported=len(told),
        expected=len(agencies),
        rows=(),
        decisions={},
        by_agency=dict.fromkeys(own.by_agency, task_class),
    )


def _class_of(own: TaskOutcome, parts: Sequence[TaskOutcome], as_of: date) -> TaskClass:
    classes = {part.task_class for part in parts}
    if classes <= set(DONE_CLASSES):
        days = [d for p in parts if isinstance(d := p.values.get(ColumnName.DOCUMENT_DATE), date)]
        is_late = own.due_date is not None and any(day > own.due_date for day in days)
        late = is_late or TaskClass.DONE_LATE in classes
        return TaskClass.DONE_LATE if late else TaskClass.DONE_ON_TIME
    if classes == {TaskClass.NOT_REPORTED}:
        return TaskClass.NOT_REPORTED
    dues = [day for day in (own.due_date, *(p.due_date for p in parts)) if day is not None]
    own_is_over = own.due_date is not None and own.due_date < as_of
    if TaskClass.OPEN_OVERDUE in classes or own_is_over:
        return TaskClass.OPEN_OVERDUE
    return TaskClass.OPEN_IN_TIME if dues else TaskClass.NO_DUE_DATE


def _values(parts: Sequence[TaskOutcome]) -> dict[str, Value]:
    """The status that follows, the last document's day, and which products are open, in words."""
    done = [part for part in parts if part.task_class in DONE_CLASSES]
    said = [part.values[ColumnName.STATUS] for part in parts if ColumnName.STATUS in part.values]
    if not said:
        return {}
    if len(done) == len(parts):
        days = [d for p in parts if isinstance(d := p.values.get(ColumnName.DOCUMENT_DATE), date)]
        note = _DONE_OF.format(done=len(done), of=len(parts))
        dated: dict[str, Value] = {ColumnName.DOCUMENT_DATE: max(days)} if days else {}
        status: dict[str, Value] = {ColumnName.STATUS: Status.DONE.value}
        return {**status, ColumnName.PROGRESS: _ALL_DONE, **dated, ColumnName.NOTE: note}
    begun = done or any(status != Status.NOT_STARTED for status in said)
    codes = ", ".join(part.code for part in parts if part not in done)
    return {
        ColumnName.STATUS: (Status.UNDER_WAY if begun else Status.NOT_STARTED).value,
        ColumnName.NOTE: _OPEN.format(done=len(done), of=len(parts), codes=codes),
    }
