"""Workbooks in Office Open XML: .xlsx and .xlsm, transitional and strict."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast

from plansheet.sheets import limits
from plansheet.sheets.archive import Archive, pack
from plansheet.sheets.kinds import other_archive
from plansheet.sheets.markup import elements
from plansheet.sheets.model import Sheet, Visibility
from plansheet.sheets.moments import vietnam_time
from plansheet.sheets.normal import normal
from plansheet.sheets.notes import CONNECTIONS, CONTROLS, DDE, LINKS, MACROS, OBJECTS
from plansheet.sheets.refusal import Fault, too_large, unreadable
from plansheet.sheets.styles import Styles, read_styles
from plansheet.sheets.values import Rows, Values
from plansheet.sheets.worksheet import Marks, marks, plain
from plansheet.wording import Wording

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_VISIBILITY: Final = frozenset({"visible", "hidden", "veryHidden"})
_MODIFIED: Final = re.compile(rb"<(?:\w+:)?modified\b[^<>]*>\s*([0-9T:.Z+-]+)\s*<")
_WORKBOOK_ELEMENTS: Final = frozenset({"workbook", "workbookPr", "sheet"})


@dataclass(frozen=True, slots=True)
class Tab:
    """One entry of the workbook's list of sheets."""

    name: str
    visibility: Visibility
    kind: str
    part: str


@dataclass(frozen=True, slots=True)
class Package:
    """The parts that the workbook part points to."""

    tabs: tuple[Tab, ...]
    date1904: bool
    strings: str
    styles: str


def relations(archive: Archive, part: str) -> Mapping[str, tuple[str, str]]:
    """What a part points to: relation id -> (kind, name of the part). External ones are left out.

    `kind` is the last word of the relation's type, the same in transitional and strict files.
    """
    folder, name = posixpath.split(part)
    listing = f"{folder}/_rels/{name}.rels".lstrip("/")
    if (listing := archive.find(listing)) == "":
        return {}
    found = {}
    for _, one in elements(archive.read(listing), frozenset({"Relationship"})):
        if one.get("TargetMode") != "External":
            target = one.get("Target", "").replace("\\", "/")
            whole = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[one.get("Id", "")] = (
                one.get("Type", "").rpartition("/")[2],
                archive.find(whole),
            )
    return found


def workbook_part(archive: Archive) -> str:
    """The name of the main part, blank where the archive is no OOXML document."""
    for kind, part in relations(archive, "").values():
        if kind == "officeDocument" and part:
            return part
    return archive.find("xl/workbook.xml") or archive.find("xl/workbook.bin")


def _package(archive: Archive, main: str) -> Package:
    points_to = relations(archive, main)
    tabs, date1904, root = [], False, ""
    for element, one in elements(archive.read(main), _WORKBOOK_ELEMENTS):
        root = root or element
        if element == "workbookPr":
            date1904 = one.get("date1904") in ("1", "true")
        elif element == "sheet" and "name" in one:
            kind, part = points_to.get(one.get("id", ""), ("", ""))
            state = one.get("state", "visible")
            visibility = cast(Visibility, state if state in _VISIBILITY else "visible")
            tabs.append(Tab(one["name"], visibility, kind, part))
    if root != "workbook":
        raise other_archive(archive)
    if len(tabs) > limits.SHEETS:
        raise too_large("có quá nhiều trang tính", "there are too many sheets")
    parts = dict(points_to.values())
    strings = parts.get("sharedStrings", "") or archive.find("xl/sharedStrings.xml")
    styles = parts.get("styles", "") or archive.find("xl/styles.xml")
    return Package(tuple(tabs), date1904, strings, styles)


def read_ooxml(archive: Archive, main: str) -> tuple[Sheet, ...]:
    """Every worksheet of the workbook; charts and macro sheets have no cells of their own.

    Raises `Fault`.
    """
    package = _package(archive, main)
    tabs = [t for t in package.tabs if t.kind in ("worksheet", "")]
    if not tabs:
        raise unreadable("sổ tính không có trang tính nào", "the workbook has no sheets")
    if not all(t.part for t in tabs):
        raise unreadable("thiếu nội dung của trang tính", "the content of a sheet is missing")
    style_part = archive.read(package.styles) if package.styles else b""
    string_part = archive.read(package.strings) if package.strings else b""
    styles = read_styles(style_part, string_part)
    parts = [plain(archive.read(t.part)) for t in tabs]
    return _read(tabs, parts, string_part, style_part, styles, package.date1904)


def _read(
    tabs: list[Tab],
    parts: list[bytes],
    strings: bytes,
    style_part: bytes,
    styles: Styles,
    date1904: bool,
) -> tuple[Sheet, ...]:
    """Values of the composed book; once more from rewritten sheets where calamine refuses."""
    shared = {"strings": strings, "styles": style_part}
    for attempt in (lambda part: part, normal):
        marked = [marks(attempt(part), styles) for part in parts]
        try:
            values = Values(_compose([part for part, _ in marked], shared, date1904))
            return tuple(
                _sheet(tab, values.rows(i), found)
                for i, (tab, (_, found)) in enumerate(zip(tabs, marked, strict=True))
            )
        except Fault as fault:
            if fault.code != "unreadable" or attempt is normal:
                raise
    raise AssertionError("unreachable")


def _sheet(tab: Tab, rows: Rows, found: Marks) -> Sheet:
    for row, column in found.errors:
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = None
    return Sheet(
        tab.name,
        rows,
        tab.visibility,
        found.formulas,
        frozenset(found.uncached),
        found.errors,
        frozenset(found.percents),
        frozenset(found.tcvn3),
        frozenset(found.hidden_rows),
        frozenset(found.hidden_columns),
    )


def _compose(sheets: list[bytes], shared: Mapping[str, bytes], date1904: bool) -> bytes:
    """The least workbook that calamine reads, with sheet names of our own."""
    tabs = "".join(f'<sheet name="{i}" sheetId="{i + 1}" r:id="r{i}"/>' for i in range(len(sheets)))
    links = "".join(
        f'<Relationship Id="r{i}" Type="{_RELATIONS}/worksheet" Target="worksheets/{i}.xml"/>'
        for i in range(len(sheets))
    )
    parts = [
        ("_rels/.rels", _links(f'<Relationship Id="r" Type="{_RELATIONS}/officeDocument" '
                               'Target="xl/workbook.xml"/>')),
        ("xl/_rels/workbook.xml.rels", _links(links)),
        ("xl/workbook.xml", (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><workbookPr date1904='
            f'"{int(date1904)}"/><sheets>{tabs}</sheets></workbook>').encode()),
        *((f"xl/worksheets/{i}.xml", part) for i, part in enumerate(sheets)),
    ]  # fmt: skip
    for name, part in (("xl/sharedStrings.xml", shared["strings"]),
                       ("xl/styles.xml", shared["styles"])):  # fmt: skip
        if part:
            parts.append((name, part))
    return pack(parts)


def _links(inner: str) -> bytes:
    return f'<Relationships xmlns="{_PACKAGE}">{inner}</Relationships>'.encode()


_UNSAFE: Final = (
    (re.compile(r"vbaProject[^/]*\.bin$|/macrosheets/", re.I), MACROS),
    (re.compile(r"/externalLinks/[^/]*\.(?:xml|bin)$", re.I), LINKS),
    (re.compile(r"/connections\.(?:xml|bin)$|/queryTables/", re.I), CONNECTIONS),
    (re.compile(r"/embeddings/|/oleObject", re.I), OBJECTS),
    (re.compile(r"/activeX/", re.I), CONTROLS),
)


def unsafe_content(archive: Archive) -> list[Wording]:
    """What in the package could run or reach out, by the names of its parts; nothing is read
    but the external links, which may be DDE.
    """
    found = [what for names, what in _UNSAFE if any(names.search(part) for part in archive)]
    if LINKS in found:
        links = [part for part in archive if _UNSAFE[1][0].search(part)]
        if any(b"ddeLink" in archive.read(part) for part in links):
            found.append(DDE)
    return found


def modified(archive: Archive) -> datetime | None:
    """When the file was last saved, according to docProps/core.xml; None where it does not say."""
    part = archive.find("docProps/core.xml")
    if not part:
        return None
    saved = _MODIFIED.search(archive.read(part))
    return vietnam_time(saved[1].decode()) if saved else None
