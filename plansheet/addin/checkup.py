"""What keeps the buttons from working, and how to repair each."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

from plansheet.addin.building import ADDIN_FILE, SETTINGS_SHEET
from plansheet.addin.installing import SCRIPT, VERSION_KEY, interpreter_key, startup_folder
from plansheet.addin.macro_sources import XLWINGS
from plansheet.addin.office_file import OfficeFile
from plansheet.addin.places import Places
from plansheet.addin.settings import read_settings
from plansheet.forms import load_forms
from plansheet.language.wording import Wording
from plansheet.problems import FormError

_REMOTE_DRIVE: Final = 4
_SECONDS: Final = 60

_INSTALL: Final = Wording(
    "Đóng Excel rồi chạy: plansheet addin install (sổ có nút bấm: plansheet addin install "
    "--workbook TÊN_MỚI.xlsm)",
    "Close Excel and run: plansheet addin install (for a workbook with buttons: plansheet addin "
    "install --workbook NEW_NAME.xlsm)",
)
_UNBLOCK: Final = Wording(
    "Chuột phải vào tệp, Properties, Unblock; hoặc chạy lại: plansheet addin install",
    "Right-click the file, Properties, Unblock; or run again: plansheet addin install",
)
_NONE: Final = Wording("", "")


@dataclass(frozen=True, slots=True)
class CheckupFinding:
    """One thing that was looked at; where it is not `ok`, the `remedy` says what to do."""

    name: str
    ok: bool
    text: Wording
    remedy: Wording = _NONE


def examine(
    system: Places,
    *,
    folder: Path | None = None,
    workbook: Path | None = None,
    forms: Path | None = None,
) -> list[CheckupFinding]:
    """Look at everything that the buttons need, in the order in which it is needed.

    The add-in is looked for in `folder`, else in Excel's start-up folder; with `workbook` that
    workbook with buttons is examined instead. `forms` is a folder of own forms, else the one that
    the buttons were told to use.
    """
    addin = workbook or (folder or startup_folder(system)) / ADDIN_FILE
    if not addin.is_file():
        text = Wording("Chưa có {p}.", "There is no {p}.").fill(p=addin)
        return [CheckupFinding("installed", False, text, _INSTALL)]
    try:
        settings = OfficeFile.read(addin).answers(SETTINGS_SHEET)
    except (OSError, ValueError, KeyError, BadZipFile):
        text = Wording("{p} bị hỏng.", "{p} is damaged.").fill(p=addin)
        return [CheckupFinding("installed", False, text, _INSTALL)]
    found = [CheckupFinding("installed", True, Wording(str(addin), str(addin)))]
    found += _examine(addin, settings, system)
    return [*found, _forms(forms or read_settings(system.data).forms)]


def _examine(addin: Path, settings: Mapping[str, str], system: Places) -> Iterator[CheckupFinding]:
    yield _version(settings.get(VERSION_KEY, ""))
    python = settings.get(interpreter_key(), "")
    yield (there := _interpreter(python))
    if there.ok:
        yield _isolated(python)
    yield _blocked(addin)
    yield _network(addin)
    if system.scripts is not None:
        yield _script(system.scripts / SCRIPT)


def _version(version: str) -> CheckupFinding:
    from plansheet import __version__

    text = Wording("Phần bổ trợ {a}, plansheet {p}.", "Add-in {a}, plansheet {p}.")
    words = text.fill(a=version or "?", p=__version__)
    return CheckupFinding("version", version == __version__, words, _INSTALL)


def _interpreter(python: str) -> CheckupFinding:
    ok = Path(python).is_file() and python.isascii()
    text = (
        Wording("Python: {p}", "Python: {p}")
        if ok
        else Wording(
            "Không có Python ở “{p}” (hoặc đường dẫn có dấu).",
            "There is no Python at “{p}” (or the path is not ASCII).",
        )
    )
    return CheckupFinding("interpreter", ok, text.fill(p=python), _INSTALL)


def _isolated(python: str) -> CheckupFinding:
    """Whether that Python, started as Excel starts it, finds plansheet and xlwings."""
    from plansheet import __version__

    needed = "plansheet, xlwings" + (", win32api" if sys.platform == "win32" else "")
    code = f"import {needed}; print(plansheet.__version__, xlwings.__version__)"
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
        Wording("plansheet, xlwings trong Python đó: {s}", "plansheet, xlwings there: {s}").fill(
            s=last or "?"
        ),
        Wording(
            "Cài plansheet vào chính Python đó, không dùng --user: {p} -m pip install plansheet",
            "Install plansheet into that very Python, without --user: {p} -m pip install plansheet",
        ).fill(p=python),
    )


def _blocked(addin: Path) -> CheckupFinding:
    """The mark of a file from the internet, for which Excel runs no macros without a word."""
    if is_blocked(addin):
        text = Wording("{p} bị chặn vì tải từ mạng.", "{p} is blocked: it was downloaded.")
        return CheckupFinding("blocked", False, text.fill(p=addin), _UNBLOCK)
    return CheckupFinding(
        "blocked", True, Wording("Tệp không bị chặn.", "The file is not blocked.")
    )


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
        return CheckupFinding(
            "network",
            False,
            Wording("{p} nằm trên mạng.", "{p} is on a network.").fill(p=addin.parent),
            Wording(
                "Trong Excel: File, Options, Trust Center, Trusted Locations, đánh dấu “Allow "
                "Trusted Locations on my network” và thêm thư mục này; hoặc cài vào một thư mục "
                "của máy bằng --folder rồi thêm ở Options, Add-ins.",
                "In Excel: File, Options, Trust Center, Trusted Locations: tick “Allow Trusted "
                "Locations on my network” and add this folder; or install into a local folder "
                "with --folder and add it under Options, Add-ins.",
            ),
        )
    return CheckupFinding(
        "network", True, Wording("Thư mục nằm trên máy này.", "The folder is local.")
    )


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
    return CheckupFinding("script", path.is_file(), Wording(str(path), str(path)), _INSTALL)


def _forms(folder: Path | None) -> CheckupFinding:
    """Whether the forms can be read: no button works without."""
    try:
        load_forms(folder)
    except FormError as error:
        remedy = Wording(
            "Sửa biểu mẫu, hoặc bấm “Cài đặt” và chọn lại thư mục.",
            "Repair the forms, or choose the folder again with the button Cài đặt.",
        )
        return CheckupFinding("forms", False, error.wording, remedy)
    text = Wording("Biểu mẫu: {f}", "Forms: {f}").fill(f=folder or "plansheet")
    return CheckupFinding("forms", True, text)
