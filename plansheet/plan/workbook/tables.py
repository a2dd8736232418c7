"""The rows of a plan workbook as they are written, before anything is understood.

A published document imports to these rows, `write_plan` writes them, `read_plan` reads them back
and only then gives them a meaning (`plansheet.plan.model`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from plansheet.forms import year_column
from plansheet.forms.choices import YesNo
from plansheet.forms.values import show
from plansheet.plan.agencies import Agency
from plansheet.plan.model import CalendarEntry, Indicator, Plan, Task
from plansheet.plan.workbook.facts import (
    CONSOLIDATOR,
    CUTOFF,
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
class PlanTables:
    """A plan as text: facts by their Vietnamese name, and the rows of each sheet by its form."""

    facts: Mapping[str, str] = field(default_factory=dict)
    agencies: tuple[PlanRow, ...] = ()
    indicators: tuple[PlanRow, ...] = ()
    tasks: tuple[PlanRow, ...] = ()
    calendar: tuple[PlanRow, ...] = ()


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
        CUTOFF: YesNo.YES if plan.cutoff else "",
    }
    return PlanTables(
        facts={fact.name: text for fact, text in facts.items()},
        agencies=tuple(
            {**_agency_row(agency), **plan.agency_extra.get(agency.code, {})}
            for agency in plan.agencies
        ),
        indicators=tuple(map(_indicator_row, plan.indicators)),
        tasks=tuple(map(_task_row, plan.tasks)),
        calendar=tuple(map(_calendar_row, plan.calendar)),
    )


def _agency_row(agency: Agency) -> PlanRow:
    return {
        "agency_code": agency.code,
        "agency_name": agency.name,
        "aliases": "; ".join(agency.aliases),
        "kind": agency.kind,
        "valid_from": show(agency.valid_from),
        "valid_until": show(agency.valid_until),
        "successors": "; ".join(agency.successors),
        "contact": agency.contact,
    }


def _indicator_row(indicator: Indicator) -> PlanRow:
    adds_up = {True: YesNo.YES, False: YesNo.NO, None: ""}[indicator.adds_up]
    return {
        "stt": indicator.stt,
        "indicator_code": indicator.code,
        "indicator_name": indicator.name,
        "unit": indicator.unit,
        "previous_term": indicator.previous_term,
        **{year_column("history", y): text for y, text in indicator.history.items()},
        "goal": indicator.goal.text if indicator.goal else "",
        **{year_column("target", y): target.text for y, target in indicator.targets.items()},
        "direction": indicator.direction,
        "aggregation": indicator.aggregation,
        "reporters": indicator.reporters_text,
        "parent": indicator.parent,
        "adds_up": adds_up,
        "note": indicator.note,
        **indicator.extra,
    }


def _task_row(task: Task) -> PlanRow:
    return {
        "stt": task.stt,
        "task_code": task.code,
        "field": task.field,
        "task_name": task.name,
        "leads": task.leads_text,
        "coordinators": task.coordinators_text,
        "due": task.due.text,
        "level": task.level,
        "note": task.note,
        **task.extra,
    }


def _calendar_row(entry: CalendarEntry) -> PlanRow:
    return {
        "period_kind": entry.kind,
        "deadline": entry.deadline_text,
        "recipient": entry.recipient,
        "note": entry.note,
        **entry.extra,
    }
