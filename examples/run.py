"""Run the commands of an example, `cmd.txt`, in a copy of its folder.

python examples/run.py             compares with expected/
python examples/run.py --write     writes expected/ anew
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import runpy
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from plansheet.cli import main

HERE = Path(__file__).parent
FOLDERS = sorted(path.parent for path in HERE.glob("*/cmd.txt"))
_DIGEST = re.compile("[0-9a-f]{64}")
"""SHA-256 of a workbook: another version of the library that compresses it gives another."""


def run(folder: Path) -> dict[str, str]:
    """What each command prints, and its exit status, under the name of its file in expected/."""
    with tempfile.TemporaryDirectory() as work:
        for source in (*folder.iterdir(), HERE / "simulate_returns.py"):
            if source.is_file():
                shutil.copy(source, work)
        with contextlib.chdir(work), _narrow():
            lines = (folder / "cmd.txt").read_text(encoding="utf-8").splitlines()
            commands = [shlex.split(line) for line in lines if line.strip()]
            return {
                f"{number}-{command[1].removesuffix('.py')}.txt": _output(command)
                for number, command in enumerate(commands, start=1)
            }


@contextlib.contextmanager
def _narrow() -> Iterator[None]:
    """A terminal of 100 columns: tables are cut to its width."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = "100"
    try:
        yield
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before


def _output(command: list[str]) -> str:
    out = io.StringIO()
    status: object = 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        try:
            if command[0] == "plansheet":
                main(command[1:])
            else:
                runpy.run_path(command[1])["main"](*command[2:])
        except SystemExit as stop:
            status = stop.code or 0
    text = "\n".join(line.rstrip() for line in out.getvalue().splitlines())
    text = _DIGEST.sub("…", text)
    return f"{text}\n[{status}]\n"


def expected(folder: Path) -> dict[str, str]:
    """What is committed in expected/."""
    return {p.name: p.read_text(encoding="utf-8") for p in (folder / "expected").glob("*.txt")}


def write(folder: Path) -> None:
    """Write expected/ anew."""
    shutil.rmtree(folder / "expected", ignore_errors=True)
    (folder / "expected").mkdir()
    for name, text in run(folder).items():
        (folder / "expected" / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    for each in FOLDERS:
        if "--write" in sys.argv:
            write(each)
        print(each.name, "as expected" if run(each) == expected(each) else "DIFFERS")
