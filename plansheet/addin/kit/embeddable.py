"""Windows' embeddable Python: the zip that python.org offers for every release."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from plansheet.addin.kit.windows_python import PROCESSORS, WindowsPython
from plansheet.problems import InputError

_PATHS: Final = re.compile(r"python3(\d+)\._pth")
_OLDEST: Final = (3, 11)


@dataclass(frozen=True, slots=True)
class Embeddable:
    """The files of such a Python by name, and what it is for."""

    target: WindowsPython
    files: Mapping[str, bytes]


def read_embeddable(path: Path) -> Embeddable:
    """The Python in a zip: its files stand there as they are, or in one folder.

    Raises:
        InputError: no such file, no zip, another Python than the embeddable one, for a processor
            or of a release that plansheet cannot use.
    """
    files = _files(path)
    names = [found for name in files if (found := _PATHS.fullmatch(name))]
    if len(names) != 1:
        raise InputError("kit-not-embeddable", path=path)
    python = (3, int(names[0][1]))
    short = f"python3{python[1]}"
    if not {"python.exe", f"{short}.dll", f"{short}.zip"} <= files.keys():
        raise InputError("kit-not-embeddable", path=path)
    machine = _machine(files["python.exe"])
    if machine not in PROCESSORS:
        raise InputError("kit-other-processor", path=path, found=f"{machine:#06x}")
    if python < _OLDEST:
        raise InputError("kit-old-python", path=path, found=f"3.{python[1]}")
    return Embeddable(WindowsPython(python, PROCESSORS[machine]), files)


def _files(path: Path) -> dict[str, bytes]:
    """The files beside that which names the paths; none lie deeper in an embeddable Python."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = [PurePosixPath(name) for name in archive.namelist() if not name.endswith("/")]
            homes = {name.parent for name in names if _PATHS.fullmatch(name.name)}
            return {n.name: archive.read(str(n)) for n in names if {n.parent} == homes}
    except FileNotFoundError as error:
        raise InputError("no-file", path=path) from error
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError) as error:
        raise InputError("kit-not-a-zip", path=path) from error


def _machine(program: bytes) -> int:
    """The processor that a program is for, as its PE header says; 0 where it has none."""
    at = int.from_bytes(program[0x3C:0x40], "little")
    if program[:2] != b"MZ" or program[at : at + 4] != b"PE\0\0":
        return 0
    return int.from_bytes(program[at + 4 : at + 6], "little")
