"""What is no plan: one clear sentence, quickly."""

import io
import random
import time
import zipfile
from pathlib import Path

import docx
import pytest
import xlsxwriter

from plansheet.documents import import_document
from plansheet.problems import DocumentError

NO_PLAN = (
    "Không tìm thấy nhiệm vụ hay chỉ tiêu nào trong “{name}”: có vẻ không phải là bản kế hoạch."
)


def refusal(path: Path) -> str:
    started = time.perf_counter()
    with pytest.raises(DocumentError) as caught:
        import_document(path)
    assert time.perf_counter() - started < 20
    assert caught.value.wording.en != caught.value.wording.vi
    return str(caught.value)


def novel(letters: int) -> str:
    """Chapters, dialogues with dashes, years, numbers: everything but a plan."""
    words = "anh em trời đất non sông làng quê mùa xuân đêm trăng tiếng hát buồn vui nhớ thương xa"
    dice = random.Random(7)
    paragraphs: list[str] = []
    chapter = 0
    while sum(map(len, paragraphs[-1:])) * len(paragraphs) < letters:
        text = " ".join(dice.choices(words.split(), k=dice.randint(15, 60))).capitalize() + "."
        if dice.random() < 0.02:
            chapter += 1
            text = f"{chapter}. Chương {chapter}"
        elif dice.random() < 0.3:
            text = f"- {text} Năm {dice.randint(1945, 2020)}, {dice.randint(2, 90)} người ra đi."
        paragraphs.append(text)
    return "\n\n".join(paragraphs)


@pytest.mark.parametrize("name", ["truyen.txt", "truyen.html"])
def test_a_novel(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    text = novel(300_000)
    path.write_text(text if name.endswith("txt") else f"<p>{text}</p>", encoding="utf-8")
    assert refusal(path) == NO_PLAN.format(name=name)


@pytest.mark.parametrize("name", ["rong.txt", "rong.html"])
def test_an_empty_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"")
    assert refusal(path) == NO_PLAN.format(name=name)


def test_50_megabytes_of_text(tmp_path: Path) -> None:
    path = tmp_path / "to.txt"
    path.write_bytes(b"1. So Ke hoach va Dau tu\n" * 2_000_000)
    started = time.perf_counter()
    assert refusal(path) == "Tệp “to.txt” quá lớn (50 MB) nên chắc không phải là một bản kế hoạch."
    assert time.perf_counter() - started < 1


def test_a_long_text_in_a_small_file_is_refused_as_well(tmp_path: Path) -> None:
    path = tmp_path / "nen.docx"
    document = docx.Document()
    for _ in range(60):
        document.add_paragraph("Sở Kế hoạch và Đầu tư " * 2_000)
    document.save(str(path))
    assert path.stat().st_size < 100_000
    assert refusal(path).startswith("Tệp “nen.docx” quá lớn")


def bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"")
        archive.writestr("[Content_Types].xml", b" " * 210_000_000)
    return data.getvalue()


DAMAGED = [
    ("hong.docx", b"PK\x03\x04 not really", "hong.docx: Không đọc được tệp: tệp nén bị hỏng."),
    (
        "cu.doc",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "cu.doc: Không đọc được tệp: cấu trúc tệp bị hỏng.",
    ),
    ("bom.docx", bomb(), "bom.docx: Tệp quá lớn: giải nén ra quá nhiều dữ liệu."),
    (
        "nhi-phan.txt",
        bytes(range(128, 256)) * 50,
        "Tệp “nhi-phan.txt” bị hỏng hoặc không đúng định dạng .txt.",
    ),
]


@pytest.mark.parametrize(("name", "data", "said"), DAMAGED, ids=[name for name, *_ in DAMAGED])
def test_a_damaged_file(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert refusal(path) == said


def test_a_damaged_workbook_says_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "hong.xlsx"
    path.write_bytes(b"PK\x03\x04 not really")
    assert refusal(path).startswith("hong.xlsx: ")


def test_a_workbook_with_other_tables(tmp_path: Path) -> None:
    path = tmp_path / "chi.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Chi")
        sheet.write_row(0, 0, ["STT", "Họ và tên", "Lương", "Phụ cấp"])
        sheet.write_row(1, 0, [1, "Nhân viên A", 1000, 20])
    assert refusal(path) == NO_PLAN.format(name="chi.xlsx")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "một tệp rỗng"),
        (b"\x89PNG\r\n", "một tệp ảnh"),
        (b"MZ\x90\0", "một chương trình"),
        (b"a;b;c\n1;2;3\n", "một tệp văn bản kiểu CSV; mở bằng Excel rồi lưu lại dạng .xlsx"),
    ],
)
def test_another_format(tmp_path: Path, data: bytes, what: str) -> None:
    path = tmp_path / "ke-hoach.docx"
    path.write_bytes(data)
    assert refusal(path) == (
        f"Tệp “ke-hoach.docx” là {what}; đọc được: "
        ".docx, .doc, .pdf, .xlsx, .xls, .ods, .html, .txt."
    )


HOSTILE = [
    "<table>" * 20_000 + "<tr><td>x",
    "<table>" + "<tr><td colspan=60 rowspan=500>x" * 20_000,
    "<table><tr><td colspan=-5 rowspan=abc>1<td>2<td>3</table>",
    "<ol>" * 5_000 + "<li>x",
    "<!doctype html><!ENTITY a '&b;'><p>&a;&#0;&#1114112;",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_html(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.html"
    path.write_text(text, encoding="utf-8")
    assert refusal(path).startswith(("Không tìm thấy", "Tệp “x.html”"))


REPEATED = [
    "Sở Y tế chủ trì, phối hợp với các đơn vị " * 4_000,
    "Sở Y tế\n" * 20_000,
    "phấn đấu 5%, " * 15_000,
    "(" * 200_000,
    "1. " * 60_000,
    "- a\n" * 30_000,
]


@pytest.mark.slow
@pytest.mark.parametrize("text", REPEATED, ids=range(len(REPEATED)))
def test_repetitive_text_takes_no_forever(tmp_path: Path, text: str) -> None:
    path = tmp_path / "x.txt"
    path.write_text(text, encoding="utf-8")
    started = time.process_time()
    try:
        import_document(path)
    except DocumentError as error:
        assert str(error) == NO_PLAN.format(name="x.txt")
    assert time.process_time() - started < 20
