"""Comparisons and sums that JSON Schema has no word for: one grammar, for rows and for own forms.

`grammar` says what can be written, `evaluation` what it gives, `formula` the same as Excel's.
"""

from plansheet.forms.comparisons.check import Check, check_faults, read_check
from plansheet.forms.comparisons.evaluation import Outcome, UnusableError, outcome
from plansheet.forms.comparisons.formula import failing
from plansheet.forms.comparisons.grammar import (
    EVERY,
    Comparison,
    ComparisonError,
    Reference,
    parse,
)

__all__ = [
    "EVERY",
    "Check",
    "Comparison",
    "ComparisonError",
    "Outcome",
    "Reference",
    "UnusableError",
    "check_faults",
    "failing",
    "outcome",
    "parse",
    "read_check",
]
