"""A comparison that a form asks for, with what is said where it does not hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, get_args

from plansheet.forms.comparisons.evaluation import FiguresOf, Missing, Outcome, outcome
from plansheet.forms.comparisons.grammar import Comparison, parse
from plansheet.language.wording import Wording, worded
from plansheet.problems.catalogue import SEVERITY_NAMES, Severity, form_faults, phrases

KEYWORDS: Final = ("check", "column", "severity", "message", "hint", "tolerance", "missing")


@dataclass(frozen=True, slots=True)
class Check:
    """What must hold between figures of a form.

    `column` is the one whose cell a problem names; `tolerance` how far both sides may be apart,
    `missing` what blank cells are. In `message` and `hint` the marks {left} and {right} are what
    both sides give.
    """

    comparison: Comparison
    column: str
    severity: Severity
    message: Wording
    hint: Wording
    tolerance: Decimal
    missing: Missing

    def outcome(self, figures: FiguresOf) -> Outcome | None:
        """What it gives with the figures of a form; None where it is not asked."""
        return outcome(self.comparison, figures, self.tolerance, self.missing)

    @property
    def is_of_all_rows(self) -> bool:
        """Whether it is asked of a table once, not of each row."""
        return all(reference.every_row for reference in self.comparison.references)


def read_check(spec: Mapping[str, Any], severity: Severity = "error") -> Check:
    """A check as a form writes it; `severity` is the one of a check that gives none.

    Raises:
        ComparisonError: the comparison is none.
        KeyError: `check` is missing.
    """
    comparison = parse(spec["check"])
    first = next((reference.parts[-1] for reference in comparison.references), "")
    return Check(
        comparison=comparison,
        column=spec.get("column", first),
        severity=spec.get("severity", severity),
        message=worded(spec.get("message", phrases.BROKEN_CHECK)),
        hint=worded(spec.get("hint", phrases.CHECK_FIGURES)),
        tolerance=Decimal(str(spec.get("tolerance", 0))),
        missing=spec.get("missing", "skip"),
    )


def check_faults(spec: Mapping[str, Any]) -> Iterator[Wording]:
    """What is wrong with a check beside its comparison: a word or a value that it cannot have."""
    for keyword in spec:
        if keyword not in KEYWORDS:
            yield form_faults.CHECK_KEYWORD.fill(keyword=keyword, words=", ".join(KEYWORDS))
    allowed = {"severity": tuple(SEVERITY_NAMES), "missing": get_args(Missing)}
    for keyword, words in allowed.items():
        if spec.get(keyword, words[0]) not in words:
            yield form_faults.CHECK_VALUE.fill(keyword=keyword, words=", ".join(words))
    tolerance = spec.get("tolerance", 0)
    if not isinstance(tolerance, int | float) or not 0 <= tolerance < float("inf"):
        yield form_faults.CHECK_VALUE.fill(keyword="tolerance", words="0, 0.5, 1 …")
