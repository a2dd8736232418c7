"""Final figures of a period that was estimated when its report was made."""

from __future__ import annotations

from collections.abc import Mapping

from plansheet.consolidation import Consolidation, ReportedRow, owners
from plansheet.forms.names import FormName
from plansheet.forms.values import display
from plansheet.issuing import ESTIMATES, earlier_values


def final_figures(merged: Consolidation) -> Mapping[str, str]:
    """By indicator what agencies give for figures that were estimates, a line for each.

    “Sở Y tế: Chính thức lũy kế 42 (ước 40)”; of a row of operands with its code.
    """
    of_row = owners(merged.plan)
    lines: dict[str, list[str]] = {}
    for row in merged.final_rows:
        owner = of_row[row.code].code
        code = "" if owner == row.code else f" {row.code}"
        name = merged.plan.agency_name(row.agency)
        lines.setdefault(owner, []).append(f"{name}{code}: {_figures(merged, row)}")
    return {code: "\n".join(told) for code, told in lines.items()}


def _figures(merged: Consolidation, row: ReportedRow) -> str:
    columns = merged.plan.forms[FormName.FINAL_FIGURES].by_name
    key = (FormName.INDICATOR_REPORT, row.agency, row.code)
    told = earlier_values(merged.plan, merged.period, merged.earlier, key) if merged.earlier else {}
    texts = []
    for name in ESTIMATES:
        if name in row.values:
            estimate = f" (ước {display(told[name])})" if name in told else ""
            texts.append(f"{columns[name].title} {display(row.values[name])}{estimate}")
    return "; ".join(texts)
