"""Many files → CheckedReturns, and marked copies: each is read in a process that may die alone."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from plansheet.language.wording import Language
from plansheet.plan import Plan
from plansheet.plan.periods import typed_day
from plansheet.plan.rounds import Round
from plansheet.problems import InputError, Problem, expect
from plansheet.returns.check import CheckedReturn, own_checked
from plansheet.returns.checking import Checking, checking
from plansheet.returns.find import ReturnFile, Returns, find_returns
from plansheet.returns.kept import with_kept
from plansheet.returns.own_checks import OwnCheck
from plansheet.returns.read_only import refuse_into_returns
from plansheet.returns.reading import refused_return
from plansheet.returns.send_back import MarkedCopy, copy_places, mark_copies
from plansheet.workbooks.cache import Cache, Where, open_cache
from plansheet.workbooks.reading import Reader, Workbook
from plansheet.workbooks.remote import Location, PathOrRemote, Written, source_of

_log: Final = logging.getLogger(__name__)

Progress = Callable[[int, int], None]
"""Called with the number of files done and the number of all."""


def check_all(
    files: Sequence[ReturnFile],
    read: Checking,
    workers: int,
    executor: Executor | None,
    own: Callable[[CheckedReturn], CheckedReturn] = lambda checked: checked,
    cache: Cache | None = None,
) -> Iterator[tuple[ReturnFile, CheckedReturn]]:
    """Each file with what `read` makes of it, one after the other, in their order.

    Args:
        files: from `find_returns`.
        read: from `checking`; it runs in the workers.
        workers: how many processes read at the same time.
        executor: where the processes are started in place of here.
        own: holds a checked return against checks of a user's own, in this process.
        cache: where what `read` made of files is kept; None reads every file.

    Returns:
        File and checked return; one that cannot be read has the one problem that says why.
    """
    read_all = partial(_read_all, read=read, workers=workers, executor=executor)
    on_any_day = replace(read, as_of=date.min)
    far = executor is not None
    for file, checked in with_kept(files, on_any_day, read_all, cache, read.holds, far=far):
        yield file, own(checked)


def _read_all(
    files: Sequence[ReturnFile],
    read: Callable[[Workbook], CheckedReturn],
    workers: int,
    executor: Executor | None,
) -> Iterator[tuple[ReturnFile, CheckedReturn]]:
    names = {file.path: file.name for file in files}
    with Reader(workers, executor) as reader:
        results = reader.open_all([f.path for f in files], read, name=lambda path: names[path])
        yield from _with_refusals(files, results)


def _with_refusals(
    files: Sequence[ReturnFile], results: Iterable[tuple[PathOrRemote, CheckedReturn | Problem]]
) -> Iterator[tuple[ReturnFile, CheckedReturn]]:
    for file, (_, result) in zip(files, results, strict=True):
        if isinstance(result, Problem):
            _log.debug("refused %s: %s", file.name, result.code)
            ret = refused_return(file.name, result)
            yield file, CheckedReturn(ret, problems=ret.problems)
        else:
            _log.debug("read %s: %r, %d problems", file.name, result.ret, len(result.problems))
            yield file, result


def check_files(
    files: list[ReturnFile],
    plan: Plan,
    as_of: date,
    *,
    agency: str | None = None,
    of: Round | None = None,
    annotated: PathOrRemote | None = None,
    progress: Progress | None = None,
    workers: int = 1,
    checks: Sequence[OwnCheck] = (),
    lang: Language = "vi",
    cache: Where = False,
    executor: Executor | None = None,
) -> list[CheckedReturn]:
    """Read and check returns, each on its own: what `plansheet validate` does.

    Args:
        files: from `find_returns`.
        plan: the plan that they report on.
        as_of: the day of the consolidation.
        agency: the code of the sender for files that have no stamp.
        of: the round that files without a stamp are of, in place of a period.
        annotated: a folder that gets a marked copy of each return with errors or warnings, under
            the same name as .xlsx; of one that cannot be marked (.xls, .pdf …) the sender's
            template, filled in with what could be read.
        progress: called after each file.
        workers: how many processes read at the same time.
        checks: checks of a user's own.
        lang: the language of what the marked copies say.
        cache: keeps what reading and checking a file gave, as for `merge`.
        executor: where the files are read in place of here, as for `merge`.

    Returns:
        What can be used of each file and its problems, in the order of `files`.

    Raises:
        InputError: there is nothing to check.
        OutputError: a copy cannot be written or would overwrite a return.
        CheckError: a check of a user's own failed.
    """
    if not files:
        raise InputError("no-returns")
    places = copy_places(files, annotated) if annotated else {}
    read = checking(plan, as_of, agency, of, whole=bool(checks))
    results = []
    copies = []
    own = partial(own_checked, checks=checks, plan=plan, as_of=as_of)
    every = check_all(files, read, workers, executor, own, open_cache(cache))
    for done, (file, checked) in enumerate(every, 1):
        results.append(checked)
        if annotated and checked.has_to_be_corrected:
            copies.append(MarkedCopy(file.path, places[file.path], checked))
        if progress:
            progress(done, len(files))
    mark_copies(copies, plan, as_of, agency=agency, workers=workers, lang=lang)
    return results


def annotate(
    plan: Plan,
    returns: Returns,
    as_of: date | str,
    out_dir: Location,
    *,
    agency: str | None = None,
    progress: Progress | None = None,
    workers: int = 1,
    lang: Language = "vi",
) -> list[Written]:
    """Write a marked copy, to be sent back, of each return with errors or warnings.

    The returns stay as they are.

    Args:
        plan: from `read_plan`.
        returns: a folder, read with all its subfolders, or the files themselves.
        as_of: the day of the consolidation (a text: "2021-06-30").
        out_dir: the folder that gets the copies, under the names of the returns as .xlsx; made
            where it does not exist. Of a return that cannot be marked (.xls, .pdf …) it gets the
            sender's template, filled in with what could be read.
        agency: the code of the sender for files that have no stamp.
        progress: called after each file.
        workers: how many processes read at the same time.
        lang: the language of what the copies say.

    Returns:
        The paths of the copies, in the order of the returns.

    Raises:
        ArgumentError: `plan` is no plan.
        InputError: a file or folder is not there, there is nothing to check, or `as_of` is no day.
        OutputError: a copy cannot be written, or `out_dir` lies among the returns.
    """
    expect(plan, Plan)
    out, as_of = source_of(out_dir), typed_day(as_of)
    files = find_returns(returns)
    refuse_into_returns(out, [source_of(returns)] if isinstance(returns, str | Path) else [])
    refuse_into_returns(out, [file.path for file in files])
    checked = check_files(
        files,
        plan,
        as_of,
        agency=agency,
        annotated=out,
        progress=progress,
        workers=workers,
        lang=lang,
    )
    places = copy_places(files, out)
    return [
        places[file.path]
        for file, one in zip(files, checked, strict=True)
        if one.has_to_be_corrected
    ]
