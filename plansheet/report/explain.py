"""Where a figure of a report comes from: the chain from the report down to the first files."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Final

from plansheet.forms import Column, Forms, load_forms
from plansheet.forms.names import ColumnName, ReportColumn
from plansheet.forms.report_sheets import (
    RECEIPT_COLUMNS,
    SOURCE_PLACE,
    indicator_columns,
    narrative_columns,
    source_columns,
    task_columns,
)
from plansheet.forms.values import Value, as_shown, display, show
from plansheet.language.numbers_and_dates import plan_number, rounded
from plansheet.language.text import match_key
from plansheet.language.wording import is_spelt
from plansheet.plan.operands import OPERANDS
from plansheet.problems import InputError
from plansheet.report.layout import figure_columns
from plansheet.report.reading import facts_of, open_report
from plansheet.tables.find import find_table
from plansheet.tables.read import values_of
from plansheet.tables.showing import places_of
from plansheet.workbooks.reading import Workbook
from plansheet.workbooks.remote import Location, source_of


@dataclass(frozen=True, slots=True)
class ExplainedSource:
    """One source of a figure: whose row, in which file and cells, with what it says.

    `said` is for a person: texts by the headers of columns. `values` has the same by the names of
    the form's properties, numbers as numbers.
    """

    agency: str
    agency_name: str
    form: str
    file: str
    sheet: str
    cells: str
    through: str
    sha256: str
    said: Mapping[str, str]
    values: Mapping[str, Value]

    def to_dict(self) -> dict[str, object]:
        """What `explain --json` prints of it."""
        places = {one.name: getattr(self, one.name) for one in fields(self)}
        del places["values"]
        return {**places, "said": self.values}


@dataclass(frozen=True)
class Explanation:
    """What a report says of one code or agency, and every row that this came from.

    `says` is for a person: texts by the headers of columns. `values` has the same by the names of
    the form's properties, numbers as numbers.
    """

    code: str
    name: str
    says: Mapping[str, str]
    values: Mapping[str, Value]
    origins: tuple[ExplainedSource, ...]


_SUFFIXES: Final = frozenset(suffix for rows in OPERANDS.values() for suffix, _ in rows)


def explain(report: Location, code: str, forms: Path | str | Forms | None = None) -> Explanation:
    """Explain one task, indicator or text of a report by its code, or all that an agency said.

    Args:
        report: the workbook that `write_report` wrote.
        code: of a task, an indicator, a row of `Đánh giá chung`, in either case; a cell of its row
            (`Nhiệm vụ!D9`); or the code or name of an agency.
        forms: a folder of own forms, or forms from `load_forms`, where the plan has such.

    Returns:
        What the report says of it, and each row of a return that this came from.

    Raises:
        InputError: the file is not there, is no report or has no such code.
    """
    forms = load_forms(forms)
    workbook = open_report(source_of(report))
    facts_of(workbook, source_of(report))
    sources = source_columns(forms)
    rows = [*values_of(sources, workbook)]
    code = _code_meant(workbook, forms, rows, code)
    name, says, values = _named(workbook, forms, code)
    told = [row for row in rows if _is_of(str(row.get(ReportColumn.CODE)), code)]
    if not says and not told:
        code, name, says, values = _agency(workbook, code)
        told = [row for row in rows if code and row.get(ReportColumn.AGENCY) == code]
    if not code.strip() or not (says or told):
        raise InputError("code-not-in-report", path=report, code=code)
    origins = tuple(_origin(sources.by_name, row) for row in told)
    return Explanation(code, name, says, values, origins)


_CELL: Final = re.compile(r"'?(?P<where>[^!']+)'?!\$?[A-Za-z]{1,3}\$?(?P<line>[0-9]{1,7})")


def _code_meant(
    workbook: Workbook, forms: Forms, rows: Sequence[Mapping[str, Value]], text: str
) -> str:
    """The code of the row that a cell is in, or that a text is in whatever case."""
    if found := _CELL.fullmatch(text.strip()):
        sheet = next((s for s in workbook.sheets if is_spelt(s.name, found["where"])), None)
        for form in (task_columns(forms), indicator_columns(forms), source_columns(forms)):
            table = find_table(form, sheet) if sheet else None
            for row in table.rows if table else ():
                if row.number == int(found["line"]):
                    return row.text(form.key or ReportColumn.CODE)
    codes = [str(row.get(ReportColumn.CODE, "")) for row in rows]
    for form in (task_columns(forms), indicator_columns(forms)):
        codes += [str(v.get(form.key, "")) for v in values_of(form, workbook)]
    same = [code for code in codes if match_key(code) == match_key(text)]
    return next((code for code in same if code == text), next(iter(same), text))


def _named(
    workbook: Workbook, forms: Forms, code: str
) -> tuple[str, dict[str, str], dict[str, Value]]:
    """What a report calls a code, and what it says of it as a whole."""
    name = ""
    says: dict[str, str] = {}
    known: dict[str, Value] = {}
    for form, label in (
        (task_columns(forms), ColumnName.TASK_NAME),
        (indicator_columns(forms, in_part=True), ColumnName.INDICATOR_NAME),
    ):
        for values in values_of(form, workbook):
            if str(values.get(form.key)) == code:
                name = str(values.get(label, ""))
                about = (form.key, label, ColumnName.STT)
                if form.key == ColumnName.INDICATOR_CODE:
                    values = _with_target(values)
                known |= _without(about, values)
                if form.key == ColumnName.INDICATOR_CODE:
                    values = _rounded(forms, values)
                says |= _texts(form.by_name, values, about)
    narratives = narrative_columns(forms)
    for values in values_of(narratives, workbook):
        if str(values.get(narratives.key)) == code:
            name = f"{values.get(ColumnName.FIELD, '')} – {values.get(ColumnName.HEADING, '')}"
    return name, says, known


def _agency(workbook: Workbook, text: str) -> tuple[str, str, dict[str, str], dict[str, Value]]:
    """The agency of a report that has a code or name: both, and what the report says of it.

    What it says of several files of one agency stands below each other; values are of the last.
    """
    code, name = text, ""
    files: dict[str, list[str]] = {}
    known: dict[str, Value] = {}
    about = (ReportColumn.AGENCY, ReportColumn.NAME)
    for values in values_of(RECEIPT_COLUMNS, workbook):
        if match_key(text) in (match_key(str(values.get(column, ""))) for column in about):
            code, name = (str(values.get(column, "")) for column in about)
            known |= _without(about, values)
            for title, said in _texts(RECEIPT_COLUMNS.by_name, values, about).items():
                files.setdefault(title, []).append(said)
    says = {title: "\n".join(dict.fromkeys(texts)) for title, texts in files.items()}
    return code, name, says, known


def _with_target(values: dict[str, Value]) -> dict[str, Value]:
    """The values of an indicator, its target a number where its text is nothing else."""
    text = show(values.get(ColumnName.PLAN_YEAR))
    target = plan_number(text)
    is_number = target is not None and show(target) == text
    return {**values, ColumnName.PLAN_YEAR: target} if target and is_number else values


def _rounded(forms: Forms, values: Mapping[str, Value]) -> dict[str, Value]:
    """The figures of an indicator as its row shows them."""
    target = values.get(ColumnName.PLAN_YEAR)
    names = figure_columns(forms)
    figures = {name: v for name in names if isinstance(v := values.get(name), Decimal)}
    places = places_of(figures.values(), [target] if isinstance(target, Decimal) else [])
    return {**values, **{name: rounded(figure, places) for name, figure in figures.items()}}


def _is_of(row_code: str, code: str) -> bool:
    """The row itself, or one of its operand rows (`<code>.tu` …)."""
    return row_code == code or row_code in {f"{code}.{suffix}" for suffix in _SUFFIXES}


def _without(names: tuple[str, ...], values: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in values.items() if name not in names}


def _texts(
    columns: Mapping[str, Column], values: Mapping[str, Value], without: tuple[str, ...]
) -> dict[str, str]:
    return {
        columns[name].title: _in_words(columns[name], value)
        for name, value in _without(without, values).items()
    }


def _in_words(column: Column, value: Value) -> str:
    if isinstance(value, str):
        return column.term(value)
    return display(as_shown(column, value) if isinstance(value, Decimal) else value)


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
        values=_without(SOURCE_PLACE, values),
    )
