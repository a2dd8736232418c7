"""A word that code relies on is spelt once: names of forms and columns, the forms' choices."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import plansheet
from plansheet.forms import choices, names

PACKAGE = Path(plansheet.__file__).parent
HOMES = ("forms/names.py", "forms/choices.py")
ORDINARY = {"agency_name", "6 tháng", "9 tháng"}
"""A column of the report too, and a detail of sentences; words of due texts as they are written."""


def spelt(path: Path) -> Iterator[tuple[int, str]]:
    """Every text that a module spells out, docstrings left aside, and its line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def words() -> set[str]:
    """What must not be spelt a second time: names of two words, and what people choose."""
    named = {
        value
        for home in (names.FormName, names.ColumnName)
        for value in vars(home).values()
        if isinstance(value, str) and "_" in value.strip("_") and value.isidentifier()
    }
    chosen = {
        member.value
        for kind in vars(choices).values()
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
        for member in kind
    }
    return (named | chosen) - ORDINARY


def test_the_words_are_those_that_forms_have() -> None:
    assert {"task_report", "document_date", "Hoàn thành", "Tỷ lệ"} <= words()


def test_no_module_spells_a_word_again() -> None:
    again = [
        f"{path.relative_to(PACKAGE).as_posix()}:{line} {text}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.relative_to(PACKAGE).as_posix() not in HOMES
        for line, text in spelt(path)
        if text in words()
    ]
    assert again == []
