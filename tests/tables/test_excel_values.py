"""What formulas take for a number, held against what the reader takes for one."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plansheet.language.figures import read_figure
from plansheet.tables.excel_values import literal, number_steps, signatures

PIECES = ("1", "12", "123", "000", "4567", "0", ".", ",", ".", ",", " ", "1.234", "234.567")


def is_known(text: str, unit: str = "", *, integer: bool = False) -> bool:
    """What the formula `is_number` says of a text, each SUBSTITUTE done by Python."""
    rewritten = f"^{' '.join(part for part in text.lower().split(' ') if part)}!"
    for old, new in number_steps(literal(unit) if unit else "", integer=integer):
        rewritten = rewritten.replace(_evaluated(old), new)
    return ("(" in text) == (")" in text) and rewritten in signatures(integer=integer)


def _evaluated(formula: str) -> str:
    """A formula of texts and "&"; the last word of a unit of one word is the unit."""
    if formula.startswith('" "&TRIM('):
        return " " + formula.partition('SUBSTITUTE("')[2].partition('"')[0] + "!"
    return "".join(ast.literal_eval(part) for part in formula.split("&"))


@pytest.mark.parametrize("integer", [False, True])
@given(
    sign=st.sampled_from(["", "", "", "-", "+", "("]),
    pieces=st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join),
    words=st.sampled_from(["", "", "xã", " xã", "%", " người", "abc", "."]),
    unit=st.sampled_from(["", "xã", "%"]),
)
def test_a_text_is_a_number_for_the_formula_where_it_is_one_for_the_reader(
    integer: bool, sign: str, pieces: str, words: str, unit: str
) -> None:
    if not any(map(str.isdigit, pieces)) or pieces[-1] in " .,":
        return
    if integer and "000" in pieces:
        return  # 5,000 is a whole number either way; the formula does not say so of 0,000
    text = f"{sign}{pieces}{')' if sign == '(' else ''}{words}"
    figure = read_figure(text, unit, integer=integer)
    value = figure.value if figure else None
    is_whole = value is not None and value == value.to_integral_value()
    assert is_known(text, unit, integer=integer) == (is_whole if integer else value is not None)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("1.234,5", True),
        ("1,234.5", True),
        ("1 234 567", True),
        ("0,123", True),
        ("1.234", False),
        ("1,234", False),
        ("12 34", False),
        ("- ", False),
        ("1e5", False),
        ("1.2.3", False),
        ("\u2212 5", False),
        ("\u20135", True),
    ],
)
def test_one_number_and_not_two(text: str, is_one: bool) -> None:
    assert is_known(text) == is_one
