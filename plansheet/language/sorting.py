"""Vietnamese texts in the order of a dictionary, for lists that people read."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

_TONES: Final = {mark: rank for rank, mark in enumerate("\u0300\u0309\u0303\u0301\u0323", 1)}
"""Grave, hook, tilde, acute, dot below: the order of tones in dictionaries."""

_SHAPES: Final = {"\u0306": 1, "\u0302": 2, "\u031b": 2}
"""What makes another letter of a letter: ă before â, ô before ơ (see `_rank`)."""

Letter = tuple[str, int]


@lru_cache(maxsize=10_000)
def sorting_key(text: str) -> tuple[tuple[Letter, ...], tuple[int, ...], str]:
    """What texts are compared by: a ă â b c d đ e ê … o ô ơ … u ư …, then tones, then case.

    The alphabet and the order of tones (none, huyền, hỏi, ngã, sắc, nặng) are those of the
    dictionaries of the Vietnamese Institute of Linguistics.
    """
    letters: list[Letter] = []
    tones: list[int] = []
    for character in unicodedata.normalize("NFD", text.casefold()):
        if character in _TONES and letters:
            tones[-1] = _TONES[character]
        elif character in _SHAPES and letters:
            base, _ = letters[-1]
            letters[-1] = base, _rank(base, character)
        else:
            letters.append(("d", 1) if character == "đ" else (character, 0))
            tones.append(0)
    return tuple(letters), tuple(tones), text


def _rank(base: str, shape: str) -> int:
    """ô (circumflex) comes before ơ (horn), â (circumflex) after ă (breve)."""
    return 1 if (base, shape) == ("o", "\u0302") else _SHAPES[shape]
