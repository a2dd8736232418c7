"""Checks that users write themselves, in Python: called with whole rows, and read from a file."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any, Final

from plansheet.plan import Plan
from plansheet.problems import CheckError, Problem, existing_file
from plansheet.returns.whole_row import WholeRow

OwnCheck = Callable[[Sequence[WholeRow], Plan, date], Iterable[Problem]]
"""Called with the rows of one return, the plan and the day; yields what is wrong."""

LIST: Final = "CHECKS"
"""The name under which a file may list its checks, in place of all its public functions."""


def run_check(check: OwnCheck, rows: Sequence[Any], plan: Plan, as_of: date) -> Iterator[Problem]:
    """What a check finds in rows: whole ones, or those of a form of an office's own.

    Raises:
        CheckError: it failed, or gave something else than problems.
    """
    name, file = getattr(check, "__name__", repr(check)), rows[0].file if rows else ""
    try:
        for found in check(rows, plan, as_of) or ():
            if not isinstance(found, Problem):
                raise TypeError(f"{type(found).__name__} is no plansheet.Problem")
            yield found
    except (Exception, SystemExit) as error:
        raise CheckError("check-failed", name=name, file=file, error=_said(error)) from error


def load_checks(path: Path) -> tuple[OwnCheck, ...]:
    """The checks of a Python file: those of its list `CHECKS`, else all its public functions.

    Raises:
        InputError: there is no such file.
        CheckError: it cannot be run, or has no checks.
    """
    module = ModuleType(path.stem)
    module.__file__ = str(path)
    source = existing_file(path).read_bytes()
    try:
        exec(compile(source, str(path), "exec"), module.__dict__)
        checks = tuple(_listed(module))
    except (Exception, SystemExit) as error:
        raise CheckError("checks-unusable", path=path, error=_said(error)) from error
    if not checks:
        raise CheckError("no-checks", path=path, list=LIST)
    return checks


def _listed(module: ModuleType) -> Iterator[OwnCheck]:
    if hasattr(module, LIST):
        yield from getattr(module, LIST)
        return
    for name, value in vars(module).items():
        is_own = inspect.isfunction(value) and value.__globals__ is module.__dict__
        if is_own and not name.startswith("_"):
            yield value


def _said(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())
