"""Make plan.xlsx of an example: its source.txt as the importer reads it, and amendments.toml.

    python examples/make_plan.py examples/hau_giang_2021 ...

amendments.toml lists what a person changed in the draft and why. Each of its entries has a
`reason` and either `facts` (name = text) or the name of a `sheet` with some of
    remove = [CODE, ...]
    correct.CODE = { column = text, ... }
    add = [{ column = text, ... }, ...]      (rows that the document does not have; they come last)
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from plansheet import load_forms
from plansheet.documents import import_document
from plansheet.plan.workbook.tables import PlanRow, PlanTables
from plansheet.plan.workbook.writing import write_tables

T = TypeVar("T")

SHEETS = ("agencies", "indicators", "tasks", "calendar")


@dataclass(frozen=True, slots=True)
class Amendment:
    """An entry of amendments.toml: what was changed in the facts or in one sheet, and why."""

    reason: str
    facts: Mapping[str, str] = field(default_factory=dict)
    sheet: str = ""
    remove: Sequence[str] = ()
    correct: Mapping[str, PlanRow] = field(default_factory=dict)
    add: Sequence[PlanRow] = ()


def amendments(folder: Path) -> list[Amendment]:
    """What amendments.toml says, in its order."""
    text = (folder / "amendments.toml").read_text(encoding="utf-8")
    return [Amendment(**entry) for entry in tomllib.loads(text)["amendments"]]


def tables(folder: Path) -> PlanTables:
    """The rows of the plan: the draft of source.txt, amended."""
    return amended(import_document(folder / "source.txt").tables, amendments(folder))


def amended(draft: PlanTables, changes: Iterable[Amendment]) -> PlanTables:
    """The draft with the changes made, in their order.

    Raises:
        KeyError: a row to be corrected or removed does not exist, or a change changes nothing: the
            document or the importer has changed since the list was written.
    """
    facts = dict(draft.facts)
    sheets: dict[str, list[PlanRow]] = {name: list(getattr(draft, name)) for name in SHEETS}
    for change in changes:
        for name, text in change.facts.items():
            facts[name] = _other(name, facts[name], text)
        if change.sheet:
            _amend(sheets[change.sheet], load_forms()[change.sheet].key, change)
    return PlanTables(facts, **{name: tuple(rows) for name, rows in sheets.items()})


def _amend(rows: list[PlanRow], key: str, change: Amendment) -> None:
    for code in change.remove:
        del rows[_place(rows, key, code)]
    for code, values in change.correct.items():
        place = _place(rows, key, code)
        rows[place] = _other(code, rows[place], {**rows[place], **values})
    rows.extend(change.add)


def _place(rows: Sequence[PlanRow], key: str, code: str) -> int:
    for place, row in enumerate(rows):
        if row.get(key) == code:
            return place
    raise KeyError(f"no row {code!r}")


def _other(name: str, was: T, now: T) -> T:
    if was == now:
        raise KeyError(f"{name!r} is so already")
    return now


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        print(write_tables(tables(Path(argument)), Path(argument) / "plan.xlsx"))
