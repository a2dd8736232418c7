"""Putting the add-in where Excel opens it, with the interpreter that it is to use."""

from __future__ import annotations

import ctypes
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile

from plansheet.addin.building import (
    ADDIN_FILE,
    SETTINGS_SHEET,
    STEPS_COLUMN,
    WORDS_COLUMN,
    WORDS_SHEET,
    place_of,
)
from plansheet.addin.macro_sources import RUNNER_KEY, Runner
from plansheet.addin.office_file import OfficeFile
from plansheet.addin.places import Places
from plansheet.addin.registry import WindowsRegistry
from plansheet.addin.settings import read_settings, write_settings
from plansheet.addin.steps import steps
from plansheet.addin.xlwings_vba import XLWINGS
from plansheet.forms import load_forms
from plansheet.forms.resources import resource
from plansheet.problems import InputError, OutputError
from plansheet.workbooks.writing.files import cannot_write, refuse_existing, replacing

SCRIPT: Final = f"plansheet-{XLWINGS}.applescript"
VERSION_KEY: Final = "PLANSHEET_VERSION"
PANEL_FILE: Final = "tong_hop.xlsm"
MEMORY: Final = r"Software\VB and VBA Program Settings\plansheet"
"""Where SaveSetting of VBA keeps what the buttons remember (Memory.bas), on Windows."""


@dataclass(frozen=True, slots=True)
class Installed:
    """What an installation wrote; `runner` is what starts the interpreter."""

    interpreter: str
    runner: Runner
    files: tuple[Path, ...]


def interpreter_key(platform: str = sys.platform) -> str:
    """The name of the setting that has the interpreter."""
    return "INTERPRETER_MAC" if platform == "darwin" else "INTERPRETER_WIN"


def install(
    system: Places,
    *,
    folder: Path | None = None,
    workbook: Path | None = None,
    forms: Path | None = None,
    runner: Runner | None = None,
) -> Installed:
    """Copy the add-in to `folder`, else to Excel's start-up folder, set up for this Python.

    With `workbook` write that instead: a copy of tong_hop.xlsm set up for this Python. `forms` is a
    folder of own forms that the buttons shall use, `runner` what starts Python: by default that of
    the add-in that is there.

    Raises:
        FormError: forms that do not work.
        InputError: there is no Excel, Python's path cannot be used or `workbook` is no .xlsm.
        OutputError: `workbook` exists or a file cannot be written, as while Excel has it open.
    """
    runner = runner or _runner_there(system, folder)
    settings = own_settings(runner=runner)
    if workbook is None:
        source = resource("macros") / place_of(runner) / ADDIN_FILE
        target = addin_file(system, folder)
    else:
        source = panel_file(runner)
        target = _panel(workbook)
    if forms is not None:
        load_forms(forms)
    files = [_copy(source, target, settings)]
    kept = read_settings(system.data)
    kept = replace(kept, forms=forms.resolve() if forms else kept.forms)
    write_settings(system.data, replace(kept, addin=kept.addin if workbook else target))
    if system.scripts is not None:
        script = (resource("macros") / "plansheet.applescript").read_bytes()
        files.append(_write(script, system.scripts / SCRIPT))
    return Installed(settings[interpreter_key()], runner, tuple(files))


def _runner_there(system: Places, folder: Path | None) -> Runner:
    """The runner of the add-in that is installed; xlwings' where there is none."""
    if folder is None and system.startup is None:
        return "xlwings"
    return runner_of(_settings(addin_file(system, folder)))


def _settings(addin: Path) -> Mapping[str, str]:
    """The settings of an add-in, none of what is no add-in of ours that can be read."""
    try:
        return OfficeFile.read(addin).answers(SETTINGS_SHEET)
    except (OSError, ValueError, KeyError, BadZipFile):
        return {}


def runner_of(settings: Mapping[str, str]) -> Runner:
    """The runner that the settings of an add-in name."""
    return "small" if settings.get(RUNNER_KEY) == "small" else "xlwings"


def panel_file(runner: Runner) -> Path:
    """The workbook with buttons that is built with a runner."""
    home = "macros/small" if runner == "small" else "workbook_templates"
    return resource(home) / PANEL_FILE


def _panel(workbook: Path) -> Path:
    if workbook.suffix.lower() != ".xlsm":
        raise InputError("not-an-xlsm", path=workbook)
    refuse_existing(workbook)
    return workbook


def addin_file(system: Places, folder: Path | None) -> Path:
    """Where the add-in lies: in a folder, wherever a command is typed, else where Excel starts.

    Raises:
        InputError: there is no Excel.
    """
    return (folder.absolute() if folder else startup_folder(system)) / ADDIN_FILE


def startup_folder(system: Places) -> Path:
    """Excel's start-up folder.

    Raises:
        InputError: a system without Excel.
    """
    if system.startup is None:
        raise InputError("no-excel")
    return system.startup


def own_settings(
    executable: str = sys.executable,
    platform: str = sys.platform,
    runner: Runner = "xlwings",
) -> dict[str, str]:
    """The settings for this Python: xlwings' VBA can use only ASCII paths, cmd.exe none with %."""
    from plansheet import __version__

    python = Path(executable)
    if python.stem.lower() == "pythonw":
        python = python.with_name("python" + python.suffix)
    path = str(python) if runner == "small" else ascii_path(python)
    if path is None:
        raise InputError("python-path-not-ascii", path=python, small=steps(executable).small)
    if "%" in path:
        raise InputError("python-path-percent", path=python)
    settings = {interpreter_key(platform): path, VERSION_KEY: __version__}
    temporary = ascii_path(Path(tempfile.gettempdir()))
    if platform == "win32" and runner == "xlwings" and temporary is not None:
        settings["TEMP DIR"] = temporary
    return settings


def ascii_path(path: Path) -> str | None:
    """The path where it is ASCII, else its short name (8.3, Windows), else None."""
    if str(path).isascii():
        return str(path)
    short = _short_name(path)
    return short if short and short.isascii() else None


def _short_name(path: Path) -> str:
    if sys.platform != "win32":
        return ""
    kernel: Any = ctypes.windll.kernel32
    room = ctypes.create_unicode_buffer(1024)
    return room.value if kernel.GetShortPathNameW(str(path), room, len(room)) else ""


def _copy(source: Path, target: Path, settings: Mapping[str, str]) -> Path:
    package = OfficeFile.read(source)
    package.set_answers(SETTINGS_SHEET, settings)
    how, words = steps(), package.answers(WORDS_SHEET, STEPS_COLUMN)
    told = {key: how.told_by_vba(text) for key, text in words.items() if text}
    package.set_answers(WORDS_SHEET, told, WORDS_COLUMN)
    return _write(package.to_bytes(), target)


def _write(data: bytes, target: Path) -> Path:
    with _saying_what_to_do(target):
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise cannot_write(target, error) from error
        with replacing(target) as temporary:
            temporary.write_bytes(data)
    return target


@contextmanager
def _saying_what_to_do(target: Path) -> Iterator[None]:
    """Say of a file that may not be touched what most likely holds it."""
    try:
        yield
    except OutputError as error:
        if not isinstance(error.__cause__, PermissionError):
            raise
        raise OutputError("addin-in-use", path=target) from error


def uninstall(
    system: Places, *, folder: Path | None = None, registry: WindowsRegistry | None = None
) -> list[str]:
    """Take away what `install` wrote and what the buttons remember; returns what was there.

    Raises:
        OutputError: a file that cannot be removed, as while Excel has it open, or an add-in of
            that name that is not ours.
    """
    addin = addin_file(system, folder)
    ours = read_settings(system.data).addin == addin or VERSION_KEY in _settings(addin)
    if addin.exists() and not ours:
        raise OutputError("addin-not-ours", path=addin)
    wanted = [addin]
    if system.scripts is not None:
        wanted += sorted(system.scripts.glob("plansheet-*.applescript"))
    kept = read_settings(system.data)
    if kept.addin == wanted[0]:
        write_settings(system.data, replace(kept, addin=None))
    wanted += _memories(system)
    there = [path for path in wanted if path.exists()]
    for path in there:
        with _saying_what_to_do(path):
            try:
                path.unlink()
            except OSError as error:
                raise cannot_write(path, error) from error
    removed = [str(path) for path in there]
    if registry is not None and registry.delete("HKCU", MEMORY):
        removed.append(rf"HKCU\{MEMORY}")
    return removed


def _memories(system: Places) -> list[Path]:
    """The files in which VBA on a Mac keeps what the buttons remember.

    Microsoft's reference of SaveSetting: a file in the folder of preferences that is named after
    the program.
    """
    found = (folder.glob("*plansheet*") for folder in system.preferences)
    return sorted(path for paths in found for path in paths if path.is_file())
