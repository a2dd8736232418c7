"""Addresses, folders, what a file is, and what is said about it."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from plansheet.workbooks.reading import (
    Refused,
    a1,
    cell_position,
    column_letters,
    find_workbooks,
    open_workbook,
)
from plansheet.workbooks.reading.folder import find_received
from plansheet.workbooks.reading.serials import from_serial
from plansheet.workbooks.reading.xlsx.formulas import shifted
from support.hostile.builders import (
    compound,
    ods_cell,
    ods_parts,
    sheet_xml,
    xls,
    xls_label,
    xlsx,
    xlsx_parts,
    zipped,
)


def save(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_addresses_and_positions() -> None:
    cases = {
        "A1": (0, 0),
        "Z9": (8, 25),
        "AA10": (9, 26),
        "ZZ1": (0, 701),
        "XFD1048576": (1048575, 16383),
    }
    assert [cell_position(address) for address in cases] == list(cases.values())
    assert [a1(*position) for position in cases.values()] == list(cases)
    assert column_letters(701) == "ZZ"
    assert cell_position("$b$3") == (2, 1)
    for wrong in ("", "A", "1", "A0", "AAAA1", "A1:B2", "A1 ", "Á1", "A１"):
        with pytest.raises(ValueError):
            cell_position(wrong)
    for negative in ((-1, 0), (0, -1)):
        with pytest.raises(ValueError):
            a1(*negative)


def test_the_files_of_a_folder(tmp_path: Path) -> None:
    for name in (
        "b.xlsx",
        "a/z.xls",
        "a/b/c.ods",
        "ghi chú.txt",
        "~$b.xlsx",
        ".hidden.xlsx",
        "._b.xlsx",
        ".DS_Store",
        "a/Thumbs.db",
        "a/Desktop.ini",
        "__MACOSX/b.xlsx",
        ".git/x.xlsx",
        "received.tsv",
        "a/received.tsv",
    ):
        save(tmp_path, name, b"x")
    try:
        (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    except OSError:
        pytest.skip("no links on this system")
    found = [path.relative_to(tmp_path).as_posix() for path in find_workbooks(tmp_path)]
    assert found == ["a/b/c.ods", "a/z.xls", "b.xlsx", "ghi chú.txt"]
    lists = [path.relative_to(tmp_path).as_posix() for path in find_received(tmp_path)]
    assert lists == ["received.tsv", "a/received.tsv"]


def test_what_says_that_it_is_a_workbook_is_read_by_its_content(tmp_path: Path) -> None:
    contents = {
        "xlsx.xls": xlsx(),
        "xls.xlsx": xls(xls_label(0, 0, "Mã")),
        "ods.docx": zipped(ods_parts(f"<table:table-row>{ods_cell('Mã')}</table:table-row>")),
    }
    for name, content in contents.items():
        book = open_workbook(save(tmp_path, name, content))
        assert book.sheets[0].rows[0][0] == "Mã", name
        assert len(book.sha256) == 64


OTHERS = {
    b"": "tệp rỗng",
    b"%PDF-1.7": "PDF",
    b"<html><table></table></html>": "HTML",
    "\ufeff<!DOCTYPE html><body>".encode(): "HTML",
    b"MIME-Version: 1.0\n": "MHTML",
    b"From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\nContent-Type: x\n\n": "MHTML",
    b"Return-Path: <a@b>\r\nReceived: from x\r\n": "lưu tệp đính kèm",
    b"Subject: Bao cao\r\n\tquy 2\r\nFrom: a@b\r\nTo: c@d\r\n": "lưu tệp đính kèm",
    b"MIME-Version: 1.0\nDate: 1 Jul 2021\nMessage-ID: <1@b>\n": "lưu tệp đính kèm",
    compound({"__properties_version1.0": b"x"}): "lưu tệp đính kèm",
    b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>': (
        "2003"
    ),
    "Mã;Tên\nNV.1;Một;x\nNV.2;Hai;y\n".encode(): "CSV",
    "Kính gửi các cơ quan".encode(): "văn bản",
    b"\x89PNG\r\n": "ảnh",
    zipped({"word/document.xml": b"<document/>"}): "Word",
    zipped({"a.txt": b"a"}): "nén",
}


@pytest.mark.parametrize(("content", "said"), OTHERS.items(), ids=OTHERS.values())
def test_other_files_are_named(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(Refused) as refusal:
        open_workbook(save(tmp_path, "x.xlsx", content), name="gửi/x.xlsx")
    problem = refusal.value.problem
    assert (problem.code, problem.severity, problem.file) == (
        "not-a-workbook",
        "error",
        "gửi/x.xlsx",
    )
    assert said in dict(problem.details)["why"].vi  # type: ignore[union-attr]


def test_what_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.xlsx").mkdir()
    names = ["folder.xlsx", "missing.xlsx"]
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.xlsx")
        names.append("pipe.xlsx")
    for name in names:
        with pytest.raises(Refused) as refusal:
            open_workbook(tmp_path / name)
        assert refusal.value.problem.code == "unreadable"


def test_when_a_file_was_saved_is_told_in_the_time_of_vietnam(tmp_path: Path) -> None:
    cases = {
        "2021-07-01T17:30:00Z": "2021-07-02T00:30:00",
        "2021-07-01T17:30:00+07:00": "2021-07-01T17:30:00",
        "2021-07-01T17:30:00": "2021-07-01T17:30:00",
        "yesterday": None,
        "9999-12-31T23:59:59Z": None,
    }
    for said, expected in cases.items():
        core = f'<c xmlns:d="x"><d:modified a="b">{said}</d:modified></c>'.encode()
        path = save(tmp_path, "x.xlsx", zipped(xlsx_parts() | {"docProps/core.xml": core}))
        saved = open_workbook(path).modified
        assert (saved and saved.isoformat()) == expected
    assert open_workbook(save(tmp_path, "y.xlsx", xlsx())).modified is None


PARTS = {
    "xl/vbaProject.bin": "macro",
    "xl/macrosheets/sheet1.xml": "macro",
    "xl/externalLinks/externalLink1.xml": "liên kết đến tệp khác",
    "xl/connections.xml": "kết nối dữ liệu",
    "xl/embeddings/oleObject1.bin": "đối tượng nhúng",
    "xl/activeX/activeX1.xml": "điều khiển ActiveX",
}


@pytest.mark.parametrize(("part", "what"), PARTS.items())
def test_one_warning_for_what_could_run(tmp_path: Path, part: str, what: str) -> None:
    path = save(tmp_path, "x.xlsm", zipped(xlsx_parts() | {part: b"<x/>"}))
    (note,) = open_workbook(path).notes
    assert (note.code, note.severity, note.file) == ("unsafe-content", "warning", "x.xlsm")
    assert f": {what}." in note.message


def test_dde_is_named_beside_the_link(tmp_path: Path) -> None:
    link = {"xl/externalLinks/externalLink1.xml": b"<externalLink><ddeLink/></externalLink>"}
    notes = open_workbook(save(tmp_path, "x.xlsx", zipped(xlsx_parts() | link))).notes
    assert [str(dict(n.details)["what"].vi) for n in notes] == [  # type: ignore[union-attr]
        "liên kết đến tệp khác",
        "liên kết DDE",
    ]


def test_hidden_parts_with_values_are_noted_once_each(tmp_path: Path) -> None:
    cell = '<c r="{}"><v>1</v></c>'.format
    rows = (
        f'<row r="1" hidden="1">{cell("A1")}</row><row r="2" hidden="0">{cell("C2")}</row>'
        f'<row hidden="true" r="3">{cell("B3")}</row><row r="9" hidden="1"/>'
    )
    columns = '<cols><col min="2" max="2" hidden="1"/><col min="5" max="16384" hidden="1"/></cols>'
    book = open_workbook(
        save(
            tmp_path,
            "x.xlsx",
            xlsx(
                sheet_xml(rows, before=columns),
                sheet_xml(f'<row r="1">{cell("A1")}</row>'),
                sheet_xml(f'<row r="1">{cell("A1")}</row>'),
                sheet_xml(""),
                names=["Hiện", "Ẩn", "_plansheet", "Trống"],
                states=["visible", "hidden", "veryHidden", "veryHidden"],
            ),
        )
    )
    assert [sheet.visibility for sheet in book.sheets] == [
        "visible",
        "hidden",
        "veryHidden",
        "veryHidden",
    ]
    assert book.sheets[0].hidden_rows == {0, 2, 8}
    assert book.sheets[0].hidden_columns == {1, *range(4, 702)}
    assert [(n.code, n.sheet, n.cell) for n in book.notes] == [
        ("hidden-content", "Hiện", "A1"),
        ("hidden-content", "Hiện", "B1"),
        ("hidden-content", "Ẩn", ""),
    ]
    assert "2 hàng" in book.notes[0].message
    assert book.sheet("Ẩn") is book.sheets[1]
    assert book.sheet("ẩn") is None


SHIFTS = [
    ("A1*2", (1, 0), "A2*2"),
    ("$A$1+A$1+$A1", (2, 3), "$A$1+D$1+$A3"),
    ("SUM(B2:C3)", (1, 1), "SUM(C3:D4)"),
    ("SUM(A:A)+SUM($B:C)+SUM(1:2)", (1, 1), "SUM(B:B)+SUM($B:D)+SUM(2:3)"),
    ('"A1"&A1', (1, 0), '"A1"&A2'),
    ("'A1'!A1+Sheet1!A1", (1, 0), "'A1'!A2+Sheet1!A2"),
    ("LOG10(A1)+A1B", (1, 0), "LOG10(A2)+A1B"),
    ("A1", (-1, 0), "#REF!"),
    ("B1", (0, -2), "#REF!"),
    ("[1]Sheet!A1+T[A1]", (1, 0), "[1]Sheet!A2+T[A1]"),
    ("TAXES2021+XFE1+DATE(2021,1,1)", (1, 1), "TAXES2021+XFE1+DATE(2021,1,1)"),
]


@pytest.mark.parametrize(("formula", "by", "expected"), SHIFTS)
def test_shared_formulas_move(formula: str, by: tuple[int, int], expected: str) -> None:
    assert shifted(formula, by) == expected


NO_NUMBERS = ("1_000", "١٢", "１２", "1e5_0", "0x10", "abc", "1,5")


@pytest.mark.parametrize("style", ["0", "1"], ids=["plain", "per cent"])
def test_numbers_are_those_of_xml_and_not_of_python(tmp_path: Path, style: str) -> None:
    for text in NO_NUMBERS:
        part = sheet_xml(
            f'<row r="1"><c r="A1" s="{style}"><v>{text}</v></c><c r="B1"><v>5</v></c></row>'
        )
        styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="9"/></cellXfs>'
        (sheet,) = open_workbook(save(tmp_path, "x.xlsx", xlsx(part, styles=styles))).sheets
        assert sheet.rows == [[text, 5]]


def test_numbers_of_open_document_are_not_those_of_python_either(tmp_path: Path) -> None:
    for text in NO_NUMBERS:
        cell = f'<table:table-cell office:value-type="float" office:value="{text}">'
        table = f"<table:table-row>{cell}<text:p>a</text:p></table:table-cell></table:table-row>"
        (sheet,) = open_workbook(save(tmp_path, "x.ods", zipped(ods_parts(table)))).sheets
        assert sheet.rows == [["a"]]


@pytest.mark.parametrize("date1904", [False, True])
def test_numbers_beyond_the_calendar_stay_numbers(date1904: bool) -> None:
    last = 2_957_003 if date1904 else 2_958_465
    assert from_serial(last, "moment", date1904) == date(9999, 12, 31)
    for number in (-1, last + 1, last + 1.5, last + 1 - 1e-9, 2_958_466, 1e300, float("nan")):
        assert from_serial(number, "moment", date1904) is number
