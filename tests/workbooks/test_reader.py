"""One file's death costs that file and nothing else."""

from __future__ import annotations

import contextlib
import functools
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import pytest

from plansheet.problems import Problem, WorkerError
from plansheet.workbooks.reading import Reader, Workbook, limits
from plansheet.workbooks.reading.reader import read_apart
from plansheet.workbooks.reading.worker import read_workbook
from support.hostile.builders import sheet_xml, xlsx
from support.places import ROOT


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Six workbooks; A1 of each holds its number, the fourth is damaged."""
    paths = []
    for number in range(6):
        part = sheet_xml(f'<row r="1"><c r="A1"><v>{number}</v></c></row>')
        (path := tmp_path / f"{number}.xlsx").write_bytes(xlsx(part))
        paths.append(path)
    paths[3].write_bytes(b"PK\x03\x04 damaged")
    return paths


def number_of(book: Workbook) -> float:
    value = book.sheets[0].rows[0][0]
    assert isinstance(value, float)
    return value


def times(factor: int, book: Workbook) -> float:
    return number_of(book) * factor


def on_number_2(misbehave: Callable[[], object], book: Workbook) -> float:
    """What the tests below run in the worker: fine for every file but one."""
    if number_of(book) == 2:
        misbehave()
    return number_of(book)


def die() -> None:
    os._exit(3)


def abort() -> None:
    os.abort()


def hang() -> None:
    while True:
        time.sleep(1)


def spin() -> None:
    while True:
        pass


def doze() -> None:
    time.sleep(3)


def fail() -> None:
    raise ZeroDivisionError("a bug")


class PanicException(BaseException):
    """As what Rust libraries raise where they give up."""


def panic() -> None:
    raise PanicException("index out of bounds")


def devour() -> list[bytes]:
    return [bytes(64 * limits.MB) for _ in range(40)]


class Unpicklable:
    def __reduce__(self) -> str:
        raise TypeError("never")


def chatter(book: Workbook) -> float:
    os.write(1, b"to the terminal")
    os.write(2, b"to the terminal")
    print("to the terminal", flush=True)  # noqa: T201
    return number_of(book)


def results(found: object) -> list[object]:
    return [r.code if isinstance(r, Problem) else r for _, r in found]  # type: ignore[attr-defined]


ONE_OR_MORE = [1, pytest.param(3, marks=pytest.mark.slow), 0]
EXPECTED = [0.0, 1.0, 2.0, "unreadable", 4.0, 5.0]


@pytest.mark.parametrize("workers", ONE_OR_MORE)
def test_results_come_in_the_order_given(files: list[Path], workers: int) -> None:
    with Reader(workers) as reader:
        books = list(reader.open_all(files, name=lambda path: f"gửi/{path.name}"))
        assert [path for path, _ in books] == files
        whole = [number_of(b) if isinstance(b, Workbook) else b.code for _, b in books]
        assert whole == EXPECTED
        assert [b.file for _, b in books] == [f"gửi/{n}.xlsx" for n in range(6)]
        small = list(reader.open_all(files[::-1], functools.partial(times, 10)))
        assert [path for path, _ in small] == files[::-1]
        assert results(small) == [50.0, 40.0, "unreadable", 20.0, 10.0, 0.0]
        assert list(reader.open_all([])) == []


@pytest.mark.parametrize(
    "misbehave",
    [die, fail, *(pytest.param(f, marks=pytest.mark.slow) for f in (abort, panic, devour))],
    ids=lambda f: f.__name__,
)
def test_only_that_file_is_lost(files: list[Path], misbehave: Callable[[], object]) -> None:
    if misbehave is devour and sys.platform != "linux":
        pytest.skip("no limits on memory there")
    with Reader() as reader:
        found = list(reader.open_all(files, functools.partial(on_number_2, misbehave)))
    lost = "too-large" if misbehave is devour else "unreadable"
    assert results(found) == [0.0, 1.0, lost, "unreadable", 4.0, 5.0]
    problem = found[2][1]
    assert isinstance(problem, Problem)
    assert problem.file == "2.xlsx"


@pytest.mark.parametrize(
    ("misbehave", "limit"), [(hang, "WAITING_SECONDS"), (spin, "WORKER_SECONDS")]
)
def test_a_file_that_takes_too_long_is_given_up(
    files: list[Path],
    monkeypatch: pytest.MonkeyPatch,
    misbehave: Callable[[], object],
    limit: str,
) -> None:
    monkeypatch.setattr(limits, limit, 2)
    with Reader() as reader:
        found = list(reader.open_all(files, functools.partial(on_number_2, misbehave)))
    assert results(found) == [0.0, 1.0, "unreadable", "unreadable", 4.0, 5.0]
    problem = found[2][1]
    assert isinstance(problem, Problem)
    assert "quá 2 giây" in problem.message


def test_time_in_which_others_are_served_does_not_count(
    files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a machine that is busy with other things a good file takes long."""
    monkeypatch.setattr(limits, "WORKER_SECONDS", 2)
    with Reader() as reader:
        found = list(reader.open_all(files, functools.partial(on_number_2, doze)))
    assert results(found) == EXPECTED


@pytest.mark.parametrize(("misbehave", "named"), [(fail, "ZeroDivision"), (panic, "Panic")])
def test_a_failure_of_the_program_is_named_without_a_worker_too(
    files: list[Path], misbehave: Callable[[], object], named: str
) -> None:
    with Reader(workers=0) as reader:
        found = list(reader.open_all(files, functools.partial(on_number_2, misbehave)))
    assert results(found) == [0.0, 1.0, "unreadable", "unreadable", 4.0, 5.0]
    problem = found[2][1]
    assert isinstance(problem, Problem)
    assert named in problem.message


def test_ctrl_c_is_no_problem_of_a_file(files: list[Path]) -> None:
    def interrupt(_: Workbook) -> None:
        raise KeyboardInterrupt

    with Reader(workers=0) as reader, pytest.raises(KeyboardInterrupt):
        list(reader.open_all(files, interrupt))


def unpicklable(book: Workbook) -> object:
    return Unpicklable() if number_of(book) == 2 else number_of(book)


def test_a_result_that_does_not_travel_is_that_files_problem(files: list[Path]) -> None:
    with Reader() as reader:
        found = list(reader.open_all(files, unpicklable))
    assert results(found) == [0.0, 1.0, "unreadable", "unreadable", 4.0, 5.0]


def test_what_a_worker_prints_goes_nowhere(
    files: list[Path], capfd: pytest.CaptureFixture[str]
) -> None:
    with Reader() as reader:
        assert results(reader.open_all(files, chatter)) == EXPECTED
    assert capfd.readouterr() == ("", "")


def test_leaving_early_ends_the_workers(files: list[Path]) -> None:
    with Reader(workers=2) as reader:
        found = reader.open_all(files * 20)
        next(found)
        workers = reader._crews[0]._workers
        assert workers
    assert all(worker._process.poll() is not None for worker in workers)


def test_without_processes_nothing_is_read(
    files: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError("no processes")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with (
        Reader(workers=2) as reader,
        pytest.raises(WorkerError, match=r"no processes.*workers = 0"),
    ):
        list(reader.open_all(files))
    with pytest.raises(WorkerError, match="no processes"):
        read_apart(functools.partial(read_workbook, then=None), files[0], "0.xlsx", 10)


class Unloadable:
    """As a plan for which there is no memory."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (3,)


def test_a_worker_that_dies_as_it_begins_reads_nothing(files: list[Path]) -> None:
    with Reader(workers=2) as reader:
        for _ in range(2):
            with pytest.raises(WorkerError, match="executor"):
                list(reader.open_all(files, functools.partial(with_order, Unloadable())))


def with_order(order: object, book: Workbook) -> int:
    """The address space that the worker may take."""
    import resource

    return resource.getrlimit(resource.RLIMIT_AS)[0]


@pytest.mark.skipif(sys.platform != "linux", reason="no limits on memory there")
def test_the_order_takes_nothing_of_what_a_file_may_take(files: list[Path]) -> None:
    order = bytes(50 * limits.MB)
    with Reader() as reader:
        ((_, most),) = reader.open_all(files[:1], functools.partial(with_order, order))
    assert isinstance(most, int)
    assert most > limits.WORKER_MEMORY + len(order)
    assert most < 2 * limits.WORKER_MEMORY


@pytest.fixture
def many(files: list[Path]) -> list[Path]:
    """More than one batch of them."""
    return [files[number % 6] for number in range(20)]


def kill_once(mark: Path, book: Workbook) -> float:
    """Kills the process that runs the task, once: its worker is its child."""
    if number_of(book) == 2:
        with contextlib.suppress(FileExistsError):
            mark.touch(exist_ok=False)
            os.kill(os.getppid(), signal.SIGKILL)
    return number_of(book)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_a_pool_that_loses_a_process_changes_nothing_and_it_is_said(
    many: list[Path], caplog: pytest.LogCaptureFixture
) -> None:
    read = functools.partial(kill_once, many[0].with_name("killed"))
    spawning = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, spawning) as pool, Reader(executor=pool) as reader:
        found = list(reader.open_all(many, read))
    assert [path for path, _ in found] == many
    assert results(found) == [EXPECTED[number % 6] for number in range(20)]
    assert "BrokenProcessPool" in caplog.text


def test_tasks_of_an_executor_have_our_limits(many: list[Path]) -> None:
    with ThreadPoolExecutor(2) as pool, Reader(executor=pool) as reader:
        found = list(reader.open_all(many, functools.partial(on_number_2, die)))
        assert list(reader.open_all([])) == []
    expected = [*EXPECTED[:2], "unreadable", *EXPECTED[3:]]
    assert results(found) == [expected[number % 6] for number in range(20)]


def test_an_executor_that_takes_nothing_is_done_without(
    files: list[Path], caplog: pytest.LogCaptureFixture
) -> None:
    with ThreadPoolExecutor(1) as pool:
        pass
    with Reader(executor=pool) as reader:
        assert results(reader.open_all(files, functools.partial(times, 1))) == EXPECTED
    assert "what it lost is read here" in caplog.text


def test_what_an_executor_does_not_have_is_read_here(
    files: list[Path], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A machine without the folder must not make refused returns of its files."""
    files.append(tmp_path / "nowhere.xlsx")
    with ThreadPoolExecutor(1) as pool, Reader(executor=pool) as reader:
        assert results(reader.open_all(files, functools.partial(times, 1))) == [
            *EXPECTED,
            "unreadable",
        ]
    assert "FileNotFoundError: " + str(files[-1]) in caplog.text


SCRIPT = """
import sys
from pathlib import Path
from plansheet.workbooks.reading import Reader, Workbook
sys.stdout.write("started ")
with Reader(workers=2) as reader:
    for path, result in reader.open_all(sorted(Path(sys.argv[1]).glob("*.xlsx"))):
        sys.stdout.write(result.sheets[0].name if isinstance(result, Workbook) else result.code)
        sys.stdout.write(" ")
"""


def test_a_script_without_a_main_guard_runs_once(files: list[Path]) -> None:
    """Workers do not import the user's script again, as multiprocessing would."""
    script = files[0].parent / "script.py"
    script.write_text(SCRIPT)
    run = subprocess.run(
        [sys.executable, str(script), str(files[0].parent)],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
        encoding="utf-8",
    )
    assert run.stdout == "started " + "Trang 1 " * 3 + "unreadable " + "Trang 1 " * 2
    assert run.stderr == ""
