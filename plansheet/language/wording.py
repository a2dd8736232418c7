"""A sentence in two languages, and words of the program that have such a label.

A text that a person will read is a `Wording` (a sentence), a `Term` (a word that is stored in
Vietnamese) or a `LabelledWord` (a word for programs). Whoever writes a workbook or prints has the
language and calls `say`; until then nobody needs to know it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal, Self, get_args

from plansheet.language.text import match_key

Language = Literal["vi", "en"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
LANGUAGE_TAGS: Final[Mapping[Language, str]] = {"vi": "vi-VN", "en": "en-GB"}
"""The languages as BCP 47 calls them: screen readers choose their voice by it."""


@dataclass(frozen=True, slots=True)
class Wording:
    """The same words in Vietnamese and in English; `{name}` marks what is filled in.

    `{count:row has|rows have}` is the number and the words that it takes; `{count:row}` is the
    same as `{count:row|rows}`.
    """

    vi: str
    en: str

    def say(self, lang: Language) -> str:
        """The words in `lang`."""
        return self.en if lang == "en" else self.vi

    def fill(self, **words: object) -> Wording:
        """The same wording with its `{name}` marks filled in; each says itself in each language."""
        return Wording(_filled(self.vi, words, "vi"), _filled(self.en, words, "en"))

    @property
    def term(self) -> Term:
        """The same as what is stored in Vietnamese."""
        return Term(self.vi, self.en)

    def upper(self) -> Wording:
        """The same in capitals."""
        return Wording(self.vi.upper(), self.en.upper())


NOTHING: Final = Wording("", "")

Worded = str | Wording | Mapping[str, str]
"""Words as users give them: a text for both languages, or one for each."""


def worded(words: Worded) -> Wording:
    """The words of a user in both languages; English where it is missing is the Vietnamese.

    Raises:
        KeyError: a mapping without "vi".
    """
    if isinstance(words, Wording):
        return words
    if isinstance(words, str):
        return words.label if isinstance(words, Term) else Wording(words, words)
    return Wording(words["vi"], words.get("en", words["vi"]))


def fill_in(text: str, words: Mapping[str, object]) -> str:
    """A text of a `Wording` with its marks filled in."""
    return text.format_map({name: _Filling(str(word)) for name, word in words.items()})


def _filled(text: str, words: Mapping[str, object], lang: Language) -> str:
    return fill_in(text, {name: said(word, lang) for name, word in words.items()})


class _Filling(str):
    """What is filled in; a number with the words for one or for several of what it counts."""

    __slots__ = ()

    def __format__(self, words: str) -> str:
        if not words:
            return str(self)
        if not words[0].isalpha():
            raise ValueError(f"{words!r} is no word; a number is filled in as it is to be read")
        one, _, several = words.partition("|")
        return f"{self} {one if self == '1' else several or _plural(one)}"


def _plural(noun: str) -> str:
    return re.sub(r"(?<=[^aeiou])y$", "ie", noun) + "s"


class LabelledWord(StrEnum):
    """A word that programs see, with the `label` that people read: `MET = "met", "Đạt", "met"`."""

    label: Wording

    def __new__(cls, word: str, vi: str, en: str) -> Self:
        """A member from its declaration."""
        member = str.__new__(cls, word)
        member._value_ = word
        member.label = Wording(vi, en)
        return member


class Term(str):
    """A word that is stored in Vietnamese and shown in either language: a header, a choice.

    As a text it is the Vietnamese; what is made of it by the methods of a text is no Term any more.
    """

    english: str

    def __new__(cls, vi: str, en: str = "") -> Self:
        """A term; without English it is the same in both languages."""
        term = super().__new__(cls, vi)
        term.english = en or vi
        return term

    @property
    def label(self) -> Wording:
        """The word in both languages."""
        return Wording(str(self), self.english)

    def fill(self, **words: object) -> Term:
        """The same term with its `{name}` marks filled in."""
        filled = self.label.fill(**words)
        return Term(filled.vi, filled.en)


Words = str | Wording
"""What a person reads: as it is, or in two languages."""


def said(value: object, lang: Language) -> object:
    """`value`, in `lang` where it is a text in two languages."""
    if isinstance(value, Term | LabelledWord):
        return value.label.say(lang)
    return value.say(lang) if isinstance(value, Wording) else value


def say(text: Words, lang: Language) -> str:
    """A text in `lang`; one that has no languages as it is."""
    return text if text.__class__ is str else str(said(text, lang))


def spellings(word: str) -> tuple[str, ...]:
    """How a word may stand in a workbook: a Term in either language."""
    both = (str(word), word.english) if isinstance(word, Term) else (word,)
    return tuple(dict.fromkeys(both))


def is_spelt(text: str, word: str) -> bool:
    """Whether a text is a word in either language, however its letters are composed."""
    return match_key(text) in map(match_key, spellings(word))


def joined_words(separator: str, texts: Iterable[Words]) -> Wording:
    """The texts one after the other, in each language."""
    parts = [*texts]
    return Wording(*(separator.join(say(part, lang) for part in parts) for lang in LANGUAGES))
