"""The blocks of code in a document, and running them as a reader does."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from support.places import ROOT

FENCE = re.compile(
    r"(?:^<!-- (\w+) -->\n)?^```(\w+)(?: title=\"([\w.]+)\")?\n(.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")
FINDS_ERRORS = {"status", "validate", "remind", "merge"}
"""What exits with 1 on the returns of the demonstration, which have errors; rounds have none."""


@dataclass(frozen=True)
class Block:
    """A block of code: its language, the name in the comment before it, the file that it is."""

    name: str
    language: str
    file: str
    code: str


def blocks(path: Path) -> list[Block]:
    return [Block(*found) for found in FENCE.findall(path.read_text(encoding="utf-8"))]


def broken_links(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    return [link for link in LINK.findall(text) if not (path.parent / link).exists()]


def run_blocks(found: list[Block], folder: Path) -> list[str]:
    """Run what stands in a document, in its order; gives the commands of plansheet that it has.

    Blocks of Python that follow each other are one script; one with a title is written as a file.
    """
    ran: list[str] = []
    surroundings = _environment(folder)
    for language, together in groupby(found, key=lambda block: (block.language, block.file)):
        code = "".join(block.code for block in together)
        if language[1]:
            (folder / language[1]).write_text(code, encoding="utf-8")
        elif language[0] == "python":
            _assert_status(folder, surroundings, [sys.executable, "-W", "error", "-c", code], 0)
        else:
            assert language[0] == "sh"
            for line, words in _lines(code):
                verb = next(word for word in words[1:] if word not in ("--lang", "vi", "en"))
                finds = verb in FINDS_ERRORS and "--round" not in words
                _assert_status(folder, surroundings, ["sh", "-c", line], int(finds))
                ran.append(verb)
    return ran


def _lines(code: str) -> Iterator[tuple[str, list[str]]]:
    for line in code.splitlines():
        words = shlex.split(line, comments=True)
        assert words[0] == "plansheet"
        yield line, words


def _environment(folder: Path) -> dict[str, str]:
    """The shell of a reader who has plansheet installed."""
    programs = folder.parent / "programs"
    programs.mkdir(exist_ok=True)
    program = programs / "plansheet"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m plansheet "$@"\n')
    program.chmod(0o755)
    search = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return search | {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}


def _assert_status(
    folder: Path, surroundings: dict[str, str], command: list[str], status: int
) -> None:
    done = subprocess.run(
        command, cwd=folder, env=surroundings, capture_output=True, text=True, check=False
    )
    assert done.returncode == status, f"{command}\n{done.stdout}\n{done.stderr}"
