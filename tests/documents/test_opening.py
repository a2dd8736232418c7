"""What a document is its content says; an office program's formats give what the newest gives."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
import xlsxwriter
from docx.document import Document as WordDocument

from plansheet.documents import import_document
from plansheet.plan.workbook.tables import PlanTables
from support.office.libreoffice import LibreOffice

HEAD = ("ỦY BAN NHÂN DÂN", "TỈNH LÂM ĐỒNG", "KẾ HOẠCH", "Phát triển thử nghiệm năm 2026")
ROWS = (
    ("STT", "Tên đề án, nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian trình"),
    ("1", "Xây dựng Đề án bảo vệ rừng", "Sở Tài chính", "Sở Y tế", "Quý II/2026"),
    ("2", "Ban hành quy chế quản lý chợ", "Sở Y tế", "Sở Nội vụ", "Tháng 9/2026"),
)


def word() -> WordDocument:
    document = docx.Document()
    for line in HEAD:
        document.add_paragraph(line)
    table = document.add_table(len(ROWS), len(ROWS[0]), style="Table Grid")
    for i, row in enumerate(ROWS):
        for j, text in enumerate(row):
            table.cell(i, j).text = text
    return document


def save_docx(path: Path) -> None:
    word().save(str(path))


def save_xlsx(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Phụ lục")
        for i, row in enumerate((*([line] for line in HEAD), *ROWS)):
            sheet.write_row(i, 0, row)


def save_html(path: Path) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in HEAD)
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    path.write_text(f"<html><body>{paragraphs}<table>{rows}</table></body></html>", "utf-8")


def said(tables: PlanTables) -> object:
    """The rows without where they were found, which differs from format to format."""
    bodies = [agency["agency_name"] for agency in tables.agencies]
    return tables.facts, bodies, [{**task, "note": ""} for task in tables.tasks]


def places(path: Path) -> list[str]:
    return [origin.place for origin in import_document(path).origins]


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> object:
    path = tmp_path_factory.mktemp("docx") / "ke-hoach.docx"
    save_docx(path)
    found = import_document(path).tables
    assert [task["leads"] for task in found.tasks] == ["Sở Tài chính", "Sở Y tế"]
    return said(found)


@pytest.mark.parametrize(
    ("save", "suffix"),
    [(save_docx, ".doc"), (save_docx, ""), (save_xlsx, ".docx"), (save_html, ".doc")],
)
def test_a_wrong_suffix_does_not_matter(
    tmp_path: Path, expected: object, save: object, suffix: str
) -> None:
    written = tmp_path / "ke-hoach.xlsx"
    save(written)  # type: ignore[operator]
    path = written.rename(tmp_path / f"ke-hoach{suffix}")
    assert said(import_document(path).tables) == expected


@pytest.mark.parametrize("suffix", [".xls", ".ods"])
def test_older_and_open_workbooks(
    tmp_path: Path, expected: object, libreoffice: LibreOffice, suffix: str
) -> None:
    save_xlsx(tmp_path / "ke-hoach.xlsx")
    libreoffice.open(tmp_path / "ke-hoach.xlsx")
    path = libreoffice.save(tmp_path / f"ke-hoach{suffix}")
    libreoffice.close()
    assert said(import_document(path).tables) == expected
    assert places(path) == ["Phụ lục, hàng 6", "Phụ lục, hàng 7"]
