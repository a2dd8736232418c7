"""The words of a due text put together: parts of the year, each with what bounds and joins it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

from plansheet.plan.periods.due_words import DueWord, YearPart

_ONE_DAY: Final = timedelta(days=1)
_DEPENDING: Final = re.compile(r"\b(?:theo|khi|sau|nếu|chờ|tùy|kể từ|trước)\b")


@dataclass(frozen=True, slots=True)
class DueItem:
    """A part of a year with what bounds it and what joins it to the item before."""

    part: YearPart
    text: str
    joint: str = ""
    from_: bool = False
    to: bool = False
    before: bool = False
    after: bool = False

    def span(self) -> tuple[date, date] | None:
        """Its first and last day in time; None where there is no such day."""
        start, end = self.part.start, self.part.end
        if start is None or end is None:
            return None
        return (start - _ONE_DAY, start - _ONE_DAY) if self.before else (start, end)

    def in_year(self, year: int) -> DueItem:
        """The same, in `year` where the text names none."""
        return self if self.part.year else replace(self, part=replace(self.part, year=year))


@dataclass
class DueClause:
    """What the words of a text say, put together.

    Attributes:
        items: the parts of a year that it names, in order.
        days: the days of a month without a month, each with whether it is itself too late.
        every: in which units a duty comes back, as `DueWord.every` has them.
        recurs: whether it comes back.
        onwards: whether what it names goes on: "Năm 2021 và các năm tiếp theo".
        then: whether it comes back after what was named first: "Năm 2021 và hằng năm".
        unread: the words that were not understood.
        depends: whether such words bound the time or make it depend on something else.
    """

    items: list[DueItem] = field(default_factory=list)
    days: list[tuple[int, bool]] = field(default_factory=list)
    every: set[str] = field(default_factory=set)
    recurs: bool = False
    onwards: bool = False
    then: bool = False
    unread: list[str] = field(default_factory=list)
    depends: bool = False


def extended(words: Sequence[DueWord]) -> Sequence[DueWord]:
    """The words after the last extension, where they name a new end; else all."""
    at = max((n for n, word in enumerate(words) if word.kind == "extended"), default=-1)
    if at < 0:
        return words
    later = [word for word in words[at + 1 :] if word.kind not in ("open", "close")]
    said = clause_of(later)
    if not said.items:
        plain = [word for word in words if word.kind not in ("open", "close")]
        return [replace(word, kind="other") if word.kind == "extended" else word for word in plain]
    if not (said.items[-1].from_ or said.items[-1].after):
        return later
    bracket = max((n for n, word in enumerate(words[:at]) if word.kind == "open"), default=at)
    return words[:bracket]


def parted(words: Sequence[DueWord]) -> tuple[list[DueWord], list[list[DueWord]]]:
    """The words outside brackets, and those of each pair of brackets."""
    main: list[DueWord] = []
    brackets: list[list[DueWord]] = []
    at = main
    for word in words:
        if word.kind == "open":
            brackets.append([])
            at = brackets[-1]
        elif word.kind == "close":
            at = main
        else:
            at.append(word)
    return main, brackets


def clause_of(words: Iterable[DueWord]) -> DueClause:
    """What words say together."""
    reader = _ClauseReader()
    for word in words:
        reader.take(word)
    return reader.clause()


class _ClauseReader:
    """Takes the words of a text one after the other."""

    def __init__(self) -> None:
        self.said = DueClause()
        self.units: list[DueWord] = []
        self.always: list[DueWord] = []
        self.bounds: list[DueWord] = []
        self.joint = ""
        self.depended = False
        """Whether what stood before the last "," depended on something else."""

    def take(self, word: DueWord) -> None:
        """Add what a word says."""
        said = self.said
        match word.kind:
            case "part" if self.units and word.text.endswith("năm"):
                self.units.append(DueWord("unit", word.text, every="year"))
            case "part":
                said.items.append(self._item(word))
                self.bounds, self.joint = [], ""
            case "day":
                said.days.append((word.day, self._bounded("before")))
                self.bounds = []
            case "from" | "to" | "before" | "after":
                self.bounds.append(word)
            case "and" | "or":
                self.joint = word.kind
                if not said.items:
                    self.depended, said.depends = self.depended or said.depends, False
            case "every":
                said.every.add(word.every)
                said.then |= bool(self.joint and said.items)
            case "unit":
                self.units.append(word)
            case "onwards":
                said.onwards = True
            case "always":
                self.always.append(word)
            case "sometimes":
                said.recurs = True
                said.unread.append(word.text)
            case "other":
                self._miss(word.text)

    def clause(self) -> DueClause:
        """All of it; units in a list ("tháng, quý, năm") are those in which a duty comes back.

        Of "Quý I/2026 và duy trì thường xuyên" the date counts.
        """
        said = self.said
        if self.bounds:
            self._miss("")
        if not said.items:
            said.depends |= self.depended
        if said.every or (len(self.units) > 1 and not said.items):
            said.every |= {word.every for word in self.units if word.every}
        else:
            said.unread += [word.text for word in self.units]
        if said.onwards and said.items and said.items[0].part.is_year and not said.every:
            said.every = {"year"}
        dated = [i for i in said.items if not i.part.is_year and not (i.from_ or i.to)]
        if self.always and dated and not said.every:
            said.unread += [word.text for word in self.always]
        else:
            said.recurs |= bool(said.every or self.always)
        return said

    def _bounded(self, kind: str) -> bool:
        return any(word.kind == kind for word in self.bounds)

    def _item(self, word: DueWord) -> DueItem:
        """A part with its bounds; "trước" and a day go on: "trước ngày 15 tháng 6 và tháng 12"."""
        assert word.part is not None
        before = self.said.items[-1:]
        listed = self.joint in ("and", "or") and not self.bounds
        part = word.part
        if listed and before and not before[0].part.year and part.first == part.last:
            part = replace(part, day=part.day or before[0].part.day)
        return DueItem(
            part,
            word.text,
            joint="to" if before and self._bounded("to") else self.joint,
            from_=self._bounded("from"),
            to=self._bounded("to"),
            before=self._bounded("before") or any(item.before and listed for item in before),
            after=self._bounded("after"),
        )

    def _miss(self, text: str) -> None:
        """A word that is not understood: what it bounds, and what follows it, may depend on it."""
        said = self.said
        first = not (said.items or said.every or said.recurs or self.always)
        said.depends |= self._bounded("to")
        said.depends |= first and bool(self.bounds or _DEPENDING.search(text))
        said.unread += [word.text for word in self.bounds] + [text] * bool(text)
        self.bounds = []
