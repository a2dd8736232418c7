"""What other programs write, and what their users reported to other projects as read wrongly."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from plansheet.workbooks.reading import Refused, Sheet, Workbook, a1, open_workbook
from support.hostile.builders import (
    Parts,
    bof,
    brt,
    brt_cell,
    brt_row,
    compound,
    long_text,
    ods_parts,
    record,
    sheet_xml,
    xls,
    xls_label,
    xls_number,
    xls_stream,
    xlsb_parts,
    xlsx,
    xlsx_parts,
    zipped,
)
from support.hostile.cells import XLS_STYLES, font, ods_typed, real, xls_style
from support.places import DATA

FILES: Mapping[str, Mapping[str, object]] = {
    "basic_library.ods": {"A1": 42.0},
    "boundsheet_off_by_20.xls": {"A1": 5.0},
    "builtin_58.xlsx": dict.fromkeys(("A1", "B1", "C1", "D1"), date(2021, 6, 30)),
    "date1904_x15.xlsx": {"A1": date(2021, 7, 2)},
    "dxf_numfmt.xlsx": {"A1": date(2021, 6, 30), "B1": 45.0},
    "formula_406.xls": {"A1": 1.0, "A2": 7.0, "A3": 7.0, "A4": 7.0},
    "iso_date_z.xlsx": {"A1": datetime(2021, 6, 15, 8, 27, 48, 765000), "B1": date(2021, 6, 15)},
    "iso_time.xlsx": {"A1": time(8, 30)},
    "label_without_flags.xls": {"A1": 1.0, "A3": 3.0},
    "mac_roman.xls": {"A1": "äøöü"},
    "module_without_part.xlsx": {"A1": 42.0},
    "ods_boolean_1.ods": {"A1": True},
    "ods_date_zone.ods": {"A1": datetime(2021, 5, 15, 8)},
    "ods_error_as_float.ods": {"A1": "#DIV/0!"},
    "ods_linked_table.ods": {"A1": 1.0},
    "ods_pretty_printed.ods": {"A1": "mot hai"},
    "shared_string_blank.xlsx": {"A1": "chu", "B1": True, "C1": 12.0, "D1": "#N/A"},
    "sst_count_too_high.xls": {"A1": "mot", "B1": "hai"},
    "sst_count_zero.xls": {"A1": "mot", "B1": "hai"},
    "sst_empty_continue.xls": {"A1": "abcdef"},
    "sst_flag_only_continue.xls": {"A1": "abcdef"},
    "stream_in_capitals.xls": {"A1": 42.0},
}
"""The cells of the one sheet of each file; an error by its text."""
NOTED = {"basic_library.ods": "macro", "ods_linked_table.ods": "liên kết đến tệp khác"}


def read(sheet: Sheet) -> dict[str, object]:
    """Every cell with a value or an error; types count, so 1.0 is no True."""
    cells: dict[str, object] = {
        a1(row, column): value
        for row, values in enumerate(sheet.rows)
        for column, value in enumerate(values)
        if value is not None
    }
    return cells | {a1(*at): error for at, error in sheet.errors.items()}


def opened(folder: Path, content: bytes) -> Workbook:
    (path := folder / "x.bin").write_bytes(content)
    return open_workbook(path)


def only_sheet(folder: Path, content: bytes) -> dict[str, object]:
    (sheet,) = opened(folder, content).sheets
    return read(sheet)


def test_every_file_has_its_values() -> None:
    assert {path.name for path in (DATA / "sheets").iterdir()} == FILES.keys()


@pytest.mark.parametrize("name", FILES)
def test_files_of_other_programs(name: str) -> None:
    book = open_workbook(DATA / "sheets" / name)
    (sheet,) = book.sheets
    found = read(sheet)
    assert found == FILES[name]
    assert [type(v) for v in found.values()] == [type(v) for v in FILES[name].values()]
    assert [NOTED[name] in note.message for note in book.notes] == [True] * (name in NOTED)


# Dates


def cell(value: str, attributes: str = "") -> bytes:
    return sheet_xml(f'<row r="1"><c r="A1"{attributes}><v>{value}</v></c></row>')


DATED = '<cellXfs count="1"><xf numFmtId="14" fontId="0"/></cellXfs>'


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2021-06-30", date(2021, 6, 30)),
        (" 2021-06-30T00:00:00 ", date(2021, 6, 30)),
        ("2021-06-30T23:30:00+07:00", datetime(2021, 6, 30, 23, 30)),
        ("08:30:00Z", time(8, 30)),
        ("1899-12-30T08:30:00", time(8, 30)),
        ("PT36H30M", timedelta(hours=36, minutes=30)),
        ("2021", "2021"),
        ("quý 2", "quý 2"),
    ],
)
def test_iso_dates_of_xlsx(tmp_path: Path, written: str, expected: object) -> None:
    part = cell(written, ' t="d"')
    assert only_sheet(tmp_path, xlsx(part)) == {"A1": expected}
    not_plain = part.replace(b"<c ", b"<c  ").replace(b"<v>", b"<!-- --><v>")
    assert only_sheet(tmp_path, xlsx(not_plain)) == {"A1": expected}


def test_iso_times_count_from_1904_too(tmp_path: Path) -> None:
    part = cell("1904-01-01T08:30:00", ' t="d"')
    book = xlsx(part, properties='<workbookPr date1904="true"/>')
    assert only_sheet(tmp_path, book) == {"A1": time(8, 30)}


def test_xlsb_dates_since_1904(tmp_path: Path) -> None:
    styles = brt(0x269) + brt(0x2F, struct.pack("<HHH", 0, 14, 0) + bytes(10)) + brt(0x26A)
    parts = xlsb_parts(brt_row(0) + brt_cell(0x05, 0, real(42917)), styles=styles)
    assert only_sheet(tmp_path, zipped(parts)) == {"A1": date(2017, 7, 1)}
    parts["xl/workbook.bin"] = brt(0x99, b"\1\0\0\0" + bytes(8)) + parts["xl/workbook.bin"]
    assert only_sheet(tmp_path, zipped(parts)) == {"A1": date(2021, 7, 2)}


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        *((number, date(2021, 6, 30)) for number in (14, 27, 36, 50, 58, 71, 81)),
        *((number, 44377.0) for number in (13, 26, 37, 49, 59, 62, 70, 82)),
        (79, timedelta(days=44377)),
    ],
)
def test_built_in_formats_of_every_excel(tmp_path: Path, number: int, expected: object) -> None:
    styles = f'<cellXfs count="1"><xf numFmtId="{number}" fontId="0"/></cellXfs>'
    book = xlsx(cell("44377", ' s="0"'), styles=styles)
    assert only_sheet(tmp_path, book) == {"A1": expected}
    extra = font("Arial") + xls_style(0, number)
    assert only_sheet(tmp_path, xls(xls_number(0, 0, 44377), extra=extra)) == {"A1": expected}


def test_built_in_per_cents_of_thai_excel(tmp_path: Path) -> None:
    extra = font("Arial") + xls_style(0, 67)
    (sheet,) = opened(tmp_path, xls(xls_number(0, 0, 0.4), extra=extra)).sheets
    assert sheet.percents == {(0, 0)}


# .ods


def ods_row(kind: str, attributes: str, text: str = "") -> str:
    return f"<table:table-row>{ods_typed(kind, attributes, text)}</table:table-row>"


ONE = ods_row("float", 'office:value="1"')


@pytest.mark.parametrize(
    ("kind", "attributes", "text", "expected"),
    [
        ("boolean", 'office:boolean-value="0"', "0", False),
        ("boolean", 'office:boolean-value="TRUE"', "TRUE", True),
        ("boolean", 'office:boolean-value="có"', "có", "có"),
        ("date", 'office:date-value="2021-06-30T00:00:00Z"', "x", date(2021, 6, 30)),
        ("percentage", 'office:value="0" table:formula="of:=1/0"', " #DIV/0! ", "#DIV/0!"),
        ("float", 'office:value="0"', "#N/A", "#N/A"),
        ("float", 'office:value="0" table:formula="of:=x"', "#SPILL!", "#SPILL!"),
        ("error", 'table:formula="of:=x"', "", "#VALUE!"),
        ("string", "", "#N/A", "#N/A"),
        ("string", 'office:string-value="#1"', "#1", "#1"),
    ],
)
def test_values_of_ods(
    tmp_path: Path, kind: str, attributes: str, text: str, expected: object
) -> None:
    (sheet,) = opened(tmp_path, zipped(ods_parts(ods_row(kind, attributes, text)))).sheets
    assert read(sheet) == {"A1": expected}
    is_error = str(expected) in sheet.errors.values()
    assert is_error == (str(expected)[:1] == "#" and kind != "string")


def test_a_linked_sheet_with_a_name_of_its_own_is_a_sheet(tmp_path: Path) -> None:
    """What the user linked he sees; only what LibreOffice keeps for formulas is left out."""
    source = '<table:table-source table:mode="copy-results-only"/>'
    book = opened(tmp_path, zipped(ods_parts(source + ONE)))
    assert [read(sheet) for sheet in book.sheets] == [{"A1": 1.0}]
    assert [note.code for note in book.notes] == ["unsafe-content"]


OF_OPENOFFICE = 'PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN"'


@pytest.mark.parametrize(
    ("doctype", "code"),
    [
        (f'<!DOCTYPE script:module {OF_OPENOFFICE} "module.dtd">', ""),
        (f'<!DOCTYPE x {OF_OPENOFFICE} "m.dtd" [<!ENTITY a "b">]>', "unsafe-content"),
        (f'<!DOCTYPE x {OF_OPENOFFICE} "http://x/m.dtd">', "unsafe-content"),
        ('<!DOCTYPE x SYSTEM "m.dtd">', "unsafe-content"),
    ],
)
@pytest.mark.parametrize("name", ["Basic/Standard/Module1.xml", "META-INF/manifest.xml"])
def test_dtds_that_openoffice_names(tmp_path: Path, doctype: str, code: str, name: str) -> None:
    parts = ods_parts(ONE)
    root = parts.get(name, b"<?xml version='1.0'?>\n<x/>")
    end = root.index(b"?>") + 2
    parts[name] = root[:end] + b"\n" + doctype.encode() + root[end:]
    if not code:
        assert only_sheet(tmp_path, zipped(parts)) == {"A1": 1.0}
        return
    with pytest.raises(Refused) as refused:
        opened(tmp_path, zipped(parts))
    assert refused.value.problem.code == code


def damaged(parts: Parts, name: str) -> bytes:
    """The archive with one byte of that stored part changed."""
    content = zipped(parts, zipfile.ZIP_STORED)
    at = content.index(parts[name])
    return content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :]


def test_a_damaged_thumbnail_costs_only_itself(tmp_path: Path) -> None:
    picture = b"\x89PNG and so on"
    for name, parts in (
        ("docProps/thumbnail.jpeg", xlsx_parts(cell("1"))),
        ("Thumbnails/thumbnail.png", ods_parts(ONE)),
        ("Pictures/1.png", ods_parts(ONE)),
    ):
        content = damaged(parts | {name: picture}, name)
        assert only_sheet(tmp_path, content) == {"A1": 1.0}
    with pytest.raises(Refused):
        opened(tmp_path, damaged(xlsx_parts(cell("1")), "xl/worksheets/sheet1.xml"))


# .xlsx and .xlsb


def test_a_sheet_whose_part_is_missing_is_no_module(tmp_path: Path) -> None:
    """Of a module there is nothing in the file, of a sheet there should be."""
    for parts, name in (
        (xlsx_parts(cell("1"), cell("2")), "xl/worksheets/sheet2.xml"),
        (xlsb_parts(brt_row(0), brt_row(0)), "xl/worksheets/sheet2.bin"),
    ):
        del parts[name]
        with pytest.raises(Refused):
            opened(tmp_path, zipped(parts))


@pytest.mark.parametrize("number", ["1", "1 ", " 1", "\n1", "01", "0001"])
def test_numbers_of_shared_strings(tmp_path: Path, number: str) -> None:
    book = xlsx(cell(number, ' t="s"'), strings=["<si><t>một</t></si>", "<si><t>hai</t></si>"])
    assert only_sheet(tmp_path, book) == {"A1": "hai"}


# .xls


@pytest.mark.parametrize("name", ["WORKBOOK", "workbook", "BOOK", "book"])
def test_names_of_streams_in_any_case(tmp_path: Path, name: str) -> None:
    content = compound({name: xls_stream(xls_number(0, 0, 1))}, ["_vba_project_cur"])
    book = opened(tmp_path, content)
    assert [read(sheet) for sheet in book.sheets] == [{"A1": 1.0}]
    assert [note.code for note in book.notes] == ["unsafe-content"]


def test_sheets_at_wrong_places_keep_their_order(tmp_path: Path) -> None:
    chart = bof("sheet") + xls_number(7, 7, 7) + record(0x0A)
    bodies = [chart + xls_number(0, 0, 1), xls_number(0, 0, 2)]
    for places in ([20, 40], [1 << 30, 0]):
        book = opened(tmp_path, xls(*bodies, places=places))
        assert [read(sheet) for sheet in book.sheets] == [{"A1": 1.0}, {"A1": 2.0}]


@pytest.mark.parametrize(
    ("page", "expected"),
    [(10000, "äøöü"), (32768, "äøöü"), (10007, "КњЪЯ"), (1252, "Š¿šŸ"), (9999, "Š¿šŸ")],
)
def test_code_pages(tmp_path: Path, page: int, expected: str) -> None:
    def begin(kind: int) -> bytes:
        return record(0x809, struct.pack("<HHHH", 0x500, kind, 0, 0))

    label = record(0x204, struct.pack("<HHHH", 0, 0, 0, 4) + b"\x8a\xbf\x9a\x9f")
    body = begin(0x10) + label + record(0x0A)

    def heads(start: int) -> bytes:
        tab = record(0x85, struct.pack("<IBB", start, 0, 0) + b"\1S")
        return begin(5) + record(0x42, struct.pack("<H", page)) + tab + record(0x0A)

    stream = heads(len(heads(0))) + body
    assert only_sheet(tmp_path, compound({"Book": stream})) == {"A1": expected}


def shared(pieces: list[bytes], count: int = 1) -> bytes:
    """A table of strings cut into these pieces."""
    first, *rest = pieces
    head = record(0xFC, struct.pack("<II", count, count) + first)
    return head + b"".join(record(0x3C, piece) for piece in rest)


WORDS = "Đổi mới 🇻🇳"


@pytest.mark.parametrize("cut", range(len(WORDS.encode("utf-16-le")) // 2 + 1))
@pytest.mark.parametrize("between", [[], [b""], [b"\1"], [b"\0", b"", b"\1"]])
def test_strings_cut_anywhere(tmp_path: Path, cut: int, between: list[bytes]) -> None:
    raw = WORDS.encode("utf-16-le")
    head = struct.pack("<HB", len(raw) // 2, 1)
    pieces = [head + raw[: 2 * cut], *between, b"\1" + raw[2 * cut :] + long_text("hai")]
    if 2 * cut == len(raw):
        pieces = [head + raw, *(b"" for _ in between), long_text("hai")]
    cells = b"".join(record(0xFD, struct.pack("<HHHI", 0, n, 0, n)) for n in range(2))
    assert only_sheet(tmp_path, xls(cells, extra=shared(pieces))) == {"A1": WORDS, "B1": "hai"}


def test_a_string_that_is_cut_off_is_missed_where_a_cell_needs_it(tmp_path: Path) -> None:
    table = shared([long_text("một") + long_text("hai")[:5]])
    first = record(0xFD, struct.pack("<HHHI", 0, 0, 0, 0))
    assert only_sheet(tmp_path, xls(first, extra=table)) == {"A1": "một"}
    second = record(0xFD, struct.pack("<HHHI", 0, 0, 0, 1))
    with pytest.raises(Refused):
        opened(tmp_path, xls(second, extra=table))


def test_blank_texts_without_flags(tmp_path: Path) -> None:
    formula = struct.pack("<HHH", 1, 0, 0) + b"\0\0\0\0\0\0\xff\xff" + bytes(6)
    label = record(0x204, struct.pack("<HHHH", 0, 0, 0, 0))
    text = record(0x06, formula + b"\3\0\x1e\1\0") + record(0x207, b"\0\0")
    cells = label + text + xls_label(2, 0, "ba", 0)
    assert only_sheet(tmp_path, xls(cells, extra=XLS_STYLES)) == {"A3": "ba"}


def test_a_shared_formula_keeps_the_text_that_it_gave(tmp_path: Path) -> None:
    """The shared formula itself stands between a cell and its text."""
    for number in (0x06, 0x206, 0x406):
        head = struct.pack("<HHH", 0, 0, 0) + b"\0\0\0\0\0\0\xff\xff" + struct.pack("<HI", 8, 0)
        cells = record(number, head + b"\5\0\x01\0\0\0\0")
        cells += record(0x4BC, bytes(8) + b"\3\0\x1e\1\0") + record(0x207, long_text("chữ"))
        (sheet,) = opened(tmp_path, xls(cells)).sheets
        assert read(sheet) == {"A1": "chữ"}
        assert set(sheet.formulas) == {(0, 0)}
