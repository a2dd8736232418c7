"""The README says what works: its blocks are executed, its commands and links exist."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from plansheet.cli.commands import cli
from support.places import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Block:
    """A block of code, the language it is in, and the name in the comment before it."""

    name: str
    language: str
    code: str


def blocks() -> list[Block]:
    pattern = re.compile(r"(?:^<!-- (\w+) -->\n)?^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
    return [Block(name or "", language, code) for name, language, code in pattern.findall(README)]


def named(name: str) -> str:
    (block,) = [block for block in blocks() if block.name == name]
    return block.code.strip()


INSTALL = "python3 -m venv .venv && .venv/bin/pip install -q "


def test_two_commands_for_a_fresh_machine() -> None:
    """`.ci/run` executes both whole; here is what must hold for them wherever tests run."""
    assert sorted(block.name for block in blocks() if block.name) == ["demo", "test"]
    assert named("demo") == f"{INSTALL}. && .venv/bin/plansheet demo"
    assert named("test").startswith(f"{INSTALL}-e '.[test]' && ")
    assert ".venv/bin/pytest" in named("test")


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the README's blocks run one after the other."""
    return tmp_path_factory.mktemp("readme")


def environment(folder: Path) -> dict[str, str]:
    """The shell of a reader who has plansheet installed."""
    programs = folder.parent / "programs"
    programs.mkdir(exist_ok=True)
    program = programs / "plansheet"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m plansheet "$@"\n')
    program.chmod(0o755)
    search = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return search | {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}


FINDS_ERRORS = {"status", "validate", "remind", "merge"}
"""What exits with 1 on the returns of the demonstration, which have errors; rounds have none."""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="the blocks are for a POSIX shell")
def test_the_blocks_run_in_their_order(workshop: Path) -> None:
    surroundings = environment(workshop)
    ran = []
    for block in blocks():
        if block.name:
            continue
        assert block.language in ("sh", "python")
        if block.language == "python":
            command: list[str] = [sys.executable, "-W", "error", "-c", block.code]
            assert_status(workshop, surroundings, command, 0)
            continue
        for line in block.code.splitlines():
            words = [word for word in shlex.split(line, comments=True) if word != "--lang"]
            verb = next(word for word in words[1:] if word not in ("vi", "en"))
            assert words[0] == "plansheet"
            finds = verb in FINDS_ERRORS and "--round" not in words
            assert_status(workshop, surroundings, ["sh", "-c", line], int(finds))
            ran.append(verb)
    assert {"demo", "new", "check", "issue", "validate", "status", "remind", "merge"} <= set(ran)
    assert (workshop / "report.xlsx").stat().st_size > 20_000


def assert_status(
    folder: Path, surroundings: dict[str, str], command: list[str], status: int
) -> None:
    done = subprocess.run(
        command, cwd=folder, env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == status, f"{command}\n{done.stdout}\n{done.stderr}"


def test_every_command_is_documented() -> None:
    assert len(cli.commands) >= 9
    unsaid = [name for name in cli.commands if not re.search(rf"(`|plansheet )({name})\b", README)]
    assert unsaid == []


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []
