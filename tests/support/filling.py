"""A small plan, the workbook that an agency has in hand, what it types there.

A `Copy` is an issued workbook as a grid of cells that remember who they are. Whatever is done to
it (rows sorted, columns moved, titles inserted), `Copy.where` tells the address that a cell has
in the end. It becomes a real file (`save`) or, for tests of many cases, the plain cells that
opening a file gives (`workbook`).
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Self

import openpyxl
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from plansheet import Plan, Problem, read_plan
from plansheet.consolidation import Consolidation, Received, consolidate
from plansheet.forms import RETURN_FORMS
from plansheet.forms.names import STAMP_SHEET
from plansheet.issuing import Assignment, PeriodAssignments, file_name, prepare, stamp_of
from plansheet.issuing.rounds import prepare_round
from plansheet.issuing.stamp_rows import read_stamp, stamp_rows
from plansheet.issuing.template import write_template
from plansheet.language.text import decode_tcvn3, header_key, tcvn3_font
from plansheet.plan.agencies import DEPARTMENT, DISTRICT, OTHER
from plansheet.plan.rounds import Round
from plansheet.plan.workbook.tables import PlanRow, PlanTables
from plansheet.plan.workbook.writing import write_tables
from plansheet.returns import interpret
from plansheet.returns.check import check_return
from plansheet.workbooks.reading import Sheet, Workbook, a1
from plansheet.workbooks.reading.addresses import cells_of

ERRORS = ("#REF!", "#DIV/0!", "#N/A", "#VALUE!")
AS_OF = date(2021, 6, 20)
PERIOD = "2021-Q2"
SYT, STC, SKHDT, STP, UBA, UBB, HOI = "SYT", "STC", "SKHDT", "STP", "UBA", "UBB", "HOI"

FACTS = {
    "Mã kế hoạch": "KH-2021",
    "Tên kế hoạch": "Kế hoạch phát triển kinh tế - xã hội",
    "Số hiệu": "01/KH-UBND",
    "Cơ quan ban hành": "UBND tỉnh",
    "Ngày ban hành": "15/1/2021",
    "Năm bắt đầu": "2021",
    "Năm kết thúc": "2022",
    "Tỉnh": "Bình Minh",
    "Cơ quan tổng hợp": "Sở Kế hoạch và Đầu tư",
    "Chốt số liệu": "Có",
}


def agency(code: str, name: str, kind: str = DEPARTMENT, **more: str) -> PlanRow:
    return {"agency_code": code, "agency_name": name, "kind": kind, **more}


AGENCIES = (
    agency(SYT, "Sở Y tế"),
    agency(STC, "Sở Tài chính"),
    agency(SKHDT, "Sở Kế hoạch và Đầu tư"),
    agency(STP, "Sở Tư pháp"),
    agency(UBA, "UBND huyện An Bình", DISTRICT),
    agency(UBB, "UBND huyện Bình Tân", DISTRICT),
    agency(HOI, "Hội Chữ thập đỏ", OTHER),
)


def task(code: str, leads: str, due: str = "Quý IV/2021", **more: str) -> PlanRow:
    return {"task_code": code, "task_name": f"Đề án số {code}", "leads": leads, "due": due, **more}


def indicator(code: str, reporters: str, **more: str) -> PlanRow:
    """An indicator in communes that everybody sums up, unless `more` says otherwise."""
    plain = {
        "indicator_code": code,
        "indicator_name": f"Chỉ tiêu số {code}",
        "unit": "xã",
        "aggregation": "Cộng",
        "direction": "Tăng",
        "reporters": reporters,
    }
    return {**plain, **more}


def plan_tables(
    tasks: Iterable[PlanRow] = (),
    indicators: Iterable[PlanRow] = (),
    *,
    agencies: Iterable[PlanRow] = AGENCIES,
    calendar: Iterable[PlanRow] = (
        {"period_kind": "Quý", "deadline": "ngày 15 tháng cuối kỳ", "recipient": "Sở KH&ĐT"},
    ),
    facts: Mapping[str, str] = FACTS,
    allocations: Iterable[PlanRow] = (),
) -> PlanTables:
    """The rows of a plan workbook; the plan has no problems unless its rows bring some."""
    sheets = map(tuple, (agencies, indicators, tasks, calendar, allocations))
    return PlanTables(facts, *sheets)


def allocation(code: str, agency_text: str, **targets: str) -> PlanRow:
    """A row of `Giao chỉ tiêu`."""
    return {"indicator_code": code, "allocated_to": agency_text, **targets}


def make_plan(folder: Path, tables: PlanTables, forms: Path | None = None) -> Plan:
    """The plan of these rows, read from a workbook."""
    from plansheet import load_forms

    loaded = load_forms(forms)
    return read_plan(write_tables(tables, folder / "plan.xlsx", loaded), loaded)


def small_tables() -> PlanTables:
    """A plan in which Sở Y tế has plenty of rows on all three sheets."""
    return plan_tables(
        [
            *(task(f"NV{n:02}", "SYT", coordinators="Sở Tài chính") for n in range(1, 15)),
            *(task(f"PH{n:02}", "Sở Tư pháp", coordinators="SYT") for n in range(1, 7)),
        ],
        [
            *(indicator(f"CT{n:02}", "SYT; UBA", target_2021="50") for n in range(1, 13)),
            indicator("CT.PT", "SYT; UBA", unit="%", aggregation="Lớn nhất", target_2021="9,78"),
            indicator("CT.TL", "SYT; UBA", unit="%", aggregation="Tỷ lệ", target_2021="9,78"),
            indicator("CT.BQ", "SYT; UBA", unit="%", aggregation="Bình quân gia quyền"),
        ],
    )


def key(problems: Iterable[Problem]) -> set[tuple[str, str, str]]:
    """What tests compare: code, sheet and cell of each problem; unread cells one by one."""
    return {
        (p.code, p.sheet, cell)
        for p in problems
        for cell in ([a1(*at) for at in cells_of(p.cell)] if p.code == "unread-cell" else [p.cell])
    }


# A workbook in somebody's hands.

Typed = str | float | Decimal | date | None
"""What somebody types into a cell."""

Tag = tuple[str, str, str]
"""Form, row code and column of a cell of a table; a header has no row code."""


@dataclass(eq=False, slots=True)
class Cell:
    """One cell; a `formula` has what was saved with it as its value.

    `issued` are those beside the tables that the workbook came with.
    """

    value: object = None
    tag: Tag | None = None
    formula: str = ""
    font: str = ""
    issued: bool = False


class Copied:
    """What `deepcopy` makes a second one of as fast as it can be: plain data."""

    def __deepcopy__(self, memo: object) -> Self:
        twin: Self = pickle.loads(pickle.dumps(self))
        return twin


@dataclass(eq=False, repr=False)
class Grid(Copied):
    """One sheet; `form` is the name of the form whose table it holds, or blank."""

    name: str
    form: str
    cells: list[list[Cell]]
    state: str = "visible"

    def index(self, code: str) -> int:
        """The position of an issued row, or of the header where `code` is blank."""
        return next(
            i for i, row in enumerate(self.cells) if any(c.tag and c.tag[1] == code for c in row)
        )

    @property
    def end(self) -> int:
        """The position of the row below the table."""
        return max(i for i, row in enumerate(self.cells) if any(c.tag for c in row)) + 1

    def column(self, name: str) -> int:
        """The position of a column."""
        header = self.cells[self.index("")]
        return next(i for i, c in enumerate(header) if c.tag and c.tag[2] == name)

    def at(self, code: str, column: str) -> Cell:
        """A cell of the table."""
        tag = (self.form, code, column)
        return next(cell for row in self.cells for cell in row if cell.tag == tag)

    @property
    def codes(self) -> list[str]:
        """The codes of the issued rows as they stand."""
        return [
            codes[0]
            for row in self.cells
            if (codes := [c.tag[1] for c in row if c.tag and c.tag[1]])
        ]

    def square(self) -> None:
        """Give every row the same length."""
        width = max(map(len, self.cells), default=0)
        for row in self.cells:
            row += [Cell() for _ in range(width - len(row))]

    def insert_row(self, at: int, values: Mapping[int, object] | None = None) -> list[Cell]:
        """A row of our own at a position."""
        self.square()
        row = [Cell() for _ in self.cells[0]]
        for position, value in (values or {}).items():
            row[position].value = value
        self.cells.insert(at, row)
        return row

    def insert_column(self, at: int) -> list[Cell]:
        """A blank column at a position; its cells from the first row down."""
        self.square()
        column = [Cell() for _ in self.cells]
        for row, cell in zip(self.cells, column, strict=True):
            row.insert(at, cell)
        return column

    def delete_column(self, name: str) -> list[Cell]:
        """Take a column out; its cells from the first row down."""
        self.square()
        position = self.column(name)
        return [row.pop(position) for row in self.cells]

    def move_column(self, name: str, to: int) -> None:
        """Put a column somewhere else."""
        self.square()
        position = self.column(name)
        for row in self.cells:
            row.insert(to, row.pop(position))


@dataclass(eq=False, repr=False)
class Copy(Copied):
    """An issued workbook in somebody's hands.

    `reserved` are the rows that something was done to, `meant` what cells say in other words,
    `not_data` rows that number the columns.
    """

    grids: list[Grid]
    name: str = "x.xlsx"
    modified: datetime | None = None
    reserved: set[tuple[str, str]] = field(default_factory=set)
    meant: dict[Tag, object] = field(default_factory=dict)
    not_data: list[list[Cell]] = field(default_factory=list)

    @classmethod
    def issued(cls, plan: Plan, code: str, folder: Path, of: Round | str = PERIOD) -> Copy:
        """The workbook that an agency gets in a period or round; it is written into `folder`."""
        assigned = prepare_round(plan, of) if isinstance(of, Round) else prepare(plan, of)
        assignment = assigned.assignments[code]
        path = folder / file_name(assignment)
        write_template(assigned, assignment, path)
        return cls.opened(path, plan)

    @classmethod
    def opened(cls, path: Path, plan: Plan) -> Copy:
        """The workbook in a file, read by openpyxl."""
        return cls.of(openpyxl.load_workbook(path), path.name, plan)

    @classmethod
    def of(cls, book: openpyxl.Workbook, name: str, plan: Plan) -> Copy:
        """A workbook that openpyxl has open."""
        by_sheet: dict[str, str] = {plan.forms[name].sheet: name for name in RETURN_FORMS}
        grids = []
        for sheet in book.worksheets:
            cells = [[_read(value) for value in row] for row in sheet.iter_rows(values_only=True)]
            grid = Grid(sheet.title, by_sheet.get(sheet.title, ""), cells, sheet.sheet_state)
            _tag(grid, plan)
            grids.append(grid)
        return cls(grids, name)

    @classmethod
    def made(cls, issue: PeriodAssignments, assignment: Assignment) -> Copy:
        """What an agency is asked, without a file: header row, issued rows, the stamp."""
        plan, grids = issue.plan, []
        for name, rows in assignment.rows.items():
            form = plan.forms[name]
            header = [Cell(c.title, (name, "", c.name)) for c in form.columns]
            body = [
                [Cell(row.values.get(c.name), (name, row.code, c.name)) for c in form.columns]
                for row in rows
            ]
            grids.append(Grid(form.sheet, name, [header, *body]))
        stamp = stamp_rows(stamp_of(issue, assignment))
        grids.append(Grid(STAMP_SHEET, "", [[Cell(v) for v in row] for row in stamp], "veryHidden"))
        return cls(grids, f"{assignment.agency.code}.xlsx")

    def grid(self, form: str) -> Grid:
        """The sheet that holds the table of a form."""
        return next(g for g in self.grids if g.form == form)

    @property
    def stamp(self) -> Grid:
        """The very hidden sheet."""
        return next(g for g in self.grids if g.name == STAMP_SHEET)

    def restamp(self, name: str, value: str) -> None:
        """The stamp as it would be with another plan, period or agency."""
        row = next(r for r in self.stamp.cells if [c.value for c in r[:2]] == ["stamp", name])
        row[2].value = value
        stamp = read_stamp([[cell.value for cell in cells] for cells in self.stamp.cells])
        assert stamp is not None
        self.stamp.cells[:] = [[Cell(v) for v in cells] for cells in stamp_rows(stamp)]

    def fill(self, form: str, code: str, **values: object) -> None:
        """Type into the cells of one row."""
        for name, value in values.items():
            cell = self.grid(form).at(code, name)
            cell.value, cell.formula = value, ""

    def where(self, what: Cell | Grid | None) -> tuple[str, str]:
        """Sheet and address of a cell as it stands now; a sheet has no address, a file neither."""
        if what is None:
            return "", ""
        if isinstance(what, Grid):
            return what.name, ""
        return next(
            (grid.name, a1(r, c))
            for grid in self.grids
            for r, row in enumerate(grid.cells)
            for c, cell in enumerate(row)
            if cell is what
        )

    def inputs(self, plan: Plan) -> Iterator[tuple[Cell, str, str]]:
        """The filled cells of input columns below a header, with sheet and address.

        Our own formulas are none of them, nor are rows that number the columns.
        """
        ratios = {i.code for i in plan.indicators if i.aggregation == "Tỷ lệ"}
        for grid in self.grids:
            columns = {c.name: c for c in plan.forms[grid.form].inputs} if grid.form else {}
            tagged = [i for i, row in enumerate(grid.cells) if any(c.tag for c in row)]
            if not tagged or not columns:
                continue
            names = [c.tag[2] if c.tag else "" for c in grid.cells[tagged[0]]]
            for r, row in enumerate(grid.cells[tagged[0] :], tagged[0]):
                code = next((c.tag[1] for c in row if c.tag), "")
                for c, (name, cell) in enumerate(zip(names, row, strict=False)):
                    column = columns.get(name)
                    computed = column is not None and column.aggregate and code in ratios
                    if column is None or computed or row in self.not_data or _is_header(row):
                        continue
                    if cell.formula or str(cell.value if cell.value is not None else "").strip():
                        yield cell, grid.name, a1(r, c)

    def workbook(self, name: str = "") -> Workbook:
        """What opening the file would give."""
        sheets = tuple(_sheet(grid) for grid in self.grids)
        return Workbook(name or self.name, "", self.modified, sheets)

    def save(self, path: Path) -> Path:
        """A real file, as a program writes that keeps no formats."""
        with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
            for grid in self.grids:
                sheet = book.add_worksheet(grid.name)
                if grid.state == "veryHidden":
                    sheet.very_hidden()
                for r, row in enumerate(grid.cells):
                    for c, cell in enumerate(row):
                        _write(book, sheet, r, c, cell)
        return path


def _read(value: object) -> Cell:
    if isinstance(value, str) and value[:1] == "=":
        return Cell("", formula=value, issued=True)
    return Cell(value, issued=True)


def _is_header(row: Sequence[Cell]) -> bool:
    return any(cell.tag and not cell.tag[1] for cell in row)


def _tag(grid: Grid, plan: Plan) -> None:
    if not grid.form:
        return
    form = plan.forms[grid.form]
    headers = {header_key(c.title): c.name for c in form.columns}
    key_title = form.by_name[form.key].title
    top = next(i for i, row in enumerate(grid.cells) if key_title in [c.value for c in row])
    names = [headers.get(header_key(str(c.value)), "") for c in grid.cells[top]]
    for row in grid.cells[top:]:
        if all(cell.value is None for cell in row):
            break  # below stand the lines for signatures
        code = "" if row is grid.cells[top] else str(row[names.index(form.key)].value or "")
        if not code and row is not grid.cells[top]:
            continue
        for name, cell in zip(names, row, strict=False):
            cell.tag = (grid.form, code, name) if name else None


def _plain(value: object) -> object:
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | Decimal):
        return float(value)
    return None if value == "" else value


def _sheet(grid: Grid) -> Sheet:
    everywhere = [((r, c), cell) for r, row in enumerate(grid.cells) for c, cell in enumerate(row)]
    errors = {at: str(cell.value) for at, cell in everywhere if cell.value in ERRORS}
    formulas = {at: cell.formula[1:] for at, cell in everywhere if cell.formula}
    rows = [[_plain(cell.value) for cell in row] for row in grid.cells]
    for r, c in errors:
        rows[r][c] = None
    legacy = {at: str(cell.value) for at, cell in everywhere if tcvn3_font(cell.font)}
    for (r, c), text in legacy.items():
        rows[r][c] = decode_tcvn3(text, tcvn3_font(grid.cells[r][c].font))
    return Sheet(
        grid.name,
        rows,  # type: ignore[arg-type]
        "veryHidden" if grid.state == "veryHidden" else "visible",
        formulas,
        frozenset(at for at, cell in everywhere if cell.formula and cell.value is None),
        errors,
        tcvn3=legacy,
    )


def _write(book: xlsxwriter.Workbook, sheet: Worksheet, r: int, c: int, cell: Cell) -> None:
    look = {"font_name": cell.font} if cell.font else {}
    value = cell.value
    if cell.formula:
        value = "" if value is None else value
        sheet.write_formula(r, c, cell.formula, book.add_format(look), value)
    elif value in ERRORS:
        sheet.write_formula(r, c, "=NA()", None, value)
    elif isinstance(value, date):
        style = book.add_format({"num_format": "dd/mm/yyyy", **look})
        moment = value if isinstance(value, datetime) else datetime.combine(value, time())
        sheet.write_datetime(r, c, moment, style)
    elif value is not None and value != "":
        sheet.write(r, c, value, book.add_format(look) if look else None)


def fill_file(path: Path, out: Path, plan: Plan, entries: Mapping[Tag, Typed]) -> Path:
    """What an agency does in a spreadsheet program: open, type, save (openpyxl)."""
    book = openpyxl.load_workbook(path)
    layout = Copy.of(book, path.name, plan)
    for (form, code, name), value in entries.items():
        sheet, address = layout.where(layout.grid(form).at(code, name))
        book[sheet][address] = value
    book.save(out)
    return out


def asked(plan: Plan, period: str = PERIOD) -> dict[str, Copy]:
    """By agency a fresh copy of what it is asked, without files."""
    issue = prepare(plan, period)
    return {code: Copy.made(issue, one) for code, one in issue.assignments.items()}


def merge_copies(
    plan: Plan, copies: Iterable[Copy], as_of: date = AS_OF, period: str = PERIOD
) -> Consolidation:
    """The consolidation of copies, without files; a copy came when it was last saved."""
    issue = prepare(plan, period)
    received = []
    for copy in copies:
        checked = check_return(interpret(copy.workbook(), plan), plan, as_of)
        received.append(Received(checked, copy.modified))
    return consolidate(issue, received, as_of)


def everything(merged: Consolidation) -> list[object]:
    """All that a consolidation says, to compare it with another one to the letter."""
    tables = (
        merged.tasks,
        merged.task_reports,
        merged.contributions,
        merged.indicators,
        merged.indicator_reports,
        merged.narratives,
        merged.returns,
        merged.problems,
        merged.provenance,
    )
    return [merged.summary(), *(table.astype(str).values.tolist() for table in tables)]
