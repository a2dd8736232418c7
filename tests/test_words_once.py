"""A word that code relies on is spelt once: columns, sheets, forms, choices, classes."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from types import ModuleType
from typing import TypeVar

import plansheet
from plansheet.forms import choices, names, report_sheets
from plansheet.forms.model import SheetColumns
from plansheet.language.wording import LabelledWord
from plansheet.plan import Plan, classes

Word = TypeVar("Word", bound=StrEnum)
PACKAGE = Path(plansheet.__file__).parent
HOMES = ("forms/names.py", "forms/choices.py", "forms/report_sheets.py", "plan/classes.py")
ROOMS = ("consolidation", "report", "returns", "plan/workbook")
"""Where a text of one English word, such as "unit", is a column, if it is called so."""
ELSEWHERE: Mapping[str, set[str]] = {
    # Headings on the screen, in two languages.
    "cli/sentences.py": {
        *("Tình hình", "Cơ quan", "Nhiệm vụ", "Ngày nhận", "Lỗi", "Chỉ tiêu", "Tệp"),
    },
    # Keys of the summary that `--json` prints.
    "consolidation/consolidation.py": {"indicators", "tasks", "expected"},
    "consolidation/rounds/merging.py": {"expected"},
    # Styles, and options of charts.
    "plan/workbook/writing.py": {"cell"},
    "report/return_sheets.py": {"missing"},
    "report/sheets.py": {"missing"},
    # An element of HTML.
    "report/page/writing.py": {"form"},
    # A key of a Data Package.
    "report/datasets.py": {"name"},
    # What became of a comment.
    "report/proposals.py": {"Giải trình"},
    # Kinds of documents.
    "report/document/words.py": {"Quyết định", "Kế hoạch"},
    # Words of due texts, as they are written.
    "plan/periods/due_grammar.py": {"6 tháng"},
    "plan/periods/due_words.py": {"6 tháng", "9 tháng"},
    # A kind of agency; what a round is called, and its form's sheet.
    "plan/agencies/bodies.py": {"Khác"},
    "plan/rounds.py": {"Đăng ký tiến độ"},
    # A severity; codes that kinds of conflict are called by; the fields of a problem; what its
    # sentence has gaps for.
    "problems/catalogue/entries.py": {"Lỗi"},
    "problems/catalogue/files.py": {"duplicate-return", "sender-unsure"},
    "problems/catalogue/merging.py": {"lead-conflict", "coordinator-conflict"},
    "problems/problem.py": {"row_code"},
    "returns/section.py": {"row_code"},
    "tables/check.py": {"row_code"},
    "tables/row_check.py": {"row_code"},
}
"""By module the words that are something else there."""


def spelt(path: Path) -> Iterator[tuple[int, str]]:
    """Every text that a module spells out, docstrings left aside, and its line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


def members(home: ModuleType, kind: type[Word]) -> Iterator[Word]:
    """The members of every enumeration of a kind that a module declares."""
    for value in vars(home).values():
        if isinstance(value, type) and issubclass(value, kind) and value is not kind:
            yield from value


def declared(home: type) -> set[str]:
    return {value for value in vars(home).values() if isinstance(value, str)} - {
        home.__module__,
        home.__doc__,
        home.__qualname__,
    }


def report(plan: Plan) -> list[SheetColumns]:
    """The sheets of the report."""
    tables = [value for value in vars(report_sheets).values() if isinstance(value, SheetColumns)]
    tables += [report_sheets.task_columns(plan.forms, handed_on=True)]
    return [
        *tables,
        report_sheets.indicator_columns(plan.forms),
        report_sheets.source_columns(plan.forms),
    ]


def names_for_scripts() -> set[str]:
    """What scripts call columns, forms and classes, be it a word that has other uses."""
    homes = (names.FormName, names.ColumnName, names.ReportColumn)
    return set(members(classes, LabelledWord)).union(*map(declared, homes))


def words(plan: Plan) -> set[str]:
    """What is no word of its own anywhere: names of two words, and what people choose or read."""
    sheets = [names.FACTS_SHEET, names.GUIDE_SHEET, names.STAMP_SHEET, report_sheets.OVERVIEW]
    sheets += [table.sheet for table in (*report(plan), *plan.forms)]
    titles = [column.title for table in report(plan) for column in table.columns]
    known = {name for name in names_for_scripts() if "_" in name or "-" in name}
    labels = [member.label.vi for member in members(classes, LabelledWord)]
    return known | {*sheets, *titles, *members(choices, StrEnum), *labels}


def test_the_words_are_those_that_forms_and_the_report_have(kien_giang: Plan) -> None:
    assert {"task_report", "document_date", "Hoàn thành", "Tỷ lệ"} <= words(kien_giang)
    assert {"due_date", "Xung đột", "Số ngày muộn", "done_late", "Quá hạn"} <= words(kien_giang)
    assert {"unit", "agency", "class", "tasks", "met"} <= names_for_scripts()


def test_no_module_spells_a_word_again(kien_giang: Plan) -> None:
    everywhere, in_rooms = words(kien_giang), names_for_scripts()
    again: dict[str, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        module = path.relative_to(PACKAGE).as_posix()
        known = everywhere | in_rooms if module.startswith(ROOMS) else everywhere
        if module not in HOMES:
            for _, text in spelt(path):
                if text in known:
                    again.setdefault(module, set()).add(text)
    assert again == ELSEWHERE
