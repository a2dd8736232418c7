"""Any OOXML sheet rewritten into the plain shape that worksheet.py reads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from plansheet.problems.catalogue import refusals
from plansheet.workbooks.reading.addresses import a1, cell_position
from plansheet.workbooks.reading.binary.biff import Font
from plansheet.workbooks.reading.refusal import Fault
from plansheet.workbooks.reading.xlsx.markup import local_name, parse
from plansheet.workbooks.reading.xlsx.styles import with_property

_OPEN: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
)
_NUMBER: Final = re.compile(r"\s*([0-9]{1,7})\s*")
_STYLE: Final = re.compile(r"[0-9]{1,6}")
_TYPES: Final = frozenset({"n", "s", "b", "e", "str", "d"})


class _Rewriter:
    """Takes the events of the parser, keeps rows, columns and cells that hold something."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.columns: list[str] = []
        self.root = ""
        self.row = -1
        self.column = -1
        self.path: list[str] = []
        self.row_open = False
        self.cell: dict[str, str] | None = None
        self.formula: tuple[str, list[str]] | None = None
        self.value: list[str] | None = None
        self.inline: list[str] | None = None
        self.font, self.marked = Font(), False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        element = local_name(name)
        if not self.path:
            self.root = element
        inside = self.path[-1] if self.path else ""
        self.path.append(element)
        if element == "row" and inside == "sheetData":
            self._row(attributes)
        elif element == "c" and inside == "row":
            self._cell(attributes)
        elif self.cell is not None:
            if inside == "rPr":
                self.font = with_property(self.font, element, attributes)
            elif element == "r":
                self.font = Font()
            elif element == "f":
                kept = {k: v for k, v in attributes.items() if k in ("t", "ref", "si")}
                self.formula = _attributes(kept), []
            elif element == "v":
                self.value = []
            elif element == "is":
                self.inline = []
        elif element == "col" and inside == "cols":
            kept = {k: v for k, v in attributes.items() if k in ("min", "max", "hidden")}
            self.columns.append(f"<col{_attributes(kept)}/>")

    def _row(self, attributes: dict[str, str]) -> None:
        number = _NUMBER.fullmatch(attributes.get("r", ""))
        if "r" in attributes and (number is None or not int(number[1])):
            raise Fault(refusals.WRONG_ROW)
        self.row = int(number[1]) - 1 if number else self.row + 1
        self.column = -1
        unseen = attributes.get("hidden") in ("1", "true") or attributes.get("ht") == "0"
        hidden = ' hidden="1"' if unseen else ""
        self.row_open = True
        self.out.append(f'<row r="{self.row + 1}"{hidden}>')

    def _cell(self, attributes: dict[str, str]) -> None:
        row, self.column = self.row, self.column + 1
        if "r" in attributes:
            try:
                row, self.column = cell_position(attributes["r"].strip())
            except ValueError as error:
                raise Fault(refusals.WRONG_ADDRESS) from error
        self.cell = attributes | {"row": str(row)}
        self.formula = self.value = self.inline = None
        self.font, self.marked = Font(), False

    def text(self, data: str) -> None:
        if self.cell is None:
            return
        element = self.path[-1]
        if element == "f" and self.formula is not None:
            self.formula[1].append(data)
        elif element == "v" and self.value is not None:
            self.value.append(data)
        elif element == "t" and self.inline is not None and "rPh" not in self.path[-3:]:
            before = self.inline[-1] if self.inline else ""
            self.marked |= self.font.after(before).is_marked and not data.isspace()
            self.inline.append(data)

    def end(self, _: str) -> None:
        element = self.path.pop()
        if element == "c" and self.cell is not None and self.path[-1:] == ["row"]:
            self._write()
            self.cell = None
        elif element == "row" and self.row_open and self.path[-1:] == ["sheetData"]:
            self.out.append("</row>")
            self.row_open = False

    def _write(self) -> None:
        cell = self.cell or {}
        kind, content = cell.get("t", "n"), ""
        kind = kind if kind in _TYPES else "str"
        if self.formula is not None:
            content = f"<f{self.formula[0]}>{_escaped(self.formula[1])}</f>"
        if self.inline is not None:
            kind, written = "str", _escaped(self.inline)
        else:
            written = _escaped(self.value or ())
            written = written if kind == "str" else written.strip()
        if not written and self.formula is None:
            return
        if self.value is not None or self.inline is not None:
            content += f"<v>{written}</v>"
        row = int(cell["row"])
        style = cell.get("s", "")
        s = f' s="{style}"' if _STYLE.fullmatch(style) else ""
        t = "" if kind == "n" else f' t="{kind}"'
        t += ' marked="1"' if self.marked else ""
        self.out.append(f'<c r="{a1(row, self.column)}"{s}{t}>{content}</c>')


def _escaped(pieces: Iterable[str]) -> str:
    return escape("".join(pieces), {"\r": "&#13;"})


def _attributes(kept: dict[str, str]) -> str:
    return "".join(f" {k}={quoteattr(v)}" for k, v in kept.items())


def normal(part: bytes) -> bytes:
    """The same cells in the plain shape: addresses worked out, blank cells left out, UTF-8.

    Raises:
        Fault: `unreadable` where the part is no sheet, and as `markup.parse` does.
    """
    rewriter = _Rewriter()
    parse(part, rewriter.start, rewriter.end, rewriter.text)
    if rewriter.root != "worksheet":
        raise Fault(refusals.DAMAGED_SHEET)
    columns = f"<cols>{''.join(rewriter.columns)}</cols>" if rewriter.columns else ""
    rows = "".join(rewriter.out)
    return f"{_OPEN}{columns}<sheetData>{rows}</sheetData></worksheet>".encode()
