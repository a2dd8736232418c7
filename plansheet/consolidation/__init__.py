"""Returns → Consolidation: pure, without files and without Excel."""

from plansheet.consolidation.consolidate import consolidate
from plansheet.consolidation.consolidation import COORDINATOR, Consolidation
from plansheet.consolidation.indicators import operands, owners
from plansheet.consolidation.narratives import Narrative
from plansheet.consolidation.results import (
    Candidate,
    Change,
    Conflict,
    IndicatorResult,
    Receipt,
    Received,
    ReportedRow,
    Source,
    TaskOutcome,
    by_code,
)
from plansheet.plan.classes import Attainment, ConflictKind, ReturnState, TaskClass

__all__ = [
    "COORDINATOR",
    "Attainment",
    "Candidate",
    "Change",
    "Conflict",
    "ConflictKind",
    "Consolidation",
    "IndicatorResult",
    "Narrative",
    "Receipt",
    "Received",
    "ReportedRow",
    "ReturnState",
    "Source",
    "TaskClass",
    "TaskOutcome",
    "by_code",
    "consolidate",
    "operands",
    "owners",
]
