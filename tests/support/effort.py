"""How much properties and fuzzers try: a tenth in the fast loop, as much as you like by hand.

PLANSHEET_EXAMPLES is how many examples are tried where there usually are a hundred, new ones each
time; without it every run tries the same.
"""

from __future__ import annotations

import os

from hypothesis import settings

PLANSHEET_EXAMPLES = int(os.environ.get("PLANSHEET_EXAMPLES", "0"))
USUAL, FAST = 100, 10


def choose_effort(*, fast: bool) -> None:
    """Load the profile of this run, before any module of tests is imported."""
    many = PLANSHEET_EXAMPLES or (FAST if fast else USUAL)
    same = not PLANSHEET_EXAMPLES
    settings.register_profile("this run", derandomize=same, deadline=None, max_examples=many)
    settings.load_profile("this run")


def examples(usual: int) -> int:
    """How many of its usual number of examples a property tries in this run."""
    return max(1, usual * settings().max_examples // USUAL)
