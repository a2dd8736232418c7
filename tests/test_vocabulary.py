"""One vocabulary: a public name means one thing, and the glossary says what."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module

from support.places import ROOT
from test_layers import sources


def declared(tree: ast.Module) -> Iterator[str]:
    """The public classes, types and constants that a module declares."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield node.name
        targets = node.targets if isinstance(node, ast.Assign) else []
        if isinstance(node, ast.AnnAssign):
            targets = [node.target]
        yield from (t.id for t in targets if isinstance(t, ast.Name) and t.id[0].isupper())


def test_declarations_are_seen() -> None:
    tree = ast.parse("class A: ...\nclass _A: ...\nB = int\nC: Final = 1\n_D = 2\ndef e(): E = 1")
    assert list(declared(tree)) == ["A", "B", "C"]


def test_a_public_name_means_one_thing() -> None:
    """No class, type or constant has its name twice: what differs is called differently."""
    homes: dict[str, list[str]] = defaultdict(list)
    for module, tree in sources().items():
        for name in declared(tree):
            homes[name].append(module)
    assert len(homes) > 250
    assert {name: modules for name, modules in homes.items() if len(modules) > 1} == {}


GLOSSARY = ROOT / "docs" / "words.md"


def glossary() -> set[str]:
    """The code words: of every line of the tables a word, its Vietnamese and what it means."""
    lines = [line for line in GLOSSARY.read_text("utf-8").splitlines() if line.startswith("| `")]
    words = {w for line in lines for w in re.findall(r"^\| `(\w+(?:\(\))?)` \| .+ \| .+ \|$", line)}
    assert len(words) == len(lines), "a line is no word with its meaning, or a word comes twice"
    return words


def top_level(kind: type[ast.ClassDef | ast.FunctionDef]) -> set[str]:
    """The names of the public classes or functions of all modules."""
    nodes = (node for tree in sources().values() for node in tree.body)
    return {n.name for n in nodes if isinstance(n, kind) and not n.name.startswith("_")}


def shown() -> set[str]:
    """What plansheet and its packages show: the names in their `__all__`."""
    packages = {module.rpartition(".")[0] for module in sources()} - {""}
    return {name for p in packages for name in getattr(import_module(p), "__all__", ())}


def test_the_glossary_has_every_class_that_a_package_shows() -> None:
    classes = shown() & top_level(ast.ClassDef)
    assert len(classes) > 40
    assert classes - glossary() == set()


def test_the_words_of_the_glossary_are_those_of_the_code() -> None:
    known = {f"{name}()" for name in top_level(ast.FunctionDef)}
    known.update(*map(declared, sources().values()))
    assert glossary() - known == set()
