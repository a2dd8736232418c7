"""Reading a report back: what agencies said, what came of it, what the coordinator decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from plansheet.consolidation import Attainment, TaskClass
from plansheet.forms import NO_TEXT, RETURN_FORMS, Column, SheetColumns
from plansheet.forms.choices import Status
from plansheet.forms.names import REPORT_STAMP_SHEET, ColumnName, ReportColumn
from plansheet.forms.report_sheets import (
    CONFLICTS,
    FACT_NAMES,
    OVERVIEW,
    RECEIPT_COLUMNS,
    SOURCES,
    indicator_columns,
    source_columns,
    task_columns,
)
from plansheet.forms.values import Value, read_cell, show
from plansheet.issuing.earlier_report import EarlierOutcome, EarlierReport, Punctuality, RowKey
from plansheet.language.wording import LabelledWord, spellings
from plansheet.plan import Plan
from plansheet.plan.classes import ACCEPTED
from plansheet.problems import InputError
from plansheet.report.decisions import read_decisions, undecided
from plansheet.tables.read import values_of
from plansheet.workbooks.reading import Refused, Workbook, open_workbook
from plansheet.workbooks.reading.limits import OURS, Limits
from plansheet.workbooks.remote import Location, PathOrRemote, existing_source, source_of


def read_report(path: Location, plan: Plan) -> EarlierReport:
    """Read back a report that `write_report` wrote, decisions typed into it included.

    Raises:
        InputError: the file is not there, is no report, or is of another plan.
    """
    path = source_of(path)
    return _ReportReader(open_report(path), plan, path).read()


def open_report(path: PathOrRemote, within: Limits = OURS) -> Workbook:
    """Open a report, which may be larger than a return.

    Raises:
        InputError: the file is not there or cannot be read.
    """
    try:
        return open_workbook(existing_source(path), within=within)
    except Refused as refused:
        raise InputError("file-refused", path=path, why=refused.problem.wording) from refused


def facts_of(workbook: Workbook, path: PathOrRemote) -> dict[str, str]:
    """What a report says that it is of.

    Raises:
        InputError: the workbook is no report.
    """
    facts: dict[str, str] = {}
    for sheet in map(workbook.sheet, (OVERVIEW, REPORT_STAMP_SHEET)):
        for row in sheet.rows[:6] if sheet else ():
            for at, value in enumerate(row[:-1]):
                name = next((one for one in FACT_NAMES if value in spellings(one)), None)
                if name is not None:
                    facts[name] = show(row[at + 1])
    if len(facts) < len(FACT_NAMES):
        raise InputError("not-a-report", path=path)
    return facts


class _ReportReader:
    def __init__(self, workbook: Workbook, plan: Plan, path: PathOrRemote) -> None:
        self.workbook, self.plan, self.path = workbook, plan, path

    def read(self) -> EarlierReport:
        facts = facts_of(self.workbook, self.path)
        if facts[FACT_NAMES[0]] != self.plan.id:
            raise InputError(
                "report-of-other-plan", path=self.path, other=facts[FACT_NAMES[0]], own=self.plan.id
            )
        period = self.plan.period(facts[FACT_NAMES[1]])
        as_of = _date(facts[FACT_NAMES[2]])
        rows, decided, carried_on = self._sources(as_of)
        decisions, problems = read_decisions(
            self.workbook, self.plan.in_period(period), self.path.name
        )
        return EarlierReport(
            file=self.path.name,
            period=period,
            as_of=as_of,
            rows=rows,
            decided=decided,
            carried_on=carried_on,
            tasks=self._outcomes(task_columns(self.plan.forms), ReportColumn.CLASS, TaskClass),
            indicators=self._outcomes(
                indicator_columns(self.plan.forms), ReportColumn.ATTAINMENT, Attainment
            ),
            punctuality=self._punctuality(),
            decisions=decisions,
            problems=problems,
            path=self.path,
            sent=self._sent(),
            undecided=undecided(self.workbook, self.path.name),
        )

    def _sent(self) -> int:
        """How many agencies had reported."""
        accepted = {text for state in ACCEPTED for text in (state.label.vi, state.label.en)}
        rows = self._rows(RECEIPT_COLUMNS)
        return len(
            {
                show(values.get(ReportColumn.AGENCY))
                for values in rows
                if show(values.get(ReportColumn.STATE)) in accepted
            }
        )

    def _rows(self, form: SheetColumns) -> Iterator[dict[str, Value]]:
        return values_of(form, self.workbook)

    def _sources(
        self, as_of: date | None
    ) -> tuple[
        dict[RowKey, Mapping[str, Value]], dict[RowKey, Mapping[str, Value]], frozenset[RowKey]
    ]:
        """What was reported, what was decided, and which of the former a report before it had."""
        forms = {
            sheet: name for name in RETURN_FORMS for sheet in spellings(self.plan.forms[name].sheet)
        }
        rows: dict[RowKey, Mapping[str, Value]] = {}
        decided: dict[RowKey, Mapping[str, Value]] = {}
        carried_on = set()
        for values in self._rows(source_columns(self.plan.forms)):
            name = forms.get(show(values.get(ReportColumn.FORM)), "")
            if not name or ReportColumn.THROUGH in values:
                continue
            key = (name, show(values.get(ReportColumn.AGENCY)), show(values.get(ReportColumn.CODE)))
            own = {n: values[n] for n in self.plan.forms[name].by_name if n in values}
            if own.get(ColumnName.STATUS) == Status.DONE and ColumnName.DOCUMENT_DATE not in own:
                judged_on = values.get(ColumnName.JUDGED_ON, as_of)
                own |= {} if judged_on is None else {ColumnName.JUDGED_ON: judged_on}
            kept = decided if values.get(ReportColumn.SHEET) in spellings(CONFLICTS) else rows
            kept[key] = {**kept.get(key, {}), **own}
            if values.get(ReportColumn.SHEET) in spellings(SOURCES):
                carried_on.add(key)
        return rows, decided, frozenset(carried_on)

    def _outcomes(
        self, form: SheetColumns, state: str, words: type[LabelledWord]
    ) -> dict[str, EarlierOutcome]:
        states = {label: word.value for word in words for label in (word.label.vi, word.label.en)}
        return {
            show(values.get(form.key)): EarlierOutcome(
                states.get(show(values.get(state)), ""), values
            )
            for values in self._rows(form)
        }

    def _punctuality(self) -> dict[str, Punctuality]:
        records = {}
        names = (
            ReportColumn.EXPECTED_PERIODS,
            ReportColumn.RECEIVED_PERIODS,
            ReportColumn.ON_TIME_PERIODS,
        )
        for values in self._rows(RECEIPT_COLUMNS):
            counts = [values.get(name) for name in names]
            if ReportColumn.AGENCY in values and counts[0] is not None:
                numbers = [int(show(count) or 0) for count in counts]
                records[show(values[ReportColumn.AGENCY])] = Punctuality(*numbers)
        return records


def _date(text: str) -> date | None:
    value, _ = read_cell(Column("", NO_TEXT, kind="date"), text)
    return value if isinstance(value, date) else None
