"""What stands in a sheet besides its cells."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import xlsxwriter

from plansheet.workbooks.reading import Drawn, Sheet, open_workbook
from support.hostile.builders import (
    XML,
    bof,
    brt,
    brt_cell,
    brt_row,
    ods_parts,
    record,
    relationships,
    sheet_xml,
    wide,
    xls,
    xls_number,
    xlsb_parts,
    xlsx_parts,
    zipped,
)
from support.hostile.cells import real

ONE_OF_EACH = {Drawn.PICTURE: 1, Drawn.CHART: 1, Drawn.TEXT_BOX: 1, Drawn.SHAPE: 1}


def only_sheet(folder: Path, parts: Mapping[str, bytes | str] | bytes) -> Sheet:
    content = parts if isinstance(parts, bytes) else zipped(parts)
    (path := folder / "x.bin").write_bytes(content)
    (sheet,) = open_workbook(path).sheets
    return sheet


def picture(folder: Path) -> str:
    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    pixel = chunk(b"IDAT", zlib.compress(b"\0\0\0\0")) + chunk(b"IEND", b"")
    (path := folder / "x.png").write_bytes(b"\x89PNG\r\n\x1a\n" + head + pixel)
    return str(path)


def test_of_xlsx_as_a_library_writes_it(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "x.xlsx"))
    sheet = book.add_worksheet("Trang 1")
    sheet.write("A1", 1)
    sheet.write_comment("B2", "xem lại\nsố này")
    sheet.insert_image("D4", picture(tmp_path))
    sheet.insert_textbox("F4", "chữ")
    sheet.insert_textbox("F14", "")
    sheet.insert_button("A20", {"caption": "nút"})
    chart: Any = book.add_chart({"type": "line"})
    chart.add_series({"values": "='Trang 1'!$A$1:$A$2"})
    sheet.insert_chart("H4", chart)
    other = book.add_worksheet("Trang 2")
    other.data_validation("B1", {"validate": "list", "source": ["a", "b"]})
    other.autofilter("A1:A8")
    book.close()
    first, second = open_workbook(tmp_path / "x.xlsx").sheets
    assert first.comments == {(1, 1): "xem lại\nsố này"}
    assert first.drawn == ONE_OF_EACH | {Drawn.CONTROL: 1}
    assert (second.comments, second.drawn) == ({}, {})


THREADS = (
    '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/'
    'threadedcomments"><threadedComment ref="B2" id="{1}"><text>đúng chưa?</text>'
    '</threadedComment><threadedComment ref="B2" id="{2}" parentId="{1}"><text>rồi</text>'
    "</threadedComment></ThreadedComments>"
)
COMMENTS = (
    '<comments><authors><author>tc={1}</author></authors><commentList><comment ref="B2">'
    "<text><t>[Threaded comment] đúng chưa?</t></text></comment>"
    '<comment ref="C3"><text><r><t>hai </t></r><r><t>phần</t></r></text></comment>'
    '<comment ref="đâu"><text><t>không ở đâu</t></text></comment></commentList></comments>'
)
DRAWING = (
    '<wsDr xmlns:mc="m" xmlns:a="a"><grpSp><pic/><sp><txBody><a:t>chữ</a:t></txBody></sp></grpSp>'
    '<mc:AlternateContent><mc:Choice><sp><cNvPr hidden="1"/><a:t>nút</a:t></sp></mc:Choice>'
    "<mc:Fallback/></mc:AlternateContent><mc:AlternateContent><mc:Choice><graphicFrame>"
    "<a:graphicData><cx:chart xmlns:cx='c'/></a:graphicData></graphicFrame></mc:Choice>"
    "<mc:Fallback><sp><a:t>không xem được</a:t></sp></mc:Fallback></mc:AlternateContent>"
    "<cxnSp/></wsDr>"
)


def test_of_xlsx_as_excel_writes_it(tmp_path: Path) -> None:
    parts = xlsx_parts(sheet_xml(""))
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = relationships(
        ("r1", "threadedComment", "../threads.xml"),
        ("r2", "comments", "../comments.xml"),
        ("r3", "drawing", "../drawing.xml"),
        ("r4", "oleObject", "../embeddings/x.bin"),
        ("r5", "package", "../embeddings/x.docx"),
        ("r6", "ctrlProp", "../ctrlProps/x.xml"),
        ("r7", "hyperlink", "https://example.com"),
    )
    parts |= {"xl/threads.xml": THREADS.encode(), "xl/comments.xml": COMMENTS.encode()}
    parts |= {"xl/drawing.xml": DRAWING.encode(), "xl/embeddings/x.bin": b"x"}
    sheet = only_sheet(tmp_path, parts)
    assert sheet.comments == {(1, 1): "đúng chưa?\nrồi", (2, 2): "hai phần"}
    assert sheet.drawn == ONE_OF_EACH | {Drawn.OBJECT: 2, Drawn.CONTROL: 1}
    parts["xl/drawing.xml"] = b"<wsDr><pic></wsDr>"
    assert only_sheet(tmp_path, parts).drawn == {Drawn.SHAPE: 1, Drawn.OBJECT: 2, Drawn.CONTROL: 1}
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = b"<<<"
    assert only_sheet(tmp_path, parts).drawn == {Drawn.SHAPE: 1}


def test_comments_of_xlsb(tmp_path: Path) -> None:
    parts = xlsb_parts(brt_row(0) + brt_cell(0x05, 0, real(1)))
    parts["xl/worksheets/_rels/sheet1.bin.rels"] = relationships(("r1", "comments", "../c.bin"))
    place = struct.pack("<5I", 0, 4, 4, 2, 2) + bytes(16)
    parts["xl/c.bin"] = brt(0x274) + brt(0x27B, place) + brt(0x27D, b"\0" + wide("ghi chú"))
    assert only_sheet(tmp_path, parts).comments == {(4, 2): "ghi chú"}


def drawn_object(sort: int, number: int, flags: int = 0, more: bytes = b"") -> bytes:
    head = struct.pack("<5H", 0x15, 0x12, sort, number, flags)
    return record(0x5D, head + bytes(12) + more + bytes(4))


def object_text(text: str) -> bytes:
    head = record(0x1B6, struct.pack("<10xHHI", len(text), 16, 0))
    return head + record(0x3C, b"\1" + text.encode("utf-16-le")) + record(0x3C, bytes(16))


def test_of_xls(tmp_path: Path) -> None:
    chart = bof("sheet") + drawn_object(8, 1) + record(0x0A)
    records = [
        *(drawn_object(0x19, 1), record(0xEC), object_text("ghi chú")),
        drawn_object(8, 2),
        *(drawn_object(5, 3), chart),
        *(drawn_object(0x1E, 4), record(0xEC), object_text("chữ")),
        drawn_object(0x02, 5),
        drawn_object(0x14, 6, 0x2101),  # the arrow of a filter
        drawn_object(0x0B, 7),
        drawn_object(8, 8, 0, struct.pack("<HHHHH", 8, 2, 1, 9, 0)),
        drawn_object(8, 9, 0, struct.pack("<HHH", 8, 2, 0x11)),
        record(0x5D, b"\x15"),
        record(0x1C, struct.pack("<4H", 3, 2, 0, 1) + b"\0\0\0"),
        record(0x1C, struct.pack("<4H", 5, 5, 0, 99) + b"\0\0\0"),
    ]
    sheet = only_sheet(tmp_path, xls(xls_number(0, 0, 1) + b"".join(records)))
    assert sheet.comments == {(3, 2): "ghi chú", (5, 5): ""}
    assert sheet.drawn == ONE_OF_EACH | {Drawn.CONTROL: 2, Drawn.OBJECT: 1}


def frame(content: str) -> str:
    return f"<draw:frame xmlns:draw='d' xmlns:xlink='x'>{content}<draw:image/></draw:frame>"


def test_of_ods(tmp_path: Path) -> None:
    table = (
        "<table:shapes>"
        + frame("")
        + frame('<draw:object xlink:href="./Object 1"/>')
        + frame('<draw:object xlink:href="./Object 2"/>')
        + frame("<draw:text-box><text:p>chữ</text:p></draw:text-box>")
        + "<d:g xmlns:d='d'><d:custom-shape><text:p/></d:custom-shape><d:control/></d:g>"
        "</table:shapes><table:table-row><table:table-cell/>"
        '<table:table-cell office:value-type="string"><office:annotation>'
        "<dc:creator xmlns:dc='dc'>ai đó</dc:creator><text:p>một</text:p>"
        "<text:p>hai<text:s/>ba</text:p></office:annotation><text:p>giá trị</text:p>"
        "<d:rect xmlns:d='d'><text:p>ô chữ</text:p></d:rect></table:table-cell></table:table-row>"
    )
    manifest = "".join(
        f'<manifest:file-entry manifest:full-path="Object {number}/" '
        f'manifest:media-type="application/vnd.oasis.opendocument.{kind}"/>'
        for number, kind in ((1, "chart"), (2, "text"))
    )
    sheet = only_sheet(tmp_path, ods_parts(table, manifest=manifest))
    assert sheet.rows == [[None, "giá trị"]]
    assert sheet.comments == {(0, 1): "một\nhai ba"}
    two_boxes = ONE_OF_EACH | {Drawn.TEXT_BOX: 2}
    assert sheet.drawn == two_boxes | {Drawn.OBJECT: 1, Drawn.CONTROL: 1}


def test_a_drawing_without_bottom_is_read_in_time(tmp_path: Path) -> None:
    parts = xlsx_parts(sheet_xml(""))
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = relationships(("r", "drawing", "../d.xml"))
    parts["xl/d.xml"] = f"{XML}{'<sp>' * 100_000}{'</sp>' * 100_000}".encode()
    assert only_sheet(tmp_path, parts).drawn == {Drawn.SHAPE: 1}
