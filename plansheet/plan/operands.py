"""The extra rows of indicators that are computed from them: ratios and weighted means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from plansheet.forms.choices import Aggregation
from plansheet.language.wording import Term

OPERANDS: Final[Mapping[str, tuple[tuple[str, Term], ...]]] = {
    Aggregation.RATIO: (
        ("tu", Term("tử số", "numerator")),
        ("mau", Term("mẫu số", "denominator")),
    ),
    Aggregation.WEIGHTED_MEAN: (("qs", Term("quyền số", "weight")),),
}
"""The extra rows that a ratio or a weighted mean has in a template: suffix of the code, role."""

_WITH_UNIT: Final = re.compile(r"(?P<name>.*?)\s*\((?P<unit>[^()]*)\)\s*")


@dataclass(frozen=True, slots=True)
class Operand:
    """One of the extra rows of a ratio or a weighted mean.

    Attributes:
        code: `<code of the indicator>.tu`, `.mau` or `.qs`.
        role: what it is in the calculation: "tử số".
        text: what the plan calls it: "Số hộ nghèo (hộ)"; "" where it does not say.
    """

    code: str
    role: Term
    text: str = ""

    @property
    def name(self) -> str:
        """What is counted: "Số hộ nghèo"; "" where the plan does not say."""
        found = _WITH_UNIT.fullmatch(self.text)
        return (found["name"] if found else self.text).strip()

    @property
    def unit(self) -> str:
        """The unit, in brackets at the end: "hộ"; "" where the plan does not say."""
        found = _WITH_UNIT.fullmatch(self.text)
        return found["unit"].strip() if found else ""
