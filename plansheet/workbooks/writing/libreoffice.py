"""LibreOffice, where it is installed, for what only an office program can write."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Final

from plansheet.problems import OutputError
from plansheet.workbooks.writing.files import ISSUED_AT, replacing

_SECONDS: Final = 300
"""A report of 200 agencies takes some twenty."""
_PLACES: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
"""Where it is on a Mac and under Windows, which do not look for programs there."""


def write_as_pdf(workbook: Path, path: Path, seconds: float = _SECONDS) -> None:
    """Print a workbook of our own into a .pdf file.

    LibreOffice starts with a profile of its own, so that one that is open does not matter.

    Raises:
        OutputError: there is no LibreOffice, it takes too long or gives nothing, or the file
            cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="plansheet-") as folder, replacing(path) as temporary:
        _convert(_program(), workbook, Path(folder), seconds)
        printed = Path(folder) / f"{workbook.stem}.pdf"
        if not printed.is_file():
            raise OutputError("libreoffice-failed", path=path)
        temporary.write_bytes(_timeless(printed.read_bytes()))


_MADE_ON: Final = re.compile(rb"(?<=/CreationDate\(D:)[0-9]{14}")
_MADE_ONCE: Final = re.compile(rb"/ID \[[^\]]*\]|/DocChecksum /[0-9A-F]+")


def _timeless(printed: bytes) -> bytes:
    """The same .pdf whenever it is printed; nothing moves, so that its table of places holds."""
    dated = _MADE_ON.sub(f"{ISSUED_AT:%Y%m%d%H%M%S}".encode(), printed)
    return _MADE_ONCE.sub(lambda found: re.sub(rb"\b[0-9A-F]{32}\b", b"0" * 32, found[0]), dated)


def _program() -> str:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    found = found or next((place for place in _PLACES if os.path.isfile(place)), None)  # noqa: PTH113
    if found is None:
        raise OutputError("no-libreoffice")
    return found


def _convert(program: str, workbook: Path, folder: Path, seconds: float) -> None:
    words = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    words += ["--norestore", "--convert-to", "pdf", "--outdir", str(folder), str(workbook)]
    process = subprocess.Popen(
        words,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise OutputError("libreoffice-slow", seconds=round(seconds)) from error
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End it, with what it has started: its own group on a system that has such."""
    if process.poll() is None:
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
