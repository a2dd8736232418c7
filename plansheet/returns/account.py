"""The account of a returned workbook: what stands in it, was not issued, and nobody has read.

It is taken from results. Each cell that is not blank, on any sheet, is a value of a row that was
read, or named in a problem, or as it was issued; what is left over is said here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, groupby
from operator import itemgetter
from typing import Final

from plansheet.forms import Form, Forms
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
        self.tables = [
            _KnownRows(section, issued.forms[section.form], issued.asked[section.form].texts)
            for section in sections
        ]
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
            lost = {at: mark for at, mark in here.items() if not self._stands(at, mark)}
            counted = self.ret.sections
            yield from counter_cells(self.sheet, self.issued.workbook, counted, plan, lost)

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
            left: Sequence[int] = [p for p, value in enumerate(cells) if value is not None]
            for table in self.tables:
                left = table.left(index, cells, left)
            for position in left:
                if not _is_space(cells[position]) and not is_carried((index, position)):
                    yield index, position
        for at in {*sheet.errors, *sheet.formulas}:
            if self._value(at) is None and not any(t.is_taken(at) for t in self.tables):
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

    def _stands(self, at: Position, mark: Mark) -> bool:
        """Whether a formula stands where it was issued."""
        return at in self.sheet.formulas and _is(self._mark(at), mark)

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
            is_minor = is_minor or (is_aside(texts) and not any(t.has(row) for t in self.tables))
            is_minor = is_minor or (len(texts) > 3 and all(marks[at] in repeated for at in of_row))
            for at in of_row:
                is_text = isinstance(self._value(at), str)
                (minor if is_minor or (is_over and is_text) else major).append(at)
        return {"warning": major, "info": minor}


def _is_space(value: object) -> bool:
    return isinstance(value, str) and not value.strip()


def _is(mark: Mark, issued: Mark | None) -> bool:
    """Whether a cell says what was issued there."""
    return mark == issued or (mark == _ANY_FORMULA and (issued or "").startswith("="))


class _KnownRows:
    """The rows of a table: which of their cells were read, and what the others were issued with."""

    def __init__(self, section: Section, form: Form, stamp: Stamp) -> None:
        columns, texts = section.columns, stamp.of(section.form)
        self.columns, self.codes, self.texts = columns, section.codes, texts.rows
        self.by_position = {at: form.by_name[n] for n, at in columns.items() if n in form.by_name}
        self.places = [columns.get(name) for name in texts.columns]
        self.key = columns.get(form.key)
        self.taken: dict[int, set[int | None]] = {}
        for row in (*section.rows, *section.added, *section.free):
            read = map(columns.get, chain(row.values, row.broken))
            self.taken.setdefault(row.number - 1, set()).update(read)
        self.begun: dict[str, dict[int | None, str | None]] = {}
        for cell, text in stamp.prefilled.items():
            if cell.form == section.form and cell.column in columns:
                self.begun.setdefault(cell.code, {})[columns[cell.column]] = text

    def left(self, index: int, cells: Sequence[object], positions: Sequence[int]) -> Sequence[int]:
        """Of positions in a row of the sheet those whose cell was not read, nor is as issued."""
        taken, code = self.taken.get(index, _NOWHERE), self.codes.get(index + 1)
        if code is None:
            return [p for p in positions if p not in taken]
        issued = dict(zip(self.places, self.texts.get(code, ()), strict=False))
        issued |= self.begun.get(code, {})
        return [
            p
            for p in positions
            if p not in taken
            and p != self.key
            and cells[p] != issued.get(p)
            and not self._is_issued(code, p, cells[p], issued.get(p))
        ]

    def has(self, index: int) -> bool:
        """Whether a row of the sheet is one of them."""
        return index in self.taken or index + 1 in self.codes

    def is_taken(self, at: Position) -> bool:
        """Whether a cell was read, or is the code by which its row is known."""
        row, position = at
        return position in self.taken.get(row, _NOWHERE) or (
            position == self.key and row + 1 in self.codes
        )

    def _is_issued(self, code: str, position: int, value: object, text: str | None) -> bool:
        if text:
            return is_as_issued(self.by_position[position], value, text)
        return None in self.places and match_key(show(value)) in self._lost(code)

    def _lost(self, code: str) -> Set[str]:
        """The texts of columns that are not known by their headers any more."""
        texts = zip(self.places, self.texts.get(code, ()), strict=False)
        return {match_key(text) for at, text in texts if at is None and text}


_NOWHERE: Final[Set[int | None]] = frozenset()


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
