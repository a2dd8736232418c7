"""Writes requirements.txt: what plansheet and its build need, each file by its hash.

    pip install uv
    python .ci/lock.py                what is locked stays, as far as pyproject.toml allows it
    python .ci/lock.py --upgrade      the newest releases

One list serves Linux, Windows and macOS and every Python from 3.11 on; that each of them finds a
wheel of everything is tried at the end, without installing anything.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from itertools import product
from pathlib import Path

ROOT = Path(__file__).parents[1]
LOCK = "requirements.txt"
PLATFORMS = ("x86_64-manylinux_2_28", "x86_64-pc-windows-msvc", "aarch64-apple-darwin")
PYTHONS = ("3.11", "3.12", "3.13")


def uv(*words: str, given: str = "") -> None:
    """Run uv, quietly, with its own settings alone."""
    command = [sys.executable, "-m", "uv", "--no-config", "--quiet", *words]
    subprocess.run(command, cwd=ROOT, input=given, text=True, check=True)


def lock(options: list[str]) -> None:
    """Write the list anew."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    what = ("pip", "compile", "pyproject.toml", "-", "--output-file", LOCK)
    how = ("--universal", "--python-version", PYTHONS[0], "--generate-hashes", "--no-annotate")
    said = ("--custom-compile-command", "python .ci/lock.py", "--no-emit-index-url")
    uv(*what, *how, *said, *options, given="\n".join(project["build-system"]["requires"]))


def try_everywhere() -> None:
    """Fail where a system has no wheel of something in the list."""
    for platform, python in product(PLATFORMS, PYTHONS):
        with tempfile.TemporaryDirectory() as empty:
            where = ("--target", empty, "--python-platform", platform, "--python-version", python)
            how = ("--dry-run", "--only-binary", ":all:", "--require-hashes", "-r", LOCK)
            uv("pip", "install", *where, *how)


if __name__ == "__main__":
    lock(sys.argv[1:])
    try_everywhere()
