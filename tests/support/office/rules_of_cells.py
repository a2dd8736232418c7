"""What a sheet asks of its cells, in the words of openpyxl: to compare two workbooks."""

from __future__ import annotations

from typing import Any, Final

_BOUNDS: Final = {"": 0, "list": 1, "custom": 1}
"""How many formulas a kind of rule has; LibreOffice writes a 0 for those that it has not."""


def rules(sheet: Any) -> set[tuple[str, ...]]:
    """Drop-downs, limits and messages of a sheet, and where its colours are for which formula."""
    found: set[tuple[str, ...]] = set()
    for rule in sheet.data_validations.dataValidation:
        kind = "" if rule.type == "none" else rule.type or ""
        said = (rule.promptTitle or "", rule.prompt or "", rule.error or "")
        bounds = tuple(map(_bound, (rule.formula1, rule.formula2)[: _BOUNDS.get(kind, 2)]))
        found.add((str(rule.sqref), kind, *bounds, *said))
    for area in sheet.conditional_formatting:
        found |= {(str(area.sqref), _kind(rule.type), *rule.formula) for rule in area.rules}
    return found


def _kind(of_rule: str) -> str:
    """Gnumeric calls a formula on how a text begins by a name of its own."""
    return "expression" if of_rule == "beginsWith" else of_rule


def _bound(formula: str | None) -> str:
    """Programs spell the same number differently."""
    try:
        return f"{float(formula or ''):g}"
    except ValueError:
        return formula or ""
