"""Which files came back, and when."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Final

from plansheet.problems import Problem, existing_file, existing_folder, expect_one_of
from plansheet.returns import Return
from plansheet.returns.received import (
    VIETNAM,
    is_plausible,
    moments_of,
    read_list,
    read_received,
    received_problems,
)
from plansheet.workbooks.reading import find_workbooks
from plansheet.workbooks.reading.folder import RECEIVED, inside, is_litter
from plansheet.workbooks.remote import PathOrRemote, Remote, existing_remote, source_of
from plansheet.workbooks.writing.files import ISSUED_AT

_A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ReturnFile:
    """A file that may be a return: where it is, what to call it, when it is said to have come.

    `noted` are the moments that lists of receipts say, the one that counts first.
    """

    path: PathOrRemote
    name: str
    noted: tuple[datetime, ...] = ()

    def came(self, ret: Return, years: Sequence[int]) -> datetime | None:
        """When it came: as noted, else when it was last saved, else the file's own time.

        A template says that it was saved when all templates were: nobody has saved it since. Of
        what was noted only that counts which can be true of a plan of these `years`.
        """
        for moment in self.noted:
            if is_plausible(moment, years):
                return moment
        if ret.received_at is not None and ret.received_at > ISSUED_AT + _A_DAY:
            return ret.received_at
        try:
            path = self.path
            seconds = int(path.changed() if isinstance(path, Remote) else path.stat().st_mtime)
        except OSError:
            return None
        return datetime.fromtimestamp(seconds, VIETNAM).replace(tzinfo=None)


Returns = Path | str | Remote | Iterable[Path | str | Remote]
"""A folder, also at a URL, or the files themselves."""


def find_returns(returns: Returns) -> list[ReturnFile]:
    """The files of a folder (recursively), or the files given, without litter (see `is_litter`).

    Files that are given are called by their name, and by their path where two have one name; a
    file that is given twice is one. Of a folder among them come its files, after those.

    Raises:
        InputError: a file or the folder is not there.
    """
    expect_one_of(returns, str, os.PathLike, Remote, Iterable)
    if isinstance(returns, str | Path | Remote):
        one = source_of(returns)
        alone = isinstance(one, Path) and os.path.isfile(one)  # noqa: PTH113
        return find_returns([one]) if alone else list(_of_folder(one))
    given = dict.fromkeys(map(source_of, returns))
    folders = [p for p in given if isinstance(p, Remote) or os.path.isdir(p)]  # noqa: PTH112
    paths = [p for p in given if isinstance(p, Path) and p not in folders and not is_litter(p.name)]
    for path in paths:
        existing_file(path)
    noted = {folder: read_list(folder / RECEIVED) for folder in {path.parent for path in paths}}
    names = [path.name for path in paths]
    files = [
        ReturnFile(
            path,
            path.name if names.count(path.name) == 1 else path.as_posix(),
            moments_of(noted[path.parent], [path.name]).get(path.name, ()),
        )
        for path in paths
    ]
    below = chain.from_iterable(map(_of_folder, folders))
    return [*files, *(file for file in below if file.path not in given)]


def _of_folder(folder: PathOrRemote) -> Iterator[ReturnFile]:
    there = existing_remote(folder) if isinstance(folder, Remote) else existing_folder(folder)
    files = {inside(path, there).as_posix(): path for path in find_workbooks(there)}
    moments = moments_of(read_received(there), tuple(files))
    for name, path in files.items():
        yield ReturnFile(path, name, moments.get(name, ()))


def receipt_problems(
    returns: Returns,
    files: Iterable[ReturnFile],
    years: Sequence[int],
    begins: date,
    as_of: date,
) -> list[Problem]:
    """What is wrong with the lines of each `received.tsv` in a folder of returns, as warnings.

    Where files were given one by one, the list beside them speaks of others as well: nothing is
    said of it.
    """
    if not isinstance(returns, str | Path | Remote):
        return []
    names = [file.name for file in files]
    return received_problems(read_received(source_of(returns)), names, years, begins, as_of)
