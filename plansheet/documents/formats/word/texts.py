"""The texts of a .docx: each is delivered or told, so that none can be missed.

A text stands in `w:t` (ECMA-376, part 1, 17.3.3.31), or in `m:t` in a formula. Whoever reads takes
paragraphs from here; what was taken is remembered, and what is left in any part can be told.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from docx.oxml.ns import qn

_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_ALTERNATE: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WRAPPERS: Final = frozenset(
    map(qn, ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:smartTag", "w:customXml"))
)
TEXTS: Final = frozenset((qn("w:t"), f"{_MATH}t"))
DELETED: Final = frozenset(map(qn, ("w:del", "w:moveFrom")))
BOX: Final = qn("w:txbxContent")
FALLBACK: Final = f"{_ALTERNATE}Fallback"
_ASIDE: Final = frozenset((*DELETED, FALLBACK, *map(qn, ("w:pPr", "w:rPr", "w:instrText"))))
_LETTERS: Final = {
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:noBreakHyphen"): "-",
}
_SYMBOLS: Final = {"a3": "≤", "b3": "≥", "b0": "°", "b1": "±", "b4": "×", "b9": "≠", "bb": "≈"}
"""Of the font Symbol, by the last two digits of their codes."""


class Texts:
    """Takes the texts of a document's elements; `taken` are the elements that gave theirs."""

    def __init__(self) -> None:
        self.taken: set[Any] = set()

    def of(self, paragraph: Any) -> str:
        """What a paragraph says, as it is printed.

        Without what was deleted with changes tracked, what is hidden, and its text boxes.
        """
        return "".join(self._letters(paragraph))

    def _letters(self, element: Any) -> Iterator[str]:
        for child in element:
            if child.tag in TEXTS:
                self.taken.add(child)
                yield child.text or ""
            elif child.tag in _LETTERS:
                yield _LETTERS[child.tag]
            elif child.tag == qn("w:sym"):
                yield _symbol(child)
            elif child.tag != BOX and child.tag not in _ASIDE and not _is_hidden(child):
                yield from self._letters(child)


def wrapped(parent: Any, *tags: str) -> Iterator[Any]:
    """The children of these kinds, through what only wraps them.

    Content controls and their like, insertions, the first choice among alternatives.
    """
    for child in parent:
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from wrapped(child, *tags)


def boxes_in(paragraph: Any) -> Iterator[Any]:
    """The contents of text boxes that are anchored in a paragraph, not those of a fallback."""
    for element in paragraph:
        if element.tag == BOX:
            yield element
        elif element.tag not in _ASIDE:
            yield from boxes_in(element)


def value_of(element: Any, path: str, default: str = "") -> str:
    """The value of a property, as "w:tcPr/w:vMerge" leads to it; `default` where it is not set."""
    found = element.find("/".join(map(qn, path.split("/"))))
    return default if found is None else str(found.get(qn("w:val"), "true"))


def _symbol(element: Any) -> str:
    code = str(element.get(qn("w:char"), "")).lower()
    is_symbol = element.get(qn("w:font"), "").lower() == "symbol"
    return _SYMBOLS.get(code[-2:], "") if is_symbol else ""


def _is_hidden(run: Any) -> bool:
    return run.tag == qn("w:r") and value_of(run, "w:rPr/w:vanish") not in ("", "0", "false")
