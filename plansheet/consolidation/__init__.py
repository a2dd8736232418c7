"""Returns → Consolidation: pure, without files and without Excel."""

from plansheet.consolidation.consolidate import consolidate
from plansheet.consolidation.consolidation import COORDINATOR, Source
from plansheet.consolidation.frames import Consolidation
from plansheet.consolidation.indicators import operands, owners
from plansheet.consolidation.results import (
    ATTAINMENTS,
    CLASSES,
    CONFLICT_KINDS,
    STATES,
    Candidate,
    Change,
    Conflict,
    IndicatorResult,
    Receipt,
    Received,
    ReportedRow,
    TaskOutcome,
    by_code,
)

__all__ = [
    "ATTAINMENTS",
    "CLASSES",
    "CONFLICT_KINDS",
    "COORDINATOR",
    "STATES",
    "Candidate",
    "Change",
    "Conflict",
    "Consolidation",
    "IndicatorResult",
    "Receipt",
    "Received",
    "ReportedRow",
    "Source",
    "TaskOutcome",
    "by_code",
    "consolidate",
    "operands",
    "owners",
]
