"""Compiled formulas of .xls and .xlsb: which other workbook they look into.

Writing a compiled formula out takes a table of all of Excel's functions; what matters of a formula
in a return is that it is one and whether it reaches outside, and for that the sizes of its tokens
are enough. Source: [MS-XLS] 2.5.198, [MS-XLSB] 2.5.97.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping, Sequence
from typing import Final

_TEXT, _LIST, _ATTRIBUTE = 0x17, 0x18, 0x19
_CHOOSE: Final = 0x04
_ELSEWHERE: Final = frozenset({0x39, 0x3A, 0x3B, 0x3C, 0x3D})
"""References through the table of sheets: names, cells, areas, and those that are lost."""
_SIMPLE: Final = dict.fromkeys(range(0x03, 0x17), 0) | {0x1C: 1, 0x1D: 1, 0x1E: 2, 0x1F: 8}
_XLS: Final = {
    **_SIMPLE,
    0x01: 4,
    0x02: 4,
    0x18: 5,
    0x20: 7,
    0x21: 2,
    0x22: 3,
    0x23: 4,
    0x24: 4,
    0x25: 8,
    0x26: 6,
    0x27: 6,
    0x28: 6,
    0x29: 2,
    0x2A: 4,
    0x2B: 8,
    0x2C: 4,
    0x2D: 8,
    0x39: 6,
    0x3A: 6,
    0x3B: 10,
    0x3C: 6,
    0x3D: 10,
}
_XLSB: Final = {
    **_SIMPLE,
    0x01: 4,
    0x02: 4,
    0x20: 14,
    0x21: 2,
    0x22: 3,
    0x23: 4,
    0x24: 6,
    0x25: 12,
    0x26: 6,
    0x27: 6,
    0x28: 6,
    0x29: 2,
    0x2A: 6,
    0x2B: 12,
    0x2C: 6,
    0x2D: 12,
    0x39: 6,
    0x3A: 8,
    0x3B: 14,
    0x3C: 8,
    0x3D: 14,
}
_LISTS: Final = {0x19: 12, 0x1D: 4}
_LAST_NAME: Final = re.compile(r"[^\\/:\x01-\x08]*$")


def other_workbook(tokens: bytes, links: Sequence[str], *, binary12: bool = False) -> str:
    """The first reference to another workbook, like `[x.xls]!`; blank where there is none.

    Args:
        tokens: the compiled formula.
        links: for each entry of the workbook's table of sheets that formulas refer to, the other
            workbook that it stands for, blank for this one.
        binary12: whether the tokens are those of .xlsb.
    """
    offset = 0
    try:
        while offset < len(tokens):
            kind = tokens[offset]
            kind = kind if kind < 0x20 else (kind & 0x1F) | 0x20
            if kind in _ELSEWHERE:
                (link,) = struct.unpack_from("<H", tokens, offset + 1)
                if link < len(links) and links[link]:
                    return f"[{links[link]}]!"
            offset += 1 + _size(kind, tokens, offset + 1, binary12)
    except (IndexError, KeyError, struct.error):  # a token of another kind: the rest is unknown
        return ""
    return ""


def _size(kind: int, tokens: bytes, offset: int, binary12: bool) -> int:
    if kind == _TEXT:
        if binary12:
            return 2 + 2 * int(struct.unpack_from("<H", tokens, offset)[0])
        return 2 + tokens[offset] * (1 + (tokens[offset + 1] & 1))
    if kind == _ATTRIBUTE:
        (count,) = struct.unpack_from("<H", tokens, offset + 1)
        return 3 + (2 * (int(count) + 1) if tokens[offset] & _CHOOSE else 0)
    if kind == _LIST and binary12:
        return 1 + _LISTS[tokens[offset]]
    sizes: Mapping[int, int] = _XLSB if binary12 else _XLS
    return sizes[kind]


def sheet_links(table: bytes, form: str, books: Sequence[str]) -> list[str]:
    """The table of sheets that formulas refer to: for each entry the book it is in.

    `form` is the layout of an entry, whose first field is the number of the book.
    """
    whole = len(table) // struct.calcsize(form) * struct.calcsize(form)
    entries = struct.iter_unpack(form, table[:whole])
    return [books[book] if book < len(books) else "" for book, *_ in entries]


def file_of(path: str) -> str:
    """The name of the file at the end of a path as link records write it."""
    found = _LAST_NAME.search(path.rstrip("\x00"))
    return (found[0] if found else "") or "?"
