"""From the neutral form of a document to the draft of a plan."""

from __future__ import annotations

from collections.abc import Sequence

from plansheet.documents.blocks import Document, Paragraph
from plansheet.documents.draft import Draft, make_draft
from plansheet.documents.facts import facts_of
from plansheet.documents.indicator_table import indicators_of
from plansheet.documents.naming import Naming
from plansheet.documents.records import listings
from plansheet.documents.reporting import calendar_of
from plansheet.documents.rows import Reporting
from plansheet.documents.task_table import tasks_of


def draft_of(document: Document) -> Draft:
    """Understand a document."""
    facts = facts_of([block for block in document.blocks if isinstance(block, Paragraph)])
    first_year = int(facts["Năm bắt đầu"]) if facts["Năm bắt đầu"] else None
    found, prose = listings(document, first_year)
    naming = Naming(facts["Tỉnh"])
    naming.read(" ".join(paragraph.text for paragraph in prose))
    tasks = [task for x in found if x.kind == "tasks" for task in tasks_of(x)]
    indicators = [i for x in found if x.kind == "indicators" for i in indicators_of(x)]
    for task in tasks:
        naming.take(task.leads)
        naming.take(task.coordinators)
    calendar = calendar_of(prose, naming)
    facts["Cơ quan tổng hợp"] = _consolidator(calendar, naming)
    return make_draft(facts, naming, tasks, indicators, calendar, ())


def _consolidator(calendar: Sequence[Reporting], naming: Naming) -> str:
    """The first body of the plan's own that receives the reports."""
    names = (name for line in calendar for name in line.recipient.split("; "))
    return next((name for name in names if naming.registry.resolve(name)), "")
