"""What the first page of the report says at one glance: a sentence, and five numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plansheet.consolidation import Attainment, Consolidation, TaskClass
from plansheet.forms.report_sheets import BY_AGENCY, CONFLICTS, INDICATORS, RECEIPTS, TASKS
from plansheet.issuing.earlier_report import EarlierReport
from plansheet.language.wording import Term, Wording, joined_words
from plansheet.plan.classes import DONE_CLASSES
from plansheet.report import sentences
from plansheet.report.counts import days_overdue, overdue_tasks


@dataclass(frozen=True, slots=True)
class Card:
    """A number on the first page, of how many it is, what it leads to, what it was before.

    `before` is None where no earlier report says it; `is_alarming` where something has to be done.
    """

    label: Wording
    count: int
    of: int | None
    sheet: Term
    before: int | None
    is_alarming: bool = False


def verdict(merged: Consolidation) -> Wording:
    """The consolidation in one sentence: what is to be acted on, or that there is nothing."""
    parts = [*_to_act_on(merged)] or [*_all_well(merged)]
    said = joined_words("; ", parts)
    return Wording(*(f"{text[:1].upper()}{text[1:]}." for text in (said.vi, said.en)))


def _to_act_on(merged: Consolidation) -> Iterator[Wording]:
    if overdue := overdue_tasks(merged):
        days = max(days_overdue(merged, outcome) for outcome in overdue)
        yield sentences.SO_MANY_OVERDUE.fill(count=len(overdue), days=days)
    if merged.missing:
        yield sentences.SO_MANY_SILENT.fill(count=len(merged.missing))
    counts, total = merged.attainments, len(merged.indicator_results)
    if missed := counts[Attainment.NOT_MET]:
        words = sentences.SO_MANY_MISSED if merged.period.ends_year else sentences.SO_MANY_DOUBTFUL
        yield words.fill(count=missed, total=total)
    if unknown := counts[Attainment.UNKNOWN]:
        yield sentences.SO_MANY_UNKNOWN.fill(count=unknown, total=total)


def _all_well(merged: Consolidation) -> Iterator[Wording]:
    yield sentences.ALL_SENT
    if merged.task_outcomes:
        yield sentences.NOTHING_OVERDUE
    if merged.indicator_results:
        yield sentences.NOTHING_MISSED


def cards(merged: Consolidation, undecided: int) -> Sequence[Card]:
    """The numbers of the first page; none of what the plan does not have.

    `undecided` is how many questions wait for a decision.
    """
    earlier, found = merged.earlier, list[Card]()
    expected = len(merged.expected)
    missing = bool(merged.missing)
    sent = earlier.sent if earlier else None
    found.append(Card(sentences.CARD_SENT, len(merged.received), expected, RECEIPTS, sent, missing))
    if total := len(merged.task_outcomes):
        done = sum(merged.classes[one] for one in DONE_CLASSES)
        overdue = merged.classes[TaskClass.OPEN_OVERDUE]
        found.append(Card(sentences.CARD_DONE, done, total, TASKS, _tasks(earlier, *DONE_CLASSES)))
        before = _tasks(earlier, TaskClass.OPEN_OVERDUE)
        found.append(Card(sentences.CARD_OVERDUE, overdue, None, BY_AGENCY, before, overdue > 0))
    if total := len(merged.indicator_results):
        met, then = merged.attainments[Attainment.MET], None
        if earlier is not None:
            then = sum(o.state == Attainment.MET for o in earlier.indicators.values())
        found.append(Card(sentences.CARD_MET, met, total, INDICATORS, then))
    asked = earlier.undecided if earlier else None
    found.append(Card(sentences.CARD_TO_DECIDE, undecided, None, CONFLICTS, asked, undecided > 0))
    return found


def _tasks(earlier: EarlierReport | None, *classes: TaskClass) -> int | None:
    if earlier is None:
        return None
    return sum(outcome.state in classes for outcome in earlier.tasks.values())


def moved(card: Card, merged: Consolidation) -> Wording | str:
    """How a number moved since the earlier report; blank where there is nothing to say."""
    if card.before is None or merged.earlier is None:
        return ""
    by, period = card.count - card.before, merged.earlier.period.label
    if not by:
        return sentences.AS_BEFORE.fill(period=period)
    words = sentences.MORE if by > 0 else sentences.FEWER
    return words.fill(count=abs(by), period=period)
