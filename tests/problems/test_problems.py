"""The catalogue says everything twice and means it once; problems sort and group as people read."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plansheet.problems import (
    PROBLEM_FIELDS,
    Place,
    Problem,
    grouped,
    has_errors,
    in_order,
    problem,
)
from plansheet.problems.catalogue import CATALOGUE, refusals
from plansheet.problems.catalogue.cells import CELLS
from plansheet.problems.catalogue.files import FILES
from plansheet.problems.catalogue.merging import MERGING
from plansheet.problems.catalogue.own_forms import OF_OWN_FORMS
from plansheet.problems.catalogue.plans import PLANS
from plansheet.problems.catalogue.refusals import RefusalReason
from plansheet.problems.catalogue.shape import SHAPE
from test_layers import nodes


def marks(sentence: str) -> set[str]:
    """The words that a sentence asks for."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("code", CATALOGUE)
def test_both_languages_say_what_is_wrong_and_what_to_do(code: str) -> None:
    entry = CATALOGUE[code]
    for wording in (entry.message, entry.hint):
        assert marks(wording.vi) == marks(wording.en)
        for text in (wording.vi, wording.en):
            assert text == text.strip() and text[0] in "“⟨{" + text[0].upper()
            assert text.endswith((".", "}", "!"))
    assert entry.hint.vi != entry.message.vi


def test_no_two_modules_of_the_catalogue_have_the_same_code() -> None:
    codes = Counter([*CELLS, *SHAPE, *FILES, *MERGING, *PLANS, *OF_OWN_FORMS])
    assert {code for code, times in codes.items() if times > 1} == set()
    assert set(codes) == set(CATALOGUE)


def texts_in_the_code() -> Iterator[str]:
    for module, inside in nodes().items():
        if ".catalogue" not in module:
            for node in inside:
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value


def test_every_code_of_the_catalogue_is_used() -> None:
    refused = {
        reason.code for reason in vars(refusals).values() if isinstance(reason, RefusalReason)
    }
    assert set(CATALOGUE) - refused - set(texts_in_the_code()) == set()


def test_a_problem_fills_in_its_sentences() -> None:
    place = Place("x.xlsx", "Nhiệm vụ", "H7")
    found = problem("not-in-list", place, value="Sắp xong", column="Tình trạng", choices="A, B")
    assert found.severity == CATALOGUE["not-in-list"].severity == "error"
    assert "Sắp xong" in found.message and "Sắp xong" in found.text("en")
    assert found.message != found.text("en") and found.hint != found.advice("en")
    assert tuple(found.to_dict()) == PROBLEM_FIELDS
    assert found.to_dict("en")["message"] == found.text("en")
    assert found.to_dict()["cell"] == "H7"


def test_a_sentence_repeats_no_novel_and_the_value_keeps_it() -> None:
    novel = "chữ " * 1000
    found = problem("not-in-list", Place(), value=novel, column="Tình trạng", choices="A")
    assert found.value == novel
    assert len(found.message) < 1000 and "…" in found.message


def test_a_code_that_the_catalogue_lacks_is_a_mistake_of_ours() -> None:
    with pytest.raises(KeyError):
        problem("no-such-code", Place())


def at(cell: str, sheet: str = "Nhiệm vụ", code: str = "missing-required") -> Problem:
    return Problem(code, "error", "x.xlsx", sheet, cell, column="Tình trạng")


def test_problems_are_read_row_by_row_from_left_to_right() -> None:
    cells = ["", "B2", "Z2", "AA2", "B9", "B10", "A11"]
    for turned in (cells[::-1], cells[3:] + cells[:3], sorted(cells)):
        assert [p.cell for p in in_order([at(cell) for cell in turned * 2])] == cells


CELLS_AT_RANDOM = st.from_regex(r"[A-Z]{1,2}[1-9][0-9]{0,2}", fullmatch=True)


@given(st.lists(st.tuples(CELLS_AT_RANDOM, st.sampled_from(["Nhiệm vụ", "Chỉ tiêu"]))))
def test_grouping_loses_and_invents_no_cell(places: list[tuple[str, str]]) -> None:
    problems = [at(cell, sheet) for cell, sheet in places]
    groups = grouped(problems)
    assert {(c, g.first.sheet) for g in groups for c in g.cells} == set(places)
    assert sum(len(g.cells) for g in groups) == len(set(places))
    assert len(groups) == len({sheet for _, sheet in places})


def test_problems_that_say_something_else_are_told_apart() -> None:
    one, two = at("B2"), at("B3", code="formula-in-input")
    assert [g.cells for g in grouped([two, one, at("B4")])] == [("B2", "B4"), ("B3",)]


def test_an_error_among_warnings() -> None:
    warning = Problem("missing-required", "warning")
    assert has_errors([warning, at("A1")])
    assert not has_errors([warning]) and not has_errors([])
