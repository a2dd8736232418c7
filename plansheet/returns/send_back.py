"""Back to the sender: a marked copy of each return that has something to correct."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final

from plansheet.language.text import visible
from plansheet.language.wording import Language
from plansheet.plan import Plan
from plansheet.plan.periods import Period
from plansheet.plan.rounds import Occasion, occasion
from plansheet.problems import OutputError, PeriodError
from plansheet.returns.check import CheckedReturn
from plansheet.returns.find import ReturnFile
from plansheet.returns.fresh_copy import fresh_copy
from plansheet.returns.marked_copy import annotate, can_annotate
from plansheet.returns.model import Return
from plansheet.returns.naming import named_periods
from plansheet.returns.problem_list import SentBack
from plansheet.returns.reading import interpret
from plansheet.returns.sender import sender
from plansheet.workbooks.reading import Reader, Workbook
from plansheet.workbooks.remote import PathOrRemote
from plansheet.workbooks.writing.files import cannot_write, make_folder, real_path

_NAME_BYTES: Final = 200
"""Of the name of a marked copy; systems take 255, with the ending and a number."""


@dataclass(frozen=True, slots=True)
class MarkedCopy:
    """A return, where its marked copy goes, and what was found in it."""

    path: PathOrRemote
    place: PathOrRemote
    checked: CheckedReturn

    def at_hand(self, folder: Path) -> Path:
        """The return on this machine: in `folder`, where it comes from elsewhere."""
        if isinstance(self.path, Path):
            return self.path
        return self.path.fetched(Path(tempfile.mkdtemp(dir=folder)))


def copy_places(
    files: Sequence[ReturnFile], folder: PathOrRemote
) -> dict[PathOrRemote, PathOrRemote]:
    """Where the marked copy of each file goes: inside `folder`, each to a place of its own.

    Makes the folders.

    Raises:
        OutputError: that fails or a copy would replace a return.
    """
    places: dict[PathOrRemote, PathOrRemote] = {}
    taken: set[str] = set()
    for file in files:
        *folders, stem = _safe_parts(Path(file.name))
        place = inside = folder / "/".join((*folders, f"{stem}.xlsx"))
        number = 1
        while str(place).lower() in taken:
            number += 1
            place = inside.with_stem(f"{inside.stem} ({number})")
        taken.add(str(place).lower())
        places[file.path] = place
    sources = {real_path(file.path) for file in files}
    for place in places.values():
        if real_path(place) in sources:
            raise OutputError("is-an-input", path=place)
        try:
            make_folder(place.parent)
        except OSError as error:
            raise cannot_write(folder, error) from error
    return places


def _safe_parts(name: Path) -> Iterator[str]:
    """The name of a marked copy, folders first: it leads nowhere else, hides nothing and fits."""
    for part in (*name.parent.parts, name.stem):
        if part not in (name.anchor, ".."):
            yield visible(part).encode()[:_NAME_BYTES].decode(errors="ignore")


_UNREAD: Final = frozenset({"unreadable", "encrypted", "too-large", "not-a-workbook"})
"""Why nothing of a file was read, whatever stands in it."""


def mark_copies(
    copies: Sequence[MarkedCopy],
    plan: Plan,
    as_of: date,
    *,
    agency: str | None = None,
    workers: int = 1,
    lang: Language = "vi",
) -> None:
    """Write the copies: the return itself marked, where it cannot be marked a template filled in.

    Where nobody knows whose return it is, and where it is refused for what it says, the copy is
    the list of its problems alone. A return that does not say its period is of that of the others,
    if they are of one. `agency` is the sender of files without a stamp; `as_of` the day on which
    they go back, `lang` the language of what is said in them.

    The library that edits copies stumbles over files that reading does not: it runs where it may
    die, and what was read stays read.
    """
    periods = {copy.checked.ret.period for copy in copies} - {""}
    period = periods.pop() if len(periods) == 1 else ""
    sending = _Sending(plan, as_of, period, agency, lang)
    with tempfile.TemporaryDirectory(prefix="plansheet-") as folder:
        _mark_whole(_without_unread(copies, sending), sending, workers, Path(folder))


def _without_unread(copies: Iterable[MarkedCopy], sending: _Sending) -> Iterator[MarkedCopy]:
    """Those that can be marked; of the others the copies are written at once."""
    for copy in copies:
        ret = copy.checked.ret
        if not ret.refused:
            yield copy
        elif not any(p.code in _UNREAD for p in ret.problems) or not _fresh(
            copy, _by_name(ret, sending.plan, sending.agency), sending
        ):
            annotate(None, copy.checked.problems, copy.place, sending.about(ret))


def _mark_whole(
    copies: Iterable[MarkedCopy], sending: _Sending, workers: int, folder: Path
) -> None:
    whole = {copy.at_hand(folder): copy for copy in copies}
    named = {str(path): copy for path, copy in whole.items()}
    with Reader(workers=workers) as reader:
        mark = partial(_mark, copies=named, sending=sending)
        for path, failed in reader.open_all(whole, mark, name=str):
            if failed is not None:
                copy = whole[path]
                about = sending.about(copy.checked.ret)
                annotate(None, copy.checked.problems, copy.place, about)


@dataclass(frozen=True, slots=True)
class _Sending:
    """What all copies have in common; `agency` and `period` are those of files that say none."""

    plan: Plan
    as_of: date
    period: str
    agency: str | None
    lang: Language

    def about(self, ret: Return) -> SentBack:
        """What the copy of a return says of itself; it comes back by the deadline, if that is due.

        A return that comes back for a round has none.
        """
        of = self._occasion(ret.period or self.period)
        deadline = self.plan.deadline(of) if isinstance(of, Period) else None
        names = {task.code: task.name for task in self.plan.tasks}
        names |= {indicator.code: indicator.name for indicator in self.plan.indicators}
        return SentBack(
            agency=self.plan.agency_name(ret.agency) if ret.agency else ret.file,
            period=of.label if of else "",
            back_by=deadline if deadline and deadline > self.as_of else None,
            names=names,
            lang=self.lang,
        )

    def _occasion(self, code: str) -> Occasion | None:
        try:
            return occasion(self.plan, code)
        except PeriodError:
            return None


def _by_name(ret: Return, plan: Plan, agency: str | None) -> Return:
    """A file that nobody could read, of the agency and the period that its name says."""
    unread = Workbook(ret.file, "", None, ())
    named = named_periods(unread, plan)
    period = next(iter(named)) if len(named) == 1 else ""
    return replace(ret, agency=sender(unread, plan, agency)[0], period=period)


def _fresh(copy: MarkedCopy, ret: Return, sending: _Sending) -> bool:
    ret = replace(ret, period=ret.period or sending.period)
    about = sending.about(ret)
    return fresh_copy(ret, sending.plan, copy.checked.problems, copy.place, about)


def _mark(workbook: Workbook, copies: Mapping[str, MarkedCopy], sending: _Sending) -> None:
    copy = copies[workbook.file]
    ret, plan = copy.checked.ret, sending.plan
    path = Path(workbook.file)
    if not can_annotate(path):
        named = replace(workbook, file=ret.file)
        if _fresh(copy, interpret(named, plan, agency=sending.agency), sending):
            return
    annotate(path, copy.checked.problems, copy.place, sending.about(ret), (ret, plan))
