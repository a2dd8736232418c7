"""The list `received.tsv` beside the returns: which file came when, and what is wrong with it."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path, PurePosixPath
from typing import Final

from plansheet.forms.values import show
from plansheet.language.numbers_and_dates import read_date
from plansheet.language.text import nfc
from plansheet.language.wording import Wording
from plansheet.problems import Place, Problem, problem
from plansheet.problems.catalogue import phrases
from plansheet.workbooks.reading.folder import RECEIVED

VIETNAM: Final = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Noted:
    """One line: its number, the file that it names and the date, both as written."""

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

    def is_of(self, name: str) -> bool:
        """Whether it names a file, called by its path in the folder; the ending may be left out."""
        path = PurePosixPath(name)
        names = (name, path.name, path.with_suffix("").as_posix(), path.stem)
        return _key(self.name) in map(_key, names)


def read_received(folder: Path) -> list[Noted]:
    """The lines that say anything; Excel saves such text in UTF-16, and quotes some names."""
    try:
        content = (folder / RECEIVED).read_bytes()
    except OSError:
        return []
    is_wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = content.decode("utf-16" if is_wide else "utf-8-sig", errors="replace")
    lines = [(*map(_unquoted, line.split("\t")), "")[:2] for line in text.splitlines()]
    return [Noted(at, name, day) for at, (name, day) in enumerate(lines, 1) if name or day]


def received_at(noted: Sequence[Noted], name: str) -> datetime | None:
    """When a file came by the last line that says so."""
    moments = [one.moment for one in noted if one.is_of(name)]
    return next((moment for moment in reversed(moments) if moment is not None), None)


def received_problems(
    noted: Sequence[Noted], names: Sequence[str], begins: date, as_of: date
) -> list[Problem]:
    """What is wrong with lines of a list, each as a warning at its line.

    Args:
        noted: the lines. The first may be a heading.
        names: the files that there are, by their paths in the folder.
        begins: the first day of the period; nothing of it can have come before.
        as_of: the day of the consolidation.
    """
    files = {one.line: [name for name in names if one.is_of(name)] for one in noted}
    last = {name: one for one in noted if one.moment for name in files[one.line]}
    return [
        problem(
            "receipt-unclear",
            Place(RECEIVED, "", f"A{one.line}"),
            value=one.name,
            why=why,
        )
        for one in noted
        if not _is_heading(one, files)
        for why in _doubts(one, files[one.line], last, begins, as_of)
    ]


def _is_heading(one: Noted, files: Mapping[int, Sequence[str]]) -> bool:
    return one.line == 1 and one.moment is None and not files[one.line]


def _doubts(
    one: Noted, files: Sequence[str], last: Mapping[str, Noted], begins: date, as_of: date
) -> Iterator[Wording]:
    moment = one.moment
    if not files:
        yield phrases.RECEIPT_WITHOUT_FILE
    if moment is None:
        yield phrases.RECEIPT_WITHOUT_DATE
        return
    day = moment.date()
    if day < begins or day > as_of:
        yield (phrases.RECEIPT_TOO_EARLY if day < begins else phrases.RECEIPT_TOO_LATE).fill(
            day=show(day)
        )
    for line in sorted({last[name].line for name in files if last[name].moment != moment}):
        yield phrases.RECEIPT_GAVE_WAY.fill(line=line)


def _unquoted(cell: str) -> str:
    text = cell.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        text = text[1:-1].replace('""', '"').strip()
    return text


def _key(name: str) -> str:
    return nfc(name.replace("\\", "/")).casefold()
