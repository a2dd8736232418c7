"""The same cells from .xls, .xlsb and .ods."""

from __future__ import annotations

import struct
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from plansheet.workbooks.reading import Sheet, Workbook, open_workbook
from plansheet.workbooks.reading.binary.biff import CellWriter, cell_styles
from plansheet.workbooks.reading.grid import Grid
from support.hostile.builders import (
    bof,
    brt,
    brt_cell,
    brt_row,
    compound,
    long_text,
    ods_parts,
    record,
    wide,
    xls,
    xls_number,
    xls_stream,
    xlsb_parts,
    zipped,
)
from support.hostile.cells import (
    ODS_STYLES,
    ODS_TABLE,
    XLS_CELLS,
    XLS_STYLES,
    XLSB_CELLS,
    XLSB_STYLES,
    ods_typed,
    real,
    xls_formula,
    xls_style,
)


def opened(folder: Path, content: bytes) -> Workbook:
    path = folder / "x.bin"
    path.write_bytes(content)
    return open_workbook(path)


def values(sheet: Sheet) -> dict[tuple[int, int], object]:
    return {
        (r, c): value
        for r, row in enumerate(sheet.rows)
        for c, value in enumerate(row)
        if value is not None
    }


# .xls


XLS_VALUES = {
    (1, 0): "hai",
    (1, 1): 12.5,
    (1, 2): "nhãn",
    (2, 0): -7.0,
    (2, 1): 12.34,
    (2, 2): 5.0,
    (2, 3): 1.5,
    (3, 0): True,
    (3, 2): 2.5,
    (3, 3): "chữ",
    (3, 4): True,
    (3, 7): True,
    (4, 0): date(2021, 6, 30),
    (4, 1): datetime(2021, 6, 30, 12),
    (4, 2): time(6),
    (4, 3): timedelta(hours=36),
    (4, 4): 0.4,
    (4, 5): 40.0,
    (4, 6): "Văn",
}


def test_cells_of_xls(tmp_path: Path) -> None:
    book = opened(tmp_path, xls(XLS_CELLS, strings=["một", "hai"], extra=XLS_STYLES))
    (sheet,) = book.sheets
    assert sheet.name == "Trang 1"
    assert values(sheet) == XLS_VALUES
    assert sheet.errors == {(3, 1): "#REF!", (3, 5): "#N/A"}
    assert set(sheet.formulas) == {(3, 2), (3, 3), (3, 4), (3, 5), (3, 6)}
    assert sheet.percents == {(4, 4)}
    assert sheet.tcvn3 == {(4, 6): "V¨n"}
    assert book.notes == ()


def test_xls_hidden_rows_columns_and_sheets(tmp_path: Path) -> None:
    rows = record(0x208, struct.pack("<HHHHHHI", 0, 0, 1, 255, 0, 0, 0x20))
    columns = record(0x7D, struct.pack("<HHHHHH", 1, 2, 0, 0, 1, 0))
    cells = xls_number(0, 0, 1) + xls_number(1, 1, 1)
    stream = xls_stream(rows + columns + cells, cells, cells, names=["Một", "Hai", "_plansheet"])
    tab = stream.index(record(0x85)[:2], stream.index(record(0x85)[:2]) + 4)
    stream = stream[: tab + 8] + b"\2" + stream[tab + 9 :]
    book = opened(tmp_path, compound({"Workbook": stream}))
    assert [s.visibility for s in book.sheets] == ["visible", "veryHidden", "visible"]
    assert book.sheets[0].hidden_rows == {0}
    assert book.sheets[0].hidden_columns == {1, 2}
    assert [(n.code, n.sheet, n.cell) for n in book.notes] == [
        ("hidden-content", "Một", "A1"),
        ("hidden-content", "Một", "B1"),
        ("hidden-content", "Hai", ""),
    ]


def test_xls_strings_that_run_over_several_records(tmp_path: Path) -> None:
    """What is cut inside the characters says anew how wide they are."""
    texts = ["một hai ba", "abc", "đ" * 20]
    table = struct.pack("<II", 3, 3)
    pieces = [table]
    for text in texts:
        head = struct.pack("<HB", len(text), 1)
        first, rest = text[: len(text) // 2], text[len(text) // 2 :]
        pieces[-1] += head + first.encode("utf-16-le")
        pieces.append(b"\1" + rest.encode("utf-16-le"))
    strings = record(0xFC, pieces[0]) + b"".join(record(0x3C, piece) for piece in pieces[1:])
    cells = b"".join(record(0xFD, struct.pack("<HHHI", n, 0, 0, n)) for n in range(3))
    book = opened(tmp_path, xls(cells, extra=strings))
    assert [row[0] for row in book.sheets[0].rows] == texts


def test_xls_rich_strings_and_their_fonts(tmp_path: Path) -> None:
    def rich(text: str, *runs: int) -> bytes:
        head = struct.pack("<HBH", len(text), 9, len(runs) // 2)
        return head + text.encode("utf-16-le") + struct.pack(f"<{len(runs)}H", *runs)

    items = [rich("V¨n", 0, 5), rich("Văn", 0, 0), rich("V¨n", 1, 0), long_text("V¨n")]
    strings = record(0xFC, struct.pack("<II", 4, 4) + b"".join(items))
    cells = b"".join(
        record(0xFD, struct.pack("<HHHI", n, c, style, n))
        for n in range(4)
        for c, style in ((0, 0), (1, 5))
    )
    (sheet,) = opened(tmp_path, xls(cells, extra=XLS_STYLES + strings)).sheets
    assert set(sheet.tcvn3) == {(0, 0), (0, 1), (2, 1), (3, 1)}


def test_xls_of_excel_5(tmp_path: Path) -> None:
    """Texts of one byte a character, in the code page of the file."""

    def begin(kind: int) -> bytes:
        return record(0x809, struct.pack("<HHHH", 0x500, kind, 0, 0))

    label = struct.pack("<HHHH", 0, 0, 0, 5) + "S\u1edf KH".replace("\u1edf", "?").encode()
    legacy = struct.pack("<HHHH", 0, 1, 1, 3) + "V¨n".encode("latin-1")
    euro = struct.pack("<HHHH", 0, 2, 0, 1) + b"\x80"
    body = begin(0x10) + b"".join(record(0x204, r) for r in (label, legacy, euro)) + record(0x0A)
    extra = record(0x42, struct.pack("<H", 1252))
    extra += b"".join(
        record(0x31, bytes(14) + bytes([len(n)]) + n.encode()) for n in ("Arial", ".VnTime")
    )
    extra += xls_style(0, 0) + xls_style(1, 0)
    name = b"\x05Trang"

    def heads(start: int) -> bytes:
        return (
            begin(5) + extra + record(0x85, struct.pack("<IBB", start, 0, 0) + name) + record(0x0A)
        )

    stream = heads(len(heads(0))) + body
    (sheet,) = opened(tmp_path, compound({"Book": stream})).sheets
    assert sheet.name == "Trang"
    assert list(sheet.rows[0]) == ["S? KH", "Văn", "€"]
    assert sheet.tcvn3 == {(0, 1): "V¨n"}


def test_xls_dates_since_1904(tmp_path: Path) -> None:
    extra = XLS_STYLES + record(0x22, b"\1\0")
    (sheet,) = opened(tmp_path, xls(xls_number(0, 0, 42915, 1), extra=extra)).sheets
    assert sheet.rows == [[date(2021, 6, 30)]]


def test_a_chart_inside_a_sheet_is_passed_over(tmp_path: Path) -> None:
    chart = bof("sheet") + xls_number(7, 7, 7) + record(0x0A)
    (sheet,) = opened(tmp_path, xls(xls_number(0, 0, 1) + chart + xls_number(0, 1, 2))).sheets
    assert sheet.rows == [[1.0, 2.0]]


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (compound({"Workbook": xls_stream(xls_number(0, 0, 1))}, ["_VBA_PROJECT_CUR"]), "macro"),
        (compound({"Workbook": xls_stream(xls_number(0, 0, 1))}, ["MBD0001"]), "đối tượng nhúng"),
        (
            xls(xls_number(0, 0, 1), extra=record(0x1AE, struct.pack("<HH", 1, 5) + b"\0x.xls")),
            "liên kết đến tệp khác",
        ),
        (
            xls(xls_number(0, 0, 1), extra=record(0x1AE, struct.pack("<HH", 1, 5) + b"\0cmd\x03x")),
            "liên kết DDE",
        ),
        (xls(xls_number(0, 0, 1), extra=record(0xDC)), "kết nối dữ liệu"),
    ],
)
def test_what_could_run_in_xls(tmp_path: Path, content: bytes, what: str) -> None:
    (note,) = opened(tmp_path, content).notes
    assert note.code == "unsafe-content"
    assert f": {what}." in note.message


# .xlsb

XLSB_VALUES = {
    (1, 0): "hai",
    (1, 1): 12.5,
    (1, 2): "nhãn",
    (1, 3): "giàu",
    (2, 0): -7.0,
    (2, 1): 12.34,
    (2, 2): "một",
    (3, 0): True,
    (3, 2): 2.5,
    (3, 3): "chữ",
    (3, 4): True,
    (4, 0): date(2021, 6, 30),
    (4, 1): 0.4,
    (4, 2): "Văn",
}


def test_cells_of_xlsb(tmp_path: Path) -> None:
    parts = xlsb_parts(XLSB_CELLS, strings=["một", "hai"], styles=XLSB_STYLES)
    (sheet,) = opened(tmp_path, zipped(parts)).sheets
    assert sheet.name == "Trang 1"
    assert values(sheet) == XLSB_VALUES
    assert sheet.errors == {(3, 1): "#REF!", (3, 5): "#N/A"}
    assert set(sheet.formulas) == {(3, 2), (3, 3), (3, 4), (3, 5)}
    assert sheet.percents == {(4, 1)}
    assert sheet.tcvn3 == {(4, 2): "V¨n"}
    assert sheet.hidden_rows == {2}


@pytest.mark.parametrize(
    ("name", "content", "skipped"),
    [
        ("x.xls", xls(XLS_CELLS, strings=["một", "hai"], extra=XLS_STYLES), set()),
        (
            "x.xlsb",
            zipped(xlsb_parts(XLSB_CELLS, strings=["một", "hai"], styles=XLSB_STYLES)),
            {(1, 3), (2, 1), (2, 2)},  # rich cells and cells without a column: it passes them over
        ),
    ],
)
def test_calamine_reads_the_same(
    tmp_path: Path, name: str, content: bytes, skipped: set[tuple[int, int]]
) -> None:
    (path := tmp_path / name).write_bytes(content)
    theirs = CalamineWorkbook.from_path(path).get_sheet_by_index(0)
    found = {
        (r, c): value
        for r, row in enumerate(theirs.to_python(skip_empty_area=False))
        for c, value in enumerate(row)
        if value != ""
    }
    sheet = open_workbook(path).sheets[0]
    ours = values(sheet) | dict(sheet.tcvn3)
    assert found == {at: value for at, value in ours.items() if at not in skipped}


# .ods


def test_cells_of_ods(tmp_path: Path) -> None:
    (sheet,) = opened(tmp_path, zipped(ods_parts(ODS_TABLE, ODS_STYLES))).sheets
    assert values(sheet) == {
        (1, 0): "một  hai\tba\nbốn",
        (1, 1): 12.5,
        (1, 2): 0.4,
        (1, 3): True,
        (1, 4): "Văn",
        **{(row, column): "lặp" for row in (2, 3) for column in (0, 1)},
        (2, 4): 3.0,
        (3, 4): 3.0,
        (4, 0): date(2021, 6, 30),
        (4, 1): datetime(2021, 6, 30, 12),
        (4, 2): time(6),
        (4, 3): timedelta(hours=36),
        (5, 0): 2.5,
        (5, 3): "một\nV¨n",
    }
    assert sheet.errors == {(5, 2): "#DIV/0!", (5, 4): "#N/A"}
    assert sheet.formulas == {
        (5, 0): "B2/Sheet2!A$1+SUM(A1:B2)",
        (5, 1): "1+1",
        (5, 2): "1/0",
        (5, 4): "NA()",
    }
    assert sheet.uncached == {(5, 1)}
    assert sheet.percents == {(1, 2)}
    assert sheet.tcvn3 == {(1, 4): "V¨n"}
    assert sheet.hidden_rows == {4}
    assert sheet.hidden_columns == {3}
    assert len(sheet.rows) == 6


# Formulas that look into another workbook

REF_3D = b"\x1e\x05\x00\x3a" + struct.pack("<HHH", 1, 0, 0) + b"\x03"
ARGUMENTS = (
    b"\x17\x01\x01a\0"
    + b"\x19\x04\x01\x00\0\0\0\0"
    + b"\x44\0\0\0\0"
    + b"\x21\x1b\0"
    + b"\x42\2\4\0"
)


def xls_links() -> bytes:
    """Of three workbooks that formulas refer to, the second is another one."""
    here = record(0x1AE, struct.pack("<H", 1) + b"\1\4")
    other = record(0x1AE, struct.pack("<H", 1) + long_text("\x01\x01Cthư mục\x03khác.xls"))
    table = struct.pack("<H", 2) + struct.pack("<HHH", 0, 0, 0) + struct.pack("<HHH", 1, 0, 0)
    return here + other + record(0x17, table)


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        (b"\x1e\1\0", ""),
        (REF_3D, "[khác.xls]!"),
        (ARGUMENTS + REF_3D, "[khác.xls]!"),
        (b"\x5a" + struct.pack("<HHH", 0, 0, 0), ""),
        (b"\x59" + struct.pack("<HI", 1, 1), "[khác.xls]!"),
        (b"\x3a\xff\xff\0\0\0\0", ""),
        (b"\x7e\x7e", ""),
        (b"\x3a", ""),
    ],
)
def test_xls_formulas_that_look_outside(tmp_path: Path, tokens: bytes, expected: str) -> None:
    cells = xls_formula(0, 0, struct.pack("<d", 1), tokens)
    book = opened(tmp_path, xls(cells, extra=xls_links()))
    assert book.sheets[0].formulas == {(0, 0): expected}
    assert len(book.notes) == 1
    assert "liên kết đến tệp khác" in book.notes[0].message


def test_xlsb_formulas_that_look_outside(tmp_path: Path) -> None:
    reference = b"\x17\x01\x00a\x00" + b"\x3a" + struct.pack("<HIH", 1, 0, 0)
    tail = struct.pack("<HI", 0, len(reference)) + reference + struct.pack("<I", 0)
    cells = brt_row(0) + b"".join(
        brt_cell(kind, column, value + tail)
        for column, (kind, value) in enumerate(
            [(0x09, real(1)), (0x08, wide("x")), (0x0A, b"\1"), (0x0B, b"\x17")]
        )
    )
    parts = xlsb_parts(cells)
    table = struct.pack("<I", 2) + struct.pack("<III", 0, 0, 0) + struct.pack("<III", 1, 0, 0)
    links = brt(0x165) + brt(0x163, wide("rId9")) + brt(0x16A, table)
    parts["xl/workbook.bin"] = parts["xl/workbook.bin"].replace(brt(0x84), links + brt(0x84))
    (sheet,) = opened(tmp_path, zipped(parts)).sheets
    assert sheet.formulas == {(0, column): "[1]!" for column in range(4)}


def test_ods_formulas_that_look_outside(tmp_path: Path) -> None:
    text = "of:=['file:///C:/th%C6%B0/khác.ods'#$'Trang 1'.A1]+[.A1]"
    attributes = f'office:value="1" table:formula="{text}"'
    row = f"<table:table-row>{ods_typed('float', attributes)}</table:table-row>"
    book = opened(tmp_path, zipped(ods_parts(row)))
    assert book.sheets[0].formulas == {(0, 0): "[khác.ods]'Trang 1'!A1+A1"}
    assert [note.code for note in book.notes] == ["unsafe-content"]


# Dates that show no day.


def test_a_date_of_xls_and_xlsb_that_shows_no_day() -> None:
    grid = Grid("Trang 1")
    cells = CellWriter(grid, cell_styles([(0, 17), (0, 164), (0, 14)], {164: "yyyy"}, []), False)
    for column in range(3):
        cells.number(0, column, column, 44348)
    assert grid.rows == [[date(2021, 6, 1)] * 3]
    assert grid.sheet().dayless == {(0, 0): "month", (0, 1): "year"}


def test_a_date_of_ods_that_shows_no_day(tmp_path: Path) -> None:
    shown = ("06/21", "Jun-21", "Tháng 6 năm 2021", "2021", "1/6/21", "01 Jun 21", "1/6")
    cells = "".join(
        '<table:table-cell office:value-type="date" office:date-value="2021-06-01">'
        f"<text:p>{text}</text:p></table:table-cell>"
        for text in shown
    )
    row = f"<table:table-row>{cells}</table:table-row>"
    (sheet,) = opened(tmp_path, zipped(ods_parts(row))).sheets
    assert sheet.dayless == {
        **{(0, column): "month" for column in (0, 1, 2)},
        (0, 3): "year",
    }
