"""A Python that has nothing but what a kit has goes through every command and every module.

It is the Python of the tests, started without its packages; those of a kit come from what is
installed here, file by file as `left_out` keeps them. What only Windows has is not among them.
"""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import metadata
from pathlib import Path, PurePosixPath

import pytest
from packaging.utils import canonicalize_name

from plansheet.addin.kit.left_out import DISTRIBUTIONS, is_left_out
from plansheet.addin.kit.own_files import own_files
from plansheet.addin.kit.wheels import choose, wheels_in
from plansheet.addin.kit.windows_python import WindowsPython
from support.addin.kits import wheels
from support.every_command import TRIED, lay_out

pytestmark = pytest.mark.slow

COMMANDS = """
import json, sys
sys.path.append(sys.argv[1])
from plansheet.cli import main
if __name__ == "__main__":
    for words in json.loads(sys.argv[2]):
        try:
            main(words)
        except SystemExit as stop:
            print(stop.code, *words, file=sys.stderr)
"""
MODULES = """
import importlib, pkgutil, sys
sys.path.append(sys.argv[1])
import plansheet
for found in pkgutil.walk_packages(plansheet.__path__, "plansheet."):
    if not found.name.endswith("__main__"):
        try:
            importlib.import_module(found.name)
        except ModuleNotFoundError as error:
            print(found.name, error.name)
"""
ELSEWHERE = {"addin build", "kit build", "demo"}
"""Commands for who makes plansheet; the demonstration goes the way of the other commands."""

ONLY_WINDOWS = {"pywin32"}


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site-packages of a kit, with what is installed here in place of Windows' wheels."""
    home = tmp_path_factory.mktemp("kit")
    store = wheels(home / "wheels")
    target = WindowsPython((3, 12), "win_amd64")
    tree = home / "site-packages"
    for name in {wheel.name for wheel in choose(wheels_in(store), target, store)} - ONLY_WINDOWS:
        distribution = metadata.distribution(name)
        assert canonicalize_name(distribution.name) == name
        for path in distribution.files or ():
            if ".." not in path.parts and not is_left_out(PurePosixPath(path)):
                (tree / path).parent.mkdir(parents=True, exist_ok=True)
                (tree / path).symlink_to(str(path.locate()))
    for own, data in own_files().items():
        (tree / own).parent.mkdir(parents=True, exist_ok=True)
        (tree / own).write_bytes(data)
    return tree


def run(code: str, packages: Path, within: Path, *words: str) -> subprocess.CompletedProcess[str]:
    program = within / "program.py"
    program.write_text(code, encoding="utf-8")
    return subprocess.run(
        [sys.executable, "-I", "-S", str(program), str(packages), *words],
        cwd=within,
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_command_works(packages: Path, tmp_path: Path) -> None:
    lay_out(tmp_path)
    lines = [[*c.split(), *words] for c in TRIED if c not in ELSEWHERE for words in TRIED[c]]
    done = run(COMMANDS, packages, tmp_path, json.dumps(lines))
    ended = [line.split(" ", 1) for line in done.stderr.splitlines()]
    assert [words for _, words in ended] == [" ".join(words) for words in lines]
    assert {status for status, _ in ended} <= {"0", "1"}
    assert "Traceback" not in done.stdout


def test_every_module_finds_what_it_imports(packages: Path, tmp_path: Path) -> None:
    done = run(MODULES, packages, tmp_path)
    assert (done.stderr, done.returncode) == ("", 0)
    # what is asked for by name beside plansheet: plansheet[kit], plansheet[pdf]
    missing = {tuple(line.split()) for line in done.stdout.splitlines()}
    assert missing == {
        ("plansheet.addin.kit.downloading", "packaging"),
        ("plansheet.addin.kit.wheels", "packaging"),
        ("plansheet.documents.formats.pdf.pages", "pdfplumber"),
        ("plansheet.documents.formats.read_pdf", "pdfplumber"),
    }
    assert not any((packages / name).exists() for name in (*DISTRIBUTIONS, "numpy", "packaging"))
