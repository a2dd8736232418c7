"""Hostile .xls, .xlsb and .ods, and files that are no spreadsheets at all."""

from __future__ import annotations

import struct

from support.hostile.builders import (
    XML,
    brt,
    brt_cell,
    brt_row,
    compound,
    long_text,
    ods_cell,
    ods_parts,
    record,
    sheet_xml,
    xls,
    xls_label,
    xls_number,
    xls_stream,
    xlsb_parts,
    xlsx,
    zipped,
)
from support.hostile.registry import MB, add, case

# Compound files and .xls

PLAIN = xls_label(0, 0, "Mã") + xls_number(0, 1, 12.5)


def damaged(offset: int, form: str, *values: int) -> bytes:
    """An .xls with a few bytes changed."""
    data = bytearray(xls(PLAIN))
    struct.pack_into(form, data, offset, *values)
    return bytes(data)


add("xls_plain.xls", "read", lambda: xls(PLAIN))
add("xls_named_xlsx.xlsx", "read", lambda: xls(PLAIN))
add("xlsx_named_xls.xls", "read", lambda: xlsx())
add(
    "ole_encrypted_package.xlsx",
    "encrypted",
    lambda: compound({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}),
)
add("xls_password.xls", "encrypted", lambda: xls(PLAIN, extra=record(0x2F, b"\1\0" + bytes(52))))
add("ole_word.xls", "not-a-workbook", lambda: compound({"WordDocument": b"x"}))
add("ole_powerpoint.xls", "not-a-workbook", lambda: compound({"PowerPoint Document": b"x"}))
add("ole_message.xls", "not-a-workbook", lambda: compound({"__properties_version1.0": b"x"}))
add("ole_empty.xls", "not-a-workbook", lambda: compound({}))
add("ole_only_signature.xls", "unreadable", lambda: xls(PLAIN)[:8])
add("ole_only_header.xls", "unreadable", lambda: xls(PLAIN)[:512])
add("ole_cut.xls", "unreadable", lambda: xls(PLAIN)[:2000])
add("ole_sector_size_0.xls", "unreadable", lambda: damaged(30, "<H", 0))
add("ole_sector_size_64k.xls", "unreadable", lambda: damaged(30, "<H", 16))
add("ole_chain_loops.xls", "unreadable", lambda: damaged(512 + 4 * 3, "<I", 2))
add("ole_chain_leaves.xls", "unreadable", lambda: damaged(512 + 4 * 3, "<I", 0x00FFFFFF))
add("ole_directory_far_away.xls", "unreadable", lambda: damaged(48, "<I", 0x00FFFFFF))
add("ole_table_list_loops.xls", "read", lambda: damaged(68, "<I", 0))
add("ole_directory_tree_loops.xls", "read", lambda: damaged(1024 + 128 + 68, "<III", 1, 1, 1))
add("ole_stream_of_4_gb.xls", "read", lambda: damaged(1024 + 128 + 120, "<I", 0xFFFFFFF0))
add("ole_2002_entries.xls", "too-large", lambda: compound({}, [f"s{n}" for n in range(2001)]))


@case("ole_table_list_goes_on_for_ever.xls", "unreadable")
def endless_table_list() -> bytes:
    """The last sector lists sectors of the allocation table, and itself as the next such list."""
    data = bytearray(xls(PLAIN))
    place = len(data) // 512 - 1
    struct.pack_into("<I", data, 44, 0xFFFFFFFF)
    struct.pack_into("<II", data, 68, place, (0xFFFFFFFF - 109) // 127 + 1)
    return bytes(data) + struct.pack("<128I", *[0] * 127, place)


add(
    "xls_with_macros.xls",
    "read",
    lambda: compound({"Workbook": xls_stream(PLAIN)}, ["_VBA_PROJECT_CUR"]),
)
add(
    "xls_with_object.xls",
    "read",
    lambda: compound({"Workbook": xls_stream(PLAIN)}, ["MBD00000001"]),
)
add("xls_macro_sheet.xls", "unreadable", lambda: xls(PLAIN, kind=1))
add("xls_far_corner.xls", "read", lambda: xls(xls_number(65535, 255, 1.0)))
add("xls_column_65535.xls", "too-large", lambda: xls(xls_number(0, 65535, 1.0)))
add(
    "xls_dimension_lies.xls",
    "read",
    lambda: xls(record(0x200, struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0)) + PLAIN),
)
add(
    "xls_4_billion_strings.xls",
    "read",
    lambda: xls(PLAIN, extra=record(0xFC, struct.pack("<II", 0xFFFFFFFF, 0xFFFFFFFF))),
)
add(
    "xls_fewer_strings.xls",
    "read",
    lambda: xls(PLAIN, extra=record(0xFC, struct.pack("<II", 9, 9) + long_text("x"))),
)
add(
    "xls_string_missing.xls",
    "unreadable",
    lambda: xls(record(0xFD, struct.pack("<HHHI", 0, 0, 0, 99)), strings=["x"]),
)
add(
    "xls_string_extra_of_4_gb.xls",
    "read",
    lambda: xls(PLAIN, extra=record(0xFC, struct.pack("<IIHBI", 1, 1, 1, 4, 0xFFFFFFFF) + b"x")),
)
add(
    "xls_record_too_long.xls",
    "unreadable",
    lambda: compound({"Workbook": xls_stream(PLAIN)[:-30] + struct.pack("<HH", 0x203, 0xFFFF) * 2}),
)
add("xls_record_too_short.xls", "unreadable", lambda: xls(record(0x203, b"\0\0")))
add("xls_sheet_beyond_the_end.xls", "read", lambda: xls(PLAIN, places=[0x7FFFFFFF]))


@case("xls_sheets_at_one_place.xls", "unreadable")
def sheets_at_one_place() -> bytes:
    """200 sheets that all begin at the same record."""
    names = [f"Trang {n}" for n in range(200)]
    body = PLAIN * 500
    place = xls_stream(body, names=names, places=[0] * 200).index(body) - 20
    return xls(body, names=names, places=[place] * 200)


add(
    "xls_formula_is_noise.xls",
    "read",
    lambda: xls(record(0x06, struct.pack("<HHHdHIH", 0, 0, 0, 1.5, 0, 0, 9) + b"\xff" * 9)),
)
add(
    "xls_million_hidden_columns.xls",
    "read",
    lambda: xls(record(0x7D, struct.pack("<HHHHHH", 0, 0xFFFF, 0, 0, 1, 0)) * 200_000 + PLAIN),
)
add("xls_codepage_unknown.xls", "read", lambda: xls(record(0x42, b"\xfe\xfe") + PLAIN))

# .xlsb

ROW = brt_row(0)
CELL = brt_cell(0x05, 0, struct.pack("<d", 12.5))


def xlsb(cells: bytes) -> bytes:
    """An .xlsb of one sheet."""
    return zipped(xlsb_parts(cells))


add("xlsb_plain.xlsb", "read", lambda: xlsb(ROW + CELL))
add("xlsb_named_xlsx.xlsx", "read", lambda: xlsb(ROW + CELL))
add("xlsb_far_row.xlsb", "too-large", lambda: xlsb(brt_row(0xFFFFFFF0) + CELL))
add(
    "xlsb_far_column.xlsb",
    "too-large",
    lambda: xlsb(ROW + brt_cell(0x05, 0xFFFFFFF0, struct.pack("<d", 1))),
)
add(
    "xlsb_string_missing.xlsb",
    "unreadable",
    lambda: xlsb(ROW + brt_cell(0x07, 0, struct.pack("<I", 99))),
)
add(
    "xlsb_text_of_8_gb.xlsb",
    "unreadable",
    lambda: xlsb(ROW + brt_cell(0x06, 0, struct.pack("<I", 0xFFFFFFF0) + b"x")),
)
add("xlsb_record_cut.xlsb", "unreadable", lambda: xlsb(ROW + brt(0x05, b"\0\0")))
add("xlsb_length_beyond.xlsb", "unreadable", lambda: xlsb(ROW + b"\x05\xff\xff\xff\x7f"))
add(
    "xlsb_workbook_is_noise.xlsb",
    "unreadable",
    lambda: zipped(xlsb_parts(ROW) | {"xl/workbook.bin": b"\x9c\x01\xff" * 50}),
)
add("xlsb_5_million_records.xlsb", "too-large", lambda: xlsb(ROW + b"\x3f\0" * 5_000_000))

# .ods


def table(content: str) -> bytes:
    """An .ods of one table."""
    return zipped(ods_parts(content))


def odf_row(content: str, attributes: str = "") -> str:
    """A row of a table."""
    return f"<table:table-row {attributes}>{content}</table:table-row>"


BLANKS = '<table:table-cell table:number-columns-repeated="16384"/>'
add("ods_plain.ods", "read", lambda: table(odf_row(ods_cell("Mã"))))
add("ods_named_xlsx.xlsx", "read", lambda: table(odf_row(ods_cell("Mã"))))
add(
    "ods_blank_million.ods",
    "read",
    lambda: table(
        odf_row(ods_cell("Mã")) + odf_row(BLANKS, 'table:number-rows-repeated="1048575"')
    ),
)
add(
    "ods_repeated_rows.ods",
    "too-large",
    lambda: table(odf_row(ods_cell("x"), 'table:number-rows-repeated="1048576"')),
)
add(
    "ods_repeated_columns.ods",
    "too-large",
    lambda: table(odf_row(ods_cell("x", 'table:number-columns-repeated="16384"'))),
)
add(
    "ods_repeated_both.ods",
    "too-large",
    lambda: table(
        odf_row(
            ods_cell("x", 'table:number-columns-repeated="700"'),
            'table:number-rows-repeated="190000"',
        )
    ),
)
add(
    "ods_repeated_empty_text.ods",
    "read",
    lambda: table(
        odf_row(
            '<table:table-cell office:value-type="string" '
            'table:number-columns-repeated="999999999"/>',
            'table:number-rows-repeated="999999999"',
        )
    ),
)
add(
    "ods_repeated_noise.ods",
    "read",
    lambda: table(
        odf_row(
            ods_cell("x", 'table:number-columns-repeated="-9"'), 'table:number-rows-repeated="1e9"'
        )
    ),
)
add(
    "ods_blanks_in_text.ods",
    "too-large",
    lambda: table(odf_row(ods_cell('<text:s text:c="99999999"/>'))),
)
add(
    "ods_dtd.ods",
    "unsafe-content",
    lambda: zipped(
        ods_parts("") | {"content.xml": f'{XML}<!DOCTYPE x [<!ENTITY a "b">]><x/>'.encode()}
    ),
)
add(
    "ods_bomb_in_picture.ods",
    "too-large",
    lambda: zipped(ods_parts(odf_row(ods_cell("x"))) | {"Pictures/1.png": bytes(70 * MB)}),
)
add(
    "ods_password.ods",
    "encrypted",
    lambda: zipped(
        ods_parts(
            "",
            manifest='<manifest:file-entry manifest:full-path="content.xml">'
            "<manifest:encryption-data/></manifest:file-entry>",
        )
    ),
)
add(
    "ods_cut.ods",
    "unreadable",
    lambda: zipped(ods_parts("") | {"content.xml": ods_parts("")["content.xml"][:400]}),
)
add(
    "ods_without_content.ods", "unreadable", lambda: zipped({"mimetype": ods_parts("")["mimetype"]})
)
add(
    "ods_macro.ods",
    "read",
    lambda: zipped(
        ods_parts(odf_row(ods_cell("x"))) | {"Basic/Standard/Module1.xml": b"<module/>"}
    ),
)
add("ods_dde.ods", "read", lambda: table(odf_row(ods_cell("x")) + "<table:dde-link/>"))
add(
    "ods_number_noise.ods",
    "read",
    lambda: table(
        odf_row(
            '<table:table-cell office:value-type="float" office:value="many"/>'
            '<table:table-cell office:value-type="date" office:date-value="2021-02-31">'
            "<text:p>31/02</text:p></table:table-cell>"
        )
    ),
)
add(
    "odt_named_ods.ods",
    "not-a-workbook",
    lambda: zipped(ods_parts("") | {"mimetype": b"application/vnd.oasis.opendocument.text"}),
)

# No spreadsheets

add("other_empty.xlsx", "not-a-workbook", lambda: b"")
add("other_one_byte.xlsx", "not-a-workbook", lambda: b"P")
add("other_pdf.xlsx", "not-a-workbook", lambda: b"%PDF-1.7\n%\xe2\xe3\n1 0 obj\n")
add("other_pdf_with_archive.xlsx", "not-a-workbook", lambda: b"%PDF-1.7\n" + xlsx())
add("other_png.xlsx", "not-a-workbook", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100))
add("other_rtf.xls", "not-a-workbook", lambda: b"{\\rtf1\\ansi text}")
add("other_rar.xlsx", "not-a-workbook", lambda: b"Rar!\x1a\x07\x00" + bytes(50))
add("other_gzip.xlsx", "not-a-workbook", lambda: b"\x1f\x8b\x08" + bytes(50))
add("other_program.xlsx", "not-a-workbook", lambda: b"MZ" + bytes(200))
add(
    "other_html.xls",
    "not-a-workbook",
    lambda: b"<html><body><table><tr><td>1</td></tr></table></body></html>",
)
add(
    "other_html_utf16.xls",
    "not-a-workbook",
    lambda: "<html><table></table></html>".encode("utf-16"),
)
add(
    "other_mhtml.xls",
    "not-a-workbook",
    lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n",
)
add(
    "other_xml_2003.xls",
    "not-a-workbook",
    lambda: (
        b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    ),
)
add("other_xml.xlsx", "not-a-workbook", lambda: sheet_xml(""))
add(
    "other_csv.xlsx",
    "not-a-workbook",
    lambda: "Mã;Tên;Tiến độ\nNV.1;Một;50\nNV.2;Hai;60\n".encode(),
)
add("other_text.xlsx", "not-a-workbook", lambda: "Kính gửi: Sở Kế hoạch và Đầu tư\n".encode() * 20)
add(
    "other_excel_4.xls",
    "not-a-workbook",
    lambda: b"\x09\x04\x06\x00\x00\x04\x10\x00\x00\x00" + bytes(100),
)
add("other_zeros.xlsx", "not-a-workbook", lambda: bytes(5000))
add("other_too_long.xlsx", "too-large", lambda: b"PK\x03\x04" + bytes(51 * MB))


add("other_separators.xlsx", "not-a-workbook", lambda: b";" * 5000)


@case("other_lock_file.xlsx", "not-a-workbook")
def lock_file() -> bytes:
    """What Excel writes as ~$name.xlsx while the file is open, renamed."""
    return b"\x05Admin".ljust(55, b" ") + b"\x05\0A\0d\0m\0i\0n\0".ljust(110, b" \0"[:1])
