"""Which row of a returned table is which issued row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, compress

from plansheet.forms import Form
from plansheet.forms.values import show
from plansheet.language.text import match_key
from plansheet.returns.model import IssuedTable
from plansheet.tables.strays import says_nothing
from plansheet.tables.table import Table, TableRow


@dataclass(frozen=True, slots=True)
class MatchedRows:
    """The rows of a table: each that says anything is an issued row or a stray.

    `issued` has by code the rows that are it, more than one where it was copied; `by_name` are
    those of them that only their name tells.
    """

    issued: Mapping[str, Sequence[TableRow]]
    by_name: Sequence[TableRow]
    strays: Sequence[TableRow]


def recognized(table: Table[Form], asked: IssuedTable) -> bool:
    """Whether any row of a table is one that was issued, by its code or its name."""
    key, label = table.form.key, table.form.label
    if any(row.raw(key) in asked.labels for row in (*table.rows, *table.above)):
        return True
    names = set(map(match_key, asked.labels.values())) - {""}
    return any(
        match_key(show(row.raw(key))) in asked.codes or match_key(show(row.raw(label))) in names
        for row in table.rows
    )


def match_rows(table: Table[Form], asked: IssuedTable) -> MatchedRows:
    """Each row by its code; without a usable one by its name, where just one issued row has it.

    A row above the header is one where it has the code of an issued row that is not below.
    """
    found: dict[str, list[TableRow]] = {}
    unknown: list[TableRow] = []
    for row in _data_rows(table):
        if code := asked.code_of(row.raw(table.form.key)):
            found.setdefault(code, []).append(row.called(code))
        else:
            unknown.append(row)
    for row in table.above:
        if (code := asked.code_of(row.raw(table.form.key))) and code not in found:
            found[code] = [row.called(code)]
    by_name: dict[str, list[TableRow]] = {}
    strays: list[TableRow] = []
    for row in (*unknown, *_misnamed(found, asked)):
        code = _named(row, asked)
        if code and code not in found:
            by_name.setdefault(code, []).append(row.called(code))
        else:
            strays.append(row)
    return MatchedRows(found | by_name, list(chain(*by_name.values())), strays)


def contradicts_itself(row: TableRow, asked: IssuedTable) -> bool:
    """Whether a row has the code of one issued row and says in all else that it is another.

    Its name is the other's, and so is at least one more text that was issued with it. That happens
    where the column of codes was filled down, or sorted without the others.
    """
    if row.raw(row.table.form.label) == asked.labels.get(row.code):
        return False
    form = row.table.form.name if isinstance(row.table.form, Form) else ""
    other = _named(row, asked)
    if not other or other == row.code:
        return False
    texts = asked.stamp.of(form)
    own, others = texts.row(row.code), texts.row(other)
    here = {name: match_key(row.text(name)) for name in texts.columns}
    same = sum(text == match_key(own.get(name, "")) for name, text in here.items())
    return sum(text == match_key(others.get(n, "")) for n, text in here.items()) > same


def _data_rows(table: Table[Form]) -> Sequence[TableRow]:
    """The rows of a table without one right below the header that numbers the columns."""
    return table.rows[1:] if table.rows and says_nothing(table.rows[0]) else table.rows


def _named(row: TableRow, asked: IssuedTable) -> str:
    """The code of the one issued row that has the name of this row, blank if there is none."""
    name = match_key(show(row.raw(row.table.form.label)))
    return asked.by_name.get(name, "") if name else ""


def _misnamed(found: dict[str, list[TableRow]], asked: IssuedTable) -> list[TableRow]:
    """Take out rows with the code of one issued row and the name of another that has none."""
    taken: list[TableRow] = []
    for code, rows in found.items():
        if len(rows) == 1:
            continue
        names = [_named(row, asked) for row in rows]
        strange = [bool(name) and name != code and name not in found for name in names]
        if any(strange) and not all(strange):
            taken += compress(rows, strange)
            found[code] = list(compress(rows, (not one for one in strange)))
    return taken
