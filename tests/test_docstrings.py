"""Docstrings in one dialect: what a thing gives, then Args, Returns, Raises."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Callable, Iterator

import plansheet
import plansheet.cycle
from test_layers import nodes

OTHER_DIALECT = re.compile(r"\A(?:Returns?|Tells?|Gets?)\s(?!→)|[Rr]aises `|:param|:return|-----")
"""A verb for what a noun says, exceptions in running text, other markup."""


def docstrings() -> Iterator[tuple[str, str]]:
    for module, inside in nodes().items():
        for node in inside:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                yield f"{module}:{node.name}", ast.get_docstring(node) or ""


def test_docstrings_speak_one_dialect() -> None:
    texts = dict(docstrings())
    assert len(texts) > 1000
    assert [place for place, text in texts.items() if OTHER_DIALECT.search(text)] == []


def public_functions() -> Iterator[Callable[..., object]]:
    yield from filter(inspect.isfunction, (getattr(plansheet, n) for n in plansheet.__all__))
    for name, function in inspect.getmembers(plansheet.cycle, inspect.isfunction):
        if name[0] != "_" and function.__module__ == plansheet.cycle.__name__:
            yield function


def sections(text: str) -> dict[str, str]:
    parts = re.split(r"^(Args|Returns|Raises):\n", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_public_functions_tell_what_goes_in_and_what_comes_out() -> None:
    functions = list(public_functions())
    assert len(functions) >= 10
    for function in functions:
        told = sections(inspect.getdoc(function) or "")
        named = re.findall(r"^    (\w+): ", told.get("Args", ""), flags=re.MULTILINE)
        assert named == list(inspect.signature(function).parameters), function
        assert told.get("Returns"), function
