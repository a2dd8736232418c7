"""What was wrong and has been mended since, by a later return of the agency or by a decision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cached_property
from typing import Final

from plansheet.consolidation.results import Conflict, Received, ReportedRow
from plansheet.forms import Forms
from plansheet.problems import Problem, problem

SUPERSEDED: Final = "superseded"

_RowKey = tuple[str, str]
"""The form and the code of a row; the form and a blank for its table."""


def superseded(found: Problem) -> Problem:
    """A problem that is none any more: listed, and no longer to be mended."""
    if found.severity == "info":
        return found
    said = problem(SUPERSEDED, found.place, value=found.value, old=found.wording)
    return replace(said, row_code=found.row_code, column=found.column)


def still_true(
    received: Sequence[Received], standing: Mapping[_RowKey, ReportedRow]
) -> list[Problem]:
    """The problems of one agency's files, given in the order they came, as they count now.

    What a later file has mended is superseded: a row that stands there, a file of which no row
    stands any more. A row or sheet that any file has is not missing; of a cell that is blank
    nothing is said where an earlier file has it.
    """
    files = _Files(received, standing)
    kept = []
    for file in received:
        for p in file.checked.problems:
            mended_in = files.mended_in(file, p)
            if mended_in is None:
                kept.append(p)
            elif p.code in _OF_ALL_FILES:
                continue
            elif files.is_later(mended_in, file):
                kept.append(superseded(p))
            elif p.value and p.code != _NO_HEADER:
                kept.append(p)
    return kept


_NO_HEADER: Final = "header-missing"
_NO_SHEET: Final = "sheet-missing"
_NO_ROW: Final = "row-missing"
_OF_ALL_FILES: Final = (_NO_SHEET, _NO_ROW)
"""What is true of all files of an agency together, or not at all."""


class _Files:
    """The files of one agency: which of them has what."""

    def __init__(
        self, received: Sequence[Received], standing: Mapping[_RowKey, ReportedRow]
    ) -> None:
        self.received, self.standing = received, standing
        self.order = {file.name: at for at, file in enumerate(received)}
        self.last = received[-1].name

    @cached_property
    def used(self) -> Set[str]:
        """The files of which any row stands."""
        return {row.file for row in self.standing.values()}

    @cached_property
    def last_with(self) -> Mapping[_RowKey, str]:
        """By row, and by table, the last file that has it."""
        last: dict[_RowKey, str] = {}
        for file in self.received:
            for name, section in file.checked.sections.items():
                codes = ("", *(row.code for row in section.rows)) if section.columns else ()
                last |= {(name, code): file.name for code in codes}
        return last

    def is_later(self, name: str, file: Received) -> bool:
        """Whether a file came after another one."""
        return self.order.get(name, -1) > self.order[file.name]

    def mended_in(self, file: Received, p: Problem) -> str | None:
        """The other file that has what was wrong in this one; None where there is none.

        A blank where it is as wrong there, and said there.
        A file that may be another agency's is not mended by this one's.
        """
        sections = file.checked.sections
        name = next((n for n, section in sections.items() if section.sheet == p.sheet), "")
        row = (name, p.row_code)
        is_doubted = bool(file.checked.ret.contradicted)
        other: str | None = file.name
        if p.code in (_NO_SHEET, _NO_HEADER):
            other = self.last_with.get((name, ""), self.last)
        elif p.code == _NO_ROW:
            other = self.last_with.get(row, self.last_with[name, ""])
        elif is_doubted and (p.value or not p.row_code):
            return None
        elif row in self.standing:
            other = self.standing[row].file
        elif p.row_code and not p.value:
            other = file.name if self.last_with.get(row) == file.name else ""
        elif file.name not in self.used:
            other = self.last
        return None if other == file.name else other


def refused_since(files: Sequence[Received]) -> Iterator[Problem]:
    """The problems of files of which nothing is used, given in the order they came.

    Where a usable one of the same agency came later they are superseded.
    """
    last_usable = {f.agency: at for at, f in enumerate(files) if f.agency and f.is_usable}
    for at, file in enumerate(files):
        if not file.is_usable:
            is_mended = last_usable.get(file.agency, -1) > at
            yield from (
                map(superseded, file.checked.problems) if is_mended else (file.checked.problems)
            )


def decided_since(
    problems: Iterable[Problem],
    conflicts: Iterable[Conflict],
    files: Iterable[Received],
    forms: Forms,
) -> list[Problem]:
    """The problems, superseded where the coordinator has decided what the cell shall say."""
    sender = {file.name: file.agency for file in files}
    decided = {
        (c.agency, c.code, forms.header(c.form, c.column))
        for c in conflicts
        if c.decision is not None
    }

    def is_decided(p: Problem) -> bool:
        """About what the sender says, or about the task as a whole."""
        whose = (sender[p.file], "") if p.file in sender else ()
        return any((agency, p.row_code, p.column) in decided for agency in whose)

    return [superseded(p) if is_decided(p) else p for p in problems]
