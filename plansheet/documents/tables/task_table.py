"""Rows of a task appendix → tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from plansheet.documents.draft_rows import DraftTask
from plansheet.documents.naming import Naming
from plansheet.documents.prose.leads import in_charge
from plansheet.documents.tables.table_records import Listing, TableRecord
from plansheet.forms.names import ColumnName
from plansheet.language.text import match_key

_GROUP_NUMBER = re.compile(r"[IVXLC]+\.?|[A-Z]\.?")
_NUMBERED_GROUP = re.compile(r"[IVXLC]+\s*[.)]\s*\S")
"""“I. Văn bản của Quốc hội” in the column of names."""
_SUM = re.compile(
    r"(?:tổng (?:số|cộng|kinh phí|dự toán|nhu cầu|mức|vốn|tiền|chi phí)|cộng|bằng chữ)\b|tổng:?$"
)


def tasks_of(listing: Listing, naming: Naming) -> Iterator[DraftTask]:
    """The tasks of an appendix in order.

    The name of a group of rows is their field; where every group is called by who leads its tasks,
    none is.
    """
    tasks = list(_grouped(listing, naming))
    groups = {group for _, group in tasks if group}
    leading = {group for task, group in tasks if group and _names_lead(group, task, naming)}
    for task, group in tasks:
        yield task if task.field or groups == leading else replace(task, field=group)


def sums_of(listing: Listing) -> Iterator[TableRecord]:
    """The rows that add up the others ("Tổng kinh phí"): they ask nothing of anybody."""
    return filter(_is_sum, listing.records)


def _is_sum(record: TableRecord) -> bool:
    asked = any(record.text(name) for name in (ColumnName.LEADS, ColumnName.COORDINATORS))
    name = record.text(ColumnName.TASK_NAME) or record.text(ColumnName.STT)
    return not asked and bool(_SUM.match(match_key(name)))


def _names_lead(group: str, task: DraftTask, naming: Naming) -> bool:
    """Whether a group of rows is called by a body that leads one of them."""
    named = set(naming.registry.resolve_cell(group).codes)
    leads = set(naming.registry.resolve_cell(task.leads).codes)
    return match_key(task.leads).startswith(match_key(group)) or bool(named and named <= leads)


def _grouped(listing: Listing, naming: Naming) -> Iterator[tuple[DraftTask, str]]:
    """The tasks in order, each with the name of the group of rows that it stands in."""
    led = [record for record in listing.records if record.text(ColumnName.LEADS)]
    numbered = bool(led) and all(record.text(ColumnName.STT) for record in led)
    group = ""
    last: TableRecord | None = None
    for record in listing.records:
        if _is_sum(record):
            continue
        if _is_group(record):
            if last:
                yield _task(last, naming), group
                last = None
            group = record.text(ColumnName.TASK_NAME) or record.text(ColumnName.STT)
        elif last and _continues(record, numbered):
            last.take(record)
        elif last and _is_same(last, record):
            last.add(record)
        else:
            if last:
                yield _task(last, naming), group
            last = record
    if last:
        yield _task(last, naming), group


def _continues(record: TableRecord, numbered: bool) -> bool:
    """Whether the row is the rest of the one before the page break.

    It has neither number nor lead and stands right under a repeated header; or it has no number
    in a table that numbers its rows.
    """
    bare = not record.text(ColumnName.STT) and not record.text(ColumnName.LEADS)
    return bare and (record.after_break or numbered)


def _is_same(last: TableRecord, record: TableRecord) -> bool:
    """Whether a row is of the same task: its number and name are one merged cell over both.

    Where others lead it by another day, it is another obligation.
    """
    names = (ColumnName.STT, ColumnName.TASK_NAME)
    same = all(record.text(name) == last.text(name) != "" for name in names)
    other = (
        len({last.text(name), record.text(name)} - {""}) == 2
        for name in (ColumnName.LEADS, ColumnName.DUE)
    )
    return same and not all(other)


def _is_group(record: TableRecord) -> bool:
    """Whether the row names a group of tasks: a Roman number or capitals, and nothing else."""
    if not record.only(ColumnName.STT, ColumnName.TASK_NAME):
        return False
    stt, name = record.text(ColumnName.STT), record.text(ColumnName.TASK_NAME)
    if not name:
        return not stt.rstrip(".").isdigit()
    if stt:
        return bool(_GROUP_NUMBER.fullmatch(stt))
    return name.isupper() or bool(_NUMBERED_GROUP.match(name))


def _task(record: TableRecord, naming: Naming) -> DraftTask:
    doubts = []
    if not record.text(ColumnName.TASK_NAME):
        doubts.append("không có tên nhiệm vụ")
    if not record.text(ColumnName.LEADS):
        doubts.append("không có cơ quan chủ trì")
    note = "; ".join(f"{name}: {text}" for name, text in record.others.items() if text)
    said = in_charge(record.text(ColumnName.LEADS), naming)
    partners = said.partners and f"Phối hợp: {said.partners}"
    verbatim = said.verbatim and f"Phân công: {said.verbatim}"
    if said.doubt:
        doubts.append(said.doubt)
    return DraftTask(
        name=record.text(ColumnName.TASK_NAME),
        place=record.place,
        leads=said.leads,
        coordinators=record.text(ColumnName.COORDINATORS) or said.coordinators,
        due=record.text(ColumnName.DUE),
        level=record.text(ColumnName.LEVEL),
        field=record.text(ColumnName.FIELD),
        stt=record.text(ColumnName.STT),
        note="; ".join(filter(None, (record.text(ColumnName.NOTE), partners, verbatim, note))),
        doubts=tuple(doubts),
        source=record.source,
    )
