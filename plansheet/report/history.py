"""Reports of earlier periods: one, several, or folders of them, as `--previous` takes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from plansheet.issuing.earlier_report import EarlierReport
from plansheet.plan import Plan
from plansheet.plan.periods import Period
from plansheet.problems import InputError
from plansheet.report.reading import read_report
from plansheet.workbooks.reading import find_workbooks
from plansheet.workbooks.remote import Location, PathOrRemote, Remote, is_folder, source_of

Previous = Location | Iterable[Location] | None
"""A report of an earlier period, a folder of them, or several of either."""

_WORKBOOKS: Final = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")


def read_earlier(previous: Previous, plan: Plan, period: Period) -> EarlierReport | None:
    """The report of the latest period before `period`, with those of the periods before it.

    Of a folder every workbook is a report, with all its subfolders; one of `period` itself, which
    is about to be made again, is passed over. Of two reports of one period that of the later day
    counts. None where there is none.

    Raises:
        InputError: a file is not there, is no report, or is one of another plan or of a period
            that is not earlier; or two are of one period and day.
    """
    reports: dict[Period, EarlierReport] = {}
    for path, is_named in _files(previous):
        report = read_report(path, plan)
        if report.period == period and not is_named:
            continue
        if not report.period < period:
            raise InputError("report-not-earlier", path=path, other=report.period, own=period)
        other = reports.setdefault(report.period, report)
        if _day(other) == _day(report) and other is not report:
            raise InputError(
                "two-reports-of-a-period", path=path, other=other.path, period=report.period
            )
        reports[report.period] = max(other, report, key=_day)
    if not reports:
        return None
    *before, latest = (reports[one] for one in sorted(reports))
    return replace(latest, before=tuple(before))


def _day(report: EarlierReport) -> date:
    return report.as_of or date.min


def _files(previous: Previous) -> Iterator[tuple[PathOrRemote, bool]]:
    """The files, each once, and whether it was named itself."""
    if previous is None:
        return
    named = [previous] if isinstance(previous, str | Path | Remote) else previous
    for path in dict.fromkeys(map(source_of, named)):
        if not is_folder(path):
            yield path, True
            continue
        for found in find_workbooks(path):
            if found.suffix.lower() in _WORKBOOKS:
                yield found, False
