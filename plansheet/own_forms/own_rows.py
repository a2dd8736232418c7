"""The rows of a form that came back, as checks of a user's own see them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial

from plansheet.forms.names import ReportColumn
from plansheet.forms.values import Value
from plansheet.own_forms.returned import FormReturn, ReadCell
from plansheet.plan import Plan
from plansheet.problems import Place, in_order
from plansheet.returns.own_checks import OwnCheck, run_check
from plansheet.workbooks.reading import a1, cell_position


@dataclass(frozen=True, eq=False)
class FormRow(Mapping[str, Value | None]):
    """A row of a form: `row["3"]` is what stands in the column of that key, None where blank.

    `agency` is a column too. `form` is the sheet's name in the form, `code` the row's key, blank in
    a list; `file`, `sheet` and `number` say where it stands, `place` where each of its cells does.
    """

    form: str
    code: str
    number: int
    file: str
    sheet: str
    columns: Mapping[str, int]
    said: Mapping[str, Value] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Value | None:
        if name not in self.columns and name not in self.said:
            raise KeyError(name)
        return self.said.get(name)

    def __iter__(self) -> Iterator[str]:
        return iter({**dict.fromkeys(self.columns), **self.said})

    def __len__(self) -> int:
        return len({*self.columns, *self.said})

    def place(self, column: str) -> Place:
        """The cell of a column; the row's first cell where the sheet lacks the column."""
        return Place(self.file, self.sheet, a1(self.number - 1, self.columns.get(column, 0)))


def rows_of(found: FormReturn) -> Iterator[FormRow]:
    """Every row of a return: those of fixed forms, blank ones too, then those of lists."""
    sender: Mapping[str, Value] = {ReportColumn.AGENCY: found.agency}
    said: dict[tuple[str, str], dict[str, Value]] = {}
    for key, value in found.figures.items():
        said.setdefault((key.sheet, key.row), {})[key.column] = value
    for name, there in found.places.items():
        row = partial(FormRow, name, file=found.file, sheet=there.sheet, columns=there.columns)
        for code, number in there.rows.items():
            yield row(code, number + 1, said={**said.get((name, code), {}), **sender})
        for listed in found.lists.get(name, ()):
            number, _ = cell_position(next(iter(listed.values())).place.cell)
            values = {column: cell.value for column, cell in listed.items()}
            yield row("", number + 1, said={**values, **sender})


def own_checked_form(
    found: FormReturn, checks: Sequence[OwnCheck], plan: Plan, as_of: date
) -> FormReturn:
    """A return held against checks of a user's own too; an error blanks its cell.

    Raises:
        CheckError: a check failed.
    """
    if not checks or found.refused or not found.has_input:
        return found
    rows = list(rows_of(found))
    told = [
        one.sent_by(found.agency) for check in checks for one in run_check(check, rows, plan, as_of)
    ]
    wrong = {one.place for one in told if one.severity == "error"}
    cells = {key: cell for key, cell in found.cells.items() if cell.place not in wrong}
    lists = {name: _without(rows, wrong) for name, rows in found.lists.items()}
    problems = tuple(in_order((*found.problems, *told)))
    ret = replace(found.ret, problems=problems)
    return replace(found, ret=ret, cells=cells, lists=lists)


def _without(
    rows: Sequence[Mapping[str, ReadCell]], wrong: Set[Place]
) -> tuple[Mapping[str, ReadCell], ...]:
    kept = ({k: cell for k, cell in row.items() if cell.place not in wrong} for row in rows)
    return tuple(filter(None, kept))
