"""Opening a copy for editing, with the rules of cells that other programs write as extensions.

ONLYOFFICE writes drop-downs and conditional formats into the extensions of Excel 2010 ([MS-XLSX]
2.4.29, 2.4.36), where openpyxl neither reads nor keeps them.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from xml.etree.ElementTree import Element, fromstring

from plansheet.workbooks.reading.archive import Archive
from plansheet.workbooks.reading.xlsx.ooxml import package_of, workbook_part

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.formatting.rule import Rule
    from openpyxl.worksheet.datavalidation import DataValidation

_MAIN: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_X14: Final = "{http://schemas.microsoft.com/office/spreadsheetml/2009/9/main}"
_XM: Final = "{http://schemas.microsoft.com/office/excel/2006/main}"
_MARK: Final = _XM.strip("{}").encode()


def open_for_editing(path: Path) -> Workbook:
    """A workbook as openpyxl opens it, without macros and links to other workbooks."""
    workbook = _loaded(path, keep_links=False)
    archive = Archive(path.read_bytes())
    for tab in package_of(archive, workbook_part(archive)).tabs:
        part = archive.read(tab.part) if tab.part else b""
        if _MARK in part and tab.name in workbook.sheetnames:
            _lift(workbook[tab.name], part)
    for sheet in workbook.worksheets:
        _number_formats(sheet)
    return workbook


def open_for_results(path: Path) -> Workbook:
    """The same workbook with what its formulas gave in their place."""
    return _loaded(path, data_only=True)


def _loaded(path: Path, **how: bool) -> Workbook:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # it warns of what it does not keep
        return load_workbook(path, **how)


def _lift(sheet: Any, part: bytes) -> None:
    """Give a sheet the rules that stand in its extensions."""
    root = fromstring(part)
    for rule in root.iter(f"{_X14}dataValidation"):
        sheet.add_data_validation(_validation(rule))
    for block in root.iter(f"{_X14}conditionalFormatting"):
        for format_rule in _formats(block):
            sheet.conditional_formatting.add(_where(block), format_rule)


def _number_formats(sheet: Any) -> None:
    """Give each conditional format of a sheet a rank of its own: Gnumeric ranks all first."""
    rules = [rule for area in sheet.conditional_formatting for rule in area.rules]
    for rank, rule in enumerate(sorted(rules, key=lambda rule: rule.priority), 1):
        rule.priority = rank


def _where(node: Element) -> str:
    return node.findtext(f"{_XM}sqref", "")


def _validation(node: Element) -> DataValidation:
    from openpyxl.worksheet.datavalidation import DataValidation

    known: Any = {
        name: text for name, text in node.attrib.items() if name in DataValidation.__attrs__
    }
    formulas = (node.findtext(f"{_X14}formula{n}/{_XM}f") for n in (1, 2))
    first, second = formulas
    return DataValidation(**{**known, "sqref": _where(node)}, formula1=first, formula2=second)


def _formats(block: Element) -> Iterator[Rule]:
    """The rules by formula; bars, scales and icons are none of ours."""
    from openpyxl.formatting.rule import Rule
    from openpyxl.styles.differential import DifferentialStyle

    for node in block.iter(f"{_X14}cfRule"):
        formulas = [formula.text or "" for formula in node.iter(f"{_XM}f")]
        look = node.find(f"{_X14}dxf")
        if node.get("type") == "expression" and look is not None:
            tree: Any = _in_main(look)
            style: Any = DifferentialStyle.from_tree(tree)
            priority = int(node.get("priority", "1"))
            yield Rule("expression", dxf=style, priority=priority, formula=formulas)


def _in_main(node: Element) -> Element:
    """An element and all that stands in it under the names of the main part."""
    plain = Element(f"{_MAIN}{node.tag.rpartition('}')[2]}", node.attrib)
    plain.extend([_in_main(one) for one in node])
    return plain
