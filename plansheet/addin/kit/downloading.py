"""The wheels of a kit from the package index that pip uses, as requirements.txt locks them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

from plansheet.addin.kit.wheels import name_of, walk
from plansheet.addin.kit.windows_python import WindowsPython
from plansheet.forms.resources import resource
from plansheet.problems import InputError


def download(target: WindowsPython, folder: Path) -> None:
    """Let pip put the wheels for a target into `folder`: each by its locked version and hash.

    Raises:
        InputError: pip is not there or cannot: what it said last.
    """
    wanted = folder / "requirements.txt"
    wanted.write_text("".join(_lines(target)), encoding="utf-8")
    command = [
        *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"),
        *("--no-deps", "--require-hashes", "--only-binary=:all:", "--implementation", "cp"),
        *("--platform", target.platform, "--python-version", target.version),
        *("--requirement", str(wanted), "--dest", str(folder)),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line.strip()] or ["?"]
        errors = [line for line in said if line.startswith("ERROR:")]
        raise InputError("kit-no-download", said=(errors or said)[-1])


def _lines(target: WindowsPython) -> Iterator[str]:
    """The lines of requirements.txt for what is needed, those of one package at a time.

    pip looks at markers as of the machine on which it runs, so they are settled here.
    """
    needed = _needed(target)
    text = resource("requirements.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    for entry in "\n".join(lines).replace("\\\n", "\\\0").splitlines():
        first, *hashes = entry.split("\\\0")
        locked = Requirement(first.strip())
        applies = locked.marker is None or locked.marker.evaluate(target.environment())
        if applies and name_of(locked) in needed:
            yield " ".join([f"{locked.name}{locked.specifier}", *map(str.strip, hashes)]) + "\n"


def _needed(target: WindowsPython) -> set[str]:
    """The names of what plansheet needs there, as the packages installed here say it."""
    names = set()

    def requires(wanted: Requirement) -> list[Requirement]:
        names.add(name_of(wanted))
        try:
            return [Requirement(line) for line in metadata.requires(wanted.name) or ()]
        except metadata.PackageNotFoundError:  # what only Windows has
            return []

    walk(target, requires)
    return names
