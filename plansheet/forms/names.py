"""The names by which the code knows forms, columns and sheets: each is written here alone.

A column is called the same in every form that has it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from plansheet.language.wording import Term


class FormName:
    """The forms, by the names of their files."""

    AGENCIES: Final = "agencies"
    INDICATORS: Final = "indicators"
    TASKS: Final = "tasks"
    CALENDAR: Final = "calendar"
    ALLOCATIONS: Final = "allocations"
    SCENARIO: Final = "scenario"
    TASK_REPORT: Final = "task_report"
    COORDINATION_REPORT: Final = "coordination_report"
    INDICATOR_REPORT: Final = "indicator_report"
    FINAL_FIGURES: Final = "final_figures"
    NARRATIVE_REPORT: Final = "narrative_report"
    ADJUSTMENTS: Final = "adjustments"
    SCHEDULE: Final = "schedule"
    COMMENTS: Final = "comments"


class ColumnName:
    """The columns, by their property; scripts and DataFrames call them so."""

    AGENCY_CODE: Final = "agency_code"
    AGENCY_NAME: Final = "agency_name"
    ALIASES: Final = "aliases"
    KIND: Final = "kind"
    VALID_FROM: Final = "valid_from"
    VALID_UNTIL: Final = "valid_until"
    SUCCESSORS: Final = "successors"
    CONTACT: Final = "contact"

    STT: Final = "stt"
    INDICATOR_CODE: Final = "indicator_code"
    INDICATOR_NAME: Final = "indicator_name"
    UNIT: Final = "unit"
    PREVIOUS_TERM: Final = "previous_term"
    HISTORY: Final = "history"
    GOAL: Final = "goal"
    TARGET: Final = "target"
    STRETCH: Final = "stretch"
    DIRECTION: Final = "direction"
    AGGREGATION: Final = "aggregation"
    REPORTERS: Final = "reporters"
    PARENT: Final = "parent"
    ADDS_UP: Final = "adds_up"
    NUMERATOR: Final = "numerator"
    DENOMINATOR: Final = "denominator"
    WEIGHT: Final = "weight"
    NOTE: Final = "note"

    ALLOCATED_TO: Final = "allocated_to"

    TASK_CODE: Final = "task_code"
    FIELD: Final = "field"
    TASK_NAME: Final = "task_name"
    LEADS: Final = "leads"
    COORDINATORS: Final = "coordinators"
    DUE: Final = "due"
    LEVEL: Final = "level"
    PRODUCT_OF: Final = "product_of"
    LEADER: Final = "leader"
    OFFICER: Final = "officer"

    PERIOD_KIND: Final = "period_kind"
    DEADLINE: Final = "deadline"
    RECIPIENT: Final = "recipient"

    STATUS: Final = "status"
    PROGRESS: Final = "progress"
    RESULT: Final = "result"
    DOCUMENT_NO: Final = "document_no"
    DOCUMENT_DATE: Final = "document_date"
    JUDGED_ON: Final = "judged_on"
    """Of what an earlier report has as done without a date: the day by which it was judged then."""
    DIFFICULTY: Final = "difficulty"
    PROPOSAL: Final = "proposal"

    CONTRIBUTION: Final = "contribution"

    HEADING: Final = "heading"
    ESTIMATED_PERIOD: Final = "estimated_period"
    ESTIMATED_ACTUAL: Final = "estimated_actual"
    ESTIMATED_CUMULATIVE: Final = "estimated_cumulative"
    NARRATIVE: Final = "narrative"

    LAST_YEAR: Final = "last_year"
    PLAN_YEAR: Final = "plan_year"
    ACTUAL: Final = "actual"
    CUMULATIVE: Final = "cumulative"
    FORECAST: Final = "forecast"
    VS_PLAN: Final = "vs_plan"
    VS_LAST_YEAR: Final = "vs_last_year"
    EXPLANATION: Final = "explanation"

    PRODUCT: Final = "product"
    UNIT_IN_CHARGE: Final = "unit_in_charge"
    DRAFT: Final = "draft"
    OPINION: Final = "opinion"
    COMMENT: Final = "comment"
    REQUEST: Final = "request"
    REQUESTED: Final = "requested"


class ReportColumn:
    """The columns of the report, and of forms that ask for decisions; others are `ColumnName`s."""

    DUE_DATE: Final = "due_date"
    ORIGINAL_DUE: Final = "original_due"
    EXTENSIONS: Final = "extensions"
    CLASS: Final = "class"
    REPORTED: Final = "reported"
    CONTRIBUTIONS: Final = "contributions"
    PREDECESSORS: Final = "predecessors"
    ATTAINMENT: Final = "attainment"
    STRETCH_ATTAINMENT: Final = "stretch_attainment"
    FINAL: Final = "final"
    SCENARIO: Final = "scenario"
    SCENARIO_ATTAINMENT: Final = "scenario_attainment"
    MISSING: Final = "missing"
    ALLOCATED: Final = "allocated"
    ALLOCATED_AGENCIES: Final = "allocated_agencies"
    COMPARED_WITH: Final = "compared_with"
    AGENCY: Final = "agency"
    NAME: Final = "name"
    STATE: Final = "state"
    RECEIVED_AT: Final = "received_at"
    DAYS_LATE: Final = "days_late"
    ERRORS: Final = "errors"
    WARNINGS: Final = "warnings"
    FILE: Final = "file"
    WHY: Final = "why"
    EXPECTED_PERIODS: Final = "expected_periods"
    RECEIVED_PERIODS: Final = "received_periods"
    ON_TIME_PERIODS: Final = "on_time_periods"
    RATE: Final = "rate"
    ON_TIME_RATE: Final = "on_time_rate"
    CODE: Final = "code"
    TREND: Final = "trend"
    MOVE: Final = "move"
    TASK_COUNT: Final = "task_count"
    DAYS_OVERDUE: Final = "days_overdue"
    PERSON: Final = "person"
    COLUMN: Final = "column"
    VALUE: Final = "value"
    SHEET: Final = "sheet"
    CELL: Final = "cell"
    DECISION: Final = "decision"
    REASON: Final = "reason"
    BEFORE: Final = "before"
    AFTER: Final = "after"
    SOURCE: Final = "source"
    ANSWER: Final = "answer"
    EARLIER: Final = "earlier"
    SEVERITY: Final = "severity"
    CELLS: Final = "cells"
    ROW_CODE: Final = "row_code"
    MESSAGE: Final = "message"
    HINT: Final = "hint"
    FORM: Final = "form"
    THROUGH: Final = "through"
    SHA256: Final = "sha256"
    ROW: Final = "row"
    EXPECTED: Final = "expected"


JUDGED: Final = "judged"
"""In the formula of a column: the one that is held against the year's target."""

FACTS_SHEET: Final = Term("Kế hoạch", "Plan")
GUIDE_SHEET: Final = Term("Hướng dẫn", "Guide")
OWN_FORM_FILE: Final = "form.json"
"""What makes a folder a form of an office's own."""

STAMP_SHEET: Final = "_plansheet"
"""The sheets of a plan workbook and of a template that hold no table of a form."""

REPORT_STAMP_SHEET: Final = "_bao_cao"
"""The sheet of a report that only programs see: what the report is of."""

PLAN_FORMS: Final = (
    FormName.AGENCIES,
    FormName.INDICATORS,
    FormName.TASKS,
    FormName.CALENDAR,
    FormName.ALLOCATIONS,
    FormName.SCENARIO,
)
"""The sheets of a plan workbook, in the order in which they stand there."""

RETURN_FORMS: Final = (
    FormName.TASK_REPORT,
    FormName.COORDINATION_REPORT,
    FormName.INDICATOR_REPORT,
    FormName.FINAL_FIGURES,
    FormName.NARRATIVE_REPORT,
)
"""What agencies report of a period."""

PERIOD_FORMS: Final = (*RETURN_FORMS, FormName.ADJUSTMENTS)
"""What agencies fill in for a period."""

ISSUED_FORMS: Final = (*PERIOD_FORMS, FormName.SCHEDULE, FormName.COMMENTS)
"""What agencies fill in, for a period or in a round on the plan itself."""

FORM_NAMES: Final = (*PLAN_FORMS, *ISSUED_FORMS)

NEEDED: Final[Mapping[str, tuple[str, ...]]] = {
    FormName.AGENCIES: (
        ColumnName.AGENCY_CODE,
        ColumnName.AGENCY_NAME,
        ColumnName.KIND,
        ColumnName.SUCCESSORS,
    ),
    FormName.INDICATORS: (
        ColumnName.INDICATOR_CODE,
        ColumnName.INDICATOR_NAME,
        ColumnName.UNIT,
        ColumnName.AGGREGATION,
        ColumnName.REPORTERS,
        ColumnName.PARENT,
        ColumnName.HISTORY,
        ColumnName.TARGET,
        ColumnName.NOTE,
    ),
    FormName.TASKS: (
        ColumnName.TASK_CODE,
        ColumnName.TASK_NAME,
        ColumnName.LEADS,
        ColumnName.COORDINATORS,
        ColumnName.DUE,
        ColumnName.NOTE,
    ),
    FormName.CALENDAR: (ColumnName.PERIOD_KIND, ColumnName.DEADLINE),
    FormName.ALLOCATIONS: (
        ColumnName.INDICATOR_CODE,
        ColumnName.INDICATOR_NAME,
        ColumnName.ALLOCATED_TO,
        ColumnName.TARGET,
    ),
    FormName.SCENARIO: (
        ColumnName.INDICATOR_CODE,
        ColumnName.INDICATOR_NAME,
        ColumnName.TARGET,
    ),
    FormName.TASK_REPORT: (
        ColumnName.TASK_CODE,
        ColumnName.TASK_NAME,
        ColumnName.STATUS,
        ColumnName.PROGRESS,
        ColumnName.DOCUMENT_DATE,
        ColumnName.NOTE,
    ),
    FormName.COORDINATION_REPORT: (
        ColumnName.TASK_CODE,
        ColumnName.TASK_NAME,
        ColumnName.CONTRIBUTION,
    ),
    FormName.INDICATOR_REPORT: (
        ColumnName.INDICATOR_CODE,
        ColumnName.INDICATOR_NAME,
        ColumnName.UNIT,
        ColumnName.ACTUAL,
        ColumnName.CUMULATIVE,
        ColumnName.FORECAST,
        ColumnName.EXPLANATION,
    ),
    FormName.FINAL_FIGURES: (
        ColumnName.INDICATOR_CODE,
        ColumnName.INDICATOR_NAME,
        ColumnName.ESTIMATED_PERIOD,
        ColumnName.ESTIMATED_ACTUAL,
        ColumnName.ACTUAL,
        ColumnName.ESTIMATED_CUMULATIVE,
        ColumnName.CUMULATIVE,
    ),
    FormName.NARRATIVE_REPORT: (
        ReportColumn.CODE,
        ColumnName.FIELD,
        ColumnName.HEADING,
        ColumnName.NARRATIVE,
    ),
    FormName.ADJUSTMENTS: (
        ReportColumn.CODE,
        ColumnName.REQUEST,
        ColumnName.REQUESTED,
        ReportColumn.REASON,
    ),
    FormName.SCHEDULE: (
        ColumnName.TASK_CODE,
        ColumnName.TASK_NAME,
        ColumnName.PRODUCT,
        ColumnName.DUE,
        ColumnName.LEVEL,
    ),
    FormName.COMMENTS: (
        ReportColumn.CODE,
        ColumnName.DRAFT,
        ColumnName.OPINION,
        ColumnName.COMMENT,
        ReportColumn.REASON,
    ),
}
"""The columns that each form must have: the program computes from them or writes into them."""
