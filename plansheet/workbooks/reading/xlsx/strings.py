"""The shared strings of an OOXML workbook, and which of them are in a TCVN3 font."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from plansheet.language.text import Tcvn3, tcvn3_font
from plansheet.problems.catalogue import refusals
from plansheet.workbooks.reading import limits
from plansheet.workbooks.reading.refusal import Fault
from plansheet.workbooks.reading.xlsx.markup import local_name, parse
from plansheet.workbooks.reading.xlsx.xmltext import decoded, excel_characters, excel_text


@dataclass(frozen=True, slots=True)
class Strings:
    """Texts by their number as cells write it; None for blank ones.

    `own_font` says of rich text which TCVN3 font it is in, if any, whatever the cell's font is.
    """

    texts: Mapping[str, str | None]
    own_font: Mapping[str, Tcvn3]


def read_strings(part: bytes) -> Strings:
    """Read xl/sharedStrings.xml; b"" has none.

    Raises:
        Fault: it is no XML, or a bomb.
    """
    if not part:
        return Strings({}, {})
    texts = _plain(part)
    if texts is not None:
        return Strings(_numbered(texts), {})
    reader = _Reader()
    parse(part, reader.start, reader.end, reader.text)
    return Strings(_numbered(reader.texts), {str(n): own for n, own in reader.own_font.items()})


class _Numbered(dict[str, str | None]):
    """Texts by their number, however a cell writes it: "7", " 7 ", "007"."""

    def __missing__(self, number: str) -> str | None:
        plain = number.strip().lstrip("0") or "0"
        if plain == number:
            raise KeyError(number)
        return self[plain]


def _numbered(texts: list[str]) -> dict[str, str | None]:
    return _Numbered(zip(map(str, range(len(texts))), [t or None for t in texts], strict=True))


def _plain(part: bytes) -> list[str] | None:
    """The texts where every string is one plain text, as most programs write it; else None."""
    source = decoded(part)
    if source is None:
        return None
    start, end = source.find("<si>"), source.rfind("</sst>")
    body = source[start:end].replace('<t xml:space="preserve">', "<t>").strip()
    if start < 0 or not (body.startswith("<si><t>") and body.endswith("</t></si>")):
        return None
    texts = body[7:-9].split("</t></si><si><t>")
    if body.count("<") != 4 * len(texts) or len(texts) > limits.STRINGS:
        return None
    if "&" in source or ("_" in source and "_x" in source):
        return [excel_text(text) for text in texts]
    return texts


class _Reader:
    """Takes the events of a part with rich text; its readings in kana are left out."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.own_font: dict[int, Tcvn3] = {}
        self._path: list[str] = []
        self._pieces: list[str] = []
        self._runs: list[tuple[Tcvn3, bool]] = []
        self._font = ""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        element = local_name(name)
        self._path.append(element)
        if element == "si":
            self._pieces, self._runs = [], []
        elif element == "r":
            self._font = ""
        elif element == "rFont":
            self._font = attributes.get("val", "")

    def text(self, data: str) -> None:
        if self._path[-1] == "t" and "rPh" not in self._path[-3:]:
            self._pieces.append(data)
            if "r" in self._path[-3:]:
                self._runs.append((tcvn3_font(self._font), bool(self._font)))

    def end(self, _: str) -> None:
        if self._path.pop() == "si":
            if legacy := [font for font, _ in self._runs if font]:
                self.own_font[len(self.texts)] = min(legacy)
            elif self._runs and all(named for _, named in self._runs):
                self.own_font[len(self.texts)] = Tcvn3.NO
            self.texts.append(excel_characters("".join(self._pieces)))
            if len(self.texts) > limits.STRINGS:
                raise Fault(refusals.MANY_STRINGS)
