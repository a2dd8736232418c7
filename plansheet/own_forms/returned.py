"""A form that came back: what was read in its cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from plansheet.forms.values import Value
from plansheet.own_forms.model import CellKey
from plansheet.problems import Place, Problem
from plansheet.returns import Return


@dataclass(frozen=True, slots=True)
class ReadCell:
    """What stands in a cell, and where."""

    value: Value
    place: Place


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """Where a sheet of the form is: what it is called now, its rows and columns by key, from 0."""

    sheet: str
    rows: Mapping[str, int]
    columns: Mapping[str, int]


@dataclass(frozen=True)
class FormReturn:
    """A form that came back.

    Attributes:
        ret: the file, whose it is, its problems, whether it is refused.
        cells: what its input cells say, by cell.
        lists: by sheet the rows of a list, by column key.
        fields: what stands in the other cells above the tables, by cell.
        computed: what the form's formulas give with these cells.
        places: by sheet where it is.
        covered: of a total that came back, how many of how many gave each cell.
    """

    ret: Return
    cells: Mapping[CellKey, ReadCell] = field(default_factory=dict)
    fields: Mapping[CellKey, ReadCell] = field(default_factory=dict)
    lists: Mapping[str, tuple[Mapping[str, ReadCell], ...]] = field(default_factory=dict)
    computed: Mapping[CellKey, Decimal] = field(default_factory=dict)
    places: Mapping[str, SheetPlace] = field(default_factory=dict)
    covered: Mapping[CellKey, tuple[int, int]] = field(default_factory=dict)

    @property
    def figures(self) -> Mapping[CellKey, Value]:
        """What stands in the cells: what was typed, and what is computed of it."""
        return {**{key: cell.value for key, cell in self.cells.items()}, **self.computed}

    @property
    def file(self) -> str:
        """What messages call the file."""
        return self.ret.file

    @property
    def agency(self) -> str:
        """The code of the sender, blank where it is not known."""
        return self.ret.agency

    @property
    def period(self) -> str:
        """The period as its stamp writes it, or its head; blank where nothing says it."""
        return self.ret.period

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong with it."""
        return self.ret.problems

    @property
    def refused(self) -> bool:
        """Whether nothing of it is used."""
        return self.ret.refused

    @property
    def has_input(self) -> bool:
        """Whether anything of it can be used."""
        return bool(self.cells or any(self.lists.values()))
