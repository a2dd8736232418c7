"""Programs other than LibreOffice that agencies save their returns with: ONLYOFFICE, Gnumeric."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

from support.places import ROOT

_HERE = ROOT / ".ci" / "onlyoffice" / "bin" / "python"

NO_ONLYOFFICE = (
    "ONLYOFFICE's engine is not installed: python3 -m venv .ci/onlyoffice && "
    ".ci/onlyoffice/bin/pip install document-builder (AGPL: for the tests alone; or name a Python "
    "that has it in ONLYOFFICE_PYTHON)"
)
NO_GNUMERIC = "Gnumeric is not installed: apt-get install gnumeric"

_TYPE_AND_SAVE = """
import sys, docbuilder
source, target, sheet, *typed = sys.argv[1:]
builder = docbuilder.CDocBuilder()
if builder.OpenFile(source, "") != 0:
    sys.exit("not opened")
api = builder.GetContext().GetGlobal()["Api"]
for address, text in zip(typed[::2], typed[1::2]):
    api.GetSheet(sheet).GetRange(address).SetValue(text)
saved = builder.SaveFile(docbuilder.FileTypes.Spreadsheet.XLSX, target)
builder.CloseFile()
sys.exit(saved)
"""


@cache
def onlyoffice() -> str | None:
    """A Python that has ONLYOFFICE's engine."""
    named = os.environ.get("ONLYOFFICE_PYTHON") or (str(_HERE) if _HERE.exists() else None)
    if named is None:
        return None
    done = subprocess.run([named, "-c", "import docbuilder"], capture_output=True, check=False)
    return named if done.returncode == 0 else None


def gnumeric() -> str | None:
    """Gnumeric's converter."""
    return shutil.which("ssconvert")


def saved_by_onlyoffice(source: Path, target: Path, sheet: str = "", **typed: str) -> Path:
    """`source`, opened, with texts typed into cells of a sheet, and saved again."""
    python = onlyoffice()
    assert python is not None
    words = [word for address_and_text in typed.items() for word in address_and_text]
    command = [python, "-c", _TYPE_AND_SAVE, str(source), str(target), sheet, *words]
    subprocess.run(command, capture_output=True, check=True)
    return target


def saved_by_gnumeric(source: Path, target: Path) -> Path:
    """`source`, opened and saved again."""
    program = gnumeric()
    assert program is not None
    subprocess.run([program, str(source), str(target)], capture_output=True, check=True)
    return target
