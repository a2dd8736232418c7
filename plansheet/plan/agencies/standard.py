"""The usual bodies of a province, and what the reorganisation of 2025 made of them.

The tables travel with the package; a plan's own sheet of agencies is what counts.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from plansheet.plan.agencies.bodies import Agency
from plansheet.plan.agencies.registry import Registry
from plansheet.resources import resource


@dataclass(frozen=True, slots=True)
class StandardBody:
    """A body that most provinces have."""

    code: str
    name: str
    aliases: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Succession:
    """Who took over from a body in 2025.

    Attributes:
        old, new: codes of the standard catalogue; `new` is "" where nobody took over.
        scope: which fields went there; "" for all.
        since: the first day of the new body; for departments each province's council set it,
            mostly 1 March 2025.
        source: the decree or resolution.
        confirmed: whether the source was looked up for who took over; otherwise to be checked.
    """

    old: str
    new: str
    scope: str
    since: date
    source: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class ProvinceMerger:
    """Which province one became part of on 1 July 2025 (Resolution 202/2025/QH15)."""

    old: str
    new: str
    since: date


def standard_catalogue() -> tuple[StandardBody, ...]:
    """Return the usual bodies of a province, to give codes to bodies that a document names."""
    return tuple(
        StandardBody(row["code"], row["name"], tuple(_split(row["aliases"])), row["kind"])
        for row in _table("agencies.tsv")
    )


def standard_registry(province: str = "") -> Registry:
    """Return a registry of the usual bodies."""
    bodies = standard_catalogue()
    return Registry([Agency(b.code, b.name, b.aliases, b.kind) for b in bodies], province)


def standard_successions() -> tuple[Succession, ...]:
    """Return who took over from the usual bodies in 2025."""
    return tuple(
        Succession(
            row["old"],
            row["new"],
            row["scope"],
            date.fromisoformat(row["since"]),
            row["source"],
            row["confirmed"] == "yes",
        )
        for row in _table("successors.tsv")
    )


def province_mergers() -> tuple[ProvinceMerger, ...]:
    """Return the provinces that became part of another one in 2025."""
    return tuple(
        ProvinceMerger(row["old"], row["new"], date.fromisoformat(row["since"]))
        for row in _table("province_successors.tsv")
    )


def _split(aliases: str) -> Iterator[str]:
    return filter(None, aliases.split("|"))


def _table(name: str) -> list[dict[str, str]]:
    text = resource(f"data/{name}").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
