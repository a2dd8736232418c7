"""One table of a return: its columns, and which of its rows is which issued row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from plansheet.forms import Form
from plansheet.forms.values import code_meant, show
from plansheet.language.text import match_key
from plansheet.problems import Problem, problem
from plansheet.problems.catalogue import Severity
from plansheet.returns.model import IssuedTable, ReturnRow, Section
from plansheet.returns.row_cells import RowReader
from plansheet.returns.strays import is_heading, is_signature, is_total, says_nothing
from plansheet.tables.find import Table
from plansheet.workbooks.reading import column_letters

Line = tuple[int, Sequence[object]]
"""The position of a row in its sheet, and its cells."""


def read_section(
    file: str, table: Table[Form], asked: IssuedTable
) -> tuple[Section, list[Problem]]:
    """The section with every issued row that is there, and what was noticed."""
    reader = _SectionReader(file, table, asked)
    return reader.read(), reader.problems


def recognized(table: Table[Form], asked: IssuedTable) -> bool:
    """Whether any row of a table is one that was issued, by its code or its name."""
    if any(table.cell(raw, table.form.key) in asked.labels for _, raw in table.rows()):
        return True
    codes = {match_key(code) for code in asked.labels}
    names = {match_key(name) for name in asked.labels.values()} - {""}
    return any(
        match_key(show(table.cell(raw, table.form.key))) in codes
        or match_key(show(table.cell(raw, table.form.label))) in names
        for _, raw in table.rows()
    )


class _SectionReader:
    def __init__(self, file: str, table: Table[Form], asked: IssuedTable) -> None:
        self.table, self.asked, self.form = table, asked, table.form
        self.cells = RowReader(file, table, asked.stamp)
        self.place, self.problems = self.cells.place, self.cells.problems
        self.known = {match_key(code): code for code in asked.labels}
        self.added: list[ReturnRow] = []

    def read(self) -> Section:
        """The section."""
        self._columns()
        found: dict[str, list[Line]] = {}
        unknown: list[Line] = []
        for line in self._lines():
            code = self._code(line[1])
            if code:
                found.setdefault(code, []).append(line)
            else:
                unknown.append(line)
        strays = self._claim_by_name(found, [*unknown, *self._misnamed(found)])
        rows = [self._choose(code, found[code]) for code in self.asked.labels if code in found]
        self._strays(strays)
        self._other_cells(found)
        return Section(
            form=self.form.name,
            file=self.cells.file,
            sheet=self.table.sheet.name,
            columns=self.table.columns,
            rows=tuple(rows),
            missing=tuple(
                code
                for code in self.asked.labels
                if code not in found and code not in self.asked.optional
            ),
            added=tuple(self.added),
        )

    def _lines(self) -> Iterator[Line]:
        """The rows of the table without one right below the header that numbers the columns."""
        for at, line in enumerate(self.table.rows()):
            if at or not says_nothing(line[1], self.table):
                yield line

    # Columns.

    def _columns(self) -> None:
        header = self.place(self.table.header_row, 0)
        for name in self.table.missing:
            column = self.form.by_name[name]
            if not column.formula:
                severity: Severity = "error" if column.required else "warning"
                self.problems.append(
                    problem("column-missing", header, column=column.title, severity=severity)
                )
        order = [c.name for c in self.form.columns if c.name in self.table.columns]
        for name in _moved([self.table.columns[name] for name in order], order):
            place = self.place(self.table.header_row, self.table.columns[name])
            title = self.form.by_name[name].title
            self.problems.append(problem("column-moved", place, column=title))

    def _other_cells(self, found: Mapping[str, Sequence[Line]]) -> None:
        """What stands beside the form's columns in a data row is not lost in silence."""
        lost = [c.name for c in self.form.locked if c.name not in self.table.columns]
        for code, lines in found.items():
            issued = {self.asked.stamp.text(self.form.name, code, name) for name in lost}
            for index, raw in lines:
                for position in self._unknown:
                    text = self.cells.text(index, position, raw)
                    if not text.strip() or text in issued:
                        continue
                    title = self.table.others.get(position, column_letters(position))
                    self.problems.append(
                        problem(
                            "column-added",
                            self.place(index, position),
                            value=text,
                            row_code=code,
                            column=title,
                        )
                    )

    @cached_property
    def _unknown(self) -> list[int]:
        """The columns of the sheet that are none of the form."""
        width = max((len(row) for row in self.table.sheet.rows), default=0)
        return sorted(set(range(width)).difference(self.table.columns.values()))

    # Rows.

    def _code(self, raw: Sequence[object]) -> str:
        """The issued row that a row says it is; Excel makes numbers of codes like 1.1 and 01."""
        value = self.table.cell(raw, self.form.key)
        if value is None:
            return ""
        return code_meant(value, self.known)

    def _claim_by_name(self, found: dict[str, list[Line]], unknown: Sequence[Line]) -> list[Line]:
        """Rows without a usable code are known by their name, where just one issued row has it.

        Returns those that are still unknown.
        """
        claimed: dict[str, list[Line]] = {}
        left: list[Line] = []
        for index, raw in unknown:
            code = self._named(raw)
            if code and code not in found:
                claimed.setdefault(code, []).append((index, raw))
                if self.form.key in self.table.columns:
                    self.cells.changed(index, raw, code, self.form.key, code)
            else:
                left.append((index, raw))
        found.update(claimed)
        return left

    def _misnamed(self, found: dict[str, list[Line]]) -> list[Line]:
        """Take out rows with the code of one issued row and the name of another that has none."""
        taken: list[Line] = []
        several = [(code, lines) for code, lines in found.items() if len(lines) > 1]
        for code, lines in several:
            strangers = [
                line
                for line in lines
                if (name := self._named(line[1])) and name != code and name not in found
            ]
            if 0 < len(strangers) < len(lines):
                found[code] = [line for line in lines if line not in strangers]
                taken += strangers
        return taken

    def _named(self, raw: Sequence[object]) -> str:
        """The code of the one issued row that has the name of this row, blank if there is none."""
        name = match_key(show(self.table.cell(raw, self.form.label)))
        codes = self._codes_by_name.get(name, ()) if name else ()
        return codes[0] if len(codes) == 1 else ""

    @cached_property
    def _codes_by_name(self) -> Mapping[str, Sequence[str]]:
        names: dict[str, list[str]] = {}
        for code, label in self.asked.labels.items():
            names.setdefault(match_key(label), []).append(code)
        return names

    def _choose(self, code: str, lines: Sequence[Line]) -> ReturnRow:
        """The row that stands for `code`: of several, the one that is filled in.

        Where several are filled in differently nobody can tell which is meant: none is used.
        """
        if len(lines) == 1:
            return self.cells.read(code, *lines[0])
        filled = [line for line in lines if any(self._input_texts(*line))]
        chosen = (filled or lines)[0]
        if len({tuple(self._input_texts(*line)) for line in filled}) > 1:
            self._duplicated(code, filled, filled, "error")
            broken = frozenset(column.name for column, _ in self.cells.inputs)
            return ReturnRow(code, chosen[0] + 1, {}, broken)
        others = [line for line in lines if line is not chosen]
        self._duplicated(code, others, [chosen, *others], "warning")
        return self.cells.read(code, *chosen)

    def _input_texts(self, index: int, raw: Sequence[object]) -> list[str]:
        return [self.cells.text(index, p, raw).strip() for _, p in self.cells.inputs]

    def _duplicated(
        self, code: str, lines: Sequence[Line], all_lines: Sequence[Line], severity: Severity
    ) -> None:
        key = self.table.columns.get(self.form.key, 0)
        for index, raw in lines:
            other = next(at for at, _ in all_lines if at != index)
            inputs = [p for _, p in self.cells.inputs if self.cells.text(index, p, raw)]
            for position in sorted({key, *inputs}):
                self.problems.append(
                    problem(
                        "row-duplicated",
                        self.place(index, position),
                        value=self.cells.text(index, position, raw),
                        row_code=code,
                        severity=severity,
                        other=str(other + 1),
                    )
                )

    def _strays(self, lines: Sequence[Line]) -> None:
        """Rows that were not issued: new ones, totals, and what stands below the table."""
        is_over = False
        for index, raw in lines:
            if says_nothing(raw, self.table):
                continue
            is_over = is_over or is_signature(raw)
            is_data = not is_over and not is_total(raw)
            self._stray(index, raw, is_data=is_data)
            value = self.table.cell(raw, self.form.key)
            if is_data and value is not None and (code := code_meant(value, self._planned)):
                self.added.append(self._unheard.read(code, index, raw))

    def _stray(self, index: int, raw: Sequence[object], *, is_data: bool) -> None:
        texts = ((p, self.cells.text(index, p, raw)) for p in self._open)
        filled = [(p, text) for p, text in texts if text.strip()]
        code = show(self.table.cell(raw, self.form.key))
        if is_data and code.strip() and (filled or not is_heading(code)):
            filled.append((self.table.columns[self.form.key], code))
        named = next(filter(None, (show(self.table.cell(raw, n)) for n in self._names)), "")
        for position, text in sorted(filled):
            self.problems.append(
                problem(
                    "row-added" if is_data else "row-ignored",
                    self.place(index, position),
                    value=text,
                    row_code=named,
                    more={"row_code": named or str(index + 1)},
                )
            )

    @cached_property
    def _planned(self) -> Mapping[str, str]:
        """The rows that the plan asks of others, their codes by match key."""
        return {match_key(code): code for code in self.asked.planned - self.asked.labels.keys()}

    @cached_property
    def _unheard(self) -> RowReader:
        """Reads rows whose cells are named as added already."""
        return RowReader(self.cells.file, self.table, self.asked.stamp)

    @cached_property
    def _open(self) -> set[int]:
        """Where agencies write: the input columns, and any unknown one that may be one of them."""
        inputs = {position for _, position in self.cells.inputs}
        if len(inputs) == len(self.form.inputs):
            return inputs
        return inputs.union(self._unknown)

    @property
    def _names(self) -> tuple[str, str]:
        return self.form.key, self.form.label


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
