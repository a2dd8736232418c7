"""Letters and the report in Word: whether Word opens them, how LibreOffice Writer prints them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from plansheet import Plan, merge, remind
from plansheet.report.document.report import write_document
from support.filling import indicator, make_plan, plan_tables, task
from support.office.libreoffice import LibreOffice
from support.office.validator import MISSING, schema_faults, validator_command
from support.word import printed

AS_OF = date(2021, 7, 5)
HEADER = "STTMãTênđềán/nhiệmvụ"


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """One that leads many tasks, one that leads a single one."""
    long = "Xây dựng và triển khai đề án bảo vệ môi trường trên địa bàn tỉnh giai đoạn 2021-2025"
    tasks = [task(f"NV{n:02}", "SYT", task_name=f"{long} số {n}") for n in range(1, 61)]
    return make_plan(
        tmp_path_factory.mktemp("printed"),
        plan_tables([*tasks, task("NV99", "STC")], [indicator("CT1", "SYT")]),
    )


def test_a_short_letter_is_one_page_without_a_number(
    plan: Plan, tmp_path: Path, libreoffice: LibreOffice
) -> None:
    _, path = remind(merge(plan, "2021-Q2", [], AS_OF), tmp_path)
    (page,) = printed(path, libreoffice)
    assert path.name == "STC_2021-Q2.docx"
    assert page[0] == "UBNDTỈNHBÌNHMINHCỘNGHÒAXÃHỘICHỦNGHĨAVIỆTNAM"
    assert page[1] == "SỞKẾHOẠCHVÀĐẦUTƯĐộclập-Tựdo-Hạnhphúc"
    assert page[-1].endswith("[Họvàtên]")


def test_a_long_letter_has_the_number_of_the_page_and_the_header_of_the_table_on_each(
    plan: Plan, tmp_path: Path, libreoffice: LibreOffice
) -> None:
    path, _ = remind(merge(plan, "2021-Q2", [], AS_OF), tmp_path)
    first, *others = printed(path, libreoffice)
    assert len(others) > 2
    assert first[0].startswith("UBND")
    assert [page[0] for page in others] == [str(n) for n in range(2, len(others) + 2)]
    assert any(line.startswith(HEADER) for line in first)
    assert all(any(line.startswith(HEADER) for line in page[1:4]) for page in others[:-1])
    assert any("quantâm,phốihợpthựchiện./." in line for line in others[-1])
    assert others[-1][-1].endswith("[Họvàtên]")


def test_the_report_ends_upright_before_its_annexes(
    plan: Plan, tmp_path: Path, libreoffice: LibreOffice
) -> None:
    merged = merge(plan, "2021-Q2", [], AS_OF)
    pages = printed(write_document(merged, tmp_path / "r.docx"), libreoffice)
    assert [page[0] for page in pages[1:]] == [str(n) for n in range(2, len(pages) + 1)]
    signed = [at for at, page in enumerate(pages) if any("[Họvàtên]" in line for line in page)]
    annexes = [at for at, page in enumerate(pages) if page[1].startswith("PHỤLỤC")]
    assert signed == [annexes[0] - 1]
    assert [pages[at][1] for at in annexes] == ["PHỤLỤCI", "PHỤLỤCII"]


@pytest.mark.slow
def test_word_would_open_them(plan: Plan, tmp_path: Path) -> None:
    command = validator_command()
    if command is None:
        pytest.skip(MISSING)
    merged = merge(plan, "2021-Q2", [], AS_OF)
    paths = [*remind(merged, tmp_path), write_document(merged, tmp_path / "r.docx")]
    assert [fault for path in paths for fault in schema_faults(command, path)] == []
