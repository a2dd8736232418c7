"""Problems: what is wrong with somebody's data.

A `Problem` is a value: it names a code of the catalogue, the place (file, sheet, cell) and what
stood there, and says in Vietnamese or English what the person who filled it in should do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, Final

from plansheet.language.markup import Markup, element, joined
from plansheet.language.sorting import sorting_key
from plansheet.language.text import visible
from plansheet.language.wording import Language, Worded, Wording, Words, fill_in, say, worded
from plansheet.problems.catalogue import (
    CATALOGUE,
    OWN_CODE,
    SEVERITY_NAMES,
    Severity,
    entry_of,
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file, a sheet and an A1 address, any of them blank."""

    file: str = ""
    sheet: str = ""
    cell: str = ""


_SHOWN: Final = 300
"""Characters of what somebody wrote that a sentence repeats; `Problem.value` has all of it."""

_LISTED: Final = 10
"""Problems of a list that are shown of it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a file that a person should know.

    Attributes:
        code: its name in the catalogue (`plansheet.problems.catalogue`), in kebab case.
        severity: "error" (cannot be used), "warning" (used, but a person should look), "info" (a
            repair that was made).
        file, sheet, cell: where; `cell` is an A1 address, a range, or several with commas.
        row_code: the code of the task or indicator.
        column: the header of the column.
        value: the text that stood there.
        details: the words that the catalogue's sentences ask for.
        agency: the code of the agency whose file it is, or that sent none.
    """

    code: str
    severity: Severity
    file: str = ""
    sheet: str = ""
    cell: str = ""
    row_code: str = ""
    column: str = ""
    value: str = ""
    details: tuple[tuple[str, str | Wording], ...] = field(default=(), repr=False)
    agency: str = ""

    @classmethod
    def own(
        cls,
        code: str,
        place: Place,
        message: Worded,
        hint: Worded,
        *,
        severity: Severity = "error",
        value: object = None,
        row_code: str = "",
        column: str = "",
    ) -> Problem:
        """A problem that a check of a user's own found.

        Args:
            code: “own:” and a name in kebab case: “own:doc-no”.
            place: where: `row.place("document_no")` of a row that the check was given.
            message: what is wrong: a text, or one for each language as {"vi": …, "en": …}.
            hint: what to do about it, likewise.
            severity: "error" (the value of the cell is not used), "warning" or "info".
            value: what stands in the cell.
            row_code: the code of the task or indicator.
            column: the header of the column.

        Raises:
            ValueError: the code is none of a user's own, or there is no such severity.
        """
        if not OWN_CODE.fullmatch(code):
            raise ValueError(f"{code!r}: a code of one's own is written own:some-name")
        if severity not in SEVERITY_NAMES:
            raise ValueError(f"{severity!r} is none of {', '.join(SEVERITY_NAMES)}")
        said = (("message", worded(message)), ("hint", worded(hint)))
        at = (place.file, place.sheet, place.cell)
        text = "" if value is None else str(value)
        return cls(code, severity, *at, row_code, column, text, said)

    def sent_by(self, agency: str) -> Problem:
        """The same, known to be about a file of an agency; where that is known already, as it is.

        `agency` is its code, blank where nobody knows it.
        """
        if self.agency or not agency:
            return self
        said: tuple[Any, ...] = (*_BUT_AGENCY(self), agency)
        return Problem(*said)

    @property
    def message(self) -> str:
        """What is wrong, in Vietnamese."""
        return self.text("vi")

    @property
    def hint(self) -> str:
        """What to do about it, in Vietnamese."""
        return self.advice("vi")

    def text(self, lang: Language) -> str:
        """What is wrong, in `lang`."""
        return self._say(entry_of(self.code).message, lang)

    def advice(self, lang: Language) -> str:
        """What to do about it, in `lang`."""
        return self._say(entry_of(self.code).hint, lang)

    def _say(self, wording: Wording, lang: Language) -> str:
        own = ("value", "column", "row_code")
        words: dict[str, Words] = {name: getattr(self, name) for name in own}
        spoken = {k: say(v, lang) for k, v in (words | dict(self.details)).items()}
        shown = {k: v if len(v) <= _SHOWN else f"{v[:_SHOWN]}…" for k, v in spoken.items()}
        return fill_in(wording.say(lang), shown)

    @property
    def place(self) -> Place:
        """Where it is."""
        return Place(self.file, self.sheet, self.cell)

    def __str__(self) -> str:
        return self.said("vi")

    def said(self, lang: Language) -> str:
        """Where it is and what is wrong there, in one line, in `lang`."""
        there = " · ".join(filter(None, (self.file, self.sheet, self.cell)))
        return visible(f"{there}: {self.text(lang)}" if there else self.text(lang))

    @property
    def advice_wording(self) -> Wording:
        """What to do about it, in both languages."""
        return Wording(self.advice("vi"), self.advice("en"))

    @property
    def wording(self) -> Wording:
        """What is wrong, in both languages."""
        return Wording(self.text("vi"), self.text("en"))

    def to_dict(self, lang: Language = "vi") -> dict[str, str]:
        """The fields that `--json` prints, in the order of `PROBLEM_FIELDS`."""
        said = {"message": self.text(lang), "hint": self.advice(lang)}
        return {n: said.get(n) or say(getattr(self, n), lang) for n in PROBLEM_FIELDS}


_BUT_AGENCY: Final = attrgetter(*(f.name for f in fields(Problem) if f.name != "agency"))

PROBLEM_FIELDS: Final = (
    *("code", "severity", "file", "sheet", "cell", "row_code", "column", "value"),
    *("message", "hint", "agency"),
)
"""What a problem says, as JSON and as a row of a table."""


def problem(
    code: str,
    place: Place,
    *,
    value: object = None,
    row_code: str = "",
    column: str = "",
    severity: Severity | None = None,
    more: Mapping[str, str | Wording] | None = None,
    **details: str | Wording,
) -> Problem:
    """Make a Problem of the catalogue's severity, unless the caller knows a better one.

    `details` and `more` are the words that the catalogue's sentences ask for.

    Raises:
        KeyError: a code that the catalogue does not have.
    """
    return Problem(
        code,
        severity or CATALOGUE[code].severity,
        place.file,
        place.sheet,
        place.cell,
        row_code,
        column,
        "" if value is None else value if isinstance(value, str) else str(value),
        tuple({**(more or {}), **details}.items()),
    )


@dataclass(frozen=True, slots=True)
class LabelledCell:
    """A cell as a person knows it: where, its row's code, its column's header, what stands there.

    What is wrong with it is said by `problem`, in one line wherever it was read.
    """

    place: Place
    row_code: str = ""
    column: str = ""
    value: str = ""

    def problem(
        self,
        code: str,
        severity: Severity | None = None,
        value: str | None = None,
        more: Mapping[str, str | Wording] | None = None,
        **details: str | Wording,
    ) -> Problem:
        """A problem at this cell, of the catalogue's severity unless another is given.

        `value` is what it is about where that is not all that stands there; `details` and `more`
        are the words that the catalogue's sentences ask for.

        Raises:
            KeyError: a code that the catalogue does not have.
        """
        return problem(
            code,
            self.place,
            value=self.value if value is None else value,
            row_code=self.row_code,
            column=self.column,
            severity=severity,
            more={**(more or {}), **details},
        )


_CELL = re.compile(r"([A-Z]+)([0-9]+)")


def _order(p: Problem) -> tuple[object, ...]:
    found = _CELL.match(p.cell)
    letters, row = (found[1], int(found[2])) if found else ("", 0)
    places = sorting_key(p.file), sorting_key(p.sheet)
    return (*places, row, len(letters), letters, p.code, p.row_code, p.value)


def _listed(problems: Sequence[Problem]) -> str:
    """The first of them as a prompt shows them."""
    lines = (f"  {p.severity} {p}" for p in problems[:_LISTED])
    more = ["  …"] if len(problems) > _LISTED else []
    return "\n".join([f"{type(problems).__name__}({_counts(problems)})", *lines, *more])


def _tabulated(problems: Sequence[Problem]) -> Markup:
    """The first of them as a notebook shows them."""
    rows = (
        element("tr", *(element("td", text) for text in (p.severity, str(p), p.hint)))
        for p in problems[:_LISTED]
    )
    more = element("p", "…") if len(problems) > _LISTED else None
    title = element("b", f"{type(problems).__name__}: {_counts(problems)}")
    return joined(title, element("table", *rows), more)


def _counts(problems: Iterable[Problem]) -> str:
    counts = Counter(p.severity for p in problems)
    return ", ".join(f"{name}={counts[name]}" for name in SEVERITY_NAMES)


class Problems(list[Problem]):
    """A list of problems that shows the first of them at a prompt and in a notebook."""

    __repr__ = _listed
    _repr_html_ = _tabulated


class ProblemTuple(tuple[Problem, ...]):
    """The same of a value: a tuple, equal to any that has the same problems."""

    __slots__ = ()
    __repr__ = _listed
    _repr_html_ = _tabulated


class WithProblems:
    """Gives a dataclass problems that show the first of them: what is `tuple[Problem, ...]`."""

    __slots__ = ()

    def __post_init__(self) -> None:
        """Have the tuples show themselves, however they were given."""
        annotated: Any = self
        for one in fields(annotated):
            if one.type == "tuple[Problem, ...]":
                object.__setattr__(self, one.name, ProblemTuple(getattr(self, one.name)))


def in_order(problems: Iterable[Problem]) -> Problems:
    """Sorted by file, sheet, row, column; each problem once."""
    return Problems(sorted(dict.fromkeys(problems), key=_order))


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any problem is of severity error."""
    return any(p.severity == "error" for p in problems)


@dataclass(frozen=True, slots=True)
class ProblemGroup:
    """The same thing said of many cells of one sheet, as one message with its cells."""

    first: Problem
    cells: tuple[str, ...]


def grouped(problems: Iterable[Problem]) -> list[ProblemGroup]:
    """Join problems that say the same of several cells of one sheet, in order of the first."""
    groups: dict[tuple[str, str, str, str], list[Problem]] = {}
    for p in in_order(problems):
        groups.setdefault((p.file, p.sheet, p.code, p.message), []).append(p)
    return [ProblemGroup(g[0], tuple(p.cell for p in g if p.cell)) for g in groups.values()]
