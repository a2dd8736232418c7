"""One plan in four formats gives one draft; what each format has of its own."""

from __future__ import annotations

import html
from dataclasses import replace
from datetime import datetime
from functools import cache
from itertools import groupby
from pathlib import Path

import docx
import pytest
import xlsxwriter
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from plansheet.documents import import_document
from plansheet.documents.formats.blocks import Document, DocumentRow, DocumentTable, Paragraph
from plansheet.documents.formats.read_docx import read_docx
from plansheet.documents.formats.read_html import read_html
from plansheet.documents.formats.read_sheets import read_sheets
from plansheet.documents.formats.read_text import read_text
from plansheet.plan.workbook.tables import PlanTables
from support.places import EXAMPLES

SOURCE = EXAMPLES / "kien_giang_2021_2025" / "source.txt"


@cache
def appendix() -> Document:
    """The title and the two tables of the Kiên Giang plan, page breaks and all."""
    blocks = read_text(SOURCE.read_bytes()).blocks
    start = next(i for i, b in enumerate(blocks) if isinstance(b, DocumentTable))
    end = max(i for i, b in enumerate(blocks) if isinstance(b, DocumentTable))
    title = [
        Paragraph("UBND TỈNH KIÊN GIANG", "dòng 1"),
        Paragraph("KẾ HOẠCH", "dòng 2"),
        Paragraph("Phát triển kinh tế - xã hội 05 năm 2021-2025", "dòng 3"),
    ]
    return Document((*title, *blocks[start : end + 1]))


def as_text(document: Document) -> bytes:
    lines: list[str] = []
    for block in document.blocks:
        rows = block.rows if isinstance(block, DocumentTable) else ()
        lines += ["", block.text] if isinstance(block, Paragraph) else [""]
        lines += ["\t".join(row.cells) for row in rows]
    return "\n".join(lines).encode()


def spans(cells: tuple[str, ...], is_group: bool) -> list[tuple[int, int, str]]:
    """(first column, last column, text): in a row of groups a name covers the blanks after it."""
    found: list[list[int | str]] = []
    for i, text in enumerate(cells):
        if is_group and not text and found:
            found[-1][1] = i
        else:
            found.append([i, i, text])
    return [(int(a), int(b), str(t)) for a, b, t in found]


def has_groups(table: DocumentTable) -> bool:
    return "" in table.rows[0].cells


def save_docx(document: Document, path: Path) -> None:
    """Tables with a merged two-level header, as Word writes them."""
    word = docx.Document()
    for block in document.blocks:
        if isinstance(block, Paragraph):
            word.add_paragraph(block.text)
            continue
        width = max(len(row.cells) for row in block.rows)
        table = word.add_table(len(block.rows), width)
        for i, row in enumerate(block.rows):
            for j, text in enumerate(row.cells):
                if text:
                    table.cell(i, j).text = text
        if has_groups(block):
            for first, last, _ in spans(block.rows[0].cells, is_group=True):
                below = 1 if first == last else 0
                table.cell(0, first).merge(table.cell(below, last))
    word.save(str(path))


def save_html(document: Document, path: Path) -> None:
    parts = ["<html><head><meta charset='utf-8'><style>td {}</style></head><body>"]
    for block in document.blocks:
        if isinstance(block, Paragraph):
            parts.append(f"<p>{html.escape(block.text)}</p>")
            continue
        parts.append("<table border=1>")
        grouped = has_groups(block)
        for i, row in enumerate(block.rows):
            parts.append("<tr>")
            for first, last, text in spans(row.cells, is_group=grouped and i == 0):
                tall = grouped and i == 0 and first == last
                if grouped and i == 1 and not text:
                    continue
                span = f" colspan={last - first + 1}" + (" rowspan=2" if tall else "")
                parts.append(f"<td{span}>{html.escape(text)}</td>")
            parts.append("</tr>")
        parts.append("</table>")
    path.write_text("\n".join(parts), encoding="utf-8")


def number(text: str) -> float | str:
    """A cell as somebody types it into Excel: numbers become numbers."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return text


def save_xlsx(document: Document, path: Path) -> None:
    """Title rows above the tables, one sheet for each kind of table, merged header, numbers."""
    with xlsxwriter.Workbook(path) as book:
        tables = [block for block in document.blocks if isinstance(block, DocumentTable)]
        for i, (_, group) in enumerate(groupby(tables, key=has_groups)):
            sheet = book.add_worksheet(f"Bảng {i + 1}")
            at = 0
            for block in document.blocks if i == 0 else ():
                if isinstance(block, Paragraph) and at < 3:
                    sheet.write(at, 0, block.text)
                    at += 1
            for table in group:
                for r, row in enumerate(table.rows):
                    grouped = has_groups(table) and r == 0
                    for first, last, text in spans(row.cells, is_group=grouped):
                        if grouped and first != last:
                            sheet.merge_range(at, first, at, last, text)
                        elif text:
                            sheet.write(at, first, number(text))
                    at += 1
                at += 1


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> PlanTables:
    path = tmp_path_factory.mktemp("txt") / "phu-luc.txt"
    path.write_bytes(as_text(appendix()))
    return import_document(path).tables


def without_places(tables: PlanTables) -> PlanTables:
    """The rows without the places in their notes: each format has its own."""
    tasks = tuple({**row, "note": row["note"].rpartition(" (")[0]} for row in tables.tasks)
    return replace(tables, tasks=tasks)


@pytest.mark.parametrize(
    ("suffix", "save"),
    [
        pytest.param(".docx", save_docx, marks=pytest.mark.slow),
        (".html", save_html),
        (".xlsx", save_xlsx),
    ],
)
def test_each_format_gives_the_same_plan(
    suffix: str, save: object, tmp_path: Path, expected: PlanTables
) -> None:
    path = tmp_path / f"phu-luc{suffix}"
    save(appendix(), path)  # type: ignore[operator]
    found = import_document(path).tables
    assert len(found.tasks) == 81
    assert len(found.indicators) == 11
    assert without_places(found) == without_places(expected)


def test_the_appendix_alone_has_the_rows_of_the_whole_document(expected: PlanTables) -> None:
    whole = import_document(SOURCE).tables
    assert [t["task_name"] for t in expected.tasks] == [t["task_name"] for t in whole.tasks[:81]]
    assert expected.indicators == whole.indicators


@pytest.mark.slow
def test_places_are_those_of_the_format(tmp_path: Path) -> None:
    notes = {}
    for suffix, save in ((".docx", save_docx), (".html", save_html), (".xlsx", save_xlsx)):
        save(appendix(), tmp_path / f"x{suffix}")
        tasks = import_document(tmp_path / f"x{suffix}").tables.tasks
        notes[suffix] = tasks[-1]["note"].rpartition(" (")[2].rstrip(")")
    assert notes == {
        ".docx": "bảng 11, hàng 10",
        ".html": "bảng 11, hàng 10",
        ".xlsx": "Bảng 2, hàng 106",
    }


# Plain text.


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_with_a_mark(encoding: str) -> None:
    document = read_text("Sở Y tế\r\n\r\nđạt 5%".encode(encoding))
    assert document.blocks == (Paragraph("Sở Y tế", "dòng 1"), Paragraph("đạt 5%", "dòng 3"))


def test_the_vietnamese_code_page_and_composition() -> None:
    assert read_text(b"S\xf4ng").blocks == (Paragraph("Sông", "dòng 1"),)
    assert read_text("So\u031b\u0309 Y te\u0302\u0301".encode()).blocks[0] == Paragraph(
        "Sở Y tế", "dòng 1"
    )


def test_lines_with_tabs_are_rows_but_for_numbers_and_indents() -> None:
    text = "1.\tSở Y tế\n\t\tthụt vào\nTT\tNhiệm vụ\tHạn\n1\t\t"
    assert read_text(text.encode()).blocks == (
        Paragraph("1. Sở Y tế", "dòng 1"),
        Paragraph("thụt vào", "dòng 2", apart=False),
        DocumentTable(
            (DocumentRow(("TT", "Nhiệm vụ", "Hạn"), "dòng 3"), DocumentRow(("1", "", ""), "dòng 4"))
        ),
    )


# Word.


def saved(word: object, tmp_path: Path) -> bytes:
    path = tmp_path / "x.docx"
    word.save(str(path))  # type: ignore[attr-defined]
    return path.read_bytes()


def numbering(word: object, levels: list[tuple[str, str]]) -> int:
    """A list of its own with these formats and patterns; returns its number."""
    root = word.part.numbering_part.element  # type: ignore[attr-defined]
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    for depth, (form, pattern) in enumerate(levels):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for tag, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", pattern)):
            child = OxmlElement(tag)
            child.set(qn("w:val"), value)
            level.append(child)
        abstract.append(level)
    root.insert(0, abstract)
    num = OxmlElement("w:num")
    num.set(qn("w:numId"), "77")
    link = OxmlElement("w:abstractNumId")
    link.set(qn("w:val"), "77")
    num.append(link)
    root.append(num)
    return 77


def put_in_list(paragraph: object, number: int, depth: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # type: ignore[attr-defined]
    properties.get_or_add_numId().val = number
    properties.get_or_add_ilvl().val = depth


def test_the_numbers_of_word_lists_are_written_out(tmp_path: Path) -> None:
    word = docx.Document()
    levels = [("upperRoman", "%1."), ("decimal", "%2."), ("lowerLetter", "%3)"), ("bullet", "o")]
    number = numbering(word, levels)
    for depth, text in (
        (0, "NHIỆM VỤ"), (1, "Sở Y tế"), (2, "Một"), (2, "Hai"), (1, "Sở Tư pháp"), (2, "Ba"),
        (3, "chấm"), (0, "TỔ CHỨC"),
    ):  # fmt: skip
        put_in_list(word.add_paragraph(text), number, depth)
    word.add_paragraph("Dấu đầu dòng", style="List Bullet")
    texts = [b.text for b in read_docx(saved(word, tmp_path)).blocks if isinstance(b, Paragraph)]
    assert texts == [
        "I. NHIỆM VỤ",
        "1. Sở Y tế",
        "a) Một",
        "b) Hai",
        "2. Sở Tư pháp",
        "a) Ba",
        "+ chấm",
        "II. TỔ CHỨC",
        "- Dấu đầu dòng",
    ]


def test_an_outline_with_word_lists_imports(tmp_path: Path) -> None:
    word = docx.Document()
    number = numbering(word, [("decimal", "%1."), ("lowerLetter", "%2)")])
    for depth, text in (
        (0, "Sở Y tế"), (1, "Nâng cao chất lượng khám bệnh."), (1, "Phòng, chống dịch bệnh."),
        (0, "Sở Tư pháp"), (1, "Phổ biến pháp luật."),
    ):  # fmt: skip
        put_in_list(word.add_paragraph(text), number, depth)
    saved(word, tmp_path)
    tasks = import_document(tmp_path / "x.docx").tables.tasks
    assert [(t["leads"], t["task_name"]) for t in tasks] == [
        ("Sở Y tế", "Nâng cao chất lượng khám bệnh."),
        ("Sở Y tế", "Phòng, chống dịch bệnh."),
        ("Sở Tư pháp", "Phổ biến pháp luật."),
    ]


def test_merged_cells_and_order_in_word(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_paragraph("trước")
    table = word.add_table(3, 3)
    for i in range(3):
        for j in range(3):
            table.cell(i, j).text = f"{i}{j}"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "ngang"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "dọc"
    word.add_paragraph("sau\ndòng hai")
    assert read_docx(saved(word, tmp_path)).blocks == (
        Paragraph("trước", "đoạn 1"),
        DocumentTable(
            (
                DocumentRow(("00", "ngang", ""), "bảng 1, hàng 1"),
                DocumentRow(("dọc", "11", "12"), "bảng 1, hàng 2"),
                DocumentRow(("dọc", "21", "22"), "bảng 1, hàng 3"),
            )
        ),
        Paragraph("sau", "đoạn 2"),
        Paragraph("dòng hai", "đoạn 2", apart=False),
    )


# HTML.


def test_html_paragraphs_lists_and_spans() -> None:
    page = """<title>x</title><script>1. Sở</script><p>Sở&nbsp;Y&#32;t&#7871;<br>dòng hai</p>
    <ol><li>một<li>hai</ol><ul><li>ba</ul>
    <table><tr><th colspan=2>nhóm<td rowspan=2>dọc<tr><td>a<td>b</table>"""
    assert read_html(page.encode()).blocks == (
        Paragraph("Sở Y tế", "đoạn 1"),
        Paragraph("dòng hai", "đoạn 2", apart=False),
        Paragraph("1. một", "đoạn 3"),
        Paragraph("2. hai", "đoạn 4"),
        Paragraph("- ba", "đoạn 5"),
        DocumentTable(
            (
                DocumentRow(("nhóm", "", "dọc"), "bảng 1, hàng 1"),
                DocumentRow(("a", "b", "dọc"), "bảng 1, hàng 2"),
            )
        ),
    )


def test_a_table_that_lays_out_the_page_is_taken_apart() -> None:
    page = (
        "<table><tr><td><p>đầu trang</p><table><tr><td>a<td>b</table><p>cuối</p></td></tr></table>"
    )
    assert read_html(page.encode()).blocks == (
        Paragraph("đầu trang", "đoạn 1"),
        DocumentTable((DocumentRow(("a", "b"), "bảng 2, hàng 1"),)),
        Paragraph("cuối", "đoạn 4"),
    )


def test_an_html_page_in_another_encoding() -> None:
    page = "<meta charset=utf-16><p>Sở Y tế".encode("utf-16")
    assert read_html(page).blocks == (Paragraph("Sở Y tế", "đoạn 1"),)


def test_a_sheet_is_read_as_it_shows_and_what_stands_beside_is_told(tmp_path: Path) -> None:
    path = tmp_path / "phu-luc.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Phụ lục")
        per_cent, month = book.add_format({"num_format": "0%"}), book.add_format()
        month.set_num_format("mmm-yy")
        sheet.write_row(0, 0, ("TT", "Việc", "Chủ trì", "Mục tiêu", "Hạn"))
        for row in (1, 2):
            sheet.write_row(row, 0, (row, f"Việc {row}"))
            sheet.write_number(row, 3, 0.07, per_cent)
            sheet.write_datetime(row, 4, datetime(2026, 6, 1), month)
        sheet.merge_range(1, 2, 2, 2, "Sở Y tế")
        sheet.write_comment(1, 1, "hỏi lại")
        sheet.insert_textbox(5, 5, "Dự thảo")
        hidden = book.add_worksheet("Nháp")
        hidden.write_row(0, 0, ("Số cũ", 5))
        hidden.hide()
    found = read_sheets(path)
    (table,) = found.blocks
    assert isinstance(table, DocumentTable)
    assert [row.cells for row in table.rows[1:]] == [
        ("1", "Việc 1", "Sở Y tế", "7%", "Tháng 6/2026"),
        ("2", "Việc 2", "Sở Y tế", "7%", "Tháng 6/2026"),
    ]
    assert [(aside.place, aside.text) for aside in found.asides] == [
        ("Phụ lục!B2", "hỏi lại"),
        ("Phụ lục", "(1)"),
        ("Nháp", "Số cũ · 5"),
    ]
