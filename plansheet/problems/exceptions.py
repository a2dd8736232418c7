"""What stops the program: exceptions that carry one sentence of the catalogue for the user."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any

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


class OutputError(PlansheetError):
    """An output cannot be written: a folder without rights, a file that is open in Excel."""


class FormError(PlansheetError):
    """A form (JSON Schema) that plansheet cannot work with: the programmer of the form erred."""


class DocumentError(PlansheetError):
    """A document in which no plan was found."""
