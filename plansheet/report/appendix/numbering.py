"""The indicators in the order and with the numbers of their table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from plansheet.plan.model import Plan
from plansheet.plan.rows import Indicator

_NUMBER: Final = re.compile(r"\d+(\.\d+)*")

Numbered = tuple[str, Indicator]


def numbered(plan: Plan, roots: Sequence[Indicator]) -> list[Numbered]:
    """Indicators with their parts under them, each with its number.

    The numbers are the plan's own where they say what belongs to what, as in Kiên Giang's plan: a
    part has no number, or that of its whole with its own behind it. Else they are 1, 1.1, 1.2, 2.

    Args:
        plan: the plan.
        roots: its indicators that are no parts, in order.
    """
    counted = list(_counted(plan, roots))
    as_written = [(one.stt.strip(), one) for _, one in counted]
    return as_written if _tell(as_written) else counted


def _counted(plan: Plan, beside: Sequence[Indicator], above: str = "") -> Iterator[Numbered]:
    for count, indicator in enumerate(beside, 1):
        number = f"{above}{count}"
        yield number, indicator
        yield from _counted(plan, plan.children(indicator.code), f"{number}.")


def _tell(rows: Sequence[Numbered]) -> bool:
    """Whether numbers say of each row what it belongs to."""
    by_number: dict[str, str] = {}
    last = ""
    for number, indicator in rows:
        if not number:
            if not last or indicator.parent != last:
                return False
            continue
        whole = by_number.get(number.rpartition(".")[0], "")
        if not _NUMBER.fullmatch(number) or number in by_number or whole != indicator.parent:
            return False
        by_number[number] = last = indicator.code
    return True
