"""What holds for every document: written plans come back, and no text makes the importer fail."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plansheet.documents import import_document
from plansheet.documents.formats.blocks import Document, DocumentRow, DocumentTable, Paragraph
from plansheet.documents.formats.read_docx import read_docx
from plansheet.documents.formats.read_html import read_html
from plansheet.documents.formats.read_text import read_text
from plansheet.documents.importing import draft_of
from plansheet.documents.prose.indicator_text import numbered, read_indicators
from plansheet.plan.workbook.reading import read_plan
from plansheet.plan.workbook.tables import PlanTables
from plansheet.plan.workbook.writing import write_plan, write_tables
from support.effort import examples
from support.filling import make_plan
from support.places import EXAMPLES
from support.random_plans import random_tables

PIECES = st.sampled_from(
    [
        "Sở Y tế", "Sở Kế hoạch và Đầu tư", "UBND các huyện, thành phố", "Các sở, ban, ngành",
        "chủ trì, phối hợp với", "các đơn vị liên quan", "I.", "II.", "1.", "1.1.", "a)", "b)", "-",
        "+", "(1)", "*", "Phần thứ hai", "PHỤ LỤC", "NHIỆM VỤ", "TỔ CHỨC THỰC HIỆN", "CHỈ TIÊU",
        "các chỉ tiêu là:", "trong đó", "đạt", "tăng", "5%", "từ 9,3% (trở lên)", "1.700 tỷ đồng",
        "năm 2021", "15 hợp tác xã", "Cơ quan chủ trì:", "Thời gian:", "Quý II/2021", ":", ";", ".",
        ",", "(", ")", "Nơi nhận:", "gửi", "báo cáo", "hàng quý", "trước ngày 15 tháng cuối quý",
        "KẾ HOẠCH", "Số:", "13/KH-UBND", "phấn đấu", "triển khai", "kinh tế - xã hội", "“", "”",
    ]
)  # fmt: skip
LINES = st.lists(PIECES, min_size=1, max_size=8).map(" ".join)
PARAGRAPHS = st.builds(Paragraph, LINES, st.integers(1, 99).map("dòng {}".format), st.booleans())
CELLS = st.sampled_from(
    [
        "", "STT", "1", "I", "Nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời gian",
        "Chỉ tiêu", "Đơn vị tính", "2021", "Thực hiện 2020", "Kế hoạch", "Mục tiêu 2021 - 2025",
        "Sở Y tế", "%", "88,15", ">90", "Khám bệnh", "(1)", "(2)", "(3)",
    ]
)  # fmt: skip
TABLES = st.lists(
    st.lists(CELLS, min_size=1, max_size=6).map(lambda cells: DocumentRow(tuple(cells), "hàng 1")),
    max_size=8,
).map(lambda rows: DocumentTable(tuple(rows)))
DOCUMENTS = st.lists(PARAGRAPHS | TABLES, max_size=25).map(lambda b: Document(tuple(b)))

TAGS = st.sampled_from(
    [
        "<table>", "</table>", "<tr>", "</tr>", "<td>", "<td colspan=2>", "<td rowspan=3>", "</td>",
        "<p>", "</p>", "<br>", "<ol>", "<ul>", "<li>", "</ol>", "<b>", "</b>", "<script>", "&nbsp;",
        "</script>", "chữ", " ", "\n", "<!--", "-->", "<", "&#xD800;", "&lt;",
    ]
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(random_tables())
def test_a_written_plan_imports_as_the_same_plan(
    tmp_path_factory: pytest.TempPathFactory, tables: PlanTables
) -> None:
    folder = tmp_path_factory.mktemp("plan")
    plan = make_plan(folder, tables)
    written = write_plan(plan, folder / "first.xlsx")
    imported = write_tables(import_document(written).tables, folder / "second.xlsx")
    assert read_plan(imported) == plan


@settings(max_examples=examples(150), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(DOCUMENTS)
def test_any_document_gives_a_draft_with_codes_of_its_own(document: Document) -> None:
    draft = draft_of([document])
    for rows, key in (
        (draft.tables.tasks, "task_code"),
        (draft.tables.indicators, "indicator_code"),
        (draft.tables.agencies, "agency_code"),
        (draft.tables.calendar, "period_kind"),
    ):
        codes = [row[key] for row in rows]
        assert len(set(codes)) == len(codes)
    known = {row["indicator_code"] for row in draft.tables.indicators}
    assert {row["parent"] for row in draft.tables.indicators} <= {"", *known}
    assert draft == draft_of([document])


@settings(max_examples=examples(300), deadline=None)
@given(LINES)
def test_indicators_say_only_what_the_sentence_says(sentence: str) -> None:
    words = set(re.findall(r"\w+", f"{sentence} tương đương"))
    for _, _, found in numbered("1", read_indicators(sentence)):
        assert set(re.findall(r"\w+", f"{found.name} {found.target}")) <= words


def test_the_example_comes_back_from_its_workbook(tmp_path: Path) -> None:
    source = EXAMPLES / "kien_giang_2021_2025/plan.xlsx"
    tables = import_document(source).tables
    assert read_plan(write_tables(tables, tmp_path / "plan.xlsx")) == read_plan(source)


@settings(max_examples=examples(150), deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_a_text_or_refused(data: bytes) -> None:
    for read in (read_text, read_html, read_docx):
        try:
            document = read(data)
        except ValueError:
            continue
        assert document.letters <= 4 * len(data) + 200


@settings(max_examples=examples(150), deadline=None)
@given(st.lists(TAGS, max_size=40).map("".join))
def test_any_tags_are_a_document(page: str) -> None:
    for block in read_html(page.encode()).blocks:
        if isinstance(block, DocumentTable):
            assert block.rows
        else:
            assert block.text == " ".join(block.text.split()) != ""
