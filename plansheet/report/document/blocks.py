"""What a document consists of between its head and its signature."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading inside a part."""

    text: str


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph of running text."""

    text: str


@dataclass(frozen=True, slots=True)
class TabulationColumn:
    """A column of a tabulation: its header, its width in millimetres, the group it belongs to."""

    title: str
    width: float
    centered: bool = False
    group: str = ""


@dataclass(frozen=True, slots=True)
class Tabulation:
    """A table; the last text of a row that has fewer than columns goes over all that are left."""

    columns: Sequence[TabulationColumn]
    rows: Sequence[Sequence[str]]


Block = Subheading | Prose | Tabulation
