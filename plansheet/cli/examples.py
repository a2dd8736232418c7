"""An example of each problem of the catalogue: what it says in a case, and of which cell.

They stand in data/problem_examples.tsv: code, sheet, cell, code of the row, column, value, then
the words that the catalogue's sentences ask for, as name=Vietnamese, or name=Vietnamese | English.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from plansheet.forms.resources import resource
from plansheet.language.wording import Wording
from plansheet.problems.problem import Place, Problem, problem


@cache
def examples() -> Mapping[str, Problem]:
    """The example of each code."""
    text = resource("data/problem_examples.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {row[0]: _example(*row) for row in rows}


def _example(
    code: str,
    sheet: str = "",
    cell: str = "",
    row_code: str = "",
    column: str = "",
    value: str = "",
    *details: str,
) -> Problem:
    pairs = (detail.partition("=") for detail in details)
    more = {name: _words(text) for name, _, text in pairs}
    place = Place(sheet=sheet, cell=cell)
    return problem(code, place, value=value, row_code=row_code, column=column, more=more)


def _words(text: str) -> str | Wording:
    vietnamese, bar, english = text.partition(" | ")
    return Wording(vietnamese, english) if bar else text
