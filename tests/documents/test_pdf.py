""".pdf: prose by its layout, ruled tables over pages, and what no text can be read from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from plansheet.documents import Draft, import_document
from plansheet.documents.formats.blocks import Aside, Document, DocumentTable, Paragraph
from plansheet.documents.formats.pdf.model import Box, PrintedPage, PrintedWord, RuledTable
from plansheet.documents.formats.read_pdf import document_of, read_pdf
from plansheet.problems import DocumentError
from support.pdf import Sheet, pdf

HEADER = ("STT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Thời gian trình")
WIDTHS = (30, 200, 140, 100)
WORDS = "các đơn vị theo chức năng nhiệm vụ được giao triển khai thực hiện có hiệu quả "


def document(folder: Path, *sheets: Sheet) -> Document:
    path = folder / "ke-hoach.pdf"
    path.write_bytes(pdf(sheets))
    return read_pdf(path, path.name)


def texts(found: Document) -> list[str]:
    return [block.text for block in found.blocks if isinstance(block, Paragraph)]


def rows(found: Document) -> list[list[tuple[str, ...]]]:
    return [
        [row.cells for row in block.rows]
        for block in found.blocks
        if isinstance(block, DocumentTable)
    ]


def sheet(*lines: tuple[float, str], y: float = 80, pitch: float = 18) -> Sheet:
    """A page of lines under each other, each from a place on."""
    made = Sheet()
    for i, (x, text) in enumerate(lines):
        made.text(x, y + pitch * i, text)
    return made


def full(text: str, x: float = 80, right: float = 540) -> str:
    """A line of that beginning that reaches to the right margin."""
    return f"{text} {WORDS * 3}"[: int((right - x) / 7)].rpartition(" ")[0]


def draft(folder: Path, *sheets: Sheet) -> Draft:
    path = folder / "ke-hoach.pdf"
    path.write_bytes(pdf(sheets))
    return import_document(path)


def refusal(folder: Path, data: bytes) -> str:
    path = folder / "ke-hoach.pdf"
    path.write_bytes(data)
    with pytest.raises(DocumentError) as caught:
        import_document(path)
    return str(caught.value)


# Prose.


def test_lines_become_paragraphs_over_the_end_of_a_page(tmp_path: Path) -> None:
    """A first line is indented; a line ends early on purpose, or because no word had room."""
    one, two, three = full("Một", 108), full("hai"), full("bốn")
    first = sheet((108, one), (80, two), (80, "ba."), (108, full("Sở Y tế", 108)))
    found = document(tmp_path, first, sheet((80, three), (80, "năm.")))
    assert found.blocks == (
        Paragraph(f"{one} {two} ba.", "trang 1, đoạn 1"),
        Paragraph(f"{full('Sở Y tế', 108)} {three} năm.", "trang 1, đoạn 2"),
    )


def test_a_word_that_was_cut_is_one_word(tmp_path: Path) -> None:
    begun = full("Nghị quyết", right=500)
    begun = f"{begun}{'x' * (65 - len(begun) - 3)} 04-"
    found = document(tmp_path, sheet((80, begun), (80, "NQ/TU của Tỉnh ủy.")))
    assert texts(found) == [f"{begun}NQ/TU của Tỉnh ủy."]


def test_items_that_hang_begin_paragraphs(tmp_path: Path) -> None:
    lines = [(80, full("- Một")), (100, full("hai", 100)), (80, full("- Ba")), (100, "bốn.")]
    found = document(tmp_path, sheet(*lines))
    assert texts(found) == [f"{lines[0][1]} {lines[1][1]}", f"{lines[2][1]} bốn."]


def test_a_letterhead_is_read_column_by_column(tmp_path: Path) -> None:
    head = sheet((80, "ỦY BAN NHÂN DÂN"), (80, "TỈNH LÂM ĐỒNG"), (80, full("Căn cứ")))
    head.text(330, 80, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA")
    head.text(350, 98, "Độc lập - Tự do")
    assert texts(document(tmp_path, head)) == [
        "ỦY BAN NHÂN DÂN",
        "TỈNH LÂM ĐỒNG",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA",
        "Độc lập - Tự do",
        full("Căn cứ"),
    ]


def test_a_gap_in_one_line_is_a_blank_to_be_filled_in(tmp_path: Path) -> None:
    page = sheet((80, "(Kèm theo Quyết định số:"), (80, full("Căn cứ")), y=100)
    page.text(330, 100, "/QĐ-UBND ngày 5/1/2026)")
    said = "(Kèm theo Quyết định số: /QĐ-UBND ngày 5/1/2026)"
    assert texts(document(tmp_path, page))[0].startswith(said)


def test_a_page_in_two_columns(tmp_path: Path) -> None:
    left = [full(f"trái {i}", 60, 280) for i in range(20)]
    right = [full(f"phải {i}", 310, 530) for i in range(20)]
    page = sheet(*((60, line) for line in left))
    for i, line in enumerate(right):
        page.text(310, 80 + 18 * i, line)
    (said,) = texts(document(tmp_path, page))
    assert said == " ".join([*left, *right])


def test_numbers_heads_and_notes_of_pages_are_no_text(tmp_path: Path) -> None:
    pages = []
    for i in range(1, 4):
        page = sheet((80, full(f"Trang thứ {i}")), (80, "hết."), y=130)
        page.text(290, 40, str(i))
        page.text(80, 60, f"Kế hoạch, bản thứ {i}", 10)
        pages.append(page)
    pages[0].text(80, 790, "1 Số liệu của ngành thống kê.", 9)
    found = document(tmp_path, *pages)
    assert texts(found) == [f"{full(f'Trang thứ {i}')} hết." for i in range(1, 4)]
    assert found.asides == (
        Aside("trang 1", "1 Số liệu của ngành thống kê.", "chú thích cuối trang"),
        Aside("trang 1", "Kế hoạch, bản thứ 1", "đầu trang, chân trang lặp lại"),
    )


def test_years_at_the_end_of_a_page_are_no_page_number(tmp_path: Path) -> None:
    begun, rest = full("Công nhận đô thị loại IV"), "2023 - 2024."
    found = document(tmp_path, sheet((80, begun), (80, rest), y=760), sheet((80, "2025.")))
    assert texts(found) == [f"{begun} {rest}", "2025."]


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_page_that_lies_on_its_side(tmp_path: Path, rotate: int) -> None:
    """Whatever the file says of the page, most letters tell how it is to be turned."""
    page = Sheet(rotate=rotate)
    page.upwards(100, 700, "Sở Y tế chủ trì")
    page.upwards(118, 700, "và báo cáo.")
    assert texts(document(tmp_path, page)) == ["Sở Y tế chủ trì", "và báo cáo."]


def test_letters_printed_twice_are_bold(tmp_path: Path) -> None:
    page = sheet((80, "KẾ HOẠCH"))
    page.text(80.4, 80, "KẾ HOẠCH")
    assert texts(document(tmp_path, page)) == ["KẾ HOẠCH"]


# Tables.


def table_over_pages(*parts: Sequence[Sequence[str]]) -> list[Sheet]:
    """A ruled table of which each page has a part; the first comes under its title."""
    made = []
    for i, part in enumerate(parts):
        page = Sheet()
        if not i:
            for at, line in enumerate(("UBND TỈNH LÂM ĐỒNG", "KẾ HOẠCH", "Thử nghiệm năm 2026")):
                page.text(200, 60 + 24 * at, line)
        page.table(60, 150, WIDTHS, part)
        page.text(290, 820, str(i + 1), 10)
        made.append(page)
    return made


ROWS = (
    ("1", "Xây dựng Đề án bảo vệ", "Sở Tài chính", "Quý II/2026"),
    ("2", "Ban hành quy chế quản lý chợ", "Sở Y tế", "Tháng 9/2026"),
)


def test_a_table_over_two_pages_is_one(tmp_path: Path) -> None:
    """The header comes again; a row that did not fit goes on."""
    begun = ("1", "Xây dựng Đề án bảo vệ, phát triển rừng", "Sở Tài chính", "Quý II/2026")
    rest = ("", "bền vững ở Tây Nguyên", "", "")
    found = document(tmp_path, *table_over_pages((HEADER, begun), (HEADER, rest, ROWS[1])))
    whole = "Xây dựng Đề án bảo vệ, phát triển rừng bền vững ở Tây Nguyên"
    assert rows(found) == [[HEADER, (begun[0], whole, *begun[2:]), ROWS[1]]]


def merged_over_pages() -> list[Sheet]:
    """A table without STT whose first cell goes over its one row here and two on the next page."""
    made = [Sheet(), Sheet()]
    for page, names in zip(made, ("A", "BC"), strict=True):
        page.table(160, 150, (200, 140), [(f"Đề án {name}", "Sở Y tế") for name in names])
        page.frame(60, 150, 100, 20 * len(names))
    made[0].text(64, 165, "Kinh tế", 10)
    return made


def test_a_cell_that_goes_on_over_the_page_says_the_same(tmp_path: Path) -> None:
    expected = [("Kinh tế", f"Đề án {name}", "Sở Y tế") for name in "ABC"]
    assert rows(document(tmp_path, *merged_over_pages())) == [expected]


@pytest.mark.parametrize(
    "second", [("2", "Ban hành quy chế", "Sở Nội vụ", ""), ("", "bảo vệ chợ", "Sở Y tế", "")]
)
def test_a_row_of_its_own_is_no_rest(tmp_path: Path, second: tuple[str, ...]) -> None:
    """It has its number, or names the same body again."""
    first = ("1", "Xây dựng Đề án bảo vệ rừng ở Tây Nguyên", "Sở Y tế", "2026")
    found = document(tmp_path, *table_over_pages((HEADER, first), (HEADER, second)))
    assert rows(found) == [[HEADER, first, second]]


def test_a_title_in_the_middle_goes_on(tmp_path: Path) -> None:
    """Also at one and a half lines' distance: what comes most is the distance of lines."""
    one, two = full("Triển khai Kế hoạch", 60, 535), "tỉnh Kiên Giang"
    middle = 60 + 3.5 * len(one)
    page = sheet((60, one), (middle - 3.5 * len(two), two), y=60, pitch=27)
    page.text(80, 130, "Căn cứ")
    for i, line in enumerate((full("Một"), full("hai"), full("ba"), "bốn.")):
        page.text(80, 170 + 27 * i, line)
    found = texts(document(tmp_path, page))
    assert found[0] == f"{one} {two}"
    assert found[-1].startswith("Một") and found[-1].endswith("bốn.")


def test_the_tables_give_tasks_with_their_pages(tmp_path: Path) -> None:
    found = draft(tmp_path, *table_over_pages((HEADER, ROWS[0]), (HEADER, ROWS[1])))
    names = ("stt", "task_name", "leads", "due")
    assert [tuple(task[name] for name in names) for task in found.tables.tasks] == list(ROWS)
    assert [origin.place for origin in found.origins] == [
        "trang 1, bảng 1, hàng 2",
        "trang 2, bảng 1, hàng 2",
    ]
    assert found.tables.facts["Tên kế hoạch"] == "Kế hoạch thử nghiệm năm 2026"
    assert found.unused == ()


def test_a_table_without_lines_is_named_not_read(tmp_path: Path) -> None:
    page = sheet((80, "Danh mục nhiệm vụ giao"))
    for i, row in enumerate((HEADER, *ROWS)):
        for x, cell in zip((60, 100, 350, 460), row, strict=True):
            page.text(x, 160 + 18 * i, cell, 10)
    found = document(tmp_path, page)
    assert texts(found) == ["Danh mục nhiệm vụ giao"]
    (aside,) = found.asides
    assert aside.why.startswith("bảng không kẻ khung")
    assert "Sở Y tế" in aside.text


# What cannot be read.

SCANNED = (
    "Tệp “ke-hoach.pdf” là bản quét, không có lớp chữ: hãy dùng bản .docx, hoặc bản .pdf xuất từ "
    "Word."
)


def test_a_scan_is_not_guessed(tmp_path: Path) -> None:
    """Not either where the stamp of a digital signature is the only text on it."""
    scan, signed = Sheet(), Sheet()
    scan.picture()
    signed.picture()
    signed.text(300, 60, "Ký bởi: UBND tỉnh Lâm Đồng", 8)
    assert refusal(tmp_path, pdf([scan, signed])) == SCANNED


def test_scanned_pages_among_others_are_named(tmp_path: Path) -> None:
    scan = Sheet()
    scan.picture()
    found = draft(tmp_path, *table_over_pages((HEADER, *ROWS)), scan)
    assert len(found.tables.tasks) == 2
    assert [(line.place, line.text) for line in found.unused] == [("trang 2", "(ảnh quét)")]


def test_a_pdf_with_a_password(tmp_path: Path) -> None:
    said = refusal(tmp_path, pdf([sheet((80, "Kế hoạch"))], locked=True))
    assert said == "ke-hoach.pdf: Tệp được đặt mật khẩu."


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7", "ke-hoach.pdf: Không đọc được tệp: cấu trúc tệp bị hỏng."),
        (
            pdf([sheet((80, "Kế hoạch"))])[:900],
            "ke-hoach.pdf: Không đọc được tệp: cấu trúc tệp bị hỏng.",
        ),
        (
            pdf([sheet((80, "Kế hoạch"))]).replace(b"/Kids[", b"/Kids[2 0 R "),
            "Không tìm thấy nhiệm vụ hay chỉ tiêu nào trong “ke-hoach.pdf”: có vẻ không phải là "
            "bản kế hoạch.",
        ),
    ],
    ids=["head", "cut", "loop"],
)
def test_a_damaged_pdf(tmp_path: Path, data: bytes, said: str) -> None:
    assert refusal(tmp_path, data) == said


def test_without_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plansheet.documents.reading.find_spec", lambda name: None)
    assert refusal(tmp_path, b"%PDF-1.7") == (
        "Để đọc tệp “ke-hoach.pdf” cần thư viện pdfplumber (plansheet[pdf]); không có thì hãy dùng "
        "bản .docx."
    )


@pytest.mark.parametrize(("x", "told"), [(70, ()), (170, ("Ngoài ô",)), (430, ())])
def test_every_word_of_a_page_is_read_or_told(x: float, told: tuple[str, ...]) -> None:
    """In a cell, in a table but in none of its cells, beside the table."""
    cells = (Box(50, 90, 110, 110), Box(110, 90, 160, 110))
    table = RuledTable(Box(50, 90, 400, 110), cells)
    words = tuple(
        PrintedWord(text, left, top, left + 30, top + 10, 10)
        for text, left, top in (("Đầu.", 50, 50), ("Ngoài", x, 95), ("ô", x + 33, 95))
    )
    found = document_of([PrintedPage(1, 500, 700, words, (table,), is_scan=False)])
    assert tuple(aside.text for aside in found.asides) == told
    said = " ".join((*texts(found), *(cell for t in rows(found) for row in t for cell in row)))
    assert ("Ngoài ô" in said) != bool(told)
