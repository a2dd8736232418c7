"""One formula of many cells below each other: its text stands once in the file.

Excel saves like this what was filled down (ECMA-376 Part 1, 18.3.1.40: `t="shared"`), and every
program that opens its files reads it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from plansheet.workbooks.reading.addresses import column_letters

_TEXT: Final = re.compile(r'"(?:[^"]|"")*"')
_UNSHARED: Final = re.compile(r"[!{\[#]")
"""What Excel takes in no shared formula: cells of other sheets, arrays, parts of tables, errors.

Source: [MS-XLSB] 2.5.98.98, SharedParsedFormula.
"""


class SharedFormulaTuple(NamedTuple):
    """A cell as XlsxWriter keeps cells; its formula reads as in the first cell that shares it.

    `number` is that of the shared formula on its sheet, `cells` are all that share it, in the first
    of them; blank in the others.
    """

    formula: str
    format: Any
    value: str
    number: int
    cells: str = ""


def may_be_shared(formula: str) -> bool:
    """Whether Excel takes a formula as that of several cells."""
    return not _UNSHARED.search(_TEXT.sub("", formula))


def fill_down(
    sheet: Any,
    first: int,
    column: int,
    formula: Callable[[int], str],
    values: Sequence[str],
    cell_format: Any,
) -> None:
    """Write a formula of ours into a cell for each of the texts that it gives now.

    Args:
        sheet: of XlsxWriter.
        first: the row of the first cell.
        column: that of all cells.
        formula: says how it reads in a row; rows differ in references to their own cells alone.
        values: by cell.
        cell_format: that of all cells.
    """
    origin = formula(first).removeprefix("=")
    if len(values) == 1 or not may_be_shared(origin):
        for row, value in enumerate(values, first):
            sheet.write_formula(row, column, formula(row), cell_format, value)
        return
    letters, last = column_letters(column), first + len(values) - 1
    number = sheet.shared_formulas
    sheet.shared_formulas += 1
    for row, value in enumerate(values, first):
        cells = f"{letters}{first + 1}:{letters}{last + 1}" if row == first else ""
        sheet._check_dimensions(row, column)
        sheet.table[row][column] = SharedFormulaTuple(origin, cell_format, value, number, cells)


def spelt(cell: SharedFormulaTuple, escaped: Callable[[str], str]) -> str:
    """What stands behind the format of a cell in its file."""
    kind = ' t="str"' if cell.value else ""
    shared = f'<f t="shared" si="{cell.number}"/>'
    if cell.cells:
        source = escaped(cell.formula)
        shared = f'<f t="shared" ref="{cell.cells}" si="{cell.number}">{source}</f>'
    return f"{kind}>{shared}<v>{escaped(cell.value)}</v></c>"
