"""From the neutral form of a document to the draft of a plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from plansheet.documents.absent import absent_parts
from plansheet.documents.account import not_told
from plansheet.documents.allocating import allocated_indicators
from plansheet.documents.draft import Draft, make_draft
from plansheet.documents.draft_rows import DraftIndicator, DraftReporting, DraftTask, UnusedLine
from plansheet.documents.formats.blocks import Document, Paragraph
from plansheet.documents.letterhead import Head, head_of, title_of
from plansheet.documents.levels import level_of, local_governments
from plansheet.documents.naming import Naming
from plansheet.documents.prose.articles import articles_of
from plansheet.documents.prose.deadlines import deadline_of
from plansheet.documents.prose.duties import settle_duties
from plansheet.documents.prose.indicator_outline import IndicatorOutline, candidates, offered
from plansheet.documents.prose.outline import Node, outline
from plansheet.documents.prose.reporting import calendar_of, cutoff_of
from plansheet.documents.prose.sections import content_of, heading_of, topic_of
from plansheet.documents.prose.task_outline import TaskOutline
from plansheet.documents.repeats import with_repeats
from plansheet.documents.tables.indicator_table import indicators_of
from plansheet.documents.tables.table_records import Listing, listings, other_lists
from plansheet.documents.tables.task_table import sums_of, tasks_of
from plansheet.forms import year_column
from plansheet.forms.names import ColumnName, FormName
from plansheet.language.text import match_key
from plansheet.plan.workbook.facts import CONSOLIDATOR, CUTOFF, FIRST_YEAR, LAST_YEAR, PROVINCE

_IN_ANNEX = "nhiệm vụ lấy theo bảng của phụ lục, đoạn này chỉ diễn giải"
_BESIDE_TABLE = "giao trong phần lời văn, không có trong bảng"
_IN_ORGANISATION = "nhiệm vụ nêu trong phần tổ chức thực hiện"
_IN_DECISION = "giao tại điều khoản của văn bản ban hành kế hoạch"
_WITHOUT_LEAD = "không giao cho cơ quan nào"
_NOT_REPORTING = "phần tổ chức thực hiện, không phải lịch báo cáo"
_OTHER_TABLE = "bảng không phải nhiệm vụ hay chỉ tiêu"
_SUM = "dòng tổng của bảng"
_BEFORE_FIRST = "đứng trước mục đầu tiên"
_HEADING_WORDS = 8
_HEADER_WORDS = 20


def draft_of(documents: Sequence[Document]) -> Draft:
    """Understand documents that make one plan: their tables first, then their outlines."""
    unread = [UnusedLine(a.place, a.text, a.why) for document in documents for a in document.asides]
    lists = [other_lists(document) for document in documents]
    others = [table for found, _ in lists for table in found]
    rests = [rest for _, rest in lists]
    tables, parts, head = _tables_and_prose(rests)
    facts = head.facts
    prose = [paragraph for part in parts for paragraph in part]
    naming = Naming(facts[PROVINCE.name], local_governments(facts), level_of(facts))
    naming.read(" ".join(paragraph.text for paragraph in prose))
    root, articles, title = _root(parts, naming)
    content = {line.place for node in root.walk() for line in node.lines}
    for part in (root, articles):
        settle_duties(part, naming)
    calendar = calendar_of(_organisation(root) or prose, naming)
    facts[CONSOLIDATOR.name] = _consolidator(calendar, naming)
    if cutoff := cutoff_of(prose):
        facts[CUTOFF.name] = cutoff
    outlines = IndicatorOutline(naming, _target_column(facts))
    listed = outlines.indicators(root)
    tasks, unused, explained = _tasks(root, articles, tables, calendar, outlines.taken, naming)
    found = [_within_years(indicator, facts) for indicator in _indicators(tables, listed)]
    indicators = allocated_indicators(found, naming)
    aims = list(offered(tasks, taken=not indicators))
    indicators = indicators or list(candidates(tasks, outlines.column))
    unused += [UnusedLine(table.place, table.text, _OTHER_TABLE) for table in others]
    unused += [*absent_parts(prose, bool(tables)), *unread]
    head = head.until(task.due for task in tasks)
    facts = head.facts
    tasks = [_dated(task, facts) for task in tasks]
    if not title:
        unused += [UnusedLine(line.place, line.text, _BEFORE_FIRST) for line in root.lines]
    told = _told(facts, tables, tasks, indicators, unused)
    explained |= {line.place for line in calendar}
    unused += not_told(rests, root, content, told, explained)
    for cell in (*(c for t in tasks for c in (t.leads, t.coordinators)), *_reporters(indicators)):
        naming.take(cell)
    if len(documents) > 1:
        tasks, indicators = with_repeats(tasks), with_repeats(indicators)
    size = _size(root, tables)
    draft = make_draft(facts, naming, tasks, indicators, calendar, unused, size)
    return draft.offering(aims).doubting(head.doubts)


def _tables_and_prose(
    documents: Sequence[Document],
) -> tuple[list[Listing], list[list[Paragraph]], Head]:
    """The listings, everything else of each document, and what its head says.

    The first year tells what a bare year is.
    """
    parts = [listings(document, None)[1] for document in documents]
    head = head_of([paragraph for part in parts for paragraph in part])
    first = head.facts[FIRST_YEAR.name]
    first_year = int(first) if first else None
    read = [listings(document, first_year) for document in documents]
    return [table for tables, _ in read for table in tables], [part for _, part in read], head


def _root(parts: Sequence[Sequence[Paragraph]], naming: Naming) -> tuple[Node, Node, str]:
    """The outlines of the documents under one root, and the title that the first of them has.

    Between the two, the articles of decisions that stand before a plan.
    """
    whole, articles, titles = Node(""), Node(""), []
    for prose in parts:
        begin, end, title = title_of(prose)
        articles.children += articles_of(prose[:begin], naming).children
        root = outline(content_of(prose, end), naming)
        whole.lines += root.lines
        whole.children += root.children
        titles.append(title)
    return whole, articles, next(filter(None, titles), "")


def _target_column(facts: Mapping[str, str]) -> str:
    """Where targets in prose go: to the one year of the plan, else to its goal."""
    first, last = facts[FIRST_YEAR.name], facts[LAST_YEAR.name]
    return (
        year_column(ColumnName.TARGET, int(first)) if first and first == last else ColumnName.GOAL
    )


def _tasks(
    root: Node,
    articles: Node,
    tables: Sequence[Listing],
    calendar: Sequence[DraftReporting],
    taken: set[int],
    naming: Naming,
) -> tuple[list[DraftTask], list[UnusedLine], set[str]]:
    """The tasks, what gave none, and the places of what one of those lines tells together.

    First those of the tables, or of the outline where there is no table; then what the prose
    besides puts somebody in charge of, which a person has to look at.
    """
    work = TaskOutline(naming)
    outlined = work.tasks(root, taken)
    unused = list(work.unused)
    explained: set[str] = set()
    used = {line.place for line in calendar}
    listed = [table for table in tables if table.kind == FormName.TASKS]
    sums = (record for table in listed for record in sums_of(table))
    unused += [UnusedLine(record.place, record.source, _SUM) for record in sums]
    tasks = [task for table in listed for task in tasks_of(table, naming)]
    if tasks:
        beside = _beside(tasks, outlined, _BESIDE_TABLE)
        tasks += beside
        explained = {task.place for task in outlined} - {task.place for task in beside}
        unused += _explained(root, explained)
    elif any(task.leads for task in outlined):
        tasks = outlined
    duties = _beside(tasks, work.tasks_of_organisation(root, used), _IN_ORGANISATION)
    used.update(task.place for task in duties)
    duties += _beside(tasks, work.tasks_of_articles(articles), _IN_DECISION)
    if not tasks and duties:
        unused += [UnusedLine(task.place, task.name, _WITHOUT_LEAD) for task in outlined]
    elif not tasks:
        tasks = outlined
    unused += _not_reporting(root, used)
    return [*tasks, *duties], unused, explained


def _dated(task: DraftTask, facts: Mapping[str, str]) -> DraftTask:
    """The task with the deadline that only its own sentence says."""
    first, last = facts[FIRST_YEAR.name], facts[LAST_YEAR.name]
    if task.due or not first:
        return task
    said = deadline_of(task.name, int(first), int(last))
    doubts = filter(None, (*task.doubts, said.doubt))
    return replace(task, due=said.due, level=task.level or said.level, doubts=tuple(doubts))


def _beside(tasks: Sequence[DraftTask], others: Sequence[DraftTask], why: str) -> list[DraftTask]:
    """Those of `others` that are no task yet, each with the doubt `why`; none if nobody leads."""
    known = {match_key(task.name).strip(" .;") for task in tasks}
    return [
        replace(task, doubts=(*task.doubts, why), beside=True)
        for task in others
        if any(other.leads for other in others) and match_key(task.name).strip(" .;") not in known
    ]


def _indicators(
    tables: Sequence[Listing], listed: Sequence[DraftIndicator]
) -> list[DraftIndicator]:
    """Those of the tables, and those of lists in prose that no table has."""
    found = [
        i for table in tables if table.kind == FormName.INDICATORS for i in indicators_of(table)
    ]
    named = {match_key(indicator.name) for indicator in found}
    return found + [indicator for indicator in listed if match_key(indicator.name) not in named]


def _within_years(indicator: DraftIndicator, facts: Mapping[str, str]) -> DraftIndicator:
    """The indicator, a target of a later year than the plan has as its goal.

    What was planned for an earlier year is told in the note.
    """
    first, last = facts[FIRST_YEAR.name], facts[LAST_YEAR.name]
    prefix = year_column(ColumnName.TARGET, "")
    years = {name: name.removeprefix(prefix) for name in indicator.values if prefix in name}
    before = {name for name, year in years.items() if year < first and indicator.values[name]}
    told = (f"KH {years[name]}: {indicator.values[name]}" for name in sorted(before))
    note = "; ".join(filter(None, (indicator.note, *told)))
    kept = {name: text for name, text in indicator.values.items() if name not in before}
    beyond = [name for name, year in years.items() if first and last < year]
    if len(beyond) == 1 and ColumnName.GOAL not in kept:
        kept[ColumnName.GOAL] = kept.pop(beyond[0])
    return replace(indicator, values=kept, note=note)


def _reporters(indicators: Sequence[DraftIndicator]) -> list[str]:
    return [indicator.reporters for indicator in indicators if indicator.reporters]


def _organisation(root: Node) -> list[Paragraph]:
    """The items of the sections on organisation, each as one paragraph."""
    return [Paragraph(node.text, node.place) for node in _organising(root)]


def _organising(root: Node) -> Iterator[Node]:
    """The sections on organisation and all items under them."""
    for top in root.walk():
        if top.style and topic_of(top) == "organisation":
            yield from top.walk()


def _not_reporting(root: Node, used: set[str]) -> Iterator[UnusedLine]:
    """What the sections on organisation say besides the reporting calendar."""
    for node in _organising(root):
        if node.place not in used and len(node.text.split()) > _HEADING_WORDS:
            yield UnusedLine(node.span, node.text, _NOT_REPORTING)


def _explained(root: Node, places: set[str]) -> Iterator[UnusedLine]:
    """The sections whose items only explain the tasks of the annex, one line for each."""
    for top in root.children:
        items = [node for node in top.walk() if node.place in places]
        if items:
            span = f"{top.place} – {items[-1].place}"
            yield UnusedLine(span, f"{heading_of(top)} ({len(items)} mục)", _IN_ANNEX)


def _told(
    facts: Mapping[str, str],
    tables: Sequence[Listing],
    tasks: Sequence[DraftTask],
    indicators: Sequence[DraftIndicator],
    unused: Sequence[UnusedLine],
) -> Iterator[tuple[str, str]]:
    """What the draft says, each text with its place in the document."""
    yield from (("", text) for text in facts.values())
    headers = (name for table in tables for name in table.header.names)
    yield from (("", name) for name in headers if len(name.split()) <= _HEADER_WORDS)
    for task in tasks:
        duty = (task.leads, task.coordinators, task.due, task.level)
        yield from ((task.place, text) for text in (task.name, task.source, task.note, *duty))
        yield from ((task.place, text) for text in (task.stt, task.field))
    for one in indicators:
        given = (text for targets in one.allocated.values() for text in targets.values())
        texts = (one.name, one.unit, one.source, one.note, one.stt, one.reporters)
        yield from ((one.place, text) for text in (*texts, *one.values.values(), *given))
    yield from ((line.place, line.text) for line in unused)


def _size(root: Node, tables: Sequence[Listing]) -> int:
    """How many items of content there are: items of the outline and rows of the tables."""
    items = sum(bool(node.style and node.text) for node in root.walk())
    return items + sum(len(table.records) for table in tables)


def _consolidator(calendar: Sequence[DraftReporting], naming: Naming) -> str:
    """The first body of the plan's own that receives the reports."""
    names = (name for line in calendar for name in line.recipient.split("; "))
    return next((name for name in names if naming.reports(name)), "")
