"""Final figures of a period that was estimated when its report was made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from plansheet.consolidation import Consolidation, ReportedRow, owners
from plansheet.forms.names import FormName
from plansheet.forms.values import display
from plansheet.issuing import ESTIMATES, earlier_values
from plansheet.language.wording import Wording, joined_words

_ESTIMATED: Final = Wording(
    "{title} {figure} (ước {estimate})", "{title} {figure} (estimate {estimate})"
)
_FINAL: Final = Wording("{title} {figure}", "{title} {figure}")
_OF_AGENCY: Final = Wording("{agency}: {figures}", "{agency}: {figures}")


def final_figures(merged: Consolidation) -> Mapping[str, Wording]:
    """By indicator what agencies give for figures that were estimates, a line for each.

    “Sở Y tế: Chính thức lũy kế 42 (ước 40)”; of a row of operands with its code.
    """
    of_row = owners(merged.plan)
    lines: dict[str, list[Wording]] = {}
    for row in merged.final_rows:
        owner = of_row[row.code].code
        code = "" if owner == row.code else f" {row.code}"
        name = merged.plan.agency_name(row.agency)
        said = _OF_AGENCY.fill(agency=f"{name}{code}", figures=_figures(merged, row))
        lines.setdefault(owner, []).append(said)
    return {code: joined_words("\n", told) for code, told in lines.items()}


def _figures(merged: Consolidation, row: ReportedRow) -> Wording:
    columns = merged.plan.forms[FormName.FINAL_FIGURES].by_name
    key = (FormName.INDICATOR_REPORT, row.agency, row.code)
    told = earlier_values(merged.plan, merged.period, merged.earlier, key) if merged.earlier else {}
    texts = []
    for name in ESTIMATES:
        if name in row.values:
            figures = {"figure": display(row.values[name]), "estimate": display(told.get(name))}
            said = _ESTIMATED if name in told else _FINAL
            texts.append(said.fill(title=columns[name].title, **figures))
    return joined_words("; ", texts)
