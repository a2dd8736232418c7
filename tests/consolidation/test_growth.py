"""The work of merging grows with the number of returns, and no faster."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from types import FrameType
from typing import Any

from support.many import crowd


class Counted(str):
    """A code that counts how often one is compared with another, or looked up."""

    __slots__ = ()
    compared = hashed = 0

    def __eq__(self, other: object) -> bool:
        Counted.compared += 1
        return str.__eq__(self, other)

    def __hash__(self) -> int:
        Counted.hashed += 1
        return str.__hash__(self)


@dataclass(frozen=True)
class Work:
    """How many lines are run, codes looked up, and codes compared, to merge what agencies sent."""

    lines: int
    hashed: int
    compared: int


def work(agencies: int, indicators: int = 1) -> Work:
    """What it takes to merge what so many agencies sent."""
    sent = crowd(agencies, own=1, shared=2, indicators=indicators, code_of=Counted)
    lines = Counted.compared = Counted.hashed = 0

    def count(_frame: FrameType, _event: str, _arg: object) -> Any:
        nonlocal lines
        lines += 1
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        sent.consolidated()
    finally:
        sys.settrace(before)
    return Work(lines, Counted.hashed, Counted.compared)


def assert_even(few: int, more: int, most: int) -> None:
    """Three equal steps, counted and not timed: another run counts the same.

    A part that grew with the square would show where it is a tenth of all at 3,000 agencies.
    """
    assert most - more <= 1.005 * (more - few)


def test_each_further_agency_costs_what_the_one_before_did() -> None:
    work(2)  # what is worked out once only
    # after 110 agencies the refused files come again as they did
    few, more, most = work(110), work(220), work(330)
    assert_even(few.lines, more.lines, most.lines)
    assert_even(few.hashed, more.hashed, most.hashed)
    assert most.compared <= 10 * 330


def test_each_further_indicator_costs_what_the_one_before_did() -> None:
    work(2)
    few, more, most = (work(2, indicators) for indicators in (40, 80, 120))
    assert_even(few.lines, more.lines, most.lines)
