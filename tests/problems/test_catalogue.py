"""What stops the program or refuses a file: each sentence in both languages, in use, filled in."""

from __future__ import annotations

import ast
import pickle
import re
from collections.abc import Iterator

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
from plansheet.problems.catalogue import refusals
from plansheet.problems.catalogue.refusals import RefusalReason
from plansheet.problems.catalogue.stops import STOPS
from test_layers import sources

EXCEPTIONS = {
    name
    for name, kind in vars(exceptions).items()
    if isinstance(kind, type) and issubclass(kind, PlansheetError)
}


def marks(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def code_outside_the_catalogue() -> Iterator[ast.AST]:
    for module, tree in sources().items():
        if not module.startswith("plansheet.problems.catalogue"):
            yield from ast.walk(tree)


def reasons() -> dict[str, RefusalReason]:
    return {n: r for n, r in vars(refusals).items() if isinstance(r, RefusalReason)}


def sentences() -> dict[str, Wording]:
    return {name: reason.why for name, reason in reasons().items()} | dict(STOPS)


@pytest.mark.parametrize("name", sentences())
def test_both_languages_say_the_same(name: str) -> None:
    wording = sentences()[name]
    assert wording.vi
    assert wording.en
    assert marks(wording.vi) == marks(wording.en)
    assert "\n" not in wording.vi + wording.en


def test_every_reason_to_refuse_a_file_is_used() -> None:
    nodes = list(code_outside_the_catalogue())
    names = {n.attr for n in nodes if isinstance(n, ast.Attribute)}
    names |= {a.name for n in nodes if isinstance(n, ast.ImportFrom) for a in n.names}
    assert len(reasons()) > 50
    assert set(reasons()) - names == set()


def test_every_key_is_used() -> None:
    texts = {n.value for n in code_outside_the_catalogue() if isinstance(n, ast.Constant)}
    assert len(STOPS) > 40
    assert set(STOPS) - texts == set()


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


@pytest.mark.parametrize(
    "error",
    [
        InputError("no-file", path="a.xlsx"),
        PlanUnreadableError("no-file", (), path="a.xlsx"),
        PlanError("plan-has-errors", [problem("loop", Place("a.xlsx"))], name="a.xlsx", count=1),
    ],
    ids=lambda error: type(error).__name__,
)
def test_an_exception_travels_to_other_processes(error: PlansheetError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert again.wording == error.wording
    assert getattr(again, "problems", None) == getattr(error, "problems", None)
