"""One vocabulary: a public name means one thing, and the glossary says what."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator

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
