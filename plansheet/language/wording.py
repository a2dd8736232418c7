"""A sentence in two languages, and words of the program that have such a label."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal, Self

Language = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class Wording:
    """The same words in Vietnamese and in English; `{name}` marks what is filled in."""

    vi: str
    en: str

    def say(self, lang: Language) -> str:
        """The words in `lang`."""
        return self.en if lang == "en" else self.vi

    def fill(self, **words: object) -> Wording:
        """The same wording with its `{name}` marks filled in; a Wording says itself in each."""
        return Wording(_filled(self.vi, words, "vi"), _filled(self.en, words, "en"))


NOTHING: Final = Wording("", "")


def _filled(text: str, words: Mapping[str, object], lang: Language) -> str:
    said = {n: w.say(lang) if isinstance(w, Wording) else w for n, w in words.items()}
    return text.format_map(said)


class LabelledWord(StrEnum):
    """A word that programs see, with the `label` that people read: `MET = "met", "Đạt", "met"`."""

    label: Wording

    def __new__(cls, word: str, vi: str, en: str) -> Self:
        """A member from its declaration."""
        member = str.__new__(cls, word)
        member._value_ = word
        member.label = Wording(vi, en)
        return member
