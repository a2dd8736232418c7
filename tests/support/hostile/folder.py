"""Make a folder of hostile, broken and merely odd spreadsheet files.

Everything is put together from bytes; nothing in the files runs or contacts anything. Beside the
files stands expected.tsv: the name of each, and what opening it must end in.
"""

from __future__ import annotations

from pathlib import Path

from support.hostile import other_cases, xlsx_cases, zip_cases
from support.hostile.registry import CASES

FAMILIES = (zip_cases, xlsx_cases, other_cases)


def make(folder: Path) -> dict[str, str]:
    """Write every file and expected.tsv; returns what each must end in."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (_, content) in CASES.items():
        (folder / name).write_bytes(content())
    expected = {name: outcome for name, (outcome, _) in CASES.items()}
    lines = "".join(f"{name}\t{outcome}\n" for name, outcome in expected.items())
    (folder / "expected.tsv").write_text(lines, "utf-8")
    return expected
