"""Rows of a task appendix → tasks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plansheet.documents.draft_rows import DraftTask
from plansheet.documents.tables.table_records import Listing, TableRecord

_GROUP_NUMBER = re.compile(r"[IVX]+\.?|[A-Z]\.?")


def tasks_of(listing: Listing) -> Iterator[DraftTask]:
    """The tasks of an appendix in order; the name of a group of rows goes to `field`."""
    led = [record for record in listing.records if record.text("leads")]
    numbered = bool(led) and all(record.text("stt") for record in led)
    group = ""
    last: TableRecord | None = None
    for record in listing.records:
        if _is_group(record):
            if last:
                yield _task(last, group)
                last = None
            group = record.text("task_name") or record.text("stt")
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
    bare = not record.text("stt") and not record.text("leads")
    return bare and (record.after_break or numbered)


def _is_same(last: TableRecord, record: TableRecord) -> bool:
    """Whether a row is of the same task: its number and name are one merged cell over both."""
    name, stt = record.text("task_name"), record.text("stt")
    return bool(name and stt) and (name, stt) == (last.text("task_name"), last.text("stt"))


def _is_group(record: TableRecord) -> bool:
    """Whether the row names a group of tasks: a Roman number or capitals, and nothing else."""
    if not record.only("stt", "task_name"):
        return False
    stt, name = record.text("stt"), record.text("task_name")
    if not name:
        return not stt.rstrip(".").isdigit()
    return bool(_GROUP_NUMBER.fullmatch(stt)) or (name.isupper() and not stt)


def _task(record: TableRecord, group: str) -> DraftTask:
    doubts = []
    if not record.text("task_name"):
        doubts.append("không có tên nhiệm vụ")
    if not record.text("leads"):
        doubts.append("không có cơ quan chủ trì")
    note = "; ".join(f"{name}: {text}" for name, text in record.others.items() if text)
    return DraftTask(
        name=record.text("task_name"),
        place=record.place,
        leads=record.text("leads"),
        coordinators=record.text("coordinators"),
        due=record.text("due"),
        level=record.text("level"),
        field=record.text("field") or group,
        stt=record.text("stt"),
        note="; ".join(filter(None, (record.text("note"), note))),
        doubts=tuple(doubts),
    )
