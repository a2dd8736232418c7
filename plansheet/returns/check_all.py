"""Many files → CheckedReturns: each is read and checked in a process that may die alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from plansheet.plan import Plan
from plansheet.plan.rounds import Round
from plansheet.problems import Problem
from plansheet.returns.check import CheckedReturn, check_return
from plansheet.returns.find import ReturnFile
from plansheet.returns.reading import interpret, refused_return
from plansheet.workbooks.reading import Reader, Workbook


def check_workbook(
    workbook: Workbook,
    plan: Plan,
    as_of: date,
    agency: str | None = None,
    of: Round | None = None,
) -> CheckedReturn:
    """A return as it is read and held against its form; runs in the workers.

    Args:
        workbook: as the reader gives it.
        plan: the plan that it reports on.
        as_of: the day of the consolidation.
        agency: the code of the sender where the file has no stamp.
        of: the round that it is of where the file has no stamp.

    Returns:
        The usable rows and every problem; without what was read on the way, so that little goes
        back to the parent process.
    """
    checked = check_return(interpret(workbook, plan, agency=agency, of=of), plan, as_of)
    return replace(checked, ret=replace(checked.ret, sections={}, stamp=None))


def check_all(
    files: Sequence[ReturnFile],
    read: Callable[[Workbook], CheckedReturn],
    workers: int,
    executor: Executor | None,
) -> Iterator[tuple[ReturnFile, CheckedReturn]]:
    """Each file with what `read` makes of it, one after the other, in their order.

    Args:
        files: from `find_returns`.
        read: `check_workbook` with the plan and the day; it runs in the workers.
        workers: how many processes read at the same time.
        executor: where files are read instead of in processes of plansheet's own.

    Returns:
        File and checked return; one that cannot be read has the one problem that says why.
    """
    names = {file.path: file.name for file in files}
    if executor is not None:
        results: Iterable[tuple[Path, CheckedReturn | Problem]] = executor.map(
            partial(_read_one, then=read, names=names), names
        )
        yield from _with_refusals(files, results)
        return
    with Reader(workers=workers) as reader:
        results = reader.open_all([f.path for f in files], read, name=lambda path: names[path])
        yield from _with_refusals(files, results)


def _read_one(
    path: Path, then: Callable[[Workbook], CheckedReturn], names: Mapping[Path, str]
) -> tuple[Path, CheckedReturn | Problem]:
    with Reader(isolated=False) as reader:
        return next(iter(reader.open_all([path], then, name=lambda p: names[p])))


def _with_refusals(
    files: Sequence[ReturnFile], results: Iterable[tuple[Path, CheckedReturn | Problem]]
) -> Iterator[tuple[ReturnFile, CheckedReturn]]:
    for file, (_, result) in zip(files, results, strict=True):
        if isinstance(result, Problem):
            ret = refused_return(file.name, result)
            yield file, CheckedReturn(ret, problems=ret.problems)
        else:
            yield file, result
