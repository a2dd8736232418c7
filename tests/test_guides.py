"""What the documents for contributors name is there: files, modules, classes, functions."""

from __future__ import annotations

import ast
import re
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

from support.places import PACKAGE, ROOT, TESTS
from test_layers import FACE, LAYERS, nodes

DOCUMENTS = sorted(
    [
        *(ROOT / "docs").glob("*.md"),
        ROOT / "CONTRIBUTING.md",
        ROOT / "SECURITY.md",
        TESTS / "README.md",
    ]
)

FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
PATH = re.compile(r"[\w.-]*/[\w./-]*|[\w-]+\.(?:py|md|toml|txt)")
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")
DOTTED = re.compile(r"[a-z_]\w*(?:\.\w+)+")
NAME = re.compile(r"\w+\(\)|_?[A-Z][A-Z_]+|[A-Z][a-z]\w*[a-z]")
"""A function as `name()`, a constant, a class."""


@cache
def names() -> frozenset[str]:
    """All functions and methods, classes and constants of the package and of its tests."""
    known = set()
    tests = (ast.parse(path.read_text(encoding="utf-8")) for path in TESTS.rglob("*.py"))
    for inside in (*nodes().values(), *map(ast.walk, tests)):
        for node in inside:
            if isinstance(node, ast.FunctionDef):
                known.add(f"{node.name}()")
            elif isinstance(node, ast.ClassDef | ast.alias):
                known.add(node.name)
            elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                known.add(node.id)
    return frozenset(known)


def has_path(path: str) -> bool:
    return any((root / path).exists() for root in (ROOT, PACKAGE))


def has_dotted(name: str) -> bool:
    """Whether `report.write_report` is something, in plansheet or by its full name."""
    parts = name.removeprefix("plansheet.").split(".")
    for end in range(len(parts), 0, -1):
        try:
            thing: object = import_module(".".join(["plansheet", *parts[:end]]))
        except ModuleNotFoundError:
            continue
        for part in parts[end:]:
            if not hasattr(thing, part):
                return False
            thing = getattr(thing, part)
        return True
    return False


def is_there(span: str) -> bool | None:
    """Whether what a span of code names is there; None where it names nothing of ours."""
    if PATH.fullmatch(span):
        return has_path(span)
    if DOTTED.fullmatch(span) and span.rpartition(".")[2] not in ("xlsx", "json", "tsv"):
        return has_dotted(span)
    return span in names() if NAME.fullmatch(span) else None


def missing(text: str) -> set[str]:
    return {span for span in SPAN.findall(FENCE.sub("", text)) if is_there(span) is False}


def test_what_is_not_there_is_seen() -> None:
    there = (
        "`plansheet/cycle.py` `forms/` `cycle.merge` `Plan` `OPERANDS` `merge()` `a b` `Hạn gửi`"
    )
    gone = {"plansheet/no.py", "no/", "cycle.no", "NoSuchThing", "NO_SUCH", "no_such()", "no.md"}
    assert missing(there + "".join(f" `{name}`" for name in gone)) == gone


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_what_a_document_names_is_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert missing(text) == set()
    assert [link for link in LINK.findall(text) if not (document.parent / link).exists()] == []


def test_every_document_is_read() -> None:
    assert {path.name for path in DOCUMENTS} >= {"architecture.md", "words.md", "CONTRIBUTING.md"}


def test_the_spine_is_that_of_the_layers() -> None:
    """The drawing in docs/architecture.md lists the packages in the order of the layers."""
    architecture = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    _, spine = FENCE.findall(architecture)
    drawn = re.findall(r"^(\w+)(?:/|\.py)? ", spine, re.MULTILINE)
    assert drawn == [layer for layer in LAYERS if layer not in (FACE, "__main__")]
