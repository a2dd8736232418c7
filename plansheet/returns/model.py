"""What reading a file that came back gives: rows by code, values by column."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, fields
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final

from plansheet.forms import Column
from plansheet.forms.names import ColumnName, ReportColumn
from plansheet.forms.values import Value, code_meant, show
from plansheet.issuing.earlier_report import CarriedSource
from plansheet.issuing.stamp import Coverage, IssuedTexts, Stamp
from plansheet.language.shown import ShownByFacts
from plansheet.language.text import match_key
from plansheet.plan.classes import ReturnState
from plansheet.problems import InputError, LabelledCell, Place, Problem, WithProblems
from plansheet.tables.frames import FrameColumn, FrameTable
from plansheet.workbooks.reading import column_letters
from plansheet.workbooks.reading.addresses import ranges

if TYPE_CHECKING:
    from plansheet.tables.frames import DataFrame


NONE: Final[Mapping[Any, Any]] = {}
"""What most rows have nothing of: one for all of them."""


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One row that came back; `number` is that of its row in the sheet, from 1.

    `values` has what the agency filled in; `broken` the columns whose cell cannot be used;
    `coverage` by column how many of the sender's own agencies stand behind a figure of them, where
    that is not all of them; `signed` the columns whose cell says itself that it is in per cents;
    `issued` the columns whose value stood there, locked, when the workbook was issued;
    `confirmed` those whose figure was filled in beforehand and still holds, the agency says.
    """

    code: str
    number: int
    values: Mapping[str, Value]
    broken: frozenset[str] = frozenset()
    coverage: Mapping[str, Coverage] = field(default_factory=lambda: NONE)
    signed: frozenset[str] = frozenset()
    issued: frozenset[str] = frozenset()
    confirmed: frozenset[str] = frozenset()

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled without what it has nothing of, which would be an object of its own in each row
        that comes from another process.
        """
        more = {name: of for name in _OPTIONAL if (of := getattr(self, name))}
        return _row, (self.code, self.number, self.values, more)

    @property
    def has_input(self) -> bool:
        """Whether the agency filled in anything, usable or not."""
        return bool(self.broken or self.values.keys() - self.issued)


_OPTIONAL: Final = tuple(field.name for field in fields(ReturnRow))[3:]


def _row(code: str, number: int, values: Mapping[str, Value], more: Mapping[str, Any]) -> ReturnRow:
    """The row that was pickled; its code is the very text that the plan has."""
    return ReturnRow(sys.intern(code), number, values, **more)


@dataclass(frozen=True, slots=True)
class LockedTexts:
    """What the locked cells of rows were issued with; `codes` has them by their numbers."""

    texts: IssuedTexts
    codes: Mapping[int, str]

    def of(self, number: int) -> Mapping[str, str]:
        """By column the texts of a row; none where nobody knows which it is, no blank ones."""
        code = self.codes.get(number)
        texts = {} if code is None else self.texts.row(code)
        return {column: text for column, text in texts.items() if text}


NO_LOCKED: Final = LockedTexts(IssuedTexts(), NONE)


@dataclass(frozen=True)
class Section:
    """The table of one form in a return: in which file and sheet, its columns, its rows.

    `added` are rows of the plan that nobody asked this agency for; nothing of them counts. `free`
    are rows of the agency's own where the form asks for such, their codes as typed. `codes`
    has by number the code of every row that is an issued one, be it a second copy; `header` is the
    number of the header row, `confirmation` the cell that says whether prefilled figures hold,
    `check` the position of the column Kiểm tra.
    `about` has of a table that need not be there by code and column what each row was issued with,
    `locked` of any table, as long as it is needed, what stood in the locked cells of its `rows`.
    """

    form: str
    file: str
    sheet: str
    columns: Mapping[str, int]
    rows: tuple[ReturnRow, ...] = ()
    missing: tuple[str, ...] = ()
    added: tuple[ReturnRow, ...] = ()
    free: tuple[ReturnRow, ...] = ()
    codes: Mapping[int, str] = field(default_factory=dict)
    header: int = 0
    confirmation: str = ""
    about: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    check: int | None = None
    locked: LockedTexts = NO_LOCKED

    def at(self, row: ReturnRow, column: Column) -> LabelledCell:
        """The cell of a column in a row, to say what is wrong with its value."""
        value = show(row.values.get(column.name))
        return LabelledCell(self.place(row, column.name), row.code, column.title, value)

    def place(self, row: ReturnRow, column: str) -> Place:
        """Where a column of a row stands."""
        return Place(self.file, self.sheet, self.cell(row, column))

    def of_column(self, rows: Sequence[ReturnRow], column: str) -> Place:
        """Where a column of several rows stands; the sheet where there are none, or no column."""
        position = self.columns.get(column)
        cells = [] if position is None else [(row.number - 1, position) for row in rows]
        return Place(self.file, self.sheet, ",".join(ranges(cells)))

    def cell(self, row: ReturnRow, column: str) -> str:
        """The A1 address of a column in a row; the row's first cell where it has none."""
        return f"{column_letters(self.columns.get(column, 0))}{row.number}"

    @property
    def has_input(self) -> bool:
        """Whether anybody typed anything into the table."""
        return any(row.has_input for row in (*self.rows, *self.added, *self.free))

    def sources(self, row: ReturnRow, column: str) -> str:
        """The cell that says a value, and with a comma the one that confirms it, if one does."""
        own = self.cell(row, column)
        return f"{own},{self.confirmation}" if column in row.confirmed else own

    @cached_property
    def by_code(self) -> Mapping[str, ReturnRow]:
        """The rows by code."""
        return {row.code: row for row in self.rows}


_TYPED_ELSEWHERE: Final = frozenset(
    (
        *("row-added", "row-ignored", "row-duplicated", "column-added", "copy-ignored"),
        *("unread-cell", "unread-sheet"),
    )
)
"""What is said of something that an agency typed where nothing of it is used."""


_CODES: Final = frozenset({ColumnName.TASK_CODE, ColumnName.INDICATOR_CODE})
"""The columns of the codes of rows."""


@dataclass(frozen=True, repr=False)
class Return(WithProblems, ShownByFacts):
    """A filled-in workbook that came back.

    Attributes:
        file: what messages call it.
        sha256: the digest of the file, in hexadecimal.
        received_at: when the file was last saved, as it says itself (a naive time of Vietnam).
        agency: the code of the sender, "" where it is not known.
        period: the period as its stamp writes it; without a stamp the one that its titles or its
            name say, "" where they say none or several.
        named: without a stamp each period that its titles or its name say, and where.
        stamp: what it was issued with; None where there is none.
        sections: by name of the form the table that came back.
        problems: those that reading found; `validate` adds what form, plan and date say.
        refused: whether nothing of it is used; why is in `problems`.
        contradicted: whether its titles or its name say that it is another agency's.
        carried: by row code the sources that an office carried along with figures of its agencies.
    """

    maker: ClassVar = "read_return"

    file: str
    sha256: str = ""
    received_at: datetime | None = None
    agency: str = ""
    period: str = ""
    named: Mapping[str, Place] = field(default_factory=dict)
    stamp: Stamp | None = None
    sections: Mapping[str, Section] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    refused: bool = False
    contradicted: bool = False
    carried: Mapping[str, tuple[CarriedSource, ...]] = field(default_factory=dict)

    def to_frame(self, form: str) -> DataFrame:
        """The rows of one table as a DataFrame, before any value is judged.

        Args:
            form: whose table: "task_report", "coordination_report", "indicator_report" …

        Returns:
            One row a row that was issued: the columns of the sheet, what was locked as it was
            issued and the rest as the agency filled it in (objects: numbers are `Decimal`, days
            `date`, None where nothing is); agency, file, sheet, and the number of the row in it.

        Raises:
            InputError: the return has no such table.
        """
        section = self.sections.get(form)
        if section is None:
            raise InputError("no-table", file=self.file, form=form, forms=", ".join(self.sections))
        place = (ReportColumn.AGENCY, ReportColumn.FILE, ReportColumn.SHEET, ReportColumn.ROW)
        columns = [FrameColumn(name, "any") for name in (*section.columns, *place)]
        rows = [
            [
                *(self._value(section, row, name) for name in section.columns),
                *(self.agency or None, section.file, section.sheet, row.number),
            ]
            for row in section.rows
        ]
        return FrameTable(columns, rows).frame()

    def _value(self, section: Section, row: ReturnRow, column: str) -> Value | None:
        if column in row.values:
            return row.values[column]
        issued = self.stamp.text(section.form, row.code, column) if self.stamp else None
        return row.code if column in _CODES else issued or None

    def _facts(self) -> Mapping[str, object]:
        """What tells it from others, and how much it has of each thing."""
        return {
            ReportColumn.FILE: self.file,
            ReportColumn.AGENCY: self.agency,
            "period": self.period,
            ReturnState.REFUSED.value: self.refused,
            **{name: len(section.rows) for name, section in self.sections.items()},
            "problems": len(self.problems),
        }

    @property
    def has_input(self) -> bool:
        """Whether anybody typed anything into its tables, or beside them."""
        in_tables = any(section.has_input for section in self.sections.values())
        return in_tables or any(p.code in _TYPED_ELSEWHERE for p in self.problems)


@dataclass(frozen=True)
class IssuedTable:
    """What one sheet was issued with: the name of each row by its code, and the stamp.

    `optional` are rows that the file need not have, or of which nobody knows whether it had them;
    `planned` the codes of
    the form's rows in the whole plan. `today` is what the plan says now, where no stamp says what
    was issued.
    """

    labels: Mapping[str, str]
    stamp: Stamp
    optional: frozenset[str] = frozenset()
    planned: Set[str] = frozenset()
    today: Stamp | None = None

    @cached_property
    def needed(self) -> Set[str]:
        """The codes of the rows that the file must have had."""
        return self.labels.keys() - self.optional

    @property
    def texts(self) -> Stamp:
        """What stood in locked cells, as far as anybody knows."""
        return self.today or self.stamp

    @cached_property
    def codes(self) -> Mapping[str, str]:
        """The codes by their match key."""
        return {match_key(code): code for code in self.labels}

    def code_of(self, value: object) -> str:
        """The code of the row that a cell means, blank where it means none."""
        if isinstance(value, str) and value in self.labels:
            return value
        return "" if value is None else code_meant(value, self.codes)

    @cached_property
    def by_name(self) -> Mapping[str, str]:
        """By the match key of a name the code of the one row that has it."""
        names = Counter(map(match_key, self.labels.values()))
        keys = ((match_key(name), code) for code, name in self.labels.items())
        return {key: code for key, code in keys if names[key] == 1}
