"""What comes back in a period, and which row of it stands (the design, "Several returns")."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

TASK, INDICATOR, COORDINATION = "task_report", "indicator_report", "coordination_report"
DONE = "Hoàn thành"
YES = "Có"

Cell: TypeAlias = str | Decimal | date | None
Row: TypeAlias = tuple[str, str]
"""Form and code."""
ANSWER: Row = (INDICATOR, "Xác nhận số điền sẵn")
"""The cell above the table of indicators, as a row of one column."""
Rows: TypeAlias = Mapping[Row, Mapping[str, Cell]]
Found: TypeAlias = tuple[str, str | None, str | None]
"""A problem: its code, the code of the row, the agency in whose return it stands."""


Usable: TypeAlias = Callable[[Row, Mapping[str, Cell]], Mapping[str, Cell]]
"""What of a row can be used."""


class Unclear:
    """What the design leaves open: anything agrees with it."""

    def __repr__(self) -> str:
        return "UNCLEAR"


UNCLEAR = Unclear()


def agrees(expected: object, got: object) -> bool:
    """A set holds what may be; numbers need to agree to nine digits."""
    if expected is UNCLEAR:
        return True
    if isinstance(expected, frozenset):
        return any(agrees(one, got) for one in expected)
    if isinstance(expected, Decimal) and isinstance(got, Decimal):
        return abs(expected - got) <= Decimal("1e-9") * (1 + abs(expected))
    return expected == got


@dataclass(frozen=True)
class Return:
    """One file: input cells as they were issued, and what was typed over them (None: cleared)."""

    agency: str
    issued: Rows
    typed: Rows

    def holds(self, row: Row) -> dict[str, Cell]:
        return {**self.issued.get(row, {}), **self.typed.get(row, {})}

    def inputs(self, row: Row) -> dict[str, Cell]:
        """What differs from what was issued, or was confirmed: nobody can see more than that."""
        issued, typed = self.issued.get(row, {}), self.typed.get(row, {})
        found = {column: value for column, value in typed.items() if value != issued.get(column)}
        left = issued.get("cumulative") if "cumulative" not in found else None
        if row[0] == INDICATOR and left is not None and self.confirmed:
            found["cumulative"] = left
        return found

    @property
    def confirmed(self) -> bool:
        """Whether the agency says that what was filled in and not touched still holds."""
        return YES in self.typed.get(ANSWER, {}).values()

    @property
    def rows(self) -> set[Row]:
        return {*self.issued, *self.typed} - {ANSWER}

    @property
    def blank(self) -> bool:
        return not any(self.inputs(row) for row in self.rows)


@dataclass(frozen=True)
class Decision:
    """What stands in Xung đột; without agency it settles a conflict of the leads."""

    code: str
    column: str
    agency: str | None
    value: Cell


@dataclass(frozen=True)
class Received:
    """The returns of a period in the order in which they came, the latest last."""

    returns: Sequence[Return]

    def of(self, agency: str) -> list[Return]:
        return [one for one in self.returns if one.agency == agency]

    def received(self) -> set[str]:
        return {one.agency for one in self.returns if not one.blank}

    def standing(self, agency: str, row: Row) -> Return | None:
        """The latest return that has any input in that row."""
        return next((one for one in reversed(self.of(agency)) if one.inputs(row)), None)

    def problems(self, usable: Usable, decisions: Sequence[Decision] = ()) -> Iterator[Found]:
        """What a decision has settled is not among them."""
        settled = {(one.code, one.agency) for one in decisions}
        for agency in {one.agency for one in self.returns}:
            files = self.of(agency)
            if any(one.blank for one in files):
                yield "blank-return", None, agency
            if any(
                self.overridden(agency, row, usable)
                for one in files
                for row in one.rows
                if (row[1], agency) not in settled
            ):
                yield "duplicate-return", None, agency

    def overridden(self, agency: str, row: Row, usable: Usable) -> bool:
        """Whether an earlier return says something in a row that the one that stands does not."""
        standing = self.standing(agency, row)
        return standing is not None and any(
            value is not None and usable(row, standing.holds(row)).get(column) != value
            for one in self.of(agency)
            if one.inputs(row)
            for column, value in usable(row, one.holds(row)).items()
        )

    def possible(self) -> Iterator[Found]:
        """Whether more said in a later return is a difference is left open."""
        for agency in {one.agency for one in self.returns}:
            if len(self.of(agency)) > 1:
                yield "duplicate-return", None, agency
