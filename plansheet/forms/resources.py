"""Files that travel with the package: forms, blank workbooks, the plan that `demo` uses."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]


def resource(name: str) -> Path:
    """The packaged file or folder `name`; in a checkout these stand beside the package."""
    packaged = _PACKAGE / name
    return packaged if packaged.exists() else _PACKAGE.parent / name
