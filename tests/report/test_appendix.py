"""A plan written as its appendix, and read from it again: the importer's best test."""

from __future__ import annotations

from pathlib import Path

import docx
import openpyxl
import pytest
from docx.shared import Twips
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import plansheet
from plansheet import InputError, OutputError, Plan
from plansheet.documents import import_document
from plansheet.language.text import nfc
from plansheet.plan.workbook.reading import check_plan, read_plan
from plansheet.plan.workbook.tables import PlanTables
from plansheet.plan.workbook.writing import write_tables
from plansheet.report.appendix.annexes import GROUPINGS
from support.effort import examples, some_of
from support.filling import FACTS, indicator, make_plan, plan_tables, task
from support.places import EXAMPLES
from support.random_plans import random_tables
from support.word import lines

PROVINCES = sorted(path.parent.name for path in EXAMPLES.glob("*/source.txt"))
ENDINGS = ("docx", "xlsx")
CASES = [
    (name, ending, by)
    for groupings in (tuple(GROUPINGS), tuple(GROUPINGS)[::-1])
    for name in PROVINCES
    for ending, by in zip(ENDINGS, groupings, strict=True)
]
"""Of each province first every ending and every grouping once, then the other pairs."""

# What an appendix does not carry: codes, STT of tasks, notes, aliases and kinds of agencies,
# directions, ways of consolidating, reporters, allocations, the calendar; white space and the
# composition of letters inside a text; an order of tasks other than by group, of indicators other
# than each whole before its parts; a field of a part that is not that of its whole.


def said(text: str) -> str:
    return " ".join(nfc(text).split())


def tasks_of(plan: Plan) -> list[tuple[object, ...]]:
    """What an appendix says of each task; sorted, as it puts them in an order of its own."""
    return sorted(
        (
            *(said(t) for t in (task.name, task.field, task.due.text, task.level)),
            sorted(plan.agency_name(code) for code in task.leads),
            sorted(plan.agency_name(code) for code in task.coordinators),
        )
        for task in plan.tasks
    )


def indicators_of(plan: Plan) -> list[tuple[object, ...]]:
    """What an appendix says of each indicator, with the name of what it is a part of."""
    known = plan.indicators_by_code

    def root(code: str) -> str:
        return root(known[code].parent) if known[code].parent in known else code

    return sorted(
        (
            *(
                said(t)
                for t in (one.name, one.unit, one.previous_term, known[root(one.code)].field)
            ),
            said(known[one.parent].name) if one.parent in known else "",
            said(one.goal.text) if one.goal else "",
            sorted((year, said(text)) for year, text in one.history.items()),
            sorted((year, said(target.text)) for year, target in one.targets.items()),
        )
        for one in plan.indicators
    )


def facts_of(plan: Plan) -> tuple[object, ...]:
    return said(plan.title), plan.number, plan.issued, plan.years, plan.province


def imported(path: Path) -> Plan:
    """The plan that the importer makes of a document."""
    plan, _ = check_plan(write_tables(import_document(path).tables, path.with_suffix(".p.xlsx")))
    assert plan is not None
    return plan


def round_trip(plan: Plan, folder: Path, ending: str, by: str) -> Plan:
    """The plan that its appendix imports to; appendices do not change after the first."""
    first = plansheet.appendix(plan, folder / f"1.{ending}", by)
    again = imported(first)
    second = plansheet.appendix(again, folder / f"2.{ending}", by)
    third = plansheet.appendix(imported(second), folder / f"3.{ending}", by)
    assert second.read_bytes() == third.read_bytes()
    return again


@pytest.mark.slow
@pytest.mark.parametrize("case", some_of(len(CASES) // 2, CASES), ids="-".join)
def test_the_plan_of_a_province_comes_back(case: tuple[str, str, str], tmp_path: Path) -> None:
    name, ending, by = case
    plan = read_plan(EXAMPLES / name / "plan.xlsx")
    again = round_trip(plan, tmp_path, ending, by)
    assert facts_of(again) == facts_of(plan)
    assert sorted(t.leads_text for t in again.tasks) == sorted(t.leads_text for t in plan.tasks)
    assert [(t.name, t.field, t.due.text, t.level) for t in by_name(again)] == [
        (t.name, t.field, t.due.text, t.level) for t in by_name(plan)
    ]
    assert indicators_of(again) == indicators_of(plan)


def by_name(plan: Plan) -> list[plansheet.Task]:
    return sorted(plan.tasks, key=lambda task: (task.name, task.field))


NAMES = st.lists(
    st.sampled_from(
        [
            *("Sở Y tế", "Sở Văn hóa, Thể thao và Du lịch", "UBND huyện An Bình", "Công an tỉnh"),
            *("Hội Nông dân tỉnh", "Trung tâm Xúc tiến Đầu tư", "Cục Thuế tỉnh", "Báo tỉnh"),
            *("Liên minh Hợp tác xã tỉnh", "Trường Cao đẳng Nghề", "Công ty Cấp nước Bình Minh"),
        ]
    ),
    min_size=4,
    max_size=4,
    unique=True,
)


@settings(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.generate],
)
@given(random_tables(), NAMES, st.sampled_from(GROUPINGS), st.sampled_from(ENDINGS))
def test_any_plan_comes_back(
    tmp_path_factory: pytest.TempPathFactory,
    tables: PlanTables,
    names: list[str],
    by: str,
    ending: str,
) -> None:
    folder = tmp_path_factory.mktemp("appendix")
    bodies = [
        {**row, "agency_name": name} for row, name in zip(tables.agencies, names, strict=False)
    ]
    plan = make_plan(
        folder,
        plan_tables(tables.tasks, tables.indicators, agencies=bodies, calendar=tables.calendar),
    )
    if not plan.tasks and not plan.indicators:
        with pytest.raises(InputError):
            plansheet.appendix(plan, folder / f"1.{ending}", by)
        return
    again = round_trip(plan, folder, ending, by)
    assert facts_of(again) == facts_of(plan)
    assert tasks_of(again) == tasks_of(plan)
    assert indicators_of(again) == indicators_of(plan)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    """Two fields, a task without one, one led by two, agencies by code; a part of an indicator."""
    tables = plan_tables(
        [
            task("NV1", "SYT; STC", "Quý II/2021", field="Y tế", level="UBND tỉnh"),
            task("NV2", "Sở Tài chính", "", field="Tài chính", coordinators="SYT"),
            task("NV3", "UBA", "", field="Y tế"),
            task("NV4", "", ""),
        ],
        [
            indicator("CT1", "SYT", history_2019="9,78", target_2021="50", goal="60", field="Y tế"),
            indicator("CT2", "SYT", target_2022="70", previous_term="Đạt"),
            indicator("CT3", "SYT", parent="CT1", target_2021="7"),
        ],
    )
    return make_plan(tmp_path_factory.mktemp("appendix"), tables)


HEAD = (
    "Kế hoạch phát triển kinh tế - xã hội",
    "(Kèm theo Kế hoạch số 01/KH-UBND ngày 15 tháng 01 năm 2021 của UBND tỉnh Bình Minh)",
)


def test_what_the_document_says(plan: Plan, tmp_path: Path) -> None:
    names = "STT | Tên đề án/nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian trình"
    assert lines(plansheet.appendix(plan, tmp_path / "p.docx")) == [
        *("PHỤ LỤC I", "DANH MỤC CHỈ TIÊU GIAI ĐOẠN 2021-2022", *HEAD),
        "STT | Chỉ tiêu | Đơn vị tính | TH 2019-2020 | Thực hiện qua các năm | Mục tiêu 2021-2022"
        " | Kế hoạch các năm",
        "STT | Chỉ tiêu | Đơn vị tính | TH 2019-2020 | 2019 | Mục tiêu 2021-2022 | 2021 | 2022",
        "1 | Chỉ tiêu số CT2 | xã | Đạt |  |  |  | 70",
        "I | Y tế",
        "2 | Chỉ tiêu số CT1 | xã |  | 9,78 | 60 | 50 | ",
        "2.1 | Chỉ tiêu số CT3 | xã |  |  |  | 7 | ",
        *("PHỤ LỤC II", "DANH MỤC NHIỆM VỤ GIAI ĐOẠN 2021-2022", *HEAD),
        f"{names} | Cấp trình",
        "1 | Đề án số NV4 |  |  |  | ",
        "I | Y tế",
        "2 | Đề án số NV1 | Sở Y tế; Sở Tài chính |  | Quý II/2021 | UBND tỉnh",
        "3 | Đề án số NV3 | UBND huyện An Bình |  |  | ",
        "II | Tài chính",
        "4 | Đề án số NV2 | Sở Tài chính | Sở Y tế |  | ",
        " | TM. ỦY BAN NHÂN DÂN / CHỦ TỊCH / [Họ và tên]",
    ]


def test_tasks_by_agency_stand_under_who_leads_them_first(plan: Plan, tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(plansheet.appendix(plan, tmp_path / "p.xlsx", "agency"))[
        "Nhiệm vụ"
    ]
    rows = [tuple(cell for cell in row[:4]) for row in sheet.iter_rows(6, 14, values_only=True)]
    assert rows == [
        ("STT", "Tên đề án/nhiệm vụ", "Lĩnh vực", "Cơ quan chủ trì"),
        ("1", "Đề án số NV4", None, None),
        ("I", "Sở Y tế", None, None),
        ("2", "Đề án số NV1", "Y tế", "Sở Y tế; Sở Tài chính"),
        ("II", "Sở Tài chính", None, None),
        ("3", "Đề án số NV2", "Tài chính", "Sở Tài chính"),
        ("III", "UBND huyện An Bình", None, None),
        ("4", "Đề án số NV3", "Y tế", "UBND huyện An Bình"),
        (None, None, None, None),
    ]


def test_a_sheet_prints_as_offices_print(plan: Plan, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(plansheet.appendix(plan, tmp_path / "p.xlsx"))
    assert book.sheetnames == ["Chỉ tiêu", "Nhiệm vụ"]
    assert [sheet.print_title_rows for sheet in book] == ["$6:$7", "$6:$6"]
    for sheet in book:
        setup = sheet.page_setup
        assert (setup.paperSize, setup.orientation) == (9, "landscape")
        assert setup.useFirstPageNumber
        assert sheet.oddHeader is not None
        assert sheet.oddHeader.center.text == "&P"


def test_pages_of_the_document_lie_on_their_side_and_count_anew(plan: Plan, tmp_path: Path) -> None:
    document = docx.Document(str(plansheet.appendix(plan, tmp_path / "p.docx")))
    for section in document.sections:
        assert (section.page_width, section.page_height) == (Twips(16838), Twips(11906))
        assert section.different_first_page_header_footer
        (start,) = section._sectPr.xpath("./w:pgNumType/@w:start")
        assert start == "1"
    for table in document.tables[:2]:
        repeated = table._tbl.xpath("./w:tr[w:trPr/w:tblHeader]")
        assert len(repeated) == 1 + ("Kế hoạch các năm" in table.rows[0].cells[-1].text)


def test_what_is_not_known_is_left_to_fill_in(tmp_path: Path) -> None:
    bare = {**FACTS, "Số hiệu": "", "Ngày ban hành": "", "Cơ quan ban hành": ""}
    plan = make_plan(tmp_path, plan_tables([task("NV1", "SYT")], facts=bare))
    written = plansheet.appendix(plan, tmp_path / "p.docx")
    assert lines(written)[:4] == [
        *("PHỤ LỤC", "DANH MỤC NHIỆM VỤ GIAI ĐOẠN 2021-2022", HEAD[0]),
        "(Kèm theo Kế hoạch số … ngày … tháng … năm 2021 của …)",
    ]
    again = imported(written)
    assert (again.number, again.issued, again.issuer, again.title) == ("", None, "", HEAD[0])


def test_what_cannot_be_written(plan: Plan, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"\.docx"):
        plansheet.appendix(plan, tmp_path / "p.pdf")
    with pytest.raises(InputError, match="không có nhiệm vụ"):
        plansheet.appendix(make_plan(tmp_path, plan_tables()), tmp_path / "p.docx")
    assert [path.name for path in tmp_path.iterdir()] == ["plan.xlsx"]
