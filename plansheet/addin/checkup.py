"""What keeps the buttons from working, and how to repair each."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path, PureWindowsPath
from typing import Any, Final
from zipfile import BadZipFile

from plansheet.addin import sentences
from plansheet.addin.building import SETTINGS_SHEET
from plansheet.addin.checkup_finding import CheckupFinding
from plansheet.addin.installing import (
    SCRIPT,
    VERSION_KEY,
    addin_file,
    interpreter_key,
    runner_of,
)
from plansheet.addin.macro_sources import Runner
from plansheet.addin.office_file import OfficeFile
from plansheet.addin.places import Places
from plansheet.addin.policies import forbidden
from plansheet.addin.quarantine import quarantined
from plansheet.addin.registry import WindowsRegistry
from plansheet.addin.settings import read_settings
from plansheet.addin.steps import steps
from plansheet.addin.xlwings_vba import XLWINGS
from plansheet.forms import load_forms
from plansheet.problems import FormError, InputError

_REMOTE_DRIVE: Final = 4
_SECONDS: Final = 60
PACKAGES_NEEDED: Final = (
    *("click", "docx", "jsonschema", "jsonschema_rs", "openpyxl", "platformdirs", "rapidfuzz"),
    *("rich", "xlsxwriter", "xlwings"),
)
"""What buttons and commands import of other packages; loading these loads their compiled parts."""


def examine(
    system: Places,
    *,
    folder: Path | None = None,
    workbook: Path | None = None,
    forms: Path | None = None,
    registry: WindowsRegistry | None = None,
    history: str | None = None,
) -> list[CheckupFinding]:
    """Look at everything that the buttons need, in the order in which it is needed.

    The add-in is looked for in `folder`, else in Excel's start-up folder; with `workbook` that
    workbook with buttons is examined instead. `forms` is a folder of own forms, else the one that
    the buttons were told to use, `registry` where Windows keeps what is forbidden, `history` what
    Windows Defender detected (`defender_history`).
    """
    addin = workbook or addin_file(system, folder)
    python = ""
    try:
        settings = OfficeFile.read(addin).answers(SETTINGS_SHEET)
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        found = [_missing(system, addin, history, error)]
    else:
        python = settings.get(interpreter_key(), "")
        found = [CheckupFinding("installed", True, sentences.FOUND_FILE.fill(path=addin))]
        found += _examine(addin, settings, system)
        if history is not None:
            found.append(_quarantined(history, addin, python))
        if registry is not None:
            found += forbidden(registry, PureWindowsPath(addin), runner_of(settings))
        found.append(_forms(forms or read_settings(system.data).forms))
    how = steps(folder=None if workbook else folder)
    if python:
        how = replace(how, packages=steps(python).packages)
    return [replace(one, remedy=how.fill(one.remedy)) for one in found]


def _missing(system: Places, addin: Path, history: str | None, error: Exception) -> CheckupFinding:
    """Why there is no add-in that can be read; `error` came of reading it."""
    if isinstance(error, PermissionError):
        text = sentences.UNREADABLE_ADDIN.fill(path=addin)
        return CheckupFinding("installed", False, text, sentences.LET_READ)
    if _is_file(str(addin)):
        text = sentences.DAMAGED_ADDIN.fill(path=addin)
        return CheckupFinding("installed", False, text, sentences.INSTALL)
    if history is not None and not (took := _quarantined(history, addin)).ok:
        return took
    if read_settings(system.data).addin == addin:
        text = sentences.ADDIN_GONE.fill(path=addin)
        return CheckupFinding("quarantine", False, text, sentences.LEAVE_QUARANTINE)
    text = sentences.NO_ADDIN.fill(path=addin)
    return CheckupFinding("installed", False, text, sentences.INSTALL)


def _examine(addin: Path, settings: Mapping[str, str], system: Places) -> Iterator[CheckupFinding]:
    yield _version(settings.get(VERSION_KEY, ""))
    python = settings.get(interpreter_key(), "")
    yield (there := _interpreter(python, runner_of(settings)))
    if there.ok:
        yield _isolated(python)
    yield _blocked(addin)
    yield _network(addin)
    if system.scripts is not None:
        yield _script(system.scripts / SCRIPT)


def _quarantined(history: str, addin: Path, python: str = "") -> CheckupFinding:
    """What Windows Defender did to the add-in, or to anything of its Python."""
    homes = {Path(python).parent, Path(python).resolve().parent} if python else set()
    homes |= {home.parent for home in homes if home.name.lower() == "scripts"}
    places = [PureWindowsPath(place) for place in (addin, *sorted(homes))]
    return quarantined(history, places, lambda path: Path(path).exists())


def _version(version: str) -> CheckupFinding:
    from plansheet import __version__

    text = sentences.VERSIONS.fill(addin=version or "?", own=__version__)
    return CheckupFinding("version", version == __version__, text, sentences.INSTALL)


def _interpreter(python: str, runner: Runner) -> CheckupFinding:
    ok = _is_file(python) and (runner == "small" or python.isascii())
    text = sentences.PYTHON if ok else sentences.NO_PYTHON
    return CheckupFinding("interpreter", ok, text.fill(path=python), sentences.INSTALL)


def _is_file(path: str) -> bool:
    """Whether there is a file that may be seen."""
    with suppress(OSError):
        return Path(path).is_file()
    return False


def _isolated(python: str) -> CheckupFinding:
    """Whether that Python, started as Excel starts it, loads plansheet and what that needs."""
    from plansheet import __version__

    needed = ["plansheet", *PACKAGES_NEEDED, *(["win32api"] if sys.platform == "win32" else [])]
    code = f"import {', '.join(needed)}; print(plansheet.__version__, xlwings.__version__)"
    try:
        done = subprocess.run(
            [python, "-I", "-c", code],
            capture_output=True,
            text=True,
            check=False,
            timeout=_SECONDS,
        )
        said = (done.stdout if done.returncode == 0 else done.stderr).strip().splitlines()
    except (OSError, subprocess.TimeoutExpired) as error:
        said = [str(error)]
    last = said[-1] if said else ""
    return CheckupFinding(
        "packages",
        last == f"{__version__} {XLWINGS}",
        sentences.PACKAGES.fill(found=last or "?"),
        sentences.REPAIR_PACKAGES,
    )


def _blocked(addin: Path) -> CheckupFinding:
    """The mark of a file from the internet, for which Excel runs no macros without a word."""
    if is_blocked(addin):
        text = sentences.BLOCKED.fill(path=addin)
        return CheckupFinding("blocked", False, text, sentences.UNBLOCK)
    return CheckupFinding("blocked", True, sentences.NOT_BLOCKED)


def is_blocked(path: Path) -> bool:
    """Whether a file has the mark of the web (Windows) or of quarantine (Mac)."""
    if sys.platform == "darwin":
        command = ["xattr", "-p", "com.apple.quarantine", str(path)]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    try:
        mark = Path(f"{path}:Zone.Identifier").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return "ZoneId=3" in mark or "ZoneId=4" in mark


def _network(addin: Path) -> CheckupFinding:
    if is_remote(addin):
        text = sentences.ON_NETWORK.fill(path=addin.parent)
        return CheckupFinding("network", False, text, sentences.TRUST_NETWORK)
    return CheckupFinding("network", True, sentences.LOCAL)


def is_remote(path: Path) -> bool:
    """Whether a path is on a network drive or share."""
    text = str(path)
    if text.startswith(("\\\\", "//")):
        return True
    if sys.platform != "win32":
        return False
    kernel: Any = ctypes.windll.kernel32
    return int(kernel.GetDriveTypeW(path.anchor)) == _REMOTE_DRIVE


def _script(path: Path) -> CheckupFinding:
    return CheckupFinding(
        "script", path.is_file(), sentences.FOUND_FILE.fill(path=path), sentences.INSTALL
    )


def _forms(folder: Path | None) -> CheckupFinding:
    """Whether the forms can be read: no button works without."""
    try:
        load_forms(folder)
    except (FormError, InputError) as error:
        return CheckupFinding("forms", False, error.wording, sentences.REPAIR_FORMS)
    return CheckupFinding("forms", True, sentences.FORMS_FOLDER.fill(folder=folder or "plansheet"))
