"""Which files came back, and when."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone
from pathlib import Path
from typing import Final

from plansheet.language.numbers_and_dates import read_date
from plansheet.language.text import nfc
from plansheet.problems import InputError, Place, Problem, problem
from plansheet.problems.catalogue import phrases
from plansheet.returns import Return
from plansheet.workbooks.reading import find_workbooks
from plansheet.workbooks.reading.folder import RECEIVED
from plansheet.workbooks.writing.files import ISSUED_AT

VIETNAM: Final = timezone(timedelta(hours=7))
_A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ReturnFile:
    """A file that may be a return: where it is, what to call it, when it is said to have come."""

    path: Path
    name: str
    received_at: datetime | None = None

    def came(self, ret: Return) -> datetime | None:
        """When it came: as noted, else when it was last saved, else the file's own time.

        A template says that it was saved when all templates were: nobody has saved it since.
        """
        if self.received_at is not None:
            return self.received_at
        if ret.received_at is not None and ret.received_at > ISSUED_AT + _A_DAY:
            return ret.received_at
        try:
            seconds = int(self.path.stat().st_mtime)
        except OSError:
            return None
        return datetime.fromtimestamp(seconds, VIETNAM).replace(tzinfo=None)


def find_returns(returns: Path | str | Iterable[Path | str]) -> list[ReturnFile]:
    """The files of a folder (recursively, without `~$*` and dot files), or the files given.

    Files that are given are called by their name, and by their path where two have one name; a
    file that is given twice is one.

    Raises:
        InputError: a file or the folder is not there.
    """
    if isinstance(returns, str | Path):
        alone = os.path.isfile(returns)  # noqa: PTH113
        return find_returns([returns]) if alone else list(_of_folder(Path(returns)))
    paths = list(dict.fromkeys(Path(path) for path in returns))
    for path in paths:
        if not os.path.isfile(path):  # noqa: PTH113 - of a name too long it says so, not raise
            raise InputError("no-file", path=path)
    dates = {folder: _received_dates(folder) for folder in {path.parent for path in paths}}
    names = [path.name for path in paths]
    return [
        ReturnFile(
            path,
            path.name if names.count(path.name) == 1 else path.as_posix(),
            dates[path.parent].get(_key(path.name)),
        )
        for path in paths
    ]


def _of_folder(folder: Path) -> Iterator[ReturnFile]:
    if not folder.is_dir():
        raise InputError("no-folder", path=folder)
    dates = _received_dates(folder)
    for path in find_workbooks(folder):
        name = path.relative_to(folder).as_posix()
        yield ReturnFile(path, name, dates.get(_key(name)) or dates.get(_key(path.name)))


def _received_dates(folder: Path) -> Mapping[str, datetime]:
    """The dates of receipt that the coordinator noted, by the key of the file's name."""
    read = ((name, _moment(text)) for name, text in _received_lines(folder))
    return {_key(name.replace("\\", "/")): moment for name, moment in read if moment is not None}


def unread_dates(returns: Path | str | Iterable[Path | str]) -> list[Problem]:
    """Lines of `received.tsv` in a folder of returns whose date nobody can read, as warnings.

    The first line may be a heading.
    """
    if not isinstance(returns, str | Path):
        return []
    return [
        problem(
            "bad-date",
            Place(RECEIVED, "", f"B{number}"),
            value=text,
            row_code=name,
            column=RECEIVED,
            severity="warning",
            more=phrases.A_DATE,
        )
        for number, (name, text) in enumerate(_received_lines(Path(returns)), 1)
        if number > 1 and name and _moment(text) is None
    ]


def _received_lines(folder: Path) -> list[tuple[str, str]]:
    """File and date of each line, as written; Excel saves such text in UTF-16."""
    try:
        content = (folder / RECEIVED).read_bytes()
    except OSError:
        return []
    is_wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = content.decode("utf-16" if is_wide else "utf-8-sig", errors="replace")
    pairs = [(*line.split("\t"), "")[:2] for line in text.splitlines()]
    return [(name.strip(), date.strip()) for name, date in pairs]


def _key(name: str) -> str:
    return nfc(name).casefold()


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        reading = read_date(text)
        return datetime.combine(reading.value, time()) if reading and reading.value else None
    return moment.astimezone(VIETNAM).replace(tzinfo=None) if moment.tzinfo else moment
