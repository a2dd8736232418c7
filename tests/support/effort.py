"""How much properties and fuzzers try: less where people wait, as much as you like by hand.

A property says how many examples it should have. A run of all tests tries three tenths of them, the
fast loop a tenth, the same each time; `.ci/run all` ten times as many. PLANSHEET_EXAMPLES is how
many are tried where there should be a hundred, new ones each time.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

import pytest
from hypothesis import settings

PLANSHEET_EXAMPLES = int(os.environ.get("PLANSHEET_EXAMPLES", "0"))
DUE, ORDINARY, FAST = 100, 30, 10


def choose_effort(*, fast: bool) -> None:
    """Load the profile of this run, before any module of tests is imported."""
    many = PLANSHEET_EXAMPLES or (FAST if fast else ORDINARY)
    same = not PLANSHEET_EXAMPLES
    settings.register_profile("this run", derandomize=same, deadline=None, max_examples=many)
    settings.load_profile("this run")


def examples(due: int) -> int:
    """How many of the examples that a property should have it tries in this run."""
    return max(1, due * settings().max_examples // DUE)


def some_of(usual: int, cases: Sequence[object]) -> list[object]:
    """Cases of which the first few prove most: the others are for `PLANSHEET_EXAMPLES=100`."""
    rest = pytest.mark.skipif(PLANSHEET_EXAMPLES < DUE, reason="only with PLANSHEET_EXAMPLES=100")
    return [
        pytest.param(case, marks=[rest] if at >= usual else []) for at, case in enumerate(cases)
    ]
