"""What agencies say of a task or an indicator, in one cell; of many no more than can be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from plansheet.consolidation import Consolidation, ReportedRow, TaskClass, TaskOutcome
from plansheet.forms.names import ColumnName, FormName
from plansheet.forms.values import show
from plansheet.language.wording import Wording, Words, joined_words
from plansheet.report import sentences
from plansheet.report.layout import Row

_MOST: Final = 3
"""Agencies of which a cell says what each of them wrote."""

_NAMED: Final = 5
"""Agencies that are named one after the other."""


def said(merged: Consolidation, reports: Sequence[ReportedRow], column: str) -> Words:
    """What agencies wrote in words: as it is where one wrote, else with their names.

    Of many the first; the others are among the sources.
    """
    texts = [(r.agency, show(r.values[column])) for r in reports if column in r.values]
    if len(texts) == 1:
        return texts[0][1]
    first = "\n".join(
        f"{merged.plan.agency_name(agency)}: {text}" for agency, text in texts[:_MOST]
    )
    if len(texts) <= _MOST:
        return first
    return sentences.MORE_AMONG_SOURCES.fill(said=first, count=len(texts) - _MOST)


def of_many(merged: Consolidation, outcome: TaskOutcome) -> Row:
    """Of a task that many agencies report on: who is behind, and the first of what they say."""
    if len(outcome.by_agency) <= _MOST:
        return {}
    inputs = merged.plan.forms[FormName.TASK_REPORT].inputs
    texts = {c.name: said(merged, outcome.rows, c.name) for c in inputs if c.kind == "text"}
    return {**texts, ColumnName.RESULT: _behind(merged, outcome)}


def _behind(merged: Consolidation, outcome: TaskOutcome) -> Wording:
    """How many reported; class by class how many there are, and who where they are few."""
    lines = [sentences.SO_MANY_REPORTED.fill(n=outcome.reported, of=outcome.expected)]
    counts = Counter(outcome.by_agency.values())
    (usual, _), *_ = counts.most_common(1)
    for one in (one for one in TaskClass if counts[one]):
        line = sentences.SO_MANY_OF_CLASS.fill(name=one.label, count=counts[one])
        if one != usual:
            who = [merged.plan.agency_name(a) for a, own in outcome.by_agency.items() if own == one]
            line = sentences.NAMED.fill(said=line, names=_first_of(who))
        lines.append(line)
    return joined_words("\n", lines)


def _first_of(names: Sequence[str]) -> Words:
    """All names where they are few, else the first of them and how many more."""
    if len(names) <= _NAMED:
        return "; ".join(names)
    first = "; ".join(names[:_NAMED])
    return sentences.AND_MORE.fill(name=first, count=len(names) - _NAMED)
