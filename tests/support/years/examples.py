"""How many examples a property of whole years tries, and that a difference is told in our words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, Verbosity, settings

from support.effort import PLANSHEET_EXAMPLES, examples

PHASES = list(Phase) if PLANSHEET_EXAMPLES else [Phase.explicit, Phase.generate]
"""Making an example smaller takes minutes: only by hand."""


def tried(due: int) -> Callable[[Any], Any]:
    """Settings of a property that should have so many examples."""
    return settings(
        max_examples=examples(due),
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.quiet,
        phases=PHASES,
    )
