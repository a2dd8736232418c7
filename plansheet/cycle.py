"""The public functions: files in, files out."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from plansheet.annotate import annotate
from plansheet.arrivals import ReturnFile, find_returns, unread_dates
from plansheet.book import cannot_write
from plansheet.merge import Consolidation, Received, consolidate
from plansheet.periods import Period
from plansheet.plan import Plan
from plansheet.problems import InputError, OutputError, Problem
from plansheet.report.reading import ReadReport, read_report
from plansheet.returns import interpret, refused_return
from plansheet.sheets import Reader, Workbook
from plansheet.templates import Issue, file_name, prepare, write_template
from plansheet.text import visible
from plansheet.validate import CheckedReturn, check_return
from plansheet.wording import Wording

Progress = Callable[[int, int], None]
"""Called with the number of files done and the number of all."""

_NAME_BYTES: Final = 200
"""Of the name of a marked copy; systems take 255, with the ending and a number."""


def issue(
    plan: Plan,
    period: str | Period,
    out_dir: Path | str,
    previous: Path | str | None = None,
    *,
    groups: bool = False,
    progress: Progress | None = None,
) -> list[Path]:
    """Write one workbook for each agency that is asked anything in `period`.

    The workbooks stand flat in `out_dir`, which is made if need be, all of them or none.
    `previous` is the report of an earlier period: tasks done then are shown as done and locked,
    cumulative and same-period figures start from it. `groups` asks also those that coordinate
    only as members of a group. Returns the paths in the plan's order of agencies. Raises
    `PeriodError`, `InputError` for a `previous` that is no earlier report, and `OutputError`
    where a file cannot be written or would replace one that is not the same (it may have been
    filled in).
    """
    period = plan.period(period)
    read = _earlier(previous, plan, period)
    asked = prepare(plan, period, groups=groups, past=read.past if read else None)
    out = Path(out_dir)
    made = _make_folder(out)
    try:
        workshop = Path(tempfile.mkdtemp(prefix=".plansheet-", dir=out))
        try:
            return _issue_into(asked, workshop, out, progress)
        finally:
            shutil.rmtree(workshop, ignore_errors=True)
    except BaseException:
        for folder in made:
            with suppress(OSError):
                folder.rmdir()
        raise


def _make_folder(folder: Path) -> list[Path]:
    """Make a folder and those above it; returns the new ones, the innermost first."""
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise cannot_write(folder, error) from error
    return made


def _issue_into(asked: Issue, workshop: Path, out: Path, progress: Progress | None) -> list[Path]:
    names = []
    for done, assignment in enumerate(asked.assignments.values(), 1):
        name = file_name(assignment)
        write_template(asked, assignment, workshop / name)
        names.append(name)
        if progress:
            progress(done, len(asked.assignments))
    try:
        for name in names:
            _refuse_to_overwrite(out / name, workshop / name)
        return [(workshop / name).replace(out / name) for name in names]
    except OSError as error:
        raise cannot_write(out, error) from error


def _refuse_to_overwrite(there: Path, new: Path) -> None:
    if there.exists() and there.read_bytes() != new.read_bytes():
        raise OutputError(
            Wording(
                "{p} đã có và khác với biểu mẫu sắp ghi (có thể đã được điền); "
                "hãy chọn thư mục khác.",
                "{p} exists and differs from the template (it may have been filled in); "
                "choose another folder.",
            ).fill(p=there)
        )


def merge(
    plan: Plan,
    period: str | Period,
    returns: Path | str | Iterable[Path | str],
    as_of: date,
    previous: Path | str | None = None,
    decisions: Path | str | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    *,
    workers: int = 1,
) -> Consolidation:
    """Merge the returns of a period into one consolidation.

    `returns` is a folder, read with all its subfolders, or the files themselves. Each file is
    read in a worker process that may die alone (`workers` of them); with an `executor` of
    the caller, there. `as_of` is the day of the consolidation. `previous` is the report of an
    earlier period to compare with, `decisions` one of this period with the coordinator's
    decisions in `Xung đột`. Raises `PeriodError`, and `InputError` where a folder or file is not
    there, a folder has no returns, or a report is not of the period that it should be.
    """
    asked = prepare(plan, period)
    earlier = _earlier(previous, plan, asked.period)
    deciding = _deciding(decisions, plan, asked.period)
    files = find_returns(returns)
    read = partial(check_workbook, plan=plan, as_of=as_of, asked=asked)
    received = []
    for done, (file, checked) in enumerate(_read_all(files, read, workers, executor), 1):
        received.append(Received(checked, file.came(checked.ret)))
        if progress:
            progress(done, len(files))
    return consolidate(
        asked,
        received,
        as_of,
        past=earlier.past if earlier else None,
        decided=deciding.past if deciding else None,
        noted=(*(deciding.problems if deciding else ()), *unread_dates(returns)),
    )


def _earlier(path: Path | str | None, plan: Plan, period: Period) -> ReadReport | None:
    """The report of an earlier period; raises `InputError` for one that is not earlier."""
    if path is None:
        return None
    read = read_report(path, plan)
    if read.past.period >= period:
        raise InputError(
            Wording(
                "{p} là báo cáo kỳ {other}, không phải của một kỳ trước {own}.",
                "{p} is a report of {other}, not of a period before {own}.",
            ).fill(p=path, other=read.past.period, own=period)
        )
    return read


def _deciding(path: Path | str | None, plan: Plan, period: Period) -> ReadReport | None:
    """The report of this period with decisions; raises `InputError` for one of another."""
    if path is None:
        return None
    read = read_report(path, plan)
    if read.past.period != period:
        raise InputError(
            Wording(
                "{p} là báo cáo kỳ {other}, không phải kỳ {own}.",
                "{p} is a report of {other}, not of {own}.",
            ).fill(p=path, other=read.past.period, own=period)
        )
    return read


def check_workbook(
    workbook: Workbook,
    plan: Plan,
    as_of: date,
    asked: Issue | None = None,
    agency: str | None = None,
) -> CheckedReturn:
    """What reading a return and holding it against its form gives; runs in the workers."""
    checked = check_return(interpret(workbook, plan, agency=agency), plan, as_of, asked)
    return replace(checked, ret=replace(checked.ret, sections={}, stamp=None))


def _read_all(
    files: list[ReturnFile],
    read: Callable[[Workbook], CheckedReturn],
    workers: int,
    executor: Executor | None,
) -> Iterator[tuple[ReturnFile, CheckedReturn]]:
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
    files: list[ReturnFile], results: Iterable[tuple[Path, CheckedReturn | Problem]]
) -> Iterator[tuple[ReturnFile, CheckedReturn]]:
    for file, (_, result) in zip(files, results, strict=True):
        if isinstance(result, Problem):
            ret = refused_return(file.name, result)
            yield file, CheckedReturn(ret, problems=ret.problems)
        else:
            yield file, result


def check_files(
    files: list[ReturnFile],
    plan: Plan,
    as_of: date,
    *,
    agency: str | None = None,
    annotated: Path | None = None,
    progress: Progress | None = None,
    workers: int = 1,
) -> list[CheckedReturn]:
    """Read and check returns one by one, each on its own: what `plansheet validate` does.

    With `annotated` a folder gets a marked copy of each return that has errors or warnings, under
    the same name as .xlsx. Raises `OutputError` where that would overwrite a return.
    """
    targets = _targets(files, annotated) if annotated else {}
    read = partial(check_workbook, plan=plan, as_of=as_of, agency=agency)
    checked = []
    for done, (_, one) in enumerate(_read_all(files, read, workers, None), 1):
        checked.append(one)
        if progress:
            progress(done, len(files))
    faulty = {
        str(file.path): _Faulty(one, targets[file.path])
        for file, one in zip(files, checked, strict=True)
        if targets and any(p.severity != "info" for p in one.problems)
    }
    _annotate_all(faulty, workers)
    return checked


def _targets(files: list[ReturnFile], folder: Path) -> dict[Path, Path]:
    """Where the marked copy of each file goes: inside the folder, each to a place of its own."""
    targets: dict[Path, Path] = {}
    sources, taken = {_real(file.path) for file in files}, set[str]()
    for file in files:
        *folders, stem = _safe_parts(Path(file.name))
        target = inside = folder.joinpath(*folders, f"{stem}.xlsx")
        number = 1
        while str(target).lower() in taken:
            number += 1
            target = inside.with_stem(f"{inside.stem} ({number})")
        taken.add(str(target).lower())
        if _real(target) in sources:
            raise _would_replace(target)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise cannot_write(folder, error) from error
        targets[file.path] = target
    return targets


def _real(path: Path) -> Path:
    """Where a path leads; where links run in a circle `Path.resolve` would raise."""
    return Path(os.path.realpath(path))


def _safe_parts(name: Path) -> Iterator[str]:
    """The name of a marked copy, folders first: it leads nowhere else, hides nothing and fits."""
    for part in (*name.parent.parts, name.stem):
        if part not in (name.anchor, ".."):
            yield visible(part).encode()[:_NAME_BYTES].decode(errors="ignore")


@dataclass(frozen=True, slots=True)
class _Faulty:
    """A return with something to correct, and where its marked copy goes."""

    checked: CheckedReturn
    target: Path


def _annotate_all(faulty: Mapping[str, _Faulty], workers: int) -> None:
    """Write the marked copy of each return by its path; where that fails, the list alone.

    The library that edits copies stumbles over files that reading does not: it runs where it may
    die, and what was read stays read.
    """
    marked = {path: one for path, one in faulty.items() if not one.checked.ret.refused}
    with Reader(workers=workers) as reader:
        write = partial(_annotate_one, faulty=marked)
        for path, failed in reader.open_all(map(Path, marked), write, name=str):
            if failed is not None:
                annotate(None, marked[str(path)].checked.problems, marked[str(path)].target)
    for one in faulty.values():
        if one.checked.ret.refused:
            annotate(None, one.checked.problems, one.target)


def _annotate_one(workbook: Workbook, faulty: Mapping[str, _Faulty]) -> None:
    one = faulty[workbook.file]
    annotate(Path(workbook.file), one.checked.problems, one.target)


def refuse_to_replace(output: Path, inputs: Iterable[Path], returns: Path) -> None:
    """Raise `OutputError` where an output would overwrite something that was read."""
    there = _real(output)
    folder = _real(returns)
    if there in {_real(path) for path in inputs} or folder in (there, *there.parents):
        raise _would_replace(output)


def _would_replace(output: Path) -> OutputError:
    return OutputError(
        Wording(
            "{p} là tệp đầu vào hoặc nằm trong thư mục báo cáo; hãy ghi ra chỗ khác.",
            "{p} is an input or lies in the folder of returns; write it elsewhere.",
        ).fill(p=output)
    )
