"""The account of a returned workbook: what stands in it, was not issued, and nobody has read.

It is taken from results. Each cell that is not blank, on any sheet, is a value of a row that was
read, or named in a problem, or as it was issued; what is left over is said here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Final

from plansheet.forms import Column, Form, Forms
from plansheet.forms.names import GUIDE_SHEET, STAMP_SHEET
from plansheet.forms.report_sheets import SOURCES, source_columns
from plansheet.forms.values import show
from plansheet.issuing.layout import Layout, Mark, formula_mark_in, issued_as, text_mark
from plansheet.issuing.stamp import Stamp
from plansheet.language.text import match_key
from plansheet.language.wording import is_spelt, spellings
from plansheet.plan import Plan
from plansheet.problems import Place, Problem, problem
from plansheet.problems.catalogue import Severity
from plansheet.returns.check_column import said_cells
from plansheet.returns.computed import ComputedCells
from plansheet.returns.counters import counter_cells, status_cells
from plansheet.returns.issued_rows import is_as_issued
from plansheet.returns.issued_tables import time_of
from plansheet.returns.model import IssuedTable, Return, Section
from plansheet.tables.find import find_table
from plansheet.tables.strays import is_aside, is_sign_off
from plansheet.workbooks.parts import part_of
from plansheet.workbooks.reading import Sheet, Workbook
from plansheet.workbooks.reading.addresses import Position, cells_of, one_range, ranges
from plansheet.workbooks.reading.xlsx.formulas import names_in

_ABOUT_WHOLE: Final = frozenset({"hidden-content"})
"""Problems that name a cell only to say where something begins."""

_ABOUT_ROWS: Final = frozenset({"row-added", "row-duplicated", "row-ignored"})
"""Problems that say of a whole row that it is not used."""

_ANY_FORMULA: Mark = "="
"""The mark of a formula of which the file does not give the text."""


def account(
    workbook: Workbook,
    ret: Return,
    sections: Sequence[Section],
    asked: Mapping[str, IssuedTable],
    plan: Plan,
    layout: Layout,
) -> Iterator[Problem]:
    """What no section has and no problem of the return names, as few problems as possible.

    Args:
        workbook: the file that came back.
        ret: what was read of it, with every problem so far.
        sections: its tables as they were read, copies that are not used included.
        asked: by form what the tables were issued with.
        plan: the plan, with its forms.
        layout: what was issued beside the tables.

    Yields:
        `unread-cell` for the cells of a sheet that was issued, `unread-sheet` for a sheet of the
        sender's own, `stamp-changed`.
    """
    issued = _Issued(plan, asked, layout, workbook)
    for sheet in workbook.sheets:
        if sheet.name == STAMP_SHEET and ret.stamp is not None:
            if sheet.formulas or sheet.errors or not ret.stamp.is_intact:
                yield problem("stamp-changed", Place(ret.file, sheet.name, _used_range(sheet)))
            continue
        own = [section for section in sections if section.sheet == sheet.name]
        yield from _SheetAccount(sheet, ret, own, issued).problems()


@dataclass(frozen=True)
class _Issued:
    """What was issued, by sheet and by table."""

    plan: Plan
    asked: Mapping[str, IssuedTable]
    layout: Layout
    workbook: Workbook

    @cached_property
    def marks(self) -> Set[Mark]:
        """The marks of all cells of the layout."""
        return {mark for of in self.layout.values() for mark in of.values()}

    @property
    def forms(self) -> Forms:
        """The forms of the tables."""
        return self.plan.forms

    def of(self, name: str, sections: Mapping[str, Section], marks: Counter[Mark]) -> Sequence[str]:
        """The issued sheets that a sheet is: by its tables, by its name, by what it says."""
        if sections:
            return [issued_as(self.forms[form].sheet, self.layout) for form in sections]
        named = [sheet for sheet in self.layout if match_key(sheet) == match_key(name)]
        return named or self._most_like(marks)

    def _most_like(self, marks: Counter[Mark]) -> Sequence[str]:
        """The issued sheet that another one repeats, each for the better part of it."""
        issued = {sheet: Counter(of.values()) for sheet, of in self.layout.items()}
        for name, table in self.asked.items():
            texts = (t for row in _texts_by_row(table.texts, name).values() for t in row.elements())
            issued.setdefault(issued_as(self.forms[name].sheet, self.layout), Counter()).update(
                map(text_mark, texts)
            )
        same = {sheet: (marks & of).total() for sheet, of in issued.items()}
        best = max(same, key=same.__getitem__, default="")
        most = max(marks.total(), issued[best].total()) if same else 0
        return [best] if same and 2 * same[best] > most else []


def _texts_by_row(stamp: Stamp, form: str) -> dict[str, Counter[str]]:
    """By row code the texts that stood in the cells of a table, as match keys."""
    texts = stamp.of(form)
    rows = {code: Counter(map(match_key, texts.row(code).values())) for code in texts.rows}
    for cell, text in stamp.prefilled.items():
        if cell.form == form:
            rows.setdefault(cell.code, Counter())[match_key(text)] += 1
    return rows


class _SheetAccount:
    def __init__(
        self, sheet: Sheet, ret: Return, sections: Sequence[Section], issued: _Issued
    ) -> None:
        self.sheet, self.ret, self.issued = sheet, ret, issued
        self.sections = {section.form: section for section in sections}
        self.rows: dict[int, list[_KnownRow]] = {}
        for section in sections:
            stamp = issued.asked[section.form].texts
            for row in _known_rows(section, issued.forms[section.form], stamp):
                self.rows.setdefault(row.index, []).append(row)
        self.headers = {at for section in sections for at in _headers(section, sheet)}
        own = [p for p in ret.problems if p.sheet == sheet.name and p.code not in _ABOUT_WHOLE]
        self.named = {at for p in own for at in cells_of(p.cell)}
        self.named |= {at for section in sections for at in cells_of(section.confirmation)}
        self.named.update(self._computed())
        self.passed_over = {
            row for p in own if p.code in _ABOUT_ROWS for row, _ in cells_of(p.cell)
        }

    def _computed(self) -> Iterator[Position]:
        """The cells that hold the value of a formula that was issued there."""
        plan, time = self.issued.plan, time_of(self.issued.plan, self.ret)
        for name, section in self.sections.items():
            stamp = self.issued.asked[name].stamp
            yield from ComputedCells(self.sheet, section, stamp, plan, time).holding()
            yield from said_cells(self.sheet, section, plan.forms[name], self.issued.marks)
        layout, key = self.issued.layout, match_key(self.sheet.name)
        here = next((of for name, of in layout.items() if match_key(name) == key), {})
        yield from status_cells(self.sheet, here)
        if is_spelt(self.sheet.name, GUIDE_SHEET):
            counted = self.ret.sections
            yield from counter_cells(self.sheet, self.issued.workbook, counted, plan, here)

    def problems(self) -> Iterator[Problem]:
        """What is left over on the sheet."""
        rest = sorted(at for at in self._cells() if at not in self.named)
        if not rest:
            return
        marks = {at: self._mark(at) for at in rest}
        sheets = self.issued.of(self.sheet.name, self.sections, Counter(marks.values()))
        if not sheets:
            place = Place(self.ret.file, self.sheet.name, _used_range(self.sheet))
            yield problem("unread-sheet", place, value=self.sheet.name, count=str(len(rest)))
            return
        for at in self._of_lost_tables(rest, sheets):
            del marks[at]
        left = self._left(marks, sheets)
        for severity, cells in self._by_severity(left, marks, sheets).items():
            if cells:
                place = Place(self.ret.file, self.sheet.name, ",".join(ranges(cells)))
                texts = " · ".join(map(self._text, cells))
                yield problem("unread-cell", place, value=texts, severity=severity)

    def _cells(self) -> Iterator[Position]:
        """The cells that are not blank, were not read and are not as their row was issued."""
        sheet, is_carried = self.sheet, self._carried(self.sheet)
        for index, cells in enumerate(sheet.rows):
            left = [p for p, value in enumerate(cells) if not _is_blank(value)]
            for row in self.rows.get(index, ()):
                left = row.left(cells, left)
            yield from ((index, p) for p in left if not is_carried((index, p)))
        for at in {*sheet.errors, *sheet.formulas}:
            if self._value(at) is None and not any(
                at[1] in row.taken for row in self.rows.get(at[0], ())
            ):
                yield at

    def _carried(self, sheet: Sheet) -> Callable[[Position], bool]:
        """Whether a cell is of the table in which an office carries its own sources along."""
        is_sources = part_of(sheet.name, SOURCES) and self.ret.carried
        table = find_table(source_columns(self.issued.forms), sheet) if is_sources else None
        if table is None:
            return lambda _: False
        first, columns = table.header_row, frozenset(table.columns.values())
        return lambda at: at[0] >= first and at[1] in columns

    def _value(self, at: Position) -> object:
        row, position = at
        cells = self.sheet.rows[row] if row < len(self.sheet.rows) else ()
        return cells[position] if position < len(cells) else None

    def _text(self, at: Position) -> str:
        """What stands in a cell, be it an error or a formula without a value."""
        value = self._value(at)
        if value is not None:
            return show(value)
        return self.sheet.errors.get(at) or f"={self.sheet.formulas.get(at, '')}"

    def _mark(self, at: Position) -> Mark:
        if at not in self.sheet.formulas:
            return text_mark(self._text(at))
        formula, row = names_in(self.sheet.formulas, at)
        return formula_mark_in(formula, row) if formula else _ANY_FORMULA

    def _of_lost_tables(
        self, cells: Sequence[Position], sheets: Sequence[str]
    ) -> Iterator[Position]:
        """What is as issued in rows of a table without headers, each known by its code."""
        for name, table in self.issued.asked.items():
            if name in self.sections or not set(sheets).intersection(
                spellings(self.issued.forms[name].sheet)
            ):
                continue
            issued = _texts_by_row(table.texts, name)
            for _, group in groupby(cells, itemgetter(0)):
                row = {at: match_key(self._text(at)) for at in group}
                code = next((c for text in row.values() if (c := table.codes.get(text))), "")
                left = issued.get(code, Counter())
                for at, text in row.items():
                    if left[text] > 0:
                        left[text] -= 1
                        yield at

    def _left(self, marks: Mapping[Position, Mark], sheets: Sequence[str]) -> list[Position]:
        """The cells that are not as issued: neither at their place, nor moved from another.

        Where more cells say the same than were issued, nobody can tell which of them is ours.
        """
        layouts = [self.issued.layout.get(sheet, {}) for sheet in sheets]
        at_place = {
            at for at, mark in marks.items() if any(_is(mark, of.get(at)) for of in layouts)
        }
        budget = Counter(mark for of in layouts for mark in of.values())
        budget.subtract(marks[at] for at in at_place)
        moved = Counter(mark for at, mark in marks.items() if at not in at_place)
        if _ANY_FORMULA in moved:
            budget[_ANY_FORMULA] = sum(n for mark, n in budget.items() if mark.startswith("="))
        own = at_place | self.headers
        return [at for at, mark in marks.items() if at not in own and moved[mark] > budget[mark]]

    def _by_severity(
        self, cells: Sequence[Position], marks: Mapping[Position, Mark], sheets: Sequence[str]
    ) -> Mapping[Severity, Sequence[Position]]:
        """The cells by how much they matter: what signs off a sheet matters little."""
        minor: list[Position] = []
        major: list[Position] = []
        repeated = {m for sheet in sheets for m in self.issued.layout.get(sheet, {}).values()}
        is_over = False
        for row, group in groupby(cells, itemgetter(0)):
            of_row = list(group)
            texts = [match_key(self._text(at)) for at in of_row]
            is_over = is_over or is_sign_off(texts)
            is_minor = self.ret.stamp is None or row in self.passed_over
            is_minor = is_minor or (row not in self.rows and is_aside(texts))
            is_minor = is_minor or (len(texts) > 3 and all(marks[at] in repeated for at in of_row))
            for at in of_row:
                is_text = isinstance(self._value(at), str)
                (minor if is_minor or (is_over and is_text) else major).append(at)
        return {"warning": major, "info": minor}


def _is_blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _is(mark: Mark, issued: Mark | None) -> bool:
    """Whether a cell says what was issued there."""
    return mark == issued or (mark == _ANY_FORMULA and (issued or "").startswith("="))


@dataclass(frozen=True, slots=True)
class _KnownRow:
    """A row of a table that is an issued one: the columns that were read, the texts of others.

    `lost` are the texts of columns that are not known by their headers any more. `columns` are
    those of its table, by position.
    """

    index: int
    taken: Set[int]
    issued: Mapping[int, str]
    lost: Set[str]
    columns: Mapping[int, Column]

    def left(self, cells: Sequence[object], positions: Iterable[int]) -> list[int]:
        """Of some positions those whose cell was not read, and is not as it was issued."""
        taken, issued = self.taken, self.issued
        return [
            p
            for p in positions
            if p not in taken and cells[p] != issued.get(p) and not self._is_issued(p, cells[p])
        ]

    def _is_issued(self, position: int, value: object) -> bool:
        text = self.issued.get(position)
        if text is None:
            return bool(self.lost) and match_key(show(value)) in self.lost
        return is_as_issued(self.columns[position], value, text)


def _known_rows(section: Section, of: Form, stamp: Stamp) -> Iterator[_KnownRow]:
    columns, texts = section.columns, stamp.of(section.form)
    taken: dict[int, set[int]] = {}
    for row in (*section.rows, *section.added, *section.free):
        read = (columns[name] for name in (*row.values, *row.broken) if name in columns)
        taken.setdefault(row.number, set()).update(read)
    begun: dict[str, dict[int, str]] = {}
    for cell, text in stamp.prefilled.items():
        if cell.form == section.form and cell.column in columns:
            begun.setdefault(cell.code, {})[columns[cell.column]] = text
    places = [columns.get(name) for name in texts.columns]
    by_position = {at: of.by_name[name] for name, at in columns.items() if name in of.by_name}
    key = {columns[of.key]} if of.key in columns else set()
    for number, code in section.codes.items():
        of_row = zip(places, texts.rows.get(code, ()), strict=False)
        pairs = [(at, text) for at, text in of_row if text]
        issued = {at: text for at, text in pairs if at is not None}
        lost = {match_key(text) for at, text in pairs if at is None}
        issued |= begun.get(code, {})
        yield _KnownRow(number - 1, taken.get(number, set()) | key, issued, lost, by_position)
    for number in taken.keys() - section.codes.keys():
        yield _KnownRow(number - 1, taken[number], {}, set(), by_position)


def _headers(section: Section, sheet: Sheet) -> Iterator[Position]:
    """The headers by which the columns were found: in the header's row, or merged into the next."""
    found: set[int] = set()
    for index in (section.header - 1, section.header - 2):
        cells = sheet.rows[index] if 0 <= index < len(sheet.rows) else ()
        here = {c for c in section.columns.values() if c < len(cells) and cells[c] is not None}
        yield from ((index, column) for column in here - found)
        found |= here


def _used_range(sheet: Sheet) -> str:
    """The smallest range that has everything of a sheet."""
    filled = [
        (row, position)
        for row, cells in enumerate(sheet.rows)
        for position, value in enumerate(cells)
        if value is not None
    ]
    return one_range([*filled, *sheet.errors, *sheet.formulas])
