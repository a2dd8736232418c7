"""The work of merging grows with the number of returns, and no faster."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

from support.many import crowd


class Counted(str):
    """A code that counts how often one is compared with another."""

    __slots__ = ()
    compared = 0

    def __eq__(self, other: object) -> bool:
        Counted.compared += 1
        return str.__eq__(self, other)

    __hash__ = str.__hash__


def work(agencies: int, indicators: int = 1) -> tuple[int, int]:
    """How many lines are run to merge what so many agencies sent, and codes of theirs compared."""
    sent = crowd(agencies, own=1, shared=2, indicators=indicators, code_of=Counted)
    lines = Counted.compared = 0

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
    return lines, Counted.compared


def test_each_further_agency_costs_what_the_one_before_did() -> None:
    """Counted and not timed: another run counts the same."""
    work(2)  # what is worked out once only
    (few, _), (more, _), (most, compared) = map(work, (20, 40, 60))
    assert most - more <= 1.02 * (more - few)
    assert compared <= 10 * 60


def test_each_further_indicator_costs_what_the_one_before_did() -> None:
    work(2)
    (few, _), (more, _), (most, _) = (work(2, indicators) for indicators in (40, 80, 120))
    assert most - more <= 1.02 * (more - few)
