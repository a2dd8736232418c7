"""The catalogue of problems: for each code its severity, what it says, and what to do.

The codes are stable: scripts and offices rely on them. `{value}` is what stood in the cell,
`{column}` the header of the column, `{row_code}` the code of the task or indicator; other
marks are details that the maker of the problem gives.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from plansheet.language.wording import Wording
from plansheet.problems.catalogue.cells import CELLS
from plansheet.problems.catalogue.entries import SEVERITY_NAMES, Entry, Severity
from plansheet.problems.catalogue.files import FILES
from plansheet.problems.catalogue.merging import MERGING
from plansheet.problems.catalogue.own_forms import OF_OWN_FORMS
from plansheet.problems.catalogue.plans import PLANS
from plansheet.problems.catalogue.shape import SHAPE

__all__ = ["CATALOGUE", "OWN_CODE", "SEVERITY_NAMES", "Entry", "Severity", "entry_of"]

CATALOGUE: Final[Mapping[str, Entry]] = {
    **CELLS,
    **SHAPE,
    **FILES,
    **MERGING,
    **PLANS,
    **OF_OWN_FORMS,
}

OWN_CODE: Final = re.compile(r"own:[a-z0-9]+(?:-[a-z0-9]+)*")
"""Codes that checks of a user's own give: they bring their words along."""

_OWN: Final = Entry("error", Wording("{message}", "{message}"), Wording("{hint}", "{hint}"))


def entry_of(code: str) -> Entry:
    """What the catalogue knows of a code, be it one of a user's own.

    Raises:
        KeyError: there is no such code.
    """
    return _OWN if OWN_CODE.fullmatch(code) else CATALOGUE[code]
