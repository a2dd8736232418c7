"""The real thing, used as a coordinator uses it: through the public functions and Excel files."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stdout, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import openpyxl

import plansheet
from plansheet.cli import main
from support.years.clerk import HEADERS, Workbook
from support.years.plan_model import PlanModel
from support.years.returned import INDICATOR, TASK, Decision, Return
from support.years.spans import Span

AGENCIES = [
    "Mã",
    "Tên cơ quan",
    "Tên khác",
    "Loại",
    "Hiệu lực từ",
    "Hiệu lực đến",
    "Kế thừa bởi",
    "Liên hệ",
]
TASKS = [
    "STT",
    "Mã",
    "Lĩnh vực",
    "Tên đề án/nhiệm vụ",
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Thời gian trình",
    "Cấp trình",
    "Ghi chú",
]
INDICATORS = (
    "STT|Mã|Chỉ tiêu|Đơn vị tính|Mục tiêu|{years}|Chiều|Cách tổng hợp|Cơ quan báo cáo"
    "|Thuộc chỉ tiêu|Cộng vào cấp trên|Ghi chú"
)
CALENDAR = ["Kỳ báo cáo", "Hạn gửi", "Nơi nhận", "Ghi chú"]


def write_plan(plan: PlanModel, path: Path) -> Path:
    """The plan workbook, with the headers of the design, section 3."""
    book = openpyxl.Workbook()
    facts = book.active
    assert facts is not None
    facts.title = "Kế hoạch"
    for fact in (
        ("Mã kế hoạch", plan.code),
        ("Tên kế hoạch", "Kế hoạch phát triển kinh tế - xã hội"),
        ("Năm bắt đầu", plan.years[0]),
        ("Năm kết thúc", plan.years[-1]),
    ):
        facts.append(fact)
    tables = {
        "Cơ quan": (AGENCIES, agency_rows(plan)),
        "Chỉ tiêu": (
            INDICATORS.format(years="|".join(f"KH {year}" for year in plan.years)).split("|"),
            indicator_rows(plan),
        ),
        "Nhiệm vụ": (TASKS, task_rows(plan)),
        "Lịch báo cáo": (CALENDAR, plan.deadlines),
    }
    for title, (head, rows) in tables.items():
        sheet = book.create_sheet(title)
        for row in (head, *rows):
            sheet.append([cell if cell != "" else None for cell in row])
    book.save(path)
    return path


def agency_rows(plan: PlanModel) -> Iterator[Sequence[object]]:
    for one in plan.agencies:
        yield one.code, one.name, "", one.kind, one.since, one.until, ";".join(one.heirs)


def indicator_rows(plan: PlanModel) -> Iterator[Sequence[object]]:
    for n, one in enumerate(plan.indicators, 1):
        goals = [one.goal(year).text for year in plan.years]
        reporters = ";".join(one.reporters)
        yield n, one.code, one.name, one.unit, "", *goals, one.direction, one.rule, reporters


def task_rows(plan: PlanModel) -> Iterator[Sequence[object]]:
    for n, one in enumerate(plan.tasks, 1):
        leads, others = ";".join(one.leads), ";".join(one.coordinators)
        yield n, one.code, "", one.name, leads, others, one.due.text, "UBND tỉnh"


@dataclass
class Desk:
    """A folder with everything of one plan: plan workbook, issued workbooks, returns, reports."""

    folder: Path
    count: int = 0

    def new(self, name: str) -> Path:
        """A place that nobody has used."""
        self.count += 1
        return self.folder / f"{self.count:03}_{name}"

    def read_plan(self, plan: PlanModel) -> plansheet.Plan:
        return plansheet.read_plan(write_plan(plan, self.new("plan.xlsx")))

    def issue(
        self, plan: plansheet.Plan, period: Span, previous: Path | None
    ) -> dict[str, tuple[Path, Workbook]]:
        """The issued workbooks, by the agency that their stamp names."""
        paths = plansheet.issue(plan, period.text, self.new("issued"), previous=previous)
        return {path.name.rsplit("_", 1)[0]: (path, Workbook(path)) for path in paths}

    def send(
        self, issued: Mapping[str, tuple[Path, Workbook]], returns: Sequence[Return], first: date
    ) -> tuple[Path, dict[str, str]]:
        """A folder of returns, each received a day after the one before; and who sent what."""
        folder = self.new("returns")
        folder.mkdir()
        senders = {}
        lines = []
        for n, one in enumerate(returns):
            path, workbook = issued[one.agency]
            name = f"{path.stem}_{n}.xlsx"
            workbook.fill(one.typed, folder / name)
            senders[name] = one.agency
            lines.append(f"{name}\t{(first + timedelta(n)).isoformat()}\n")
        (folder / "received.tsv").write_text("".join(lines), encoding="utf-8")
        return folder, senders

    def merge(
        self,
        plan: plansheet.Plan,
        period: Span,
        returns: Path,
        as_of: date,
        previous: Path | None,
        decisions: Path | None = None,
    ) -> plansheet.Consolidation:
        return plansheet.merge(
            plan,
            period.text,
            returns,
            as_of,
            previous=previous,
            decisions=decisions,
            workers=0,
        )

    def merge_into(
        self, plan: PlanModel, period: Span, returns: Path, as_of: date, template: Path
    ) -> tuple[Path, list[dict[str, object]]]:
        """`merge --into`: the template that is filled in, and the problems that were found."""
        book, path = write_plan(plan, self.new("plan.xlsx")), self.new(template.name)
        given = ["merge", str(book), str(returns), "--period", period.text, "-o", str(path)]
        given += ["--as-of", as_of.isoformat(), "--into", str(template), "--json"]
        printed = StringIO()
        with redirect_stdout(printed), suppress(SystemExit):
            main(given)
        problems: list[dict[str, object]] = json.loads(printed.getvalue())["problems"]
        return path, problems

    def report(self, merged: plansheet.Consolidation) -> Path:
        return plansheet.write_report(merged, self.new("report.xlsx"))

    def decide(self, report: Path, decisions: Sequence[Decision]) -> Path:
        """The report with decisions in Xung đột: in a conflict's row, or in one of their own."""
        book = openpyxl.load_workbook(report)
        sheet = book["Xung đột"]
        head = next(row for row in sheet.iter_rows() if "Quyết định" in {c.value for c in row})
        at = {str(cell.value): n for n, cell in enumerate(head, 1)}
        top = next(n for n, row in enumerate(sheet.iter_rows(), 1) if row[0].value == head[0].value)
        free = sheet.max_row + 1
        for one in decisions:
            form = INDICATOR if one.column in HEADERS[INDICATOR].values() else TASK
            column = next(name for name, key in HEADERS[form].items() if key == one.column)
            rows = [
                n
                for n, row in enumerate(sheet.iter_rows(min_row=top + 1), top + 1)
                if (row[at["Mã"] - 1].value, row[at["Cột"] - 1].value) == (one.code, column)
                and one.agency in (None, row[at["Mã cơ quan"] - 1].value)
            ]
            if rows:
                sheet.cell(rows[0], at["Quyết định"]).value = one.value
            else:
                for name, value in (
                    ("Mã", one.code),
                    ("Cột", column),
                    ("Mã cơ quan", one.agency),
                    ("Giá trị", one.value),
                ):
                    sheet.cell(free, at[name]).value = value
                rows = [free]
                free += 1
            sheet.cell(rows[0], at["Lý do"]).value = "Theo biên bản làm việc"
        path = self.new("decided.xlsx")
        book.save(path)
        return path
