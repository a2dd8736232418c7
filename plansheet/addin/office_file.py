"""An Office file as its parts: read, change, write; the same parts give the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape, quoteattr, unescape

TYPES: Final = "[Content_Types].xml"
RELATIONSHIPS: Final = "_rels/.rels"
WORKBOOK: Final = "xl/workbook.xml"
_WORKBOOK_RELS: Final = "_rels/workbook.xml.rels"
_SAVED_AT: Final = (2000, 1, 1, 0, 0, 0)


class OfficeFile:
    """The parts of an Office file by name."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}

    @classmethod
    def read(cls, path: Path) -> OfficeFile:
        """The parts of the file at `path`."""
        return cls(path.read_bytes())

    def to_bytes(self) -> bytes:
        """The file. Nothing is compressed: compression differs between versions of zlib."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            for name in sorted(self.parts, key=lambda name: (name != TYPES, name)):
                archive.writestr(zipfile.ZipInfo(name, _SAVED_AT), self.parts[name])
        return out.getvalue()

    def text(self, name: str) -> str:
        """A part as text."""
        return self.parts[name].decode("utf-8")

    def set_type(self, name: str, content_type: str) -> None:
        """Say what kind of content the part `name` is."""
        pattern = rf'(<Override PartName="/{re.escape(name)}" ContentType=)"[^"]*"'
        self._substitute(TYPES, pattern, lambda m: m[1] + quoteattr(content_type))

    def relate(self, source: str, identifier: str, kind: str, target: str) -> None:
        """Add a relationship to the part of relationships `source`."""
        relationship = (
            f"<Relationship Id={quoteattr(identifier)} Type={quoteattr(kind)}"
            f" Target={quoteattr(target)}/>"
        )
        self._substitute(source, "</Relationships>", lambda m: relationship + m[0])

    def _substitute(self, name: str, pattern: str, by: Callable[[re.Match[str]], str]) -> None:
        changed, times = re.subn(pattern, by, self.text(name))
        if times != 1:
            raise ValueError(f"{name}: {pattern} stands there {times} times")
        self.parts[name] = changed.encode("utf-8")

    def sheet_part(self, name: str) -> str:
        """The part of the sheet that is called `name`.

        Raises:
            KeyError: there is none.
        """
        sheets = re.findall(r'<sheet name="([^"]*)"[^>]* r:id="(\w+)"', self.text(WORKBOOK))
        targets = re.findall(
            r'<Relationship Id="(\w+)"[^>]* Target="([^"]+)"', self.text(f"xl/{_WORKBOOK_RELS}")
        )
        return f"xl/{dict(targets)[dict(sheets)[escape(name)]]}"

    def answers(self, sheet: str, column: str = "B") -> dict[str, str]:
        """The cell in `column` of each row of `sheet` by the first.

        This and `set_answers` are for sheets that `plansheet.workbooks.writing` wrote.
        """
        text, strings = self.text(self.sheet_part(sheet)), self._strings()
        cells = {m[1]: m for m in _CELL.finditer(text)}
        answers = {}
        for address, cell in cells.items():
            value = cells.get(f"{column}{address[1:]}")
            if address.startswith("A"):
                answers[_value(cell, strings)] = _value(value, strings) if value else ""
        return answers

    def set_answers(self, sheet: str, values: Mapping[str, str], column: str = "B") -> None:
        """Write into `column` of each row whose first cell is a key of `values`.

        Raises:
            KeyError: a key that is not there.
        """
        part, strings = self.sheet_part(sheet), self._strings()
        rows = {
            _value(m, strings): m[1][1:] for m in _CELL.finditer(self.text(part)) if m[1][0] == "A"
        }
        for key, value in values.items():
            cell = f"{column}{rows[key]}"
            text = f' t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
            pattern = rf'(<c r="{cell}"(?: s="\d+")?)(?: t="\w+")?(?:/>|>.*?</c>)'
            self._substitute(part, pattern, partial(_followed_by, text))

    def _strings(self) -> list[str]:
        items = re.findall(r"<si>(.*?)</si>", self.text("xl/sharedStrings.xml"), re.S)
        return ["".join(re.findall(r"<t(?: [^>]*)?>([^<]*)</t>", item)) for item in items]


_CELL: Final = re.compile(
    r'<c r="([A-Z]+\d+)"(?: s="\d+")?'
    r'(?:/>| t="s"><v>(\d+)</v></c>| t="inlineStr"><is><t[^>]*>([^<]*)</t></is></c>)'
)


def _value(cell: re.Match[str], strings: Sequence[str]) -> str:
    return unescape(strings[int(cell[2])] if cell[2] else cell[3] or "")


def _followed_by(text: str, found: re.Match[str]) -> str:
    return found[1] + text
