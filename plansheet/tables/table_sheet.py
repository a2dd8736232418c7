"""What a table sheet is to have, and where it was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Final

from plansheet.forms import Column, Form
from plansheet.language.wording import Language, Wording, Words, say
from plansheet.workbooks.reading import column_letters
from plansheet.workbooks.writing.cell_text import quoted
from plansheet.workbooks.writing.cells import Cell, Formula, Link, Question, spoken

_Value = Cell | Link | Formula


@dataclass(frozen=True, slots=True)
class WrittenTable:
    """Where a table was written: 0-based header row, first and last data row, its columns."""

    sheet: str
    header: int
    first: int
    last: int
    columns: Mapping[str, int]

    def range(self, name: str, *, absolute_sheet: bool = True) -> str:
        """The data cells of column `name`, e.g. `'Nhiệm vụ'!$I$7:$I$20`."""
        letter = f"${column_letters(self.columns[name])}"
        cells = f"{letter}${self.first + 1}:{letter}${self.last + 1}"
        return f"{quoted(self.sheet)}!{cells}" if absolute_sheet else cells


@dataclass(frozen=True)
class TableSheet:
    """One sheet with a title block and a table.

    `rows` hold one value for each column. `protect` locks all but the input columns; `locked`
    adds single cells (0-based data row, column name) to what is locked. `form` brings live
    checks (missing, wrong) into the sheet. `spare` rows below the table may be filled in too, in
    every column.
    `highlight` has by column the style of each text, `positive` that of numbers above 0.
    `sender` is the code of the agency that fills it in.
    `sparklines` has by column and data row the first and the last column whose figures are drawn.
    `excel_table` is the name of a table of Excel that it is to be, `hidden` are columns that are
    not shown. `places` are by data row how many decimal places the columns in `figures` show.
    `blocks` has by data row the number of the block that it is of; what stands in the columns in
    `shared` is seen in the first row of a block alone.
    `question` stands beside the status line of an issued table.
    """

    name: Words
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell | Link | Formula]]
    heading: Sequence[Words] = ()
    notes: Sequence[Words] = ()
    question: Question | None = None
    form: Form | None = None
    protect: bool = False
    locked: frozenset[tuple[int, str]] = frozenset()
    judged: tuple[str, ...] = ()
    spare: int = 0
    freeze: int = 0
    tab: str = ""
    text_numbers: bool = False
    highlight: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    positive: Mapping[str, str] = field(default_factory=dict)
    sparklines: Mapping[str, Mapping[int, tuple[str, str]]] = field(default_factory=dict)
    sender: str = ""
    excel_table: str = ""
    hidden: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    places: Sequence[int] = ()
    blocks: Sequence[int] = ()
    shared: frozenset[str] = frozenset()

    @property
    def rows_above(self) -> int:
        """Rows above the first data row."""
        lines = len(self.heading) + len(self.notes)
        return lines + bool(lines) + any(c.group for c in self.columns) + 1

    def texts(self, column: Column) -> frozenset[str]:
        """The texts of a column that go on in the next line where they are long."""
        if column.align == "fill":
            return frozenset()
        values = self.by_column[self.columns.index(column)]
        kinds = set(map(type, values))
        if Link in kinds:
            values = [cell.text if isinstance(cell, Link) else cell for cell in values]
        return frozenset(text for text in {*values} if isinstance(text, str))

    @cached_property
    def by_column(self) -> Sequence[Sequence[_Value]]:
        """The values of each column, from the first row to the last."""
        return [*zip(*self.rows, strict=True)] or [()] * len(self.columns)

    def spoken(self, lang: Language) -> TableSheet:
        """The same with columns, choices and cells as a workbook in `lang` has them."""
        columns = zip(self.columns, self.by_column, strict=True)
        said = [_spoken(column, values, lang) for column, values in columns]
        return replace(
            self,
            columns=[column.spoken(lang) for column in self.columns],
            rows=[*zip(*said, strict=True)],
            form=self.form.spoken(lang) if self.form else None,
            highlight={
                name: {say(text, lang): style for text, style in styles.items()}
                for name, styles in self.highlight.items()
            },
        )


_AS_THEY_ARE: Final = frozenset({str, int, float, Decimal, date, Formula, type(None)})
"""Kinds of values that every workbook has alike, where a text is no choice of its column."""


def _spoken(column: Column, values: Sequence[_Value], lang: Language) -> Sequence[_Value]:
    """The cells of a column as a workbook in `lang` has them: each plain text is said once."""
    if not column.choices and _AS_THEY_ARE.issuperset(map(type, values)):
        return values

    @lru_cache(maxsize=None, typed=True)
    def said(value: Words) -> _Value:
        return spoken(column.term(value) if isinstance(value, str) else value, lang)

    return [
        said(value)
        if isinstance(value, str | Wording)
        else spoken(value, lang)
        if isinstance(value, Link)
        else value
        for value in values
    ]
