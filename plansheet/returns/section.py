"""One table of a return: its columns, its issued rows, and what else stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cached_property

from plansheet.forms import Form
from plansheet.forms.values import code_meant
from plansheet.language.text import match_key
from plansheet.problems import Place, Problem, problem
from plansheet.problems.catalogue import Severity
from plansheet.returns.check_column import check_position
from plansheet.returns.confirmation import Confirmation, read_confirmation
from plansheet.returns.issued_rows import IssuedRowReader
from plansheet.returns.matching import MatchedRows, contradicts_itself, match_rows
from plansheet.returns.model import IssuedTable, LockedTexts, ReturnRow, Section
from plansheet.tables.read import RowReader
from plansheet.tables.strays import is_heading, is_signature, is_total, says_nothing
from plansheet.tables.table import Table, TableRow
from plansheet.workbooks.reading import a1, column_letters
from plansheet.workbooks.reading.addresses import ranges


def read_section(table: Table[Form], asked: IssuedTable) -> tuple[Section, list[Problem]]:
    """The section with every issued row that is there, and what was noticed."""
    return _SectionReader(table, asked).read()


class _SectionReader:
    def __init__(self, table: Table[Form], asked: IssuedTable) -> None:
        self.table, self.asked, self.form = table, asked, table.form
        is_asked = any(cell.form == self.form.name for cell in asked.stamp.prefilled)
        self.confirmation = read_confirmation(table) if is_asked else Confirmation()
        confirmed = self.confirmation.is_given
        self.rows = IssuedRowReader(table, asked, confirmed=confirmed)
        self.free: list[ReturnRow] = []
        self.unusable: set[int] = set()

    def read(self) -> tuple[Section, list[Problem]]:
        """The section, and what was noticed."""
        matched, again = self._matched()
        problems = [*self.confirmation.problems, *self._missing_columns(), *self._moved_columns()]
        if self.form.key in self.table.columns:
            keys = (row.at(self.form.key) for row in matched.by_name)
            problems += (key.problem("locked-cell-changed", issued=key.row_code) for key in keys)
        rows: list[ReturnRow] = []
        for code in self.asked.labels:
            if code in matched.issued:
                row, noticed = self._choose(matched.issued[code])
                rows.append(row)
                problems += noticed
        rows, noticed = self._without_merged(rows, set(matched_numbers(matched.issued)))
        problems += noticed
        problems += self._contrary([r for of in matched.issued.values() for r in of])
        strays = list(self._of_the_table([*again, *matched.strays]))
        if self.form.free:
            problems += self._take_free(row for row, is_data in strays if is_data)
            strays = [(row, is_data) for row, is_data in strays if not is_data]
        for stray, is_data in strays:
            problems += self._stray(stray, is_data=is_data)
        problems += self._beside(matched.issued)
        section = Section(
            form=self.form.name,
            file=self.table.file,
            sheet=self.table.sheet.name,
            columns=self.table.columns,
            rows=tuple(rows),
            missing=tuple(
                code
                for code in self.asked.labels
                if code in self.asked.needed and code not in matched.issued
            ),
            added=tuple(self._added(stray for stray, is_data in strays if is_data)),
            free=tuple(self.free),
            codes={row.number: code for code, rows in matched.issued.items() for row in rows},
            header=self.table.header_row + 1,
            confirmation=self.confirmation.cell,
            about=self._about() if self.form.optional else {},
            check=check_position(self.table),
            locked=LockedTexts(
                self.asked.texts.of(self.form.name),
                {row.number: row.code for row in rows if row.number not in self.unusable},
            ),
        )
        return section, problems

    def _about(self) -> Mapping[str, Mapping[str, str]]:
        """By code and column what stood in the locked cells of each row."""
        texts, names = self.asked.texts.of(self.form.name), [c.name for c in self.form.locked]
        rows = ((code, texts.row(code)) for code in self.asked.labels)
        return {code: {name: row.get(name, "") for name in names} for code, row in rows}

    def _matched(self) -> tuple[MatchedRows, list[TableRow]]:
        """The issued rows; in a form with free rows each once, the others with them are free."""
        matched = match_rows(self.table, self.asked)
        if not self.form.free:
            return matched, []
        issued: dict[str, list[TableRow]] = {}
        again: list[TableRow] = []
        for code, rows in matched.issued.items():
            name = match_key(self.asked.labels[code])
            same = (row for row in rows if match_key(row.text(self.form.label)) == name)
            first = next(same, rows[0])
            issued[code] = [first]
            again += (row for row in rows if row is not first)
        return replace(matched, issued=issued), sorted(again, key=lambda row: row.index)

    def _take_free(self, rows: Iterable[TableRow]) -> Iterator[Problem]:
        """Read the rows of the agency's own, in every column."""
        reader = RowReader(self.table, self.form.columns)
        for row in rows:
            reading = reader.read(row)
            values, broken = reading.values, frozenset(reading.broken)
            self.free.append(ReturnRow(row.text(self.form.key), row.number, values, broken))
            yield from reading.problems
            for position, text in row.filled(self._beside_form):
                header = self.table.others.get(position, column_letters(position))
                yield row.labelled(position, header, text).problem("column-added")

    # Columns.

    def _missing_columns(self) -> Iterator[Problem]:
        for name in self.table.missing:
            column = self.form.by_name[name]
            if not column.formula:
                severity: Severity = "error" if column.required else "warning"
                yield self.table.header(name).problem("column-missing", severity)

    def _moved_columns(self) -> Iterator[Problem]:
        order = [c.name for c in self.form.columns if c.name in self.table.columns]
        for name in _moved([self.table.columns[name] for name in order], order):
            yield self.table.header(name).problem("column-moved")

    def _beside(self, found: Mapping[str, Sequence[TableRow]]) -> Iterator[Problem]:
        """What stands beside the form's columns in a data row is not lost in silence."""
        lost = [c.name for c in self.form.locked if c.name not in self.table.columns]
        for code, rows in found.items():
            texts = self.asked.stamp.of(self.form.name).row(code) if lost else {}
            issued = {texts.get(name) for name in lost}
            for row in rows:
                for position, text in row.filled(self._beside_form):
                    if text not in issued:
                        header = self.table.others.get(position, column_letters(position))
                        yield row.labelled(position, header, text).problem("column-added")

    # Rows.

    def _choose(self, rows: Sequence[TableRow]) -> tuple[ReturnRow, list[Problem]]:
        """The row that stands for an issued one: of several, the one that is filled in.

        Where several are filled in differently nobody can tell which is meant: none is used.
        """
        if any(contradicts_itself(row, self.asked) for row in rows):
            return self._unusable(rows[0]), []
        if len(rows) == 1:
            return self.rows.read(rows[0])
        filled = [row for row in rows if any(self._inputs(row))]
        chosen = (filled or rows)[0]
        if len({tuple(self._inputs(row)) for row in filled}) > 1:
            return self._unusable(chosen), list(self._duplicated(filled, filled, "error"))
        others = [row for row in rows if row is not chosen]
        read, problems = self.rows.read(chosen)
        return read, [*self._duplicated(others, [chosen, *others], "warning"), *problems]

    def _without_merged(
        self, rows: Sequence[ReturnRow], issued: Set[int]
    ) -> tuple[list[ReturnRow], list[Problem]]:
        """The rows without what stands in merged cells, which belongs to nobody, and each area."""
        names = {position: column.name for column, position in self.rows.inputs}
        broken: dict[int, set[str]] = {}
        problems: list[Problem] = []
        sheet = self.table.sheet
        for first, last in sheet.merged:
            taken = {name for p, name in names.items() if first[1] <= p <= last[1]}
            numbers = {n for n in issued if first[0] < n <= last[0] + 1} if taken else set()
            within = range(first[0], min(last[0] + 1, len(sheet.rows)) if numbers else 0)
            across = range(first[1], min(last[1] + 1, self._width))
            cells = (TableRow(self.table, row, sheet.rows[row]) for row in within)
            texts = [text for row in cells for _, text in row.filled(across)]
            if texts:
                place = Place(self.table.file, sheet.name, f"{a1(*first)}:{a1(*last)}")
                problems.append(problem("merged-input", place, value=" · ".join(texts)))
                for number in numbers:
                    broken.setdefault(number, set()).update(taken)
        if broken:
            rows = [_without(row, broken.get(row.number, set())) for row in rows]
        return list(rows), problems

    def _unusable(self, row: TableRow) -> ReturnRow:
        """A row of which nothing can be used."""
        self.unusable.add(row.number)
        broken = frozenset(column.name for column, _ in self.rows.inputs)
        return ReturnRow(row.code, row.number, {}, broken)

    def _contrary(self, rows: Sequence[TableRow]) -> Iterator[Problem]:
        """The rows whose code says another row than all else in them, as one problem."""
        codes = {row.code for row in rows if contradicts_itself(row, self.asked)}
        contrary = [row for row in rows if row.code in codes]
        if contrary:
            cells = [(row.index, p) for row in contrary for p, _ in row.filled(self._everywhere)]
            place = Place(self.table.file, self.table.sheet.name, ",".join(ranges(cells)))
            yield problem("row-contradicts-itself", place, value=", ".join(sorted(codes)))

    def _inputs(self, row: TableRow) -> list[str]:
        return [row.shown(position).strip() for _, position in self.rows.inputs]

    def _duplicated(
        self, rows: Sequence[TableRow], all_rows: Sequence[TableRow], severity: Severity
    ) -> Iterator[Problem]:
        key = self.table.columns.get(self.form.key, 0)
        for row in rows:
            other = next(one.number for one in all_rows if one is not row)
            inputs = {p for _, p in self.rows.inputs if row.shown(p)}
            for position in sorted({key, *inputs}):
                cell = row.labelled(position)
                yield cell.problem("row-duplicated", severity, other=str(other))

    def _of_the_table(self, strays: Sequence[TableRow]) -> Iterator[tuple[TableRow, bool]]:
        """Rows that were not issued but say something, each by what it calls itself.

        With each whether it is data: it is none as a total, and from the signatures on.
        """
        is_over = False
        for row in strays:
            if says_nothing(row) or not any(row.filled(self._everywhere)):
                continue
            is_over = is_over or is_signature(row)
            named = row.text(self.form.key) or row.text(self.form.label)
            yield row.called(named), not is_over and not is_total(row)

    def _stray(self, row: TableRow, *, is_data: bool) -> Iterator[Problem]:
        filled = {position for position, _ in row.filled(self._open)}
        is_coded = not row.is_blank(self.form.key)
        if is_data and is_coded and (filled or not is_heading(row.text(self.form.key))):
            filled.add(self.table.columns[self.form.key])
        if filled:
            filled |= {position for position, _ in row.filled(self._everywhere)}
        for position in sorted(filled):
            yield row.labelled(position).problem(
                "row-added" if is_data else "row-ignored",
                more={"row_code": row.code or str(row.number)},
            )

    def _added(self, rows: Iterable[TableRow]) -> Iterator[ReturnRow]:
        """Rows that the plan asks of others; what is in them is named as added already."""
        for row in rows:
            value = row.raw(self.form.key)
            if value is not None and (code := code_meant(value, self._planned)):
                yield self.rows.read(row.called(code))[0]

    @cached_property
    def _planned(self) -> Mapping[str, str]:
        """The rows that the plan asks of others, their codes by match key."""
        return {match_key(code): code for code in self.asked.planned - self.asked.labels.keys()}

    @cached_property
    def _beside_form(self) -> Sequence[int]:
        """The columns that are none of the form, nor the one that says what is wrong."""
        check = check_position(self.table)
        return [position for position in self.table.beside if position != check]

    @cached_property
    def _width(self) -> int:
        return max(map(len, self.table.sheet.rows), default=0)

    @cached_property
    def _everywhere(self) -> Sequence[int]:
        """Every column of the sheet."""
        return [*self.table.columns.values(), *self._beside_form]

    @cached_property
    def _open(self) -> Sequence[int]:
        """Where agencies write: the input columns, and any unknown one that may be one of them."""
        inputs = [position for _, position in self.rows.inputs]
        return inputs if len(inputs) == len(self.form.inputs) else [*inputs, *self._beside_form]


def matched_numbers(issued: Mapping[str, Sequence[TableRow]]) -> Iterator[int]:
    """The numbers of all rows that are issued ones."""
    return (row.number for rows in issued.values() for row in rows)


def _without(row: ReturnRow, names: Set[str]) -> ReturnRow:
    """A row in which some columns cannot be used."""
    if not names:
        return row
    values = {name: value for name, value in row.values.items() if name not in names}
    return replace(row, values=values, broken=row.broken | names)


def _moved(positions: Sequence[int], names: Sequence[str]) -> list[str]:
    """The fewest columns that must have moved for the rest to stand in the form's order."""
    if list(positions) == sorted(positions):
        return []
    best: list[list[int]] = []
    for index, position in enumerate(positions):
        before = [run for run in best if positions[run[-1]] < position]
        best.append([*max(before, key=lambda run: len(run), default=[]), index])
    longest = max(best, key=lambda run: len(run))
    return [name for index, name in enumerate(names) if index not in longest]
