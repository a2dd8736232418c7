"""Table sheets: title block, headers, rows, drop-downs, live checks, print set-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import accumulate, chain
from typing import Any, Final

from plansheet.forms import Column, Form
from plansheet.forms.names import JUDGED
from plansheet.tables.cell_rules import answer_rule, column_rule, needs_cells, rule_colours
from plansheet.tables.excel_rules import TableCells
from plansheet.tables.excel_values import blank
from plansheet.tables.narrowing import within_a_page
from plansheet.tables.number_formats import number_format
from plansheet.tables.showing import roomy, unlike, width_of, with_places
from plansheet.tables.table_sheet import TableSheet, WrittenTable
from plansheet.workbooks.cell_rules import Colour
from plansheet.workbooks.reading import column_letters
from plansheet.workbooks.writing.cell_text import clipped, quoted
from plansheet.workbooks.writing.cells import Cell, Formula, Link, Question
from plansheet.workbooks.writing.fitting import MAX_WIDTH, lines_of
from plansheet.workbooks.writing.paper import again_on, characters_of, pages_beside, print_setup
from plansheet.workbooks.writing.styles import NAVY, STYLES
from plansheet.workbooks.writing.table_rows import TableRows
from plansheet.workbooks.writing.workbook import Book, write_value

_UNSEEN: Final = ";;;"
"""A number format that shows nothing."""

_TITLE_WIDTH: Final = 60
"""Characters of columns over which a title can stand without becoming a tower."""

_SHADE: Final = "#F2F2F2"
"""Fill of every other block."""

_BANDED: Final = "Table Style Light 1"
"""Every other row in a light grey."""


def write_table(book: Book, spec: TableSheet) -> WrittenTable:
    """Write a table sheet; returns where it stands."""
    return TableWriter(book, book.sheet(spec.name), spec.spoken(book.lang)).write()


class TableWriter:
    """Writes one sheet with a table; other kinds of sheets change a part of it."""

    def __init__(self, book: Book, sheet: Any, spec: TableSheet) -> None:
        self.book, self.sheet, self.spec = book, sheet, spec
        self.name, self.say = book.say(spec.name), book.say
        self.has_groups = any(c.group for c in spec.columns)
        self.header = self.header_row()
        self.first = self.header + 1
        self.last = self.first + max(len(spec.rows) + spec.spare, 1) - 1
        self.positions = {c.name: i for i, c in enumerate(spec.columns)}
        key = self.positions.get(spec.form.key, 0) if spec.form else 0
        codes = tuple(row[key] for row in spec.rows)
        self.cells = TableCells(self.positions, self.first, self.last, codes, spec.sender)
        self._titles = (
            [*unlike(spec.columns)] if spec.excel_table else [c.title for c in spec.columns]
        )

    def header_row(self) -> int:
        """The 0-based row of the headers."""
        return self.spec.rows_above - 1

    def write(self) -> WrittenTable:
        """Write the sheet."""
        spec, sheet = self.spec, self.sheet
        self.heading()
        self._headers()
        self._rows()
        lists = 0
        for position, column in enumerate(spec.columns):
            hidden = {"hidden": column.name in spec.hidden}
            width, cell_format = self._width(column), self.beyond(column)
            sheet.set_column(position, position, width, cell_format, hidden)
            if (spec.form is not None or spec.spare) and column.is_input:
                lists += self._validation(position, column, lists)
        if spec.form is not None and spec.form.key:
            self.live_checks(spec.form)
        self._highlight()
        self._sparklines()
        self._borders()
        sheet.freeze_panes(self.first, spec.freeze)
        if spec.text_numbers or spec.protect:
            sheet.ignore_errors({"number_stored_as_text": self._cells(0, len(spec.columns) - 1)})
        self.set_up()
        return WrittenTable(self.name, self.header, self.first, self.last, self.positions)

    def set_up(self) -> None:
        """How the sheet is printed and worked in."""
        spec, sheet = self.spec, self.sheet
        language, paper = self.book.lang, self.book.paper
        print_setup(sheet, lang=language, landscape=True, paper=paper, repeated=spec.freeze)
        sheet.repeat_rows(self.header)
        if spec.tab:
            sheet.set_tab_color(spec.tab)
        if spec.protect:
            sheet.protect("", ALLOWED)
        elif spec.excel_table:
            self._excel_table()
        else:
            sheet.autofilter(self.header, 0, self.last, len(spec.columns) - 1)

    def _excel_table(self) -> None:
        """Filters, banded rows and names for formulas: `Nhiem_vu[Hạn]`."""
        header = self.book.style("header")
        columns = [{"header": title, "header_format": header} for title in self._titles]
        options = {
            "name": self.spec.excel_table,
            "style": _BANDED,
            "columns": columns,
        }
        self.sheet.add_long_table(self.header, 0, self.last, len(columns) - 1, options)

    def _cells(self, first: int, last: int) -> str:
        left, right = column_letters(first), column_letters(last)
        return f"{left}{self.first + 1}:{right}{self.last + 1}"

    def heading(self) -> None:
        """What stands above the table."""
        spec = self.spec
        for index, line in enumerate((*spec.heading, *spec.notes)):
            is_note = index >= len(spec.heading)
            self._line(index, self.say(line), "remark" if is_note else "bold" if index else "title")

    def _line(self, row: int, text: str, style: str) -> None:
        """A line above the table; one that is longer than the table is wide goes on below."""
        first, last, width = self._above
        look = STYLES[style]
        wraps = lines_of(text, width, look.get("font_size", 11), bool(look.get("bold"))) > 1
        cell_format = self.book.style(style, wrap=wraps)
        if wraps and last > first:
            self.sheet.merge_range(row, first, row, last, "", cell_format)
        self.sheet.write_string(row, first, clipped(text), cell_format)

    @cached_property
    def _above(self) -> tuple[int, int, float]:
        """The first and the last column that a line above the table takes, and how wide they are.

        Of a table that goes on beside these are the columns that each page has, or the others of
        the first page where these are too narrow for a title: each page would cut it off.
        """
        paper, columns = self.book.paper, self.spec.columns
        widths = [self._width_of([column]) for column in columns]
        first, repeated = 0, again_on(paper, widths, self.spec.freeze)
        if pages_beside(paper, widths, repeated) > 1:
            again = sum(widths[:repeated])
            is_narrow = again < _TITLE_WIDTH
            room = characters_of(paper) if is_narrow else again
            first = repeated if is_narrow else 0
            columns = columns[: max(first + 1, sum(w <= room for w in accumulate(widths)))]
        return first, len(columns) - 1, self._width_of(columns[first:])

    def question(self, question: Question, row: int, beside: int) -> None:
        """A label and at its right, in the column `beside`, the cell of its answer."""
        style = self.book.style("bold", align="right")
        self.sheet.write_string(row, beside - 1, f"{self.say(question.label)}:", style)
        cell_format = self.book.style("input", align="center")
        write_value(self.sheet, row, beside, self.say(question.answer), cell_format)
        rule = answer_rule(question, self.book.lang)
        self.sheet.data_validation(row, beside, row, beside, rule.options())

    def _headers(self) -> None:
        header = self.book.style("header")
        for position, title in enumerate(self._titles):
            self.sheet.write_string(self.header, position, title, header)
        for text, first, last in _groups(self.spec.columns) if self.has_groups else ():
            style = self.book.style("group")
            if first == last:
                self.sheet.write_string(self.header - 1, first, text, style)
            else:
                self.sheet.merge_range(self.header - 1, first, self.header - 1, last, "", style)
                self.sheet.write_string(self.header - 1, first, text, style)

    def _rows(self) -> None:
        spec = self.spec
        if spec.rows and not (spec.protect or spec.blocks or self._has_formulas):
            unlike = frozenset(i for i, c in enumerate(spec.columns) if c.name in spec.figures)
            TableRows(self.sheet, self.first, spec.rows, self._format_at, unlike)
            return
        spare = [[None] * len(spec.columns)] * spec.spare
        for row, values in enumerate(chain(spec.rows, spare), self.first):
            for position, value in enumerate(values):
                if value is not None or spec.protect or row - self.first < len(spec.blocks):
                    self._cell(row, position, value)

    @property
    def _has_formulas(self) -> bool:
        return any(Formula in set(map(type, values)) for values in self.spec.by_column)

    def _cell(self, row: int, position: int, value: Cell | Link | Formula) -> None:
        cell_format = self._format_at(row, position, value)
        if isinstance(value, Formula):
            text = value.text.format_map(_Refs(self, row))
            self.sheet.write_formula(row, position, text, cell_format, value.value or "")
        else:
            write_value(self.sheet, row, position, value, cell_format)

    def _format_at(self, row: int, position: int, value: Cell | Link | Formula) -> Any:
        return self._format(row - self.first, self.spec.columns[position], value)

    def _format(self, index: int, column: Column, value: Cell | Link | Formula = None) -> Any:
        """The format of a cell: by column, what stands there, and whether it may be changed."""
        style = "link" if isinstance(value, Link) else self.style_of(index, column)
        is_typed_text = style in ("input", "required") and column.kind == "text"
        if column.name in self.spec.figures and isinstance(value, Decimal):
            shown = with_places(self.spec.places[index])
        else:
            shown = "@" if is_typed_text else number_format(column, value)
        fill, is_repeated = self._in_block(index, column)
        shown = _UNSEEN if is_repeated else shown
        return self.book.style(style, shown, _align(column), fill=fill)

    def _in_block(self, index: int, column: Column) -> tuple[str, bool]:
        """The fill of a row by its block, and whether the block has said its cell already."""
        blocks = self.spec.blocks
        if index >= len(blocks):
            return "", False
        is_repeated = index > 0 and blocks[index] == blocks[index - 1]
        return _SHADE if blocks[index] % 2 else "", is_repeated and column.name in self.spec.shared

    @cached_property
    def _widths(self) -> Mapping[str, float]:
        """The widths of the columns that are seen, in characters."""
        seen = [column for column in self.spec.columns if column.name not in self.spec.hidden]
        widths = [*map(self._own_width, seen)]
        if not self.spec.protect:
            texts = [*map(self.spec.texts, seen)]
            widths = within_a_page([*map(roomy, texts, widths)], seen, texts, self.book.paper)
        return {column.name: width for column, width in zip(seen, widths, strict=True)}

    def _width(self, column: Column) -> float:
        """The width of a column on the sheet, in characters."""
        return self._widths.get(column.name, min(column.width, MAX_WIDTH))

    def _own_width(self, column: Column) -> float:
        width = column.width
        if column.name in self.spec.figures:
            position = self.positions[column.name]
            figures = self.spec.by_column[position]
            width = width_of(zip(figures, self.spec.places, strict=True), width)
        return min(width, MAX_WIDTH)

    def _width_of(self, columns: Iterable[Column]) -> float:
        """The width of those of the columns that are seen, in characters."""
        return sum(self._width(c) for c in columns if c.name not in self.spec.hidden)

    def beyond(self, column: Column, /) -> Any:
        """The format of a column's cells that are not there yet: those of spare rows."""
        if not self.spec.spare or self.spec.protect:
            return None
        return self.book.style("wrap", number_format(column), _align(column))

    def style_of(self, index: int, column: Column) -> str:
        """The style of a cell of a data row, which may be changed or not."""
        if not self.spec.protect:
            return "cut" if column.align == "fill" else "cell"
        is_locked = column.locked and index < len(self.spec.rows)
        is_locked = is_locked or (index, column.name) in self.spec.locked
        return "locked" if is_locked else "input"

    def _validation(self, position: int, column: Column, lists: int) -> int:
        """Add the cell rule and input message of a column; returns the helper cells it took."""
        is_listed = needs_cells(column.choices)
        listed = self._list_cells(column.choices, lists) if is_listed else ""
        rule = column_rule(column, self.cells, self.book.lang, listed)
        if rule is not None:
            options = rule.options()
            self.sheet.data_validation(self.first, position, self.last, position, options)
        return len(column.choices) if is_listed else 0

    def _list_cells(self, choices: Sequence[str], lists: int) -> str:
        """Choices that a literal list cannot hold: unseen in the first row, right of the table.

        Not below each other, where they would be cells of data rows; not in hidden columns, which
        would be news on return.
        """
        first = len(self.spec.columns) + 2 + lists
        last = first + len(choices) - 1
        for position, choice in enumerate(choices, first):
            self.sheet.write_string(0, position, choice, self.book.style("plain", ";;;"))
        self.sheet.set_column(first, last, 1)
        self.sheet.print_area(0, 0, self.last, len(self.spec.columns) - 1)
        return f"=${column_letters(first)}$1:${column_letters(last)}$1"

    def live_checks(self, form: Form) -> None:
        """Colour what is missing and what breaks a rule, while somebody types."""
        self.book.colour(self.sheet, rule_colours(form, self.cells))

    def _highlight(self) -> None:
        for name, styles in self.spec.highlight.items():
            for text, style in styles.items():
                cell = self.cells.of_row(self.first)(name)
                test = f'={cell}="{text}"' if text else f"={blank(cell)}"
                self.paint(name, test, style)
        for name, style in self.spec.positive.items():
            self.paint(name, f"=N({self.cells.of_row(self.first)(name)})>0", style)

    def _sparklines(self) -> None:
        for name, drawn in self.spec.sparklines.items():
            refs = {row: self.cells.of_row(row) for row in (self.first + index for index in drawn)}
            ends = zip(refs.values(), drawn.values(), strict=True)
            options = {
                "location": [ref(name) for ref in refs.values()],
                "range": [
                    f"{quoted(self.name)}!{ref(first)}:{ref(last)}" for ref, (first, last) in ends
                ],
                "markers": True,
                "series_color": NAVY,
            }
            if drawn:
                self.sheet.add_sparkline(self.first, self.positions[name], options)

    def _borders(self) -> None:
        """Lines around cells that are not there yet: one rule instead of thousands of cells."""
        if not self.spec.protect:
            self.sheet.conditional_format(
                self._cells(0, len(self.spec.columns) - 1),
                {"type": "formula", "criteria": "=TRUE", "format": self.book.style("empty")},
            )

    def paint(self, name: str, formula: str, style: str) -> None:
        """Give the cells of a column a style where `formula`, as in the first row, is true."""
        self.book.colour(self.sheet, [Colour(self.cells.of_column(name), formula, style)])


def _align(column: Column) -> str:
    """Where the values of a column stand; a day at the right would touch the words beside it."""
    return column.align or ("center" if column.kind == "date" else "")


class _Refs(dict[str, str]):
    """The cells of one row by column name, for a `Formula`; `judged` is one of them."""

    def __init__(self, table: TableWriter, row: int) -> None:
        super().__init__()
        self._table, self._row = table, row

    def __missing__(self, name: str) -> str:
        if name == JUDGED:
            return _first_number([self[column] for column in self._table.spec.judged])
        name, _, below = name.partition("+")
        return self._table.cells.of_row(self._row + int(below or 0))(name)


def _first_number(cells: Sequence[str]) -> str:
    """The formula of the first of `cells` that holds a number, the last where none does."""
    *before, last = cells
    for cell in reversed(before):
        last = f"IF(ISNUMBER({cell}),{cell},{last})"
    return last


ALLOWED: Final = {
    "select_locked_cells": True,
    "select_unlocked_cells": True,
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
}


def _groups(columns: Sequence[Column]) -> Iterator[tuple[str, int, int]]:
    start = 0
    for index in range(1, len(columns) + 1):
        if index == len(columns) or columns[index].group != columns[start].group:
            if columns[start].group:
                yield columns[start].group, start, index - 1
            start = index
