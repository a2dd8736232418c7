"""Every hostile file ends in the outcome that is written down for it, quickly and in 1 GB."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hostile.make_hostile import make

from plansheet.problems import Problem
from plansheet.sheets import Reader
from plansheet.sheets.limits import WORKER_MEMORY, WORKER_SECONDS

Folder = tuple[Path, dict[str, str]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Folder:
    path = tmp_path_factory.mktemp("hostile")
    return path, make(path)


def outcome(result: object) -> str:
    return result.code if isinstance(result, Problem) else "read"


def test_there_are_enough_of_them(folder: Folder) -> None:
    _, expected = folder
    assert len(expected) >= 200
    assert {"read", "unreadable", "encrypted", "too-large", "unsafe-content", "not-a-workbook"} == {
        *expected.values()
    }


def test_each_in_a_worker(folder: Folder) -> None:
    path, expected = folder
    found, slow = {}, []
    with Reader() as reader:
        before = time.monotonic()
        for file, result in reader.open_all([path / name for name in expected]):
            found[file.name] = outcome(result)
            if isinstance(result, Problem):
                assert result.file == file.name
                assert result.severity == "error"
                assert result.message and "{" not in result.message
            now = time.monotonic()
            slow += [(file.name, now - before)] if now - before > WORKER_SECONDS else []
            before = now
    assert found == expected
    assert slow == []


IN_PROCESS = """
import json, resource, sys, time
from pathlib import Path
from plansheet.problems import Problem
from plansheet.sheets import Reader
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]),) * 2)
found = {}
with Reader(isolated=False) as reader:
    for path in sorted(Path(sys.argv[1]).iterdir()):
        start = time.monotonic()
        (_, result), = reader.open_all([path])
        code = result.code if isinstance(result, Problem) else "read"
        found[path.name] = code, time.monotonic() - start
print(json.dumps(found))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="no limits on memory there")
def test_each_without_a_worker(folder: Folder) -> None:
    """What looks at the bytes before any parser is enough by itself: nothing aborts."""
    path, expected = folder
    run = subprocess.run(
        [sys.executable, "-c", IN_PROCESS, str(path), str(WORKER_MEMORY)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    found = json.loads(run.stdout)
    found.pop("expected.tsv")
    assert {name: code for name, (code, _) in found.items()} == expected
    assert [name for name, (_, seconds) in found.items() if seconds > WORKER_SECONDS] == []
