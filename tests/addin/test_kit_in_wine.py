"""The scripts of a kit, run by cmd.exe as Wine has it; Python is a stand-in.

The stand-in is the launcher that pip puts before a script, a program of Windows: it hands its
arguments to another script, which notes them, copies, and ends as it is told. Wine is no Windows:
this proves what the scripts do in which order, and nothing of policies.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from plansheet.addin.building import ADDIN_FILE
from plansheet.addin.places import places
from support.addin.wine import Wine, as_wine_has
from support.places import PACKAGE

pytestmark = pytest.mark.slow

STAND_IN = r"""@echo off
set "WHO=kit"
if "%~1"=="%INSTALLED%" set "WHO=installed"
:next
if "%~1"=="-c" goto :code
if "%~1"=="-m" goto :module
shift
goto :next
:code
if "%~2"=="import plansheet" echo %WHO%: start>>"%ASKED%"
if "%~2"=="import plansheet" exit %START%
echo %WHO%: copy>>"%ASKED%"
if not "%GONE%"=="" exit 0
xcopy /e /i /q /y "%~3" "%~4" >nul
for %%L in (%LATE%) do echo in the way>"%INSTALLED%\..\..\%%L"
exit %COPY%
:module
if "%~2"=="compileall" echo %WHO%: compileall>>"%ASKED%"
if "%~2"=="compileall" exit 0
if "%~5"=="--workbook" echo %WHO%: %~2 %~3 %~4 %~5 "%~6">>"%ASKED%"
if "%~5"=="--workbook" exit 0
echo %WHO%: %~2 %~3 %~4 %~5 %~6>>"%ASKED%"
if "%~4"=="doctor" exit %DOCTOR%
if "%~4"=="install" if not "%~6"=="small" exit %INSTALL%
if "%~4"=="install" exit %SMALL%
exit 0
"""
WELL = {
    "LATE": "",
    "GONE": "",
    "SMALL": "0",
    "START": "0",
    "COPY": "0",
    "INSTALL": "0",
    "DOCTOR": "0",
}
COPIES = ["kit: start", "kit: copy"]
INSTALLS = [*COPIES, "installed: compileall", "installed: plansheet addin install"]
CHECKS = "installed: plansheet addin doctor"
CHECKS_HERE = "kit: plansheet addin doctor"
FOLDERS = ["Bộ cài & (máy 2)", "kit 100% ^ đúng! 'mới'"]


class Office:
    """A computer with a user, who unpacked a kit."""

    def __init__(self, wine: Wine, home: Path, folder: str = FOLDERS[0]) -> None:
        self.wine, self.home, self.kit = wine, home, home / folder
        self.user = home / "Nguyễn Văn Thư & con"
        env = {key: str(self.user / key[:-7].title()) for key in ("LOCALAPPDATA", "APPDATA")}
        env["APPDATA"] = str(self.user / "Roaming")
        found = places("win32", env)
        assert found.startup is not None
        self.data, self.addin = found.data, found.startup / ADDIN_FILE
        self.program = self.data / "program"
        inside = self.kit / "plansheet"
        (inside / "site-packages").mkdir(parents=True)
        (inside / "python.exe").write_bytes(stand_in(home))
        (inside / "site-packages" / "tệp.py").write_bytes(b"new")
        for name in ("cai_dat.cmd", "cong_cu.cmd", "go_bo.cmd"):
            text = (PACKAGE / "data" / "kit" / name).read_text(encoding="ascii")
            (self.kit / name).write_bytes(text.replace("\n", "\r\n").encode())
        (self.user / "Local").mkdir(parents=True)
        self.addin.parent.mkdir(parents=True)

    def run(self, script: Path, word: str = "/quiet", **told: str) -> tuple[int, list[str]]:
        """Its status, and what it asked Python for in order."""
        asked = self.home / "asked"
        asked.unlink(missing_ok=True)
        installed = as_wine_has(self.program / "python.exe")
        user, told_in = as_wine_has(self.user), as_wine_has(self.home / "told")
        line = (
            f'C:\\windows\\system32\\cmd.exe /c "set "LOCALAPPDATA={user}\\Local"&& '
            f'set "APPDATA={user}\\Roaming"&& set "USERPROFILE={user}"&& '
            f'"{as_wine_has(script)}" {word} >"{told_in}" 2>&1"'
        )
        variables = {**WELL, "ASKED": as_wine_has(asked), "INSTALLED": installed, **told}
        # Wine expands a % twice: there the kit is found from its own folder, as Explorer starts it
        within = self.kit if "%" in self.kit.name else self.home
        status = self.wine.start(line, self.home, variables, within)
        text = asked.read_text(encoding="ascii", errors="replace") if asked.exists() else ""
        lines = text.splitlines()
        return status, [line.strip() for line in lines]

    def install(self, **told: str) -> tuple[int, list[str]]:
        return self.run(self.kit / "cai_dat.cmd", **told)

    def said(self) -> str:
        return (self.home / "told").read_text(encoding="ascii", errors="replace")

    def older(self) -> None:
        """What an older kit left."""
        self.program.mkdir(parents=True)
        (self.program / "old.py").write_bytes(b"old")
        (self.data / "settings.json").write_bytes(b"{}")
        self.addin.write_bytes(b"add-in")


def stand_in(home: Path) -> bytes:
    """A program of Windows that runs STAND_IN."""
    launcher = resources.files("distlib") / "t64.exe"
    script = home / "stand_in.cmd"
    script.write_bytes(STAND_IN.replace("\n", "\r\n").encode())
    line = f"#!C:\\windows\\system32\\cmd.exe /c {as_wine_has(script)}\r\n".encode()
    rest = io.BytesIO()
    with zipfile.ZipFile(rest, "w") as archive:
        archive.writestr("__main__.py", "")
    return launcher.read_bytes() + line + rest.getvalue()


def files(folder: Path) -> set[str]:
    def walk() -> Iterator[str]:
        for path in folder.rglob("*"):
            if path.is_file():
                yield path.relative_to(folder).as_posix()

    return set(walk())


NEW = {"python.exe", "site-packages/tệp.py"}
WHOLE = {"go_bo.cmd", "cong_cu.cmd", *(f"program/{name}" for name in NEW)}
MEMORY = r"HKCU\Software\VB and VBA Program Settings"


def remembers(wine: Wine, folder: Path, program: str) -> bool:
    """Whether VBA keeps settings of a program for this user."""
    return wine.start(f'reg.exe query "{MEMORY}\\{program}"', folder) == 0


@pytest.mark.parametrize("folder", FOLDERS)
def test_it_installs_from_any_folder_and_leaves_nothing(
    wine: Wine, tmp_path: Path, folder: str
) -> None:
    office = Office(wine, tmp_path, folder)
    assert office.install() == (0, [*INSTALLS, CHECKS])
    assert "DA CAI XONG" in office.said()
    assert files(office.data) == WHOLE
    office.addin.write_bytes(b"add-in")
    for program in ("plansheet", "other"):
        key = rf'reg.exe add "{MEMORY}\{program}\answers" /v period /d 0032 /f'
        assert wine.start(key, tmp_path) == 0
    assert office.run(office.data / "go_bo.cmd") == (0, [])
    assert not remembers(wine, tmp_path, "plansheet") and remembers(wine, tmp_path, "other")
    # Wine keeps a script open while it runs, and so the folder in which that was.
    assert files(office.user) == set()
    assert files(office.kit / "plansheet") == NEW


def test_a_new_kit_takes_the_place_of_the_old_one(wine: Wine, tmp_path: Path) -> None:
    office = Office(wine, tmp_path)
    office.older()
    for left in ("program.new", "program.old"):
        (office.data / left).mkdir()
        (office.data / left / "half.py").write_bytes(b"broken off")
    assert office.install(DOCTOR="1") == (1, [*INSTALLS, CHECKS])
    assert "INSTALLED, but" in office.said()
    assert files(office.data) == {"settings.json", *WHOLE}
    (office.data / "program.old").mkdir()
    assert office.run(office.kit / "go_bo.cmd") == (0, [])
    assert not office.data.exists() and not office.addin.exists()


def test_an_old_one_that_something_holds_is_in_nobodys_way(wine: Wine, tmp_path: Path) -> None:
    office = Office(wine, tmp_path)
    office.older()
    assert office.install(LATE="program.old") == (0, [*INSTALLS, CHECKS])
    assert files(office.data) == {"settings.json", "program.old", *WHOLE}
    assert office.run(office.kit / "go_bo.cmd") == (0, [])
    assert not office.data.exists()


def test_the_other_script_does_what_is_chosen(wine: Wine, tmp_path: Path) -> None:
    office = Office(wine, tmp_path)
    script = office.kit / "cong_cu.cmd"
    assert office.run(script, "1") == (2, [])
    assert "cai_dat.cmd" in office.said()
    office.install()
    script = office.data / "cong_cu.cmd"
    small = "installed: plansheet addin install --runner small"
    assert office.run(script, "1", DOCTOR="1") == (1, [CHECKS])
    assert office.run(script, "2") == (0, [small, CHECKS])
    assert office.run(script, "2", SMALL="2") == (2, [small])
    xlwings = "installed: plansheet addin install --runner xlwings"
    assert office.run(script, "3") == (0, [xlwings, CHECKS])
    for desk in ("", "Desktop\\"):
        (office.user / desk.strip("\\")).mkdir(exist_ok=True)
        status, (line,) = office.run(script, "4")
        assert status == 0
        assert line.startswith('installed: plansheet addin install --workbook "Z:\\')
        assert line.endswith(f' & con\\{desk}tong_hop.xlsm"')
        for there, name in (("tong_hop", "tong_hop (2)"), ("tong_hop (2)", "tong_hop (3)")):
            (office.user / desk.strip("\\") / f"{there}.xlsm").touch()
            _, (line,) = office.run(script, "4")
            assert line.endswith(f' & con\\{desk}{name}.xlsm"')
    assert office.run(script, "5") == (2, [])
    assert "no such number" in office.said()


def test_the_small_runner_comes_in_where_the_other_cannot(wine: Wine, tmp_path: Path) -> None:
    office = Office(wine, tmp_path)
    small = "installed: plansheet addin install --runner small"
    assert office.install(INSTALL="2") == (0, [*INSTALLS, small, CHECKS])
    assert office.install(INSTALL="2", SMALL="2") == (2, [*INSTALLS, small, CHECKS])
    assert "NOT INSTALLED" in office.said()


@pytest.mark.parametrize("harm", ["no start", "half a copy", "taken away", "in use"])
def test_what_cannot_be_installed_leaves_the_old_one(wine: Wine, tmp_path: Path, harm: str) -> None:
    office = Office(wine, tmp_path)
    office.older()
    before = files(office.data)
    if harm == "no start":
        assert office.install(START="5") == (2, ["kit: start"])
        assert "does not start" in office.said()
    elif harm == "half a copy":
        assert office.install(COPY="1") == (2, [*COPIES, CHECKS_HERE])
        assert "Close Excel" in office.said()
    elif harm == "taken away":
        assert office.install(GONE="1") == (2, [*COPIES, CHECKS_HERE])
    else:
        before |= {"program.old", "program.older"}
        assert office.install(LATE="program.old program.older") == (2, [*COPIES, CHECKS_HERE])
    kept = {name for name in files(office.data) if not name.startswith("program.new/")}
    assert kept == before


def test_a_script_that_was_started_within_the_zip_says_to_unpack(
    wine: Wine, tmp_path: Path
) -> None:
    office = Office(wine, tmp_path)
    (office.kit / "plansheet").rename(tmp_path / "elsewhere")
    assert office.install() == (2, [])
    assert "Extract All" in office.said()
    assert files(office.user) == set()


def test_nothing_is_removed_while_excel_has_the_add_in(wine: Wine, tmp_path: Path) -> None:
    office = Office(wine, tmp_path)
    office.older()
    office.addin.unlink()
    office.addin.mkdir()  # what cannot be deleted
    before = files(office.data)
    assert office.run(office.kit / "go_bo.cmd") == (2, [])
    assert "NOT REMOVED" in office.said()
    assert files(office.data) == before
    office.program.rename(office.home / "away")
    assert office.run(office.kit / "go_bo.cmd") == (2, [])
