"""What the column `Kiểm tra` of an issued table asks of each of its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from plansheet.forms import Form
from plansheet.forms.names import ColumnName
from plansheet.issuing.assignments import IssuedRow
from plansheet.issuing.row_formulas import row_formula
from plansheet.language.wording import Language
from plansheet.plan import Plan
from plansheet.tables.compare import is_of_rows
from plansheet.tables.excel_rules import Ref, TableCells
from plansheet.tables.row_check import LONGEST, CellFault, RowCheck, fault_of
from plansheet.workbooks.reading.limits import STRANGERS

_ROOM: Final = STRANGERS.part_bytes // 2
"""Characters of the formulas of a table: what stands beside them and how XML spells them still
leaves a sheet below what a return is refused for."""


def row_check(
    plan: Plan,
    form: Form,
    rows: Sequence[IssuedRow],
    index: int,
    cells: TableCells,
    header: Ref,
    lang: Language = "vi",
) -> RowCheck:
    """The check of an issued row, or of one behind them, which is the agency's own.

    Cells that are formulas of ours are no inputs. Rows of numerators and denominators have nothing
    but numbers to give.
    """
    ref = cells.of_row(cells.first + index)
    room = min(LONGEST, _ROOM // (len(rows) + form.free + 1))
    further = _further(form, cells, index)
    if index >= len(rows):
        return RowCheck(form, ref, header, lang, free=True, further=further, room=room)
    row = rows[index]
    computed = {c.name for c in form.inputs if row_formula(plan, form, row.code, c)}
    is_operand = form.key == ColumnName.INDICATOR_CODE and row.code not in plan.indicators_by_code
    return RowCheck(
        *(form, ref, header, lang, row.values, computed),
        asks=not is_operand,
        further=further,
        room=room,
    )


def _further(form: Form, cells: TableCells, index: int) -> Mapping[str, Sequence[CellFault]]:
    """The checks that a row shows: its own, and in the first row those of the whole table."""
    faults: dict[str, list[CellFault]] = {}
    for check in form.checks:
        is_shown = is_of_rows(check) or index == 0
        if is_shown and (failing := cells.failing(check, cells.first + index)):
            faults.setdefault(check.column, []).append(fault_of(check, failing))
    return faults
