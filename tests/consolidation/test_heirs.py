"""Agencies that end, begin and take over: who is expected, what counts, what it starts from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import plansheet
from plansheet.cli import main
from plansheet.consolidation import Consolidation
from plansheet.forms.values import Value
from plansheet.issuing import prepare
from plansheet.problems import Problem
from plansheet.report.reading import read_report
from support.filling import AGENCIES, agency, indicator, make_plan, plan_tables, task
from support.sending import DONE, GOING, Filled, send

AS_OF = date(2021, 10, 1)
AGENCIES_THEN = (
    agency("HET", "Sở Hết", valid_until="30/6/2021"),
    agency("CHIA", "Sở Chia", valid_until="30/6/2021", successors="MOI; SYT"),
    agency("MOI", "Sở Mới", valid_from="1/7/2021"),
    *AGENCIES,
)


def figures(*codes: str, **values: int) -> Filled:
    numbers: Mapping[str, Value] = {name: Decimal(value) for name, value in values.items()}
    return {("indicator_report", code): numbers for code in codes}


def merge(
    plan: plansheet.Plan,
    folder: Path,
    said: Mapping[str, Filled],
    period: str = "2021-Q3",
    previous: Path | None = None,
) -> Consolidation:
    returns = send(plan, folder / period, said, period=period)
    return plansheet.merge(plan, period, returns, AS_OF, previous=previous)


def codes(merged: Consolidation) -> list[tuple[str, str, str]]:
    return [(p.code, p.sheet, p.cell) for p in merged.all_problems]


# N does not shrink.


@pytest.mark.parametrize("who", ["HET", "CHIA"])
def test_who_ended_without_one_heir_is_still_expected(who: str, tmp_path: Path) -> None:
    tables = plan_tables(
        [task("NV1", "SYT", coordinators=who), task("NV2", who), task("NV3", f"SYT; {who}")],
        [indicator("CT1", f"SYT; {who}", target_2021="10")],
        agencies=AGENCIES_THEN,
    )
    plan = make_plan(tmp_path, tables)
    named = [("no-successor", "Cơ quan", "G2" if who == "HET" else "G3")]
    assert [(p.code, p.sheet, p.cell) for p in plan.problems] == named
    paths = plansheet.issue(plan, "2021-Q3", tmp_path / "issued")
    assert [path.name for path in paths] == ["SYT_2021-Q3.xlsx"]

    all_done = {("task_report", code): DONE for code in ("NV1", "NV3")}
    said = {**all_done, **figures("CT1", actual=20, cumulative=20, forecast=20)}
    merged = merge(plan, tmp_path, {"SYT": said})
    assert codes(merged) == named
    assert (merged.expected, merged.received, merged.missing) == ((who, "SYT"), ["SYT"], [who])
    result = merged.indicator_results[0]
    assert (result.reported, result.expected, result.missing) == (1, 2, (who,))
    assert (result.judged, result.attainment) == (Decimal(20), "unknown")
    tasks = merged.tasks.set_index("task_code")
    assert list(tasks.loc["NV3", ["reported", "expected"]]) == [1, 2]
    assert tasks.loc["NV2", "class"] == "not_reported"


def test_before_it_ends_nothing_is_amiss(tmp_path: Path) -> None:
    tables = plan_tables([], [indicator("CT1", "HET; CHIA")], agencies=AGENCIES_THEN)
    plan = make_plan(tmp_path, tables)
    given = figures("CT1", actual=1, cumulative=1)
    merged = merge(plan, tmp_path, {"HET": given, "CHIA": given}, "2021-Q2")
    assert codes(merged) == [] and merged.missing == []


def test_the_plan_says_who_answers_in_the_row_itself(tmp_path: Path) -> None:
    """Before the new body begins, who is split into it answers."""
    tables = plan_tables([task("NV1", "MOI")], [indicator("CT1", "MOI")], agencies=AGENCIES_THEN)
    plan = make_plan(tmp_path, tables)
    assert plan.problems == ()
    asked = {p: list(prepare(plan, p).assignments) for p in ("2021-Q2", "2021-Q3")}
    assert asked == {"2021-Q2": ["CHIA"], "2021-Q3": ["MOI"]}


def test_who_has_not_begun_is_not_expected(tmp_path: Path) -> None:
    agencies = (agency("MOI", "Sở Mới", valid_from="1/7/2021"), *AGENCIES)
    tables = plan_tables([task("NV1", "MOI")], [indicator("CT1", "SYT; MOI")], agencies=agencies)
    plan = make_plan(tmp_path, tables)
    given = figures("CT1", actual=1, cumulative=1)
    merged = merge(plan, tmp_path, {"SYT": given}, "2021-Q2")
    assert codes(merged) == [] and merged.expected == ("SYT",)
    assert (merged.indicator_results[0].reported, merged.indicator_results[0].expected) == (1, 1)
    assert list(prepare(plan, "2021-Q3").assignments) == ["MOI", "SYT"]


def test_the_return_of_one_that_ended_without_heir_counts(tmp_path: Path) -> None:
    tables = plan_tables(
        [], [indicator("CT1", "SYT; HET", target_2021="10")], agencies=AGENCIES_THEN
    )
    plan = make_plan(tmp_path, tables)
    given = figures("CT1", actual=6, cumulative=6, forecast=6)
    merged = merge(plan, tmp_path, {"SYT": given, "HET": given})
    assert codes(merged) == [("no-successor", "Cơ quan", "G2")]
    assert (merged.missing, merged.indicator_results[0].judged) == ([], Decimal(12))
    assert merged.indicator_results[0].attainment == "met"


# What those that were absorbed had reported.

ABSORBED = (
    agency("BA", "Sở Ba", valid_until="30/6/2022", successors="SYT"),
    agency("BON", "Sở Bốn", valid_until="30/6/2022", successors="SYT"),
    agency("TACH", "Sở Tách", valid_until="30/6/2022", successors="SYT; STC"),
    *AGENCIES,
)


def prefilled(
    plan: plansheet.Plan, previous: Path, period: str, agency_code: str
) -> dict[tuple[str, str], Value]:
    """The figures that the indicator rows of a template start from."""
    asked = prepare(plan, period, earlier=read_report(previous, plan))
    return {
        (row.code, column): row.values[column]
        for row in asked.assignments[agency_code].rows["indicator_report"]
        for column in ("last_year", "cumulative")
        if column in row.values
    }


@pytest.mark.parametrize(
    ("then", "now", "column"),
    [("2022-Q2", "2022-Q3", "cumulative"), ("2021-Q3", "2022-Q3", "last_year")],
)
def test_figures_of_the_absorbed_are_added_to_their_heirs(
    then: str, now: str, column: str, tmp_path: Path
) -> None:
    """Where the rule is a sum and everybody had given it; else nothing is known."""
    rows = [
        indicator("TONG", "SYT; BA; BON"),
        indicator("THIEU", "SYT; BA; BON"),
        indicator("CUA", "BA"),
        indicator("RIENG", "SYT"),
        indicator("TACH", "SYT; TACH"),
        indicator("MAX", "SYT; BA", aggregation="Lớn nhất"),
        indicator("MOT", "BA", aggregation="Một đầu mối"),
        indicator("TL", "SYT; BA", unit="%", aggregation="Tỷ lệ"),
    ]
    plan = make_plan(tmp_path, plan_tables([], rows, agencies=ABSORBED))
    said = {
        "SYT": figures(
            *("TONG", "THIEU", "RIENG", "TACH", "MAX", "TL.tu", "TL.mau"), cumulative=100, actual=50
        ),
        "BA": figures("TONG", "THIEU", "CUA", "MAX", "MOT", "TL.tu", "TL.mau", cumulative=40),
        "BON": figures("TONG", cumulative=20),
        "TACH": figures("TACH", cumulative=7),
    }
    merged = merge(plan, tmp_path, said, then)
    report = plansheet.write_report(merged, tmp_path / "report.xlsx")
    assert prefilled(plan, report, now, "SYT") == {
        ("TONG", column): Decimal(160),
        ("CUA", column): Decimal(40),
        ("RIENG", column): Decimal(100),
        ("TACH", column): Decimal(100),
    }
    noted: list[Problem] = []
    (path,) = plansheet.issue(plan, now, tmp_path / "noted", report, noted=noted.append)
    assert {(p.code, p.severity, p.file, p.sheet, p.row_code) for p in noted} == {
        ("base-unknown", "warning", f"SYT_{now}.xlsx", "Chỉ tiêu", code)
        for code in ("THIEU", "MAX", "MOT", "TL.tu", "TL.mau")
    }
    assert [p.message for p in noted if p.row_code == "MAX"] == [
        "MAX: số kỳ trước của Sở Ba; Sở Y tế không chuyển thành số của Sở Y tế được nên để trống."
    ]
    guide = openpyxl.load_workbook(path)["Hướng dẫn"]
    texts = [str(cell.value) for row in guide for cell in row]
    (told,) = [text for text in texts if "không chuyển sang được" in text]
    assert told.partition(" ")[2].startswith("THIEU, MAX, MOT, TL.tu, TL.mau: ")
    found = plansheet.validate(plansheet.read_return(path, plan), plan, AS_OF)
    assert [p.code for p in found] == ["blank-return"]


def test_a_plan_that_names_the_heir_alone_still_starts_from_both(tmp_path: Path) -> None:
    before = plan_tables([], [indicator("TONG", "SYT; BA")], agencies=ABSORBED)
    plan = make_plan(tmp_path, before)
    said = {"SYT": figures("TONG", cumulative=100), "BA": figures("TONG", cumulative=60)}
    report = plansheet.write_report(
        merge(plan, tmp_path, said, "2022-Q2"), tmp_path / "report.xlsx"
    )
    (tmp_path / "new").mkdir()
    after = plan_tables([], [indicator("TONG", "SYT")], agencies=ABSORBED)
    revised = make_plan(tmp_path / "new", after)
    assert prefilled(revised, report, "2022-Q3", "SYT") == {("TONG", "cumulative"): Decimal(160)}


def test_nothing_is_known_of_the_part_of_one_that_was_split(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The row names the new bodies: before they began one answered for both."""
    agencies = (
        agency("XUA", "Sở Xưa", valid_until="30/6/2022", successors="MOT; HAI"),
        agency("MOT", "Sở Một", valid_from="1/7/2022"),
        agency("HAI", "Sở Hai", valid_from="1/7/2022"),
        *AGENCIES,
    )
    plan = make_plan(tmp_path, plan_tables([], [indicator("CT", "MOT; HAI")], agencies=agencies))
    merged = merge(plan, tmp_path, {"XUA": figures("CT", cumulative=9)}, "2022-Q2")
    assert (merged.indicator_results[0].reported, merged.indicator_results[0].expected) == (1, 1)
    report = plansheet.write_report(merged, tmp_path / "report.xlsx")
    assert [prefilled(plan, report, "2022-Q3", code) for code in ("MOT", "HAI")] == [{}, {}]
    noted: list[Problem] = []
    plansheet.issue(plan, "2022-Q3", tmp_path / "noted", report, noted=noted.append)
    assert [(p.file, p.row_code) for p in noted] == [
        ("MOT_2022-Q3.xlsx", "CT"),
        ("HAI_2022-Q3.xlsx", "CT"),
    ]
    words = ("issue", tmp_path / "plan.xlsx", "--period", "2022-Q3", "--previous", report)
    with pytest.raises(SystemExit):
        main([*map(str, words), "-o", str(tmp_path / "cli")])
    assert "CT: số kỳ trước của Sở Xưa không chuyển" in " ".join(capsys.readouterr().out.split())


def test_figures_are_held_against_those_of_all_that_were_absorbed(tmp_path: Path) -> None:
    rows = [indicator(code, "SYT; BA") for code in ("LESS", "OTHER", "RIGHT", "PART")]
    plan = make_plan(tmp_path, plan_tables([], rows, agencies=ABSORBED))
    said = {
        "SYT": figures("LESS", "OTHER", "RIGHT", "PART", cumulative=100, actual=60),
        "BA": figures("LESS", "OTHER", "RIGHT", cumulative=60, actual=40),
    }
    q2 = merge(plan, tmp_path, said, "2022-Q2")
    report = plansheet.write_report(q2, tmp_path / "report.xlsx")
    now = {
        "SYT": {
            **figures("LESS", "PART", cumulative=120, actual=100),
            **figures("OTHER", cumulative=700, actual=501),
            **figures("RIGHT", cumulative=660, actual=500),
        }
    }
    merged = merge(plan, tmp_path, now, "2022-Q3", previous=report)
    found = {(p.code, p.row_code) for p in merged.all_problems if p.file == "SYT_2022-Q3.xlsx"}
    assert found == {
        ("cumulative-decreased", "LESS"),
        ("history-changed", "OTHER"),
        ("unusual-change", "OTHER"),
    }


@pytest.mark.parametrize(
    ("leads", "reports", "done"),
    [
        ("SYT; BA", {"BA": DONE}, True),
        ("SYT; BA", {"BA": DONE, "SYT": GOING}, False),
        ("SYT; BA", {"SYT": DONE}, True),
        ("BA; BON", {"BA": DONE, "BON": DONE}, True),
        ("BA; BON", {"BA": DONE, "BON": GOING}, False),
        ("BA; BON", {"BA": DONE}, True),
        ("UBND cấp xã", {"BA": DONE}, False),
        ("UBND cấp xã", {"BA": DONE, "BON": DONE}, True),
        ("Các sở, ban, ngành", {"SYT": DONE, "BA": DONE}, False),
        ("Các sở, ban, ngành", {"SYT": DONE, "BA": DONE, "BON": GOING}, False),
        ("Các sở, ban, ngành", {"SYT": DONE, "BA": DONE, "BON": DONE}, True),
    ],
)
def test_what_the_absorbed_had_done_is_done(
    leads: str, reports: Mapping[str, Mapping[str, Value]], done: bool, tmp_path: Path
) -> None:
    """But the heir's own word counts first, and each member of a group has its own to do."""
    kind = {"kind": "UBND cấp xã" if "xã" in leads else "Sở, ban, ngành"}
    agencies = [{**one, **kind} if one["agency_code"] in ("BA", "BON") else one for one in ABSORBED]
    plan = make_plan(tmp_path, plan_tables([task("NV1", leads)], agencies=agencies))
    said = {code: {("task_report", "NV1"): values} for code, values in reports.items()}
    report = plansheet.write_report(
        merge(plan, tmp_path, said, "2022-Q2"), tmp_path / "report.xlsx"
    )
    asked = prepare(plan, "2022-Q3", earlier=read_report(report, plan))
    assert asked.assignments["SYT"].by_code["task_report"]["NV1"].done is done


# Returns of those that do not answer.

TAKEN_OVER = (
    agency("CU", "Sở Cũ", valid_until="15/8/2021", successors="MOI"),
    agency("MOI", "Sở Mới", valid_from="16/8/2021"),
    *AGENCIES,
)
ROWS = ([task("NV1", "CU"), task("NV2", "CU")], [indicator("CT1", "CU"), indicator("CT2", "CU")])


def issued_before_the_change(tmp_path: Path, said: Filled, code: str, period: str) -> Path:
    """A return on a workbook that was issued when nobody knew that agencies would change."""
    (tmp_path / "before").mkdir(exist_ok=True)
    unchanged = [agency("CU", "Sở Cũ"), agency("MOI", "Sở Mới"), *AGENCIES]
    tasks = [{**row, "leads": code} for row in ROWS[0]]
    indicators = [{**row, "reporters": code} for row in ROWS[1]]
    plan = make_plan(tmp_path / "before", plan_tables(tasks, indicators, agencies=unchanged))
    return send(plan, tmp_path / period, {code: said}, period=period)


def test_a_return_of_one_that_ended_is_not_its_heirs(tmp_path: Path) -> None:
    """It ended within the period, so its heir answers: nothing of it counts or has a source."""
    plan = make_plan(tmp_path, plan_tables(*ROWS, agencies=TAKEN_OVER))
    said: Filled = {
        ("task_report", "NV2"): DONE,
        **figures("CT1", actual=5, cumulative=5),
        **figures("CT2", forecast=5),
    }
    folder = issued_before_the_change(tmp_path, said, "CU", "2021-Q3")
    send(plan, folder, {"MOI": figures("CT1", actual=7, cumulative=7)}, period="2021-Q3")
    merged = plansheet.merge(plan, "2021-Q3", folder, AS_OF)
    file = "CU_2021-Q3.xlsx"
    found = [(p.code, p.severity, p.sheet, p.cell) for p in merged.all_problems if p.file == file]
    assert found == [
        ("agency-ended", "warning", "Chỉ tiêu", "G6:I7"),
        ("agency-ended", "warning", "Nhiệm vụ", "H7:L7"),
    ]
    message = next(p.message for p in merged.all_problems if p.file == file)
    assert "Sở Cũ" in message and "16/8/2021 Sở Mới" in message
    assert {source.file for source in merged.sources()} == {"MOI_2021-Q3.xlsx"}
    assert (merged.expected, merged.received, merged.late) == (("MOI",), ["MOI"], [])
    receipts = {r.agency: (r.state, bool(r.why)) for r in merged.receipts}
    assert receipts == {"MOI": ("on_time", False), "CU": ("refused", True)}
    assert merged.indicator_results[0].judged is None
    assert merged.indicator_results[0].figures["cumulative"] == Decimal(7)
    one = plansheet.validate(plansheet.read_return(folder / file, plan), plan, AS_OF)
    assert [(p.code, p.sheet, p.cell) for p in one] == [(c, s, at) for c, _, s, at in found]


def test_a_blank_return_of_one_that_ended_is_named_as_a_file(tmp_path: Path) -> None:
    plan = make_plan(tmp_path, plan_tables(*ROWS, agencies=TAKEN_OVER))
    folder = issued_before_the_change(tmp_path, {}, "CU", "2021-Q3")
    merged = plansheet.merge(plan, "2021-Q3", folder, AS_OF)
    assert codes(merged) == [("missing-return", "", ""), ("agency-ended", "", "")]
    assert merged.missing == ["MOI"]


def test_a_return_without_stamp_of_one_that_ended_does_not_count_either(tmp_path: Path) -> None:
    plan = make_plan(tmp_path, plan_tables(*ROWS, agencies=TAKEN_OVER))
    folder = issued_before_the_change(tmp_path, figures("CT1", actual=5), "CU", "2021-Q3")
    path = folder / "CU_2021-Q3.xlsx"
    workbook = openpyxl.load_workbook(path)
    del workbook["_plansheet"]
    workbook.save(path)
    merged = plansheet.merge(plan, "2021-Q3", folder, AS_OF)
    assert list(merged.sources()) == []
    told = [p for p in merged.all_problems if p.file == path.name and p.severity != "info"]
    assert [(p.code, p.sheet, p.cell) for p in told] == [
        ("no-stamp", "", ""),
        ("agency-ended", "Chỉ tiêu", "G6"),
    ]


def test_a_return_of_one_that_has_not_begun_does_not_count(tmp_path: Path) -> None:
    plan = make_plan(tmp_path, plan_tables(*ROWS, agencies=TAKEN_OVER))
    folder = issued_before_the_change(tmp_path, figures("CT1", actual=5), "MOI", "2021-Q2")
    merged = plansheet.merge(plan, "2021-Q2", folder, AS_OF)
    assert list(merged.sources()) == [] and merged.expected == ("CU",)
    assert [(p.code, p.sheet, p.cell) for p in merged.all_problems if p.file] == [
        ("agency-not-begun", "Chỉ tiêu", "G6")
    ]
    assert "Sở Cũ báo cáo" in next(p.message for p in merged.all_problems if p.file)


def test_an_agency_of_one_quarter_is_known_without_stamp(tmp_path: Path) -> None:
    agencies = (
        agency("NGAN", "Sở Ngắn", valid_from="1/4/2021", valid_until="30/6/2021", successors="SYT"),
        *AGENCIES,
    )
    plan = make_plan(tmp_path, plan_tables([task("NV1", "NGAN")], agencies=agencies))
    folder = send(plan, tmp_path / "in", {"NGAN": {("task_report", "NV1"): GOING}})
    path = folder / "NGAN_2021-Q2.xlsx"
    workbook = openpyxl.load_workbook(path)
    del workbook["_plansheet"]
    workbook.save(path)
    merged = plansheet.merge(plan, "2021-Q2", folder, AS_OF)
    assert [p.code for p in merged.all_problems] == ["no-stamp"]
    assert merged.task_outcomes[0].reported == 1
