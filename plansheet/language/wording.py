"""A sentence in two languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

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
        """The same wording with its `{name}` marks filled in."""
        return Wording(self.vi.format_map(words), self.en.format_map(words))
