"""What a table sheet is to have, and where it was written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from plansheet.forms import Column, Form
from plansheet.language.wording import Language, Words, say
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
        position = self.columns.index(column)
        cells = (row[position] for row in self.rows)
        said = (cell.text if isinstance(cell, Link) else cell for cell in cells)
        return frozenset(text for text in said if isinstance(text, str))

    def spoken(self, lang: Language) -> TableSheet:
        """The same with columns, choices and cells as a workbook in `lang` has them."""
        said = [_spoken(column, lang) for column in self.columns]
        return replace(
            self,
            columns=[column.spoken(lang) for column in self.columns],
            rows=[
                [say_it(value) for say_it, value in zip(said, row, strict=True)]
                for row in self.rows
            ],
            form=self.form.spoken(lang) if self.form else None,
            highlight={
                name: {say(text, lang): style for text, style in styles.items()}
                for name, styles in self.highlight.items()
            },
        )


def _spoken(column: Column, lang: Language) -> Callable[[_Value], _Value]:
    """Says the cells of a column: each plain text, of which many come again, once."""

    @cache
    def said(text: str) -> _Value:
        return spoken(column.term(text), lang)

    def said_cell(value: _Value) -> _Value:
        if value is None or isinstance(value, Formula):
            return value
        if value.__class__ is str:
            return said(value)
        return spoken(column.term(value) if isinstance(value, str) else value, lang)

    return said_cell
