"""Make a folder of hostile, broken and merely odd spreadsheet files.

    python tests/hostile/make_hostile.py FOLDER

Everything is put together from bytes; nothing in the files runs or contacts anything. Beside the
files stands expected.tsv: the name of each, and what opening it must end in.
"""

from __future__ import annotations

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from hostile import other_cases, xlsx_cases, zip_cases
from hostile.registry import CASES

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


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    sys.stdout.write(f"{len(make(Path(sys.argv[1])))} files\n")
