"""Returns of a period as files, and a report's sheet of conflicts to type into."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

import plansheet
from plansheet.forms.report_sheets import CONFLICTS
from plansheet.forms.values import Value
from plansheet.issuing import file_name, prepare
from plansheet.issuing.template import write_template
from plansheet.language.wording import Language
from plansheet.report.reading import read_report
from support.filling import Typed

AS_OF = date(2021, 7, 1)
Filled = Mapping[tuple[str, str], Mapping[str, Value]]


def send(
    plan: plansheet.Plan,
    folder: Path,
    said: Mapping[str, Filled],
    period: str = "2021-Q2",
    suffix: str = "",
    previous: Path | None = None,
    lang: Language = "vi",
) -> Path:
    """Returns of agencies: by agency, (form, row code) → values."""
    folder.mkdir(parents=True, exist_ok=True)
    earlier = read_report(previous, plan) if previous else None
    issue = prepare(plan, period, earlier=earlier)
    for code, rows in said.items():
        assignment = issue.assignments[code]
        filled = {
            form: tuple(
                replace(row, values={**row.values, **rows.get((form, row.code), {})})
                for row in issued
            )
            for form, issued in assignment.rows.items()
        }
        path = folder / (Path(file_name(assignment)).stem + suffix + ".xlsx")
        write_template(issue, assignment, path, shown=replace(assignment, rows=filled), lang=lang)
        name = folder / "received.tsv"
        with name.open("a", encoding="utf-8") as lines:
            lines.write(f"{path.name}\t{issue.period.end:%Y-%m}-1{len(suffix)}\n")
    return folder


def status(text: str, **more: Value) -> dict[str, Value]:
    return {"status": text, **more}


DONE = status(
    "Hoàn thành", progress=Decimal(100), document_no="5/TTr", document_date=date(2021, 6, 1)
)
GOING = status("Đang thực hiện", progress=Decimal(40))


def header_row(sheet: Worksheet, column: int = 1) -> int:
    """The row of the headers, of which `Mã` stands in `column`."""
    return next(r for r in range(1, 12) if sheet.cell(r, column).value == "Mã")


def decide(report: Path, rows: Mapping[int, Mapping[str, Typed]]) -> None:
    """Type into the sheet of conflicts: by row number, header → value."""
    workbook = openpyxl.load_workbook(report)
    sheet = workbook[CONFLICTS]
    header = header_row(sheet)
    columns = {sheet.cell(header, c).value: c for c in range(1, 14)}
    for at, values in rows.items():
        for title, value in values.items():
            sheet.cell(header + at, columns[title]).value = value
    workbook.save(report)


def conflicts(report: Path) -> list[tuple[Any, ...]]:
    """What stands in the sheet of conflicts, row by row."""
    with closing(openpyxl.load_workbook(report, read_only=True)) as workbook:
        rows = [tuple(row) for row in workbook[CONFLICTS].iter_rows(values_only=True)]
    header = next(at for at, row in enumerate(rows) if row[0] == "Mã")
    return [row for row in rows[header + 1 :] if row[0]]
