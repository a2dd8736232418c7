"""Every kind of cell that .xls, .xlsb and .ods have, in one sheet of each format.

What they mean stands in tests/workbooks/test_formats.py.
"""

from __future__ import annotations

import struct

from support.hostile.builders import (
    brt,
    brt_cell,
    brt_row,
    long_text,
    ods_cell,
    record,
    short_text,
    wide,
    xls_label,
    xls_number,
)


def font(name: str) -> bytes:
    return record(0x31, bytes(14) + short_text(name))


def number_format(number: int, text: str) -> bytes:
    return record(0x41E, struct.pack("<H", number) + long_text(text))


def xls_style(font_number: int, number: int) -> bytes:
    return record(0xE0, struct.pack("<HH", font_number, number) + bytes(16))


XLS_STYLES = (
    b"".join(font(name) for name in ("Arial", "Arial", "Arial", "Arial", ".VnTime"))
    + number_format(164, "dd/mm/yyyy")
    + number_format(165, "[h]:mm")
    + number_format(166, '0.0"%"')
    + b"".join(xls_style(*pair) for pair in ((0, 0), (0, 164), (0, 165), (0, 10), (0, 166), (5, 0)))
)


def xls_formula(row: int, column: int, result: bytes, tokens: bytes = b"\x1e\x01\x00") -> bytes:
    head = struct.pack("<HHH", row, column, 0) + result + struct.pack("<HIH", 0, 0, len(tokens))
    return record(0x06, head + tokens)


def rk(value: int) -> bytes:
    return struct.pack("<I", value & 0xFFFFFFFF)


XLS_CELLS = (
    record(0xFD, struct.pack("<HHHI", 1, 0, 0, 1))
    + xls_number(1, 1, 12.5)
    + xls_label(1, 2, "nhãn")
    + record(0x27E, struct.pack("<HHH", 2, 0, 0) + rk(-7 << 2 | 2))
    + record(0x27E, struct.pack("<HHH", 2, 1, 0) + rk(1234 << 2 | 3))
    + record(
        0xBD, struct.pack("<HHH", 2, 2, 0) + rk(5 << 2 | 2) + b"\0\0" + rk(0x3FF80000) + b"\3\0"
    )
    + record(0x205, struct.pack("<HHHBB", 3, 0, 0, 1, 0))
    + record(0x205, struct.pack("<HHHBB", 3, 1, 0, 0x17, 1))
    + xls_formula(3, 2, struct.pack("<d", 2.5))
    + xls_formula(3, 3, b"\0\0\0\0\0\0\xff\xff")
    + record(0x207, long_text("chữ"))
    + xls_formula(3, 4, b"\1\0\1\0\0\0\xff\xff")
    + xls_formula(3, 5, b"\2\0\x2a\0\0\0\xff\xff")
    + xls_formula(3, 6, b"\3\0\0\0\0\0\xff\xff")
    + xls_formula(3, 7, b"\1\0\1\0\0\0\xff\xff", b"\x1d\x01")
    + xls_number(4, 0, 44377, 1)
    + xls_number(4, 1, 44377.5, 1)
    + xls_number(4, 2, 0.25, 1)
    + xls_number(4, 3, 1.5, 2)
    + xls_number(4, 4, 0.4, 3)
    + xls_number(4, 5, 40, 4)
    + xls_label(4, 6, "V¨n", 5)
    + record(0x201, struct.pack("<HHH", 9, 9, 0))
)

XLSB_STYLES = (
    brt(0x2B, bytes(21) + wide("Arial"))
    + brt(0x2B, bytes(21) + wide(".VnTime"))
    + brt(0x267, b"\1\0\0\0")
    + brt(0x2C, struct.pack("<H", 164) + wide("dd/mm/yyyy"))
    + brt(0x272, b"\1\0\0\0")
    + brt(0x2F, struct.pack("<HHH", 0xFFFF, 164, 0) + bytes(10))
    + brt(0x273)
    + brt(0x269, b"\4\0\0\0")
    + b"".join(
        brt(0x2F, struct.pack("<HHH", 0, number, font_number) + bytes(10))
        for number, font_number in ((0, 0), (164, 0), (10, 0), (0, 1))
    )
    + brt(0x26A)
)
NO_FORMULA = struct.pack("<HI", 0, 3) + b"\x1e\x01\x00" + struct.pack("<I", 0)


def real(value: float) -> bytes:
    return struct.pack("<d", value)


XLSB_CELLS = (
    brt_row(1)
    + brt_cell(0x07, 0, struct.pack("<I", 1))
    + brt_cell(0x05, 1, real(12.5))
    + brt_cell(0x06, 2, wide("nhãn"))
    + brt_cell(0x3E, 3, b"\0" + wide("giàu"))
    + brt_row(2, hidden=True)
    + brt_cell(0x02, 0, rk(-7 << 2 | 2))
    + brt(0x0D, struct.pack("<I", 0) + rk(1234 << 2 | 3))
    + brt(0x12, struct.pack("<II", 0, 0))
    + brt_row(3)
    + brt_cell(0x04, 0, b"\1")
    + brt_cell(0x03, 1, b"\x17")
    + brt_cell(0x09, 2, real(2.5) + NO_FORMULA)
    + brt_cell(0x08, 3, wide("chữ") + NO_FORMULA)
    + brt_cell(0x0A, 4, b"\1" + NO_FORMULA)
    + brt_cell(0x0B, 5, b"\x2a" + NO_FORMULA)
    + brt_row(4)
    + brt_cell(0x05, 0, real(44377), 1)
    + brt_cell(0x05, 1, real(0.4), 2)
    + brt_cell(0x06, 2, wide("V¨n"), 3)
    + brt_cell(0x01, 3, b"", 3)
)

ODS_STYLES = (
    '<office:font-face-decls><style:font-face style:name="F" '
    'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" '
    "svg:font-family=\"'.VnTime'\"/>"
    "</office:font-face-decls>"
    '<style:style style:name="vn" style:family="table-cell">'
    '<style:text-properties style:font-name="F"/></style:style>'
    '<style:style style:name="kid" style:family="table-cell" style:parent-style-name="vn"/>'
    '<style:style style:name="T1" style:family="text"><style:text-properties style:font-name="F"/>'
    "</style:style>"
)


def ods_typed(kind: str, attributes: str = "", text: str = "") -> str:
    body = f"<text:p>{text}</text:p>" if text else ""
    return f'<table:table-cell office:value-type="{kind}" {attributes}>{body}</table:table-cell>'


ODS_FORMULA = "of:=[.B2]/[$Sheet2.A$1]+SUM([.A1:.B2])"
ODS_TABLE = (
    '<table:table-column table:number-columns-repeated="3"/>'
    '<table:table-column table:visibility="collapse"/>'
    '<table:table-column table:default-cell-style-name="kid" table:number-columns-repeated="9"/>'
    '<table:table-row table:number-rows-repeated="1"><table:table-cell/></table:table-row>'
    "<table:table-row>"
    + ods_cell('một<text:s text:c="2"/>hai<text:tab/>ba<text:line-break/>bốn')
    + ods_typed("float", 'office:value="12.5"', "12,5")
    + ods_typed("percentage", 'office:value="0.4"', "40%")
    + ods_typed("boolean", 'office:boolean-value="true"', "TRUE")
    + ods_cell("V¨n")
    + "</table:table-row>"
    '<table:table-header-rows><table:table-row table:number-rows-repeated="2">'
    + ods_typed("string", 'table:number-columns-repeated="2"', "lặp")
    + '<table:covered-table-cell table:number-columns-repeated="2"/>'
    + ods_typed("currency", 'office:value="3"')
    + "</table:table-row></table:table-header-rows>"
    '<table:table-row table:visibility="filter">'
    + ods_typed("date", 'office:date-value="2021-06-30"')
    + ods_typed("date", 'office:date-value="2021-06-30T12:00:00"')
    + ods_typed("time", 'office:time-value="PT06H00M00S"')
    + ods_typed("time", 'office:time-value="PT36H00M00S"')
    + "</table:table-row><table:table-row>"
    + ods_typed("float", f'office:value="2.5" table:formula="{ODS_FORMULA}"')
    + '<table:table-cell table:formula="of:=1+1"/>'
    + ods_typed("string", 'table:formula="of:=1/0" office:string-value=""', "#DIV/0!")
    + '<table:table-cell office:value-type="string"><office:annotation><text:p>ghi chú</text:p>'
    "</office:annotation><text:p>một</text:p>"
    '<text:p><text:span text:style-name="T1">V¨n</text:span></text:p></table:table-cell>'
    + ods_typed("string", 'table:formula="of:=NA()"', "#N/A")
    + '</table:table-row><table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)
