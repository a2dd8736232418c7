"""A file that came back → a Return: rows by code, values by column, and what was repaired."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, partial
from pathlib import Path
from typing import Final

from plansheet.catalogue import Severity
from plansheet.cells import Finding, Value, read_cell, show, shown_value
from plansheet.forms import Column, Form
from plansheet.formula_safety import is_foreign
from plansheet.periods import Period
from plansheet.plan import Plan
from plansheet.problems import PeriodError, Place, Problem, problem
from plansheet.rows import finding_problem
from plansheet.sheets import Refused, Sheet, Workbook, a1, column_letters, open_workbook
from plansheet.stamp import STAMP_SHEET, Stamp
from plansheet.tables import Table, find_table
from plansheet.templates import REPORT_FORMS, assignments
from plansheet.text import decode_tcvn3, match_key
from plansheet.wording import Wording


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """One row that came back; `row` is its number in the sheet, from 1.

    `values` has what the agency filled in; `broken` the columns whose cell cannot be used.
    """

    code: str
    row: int
    values: Mapping[str, Value]
    broken: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Section:
    """The table of one form in a return: where its columns stand, and its rows."""

    form: str
    sheet: str
    columns: Mapping[str, int]
    rows: tuple[ReturnRow, ...] = ()
    missing: tuple[str, ...] = ()

    def cell(self, row: ReturnRow, column: str) -> str:
        """The A1 address of a column in a row; the row's first cell where it has none."""
        return f"{column_letters(self.columns.get(column, 0))}{row.row}"

    @cached_property
    def by_code(self) -> Mapping[str, ReturnRow]:
        """The rows by code."""
        return {row.code: row for row in self.rows}


@dataclass(frozen=True)
class Return:
    """A filled-in workbook that came back.

    `refused` says that nothing of it is used; why is in `problems`. `problems` are those that
    reading found; `plansheet.validate` adds what the form, the plan and the date say.
    """

    file: str
    sha256: str = ""
    received_at: datetime | None = None
    agency: str = ""
    period: str = ""
    stamp: Stamp | None = None
    sections: Mapping[str, Section] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    refused: bool = False


def read_return(
    path: Path | str, plan: Plan, *, agency: str | None = None, name: str = ""
) -> Return:
    """Read a filled-in workbook; bad content never raises, it is in `problems`.

    `agency` is the code of the sender where the file has no stamp; `name` what to call the file
    in messages (its own name where blank). Raises `FileNotFoundError` for a path that is none.
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(path)
    try:
        workbook = open_workbook(path, name=name or path.name)
    except Refused as refused:
        return refused_return(name or path.name, refused.problem)
    return interpret(workbook, plan, agency=agency)


def refused_return(file: str, found: Problem) -> Return:
    """A file of which nothing can be used."""
    return Return(file, problems=(replace(found, file=file),), refused=True)


def interpret(workbook: Workbook, plan: Plan, *, agency: str | None = None) -> Return:
    """The return in a workbook that was opened."""
    sheet = workbook.sheet(STAMP_SHEET)
    stamp = Stamp.from_rows(sheet.rows) if sheet else None
    ret = Return(
        file=workbook.file,
        sha256=workbook.sha256,
        received_at=workbook.modified,
        stamp=stamp,
        problems=workbook.notes,
    )
    if stamp is None:
        return _without_stamp(ret, workbook, plan, agency)
    if stamp.plan != plan.id:
        found = problem("wrong-plan", Place(ret.file), value=stamp.plan, expected=plan.id)
        return _refuse(ret, found)
    if plan.agency(stamp.agency) is None:
        return _refuse(ret, unknown_sender(ret.file, stamp.agency))
    ret = replace(ret, agency=stamp.agency, period=stamp.period)
    try:
        plan.period(stamp.period)
    except PeriodError:
        years = f"{plan.years[0]}–{plan.years[-1]}"
        found = problem("wrong-period", Place(ret.file), value=stamp.period, expected=years)
        return _refuse(ret, found)
    return _ReturnReader(workbook, plan, ret).read()


def _refuse(ret: Return, found: Problem) -> Return:
    return replace(ret, problems=(*ret.problems, found), refused=True)


_NAME_THE_AGENCY: Final = Wording(
    "Gửi lại bằng đúng tệp đã phát hành, hoặc chỉ rõ mã cơ quan (--agency).",
    "Send the workbook that was issued, or name the agency's code (--agency).",
)


def unknown_sender(file: str, value: str) -> Problem:
    """Nobody knows whose file this is."""
    return problem("unknown-agency", Place(file), value=value, nearest="", advice=_NAME_THE_AGENCY)


def _without_stamp(ret: Return, workbook: Workbook, plan: Plan, agency: str | None) -> Return:
    """A table copied into a fresh workbook: the agency must be named, exactly one."""
    code, source = sender(workbook, plan, agency)
    if not code:
        return _refuse(ret, unknown_sender(ret.file, agency or ret.file))
    note = problem("no-stamp", Place(ret.file), value=source, agency=plan.agency_name(code))
    return _ReturnReader(
        workbook, plan, replace(ret, agency=code, problems=(*ret.problems, note))
    ).read()


_TITLE_ROWS: Final = 12
"""Rows of a title block in which the sender's name is looked for."""


def sender(workbook: Workbook, plan: Plan, agency: str | None) -> tuple[str, str | Wording]:
    """Whose return it is, and how that is known; a blank code where it is unknown or two.

    The coordinator's word comes first, then the title block, then the name of the file.
    """
    if agency is not None:
        named = plan.agency(agency) or plan.resolve_agency(agency)
        return (named.code if named else ""), Wording("chỉ định của người tổng hợp", "--agency")
    titles = {
        found.code
        for sheet in workbook.sheets
        for row in sheet.rows[:_TITLE_ROWS]
        for text in row
        if isinstance(text, str)
        for found in [plan.resolve_agency(text.rpartition(":")[2].strip() or text)]
        if found and not _is_column_text(row)
    }
    if titles:
        return (titles.pop() if len(titles) == 1 else ""), Wording("phần tiêu đề", "the title")
    stem = Path(workbook.file).stem
    words = [stem, *re.split(r"[\s_]+", stem)]
    names = {found.code for word in words for found in [plan.resolve_agency(word)] if found}
    return (names.pop() if len(names) == 1 else ""), Wording("tên tệp", "the file's name")


def _is_column_text(row: Sequence[object]) -> bool:
    """A row with many texts is a row of a table, not of a title block."""
    return sum(isinstance(value, str) and bool(value.strip()) for value in row) > 3


class _ReturnReader:
    """Reads the sections of one return and collects what it notices."""

    def __init__(self, workbook: Workbook, plan: Plan, ret: Return) -> None:
        self.workbook, self.plan, self.ret = workbook, plan, ret
        self.problems: list[Problem] = list(ret.problems)
        self.taken: set[str] = {STAMP_SHEET}

    def read(self) -> Return:
        """The return with its sections."""
        issued = self._issued_rows()
        found = {name: self._find(self.plan.forms[name]) for name in issued}
        sections: dict[str, Section] = {}
        for name, labels in issued.items():
            table = found[name] or self._find_elsewhere(self.plan.forms[name])
            if table is None:
                if self.ret.stamp is not None:
                    self._sheet_missing(name)
                    sections[name] = Section(name, "", {}, missing=tuple(labels))
                continue
            sections[name] = _SectionReader(self, name, table, labels).read()
        if not sections:
            note = problem("sheet-missing", Place(self.ret.file), value=_sheets(self.plan, issued))
            return replace(self.ret, problems=(*self.problems, note))
        return replace(self.ret, sections=sections, problems=tuple(self.problems))

    def _issued_rows(self) -> dict[str, dict[str, str]]:
        """The code and name of each row that every sheet was issued with.

        Without a stamp these are what the plan asks of the agency now.
        """
        forms = self.plan.forms
        if (stamp := self.ret.stamp) is not None:
            return {
                name: {
                    code: stamp.issued.get((name, code, forms[name].label), "")
                    for code in stamp.rows[name]
                }
                for name in REPORT_FORMS
                if name in stamp.rows
            }
        period = Period.parse(str(self.plan.years[0]))
        assigned = assignments(self.plan, period, groups=True).get(self.ret.agency)
        return {
            name: {row.code: show(row.values.get(forms[name].label)) for row in rows}
            for name, rows in (assigned.rows if assigned else {}).items()
        }

    def _find(self, form: Form) -> Table | None:
        """The form's table on the sheet of its own name, whatever its spelling."""
        wanted = match_key(form.sheet)
        for sheet in self.workbook.sheets:
            if match_key(sheet.name) == wanted and sheet.name not in self.taken:
                table = find_table(form, sheet)
                if table is not None:
                    self.taken.add(sheet.name)
                    if sheet.name != form.sheet:
                        self._renamed(form, sheet)
                    return table
        return None

    def _find_elsewhere(self, form: Form) -> Table | None:
        """The form's table on any other sheet: the one that has most of its headers."""
        free = [s for s in self.workbook.sheets if s.name not in self.taken]
        tables = [table for table in (find_table(form, sheet) for sheet in free) if table]
        if not tables:
            return None
        best = max(tables, key=lambda table: len(table.columns))
        self.taken.add(best.sheet.name)
        self._renamed(form, best.sheet)
        return best

    def _renamed(self, form: Form, sheet: Sheet) -> None:
        place = Place(self.ret.file, sheet.name)
        self.problems.append(problem("sheet-renamed", place, value=sheet.name, read=form.sheet))

    def _sheet_missing(self, name: str) -> None:
        sheet = self.plan.forms[name].sheet
        self.problems.append(problem("sheet-missing", Place(self.ret.file, sheet), value=sheet))


def _sheets(plan: Plan, names: Iterable[str]) -> str:
    return ", ".join(plan.forms[name].sheet for name in names)


class _SectionReader:
    """Reads one table of a return."""

    def __init__(
        self, owner: _ReturnReader, name: str, table: Table, labels: Mapping[str, str]
    ) -> None:
        self.file = owner.ret.file
        self.problems = owner.problems
        self.name, self.table, self.labels = name, table, labels
        self.form = table.form
        self.sheet = table.sheet
        self.issued = owner.ret.stamp.issued if owner.ret.stamp else {}
        self.computed = owner.ret.stamp.computed if owner.ret.stamp else frozenset()
        self.prefilled = owner.ret.stamp.prefilled if owner.ret.stamp else {}
        self.fixed = {
            (code, column)
            for (form, code, column) in self.issued
            if form == name and column in table.columns and not self.form.by_name[column].locked
        }
        self.known = {match_key(code): code for code in labels}
        self.inputs = [
            (c, table.columns[c.name])
            for c in self.form.columns
            if c.name in table.columns and not c.locked
        ]
        self.checked_columns = [
            (c.name, table.columns[c.name])
            for c in self.form.locked
            if c.name in table.columns and c.name != self.form.key
        ]
        self.odd = self._odd_rows()

    def read(self) -> Section:
        """The section with every issued row that is there."""
        self._columns()
        found: dict[str, list[tuple[int, Sequence[object]]]] = {}
        strangers: list[tuple[int, Sequence[object]]] = []
        for index, raw in self.table.rows():
            code = self._code(raw)
            if code:
                found.setdefault(code, []).append((index, raw))
            else:
                strangers.append((index, raw))
        strangers = self._claim_by_name(found, strangers)
        rows = [self._choose(code, found[code]) for code in self.labels if code in found]
        for index, raw in strangers:
            self._stranger(index, raw)
        self._other_cells(found)
        return Section(
            form=self.name,
            sheet=self.sheet.name,
            columns=self.table.columns,
            rows=tuple(rows),
            missing=tuple(code for code in self.labels if code not in found),
        )

    def place(self, index: int, position: int) -> Place:
        """A cell of the sheet."""
        return Place(self.file, self.sheet.name, a1(index, position))

    # Columns.

    def _columns(self) -> None:
        header = Place(self.file, self.sheet.name, a1(self.table.header_row, 0))
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

    def _other_cells(self, found: Mapping[str, Sequence[tuple[int, Sequence[object]]]]) -> None:
        """What stands beside the form's columns in a data row is not lost in silence."""
        known = set(self.table.columns.values())
        for code, rows in found.items():
            for index, raw in rows:
                for position, value in enumerate(raw):
                    if position in known or value is None or not show(value).strip():
                        continue
                    title = self.table.others.get(position, column_letters(position))
                    self.problems.append(
                        problem(
                            "column-added",
                            self.place(index, position),
                            value=show(value),
                            row_code=code,
                            column=title,
                        )
                    )

    # Rows.

    def _code(self, raw: Sequence[object]) -> str:
        text = self.table.cell(raw, self.form.key)
        return self.known.get(match_key(show(text)), "") if text is not None else ""

    def _claim_by_name(
        self,
        found: dict[str, list[tuple[int, Sequence[object]]]],
        strangers: list[tuple[int, Sequence[object]]],
    ) -> list[tuple[int, Sequence[object]]]:
        """Rows without a usable code are known by their name, where just one issued row has it."""
        names: dict[str, list[str]] = {}
        for code, label in self.labels.items():
            names.setdefault(match_key(label), []).append(code)
        left = []
        for index, raw in strangers:
            codes = names.get(match_key(show(self.table.cell(raw, self.form.label))), [])
            has_code = self.table.cell(raw, self.form.key) is not None
            if len(codes) == 1 and codes[0] not in found:
                found[codes[0]] = [(index, raw)]
                if has_code or self.form.key in self.table.columns:
                    self._changed(index, raw, codes[0], self.form.key, codes[0])
            else:
                left.append((index, raw))
        return left

    def _choose(self, code: str, rows: Sequence[tuple[int, Sequence[object]]]) -> ReturnRow:
        """The row that stands for `code`: of several, the one that is filled in.

        Where several are filled in differently nobody can tell which is meant: none is used.
        """
        filled = [(i, raw) for i, raw in rows if any(self._input_texts(raw))]
        chosen = (filled or rows)[0]
        texts = {tuple(self._input_texts(raw)) for _, raw in filled}
        if len(texts) > 1:
            self._duplicated(code, filled)
            return ReturnRow(code, chosen[0] + 1, {}, frozenset(c.name for c, _ in self.inputs))
        if len(rows) > 1:
            self._duplicated(code, [chosen, *(r for r in rows if r is not chosen)], "warning")
        return self._row(code, *chosen)

    def _input_texts(self, raw: Sequence[object]) -> list[str]:
        return [show(raw[p]).strip() if p < len(raw) else "" for _, p in self.inputs]

    def _duplicated(
        self, code: str, rows: Sequence[tuple[int, Sequence[object]]], severity: Severity = "error"
    ) -> None:
        key = self.table.columns.get(self.form.key, 0)
        first = str(rows[0][0] + 1)
        for index, raw in rows if severity == "error" else rows[1:]:
            other = first if str(index + 1) != first else str(rows[1][0] + 1)
            cells = {key} | {p for _, p in self.inputs if p < len(raw) and raw[p] is not None}
            for position in sorted(cells):
                value = show(raw[position]) if position < len(raw) else ""
                self.problems.append(
                    problem(
                        "row-duplicated",
                        self.place(index, position),
                        value=value,
                        row_code=code,
                        severity=severity,
                        other=other,
                    )
                )

    def _row(self, code: str, index: int, raw: Sequence[object]) -> ReturnRow:
        self._locked_cells(code, index, raw)
        values: dict[str, Value] = {}
        broken: set[str] = set()
        odd = index in self.odd
        width = len(raw)
        for column, position in self.inputs:
            cell = raw[position] if position < width else None
            if (code, column.name) in self.fixed:
                value = self._fixed(code, column, index, raw)
                usable = True
            elif (cell is None and not odd) or (self.name, code, column.name) in self.computed:
                continue
            else:
                value, usable = self._input(code, column, index, position, cell, odd)
            if value is not None:
                values[column.name] = value
            if not usable:
                broken.add(column.name)
        return ReturnRow(code, index + 1, self._said(code, values), frozenset(broken))

    def _fixed(self, code: str, column: Column, index: int, raw: Sequence[object]) -> Value | None:
        """An input cell that was issued locked: the issued value stands."""
        issued = self.issued[self.name, code, column.name]
        cell = self.table.cell(raw, column.name)
        if column not in self.form.locked and match_key(show(cell)) != match_key(issued):
            self._changed(index, raw, code, column.name, issued)
        return shown_value(column, issued)

    def _said(self, code: str, values: Mapping[str, Value]) -> Mapping[str, Value]:
        """Without figures that were filled in beforehand, where nobody touched the row."""
        prefilled = {
            name
            for name, value in values.items()
            if self.prefilled.get((self.name, code, name)) == show(value)
        }
        free = {name for name in values if (code, name) not in self.fixed}
        if not prefilled or free - prefilled:
            return values
        return {name: value for name, value in values.items() if name not in prefilled}

    def _input(
        self, code: str, column: Column, index: int, position: int, cell: object, odd: bool
    ) -> tuple[Value | None, bool]:
        """The value of one input cell, and whether the cell can be used at all."""
        if odd:
            cell, usable = self._odd_cell(code, column, index, position, cell)
            if not usable:
                return None, False
        value, finding = read_cell(column, cell)
        if finding is None:
            return value, True
        found = finding_problem(finding, column, cell, self.place(index, position), code)
        self.problems.append(found)
        return value, found.severity != "error"

    def _odd_rows(self) -> frozenset[int]:
        """Rows with a formula, an error or a legacy font in an input cell."""
        positions = {position for _, position in self.inputs}
        cells = (*self.sheet.formulas, *self.sheet.errors, *self.sheet.tcvn3)
        return frozenset(row for row, column in cells if column in positions)

    def _odd_cell(
        self, code: str, column: Column, index: int, position: int, cell: object
    ) -> tuple[object, bool]:
        """Look behind the value: error cells, formulas, text in a TCVN3 font."""
        at = (index, position)
        place = self.place(index, position)
        say = partial(problem, row_code=code, column=column.title)
        if at in self.sheet.errors:
            self.problems.append(say("error-value", place, value=self.sheet.errors[at]))
            return None, False
        if at in self.sheet.formulas:
            text = f"={self.sheet.formulas[at]}"
            if is_foreign(text):
                self.problems.append(
                    say("unsafe-content", place, value=text, severity="error", what=_FOREIGN)
                )
                return None, False
            uncached = at in self.sheet.uncached
            self.problems.append(
                say(
                    "formula-in-input",
                    place,
                    value=text,
                    severity="error" if uncached else None,
                )
            )
            return cell, not uncached
        if at in self.sheet.tcvn3 and isinstance(cell, str):
            read = decode_tcvn3(cell)
            if read != cell:
                finding = Finding("legacy-encoding", {"read": read})
                self.problems.append(finding_problem(finding, column, cell, place, code))
            return read, True
        return cell, True

    def _locked_cells(self, code: str, index: int, raw: Sequence[object]) -> None:
        for name, position in self.checked_columns:
            issued = self.issued.get((self.name, code, name))
            if issued is None:
                continue
            cell = raw[position] if position < len(raw) else None
            if cell == issued or (cell is None and not issued):
                continue
            if match_key(show(cell)) != match_key(issued):
                self._changed(index, raw, code, name, issued)

    def _changed(
        self, index: int, raw: Sequence[object], code: str, name: str, issued: str
    ) -> None:
        self.problems.append(
            problem(
                "locked-cell-changed",
                self.place(index, self.table.columns.get(name, 0)),
                value=show(self.table.cell(raw, name)),
                row_code=code,
                column=self.form.by_name[name].title,
                issued=issued,
            )
        )

    def _stranger(self, index: int, raw: Sequence[object]) -> None:
        """A row that was not issued: told apart from column numbers, totals and signatures."""
        cells = [
            (position, value)
            for position, value in enumerate(raw)
            if value is not None and show(value).strip()
        ]
        if not cells or _numbers_columns([value for _, value in cells]):
            return
        key = self.table.columns.get(self.form.key)
        inputs = {position for _, position in self.inputs}
        filled = [(position, value) for position, value in cells if position in inputs]
        has_code = key is not None and any(position == key for position, _ in cells)
        if not has_code and not filled:
            return
        named = show(self.table.cell(raw, self.form.key)) or show(
            self.table.cell(raw, self.form.label)
        )
        ignorable = not has_code and is_total(raw)
        marked = [(key, named)] if has_code and key is not None else []
        for position, value in [*marked, *filled]:
            self.problems.append(
                problem(
                    "row-ignored" if ignorable else "row-added",
                    self.place(index, position),
                    value=show(value),
                    row_code=named,
                )
            )


_FOREIGN: Final = Wording(
    "công thức lấy dữ liệu từ nơi khác", "a formula that takes data from elsewhere"
)
_TOTAL: Final = re.compile(r"(tổng( cộng| số)?|cộng|tc)\b")


def is_total(raw: Sequence[object]) -> bool:
    """Whether a row is a total row: “Tổng cộng”, “Cộng”, “TC” in its first text."""
    first = next((value for value in raw if isinstance(value, str) and value.strip()), "")
    return _TOTAL.match(match_key(first)) is not None


def _numbers_columns(values: Sequence[object]) -> bool:
    """Whether a row numbers the columns: 1 2 3 …, (1) (2) (3), or -1 -2 -3 as Excel reads it."""
    numbers = [re.sub(r"[()\s]", "", show(value)).lstrip("-") for value in values]
    return len(numbers) > 3 and numbers == [str(n) for n in range(1, len(numbers) + 1)]


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
