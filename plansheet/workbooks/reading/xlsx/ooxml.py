"""Workbooks in Office Open XML: .xlsx and .xlsm, transitional and strict."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast

from plansheet.language.wording import Wording
from plansheet.problems.catalogue import refusals
from plansheet.problems.catalogue.phrases import CONNECTIONS, CONTROLS, DDE, LINKS, MACROS, OBJECTS
from plansheet.workbooks.reading import limits
from plansheet.workbooks.reading.archive import Archive
from plansheet.workbooks.reading.grid import Grid
from plansheet.workbooks.reading.kinds import other_archive
from plansheet.workbooks.reading.model import Sheet, Visibility
from plansheet.workbooks.reading.moments import vietnam_time
from plansheet.workbooks.reading.refusal import Fault
from plansheet.workbooks.reading.xlsx.beside import comments_of, read_beside
from plansheet.workbooks.reading.xlsx.markup import elements
from plansheet.workbooks.reading.xlsx.relations import relations
from plansheet.workbooks.reading.xlsx.strings import read_strings
from plansheet.workbooks.reading.xlsx.styles import read_styles
from plansheet.workbooks.reading.xlsx.worksheet import Shared, read_sheet

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
class OpcPackage:
    """The parts that the workbook part points to."""

    tabs: tuple[Tab, ...]
    date1904: bool
    strings: str
    styles: str


def workbook_part(archive: Archive) -> str:
    """The name of the main part, blank where the archive is no OOXML document."""
    for kind, part in relations(archive, "").values():
        if kind == "officeDocument" and part:
            return part
    return archive.find("xl/workbook.xml") or archive.find("xl/workbook.bin")


def package_of(archive: Archive, main: str) -> OpcPackage:
    """What the main part of a workbook points to.

    Raises:
        Fault: it is no workbook, or has too many sheets.
    """
    points_to = relations(archive, main)
    tabs, date1904, root = [], False, ""
    for element, attributes in elements(archive.read(main), _WORKBOOK_ELEMENTS):
        root = root or element
        if element == "workbookPr":
            date1904 = date1904 or attributes.get("date1904") in ("1", "true")
        elif element == "sheet" and "name" in attributes:
            relation = attributes.get("id", "")
            if not relation:  # a module of Excel 95: there is nothing of it in the file
                continue
            kind, part = points_to.get(relation, ("", ""))
            state = attributes.get("state", "visible")
            visibility = cast(Visibility, state if state in _VISIBILITY else "visible")
            tabs.append(Tab(attributes["name"], visibility, kind, part))
    if root != "workbook":
        raise other_archive(archive)
    if len(tabs) > limits.SHEETS:
        raise Fault(refusals.MANY_SHEETS)
    parts = dict(points_to.values())
    strings = parts.get("sharedStrings", "") or archive.find("xl/sharedStrings.xml")
    styles = parts.get("styles", "") or archive.find("xl/styles.xml")
    return OpcPackage(tuple(tabs), date1904, strings, styles)


def read_ooxml(archive: Archive, main: str) -> tuple[Sheet, ...]:
    """Every worksheet of the workbook; charts and macro sheets have no cells of their own.

    Raises:
        Fault: why it is not read.
    """
    package = package_of(archive, main)
    tabs = [t for t in package.tabs if t.kind in ("worksheet", "")]
    if not tabs:
        raise Fault(refusals.NO_SHEETS)
    if not all(t.part for t in tabs):
        raise Fault(refusals.NO_SHEET_CONTENT)
    shared = Shared(
        read_strings(
            archive.read(package.strings) if package.strings else b"", archive.within.strings
        ),
        read_styles(archive.read(package.styles) if package.styles else b""),
        package.date1904,
    )
    sheets, area = [], 0
    for tab in tabs:
        grid = Grid(tab.name, tab.visibility, archive.within)
        read_sheet(archive.read(tab.part), shared, grid)
        read_beside(archive, tab.part, grid, comments_of)
        area += grid.area
        if area > archive.within.area:
            raise Fault(refusals.MANY_CELLS)
        sheets.append(grid.sheet())
    return tuple(sheets)


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
    contents = [content for names, content in _UNSAFE if any(map(names.search, archive))]
    if LINKS in contents:
        links = [part for part in archive if _UNSAFE[1][0].search(part)]
        if any(b"ddeLink" in archive.read(part) for part in links):
            contents.append(DDE)
    return contents


def modified(archive: Archive) -> datetime | None:
    """When the file was last saved, according to docProps/core.xml; None where it does not say."""
    part = archive.find("docProps/core.xml")
    if not part:
        return None
    saved = _MODIFIED.search(archive.read(part))
    return vietnam_time(saved[1].decode()) if saved else None
