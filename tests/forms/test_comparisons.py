"""The grammar of `checks`: what is a comparison, what it gives, what Excel makes of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plansheet.forms.comparisons import (
    Check,
    ComparisonError,
    Reference,
    UnusableError,
    failing,
    parse,
    read_check,
)
from support.effort import examples

Cells = Mapping[str, Decimal | None]


def check(text: str, **more: object) -> Check:
    return read_check({"check": text, **more})


def held(text: str, cells: Mapping[str, object], **more: object) -> bool | None:
    """Whether a check holds with figures by reference; None where it is not asked."""

    def figures(reference: Reference) -> Sequence[Decimal | None]:
        found = cells[",".join(reference.parts)]
        if isinstance(found, str):
            raise UnusableError(found)
        given = found if isinstance(found, list) else [found]
        return [None if figure is None else Decimal(str(figure)) for figure in given]

    found = check(text, **more).outcome(figures)
    return None if found is None else found.holds


WRONG = [
    ("", 1, "a number"),
    ("{a}", 4, "a comparison is expected"),
    ("{a} = ", 7, "a number"),
    ("{a} = {b} = {c}", 11, "should end here"),
    ("{a} = {b} {c}", 11, "should end here"),
    ("{a = 1", 1, "not closed"),
    ("{} = 1", 1, "is blank"),
    ("{a,} = 1", 1, "is blank"),
    ("{a} = sumif({b})", 7, "sum, min, max, count, abs"),
    ("{a} = sum {b}", 11, "( is expected"),
    ("{a} = sum({b}", 14, ") is expected"),
    ("{a} = abs({b}, {c})", 19, "one argument"),
    ("{a} ** 2 = 4", 6, "a number"),
    ("{a} = 'b'", 7, "means nothing"),
    ("{a} = __import__", 7, "means nothing"),
    ("{a} = 1.", 8, "means nothing"),
    ("{a} = " + "(" * 60 + "1" + ")" * 60, 47, "too deeply"),
]


@pytest.mark.parametrize(("text", "at", "why"), WRONG)
def test_what_is_no_comparison_is_said_with_its_place(text: str, at: int, why: str) -> None:
    with pytest.raises(ComparisonError) as error:
        parse(text)
    assert f"at character {at}:" in error.value.wording.en
    assert why in error.value.wording.en


def test_parts_are_plain_or_in_quotes() -> None:
    comparison = parse('{ R-102 , * } ≥ sum({"a, ""b"" {c}",C-1}, {spent}) - abs({spent})')
    assert comparison.operator == ">="
    assert comparison.references == (
        Reference(("R-102", "*")),
        Reference(('a, "b" {c}', "C-1")),
        Reference(("spent",), every_row=True),
        Reference(("spent",)),
    )
    assert [str(one) for one in comparison.references] == [
        "{R-102,*}",
        '{"a, ""b"" {c}",C-1}',
        "{spent}",
        "{spent}",
    ]


HELD = [
    ("{a} >= {b}", {"a": 2, "b": 2}, True),
    ("{a} >= {b}", {"a": 1, "b": 2}, False),
    ("{a} > {b}", {"a": 2, "b": 2}, False),
    ("{a} < {b}", {"a": 2, "b": 2}, False),
    ("{a} <= {b}", {"a": 3, "b": 2}, False),
    ("{a} <> {b}", {"a": 3, "b": 2}, True),
    ("{a} = {b} + {c} * 2", {"a": 7, "b": 1, "c": 3}, True),
    ("{a} = ({b} + {c}) * 2", {"a": 8, "b": 1, "c": 3}, True),
    ("{a} = {b} - {c} - 1", {"a": 1, "b": 5, "c": 3}, True),
    ("{a} = -{b}", {"a": -5, "b": 5}, True),
    ("{a} = {b} / {c}", {"a": 2, "b": 6, "c": 3}, True),
    ("{a} = {b} / {c}", {"a": 2, "b": 6, "c": 0}, None),
    ("0.1 + 0.2 = {a}", {"a": Decimal("0.3")}, True),
    ("abs({a}) = 3", {"a": -3}, True),
    ("{a} = 1", {"a": None}, None),
    ("{a} = 1", {"a": "x"}, None),
    ("sum({a}) = 6", {"a": [1, 2, 3]}, True),
    ("sum({a}) = 6", {"a": [1, None, 5]}, True),
    ("sum({a}) = 0", {"a": [None, None]}, None),
    ("max({a}) - min({a}) = 4", {"a": [1, None, 5]}, True),
    ("count({a}) = 2", {"a": [1, None, 5]}, True),
    ("{a,b} = sum({a,c}, {a,d})", {"a,b": 3, "a,c": 1, "a,d": 2}, True),
    ("{a,b} = sum({a,c}, {a,d})", {"a,b": 3, "a,c": 3, "a,d": None}, None),
    ("count({a,b}, {a,c}) = 1", {"a,b": 3, "a,c": None}, True),
]


@pytest.mark.parametrize(("text", "cells", "wanted"), HELD)
def test_what_a_comparison_gives(
    text: str, cells: Mapping[str, object], wanted: bool | None
) -> None:
    assert held(text, cells) is wanted


def test_blanks_are_nothing_or_nought() -> None:
    cells = {"a": 3, "b": 3, "c": None}
    assert held("{a} = {b} + {c}", cells) is None
    assert held("{a} = {b} + {c}", cells, missing="zero") is True
    assert held("{c} = {b}", cells, missing="zero") is False
    assert held("{c} = {c}", cells, missing="zero") is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{a} = 10", True),
        ("{a} = 10.1", True),
        ("{a} = 9.4", False),
        ("{a} >= 10.5", True),
        ("{a} >= 10.6", False),
        ("{a} <= 9.5", True),
        ("{a} <= 9.4", False),
        ("{a} <> 10.5", False),
        ("{a} <> 10.6", True),
    ],
)
def test_both_sides_may_differ_by_the_tolerance(text: str, wanted: bool) -> None:
    assert held(text, {"a": 10}, tolerance=0.5) is wanted


# The same in Excel.


class Blank(Decimal):
    """A blank cell: nought where something is computed with it."""


EXCEL: Mapping[str, Callable[..., Any]] = {
    "ABS": abs,
    "ROUND": round,
    "N": Decimal,
    "SUM": lambda *cells: sum(numbers(cells), Decimal(0)),
    "MIN": lambda *cells: min(numbers(cells), default=Decimal(0)),
    "MAX": lambda *cells: max(numbers(cells), default=Decimal(0)),
    "COUNT": lambda *cells: len(numbers(cells)),
    "COUNTA": lambda *cells: len(numbers(cells)),
    "ISNUMBER": lambda cell: not isinstance(cell, Blank),
    "ISTEXT": lambda _: False,
}


def numbers(cells: Sequence[Decimal]) -> list[Decimal]:
    return [cell for cell in cells if not isinstance(cell, Blank)]


def in_excel(formula: str, rows: Sequence[Cells]) -> object:
    """What Excel makes of a formula whose cells are {a0}, {b0} …: its own arithmetic."""
    whole = re.fullmatch(r"IFERROR\((.*),0\)", formula)
    assert whole is not None
    python = re.sub(r"(?<![<>])=", "==", whole[1]).replace("<>", "!=")
    python = re.sub(r"\{([a-c])([0-9])\}", r"cell('\1', \2)", python)
    python = re.sub(r"(?<![\w.'])([0-9.]+)(?![\w'])", r"Decimal('\1')", python)
    python = re.sub(r",Decimal\('9'\)\)", ",9)", python)

    def cell(name: str, row: str) -> Decimal:
        value = rows[int(row)][name]
        return Blank(0) if value is None else Decimal(value)

    try:
        return eval(python, {**EXCEL, "cell": cell, "Decimal": Decimal})
    except ArithmeticError:
        return 0


_IN_EXCEL = st.sampled_from(
    [
        "{a} >= {b}",
        "{a} = {b} + {c}",
        "{a} - {b} < {c} * 2",
        "{a} <> sum({*,b},{*,c})",
        "sum({a}) <= 4",
        "max({a}) - min({a}) <= {b}",
        "abs({a} - {b}) <= 1",
        "{a} / {b} = {c}",
        "count({a}) <= {b}",
        "count({*,a}, {*,b}) - count({c}) > 0",
    ]
)
_FIGURES = st.one_of(st.none(), st.integers(-2, 2), st.decimals(-2, 2, places=1))


@settings(max_examples=examples(300))
@given(
    text=_IN_EXCEL,
    rows=st.lists(st.fixed_dictionaries(dict.fromkeys("abc", _FIGURES)), min_size=1, max_size=3),
    missing=st.sampled_from(["skip", "zero"]),
    tolerance=st.sampled_from([0, 0.5]),
)
def test_the_formula_says_what_the_check_says(
    text: str, rows: list[Cells], missing: str, tolerance: float
) -> None:
    asked = check(text, missing=missing, tolerance=tolerance)

    def figures(reference: Reference) -> Sequence[Decimal | None]:
        of = rows if reference.every_row else rows[:1]
        return [row[reference.parts[-1]] for row in of]

    def cells(reference: Reference) -> str:
        name, of = reference.parts[-1], len(rows) if reference.every_row else 1
        return ",".join(f"{{{name}{row}}}" for row in range(of))

    found = asked.outcome(figures)
    formula = failing(asked, cells)
    assert in_excel(formula, rows) == (0 if found is None or found.holds else 1), formula
