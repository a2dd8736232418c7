"""A target held against its indicator, or why no value can be said to meet it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from plansheet.forms.choices import Direction
from plansheet.language.text import match_key
from plansheet.language.units import conversion_in_prose, is_share
from plansheet.language.wording import Wording
from plansheet.plan.targets.target import Target
from plansheet.problems.catalogue import doubts

_MEASURES: Final = {
    "growth": re.compile(
        r"\btăng trưởng\b|\blạm phát\b|\b(?:tốc độ|tỷ lệ|mức|nhịp độ|số \w+) (?:phát triển|tăng)\b"
        r"|\btăng thêm\b|\btăng,? giảm\b|\btăng/giảm\b"
    ),
    "reduction": re.compile(r"\b(?:tốc độ|tỷ lệ|mức|số \w+) giảm\b|\bgiảm thêm\b|\btăng,? giảm\b"),
    "ratio": re.compile(r"\bso (?:với|cùng)\b|\bchỉ số\b"),
}
"""Names of indicators whose figures are changes themselves: "Tốc độ tăng trưởng kinh tế"."""
_TO_BE_REDUCED: Final = re.compile(r"(?:kéo )?giảm\b")
_IS_SHARE: Final = re.compile(r"(?:tỷ lệ|tỷ trọng|cơ cấu)\b(?! tăng| giảm)")


def fitted(target: Target, unit: str, name: str) -> Target:
    """The target, with the reason where figures in the indicator's unit cannot be held against it.

    Args:
        target: as its text alone reads.
        unit: the indicator's unit, "" where the plan has none.
        name: the indicator's name, and those of the indicators that it is a part of: "khu vực I"
            of "Tốc độ tăng trưởng kinh tế" is a change too.
    """
    if not target.comparable:
        return target
    doubt = _doubt(target, unit, match_key(name))
    return target if doubt is None else replace(target, doubt=doubt)


def _is_of_unit(written: str, unit: str, name: str) -> bool:
    """Whether a number is in the indicator's unit, or in that with what its name relates it to.

    "8 bác sĩ/10.000 dân" is in the unit "bác sĩ" of "Số bác sĩ trên 10.000 dân".
    """
    head, _, related = written.partition("/")
    in_name = related and "/" not in unit and set(match_key(related).split()) <= set(name.split())
    return conversion_in_prose(head if in_name else written, unit) == 1


def _doubt(target: Target, unit: str, name: str) -> Wording | None:
    if target.change and not _MEASURES[target.change].search(name):
        return doubts.COMPARISON if target.change == "ratio" else doubts.CHANGE
    if target.total is not None and is_share(unit) and not is_share(target.unit):
        return doubts.SHARE
    if not _is_of_unit(target.unit, unit, name):
        return doubts.OTHER_UNIT.fill(written=target.unit, unit=unit)
    is_lower_bound = target.high is None and target.direction != Direction.UP
    if _TO_BE_REDUCED.match(name) and is_lower_bound and not target.change:
        return doubts.CHANGE
    lowest = target.high if target.low is None else target.low
    if lowest is not None and lowest < 0 and is_share(unit) and _IS_SHARE.match(name):
        return doubts.NEGATIVE_SHARE
    return None
