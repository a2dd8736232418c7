"""What a form of an office's own is: a blank workbook, and what each of its cells is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final, Literal, NamedTuple, TypeVar

from plansheet.forms import Column
from plansheet.forms.comparisons import Check
from plansheet.language.text import match_key
from plansheet.language.wording import Term
from plansheet.own_forms.blocks import WHOLE, rows_of
from plansheet.own_forms.grid import SheetGrid
from plansheet.workbooks.reading import Sheet, Workbook, a1
from plansheet.workbooks.reading.addresses import Position

Kind = Literal["matrix", "list"]
Aggregate = Literal["sum", "none", "max", "min", "first", "place"]
ValueType = Literal["number", "integer", "text", "date"]
Said = TypeVar("Said")

BLANK_FILE: Final = "blank.xlsx"


@dataclass(frozen=True, slots=True)
class Keys:
    """By what rows or columns are known: the positions of their codes or labels, from 0."""

    at: tuple[int, ...]
    is_code: bool


class CellKey(NamedTuple):
    """A cell of a form, wherever it stands: its sheet and the keys of its row and column."""

    sheet: str
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class FormCell:
    """A cell of the range: the keys of its row and column, and where it stands in the blank."""

    sheet: str
    row_key: str
    column_key: str
    at: Position

    @property
    def address(self) -> str:
        """Its A1 address in the blank workbook."""
        return a1(*self.at)

    @property
    def key(self) -> CellKey:
        """By what it is known wherever it stands."""
        return CellKey(self.sheet, self.row_key, self.column_key)


@dataclass(frozen=True, slots=True)
class AskedCell:
    """An input cell: its key, the column that it is read as one of, and the unit of that."""

    cell: FormCell
    key: CellKey
    column: Column
    unit: str


@dataclass(frozen=True)
class FormSheet:
    """One sheet of the form, or one table of a sheet that has several.

    `worksheet` is the sheet of the workbook, `block` are its rows that are the table's own.
    `area` is the range of its cells, from 0: top, left, bottom, right. `rows` and `columns` have
    the keys by position; `inputs` and `formulas` the cells by position, all others are labels.
    `head` are the cells above it by what they hold: agency, period, unit; `fields` those
    that an agency fills in beside them, by what they ask. `aggregate` and `types`
    are by column key, or by row key and column key as “row,column”; `of_agency` has by row or
    column key the name of the one body that it belongs to.
    """

    name: str
    kind: Kind
    area: tuple[int, int, int, int]
    row_keys: Keys
    column_keys: Keys
    rows: Mapping[int, str]
    columns: Mapping[int, str]
    inputs: Mapping[Position, FormCell]
    formulas: Mapping[Position, FormCell]
    head: Mapping[str, Position] = field(default_factory=dict)
    fields: Mapping[str, Position] = field(default_factory=dict)
    aggregate: Mapping[str, Aggregate] = field(default_factory=dict)
    types: Mapping[str, ValueType] = field(default_factory=dict)
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    of_agency: Mapping[str, str] = field(default_factory=dict)
    checks: tuple[Check, ...] = ()
    unique: tuple[str, ...] = ()
    worksheet: str = ""
    block: range = WHOLE

    def rule(self, cell: FormCell) -> Aggregate:
        """How the figures of several agencies become one in a cell."""
        return _of(self.aggregate, cell) or "sum"

    def type(self, cell: FormCell) -> ValueType:
        """What may stand in a cell."""
        return _of(self.types, cell) or "number"

    def choice(self, cell: FormCell) -> tuple[str, ...]:
        """The values among which a cell chooses, none where it is free."""
        return _of(self.choices, cell) or ()

    def owner(self, cell: FormCell) -> str:
        """The name of the one body that a cell belongs to; blank where it is everybody's."""
        return _of(self.of_agency, cell) or ""

    def column(self, cell: FormCell) -> Column:
        """The column that a cell is read as one of."""
        return _column(cell.column_key, self.choice(cell), self.type(cell))

    @cached_property
    def asked(self) -> Mapping[int, Sequence[AskedCell]]:
        """The inputs by row, from left to right: computed once, however many returns there are."""
        rows: dict[int, list[AskedCell]] = {}
        for at in sorted(self.inputs):
            cell = self.inputs[at]
            column = self.column(cell)
            asked = AskedCell(cell, cell.key, column, column.unit)
            rows.setdefault(at[0], []).append(asked)
        return rows

    @cached_property
    def key_at(self) -> Mapping[Position, CellKey]:
        """The keys of the inputs by position."""
        return {at: cell.key for at, cell in self.inputs.items()}

    def field_key(self, name: str) -> CellKey:
        """By what the answer to a field is known."""
        return CellKey(self.name, name, "")

    @cached_property
    def row_of(self) -> Mapping[str, int]:
        """The rows by the match key of their key."""
        return {match_key(key): row for row, key in self.rows.items()}

    @cached_property
    def column_of(self) -> Mapping[str, int]:
        """The columns by the match key of their key."""
        return {match_key(key): column for column, key in self.columns.items()}


@lru_cache(maxsize=1024)
def _column(name: str, choices: tuple[str, ...], kind: ValueType) -> Column:
    terms = tuple(map(Term, choices))
    synonyms = {match_key(word): word for word in terms}
    of = "choice" if choices else kind
    return Column(name, Term(name), kind=of, choices=terms, synonyms=synonyms)


def _of(by_key: Mapping[str, Said], cell: FormCell) -> Said | None:
    """What is said of a cell, of its column, of its row, or of all, the closest first."""
    names = (f"{cell.row_key},{cell.column_key}", cell.column_key, cell.row_key, "*")
    return next((by_key[name] for name in names if name in by_key), None)


@dataclass(frozen=True)
class OwnForm:
    """A form of an office's own: where it is, its blank workbook, its sheets.

    `agencies` are those that get it, none where all do; `digest` is that of the
    blank workbook and of what form.json says its cells are.
    """

    folder: Path
    title: str
    blank: Workbook
    sheets: tuple[FormSheet, ...]
    agencies: tuple[str, ...] = ()
    digest: str = ""

    @property
    def path(self) -> Path:
        """The blank workbook."""
        return self.folder / BLANK_FILE

    @cached_property
    def by_name(self) -> Mapping[str, FormSheet]:
        """The sheets by name."""
        return {sheet.name: sheet for sheet in self.sheets}

    @cached_property
    def blanks(self) -> Mapping[str, Sheet]:
        """The sheets of the blank workbook, by name; of each table the rows that are its own."""
        found = {sheet.name: sheet for sheet in self.blank.sheets}
        return found | {one.name: rows_of(found[one.worksheet], one.block) for one in self.sheets}

    @cached_property
    def grids(self) -> Mapping[str, SheetGrid]:
        """The same as grids."""
        return {name: SheetGrid(sheet) for name, sheet in self.blanks.items()}

    def tables(self, worksheet: str) -> Sequence[FormSheet]:
        """The tables of a sheet of the workbook, from the first row down."""
        found = (one for one in self.sheets if one.worksheet == worksheet)
        return sorted(found, key=lambda one: one.block.start)

    @property
    def cells(self) -> Sequence[FormCell]:
        """Every input, sheet by sheet, row by row."""
        return [sheet.inputs[at] for sheet in self.sheets for at in sorted(sheet.inputs)]
