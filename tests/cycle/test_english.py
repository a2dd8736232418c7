"""A cycle in English: no text is left in Vietnamese, and what comes back is the same as ever."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import plansheet
from plansheet import Consolidation, Plan
from plansheet.demo.simulation import simulate
from plansheet.forms.choices import Status
from plansheet.forms.names import ColumnName, FormName, ReportColumn
from plansheet.forms.report_sheets import CONFLICT_COLUMNS, CONFLICTS
from plansheet.language.wording import LANGUAGES, Language, say
from plansheet.plan.workbook.writing import write_plan
from plansheet.report.explain import explain
from plansheet.report.reading import read_report
from plansheet.workbooks.reading import open_workbook
from support.filling import make_plan, plan_tables, task

PERIOD: Final = "2021-Q2"
AS_OF: Final = date(2021, 7, 1)
VIETNAMESE: Final = re.compile("[à-ỹđÀ-ỸĐ]")
DATA: Final = re.compile(
    r"\[Mô phỏng\].*|Gần xong|Nhiệm vụ (?:phát sinh|do cơ quan).*|đã hoàn thành|ĐG[.0-9]*"
    r"|NĐ-CP|ngày 9 tháng cuối kỳ|UBND",
    re.DOTALL,
)
"""What agencies typed in the simulation, codes, and what is typed in Vietnamese in any language."""


def cycle(plan: Plan, folder: Path, lang: Language) -> Path:
    """Issue, fill in and merge in one language; the folder with what was written."""
    write_plan(plan, folder / "plan.xlsx", lang=lang)
    plansheet.issue(plan, PERIOD, folder / "issued", lang=lang)
    (folder / "returns").mkdir()
    simulate(plan, plan.period(PERIOD), folder / "returns", AS_OF, 2021, lang)
    merged = plansheet.merge(plan, PERIOD, folder / "returns", AS_OF)
    plansheet.write_report(merged, folder / "report.xlsx", lang=lang)
    return folder


@pytest.fixture(scope="module")
def english(kien_giang: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return cycle(kien_giang, tmp_path_factory.mktemp("english"), "en")


def texts(sheet: Worksheet) -> Iterator[str]:
    """Whatever a person may read on a sheet; formulas know the Vietnamese that agencies type."""
    yield sheet.title
    for row in sheet.iter_rows(values_only=True):
        yield from (value for value in row if isinstance(value, str) and value[:1] != "=")
    for rule in sheet.data_validations.dataValidation:
        said = (rule.formula1, rule.prompt, rule.promptTitle, rule.error, rule.errorTitle)
        yield from filter(None, said)
    for conditional in sheet.conditional_formatting:
        yield from (formula for rule in conditional.rules for formula in rule.formula)
    for part in (sheet.oddHeader, sheet.oddFooter):
        if part is not None:
            yield from filter(None, (part.left.text, part.center.text, part.right.text))


def of_the_plan(plan_file: Path) -> tuple[str, ...]:
    """What the plan itself says, longest first, names of agencies in capitals too."""
    found = {
        text.strip()
        for sheet in openpyxl.load_workbook(plan_file).worksheets
        for row in sheet.iter_rows(values_only=True)
        for text in row
        if isinstance(text, str) and VIETNAMESE.search(text)
    }
    pieces = {piece.strip() for text in found for piece in re.split(r"[;\n]", text)}
    return tuple(sorted(found | pieces | {text.upper() for text in found}, key=len, reverse=True))


def untranslated(file: Path, known: tuple[str, ...]) -> set[str]:
    """The texts of a workbook that are Vietnamese beyond what the plan and agencies say."""
    left = set()
    for sheet in openpyxl.load_workbook(file).worksheets:
        if sheet.sheet_state == "veryHidden":
            continue
        for text in texts(sheet):
            rest = text
            for one in known if VIETNAMESE.search(rest) else ():
                rest = rest.replace(one, "")
            if VIETNAMESE.search(DATA.sub("", rest)) and "…" not in rest:
                left.add(f"{sheet.title}: {text}")
    return left


def test_no_text_of_a_cycle_is_untranslated(english: Path, kien_giang: Plan) -> None:
    known = of_the_plan(english / "plan.xlsx")
    files = [english / "report.xlsx", *sorted((english / "issued").glob("*.xlsx"))[::8]]
    assert {text for file in files for text in untranslated(file, known)} == set()


def test_a_plan_in_english_is_the_same_plan(english: Path, kien_giang: Plan) -> None:
    again = plansheet.read_plan(english / "plan.xlsx")
    assert again.tasks == kien_giang.tasks
    assert again.indicators == kien_giang.indicators
    assert again.agencies == kien_giang.agencies
    assert again.calendar == kien_giang.calendar


def told(merged: Consolidation) -> object:
    """What a consolidation found, whatever the sheets of the returns are called."""
    facts = merged.summary()
    facts["problems"] = [
        (p.code, p.file, p.cell, p.row_code, p.column) for p in merged.all_problems
    ]
    return facts


def test_returns_in_both_languages_merge_in_one_run(
    english: Path, kien_giang: Plan, tmp_path: Path
) -> None:
    simulate(kien_giang, kien_giang.period(PERIOD), tmp_path, AS_OF, 2021, "vi")
    for number, file in enumerate(sorted((english / "returns").glob("*.xlsx"))):
        if number % 2:
            (tmp_path / file.name).write_bytes(file.read_bytes())
    runs = [
        plansheet.merge(kien_giang, PERIOD, folder, AS_OF)
        for folder in (tmp_path, english / "returns")
    ]
    mixed, alone = runs
    assert told(mixed) == told(alone)
    assert mixed.tasks.equals(alone.tasks)
    assert mixed.indicators.equals(alone.indicators)
    assert set(mixed.task_reports["status"].dropna()) <= {
        *("Chưa triển khai", "Đang thực hiện", "Hoàn thành", "Tạm dừng")
    }


@pytest.mark.usefixtures("read_here")
def test_an_english_year_goes_on_as_a_vietnamese_one(tmp_path: Path) -> None:
    """The report of a quarter, and what somebody decided in it, are read for the next ones."""
    tables = plan_tables([task("NV1", "SYT; STC"), task("NV2", "SYT")])
    plan = make_plan(tmp_path, tables)
    found = []
    for lang in LANGUAGES:
        folder = tmp_path / lang
        issued = plansheet.issue(plan, "2021-Q1", folder / "issued", lang=lang)
        for path, status in zip(issued, (Status.DONE, Status.SUSPENDED), strict=True):
            fill_in(path, status, plan, lang)
        march, july = date(2021, 4, 1), date(2021, 7, 1)
        merged = plansheet.merge(plan, "2021-Q1", folder / "issued", march)
        report = plansheet.write_report(merged, folder / "q1.xlsx", lang=lang)
        decided = decide_all(report, folder / "decided.xlsx", lang)
        again = plansheet.merge(plan, "2021-Q1", folder / "issued", march, decisions=decided)
        report = plansheet.write_report(again, folder / "q1b.xlsx", lang=lang)
        blank = plansheet.issue(plan, "2021-Q2", folder / "next", report, lang=lang)
        later = plansheet.merge(plan, "2021-Q2", folder / "next", july, previous=report)
        counted = [list(frame.itertuples(index=False)) for frame in (again.tasks, later.tasks)]
        found.append((repr(counted), [path.name for path in blank]))
        assert again.tasks["status"].tolist() == ["Hoàn thành", "Hoàn thành"]
        assert [p.code for p in again.all_problems if p.severity == "error"] == []
    assert found[0] == found[1]


def fill_in(path: Path, status: Status, plan: Plan, lang: Language) -> None:
    """Choose a status for every task of a template, as its list has it."""
    workbook = openpyxl.load_workbook(path)
    form = plan.forms[FormName.TASK_REPORT]
    sheet = workbook[say(form.sheet, lang)]
    heads = {c.value: c for row in sheet.iter_rows(max_row=8) for c in row if c.value}
    titles = [say(form.by_name[name].title, lang) for name in (ColumnName.STATUS, form.key)]
    at, key = (heads[title] for title in titles)
    for row in range(at.row + 1, sheet.max_row + 1):
        if str(sheet.cell(row, key.column).value).startswith("NV"):
            chosen = form.by_name[ColumnName.STATUS].term(status.value)
            sheet.cell(row, at.column).value = say(chosen, lang)
            if status == Status.DONE:
                day = heads[say(form.by_name[ColumnName.DOCUMENT_DATE].title, lang)]
                sheet.cell(row, day.column).value = "15/3/2021"
    workbook.save(path)


def decide_all(report: Path, target: Path, lang: Language) -> Path:
    """The report with the first candidate of each conflict chosen."""
    workbook = openpyxl.load_workbook(report)
    sheet = workbook[say(CONFLICTS, lang)]
    heads = {cell.value: cell.column or 0 for row in sheet.iter_rows(max_row=8) for cell in row}
    titles = {column.name: say(column.title, lang) for column in CONFLICT_COLUMNS.columns}
    at, key = (heads[titles[name]] for name in (ReportColumn.DECISION, ReportColumn.CODE))
    top = next(
        c.row for row in sheet.iter_rows(max_row=8) for c in row if c.column == at and c.value
    )
    seen = set()
    for row in range(top + 1, sheet.max_row + 1):
        if (code := sheet.cell(row, key).value) and code not in seen:
            seen.add(code)
            sheet.cell(row, at).value = "x"
            sheet.cell(row, at + 1).value = "Công văn 15"
    workbook.save(target)
    return target


def test_a_report_in_english_is_read_back(english: Path, kien_giang: Plan, tmp_path: Path) -> None:
    merged = plansheet.merge(kien_giang, PERIOD, english / "returns", AS_OF)
    own = plansheet.write_report(merged, tmp_path / "report.xlsx")
    first, second = (read_report(path, kien_giang) for path in (own, english / "report.xlsx"))
    assert first.rows == second.rows
    assert {c: o.state for c, o in first.tasks.items()} == {
        c: o.state for c, o in second.tasks.items()
    }
    assert first.punctuality == second.punctuality
    said = explain(english / "report.xlsx", "CT19")
    assert said.code == "CT19"
    assert said.origins
    assert open_workbook(english / "report.xlsx").sheet("Sources") is not None
