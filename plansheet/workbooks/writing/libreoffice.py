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
from plansheet.workbooks.remote import PathOrRemote
from plansheet.workbooks.writing.files import ISSUED_AT, replacing

_SECONDS: Final = 300
"""A report of 200 agencies takes some twenty."""
_PLACES: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
"""Where it is on a Mac and under Windows, which do not look for programs there."""


def write_as_pdf(workbook: Path, path: PathOrRemote, seconds: float = _SECONDS) -> None:
    """Print a workbook of our own into a .pdf file.

    LibreOffice starts with a profile of its own, so that one that is open does not matter.

    Raises:
        OutputError: there is no LibreOffice, it takes too long or gives nothing, or the file
            cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="plansheet-") as folder, replacing(path) as temporary:
        printed = convert(workbook, "pdf", Path(folder), seconds)
        if printed is None:
            raise OutputError("libreoffice-failed", path=path)
        temporary.write_bytes(_timeless(printed.read_bytes()))


def convert(source: Path, suffix: str, folder: Path, seconds: float) -> Path | None:
    """Have LibreOffice write a file in the format of another suffix, into a folder of ours.

    It starts with a profile of its own in that folder, in which no macro runs and no link is
    followed, and with bounds on its memory and on what it writes where the system has such.

    Returns:
        What it wrote, None where it gave nothing.

    Raises:
        OutputError: there is no LibreOffice, or it takes too long.
    """
    user = folder / "profile" / "user"
    user.mkdir(parents=True, exist_ok=True)
    (user / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    _run(_program(), source, suffix, folder, seconds)
    written = folder / f"{source.stem}.{suffix}"
    return written if written.is_file() else None


def _settings() -> str:
    """The settings of a profile in which a stranger's file reaches nothing."""
    item = (
        '<item oor:path="/org.openoffice.{}"><prop oor:name="{}" oor:op="fuse">'
        "<value>{}</value></prop></item>"
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        + "".join(item.format(*setting) for setting in _HARMLESS)
        + "</oor:items>"
    )


_HARMLESS: Final = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "1"),
)
"""Nothing runs, nothing is fetched; 0 is "never" in Writer, 1 in Calc."""
_SETTINGS: Final = _settings()
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


_BOUNDED: Final = (
    "import os, resource, sys; "
    "resource.setrlimit(resource.RLIMIT_AS, (4 << 30,) * 2); "
    "resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 28,) * 2); "
    "os.execv(sys.argv[1], sys.argv[1:])"
)
"""Four gigabytes of address space, of which LibreOffice takes two for nothing; files of 256 MB."""


def _run(program: str, source: Path, suffix: str, folder: Path, seconds: float) -> None:
    words = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    words += ["--norestore", "--convert-to", suffix, "--outdir", str(folder), str(source)]
    if sys.platform == "linux":
        words = [sys.executable, "-I", "-c", _BOUNDED, *words]
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
