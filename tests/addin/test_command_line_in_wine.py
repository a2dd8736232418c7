"""The line that starts Python, given to Windows' Script Host and cmd.exe as Wine has them.

Python is a stand-in that writes down its folder and arguments; names are as hostile as offices
have them. Wine is no Windows: it proves how such a line is cut up, and nothing of policies.
"""

from __future__ import annotations

from pathlib import Path
from time import monotonic, sleep

import pytest

from plansheet.addin.macro_sources import MacroSources
from support.addin.windows_excel import WindowsExcel, workbook
from support.addin.wine import Wine, as_wine_has

pytestmark = pytest.mark.slow

STAND_IN = """#!/bin/sh
{ pwd; for one in "$@"; do printf '%s\\n' "$one"; done; } > "$0.part"
mv "$0.part" "$0.out"
"""
BOOKS = ["kế hoạch & (dự toán) 'sửa'.xlsx", "Kế  hoạch ^ !x! , ; @&dir.xlsx"]


def told(path: Path) -> list[str]:
    """What the stand-in has written, for which Wine does not wait."""
    until = monotonic() + 60
    while not path.exists() and monotonic() < until:
        sleep(0.05)
    lines = path.read_text("utf-8").splitlines()
    path.unlink()
    return lines


@pytest.mark.parametrize("folder", ["Trần & Cộng (máy 2)", "plan sheet"])
def test_windows_cuts_it_up_as_it_was_meant(
    small: MacroSources,
    tmp_path: Path,
    folder: str,
    wine: Wine,
) -> None:
    python = tmp_path / folder / "python.exe"
    python.parent.mkdir()
    python.write_text(STAND_IN, encoding="utf-8")
    python.chmod(0o755)
    for name in BOOKS:
        excel = WindowsExcel(small, tmp_path / "plansheet.xlam", as_wine_has(python))
        excel.open(workbook(tmp_path / name))
        (line,) = excel.press("PlansheetCheck")
        log = tmp_path / "nhật ký.log"
        line = line.replace("C:\\env\\ComSpec", "C:\\windows\\system32\\cmd.exe")
        assert wine.start(line.replace("C:\\Temp\\LOG.log", as_wine_has(log)), tmp_path) == 0
        where, *arguments = told(python.with_name("python.exe.out"))
        assert where == str(python.parent)
        assert arguments == [
            "-I",
            "-B",
            "-c",
            "from plansheet.addin import press; press('check')",
            f"--wb={name}",
            "--from_xl=1",
            f"--app={Path.cwd()}\\Microsoft Excel",
            "--hwnd=1234",
        ]
        assert log.is_file()  # Wine does not hand it on to what is no program of Windows
