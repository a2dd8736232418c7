"""Texts that Excel would take for formulas stay texts through the whole cycle (quotePrefix)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl

import plansheet
from plansheet.plan.workbook.writing import write_plan
from plansheet.returns.marked_copy import annotate
from support.filling import indicator, make_plan, plan_tables, task

TYPED = ("=", "+", "-", "@")


def typed_texts(path: Path) -> dict[str, bool]:
    """Each text that begins so, and whether every cell that has it is kept as text."""
    found: dict[str, bool] = {}
    for sheet in openpyxl.load_workbook(path).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "s" and str(cell.value).startswith(TYPED):
                    text = str(cell.value)
                    found[text] = found.get(text, True) and bool(cell.quotePrefix)
    return found


def test_through_the_whole_cycle(tmp_path: Path) -> None:
    tables = plan_tables(
        [task("NV1", "SYT", task_name="=Đề án 1"), task("NV2", "SYT", task_name="- Đề án 2")],
        [indicator("CT1", "SYT", indicator_name="@Tỷ lệ", unit="+xã")],
    )
    plan = make_plan(tmp_path, tables)
    issued_texts = {"=Đề án 1", "- Đề án 2", "@Tỷ lệ", "+xã"}
    write_plan(plan, tmp_path / "again.xlsx")
    (path,) = plansheet.issue(plan, "2021-Q2", tmp_path / "issued")
    for written in (tmp_path / "again.xlsx", path):
        found = typed_texts(written)
        assert found.keys() >= issued_texts and all(found.values())
    book = openpyxl.load_workbook(path)
    sheet = book["Nhiệm vụ"]
    sheet["H6"].value, sheet["H7"].value = "Đang thực hiện", "Gần xong"
    for cell, text in (("J6", "=1+1 là hai"), ("N6", "-không vướng")):
        sheet[cell].value = text
        sheet[cell].data_type = "s"
    (returns := tmp_path / "returns").mkdir()
    book.save(returned := returns / path.name)
    as_of = date(2021, 7, 1)
    problems = plansheet.validate(plansheet.read_return(returned, plan), plan, as_of)
    annotate(returned, problems, tmp_path / "copy.xlsx")
    merged = plansheet.merge(plan, period="2021-Q2", returns=returns, as_of=as_of)
    plansheet.write_report(merged, tmp_path / "report.xlsx")
    for written in (tmp_path / "copy.xlsx", tmp_path / "report.xlsx"):
        found = typed_texts(written)
        assert found.keys() >= issued_texts | {"=1+1 là hai", "-không vướng"}
        assert all(found.values())
