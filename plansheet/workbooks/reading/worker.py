"""The process in which one file after the other is parsed: it may die, nothing else does.

It speaks pickles over its own pipes: in come how to read a file, then what files; out comes
one answer each. What parsers print goes nowhere.
"""

from __future__ import annotations

import contextlib
import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final

from plansheet.problems import Problem
from plansheet.problems.catalogue import refusals
from plansheet.workbooks.reading import limits
from plansheet.workbooks.reading.model import Workbook
from plansheet.workbooks.reading.opening import open_workbook
from plansheet.workbooks.reading.refusal import Fault, Refused
from plansheet.workbooks.remote import PathOrRemote

Then = Callable[[Workbook], Any]
Read = Callable[[Any, str], Any]
"""Reads the file at a path or URL (`PathOrRemote`), which problems call by a name."""

READY = "ready"
_TIME_IS_UP: Final = signal.SIGTERM if sys.platform == "win32" else signal.SIGPROF
ENDED_ITSELF: Final = (_TIME_IS_UP, -_TIME_IS_UP)
"""The exit codes of a process that took more processor time than it was allowed."""


def read_one(path: PathOrRemote, name: str, then: Then | None) -> Any:
    """What `then` makes of the workbook (itself without `then`), or the problem of the file.

    A failure of `then` is a problem of this file too: the other files go on.
    """
    return attempt(partial(read_workbook, then=then), path, name)


def read_workbook(path: PathOrRemote, name: str, then: Then | None) -> Any:
    """What `then` makes of the workbook, itself without `then`.

    Raises:
        Refused: why it is not read.
    """
    book = open_workbook(path, name=name)
    return book if then is None else then(book)


def attempt(read: Read, path: PathOrRemote, name: str) -> Any:
    """What `read` makes of a file, or the problem that it has."""
    try:
        return read(path, name)
    except Refused as refusal:
        return refusal.problem
    except MemoryError:
        return Fault(refusals.NO_MEMORY).refuse(name).problem
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # a panic of a Rust library is no Exception
        return failure(name, error)


def failure(name: str, error: BaseException) -> Problem:
    """The problem of a file on which the program itself failed."""
    said = f"{type(error).__name__}: {error}"[:200]
    return Fault(refusals.READER_FAILED, error=said).refuse(name).problem


def serve(incoming: BinaryIO) -> None:
    """Answer requests until they end; runs as the whole life of the process."""
    outgoing = _silence()
    _leave_interrupts()
    read: Read = pickle.load(incoming)
    gc.freeze()  # the order stays: to look through it again and again takes long
    gc.enable()
    _limit()
    _answer(outgoing, READY)
    while True:
        try:
            path, name, seconds = pickle.load(incoming)
        except EOFError:
            return
        _allow(seconds)
        result = attempt(read, path, name)
        try:
            _answer(outgoing, result)
        except MemoryError:
            _answer(outgoing, Fault(refusals.NO_MEMORY).refuse(name).problem)
        except (pickle.PicklingError, TypeError, AttributeError, RecursionError) as error:
            _answer(outgoing, failure(name, error))
        _allow(0)


def _answer(outgoing: BinaryIO, result: object) -> None:
    outgoing.write(pickle.dumps(result, pickle.HIGHEST_PROTOCOL))
    outgoing.flush()


def _silence() -> BinaryIO:
    """Keep the pipe for answers; what anybody prints from now on goes nowhere."""
    outgoing = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return outgoing


def _leave_interrupts() -> None:
    """Ctrl+C is for the parent, which ends this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _limit() -> None:
    """Bound the memory that files take, where the system can: what the order takes is beside it."""
    if sys.platform != "win32":
        import resource

        with contextlib.suppress(ValueError, OSError):
            _, most = resource.getrlimit(resource.RLIMIT_AS)
            wanted = _occupied() + limits.WORKER_MEMORY
            if most != resource.RLIM_INFINITY:
                wanted = min(wanted, most)
            resource.setrlimit(resource.RLIMIT_AS, (wanted, most))
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _occupied() -> int:
    """The address space of this process in bytes; 0 where the system does not say."""
    try:
        pages = Path("/proc/self/statm").read_text().split()[0]
    except OSError:
        return 0
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def _allow(seconds: int) -> None:
    """End this process after so much processor time, even if the parent is gone; 0 takes that back.

    The system does it, whatever the parser is in; on Windows a thread, which may have to wait.
    """
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_PROF, seconds)
    else:
        _CLOCK.allow(seconds)


def _used() -> float:
    return sum(os.times()[:2])


class _Clock:
    """Ends the process when its time is up, where the system cannot."""

    def __init__(self) -> None:
        self._end = float("inf")
        self._watching = False

    def allow(self, seconds: float) -> None:
        """Allow so much processor time from now on; 0 any."""
        self._end = _used() + seconds if seconds else float("inf")
        if not self._watching:
            self._watching = True
            threading.Thread(target=self._watch, daemon=True).start()

    def _watch(self) -> None:
        pause = threading.Event()
        while _used() < self._end:
            pause.wait(0.5)
        os.kill(os.getpid(), _TIME_IS_UP)


_CLOCK: Final = _Clock()
