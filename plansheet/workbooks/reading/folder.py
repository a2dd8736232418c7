"""Which files of a folder are looked at."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from plansheet.language.sorting import sorting_key

RECEIVED: Final = "received.tsv"
"""The list of dates of receipt, kept beside the returns: lines of file, tab, date."""


_LITTER: Final = frozenset({"desktop.ini", "thumbs.db", "ehthumbs.db"})


def find_workbooks(folder: Path) -> list[Path]:
    """Every file under a folder that may be a return, sorted by its path in the folder.

    What programs and systems leave behind (see `is_litter`), dot folders and `received.tsv` are
    left out; files of other kinds are not, so that somebody hears of them. Linked folders are not
    entered.
    """
    found = (path for path in _files(folder) if path.name != RECEIVED)
    return sorted(found, key=lambda path: sorting_key(path.relative_to(folder).as_posix()))


def find_received(folder: Path) -> list[Path]:
    """Every list of dates of receipt under a folder, those of outer folders first."""
    found = (path for path in _files(folder) if path.name == RECEIVED)
    return sorted(found, key=lambda path: (len(path.parts), path.relative_to(folder).as_posix()))


def is_litter(name: str) -> bool:
    """Whether nobody made a file of this name: Excel's lock files, what Windows and macOS keep."""
    return name.startswith(("~$", ".")) or name.lower() in _LITTER


def _files(folder: Path) -> Iterator[Path]:
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "__MACOSX"))]
        for name in files:
            if not is_litter(name):
                yield Path(here) / name
