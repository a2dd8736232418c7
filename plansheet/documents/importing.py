"""From the neutral form of a document to the draft of a plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from plansheet.documents.blocks import Document, Paragraph
from plansheet.documents.draft import Draft, make_draft
from plansheet.documents.duties import settle_duties
from plansheet.documents.facts import facts_of, title_of
from plansheet.documents.indicator_outline import IndicatorOutline, candidates
from plansheet.documents.indicator_table import indicators_of
from plansheet.documents.naming import Naming
from plansheet.documents.outline import Node, outline
from plansheet.documents.records import Listing, listings
from plansheet.documents.reporting import calendar_of
from plansheet.documents.rows import Line, Reporting, Task
from plansheet.documents.sections import content_of, heading_of, topic_of
from plansheet.documents.task_outline import TaskOutline
from plansheet.documents.task_table import tasks_of
from plansheet.text import match_key

_IN_ANNEX = "nhiệm vụ lấy theo bảng của phụ lục, đoạn này chỉ diễn giải"
_NOT_REPORTING = "phần tổ chức thực hiện, không phải lịch báo cáo"
_BEFORE_FIRST = "đứng trước mục đầu tiên"
_HEADING_WORDS = 8


def draft_of(document: Document) -> Draft:
    """Understand a document: its tables first, then its outline.

    Where a document has a table of tasks, that is what it assigns, and its prose only explains;
    where it has a table or a list of indicators, figures inside tasks are no indicators.
    """
    _, prose = listings(document, None)
    facts = facts_of(prose)
    first_year = int(facts["Năm bắt đầu"]) if facts["Năm bắt đầu"] else None
    tables, prose = listings(document, first_year)
    naming = Naming(facts["Tỉnh"])
    naming.read(" ".join(paragraph.text for paragraph in prose))
    _, end, title = title_of(prose)
    root = outline(content_of(prose, end), naming)
    settle_duties(root, naming)

    tasks = [task for table in tables if table.kind == "tasks" for task in tasks_of(table)]
    indicators = [i for t in tables if t.kind == "indicators" for i in indicators_of(t)]
    column = "goal" if facts["Năm bắt đầu"] != facts["Năm kết thúc"] else f"target_{first_year}"
    lists = IndicatorOutline(naming, column)
    listed = lists.indicators(root)
    calendar = calendar_of(_organisation(root) or prose, naming)

    work = TaskOutline(naming)
    outlined = work.tasks(root, lists.taken)
    unused = list(work.unused)
    reporting = {line.place for line in calendar}
    if not tasks and not outlined:
        outlined = work.tasks_of_organisation(root, reporting)
        reporting.update(task.place for task in outlined)
    if tasks:
        unused += _explained(root, outlined)
    else:
        tasks = outlined
    named = {match_key(indicator.name) for indicator in indicators}
    indicators += [indicator for indicator in listed if match_key(indicator.name) not in named]
    indicators = indicators or list(candidates(tasks, column))
    unused += _not_reporting(root, reporting)
    if not title:
        unused += [Line(line.place, line.text, _BEFORE_FIRST) for line in root.lines]
    for task in tasks:
        naming.take(task.leads)
        naming.take(task.coordinators)
    facts["Cơ quan tổng hợp"] = _consolidator(calendar, naming)
    return make_draft(facts, naming, tasks, indicators, calendar, unused, _size(root, tables))


def _organisation(root: Node) -> list[Paragraph]:
    """The items of the sections on organisation, each as one paragraph."""
    return [Paragraph(node.text, node.place) for node in _organising(root)]


def _organising(root: Node) -> Iterator[Node]:
    """The sections on organisation and all items under them."""
    for top in root.walk():
        if top.style and topic_of(top) == "organisation":
            yield from top.walk()


def _not_reporting(root: Node, used: set[str]) -> Iterator[Line]:
    """What the sections on organisation say besides the reporting calendar."""
    for node in _organising(root):
        if node.place not in used and len(node.text.split()) > _HEADING_WORDS:
            yield Line(node.span, node.text, _NOT_REPORTING)


def _explained(root: Node, outlined: Sequence[Task]) -> Iterator[Line]:
    """The sections whose items only explain the tasks of the annex, one line for each."""
    places = {task.place for task in outlined}
    for top in root.children:
        items = [node for node in top.walk() if node.place in places]
        if items:
            span = f"{top.place} – {items[-1].place}"
            yield Line(span, f"{heading_of(top)} ({len(items)} mục)", _IN_ANNEX)


def _size(root: Node, tables: Sequence[Listing]) -> int:
    """How many items of content there are: items of the outline and rows of the tables."""
    items = sum(bool(node.style and node.text) for node in root.walk())
    return items + sum(len(table.records) for table in tables)


def _consolidator(calendar: Sequence[Reporting], naming: Naming) -> str:
    """The first body of the plan's own that receives the reports."""
    names = (name for line in calendar for name in line.recipient.split("; "))
    return next((name for name in names if naming.reports(name)), "")
