"""The usual bodies of a province, and its districts.

The tables travel with the package; a plan's own sheet of agencies is what counts.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from functools import cache

from plansheet.forms.resources import resource
from plansheet.language.text import match_key
from plansheet.plan.agencies.bodies import CENTRAL, DISTRICT, Agency
from plansheet.plan.agencies.names import make_code
from plansheet.plan.agencies.registry import Registry


def standard_registry(province: str = "") -> Registry:
    """A registry of the bodies that most provinces have."""
    bodies = []
    for row in _table("agencies"):
        aliases = tuple(filter(None, row["aliases"].split("|")))
        bodies.append(Agency(row["code"], row["name"], aliases, row["kind"]))
    return Registry(bodies, province)


@cache
def districts_of(province: str, year: int) -> Registry:
    """A registry of the districts that a province had in a year; empty where that is not known.

    Known are the provinces whose plans the examples are, in the years between the last changes
    before 2021 and those of 2025, when districts ended.
    """
    place = match_key(province).removeprefix("tỉnh ")
    bodies: list[Agency] = []
    for row in _table("districts"):
        if match_key(row["province"]) == place and int(row["since"]) <= year <= int(row["until"]):
            for name in (f"UBND {unit}" for unit in row["districts"].split("|")):
                code = make_code(name, [body.code for body in bodies])
                bodies.append(Agency(code, name, (name.removeprefix("UBND "),), DISTRICT))
    return Registry(bodies, province)


@cache
def central_bodies() -> tuple[Agency, ...]:
    """The ministries and the other central bodies, also those that ended in 2025."""
    bodies: list[Agency] = []
    for row in _table("central_bodies"):
        code = make_code(row["name"], [body.code for body in bodies])
        bodies.append(Agency(f"TW{code}", row["name"], kind=CENTRAL))
    return tuple(bodies)


def _table(name: str) -> Iterable[Mapping[str, str]]:
    text = resource(f"data/{name}.tsv").read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
