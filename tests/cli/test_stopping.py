"""Ctrl+C at any moment: it stops soon, leaves nothing half-written and nobody behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from plansheet.cli.sentences import STOPPED
from support.many_returns import AS_OF, PERIOD, many_returns
from support.places import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="no /proc that says who is there"),
]

START = """
import signal
import plansheet.__main__ as command

hear = signal.signal

def hear_and_say(*of):
    signal.signal = hear
    hear(*of)
    print("begun", flush=True)

signal.signal = hear_and_say
command.main()
"""
"""The command, which says when it hears: what comes before is Python's own."""
OF = ("--period", PERIOD)
MERGE = ("merge", "plan.xlsx", "returns", *OF, "--as-of", str(AS_OF), "--no-cache", "--workers=2")
REPORT = ("-o", "out/report.xlsx")
WAIT = 10
"""Seconds for what takes a tenth of one, if others want the processors as well."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A plan, what six agencies report on it, and a folder with the report of before."""
    folder = many_returns(6, tmp_path_factory.mktemp("desk") / "many", 1)
    (folder / "out").mkdir()
    (folder / "out" / "report.xlsx").write_bytes(b"of before")
    return folder


def contents(desk: Path) -> dict[Path, bytes | None]:
    return {path: path.read_bytes() if path.is_file() else None for path in desk.rglob("*")}


def at_once(pid: int, out: Path) -> bool:
    return True


def when_it_reads(pid: int, out: Path) -> bool:
    return any(file.read_text() for file in Path(f"/proc/{pid}/task").glob("*/children"))


def when_it_writes(pid: int, out: Path) -> bool:
    return any(path.name.startswith(".plansheet-") for path in out.iterdir())


def of_session(number: int) -> Iterator[int]:
    """The processes of a session that still run."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            state, _, _, session = (process / "stat").read_text().rpartition(")")[2].split()[:4]
        except OSError:  # it has just ended
            continue
        if int(session) == number and state != "Z":
            yield int(process.name)


def holds_soon(what: Callable[[], bool]) -> bool:
    ends = time.monotonic() + WAIT
    while not (held := what()) and time.monotonic() < ends:
        time.sleep(0.002)
    return held


@pytest.mark.parametrize(
    ("words", "moment"),
    [
        ((*MERGE, *REPORT), at_once),
        ((*MERGE, *REPORT), when_it_reads),
        ((*MERGE, *REPORT), when_it_writes),
        (("issue", "plan.xlsx", *OF, "-o", "out"), when_it_writes),
        (("validate", "returns", "--plan", "plan.xlsx", "--annotate", "out"), when_it_reads),
    ],
    ids=["merge-begins", "merge-reads", "merge-writes", "issue-writes", "validate-reads"],
)
def test_ctrl_c(desk: Path, words: tuple[str, ...], moment: Callable[[int, Path], bool]) -> None:
    before = contents(desk)
    process = subprocess.Popen(
        [sys.executable, "-c", START, *words],
        cwd=desk,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    assert holds_soon(lambda: moment(process.pid, desk / "out"))
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all that the command started
    out, err = process.communicate(timeout=WAIT)
    assert process.returncode == 2
    assert out == ""
    assert err.strip() in ({"", STOPPED.vi} if moment is at_once else {STOPPED.vi})
    assert holds_soon(lambda: not [*of_session(process.pid)])
    assert contents(desk) == before
