"""The table of advance widths in `plansheet/workbooks/writing/advances.py`.

`python tests/make_advances.py [FOLDER]` writes it again from Tinos-Regular.ttf and Tinos-Bold.ttf
in FOLDER (Debian's `fonts-croscore`; SIL Open Font License 1.1), whose letters are as wide as those
of Times New Roman. Liberation Serif is as wide, too, but has no ơ, no ư and no letter with two
marks.
"""

from __future__ import annotations

import struct
import subprocess
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from support.places import PACKAGE, ROOT

FONTS: Final = Path("/usr/share/fonts/truetype/croscore")
FACES: Final = {"REGULAR": "Tinos-Regular.ttf", "BOLD": "Tinos-Bold.ttf"}
TARGET: Final = PACKAGE / "workbooks" / "writing" / "advances.py"
_RANGES: Final = (
    *(range(0x20, 0x7F), range(0xA0, 0x180), range(0x1A0, 0x1A2), range(0x1AF, 0x1B1)),
    *(range(0x1EA0, 0x1EFA), range(0x2010, 0x2028), range(0x2030, 0x2034), range(0x20AB, 0x20AD)),
    *(range(0x2190, 0x2194), range(0x2248, 0x2266)),
)
"""What Vietnamese offices write; a letter that is none of these is taken for a square."""

_HEAD: Final = '''"""How far each letter of Times New Roman leads, in 1/2048 of its size.

Written by `tests/make_advances.py` from Tinos, whose letters are as wide. By width those that have
it.
"""

from typing import Final

'''


def advances(font: Path) -> dict[str, int]:
    """The advance width of every character of `_RANGES` that a TrueType font has."""
    data = font.read_bytes()
    tables = {
        data[at : at + 4]: struct.unpack(">II", data[at + 8 : at + 16])
        for at in range(12, 12 + 16 * struct.unpack(">H", data[4:6])[0], 16)
    }
    start, _ = tables[b"hhea"]
    count = struct.unpack(">H", data[start + 34 : start + 36])[0]
    start, _ = tables[b"hmtx"]
    widths = struct.unpack(f">{'Hh' * count}", data[start : start + 4 * count])[::2]
    glyphs = _glyphs(data, tables[b"cmap"][0])
    characters = (chr(code) for codes in _RANGES for code in codes if glyphs.get(code))
    return {
        c: widths[min(glyphs[ord(c)], count - 1)]
        for c in characters
        if unicodedata.category(c) != "Mn"
    }


def _glyphs(data: bytes, start: int) -> Mapping[int, int]:
    """The glyph of each character, by the format 4 of the table of characters."""
    for at in range(start + 4, start + 4 + 8 * struct.unpack_from(">H", data, start + 2)[0], 8):
        table = start + struct.unpack_from(">HHI", data, at)[2]
        if struct.unpack_from(">H", data, table)[0] == 4:
            break
    else:
        raise ValueError("no table of characters of format 4")
    count = struct.unpack_from(">H", data, table + 6)[0] // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{count}H", data, table + 14 + 2 * (count * n + bool(n)))
        for n in range(4)
    )
    found = {}
    for n, (first, last, delta, offset) in enumerate(
        zip(starts, ends, deltas, offsets, strict=True)
    ):
        place = table + 16 + 6 * count + 2 * n
        for code in range(first, last + 1):
            glyph = code
            if offset:
                glyph = struct.unpack_from(">H", data, place + offset + 2 * (code - first))[0]
            found[code] = (glyph + delta) % 0x10000 if glyph or not offset else 0
    return found


def module(folder: Path = FONTS) -> str:
    """The text of the module."""
    tables = []
    for name, file in FACES.items():
        by_width: dict[int, str] = {}
        for character, width in sorted(advances(folder / file).items()):
            by_width[width] = by_width.get(width, "") + character
        entries = (f"{width}: {_literal(by_width[width])}," for width in sorted(by_width))
        tables.append(f"{name}: Final = {{{' '.join(entries)}}}\n")
    words = ["ruff", "format", "--stdin-filename", str(TARGET), "-"]
    text = _HEAD + "".join(tables)
    done = subprocess.run(words, input=text, capture_output=True, text=True, check=True, cwd=ROOT)
    return done.stdout


def _literal(text: str) -> str:
    """A literal of pieces that stay within a line."""
    pieces = [repr(text[at : at + 80]) for at in range(0, len(text), 80)]
    return f"({' '.join(pieces)})" if len(pieces) > 1 else pieces[0]


if __name__ == "__main__":
    TARGET.write_text(module(*map(Path, sys.argv[1:])), encoding="utf-8")
