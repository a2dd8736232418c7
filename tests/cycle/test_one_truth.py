"""One run says one thing: cards, tables, charts, JSON, DataFrames, `explain`, the sheets reread."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

import plansheet
from plansheet.consolidation import Attainment, Consolidation, TaskClass
from plansheet.demo.demonstration import demonstrate
from plansheet.forms.values import display
from plansheet.plan.agencies import DISTRICT
from plansheet.report.explain import explain
from support.filling import agency, indicator, make_plan, plan_tables, task
from support.sending import DONE, GOING, Filled, decide, send, status

AS_OF, ONE = date(2021, 7, 1), "Một đầu mối"


@cache
def opened(report: Path) -> Workbook:
    return openpyxl.load_workbook(report)


@dataclass(frozen=True)
class Run:
    """A consolidation, its report, and the report as a reader opens it."""

    merged: Consolidation
    report: Path

    def sheet(self, name: str) -> Worksheet:
        found: Worksheet = opened(self.report)[name]
        return found

    def table(self, name: str) -> list[Mapping[str, Any]]:
        """The rows of a sheet's table by header."""
        rows = [[cell.value for cell in row] for row in self.sheet(name).iter_rows()]
        header = next(n for n, row in enumerate(rows) if "Mã" in row)
        return [dict(zip(map(str, rows[header]), row, strict=True)) for row in rows[header + 1 :]]

    def overview(self) -> list[list[Any]]:
        """What stands in each row of the first page, without the cells that are blank."""
        return [[v for v in row if v is not None] for row in self.sheet("Tổng hợp").values]

    def cards(self) -> Mapping[str, Any]:
        """By their labels the numbers of the first page, "of how many" behind them."""
        sheet = self.sheet("Tổng hợp")
        top = next(row for row in sheet.iter_rows() if any("\n" in str(c.value) for c in row))
        found = {}
        for cell in top:
            if cell.value:
                below = sheet.cell(cell.row + 1, cell.column)
                of = below.number_format.removeprefix("0").strip('"')
                found[str(cell.value).replace("\n", " ")] = f"{below.value}{of}"
        return found


def from_the_demonstration(folder: Path) -> Run:
    shown = demonstrate(folder / "demo")
    return Run(shown.merged, shown.report)


def with_everything(folder: Path) -> Run:
    """A group, co-leads, a decision, a ratio, partial figures, silence, an earlier period."""
    three = [agency(code, f"UBND huyện {code}", DISTRICT) for code in ("X1", "X2", "X3")]
    others = [agency("SYT", "Sở Y tế"), agency("STC", "Sở Tài chính")]
    tables = plan_tables(
        [
            task("NV1", "SYT; STC", due="30/6/2021"),
            task("NV2", "UBND các huyện, thành phố", due="31/12/2021"),
            task("NV3", "SYT", due="Hằng quý"),
            task("NV4", "STC", due=""),
            task("NV5", "SYT", due="31/5/2021"),
        ],
        [
            indicator("CT1", "X1; X2; X3", target_2021="100"),
            indicator("CT2", "X1; X2", unit="%", aggregation="Tỷ lệ", target_2021="35"),
            indicator(
                "CT3", "SYT", unit="%", aggregation="Một đầu mối", target_2021="không quá 33,3"
            ),
            indicator("CT4", "STC", target_2021="12345,678"),
        ],
        agencies=[*others, *three],
    )
    plan = make_plan(folder, tables)
    past: dict[str, Filled] = {"SYT": {("task_report", "NV5"): DONE}}
    first = plansheet.merge(plan, "2021-Q1", send(plan, folder / "q1", past, "2021-Q1"), AS_OF)
    earlier = plansheet.write_report(first, folder / "q1.xlsx")

    def figures(code: str, *numbers: str) -> Filled:
        names = ("actual", "cumulative", "forecast")
        return {("indicator_report", code): dict(zip(names, map(Decimal, numbers), strict=True))}

    third = Decimal(1) / Decimal(3)
    told: dict[str, Filled] = {
        "SYT": {
            ("task_report", "NV1"): DONE,
            ("task_report", "NV3"): GOING,
            **figures("CT3", "33.35", "33.35", "33.34"),
        },
        "STC": {
            ("task_report", "NV1"): GOING,
            ("task_report", "NV4"): status("Tạm dừng"),
            **figures("CT4", "1000.5", "2000.125", "12345.6781"),
        },
        "X1": {
            ("task_report", "NV2"): DONE,
            **figures("CT1", "1.5", "3.25", "50"),
            **figures("CT2.tu", "1", "1", "1"),
            **figures("CT2.mau", "3", "3", "3"),
        },
        "X2": {
            ("task_report", "NV2"): GOING,
            **figures("CT1", "2", "4", str(round(third, 6))),
            **figures("CT2.tu", "1", "1", "1"),
            **figures("CT2.mau", "3", "3", "3"),
        },
    }
    returns = send(plan, folder / "q2", told)
    merged = plansheet.merge(plan, "2021-Q2", returns, AS_OF, earlier)
    report = plansheet.write_report(merged, folder / "first.xlsx")
    decide(report, {1: {"Quyết định": "x", "Lý do": "Đã có tờ trình"}})
    merged = plansheet.merge(plan, "2021-Q2", returns, AS_OF, earlier, report)
    return Run(merged, plansheet.write_report(merged, folder / "report.xlsx"))


MAKERS = {"demonstration": from_the_demonstration, "everything": with_everything}


@pytest.fixture(
    scope="module", params=[pytest.param("demonstration", marks=pytest.mark.slow), "everything"]
)
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    return MAKERS[request.param](tmp_path_factory.mktemp(request.param))


def test_there_is_something_to_tell_apart(run: Run) -> None:
    assert len(run.merged.task_outcomes) >= 5
    assert len(set(run.merged.tasks["class"])) >= 3
    assert len(set(run.merged.indicators["attainment"])) >= 2


def test_tasks_are_counted_alike_everywhere(run: Run) -> None:
    told = Counter(map(str, run.merged.tasks["class"]))
    summary = run.merged.summary()
    assert {name: n for name, n in summary["tasks"]["by_class"].items() if n} == told
    assert summary["tasks"]["total"] == len(run.merged.tasks) == told.total()
    labels = {one.label.vi: one.value for one in TaskClass}
    assert Counter(labels[row["Xếp loại"]] for row in run.table("Nhiệm vụ")) == told
    page = run.overview()
    counts = {labels[row[0]]: row[1] for row in page if row and row[0] in labels}
    assert {name: n for name, n in counts.items() if n} == told
    done = told["done_on_time"] + told["done_late"]
    assert run.cards()["Nhiệm vụ hoàn thành"] == f"{done}/{told.total()}"
    assert run.cards()["Nhiệm vụ quá hạn"] == str(told["open_overdue"])
    (sentence,) = (row[0] for row in page if row and "chỉ tiêu" in str(row[0]) and ";" in row[0])
    assert (f"{told['open_overdue']} nhiệm vụ quá hạn" in sentence) == bool(told["open_overdue"])


def test_indicators_are_counted_alike_everywhere(run: Run) -> None:
    told = Counter(map(str, run.merged.indicators["attainment"]))
    summary = run.merged.summary()["indicators"]
    assert {one.value: summary[one.value] for one in Attainment} == {
        one.value: told[one.value] for one in Attainment
    }
    labels = {one.label.vi: one.value for one in Attainment}
    assert Counter(labels[row["Đánh giá"]] for row in run.table("Chỉ tiêu")) == told
    assert run.cards()["Chỉ tiêu đạt"] == f"{told['met']}/{told.total()}"
    counted = f"✔ {told['met']} đạt · ✖ {told['not_met']} khó đạt · ? {told['unknown']} chưa rõ"
    assert any(str(value).startswith(counted) for row in run.overview() for value in row)


def test_returns_are_counted_alike_everywhere(run: Run) -> None:
    summary = run.merged.summary()
    assert summary["received"] + len(summary["missing"]) == summary["expected"]
    table = run.merged.returns
    states = table[table["state"].isin(["on_time", "late"])]
    assert len(set(states["agency"])) == summary["received"]
    assert set(table[table["state"] == "missing"]["agency"]) == set(summary["missing"])
    sheet = run.table("Tình hình gửi")
    assert {r["Mã"] for r in sheet if r["Tình hình"] == "Chưa gửi"} == set(summary["missing"])
    assert run.cards()["Cơ quan đã gửi"] == f"{summary['received']}/{summary['expected']}"
    errors = sum(p["severity"] == "error" for p in summary["problems"])
    counted = f"Chất lượng số liệu: {errors} lỗi trong "
    assert any(str(value).startswith(counted) for row in run.overview() for value in row)
    assert (run.merged.problems["severity"] == "error").sum() == errors


def test_each_agency_is_counted_with_its_own_class(run: Run) -> None:
    wanted: dict[str, Counter[str]] = {}
    for outcome in run.merged.task_outcomes:
        for code, its_class in outcome.by_agency.items():
            wanted.setdefault(run.merged.plan.agency_name(code), Counter())[its_class.label.vi] += 1
    labels = [one.label.vi for one in TaskClass]
    told = {}
    for row in run.table("Theo cơ quan"):
        told[row["Cơ quan"]] = Counter({label: row[label] for label in labels if row[label]})
        assert (row["Tổng số"] or 0) == told[row["Cơ quan"]].total()
    assert {name: counts for name, counts in told.items() if counts} == wanted
    silent = {run.merged.plan.agency_name(code) for code in run.merged.expected}
    assert told.keys() == wanted.keys() | silent
    reports = run.merged.task_reports
    own = {
        (r["task_code"], r["agency"]): r["class"]
        for r in reports.to_dict("records")
        if r["class"] != "not_reported"
    }
    for outcome in run.merged.task_outcomes:
        for code, one in outcome.by_agency.items():
            if (outcome.code, code) in own and not outcome.decisions:
                assert own[outcome.code, code] == one


def numbers(run: Run) -> Iterator[tuple[str, str, Decimal]]:
    """Code, header and figure of every number that the consolidation has of an indicator."""
    titles = {c.name: c.title for c in run.merged.plan.forms["indicator_report"].columns}
    for result in run.merged.indicator_results:
        figures = {**result.shown, "vs_plan": result.vs_plan, "vs_last_year": result.vs_last_year}
        for name, figure in figures.items():
            if figure is not None:
                yield result.code, titles[name], figure


def test_each_figure_is_the_same_in_the_sheet_and_for_scripts(run: Run) -> None:
    sheet = {row["Mã"]: row for row in run.table("Chỉ tiêu")}
    frame = run.merged.indicators.set_index("indicator_code")
    some = 0
    for code, title, figure in numbers(run):
        shown = Decimal(str(sheet[code][title]))
        assert abs(shown - figure) <= abs(figure) * Decimal("1e-14"), (code, title)
        some += 1
    for code, row in sheet.items():
        n_of_n, *_ = str(row["Số cơ quan đã báo cáo"]).splitlines()
        assert n_of_n == "{reported}/{expected}".format(**frame.loc[code])
    assert some > 5


def test_explain_says_what_the_sheet_shows(run: Run) -> None:
    """Rounded as Excel rounds, half away from zero, to the places of the cell's own format."""
    sheet = run.sheet("Chỉ tiêu")
    rows = list(sheet.iter_rows())
    header = next(row for row in rows if any(cell.value == "Mã" for cell in row))
    for row in rows[header[0].row :]:
        cells = {str(h.value): cell for h, cell in zip(header, row, strict=True)}
        says = explain(run.report, str(cells["Mã"].value), run.merged.plan.forms).says
        for title, cell in cells.items():
            if isinstance(cell.value, int | float) and title in says:
                assert says[title] == as_shown(cell.value, cell.number_format), (row[0].row, title)


def as_shown(value: float, number_format: str) -> str:
    places = len(number_format.partition(".")[2].rstrip("#")) if "." in number_format else None
    number = Decimal(f"{value:.15g}")
    if places:
        number = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return display(number.normalize())


def chart_ranges(report: Path) -> Iterator[tuple[str, str]]:
    """Sheet and range of everything that a chart of the report draws."""
    with zipfile.ZipFile(report) as archive:
        for name in archive.namelist():
            if re.fullmatch(r"xl/charts/chart\d+\.xml", name):
                text = archive.read(name).decode()
                for formula in re.findall(r"<c:f>([^<]*)</c:f>", text):
                    sheet, _, cells = formula.rpartition("!")
                    yield sheet.strip("'"), cells.replace("$", "")


def test_charts_draw_the_tables(run: Run) -> None:
    """Every range of a chart is full: a label or a number in each cell, of one kind."""
    workbook = openpyxl.load_workbook(run.report)
    ranges = list(chart_ranges(run.report))
    labels = {one.label.vi for one in TaskClass}
    drawn = set()
    for sheet, cells in ranges:
        left, top, right, bottom = range_boundaries(cells)
        assert None not in (left, top, right, bottom)
        values = [
            cell.value
            for row in workbook[sheet].iter_rows(top, bottom, left, right)
            for cell in row
        ]
        texts = [v for v in values if isinstance(v, str)]
        assert not texts or len(texts) == len(values), (cells, values)
        drawn |= labels & set(texts)
    assert drawn == labels
