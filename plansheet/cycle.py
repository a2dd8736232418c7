"""The public functions: files in, files out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast, overload

from plansheet.consolidation import Received, consolidate
from plansheet.consolidation.consolidate import no_deadline
from plansheet.consolidation.receipts import once_each
from plansheet.consolidation.rounds import Proposal, RoundResult, decide, revised
from plansheet.consolidation.rounds import merge_round as merge_proposals
from plansheet.issuing import Assignments, file_name, prepare
from plansheet.issuing.earlier_report import EarlierReport
from plansheet.issuing.rounds import prepare_round
from plansheet.issuing.template import write_template
from plansheet.language.wording import Language
from plansheet.plan import Plan
from plansheet.plan.periods import Period, typed_day
from plansheet.plan.rounds import Round
from plansheet.plan.workbook.reading import check_plan
from plansheet.plan.workbook.writing import write_tables
from plansheet.problems import InputError, PlanError, Problem, expect, has_errors
from plansheet.report.history import Previous, read_earlier
from plansheet.report.merged import Merged
from plansheet.report.proposals import read_decision_rows
from plansheet.report.reading import read_report
from plansheet.returns.check import CheckedReturn, own_checked
from plansheet.returns.check_all import Progress, check_all
from plansheet.returns.checking import Checking, checking
from plansheet.returns.find import Returns, find_returns, receipt_problems
from plansheet.returns.own_checks import OwnCheck
from plansheet.returns.read_only import untouched_templates
from plansheet.workbooks.cache import Cache, Where, open_cache
from plansheet.workbooks.remote import L, Location, Remote, Written, source_of
from plansheet.workbooks.writing.files import all_or_none, named_as, replacing
from plansheet.workbooks.writing.paper import Paper

if TYPE_CHECKING:
    from plansheet.own_forms import FormConsolidation, OwnForm
    from plansheet.tables.frames import DataFrame

_log: Final = logging.getLogger(__name__)


def issue(
    plan: Plan,
    period: str | Period,
    out_dir: Location,
    previous: Previous = None,
    *,
    groups: bool = False,
    progress: Progress | None = None,
    announce: Callable[[list[str]], None] | None = None,
    noted: Callable[[Problem], None] | None = None,
    lang: Language = "vi",
    paper: Paper = "a4",
    form: OwnForm | Path | str | None = None,
) -> list[Written]:
    """Write one workbook for each agency that is asked anything in a period.

    All workbooks are written or none.

    Args:
        plan: from `read_plan`.
        period: a period of the plan's years: a `Period`, or as written ("2021-Q2").
        out_dir: the folder that gets the workbooks, flat; made where it does not exist.
        previous: the report of an earlier period, several, or a folder of them. Tasks done by the
            latest are shown as done and locked; cumulative figures start from it, those of the
            same period last year from that period's.
        groups: ask also agencies that coordinate only as members of a group
            ("Các sở, ban, ngành").
        progress: called after each workbook.
        announce: called with the names of all workbooks before the first is written.
        noted: called with each warning about what was issued: a row that starts blank although
            `previous` has figures that it should start from, a period without a deadline.
        lang: the language of the workbooks; returns in either are read alike.
        paper: what they print on, "a4" or "a3".
        form: a form of the office's own, or its folder, to be issued in place of tasks and
            indicators: every agency gets its workbook, or those that it names.

    Returns:
        The paths of the workbooks, in the plan's order of agencies.

    Raises:
        ArgumentError: `plan` is no plan.
        PeriodError: `period` does not parse or lies outside the plan's years.
        InputError: `previous` is no report of an earlier period of this plan, or has two of one.
        OutputError: a file cannot be written or would replace one that is no untouched template,
            or `out_dir` is a folder of returns: it has, or lies in a folder that has, a list of
            receipts, or it has a workbook that somebody has filled in.
    """
    expect(plan, Plan)
    if form is not None:
        from plansheet.own_forms.files import the_form
        from plansheet.own_forms.issuing import issue_form

        period, out = plan.period(period), source_of(out_dir)
        return issue_form(the_form(form), plan, period, out, progress, announce)
    period = plan.period(period)
    earlier = read_earlier(previous, plan, period)
    assigned = prepare(plan, period, groups=groups, earlier=earlier)
    if announce:
        announce([file_name(assignment) for assignment in assigned.issued_to])
    paths = _write_templates(assigned, source_of(out_dir), progress, lang, paper)
    if noted:
        for warning in (*no_deadline(plan, period), *assigned.unknown_bases):
            noted(warning)
    return paths


def issue_round(
    plan: Plan,
    of: Round | str,
    out_dir: Location,
    *,
    progress: Progress | None = None,
    lang: Language = "vi",
    paper: Paper = "a4",
) -> list[Written]:
    """Write one workbook for each agency that is asked about the plan itself.

    All workbooks are written or none.

    Args:
        plan: from `read_plan`.
        of: "schedule": products and due dates of the tasks that an agency leads; "comments": what
            it thinks of a draft.
        out_dir: the folder that gets the workbooks, flat; made where it does not exist.
        progress: called after each workbook.
        lang: the language of the workbooks; returns in either are read alike.
        paper: what they print on, "a4" or "a3".

    Returns:
        The paths of the workbooks, in the plan's order of agencies.

    Raises:
        ArgumentError: `plan` is no plan.
        ValueError: there is no such round.
        OutputError: as `issue`.
    """
    expect(plan, Plan)
    assigned = prepare_round(plan, Round(of))
    return _write_templates(assigned, source_of(out_dir), progress, lang, paper)


def _write_templates(
    assigned: Assignments,
    out: L,
    progress: Progress | None,
    lang: Language,
    paper: Paper,
) -> list[L]:
    untouched = untouched_templates(out, assigned.plan)
    assignments = tuple(assigned.issued_to)
    with all_or_none(out, "template-filled-in", untouched) as workshop:
        for done, assignment in enumerate(assignments, 1):
            path = workshop / file_name(assignment)
            write_template(assigned, assignment, path, lang=lang, paper=paper)
            if progress:
                progress(done, len(assignments))
    return [cast(L, out / file_name(assignment)) for assignment in assignments]


@overload
def merge(
    plan: Plan,
    period: str | Period,
    returns: Returns,
    as_of: date | str,
    previous: Previous = None,
    decisions: Location | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    *,
    workers: int = 1,
    checks: Sequence[OwnCheck] = (),
    form: None = None,
    cache: Where = False,
) -> Merged: ...


@overload
def merge(
    plan: Plan,
    period: str | Period,
    returns: Returns,
    as_of: date | str,
    previous: Previous = None,
    *,
    progress: Progress | None = None,
    workers: int = 1,
    checks: Sequence[OwnCheck] = (),
    form: OwnForm | Path | str,
    cache: Where = False,
) -> FormConsolidation: ...


def merge(
    plan: Plan,
    period: str | Period,
    returns: Returns,
    as_of: date | str,
    previous: Previous = None,
    decisions: Location | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    *,
    workers: int = 1,
    checks: Sequence[OwnCheck] = (),
    form: OwnForm | Path | str | None = None,
    cache: Where = False,
) -> Merged | FormConsolidation:
    """Merge the returns of a period into one consolidation.

    Every file is read in a process of its own, which may die alone. Bad content never raises: it
    is in `problems` of what comes back. Where nothing has come yet, everybody is missing.

    Args:
        plan: from `read_plan`.
        period: a period of the plan's years: a `Period`, or as written ("2021-Q2").
        returns: a folder, read with all its subfolders, or the files themselves. A folder may be
            at a URL that fsspec opens ("s3://bucket/returns"): whoever reads a file opens it there.
        as_of: the day of the consolidation (a text: "2021-06-30"). It decides what is overdue; it
            leaves out no file.
        previous: the report of an earlier period, several, or a folder of them. The latest is
            what is compared with; those of the year stand beside this period's figures. With a
            form the total of an earlier period, of which its checks may speak.
        decisions: a report of this period with the coordinator's decisions in `Xung đột`.
        executor: any `concurrent.futures.Executor`, of this machine or of a cluster (Dask:
            `Client.get_executor()`): its tasks start the processes, each for up to 50 files, which
            must have the same paths there. What it loses is read here, with a warning in the log.
        progress: called after each file.
        workers: how many processes read at the same time; 0 reads in this one, which a file may
            then take down. The result is the same.
        checks: functions of one's own, as for `validate`; they run in this process.
        form: a form of the office's own, or its folder: its returns are merged into totals.
        cache: True, or a folder: what reading and checking a file gave is kept in the user's cache
            folder, or in that one, until the file, the plan or plansheet changes. The result is
            the same; a folder that cannot be used is as good as none.

    Returns:
        The consolidation: records, DataFrames and problems; `to_excel`, `to_csv` and `to_parquet`
        write it; of a form its totals.

    Raises:
        ArgumentError: `plan` is no plan.
        PeriodError: `period` does not parse or lies outside the plan's years.
        InputError: a file or folder is not there, `as_of` is no day, or a report is not of the
            period that it should be of.
        CheckError: a function of `checks` failed.
        WorkerError: no process could be started in which files are read.
    """
    expect(plan, Plan)
    as_of = typed_day(as_of)
    if form is not None:
        from plansheet.own_forms.files import merge_files, the_form

        of, files = plan.period(period), find_returns(returns)
        given = (as_of, workers, progress, checks, cache, _one_total(previous))
        return merge_files(the_form(form), plan, of, files, *given)
    assigned = prepare(plan, period)
    earlier = read_earlier(previous, plan, assigned.period)
    decided = _decided(decisions, plan, assigned.period)
    begins, _ = plan.span(assigned.period)
    read = checking(plan, as_of, whole=bool(checks))
    own = partial(own_checked, checks=checks, plan=plan, as_of=as_of)
    kept = open_cache(cache)
    received, noted = _receive(
        *(plan, returns, read, begins, as_of, progress, workers, executor, kept), own
    )
    found = consolidate(assigned, received, as_of, earlier=earlier, decided=decided, noted=noted)
    _log.debug("merged %d files: %r", len(received), found)
    return Merged.of(found)


def status(
    plan: Plan,
    period: str | Period,
    returns: Returns,
    as_of: date | str,
    *,
    workers: int = 1,
    cache: Where = False,
) -> DataFrame:
    """Who has reported, who is late, who has sent nothing.

    Args:
        plan: from `read_plan`.
        period: a period of the plan's years: a `Period`, or as written ("2021-Q2").
        returns: a folder, read with all its subfolders, or the files themselves.
        as_of: the day to look at it (a text: "2021-06-30").
        workers: how many processes read at the same time; the result is the same.
        cache: as for `merge`.

    Returns:
        One row an expected or received file: agency, file, sha256, state ("on_time", "late",
        "blank", "refused", "missing"), received_at.

    Raises:
        ArgumentError, PeriodError, InputError: as `merge`.
    """
    return merge(plan, period, returns, as_of, workers=workers, cache=cache).returns


def _one_total(previous: Previous) -> Location | None:
    """The total of last time: one file.

    Raises:
        InputError: it is several.
    """
    if previous is None or isinstance(previous, Path | str | Remote):
        return previous
    several = list(previous)
    if len(several) > 1:
        raise InputError("one-total-alone", count=len(several))
    return several[0] if several else None


def merge_round(
    plan: Plan,
    of: Round | str,
    returns: Returns,
    as_of: date | str,
    progress: Progress | None = None,
    *,
    workers: int = 1,
    cache: Where = False,
) -> RoundResult:
    """Merge the returns of a round on the plan itself into proposals.

    Args:
        plan: from `read_plan`.
        of: "schedule" or "comments".
        returns: a folder, read with all its subfolders, or the files themselves.
        as_of: the day of the consolidation (a text: "2021-06-30").
        progress: called after each file.
        workers: how many processes read at the same time; the result is the same.
        cache: as for `merge`.

    Returns:
        Who answered, and each change that is proposed; `write_proposals` writes it.

    Raises:
        ArgumentError: `plan` is no plan.
        ValueError: there is no such round.
        InputError: a file or folder is not there.
    """
    expect(plan, Plan)
    as_of = typed_day(as_of)
    of = Round(of)
    read = checking(plan, as_of, of=of, whole=False)
    begins = date(plan.years[0] - 1, 1, 1)
    kept = open_cache(cache)
    received, noted = _receive(plan, returns, read, begins, as_of, progress, workers, None, kept)
    return merge_proposals(plan, of, received, as_of, noted)


def write_revised(
    plan: Plan,
    proposals: Sequence[Proposal],
    decisions: Location,
    path: Location,
    *,
    lang: Language = "vi",
) -> list[Problem]:
    """Write the plan workbook with those proposals that were accepted.

    Args:
        plan: from `read_plan`.
        proposals: of a round, or of a consolidation.
        decisions: the workbook whose sheet `Đề xuất` says what was decided.
        path: the plan workbook; one that exists is replaced.
        lang: the language of its sheets, headers and choices.

    Returns:
        Warnings: decisions about what nobody proposes any more.

    Raises:
        ArgumentError: `plan` is no plan.
        PlanError: decisions that cannot be used, or a plan that would have errors: `problems` has
            each at its cell, and nothing is written.
        InputError: `decisions` has no such sheet.
        OutputError: the file cannot be written.
    """
    expect(plan, Plan)
    path, name = named_as(path, ".xlsx"), source_of(decisions).name
    rows, unread = read_decision_rows(decisions)
    decided = decide(plan, proposals, rows)
    tables, contradicting = revised(plan, decided)
    problems = [*unread, *decided.problems, *contradicting]
    if has_errors(problems):
        raise PlanError("decisions-unusable", problems, name=name)
    with replacing(path) as temporary:
        written = write_tables(tables, temporary, plan.forms, lang=lang)
        _, faults = check_plan(written, plan.forms)
        if has_errors(faults):
            mine = [replace(fault, file=path.name) for fault in faults]
            raise PlanError("decisions-unusable", [*problems, *mine], name=name)
    return problems


def _receive(
    plan: Plan,
    returns: Returns,
    read: Checking,
    begins: date,
    as_of: date,
    progress: Progress | None,
    workers: int,
    executor: Executor | None,
    cache: Cache | None,
    own: Callable[[CheckedReturn], CheckedReturn] = lambda checked: checked,
) -> tuple[list[Received], list[Problem]]:
    """The files, each with the moment when it came, and what is wrong with their folder."""
    files = find_returns(returns)
    received = []
    every = check_all(files, read, workers, executor, own, cache)
    for done, (file, checked) in enumerate(every, 1):
        received.append(Received(checked, file.came(checked.ret, plan.years)))
        if progress:
            progress(done, len(files))
    received, twins = once_each(received)
    return received, [*twins, *receipt_problems(returns, files, plan.years, begins, as_of)]


def _decided(path: Location | None, plan: Plan, period: Period) -> EarlierReport | None:
    """The report of this period with the coordinator's decisions, None where there is none.

    Raises:
        InputError: it is of another period.
    """
    if path is None:
        return None
    report = read_report(path, plan)
    if report.period != period:
        raise InputError("report-of-other-period", path=path, other=report.period, own=period)
    return report
