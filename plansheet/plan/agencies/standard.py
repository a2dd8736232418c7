"""The usual bodies of a province.

The table travels with the package; a plan's own sheet of agencies is what counts.
"""

from __future__ import annotations

import csv

from plansheet.plan.agencies.bodies import Agency
from plansheet.plan.agencies.registry import Registry
from plansheet.resources import resource


def standard_registry(province: str = "") -> Registry:
    """A registry of the bodies that most provinces have."""
    text = resource("data/agencies.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    bodies = []
    for row in rows:
        aliases = tuple(filter(None, row["aliases"].split("|")))
        bodies.append(Agency(row["code"], row["name"], aliases, row["kind"]))
    return Registry(bodies, province)
