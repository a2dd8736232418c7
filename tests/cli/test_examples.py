"""Each code of the catalogue has an example, which says all that the code's sentences ask for."""

from __future__ import annotations

import re

import pytest

from plansheet.cli.examples import examples
from plansheet.language.wording import LANGUAGES
from plansheet.problems.catalogue import CATALOGUE

MARK = re.compile(r"\{(\w+)[:}]")
MAY_BE_BLANK = {"against", "sums"}
"""Words that say nothing where there is nothing to say."""


def test_every_code_has_one() -> None:
    assert list(examples()) == [code for code in CATALOGUE if code in examples()]
    assert set(examples()) == set(CATALOGUE)


@pytest.mark.parametrize("code", CATALOGUE)
def test_it_says_what_the_sentences_ask_for(code: str) -> None:
    example, entry = examples()[code], CATALOGUE[code]
    known = dict(example.details) | {
        name: getattr(example, name) for name in ("value", "column", "row_code")
    }
    wordings = (entry.message, entry.hint)
    asked = {mark for one in wordings for text in (one.vi, one.en) for mark in MARK.findall(text)}
    assert [mark for mark in sorted(asked - MAY_BE_BLANK) if not known.get(mark)] == []
    assert {name for name, _ in example.details} <= asked
    for lang in LANGUAGES:
        assert example.text(lang)
        assert example.advice(lang)
        assert not MARK.search(example.text(lang) + example.advice(lang))
