"""Rules of cells that another program wrote as extensions of Excel 2010."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import openpyxl
import pytest

import plansheet
from plansheet.workbooks.extensions import open_for_editing
from support.hostile.builders import zipped
from support.office.rules_of_cells import rules

NAMESPACES = (
    'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
    'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"'
)
LOOK = (
    '<x14:dxf><font><color rgb="FFC00000"/></font><fill><patternFill patternType="solid">'
    '<fgColor rgb="FFF8CBAD"/><bgColor rgb="FFF8CBAD"/></patternFill></fill></x14:dxf>'
)


def as_extensions(path: Path, out: Path) -> Path:
    """A workbook of ours with its rules where ONLYOFFICE writes them."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    for name in [name for name in parts if name.startswith("xl/worksheets/sheet")]:
        text = parts[name].decode()
        blocks = []
        for area, body in re.findall(
            r'<conditionalFormatting sqref="([^"]+)">(.*?)</conditionalFormatting>', text
        ):
            body = re.sub(r' dxfId="\d+"', "", body).replace("cfRule", "x14:cfRule")
            body = body.replace("formula>", "xm:f>")
            body = body.replace("</x14:cfRule>", f"{LOOK}</x14:cfRule>")
            blocks.append(
                f"<x14:conditionalFormatting>{body}<xm:sqref>{area}</xm:sqref>"
                "</x14:conditionalFormatting>"
            )
        for given, body in re.findall(r"<dataValidation (.*?)(?:/>|>(.*?)</dataValidation>)", text):
            area = re.search(r'sqref="([^"]+)"', given)
            assert area is not None
            body = re.sub(r"<(formula\d)>(.*?)</\1>", r"<x14:\1><xm:f>\2</xm:f></x14:\1>", body)
            blocks.append(
                f"<x14:dataValidation {given.replace(area[0], '')}>{body}"
                f"<xm:sqref>{area[1]}</xm:sqref></x14:dataValidation>"
            )
        text = re.sub(r"<conditionalFormatting .*</conditionalFormatting>", "", text)
        text = re.sub(r"<dataValidations .*</dataValidations>", "", text)
        extension = f'<extLst><ext uri="x" {NAMESPACES}>{"".join(blocks)}</ext></extLst>'
        parts[name] = text.replace("</worksheet>", f"{extension}</worksheet>").encode()
    out.write_bytes(zipped(parts))
    return out


def test_rules_in_extensions_are_those_of_the_sheet(plan: plansheet.Plan, tmp_path: Path) -> None:
    path = plansheet.issue(plan, "2021-Q2", tmp_path / "issued")[0]
    moved = as_extensions(path, tmp_path / "moved.xlsx")
    with pytest.warns(UserWarning, match="extension"):
        assert not any(rules(sheet) for sheet in openpyxl.load_workbook(moved).worksheets)
    before, after = openpyxl.load_workbook(path), open_for_editing(moved)
    assert sum(len(rules(sheet)) for sheet in before.worksheets) > 15
    for sheet in before.worksheets:
        assert rules(after[sheet.title]) == rules(sheet)
