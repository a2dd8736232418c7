"""Refusing a file: one exception that carries one problem."""

from __future__ import annotations

from plansheet.problems import Place, Problem, problem
from plansheet.problems.catalogue.refusals import RefusalReason


class Refused(Exception):  # noqa: N818 - it says what happened to the file, not that we erred
    """A file that is not read, with the one problem that says why.

    Codes: `unreadable`, `encrypted`, `too-large`, `not-a-workbook`, `unsafe-content` (as error).
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.problem.file}: {self.problem.message}"


class Fault(Exception):  # noqa: N818 - the same as Refused, before the file's name is known
    """Why a file cannot be read, said where its name is not known; becomes `Refused`."""

    def __init__(self, reason: RefusalReason, **details: object) -> None:
        self.reason = reason
        self.code = reason.code
        self.why = reason.why.fill(**details)
        super().__init__(self.why.en)

    def refuse(self, file: str) -> Refused:
        """The same, for the file of this name."""
        place = Place(file)
        if self.code == "unsafe-content":
            return Refused(problem(self.code, place, severity="error", what=self.why))
        return Refused(problem(self.code, place, why=self.why))
