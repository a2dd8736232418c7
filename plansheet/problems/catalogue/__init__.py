"""The catalogue of problems: for each code its severity, what it says, and what to do.

The codes are stable: scripts and offices rely on them. `{value}` is what stood in the cell,
`{column}` the header of the column, `{row_code}` the code of the task or indicator; other
marks are details that the maker of the problem gives.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from plansheet.problems.catalogue.cells import CELLS
from plansheet.problems.catalogue.entries import SEVERITY_NAMES, Entry, Severity
from plansheet.problems.catalogue.files import FILES
from plansheet.problems.catalogue.merging import MERGING
from plansheet.problems.catalogue.plans import PLANS
from plansheet.problems.catalogue.shape import SHAPE

__all__ = ["CATALOGUE", "SEVERITY_NAMES", "Entry", "Severity"]

CATALOGUE: Final[Mapping[str, Entry]] = {**CELLS, **SHAPE, **FILES, **MERGING, **PLANS}
