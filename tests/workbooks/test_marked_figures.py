"""Figures of which something is struck out, raised or lowered."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from plansheet.workbooks.reading import open_workbook
from support.hostile.builders import (
    brt,
    brt_cell,
    brt_row,
    long_text,
    ods_cell,
    ods_parts,
    record,
    sheet_xml,
    short_text,
    wide,
    xls,
    xls_number,
    xlsb_parts,
    xlsx,
    zipped,
)
from support.hostile.cells import ods_typed, real, xls_style


def marked(folder: Path, content: bytes) -> dict[tuple[int, int], object]:
    """The marked cells with their values."""
    (path := folder / "x.bin").write_bytes(content)
    (sheet,) = open_workbook(path).sheets
    return {(r, c): sheet.rows[r][c] for r, c in sorted(sheet.marked)}


FONTS = (
    '<fonts><font><name val="Arial"/></font><font><strike/></font><font><strike val="0"/></font>'
    '<font><vertAlign val="superscript"/></font><font><vertAlign val="baseline"/></font></fonts>'
    "<cellXfs>" + "".join(f'<xf fontId="{n}"/>' for n in range(5)) + "</cellXfs>"
    "<dxfs><dxf><font><strike/></font></dxf></dxfs>"
)
RUNS = {
    "<r><t>12</t></r><r><rPr><strike/></rPr><t>34</t></r>": True,
    "<r><t>10</t></r><r><rPr><vertAlign val='superscript'/></rPr><t>6</t></r>": True,
    "<r><rPr><vertAlign val='subscript'/></rPr><t>7</t></r>": True,
    "<r><t>5 m</t></r><r><rPr><vertAlign val='superscript'/></rPr><t>2</t></r>": False,
    "<r><t>5 m</t></r><r><rPr><strike/></rPr><t>2</t></r>": True,
    "<r><t>12</t></r><r><rPr><strike/></rPr><t xml:space='preserve'> </t></r>": False,
    "<r><rPr><b/></rPr><t>12</t></r><r><rPr><strike val='false'/></rPr><t>3</t></r>": False,
    "<t>12</t>": False,
}


def test_figures_of_xlsx(tmp_path: Path) -> None:
    cells = "".join(f'<c r="{"ABCDE"[n]}1" s="{n}"><v>{n}</v></c>' for n in range(5))
    texts = "".join(f'<c r="{"ABCDEFGH"[n]}2" t="s"><v>{n}</v></c>' for n in range(8))
    struck = "".join(f'<c r="{"ABCDEFGH"[n]}3" t="s" s="1"><v>{n}</v></c>' for n in range(8))
    rows = "".join(f'<row r="{n}">{row}</row>' for n, row in enumerate((cells, texts, struck), 1))
    strings = [f"<si>{runs}</si>" for runs in RUNS]
    found = marked(tmp_path, xlsx(sheet_xml(rows), strings=strings, styles=FONTS))
    by_runs = {(1, n) for n, is_marked in enumerate(RUNS.values()) if is_marked}
    own_runs = 6  # all of its text has a font of its own
    by_cell = {(2, n) for n in range(8)} - {(2, own_runs)}
    assert found.keys() == {(0, 1), (0, 3)} | by_runs | by_cell
    assert (found[0, 1], found[1, 0], found[1, 1]) == (1.0, "1234", "106")


@pytest.mark.parametrize(("runs", "is_marked"), RUNS.items())
def test_texts_that_stand_in_the_cells_of_xlsx(tmp_path: Path, runs: str, is_marked: bool) -> None:
    row = f'<row r="1"><c r="A1" t="inlineStr"><is>{runs}</is></c></row>'
    assert marked(tmp_path, xlsx(sheet_xml(row))).keys() == ({(0, 0)} if is_marked else set())


def xls_font(flags: int = 0, script: int = 0) -> bytes:
    return record(0x31, struct.pack("<HHHHH", 200, flags, 0, 400, script) + bytes(4) + NAME)


NAME = short_text("Arial")
XLS_FONTS = xls_font() * 4 + xls_font(8) + xls_font(0, 1) + xls_font(0, 2) + xls_font(2)


def test_figures_of_xls(tmp_path: Path) -> None:
    styles = b"".join(xls_style(number, 0) for number in (0, 5, 6, 7, 8))
    numbers = b"".join(xls_number(0, n, n, n) for n in range(5))

    def rich(text: str, *runs: int) -> bytes:
        head = struct.pack("<HBH", len(text), 9, len(runs) // 2)
        return head + text.encode("utf-16-le") + struct.pack(f"<{len(runs)}H", *runs)

    texts = [rich("1234", 2, 5), rich("106", 2, 6), rich("m2", 1, 6), rich("12", 2, 5)]
    texts += [rich("1234", 0, 8), rich("12 ", 2, 5), long_text("12")]
    table = record(0xFC, struct.pack("<II", 7, 7) + b"".join(texts))
    labels = b"".join(
        record(0xFD, struct.pack("<HHHI", row, n, style, n))
        for row, style in ((1, 0), (2, 1))
        for n in range(7)
    )
    found = marked(tmp_path, xls(numbers + labels, extra=XLS_FONTS + styles + table))
    by_cell = {(2, n) for n in range(7)} - {(2, 4)}
    assert found.keys() == {(0, 1), (0, 2), (0, 3), (1, 0), (1, 1)} | by_cell


def test_figures_of_xlsb(tmp_path: Path) -> None:
    def font(flags: int = 0, script: int = 0) -> bytes:
        return brt(0x2B, struct.pack("<HHHH", 200, flags, 400, script) + bytes(13) + wide("Arial"))

    fonts = font() + font(8) + font(0, 1)
    cells = b"".join(brt(0x2F, struct.pack("<HHH", 0, 0, n) + bytes(10)) for n in range(3))
    runs = struct.pack("<I", 1) + struct.pack("<HH", 2, 1)
    row = b"".join(brt_cell(0x05, n, real(n), n) for n in range(3))
    row += brt_cell(0x3E, 3, b"\1" + wide("1234") + runs) + brt_cell(0x3E, 4, b"\0" + wide("12"))
    parts = xlsb_parts(brt_row(0) + row, styles=fonts + brt(0x269) + cells + brt(0x26A))
    assert marked(tmp_path, zipped(parts)) == {(0, 1): 1.0, (0, 2): 2.0, (0, 3): "1234"}


def test_figures_of_ods(tmp_path: Path) -> None:
    properties = {
        "none": 'style:text-line-through-style="none" style:text-position="0% 100%"',
        "line": 'style:text-line-through-style="solid"',
        "type": 'style:text-line-through-type="single"',
        "super": 'style:text-position="super 58%"',
        "low": 'style:text-position="-33% 58%"',
    }
    styles = "".join(
        f'<style:style style:name="{name}"><style:text-properties {said}/></style:style>'
        for name, said in properties.items()
    )
    styles += '<style:style style:name="kid" style:parent-style-name="line"/>'
    numbers = "".join(
        ods_typed("float", f'office:value="{n}" table:style-name="{name}"')
        for n, name in enumerate([*properties, "kid"])
    )

    def span(style: str) -> str:
        return f'<text:span text:style-name="{style}">34</text:span>'

    texts = [*(f"12{span(style)}" for style in properties), f"m{span('super')}"]
    rows = [numbers, "".join(map(ods_cell, texts))]
    table = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    found = marked(tmp_path, zipped(ods_parts(table, styles)))
    assert found.keys() == {(0, n) for n in range(1, 6)} | {(1, n) for n in range(1, 5)}
