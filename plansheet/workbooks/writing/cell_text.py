"""Text as a cell holds it."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

CELL_LIMIT: Final = 32_767
"""Characters that a cell of Excel holds."""

_SURELY_SHORT: Final = CELL_LIMIT // len("_x0000_")
"""Characters that a cell holds whatever they are and however the file spells them."""

_TYPED: Final = ("=", "+", "-", "@", "\t", "\r")
_CUT: Final = "… [còn nữa, xem DataFrame]"
_NOT_XML: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
_CONTROL: Final = re.compile("[\x00-\x1f]")
_SPELT_OUT: Final = re.compile("[\x00-\x08\x0b-\x1f]|_(?=x[0-9A-Fa-f]{4}_)")


def quoted(sheet: str) -> str:
    """A sheet's name as formulas write it."""
    return "'" + sheet.replace("'", "''") + "'"


def looks_typed(text: str) -> bool:
    """Whether Excel would make something else of a text that is typed into its cell again.

    Such a cell is marked as Excel marks what begins with an apostrophe (quotePrefix).
    """
    return text.startswith(_TYPED)


def clipped(text: str) -> str:
    """Text that a cell can hold: no characters that XML lacks, no more than Excel takes."""
    if len(text) < _SURELY_SHORT and text.isprintable():
        return text
    text = _NOT_XML.sub("\ufffd", text)
    if len(text) * len("_x0000_") <= CELL_LIMIT or _written_length(text) <= CELL_LIMIT:
        return text
    room = CELL_LIMIT - len(_CUT)
    end = bisect_right(range(len(text)), room, key=lambda n: _written_length(text[:n])) - 1
    return text[:end] + _CUT


def plain(text: str) -> str:
    """Text for places where control characters cannot be spelt out: attributes, properties."""
    return _CONTROL.sub(" ", _NOT_XML.sub("\ufffd", text))


def spelt_out(text: str) -> str:
    """Text as the file spells it, for a writer that does not do so itself: `_x0001_`."""
    return _SPELT_OUT.sub(lambda c: "_x005F_" if c[0] == "_" else f"_x{ord(c[0]):04X}_", text)


def escaped(text: str) -> str:
    """Text as XML has it between two tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def in_attribute(text: str) -> str:
    """Text as XML has it between quotation marks."""
    return escaped(text).replace('"', "&quot;").replace("\n", "&#xA;")


def text_element(text: str) -> str:
    """The text of a cell as an element, its blanks kept."""
    if not text.isprintable() or "_x" in text:
        text = spelt_out(text)
    kept = "" if text == text.strip() else ' xml:space="preserve"'
    return f"<t{kept}>{escaped(text)}</t>"


def _written_length(text: str) -> int:
    """Excel counts UTF-16 units, and control characters as the file spells them."""
    return len(text.encode("utf-16-le")) // 2 + 6 * len(_SPELT_OUT.findall(text))
