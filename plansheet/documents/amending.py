"""Corrections and additions to a draft, each with its reason: what a person changed and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from plansheet.plan.workbook.tables import PlanRow, PlanTables

AmendedSheet = Literal["agencies", "indicators", "tasks", "calendar"]

_KEYS: Mapping[AmendedSheet, str] = {
    "agencies": "agency_code",
    "indicators": "indicator_code",
    "tasks": "task_code",
    "calendar": "period_kind",
}


@dataclass(frozen=True, slots=True)
class Correction:
    """Other texts for some columns of one row, named by its code (a calendar line by its kind)."""

    sheet: AmendedSheet
    code: str
    values: Mapping[str, str]
    reason: str


@dataclass(frozen=True, slots=True)
class Addition:
    """A row that the document does not have; it comes last."""

    sheet: AmendedSheet
    values: Mapping[str, str]
    reason: str


@dataclass(frozen=True, slots=True)
class Removal:
    """A row that is left out."""

    sheet: AmendedSheet
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class FactCorrection:
    """A fact of the plan that the document does not say, or says otherwise."""

    name: str
    value: str
    reason: str


Amendment = Correction | Addition | Removal | FactCorrection


def amended(tables: PlanTables, amendments: Iterable[Amendment]) -> PlanTables:
    """The rows with the amendments made, in their order.

    Raises:
        KeyError: a row to be corrected or removed does not exist, or a correction changes nothing:
            the document or the importer has changed since the list was written.
    """
    sheets: dict[AmendedSheet, tuple[PlanRow, ...]] = {
        "agencies": tables.agencies,
        "indicators": tables.indicators,
        "tasks": tables.tasks,
        "calendar": tables.calendar,
    }
    facts = dict(tables.facts)
    for amendment in amendments:
        if isinstance(amendment, FactCorrection):
            _settle(facts, amendment)
            continue
        sheets[amendment.sheet] = _amended(sheets[amendment.sheet], amendment)
    return PlanTables(facts, **sheets)


def _settle(facts: dict[str, str], amendment: FactCorrection) -> None:
    if facts[amendment.name] == amendment.value:
        raise KeyError(f"{amendment.name} is so already")
    facts[amendment.name] = amendment.value


def _amended(
    rows: tuple[PlanRow, ...], amendment: Correction | Addition | Removal
) -> tuple[PlanRow, ...]:
    if isinstance(amendment, Addition):
        return (*rows, amendment.values)
    key = _KEYS[amendment.sheet]
    at = next((i for i, row in enumerate(rows) if row.get(key) == amendment.code), None)
    if at is None:
        raise KeyError(f"{amendment.sheet} has no row {amendment.code!r}")
    if isinstance(amendment, Removal):
        return rows[:at] + rows[at + 1 :]
    corrected = {**rows[at], **amendment.values}
    if corrected == rows[at]:
        raise KeyError(f"{amendment.sheet} {amendment.code!r} is so already")
    return (*rows[:at], corrected, *rows[at + 1 :])
