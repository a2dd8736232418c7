"""What the cells of a form's table take and which colours they get, as a form says it.

Who writes a new workbook and who edits one that came back say the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from plansheet.forms import Column, Form
from plansheet.language.wording import Language, Wording, say
from plansheet.tables.compare import is_of_rows
from plansheet.tables.excel_rules import RowRules, TableCells
from plansheet.tables.excel_values import is_typed_day
from plansheet.tables.row_check import DOUBTFUL, STILL_MISSING, WRONG
from plansheet.workbooks.cell_rules import CellRule, Colour, RuleKind
from plansheet.workbooks.reading import column_letters
from plansheet.workbooks.writing.cells import Question

_INVALID: Final = Wording("Giá trị không hợp lệ.", "The value is not valid.")

_MOST: Final = 1e15
"""The bounds of a number that has none."""

_LITERAL: Final = 255
"""Characters that a list in a rule may have."""

_COLOURS: Final[Mapping[str, str]] = {
    WRONG: "wrong",
    DOUBTFUL: "doubtful",
    STILL_MISSING: "missing",
}
"""By mark the style of a cell that has it, the worst first."""


def needs_cells(choices: Sequence[str]) -> bool:
    """Whether a rule cannot hold a list itself."""
    literal = ",".join(choices)
    return '"' in literal or literal.count(",") >= max(len(choices), 1) or len(literal) > _LITERAL


def column_rule(column: Column, cells: TableCells, lang: Language, listed: str) -> CellRule | None:
    """What a column, spoken already, takes; `listed` are the cells that hold its choices, if any.

    None where it takes anything and says nothing.
    """
    rule = CellRule(
        "any",
        column.title,
        column.description,
        column.description or say(_INVALID, lang),
        warns=column.own_words,
        refuses=column.kind != "text",
    )
    if column.choices:
        return replace(rule, kind="list", choices=column.choices, first=listed or None)
    if column.is_numeric:
        low = -_MOST if column.minimum is None else column.minimum
        high = _MOST if column.maximum is None else column.maximum
        kind: RuleKind = "integer" if column.kind == "integer" else "decimal"
        return replace(rule, kind=kind, first=low, last=high)
    if column.kind == "date":
        day = is_typed_day(cells.of_row(cells.first)(column.name))
        return replace(rule, kind="custom", first=f"={day}")
    return rule if rule.message else None


def answer_rule(question: Question, lang: Language) -> CellRule:
    """What the cell takes that answers a question."""
    about = say(question.about, lang)
    choices = [say(choice, lang) for choice in question.choices]
    return CellRule("list", say(question.label, lang), about, about, choices)


def rule_colours(form: Form, cells: TableCells) -> Iterator[Colour]:
    """The colours of what breaks a rule and of what is missing, in a table without Kiểm tra."""
    rules = RowRules(form, cells.of_row(cells.first))
    for rule in form.rules:
        formula = rules.violated(rule) if rule.severity == "error" else None
        if formula and rule.column in cells.columns:
            yield Colour(cells.of_column(rule.column), f"={formula}", "wrong")
    for check in form.checks:
        formula = cells.failing(check) if check.severity == "error" else None
        if formula and is_of_rows(check):
            yield Colour(cells.of_column(check.column), f"={formula}>0", "wrong")
    for column in form.columns:
        if column.required and column.is_input and column.name in cells.columns:
            missing = f"={rules.missing(column)}>0"
            yield Colour(cells.of_column(column.name), missing, "missing")


def check_colours(form: Form, cells: TableCells, header: int, check: int) -> Iterator[Colour]:
    """The colours of what the column Kiểm tra, at the position `check`, says of each cell."""
    letter = column_letters(check)
    said = f"${letter}{cells.first + 1}"
    for column in form.columns:
        if column.name not in cells.columns or not (column.is_input or form.free):
            continue
        where = cells.of_column(column.name)
        head = f"${column_letters(cells.columns[column.name])}${header + 1}"
        for mark, style in _COLOURS.items():
            yield Colour(where, f'=ISNUMBER(FIND("{mark} "&{head}&":",{said}))', style)
        if column.required:
            cell = cells.of_row(cells.first)(column.name)
            yield Colour(where, f"=LEN(TRIM({cell}))>0", "given")
    checks = f"${letter}${cells.first + 1}:${letter}${cells.last + 1}"
    for mark, style in _COLOURS.items():
        yield Colour(checks, f'=ISNUMBER(FIND("{mark}",{said}))', style, is_last=True)
