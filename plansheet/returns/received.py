"""The lists `received.tsv` beside the returns: which file came when, and what is wrong with it."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from itertools import groupby
from pathlib import PurePosixPath
from typing import Final

from plansheet.forms.values import show
from plansheet.language.numbers_and_dates import read_date
from plansheet.language.text import nfc
from plansheet.language.wording import Wording
from plansheet.problems import Place, Problem, problem
from plansheet.problems.catalogue import phrases
from plansheet.workbooks.reading.folder import RECEIVED, find_received, inside
from plansheet.workbooks.remote import PathOrRemote

VIETNAM: Final = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Noted:
    """One line of a list: the list's path, its number, the file that it names, the date as written.

    The path is that from the folder of returns.
    """

    where: str
    line: int
    name: str
    date: str

    @property
    def moment(self) -> datetime | None:
        """The date, in Vietnam's time; None where nobody can read it."""
        try:
            moment = datetime.fromisoformat(self.date)
        except ValueError:
            reading = read_date(self.date)
            return datetime.combine(reading.value, time()) if reading and reading.value else None
        return moment.astimezone(VIETNAM).replace(tzinfo=None) if moment.tzinfo else moment


def read_received(folder: PathOrRemote) -> list[Noted]:
    """The lines of every list under a folder, those of outer folders first."""
    lists = find_received(folder)
    return [one for path in lists for one in read_list(path, inside(path, folder).as_posix())]


def read_list(path: PathOrRemote, where: str = RECEIVED) -> list[Noted]:
    """The lines that say anything; Excel saves such text in UTF-16, and quotes some names."""
    try:
        content = path.read_bytes()
    except OSError:
        return []
    is_wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = content.decode("utf-16" if is_wide else "utf-8-sig", errors="replace")
    lines = [(*map(_unquoted, line.split("\t")), "")[:2] for line in text.splitlines()]
    return [Noted(where, at, name, day) for at, (name, day) in enumerate(lines, 1) if name or day]


def moments_of(noted: Sequence[Noted], names: Sequence[str]) -> dict[str, tuple[datetime, ...]]:
    """By file when it came, as lists say: first what the list nearest to it says last.

    `names` are the files by their paths in the folder of returns.
    """
    moments: dict[str, tuple[datetime, ...]] = {}
    for one, files in _files_of(noted, names).items():
        if one.moment is not None:
            moments |= {name: (one.moment, *moments.get(name, ())) for name in files}
    return moments


def is_plausible(moment: datetime, years: Sequence[int]) -> bool:
    """Whether anything of a plan of these years can have come then: in them or in the year after.

    A year typed wrong is no date of receipt.
    """
    return years[0] <= moment.year <= years[-1] + 1


def received_problems(
    noted: Sequence[Noted], names: Sequence[str], years: Sequence[int], begins: date, as_of: date
) -> list[Problem]:
    """What is wrong with lines of lists, each as a warning at its line.

    Args:
        noted: the lines. The first of a list may be a heading.
        names: the files that there are, by their paths in the folder.
        years: the years of the plan, first to last.
        begins: the first day of the period; nothing of it can have come before.
        as_of: the day of the consolidation.
    """
    files = _files_of(noted, names)
    usable = (one for one in noted if one.moment and is_plausible(one.moment, years))
    last = {name: one for one in usable for name in files[one]}
    return [
        problem(
            "receipt-unclear",
            Place(one.where, "", f"A{one.line}"),
            value=one.name,
            why=why,
        )
        for one in noted
        if not _is_heading(one, files)
        for why in _doubts(one, files[one], last, years, begins, as_of)
    ]


def _is_heading(one: Noted, files: Mapping[Noted, Sequence[str]]) -> bool:
    """Whether a first line names columns; a figure in it is of a file or a day."""
    has_digits = any(letter.isdigit() for letter in one.name + one.date)
    return one.line == 1 and not has_digits and not files[one]


def _doubts(
    one: Noted,
    files: Sequence[str],
    last: Mapping[str, Noted],
    years: Sequence[int],
    begins: date,
    as_of: date,
) -> Iterator[Wording]:
    moment = one.moment
    if not files:
        yield phrases.RECEIPT_WITHOUT_FILE
    if len(files) > 1:
        yield phrases.RECEIPT_OF_SEVERAL.fill(files=", ".join(files))
    if moment is None:
        yield phrases.RECEIPT_WITHOUT_DATE
        return
    day = moment.date()
    if not is_plausible(moment, years):
        yield phrases.RECEIPT_IMPLAUSIBLE.fill(day=show(day))
    elif day < begins or day > as_of:
        yield (phrases.RECEIPT_TOO_EARLY if day < begins else phrases.RECEIPT_TOO_LATE).fill(
            day=show(day)
        )
    for other in dict.fromkeys(last[name] for name in files if name in last):
        if other.moment != moment:
            line = str(other.line) if other.where == one.where else f"{other.line} ({other.where})"
            yield phrases.RECEIPT_GAVE_WAY.fill(line=line)


_CALLED: Final[tuple[Callable[[PurePosixPath], str], ...]] = (
    PurePosixPath.as_posix,
    lambda path: path.name,
    lambda path: path.with_suffix("").as_posix(),
    lambda path: path.stem,
)
"""How a line may call a file, the closest first: by its path, by its name, without its ending."""


def _files_of(noted: Sequence[Noted], names: Sequence[str]) -> dict[Noted, Sequence[str]]:
    """By line the files that it names, of those in the folder of its list and below."""
    found: dict[Noted, Sequence[str]] = {}
    for where, lines in groupby(noted, lambda one: one.where):
        folder = PurePosixPath(where).parent
        called = [_by_key(names, folder, how) for how in _CALLED]
        for one in lines:
            key = _key(one.name)
            found[one] = next((files[key] for files in called if key in files), ())
    return found


def _by_key(
    names: Sequence[str], folder: PurePosixPath, how: Callable[[PurePosixPath], str]
) -> dict[str, list[str]]:
    called: dict[str, list[str]] = {}
    for name in names:
        path = PurePosixPath(name)
        if path.is_relative_to(folder):
            called.setdefault(_key(how(path.relative_to(folder))), []).append(name)
    return called


def _unquoted(cell: str) -> str:
    text = cell.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1].replace('""', '"').strip()
    return text


def _key(name: str) -> str:
    return nfc(name.replace("\\", "/")).casefold()
