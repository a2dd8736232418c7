"""What the catalogue knows about one code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from plansheet.language.wording import Wording

Severity = Literal["error", "warning", "info"]
"""error: the value cannot be used; warning: used, but a person should look; info: a repair."""

SEVERITY_NAMES: Final[Mapping[Severity, Wording]] = {
    "error": Wording("Lỗi", "error"),
    "warning": Wording("Cảnh báo", "warning"),
    "info": Wording("Ghi nhận", "note"),
}
"""What people read for the severities, the worst first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What the catalogue knows about one code."""

    severity: Severity
    message: Wording
    hint: Wording


def entry(severity: Severity, vi: str, en: str, hint_vi: str, hint_en: str) -> Entry:
    """An entry from its sentences: message and hint, each in Vietnamese and English."""
    return Entry(severity, Wording(vi, en), Wording(hint_vi, hint_en))
