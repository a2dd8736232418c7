"""One row, two rows: sentences in English have the words that their numbers take."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Final

import pytest

from plansheet.language.wording import Wording
from support.places import PACKAGE

NO_PLURAL: Final = re.compile(
    "is|was|has|does|its|this|less|as|times|stands|names|holds|exists|belongs|lacks|gives|looks"
    "|reports|leads|asks|thanks|differs|contradicts|recurs|begins|assigns|goes|lists|says|lies|means|appears"
)
"""What ends in s after a mark, and counts nothing."""

VIETNAMESE: Final = re.compile("[à-ỹđÀ-ỸĐ]")
AFTER_A_MARK: Final = re.compile(r"\{(\w+)\} ((?:[a-z]+ )?[a-z]+)\b")


def texts() -> Iterator[str]:
    """Every text of the program that has a mark, but for Vietnamese ones."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            text = getattr(node, "value", None)
            if isinstance(text, str) and "{" in text and not VIETNAMESE.search(text):
                yield text


def plurals(text: str) -> list[str]:
    """The words of several that stand right after a mark, whatever is filled in."""
    found = []
    for mark, words in AFTER_A_MARK.findall(text):
        ends = [word for word in words.split() if word.endswith("s")]
        if ends and not any(map(NO_PLURAL.fullmatch, ends)):
            found.append(f"{{{mark}}} {words}")
    return found


@pytest.mark.parametrize(
    ("said", "one", "several"),
    [
        ("{n:row}", "1 row", "2 rows"),
        ("of {n:agency}", "of 1 agency", "of 2 agencies"),
        ("{n:day} late", "1 day late", "2 days late"),
        ("{n:row has|rows have} no code", "1 row has no code", "2 rows have no code"),
        ("and {n:more overdue task}", "and 1 more overdue task", "and 2 more overdue tasks"),
    ],
)
def test_a_number_has_its_words(said: str, one: str, several: str) -> None:
    wording = Wording("{n} dòng", said)
    assert wording.fill(n=1) == Wording("1 dòng", one)
    assert wording.fill(n=2).en == several
    assert wording.fill(n=0).en == several.replace("2", "0")
    assert wording.fill(n=Wording("một", "1")).en == one


def test_a_mark_does_not_say_how_many_digits() -> None:
    with pytest.raises(ValueError, match="'02'"):
        Wording("{n:02}", "{n:02}").fill(n=1)


def test_a_sentence_that_counts_says_one_of_one() -> None:
    said = [*texts()]
    assert sum(bool(re.search(r"\{\w+:[a-z]", text)) for text in said) > 40
    assert [found for text in said for found in plurals(text)] == []


def test_a_plural_after_a_mark_is_found() -> None:
    assert plurals("{n} rows and {m} cells to fill in: {path} is full") == [
        "{n} rows and",
        "{m} cells to",
    ]
