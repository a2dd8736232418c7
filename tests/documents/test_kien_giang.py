"""The Kiên Giang plan: tables of a plain text, and the plan workbook made of them."""

import csv
import re
import runpy

import pytest

from plansheet.documents import import_document
from plansheet.plan.agencies import KINDS, Agency, Registry
from plansheet.plan.workbook.reading import read_plan
from plansheet.plan.workbook.tables import PlanTables
from support.places import DATA, EXAMPLES

FOLDER = EXAMPLES / "kien_giang_2021_2025"


def golden(name: str) -> list[dict[str, str]]:
    text = (DATA / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def draft() -> PlanTables:
    return import_document(FOLDER / "source.txt").tables


@pytest.fixture(scope="module")
def made() -> PlanTables:
    made: PlanTables = runpy.run_path(str(EXAMPLES / "make_plan.py"))["tables"](FOLDER)
    return made


def registry(tables: PlanTables) -> Registry:
    agencies = [
        Agency(
            row["agency_code"],
            row["agency_name"],
            tuple(filter(None, row.get("aliases", "").split("; "))),
            row["kind"],
        )
        for row in tables.agencies
    ]
    return Registry(agencies, tables.facts["Tỉnh"])


def test_the_81_tasks_are_verbatim(draft: PlanTables) -> None:
    columns = {
        "Tên đề án/nhiệm vụ": "task_name",
        "Cơ quan chủ trì": "leads",
        "Cơ quan phối hợp": "coordinators",
        "Thời gian trình": "due",
        "Cấp trình": "level",
    }
    expected = [{c: row[t] for t, c in columns.items()} for row in golden("kien_giang_tasks.tsv")]
    found = [{c: row[c] for c in columns.values()} for row in draft.tasks[:81]]
    assert found == expected
    assert [row["task_code"] for row in draft.tasks] == [f"NV{i:02}" for i in range(1, 130)]


def test_what_the_prose_beside_assigns_comes_after_them_as_doubtful(draft: PlanTables) -> None:
    reasons = [re.findall(r"(giao trong|nhiệm vụ nêu trong)", row["note"]) for row in draft.tasks]
    assert reasons[81:] == [["giao trong"]] * 46 + [["nhiệm vụ nêu trong"]] * 2
    assert reasons[:81] == [[]] * 81


def test_the_11_indicators_are_verbatim(draft: PlanTables) -> None:
    columns = {"name": "indicator_name", "unit": "unit", "th_2016_2020": "previous_term"}
    columns |= {f"th_{year}": f"history_{year}" for year in range(2015, 2021)}
    columns |= {"muc_tieu_2021_2025": "goal"}
    columns |= {f"kh_{year}": f"target_{year}" for year in range(2021, 2026)}
    rows = golden("kien_giang_indicators.tsv")
    assert [{c: row[c] for c in columns.values()} for row in draft.indicators] == [
        {c: row[g] for g, c in columns.items()} for row in rows
    ]
    assert [row["indicator_code"] for row in draft.indicators] == ["CT" + row["id"] for row in rows]
    assert [row["parent"] for row in draft.indicators] == [
        "CT" + row["parent"] if row["parent"] else "" for row in rows
    ]


def test_only_the_task_without_lead_is_doubtful(draft: PlanTables) -> None:
    notes = {row["task_code"]: row["note"] for row in draft.tasks[:81] if row["note"]}
    assert notes == {"NV81": "Cần xem lại: không có cơ quan chủ trì (dòng 213)"}
    assert not any(row["note"] for row in draft.indicators)


def test_facts(draft: PlanTables) -> None:
    assert draft.facts == {
        "Mã kế hoạch": "KG-2021-2025",
        "Tên kế hoạch": "Kế hoạch triển khai thực hiện Kế hoạch phát triển kinh tế - xã hội "
        "05 năm 2021-2025 tỉnh Kiên Giang",
        "Số hiệu": "",
        "Cơ quan ban hành": "UBND tỉnh Kiên Giang",
        "Ngày ban hành": "",
        "Năm bắt đầu": "2021",
        "Năm kết thúc": "2025",
        "Tỉnh": "Kiên Giang",
        "Cơ quan tổng hợp": "Sở Kế hoạch và Đầu tư",
    }


def test_agencies_named_in_tables_and_prose(draft: PlanTables) -> None:
    assert " ".join(row["agency_code"] for row in draft.agencies) == (
        "SKHDT STC SNNPTNT STNMT SCT SXD SGTVT SKHCN STTTT SGDDT SYT SVHTT SDL SLDTBXH SNV STP TTR "
        "BDT VPUB CA BCHQS BQLKKT TTXT CTHUE CHQ NHNN LMHTX UBNDH"
    )
    aliases = {row["agency_code"]: row["aliases"] for row in draft.agencies if row["aliases"]}
    assert aliases["SNNPTNT"] == "Sở NN&PTNT"
    assert aliases["TTXT"] == "Trung tâm XTĐTMDL"
    assert aliases["SVHTT"] == "Sở Văn hóa - Thể thao; Sở Văn hoá, Thể thao"


def test_the_calendar_is_the_yearly_report_without_a_day(draft: PlanTables) -> None:
    assert draft.calendar == (
        {
            "period_kind": "Năm",
            "deadline": "",
            "recipient": "UBND tỉnh; Sở Kế hoạch và Đầu tư",
            "note": "",
        },
    )


def test_every_lead_of_the_made_plan_is_one_agency(made: PlanTables) -> None:
    bodies = registry(made)
    assert all(row["kind"] in KINDS for row in made.agencies)
    led = [row for row in made.tasks if row["leads"]]
    assert len(led) == 80
    assert [row["task_code"] for row in led if bodies.resolve(row["leads"]) is None] == []
    coordinating = bodies.resolve_cell("Các sở, ban, ngành; UBND các huyện, thành phố")
    kinds = [row["kind"] for row in made.agencies]
    assert len(coordinating.members) == kinds.count("Sở, ban, ngành") + 15
    assert kinds.count("UBND cấp huyện") == 15


def test_the_committed_workbook_is_the_made_plan(made: PlanTables) -> None:
    plan = read_plan(FOLDER / "plan.xlsx")
    assert (plan.id, len(plan.tasks), len(plan.indicators)) == ("KG-2021-2025", 81, 11)
    assert [agency.code for agency in plan.agencies] == [r["agency_code"] for r in made.agencies]
    assert [task.name for task in plan.tasks] == [row["task_name"] for row in made.tasks]


def test_importing_again_gives_the_same_rows(draft: PlanTables) -> None:
    assert import_document(FOLDER / "source.txt").tables == draft
