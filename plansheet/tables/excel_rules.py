"""The rules of a form as formulas, so that a workbook checks what the return is checked for.

Each says of one row what `forms.model.Form.violations` says of it, once the cells were read as
`excel_values` reads them. What JSON Schema asks and no formula can say has none: that is checked
on return alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from plansheet.forms import Column, Form, Rule
from plansheet.forms.comparisons import Check, Reference, failing
from plansheet.forms.names import ColumnName, ReportColumn
from plansheet.tables.compare import is_of_row
from plansheet.tables.excel_values import (
    blank,
    has_digits,
    is_date,
    is_number,
    is_one_of,
    literal,
    number,
)
from plansheet.workbooks.reading import column_letters

Ref = Callable[[str], str]
"""From the name of a column to the cell that a formula should look at."""

_ANY: Final = "\0"


@dataclass(frozen=True, slots=True)
class TableCells:
    """The cells of a table: 0-based its columns by name, its first and last row, the row codes.

    `sender` is the code of the agency that fills it in, which rules call `agency`.
    """

    columns: Mapping[str, int]
    first: int
    last: int
    codes: tuple[object, ...] = ()
    sender: str = ""

    @property
    def any_row(self) -> str:
        """Stands in a formula for the number of a row, as long as the longest of them."""
        return _ANY * len(str(self.last + 1))

    def in_row(self, formula: str, row: int) -> str:
        """A formula of any row as it reads in one of them, counted from 0."""
        return formula.replace(self.any_row, str(row + 1))

    def of_row(self, row: int) -> Ref:
        """Relative references to the cells of one row, the column fixed; the sender's code."""
        return self.of_number(str(row + 1))

    def of_number(self, number: str) -> Ref:
        """The same by the number of the row, which may be that of `any_row`."""

        def cell(name: str) -> str:
            if name == ReportColumn.AGENCY and name not in self.columns:
                return literal(self.sender)
            return f"${column_letters(self.columns[name])}{number}"

        return cell

    def of_column(self, name: str) -> str:
        """The cells of a column, as their own sheet calls them."""
        letter = column_letters(self.columns[name])
        return f"{letter}{self.first + 1}:{letter}{self.last + 1}"

    def failing(self, check: Check, number: str = "") -> str | None:
        """1 where a row of a number (the first) breaks a check.

        None where a row that the check names is not there.
        """
        references = check.comparison.references
        named = (r.parts[0] for r in references if not (r.every_row or is_of_row(r)))
        if not set(self.codes).issuperset(named):
            return None
        return failing(check, partial(self._compared, number or str(self.first + 1)))

    def _compared(self, number: str, reference: Reference) -> str:
        letters = f"${column_letters(self.columns[reference.parts[-1]])}"
        if reference.every_row:
            return f"{letters}${self.first + 1}:{letters}${self.last + 1}"
        if is_of_row(reference):
            return f"{letters}{number}"
        return f"{letters}${self.first + self.codes.index(reference.parts[0]) + 1}"


@dataclass(frozen=True)
class RowRules:
    """What a form asks of one row, whose cells are those of `ref`.

    What is not `precise` takes any text with a figure in it for a number, in fewer words.
    """

    form: Form
    ref: Ref
    precise: bool = True

    def misread(self, column: Column) -> str | None:
        """1 where a cell is no number, no day or no choice of its column; None of a text."""
        cell, unit = self.ref(column.name), self._unit(column)
        if column.is_numeric and not self.precise:
            right = has_digits(cell)
        elif column.is_numeric:
            right = is_number(cell, unit, integer=column.kind == "integer")
        elif column.kind == "date":
            right = is_date(cell)
        elif column.choices:
            right = is_one_of(cell, column.synonyms)
        else:
            return None
        return f"IF({blank(cell)},0,NOT({right}))"

    def out_of_range(self, column: Column) -> str | None:
        """1 where a cell has not the size or the length that its column asks for."""
        spec = self.form.schema["properties"].get(column.name, {})
        cell, low, high = self.ref(column.name), spec.get("minimum"), spec.get("maximum")
        if low is not None and high is not None and column.is_numeric:
            figure = number(cell, self._unit(column))
            tests = f"ABS(2*{figure}-{low + high:.15g})<={high - low:.15g}"
        else:
            tests = ",".join(self._tests(column.name, spec, {*_COMPARISONS, *_LENGTHS}))
        return f"IF({blank(cell)},0,NOT(AND({tests})))" if tests else None

    def missing(self, column: Column) -> str:
        """1 where an issued row (one with a code) lacks a required value."""
        return f"(1-{blank(self.ref(self.form.key))})*{blank(self.ref(column.name))}"

    def violated(self, rule: Rule) -> str | None:
        """1 where the row breaks `rule`; None where no formula says what the rule asks."""
        condition, requirement = self._holds(rule.condition), self._holds(rule.requirement)
        if condition is None or requirement is None:
            return None
        return f"IF({condition},NOT({requirement}),0)"

    def _unit(self, column: Column) -> str:
        """The formula of what a cell is counted in, in small letters; blank where it has none."""
        if column.unit:
            return literal(column.unit)
        return f"LOWER({self.ref(ColumnName.UNIT)})" if ColumnName.UNIT in self.form.by_name else ""

    def _holds(self, schema: Any) -> str | None:
        """A JSON Schema on a row as a formula, or None where a keyword has none."""
        if schema is True:
            return "1"
        if not isinstance(schema, Mapping):
            return None
        parts: list[str | None] = []
        for keyword, value in schema.items():
            if keyword == "required":
                parts += [f"NOT{blank(self.ref(name))}" for name in value]
            elif keyword == "properties":
                parts += [self._cell_holds(name, spec) for name, spec in value.items()]
            elif keyword in ("allOf", "anyOf"):
                parts.append(_joined(keyword, [self._holds(one) for one in value]))
            elif keyword == "not":
                inner = self._holds(value)
                parts.append(None if inner is None else f"NOT({inner})")
            elif not keyword.startswith("x-"):
                return None
        return _joined("allOf", parts)

    def _cell_holds(self, name: str, spec: Mapping[str, Any]) -> str | None:
        """As JSON Schema has it, a blank cell satisfies everything but `required`."""
        known = {*_COMPARISONS, *_LENGTHS, "const", "enum"}
        if spec.keys() - known - {"type", "title", "description"}:
            return None
        tests = list(self._tests(name, spec, known))
        return f"IF({blank(self.ref(name))},1,AND({','.join(tests)}))" if tests else "1"

    def _tests(self, name: str, spec: Mapping[str, Any], known: Set[str]) -> Iterator[str]:
        """What a cell that is not blank has to be, for each keyword that is known."""
        column, cell = self.form.by_name.get(name), self.ref(name)
        for keyword, value in spec.items():
            values = value if keyword == "enum" else [value]
            if keyword not in known:
                continue
            if keyword in _LENGTHS:
                yield f"LEN({cell}){_LENGTHS[keyword]}{value}"
            elif column is not None and column.is_numeric:
                figure = number(cell, self._unit(column))
                yield _compared(figure, keyword, values)
            elif keyword in _COMPARISONS:
                yield f"IF(ISNUMBER({cell}),{_compared(cell, keyword, values)},1)"
            else:
                yield _says(column, cell, values)


def _compared(figure: str, keyword: str, values: Sequence[float]) -> str:
    sign = _COMPARISONS.get(keyword, "=")
    return f"OR({','.join(f'{figure}{sign}{value:.15g}' for value in values)})"


def _says(column: Column | None, cell: str, values: Sequence[object]) -> str:
    """Whether a cell says one of `values`: in other words too where they are choices."""
    if column is None or not column.choices:
        texts = [f"EXACT({cell},{literal(str(v))})" for v in values if isinstance(v, str)]
        numbers = [f"{cell}={v:.15g}" for v in values if isinstance(v, int | float)]
        return f"OR({','.join([*texts, *numbers]) or '0'})"
    meant = {column.choice(str(value)) or value for value in values}
    return is_one_of(cell, [word for word, choice in column.synonyms.items() if choice in meant])


def _joined(keyword: str, parts: list[str | None]) -> str | None:
    known = [part for part in parts if part is not None]
    if not known or len(known) < len(parts):
        return None
    return known[0] if len(known) == 1 else f"{_CONNECTIVES[keyword]}({','.join(known)})"


_CONNECTIVES: Final = {"allOf": "AND", "anyOf": "OR"}
_LENGTHS: Final = {"minLength": ">=", "maxLength": "<="}
_COMPARISONS: Final = {
    "minimum": ">=",
    "maximum": "<=",
    "exclusiveMinimum": ">",
    "exclusiveMaximum": "<",
}
