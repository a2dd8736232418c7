"""The agencies of a plan: what they are called, which groups they form, who succeeds whom."""

from plansheet.plan.agencies.bodies import (
    CENTRAL,
    COMMUNE,
    DEPARTMENT,
    DISTRICT,
    KINDS,
    OTHER,
    UNION,
    Agency,
    Parties,
    Party,
)
from plansheet.plan.agencies.names import initials, make_code, without_marks
from plansheet.plan.agencies.registry import Registry
from plansheet.plan.agencies.standard import (
    ProvinceMerger,
    StandardBody,
    Succession,
    province_mergers,
    standard_catalogue,
    standard_registry,
    standard_successions,
)

__all__ = [
    "CENTRAL",
    "COMMUNE",
    "DEPARTMENT",
    "DISTRICT",
    "KINDS",
    "OTHER",
    "UNION",
    "Agency",
    "Parties",
    "Party",
    "ProvinceMerger",
    "Registry",
    "StandardBody",
    "Succession",
    "initials",
    "make_code",
    "province_mergers",
    "standard_catalogue",
    "standard_registry",
    "standard_successions",
    "without_marks",
]
