"""Where a figure of a report comes from: the chain from the report down to the first files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

from plansheet.forms import Column, Forms, load_forms
from plansheet.forms.names import ColumnName, ReportColumn
from plansheet.forms.report_sheets import (
    SOURCE_PLACE,
    indicator_columns,
    source_columns,
    task_columns,
)
from plansheet.forms.values import Value, as_shown, display
from plansheet.plan.operands import OPERANDS
from plansheet.problems import InputError
from plansheet.report.reading import facts_of, open_report
from plansheet.tables.read import values_of


@dataclass(frozen=True, slots=True)
class ExplainedSource:
    """One source of a figure: whose row, in which file and cells, with what it says."""

    agency: str
    agency_name: str
    form: str
    file: str
    sheet: str
    cells: str
    through: str
    sha256: str
    said: Mapping[str, str]


@dataclass(frozen=True)
class Explanation:
    """What a report says of one code, and every row that this came from."""

    code: str
    name: str
    says: Mapping[str, str]
    origins: tuple[ExplainedSource, ...]


_SUFFIXES: Final = frozenset(suffix for rows in OPERANDS.values() for suffix, _ in rows)


def explain(report: Path | str, code: str, forms: Path | str | Forms | None = None) -> Explanation:
    """Explain one task or indicator of a report by its code.

    Args:
        report: the workbook that `write_report` wrote.
        code: of a task or an indicator.
        forms: a folder of own forms, or forms from `load_forms`, where the plan has such.

    Returns:
        What the report says of it, and each row of a return that this came from.

    Raises:
        InputError: the file is not there, is no report or has no such code.
    """
    forms = load_forms(forms)
    workbook = open_report(Path(report))
    facts_of(workbook, Path(report))
    name = ""
    says: dict[str, str] = {}
    for form, label in (
        (task_columns(forms), ColumnName.TASK_NAME),
        (indicator_columns(forms, in_part=True), ColumnName.INDICATOR_NAME),
    ):
        for values in values_of(form, workbook.sheet(form.sheet)):
            if str(values.get(form.key)) == code:
                name = str(values.get(label, ""))
                says |= _texts(form.by_name, values, (form.key, label, ColumnName.STT))
    sources = source_columns(forms)
    origins = tuple(
        _origin(sources.by_name, values)
        for values in values_of(sources, workbook.sheet(sources.sheet))
        if _is_of(str(values.get(ReportColumn.CODE)), code)
    )
    if not says and not origins:
        raise InputError("code-not-in-report", path=report, code=code)
    return Explanation(code, name, says, origins)


def _is_of(row_code: str, code: str) -> bool:
    """The row itself, or one of its operand rows (`<code>.tu` …)."""
    return row_code == code or row_code in {f"{code}.{suffix}" for suffix in _SUFFIXES}


def _texts(
    columns: Mapping[str, Column], values: Mapping[str, Value], without: tuple[str, ...]
) -> dict[str, str]:
    return {
        columns[name].title: display(
            as_shown(columns[name], value) if isinstance(value, Decimal) else value
        )
        for name, value in values.items()
        if name not in without
    }


def _origin(columns: Mapping[str, Column], values: Mapping[str, Value]) -> ExplainedSource:
    text = {name: str(values.get(name, "")) for name in SOURCE_PLACE}
    reported = _texts(columns, values, SOURCE_PLACE)
    return ExplainedSource(
        agency=text[ReportColumn.AGENCY],
        agency_name=text[ColumnName.AGENCY_NAME],
        form=f"{text[ReportColumn.FORM]} {text[ReportColumn.CODE]}",
        file=text[ReportColumn.FILE],
        sheet=text[ReportColumn.SHEET],
        cells=text[ReportColumn.CELLS],
        through=text[ReportColumn.THROUGH],
        sha256=text[ReportColumn.SHA256],
        said=reported,
    )
