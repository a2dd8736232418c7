"""Rows of an indicator table → indicators."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from plansheet.documents.draft_rows import DraftIndicator
from plansheet.documents.tables.table_records import Listing, TableRecord
from plansheet.forms import year_column
from plansheet.forms.names import ColumnName

_GROUP_NUMBER = re.compile(r"[IVXLC]+\.?|[A-Z]\.?")
_NUMBER = re.compile(r"\d+(\.\d+)*")
_NAMING = (
    ColumnName.STT,
    ColumnName.INDICATOR_NAME,
    ColumnName.UNIT,
    ColumnName.NOTE,
    ColumnName.REPORTERS,
)


def indicators_of(listing: Listing) -> Iterator[DraftIndicator]:
    """The indicators of a table in order.

    A row without a number of its own is a part of the numbered row above it ("Trong đó: …") and
    counts on: 19.1, 19.2. A Roman number or a letter names a group, which is no indicator but the
    field of those under it.
    """
    for group, record, number, parent in _numbered(listing):
        indicator = _indicator(record, number, parent)
        field = {ColumnName.FIELD: group} if group else {}
        yield replace(indicator, values={**field, **indicator.values})


def _numbered(listing: Listing) -> Iterator[tuple[str, TableRecord, str, str]]:
    """The rows with the group that each stands in, its number and that of its whole."""
    group, number, parts, counted = "", "", 0, 0
    for record in _whole(listing.records):
        stt = record.text(ColumnName.STT).strip().rstrip(".)")
        if record.only(ColumnName.STT, ColumnName.INDICATOR_NAME) and _is_group(record):
            group, number = record.text(ColumnName.INDICATOR_NAME), ""
            continue
        if _NUMBER.fullmatch(stt):
            parent = stt.rpartition(".")[0]
            number, parts = stt, 0
            yield group, record, stt, parent
        elif number and not stt.isalnum():
            parts += 1
            yield group, record, f"{number}.{parts}", number
        else:
            counted += 1
            yield group, record, stt if stt.isalnum() else str(counted), ""


def _whole(records: list[TableRecord]) -> Iterator[TableRecord]:
    """The records with those that a page break split put together again."""
    last: TableRecord | None = None
    for record in records:
        if last and record.after_break and not record.text(ColumnName.STT) and _is_rest(record):
            last.take(record)
            continue
        if last:
            yield last
        last = record
    if last:
        yield last


def _is_rest(record: TableRecord) -> bool:
    """Whether a row without number holds only the rest of a name, of a unit or of values."""
    name = record.text(ColumnName.INDICATOR_NAME)
    valued = any(text for key, text in record.values.items() if key not in _NAMING)
    return not name or (not valued and not record.text(ColumnName.UNIT))


def _is_group(record: TableRecord) -> bool:
    stt, name = record.text(ColumnName.STT), record.text(ColumnName.INDICATOR_NAME)
    return bool(_GROUP_NUMBER.fullmatch(stt)) or name.isupper() or not name


def _indicator(record: TableRecord, number: str, parent: str) -> DraftIndicator:
    note = "; ".join(f"{name}: {text}" for name, text in record.others.items() if text)
    doubts = () if record.text(ColumnName.UNIT) else ("không có đơn vị tính",)
    valued = {k: v for k, v in record.values.items() if k not in _NAMING}
    return DraftIndicator(
        number=number,
        name=record.text(ColumnName.INDICATOR_NAME),
        place=record.place,
        unit=record.text(ColumnName.UNIT),
        parent=parent,
        stt=record.text(ColumnName.STT),
        reporters=record.text(ColumnName.REPORTERS),
        note="; ".join(filter(None, (record.text(ColumnName.NOTE), note))),
        values={k: v for k, v in valued.items() if ":" not in k},
        allocated=_allocated(valued),
        doubts=doubts,
        source=record.source,
    )


def _allocated(valued: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """By body what it is given, from the columns that bodies head: `2026:Xã An Bình`."""
    found: dict[str, dict[str, str]] = {}
    for name, text in valued.items():
        year, colon, body = name.partition(":")
        if colon and text.strip(" -–x"):
            found.setdefault(body, {})[year_column(ColumnName.TARGET, int(year))] = text
    return found
