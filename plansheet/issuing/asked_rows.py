"""The rows in which an agency answers: their codes and what is issued in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from plansheet.forms.names import ColumnName, FormName, ReportColumn
from plansheet.forms.values import Value, typed_row
from plansheet.issuing.narrative import narrative_rows
from plansheet.language.text import match_key
from plansheet.language.wording import Term
from plansheet.plan import Indicator, Plan, Task
from plansheet.plan.allocated import own_target
from plansheet.plan.periods import Period


@dataclass(frozen=True, slots=True)
class IssuedRow:
    """One row of a template: its code and the values that stand in it when it is issued.

    `done` marks a task that an earlier period reported done: the whole row is locked. `prefilled`
    are input columns that start with an earlier value and stay open. `unadded` are the agencies
    whose earlier figures the row should start from, but nobody can add up.
    """

    code: str
    values: Mapping[str, Value]
    done: bool = False
    prefilled: frozenset[str] = frozenset()
    unadded: tuple[str, ...] = ()


def task_rows(plan: Plan, tasks: Iterable[Task]) -> tuple[IssuedRow, ...]:
    """The rows of tasks, in their order."""
    return tuple(
        IssuedRow(task.code, {ColumnName.STT: Decimal(number), **_task_values(plan, task)})
        for number, task in enumerate(tasks, 1)
    )


def _task_values(plan: Plan, task: Task) -> Mapping[str, Value]:
    """What a task's row says, whoever gets it."""
    values: dict[str, Value] = {
        ColumnName.TASK_CODE: task.code,
        ColumnName.TASK_NAME: task.name,
        ColumnName.LEADS: names_for_codes(plan, task.led_by),
        ColumnName.COORDINATORS: names_for_codes(plan, task.coordinated_by),
        ColumnName.DUE: task.due.text,
        ColumnName.LEVEL: task.level,
        ColumnName.FIELD: task.field,
        **typed_row(plan.forms[FormName.TASKS], task.extra),
    }
    return {k: v for k, v in values.items() if v != ""}


def names_for_codes(plan: Plan, text: str) -> str:
    """The cell as written, but names where the plan's author wrote codes."""
    return plan.once(_names_for_codes, text)


def _names_for_codes(plan: Plan, text: str) -> str:
    pieces = [piece.strip() for piece in text.split(";")]
    names = [_names_of_codes(plan, piece) for piece in pieces]
    if not any(names):
        return text
    return "; ".join(name or piece for name, piece in zip(names, pieces, strict=True))


def _names_of_codes(plan: Plan, piece: str) -> str:
    """The names of one code or of several between commas; blank where it is something else."""
    codes = [piece] if plan.agency(piece) else piece.split(",")
    resolved = [plan.resolve_agency(code) for code in codes]
    agencies = [
        agency
        for agency, code in zip(resolved, codes, strict=True)
        if agency and match_key(agency.code) == match_key(code)
    ]
    return "; ".join(agency.name for agency in agencies) if len(agencies) == len(codes) else ""


def indicator_rows(
    plan: Plan, agency: str, indicators: Sequence[Indicator], period: Period
) -> Iterator[IssuedRow]:
    """The rows of one agency, with its own plan of the year."""
    for number, indicator in enumerate(indicators, 1):
        target = own_target(plan, indicator, agency, period)
        values: dict[str, Value] = {
            ColumnName.STT: Decimal(number),
            ColumnName.INDICATOR_CODE: indicator.code,
            ColumnName.INDICATOR_NAME: indicator.name,
            ColumnName.UNIT: indicator.unit,
            ColumnName.FIELD: indicator.field,
            **typed_row(plan.forms[FormName.INDICATORS], indicator.extra),
        }
        if target is not None:
            exact = target.exact
            values[ColumnName.PLAN_YEAR] = target.text if exact is None else exact
        yield IssuedRow(indicator.code, {k: v for k, v in values.items() if v != ""})
        for operand in indicator.operands:
            values = {
                ColumnName.INDICATOR_CODE: operand.code,
                ColumnName.INDICATOR_NAME: operand_label(indicator, operand.code),
            }
            if unit := indicator.unit_of(operand.code):
                values[ColumnName.UNIT] = unit
            yield IssuedRow(operand.code, values)


def assessed_rows(plan: Plan, fields: Iterable[str]) -> tuple[IssuedRow, ...]:
    """The rows in which an agency may assess the period in words, of its own fields."""
    return tuple(
        IssuedRow(
            row.code,
            {
                ReportColumn.CODE: row.code,
                ColumnName.FIELD: row.field,
                ColumnName.HEADING: row.heading,
            },
        )
        for row in narrative_rows(plan, fields)
    )


def operand_label(indicator: Indicator, code: str) -> Term:
    """What an operand row (`<code>.tu` …) of an indicator is called in a template."""
    operand = next(operand for operand in indicator.operands if operand.code == code)
    if operand.name:
        return _OPERAND.fill(what=operand.name)
    return _OPERAND.fill(what=_UNNAMED.fill(role=operand.role, name=indicator.name))


_OPERAND: Final = Term("   – {what}")
_UNNAMED: Final = Term("{role}: {name}")
