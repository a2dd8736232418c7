"""Returns → Consolidation: pure, without files and without Excel."""

from plansheet.merge.consolidate import consolidate
from plansheet.merge.consolidation import Consolidation, Source
from plansheet.merge.records import (
    ATTAINMENTS,
    CLASSES,
    STATES,
    IndicatorResult,
    Receipt,
    Received,
    Report,
    TaskOutcome,
)

__all__ = [
    "ATTAINMENTS",
    "CLASSES",
    "STATES",
    "Consolidation",
    "IndicatorResult",
    "Receipt",
    "Received",
    "Report",
    "Source",
    "TaskOutcome",
    "consolidate",
]
