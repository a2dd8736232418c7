"""The report in Word: targets of other levels, fields, persons, and what agencies say in words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

import plansheet
from plansheet import Plan
from plansheet.consolidation import Consolidation
from plansheet.plan.periods import Period
from plansheet.plan.rows import Scenario
from plansheet.report.document.report import write_document
from support.filling import indicator, make_plan, plan_tables, task
from support.sending import AS_OF, Filled, send, status
from support.word import lines

HOSTILE = '=1+1 <w:br/> & "ngoặc" ]]>'


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    tasks = [
        task("NV1", "SYT", "31/3/2021", field="Xã hội", leader="Ông A", officer="Bà C"),
        task("NV2", "STP", "31/12/2021", field="Kinh tế", leader="Bà B"),
    ]
    indicators = [
        indicator("CT1", "SYT", field="Xã hội", target_2021="10", stretch_2021="12"),
        indicator("CT2", "SYT", field="Kinh tế", target_2021="10", stretch_2021=">=15"),
        indicator("CT3", "SYT", field="xã hội", target_2021="10"),
        indicator("CT4", "SYT", target_2021="10"),
    ]
    plan = make_plan(tmp_path, plan_tables(tasks, indicators))
    target = plan.indicators[0].targets[2021]
    within = (Scenario("CT3", {Period("quarter", 2021, 2): target}),)
    return replace(plan, scenario=within)


@pytest.fixture
def merged(plan: Plan, tmp_path: Path) -> Consolidation:
    figures = {
        ("indicator_report", code): {"actual": Decimal(9), "forecast": Decimal(number)}
        for code, number in (("CT1", 12), ("CT2", 14), ("CT3", 9))
    }

    def words(code: str, text: str) -> Filled:
        return {("narrative_report", code): {"narrative": text}}

    told: dict[str, Filled] = {
        "SYT": {
            **figures,
            ("task_report", "NV1"): status("Đang thực hiện"),
            **words("ĐG.XH.1", "Đoạn một.\n\n- Ý hai."),
            **words("ĐG.XH.5", HOSTILE),
            **words("ĐG.1", "Nhìn chung tốt"),
        },
        "STP": {("task_report", "NV2"): status("Đang thực hiện"), **words("ĐG.KT.1", "Đạt")},
    }
    return plansheet.merge(plan, "2021-Q2", send(plan, tmp_path / "in", told), AS_OF)


def between(text: list[str], first: str, last: str) -> list[str]:
    begin = text.index(first)
    return text[begin + 1 : text.index(last, begin)]


@pytest.fixture
def text(merged: Consolidation, tmp_path: Path) -> list[str]:
    return lines(write_document(merged, tmp_path / "r.docx"))


def test_persons_are_counted_by_class(text: list[str]) -> None:
    told = between(text, "3. Theo lãnh đạo", "5. Nhiệm vụ quá hạn chưa hoàn thành")
    assert [line for line in told if not line.endswith("Tổng số")] == [
        "Bà B |  |  | 1 |  |  |  | 1",
        "Ông A |  |  |  | 1 |  |  | 1",
        "4. Theo chuyên viên",
        "Bà C |  |  |  | 1 |  |  | 1",
        "(chưa ghi) |  |  | 1 |  |  |  | 1",
    ]


def test_other_levels_and_fields_are_counted(text: list[str]) -> None:
    assert between(text, "III. KẾT QUẢ THỰC HIỆN CHỈ TIÊU", "Chỉ tiêu không đạt kế hoạch") == [
        "Có 4 chỉ tiêu, trong đó: 2 chỉ tiêu đạt; 1 chỉ tiêu không đạt; 1 chỉ tiêu chưa rõ.",
        "2 chỉ tiêu có mức phấn đấu, trong đó: 1 chỉ tiêu đạt; 1 chỉ tiêu không đạt.",
        "1 chỉ tiêu có mức theo kịch bản của kỳ, trong đó: 1 chỉ tiêu không đạt.",
        "4 chỉ tiêu chưa đủ số liệu của các cơ quan được giao báo cáo.",
        "Số liệu từng chỉ tiêu tại Phụ lục II.",
        "Theo lĩnh vực",
        "Lĩnh vực | Đạt | Không đạt | Chưa rõ | Tổng số",
        "Xã hội | 1 | 1 |  | 2",
        "Kinh tế | 1 |  |  | 1",
        "Chỉ tiêu chưa phân lĩnh vực |  |  | 1 | 1",
    ]


def test_the_annex_stands_field_by_field_and_has_other_levels(text: list[str]) -> None:
    annex = text[text.index("PHỤ LỤC II") + 3 :]
    assert annex == [
        "Xã hội: 2",
        "1 | CT1 | Chỉ tiêu số CT1 | xã |  | 10 | 9 |  | 12 | 120 |  | Đạt | 0/1",
        "2 | CT3 | Chỉ tiêu số CT3 | xã |  | 10 | 9 |  | 9 | 90 |  | Không đạt | 0/1",
        "Kinh tế: 1",
        "3 | CT2 | Chỉ tiêu số CT2 | xã |  | 10 | 9 |  | 14 | 140 |  | Đạt | 0/1",
        "Chỉ tiêu chưa phân lĩnh vực: 1",
        "4 | CT4 | Chỉ tiêu số CT4 | xã |  | 10 |  |  |  |  |  | Chưa rõ | 0/1",
        "Mức phấn đấu",
        "STT | Mã | Chỉ tiêu | Đơn vị tính | Kế hoạch năm | Phấn đấu năm | Ước thực hiện cả năm"
        " | Đánh giá | Đánh giá phấn đấu",
        "1 | CT1 | Chỉ tiêu số CT1 | xã | 10 | 12 | 12 | Đạt | Đạt",
        "2 | CT2 | Chỉ tiêu số CT2 | xã | 10 | >=15 | 14 | Đạt | Không đạt",
        "Mức theo kịch bản của kỳ",
        "STT | Mã | Chỉ tiêu | Đơn vị tính | Kịch bản kỳ này | Thực hiện trong kỳ"
        " | Lũy kế từ đầu năm | Đánh giá theo kịch bản",
        "1 | CT3 | Chỉ tiêu số CT3 | xã | 10 | 9 |  | Không đạt",
    ]


def test_words_of_agencies_stand_by_heading_and_field(text: list[str]) -> None:
    part = next(at for at, line in enumerate(text) if line == "IV. ĐÁNH GIÁ CHUNG")
    end = next(at for at, line in enumerate(text) if line.startswith("Trên đây là"))
    assert text[part + 1 : end] == [
        "1. Kết quả nổi bật",
        "1.1. Chung",
        "- Sở Y tế: Nhìn chung tốt",
        "1.2. Xã hội",
        "- Sở Y tế: Đoạn một.",
        "- Ý hai.",
        "1.3. Kinh tế",
        "- Sở Tư pháp: Đạt",
        "2. Kiến nghị",
        "2.1. Xã hội",
        f"- Sở Y tế: {HOSTILE}",
    ]


def test_headings_in_english(merged: Consolidation, tmp_path: Path) -> None:
    text = lines(write_document(merged, tmp_path / "r.docx", lang="en"))
    headings = ["IV. GENERAL ASSESSMENT", "1. Highlights", "1.1. General", "2. Recommendations"]
    assert [line for line in text if line in headings] == headings


def test_what_a_plan_does_not_have_is_not_told(tmp_path: Path) -> None:
    rows = ([task("NV1", "SYT")], [indicator("CT1", "SYT", target_2021="10")])
    plan = make_plan(tmp_path, plan_tables(*rows))
    told: dict[str, Filled] = {
        "SYT": {
            ("task_report", "NV1"): status("Đang thực hiện"),
            ("narrative_report", "ĐG.3"): {"narrative": "Thiếu vốn"},
        }
    }
    merged = plansheet.merge(plan, "2021-Q2", send(plan, tmp_path / "in", told), AS_OF)
    text = lines(write_document(merged, tmp_path / "r.docx"))
    for words in ("Theo lãnh đạo", "Theo chuyên viên", "Theo lĩnh vực", "phấn đấu", "kịch bản"):
        assert not [line for line in text if words in line]
    assert between(text, "IV. ĐÁNH GIÁ CHUNG", text[text.index("IV. ĐÁNH GIÁ CHUNG") + 3]) == [
        "1. Nguyên nhân",
        "- Sở Y tế: Thiếu vốn",
    ]
