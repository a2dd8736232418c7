"""The rows of a plan workbook as they are written, before anything is understood.

A published document imports to these rows, `write_plan` writes them, `read_plan` reads them back
and only then gives them a meaning (`plansheet.plan.model`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

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
