"""Rows of a task appendix → tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plansheet.documents.draft_rows import DraftTask
from plansheet.documents.tables.table_records import Listing, TableRecord
from plansheet.forms.names import ColumnName

_GROUP_NUMBER = re.compile(r"[IVX]+\.?|[A-Z]\.?")


def tasks_of(listing: Listing) -> Iterator[DraftTask]:
    """The tasks of an appendix in order; the name of a group of rows goes to `field`."""
    led = [record for record in listing.records if record.text(ColumnName.LEADS)]
    numbered = bool(led) and all(record.text(ColumnName.STT) for record in led)
    group = ""
    last: TableRecord | None = None
    for record in listing.records:
        if _is_group(record):
            if last:
                yield _task(last, group)
                last = None
            group = record.text(ColumnName.TASK_NAME) or record.text(ColumnName.STT)
        elif last and _continues(record, numbered):
            last.take(record)
        elif last and _is_same(last, record):
            last.add(record)
        else:
            if last:
                yield _task(last, group)
            last = record
    if last:
        yield _task(last, group)


def _continues(record: TableRecord, numbered: bool) -> bool:
    """Whether the row is the rest of the one before the page break.

    It has neither number nor lead and stands right under a repeated header; or it has no number
    in a table that numbers its rows.
    """
    bare = not record.text(ColumnName.STT) and not record.text(ColumnName.LEADS)
    return bare and (record.after_break or numbered)


def _is_same(last: TableRecord, record: TableRecord) -> bool:
    """Whether a row is of the same task: its number and name are one merged cell over both."""
    name, stt = record.text(ColumnName.TASK_NAME), record.text(ColumnName.STT)
    return bool(name and stt) and (name, stt) == (
        last.text(ColumnName.TASK_NAME),
        last.text(ColumnName.STT),
    )


def _is_group(record: TableRecord) -> bool:
    """Whether the row names a group of tasks: a Roman number or capitals, and nothing else."""
    if not record.only(ColumnName.STT, ColumnName.TASK_NAME):
        return False
    stt, name = record.text(ColumnName.STT), record.text(ColumnName.TASK_NAME)
    if not name:
        return not stt.rstrip(".").isdigit()
    return bool(_GROUP_NUMBER.fullmatch(stt)) or (name.isupper() and not stt)


def _task(record: TableRecord, group: str) -> DraftTask:
    doubts = []
    if not record.text(ColumnName.TASK_NAME):
        doubts.append("không có tên nhiệm vụ")
    if not record.text(ColumnName.LEADS):
        doubts.append("không có cơ quan chủ trì")
    note = "; ".join(f"{name}: {text}" for name, text in record.others.items() if text)
    return DraftTask(
        name=record.text(ColumnName.TASK_NAME),
        place=record.place,
        leads=record.text(ColumnName.LEADS),
        coordinators=record.text(ColumnName.COORDINATORS),
        due=record.text(ColumnName.DUE),
        level=record.text(ColumnName.LEVEL),
        field=record.text(ColumnName.FIELD) or group,
        stt=record.text(ColumnName.STT),
        note="; ".join(filter(None, (record.text(ColumnName.NOTE), note))),
        doubts=tuple(doubts),
    )
