"""A table that is longer than a sheet, as several sheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from plansheet.tables.table_sheet import TableSheet, WrittenTable
from plansheet.tables.write import TableWriter
from plansheet.workbooks.parts import part_name
from plansheet.workbooks.writing.workbook import Book


def write_long_table(book: Book, spec: TableSheet) -> WrittenTable:
    """Write a table sheet, and more of them where it is too long; returns where it begins."""
    spec = replace(spec.spoken(book.lang), name=book.say(spec.name))
    room = book.rows - spec.rows_above - spec.spare
    parts = _parts(spec, max(room, 1))
    first, *_ = [TableWriter(book, book.sheet(part.name), part).write() for part in parts]
    return first


def _parts(spec: TableSheet, room: int) -> Iterator[TableSheet]:
    """The table in pieces of as many rows; what may be filled in stays below its last row."""
    starts = range(0, len(spec.rows), room) or [0]
    for part, start in enumerate(starts, 1):
        end, suffix = start + room, f"_{part}" if part > 1 else ""
        is_last = end >= len(spec.rows)
        yield replace(
            spec,
            name=part_name(str(spec.name), part),
            rows=spec.rows[start:end],
            spare=spec.spare if is_last else 0,
            excel_table=f"{spec.excel_table}{suffix}" if spec.excel_table else "",
            places=spec.places[start:end],
            blocks=spec.blocks[start:end],
            locked=frozenset((row - start, name) for row, name in spec.locked),
            sparklines={
                name: {row - start: ends for row, ends in drawn.items() if start <= row < end}
                for name, drawn in spec.sparklines.items()
            },
        )
