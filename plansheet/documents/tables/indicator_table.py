"""Rows of an indicator table → indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator

from plansheet.documents.draft_rows import DraftIndicator
from plansheet.documents.tables.table_records import Listing, TableRecord

_GROUP_NUMBER = re.compile(r"[IVX]+\.?|[A-Z]\.?")
_NUMBER = re.compile(r"\d+(\.\d+)*")
_NAMING = ("stt", "indicator_name", "unit", "note", "reporters")


def indicators_of(listing: Listing) -> Iterator[DraftIndicator]:
    """The indicators of a table in order.

    A row without a number of its own is a part of the numbered row above it ("Trong đó: …") and
    counts on: 19.1, 19.2. A Roman number or a letter names a group, which is no indicator.
    """
    number, parts, counted = "", 0, 0
    for record in _whole(listing.records):
        stt = record.text("stt").strip().rstrip(".)")
        if record.only("stt", "indicator_name") and _is_group(record):
            continue
        if _NUMBER.fullmatch(stt):
            parent = stt.rpartition(".")[0]
            number, parts = stt, 0
            yield _indicator(record, stt, parent)
        elif number and not stt.isalnum():
            parts += 1
            yield _indicator(record, f"{number}.{parts}", number)
        else:
            counted += 1
            yield _indicator(record, stt or str(counted), "")


def _whole(records: list[TableRecord]) -> Iterator[TableRecord]:
    """The records with those that a page break split put together again."""
    last: TableRecord | None = None
    for record in records:
        if last and record.after_break and not record.text("stt") and _is_rest(record):
            last.take(record)
            continue
        if last:
            yield last
        last = record
    if last:
        yield last


def _is_rest(record: TableRecord) -> bool:
    """Whether a row without number holds only the rest of a name, of a unit or of values."""
    name = record.text("indicator_name")
    valued = any(text for key, text in record.values.items() if key not in _NAMING)
    return not name or (not valued and not record.text("unit"))


def _is_group(record: TableRecord) -> bool:
    stt, name = record.text("stt"), record.text("indicator_name")
    return bool(_GROUP_NUMBER.fullmatch(stt)) or name.isupper() or not name


def _indicator(record: TableRecord, number: str, parent: str) -> DraftIndicator:
    note = "; ".join(f"{name}: {text}" for name, text in record.others.items() if text)
    doubts = () if record.text("unit") else ("không có đơn vị tính",)
    return DraftIndicator(
        number=number,
        name=record.text("indicator_name"),
        place=record.place,
        unit=record.text("unit"),
        parent=parent,
        stt=record.text("stt"),
        reporters=record.text("reporters"),
        note="; ".join(filter(None, (record.text("note"), note))),
        values={k: v for k, v in record.values.items() if k not in _NAMING},
        doubts=doubts,
    )
