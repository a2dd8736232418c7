"""Reading many files where each may take down only itself."""

from __future__ import annotations

import logging
import os
import pickle
import queue
import subprocess
import sys
import threading
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, TypeVar, overload

from plansheet.problems import Problem, WorkerError
from plansheet.problems.catalogue import phrases, refusals
from plansheet.workbooks.reading import limits
from plansheet.workbooks.reading.model import Workbook
from plansheet.workbooks.reading.refusal import Fault
from plansheet.workbooks.reading.worker import (
    ENDED_ITSELF,
    READY,
    Read,
    Then,
    read_one,
    read_workbook,
)
from plansheet.workbooks.remote import L, PathOrRemote

T = TypeVar("T")

File = tuple[PathOrRemote, str]
"""A file, and what problems call it."""

_log: Final = logging.getLogger(__name__)

_MOST_FILES: Final = 50
"""Of a batch, which costs the start of one process."""
_FEWEST_BATCHES: Final = 4
"""Where there are fewer files: so many processors have something to do."""
_AHEAD: Final = 64
"""Batches that an executor has at a time, each with its own copy of the order."""

_BOOT = (
    "import gc, pickle, sys; gc.disable(); "
    "incoming = sys.stdin.buffer; sys.path[:] = pickle.load(incoming); "
    "from plansheet.workbooks.reading.worker import serve; serve(incoming)"
)
_BROKEN = (EOFError, OSError, pickle.UnpicklingError)


_WAIT = 5
"""So many times its processor time a file may take on a machine that does other things as well."""


class _Worker:
    """One process of worker.py and the pipes to it."""

    def __init__(self) -> None:
        environment = os.environ | {"RUST_BACKTRACE": "0", "OPENBLAS_NUM_THREADS": "1"}
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-c", _BOOT],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            raise WorkerError("no-worker", why=error) from error
        self.usable = True

    def begin(self, order: bytes) -> None:
        """Give it the pickled function that it is to apply to files.

        Raises:
            WorkerError: it does not get as far as taking files.
        """
        try:
            self._send(pickle.dumps([path or str(Path.cwd()) for path in sys.path]))
            self._send(order)
            ready = self._receive()
        except _BROKEN as error:
            self.usable = False
            raise WorkerError("no-worker", why=phrases.WORKER_DIED) from error
        assert ready == READY

    def _send(self, message: bytes) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(message)
        self._process.stdin.flush()

    def _receive(self) -> Any:
        assert self._process.stdout is not None
        return pickle.load(self._process.stdout)

    def read(self, path: PathOrRemote, name: str, seconds: int | None = None) -> Any:
        """The worker's answer, or the problem that it died or took too long."""
        waited = threading.Event()

        def give_up() -> None:
            waited.set()
            self._process.kill()

        waiting = _WAIT * seconds if seconds else limits.WAITING_SECONDS
        seconds = seconds or limits.WORKER_SECONDS
        timer = threading.Timer(waiting, give_up)
        timer.start()
        try:
            self._send(pickle.dumps((path.absolute(), name, seconds)))
            return self._receive()
        except _BROKEN:
            self.usable = False
            if waited.is_set():
                seconds = waiting
            is_slow = waited.is_set() or self._process.wait() in ENDED_ITSELF
            reason = refusals.READER_SLOW if is_slow else refusals.READER_DIED
            return Fault(reason, seconds=seconds).refuse(name).problem
        finally:
            timer.cancel()
            self.usable = self.usable and not waited.is_set()

    def stop(self) -> None:
        """End the process whatever it does."""
        self.usable = False
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:  # what was still to be sent has no reader any more
                    continue


class _Crew:
    """As many workers as may run at once, each started when it is first needed."""

    def __init__(self, count: int, order: bytes) -> None:
        self._order = order
        self._pool = ThreadPoolExecutor(count)
        self._places: queue.SimpleQueue[_Worker | None] = queue.SimpleQueue()
        self._workers: set[_Worker] = set()
        self._stopped = False
        for _ in range(count):
            self._places.put(None)

    def submit(self, path: PathOrRemote, name: str) -> Future[Any]:
        """Have a file read as soon as a worker is free."""
        return self._pool.submit(self._read, path, name)

    def _read(self, path: PathOrRemote, name: str) -> Any:
        worker = self._places.get()
        try:
            if worker is None or not worker.usable:
                worker = self._start(worker)
            return worker.read(path, name)
        finally:
            self._places.put(worker)

    def _start(self, dead: _Worker | None) -> _Worker:
        if dead is not None:
            dead.stop()
            self._workers.discard(dead)
        worker = _Worker()
        self._workers.add(worker)  # so that `stop` ends it while it begins
        if self._stopped:
            worker.stop()
            raise CancelledError
        worker.begin(self._order)
        return worker

    def stop(self) -> None:
        """End the workers whatever they do; what was not read yet is not read."""
        self._stopped = True
        for worker in list(self._workers):
            worker.stop()
        self._pool.shutdown(wait=True, cancel_futures=True)


def read_apart(read: Read, path: PathOrRemote, name: str, seconds: int) -> Any:
    """What `read` makes of one file in a process of its own, which may die.

    Args:
        read: a function of a module, or a `functools.partial` of one.
        path: the file.
        name: what problems call it.
        seconds: processor time that it may take; its memory is bounded as for workbooks.

    Returns:
        What `read` gives, or the problem that the file has.

    Raises:
        WorkerError: the system starts no processes.
    """
    worker = _Worker()
    try:
        worker.begin(_pickled(read))
        return worker.read(path, name, seconds)
    finally:
        worker.stop()


def _pickled(read: Read) -> bytes:
    return pickle.dumps(read, pickle.HIGHEST_PROTOCOL)


def read_batch(order: bytes, files: Sequence[File]) -> list[Any]:
    """What one task of an executor does: read files in a process of ours, with all its limits.

    Args:
        order: the pickled function that is applied to each file, compressed.
        files: absolute paths, and what problems call them.

    Returns:
        What the function gives for each, or the problem that the file has.

    Raises:
        WorkerError: the system starts no processes.
    """
    crew = _Crew(1, zlib.decompress(order))
    try:
        found = [crew.submit(*file) for file in files]
        return [one.result() for one in found]
    finally:
        crew.stop()


def read_far(order: bytes, files: Sequence[File]) -> list[Any]:
    """`read_batch` on a machine that may lack the files.

    Raises:
        FileNotFoundError: it does; nothing is read.
        WorkerError: the system starts no processes.
    """
    if missing := [str(path) for path, _ in files if not path.exists()]:
        raise FileNotFoundError(", ".join(missing))
    return read_batch(order, files)


class Reader:
    """Opens many workbooks, each in a process whose death costs only that one file.

    Args:
        workers: how many processes read at the same time; 0 reads in this process, where the
            limits on the files hold all the same.
        executor: where the processes are started in place of here, many files a task. What it
            loses is read here, with a warning in the log.

    Use it in a `with` statement: leaving it ends the processes.
    """

    def __init__(self, workers: int = 1, executor: Executor | None = None) -> None:
        self._count = workers
        self._executor = executor
        self._crews: list[_Crew] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for crew in self._crews:
            crew.stop()
        self._crews.clear()

    @overload
    def open_all(
        self, paths: Iterable[L], *, name: Callable[[L], str] = ...
    ) -> Iterator[tuple[L, Workbook | Problem]]: ...

    @overload
    def open_all(
        self,
        paths: Iterable[L],
        then: Callable[[Workbook], T],
        *,
        name: Callable[[L], str] = ...,
    ) -> Iterator[tuple[L, T | Problem]]: ...

    def open_all(
        self,
        paths: Iterable[L],
        then: Then | None = None,
        *,
        name: Callable[[L], str] = lambda path: path.name,
    ) -> Iterator[tuple[L, Any]]:
        """Read files; pairs of path and result come in the order of `paths`.

        Args:
            paths: the files.
            then: applied to each workbook where it was read, so that only the result travels;
                must pickle (a function of a module, or a `functools.partial` of one).
            name: what a file is called in its workbook and problems.

        Yields:
            path, and the workbook (or what `then` made of it), or the problem that says why
            there is none.

        Raises:
            WorkerError: the system starts no processes.
        """
        if self._executor is None and not self._count:
            for path in paths:
                yield path, read_one(path, name(path), then)
            return
        order = _pickled(partial(read_workbook, then=then))
        if self._executor is not None:
            given = list(paths)
            files = [(path.absolute(), name(path)) for path in given]
            yield from zip(given, _batches(self._executor, order, files), strict=True)
            return
        crew = _Crew(self._count, order)
        self._crews.append(crew)
        waiting: deque[tuple[L, Future[Any]]] = deque()
        try:
            for path in paths:
                waiting.append((path, crew.submit(path, name(path))))
                if len(waiting) > 2 * self._count:
                    first, result = waiting.popleft()
                    yield first, result.result()
            while waiting:
                first, result = waiting.popleft()
                yield first, result.result()
        finally:
            crew.stop()


def _batches(executor: Executor, order: bytes, files: Sequence[File]) -> Iterator[Any]:
    """The answers to all files, in their order."""
    packed = zlib.compress(order, 1)
    size = min(_MOST_FILES, -(-len(files) // _FEWEST_BATCHES))
    waiting: deque[tuple[Sequence[File], Future[list[Any]]]] = deque()
    try:
        for start in range(0, len(files), size or 1):
            batch = files[start : start + size]
            waiting.append((batch, _submitted(executor, packed, batch)))
            if len(waiting) > _AHEAD:
                yield from _answers(packed, *waiting.popleft())
        while waiting:
            yield from _answers(packed, *waiting.popleft())
    finally:
        for _, future in waiting:
            future.cancel()


def _submitted(executor: Executor, order: bytes, files: Sequence[File]) -> Future[list[Any]]:
    try:
        return executor.submit(read_far, order, files)
    except Exception as error:  # each kind of executor has its own for a worker that is gone
        lost: Future[list[Any]] = Future()
        lost.set_exception(error)
        return lost


def _answers(order: bytes, files: Sequence[File], future: Future[list[Any]]) -> list[Any]:
    try:
        return future.result()
    except Exception as error:
        why = f"{type(error).__name__}: {error}"[:200]
        said = phrases.READ_HERE.fill(files=", ".join(name for _, name in files), why=why)
        _log.warning("%s / %s", said.vi, said.en)
        return read_batch(order, files)
