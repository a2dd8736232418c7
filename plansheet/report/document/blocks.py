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
    """A column of a tabulation: its header and its width in millimetres."""

    title: str
    width: float
    centered: bool = False


@dataclass(frozen=True, slots=True)
class Tabulation:
    """A table; a row of one text goes over all columns."""

    columns: Sequence[TabulationColumn]
    rows: Sequence[Sequence[str]]


Block = Subheading | Prose | Tabulation
