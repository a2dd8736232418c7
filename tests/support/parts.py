"""Every text that stands in a file, whatever part of it says it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_ONE_TEXT: Final = frozenset({"si", "is", "p", "comment"})
"""Elements whose runs are one text."""

_FORMULA: Final = "f"
_STRINGS: Final = "xl/sharedStrings.xml"


def texts_of_parts(file: Path) -> Iterator[str]:
    """What the elements and the attributes of all parts of an Open XML file say; of others, lines.

    The runs of a text are put together. Left out is what programs alone read: the formulas of
    cells, and a very hidden sheet with its strings.
    """
    if not zipfile.is_zipfile(file):
        yield from file.read_text(encoding="utf-8").splitlines()
        return
    with zipfile.ZipFile(file) as archive:
        parts = {
            name: ElementTree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith((".xml", ".rels", ".vml"))
        }
    for name in _very_hidden(parts):
        del parts[name]
    strings = parts.pop(_STRINGS, None)
    for name, root in parts.items():
        yield name
        yield from _texts(root)
    if strings is not None:
        used = {int(index) for root in parts.values() for index in _string_numbers(root)}
        yield from (text for index in used for text in _texts(strings[index]))


def _very_hidden(parts: dict[str, Element]) -> Iterator[str]:
    if "xl/workbook.xml" not in parts:
        return
    targets = {one.get("Id"): one.get("Target", "") for one in parts["xl/_rels/workbook.xml.rels"]}
    for sheet in parts["xl/workbook.xml"].iterfind("{*}sheets/{*}sheet[@state='veryHidden']"):
        (related,) = (value for name, value in sheet.attrib.items() if name.endswith("}id"))
        yield f"xl/{targets[related].removeprefix('/xl/')}"


def _string_numbers(root: Element) -> Iterator[str]:
    for cell in root.iterfind("{*}sheetData/{*}row/{*}c[@t='s']"):
        yield cell.findtext("{*}v", "")


def _texts(element: Element) -> Iterator[str]:
    name = element.tag.rpartition("}")[2]
    if name == _FORMULA:
        return
    if name in _ONE_TEXT:
        yield "".join(element.itertext())
        yield from (value for inner in element.iter() for value in inner.attrib.values())
        return
    yield element.text or ""
    yield from element.attrib.values()
    for child in element:
        yield from _texts(child)
