"""Texts of formulas as XML spells them: made out when read, known by their functions before."""

from __future__ import annotations

import pickle
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from plansheet.issuing.layout import formula_mark, formula_mark_in, text_mark
from plansheet.workbooks.reading.xlsx.formulas import Formulas, names_in
from plansheet.workbooks.reading.xlsx.xmltext import _character, unescaped
from support.effort import examples

_PIECES = st.sampled_from(
    ["&", "amp;", "&lt;", "&amp;", "&quot;", "&apos;", "gt;", "#39;", "&#40;", "a", "IF(", "6", "("]
)
_ENTITY = re.compile(r"&(?:#x([0-9a-fA-F]{1,6})|#([0-9]{1,7})|(amp|lt|gt|quot|apos));")
_FORMULA = st.lists(st.sampled_from(["SUM(", "LOG10(", "$A$", "10", "1", "(", ";", "Đ", "b", "?"]))


@given(st.lists(_PIECES).map("".join))
@settings(max_examples=examples(200))
def test_each_entity_is_made_out_once(source: str) -> None:
    assert unescaped(source) == _ENTITY.sub(_character, source)


@given(st.lists(_PIECES).map("".join))
@settings(max_examples=examples(200))
def test_a_source_names_the_functions_of_its_formula(source: str) -> None:
    formulas = Formulas()
    formulas.put_source((0, 0), source)
    assert formulas == {(0, 0): unescaped(source)}
    assert pickle.loads(pickle.dumps(formulas)) == formulas
    assert formula_mark(names_in(formulas, (0, 0))[0]) == formula_mark(unescaped(source))


def test_a_shared_formula_reads_in_each_cell_as_it_would_be_written_there() -> None:
    formulas = Formulas()
    text = 'IF($B6<C7,SUM(D$1:D6),"B6 & {1}")'
    formulas.put_shared((5, 3), (5, 3), text)
    formulas.put_shared((9, 3), (5, 3), text)
    formulas.put_shared((9, 4), (5, 3), text)
    written = {
        (5, 3): text,
        (9, 3): 'IF($B10<C11,SUM(D$1:D10),"B6 & {1}")',
        (9, 4): 'IF($B10<D11,SUM(E$1:E10),"B6 & {1}")',
    }
    assert formulas == written
    assert pickle.loads(pickle.dumps(formulas)) == written
    assert {names_in(formulas, at) for at in formulas} == {(text, 6)}
    formulas[9, 3] = "A1"
    del formulas[9, 4]
    assert formulas == {(5, 3): text, (9, 3): "A1"}
    formulas.put_source((9, 4), "A1&amp;B2")
    assert formulas[9, 4] == "A1&B2"


@given(_FORMULA.map("".join), st.integers(1, 120))
@settings(max_examples=examples(200))
def test_a_formula_has_one_mark_in_whatever_row(formula: str, row: int) -> None:
    functions = " ".join(re.findall(r"[A-Z][A-Z0-9]*(?=\()", formula.upper()))
    assert formula_mark(formula) == "=" + text_mark(functions or "no function")
    assert formula_mark_in(formula, row) == formula_mark(formula)
