"""What a file may cost before it is refused: every limit of the reading layer, with its reason.

A real return is a few dozen KB, holds some thousand cells and unpacks to a few hundred KB. The
limits lie far above that and low enough that the worst accepted file is read within a few
seconds and some hundred MB.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from plansheet.workbooks.reading.addresses import EXCEL_ROWS

MB: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be that is read; the defaults are for files of strangers."""

    file_bytes: int = 50 * MB
    """A return with a few dozen photographs pasted in; more does not go through e-mail."""

    unpacked_bytes: int = 200 * MB
    """Everything in the archive together, really unpacked: photographs barely shrink, so four times
    the largest file."""

    part_bytes: int = 64 * MB
    """One part that is parsed. A cell takes about 40 bytes of XML, so this is 1.6 million cells."""

    parsed_bytes: int = 96 * MB
    """All parts that are parsed, together: reading holds several copies of them."""

    rows: int = 200_000
    """A consolidated book of a province has tens of thousands; Excel's limit is 1,048,576."""

    area: int = 1_000_000
    """Cells up to the last used one of each row, over all sheets: some 50 bytes each, 300 where
    every one of them is a formula."""

    strings: int = 1_000_000
    """Shared strings: no more than there may be cells."""

    text_characters: int = 20_000_000
    """Text of all cells, a shared string as often as it is shown: six thousand pages. Comparing
    texts takes a second for every few millions."""


STRANGERS: Final = Limits()
OURS: Final = Limits(
    file_bytes=2**30,
    unpacked_bytes=2**34,
    part_bytes=2**32,
    parsed_bytes=2**34,
    rows=EXCEL_ROWS,
    area=2**27,
    strings=2**26,
    text_characters=2**32,
)
"""A report that plansheet wrote, which whoever reads it names: as much as ten thousand agencies
with 150 rows each put into one, several times over; memory is what ends it."""

ARCHIVE_ENTRIES: Final = 2_000
"""A workbook of a hundred sheets, each with comments and drawings, has some six hundred."""

RATIO: Final = 400
RATIO_FROM: Final = 8 * MB
"""Deflate reaches 1,032 only on one byte repeated; XML of equal rows reaches some 150. Small
parts may do what they like: they are harmless unpacked."""

COLUMNS: Final = 702
"""A to ZZ. The widest form has about thirty columns; Excel's own limit is 16,384."""

COLUMN_RECORDS: Final = 16_384
"""Statements about the width of columns that are looked at: one for each column of Excel."""

SHEETS: Final = 500
"""Each costs a parse; the widest workbooks of real returns have about sixty."""

PACKAGE_ELEMENTS: Final = 20_000
"""Relationships and content types: a few for each entry of the archive."""

SPACES: Final = 4_000_000
"""Blanks that an .ods file writes as a number, all together: a bomb of a few KB otherwise."""

RECORDS: Final = 4_000_000
"""Records of .xls and .xlsb, elements of XML parsed in Python: four for each cell, about a
microsecond each."""

FORMULA_CHARACTERS: Final = 8_192
"""What Excel lets one formula hold; also bounds the copies made of a shared formula."""

FORMAT_CHARACTERS: Final = 255
"""What Excel lets one number format hold; whatever stands behind that is not looked at."""

EXPANDED_CHARACTERS: Final = STRANGERS.part_bytes
"""Copies of the shared formulas of a sheet, which nobody makes until somebody reads one: as many as
the sheet could hold written out."""

WORKER_MEMORY: Final = 1024 * MB
"""Address space that a file may take beside what the process has to know: no file takes more than
1 GB."""

WORKER_SECONDS: Final = 12
"""Processor time. Reading the largest accepted file takes about five seconds of it on a slow
machine; the promise is 20 for a whole command, with starting, giving up, and saying so."""

WAITING_SECONDS: Final = 180
"""Time on the clock: on a machine that does ten things at once good files take long, from a network
drive that is gone nothing ever comes."""
