""".doc, .odt and .rtf through LibreOffice Writer, and what is said where that does not go."""

from __future__ import annotations

import io
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import docx
import pytest

from plansheet.documents import import_document
from plansheet.documents.formats import read_office
from plansheet.problems import DocumentError
from plansheet.workbooks.writing import libreoffice as office
from support.office.libreoffice import LibreOffice

TASKS = (
    ("STT", "Tên nhiệm vụ", "Cơ quan chủ trì", "Thời gian trình"),
    ("1", "Xây dựng Đề án bảo vệ rừng", "Sở Tài chính", "Quý II/2026"),
    ("2", "Ban hành quy chế quản lý chợ", "Sở Y tế", "Tháng 9/2026"),
)
RTF = rb"{\rtf1\ansi Ke hoach}"
MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
ODT = "application/vnd.oasis.opendocument.text"


def save_docx(path: Path) -> Path:
    document = docx.Document()
    for line in ("UBND TỈNH LÂM ĐỒNG", "KẾ HOẠCH", "Phát triển thử nghiệm năm 2026"):
        document.add_paragraph(line)
    table = document.add_table(0, len(TASKS[0]), style="Table Grid")
    for row in TASKS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.add_paragraph("./.")  # LibreOffice loses a table with which a .doc ends
    document.save(str(path))
    return path


@pytest.mark.parametrize("suffix", [".doc", ".odt", ".rtf"])
def test_an_office_program_s_formats_give_the_draft_of_the_docx(
    tmp_path: Path, libreoffice: LibreOffice, suffix: str
) -> None:
    written = save_docx(tmp_path / "ke-hoach.docx")
    libreoffice.open(written)
    path = libreoffice.save(tmp_path / f"ke-hoach{suffix}")
    libreoffice.close()
    found, expected = import_document(path), import_document(written)
    assert (found.tables, found.origins) == (expected.tables, expected.origins)
    assert [task["leads"] for task in found.tables.tasks] == ["Sở Tài chính", "Sở Y tế"]


def refusal(folder: Path, data: bytes) -> str:
    path = folder / "cũ.doc"
    path.write_bytes(data)
    with pytest.raises(DocumentError) as caught:
        import_document(path)
    assert caught.value.wording.en != caught.value.wording.vi
    return str(caught.value)


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The script of a program that is no LibreOffice; its last argument is the file."""
    if sys.platform == "win32":
        pytest.skip("a shell script stands in for LibreOffice")
    script = tmp_path / "soffice"
    monkeypatch.setattr("shutil.which", lambda name: str(script))
    script.touch(0o755)
    yield script


NO_WRITER = (
    "Để đọc tệp “cũ.doc” cần LibreOffice Writer trên máy này; không có thì hãy mở tệp bằng Word "
    "rồi lưu lại thành .docx."
)


def test_without_libreoffice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.setattr(office, "_PLACES", ())
    assert refusal(tmp_path, RTF) == NO_WRITER


def test_a_libreoffice_without_writer(tmp_path: Path, stand_in: Path) -> None:
    stand_in.write_text("#!/bin/sh\nexit 1\n")
    assert refusal(tmp_path, RTF) == NO_WRITER


def test_a_file_that_libreoffice_cannot_open(tmp_path: Path, stand_in: Path) -> None:
    """What it makes of another file tells whether it works at all."""
    stand_in.write_text(
        '#!/bin/sh\nfor file; do :; done\ngrep -q "rtf1 1" $file && touch ${file%.doc}.docx\n'
    )
    assert refusal(tmp_path, RTF) == (
        "LibreOffice không mở được tệp “cũ.doc”: hãy mở tệp bằng Word rồi lưu lại thành .docx."
    )


def test_a_libreoffice_that_hangs(
    tmp_path: Path, stand_in: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in.write_text("#!/bin/sh\nsleep 60\n")
    monkeypatch.setattr(read_office, "SECONDS", 0.5)
    started = time.perf_counter()
    assert refusal(tmp_path, RTF).startswith("LibreOffice chưa mở xong tệp “cũ.doc” sau 0 giây")
    assert time.perf_counter() - started < 20


def archive(**parts: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        for name, text in {"mimetype": ODT, **parts}.items():
            package.writestr(name, text)
    return data.getvalue()


def test_a_document_with_a_password(tmp_path: Path) -> None:
    locked = archive(**{"META-INF/manifest.xml": "<m><encryption-data/></m>"})
    assert refusal(tmp_path, locked) == "cũ.doc: Tệp được đặt mật khẩu."


class _Listening(BaseHTTPRequestHandler):
    asked: list[str] = []  # noqa: RUF012 - of all requests of the one test

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    do_HEAD = do_OPTIONS = do_GET  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        pass


def test_nothing_that_a_document_links_to_is_fetched(
    tmp_path: Path, libreoffice: LibreOffice
) -> None:
    with HTTPServer(("127.0.0.1", 0), _Listening) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        link = f'xlink:href="http://127.0.0.1:{server.server_port}/x" xlink:type="simple"'
        spaces = " ".join(
            f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{of}:1.0"'
            for name, of in {"office": "office", "text": "text", "draw": "drawing"}.items()
        )
        content = (
            f'<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink">'
            "<office:body><office:text><text:p>Không có gì <draw:frame>"
            f"<draw:image {link}/></draw:frame></text:p><text:section text:name='a'>"
            f"<text:section-source {link}/></text:section>"
            "</office:text></office:body></office:document-content>"
        )
        entries = "".join(
            f'<m:file-entry m:full-path="{path}" m:media-type="{kind}"/>'
            for path, kind in {"/": ODT, "content.xml": "text/xml"}.items()
        )
        listing = f'<m:manifest xmlns:m="{MANIFEST}">{entries}</m:manifest>'
        said = refusal(
            tmp_path, archive(**{"META-INF/manifest.xml": listing, "content.xml": content})
        )
        server.shutdown()
    assert said.startswith("Không tìm thấy nhiệm vụ hay chỉ tiêu nào")
    assert _Listening.asked == []


def test_a_doc_with_a_password(tmp_path: Path, libreoffice: LibreOffice) -> None:
    """The flag of its head says so ([MS-DOC] 2.5.2)."""
    libreoffice.open(save_docx(tmp_path / "ke-hoach.docx"))
    data = bytearray(libreoffice.save(tmp_path / "ke-hoach.doc").read_bytes())
    libreoffice.close()
    data[data.index(b"\xec\xa5") + 0x0B] |= 0x01
    assert refusal(tmp_path, bytes(data)) == "cũ.doc: Tệp được đặt mật khẩu."
