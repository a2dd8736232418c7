"""What the catalogue says: each sentence in both languages, in use, its marks filled in."""

from __future__ import annotations

import ast
import pickle
import re
from collections.abc import Iterator, Mapping
from functools import cache

import pytest

from plansheet.language.wording import Wording
from plansheet.problems import (
    InputError,
    Place,
    PlanError,
    PlansheetError,
    PlanUnreadableError,
    exceptions,
    problem,
)
from plansheet.problems.catalogue import doubts, form_faults, phrases, readings, refusals
from plansheet.problems.catalogue.refusals import RefusalReason
from plansheet.problems.catalogue.stops import STOPS
from test_layers import nodes

EXCEPTIONS = {
    name
    for name, kind in vars(exceptions).items()
    if isinstance(kind, type) and issubclass(kind, PlansheetError)
}


def marks(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)[:}]", text))


def code_outside_the_catalogue() -> Iterator[ast.AST]:
    for module, inside in nodes().items():
        if not module.startswith("plansheet.problems.catalogue"):
            yield from inside


CONSTANTS = {
    name: words
    for module in (refusals, phrases, doubts, readings, form_faults)
    for name, words in vars(module).items()
    if name.isupper() and name != "NOTHING"
}


def wordings(words: object) -> Iterator[Wording]:
    """The wordings in a constant of the catalogue."""
    if isinstance(words, Mapping):
        yield from words.values()
    elif isinstance(words, RefusalReason):
        yield words.why
    else:
        assert isinstance(words, Wording)
        yield words


@pytest.mark.parametrize("name", [*CONSTANTS, *STOPS])
def test_both_languages_say_the_same(name: str) -> None:
    for wording in wordings({**CONSTANTS, **STOPS}[name]):
        assert wording.vi
        assert wording.en
        assert marks(wording.vi) == marks(wording.en)
        assert "\n" not in wording.vi + wording.en


def test_every_constant_is_used() -> None:
    nodes = list(code_outside_the_catalogue())
    names = {n.attr for n in nodes if isinstance(n, ast.Attribute)}
    names |= {a.name for n in nodes if isinstance(n, ast.ImportFrom) for a in n.names}
    assert len(CONSTANTS) > 100
    assert set(CONSTANTS) - names == set()


def test_every_key_is_used() -> None:
    texts = {n.value for n in code_outside_the_catalogue() if isinstance(n, ast.Constant)}
    assert len(STOPS) > 40
    assert set(STOPS) - texts == set()


@cache
def raised() -> list[ast.Call]:
    """Every call that makes an exception of ours."""
    calls = (n for n in code_outside_the_catalogue() if isinstance(n, ast.Call))
    return [c for c in calls if isinstance(c.func, ast.Name) and c.func.id in EXCEPTIONS]


def test_every_exception_says_a_sentence_of_the_catalogue_and_fills_its_marks() -> None:
    assert len(raised()) > 40
    for call in raised():
        key = call.args[0]
        given = {k.arg for k in call.keywords}
        possible = [key.value] if isinstance(key, ast.Constant) else STOPS
        if None not in given:  # `**words` has them
            assert given in [marks(STOPS[str(k)].vi) for k in possible], ast.unparse(call)


def test_a_detail_in_two_languages_is_said_in_each() -> None:
    error = InputError("file-refused", path="a.xlsx", why=Wording("hỏng", "damaged"))
    assert (error.wording.vi, error.wording.en) == ("a.xlsx: hỏng", "a.xlsx: damaged")
    assert (str(error), error.key) == ("a.xlsx: hỏng", "file-refused")


LOOP = problem("loop", Place("a.xlsx"))


@pytest.mark.parametrize(
    "error",
    [
        InputError("no-file", path="a.xlsx"),
        PlanUnreadableError("no-file", (), path="a.xlsx"),
        PlanError(
            "plan-has-errors", [problem("loop", Place("a.xlsx"))], name="a.xlsx", count=1, first="b"
        ),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_exception_travels_to_other_processes(error: PlansheetError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert again.wording == error.wording
    assert getattr(again, "problems", None) == getattr(error, "problems", None)
