"""The agencies of a plan: what they are called, which groups they form, who succeeds whom."""

from plansheet.plan.agencies.bodies import (
    CENTRAL,
    COMMUNE,
    COMMUNE_OFFICE,
    DEPARTMENT,
    DISTRICT,
    ENTERPRISE,
    KINDS,
    OTHER,
    SERVICE,
    UNION,
    VILLAGE,
    Agency,
    Parties,
    Party,
)
from plansheet.plan.agencies.groups import names_a_kind
from plansheet.plan.agencies.names import initials, make_code, without_marks, without_title
from plansheet.plan.agencies.registry import Registry
from plansheet.plan.agencies.standard import central_bodies, districts_of, standard_registry

__all__ = [
    "CENTRAL",
    "COMMUNE",
    "COMMUNE_OFFICE",
    "DEPARTMENT",
    "DISTRICT",
    "ENTERPRISE",
    "KINDS",
    "OTHER",
    "SERVICE",
    "UNION",
    "VILLAGE",
    "Agency",
    "Parties",
    "Party",
    "Registry",
    "central_bodies",
    "districts_of",
    "initials",
    "make_code",
    "names_a_kind",
    "standard_registry",
    "without_marks",
    "without_title",
]
