"""The rows of a plan workbook as they are written, before anything is understood.

A published document imports to these rows, `write_plan` writes them, `read_plan` reads them back
and only then gives them a meaning (`plansheet.plan.model`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from plansheet.forms import year_column
from plansheet.forms.choices import YesNo
from plansheet.forms.names import ColumnName
from plansheet.forms.values import show
from plansheet.language.wording import Term
from plansheet.plan.agencies import Agency
from plansheet.plan.model import Plan
from plansheet.plan.rows import Allocation, CalendarEntry, Indicator, Scenario, Task
from plansheet.plan.workbook.facts import (
    CONSOLIDATOR,
    CUTOFF,
    DEFAULT_DUE,
    FIRST_YEAR,
    ID,
    ISSUED,
    ISSUER,
    LAST_YEAR,
    NUMBER,
    PROVINCE,
    TITLE,
)

PlanRow = Mapping[str, str]
"""Column name of the form → text. A column of years is `history_2015`, `target_2021`."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a row of a draft comes from: `sheet` and `code` are its own.

    `place` and `source` say where it stands in the document and what stands there; `doubts` why a
    person should look at it.
    """

    sheet: Term
    code: str
    place: str
    source: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanTables:
    """A plan as text: facts by their Vietnamese name, and the rows of each sheet by its form."""

    facts: Mapping[str, str] = field(default_factory=dict)
    agencies: tuple[PlanRow, ...] = ()
    indicators: tuple[PlanRow, ...] = ()
    tasks: tuple[PlanRow, ...] = ()
    calendar: tuple[PlanRow, ...] = ()
    allocations: tuple[PlanRow, ...] = ()
    scenario: tuple[PlanRow, ...] = ()


def plan_tables(plan: Plan) -> PlanTables:
    """The rows that a plan is written as."""
    facts = {
        ID: plan.id,
        TITLE: plan.title,
        NUMBER: plan.number,
        ISSUER: plan.issuer,
        ISSUED: show(plan.issued),
        FIRST_YEAR: str(plan.years[0]),
        LAST_YEAR: str(plan.years[-1]),
        PROVINCE: plan.province,
        CONSOLIDATOR: plan.consolidator,
        CUTOFF: plan.cutoff,
        DEFAULT_DUE: plan.default_due,
    }
    return PlanTables(
        facts={fact.name: text for fact, text in facts.items()},
        agencies=tuple(
            {**_agency_row(agency), **plan.agency_extra.get(agency.code, {})}
            for agency in plan.agencies
        ),
        indicators=tuple(map(_indicator_row, plan.indicators)),
        tasks=tuple(_task_row(plan, task) for task in plan.tasks),
        calendar=tuple(map(_calendar_row, plan.calendar)),
        allocations=tuple(map(_allocation_row, plan.allocations)),
        scenario=tuple(_scenario_row(one, plan) for one in plan.scenario),
    )


def _agency_row(agency: Agency) -> PlanRow:
    return {
        ColumnName.AGENCY_CODE: agency.code,
        ColumnName.AGENCY_NAME: agency.name,
        ColumnName.ALIASES: "; ".join(agency.aliases),
        ColumnName.KIND: agency.kind,
        ColumnName.VALID_FROM: show(agency.valid_from),
        ColumnName.VALID_UNTIL: show(agency.valid_until),
        ColumnName.SUCCESSORS: "; ".join(agency.successors),
        ColumnName.CONTACT: agency.contact,
    }


def _indicator_row(indicator: Indicator) -> PlanRow:
    adds_up = {True: YesNo.YES, False: YesNo.NO, None: ""}[indicator.adds_up]
    return {
        ColumnName.STT: indicator.stt,
        ColumnName.INDICATOR_CODE: indicator.code,
        ColumnName.INDICATOR_NAME: indicator.name,
        ColumnName.UNIT: indicator.unit,
        ColumnName.PREVIOUS_TERM: indicator.previous_term,
        **{year_column(ColumnName.HISTORY, y): text for y, text in indicator.history.items()},
        ColumnName.GOAL: indicator.goal.text if indicator.goal else "",
        **{
            year_column(ColumnName.TARGET, y): target.text
            for y, target in indicator.targets.items()
        },
        **{
            year_column(ColumnName.STRETCH, y): target.text
            for y, target in indicator.stretch.items()
        },
        ColumnName.DIRECTION: indicator.direction,
        ColumnName.AGGREGATION: indicator.aggregation,
        ColumnName.REPORTERS: indicator.reported_by,
        ColumnName.PARENT: indicator.parent,
        ColumnName.ADDS_UP: adds_up,
        ColumnName.FIELD: indicator.field,
        ColumnName.NUMERATOR: indicator.numerator,
        ColumnName.DENOMINATOR: indicator.denominator,
        ColumnName.WEIGHT: indicator.weight,
        ColumnName.NOTE: indicator.note,
        **indicator.extra,
    }


def _task_row(plan: Plan, task: Task) -> PlanRow:
    above = plan.tasks_by_code.get(task.product_of)
    has_its_tasks_leads = above is not None and task.leads == above.leads
    return {
        ColumnName.STT: task.stt,
        ColumnName.TASK_CODE: task.code,
        ColumnName.FIELD: task.field,
        ColumnName.TASK_NAME: task.name,
        ColumnName.LEADS: task.leads_text if has_its_tasks_leads else task.led_by,
        ColumnName.COORDINATORS: task.coordinated_by,
        ColumnName.DUE: task.due.text,
        ColumnName.LEVEL: task.level,
        ColumnName.PRODUCT_OF: task.product_of,
        ColumnName.LEADER: task.leader,
        ColumnName.OFFICER: task.officer,
        ColumnName.NOTE: task.note,
        **task.extra,
    }


def _calendar_row(entry: CalendarEntry) -> PlanRow:
    return {
        ColumnName.PERIOD_KIND: entry.kind,
        ColumnName.DEADLINE: entry.deadline_text,
        ColumnName.RECIPIENT: entry.recipient,
        ColumnName.REPORTERS: entry.reported_by,
        ColumnName.NOTE: entry.note,
        **entry.extra,
    }


def _allocation_row(allocation: Allocation) -> PlanRow:
    return {
        ColumnName.INDICATOR_CODE: allocation.indicator,
        ColumnName.INDICATOR_NAME: allocation.indicator_name,
        ColumnName.ALLOCATED_TO: allocation.given_to,
        **{
            year_column(ColumnName.TARGET, y): target.text
            for y, target in allocation.targets.items()
        },
        **allocation.extra,
    }


def _scenario_row(scenario: Scenario, plan: Plan) -> PlanRow:
    periods = sorted({period for one in plan.scenario for period in one.targets})
    targets = {period: scenario.targets.get(period) for period in periods}
    return {
        ColumnName.INDICATOR_CODE: scenario.indicator,
        ColumnName.INDICATOR_NAME: scenario.indicator_name,
        **{
            year_column(ColumnName.TARGET, period.label): target.text if target else ""
            for period, target in targets.items()
        },
        **scenario.extra,
    }
