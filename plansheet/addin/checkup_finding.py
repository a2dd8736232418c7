"""One thing that the doctor looked at."""

from __future__ import annotations

from dataclasses import dataclass

from plansheet.language.wording import NOTHING, Wording


@dataclass(frozen=True, slots=True)
class CheckupFinding:
    """One thing that was looked at; where it is not `ok`, the `remedy` says what to do.

    The doctor fills the `Steps` of an installation in.
    """

    name: str
    ok: bool
    text: Wording
    remedy: Wording = NOTHING
