"""The shared strings of an OOXML workbook, and which of them are in a TCVN3 font."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from plansheet.language.text import Tcvn3
from plansheet.problems.catalogue import refusals
from plansheet.workbooks.reading.binary.biff import Font, meant
from plansheet.workbooks.reading.limits import STRANGERS
from plansheet.workbooks.reading.refusal import Fault
from plansheet.workbooks.reading.xlsx.markup import local_name, parse
from plansheet.workbooks.reading.xlsx.styles import with_property
from plansheet.workbooks.reading.xlsx.xmltext import decoded, excel_characters, excel_text


@dataclass(frozen=True, slots=True)
class Strings:
    """Texts by their number as cells write it; None for blank ones.

    `own_font` says of rich text which TCVN3 font it is in, if any, whatever the cell's font is,
    `marked` likewise whether anything of it is struck out, raised or lowered.
    """

    texts: Mapping[str, str | None]
    own_font: Mapping[str, Tcvn3]
    marked: Mapping[str, bool]


def read_strings(part: bytes, most: int = STRANGERS.strings) -> Strings:
    """Read xl/sharedStrings.xml, `most` strings; b"" has none.

    Raises:
        Fault: it is no XML, or a bomb.
    """
    if not part:
        return Strings({}, {}, {})
    texts = _plain(part, most)
    if texts is not None:
        return Strings(_numbered(texts), {}, {})
    reader = _Reader(most)
    parse(part, reader.start, reader.end, reader.text)
    return Strings(_numbered(reader.texts), reader.own_font, reader.marked)


_NUMBERS: Final = tuple(map(str, range(2_000)))
"""As many as the strings of most workbooks, made once."""


class _Numbered(dict[str, str | None]):
    """Texts by their number, however a cell writes it: "7", " 7 ", "007"."""

    def __missing__(self, number: str) -> str | None:
        plain = number.strip().lstrip("0") or "0"
        if plain == number:
            raise KeyError(number)
        return self[plain]


def _numbered(texts: list[str]) -> dict[str, str | None]:
    numbers = _NUMBERS if len(texts) <= len(_NUMBERS) else map(str, range(len(texts)))
    return _Numbered(zip(numbers, [text or None for text in texts], strict=False))


def _plain(part: bytes, most: int) -> list[str] | None:
    """The texts where every string is one plain text, as most programs write it; else None."""
    source = decoded(part)
    if source is None:
        return None
    start, end = source.find("<si>"), source.rfind("</sst>")
    body = source[start:end].replace('<t xml:space="preserve">', "<t>").strip()
    if start < 0 or not (body.startswith("<si><t>") and body.endswith("</t></si>")):
        return None
    texts = body[7:-9].split("</t></si><si><t>")
    if body.count("<") != 4 * len(texts) or len(texts) > most:
        return None
    if "&" in source or ("_" in source and "_x" in source):
        return [excel_text(text) for text in texts]
    return texts


class _Reader:
    """Takes the events of a part with rich text; its readings in kana are left out."""

    def __init__(self, most: int) -> None:
        self._most = most
        self.texts: list[str] = []
        self.own_font: dict[str, Tcvn3] = {}
        self.marked: dict[str, bool] = {}
        self._path: list[str] = []
        self._pieces: list[str] = []
        self._runs: list[Font | None] = []
        self._named: list[bool] = []
        self._font: Font | None = None
        self._is_named = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        element = local_name(name)
        self._path.append(element)
        if element == "si":
            self._pieces, self._runs, self._named = [], [], []
        elif element == "r":
            self._font, self._is_named = None, False
        elif element == "rPr":
            self._font = Font()
            self._is_named = False
        elif self._font is not None and self._path[-2:-1] == ["rPr"]:
            self._font = with_property(self._font, element, attributes)
            self._is_named |= element == "rFont"

    def text(self, data: str) -> None:
        if self._path[-1] == "t" and "rPh" not in self._path[-3:]:
            self._pieces.append(data)
            if "r" in self._path[-3:] and data.strip():
                font = self._font and self._font.after("".join(self._pieces[:-1])[-1:])
                self._runs.append(font)
                self._named.append(self._is_named)

    def end(self, _: str) -> None:
        if self._path.pop() == "si":
            fonts = [font for font in self._runs if font is not None]
            whole = bool(fonts) and len(fonts) == len(self._runs)
            own_font, marked = meant(fonts, whole=whole)
            if own_font or (own_font is not None and all(self._named)):
                self.own_font[str(len(self.texts))] = own_font
            if marked is not None:
                self.marked[str(len(self.texts))] = marked
            self.texts.append(excel_characters("".join(self._pieces)))
            if len(self.texts) > self._most:
                raise Fault(refusals.MANY_STRINGS)
