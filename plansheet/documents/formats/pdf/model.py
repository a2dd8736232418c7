"""What stands on a page, in points from its top left corner, as a reader would turn it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from plansheet.language.text import nfc

_SPACE = 0.12
"""Letters further apart than this part of their size belong to two words."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x0: float
    top: float
    x1: float
    bottom: float

    def holds(self, word: PrintedWord) -> bool:
        """Whether the middle of a word lies in it."""
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class PrintedWord:
    """Letters in a row, of one size and weight."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool = False


@dataclass(frozen=True)
class Line:
    """The words that stand beside each other, from left to right."""

    words: tuple[PrintedWord, ...]

    @cached_property
    def text(self) -> str:
        """What it says; parts of one word that are set differently belong together."""
        said = ""
        before = None
        for word in self.words:
            apart = before and word.x0 - before.x1 > _SPACE * min(word.size, before.size)
            said += f" {word.text}" if apart else word.text
            before = word
        return " ".join(nfc(said).split())

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.words[0].x0

    @cached_property
    def x1(self) -> float:
        """Where it ends."""
        return max(word.x1 for word in self.words)

    @cached_property
    def top(self) -> float:
        """Of its highest word."""
        return min(word.top for word in self.words)

    @cached_property
    def bottom(self) -> float:
        """Of its lowest word."""
        return max(word.bottom for word in self.words)

    @cached_property
    def size(self) -> float:
        """Of most of its letters."""
        sizes: dict[float, int] = {}
        for word in self.words:
            sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
        return max(sizes, key=lambda size: (sizes[size], size))

    @cached_property
    def weight(self) -> str:
        """Whether its words are all bold, plain, or some are."""
        bold = {word.bold for word in self.words}
        return "mixed" if len(bold) > 1 else "bold" if True in bold else "plain"

    @property
    def first_width(self) -> float:
        """How wide its first word is, with what is set differently but not apart from it."""
        end = self.words[0].x1
        for word in self.words[1:]:
            if word.x0 - end > _SPACE * word.size:
                break
            end = word.x1
        return end - self.x0


@dataclass(frozen=True, slots=True)
class RuledTable:
    """A table with lines around its cells: where it stands, and the cells."""

    box: Box
    cells: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page: its words outside of tables and in them, and whether it is a picture of a page.

    `turned` is what stands on it in another direction than most.
    """

    number: int
    width: float
    height: float
    words: tuple[PrintedWord, ...]
    tables: tuple[RuledTable, ...]
    is_scan: bool
    turned: str = ""
