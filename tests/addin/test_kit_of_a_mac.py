"""The scripts that install on a Mac and remove again, run by sh with a stand-in for Python."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from plansheet.addin.places import places
from support.places import MACROS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="scripts of a Mac")

STAND_IN = """#!/bin/sh
case "$*" in
"-c "*) exit "$OLD" ;;
"-m venv "*) mkdir -p "$3/bin" && cp "$0" "$3/bin/python" ;;
esac
echo "$(basename "$0") $*" >> "$ASKED"
case "$*" in
*"$FAILS") exit 1 ;;
esac
"""
INSTALL = "python -I -m plansheet addin install"
SMALL = f"{INSTALL} --runner small"
DOCTOR = "python -I -m plansheet addin doctor"
BESIDE = {"go_bo.command", "cong_cu.command"}
REMOVE = "python -I -m plansheet addin uninstall"
WHEELS = "python -I -m pip install --quiet --no-index --find-links wheels plansheet"


class Mac:
    """A Mac with Python 3.12, of a user whose name and folders have what scripts stumble over."""

    def __init__(self, home: Path) -> None:
        self.home = home / "Nguyễn Văn Thư & con"
        self.commands = home / "bin"
        self.commands.mkdir()
        self.home.mkdir()
        python = self.commands / "python3.12"
        python.write_text(STAND_IN, encoding="utf-8")
        python.chmod(0o755)
        self.data = places("darwin", {}, self.home).data
        self.venv = f"python3.12 -m venv {self.data / 'program'}"

    def run(
        self, script: str, *words: str, fails: str = "nothing", old: bool = False
    ) -> tuple[int, list[str]]:
        """How a script ends, and what it asked Python for in order."""
        asked = self.home.parent / "asked"
        asked.unlink(missing_ok=True)
        env = {
            "PATH": f"{self.commands}{os.pathsep}/usr/bin{os.pathsep}/bin",
            "HOME": str(self.home),
            "ASKED": str(asked),
            "FAILS": fails,
            "OLD": str(int(old)),
        }
        if old:  # nor any other that this computer has
            for name in ("3.14", "3.13", "3.11", "3"):
                other = self.commands / f"python{name}"
                other.write_bytes((self.commands / "python3.12").read_bytes())
                other.chmod(0o755)
        done = subprocess.run(["sh", str(MACROS / "mac" / script), *words], env=env, check=False)
        return done.returncode, asked.read_text("utf-8").splitlines() if asked.exists() else []


@pytest.fixture
def mac(tmp_path: Path) -> Mac:
    for newer in ("python3.14", "python3.13"):
        if (Path("/usr/bin") / newer).exists():
            pytest.skip("a newer Python would be taken")
    return Mac(tmp_path)


def test_it_installs_and_leaves_nothing(mac: Mac) -> None:
    assert mac.run("cai_dat.command") == (0, [mac.venv, WHEELS, INSTALL, DOCTOR])
    assert {path.name for path in mac.data.iterdir()} == {"program", *BESIDE}
    for folder in places("darwin", {}, mac.home).preferences:
        folder.mkdir(parents=True)
        for name in ("com.microsoft.Excel.plist", "plansheet", "com.x.plansheet.plist"):
            (folder / name).write_text("")
    assert mac.run("go_bo.command") == (0, [REMOVE])
    assert not mac.data.exists()
    for folder in places("darwin", {}, mac.home).preferences:
        assert [path.name for path in folder.iterdir()] == ["com.microsoft.Excel.plist"]
    assert mac.run("go_bo.command") == (0, [])


def test_the_small_runner_comes_in_where_the_other_cannot(mac: Mac) -> None:
    asked = [mac.venv, WHEELS, INSTALL, SMALL, DOCTOR]
    assert mac.run("cai_dat.command", fails="addin install") == (0, asked)
    assert mac.run("cai_dat.command", fails="doctor")[0] == 1


def test_the_other_script_does_what_is_chosen(mac: Mac) -> None:
    assert mac.run("cong_cu.command", "1") == (2, [])
    mac.run("cai_dat.command")
    assert mac.run("cong_cu.command", "1") == (0, [DOCTOR])
    assert mac.run("cong_cu.command", "1", fails="doctor") == (1, [DOCTOR])
    assert mac.run("cong_cu.command", "2") == (0, [SMALL, DOCTOR])
    assert mac.run("cong_cu.command", "2", fails="small") == (1, [SMALL])
    assert mac.run("cong_cu.command", "3") == (0, [f"{INSTALL} --runner xlwings", DOCTOR])
    book = f"{INSTALL} --workbook {mac.home}/Desktop/tong_hop.xlsm"
    assert mac.run("cong_cu.command", "4") == (0, [book])
    desk = mac.home / "Desktop"
    desk.mkdir(exist_ok=True)
    for there, name in (("tong_hop", "tong_hop (2)"), ("tong_hop (2)", "tong_hop (3)")):
        (desk / f"{there}.xlsm").touch()
        asked = [f"{INSTALL} --workbook {desk}/{name}.xlsm"]
        assert mac.run("cong_cu.command", "4") == (0, asked)
    assert mac.run("cong_cu.command", "5") == (2, [])


@pytest.mark.parametrize("fails", ["program", "plansheet"])
def test_what_cannot_be_installed_leaves_the_old_one(mac: Mac, fails: str) -> None:
    (mac.data / "program").mkdir(parents=True)
    (mac.data / "program" / "old").write_text("")
    status, asked = mac.run("cai_dat.command", fails=fails)
    assert (status, asked) == (2, [mac.venv, WHEELS][: 1 if fails == "program" else 2])
    assert [path.name for path in mac.data.iterdir()] == ["program"]
    assert [path.name for path in (mac.data / "program").iterdir()] == ["old"]


def test_an_old_python_is_not_taken(mac: Mac) -> None:
    assert mac.run("cai_dat.command", old=True) == (2, [])
    assert not mac.data.exists()


def test_the_add_in_goes_when_its_python_is_gone(mac: Mac) -> None:
    """As after an update of Python: the program is there and does not run."""
    office = "Library/Group Containers/UBF8T346G9.Office/User Content.localized"
    add_in = mac.home / office / "Startup.localized/Excel/plansheet.xlam"
    for file in (mac.data / "program" / "pyvenv.cfg", add_in):
        file.parent.mkdir(parents=True)
        file.write_text("")
    assert mac.run("go_bo.command") == (0, [])
    assert not add_in.exists() and not mac.data.exists()


def test_nothing_is_removed_while_excel_has_the_add_in(mac: Mac) -> None:
    mac.run("cai_dat.command")
    assert mac.run("go_bo.command", fails="uninstall") == (2, [REMOVE])
    assert (mac.data / "program").exists()
