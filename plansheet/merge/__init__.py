"""Returns → Consolidation: pure, without files and without Excel."""

from plansheet.merge.consolidate import consolidate
from plansheet.merge.consolidation import COORDINATOR, Source
from plansheet.merge.frames import Consolidation
from plansheet.merge.indicators import operands, owners
from plansheet.merge.records import (
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
    Report,
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
    "Report",
    "Source",
    "TaskOutcome",
    "by_code",
    "consolidate",
    "operands",
    "owners",
]
