"""The numbers that Word puts before list paragraphs: they are not in the text of a .docx."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from plansheet.language.text import roman

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_HIGHEST_ROMAN = 89
_PLACE = re.compile(r"%(\d)")


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list counts: its format, its pattern ("%1.%2."), its first number."""

    form: str
    pattern: str
    start: int


class ListNumbers:
    """Counts the list paragraphs of a document from its beginning (ECMA-376, part 1, 17.9)."""

    def __init__(self, document: Any) -> None:
        self._levels: dict[int, dict[int, _Level]] = {}
        self._abstract: dict[int, int] = {}
        self._counts: dict[int, dict[int, int]] = defaultdict(dict)
        if any(r.reltype.endswith("/numbering") for r in document.part.rels.values()):
            self._read(document.part.numbering_part.element)

    def next(self, paragraph: Any) -> str:
        """The number or bullet of a paragraph, blank if it is in no list."""
        found = self._list_of(paragraph)
        if found is None:
            return ""
        number, depth = found
        levels = self._levels.get(self._abstract.get(number, -1), {})
        if depth not in levels:
            return ""
        if levels[depth].form == "bullet":
            return "-" if depth == 0 else "+"
        counts = self._counts[self._abstract[number]]
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [d for d in counts if d > depth]:
            del counts[deeper]
        return _PLACE.sub(
            lambda place: self._counted(levels, counts, int(place[1]) - 1), levels[depth].pattern
        )

    def _counted(self, levels: dict[int, _Level], counts: dict[int, int], depth: int) -> str:
        level = levels.get(depth)
        if level is None:
            return ""
        return _written(counts.get(depth, level.start), level.form)

    def _read(self, numbering: Any) -> None:
        for abstract in numbering.findall(qn("w:abstractNum")):
            levels = {
                int(level.get(qn("w:ilvl"))): _Level(
                    _value(level, "w:numFmt", "decimal"),
                    _value(level, "w:lvlText", ""),
                    int(_value(level, "w:start", "1")),
                )
                for level in abstract.findall(qn("w:lvl"))
            }
            self._levels[int(abstract.get(qn("w:abstractNumId")))] = levels
        for number in numbering.findall(qn("w:num")):
            abstract_id = _value(number, "w:abstractNumId", "-1")
            self._abstract[int(number.get(qn("w:numId")))] = int(abstract_id)

    def _list_of(self, paragraph: Any) -> tuple[int, int] | None:
        """The list of a paragraph and its depth, its own or that of its style."""
        styles = []
        style = paragraph.style
        while style is not None and style not in styles:
            styles.append(style)
            style = style.base_style
        for element in (paragraph._p, *(style.element for style in styles)):
            properties = element.find(qn("w:pPr"))
            numbered = None if properties is None else properties.find(qn("w:numPr"))
            if numbered is not None:
                number = int(_value(numbered, "w:numId", "0"))
                return (number, int(_value(numbered, "w:ilvl", "0"))) if number else None
        return None


def _value(element: Any, tag: str, default: str) -> str:
    found = element.find(qn(tag))
    value = None if found is None else found.get(qn("w:val"))
    return default if value is None else str(value)


def _written(count: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = _LETTERS[(count - 1) % len(_LETTERS)]
        return letter.upper() if form == "upperLetter" else letter
    if form in ("lowerRoman", "upperRoman") and 0 < count <= _HIGHEST_ROMAN:
        return roman(count) if form == "upperRoman" else roman(count).lower()
    return f"{count:02}" if form == "decimalZero" else str(count)
