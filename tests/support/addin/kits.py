"""What a kit is built from, made by hand: an embeddable Python, wheels as packages publish them.

`tests/data/kit/wheels.tsv` has, one wheel a line, the name of its file and what it requires, as
recorded from the wheels of what requirements.txt locks for Python 3.12 on both Windows platforms.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from support.places import DATA

AMD64, ARM64, I386 = 0x8664, 0xAA64, 0x014C


def program(machine: int) -> bytes:
    """The head of a Windows program for a processor (PE/COFF)."""
    head = b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x40)
    return head + b"PE\0\0" + struct.pack("<H", machine)


def embeddable(
    path: Path,
    python: str = "python312",
    machine: int = AMD64,
    within: str = "",
    files: Mapping[str, bytes | None] = {},
) -> Path:
    """An embeddable Python as a zip; `files` are others than usual, None where one lacks."""
    usual = {
        "python.exe": program(machine),
        "pythonw.exe": program(machine),
        f"{python}.dll": b"dll",
        f"{python}.zip": b"library",
        f"{python}._pth": f"{python}.zip\n.\n#import site\n".encode(),
        "LICENSE.txt": b"PSF",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in {**usual, **files}.items():
            if data is not None:
                archive.writestr(within + name, data)
    return path


def wheel(
    folder: Path, name: str, requires: Iterable[str] = (), files: Mapping[str, bytes] = {}
) -> Path:
    """A wheel that is called `name`, with one module and `files`."""
    distribution, version = name.split("-")[:2]
    home = f"{distribution}-{version}.dist-info"
    said = "".join(f"Requires-Dist: {one}\n" for one in requires)
    usual = {
        f"{distribution}/__init__.py": name.encode(),
        f"{home}/METADATA": f"Name: {distribution}\nVersion: {version}\n{said}\n".encode(),
        f"{home}/RECORD": b"",
    }
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / name, "w") as archive:
        for path, data in {**usual, **files}.items():
            archive.writestr(path, data)
    return folder / name


def recorded() -> dict[str, list[str]]:
    """What each recorded wheel requires, by the name of its file."""
    text = (DATA / "kit" / "wheels.tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines()]
    return {name: requires for name, *requires in lines}


def wheels(folder: Path, files: Mapping[str, Mapping[str, bytes]] = {}) -> Path:
    """A folder of all recorded wheels; `files` by distribution are in them too."""
    for name, requires in recorded().items():
        wheel(folder, name, requires, files.get(name.split("-")[0], {}))
    return folder
