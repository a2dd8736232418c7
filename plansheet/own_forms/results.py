"""What the formulas of a total give, written beside them for programs that do not compute."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import Final

from plansheet.forms.values import Value
from plansheet.own_forms.formulas import FormFormulas, figures_in
from plansheet.own_forms.model import CellKey, FormSheet, OwnForm
from plansheet.workbooks.reading import Sheet, a1

_COMPUTED: Final = re.compile(
    rb'(<c r="(?P<cell>[A-Z]+[0-9]+)"[^>]*>)(<f(?: [^>]*)?>[^<]*</f>)<v(?: ?/>|></v>)'
)


class Results:
    """The value of each formula of a form that is known here; the others have none.

    Formulas of lists have none: they may have moved.
    """

    def __init__(self, form: OwnForm, totals: Mapping[CellKey, Value]) -> None:
        self._parts = {
            f"xl/worksheets/sheet{number}.xml": {
                cell: value
                for table in form.tables(sheet.name)
                if table.kind == "matrix"
                for cell, value in _results(table, form.blanks[table.name], totals).items()
            }
            for number, sheet in enumerate(form.blank.sheets, 1)
        }

    def in_part(self, name: str, content: bytes) -> bytes:
        """A part of the saved workbook with the values of the formulas that stand in it."""
        values = self._parts.get(name)
        return _COMPUTED.sub(partial(_valued, values), content) if values else content


def _valued(values: Mapping[str, Decimal], found: re.Match[bytes]) -> bytes:
    value = values.get(found["cell"].decode())
    if value is None:
        return found[0]
    return found[1] + found[3] + f"<v>{float(value)!r}</v>".encode()


def _results(form: FormSheet, blank: Sheet, totals: Mapping[CellKey, Value]) -> dict[str, Decimal]:
    """By address what each formula of a sheet gives with the totals."""
    formulas = FormFormulas(dict(blank.formulas), figures_in(form, blank.rows, totals))
    values = {a1(*at): formulas.value(at) for at in blank.formulas}
    return {cell: value for cell, value in values.items() if value is not None}
