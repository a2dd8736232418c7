"""What stops the program: exceptions that carry one sentence of the catalogue for the user."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Final, Protocol

from plansheet.problems.catalogue.stops import STOPS
from plansheet.problems.problem import Problem, in_order


class PlansheetError(Exception):
    """Something that stops the program: `key` in the catalogue, `wording` for the user."""

    def __init__(self, key: str, **details: Any) -> None:
        """Say the sentence of that key; `details` fill its marks, a Wording in each language.

        Raises:
            KeyError: a key that the catalogue does not have, or a mark that `details` lack.
        """
        self.key, self.details = key, details
        self.wording = STOPS[key].fill(**details)
        super().__init__(self.wording.vi)

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(type(self), **self.details), (self.key,)


class Made(Protocol):
    """A kind of value that one public function makes: `maker` is its name."""

    maker: ClassVar[str]


def expect(value: object, kind: type[Made]) -> None:
    """Refuse what is no such value: most often a path to the file that it is made of.

    Raises:
        ArgumentError: it is something else.
    """
    if not isinstance(value, kind):
        given = type(value).__name__
        raise ArgumentError("not-of-kind", kind=kind.__name__, maker=kind.maker, given=given)


def expect_one_of(value: object, *kinds: type) -> None:
    """Refuse what is of none of these kinds, most often None.

    Raises:
        ArgumentError: it is something else.
    """
    if not isinstance(value, kinds):
        named = " | ".join(kind.__name__ for kind in kinds)
        raise ArgumentError("not-of-kinds", kinds=named, given=type(value).__name__)


_URL: Final = r"[A-Za-z][A-Za-z0-9+.-]+://"
"""Two letters at least: C:/ is a drive."""


def is_url(text: object) -> bool:
    """Whether a text is a URL, no path."""
    return isinstance(text, str) and re.match(_URL, text) is not None


def path_of(path: Path | str) -> Path:
    """The path that somebody gives.

    Raises:
        ArgumentError: it is none.
        InputError: it is a URL, where there is to be a path.
    """
    expect_one_of(path, str, os.PathLike)
    if is_url(path):  # which may have a password
        raise InputError("not-at-a-url")
    return Path(path)


class PlanError(PlansheetError):
    """A plan that cannot be used; `problems` has every one of them, not the first."""

    def __init__(self, key: str, problems: Iterable[Problem], **details: Any) -> None:
        """Say the sentence of that key, and what is wrong with the plan."""
        super().__init__(key, **details)
        self.problems = in_order(problems)

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(type(self), **self.details), (self.key, self.problems)


class PlanUnreadableError(PlanError):
    """A plan file that is no workbook or cannot be opened at all."""


class PeriodError(PlansheetError, ValueError):
    """A period that does not parse or lies outside the plan's years."""


class InputError(PlansheetError):
    """A file or folder that was named does not exist or cannot be read."""


class ArgumentError(PlansheetError, TypeError):
    """A value of another kind than a function takes, such as a path in place of a plan."""


def existing_file(path: Path | str) -> Path:
    """The path of a file that is to be read.

    Raises:
        ArgumentError: it is no path.
        InputError: there is no such file.
    """
    path = path_of(path)
    if not os.path.isfile(path):  # noqa: PTH113 - Path.is_file raises for a name that is too long
        raise InputError("no-file", path=path)
    return path


def existing_folder(path: Path | str) -> Path:
    """The path of a folder that is to be read.

    Raises:
        ArgumentError: it is no path.
        InputError: there is no such folder.
    """
    path = path_of(path)
    if not os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises for a name that is too long
        raise InputError("no-folder", path=path)
    return path


class OutputError(PlansheetError):
    """An output cannot be written: a folder without rights, a file that is open in Excel."""


class FormError(PlansheetError):
    """A form (JSON Schema) that plansheet cannot work with: the programmer of the form erred."""


class CheckError(PlansheetError):
    """A check that a user wrote in Python failed, or its file cannot be used."""


class DocumentError(PlansheetError):
    """A document in which no plan was found."""


class WorkerError(PlansheetError):
    """No process could be started, or reached, in which files are read."""
