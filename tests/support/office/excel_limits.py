"""What Excel refuses and Microsoft's schema validator does not see.

The limits are those of “Excel specifications and limits” (support.microsoft.com), of [MS-OI29500]
and, for data validation, of [MS-XLS] 2.5.37 DValStrings. Excel counts UTF-16 units. Of the limits
on typing (253 line feeds in a cell) files are free.
"""

from __future__ import annotations

import itertools
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Final
from xml.etree import ElementTree

from support.office.formulas import AREA, COLUMNS, ROWS, column_number, faults, reference_faults

MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

CELL_TEXT: Final = 32_767
SHEET_NAME: Final = 31
HEADER_FOOTER: Final = 255
FORMATS: Final = 65_490
FONTS: Final = 512
NUMBER_FORMATS: Final = 200
COLUMN_WIDTH: Final = 255
ROW_HEIGHT: Final = 409.5
HYPERLINKS: Final = 65_530
TITLE: Final = 32
PROMPT: Final = 255
ERROR: Final = 225
LITERAL_LIST: Final = 255
DATES: Final = 2_958_466

UNSHARED: Final = re.compile(r"[!{\[#]")
"""Other sheets, arrays, tables, errors: [MS-XLSB] 2.5.98.98."""

XML_PARTS: Final = (".xml", ".rels", ".vml")

Box = tuple[int, int, int, int]


def excel_faults(path: Path) -> list[str]:
    """Everything about a workbook that makes Excel repair or refuse it, as far as we know."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    twice = [name for name, n in Counter(n.casefold() for n in names).items() if n > 1]
    broken = [n for n, data in parts.items() if n.endswith(XML_PARTS) and not is_xml(data)]
    if twice or broken:
        return [*(f"part {name} twice" for name in twice), *(f"{name}: no XML" for name in broken)]
    return _Package(parts).faults()


def is_xml(data: bytes) -> bool:
    try:
        ElementTree.fromstring(data)
    except ElementTree.ParseError:
        return False
    return True


def units(text: str) -> int:
    """The length of a text as Excel counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def box(text: str) -> Box:
    """First row, first column, last row, last column of an area like `B2:D9`."""
    found = AREA.fullmatch(text)
    assert found and found[1], text
    row, column = int(found[2]), column_number(found[1])
    return row, column, int(found[4] or row), column_number(found[3]) if found[3] else column


def overlaps(boxes: Iterable[Box]) -> list[tuple[Box, Box]]:
    return [
        (a, b)
        for a, b in itertools.combinations(boxes, 2)
        if a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]
    ]


@dataclass
class _Package:
    parts: dict[str, bytes]
    found: list[str] = field(default_factory=list)

    def faults(self) -> list[str]:
        self._sheet_names()
        self._defined_names()
        self._styles()
        self._tables()
        for name, part in self.sheets.items():
            self.found += [f"{name}: {text}" for text in _Sheet(self, name, part).faults()]
        for part in self.parts:
            if part.startswith("xl/charts/chart"):
                self._chart(part)
        return self.found

    def xml(self, part: str) -> ElementTree.Element:
        return ElementTree.fromstring(self.parts[part])

    def related(self, part: str) -> dict[str, str]:
        """The parts that `part` points to, by relationship id."""
        path = PurePosixPath(part)
        rels = f"{path.parent}/_rels/{path.name}.rels"
        if rels not in self.parts:
            return {}
        found = {}
        for rel in self.xml(rels):
            target = rel.get("Target", "")
            if rel.get("TargetMode") != "External":
                joined = target[1:] if target.startswith("/") else f"{path.parent}/{target}"
                while "/../" in joined:
                    joined = re.sub(r"[^/]+/\.\./", "", joined, count=1)
                target = joined
                if target not in self.parts:
                    self.found.append(f"{part}: nothing at {target}")
            found[rel.get("Id", "")] = target
        return found

    @cached_property
    def workbook(self) -> ElementTree.Element:
        return self.xml("xl/workbook.xml")

    @cached_property
    def sheets(self) -> dict[str, str]:
        """The part of each sheet by its name."""
        related = self.related("xl/workbook.xml")
        return {
            sheet.get("name", ""): related[sheet.get(f"{RELATION}id", "")]
            for sheet in self.workbook.iter(f"{MAIN}sheet")
        }

    @cached_property
    def strings(self) -> list[str]:
        if "xl/sharedStrings.xml" not in self.parts:
            return []
        return [
            "".join(t.text or "" for t in item.iter(f"{MAIN}t"))
            for item in self.xml("xl/sharedStrings.xml")
        ]

    @cached_property
    def names(self) -> list[str]:
        return [name.get("name", "") for name in self.workbook.iter(f"{MAIN}definedName")]

    @cached_property
    def formats(self) -> int:
        return len(self.xml("xl/styles.xml").findall(f"{MAIN}cellXfs/{MAIN}xf"))

    @cached_property
    def differences(self) -> int:
        return len(self.xml("xl/styles.xml").findall(f"{MAIN}dxfs/{MAIN}dxf"))

    def _sheet_names(self) -> None:
        listed = [s.get("name", "") for s in self.workbook.iter(f"{MAIN}sheet")]
        for name in listed:
            if not 1 <= units(name) <= SHEET_NAME:
                self.found.append(f"sheet name of {units(name)} characters: {name!r}")
            if re.search(r"[\[\]:*?/\\]", name) or name.startswith("'") or name.endswith("'"):
                self.found.append(f"sheet name {name!r}")
            if name.casefold() == "history":
                self.found.append("the sheet name History is reserved")
        if len({name.casefold() for name in listed}) < len(listed):
            self.found.append(f"sheet names twice: {listed}")
        visible = [
            s for s in self.workbook.iter(f"{MAIN}sheet") if s.get("state", "visible") == "visible"
        ]
        if not visible:
            self.found.append("no visible sheet")

    def _defined_names(self) -> None:
        taken: Counter[tuple[str, str]] = Counter()
        for name in self.workbook.iter(f"{MAIN}definedName"):
            text, scope = name.get("name", ""), name.get("localSheetId", "")
            taken[text.casefold(), scope] += 1
            plain = text.removeprefix("_xlnm.")
            is_cell = re.fullmatch(r"[A-Za-z]{1,3}[0-9]+|[Rr]([0-9]*[Cc])?[0-9]*|[Cc]", plain)
            if not re.fullmatch(r"[^\W\d\\][\w.\\?]{0,254}", plain) or is_cell:
                self.found.append(f"defined name {text!r}")
            for part in _split(name.text or ""):
                for wrong in reference_faults(part, {s.casefold() for s in self.sheets}):
                    self.found.append(f"defined name {text}: {wrong}")
        self.found += [f"defined name {name!r} twice" for name, n in taken.items() if n > 1]

    def _styles(self) -> None:
        styles = self.xml("xl/styles.xml")
        for path, most in (
            ("cellXfs/xf", FORMATS),
            ("fonts/font", FONTS),
            ("numFmts/numFmt", NUMBER_FORMATS),
        ):
            count = len(styles.findall("/".join(MAIN + step for step in path.split("/"))))
            if count > most:
                self.found.append(f"{count} of {path}")
        for name in styles.iter(f"{MAIN}name"):
            if units(name.get("val", "")) > 31:
                self.found.append(f"font name {name.get('val')!r}")

    def _tables(self) -> None:
        tables = [self.xml(p) for p in self.parts if p.startswith("xl/tables/table")]
        for attribute in ("id", "displayName"):
            values = [table.get(attribute, "").casefold() for table in tables]
            if len(set(values)) < len(values):
                self.found.append(f"tables with the same {attribute}: {sorted(values)}")
        clash = {t.get("displayName", "").casefold() for t in tables}
        clash &= {name.casefold() for name in self.names}
        if clash:
            self.found.append(f"tables named as defined names: {clash}")

    def _chart(self, part: str) -> None:
        root = self.xml(part)
        for reference in root.iter(f"{CHART}f"):
            for wrong in faults(reference.text or "", self.sheets, self.names):
                self.found.append(f"{part}: {wrong}")
        if len(list(root.iter(f"{CHART}ser"))) > 255:
            self.found.append(f"{part}: more than 255 series")


def _split(text: str) -> list[str]:
    """The areas of a union: `'A, b'!$1:$1,'A, b'!$A:$A`."""
    return re.findall(r"(?:'(?:[^']|'')*'|[^,'])+", text)


class _Sheet:
    def __init__(self, package: _Package, name: str, part: str) -> None:
        self.package, self.name, self.part = package, name, part
        self.root = package.xml(part)
        self.related = package.related(part)
        self.shared: dict[str, Box] = {}

    def faults(self) -> Iterator[str]:
        yield from self._rows()
        yield from self._columns()
        yield from self._merged()
        yield from self._validations()
        yield from self._conditions()
        yield from self._links()
        yield from self._views()
        yield from self._filters()

    def all(self, tag: str) -> Iterator[ElementTree.Element]:
        return self.root.iter(MAIN + tag)

    def formula(self, text: str | None) -> list[str]:
        return faults(text or "", self.package.sheets, self.package.names)

    def _rows(self) -> Iterator[str]:
        before = 0
        for row in self.all("row"):
            number = int(row.get("r", before + 1))
            if not before < number <= ROWS:
                yield f"row {number} after row {before}"
            if float(row.get("ht", 0)) > ROW_HEIGHT:
                yield f"row {number} is {row.get('ht')} high"
            before, last = number, 0
            for cell in row:
                at = cell.get("r", "")
                r, column, *_ = box(at)
                if r != number or not last < column <= COLUMNS:
                    yield f"{at}: out of order in row {number}"
                last = column
                yield from (f"{at}: {text}" for text in self._cell(cell))

    def _cell(self, cell: ElementTree.Element) -> Iterator[str]:
        if int(cell.get("s", 0)) >= max(self.package.formats, 1):
            yield "unknown style"
        value = cell.findtext(f"{MAIN}v")
        kind = cell.get("t", "n")
        if kind == "s":
            if not 0 <= int(value or -1) < len(self.package.strings):
                yield f"unknown string {value}"
                return
            yield from self._text(self.package.strings[int(value or 0)])
        elif kind in ("str", "inlineStr"):
            inline = "".join(t.text or "" for t in cell.iter(f"{MAIN}t"))
            yield from self._text(value or inline)
        elif kind == "b" and value not in ("0", "1"):
            yield f"boolean {value!r}"
        elif kind == "n" and value:  # a formula without a value yet has a blank one
            if not re.fullmatch(r"-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?", value):
                yield f"number {value!r}"
        elif kind not in ("e", "b", "n"):
            yield f"kind {kind!r}"
        formula = cell.find(f"{MAIN}f")
        if formula is not None:
            yield from self._formula_in(cell.get("r", ""), formula)

    def _formula_in(self, at: str, formula: ElementTree.Element) -> Iterator[str]:
        number, area = formula.get("si", ""), formula.get("ref")
        is_shared = formula.get("t") == "shared"
        if area or not is_shared:
            yield from self.formula(formula.text)
        if not is_shared:
            return
        if area:
            if number in self.shared:
                yield f"shared formula {number} twice"
            self.shared[number] = box(area)
            if UNSHARED.search(re.sub('"[^"]*"', "", formula.text or "")):
                yield f"shared formula {number} with what no shared one has"
        first, left, last, right = self.shared.get(number, (0, 0, 0, 0))
        row, column, *_ = box(at)
        if not (first <= row <= last and left <= column <= right):
            yield f"outside the cells of shared formula {number}"

    def _text(self, text: str) -> Iterator[str]:
        decoded = re.sub(r"_x([0-9A-Fa-f]{4})_", "?", text)
        if units(decoded) > CELL_TEXT:
            yield f"{units(decoded)} characters"

    def _columns(self) -> Iterator[str]:
        before = 0
        for column in self.all("col"):
            first, last = int(column.get("min", 0)), int(column.get("max", 0))
            if not before < first <= last <= COLUMNS:
                yield f"columns {first}-{last} after {before}"
            if not 0 <= float(column.get("width", 0)) <= COLUMN_WIDTH:
                yield f"column {first} is {column.get('width')} wide"
            before = last

    def _merged(self) -> Iterator[str]:
        merged = [box(cell.get("ref", "")) for cell in self.all("mergeCell")]
        tables = [box(t.get("ref", "")) for t in self.tables()]
        yield from (f"merged cells overlap: {pair}" for pair in overlaps(merged))
        yield from (f"tables overlap: {pair}" for pair in overlaps(tables))
        for a, b in itertools.product(merged, tables):
            if overlaps([a, b]):
                yield f"merged cells in a table: {a}"
        for area in merged:
            if area[:2] == area[2:]:
                yield f"one merged cell: {area}"

    def tables(self) -> list[ElementTree.Element]:
        parts = [part for part in self.related.values() if part.startswith("xl/tables/")]
        return [self.package.xml(part) for part in parts]

    def _validations(self) -> Iterator[str]:
        areas: list[Box] = []
        for rule in self.all("dataValidation"):
            where = rule.get("sqref", "")
            areas += [box(area) for area in where.split()]
            for attribute, most in (
                ("promptTitle", TITLE),
                ("errorTitle", TITLE),
                ("prompt", PROMPT),
                ("error", ERROR),
            ):
                if units(rule.get(attribute, "")) > most:
                    yield f"{where}: {attribute} of more than {most} characters"
            for formula in (rule.find(f"{MAIN}formula1"), rule.find(f"{MAIN}formula2")):
                if formula is not None:
                    yield from (f"{where}: {text}" for text in self._validation(rule, formula.text))
            if rule.get("type", "none") != "none" and rule.find(f"{MAIN}formula1") is None:
                yield f"{where}: a rule without formula"
        yield from (f"validations overlap: {pair}" for pair in overlaps(areas))

    def _validation(self, rule: ElementTree.Element, text: str | None) -> Iterator[str]:
        text = text or ""
        if rule.get("type") == "list" and text.startswith('"'):
            if not re.fullmatch(r'"([^"]|"")+"', text):
                yield f"literal list {text!r}"
            if units(text) - 2 > LITERAL_LIST:
                yield f"literal list of {units(text) - 2} characters"
        elif units(text) > LITERAL_LIST:
            yield f"validation formula of {units(text)} characters"
        else:
            yield from self.formula(text)

    def _conditions(self) -> Iterator[str]:
        for block in self.all("conditionalFormatting"):
            for area in block.get("sqref", "").split():
                box(area)
            for rule in block.iter(f"{MAIN}cfRule"):
                if int(rule.get("dxfId", 0)) >= max(self.package.differences, 1):
                    yield f"{block.get('sqref')}: unknown format"
                for formula in rule.iter(f"{MAIN}formula"):
                    for text in self.formula(formula.text):
                        yield f"{block.get('sqref')}: {text}"
        priorities = [rule.get("priority") for rule in self.all("cfRule")]
        if len(set(priorities)) < len(priorities):
            yield f"priorities twice: {priorities}"

    def _links(self) -> Iterator[str]:
        links = list(self.all("hyperlink"))
        if len(links) > HYPERLINKS:
            yield f"{len(links)} hyperlinks"
        for link in links:
            if link.get(f"{RELATION}id"):
                yield f"{link.get('ref')}: a link out of the workbook"
            else:
                sheets = {sheet.casefold() for sheet in self.package.sheets}
                for wrong in reference_faults(link.get("location", ""), sheets):
                    yield f"{link.get('ref')}: {wrong}"
            for attribute in ("display", "tooltip", "location"):
                if units(link.get(attribute, "")) > 255:
                    yield f"{link.get('ref')}: {attribute} of more than 255 characters"

    def _views(self) -> Iterator[str]:
        for pane in self.all("pane"):
            row, column, *_ = box(pane.get("topLeftCell", "A1"))
            split = float(pane.get("ySplit", 0)), float(pane.get("xSplit", 0))
            if (row - 1, column - 1) < split:
                yield f"frozen at {split}, showing from {pane.get('topLeftCell')}"
        for tag in ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstFooter"):
            for text in self.all(tag):
                if units(text.text or "") > HEADER_FOOTER:
                    yield f"{tag} of more than {HEADER_FOOTER} characters"

    def _filters(self) -> Iterator[str]:
        filters = [box(f.get("ref", "")) for f in self.all("autoFilter")]
        tables = [box(t.get("ref", "")) for t in self.tables()]
        for a, b in itertools.product(filters, tables):
            if overlaps([a, b]):
                yield f"a filter over a table: {a}"
