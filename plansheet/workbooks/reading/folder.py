"""Which files of a folder are looked at."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import Final, cast

from plansheet.language.sorting import sorting_key
from plansheet.workbooks.remote import L, PathOrRemote, Remote

RECEIVED: Final = "received.tsv"
"""The list of dates of receipt, kept beside the returns: lines of file, tab, date."""


_LITTER: Final = frozenset({"desktop.ini", "thumbs.db", "ehthumbs.db"})


def find_workbooks(folder: L) -> list[L]:
    """Every file under a folder that may be a return, sorted by its path in the folder.

    What programs and systems leave behind (see `is_litter`), dot folders and `received.tsv` are
    left out; files of other kinds are not, so that somebody hears of them. Linked folders are not
    entered.
    """
    found = (path for path in _files(folder) if path.name != RECEIVED)
    return sorted(found, key=lambda path: sorting_key(inside(path, folder).as_posix()))


def find_received(folder: L) -> list[L]:
    """Every list of dates of receipt under a folder, those of outer folders first."""
    found = (path for path in _files(folder) if path.name == RECEIVED)
    within = {path: inside(path, folder) for path in found}
    return sorted(within, key=lambda path: (len(within[path].parts), within[path].as_posix()))


def is_litter(name: str) -> bool:
    """Whether nobody made a file of this name: Excel's lock files, what Windows and macOS keep."""
    return name.startswith(("~$", ".")) or name.lower() in _LITTER


def inside(path: PathOrRemote, folder: PathOrRemote) -> PurePath:
    """A file's path in a folder."""
    return path.relative_to(folder)  # type: ignore[arg-type]


def _files(folder: L) -> Iterator[L]:
    found = folder.files() if isinstance(folder, Remote) else _local_files(folder)
    for path in found:
        *folders, name = inside(path, folder).parts
        if not is_litter(name) and not any(map(_is_hidden, folders)):
            yield cast(L, path)


def _local_files(folder: Path) -> Iterator[Path]:
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not _is_hidden(name)]
        yield from (Path(here) / name for name in files)


def _is_hidden(folder: str) -> bool:
    return folder.startswith((".", "__MACOSX"))
