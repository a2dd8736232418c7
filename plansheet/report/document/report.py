"""The consolidated report as a document: what it says is computed, what is absent left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from plansheet.consolidation import Consolidation
from plansheet.forms.names import ColumnName, FormName
from plansheet.language.numbers_and_dates import official_date
from plansheet.language.text import roman
from plansheet.language.wording import Language, Wording, say
from plansheet.problems import expect
from plansheet.report.document import words
from plansheet.report.document.blocks import Block
from plansheet.report.document.indicator_sections import IndicatorParts
from plansheet.report.document.naming import (
    body_above,
    copy_to_superior,
    letterhead_of,
    period_named,
    plan_named,
    plan_titled,
    sender_of,
    signer_of,
)
from plansheet.report.document.official import OfficialDocument
from plansheet.report.document.sections import ReportParts
from plansheet.workbooks.remote import Location, Written, source_of

_NUMBERS: Final = tuple(map(roman, range(1, 20)))


def write_document(merged: Consolidation, path: Location, *, lang: Language = "vi") -> Written:
    """Write the report as a document (.docx) in the layout of Decree 30/2020/NĐ-CP.

    It is a draft: number and signer are left to fill in. The same consolidation gives the same
    bytes.

    Args:
        merged: from `merge`.
        path: the .docx file; one that exists is replaced.
        lang: the language of the document.

    Returns:
        The path.

    Raises:
        ArgumentError: `merged` is no consolidation.
        OutputError: the file cannot be written; nothing half-written is left.
    """
    expect(merged, Consolidation)
    plan, period = merged.plan, period_named(merged.period)
    subject = words.ON_PLAN.fill(plan=plan_titled(plan), period=period).say(lang)
    document = OfficialDocument(subject, lang)
    document.letterhead(letterhead_of(merged, words.REPORT_SYMBOL))
    document.title(words.REPORT.say(lang), subject)
    document.paragraph(_basis(merged).say(lang))
    parts = ReportParts(merged, lang)
    annexes = _annexes(merged, parts)
    for number, (title, blocks) in zip(_NUMBERS, _parts(merged, parts, annexes), strict=False):
        document.heading(words.PART.fill(number=number, text=title.upper()).say(lang))
        document.put(blocks)
    document.paragraph(_last(merged).say(lang))
    copies = (*copy_to_superior(plan), words.TO_COOPERATE, words.TO_FILE)
    document.signature([c.say(lang) for c in copies], [s.say(lang) for s in signer_of(plan)])
    for number, (title, blocks) in zip(_NUMBERS, annexes.values(), strict=False):
        document.annex(words.ANNEX.fill(number=number).say(lang), title)
        document.put(blocks)
    return document.save(source_of(path))


_Part = tuple[str, Sequence[Block]]


def _annexes(merged: Consolidation, parts: ReportParts) -> dict[str, _Part]:
    """The tables that need the width of a page on its side, of what the plan has."""
    period = period_named(merged.period)
    listed = {
        FormName.TASKS: (words.TASKS_LISTED, [*parts.listed_tasks()]),
        FormName.INDICATORS: (words.FIGURES_LISTED, [*IndicatorParts(merged, parts.lang).listed()]),
    }
    return {
        name: (title.fill(period=period).say(parts.lang), blocks)
        for name, (title, blocks) in listed.items()
        if blocks
    }


def _parts(merged: Consolidation, parts: ReportParts, annexes: dict[str, _Part]) -> list[_Part]:
    """The parts that have anything to say, in order."""
    annex = dict(zip(annexes, _NUMBERS, strict=False))
    columns = merged.plan.forms[FormName.TASK_REPORT].by_name
    told = [columns[n] for n in (ColumnName.DIFFICULTY, ColumnName.PROPOSAL) if n in columns]
    all_parts: list[_Part] = [
        (words.SENDING.say(parts.lang), [*parts.sending()]),
        (words.ON_TASKS.say(parts.lang), [*parts.tasks(annex.get(FormName.TASKS, ""))]),
        (
            words.ON_INDICATORS.say(parts.lang),
            [*IndicatorParts(merged, parts.lang).told(annex.get(FormName.INDICATORS, ""))],
        ),
        (
            say(merged.plan.forms[FormName.NARRATIVE_REPORT].title, parts.lang),
            [*parts.assessed()],
        ),
        *((say(column.title, parts.lang), [*parts.said(column.name)]) for column in told),
    ]
    return [(title, blocks) for title, blocks in all_parts if blocks]


def _basis(merged: Consolidation) -> Wording:
    """Under what it is written, and as of which day."""
    return words.BASIS.fill(
        plan=plan_named(merged.plan),
        sender=sender_of(merged.plan),
        period=period_named(merged.period),
        as_of=official_date(merged.as_of),
    )


def _last(merged: Consolidation) -> Wording:
    said = words.LAST.fill(period=period_named(merged.period))
    superior = body_above(merged.plan)
    if not superior:
        return words.LAST_ALONE.fill(said=said)
    return words.LAST_TO.fill(said=said, sender=sender_of(merged.plan), superior=superior)
