"""Every text of a .docx is read or told, wherever Word puts it."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from plansheet.documents.formats.blocks import Document, DocumentTable, Paragraph
from plansheet.documents.formats.read_docx import read_docx

SPACES = (
    nsdecls("w")
    + ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    + ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    + ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
    + ' xmlns:v="urn:schemas-microsoft-com:vml"'
)
CHANGE = 'w:id="7" w:author="A" w:date="2026-01-05T00:00:00Z"'
RUN = "<w:r><w:t>{}</w:t></w:r>"
BOX = "<w:txbxContent><w:p><w:r><w:t>{0}</w:t></w:r></w:p></w:txbxContent>"
READ = {
    "content control": f"<w:sdt><w:sdtContent>{RUN}</w:sdtContent></w:sdt>",
    "inserted": f"<w:ins {CHANGE}>{RUN}</w:ins>",
    "moved to": f"<w:moveTo {CHANGE}>{RUN}</w:moveTo>",
    "smart tag": f'<w:smartTag w:uri="u" w:element="e">{RUN}</w:smartTag>',
    "field": f'<w:fldSimple w:instr="DATE">{RUN}</w:fldSimple>',
    "link": f'<w:hyperlink w:anchor="a">{RUN}</w:hyperlink>',
    "formula": "<m:oMath><m:r><m:t>{}</m:t></m:r></m:oMath>",
    "text box": (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{BOX}</wps:txbx>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{BOX}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    ),
    "symbol": '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + RUN,
}
TOLD = {
    "deleted": f"<w:del {CHANGE}><w:r><w:delText>{{}}</w:delText></w:r></w:del>",
    "moved away": f"<w:moveFrom {CHANGE}>{RUN}</w:moveFrom>",
    "hidden": "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{}</w:t></w:r>",
    "word art": "<w:r><w:pict><v:shape><v:textpath string='{}'/></v:shape></w:pict></w:r>",
}
DELETED = "đã xóa, còn ghi trong theo dõi thay đổi"
HIDDEN = "chữ ẩn, hoặc ô đã gộp vào ô khác"


def element(xml: str) -> Any:
    head, _, rest = xml.partition(">" if ">" in xml.split("/>")[0] else "/>")
    return parse_xml(f"{head} {SPACES}>{rest}")


def paragraph(inside: str) -> Any:
    return element(f"<w:p><w:r><w:t>Trước </w:t></w:r>{inside}<w:r><w:t> sau.</w:t></w:r></w:p>")


def read(word: Any) -> Document:
    saved = io.BytesIO()
    word.save(saved)
    return read_docx(saved.getvalue())


def texts(document: Document) -> list[str]:
    found: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            found.append(block.text)
        else:
            found += [cell for row in block.rows for cell in row.cells]
    return found


def asides(document: Document) -> list[tuple[str, str, str]]:
    return [(aside.place, aside.text, aside.why) for aside in document.asides]


@pytest.mark.parametrize("kind", READ)
def test_what_word_wraps_is_read(kind: str) -> None:
    word = docx.Document()
    word.element.body.insert(0, paragraph(READ[kind].format("mười xã")))
    found = read(word)
    expected = {
        "text box": ["Trước sau.", "mười xã"],
        "symbol": ["Trước ≥mười xã sau."],
    }
    assert texts(found) == expected.get(kind, ["Trước mười xã sau."])
    assert found.asides == ()


@pytest.mark.parametrize("kind", TOLD)
def test_what_is_not_printed_is_told(kind: str) -> None:
    word = docx.Document()
    word.element.body.insert(0, paragraph(TOLD[kind].format("mười xã")))
    found = read(word)
    assert texts(found) == ["Trước sau."]
    why = DELETED if kind in ("deleted", "moved away") else HIDDEN
    assert asides(found) == [("đoạn 1", "mười xã", why)]


def test_heads_feet_notes_comments_and_files_are_told() -> None:
    word = docx.Document()
    word.add_paragraph("Tên kế hoạch.")
    word.sections[0].header.paragraphs[0].text = "Hỏa tốc"
    word.sections[0].footer.paragraphs[0].text = "Trang 1/5"
    note = "<w:r><w:footnoteReference w:id='2'/></w:r>"
    word.element.body.insert(1, paragraph(note))
    body = f"<w:footnotes {SPACES}><w:footnote w:id='2'><w:p>{RUN}</w:p></w:footnote></w:footnotes>"
    main, package = word.part, word.part.package
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    notes = Part(
        PackURI("/word/footnotes.xml"), kind, body.format("Số liệu 2025").encode(), package
    )
    main.relate_to(notes, RELATIONSHIP_TYPE.FOOTNOTES)
    sheet = Part(PackURI("/word/embeddings/bang.xlsx"), "application/octet-stream", b"x", package)
    main.relate_to(sheet, RELATIONSHIP_TYPE.PACKAGE)
    assert asides(read(word)) == [
        ("đầu văn bản", "bang.xlsx", "tệp nhúng trong văn bản, chưa đọc"),
        ("đoạn 2, chú thích", "Số liệu 2025", "chú thích cuối trang"),
        ("đầu trang", "Hỏa tốc", "đầu trang, chân trang lặp lại"),
    ]


def test_rows_and_cells_in_content_controls_tables_in_cells_and_lists() -> None:
    word = docx.Document()
    outer = word.add_table(3, 2)
    for row, name in zip(outer.rows, ("a", "b", "c"), strict=True):
        row.cells[0].text, row.cells[1].text = f"{name}1", f"{name}2 là nội dung của hàng này"
    inner = outer.cell(1, 1).add_table(1, 2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "trong", "bảng"
    row = outer.rows[2]._tr
    control = element("<w:sdt><w:sdtContent></w:sdtContent></w:sdt>")
    row.addprevious(control)
    control[0].append(row)
    removed = element("<w:tr><w:trPr><w:del w:id='9' w:author='A'/></w:trPr></w:tr>")
    removed.append(element(f"<w:tc><w:p>{RUN.format('hàng bỏ')}</w:p></w:tc>"))
    outer._tbl.append(removed)
    found = read(word)
    table = next(block for block in found.blocks if isinstance(block, DocumentTable))
    assert table.rows[1].cells == ("b1", "b2 là nội dung của hàng này\ntrong bảng")
    assert texts(found)[4:] == ["c1", "c2 là nội dung của hàng này"]
    assert asides(found) == [("bảng 1, hàng 3", "hàng bỏ", DELETED)]


def test_a_table_that_lays_out_the_page_gives_its_tables() -> None:
    word = docx.Document()
    page = word.add_table(1, 2)
    page.cell(0, 0).text = "Bên trái"
    inner = page.cell(0, 1).add_table(2, 2)
    for cell in (cell for row in inner.rows for cell in row.cells):
        cell.text = "nội dung của bảng"
    blocks = read(word).blocks
    assert [type(block) for block in blocks] == [Paragraph, DocumentTable]


def test_a_text_put_anywhere_is_read_or_told() -> None:
    """Under each element of the text, even where the standard has none."""
    word = docx.Document()
    word.add_paragraph("Đoạn một.")
    table = word.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "gộp"
    table.cell(0, 1).add_table(1, 1).cell(0, 0).text = "trong"
    for inside in (*READ.values(), *TOLD.values()):
        word.element.body.insert(0, paragraph(inside.format("x")))
    places = [
        place
        for place in word.element.body.iter()
        if place.tag not in (qn("w:t"), qn("w:delText")) and "math}t" not in place.tag
    ]
    for number, place in enumerate(places):
        place.append(element(f"<w:r><w:t>DẤU{number}Ấ</w:t></w:r>"))
    found = read(word)
    said = " ".join((*texts(found), *(aside.text for aside in found.asides)))
    assert len(places) > 100
    assert [place.tag for i, place in enumerate(places) if f"DẤU{i}Ấ" not in said] == []
